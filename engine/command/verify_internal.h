/*
 * verify_internal.h - what the files of `verify` share: whom to trust, what came out, how it is printed.
 */
#ifndef VERIFY_INTERNAL_H
#define VERIFY_INTERNAL_H
#include "command/command_internal.h"
#include "signpost/verification.h"

/* ---- whom to trust (verify_trust.c) ---- */
struct trust {
    struct arena *arena;
    const char **keys;                       /* NULL-terminated */
    struct log_vkey *log_keys, *witnesses;
    int key_count, log_key_count, witness_count;
};
/* From --key (a Multikey, or a file: an issuer's profile or DID document), --log-key, --witness-key. USAGE for what is none. */
enum fault_code trust_from_line(const struct command_line *line, struct trust *out, struct fault *fault) MUST_USE;
/* Also what the database's own events say. */
enum fault_code trust_from_db(struct db *db, struct trust *trust, struct fault *fault) MUST_USE;
void trust_release(struct trust *trust);

/* ---- what is printed (verify_print.c) ---- */
enum verify_format { VERIFY_TEXT, VERIFY_JSON };
struct printer {
    enum verify_format format;
    bool one;                                /* a single record: every check is shown */
    long long done, invalid;
    struct { const char *what; long long count[3]; } tally[VERIFICATION_CHECKS]; /* beside what; by enum verification_result */
    int tallied;
};
enum fault_code printer_begin(struct printer *printer, struct fault *fault) MUST_USE;
enum fault_code printer_record(struct printer *printer, const char *file, const struct verification *verification,
                               struct fault *fault) MUST_USE;
enum fault_code printer_end(struct printer *printer, struct fault *fault) MUST_USE;
#endif
