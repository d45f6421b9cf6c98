/*
 * rebuild.c - the projections made again from the events alone, compared row by row with those that stand, and put in
 * their place. Empty temporary tables of the same names, made from the same schema, stand in front of the real ones
 * while project.c's own statements run, so a rebuilt row is made by the same text as an appended one. The rebuilt rows
 * are walked beside those that stand, both in order of their numbers, so that a million of them need no memory.
 */
#include <stdio.h>
#include <string.h>
#include "store_internal.h"

#define SQL_MAX 4096

struct rebuild {
    struct db *db;
    projection_fn found;    /* each difference */
    projection_event_fn refused; /* NULL: an event that cannot be applied ends it */
    void *context;
    struct fault *fault;
};

/* "CREATE TABLE x" -> "CREATE TEMP TABLE x"; "CREATE [UNIQUE] INDEX x" -> "CREATE [UNIQUE] INDEX temp.x". */
static bool shadow_sql(const char *sql, char out[SQL_MAX])
{
    static const struct { const char *from, *to; } forms[] = {
        {"CREATE TABLE ", "CREATE TEMP TABLE "},
        {"CREATE INDEX ", "CREATE INDEX temp."},
        {"CREATE UNIQUE INDEX ", "CREATE UNIQUE INDEX temp."},
    };
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        size_t length = strlen(forms[i].from);
        if (strncmp(sql, forms[i].from, length) != 0)
            continue;
        int size = snprintf(out, SQL_MAX, "%s%s", forms[i].to, sql + length);
        return size > 0 && size < SQL_MAX;
    }
    return false;
}

static enum fault_code make_shadow(struct rebuild *rebuild, const char *table)
{
    struct query query;
    enum fault_code code = FAULT_NONE;
    query_open_once(&query, rebuild->db,
                    "SELECT sql FROM main.sqlite_schema WHERE tbl_name = :table AND sql IS NOT NULL"
                    " ORDER BY type DESC, name",
                    rebuild->fault); /* the table before its indices */
    bind_text(&query, ":table", table);
    while (code == FAULT_NONE && query_next(&query)) {
        char sql[SQL_MAX];
        const char *text = column_text(&query, 0);
        if (!text)
            continue;
        if (shadow_sql(text, sql))
            code = db_script(rebuild->db, sql, rebuild->fault);
        else
            code = fault_set(rebuild->fault, FAULT_INTERNAL, "The table %s cannot be rebuilt.", table);
    }
    enum fault_code closed = query_close(&query);
    return code != FAULT_NONE ? code : closed;
}

static enum fault_code apply(void *context, const struct event *event, const char *trouble, struct fault *fault)
{
    struct rebuild *rebuild = context;
    struct fault why = {0};
    enum fault_code code = trouble ? fault_set(&why, FAULT_INTERNAL, "%s.", trouble)
                                   : project_event(rebuild->db, event, &why);
    if (code == FAULT_INTERNAL && rebuild->refused)
        return rebuild->refused(rebuild->context, event->seq, why.message, fault);
    if (code != FAULT_NONE)
        fault_set(fault, code, "Event %lld cannot be applied: %s", (long long)event->seq, why.message);
    return code;
}

/* ---- comparing ---- */

/* A value in words: a text in quotation marks, cut where it is long. */
static void value_words(sqlite3_stmt *row, int column, char *out, size_t size)
{
    switch (sqlite3_column_type(row, column)) {
    case SQLITE_NULL:
        snprintf(out, size, "nothing");
        break;
    case SQLITE_INTEGER:
        snprintf(out, size, "%lld", (long long)sqlite3_column_int64(row, column));
        break;
    default:
        snprintf(out, size, "\"%.80s\"", (const char *)sqlite3_column_text(row, column));
    }
}

static bool same_value(sqlite3_stmt *a, sqlite3_stmt *b, int column)
{
    int type = sqlite3_column_type(a, column);
    if (type != sqlite3_column_type(b, column))
        return false;
    if (type == SQLITE_INTEGER)
        return sqlite3_column_int64(a, column) == sqlite3_column_int64(b, column);
    const void *left = sqlite3_column_blob(a, column), *right = sqlite3_column_blob(b, column);
    int size = sqlite3_column_bytes(a, column);
    return size == sqlite3_column_bytes(b, column) && (size == 0 || memcmp(left, right, (size_t)size) == 0);
}

/* The same row on both sides: its first column that differs is named, with what stands there and what should. */
static enum fault_code compare_row(struct rebuild *rebuild, const char *table, sqlite3_stmt *stands, sqlite3_stmt *made)
{
    for (int column = 1; column < sqlite3_column_count(made); column++) {
        char have[100], want[100], words[300];
        if (same_value(stands, made, column))
            continue;
        value_words(stands, column, have, sizeof have);
        value_words(made, column, want, sizeof want);
        snprintf(words, sizeof words, "%s is %s, the events say %s", sqlite3_column_name(made, column), have, want);
        return rebuild->found(rebuild->context, table, sqlite3_column_int64(made, 0), words, rebuild->fault);
    }
    return FAULT_NONE;
}

/* Both in order of the first column, the row's number: whoever is behind has a row that the other lacks. */
static enum fault_code walk(struct rebuild *rebuild, const char *table, struct query *stands, struct query *made)
{
    bool a = query_next(stands), b = query_next(made);
    enum fault_code code = FAULT_NONE;
    while ((a || b) && code == FAULT_NONE) {
        int64_t left = a ? column_integer(stands, 0) : INT64_MAX, right = b ? column_integer(made, 0) : INT64_MAX;
        if (a && b && left == right)
            code = compare_row(rebuild, table, stands->statement, made->statement);
        else if (a && (!b || left < right))
            code = rebuild->found(rebuild->context, table, left, "no event makes it", rebuild->fault);
        else
            code = rebuild->found(rebuild->context, table, right, "it is missing", rebuild->fault);
        bool step_a = a && (!b || left <= right), step_b = b && (!a || right <= left);
        if (step_a)
            a = query_next(stands);
        if (step_b)
            b = query_next(made);
    }
    return code;
}

static enum fault_code compare(struct rebuild *rebuild, const char *table)
{
    char sql[SQL_MAX];
    struct query stands, made;
    snprintf(sql, sizeof sql, "SELECT * FROM main.%s ORDER BY 1", table);
    query_open_once(&stands, rebuild->db, sql, rebuild->fault);
    snprintf(sql, sizeof sql, "SELECT * FROM temp.%s ORDER BY 1", table);
    query_open_once(&made, rebuild->db, sql, rebuild->fault);
    enum fault_code code = walk(rebuild, table, &stands, &made);
    enum fault_code closed_stands = query_close(&stands), closed_made = query_close(&made);
    return code != FAULT_NONE ? code : closed_stands != FAULT_NONE ? closed_stands : closed_made;
}

static enum fault_code replace(struct rebuild *rebuild, const char *table)
{
    char sql[SQL_MAX];
    snprintf(sql, sizeof sql, "DELETE FROM main.%s; INSERT INTO main.%s SELECT * FROM temp.%s ORDER BY 1", table, table,
             table);
    return db_script(rebuild->db, sql, rebuild->fault);
}

static enum fault_code each_table(struct rebuild *rebuild, enum fault_code (*step)(struct rebuild *, const char *))
{
    enum fault_code code = FAULT_NONE;
    for (int i = 0; project_tables[i] && code == FAULT_NONE; i++)
        code = step(rebuild, project_tables[i]);
    return code;
}

static enum fault_code drop_shadow(struct rebuild *rebuild, const char *table)
{
    char sql[SQL_MAX];
    snprintf(sql, sizeof sql, "DROP TABLE IF EXISTS temp.%s", table);
    return db_script(rebuild->db, sql, rebuild->fault);
}

static enum fault_code run(struct rebuild *rebuild, bool keep)
{
    db_forget_statements(rebuild->db); /* kept ones mean the real tables, those prepared now the shadows */
    enum fault_code code = each_table(rebuild, make_shadow);
    if (code == FAULT_NONE)
        code = event_each_raw(rebuild->db, apply, rebuild, rebuild->fault);
    if (code == FAULT_NONE)
        code = each_table(rebuild, compare);
    if (code == FAULT_NONE && keep)
        code = each_table(rebuild, replace);
    db_forget_statements(rebuild->db);
    if (code != FAULT_NONE)
        rebuild->fault = NULL; /* keeps the first fault's words */
    enum fault_code dropped = each_table(rebuild, drop_shadow);
    return code != FAULT_NONE ? code : dropped;
}

/* ---- doctor: mending ---- */

struct mending {
    const char *file;
    struct findings *findings;
    int64_t different;
};

static enum fault_code count(void *context, const char *table, int64_t row, const char *words, struct fault *fault)
{
    struct mending *mending = context;
    (void)fault;
    mending->different++;
    if (mending->findings)
        findings_add(mending->findings, mending->file, 0, "table %s, row %lld is not what the events say: %s", table,
                     (long long)row, words);
    return FAULT_NONE;
}

enum fault_code projections_rebuild(struct tx *tx, bool check_only, int64_t *different, struct findings *findings,
                                    struct fault *fault)
{
    struct mending mending = {.file = store_file(tx->store), .findings = findings};
    struct rebuild rebuild = {.db = tx->db, .found = count, .context = &mending, .fault = fault};
    enum fault_code code = run(&rebuild, !check_only);
    if (code == FAULT_NONE)
        *different = mending.different;
    return code;
}

/* ---- audit: looking ---- */

enum fault_code projections_check(struct db *db, projection_fn found, projection_event_fn refused, void *context,
                                  struct fault *fault)
{
    struct rebuild rebuild = {.db = db, .found = found, .refused = refused, .context = context, .fault = fault};
    /* A reader's connection is opened read-only, which spares its temporary tables; query_only does not. */
    enum fault_code code = db_script(db, "PRAGMA query_only = OFF", fault);
    if (code == FAULT_NONE)
        code = run(&rebuild, false);
    enum fault_code again = db_script(db, "PRAGMA query_only = ON", code == FAULT_NONE ? fault : NULL);
    return code != FAULT_NONE ? code : again;
}
