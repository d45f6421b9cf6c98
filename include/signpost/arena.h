/*
 * arena.h - memory with the lifetime of one request, freed at once. Bounded by LIMIT_ARENA, or by a ceiling of its own.
 * NULL means that memory or the ceiling ran out. Not shared between threads.
 */
#ifndef SIGNPOST_ARENA_H
#define SIGNPOST_ARENA_H
#include <stddef.h>
#include "signpost/fault.h"

struct arena;
struct arena *arena_new(void);
struct arena *arena_new_within(size_t ceiling);
void arena_free(struct arena *arena);
void *arena_alloc(struct arena *arena, size_t size);            /* zeroed, aligned for any type */
char *arena_dup(struct arena *arena, const char *text);
char *arena_dup_bytes(struct arena *arena, const void *bytes, size_t size); /* NUL-terminated copy */
char *arena_printf(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);
/* Run RELEASE(THING) when the arena is freed, last registered first. -1 when memory ran out (THING was released). */
int arena_defer(struct arena *arena, void (*release)(void *), void *thing);
#endif
