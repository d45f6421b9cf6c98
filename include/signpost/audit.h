/*
 * audit.h - everything recomputed from the log's events: the tree and its checkpoint, the tables, the records, the answers and
 * their marks, and every figure of a date (issue: anyone may check, nobody need be trusted).
 *
 * It only reads, beside a running server or alone, one state of the database. What is not as it must be is named: which table,
 * which row, which leaf, what was expected. What a person who holds the database and its keys rewrote whole, consistently and
 * before any witness saw it, no audit can tell; a checkpoint kept elsewhere (SINCE), a witness, or the log's key known from
 * elsewhere (LOG_KEY) can.
 */
#ifndef SIGNPOST_AUDIT_H
#define SIGNPOST_AUDIT_H
#include <stdbool.h>
#include <stdint.h>
#include "signpost/date.h"
#include "signpost/fault.h"
#include "signpost/log.h"
#include "signpost/store.h"

enum audit_part {
    AUDIT_FILE,       /* SQLite's own checks; tables, triggers and indices are those that the migrations make */
    AUDIT_EVENTS,     /* gapless, in order of time, canonical, of a known kind; each leaf from its bytes */
    AUDIT_LOG,        /* the tree's stored hashes, the checkpoint and its signature, cosignatures, the older checkpoint */
    AUDIT_KEYS,       /* the key file holds the keys that the log says are in use */
    AUDIT_TABLES,     /* each projection says what the events say */
    AUDIT_RECORDS,    /* identities; records, their commitments and proofs; attempts, their answers and marks */
    AUDIT_FIGURES,    /* every figure of the report and every tutor's state, counted again */
    AUDIT_PARTS
};
const char *audit_part_name(enum audit_part part);  /* "events" */
const char *audit_part_words(enum audit_part part); /* "events and their leaves" */

struct audit_result {
    struct date as_of;
    int64_t events, records, attempts, cosignatures, people, figures; /* looked at */
    struct log_hash root;            /* of all events */
    bool checkpoint, keys;           /* is there one; was the key file looked into */
    int64_t checkpoint_size;
    char origin[LOG_NAME_TEXT];
    struct {
        struct findings findings;    /* file: where ("table event, row 17"); text: what is wrong there */
        int64_t milliseconds;
    } part[AUDIT_PARTS];
};
void audit_result_release(struct audit_result *result);
int64_t audit_findings(const struct audit_result *result); /* of all parts */

struct audit_options {
    struct date as_of;               /* of the figures; DATE_MIN: today */
    const char *since;               /* an older checkpoint (signed note); NULL: none */
    size_t since_size;
    const char *log_key;             /* the log's key as known from elsewhere (vkey); NULL: the key history's own word */
    const char *keys_file;           /* NULL: not looked at */
    /* DONE of OF have been looked at; OF 0: not known. May be NULL. */
    void (*progress)(void *context, enum audit_part part, int64_t done, int64_t of);
    void *context;
};
/*
 * FAULT_NONE when the audit ran, whatever it found. INPUT or MALFORMED: SINCE or LOG_KEY is not what it should be. Sets the
 * process's zone to the one that the events name. OUT is to be released in every case.
 */
enum fault_code audit_run(struct store *store, const struct audit_options *options, struct audit_result *out,
                          struct fault *fault) MUST_USE;
#endif
