/*
 * directory.c - signposting questions from the institution's directory of services: one a situation, with the service
 * that is right and three that are not. Wrong choices are spread evenly over the services, and everything is decided by
 * the file alone, so the same directory always gives the same questions.
 */
#include <stdio.h>
#include <string.h>
#include "bank/check.h"

#define WRONG_CHOICES 3
#define SERVICES_MOST 200

/* FNV-1a over a question's and a service's id: decides between services that were used equally often. */
static uint64_t tie(const char *question, const char *service)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (const char *at = question; *at; at++)
        hash = (hash ^ (unsigned char)*at) * UINT64_C(1099511628211);
    for (const char *at = service; *at; at++)
        hash = (hash ^ (unsigned char)*at) * UINT64_C(1099511628211);
    return hash;
}

static bool holds(const cJSON *ids, const char *id)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, ids)
        if (strcmp(item->valuestring, id) == 0)
            return true;
    return false;
}

/* The index of the next wrong choice: of those allowed, the least used so far. */
static int pick(const cJSON *directory, const cJSON *also, const char *question, const int *used, const bool *taken)
{
    const cJSON *service;
    int best = -1, index = 0;
    uint64_t best_tie = 0;
    cJSON_ArrayForEach(service, directory) {
        const char *id = json_string(service, "id");
        uint64_t own = tie(question, id);
        if (!taken[index] && !holds(also, id) &&
            (best < 0 || used[index] < used[best] || (used[index] == used[best] && own < best_tie))) {
            best = index;
            best_tie = own;
        }
        index++;
    }
    return best;
}

/* Plain text as CommonMark that shows just that text. */
static void add_plain(struct buf *out, const char *text)
{
    size_t digits = strspn(text, "0123456789");
    if (text[0] == '-' || text[0] == '+')
        buf_char(out, '\\');
    for (size_t i = 0; text[i]; i++) {
        if (strchr("\\`*_[]<>&!#~", text[i]) || (digits && i == digits && strchr(".)", text[i])))
            buf_char(out, '\\');
        buf_char(out, text[i]);
    }
}

static bool add_text(cJSON *object, const char *name, struct buf *text)
{
    bool added = buf_ok(text) && cJSON_AddStringToObject(object, name, buf_string(text));
    buf_clear(text);
    return added;
}

static bool add_choices(cJSON *question, const cJSON *directory, const bool *taken, struct buf *text)
{
    cJSON *choices = cJSON_AddArrayToObject(question, "choices");
    const cJSON *service;
    int index = 0;
    if (!choices)
        return false;
    cJSON_ArrayForEach(service, directory) {
        if (!taken[index++])
            continue;
        cJSON *choice = cJSON_CreateObject();
        if (!cJSON_AddItemToArray(choices, choice) ||
            !cJSON_AddStringToObject(choice, "id", json_string(service, "id")))
            return false;
        add_plain(text, json_string(service, "name"));
        if (!add_text(choice, "text", text))
            return false;
    }
    return true;
}

/* What the service is for, how to reach it, and who else would have been right. */
static void add_advice(struct buf *out, const cJSON *directory, const cJSON *service, const cJSON *also)
{
    const cJSON *other;
    int named = 0;
    buf_printf(out, " %s\n\n%s", json_string(service, "purpose"), json_string(service, "contact"));
    cJSON_ArrayForEach(other, directory) {
        if (!holds(also, json_string(other, "id")))
            continue;
        buf_text(out, named++ ? ", " : "\n\nAlso able to help: ");
        add_plain(out, json_string(other, "name"));
    }
    if (named)
        buf_char(out, '.');
}

static bool add_feedback(cJSON *question, const cJSON *directory, const cJSON *service, const cJSON *also,
                         struct buf *text)
{
    cJSON *feedback = cJSON_AddObjectToObject(question, "feedback");
    const char *name = json_string(service, "name");
    if (!feedback)
        return false;
    buf_text(text, "**");
    add_plain(text, name);
    buf_text(text, "** is the place to name.");
    add_advice(text, directory, service, also);
    if (!add_text(feedback, "right", text))
        return false;
    buf_text(text, "Of these, **");
    add_plain(text, name);
    buf_text(text, "** is the place to name.");
    add_advice(text, directory, service, also);
    return add_text(feedback, "wrong", text);
}

static void add_stem(struct buf *out, const cJSON *institution, const cJSON *situation)
{
    const char *tutee = json_string(json_object(institution, "titles"), "tutee");
    buf_text(out, tutee[0] && strchr("AEIOaeio", tutee[0]) ? "An " : "A ");
    add_plain(out, tutee);
    buf_printf(out, " tells you: “%s”\n\nWhom do you signpost them to?", json_string(situation, "text"));
}

static cJSON *make_question(const cJSON *institution, const cJSON *service, const cJSON *situation, const char *id,
                            const bool *taken)
{
    const cJSON *directory = json_array(institution, "directory");
    cJSON *question = cJSON_CreateObject(), *source;
    struct buf text;
    bool made;
    buf_init(&text, 0);
    add_stem(&text, institution, situation);
    made = question && cJSON_AddStringToObject(question, "id", id) && add_text(question, "stem", &text) &&
           cJSON_AddStringToObject(question, "type", "single") && cJSON_AddStringToObject(question, "pool", "quiz") &&
           cJSON_AddStringToObject(question, "key", json_string(service, "id")) &&
           add_choices(question, directory, taken, &text) &&
           add_feedback(question, directory, service, json_array(situation, "also"), &text) &&
           (source = cJSON_AddObjectToObject(question, "source")) &&
           cJSON_AddStringToObject(source, "document", DIRECTORY_DOCUMENT) &&
           cJSON_AddStringToObject(source, "point", json_string(service, "name"));
    buf_release(&text);
    if (made)
        return question;
    cJSON_Delete(question);
    return NULL;
}

static void release_question(void *question)
{
    cJSON_Delete(question);
}

static bool add_question(struct set *set, const cJSON *service, int index, const cJSON *situation, int number,
                         int *used)
{
    const cJSON *directory = json_array(set->institution.json, "directory");
    bool taken[SERVICES_MOST] = {false};
    char id[LIMIT_ID + 1];
    snprintf(id, sizeof id, DIRECTORY_PREFIX "%s.%d", json_string(service, "id"), number);
    taken[index] = true;
    for (int i = 0; i < WRONG_CHOICES; i++) {
        int wrong = pick(directory, json_array(situation, "also"), id, used, taken);
        if (wrong < 0)
            return true; /* check_directory has refused such a directory */
        taken[wrong] = true;
        used[wrong]++;
    }
    cJSON *question = make_question(set->institution.json, service, situation, id, taken);
    if (!question || arena_defer(set->arena, release_question, question) != 0)
        return false;
    struct entry *entry = set_add(set, &set->questions, set->institution.doc, question);
    if (!entry)
        return false;
    entry->at = situation;
    entry->subject = 'e';
    return true;
}

void directory_generate(struct set *set)
{
    const cJSON *service, *situation;
    int used[SERVICES_MOST] = {0}, index = 0;
    cJSON_ArrayForEach(service, json_array(set->institution.json, "directory")) {
        int number = 1;
        cJSON_ArrayForEach(situation, json_array(service, "situations"))
            if (!add_question(set, service, index, situation, number++, used))
                set->findings->failed = 1;
        index++;
    }
}
