/*
 * store_witness.c - the witnesses whose word counts, as events, and the cosignatures they handed in.
 *
 * A cosignature is kept for good for the last of each day, so that a witness who looks every minute leaves no more than one who
 * looks once; the oldest go when LIMIT_COSIGNATURES days are full.
 */
#include <string.h>
#include "store_internal.h"

enum fault_code witness_list(struct db *db, struct arena *arena, struct witness_row **out, int *count, struct fault *fault)
{
    struct query query;
    struct list list;
    list_init(&list, sizeof(struct witness_row));
    query_open(&query, db, "SELECT seq, key, ended FROM witness ORDER BY seq", fault);
    while (query_next(&query)) {
        struct witness_row *row = list_add(&query, &list);
        if (row)
            *row = (struct witness_row){column_integer(&query, 0), column_dup(&query, arena, 1),
                                        column_integer_or(&query, 2, -1) >= 0};
    }
    return list_finish(&query, &list, arena, out, count);
}

/* ---- whose word counts ---- */

static enum fault_code is_trusted(struct db *db, const char *vkey, bool *out, struct fault *fault)
{
    struct query query;
    query_open(&query, db, "SELECT 1 FROM witness WHERE key = :key AND ended IS NULL", fault);
    bind_text(&query, ":key", vkey);
    *out = query_next(&query);
    return query_close(&query);
}

enum fault_code witness_add(struct tx *tx, int64_t by, const char *vkey, int64_t *seq, struct fault *fault)
{
    struct payload payload;
    bool trusted = false;
    enum fault_code code = is_trusted(tx->db, vkey, &trusted, fault);
    if (code == FAULT_NONE && trusted)
        code = fault_set(fault, FAULT_CONFLICT, "This witness is trusted already.");
    if (code != FAULT_NONE)
        return code;
    payload_begin(&payload);
    json_out_member(&payload.json, "key", vkey);
    struct event event = {.kind = "witness.added", .by = by, .date = DATE_MIN, .payload = payload_end(&payload)};
    code = event_append(tx, &event, fault);
    payload_release(&payload);
    *seq = event.seq;
    return code;
}

enum fault_code witness_end(struct tx *tx, int64_t by, int64_t seq, struct fault *fault)
{
    struct query query;
    struct payload payload;
    query_open(&query, tx->db, "SELECT 1 FROM witness WHERE seq = :seq AND ended IS NULL", fault);
    bind_integer(&query, ":seq", seq);
    query_one(&query, "There is no such witness, or it was ended before.");
    enum fault_code code = query_close(&query);
    if (code != FAULT_NONE)
        return code;
    payload_begin(&payload);
    json_out_member_integer(&payload.json, "witness", seq);
    struct event event = {.kind = "witness.ended", .by = by, .date = DATE_MIN, .payload = payload_end(&payload)};
    code = event_append(tx, &event, fault);
    payload_release(&payload);
    return code;
}

/* ---- what they signed ---- */

/* Is ROW from a witness that is trusted, and later than all we have of it? */
static enum fault_code is_newer(struct db *db, const struct cosignature_row *row, bool *out, struct fault *fault)
{
    struct query query;
    query_open(&query, db,
               "SELECT NOT EXISTS (SELECT 1 FROM cosignature WHERE witness = :witness AND (at > :at OR (at = :at AND size >= :size)))"
               " FROM witness WHERE seq = :witness AND ended IS NULL",
               fault);
    bind_integer(&query, ":witness", row->witness);
    bind_integer(&query, ":at", row->at.ms);
    bind_integer(&query, ":size", row->size);
    *out = query_one(&query, "This witness is not trusted here.") && column_integer(&query, 0);
    return query_close(&query);
}

/* The one of the same day (of UTC: nobody reads this day) goes, and the oldest beyond the ceiling. */
static enum fault_code make_room(struct db *db, const struct cosignature_row *row, struct fault *fault)
{
    struct query query;
    query_open(&query, db,
               "DELETE FROM cosignature WHERE witness = :witness AND (at / 86400000 = :at / 86400000 OR number IN"
               " (SELECT number FROM cosignature WHERE witness = :witness ORDER BY number DESC LIMIT -1 OFFSET :most))",
               fault);
    bind_integer(&query, ":witness", row->witness);
    bind_integer(&query, ":at", row->at.ms);
    bind_integer(&query, ":most", LIMIT_COSIGNATURES - 1);
    return query_run(&query);
}

enum fault_code cosignature_add(struct tx *tx, const struct cosignature_row *row, struct fault *fault)
{
    struct query query;
    bool newer = false;
    enum fault_code code = is_newer(tx->db, row, &newer, fault);
    if (code != FAULT_NONE || !newer)
        return code;
    code = make_room(tx->db, row, fault);
    if (code != FAULT_NONE)
        return code;
    query_open(&query, tx->db, "INSERT INTO cosignature VALUES (NULL, :witness, :size, :root, :at, :note)", fault);
    bind_integer(&query, ":witness", row->witness);
    bind_integer(&query, ":size", row->size);
    bind_bytes(&query, ":root", row->root.bytes, sizeof row->root.bytes);
    bind_integer(&query, ":at", row->at.ms);
    bind_text(&query, ":note", row->note);
    return query_run(&query);
}

enum fault_code cosignature_latest(struct db *db, struct arena *arena, struct cosignature_row **out, int *count,
                                   struct fault *fault)
{
    struct query query;
    struct list list;
    list_init(&list, sizeof(struct cosignature_row));
    query_open(&query, db,
               "SELECT witness.seq, key, size, root, at, note FROM witness JOIN cosignature"
               " ON number = (SELECT max(number) FROM cosignature WHERE witness = witness.seq)"
               " WHERE ended IS NULL ORDER BY at DESC, witness.seq",
               fault);
    while (query_next(&query)) {
        struct cosignature_row *row = list_add(&query, &list);
        if (!row)
            continue;
        *row = (struct cosignature_row){
            .witness = column_integer(&query, 0),
            .vkey = column_dup(&query, arena, 1),
            .size = column_integer(&query, 2),
            .at = column_instant(&query, 4),
            .note = column_dup(&query, arena, 5),
        };
        column_bytes(&query, 3, row->root.bytes, sizeof row->root.bytes);
    }
    return list_finish(&query, &list, arena, out, count);
}
