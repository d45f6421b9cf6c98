/*
 * store_audit.c - what an audit reads: the schema beside the one that the migrations make, and rows as they stand,
 * however somebody left them. Nothing here takes for granted that a row was written by this program.
 */
#include <stdio.h>
#include <string.h>
#include "store_internal.h"

/* ---- the schema ---- */

/* Both sides in order of type and name; each statement: type, name, sql. */
#define SCHEMA "SELECT type, name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name"

static int order_of(struct query *a, struct query *b)
{
    const char *left = column_text(a, 0), *right = column_text(b, 0);
    int order = strcmp(left ? left : "", right ? right : "");
    if (order != 0)
        return order;
    left = column_text(a, 1), right = column_text(b, 1);
    return strcmp(left ? left : "", right ? right : "");
}

static void schema_found(struct findings *findings, struct query *query, const char *words)
{
    char where[200];
    const char *type = column_text(query, 0), *name = column_text(query, 1);
    snprintf(where, sizeof where, "%.20s %.160s", type ? type : "?", name ? name : "?");
    findings_add(findings, where, 0, "%s", words);
}

static bool same_sql(struct query *a, struct query *b)
{
    const char *left = column_text(a, 2), *right = column_text(b, 2);
    return left && right && strcmp(left, right) == 0;
}

static void schema_walk(struct query *stands, struct query *made, struct findings *findings)
{
    bool a = query_next(stands), b = query_next(made);
    while (a || b) {
        int order = a && b ? order_of(stands, made) : a ? -1 : 1;
        if (order < 0)
            schema_found(findings, stands, "Signpost does not make it: somebody added it.");
        else if (order > 0)
            schema_found(findings, made, "it is missing: somebody dropped it.");
        else if (!same_sql(stands, made))
            schema_found(findings, stands, "it is not as Signpost makes it: somebody changed it.");
        if (order <= 0)
            a = query_next(stands);
        if (order >= 0)
            b = query_next(made);
    }
}

enum fault_code schema_check(struct db *db, struct findings *findings, struct fault *fault)
{
    struct db fresh = {0};
    struct query stands, made;
    enum fault_code code = FAULT_NONE;
    int result = sqlite3_open_v2(":memory:", &fresh.handle,
                                 SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
    if (result != SQLITE_OK)
        code = db_fault(&fresh, result, fault);
    if (code == FAULT_NONE)
        code = migrate(&fresh, ":memory:", true, fault);
    if (code == FAULT_NONE) {
        query_open_once(&stands, db, SCHEMA, fault);
        query_open_once(&made, &fresh, SCHEMA, fault);
        schema_walk(&stands, &made, findings);
        enum fault_code closed_stands = query_close(&stands), closed_made = query_close(&made);
        code = closed_stands != FAULT_NONE ? closed_stands : closed_made;
    }
    sqlite3_close(fresh.handle);
    return code;
}

/* ---- events ---- */

#define DAY_LEAST -25567 /* 1900-01-01 */
#define DAY_MOST 2932896 /* 9999-12-31 */

static bool is_text(struct query *query, int column)
{
    const char *text = sqlite3_column_type(query->statement, column) == SQLITE_TEXT ? column_text(query, column) : NULL;
    return text && strlen(text) == (size_t)sqlite3_column_bytes(query->statement, column);
}

static bool is_number(struct query *query, int column, int64_t least, int64_t most)
{
    int64_t number = column_integer(query, column);
    return sqlite3_column_type(query->statement, column) == SQLITE_INTEGER && number >= least && number <= most;
}

static bool is_null(struct query *query, int column)
{
    return sqlite3_column_type(query->statement, column) == SQLITE_NULL;
}

static bool is_hash(struct query *query, int column)
{
    return sqlite3_column_type(query->statement, column) == SQLITE_BLOB &&
           sqlite3_column_bytes(query->statement, column) == EVENT_HASH;
}

/* What no event of ours can have; NULL: nothing. */
static const char *event_trouble(struct query *query)
{
    if (!is_text(query, 1))
        return "kind is no text";
    if (!is_number(query, 2, 0, INT64_MAX))
        return "recorded_at is no instant";
    if (!is_null(query, 3) && !is_number(query, 3, 1, INT64_MAX))
        return "by_person is no person's number";
    if (!is_null(query, 4) && !is_number(query, 4, 1, INT64_MAX))
        return "about is no person's number";
    if (!is_null(query, 5) && (!is_text(query, 5) || !*column_text(query, 5)))
        return "school is no code";
    if (!is_null(query, 6) && !is_number(query, 6, DAY_LEAST, DAY_MOST))
        return "date is no date";
    if (!is_text(query, 7))
        return "payload is no text";
    if (!is_hash(query, 8))
        return "salt is not 32 bytes";
    return is_hash(query, 9) ? NULL : "leaf is not 32 bytes";
}

/* As far as it can be. */
static void event_read(struct query *query, bool sound, struct event *out)
{
    *out = (struct event){.seq = column_integer(query, 0), .kind = "", .payload = "", .date = DATE_MIN};
    if (!sound)
        return;
    out->kind = column_text(query, 1);
    out->recorded_at = column_instant(query, 2);
    out->by = column_integer(query, 3);
    out->about = column_integer(query, 4);
    out->school = column_text(query, 5);
    out->date = column_date(query, 6, DATE_MIN);
    out->payload = column_text(query, 7);
    column_bytes(query, 8, out->salt, sizeof out->salt);
    column_bytes(query, 9, out->leaf, sizeof out->leaf);
}

enum fault_code event_each_raw(struct db *db, event_raw_fn fn, void *context, struct fault *fault)
{
    struct query query;
    enum fault_code code = FAULT_NONE;
    query_open(&query, db,
               "SELECT seq, kind, recorded_at, by_person, about, school, date, payload, salt, leaf FROM event"
               " ORDER BY seq",
               fault);
    while (code == FAULT_NONE && query_next(&query)) {
        struct event event;
        const char *trouble = event_trouble(&query);
        if (query.code == FAULT_NONE)
            event_read(&query, !trouble, &event);
        if (query.code == FAULT_NONE)
            code = fn(context, &event, trouble, fault);
    }
    enum fault_code closed = query_close(&query);
    return code != FAULT_NONE ? code : closed;
}

enum fault_code zone_recorded(struct db *db, struct arena *arena, const char **out, struct fault *fault)
{
    struct query query;
    query_open(&query, db, "SELECT payload ->> 'zone' FROM event WHERE kind = 'institution.named' AND json_valid(payload)"
                           " ORDER BY seq DESC LIMIT 1", fault);
    *out = query_next(&query) ? column_dup(&query, arena, 0) : NULL;
    return query_close(&query);
}

/* ---- the log ---- */

enum fault_code log_node_get(struct db *db, int level, int64_t number, struct log_hash *out, struct fault *fault)
{
    struct query query;
    query_open(&query, db, "SELECT hash FROM log_node WHERE level = :level AND number = :number", fault);
    bind_integer(&query, ":level", level);
    bind_integer(&query, ":number", number);
    if (query_one(&query, "The log has no such hash.")) {
        if (is_hash(&query, 0))
            column_bytes(&query, 0, out->bytes, sizeof out->bytes);
        else
            query.code = fault_set(fault, FAULT_ABSENT, "It is not 32 bytes.");
    }
    return query_close(&query);
}

enum fault_code log_node_beyond(struct db *db, int64_t size, log_node_fn fn, void *context, struct fault *fault)
{
    struct query query;
    enum fault_code code = FAULT_NONE;
    query_open(&query, db, "SELECT level, number FROM log_node WHERE level NOT BETWEEN 1 AND 7 OR number < 0"
                           " OR number >= :size >> (8 * level) ORDER BY level, number", fault);
    bind_integer(&query, ":size", size);
    while (code == FAULT_NONE && query_next(&query))
        code = fn(context, (int)column_integer(&query, 0), column_integer(&query, 1), fault);
    enum fault_code closed = query_close(&query);
    return code != FAULT_NONE ? code : closed;
}

enum fault_code cosignature_each_raw(struct db *db, cosignature_raw_fn fn, void *context, struct fault *fault)
{
    struct query query;
    enum fault_code code = FAULT_NONE;
    query_open(&query, db, "SELECT number, witness, size, root, at, note FROM cosignature ORDER BY number", fault);
    while (code == FAULT_NONE && query_next(&query)) {
        struct cosignature_raw raw = {
            .number = column_integer(&query, 0),
            .row = {.witness = column_integer(&query, 1), .size = column_integer(&query, 2),
                    .at = column_instant(&query, 4), .note = column_text(&query, 5)},
        };
        if (is_hash(&query, 3))
            column_bytes(&query, 3, raw.row.root.bytes, sizeof raw.row.root.bytes);
        if (query.code == FAULT_NONE)
            code = fn(context, &raw, fault);
    }
    enum fault_code closed = query_close(&query);
    return code != FAULT_NONE ? code : closed;
}
