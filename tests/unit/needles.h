/*
 * needles.h - many byte strings looked for in a file at once: each of at least eight bytes, found by its first eight.
 */
#ifndef TEST_NEEDLES_H
#define TEST_NEEDLES_H
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define NEEDLE_LEAST 8

struct needle { const char *what; unsigned char *bytes; size_t size; bool found; int next; };
struct needles { struct needle *items; int count, capacity; int *slots; };
#define NEEDLE_SLOTS (1 << 16)

static inline unsigned needle_slot(const unsigned char *bytes)
{
    uint64_t first;
    memcpy(&first, bytes, sizeof first);
    return (unsigned)((first * 0x9e3779b97f4a7c15u) >> 48);
}

static inline void needles_init(struct needles *needles)
{
    *needles = (struct needles){.slots = malloc(NEEDLE_SLOTS * sizeof(int))};
    assert_non_null(needles->slots);
    memset(needles->slots, -1, NEEDLE_SLOTS * sizeof(int));
}

static inline void needles_add(struct needles *needles, const char *what, const void *bytes, size_t size)
{
    if (size < NEEDLE_LEAST)
        return;
    if (needles->count == needles->capacity) {
        needles->capacity = needles->capacity ? 2 * needles->capacity : 256;
        needles->items = realloc(needles->items, (size_t)needles->capacity * sizeof *needles->items);
        assert_non_null(needles->items);
    }
    struct needle *needle = &needles->items[needles->count];
    unsigned slot = needle_slot(bytes);
    *needle = (struct needle){.what = what, .bytes = malloc(size), .size = size, .next = needles->slots[slot]};
    assert_non_null(needle->bytes);
    memcpy(needle->bytes, bytes, size);
    needles->slots[slot] = needles->count++;
}

/* Marks those that stand in FILE; one that is not there or is empty has none. */
static inline void needles_look(struct needles *needles, const char *file)
{
    FILE *from = fopen(file, "rb");
    if (!from)
        return;
    assert_int_equal(fseek(from, 0, SEEK_END), 0);
    long size = ftell(from);
    unsigned char *bytes = malloc((size_t)size + 1);
    assert_non_null(bytes);
    rewind(from);
    size = (long)fread(bytes, 1, (size_t)size, from); /* fewer when it is made shorter meanwhile */
    assert_false(ferror(from));
    fclose(from);
    for (long at = 0; at + NEEDLE_LEAST <= size; at++)
        for (int i = needles->slots[needle_slot(bytes + at)]; i >= 0; i = needles->items[i].next) {
            struct needle *needle = &needles->items[i];
            if (!needle->found && (size_t)(size - at) >= needle->size && memcmp(bytes + at, needle->bytes, needle->size) == 0)
                needle->found = true;
        }
    free(bytes);
}

static inline int needles_found(const struct needles *needles)
{
    int found = 0;
    for (int i = 0; i < needles->count; i++)
        found += needles->items[i].found;
    return found;
}

static inline void needles_forget(struct needles *needles)
{
    for (int i = 0; i < needles->count; i++)
        needles->items[i].found = false;
}

static inline void needles_release(struct needles *needles)
{
    for (int i = 0; i < needles->count; i++)
        free(needles->items[i].bytes);
    free(needles->items);
    free(needles->slots);
}
#endif
