/*
 * completion.h - the last steps of a submission: mark (pure) -> sign -> store, for the Quiz and for modules alike.
 * The credential is signed before the transaction and stored in the same transaction as the result and its event.
 */
#ifndef SIGNPOST_COMPLETION_H
#define SIGNPOST_COMPLETION_H
#include "signpost/bank.h"
#include "signpost/paper.h"
#include "signpost/record.h"
#include "signpost/store_bank.h"

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

/* ---- regrading (regrade.c): a key was wrong, was mended in the bank, and scores are found again ----
 * A question keeps its id when its key is mended. Every submitted attempt that holds it, of whatever version, is marked again by
 * the mended key; both scores stay (event.h, completion.regraded), and a new score record takes the place of the former. What
 * is no longer the same question (other choices, another type) cannot be marked by the mended key, and is left as it is.
 */
struct regrade {
    const char *question;
    int holding;          /* attempts that hold it */
    int local;            /* of those: in a School's section, where it counts towards no score */
    int unlike;           /* of those: met it with other choices, and stay as they are */
    struct regrade_change { /* those whose score changes */
        char attempt[ATTEMPT_ID_TEXT];
        char quiz[LIMIT_ID + 1];
        int64_t person, completion;
        struct date completed_on;
        int64_t before, after, max; /* MARK_UNITs */
    } *changes;
    int count;
};
/* What BANK's key would change. ABSENT: BANK has no such question. CHANGES lives in ARENA. */
enum fault_code regrade_plan(struct db *db, const struct bank *bank, const char *question, struct arena *arena,
                             struct regrade *out, struct fault *fault) MUST_USE;
/* Does all of it, signed, in one transaction, or nothing: CONFLICT when a score moved since the plan. BY: who does it. */
enum fault_code regrade_apply(const struct completion_context *context, const struct bank *bank, const struct regrade *plan,
                              int64_t by, struct fault *fault) MUST_USE;
/* Can what was answered to the one be marked by the key of the other? Not where words moved from one choice's id to another's. */
bool question_alike(const struct question *one, const struct question *other);
/* Of two that are alike: does the same answer count as right? */
bool question_key_alike(const struct question *one, const struct question *other);
/*
 * ITEM as it is marked now: by the mended key of the last regrade of its question among ROWS, when there is one. FIND gives the
 * bank of a hash (borrowed), or a fault.
 */
typedef enum fault_code (*bank_find_fn)(void *context, const char *hash, const struct bank **out, struct fault *fault);
enum fault_code regrade_item(const struct paper_item *item, const struct regrade_row *rows, int count, bank_find_fn find,
                             void *context, struct paper_item *out, struct fault *fault) MUST_USE;

/* The same inside a transaction, for histories (demo.h): PAPER and ANSWERS are the attempt's, its revision what they add up to. */
enum fault_code attempt_complete_within(struct tx *tx, const struct completion_context *context,
                                        const struct paper *paper, const struct answer *answers,
                                        const struct attempt *attempt, const struct actor *actor, struct attempt *out,
                                        struct fault *fault) MUST_USE;
/* Its sections are taken as done. */
enum fault_code module_complete_within(struct tx *tx, const struct completion_context *context, const struct bank *bank,
                                       const char *module, const struct actor *actor, struct fault *fault) MUST_USE;
#endif
