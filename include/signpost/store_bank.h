/*
 * store_bank.h - what the store keeps about the questions themselves: what was answered, what tutors remark, what was regraded.
 * The contract of store.h holds here too.
 */
#ifndef SIGNPOST_STORE_BANK_H
#define SIGNPOST_STORE_BANK_H
#include "signpost/store.h"

/* ---- versions (store_bank.c) ---- */
/* A server serves HASH, a version that is kept, from now on. Nothing is noted when it served it before. */
enum fault_code bank_version_serve(struct tx *tx, const char *hash, struct fault *fault) MUST_USE;
/* The one version whose hash begins so. ABSENT; USAGE: there are several. */
enum fault_code bank_version_find(struct db *db, const char *beginning, char hash[65], struct fault *fault) MUST_USE;
struct bank_version {
    char hash[65];
    struct instant since;         /* first served; or kept, where nobody noted that */
    int questions, submitted, open; /* attempts drawn from it */
    bool current;                 /* the last that a server took over */
};
/* latest first */
enum fault_code bank_version_list(struct db *db, struct arena *arena, struct bank_version **out, int *count,
    struct fault *fault) MUST_USE;

/* ---- what was answered, by nobody in particular: for item analysis ---- */
struct bank_use { const char *bank; int attempts; struct instant first, last; };
/* The bank versions that submitted attempts at QUIZ were drawn from, latest first. */
enum fault_code bank_uses(struct db *db, struct arena *arena, const char *quiz, struct bank_use **out, int *count,
    struct fault *fault) MUST_USE;
/*
 * What tells whether the attempts at QUIZ are still those that they were: two equal ones mean the same submitted attempts and
 * regrades. The last completion's event is never used again, so one that was erased and one that came since never make up for
 * each other.
 */
struct bank_stamp { int64_t attempts, last_completion, last_regrade; };
enum fault_code bank_stamp_read(struct db *db, const char *quiz, struct bank_stamp *out, struct fault *fault) MUST_USE;
/*
 * One submitted attempt: its seed, and what is stored of it (only questions that were ever saved), by number. Borrowed. WHO is a
 * number that attempts of the same person share: good for telling two people apart, and for nothing else.
 */
struct sat_answer { int number; const char *response; /* JSON or NULL */ };
typedef enum fault_code (*sitting_fn)(void *context, const unsigned char seed[32], int64_t who, const struct sat_answer *answers,
                                      int count, struct fault *fault);
/*
 * The submitted attempts at QUIZ drawn from BANK, in the order in which they were submitted; with FIRST_ONLY those that were their
 * person's first at this quiz. Only whole lots, each of the attempts of LOT different people (1: all): the newest
 * wait until as many are together.
 */
enum fault_code sittings_each(struct db *db, const char *quiz, const char *bank, bool first_only, int lot, sitting_fn fn,
    void *context, struct fault *fault) MUST_USE;

/* ---- remarks of tutors on questions: for the training lead alone, erasable ---- */
struct remark {
    int64_t number, person;
    const char *attempt, *question, *bank, *text;
    const char *name;                    /* who wrote it */
    struct instant sent_at, settled_at;  /* settled_at.ms 0: open */
};
/* Writes or replaces PERSON's remark on a question of a submitted attempt of theirs; replaced, it is open again. ABSENT: not theirs. */
enum fault_code remark_put(struct tx *tx, const struct remark *remark, struct fault *fault) MUST_USE;
/* PERSON's on one attempt. */
enum fault_code remarks_of(struct db *db, struct arena *arena, const char *attempt, int64_t person, struct remark **out,
    int *count, struct fault *fault) MUST_USE;
/* Everybody's, open ones first, oldest first among them; those settled are the latest LIMIT_REMARKS_SETTLED. */
enum fault_code remark_list(struct db *db, struct arena *arena, struct remark **out, int *count, struct fault *fault) MUST_USE;
/* How many are open. */
enum fault_code remark_count_open(struct db *db, int *out, struct fault *fault) MUST_USE;
/* ABSENT: no such remark. Settling one twice changes nothing. */
enum fault_code remark_settle(struct tx *tx, int64_t number, int64_t by, struct fault *fault) MUST_USE;

/* ---- regrades (store_regrade.c): what a completion's score became when a question's key was mended ---- */
struct regrade_row { int64_t seq, completion; const char *question, *bank; int64_t score, max, unit; struct instant at; };
/* in the order in which they were recorded */
enum fault_code regrade_list(struct db *db, struct arena *arena, int64_t completion, struct regrade_row **out, int *count,
    struct fault *fault) MUST_USE;
/* completion.regraded. CONFLICT unless the completion stands, is PERSON's and its score as now known is BEFORE. */
enum fault_code regrade_add(struct tx *tx, int64_t by, int64_t person, const struct regrade_row *row, int64_t before,
    struct fault *fault) MUST_USE;
/* Every submitted attempt whose completion stands, in the order in which they were begun; borrowed during the call. */
typedef enum fault_code (*attempt_fn)(void *context, const struct attempt *attempt, struct fault *fault);
enum fault_code attempt_each(struct db *db, attempt_fn fn, void *context, struct fault *fault) MUST_USE;
#endif
