/*
 * diff_internal.h - what the files that compare two versions share. diff.c pairs the things of two documents, diff_question.c
 * knows what a question is made of, diff_walk.c compares any two trees and says where they differ.
 */
#ifndef BANK_DIFF_INTERNAL_H
#define BANK_DIFF_INTERNAL_H
#include "signpost/bank_diff.h"
#include "signpost/json.h"

struct differ {
    struct arena *arena;
    struct bank_diff *out;
    int kept;                     /* things in OUT */
    struct bank_thing *thing;     /* under way */
    const char *aspect;           /* of what is compared */
    bool failed;                  /* memory ran out */
};

/* diff.c */
void diff_note(struct differ *differ, enum change_kind kind, const char *where, const char *before, const char *after, bool marking);

/* diff_walk.c */
void diff_walk(struct differ *differ, const char *where, const char *name, const cJSON *before, const cJSON *after);
const char *diff_words(struct differ *differ, const cJSON *json);      /* a value as people read it; NULL for NULL */
const char *diff_place(struct differ *differ, const char *where, const char *more); /* "WHERE, MORE"; either may be "" */
/* Do the items that both lists have, named by MEMBER (NULL: plain values), stand in another order? */
void diff_order(struct differ *differ, const char *where, const cJSON *before, const cJSON *after, const char *member);
const cJSON *diff_named(const cJSON *array, const char *member, const char *name); /* whose MEMBER is NAME; NULL */

/* diff_question.c */
void diff_question(struct differ *differ, const char *where, const cJSON *before, const cJSON *after);
#endif
