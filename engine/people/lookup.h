/*
 * people/lookup.h - from a text to a number, in constant time: what the imports find people, Schools and rows with.
 * Keys are borrowed and must outlive the lookup. Numbers are 0 or more.
 */
#ifndef PEOPLE_LOOKUP_H
#define PEOPLE_LOOKUP_H
#include <stddef.h>

struct lookup {
    struct lookup_slot *slots;
    size_t capacity, count;
};
void lookup_init(struct lookup *lookup);
void lookup_release(struct lookup *lookup);
int lookup_get(const struct lookup *lookup, const char *key);              /* -1: not there */
int lookup_put(struct lookup *lookup, const char *key, int value);         /* -1 when memory ran out; replaces */
#endif
