/*
 * store_attempt.c - attempts: one open one a person and quiz, submitted once, together with completion and records.
 * Who may read one is part of the statement that reads it.
 */
#include <string.h>
#include "signpost/paper.h"
#include "signpost/store_bank.h"
#include "store_internal.h"

#define ATTEMPT                                                                                                      \
    "SELECT a.id, a.person, a.quiz, a.bank, a.seed, a.started_at, a.submitted_at, a.revision, a.score, a.max,"       \
    " a.completion, a.record, a.score_a, a.max_a, a.score_b, a.max_b, a.score_c, a.max_c, a.score_d, a.max_d,"       \
    " a.score_e, a.max_e,"                                                                                           \
    " (SELECT g.score FROM regrade AS g WHERE g.completion = a.completion ORDER BY g.seq DESC LIMIT 1),"             \
    " a.schools FROM attempt AS a"

static void read_attempt(struct query *query, struct attempt *out)
{
    *out = (struct attempt){
        .person = column_integer(query, 1),
        .started_at = column_instant(query, 5),
        .submitted_at = column_instant(query, 6),
        .revision = column_integer(query, 7),
        .score = column_integer_or(query, 22, column_integer(query, 8)),
        .first_score = column_integer(query, 8),
        .max = column_integer(query, 9),
        .completion = column_integer_or(query, 10, -1),
    };
    column_copy(query, 0, out->id, sizeof out->id);
    column_copy(query, 2, out->quiz, sizeof out->quiz);
    column_copy(query, 3, out->bank, sizeof out->bank);
    column_bytes(query, 4, out->seed, sizeof out->seed);
    column_copy(query, 11, out->record, sizeof out->record);
    column_copy(query, 23, out->schools, sizeof out->schools);
    for (int i = 0; i < 5; i++) {
        out->subject[i].score = column_integer(query, 12 + 2 * i);
        out->subject[i].max = column_integer(query, 13 + 2 * i);
    }
}

static enum fault_code attempt_one(struct query *query, struct attempt *out)
{
    if (query_one(query, "There is no such attempt."))
        read_attempt(query, out);
    return query_close(query);
}

/* ---- reading ---- */

enum fault_code attempt_open_get(struct db *db, int64_t person, const char *quiz, struct attempt *out,
                                 struct fault *fault)
{
    struct query query;
    query_open(&query, db, ATTEMPT " WHERE a.person = :person AND a.quiz = :quiz AND a.submitted_at IS NULL", fault);
    bind_integer(&query, ":person", person);
    bind_text(&query, ":quiz", quiz);
    return attempt_one(&query, out);
}

enum fault_code attempt_get_own(struct db *db, const char *id, int64_t person, struct attempt *out, struct fault *fault)
{
    struct query query;
    query_open(&query, db, ATTEMPT " WHERE a.id = :id AND a.person = :person", fault);
    bind_text(&query, ":id", id);
    bind_integer(&query, ":person", person);
    return attempt_one(&query, out);
}

enum fault_code attempt_get_led(struct db *db, const char *id, int64_t leader, struct date today, struct attempt *out,
                                struct fault *fault)
{
    struct query query;
    query_open(&query, db, ATTEMPT
               " WHERE a.id = :id AND a.submitted_at IS NOT NULL AND EXISTS ("
               "SELECT 1 FROM post AS tutor JOIN post AS leader ON leader.school = tutor.school"
               " WHERE tutor.person = a.person AND tutor.role = 'tutor'"
               " AND tutor.start <= :today AND (tutor.until IS NULL OR tutor.until >= :today)"
               " AND leader.person = :leader AND leader.role IN ('senior_tutor', 'head_of_school')"
               " AND leader.start <= :today AND (leader.until IS NULL OR leader.until >= :today))", fault);
    bind_text(&query, ":id", id);
    bind_integer(&query, ":leader", leader);
    bind_integer(&query, ":today", today.day);
    return attempt_one(&query, out);
}

enum fault_code attempt_list(struct db *db, struct arena *arena, int64_t person, struct attempt **out, int *count,
                             struct fault *fault)
{
    struct query query;
    struct list list;
    list_init(&list, sizeof(struct attempt));
    query_open(&query, db, ATTEMPT " WHERE a.person = :person ORDER BY a.number DESC", fault);
    bind_integer(&query, ":person", person);
    while (query_next(&query)) {
        struct attempt *attempt = list_add(&query, &list);
        if (attempt)
            read_attempt(&query, attempt);
    }
    return list_finish(&query, &list, arena, out, count);
}

enum fault_code attempt_each(struct db *db, attempt_fn fn, void *context, struct fault *fault)
{
    struct query query;
    enum fault_code code = FAULT_NONE;
    query_open(&query, db, ATTEMPT " JOIN completion AS c ON c.seq = a.completion WHERE c.withdrawn IS NULL ORDER BY a.number",
               fault);
    while (code == FAULT_NONE && query_next(&query)) {
        struct attempt attempt;
        read_attempt(&query, &attempt);
        if (query.code == FAULT_NONE)
            code = fn(context, &attempt, fault);
    }
    enum fault_code closed = query_close(&query);
    return code != FAULT_NONE ? code : closed;
}

/* ---- starting ---- */

enum fault_code attempt_add(struct tx *tx, const struct attempt *attempt, struct fault *fault)
{
    struct query query;
    query_open(&query, tx->db, "INSERT INTO attempt (id, person, quiz, bank, seed, schools, started_at)"
                               " VALUES (:id, :person, :quiz, :bank, :seed, :schools, :started_at)", fault);
    bind_text(&query, ":id", attempt->id);
    bind_integer(&query, ":person", attempt->person);
    bind_text(&query, ":quiz", attempt->quiz);
    bind_text(&query, ":bank", attempt->bank);
    bind_bytes(&query, ":seed", attempt->seed, sizeof attempt->seed);
    bind_text(&query, ":schools", attempt->schools);
    bind_integer(&query, ":started_at", attempt->started_at.ms);
    enum fault_code code = query_run(&query);
    if (code == FAULT_CONFLICT)
        fault_set(fault, code, "An attempt at this quiz is open already.");
    return code;
}

/* ---- submitting ---- */

static enum fault_code add_completion(struct tx *tx, const struct attempt_result *result, const struct attempt *stored,
                                      int64_t *seq, struct fault *fault)
{
    const struct completion_new completion = {
        .by = stored->person, .person = stored->person, .kind = "quiz", .item = stored->quiz, .source = "attempt",
        .bank = stored->bank, .completed_on = result->completed_on,
        .score = result->attempt->score, .max = result->attempt->max, .unit = MARK_UNIT,
    };
    enum fault_code code = completion_add(tx, &completion, seq, fault);
    const struct records_new records = {*seq, result->completion, result->score, result->answers};
    int64_t issued = -1;
    return code == FAULT_NONE ? records_issue(tx, &records, &issued, fault) : code;
}

static enum fault_code settle(struct tx *tx, const struct attempt *attempt, const unsigned char *answers_salt,
                              struct fault *fault)
{
    static const char *const score[] = {":score_a", ":score_b", ":score_c", ":score_d", ":score_e"};
    static const char *const max[] = {":max_a", ":max_b", ":max_c", ":max_d", ":max_e"};
    struct query query;
    query_open(&query, tx->db,
               "UPDATE attempt SET submitted_at = :submitted_at, completion = :completion, record = :record,"
               " score = :score, max = :max, score_a = :score_a, max_a = :max_a, score_b = :score_b,"
               " max_b = :max_b, score_c = :score_c, max_c = :max_c, score_d = :score_d, max_d = :max_d,"
               " score_e = :score_e, max_e = :max_e, answers_salt = :answers_salt WHERE id = :id AND submitted_at IS NULL",
               fault);
    bind_integer(&query, ":submitted_at", attempt->submitted_at.ms);
    bind_integer(&query, ":completion", attempt->completion);
    bind_text(&query, ":record", attempt->record);
    bind_integer(&query, ":score", attempt->score);
    bind_integer(&query, ":max", attempt->max);
    bind_bytes(&query, ":answers_salt", answers_salt, RECORD_COMMITMENT_SALT);
    for (int i = 0; i < 5; i++) {
        bind_integer(&query, score[i], attempt->subject[i].score);
        bind_integer(&query, max[i], attempt->subject[i].max);
    }
    bind_text(&query, ":id", attempt->id);
    return query_run_one(&query, "An attempt could not be submitted.");
}

enum fault_code attempt_submit(struct tx *tx, const struct attempt_result *result, struct attempt *out, bool *already,
                               struct fault *fault)
{
    struct attempt stored;
    *already = false;
    enum fault_code code = attempt_get_own(tx->db, result->attempt->id, result->attempt->person, &stored, fault);
    if (code != FAULT_NONE)
        return code;
    if (stored.completion >= 0) {
        *already = true;
        *out = stored;
        return FAULT_NONE;
    }
    if (stored.revision != result->revision)
        return fault_set(fault, FAULT_CONFLICT,
                         "An answer was changed while this attempt was being submitted: submit again.");
    code = add_completion(tx, result, &stored, &stored.completion, fault);
    if (code != FAULT_NONE)
        return code;
    stored.submitted_at = clock_now();
    stored.score = stored.first_score = result->attempt->score;
    stored.max = result->attempt->max;
    memcpy(stored.subject, result->attempt->subject, sizeof stored.subject);
    memcpy(stored.record, result->completion->record, sizeof stored.record);
    code = settle(tx, &stored, result->answers_salt, fault);
    if (code == FAULT_NONE)
        *out = stored;
    return code;
}

/* ---- what was acknowledged ---- */

enum fault_code statement_acknowledged(struct db *db, int64_t person, const char *school, const char *statement_hash,
                                       bool *out, struct fault *fault)
{
    struct query query;
    query_open(&query, db, "SELECT 1 FROM acknowledgement"
                           " WHERE person = :person AND statement = :statement AND school = :school", fault);
    bind_integer(&query, ":person", person);
    bind_text(&query, ":statement", statement_hash);
    bind_text(&query, ":school", school ? school : "");
    *out = query_next(&query);
    return query_close(&query);
}
