/*
 * json_scan_internal.h - what the two halves of the scanner share: json_token.c (texts, numbers) and json_scan.c.
 */
#ifndef SIGNPOST_JSON_SCAN_INTERNAL_H
#define SIGNPOST_JSON_SCAN_INTERNAL_H
#include <cjson/cJSON.h>
#include "base/base_internal.h"
#include "signpost/arena.h"
#include "signpost/limits.h"

#define KNOWN_NAMES 64

struct scan_name {
    size_t offset, size; /* of the decoded name, in the pool */
    const char *pool;    /* set for sorting only */
    int line;
};

struct scan {
    const unsigned char *bytes;
    size_t size, at;
    int line, depth;
    struct { char bracket; int line; } open[LIMIT_JSON_DEPTH]; /* what is open, the outermost first: depth of them */
    const char *file;
    struct fault *fault;
    long wanted, met;
    int found;               /* the line of the wanted value, once met */
    struct scan_name *names; /* of the objects now open */
    size_t name_count, name_capacity;
    struct buf pool;
    struct arena *arena;     /* of the tree that is built on the way; NULL: none is */
    char *known[KNOWN_NAMES];/* members' names met before: a tree has few, and each often */
};

/* WHAT is wrong at hand; where something is open and the text ends, that it was cut off. */
enum fault_code scan_refuse(struct scan *scan, const char *what);
int scan_peek(const struct scan *scan); /* the byte at hand, or -1 at the end */
void scan_space(struct scan *scan);
/* At the opening quotation mark; the decoded text is appended to the pool. */
enum fault_code scan_string(struct scan *scan) MUST_USE;
/* The same, where the whole text stands for itself: it is left where it is. False: it does not, and nothing was passed over. */
bool scan_literal_string(struct scan *scan, const unsigned char **out, size_t *size);
/* NUMBER may be NULL. */
enum fault_code scan_number(struct scan *scan, double *number) MUST_USE;
#endif
