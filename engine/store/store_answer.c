/*
 * store_answer.c - the answers of an attempt, each with a version, so that a stale page cannot overwrite a newer one.
 */
#include "signpost/limits.h"
#include "store_internal.h"

enum fault_code answers_get(struct db *db, struct arena *arena, const char *attempt, int count, struct answer **out,
                            struct fault *fault)
{
    struct query query;
    struct answer *answers = arena_alloc(arena, (size_t)(count < 1 ? 1 : count) * sizeof *answers);
    if (!answers)
        return fault_memory(fault);
    for (int i = 0; i < count; i++)
        answers[i].number = i + 1;
    query_open(&query, db, "SELECT w.number, w.version, w.response, w.flagged, w.saved_at"
                           " FROM attempt AS a JOIN answer AS w ON w.attempt = a.number WHERE a.id = :id", fault);
    bind_text(&query, ":id", attempt);
    while (query_next(&query)) {
        int64_t number = column_integer(&query, 0);
        if (number > count)
            continue;
        answers[number - 1] = (struct answer){
            .number = (int)number,
            .version = column_integer(&query, 1),
            .response = column_dup(&query, arena, 2),
            .flagged = column_integer(&query, 3) != 0,
            .saved_at = column_instant(&query, 4),
        };
    }
    enum fault_code code = query_close(&query);
    if (code == FAULT_NONE)
        *out = answers;
    return code;
}

/* The attempt's number if the answer may be saved, and one more on its revision; else 0. */
static enum fault_code claim(struct tx *tx, const struct answer_save *save, int64_t *attempt, struct fault *fault)
{
    struct query query;
    query_open(&query, tx->db,
               "UPDATE attempt SET revision = revision + 1"
               " WHERE id = :id AND person = :person AND submitted_at IS NULL AND :version = coalesce("
               "(SELECT version FROM answer AS w WHERE w.attempt = attempt.number AND w.number = :number), 0)"
               " RETURNING number",
               fault);
    bind_text(&query, ":id", save->attempt);
    bind_integer(&query, ":person", save->person);
    bind_integer(&query, ":version", save->version);
    bind_integer(&query, ":number", save->number);
    *attempt = query_next(&query) ? column_integer(&query, 0) : 0;
    return query_close(&query);
}

static enum fault_code put(struct tx *tx, int64_t attempt, const struct answer_save *save, struct answer *stored,
                           struct fault *fault)
{
    struct query query;
    query_open(&query, tx->db,
               "INSERT INTO answer VALUES (:attempt, :number, :version, :response, max(:flagged, 0), :now)"
               " ON CONFLICT DO UPDATE SET version = excluded.version, response = excluded.response,"
               " flagged = iif(:flagged < 0, flagged, excluded.flagged), saved_at = excluded.saved_at"
               " RETURNING flagged, saved_at",
               fault);
    bind_integer(&query, ":attempt", attempt);
    bind_integer(&query, ":number", save->number);
    bind_integer(&query, ":version", save->version + 1);
    bind_text(&query, ":response", save->response);
    bind_integer(&query, ":flagged", save->flagged < 0 ? -1 : save->flagged > 0);
    bind_integer(&query, ":now", clock_now().ms);
    if (query_one(&query, "An answer was not stored."))
        *stored = (struct answer){
            .number = save->number,
            .version = save->version + 1,
            .flagged = column_integer(&query, 0) != 0,
            .saved_at = column_instant(&query, 1),
        };
    return query_close(&query);
}

/* Why the answer could not be saved. */
static enum fault_code refuse(struct tx *tx, struct arena *arena, const struct answer_save *save, struct answer *stored,
                              struct fault *fault)
{
    struct query query;
    query_open(&query, tx->db, "SELECT a.submitted_at IS NOT NULL, w.version, w.response, w.flagged, w.saved_at"
                               " FROM attempt AS a LEFT JOIN answer AS w ON w.attempt = a.number AND w.number = :number"
                               " WHERE a.id = :id AND a.person = :person", fault);
    bind_text(&query, ":id", save->attempt);
    bind_integer(&query, ":person", save->person);
    bind_integer(&query, ":number", save->number);
    bool submitted = false;
    if (query_one(&query, "There is no such attempt.")) {
        submitted = column_integer(&query, 0) != 0;
        *stored = (struct answer){
            .number = save->number,
            .version = submitted ? -1 : column_integer(&query, 1),
            .response = column_dup(&query, arena, 2),
            .flagged = column_integer(&query, 3) != 0,
            .saved_at = column_instant(&query, 4),
        };
    }
    enum fault_code code = query_close(&query);
    if (code != FAULT_NONE)
        return code;
    if (submitted)
        return fault_set(fault, FAULT_CONFLICT, "This attempt was submitted already; its answers cannot be changed.");
    return fault_set(fault, FAULT_CONFLICT, "This answer was changed elsewhere since this page was opened.");
}

enum fault_code answer_save(struct tx *tx, struct arena *arena, const struct answer_save *save, struct answer *stored,
                            struct fault *fault)
{
    int64_t attempt = 0;
    if (save->number < 1 || save->number > LIMIT_PAPER_QUESTIONS)
        return fault_set(fault, FAULT_ABSENT, "There is no such question.");
    enum fault_code code = claim(tx, save, &attempt, fault);
    if (code != FAULT_NONE)
        return code;
    if (!attempt)
        return refuse(tx, arena, save, stored, fault);
    code = put(tx, attempt, save, stored, fault);
    if (code == FAULT_NONE && save->response) {
        stored->response = arena_dup(arena, save->response);
        if (!stored->response)
            code = fault_memory(fault);
    }
    return code;
}
