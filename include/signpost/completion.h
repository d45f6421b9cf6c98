/*
 * completion.h - the last steps of a submission: mark (pure) -> sign -> store, for the Quiz and for modules alike.
 * The credential is signed before the transaction and stored in the same transaction as the result and its event.
 */
#ifndef SIGNPOST_COMPLETION_H
#define SIGNPOST_COMPLETION_H
#include "signpost/bank.h"
#include "signpost/paper.h"
#include "signpost/record.h"
#include "signpost/store.h"

/* How long a completion counts: DESIGN, rule 2. The engine's default for the policy's valid_years. */
#define COMPLETION_VALID_YEARS 3

struct completion_context {           /* what signing needs; borrowed */
    struct store *store;
    const struct keys *keys;
    const char *institution, *url;    /* url NULL when none */
};
/* Marks every item of PAPER against ANSWERS into ATTEMPT's score, max and subject. Pure; stored responses were accepted when saved. */
enum fault_code attempt_mark(const struct paper *paper, const struct answer *answers, struct attempt *attempt,
    struct fault *fault) MUST_USE;
/*
 * Submits PERSON's open attempt: reads answers, marks, signs, stores, once; a repeat gives the stored result. BANK is the version
 * that the attempt pins. ABSENT when it is not theirs.
 */
enum fault_code attempt_complete(const struct completion_context *context, const struct bank *bank,
    const char *attempt_id,
                                 const struct actor *actor, struct arena *arena, struct attempt *out,
    struct fault *fault) MUST_USE;
/* Records and signs the completion of a module whose sections are all done; CONFLICT when they are not. RECORD gets the record id. */
enum fault_code module_complete(const struct completion_context *context, const struct bank *bank, const char *module,
                                const struct actor *actor, struct arena *arena, char record[RECORD_ID_TEXT],
    struct fault *fault) MUST_USE;

/* The same inside a transaction, for histories (demo.h): PAPER and ANSWERS are the attempt's, its revision what they add up to. */
enum fault_code attempt_complete_within(struct tx *tx, const struct completion_context *context,
                                        const struct paper *paper, const struct answer *answers,
                                        const struct attempt *attempt, const struct actor *actor, struct attempt *out,
                                        struct fault *fault) MUST_USE;
/* Its sections are taken as done. */
enum fault_code module_complete_within(struct tx *tx, const struct completion_context *context, const struct bank *bank,
                                       const char *module, const struct actor *actor, struct fault *fault) MUST_USE;
#endif
