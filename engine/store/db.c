/*
 * db.c - one connection: opening it the way every connection must be, and what SQLite's results mean.
 */
#include "store_internal.h"
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include "signpost/fault.h"

/* Process-wide memory accounting would make every thread take one lock for each allocation. */
static void library_configure(void)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

bool db_is_poison(int result, int system_errno)
{
    switch (result) {
    case SQLITE_IOERR_WRITE:
        return system_errno != EDQUOT && system_errno != ENOSPC;
    case SQLITE_IOERR_FSYNC:
    case SQLITE_IOERR_DIR_FSYNC:
    case SQLITE_IOERR_TRUNCATE:
        return true;
    default:
        return (result & 0xff) == SQLITE_CORRUPT || (result & 0xff) == SQLITE_NOTADB;
    }
}

static bool is_trouble(int result)
{
    switch (result & 0xff) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CANTOPEN:
    case SQLITE_INTERRUPT:
        return true;
    default:
        return false;
    }
}

static enum fault_code constraint_fault(struct db *db, int result, struct fault *fault)
{
    if (result == SQLITE_CONSTRAINT_UNIQUE || result == SQLITE_CONSTRAINT_PRIMARYKEY ||
        result == SQLITE_CONSTRAINT_ROWID)
        return fault_set(fault, FAULT_CONFLICT, "That is there already (%s).", sqlite3_errmsg(db->handle));
    return fault_set(fault, FAULT_INTERNAL, "The database refused a row: %s.", sqlite3_errmsg(db->handle));
}

bool db_found_damage(struct db *db)
{
    int kind = db->trouble & 0xff;
    if (kind != SQLITE_CORRUPT && kind != SQLITE_NOTADB)
        return false;
    db->trouble = SQLITE_OK; /* a read transaction goes on after it */
    return true;
}

enum fault_code db_fault(struct db *db, int result, struct fault *fault)
{
    if (is_trouble(result) && db->trouble == SQLITE_OK) {
        db->trouble = result;
        db->system_errno = db->handle ? sqlite3_system_errno(db->handle) : 0;
    }
    const char *message = db->handle ? sqlite3_errmsg(db->handle) : sqlite3_errstr(result);
    if (result == SQLITE_IOERR_NOMEM)
        return fault_memory(fault);
    switch (result & 0xff) {
    case SQLITE_CONSTRAINT:
        return constraint_fault(db, result, fault);
    case SQLITE_NOMEM:
        return fault_memory(fault);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return fault_set(fault, FAULT_BUSY, "The database is in use by another program; try again.");
    case SQLITE_FULL:
        return fault_set(fault, FAULT_STORAGE, "The disk is full: nothing was saved. Make room and try again.");
    case SQLITE_NOTADB:
        return fault_set(fault, FAULT_INPUT, "This file is not a database.");
    case SQLITE_IOERR:
    case SQLITE_CORRUPT:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_NOLFS:
        return fault_set(fault, FAULT_STORAGE, "The database could not be read or written: %s (%d).", message, result);
    default:
        return fault_set(fault, FAULT_INTERNAL, "The database refused a statement: %s (%d).", message, result);
    }
}

enum fault_code db_script(struct db *db, const char *sql, struct fault *fault)
{
    int result = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
    return result == SQLITE_OK ? FAULT_NONE : db_fault(db, result, fault);
}

enum fault_code db_run(struct db *db, const char *sql, struct fault *fault)
{
    struct query query;
    query_open(&query, db, sql, fault);
    return query_run(&query);
}

enum fault_code db_pragma(struct db *db, const char *sql, int64_t *out, struct fault *fault)
{
    struct query query;
    query_open_once(&query, db, sql, fault);
    if (query_one(&query, "The database did not answer."))
        *out = column_integer(&query, 0);
    return query_close(&query);
}

void db_forget_statements(struct db *db)
{
    for (int i = 0; i < DB_STATEMENTS; i++)
        sqlite3_finalize(db->statements[i].statement);
    memset(db->statements, 0, sizeof db->statements);
}

/* What holds for every connection, whoever opens it: nothing in the file can change how it is read. */
static int harden(sqlite3 *handle)
{
    static const struct { int option, value; } options[] = {
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1},          {SQLITE_DBCONFIG_ENABLE_TRIGGER, 1},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},       {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_DQS_DDL, 0},              {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0}, {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1},
    };
    int result = SQLITE_OK;
    for (size_t i = 0; i < sizeof options / sizeof options[0] && result == SQLITE_OK; i++)
        result = sqlite3_db_config(handle, options[i].option, options[i].value, NULL);
    if (result == SQLITE_OK)
        result = sqlite3_wal_autocheckpoint(handle, 0);
    if (result == SQLITE_OK)
        result = sqlite3_busy_timeout(handle, DB_BUSY_MILLISECONDS);
    return result;
}

static const char *pragmas(enum db_mode mode)
{
    switch (mode) {
    case DB_CREATE:
        return "PRAGMA recursive_triggers = ON; PRAGMA secure_delete = ON; PRAGMA journal_mode = WAL; PRAGMA synchronous = EXTRA";
    case DB_WRITE: /* secure_delete: what is deleted or replaced is overwritten too, so that a person can be erased */
        return "PRAGMA recursive_triggers = ON; PRAGMA secure_delete = ON; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
               "PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY";
    default:
        return "PRAGMA recursive_triggers = ON; PRAGMA query_only = ON; PRAGMA cache_size = -2048";
    }
}

static enum fault_code check_wal(struct db *db, struct fault *fault)
{
    struct query query;
    bool wal = false;
    query_open_once(&query, db, "PRAGMA journal_mode", fault);
    if (query_one(&query, "The database did not answer."))
        wal = column_text(&query, 0) && strcmp(column_text(&query, 0), "wal") == 0;
    enum fault_code code = query_close(&query);
    if (code == FAULT_NONE && !wal)
        return fault_set(fault, FAULT_STORAGE,
                         "The database cannot use write-ahead logging here: keep it on a local disk.");
    return code;
}

enum fault_code db_open(const char *file, enum db_mode mode, struct db **out, struct fault *fault)
{
    static pthread_once_t configured = PTHREAD_ONCE_INIT;
    pthread_once(&configured, library_configure);
    int flags = mode == DB_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    enum fault_code code = FAULT_NONE;
    struct db *db = calloc(1, sizeof *db);
    if (!db)
        return fault_memory(fault);
    int result = sqlite3_open_v2(file, &db->handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    if (result == SQLITE_OK)
        result = harden(db->handle);
    if (result != SQLITE_OK)
        code = db_fault(db, result, fault);
    if (code == FAULT_NONE)
        code = db_script(db, pragmas(mode), fault);
    if (code == FAULT_NONE && mode < DB_READ)
        code = check_wal(db, fault);
    if (code == FAULT_INPUT)
        fault_at(fault, code, file, 0, "this is not a Signpost database");
    if (code == FAULT_NONE)
        *out = db;
    else
        db_close(db);
    return code;
}

void db_close(struct db *db)
{
    if (!db)
        return;
    db_forget_statements(db);
    sqlite3_close(db->handle);
    free(db);
}
