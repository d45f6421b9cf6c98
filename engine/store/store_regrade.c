/*
 * store_regrade.c - scores that were found again with a mended key: added as events, beside the first score, which stays.
 */
#include "signpost/store_bank.h"
#include "store_internal.h"

enum fault_code regrade_list(struct db *db, struct arena *arena, int64_t completion, struct regrade_row **out, int *count,
                             struct fault *fault)
{
    struct query query;
    struct list list;
    list_init(&list, sizeof(struct regrade_row));
    query_open(&query, db,
               "SELECT g.seq, g.completion, g.question, g.bank, g.score, g.max, g.unit, e.recorded_at FROM regrade AS g"
               " JOIN event AS e ON e.seq = g.seq WHERE g.completion = :completion ORDER BY g.seq",
               fault);
    bind_integer(&query, ":completion", completion);
    while (query_next(&query)) {
        struct regrade_row *row = list_add(&query, &list);
        if (row)
            *row = (struct regrade_row){
                .seq = column_integer(&query, 0),
                .completion = column_integer(&query, 1),
                .question = column_dup(&query, arena, 2),
                .bank = column_dup(&query, arena, 3),
                .score = column_integer(&query, 4),
                .max = column_integer(&query, 5),
                .unit = column_integer(&query, 6),
                .at = column_instant(&query, 7),
            };
    }
    return list_finish(&query, &list, arena, out, count);
}

static enum fault_code stands_at(struct db *db, int64_t person, const struct regrade_row *row, int64_t before, bool *out,
                                 struct fault *fault)
{
    struct query query;
    query_open(&query, db,
               "SELECT 1 FROM completion AS c WHERE c.seq = :completion AND c.person = :person AND c.withdrawn IS NULL"
               " AND :before = coalesce((SELECT g.score FROM regrade AS g WHERE g.completion = c.seq"
               " ORDER BY g.seq DESC LIMIT 1), c.score)",
               fault);
    bind_integer(&query, ":completion", row->completion);
    bind_integer(&query, ":person", person);
    bind_integer(&query, ":before", before);
    *out = query_next(&query);
    return query_close(&query);
}

enum fault_code regrade_add(struct tx *tx, int64_t by, int64_t person, const struct regrade_row *row, int64_t before,
                            struct fault *fault)
{
    struct payload payload;
    bool stands = false;
    enum fault_code code = stands_at(tx->db, person, row, before, &stands, fault);
    if (code == FAULT_NONE && !stands)
        code = fault_set(fault, FAULT_CONFLICT, "A score was changed meanwhile; nothing was regraded. Try again.");
    if (code != FAULT_NONE)
        return code;
    payload_begin(&payload);
    json_out_member(&payload.json, "bank", row->bank);
    json_out_member_integer(&payload.json, "completion", row->completion);
    json_out_member_integer(&payload.json, "max", row->max);
    json_out_member(&payload.json, "question", row->question);
    json_out_member_integer(&payload.json, "score", row->score);
    json_out_member_integer(&payload.json, "unit", row->unit);
    struct event event = {.kind = "completion.regraded", .by = by, .about = person, .date = DATE_MIN,
                          .payload = payload_end(&payload)};
    code = event_append(tx, &event, fault);
    payload_release(&payload);
    return code;
}
