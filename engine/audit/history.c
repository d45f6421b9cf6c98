/*
 * history.c - what the events tell of keys, people and the institution: who may have signed when, who was erased, whose
 * e-mail address was corrected.
 */
#include <stdlib.h>
#include <string.h>
#include "audit/audit_internal.h"

void history_init(struct history *history)
{
    *history = (struct history){0};
    rows_init(&history->keys, sizeof(struct known_key));
    rows_init(&history->names, sizeof(struct known_name));
    rows_init(&history->witnesses, sizeof(struct known_witness));
}

void history_release(struct history *history)
{
    struct known_name *names = history->names.items;
    struct known_witness *witnesses = history->witnesses.items;
    for (int i = 0; i < history->names.count; i++) {
        free(names[i].name);
        free(names[i].url);
    }
    for (int i = 0; i < history->witnesses.count; i++)
        free(witnesses[i].vkey);
    free(names);
    free(witnesses);
    free(history->keys.items);
    free(history->people);
    history_init(history);
}

/* ---- people ---- */

/* The slot of PERSON, or the free one where they belong. Person numbers are random already. */
static struct known_person *slot_of(struct known_person *people, int room, int64_t person)
{
    int at = (int)((uint64_t)person % (uint64_t)room);
    while (people[at].person && people[at].person != person)
        at = (at + 1) % room;
    return &people[at];
}

struct known_person *history_person(const struct history *history, int64_t person)
{
    struct known_person *slot = history->people_room ? slot_of(history->people, history->people_room, person) : NULL;
    return slot && slot->person ? slot : NULL;
}

static bool people_widen(struct history *history)
{
    int room = history->people_room ? history->people_room * 2 : 1024;
    if ((history->people_count + 1) * 2 < history->people_room)
        return true;
    struct known_person *people = calloc((size_t)room, sizeof *people);
    if (!people)
        return false;
    for (int i = 0; i < history->people_room; i++)
        if (history->people[i].person)
            *slot_of(people, room, history->people[i].person) = history->people[i];
    free(history->people);
    history->people = people;
    history->people_room = room;
    return true;
}

static bool take_person(struct history *history, const struct event *event)
{
    if (!people_widen(history))
        return false;
    struct known_person *slot = slot_of(history->people, history->people_room, event->about);
    if (!slot->person)
        history->people_count++;
    *slot = (struct known_person){.person = event->about, .email_changed = -1, .erased = -1};
    return true;
}

static void take_change(struct history *history, const struct event *event, const cJSON *payload)
{
    struct known_person *person = history_person(history, event->about);
    const cJSON *field;
    cJSON_ArrayForEach(field, json_array(payload, "fields")) {
        if (person && cJSON_IsString(field) && strcmp(field->valuestring, "email") == 0)
            person->email_changed = event->seq;
    }
}

/* ---- keys and names ---- */

static bool take_key(struct history *history, const struct event *event, const cJSON *payload)
{
    const char *public = json_string(payload, "public"), *purpose = json_string(payload, "purpose");
    struct known_key *key;
    if (!public || !purpose || strlen(public) >= sizeof key->public)
        return true;
    key = rows_add(&history->keys);
    if (!key)
        return false;
    key->seq = event->seq;
    key->credential = strcmp(purpose, "credential") == 0;
    key->from = date_compare(event->date, DATE_MIN) ? event->date.day : date_of_instant(event->recorded_at).day;
    memcpy(key->public, public, strlen(public) + 1);
    return true;
}

static bool take_name(struct history *history, const struct event *event, const cJSON *payload)
{
    const char *name = json_string(payload, "name"), *url = json_string(payload, "url");
    struct known_name *known = rows_add(&history->names);
    if (!known)
        return false;
    *known = (struct known_name){event->seq, strdup(name ? name : ""), url ? strdup(url) : NULL};
    return known->name && (known->url || !url);
}

/* The last added whose day has come; before the first one's, the first. */
const struct known_key *history_key_in_force(const struct history *history, bool credential, int day)
{
    const struct known_key *keys = history->keys.items, *found = NULL;
    for (int i = 0; i < history->keys.count; i++)
        if (keys[i].credential == credential && (!found || keys[i].from <= day))
            found = &keys[i];
    return found;
}

bool history_key_signs(const struct history *history, bool credential, const char *public, int from, int to,
                       int64_t *seq)
{
    const struct known_key *keys = history->keys.items;
    bool first = true, signs = false;
    *seq = -1;
    for (int i = 0; i < history->keys.count; i++) {
        int begins, ends = NO_END;
        if (keys[i].credential != credential)
            continue;
        begins = first || keys[i].from < from - 1 ? from - 1 : keys[i].from;
        first = false;
        if (strcmp(keys[i].public, public) != 0)
            continue;
        for (int later = i + 1; later < history->keys.count; later++)
            if (keys[later].credential == credential && keys[later].from < ends)
                ends = keys[later].from;
        *seq = keys[i].seq;
        signs = signs || (begins <= to && begins < ends);
    }
    return signs;
}

static bool take_witness(struct history *history, const struct event *event, const cJSON *payload)
{
    const char *vkey = json_string(payload, "key");
    struct known_witness *witness = rows_add(&history->witnesses);
    if (!witness)
        return false;
    *witness = (struct known_witness){event->seq, strdup(vkey ? vkey : "")};
    return witness->vkey != NULL;
}

const struct known_witness *history_witness(const struct history *history, int64_t seq)
{
    const struct known_witness *witnesses = history->witnesses.items;
    for (int i = 0; i < history->witnesses.count; i++)
        if (witnesses[i].seq == seq)
            return &witnesses[i];
    return NULL;
}

const struct known_name *history_name(const struct history *history, int64_t seq)
{
    const struct known_name *names = history->names.items, *found = NULL;
    for (int i = 0; i < history->names.count && (!found || names[i].seq < seq); i++)
        found = &names[i];
    return found;
}

enum fault_code history_take(struct history *history, const struct event *event, const cJSON *payload,
                             struct fault *fault)
{
    bool ok = true;
    struct known_person *person;
    if (strcmp(event->kind, "person.added") == 0)
        ok = take_person(history, event);
    else if (strcmp(event->kind, "person.changed") == 0)
        take_change(history, event, payload);
    else if (strcmp(event->kind, "person.erased") == 0 && (person = history_person(history, event->about)))
        person->erased = event->seq;
    else if (strcmp(event->kind, "key.added") == 0)
        ok = take_key(history, event, payload);
    else if (strcmp(event->kind, "institution.named") == 0)
        ok = take_name(history, event, payload);
    else if (strcmp(event->kind, "witness.added") == 0)
        ok = take_witness(history, event, payload);
    return ok ? FAULT_NONE : fault_memory(fault);
}
