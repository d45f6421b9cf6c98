/*
 * verification.h - is this record genuine, and does it still stand? One verification for the command line and the page.
 *
 * It takes what a reader has: the record itself (JSON, or a picture with the record in it), a proof file, keys they trust, a name or
 * an address to confirm; and, online, what the University's database says. It answers with a list of checks, each in plain words with
 * yes, no, or why it was not made, and one verdict. Without a database nothing here reads anything but its input.
 */
#ifndef SIGNPOST_VERIFICATION_H
#define SIGNPOST_VERIFICATION_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "signpost/arena.h"
#include "signpost/date.h"
#include "signpost/fault.h"
#include "signpost/log.h"
#include "signpost/record.h"

/* ---- what a database says of a record ---- */
enum name_answer {
    NAME_HIDDEN, /* its holder has not chosen to show their name: nothing is said, right or wrong */
    NAME_SAME,
    NAME_OTHER,
};
struct verification_question {
    char record[RECORD_ID_TEXT];       /* "": its id has none */
    const char *document; size_t size; /* the record, canonical */
    bool score;
    int64_t issued;                    /* entry of the log that issued it, by the reader's own proof; -1: not known */
    const char *name;                  /* to confirm; NULL: not asked */
};
struct verification_status {
    bool held;                         /* the database holds this record, byte for byte */
    bool other;                        /* it holds another record of this number */
    bool known;                        /* it knows what became of it: because it is held, or by its entry in the log */
    struct instant withdrawn_at;       /* ms 0: it stands */
    bool superseded;
    enum name_answer name;
    const char *proof; size_t proof_size; /* its tlog-proof, from the log as it is; NULL: none (yet) */
};
typedef enum fault_code (*verification_source_fn)(void *context, const struct verification_question *question,
                                                  struct verification_status *out, struct fault *fault);
/* A source over a database (engine/store): its context. */
struct db;
struct verification_db { struct db *db; struct arena *arena; int64_t reader; /* person number; 0: anyone */ };
enum fault_code verification_db(void *context, const struct verification_question *question, struct verification_status *out,
                                struct fault *fault) MUST_USE;

/* ---- asking ---- */
struct verification_input {
    const char *record; size_t size;
    const char *proof; size_t proof_size;        /* NULL: none */
    const char *const *keys;                     /* trusted Multikeys; NULL-terminated */
    const struct log_vkey *log_keys; int log_key_count;
    const struct log_vkey *witnesses; int witness_count;
    const char *email, *name;                    /* to confirm; NULL or "": not asked */
    struct instant now;
    verification_source_fn source; void *context; /* NULL: offline */
};

/* ---- answer ---- */
enum verification_result { VERIFICATION_NOT_CHECKED, VERIFICATION_YES, VERIFICATION_NO };
#define VERIFICATION_WHY 512
struct verification_check {
    const char *id;              /* for scripts: shape, signature, second_signature, key, proof, log, witness, held, withdrawn, current, */
    const char *what;            /* counts, email, name; and what it asks, as a sentence that is true when the answer is yes */
    enum verification_result result;
    char why[VERIFICATION_WHY];  /* no, not checked: why; yes: a detail, or "" */
};
#define VERIFICATION_CHECKS 13
enum verdict {
    VERDICT_GENUINE, VERDICT_ENDED, VERDICT_SUPERSEDED, /* genuine: and counts, counts no longer, has a later one in its place */
    VERDICT_WITHDRAWN, VERDICT_OTHER_PERSON, VERDICT_NOT_HELD, VERDICT_NOT_PROVED, VERDICT_OTHER_KEY, VERDICT_CHANGED,
    VERDICT_UNREADABLE,
};
struct verification {
    enum verdict verdict;
    bool valid;                        /* it may be relied on for what it says */
    const char *word, *headline;       /* "genuine" for scripts; "Genuine, and it counts today" */
    char sentence[1024];               /* what, when, until when, by which University, as far as it could be read */
    struct credential_check credential;
    char record[RECORD_ID_TEXT];       /* the UUID in its id; "" */
    struct date completed_on, counts_until; /* in the process's zone; DATE_MIN, DATE_MAX: not said */
    struct verification_check check[VERIFICATION_CHECKS];
    int count;
};
/* FAULT_NONE whenever there is an answer, whatever it is; else MEMORY, or the source's fault. */
enum fault_code verification_run(const struct verification_input *input, struct verification *out, struct fault *fault) MUST_USE;
void verification_release(struct verification *verification);
const char *verification_word(enum verification_result result); /* "yes", "no", "not checked" */
#endif
