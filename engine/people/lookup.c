/*
 * people/lookup.c - an open-addressing hash table of borrowed texts (see lookup.h).
 */
#include "people/lookup.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct lookup_slot {
    const char *key; /* NULL: free */
    uint64_t hash;
    int value;
};

void lookup_init(struct lookup *lookup)
{
    *lookup = (struct lookup){0};
}

void lookup_release(struct lookup *lookup)
{
    free(lookup->slots);
    *lookup = (struct lookup){0};
}

static uint64_t hash_of(const char *key)
{
    uint64_t hash = 14695981039346656037u;
    for (; *key; key++)
        hash = (hash ^ (unsigned char)*key) * 1099511628211u;
    return hash ^ hash >> 32;
}

static struct lookup_slot *slot_of(struct lookup_slot *slots, size_t capacity, const char *key, uint64_t hash)
{
    size_t at = hash & (capacity - 1);
    while (slots[at].key && (slots[at].hash != hash || strcmp(slots[at].key, key) != 0))
        at = (at + 1) & (capacity - 1);
    return &slots[at];
}

int lookup_get(const struct lookup *lookup, const char *key)
{
    if (!lookup->capacity)
        return -1;
    const struct lookup_slot *slot = slot_of(lookup->slots, lookup->capacity, key, hash_of(key));
    return slot->key ? slot->value : -1;
}

static int grow(struct lookup *lookup)
{
    size_t capacity = lookup->capacity ? lookup->capacity * 2 : 64;
    struct lookup_slot *slots = calloc(capacity, sizeof *slots);
    if (!slots)
        return -1;
    for (size_t i = 0; i < lookup->capacity; i++)
        if (lookup->slots[i].key)
            *slot_of(slots, capacity, lookup->slots[i].key, lookup->slots[i].hash) = lookup->slots[i];
    free(lookup->slots);
    lookup->slots = slots;
    lookup->capacity = capacity;
    return 0;
}

int lookup_put(struct lookup *lookup, const char *key, int value)
{
    if ((lookup->count + 1) * 2 > lookup->capacity && grow(lookup) != 0)
        return -1;
    uint64_t hash = hash_of(key);
    struct lookup_slot *slot = slot_of(lookup->slots, lookup->capacity, key, hash);
    lookup->count += !slot->key;
    *slot = (struct lookup_slot){key, hash, value};
    return 0;
}
