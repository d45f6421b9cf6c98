/*
 * statement.h - how each School uses the Quiz's results: what a tutor reads and acknowledges before the first attempt.
 */
#ifndef SIGNPOST_PAGES_STATEMENT_H
#define SIGNPOST_PAGES_STATEMENT_H
#include "common.h"

#define STATEMENT_SCHOOLS 16 /* in which one person tutors at once: more are not asked about */

struct statement {
    const char *school, *name;   /* code "" and name NULL: the University's own */
    const char *text;            /* CommonMark */
    char hash[65];               /* SHA-256 of the text: a changed statement is a new one */
    bool read;                   /* acknowledged before */
};
struct statements { struct statement items[STATEMENT_SCHOOLS]; int count; bool all_read; };
/* Of each School in which this person tutors; the University's default for someone who tutors in none (yet). */
enum fault_code statements_get(struct request *request, struct db *db, struct statements *out,
                               struct fault *fault) MUST_USE;
#endif
