/*
 * store_completion.c - completions: each an event, listed newest first, with the evidence an import gave; and withdrawing one.
 * completion_exists also finds those withdrawn: what was taken back does not come back with the next import.
 */
#include "store_internal.h"

#define COMPLETION \
    "SELECT c.seq, c.person, c.kind, c.item, c.source, c.completed_on, coalesce((SELECT g.score FROM regrade AS g" \
    " WHERE g.completion = c.seq ORDER BY g.seq DESC LIMIT 1), c.score), c.max, c.unit, r.record," \
    " s.record, w.payload ->> 'reason', w.recorded_at FROM completion AS c" \
    " LEFT JOIN credential AS r ON r.completion = c.seq AND r.kind = 'completion'" \
    " LEFT JOIN credential AS s ON s.completion = c.seq AND s.kind = 'score' AND s.superseded_by IS NULL" \
    " LEFT JOIN event AS w ON w.seq = c.withdrawn"

static void read_completion(struct query *query, struct arena *arena, struct completion_row *out)
{
    *out = (struct completion_row){
        .seq = column_integer(query, 0),
        .person = column_integer(query, 1),
        .kind = column_dup(query, arena, 2),
        .item = column_dup(query, arena, 3),
        .source = column_dup(query, arena, 4),
        .completed_on = column_date(query, 5, DATE_MIN),
        .score = column_integer_or(query, 6, -1),
        .max = column_integer_or(query, 7, -1),
        .unit = column_integer_or(query, 8, -1),
        .record = column_dup(query, arena, 9),
        .score_record = column_dup(query, arena, 10),
        .withdrawn = column_dup(query, arena, 11),
        .withdrawn_at = column_instant(query, 12),
    };
}

enum fault_code completion_get(struct db *db, struct arena *arena, int64_t seq, struct completion_row *out,
                               struct fault *fault)
{
    struct query query;
    query_open(&query, db, COMPLETION " WHERE c.seq = :seq", fault);
    bind_integer(&query, ":seq", seq);
    if (query_one(&query, "There is no such completion."))
        read_completion(&query, arena, out);
    return query_close(&query);
}

enum fault_code completion_list(struct db *db, struct arena *arena, int64_t person, struct completion_row **out,
                                int *count, struct fault *fault)
{
    struct query query;
    struct list list;
    list_init(&list, sizeof(struct completion_row));
    query_open(&query, db, COMPLETION " WHERE c.person = :person ORDER BY c.completed_on DESC, c.seq DESC", fault);
    bind_integer(&query, ":person", person);
    while (query_next(&query)) {
        struct completion_row *row = list_add(&query, &list);
        if (row)
            read_completion(&query, arena, row);
    }
    return list_finish(&query, &list, arena, out, count);
}

static void member_or_null(struct json_out *json, const char *name, int64_t number)
{
    json_out_key(json, name);
    if (number < 0)
        json_out_null(json);
    else
        json_out_integer(json, number);
}

enum fault_code completion_add(struct tx *tx, const struct completion_new *completion, int64_t *seq,
                               struct fault *fault)
{
    struct payload payload;
    payload_begin(&payload);
    json_out_member(&payload.json, "bank", completion->bank);
    json_out_member(&payload.json, "commitment", NULL); /* record.issued speaks of records */
    json_out_member(&payload.json, "item", completion->item);
    json_out_member(&payload.json, "kind", completion->kind);
    bool scored = completion->score >= 0;
    member_or_null(&payload.json, "max", scored ? completion->max : -1);
    member_or_null(&payload.json, "score", completion->score);
    json_out_member(&payload.json, "source", completion->source);
    member_or_null(&payload.json, "unit", scored ? completion->unit : -1);
    struct event event = {.kind = "completion.recorded", .by = completion->by, .about = completion->person,
                          .date = completion->completed_on, .payload = payload_end(&payload)};
    enum fault_code code = event_append(tx, &event, fault);
    if (code == FAULT_NONE)
        *seq = event.seq;
    payload_release(&payload);
    return code;
}

/* Whose it is; CONFLICT when it was withdrawn before. */
static enum fault_code withdrawable(struct db *db, int64_t seq, int64_t *person, struct fault *fault)
{
    struct query query;
    bool before = false;
    query_open(&query, db, "SELECT person, withdrawn IS NOT NULL FROM completion WHERE seq = :seq", fault);
    bind_integer(&query, ":seq", seq);
    if (query_one(&query, "There is no such completion.")) {
        *person = column_integer(&query, 0);
        before = column_integer(&query, 1) != 0;
    }
    enum fault_code code = query_close(&query);
    return code == FAULT_NONE && before ? fault_set(fault, FAULT_CONFLICT, "It was withdrawn before.") : code;
}

enum fault_code completion_withdraw(struct tx *tx, int64_t by, int64_t seq, const char *reason, struct fault *fault)
{
    struct payload payload;
    int64_t person = 0;
    enum fault_code code = withdrawable(tx->db, seq, &person, fault);
    if (code != FAULT_NONE)
        return code;
    payload_begin(&payload);
    json_out_member_integer(&payload.json, "completion", seq);
    json_out_member(&payload.json, "reason", reason);
    struct event event = {.kind = "completion.withdrawn", .by = by, .about = person, .date = DATE_MIN,
                          .payload = payload_end(&payload)};
    code = event_append(tx, &event, fault);
    payload_release(&payload);
    return code;
}

enum fault_code completion_bank(struct db *db, const char *kind, const char *item, char hash[65], struct fault *fault)
{
    struct query query;
    query_open(&query, db, "SELECT bank FROM completion WHERE kind = :kind AND item = :item AND bank IS NOT NULL"
                           " ORDER BY seq DESC LIMIT 1", fault);
    bind_text(&query, ":kind", kind);
    bind_text(&query, ":item", item);
    if (query_one(&query, "Nobody completed it here."))
        column_copy(&query, 0, hash, 65);
    return query_close(&query);
}

enum fault_code completion_exists(struct db *db, const struct completion_new *completion, bool *out,
                                  struct fault *fault)
{
    struct query query;
    query_open(&query, db, "SELECT 1 FROM completion WHERE person = :person AND completed_on = :date AND kind = :kind"
                           " AND item = :item AND score IS :score AND max IS :max AND unit IS :unit", fault);
    bind_integer(&query, ":person", completion->person);
    bind_integer(&query, ":date", completion->completed_on.day);
    bind_text(&query, ":kind", completion->kind);
    bind_text(&query, ":item", completion->item);
    bind_integer_or_null(&query, ":score", completion->score, -1);
    bind_integer_or_null(&query, ":max", completion->score < 0 ? -1 : completion->max, -1);
    bind_integer_or_null(&query, ":unit", completion->score < 0 ? -1 : completion->unit, -1);
    *out = query_next(&query);
    return query_close(&query);
}

enum fault_code evidence_add(struct tx *tx, int64_t completion, const char *evidence, struct fault *fault)
{
    struct query query;
    query_open(&query, tx->db, "INSERT INTO evidence SELECT seq, person, :evidence FROM completion WHERE seq = :seq",
               fault);
    bind_integer(&query, ":seq", completion);
    bind_text(&query, ":evidence", evidence);
    return query_run_one(&query, "There is no such completion.");
}
