/*
 * store_completion.c - completions: each an event, listed newest first, with the evidence an import gave.
 */
#include "store_internal.h"

enum fault_code completion_list(struct db *db, struct arena *arena, int64_t person, struct completion_row **out,
                                int *count, struct fault *fault)
{
    struct query query;
    struct list list;
    list_init(&list, sizeof(struct completion_row));
    query_open(&query, db,
               "SELECT c.seq, c.person, c.kind, c.item, c.source, c.completed_on, c.score, c.max, c.unit, r.record,"
               " s.record FROM completion AS c"
               " LEFT JOIN credential AS r ON r.completion = c.seq AND r.kind = 'completion'"
               " LEFT JOIN credential AS s ON s.completion = c.seq AND s.kind = 'score' AND s.superseded_by IS NULL"
               " WHERE c.person = :person ORDER BY c.completed_on DESC, c.seq DESC",
               fault);
    bind_integer(&query, ":person", person);
    while (query_next(&query)) {
        struct completion_row *row = list_add(&query, &list);
        if (row)
            *row = (struct completion_row){
                .seq = column_integer(&query, 0),
                .person = column_integer(&query, 1),
                .kind = column_dup(&query, arena, 2),
                .item = column_dup(&query, arena, 3),
                .source = column_dup(&query, arena, 4),
                .completed_on = column_date(&query, 5, DATE_MIN),
                .score = column_integer_or(&query, 6, -1),
                .max = column_integer_or(&query, 7, -1),
                .unit = column_integer_or(&query, 8, -1),
                .record = column_dup(&query, arena, 9),
                .score_record = column_dup(&query, arena, 10),
            };
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
