/*
 * store.h - the store: one SQLite database, one writer with group commit, read-only readers. All SQL lives behind this.
 *
 * THE TRANSACTION CONTRACT. store_write(store, job, context) queues the job and waits. The writer runs every queued job
 * in one transaction (BEGIN IMMEDIATE), each in a savepoint, commits with synchronous=FULL, then wakes the callers.
 *  - FAULT_NONE from store_write means: the job returned FAULT_NONE and what it wrote is on disk.
 *  - A job that returns a fault has its savepoint rolled back; nothing of it stays; the other jobs are untouched.
 *  - A job may run at most once for each store_write, on the writer's thread; it must not block, hash passwords or call
 *    store_write. Its context must stay valid until store_write returns.
 *  - BUSY: the database is closing. STORAGE: the disk is full or the write failed: the outcome is rolled back where known; after an
 *    fsync error it is unknown, the store refuses every later write and store_failed() is true (the server exits).
 * Readers hold a short read transaction between store_read and store_done (well under a second), see a consistent state,
 * and can never write: their connections are opened read-only. Only the writer checkpoints (anchors: SQLite 3.40.1).
 * One process owns a database for writing: FILE.lock beside it. Strings that queries return live in the arena given.
 */
#ifndef SIGNPOST_STORE_H
#define SIGNPOST_STORE_H
#include <stdbool.h>
#include <stdint.h>
#include "signpost/arena.h"
#include "signpost/event.h"
#include "signpost/log.h"
#include "signpost/people.h"
#include "signpost/record.h"

struct store;
struct db;   /* a connection inside a transaction: what every query below takes */
struct tx;   /* a write transaction: only jobs have one */
struct db *tx_db(struct tx *tx);

/* ---- opening ---- */
/* CONFLICT when it exists; all migrations applied */
enum fault_code store_create(const char *file, struct fault *fault) MUST_USE;
/* Owner: takes FILE.lock (BUSY when another process holds it), migrates forward (never down), starts the writer. */
enum fault_code store_open(const char *file, struct store **out, struct fault *fault) MUST_USE;
/* Read-only, beside a running owner or alone. ABSENT when there is no such file; refuses another schema version. */
enum fault_code store_open_read(const char *file, struct store **out, struct fault *fault) MUST_USE;
void store_close(struct store *store);           /* drains the writer, checkpoints, unlocks; NULL allowed */
bool store_failed(const struct store *store);
const char *store_file(const struct store *store);

typedef enum fault_code (*store_job)(struct tx *tx, void *context, struct fault *fault);
enum fault_code store_write(struct store *store, store_job job, void *context, struct fault *fault) MUST_USE;
enum fault_code store_read(struct store *store, struct db **out, struct fault *fault) MUST_USE;
void store_done(struct store *store, struct db *db);
#define STORE_RESTORING ".restoring" /* what a restore makes beside FILE until it is put in its place; forgetting removes it too */
/*
 * After person_erase: writes the database file anew, brings the write-ahead log into it and empties the log, so that nothing of
 * those who were erased stands in either, not even in free space. Needs as much free disk as the file is large; nobody can write
 * meanwhile. BUSY: it is done, but somebody was reading all the while: the log is emptied as soon as nobody reads, at the latest
 * at closing. Another fault: it was not done, and the next call or store_open does it. Without an erasure it empties the log.
 */
enum fault_code store_forget(struct store *store, struct fault *fault) MUST_USE;
/* Called on the writer's thread for each event, in order, after the commit that made it durable and before the callers wake. */
typedef void (*store_event_fn)(void *context, const struct event *event);
void store_on_event(struct store *store, store_event_fn fn, void *context);
/*
 * The owner's signing keys. Takes them over, also on a fault; those given earlier live on until store_close, so a borrowed
 * pointer stays good. From then on the writer signs one checkpoint a commit group, in its transaction (log.h), with every log key
 * that signs at the time; the first at once. Only those of which the log tells (key.added) are used: a new key's event comes first,
 * then its file is handed over. Without keys events still enter the log, and the next owner with keys signs for them.
 * ABSENT: the log tells of keys, and of none of these. PROOF: the events are not those that were signed for: nothing is added.
 */
enum fault_code store_keys_use(struct store *store, struct keys *keys, struct fault *fault) MUST_USE;
const struct keys *store_keys(const struct store *store); /* the latest; NULL: none */
/* Counters for /metrics. */
struct store_stats {
    int64_t commits, jobs, failures, wal_bytes, events;
    int64_t signed_size;      /* events under the last checkpoint; -1: none was signed */
    struct instant signed_at; /* when */
};
void store_stats(struct store *store, struct store_stats *out);

/* ---- events and their projections ---- */
/* Completes EVENT (seq, recorded_at, salt, leaf), inserts it and applies it to the projections. Kind, by, about,
 * school, date, payload are the caller's. */
enum fault_code event_append(struct tx *tx, struct event *event, struct fault *fault) MUST_USE;
/* Every event with FROM <= seq < TO (TO -1: all), in order; the strings are borrowed during the call. */
typedef enum fault_code (*event_fn)(void *context, const struct event *event, struct fault *fault);
enum fault_code event_each(struct db *db, int64_t from, int64_t to, event_fn fn, void *context,
    struct fault *fault) MUST_USE;
enum fault_code event_count(struct db *db, int64_t *out, struct fault *fault) MUST_USE;
/* How many events were recorded on or before DATE (in the institution's zone): known_at as a date, as a size. */
enum fault_code event_size_on(struct db *db, struct date date, int64_t *out, struct fault *fault) MUST_USE;
/* Rebuilds every projection table from the events. DIFFERENT counts rows that were not the same before; with check_only nothing is kept. */
enum fault_code projections_rebuild(struct tx *tx, bool check_only, int64_t *different, struct findings *findings,
    struct fault *fault) MUST_USE;

/* ---- the log (store_log.c): the tree's hashes as stored, checkpoints, cosignatures ---- */
/* A tile reader over this connection, for log.h. ABSENT for what is not there (yet). The context is the struct db. */
enum fault_code log_tile_read(void *db, int level, int64_t number, int width, struct log_hash *out,
    struct fault *fault) MUST_USE;
/* The log's name: what the first institution.named says (its URL without the scheme), or else of the log's first key. It never
 * changes, whatever the institution is called later. Arena. */
enum fault_code log_origin(struct db *db, struct arena *arena, const char **out, struct fault *fault) MUST_USE;
/* vkeys of every log key ever added, in the order of their events; NULL-terminated; arena. ABSENT before init */
enum fault_code log_vkeys(struct db *db, struct arena *arena, const char ***out, struct fault *fault) MUST_USE;
struct checkpoint_row { int64_t size; struct log_hash root; const char *note; struct instant signed_at; };
/* the last signed; ABSENT: none yet */
enum fault_code checkpoint_get(struct db *db, struct arena *arena, struct checkpoint_row *out, struct fault *fault) MUST_USE;
/* The tlog-proof file of leaf INDEX under the last checkpoint, with EXTRA (may be NULL). ABSENT: not (yet) under one. */
enum fault_code log_proof_get(struct db *db, struct arena *arena, int64_t index, const char *extra, size_t extra_size,
    struct buf *out, struct fault *fault) MUST_USE;
enum fault_code event_get(struct db *db, struct arena *arena, int64_t seq, struct event *out, struct fault *fault) MUST_USE;

struct witness_row { int64_t seq; const char *vkey; bool ended; };
enum fault_code witness_list(struct db *db, struct arena *arena, struct witness_row **out, int *count,
    struct fault *fault) MUST_USE;
/* witness.added; CONFLICT when it is trusted already */
enum fault_code witness_add(struct tx *tx, int64_t by, const char *vkey, int64_t *seq, struct fault *fault) MUST_USE;
enum fault_code witness_end(struct tx *tx, int64_t by, int64_t seq, struct fault *fault) MUST_USE; /* ABSENT */
struct cosignature_row { int64_t witness; const char *vkey; int64_t size; struct log_hash root; struct instant at; const char *note; };
/* Checked by the caller. Nothing is done for one that is not newer than the witness's last. */
enum fault_code cosignature_add(struct tx *tx, const struct cosignature_row *row, struct fault *fault) MUST_USE;
/* the last of each trusted witness, newest first */
enum fault_code cosignature_latest(struct db *db, struct arena *arena, struct cosignature_row **out, int *count,
    struct fault *fault) MUST_USE;

/* ---- institution ---- */
struct institution_row { char *name, *url, *zone; /* url NULL when none */ };
/* ABSENT before init */
enum fault_code institution_get(struct db *db, struct arena *arena, struct institution_row *out,
    struct fault *fault) MUST_USE;
struct school_row { char *code, *name; };
enum fault_code school_list(struct db *db, struct arena *arena, struct school_row **out, int *count,
    struct fault *fault) MUST_USE;
/* ABSENT */
enum fault_code school_get(struct db *db, struct arena *arena, const char *code, struct school_row *out,
    struct fault *fault) MUST_USE;

/* ---- identities (erasable) and posts ---- */
struct identity { int64_t person; char *staff_id, *name, *email; bool has_password; };
/* person.added too; CONFLICT on a taken staff id or e-mail */
enum fault_code identity_add(struct tx *tx, int64_t by, const char *staff_id, const char *name, const char *email,
    int64_t *person, struct fault *fault) MUST_USE;
/* person.changed with what differs; nothing when nothing does */
enum fault_code identity_change(struct tx *tx, int64_t by, int64_t person, const char *name, const char *email,
    struct fault *fault) MUST_USE;
enum fault_code identity_by_person(struct db *db, struct arena *arena, int64_t person, struct identity *out,
    struct fault *fault) MUST_USE;
enum fault_code identity_by_staff_id(struct db *db, struct arena *arena, const char *staff_id, struct identity *out,
    struct fault *fault) MUST_USE;
enum fault_code identity_list(struct db *db, struct arena *arena, struct identity **out, int *count,
    struct fault *fault) MUST_USE;
/* ---- telling (store_export.c) and erasing (store_erase.c) ---- */
struct view;
struct cJSON;
/* Everything that is held about somebody, for them: one list a kind. ABSENT. */
enum fault_code person_export(struct db *db, int64_t person, struct view *view, struct cJSON *into, struct fault *fault) MUST_USE;
/* How much hangs on somebody's identity and goes with it, and how many events speak of their number and stay. */
struct person_held { int attempts, records, shared, evidence, modules, sessions, tokens, links, remarks, events; };
enum fault_code person_held(struct db *db, int64_t person, struct person_held *out, struct fault *fault) MUST_USE;
/* person.erased, and everything about them deleted but what the events say. ABSENT. Then store_forget, for the files. */
enum fault_code person_erase(struct tx *tx, int64_t by, int64_t person, struct fault *fault) MUST_USE;

/* all, by start */
enum fault_code posts_of(struct db *db, struct arena *arena, int64_t person, struct post **out, int *count,
    struct fault *fault) MUST_USE;
enum fault_code posts_on(struct db *db, struct arena *arena, int64_t person, struct date date, struct post **out,
    int *count, struct fault *fault) MUST_USE;
enum fault_code posts_all(struct db *db, struct arena *arena, struct post **out, int *count,
    struct fault *fault) MUST_USE;
/* ABSENT unless PERSON has an identity. Fills ACTOR (strings copied, posts in ARENA). */
enum fault_code actor_get(struct db *db, struct arena *arena, int64_t person, struct date today, struct actor *out,
    struct fault *fault) MUST_USE;

/* ---- sign-in: links, passwords, sessions, tokens; only hashes of secrets are stored ---- */
/* login: e-mail or staff id; NULL hash and person 0 when unknown */
enum fault_code password_get(struct db *db, struct arena *arena, const char *login, int64_t *person, char **hash,
    struct fault *fault) MUST_USE;
enum fault_code password_set(struct tx *tx, int64_t person, const char *hash, struct fault *fault) MUST_USE;
enum fault_code sign_in_link_add(struct tx *tx, int64_t person, const unsigned char hash[32], struct instant expires,
    struct fault *fault) MUST_USE;
/* ABSENT: unknown, used or expired */
enum fault_code sign_in_link_use(struct tx *tx, const unsigned char hash[32], int64_t *person,
    struct fault *fault) MUST_USE;
struct session { int64_t person; char csrf[SECRET_TEXT]; struct instant expires; };
enum fault_code session_add(struct tx *tx, const unsigned char hash[32], const struct session *session,
    struct fault *fault) MUST_USE;
/* ABSENT: unknown or expired */
enum fault_code session_get(struct db *db, const unsigned char hash[32], struct session *out,
    struct fault *fault) MUST_USE;
enum fault_code session_end(struct tx *tx, const unsigned char hash[32], struct fault *fault) MUST_USE;
enum fault_code session_end_all(struct tx *tx, int64_t person, struct fault *fault) MUST_USE;
enum fault_code token_add(struct tx *tx, int64_t person, const unsigned char hash[32], struct fault *fault) MUST_USE;
/* ABSENT */
enum fault_code token_get(struct db *db, const unsigned char hash[32], int64_t *person, struct fault *fault) MUST_USE;
enum fault_code sign_in_failure_add(struct tx *tx, const char *login, const char *address,
    struct fault *fault) MUST_USE;
enum fault_code sign_in_failures(struct db *db, const char *login, const char *address, struct instant since,
    int *of_login, int *of_address, struct fault *fault) MUST_USE;

/* ---- bank versions ---- */
/* once */
enum fault_code bank_version_keep(struct tx *tx, const char *hash, const char *document, size_t size,
    struct fault *fault) MUST_USE;
enum fault_code bank_version_get(struct db *db, struct arena *arena, const char *hash, const char **document,
    size_t *size, struct fault *fault) MUST_USE;
/* Makes the events' requirements equal to LIST: requirement.set for the new and changed, requirement.ended for the missing. */
struct requirement;
enum fault_code requirements_record(struct tx *tx, const struct requirement *const *list, int count,
    struct fault *fault) MUST_USE;

/* ---- attempts ---- */
#define ATTEMPT_ID_TEXT 33
struct attempt {
    char id[ATTEMPT_ID_TEXT];
    int64_t person;
    char quiz[LIMIT_ID + 1];
    char bank[65];
    unsigned char seed[32];
    char schools[LIMIT_ATTEMPT_SCHOOLS];     /* whose sections its paper has (paper_draw_local); "": none */
    struct instant started_at, submitted_at; /* submitted_at.ms 0: open */
    int64_t revision;                        /* counts every change to its answers */
    int64_t score, max;                      /* MARK_UNITs; once submitted. SCORE as now known, after regrades */
    int64_t first_score;                     /* as it was given */
    int64_t completion;                      /* seq of its completion.recorded; -1 while open */
    char record[RECORD_ID_TEXT];             /* its completion record; "" while open */
    struct { int64_t score, max; } subject[5];
};
struct answer {
    int number;
    int64_t version;          /* 0: never saved */
    const char *response;     /* JSON text, or NULL */
    bool flagged;
    struct instant saved_at;
};
/* The open attempt of this person at this quiz, or ABSENT. */
enum fault_code attempt_open_get(struct db *db, int64_t person, const char *quiz, struct attempt *out,
    struct fault *fault) MUST_USE;
/* CONFLICT: one is open already */
enum fault_code attempt_add(struct tx *tx, const struct attempt *attempt, struct fault *fault) MUST_USE;
/* ABSENT when not theirs */
enum fault_code attempt_get_own(struct db *db, const char *id, int64_t person, struct attempt *out,
    struct fault *fault) MUST_USE;
/* A submitted attempt, for a Senior Tutor or Head whose post and whose tutor's post at one School are both in force TODAY; else ABSENT. */
enum fault_code attempt_get_led(struct db *db, const char *id, int64_t leader, struct date today, struct attempt *out,
    struct fault *fault) MUST_USE;
/* newest first */
enum fault_code attempt_list(struct db *db, struct arena *arena, int64_t person, struct attempt **out, int *count,
    struct fault *fault) MUST_USE;
/* OUT[0..count-1] for numbers 1..count; missing ones have version 0. */
enum fault_code answers_get(struct db *db, struct arena *arena, const char *attempt, int count, struct answer **out,
    struct fault *fault) MUST_USE;
/*
 * Saves one answer of PERSON's open attempt if VERSION is the stored one. RESPONSE NULL clears it. FLAGGED -1 leaves the flag.
 * ABSENT: not theirs. CONFLICT: stale version (STORED is filled: what is there) or submitted (STORED->version -1).
 */
struct answer_save { const char *attempt; int64_t person; int number; int64_t version; const char *response;
    int flagged; };
enum fault_code answer_save(struct tx *tx, struct arena *arena, const struct answer_save *save, struct answer *stored,
    struct fault *fault) MUST_USE;
/*
 * Submits once, in this transaction: the result, the completion, its two records. REVISION must be what was marked
 * (CONFLICT otherwise: mark again). When it is already submitted, OUT is the stored result and ALREADY is true.
 */
struct credential_row {
    char record[RECORD_ID_TEXT];
    enum record_kind kind;
    int64_t person;
    int64_t completion;       /* seq of its completion.recorded */
    int64_t issued;           /* seq of its record.issued; -1: older, the completion's own event holds its commitment */
    unsigned char salt[RECORD_COMMITMENT_SALT];
    const char *document; size_t size;
    char superseded_by[RECORD_ID_TEXT]; /* "": it stands */
};
struct attempt_result {
    const struct attempt *attempt; /* score, max and subject filled */
    int64_t revision;
    struct date completed_on;
    const struct credential_row *completion, *score;     /* its two records, signed */
    unsigned char answers_salt[RECORD_COMMITMENT_SALT];  /* of ANSWERS */
    char answers[65];                                    /* commitment to the paper and its answers */
};
enum fault_code attempt_submit(struct tx *tx, const struct attempt_result *result, struct attempt *out, bool *already,
    struct fault *fault) MUST_USE;
enum fault_code statement_acknowledged(struct db *db, int64_t person, const char *school, const char *statement_hash,
    bool *out, struct fault *fault) MUST_USE;

/* ---- completions and credentials ---- */
struct completion_row {
    int64_t seq, person;
    const char *kind, *item, *source;
    struct date completed_on;
    int64_t score, max, unit;  /* marks: score ÷ unit of max ÷ unit; all -1: none */
    const char *record;        /* its completion record; NULL: none */
    const char *score_record;  /* its score record that stands; NULL: none */
    const char *withdrawn;     /* why: "mistake", "misconduct" or "other"; NULL: it stands */
    struct instant withdrawn_at;
};
/* ABSENT */
enum fault_code completion_get(struct db *db, struct arena *arena, int64_t seq, struct completion_row *out,
    struct fault *fault) MUST_USE;
/* completion.withdrawn; REASON as in event.h. ABSENT, or CONFLICT when it was withdrawn before. */
enum fault_code completion_withdraw(struct tx *tx, int64_t by, int64_t seq, const char *reason, struct fault *fault) MUST_USE;
/* newest first */
enum fault_code completion_list(struct db *db, struct arena *arena, int64_t person, struct completion_row **out,
    int *count, struct fault *fault) MUST_USE;
struct completion_new {
    int64_t by, person;
    const char *kind, *item, *source, *bank;
    struct date completed_on;
    int64_t score, max, unit;  /* as above; score -1: none, and then max and unit are not looked at */
};
enum fault_code completion_add(struct tx *tx, const struct completion_new *completion, int64_t *seq,
    struct fault *fault) MUST_USE;
/* The bank of the last who completed it here; ABSENT: nobody did. */
enum fault_code completion_bank(struct db *db, const char *kind, const char *item, char hash[65], struct fault *fault) MUST_USE;
/* same person, kind, item, date, score, max */
enum fault_code completion_exists(struct db *db, const struct completion_new *completion, bool *out,
    struct fault *fault) MUST_USE;
/* As a row: issued and completion are the caller's. records_issue is the way in; this is for those that are older than it. */
enum fault_code credential_add(struct tx *tx, const struct credential_row *row, struct fault *fault) MUST_USE;
/*
 * What was signed for one completion goes into the store: one record.issued that commits to all of it, and the records.
 * A new score record supersedes the one before it.
 */
struct records_new {
    int64_t completion;                            /* seq of its completion.recorded */
    const struct credential_row *record, *score;   /* NULL: none of the kind; person, completion, issued are worked out */
    const char *answers;                           /* commitment in hex, or NULL */
};
enum fault_code records_issue(struct tx *tx, const struct records_new *records, int64_t *seq, struct fault *fault) MUST_USE;
/* The records of one completion: the completion record, then its score records, the one that stands first. */
enum fault_code credential_list(struct db *db, struct arena *arena, int64_t completion, struct credential_row **out,
    int *count, struct fault *fault) MUST_USE;
/* ABSENT */
enum fault_code credential_get(struct db *db, struct arena *arena, const char *record, struct credential_row *out,
    struct fault *fault) MUST_USE;
/* of an imported one; erasable */
enum fault_code evidence_add(struct tx *tx, int64_t completion, const char *evidence, struct fault *fault) MUST_USE;

/* ---- records: who may see them (store_share.c) ---- */
struct share { bool on, name; struct instant since; }; /* does its page answer to anyone with the link; with the holder's name? */
/* Shares PERSON's record, or changes whether with the name. ABSENT when it is not theirs. */
enum fault_code share_set(struct tx *tx, const char *record, int64_t person, bool name, struct fault *fault) MUST_USE;
/* Nothing is done when it is not shared, or not theirs. */
enum fault_code share_clear(struct tx *tx, const char *record, int64_t person, struct fault *fault) MUST_USE;
struct record_found {
    struct credential_row credential;
    struct share share;
    bool own;                     /* the reader holds it */
    const char *kind, *item;      /* of its completion */
    struct date completed_on;
    struct instant withdrawn_at;  /* ms 0: it stands */
    const char *holder;           /* their name, when the reader is the holder or it is shared with it; else NULL */
};
/* A record that READER (person number; 0: anyone) may open: their own, or a shared one. Everything else is ABSENT, there or not. */
enum fault_code record_find(struct db *db, struct arena *arena, const char *record, int64_t reader,
    struct record_found *out, struct fault *fault) MUST_USE;
/* The same for whoever brings the signed record itself, shared or not: its standing is theirs to know. ABSENT: not (or no longer) held. */
enum fault_code record_held(struct db *db, struct arena *arena, const char *record, int64_t reader,
    struct record_found *out, struct fault *fault) MUST_USE;
/* What became of a record that event SEQ issued, when it is held no longer. SCORE: it is a score record. ABSENT: SEQ issued none. */
enum fault_code record_of_event(struct db *db, int64_t seq, bool score, struct instant *withdrawn_at, bool *superseded,
    struct fault *fault) MUST_USE;
/*
 * The tlog-proof file of a record: of the entry that issued it, opened with both salts (verification.h). That entry tells neither
 * person nor score; of a record older than record.issued (issued -1) it is the completion's own, which tells both: for its holder
 * alone. ABSENT: the log has not been signed since.
 */
enum fault_code record_proof(struct db *db, struct arena *arena, const struct credential_row *row, struct buf *out,
    struct fault *fault) MUST_USE;
struct record_row {
    char record[RECORD_ID_TEXT];
    enum record_kind kind;
    int64_t completion;
    bool superseded, withdrawn;
    struct share share;
};
/* PERSON's own, the latest completion first */
enum fault_code record_list(struct db *db, struct arena *arena, int64_t person, struct record_row **out, int *count,
    struct fault *fault) MUST_USE;

/* ---- training in progress ---- */
struct check_row { const char *section, *question; const char *response; bool correct; };
enum fault_code module_progress(struct db *db, struct arena *arena, int64_t person, const char *module,
    struct check_row **out, int *count, struct fault *fault) MUST_USE;
/* question "" marks the section read; once correct stays correct */
enum fault_code module_check_save(struct tx *tx, int64_t person, const char *module, const char *section,
    const char *question, const char *response, bool correct, struct fault *fault) MUST_USE;
enum fault_code module_progress_clear(struct tx *tx, int64_t person, const char *module, struct fault *fault) MUST_USE;

/* ---- what leaders note about a tutor: concerns and waivers ---- */
struct concern_row { int64_t seq; struct date start, until; /* DATE_MAX: open */ };
/* of one School, newest first */
enum fault_code concern_list(struct db *db, struct arena *arena, int64_t person, const char *school,
    struct concern_row **out, int *count, struct fault *fault) MUST_USE;
/* CONFLICT when one is open there already */
enum fault_code concern_open(struct tx *tx, int64_t by, int64_t person, const char *school, struct date from,
    struct fault *fault) MUST_USE;
/* Closes the open one; LAST: its last day. CONFLICT when none is open. */
enum fault_code concern_close(struct tx *tx, int64_t by, int64_t person, const char *school, struct date last,
    struct fault *fault) MUST_USE;
/* until: the last day in force, DATE_MAX: no end; ended: somebody ended it */
struct waiver_row { int64_t seq; const char *kind, *reason; struct date start, until; bool ended; };
enum fault_code waiver_list(struct db *db, struct arena *arena, int64_t person, struct waiver_row **out, int *count,
    struct fault *fault) MUST_USE; /* newest first */
/* KIND, REASON as in event.h; UNTIL DATE_MAX: no end. CONFLICT when one of the kind is in force. */
enum fault_code waiver_grant(struct tx *tx, int64_t by, int64_t person, const char *kind, const char *reason,
    struct date from, struct date until, struct fault *fault) MUST_USE;
/* CONFLICT when it was ended before or is not theirs. */
enum fault_code waiver_end(struct tx *tx, int64_t by, int64_t person, int64_t waiver, struct date last,
    struct fault *fault) MUST_USE;

/* ---- looks ---- */
struct look_row { struct instant at; const char *by_name; /* "": erased since; NULL: the machine's administrator */
     const char *what, *school; };
/* who looked at this person's results, newest first, at most 100 */
enum fault_code look_list(struct db *db, struct arena *arena, int64_t person, struct look_row **out, int *count,
    struct fault *fault) MUST_USE;
/* result.viewed */
enum fault_code look_add(struct tx *tx, int64_t by, int64_t about, const char *school, const char *what,
    struct fault *fault) MUST_USE;
/* access.given: WHAT ("link", "token") was made by BY with which somebody can act as ABOUT; who then sees it among the looks. */
enum fault_code access_add(struct tx *tx, int64_t by, int64_t about, const char *what, struct fault *fault) MUST_USE;

/* ---- backup and repair (store_backup.c) ---- */
/* A copy of the database as it is at one moment, complete and on disk, in a new file (0600). CONFLICT when FILE exists. */
enum fault_code store_backup(struct store *store, const char *file, struct fault *fault) MUST_USE;
/* Moves MADE (from store_backup, in the same folder) into FILE's place. Takes FILE's lock meanwhile: BUSY when it is in use.
 * CONFLICT when FILE exists, unless FORCE. */
enum fault_code store_replace(const char *made, const char *file, bool force, struct fault *fault) MUST_USE;
/* SQLite's own integrity and foreign key checks; what they say goes to FINDINGS. */
enum fault_code store_integrity(struct db *db, struct findings *findings, struct fault *fault) MUST_USE;
#endif
