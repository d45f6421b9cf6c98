/*
 * store_keys.h - the keys as the log tells of them: public halves, each with the day from which it signs, in the order of their
 * events. record.h has the secrets, and the rule by which one is in force.
 */
#ifndef SIGNPOST_STORE_KEYS_H
#define SIGNPOST_STORE_KEYS_H
#include "signpost/store.h"

/* credential Multikeys ever added, in the order of their events; NULL-terminated */
enum fault_code keys_public(struct db *db, struct arena *arena, const char ***out, struct fault *fault) MUST_USE;
/* key.added; START: the first day on which it signs, DATE_MIN: at once */
enum fault_code key_record(struct tx *tx, enum key_purpose purpose, const char *public, struct date start,
    struct fault *fault) MUST_USE;
struct key_row {
    int64_t seq;
    enum key_purpose purpose;
    const char *public;
    struct date start;                   /* DATE_MIN: at once */
    struct instant added_at, since;      /* since: from when on it signs */
};
/* every key of which the log tells, in the order of their events */
enum fault_code key_list(struct db *db, struct arena *arena, struct key_row **out, int *count, struct fault *fault) MUST_USE;
/* The key of PURPOSE in force AT, by record.h's rule; NULL when there is none. Borrowed from ROWS. */
const struct key_row *key_in_force(const struct key_row *rows, int count, enum key_purpose purpose, struct instant at);
enum key_standing { KEY_FORMER, KEY_IN_FORCE, KEY_TO_COME }; /* former: also one that was put aside before it came */
enum key_standing key_standing(const struct key_row *rows, int count, const struct key_row *key, struct instant at); /* KEY: of ROWS */
#endif
