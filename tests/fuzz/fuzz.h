/* fuzz.h - the door of every target: libFuzzer calls it with inputs of its own, replay.c with those of a folder. */
#ifndef SIGNPOST_FUZZ_H
#define SIGNPOST_FUZZ_H
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A property that holds for every input. */
#define HOLDS(what) \
    do { \
        if (!(what)) { \
            fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #what); \
            abort(); \
        } \
    } while (0)
#endif
