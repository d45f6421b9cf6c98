/*
 * query.c - statements: prepared once a connection, bound by name, read by column, their first failure kept.
 */
#include <stdlib.h>
#include <string.h>
#include "store_internal.h"

static struct db_statement *find_slot(struct db *db, const char *sql)
{
    size_t at = (size_t)(((uint64_t)(uintptr_t)sql * 0x9e3779b97f4a7c15u) >> 56) % DB_STATEMENTS;
    for (size_t tries = 0; tries < DB_STATEMENTS; tries++, at = (at + 1) % DB_STATEMENTS)
        if (!db->statements[at].sql || db->statements[at].sql == sql)
            return &db->statements[at];
    return NULL;
}

static void prepare(struct query *query, const char *sql, unsigned flags)
{
    int result = sqlite3_prepare_v3(query->db->handle, sql, -1, flags, &query->statement, NULL);
    if (result != SQLITE_OK)
        query->code = db_fault(query->db, result, query->fault);
}

static bool begin(struct query *query, struct db *db, struct fault *fault)
{
    *query = (struct query){.db = db, .fault = fault};
    /* After such a failure SQLite may have ended the transaction: a statement now would commit by itself. */
    if (db->trouble != SQLITE_OK)
        query->code = fault_set(fault, FAULT_STORAGE, "The database failed earlier in this transaction.");
    return query->code == FAULT_NONE;
}

void query_open_once(struct query *query, struct db *db, const char *sql, struct fault *fault)
{
    if (begin(query, db, fault))
        prepare(query, sql, 0);
}

void query_open(struct query *query, struct db *db, const char *sql, struct fault *fault)
{
    if (!begin(query, db, fault))
        return;
    struct db_statement *slot = find_slot(db, sql);
    if (!slot || slot->busy) { /* full, or open further up the stack: this query gets a statement of its own */
        prepare(query, sql, 0);
        return;
    }
    if (!slot->statement) {
        prepare(query, sql, SQLITE_PREPARE_PERSISTENT);
        if (query->code != FAULT_NONE)
            return;
        slot->sql = sql;
        slot->statement = query->statement;
    }
    slot->busy = true;
    query->slot = slot;
    query->statement = slot->statement;
}

/* ---- binding ---- */

static int place_of(struct query *query, const char *name)
{
    if (query->code != FAULT_NONE)
        return 0;
    int place = sqlite3_bind_parameter_index(query->statement, name);
    if (place < 1 || place > 64) {
        query->code = fault_set(query->fault, FAULT_INTERNAL, "A statement has no parameter %s.", name);
        return 0;
    }
    query->bound |= UINT64_C(1) << (place - 1);
    return place;
}

static void bound(struct query *query, int result)
{
    if (result != SQLITE_OK)
        query->code = db_fault(query->db, result, query->fault);
}

bool query_has(struct query *query, const char *name)
{
    return query->code == FAULT_NONE && sqlite3_bind_parameter_index(query->statement, name) > 0;
}

void bind_integer(struct query *query, const char *name, int64_t value)
{
    int place = place_of(query, name);
    if (place)
        bound(query, sqlite3_bind_int64(query->statement, place, value));
}

void bind_integer_or_null(struct query *query, const char *name, int64_t value, int64_t none)
{
    int place = place_of(query, name);
    if (place)
        bound(query, value == none ? sqlite3_bind_null(query->statement, place)
                                   : sqlite3_bind_int64(query->statement, place, value));
}

void bind_date(struct query *query, const char *name, struct date date)
{
    bind_integer_or_null(query, name, date.day, date.day == DATE_MAX.day ? DATE_MAX.day : DATE_MIN.day);
}

void bind_text(struct query *query, const char *name, const char *text)
{
    bind_document(query, name, text, text ? strlen(text) : 0);
}

void bind_document(struct query *query, const char *name, const char *text, size_t size)
{
    int place = place_of(query, name);
    if (place) /* NULL text binds NULL */
        bound(query, sqlite3_bind_text64(query->statement, place, text, size, SQLITE_STATIC, SQLITE_UTF8));
}

void bind_bytes(struct query *query, const char *name, const void *bytes, size_t size)
{
    int place = place_of(query, name);
    if (place)
        bound(query, sqlite3_bind_blob64(query->statement, place, bytes, size, SQLITE_STATIC));
}

/* ---- running ---- */

static void check_all_bound(struct query *query)
{
    int count = sqlite3_bind_parameter_count(query->statement);
    uint64_t all = count >= 64 ? UINT64_MAX : (UINT64_C(1) << count) - 1;
    if (query->bound != all)
        query->code = fault_set(query->fault, FAULT_INTERNAL, "A statement was left with an unbound parameter.");
    query->started = true;
}

bool query_next(struct query *query)
{
    if (query->code == FAULT_NONE && !query->started)
        check_all_bound(query);
    if (query->code != FAULT_NONE)
        return false;
    int result = sqlite3_step(query->statement);
    if (result == SQLITE_ROW)
        return true;
    if (result == SQLITE_DONE)
        query->changes = sqlite3_changes(query->db->handle);
    else
        query->code = db_fault(query->db, result, query->fault);
    return false;
}

bool query_one(struct query *query, const char *absent)
{
    if (query_next(query))
        return true;
    if (query->code == FAULT_NONE)
        query->code = fault_set(query->fault, FAULT_ABSENT, "%s", absent);
    return false;
}

enum fault_code query_close(struct query *query)
{
    if (query->slot) {
        sqlite3_reset(query->statement);
        sqlite3_clear_bindings(query->statement);
        query->slot->busy = false;
    } else {
        sqlite3_finalize(query->statement);
    }
    query->statement = NULL;
    return query->code;
}

enum fault_code query_run(struct query *query)
{
    while (query_next(query))
        ;
    return query_close(query);
}

enum fault_code query_run_one(struct query *query, const char *otherwise)
{
    enum fault_code code = query_run(query);
    if (code == FAULT_NONE && query->changes != 1)
        code = fault_set(query->fault, FAULT_INTERNAL, "%s", otherwise);
    return code;
}

/* ---- columns ---- */

int64_t column_integer(struct query *query, int column)
{
    return sqlite3_column_int64(query->statement, column);
}

int64_t column_integer_or(struct query *query, int column, int64_t none)
{
    if (sqlite3_column_type(query->statement, column) == SQLITE_NULL)
        return none;
    return sqlite3_column_int64(query->statement, column);
}

struct date column_date(struct query *query, int column, struct date none)
{
    return (struct date){(int32_t)column_integer_or(query, column, none.day)};
}

struct instant column_instant(struct query *query, int column)
{
    return (struct instant){column_integer_or(query, column, 0)};
}

const char *column_text(struct query *query, int column)
{
    if (sqlite3_column_type(query->statement, column) == SQLITE_NULL)
        return NULL;
    const char *text = (const char *)sqlite3_column_text(query->statement, column);
    if (!text)
        query->code = db_fault(query->db, SQLITE_NOMEM, query->fault);
    return text;
}

char *column_dup(struct query *query, struct arena *arena, int column)
{
    const char *text = column_text(query, column);
    if (!text)
        return NULL;
    char *copy = arena_dup_bytes(arena, text, (size_t)sqlite3_column_bytes(query->statement, column));
    if (!copy)
        query->code = fault_memory(query->fault);
    return copy;
}

void column_copy(struct query *query, int column, char *out, size_t size)
{
    const char *text = column_text(query, column);
    size_t length = text ? (size_t)sqlite3_column_bytes(query->statement, column) : 0;
    if (length >= size) {
        query->code = fault_set(query->fault, FAULT_INTERNAL, "The database holds a text that is too long.");
        length = 0;
    }
    if (length)
        memcpy(out, text, length);
    out[length] = '\0';
}

void column_bytes(struct query *query, int column, void *out, size_t size)
{
    const void *bytes = sqlite3_column_blob(query->statement, column);
    if (bytes && (size_t)sqlite3_column_bytes(query->statement, column) == size)
        memcpy(out, bytes, size);
    else
        query->code = fault_set(query->fault, FAULT_INTERNAL, "The database holds a value of the wrong size.");
}
