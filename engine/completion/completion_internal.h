/*
 * completion_internal.h - what a submission and a module share: the signed records, made before the transaction.
 */
#ifndef SIGNPOST_COMPLETION_INTERNAL_H
#define SIGNPOST_COMPLETION_INTERNAL_H
#include "signpost/completion.h"

struct completed {
    const char *kind, *item, *title;
    struct instant at;        /* signed, and completed unless ON says otherwise */
    const struct date *on;    /* completed; NULL: on the day of AT */
    int64_t score, max, unit; /* as in store.h; score -1: none, and then there is no score record */
};

/* The records of one completion. Their documents live here, their place in the store is left to the store. */
struct signed_records {
    struct buf record_bytes, score_bytes;
    struct credential_row record, score;
    bool scored;
};
void signed_records_init(struct signed_records *records);
void signed_records_release(struct signed_records *records);
/* Signs what ACTOR completed: both records or, after a fault, none. */
enum fault_code completion_sign(const struct completion_context *context, const struct actor *actor,
                                const struct completed *what, struct signed_records *out, struct fault *fault) MUST_USE;

/* The score record alone, into BYTES: for a score that was found again. */
enum fault_code completion_sign_score(const struct completion_context *context, const struct actor *actor,
                                      const struct completed *what, struct buf *bytes, struct credential_row *out,
                                      struct fault *fault) MUST_USE;

/* A salted commitment (event.h) to the COUNT answers of ATTEMPT, as they are stored. */
enum fault_code answers_commit(const struct attempt *attempt, const struct answer *answers, int count,
                               struct attempt_result *out, struct fault *fault) MUST_USE;
/* Signs and commits to what PAPER, ANSWERS and their marks in ATTEMPT say. RECORDS must outlive OUT. */
enum fault_code attempt_sign(const struct completion_context *context, const struct actor *actor,
                             const struct paper *paper, const struct answer *answers, const struct attempt *attempt,
                             struct signed_records *records, struct attempt_result *out, struct fault *fault) MUST_USE;
#endif
