/*
 * ledger_store.c - the ledger's containers: growing arrays kept in order, texts that are kept once, people by number.
 */
#include <stdlib.h>
#include <string.h>
#include "compliance/ledger_internal.h"

void *ledger_grow(void *items, int count, int *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    int wanted = *capacity ? *capacity * 2 : 4;
    void *grown = realloc(items, (size_t)wanted * size);
    if (grown)
        *capacity = wanted;
    return grown;
}

int32_t names_find(const struct names *names, const char *text)
{
    for (int i = 0; i < names->count; i++)
        if (strcmp(names->items[i], text) == 0)
            return i;
    return -1;
}

int32_t names_intern(struct names *names, const char *text)
{
    int32_t found = names_find(names, text);
    if (found >= 0)
        return found;
    char **items = ledger_grow(names->items, names->count, &names->capacity, sizeof *items);
    if (!items)
        return -1;
    names->items = items;
    items[names->count] = strdup(text);
    return items[names->count] ? names->count++ : -1;
}

void names_release(struct names *names)
{
    for (int i = 0; i < names->count; i++)
        free(names->items[i]);
    free(names->items);
}

bool indexes_add(struct indexes *list, int32_t index)
{
    int32_t *items = ledger_grow(list->items, list->count, &list->capacity, sizeof *items);
    if (!items)
        return false;
    list->items = items;
    items[list->count++] = index;
    return true;
}

bool spans_reserve(struct spans *list)
{
    struct span *items = ledger_grow(list->items, list->count, &list->capacity, sizeof *items);
    if (items)
        list->items = items;
    return items != NULL;
}

void spans_insert(struct spans *list, const struct span *span)
{
    int at = list->count;
    while (at > 0 && date_compare(list->items[at - 1].start, span->start) > 0)
        at--;
    memmove(list->items + at + 1, list->items + at, (size_t)(list->count - at) * sizeof *list->items);
    list->items[at] = *span;
    list->count++;
}

struct span *spans_current(struct spans *list, int64_t id)
{
    for (int i = 0; i < list->count; i++)
        if (list->items[i].id == id && list->items[i].known_until == INT64_MAX)
            return list->items + i;
    return NULL;
}

bool dones_reserve(struct dones *list)
{
    struct done *items = ledger_grow(list->items, list->count, &list->capacity, sizeof *items);
    if (items)
        list->items = items;
    return items != NULL;
}

/* A version made by a regrade stands where its completion stands among those of the same day, not where its event does. */
static bool done_follows(const struct done *a, const struct done *b)
{
    int order = date_compare(a->on, b->on);
    return order > 0 || (order == 0 && a->seq > b->seq);
}

void dones_insert(struct dones *list, const struct done *done)
{
    int at = list->count;
    while (at > 0 && done_follows(list->items + at - 1, done))
        at--;
    memmove(list->items + at + 1, list->items + at, (size_t)(list->count - at) * sizeof *list->items);
    list->items[at] = *done;
    list->count++;
}

struct done *dones_current(struct dones *list, int64_t seq)
{
    for (int i = 0; i < list->count; i++)
        if (list->items[i].seq == seq && list->items[i].known_until == INT64_MAX)
            return list->items + i;
    return NULL;
}

/* ---- people by number ---- */
static uint64_t number_hash(int64_t number)
{
    uint64_t x = (uint64_t)number + 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

/* The slot that holds NUMBER, or the free one where it belongs. */
static int slot_of(const struct ledger *ledger, const int32_t *slots, int slot_count, int64_t number)
{
    int slot = (int)(number_hash(number) & (uint64_t)(slot_count - 1));
    while (slots[slot] >= 0 && ledger->people[slots[slot]].number != number)
        slot = (slot + 1) & (slot_count - 1);
    return slot;
}

struct person *ledger_person(const struct ledger *ledger, int64_t number)
{
    if (!ledger->slot_count)
        return NULL;
    int32_t index = ledger->slots[slot_of(ledger, ledger->slots, ledger->slot_count, number)];
    return index < 0 ? NULL : ledger->people + index;
}

static bool slots_widen(struct ledger *ledger)
{
    if (ledger->person_count * 2 < ledger->slot_count)
        return true;
    int wanted = ledger->slot_count ? ledger->slot_count * 2 : 64;
    int32_t *slots = malloc((size_t)wanted * sizeof *slots);
    if (!slots)
        return false;
    memset(slots, -1, (size_t)wanted * sizeof *slots);
    for (int i = 0; i < ledger->person_count; i++)
        slots[slot_of(ledger, slots, wanted, ledger->people[i].number)] = i;
    free(ledger->slots);
    ledger->slots = slots;
    ledger->slot_count = wanted;
    return true;
}

struct person *ledger_person_add(struct ledger *ledger, int64_t number)
{
    struct person *person = ledger_person(ledger, number);
    if (person)
        return person;
    struct person *people = ledger_grow(ledger->people, ledger->person_count, &ledger->person_capacity, sizeof *people);
    if (!people)
        return NULL;
    ledger->people = people;
    if (!slots_widen(ledger))
        return NULL;
    ledger->slots[slot_of(ledger, ledger->slots, ledger->slot_count, number)] = ledger->person_count;
    person = people + ledger->person_count++;
    *person = (struct person){.number = number};
    return person;
}

int32_t ledger_school_add(struct ledger *ledger, const char *code)
{
    int32_t index = names_find(&ledger->school_codes, code);
    if (index >= 0)
        return index;
    struct school *schools =
        ledger_grow(ledger->schools, ledger->school_codes.count, &ledger->school_capacity, sizeof *schools);
    if (!schools)
        return -1;
    ledger->schools = schools;
    schools[ledger->school_codes.count] = (struct school){0};
    return names_intern(&ledger->school_codes, code);
}

void requirement_version_release(struct requirement_version *version)
{
    free(version->title);
    free(version->any_of.items);
    free(version->schools.items);
    *version = (struct requirement_version){0};
}
