/*
 * store_remark.c - what tutors say is wrong with a question, for the training lead; gone with whoever wrote it.
 */
#include "signpost/limits.h"
#include "signpost/store_bank.h"
#include "store_internal.h"

enum fault_code remark_put(struct tx *tx, const struct remark *remark, struct fault *fault)
{
    struct query query;
    query_open(&query, tx->db,
               "INSERT INTO remark (person, attempt, question, bank, text, sent_at)"
               " SELECT person, number, :question, bank, :text, :now FROM attempt"
               " WHERE id = :attempt AND person = :person AND submitted_at IS NOT NULL"
               " ON CONFLICT (attempt, question) DO UPDATE SET text = excluded.text, sent_at = excluded.sent_at,"
               " settled_at = NULL, settled_by = NULL",
               fault);
    bind_text(&query, ":question", remark->question);
    bind_text(&query, ":text", remark->text);
    bind_integer(&query, ":now", clock_now().ms);
    bind_text(&query, ":attempt", remark->attempt);
    bind_integer(&query, ":person", remark->person);
    (void)query_next(&query);
    bool written = query.code == FAULT_NONE && query.changes == 1;
    enum fault_code code = query_close(&query);
    if (code == FAULT_NONE && !written)
        code = fault_set(fault, FAULT_ABSENT, "There is no such attempt.");
    return code;
}

#define REMARK                                                                                                        \
    "SELECT r.number, r.person, a.id, r.question, r.bank, r.text, i.name, r.sent_at, r.settled_at FROM remark AS r"   \
    " JOIN attempt AS a ON a.number = r.attempt JOIN identity AS i ON i.person = r.person"

static enum fault_code read_list(struct query *query, struct arena *arena, struct remark **out, int *count)
{
    struct list list;
    list_init(&list, sizeof(struct remark));
    while (query_next(query)) {
        struct remark *remark = list_add(query, &list);
        if (remark)
            *remark = (struct remark){
                .number = column_integer(query, 0),
                .person = column_integer(query, 1),
                .attempt = column_dup(query, arena, 2),
                .question = column_dup(query, arena, 3),
                .bank = column_dup(query, arena, 4),
                .text = column_dup(query, arena, 5),
                .name = column_dup(query, arena, 6),
                .sent_at = column_instant(query, 7),
                .settled_at = column_instant(query, 8),
            };
    }
    return list_finish(query, &list, arena, out, count);
}

enum fault_code remarks_of(struct db *db, struct arena *arena, const char *attempt, int64_t person, struct remark **out,
                           int *count, struct fault *fault)
{
    struct query query;
    query_open(&query, db, REMARK " WHERE a.id = :attempt AND r.person = :person ORDER BY r.number", fault);
    bind_text(&query, ":attempt", attempt);
    bind_integer(&query, ":person", person);
    return read_list(&query, arena, out, count);
}

enum fault_code remark_list(struct db *db, struct arena *arena, struct remark **out, int *count, struct fault *fault)
{
    struct query query;
    query_open(&query, db,
               REMARK " WHERE r.settled_at IS NULL OR r.number IN (SELECT number FROM remark WHERE settled_at IS NOT NULL"
               " ORDER BY settled_at DESC LIMIT :most)"
               " ORDER BY r.settled_at IS NOT NULL, CASE WHEN r.settled_at IS NULL THEN r.sent_at ELSE -r.settled_at END,"
               " r.number",
               fault);
    bind_integer(&query, ":most", LIMIT_REMARKS_SETTLED);
    return read_list(&query, arena, out, count);
}

enum fault_code remark_count_open(struct db *db, int *out, struct fault *fault)
{
    struct query query;
    query_open(&query, db, "SELECT count(*) FROM remark WHERE settled_at IS NULL", fault);
    if (query_one(&query, "There is no count of remarks."))
        *out = (int)column_integer(&query, 0);
    return query_close(&query);
}

enum fault_code remark_settle(struct tx *tx, int64_t number, int64_t by, struct fault *fault)
{
    struct query query;
    query_open(&query, tx->db,
               "UPDATE remark SET settled_at = coalesce(settled_at, :now), settled_by = coalesce(settled_by, :by)"
               " WHERE number = :number RETURNING number",
               fault);
    bind_integer(&query, ":now", clock_now().ms);
    bind_integer(&query, ":by", by);
    bind_integer(&query, ":number", number);
    (void)query_one(&query, "There is no such remark.");
    return query_close(&query);
}
