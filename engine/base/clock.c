/*
 * clock.c - the clock seam: the one place that asks the operating system for the time.
 */
#include <stdatomic.h>
#include <time.h>
#include "signpost/date.h"

#define NOT_HELD INT64_MIN

static _Atomic int64_t held = NOT_HELD;

struct instant clock_now(void)
{
    int64_t ms = atomic_load(&held);
    struct timespec now;

    if (ms != NOT_HELD)
        return (struct instant){ms};
    clock_gettime(CLOCK_REALTIME, &now);
    return (struct instant){(int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000};
}

struct date clock_today(void)
{
    return date_of_instant(clock_now());
}

void clock_set(struct instant instant)
{
    atomic_store(&held, instant.ms);
}

void clock_release(void)
{
    atomic_store(&held, NOT_HELD);
}
