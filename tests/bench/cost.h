/* cost.h - what the measurements of the engine share: the processor's time of this process, and leaving with words at a fault. */
#ifndef SIGNPOST_BENCH_COST_H
#define SIGNPOST_BENCH_COST_H
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "signpost/fault.h"

static inline int64_t cpu_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec * 1000000000ll + now.tv_nsec;
}

static inline double seconds(void)
{
    return (double)cpu_ns() / 1e9;
}

static inline void must(enum fault_code code, const struct fault *fault)
{
    char text[1024];
    if (code == FAULT_NONE)
        return;
    fault_text(fault, text, sizeof text);
    fprintf(stderr, "%s: %s\n", program_invocation_short_name, text);
    exit(1);
}
#endif
