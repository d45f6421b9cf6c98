/*
 * arena.c - memory with the lifetime of one request: blocks that only grow, freed together.
 */
#include <stdalign.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "signpost/arena.h"
#include "signpost/limits.h"

#define BLOCK_SIZE (16 * 1024)
#define ALIGNMENT alignof(max_align_t)

struct block {
    struct block *next;
    size_t size, used;
    bool clean; /* its bytes are zero; else each piece is zeroed when it is given out, and the rest is never touched */
    alignas(max_align_t) unsigned char bytes[];
};

struct deferred {
    struct deferred *next;
    void (*release)(void *);
    void *thing;
};

struct arena {
    struct block *blocks;      /* the one in use first */
    struct deferred *deferred; /* the last registered first */
    size_t total, ceiling;
};

struct arena *arena_new(void)
{
    return arena_new_within(LIMIT_ARENA);
}

struct arena *arena_new_within(size_t ceiling)
{
    struct arena *arena = calloc(1, sizeof *arena);

    if (arena)
        arena->ceiling = ceiling;
    return arena;
}

void arena_free(struct arena *arena)
{
    if (!arena)
        return;
    for (struct deferred *d = arena->deferred; d; d = d->next)
        d->release(d->thing);
    for (struct block *block = arena->blocks; block;) {
        struct block *next = block->next;

        free(block);
        block = next;
    }
    free(arena);
}

static struct block *block_new(struct arena *arena, size_t size)
{
    struct block *block;

    if (size < BLOCK_SIZE)
        size = BLOCK_SIZE;
    if (size > arena->ceiling - arena->total)
        return NULL;
    block = size > BLOCK_SIZE ? calloc(1, sizeof *block + size) : malloc(sizeof *block + size);
    if (!block)
        return NULL;
    *block = (struct block){.size = size, .clean = size > BLOCK_SIZE};
    arena->total += size;
    /* A large piece gets a block of its own behind the one in use, whose rest stays useful. */
    if (size > BLOCK_SIZE && arena->blocks) {
        block->next = arena->blocks->next;
        arena->blocks->next = block;
    } else {
        block->next = arena->blocks;
        arena->blocks = block;
    }
    return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    struct block *block = arena->blocks;
    void *piece;

    if (size > arena->ceiling)
        return NULL;
    size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (size == 0)
        size = ALIGNMENT;
    if (!block || size > block->size - block->used)
        block = block_new(arena, size);
    if (!block)
        return NULL;
    piece = block->bytes + block->used;
    block->used += size;
    return block->clean ? piece : memset(piece, 0, size);
}

char *arena_dup_bytes(struct arena *arena, const void *bytes, size_t size)
{
    char *copy = size < arena->ceiling ? arena_alloc(arena, size + 1) : NULL;

    if (copy && size)
        memcpy(copy, bytes, size);
    return copy;
}

char *arena_dup(struct arena *arena, const char *text)
{
    return text ? arena_dup_bytes(arena, text, strlen(text)) : NULL;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list arguments, again;
    char *text = NULL;
    int length;

    va_start(arguments, format);
    va_copy(again, arguments);
    length = vsnprintf(NULL, 0, format, arguments);
    if (length >= 0)
        text = arena_alloc(arena, (size_t)length + 1);
    if (text)
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    va_end(arguments);
    return text;
}

int arena_defer(struct arena *arena, void (*release)(void *), void *thing)
{
    struct deferred *made = arena_alloc(arena, sizeof *made);

    if (!made) {
        release(thing);
        return -1;
    }
    *made = (struct deferred){.next = arena->deferred, .release = release, .thing = thing};
    arena->deferred = made;
    return 0;
}
