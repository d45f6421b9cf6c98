/*
 * taken.c - a table of ids, open addressing, never more than half full.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "formats/taken.h"
#include "signpost/limits.h"

static size_t place_of(const struct taken *taken, const char *id)
{
    uint64_t hash = UINT64_C(14695981039346656037); /* FNV-1a */
    for (const char *at = id; *at; at++)
        hash = (hash ^ (unsigned char)*at) * UINT64_C(1099511628211);
    size_t place = (size_t)(hash ^ (hash >> 32)) & (taken->capacity - 1);
    while (taken->items[place].id && strcmp(taken->items[place].id, id) != 0)
        place = (place + 1) & (taken->capacity - 1);
    return place;
}

struct taken_id *taken_find(const struct taken *taken, const char *id)
{
    if (taken->capacity == 0)
        return NULL;
    struct taken_id *found = &taken->items[place_of(taken, id)];
    return found->id ? found : NULL;
}

static bool grow(struct taken *taken)
{
    struct taken larger = {.capacity = taken->capacity ? taken->capacity * 2 : 256, .count = taken->count};
    larger.items = calloc(larger.capacity, sizeof *larger.items);
    if (!larger.items)
        return false;
    for (size_t i = 0; i < taken->capacity; i++)
        if (taken->items[i].id)
            larger.items[place_of(&larger, taken->items[i].id)] = taken->items[i];
    free(taken->items);
    *taken = larger;
    return true;
}

bool taken_add(struct taken *taken, const char *id, const char *content)
{
    if ((taken->count + 1) * 2 > taken->capacity && !grow(taken))
        return false;
    struct taken_id *name = &taken->items[place_of(taken, id)];
    if (name->id)
        return true; /* the first one counts */
    struct taken_id made = {.id = strdup(id), .content = content ? strdup(content) : NULL, .next = 2};
    if (!made.id || (content && !made.content)) {
        free(made.id);
        free(made.content);
        return false;
    }
    *name = made;
    taken->count++;
    return true;
}

void taken_vary(struct taken *taken, const char *id, char *out, size_t size)
{
    struct taken_id *found = taken_find(taken, id);
    char number[16];
    do {
        snprintf(number, sizeof number, "-%d", found->next++);
        snprintf(out, size, "%.*s%s", (int)(LIMIT_ID - strlen(number)), id, number);
    } while (taken_find(taken, out));
}

void taken_release(struct taken *taken)
{
    for (size_t i = 0; i < taken->capacity; i++) {
        free(taken->items[i].id);
        free(taken->items[i].content);
    }
    free(taken->items);
    *taken = (struct taken){0};
}
