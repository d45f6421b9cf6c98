/*
 * store_share.c - which records their holders let others see, and what may be told of a record to whom.
 *
 * Nothing here lists what is shared: a record is found by its number alone, and what is not there and what is not shared are
 * one answer of one statement.
 */
#include <string.h>
#include "store_internal.h"

static const char *const kinds[] = {[RECORD_COMPLETION] = "completion", [RECORD_SCORE] = "score"};

static enum record_kind kind_of(const char *text)
{
    return text && strcmp(text, kinds[RECORD_SCORE]) == 0 ? RECORD_SCORE : RECORD_COMPLETION;
}

static void read_share(struct query *query, int column, struct share *out)
{
    int64_t name = column_integer_or(query, column, -1);
    *out = (struct share){.on = name >= 0, .name = name == 1, .since = column_instant(query, column + 1)};
}

/* ---- what its holder chose ---- */

struct sharing { const char *record; int64_t person; };

static void open_own(struct query *query, struct tx *tx, const char *sql, const struct sharing *what, struct fault *fault)
{
    query_open(query, tx->db, sql, fault);
    bind_text(query, ":record", what->record);
    bind_integer(query, ":person", what->person);
}

enum fault_code share_set(struct tx *tx, const char *record, int64_t person, bool name, struct fault *fault)
{
    struct query query;
    open_own(&query, tx,
             "INSERT INTO share SELECT record, :name, :now FROM credential WHERE record = :record AND person = :person"
             " ON CONFLICT (record) DO UPDATE SET name = excluded.name",
             &(struct sharing){record, person}, fault);
    bind_integer(&query, ":name", name);
    bind_integer(&query, ":now", clock_now().ms);
    enum fault_code code = query_run(&query);
    return code == FAULT_NONE && query.changes == 0 ? fault_set(fault, FAULT_ABSENT, "There is no such record.") : code;
}

enum fault_code share_clear(struct tx *tx, const char *record, int64_t person, struct fault *fault)
{
    struct query query;
    open_own(&query, tx,
             "DELETE FROM share WHERE record IN"
             " (SELECT record FROM credential WHERE record = :record AND person = :person)",
             &(struct sharing){record, person}, fault);
    return query_run(&query);
}

/* ---- a record by its number, as one reader may see it ---- */

#define FOUND \
    "SELECT c.record, c.kind, c.person, c.completion, c.issued, c.salt, c.document, c.superseded_by," \
    " s.name, s.since, m.kind, m.item, m.completed_on, w.recorded_at," \
    " CASE WHEN c.person = :reader OR s.name = 1 THEN i.name END" \
    " FROM credential c JOIN completion m ON m.seq = c.completion JOIN identity i ON i.person = c.person" \
    " LEFT JOIN share s ON s.record = c.record LEFT JOIN event w ON w.seq = m.withdrawn"

static void read_found(struct query *query, struct arena *arena, int64_t reader, struct record_found *out)
{
    struct credential_row *row = &out->credential;
    column_copy(query, 0, row->record, sizeof row->record);
    row->kind = kind_of(column_text(query, 1));
    row->person = column_integer(query, 2);
    row->completion = column_integer(query, 3);
    row->issued = column_integer_or(query, 4, -1);
    column_bytes(query, 5, row->salt, sizeof row->salt);
    row->document = column_dup(query, arena, 6);
    row->size = row->document ? strlen(row->document) : 0;
    column_copy(query, 7, row->superseded_by, sizeof row->superseded_by);
    read_share(query, 8, &out->share);
    out->kind = column_dup(query, arena, 10);
    out->item = column_dup(query, arena, 11);
    out->completed_on = column_date(query, 12, DATE_MIN);
    out->withdrawn_at = column_instant(query, 13);
    out->holder = column_dup(query, arena, 14);
    out->own = row->person == reader;
}

enum fault_code record_find(struct db *db, struct arena *arena, const char *record, int64_t reader,
                            struct record_found *out, struct fault *fault)
{
    struct query query;
    *out = (struct record_found){.own = false};
    query_open(&query, db, FOUND " WHERE c.record = :record AND (c.person = :reader OR s.record IS NOT NULL)", fault);
    bind_text(&query, ":record", record);
    bind_integer(&query, ":reader", reader);
    if (query_one(&query, "There is no such record."))
        read_found(&query, arena, reader, out);
    return query_close(&query);
}

enum fault_code record_held(struct db *db, struct arena *arena, const char *record, int64_t reader,
                            struct record_found *out, struct fault *fault)
{
    struct query query;
    *out = (struct record_found){.own = false};
    query_open(&query, db, FOUND " WHERE c.record = :record", fault);
    bind_text(&query, ":record", record);
    bind_integer(&query, ":reader", reader);
    if (query_one(&query, "There is no such record."))
        read_found(&query, arena, reader, out);
    return query_close(&query);
}

enum fault_code record_of_event(struct db *db, int64_t seq, bool score, struct instant *withdrawn_at, bool *superseded,
                                struct fault *fault)
{
    struct query query;
    *withdrawn_at = (struct instant){0};
    *superseded = false;
    query_open(&query, db,
               "SELECT w.recorded_at, EXISTS (SELECT 1 FROM record l WHERE l.completion = m.seq AND l.seq > :seq"
               " AND l.score_commitment IS NOT NULL)"
               " FROM completion m LEFT JOIN event w ON w.seq = m.withdrawn"
               " WHERE m.seq = coalesce((SELECT completion FROM record WHERE seq = :seq), :seq)",
               fault);
    bind_integer(&query, ":seq", seq);
    if (query_one(&query, "That entry of the log issued no record.")) {
        *withdrawn_at = column_instant(&query, 0);
        *superseded = score && column_integer(&query, 1) != 0;
    }
    return query_close(&query);
}

/* ---- one person's own ---- */

enum fault_code record_list(struct db *db, struct arena *arena, int64_t person, struct record_row **out, int *count,
                            struct fault *fault)
{
    struct query query;
    struct list list;
    list_init(&list, sizeof(struct record_row));
    query_open(&query, db,
               "SELECT c.record, c.kind, c.completion, c.superseded_by, s.name, s.since, m.withdrawn IS NOT NULL"
               " FROM completion m JOIN credential c ON c.completion = m.seq LEFT JOIN share s ON s.record = c.record"
               " WHERE m.person = :person ORDER BY m.completed_on DESC, m.seq DESC",
               fault);
    bind_integer(&query, ":person", person);
    while (query_next(&query)) {
        struct record_row *row = list_add(&query, &list);
        if (!row)
            continue;
        column_copy(&query, 0, row->record, sizeof row->record);
        row->kind = kind_of(column_text(&query, 1));
        row->completion = column_integer(&query, 2);
        row->superseded = column_text(&query, 3) != NULL;
        read_share(&query, 4, &row->share);
        row->withdrawn = column_integer(&query, 6) != 0;
    }
    return list_finish(&query, &list, arena, out, count);
}
