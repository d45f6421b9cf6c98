/*
 * store_audit.h - what an audit reads of the store: the schema beside the one that the migrations make, the projections beside
 * those that the events make, and rows as they stand, however somebody left them.
 */
#ifndef SIGNPOST_STORE_AUDIT_H
#define SIGNPOST_STORE_AUDIT_H
#include "signpost/store.h"

/* projections_rebuild's comparison on a reader's connection: nothing is changed. FOUND hears of each row that differs and how (in words);
 * REFUSED of each event that cannot be applied, and why. Anything but FAULT_NONE from them ends it. */
typedef enum fault_code (*projection_fn)(void *context, const char *table, int64_t row, const char *words,
                                         struct fault *fault);
typedef enum fault_code (*projection_event_fn)(void *context, int64_t seq, const char *words, struct fault *fault);
enum fault_code projections_check(struct db *db, projection_fn found, projection_event_fn refused, void *context,
    struct fault *fault) MUST_USE;

/* Was the last failure of this reader that the file holds what no database can, and not that the machine failed? Forgets it, so that the
 * rest may still be read. */
bool db_found_damage(struct db *db);
/* Tables, triggers and indices beside those that the migrations make; FINDINGS' file says which ("trigger event_next"). */
enum fault_code schema_check(struct db *db, struct findings *findings, struct fault *fault) MUST_USE;
/* Every event there is, in order. TROUBLE: what about its row no event can have, and then only seq is filled; else NULL. */
typedef enum fault_code (*event_raw_fn)(void *context, const struct event *event, const char *trouble,
                                        struct fault *fault);
enum fault_code event_each_raw(struct db *db, event_raw_fn fn, void *context, struct fault *fault) MUST_USE;
/* The time zone as the last institution.named has it; NULL when there is none. Arena. */
enum fault_code zone_recorded(struct db *db, struct arena *arena, const char **out, struct fault *fault) MUST_USE;
/* Every completion.recorded, in order; email: its person's, NULL when nobody of that number is there. */
struct completion_raw { int64_t seq, person; struct date completed_on; struct instant recorded_at; const char *payload, *email;
    bool clock_behind; /* its event has the time of the one before: perhaps the clock was set back, and events never go back */ };
typedef enum fault_code (*completion_raw_fn)(void *context, const struct completion_raw *raw, struct fault *fault);
enum fault_code completion_each_raw(struct db *db, completion_raw_fn fn, void *context, struct fault *fault) MUST_USE;
/* What was issued for one completion, in order: commitments as hex, NULL where there is none. */
struct issue_raw { int64_t seq; const char *commitment, *score_commitment, *answers; struct instant recorded_at; };
typedef enum fault_code (*issue_raw_fn)(void *context, const struct issue_raw *raw, struct fault *fault);
enum fault_code issue_each_raw(struct db *db, int64_t completion, issue_raw_fn fn, void *context,
    struct fault *fault) MUST_USE;
/* The records kept of one completion, in order; texts may be NULL, issued -1, salt NULL when it is not 32 bytes. */
struct credential_raw { int64_t number, issued, person; const char *record, *kind, *document, *superseded_by;
    const unsigned char *salt; };
typedef enum fault_code (*credential_raw_fn)(void *context, const struct credential_raw *raw, struct fault *fault);
enum fault_code credential_each_raw(struct db *db, int64_t completion, credential_raw_fn fn, void *context,
    struct fault *fault) MUST_USE;
/* The marks of the last regrade of COMPLETION before event SEQ go into MARKS; it stays as it is when there is none. */
enum fault_code regrade_before(struct db *db, int64_t completion, int64_t seq, struct completion_row *marks,
    struct fault *fault) MUST_USE;
/* Submitted attempts of PERSON that say they are COMPLETION's; whole: no column holds what no attempt can. */
struct attempt_raw { int64_t number; struct attempt attempt; const unsigned char *answers_salt; bool whole; };
typedef enum fault_code (*attempt_raw_fn)(void *context, const struct attempt_raw *raw, struct fault *fault);
enum fault_code attempt_each_raw(struct db *db, int64_t person, int64_t completion, attempt_raw_fn fn, void *context,
    struct fault *fault) MUST_USE;
typedef enum fault_code (*answer_raw_fn)(void *context, int64_t number, const char *response, struct fault *fault);
enum fault_code answer_each_raw(struct db *db, int64_t attempt, answer_raw_fn fn, void *context,
    struct fault *fault) MUST_USE;
typedef enum fault_code (*bank_raw_fn)(void *context, const char *hash, const char *document, size_t size,
                                       struct fault *fault);
enum fault_code bank_each_raw(struct db *db, bank_raw_fn fn, void *context, struct fault *fault) MUST_USE;
typedef enum fault_code (*identity_raw_fn)(void *context, int64_t person, struct fault *fault);
enum fault_code identity_each_raw(struct db *db, identity_raw_fn fn, void *context, struct fault *fault) MUST_USE;
/* Records, attempts, answers and evidence that belong to nothing that was recorded, and why. */
typedef enum fault_code (*stray_fn)(void *context, const char *table, int64_t row, const char *words,
                                    struct fault *fault);
enum fault_code stray_each(struct db *db, stray_fn fn, void *context, struct fault *fault) MUST_USE;
/* One stored hash of the tree: the root over LEVEL's 256^LEVEL leaves from NUMBER * 256^LEVEL on. ABSENT: none, or no hash. */
enum fault_code log_node_get(struct db *db, int level, int64_t number, struct log_hash *out, struct fault *fault) MUST_USE;
/* Hashes of the tree that a log of SIZE events does not have. */
typedef enum fault_code (*log_node_fn)(void *context, int level, int64_t number, struct fault *fault);
enum fault_code log_node_beyond(struct db *db, int64_t size, log_node_fn fn, void *context, struct fault *fault) MUST_USE;
/* Every cosignature kept; row.vkey is NULL. */
struct cosignature_raw { int64_t number; struct cosignature_row row; };
typedef enum fault_code (*cosignature_raw_fn)(void *context, const struct cosignature_raw *raw, struct fault *fault);
enum fault_code cosignature_each_raw(struct db *db, cosignature_raw_fn fn, void *context, struct fault *fault) MUST_USE;
#endif
