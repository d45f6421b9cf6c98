/*
 * store_internal.h - what the files of the store share: connections, queries, lists. Only engine/store includes it.
 *
 * A query is opened with SQL text, bound by name, stepped and closed. Its first failure sticks: later calls do nothing,
 * query_next answers false, and query_close (which every opened query must reach) returns the code. A name that the SQL
 * does not have, and a parameter left unbound, is FAULT_INTERNAL.
 */
#ifndef SIGNPOST_STORE_INTERNAL_H
#define SIGNPOST_STORE_INTERNAL_H
#include <stdatomic.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "signpost/json.h"
#include "signpost/store_audit.h"

/* ---- connections (db.c) ---- */
#define DB_STATEMENTS 256 /* slots of the statement cache: a power of two, twice what the store has */
#define DB_BUSY_MILLISECONDS 5000
struct db_statement {
    const char *sql;         /* the literal's address is the key */
    sqlite3_stmt *statement;
    bool busy;               /* a query has it open */
};
struct db {
    sqlite3 *handle;
    struct db_statement statements[DB_STATEMENTS];
    int trouble;             /* first SQLite result of this transaction that must not be committed over; SQLITE_OK */
    int system_errno;        /* the operating system's error that came with it */
};
/* DB_CHECK writes nothing either, but opens the file as one that could: on what was opened for reading SQLite forgets CHECK. */
enum db_mode { DB_CREATE, DB_WRITE, DB_READ, DB_CHECK };
enum fault_code db_open(const char *file, enum db_mode mode, struct db **out, struct fault *fault) MUST_USE;
void db_close(struct db *db); /* NULL allowed */
/* Runs a statement without parameters. */
enum fault_code db_run(struct db *db, const char *sql, struct fault *fault) MUST_USE;
/* Runs a script that was made at run time or is embedded. */
enum fault_code db_script(struct db *db, const char *sql, struct fault *fault) MUST_USE;
enum fault_code db_pragma(struct db *db, const char *sql, int64_t *out, struct fault *fault) MUST_USE; /* one number */
void db_forget_statements(struct db *db);
/* The fault that a SQLite result means; notes trouble. */
enum fault_code db_fault(struct db *db, int result, struct fault *fault);
/* Does RESULT leave the state of the disk unknown, so that nothing may be written any more? */
bool db_is_poison(int result, int system_errno);

/* ---- queries (query.c) ---- */
struct query {
    struct db *db;
    struct db_statement *slot; /* NULL: the statement is this query's own */
    sqlite3_stmt *statement;
    uint64_t bound;            /* one bit a parameter */
    int changes;               /* rows changed, once the statement ran to its end */
    bool started;
    enum fault_code code;
    struct fault *fault;
};
void query_open(struct query *query, struct db *db, const char *sql, struct fault *fault); /* SQL: a literal */
void query_open_once(struct query *query, struct db *db, const char *sql, struct fault *fault); /* any text */
void bind_integer(struct query *query, const char *name, int64_t value);
void bind_integer_or_null(struct query *query, const char *name, int64_t value, int64_t none); /* NONE becomes NULL */
void bind_date(struct query *query, const char *name, struct date date);     /* DATE_MIN and DATE_MAX become NULL */
void bind_text(struct query *query, const char *name, const char *text);     /* borrowed until closed; NULL is NULL */
void bind_bytes(struct query *query, const char *name, const void *bytes, size_t size); /* a blob; borrowed */
void bind_document(struct query *query, const char *name, const char *text, size_t size); /* text of that size */
bool query_has(struct query *query, const char *name); /* does the SQL name this parameter? */
bool query_next(struct query *query);                  /* true: there is a row */
bool query_one(struct query *query, const char *absent); /* the first row, or ABSENT with this sentence */
enum fault_code query_run(struct query *query) MUST_USE; /* steps to the end and closes */
enum fault_code query_close(struct query *query) MUST_USE;
/* An INTERNAL fault unless the query succeeded and changed exactly one row. Closes. */
enum fault_code query_run_one(struct query *query, const char *otherwise) MUST_USE;

/* Columns of the current row, from 0. */
int64_t column_integer(struct query *query, int column);
int64_t column_integer_or(struct query *query, int column, int64_t none); /* NONE for NULL */
struct date column_date(struct query *query, int column, struct date none);
struct instant column_instant(struct query *query, int column); /* 0 for NULL */
const char *column_text(struct query *query, int column);       /* borrowed until the next step; NULL for NULL */
char *column_dup(struct query *query, struct arena *arena, int column); /* NULL for NULL */
void column_copy(struct query *query, int column, char *out, size_t size); /* "" for NULL; INTERNAL when too long */
void column_bytes(struct query *query, int column, void *out, size_t size); /* INTERNAL unless exactly that size */

/* ---- lists that queries return: grown on the heap, copied into the arena once (list.c) ---- */
struct list {
    char *items;
    size_t each;
    int count, capacity;
};
void list_init(struct list *list, size_t each);
void *list_add(struct query *query, struct list *list); /* a zeroed item; NULL after a MEMORY fault in the query */
/* Ends a query of many rows: closes it, moves the items into ARENA. */
enum fault_code list_finish(struct query *query, struct list *list, struct arena *arena, void *out,
                            int *count) MUST_USE;

/* ---- transactions ---- */
struct tx {
    struct db *db;
    struct store *store;
};

/* ---- the rest of the room ---- */
#define SCHEMA_APPLICATION_ID 0x53474e50 /* "SGNP" in the file's header */
/* Applies every migration newer than the file's; FROM_NOTHING: the file is ours and empty. */
enum fault_code migrate(struct db *db, const char *file, bool from_nothing, struct fault *fault) MUST_USE;
/* The whole file is written anew, so that nothing deleted stands in its free space; outside a transaction (anew.c). */
enum fault_code anew_write(struct db *db, struct fault *fault) MUST_USE;
enum fault_code anew_ask(struct tx *tx, struct fault *fault) MUST_USE;     /* it is to be, once this is committed */
enum fault_code anew_settle(struct db *db, struct fault *fault) MUST_USE;  /* it is, if it was asked for and not yet done */
/* INPUT unless the file is Signpost's at exactly this program's schema version. */
enum fault_code migrate_check(struct db *db, const char *file, struct fault *fault) MUST_USE;

/* Takes FILE.lock beside the file that FILE names; BUSY when another process has it. lock_release(-1) does nothing. */
enum fault_code lock_take(const char *file, int *out, struct fault *fault) MUST_USE;
void lock_release(int lock);

struct wal {
    struct db *db;
    int pages; /* in the log after the last commit */
    int next;  /* checkpoint from so many on */
    bool emptying; /* it is to become empty as soon as nobody reads from it */
};
void wal_watch(struct wal *wal, struct db *db);
void wal_leave(struct wal *wal);
int64_t wal_bytes(const struct wal *wal);
bool wal_checkpoint(struct wal *wal); /* if it is time; false: the disk's state is unknown */
/* The log becomes empty; BUSY when somebody was reading from it all the while: wal_checkpoint then goes on trying. */
enum fault_code wal_truncate(struct wal *wal, struct fault *fault) MUST_USE;
/* Everything in the log goes into the file and the log becomes empty; nobody else may be using the database. */
enum fault_code wal_empty(struct db *db, struct fault *fault) MUST_USE;

/* ---- the log's growing edge, as the writer keeps it (log_edge.c) ---- */
struct log_edge {
    struct log_frontier frontier;  /* over every event that is on disk */
    char origin[LOG_NAME_TEXT];    /* "" until something was signed */
    int64_t signed_size;           /* of the last checkpoint; -1: none */
    struct instant signed_at;
    struct fault trouble;          /* FAULT_NONE, or why no event may be added */
    int64_t events;                /* that were there when the store was opened */
};
/* Reads it, and stores what a database from before the log lacks. */
enum fault_code log_edge_open(struct db *db, struct log_edge *out, struct fault *fault) MUST_USE;
/*
 * Inside a transaction, before its COMMIT: adds the new events to the edge and to the tiles, and signs with KEYS (NULL: none),
 * also for what is signed already when SIGN_ANYWAY. EDGE is the caller's copy: it counts only once the COMMIT has.
 */
enum fault_code log_edge_advance(struct db *db, struct log_edge *edge, const struct keys *keys, bool sign_anyway,
                                 struct fault *fault) MUST_USE;
enum fault_code log_origin_read(struct db *db, char out[LOG_NAME_TEXT], struct fault *fault) MUST_USE;
/* Multikeys of every key of which the log tells, in the order of their events; NULL-terminated, COUNT without it; arena. */
enum fault_code keys_known(struct db *db, struct arena *arena, const char ***out, int *count, struct fault *fault) MUST_USE;

/* ---- what makes a group's events part of the signed log (seal.c) ---- */
struct seal {
    struct log_edge edge;              /* of the log, as it is on disk */
    bool sign_now;                     /* new keys have come since the last commit */
    _Atomic(const struct keys *) keys; /* NULL: none */
    atomic_llong signed_size, signed_at;
};
enum fault_code seal_open(struct seal *seal, struct db *db, struct fault *fault) MUST_USE; /* of a zeroed one */
/* Ends the transaction under way: the new events enter the log, it is signed, and all of it commits or none. */
enum fault_code seal_commit(struct seal *seal, struct db *db, struct fault *fault) MUST_USE;
/* From the next commit on those of KEYS that are the log's sign; TAKEN, which may be filled on a fault too, must outlive the seal. */
enum fault_code seal_keys_take(struct seal *seal, struct db *db, const struct keys *keys, struct keys **taken,
                               struct fault *fault) MUST_USE;
const struct keys *seal_keys(const struct seal *seal);
void seal_stats(const struct seal *seal, struct store_stats *out);

struct writer;
enum fault_code writer_new(struct store *store, struct db *db, struct writer **out, struct fault *fault) MUST_USE;
void writer_free(struct writer *writer); /* runs what is queued, checkpoints, ends the thread; does not close the db */
enum fault_code writer_run(struct writer *writer, store_job job, void *context, struct fault *fault) MUST_USE;
/* After what is queued, anew_settle and wal_truncate. */
enum fault_code writer_forget(struct writer *writer, struct fault *fault) MUST_USE;
bool writer_failed(const struct writer *writer);
/* Those of KEYS that are the log's sign from now on, in OUT; they must outlive the writer. OUT may be filled on a fault too. */
enum fault_code writer_keys_use(struct writer *writer, const struct keys *keys, struct keys **out, struct fault *fault) MUST_USE;
const struct keys *writer_keys(const struct writer *writer);
void writer_on_event(struct writer *writer, store_event_fn fn, void *context);
void writer_stats(const struct writer *writer, struct store_stats *out);

struct readers;
enum fault_code readers_new(const char *file, struct readers **out, struct fault *fault) MUST_USE;
void readers_free(struct readers *readers); /* NULL allowed; none may be borrowed */
enum fault_code readers_borrow(struct readers *readers, struct db **out, struct fault *fault) MUST_USE;
void readers_return(struct readers *readers, struct db *db);

/* Applies one event to every projection: when it is appended, and when projections are rebuilt (project.c). */
enum fault_code project_event(struct db *db, const struct event *event, struct fault *fault) MUST_USE;
extern const char *const project_tables[]; /* names; NULL-terminated */

/* A payload while it is written; PAYLOAD_SIZE is a ceiling. payload_text is NULL unless it came out whole. */
struct payload {
    struct buf buf;
    struct json_out json;
};
void payload_begin(struct payload *payload);
const char *payload_end(struct payload *payload);
void payload_release(struct payload *payload);
void random_bytes(unsigned char *out, size_t size); /* at most 32 */
#endif
