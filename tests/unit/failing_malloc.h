/*
 * failing_malloc.h - memory that runs out when a test says so: the program answers malloc itself, so that the N-th call from
 * now can fail. A sanitizer's allocator has that place already; then ANSWERS_MALLOC is 0. One file of a program includes it.
 */
#ifndef FAILING_MALLOC_H
#define FAILING_MALLOC_H
#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

#if defined(__SANITIZE_ADDRESS__)
#define ANSWERS_MALLOC 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ANSWERS_MALLOC 0
#endif
#endif
#ifndef ANSWERS_MALLOC
#define ANSWERS_MALLOC 1
#endif

static atomic_long countdown = -1; /* calls until one fails; below 0: none does */

#if ANSWERS_MALLOC
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);

/* In whichever thread: the server's are many. */
static bool refused(void)
{
    bool now = atomic_load(&countdown) >= 0 && atomic_fetch_sub(&countdown, 1) == 0;
    if (now)
        errno = ENOMEM;
    return now;
}

__attribute__((noinline)) void *malloc(size_t size)
{
    return refused() ? NULL : __libc_malloc(size);
}

__attribute__((noinline)) void *calloc(size_t count, size_t size)
{
    return refused() ? NULL : __libc_calloc(count, size);
}

__attribute__((noinline)) void *realloc(void *memory, size_t size)
{
    return refused() ? NULL : __libc_realloc(memory, size);
}
#endif
#endif
