/*
 * rebuild.c - the projections made again from the events alone, compared row by row with those that stand, and put in
 * their place. Empty temporary tables of the same names, made from the same schema, stand in front of the real ones
 * while project.c's own statements run, so a rebuilt row is made by the same text as an appended one.
 */
#include <stdio.h>
#include <string.h>
#include "store_internal.h"

#define SQL_MAX 4096

struct rebuild {
    struct db *db;
    const char *file; /* for findings */
    struct findings *findings;
    int64_t different;
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

static enum fault_code apply(void *context, const struct event *event, struct fault *fault)
{
    struct rebuild *rebuild = context;
    struct fault why = {0};
    enum fault_code code = project_event(rebuild->db, event, &why);
    if (code != FAULT_NONE)
        fault_set(fault, code, "Event %lld cannot be applied: %s", (long long)event->seq, why.message);
    return code;
}

static enum fault_code compare(struct rebuild *rebuild, const char *table)
{
    char sql[SQL_MAX];
    struct query query;
    int64_t last = -1;
    snprintf(sql, sizeof sql,
             "SELECT * FROM (SELECT * FROM main.%s EXCEPT SELECT * FROM temp.%s) UNION ALL"
             " SELECT * FROM (SELECT * FROM temp.%s EXCEPT SELECT * FROM main.%s) ORDER BY 1",
             table, table, table, table);
    query_open_once(&query, rebuild->db, sql, rebuild->fault);
    while (query_next(&query)) {
        int64_t row = column_integer(&query, 0);
        if (row == last)
            continue; /* the other side of the same row */
        last = row;
        rebuild->different++;
        if (rebuild->findings)
            findings_add(rebuild->findings, rebuild->file, 0, "table %s, row %lld is not what the events say", table,
                         (long long)row);
    }
    return query_close(&query);
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

enum fault_code projections_rebuild(struct tx *tx, bool check_only, int64_t *different, struct findings *findings,
                                    struct fault *fault)
{
    struct rebuild rebuild = {.db = tx->db, .file = store_file(tx->store), .findings = findings, .fault = fault};
    db_forget_statements(tx->db); /* kept ones mean the real tables, those prepared now the shadows */
    enum fault_code code = each_table(&rebuild, make_shadow);
    if (code == FAULT_NONE)
        code = event_each(tx->db, 0, -1, apply, &rebuild, fault);
    if (code == FAULT_NONE)
        code = each_table(&rebuild, compare);
    if (code == FAULT_NONE && !check_only)
        code = each_table(&rebuild, replace);
    db_forget_statements(tx->db);
    if (code != FAULT_NONE)
        rebuild.fault = NULL; /* keeps the first fault's words */
    enum fault_code dropped = each_table(&rebuild, drop_shadow);
    if (code == FAULT_NONE)
        code = dropped;
    if (code == FAULT_NONE)
        *different = rebuild.different;
    return code;
}
