/*
 * taken.h - the ids of a bank and of what is being imported into it, found without looking at each.
 */
#ifndef FORMATS_TAKEN_H
#define FORMATS_TAKEN_H
#include <stdbool.h>
#include <stddef.h>

struct taken_id {
    char *id;       /* owned */
    char *content;  /* owned: what the question says, for telling the same from another; NULL: not known */
    int next;       /* the number to try when somebody else wants this id */
};
struct taken { struct taken_id *items; size_t count, capacity; };

struct taken_id *taken_find(const struct taken *taken, const char *id);              /* NULL: it is free */
bool taken_add(struct taken *taken, const char *id, const char *content);        /* false when memory ran out */
/* A free id made of ID, which is taken, and a number. */
void taken_vary(struct taken *taken, const char *id, char *out, size_t size);
void taken_release(struct taken *taken);
#endif
