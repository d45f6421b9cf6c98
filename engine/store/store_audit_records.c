/*
 * store_audit_records.c - what an audit reads of completions, records, attempts and people: rows as they stand, and
 * those that stand where nothing should.
 */
#include <string.h>
#include "store_internal.h"

/* Runs FN for each row of an open query, then closes it. */
typedef enum fault_code (*row_fn)(struct query *query, void *fn, void *context);
static enum fault_code each(struct query *query, row_fn row, const void *fn, void *context)
{
    enum fault_code code = FAULT_NONE;
    while (code == FAULT_NONE && query_next(query))
        code = row(query, (void *)fn, context);
    enum fault_code closed = query_close(query);
    return code != FAULT_NONE ? code : closed;
}

static const unsigned char *salt_of(struct query *query, int column)
{
    bool whole = sqlite3_column_type(query->statement, column) == SQLITE_BLOB &&
                 sqlite3_column_bytes(query->statement, column) == RECORD_COMMITMENT_SALT;
    return whole ? sqlite3_column_blob(query->statement, column) : NULL;
}

/* False when the text is too long for OUT. */
static bool text_fits(struct query *query, int column, char *out, size_t size)
{
    const char *text = column_text(query, column);
    bool fits = !text || strlen(text) < size;
    out[0] = '\0';
    if (text && fits)
        memcpy(out, text, strlen(text) + 1);
    return fits;
}

/* ---- completions and what was issued for them ---- */

static enum fault_code completion_row(struct query *query, void *fn, void *context)
{
    const struct completion_raw raw = {
        .seq = column_integer(query, 0),
        .person = column_integer(query, 1),
        .completed_on = column_date(query, 2, DATE_MIN),
        .recorded_at = column_instant(query, 3),
        .payload = column_text(query, 4),
        .email = column_text(query, 5),
        .clock_behind = column_integer(query, 6),
    };
    return query->code != FAULT_NONE ? query->code : (*(completion_raw_fn *)fn)(context, &raw, query->fault);
}

enum fault_code completion_each_raw(struct db *db, completion_raw_fn fn, void *context, struct fault *fault)
{
    struct query query;
    query_open(&query, db,
               "SELECT seq, about, date, recorded_at, payload, email,"
               " EXISTS (SELECT 1 FROM event AS before WHERE before.seq = event.seq - 1 AND before.recorded_at = event.recorded_at)"
               " FROM event LEFT JOIN identity ON person = about WHERE kind = 'completion.recorded' ORDER BY seq",
               fault);
    return each(&query, completion_row, &fn, context);
}

static enum fault_code issue_row(struct query *query, void *fn, void *context)
{
    const struct issue_raw raw = {
        .seq = column_integer(query, 0),
        .commitment = column_text(query, 1),
        .score_commitment = column_text(query, 2),
        .answers = column_text(query, 3),
        .recorded_at = column_instant(query, 4),
    };
    return query->code != FAULT_NONE ? query->code : (*(issue_raw_fn *)fn)(context, &raw, query->fault);
}

enum fault_code issue_each_raw(struct db *db, int64_t completion, issue_raw_fn fn, void *context, struct fault *fault)
{
    struct query query;
    query_open(&query, db,
               "SELECT record.seq, commitment, score_commitment, answers, recorded_at FROM record JOIN event USING (seq)"
               " WHERE completion = :completion ORDER BY record.seq",
               fault);
    bind_integer(&query, ":completion", completion);
    return each(&query, issue_row, &fn, context);
}

static enum fault_code credential_row(struct query *query, void *fn, void *context)
{
    const struct credential_raw raw = {
        .number = column_integer(query, 0),
        .record = column_text(query, 1),
        .kind = column_text(query, 2),
        .issued = column_integer_or(query, 3, -1),
        .person = column_integer(query, 4),
        .salt = salt_of(query, 5),
        .document = column_text(query, 6),
        .superseded_by = column_text(query, 7),
    };
    return query->code != FAULT_NONE ? query->code : (*(credential_raw_fn *)fn)(context, &raw, query->fault);
}

enum fault_code credential_each_raw(struct db *db, int64_t completion, credential_raw_fn fn, void *context,
                                    struct fault *fault)
{
    struct query query;
    query_open(&query, db,
               "SELECT number, record, kind, issued, person, salt, document, superseded_by FROM credential"
               " WHERE completion = :completion ORDER BY number",
               fault);
    bind_integer(&query, ":completion", completion);
    return each(&query, credential_row, &fn, context);
}

enum fault_code regrade_before(struct db *db, int64_t completion, int64_t seq, struct completion_row *marks,
                               struct fault *fault)
{
    struct query query;
    query_open(&query, db,
               "SELECT score, max, unit FROM regrade WHERE completion = :completion AND seq < :seq ORDER BY seq DESC LIMIT 1",
               fault);
    bind_integer(&query, ":completion", completion);
    bind_integer(&query, ":seq", seq);
    if (query_next(&query)) {
        marks->score = column_integer(&query, 0);
        marks->max = column_integer(&query, 1);
        marks->unit = column_integer(&query, 2);
    }
    return query_close(&query);
}

/* ---- attempts ---- */

/* False when a column holds what no attempt can. */
static bool attempt_read(struct query *query, struct attempt *out)
{
    bool whole = text_fits(query, 1, out->id, sizeof out->id) && text_fits(query, 3, out->quiz, sizeof out->quiz) &&
                 text_fits(query, 4, out->bank, sizeof out->bank) && text_fits(query, 7, out->record, sizeof out->record) &&
                 text_fits(query, 21, out->schools, sizeof out->schools);
    const unsigned char *seed = salt_of(query, 5);
    out->person = column_integer(query, 2);
    if (seed)
        memcpy(out->seed, seed, sizeof out->seed);
    out->submitted_at = column_instant(query, 6);
    out->score = column_integer(query, 8);
    out->max = column_integer(query, 9);
    for (int i = 0; i < 5; i++) {
        out->subject[i].score = column_integer(query, 10 + 2 * i);
        out->subject[i].max = column_integer(query, 11 + 2 * i);
    }
    return whole && seed;
}

static enum fault_code attempt_row(struct query *query, void *fn, void *context)
{
    struct attempt_raw raw = {.number = column_integer(query, 0), .answers_salt = salt_of(query, 20)};
    raw.whole = attempt_read(query, &raw.attempt);
    return query->code != FAULT_NONE ? query->code : (*(attempt_raw_fn *)fn)(context, &raw, query->fault);
}

enum fault_code attempt_each_raw(struct db *db, int64_t person, int64_t completion, attempt_raw_fn fn, void *context,
                                 struct fault *fault)
{
    struct query query;
    query_open(&query, db,
               "SELECT number, id, person, quiz, bank, seed, submitted_at, record, score, max, score_a, max_a, score_b,"
               " max_b, score_c, max_c, score_d, max_d, score_e, max_e, answers_salt, schools FROM attempt"
               " WHERE person = :person AND completion = :completion ORDER BY number",
               fault);
    bind_integer(&query, ":person", person);
    bind_integer(&query, ":completion", completion);
    return each(&query, attempt_row, &fn, context);
}

static enum fault_code answer_row(struct query *query, void *fn, void *context)
{
    const char *response = column_text(query, 1);
    return query->code != FAULT_NONE
               ? query->code : (*(answer_raw_fn *)fn)(context, column_integer(query, 0), response, query->fault);
}

enum fault_code answer_each_raw(struct db *db, int64_t attempt, answer_raw_fn fn, void *context, struct fault *fault)
{
    struct query query;
    query_open(&query, db, "SELECT number, response FROM answer WHERE attempt = :attempt ORDER BY number", fault);
    bind_integer(&query, ":attempt", attempt);
    return each(&query, answer_row, &fn, context);
}

static enum fault_code bank_row(struct query *query, void *fn, void *context)
{
    const char *hash = column_text(query, 0), *document = column_text(query, 1);
    size_t size = (size_t)sqlite3_column_bytes(query->statement, 1);
    return query->code != FAULT_NONE ? query->code
                                     : (*(bank_raw_fn *)fn)(context, hash ? hash : "", document ? document : "", size,
                                                            query->fault);
}

enum fault_code bank_each_raw(struct db *db, bank_raw_fn fn, void *context, struct fault *fault)
{
    struct query query;
    query_open(&query, db, "SELECT hash, document FROM bank_version ORDER BY kept_at", fault);
    return each(&query, bank_row, &fn, context);
}

/* ---- who is there, and what stands where nothing should ---- */

static enum fault_code identity_row(struct query *query, void *fn, void *context)
{
    return (*(identity_raw_fn *)fn)(context, column_integer(query, 0), query->fault);
}

enum fault_code identity_each_raw(struct db *db, identity_raw_fn fn, void *context, struct fault *fault)
{
    struct query query;
    query_open(&query, db, "SELECT person FROM identity ORDER BY person", fault);
    return each(&query, identity_row, &fn, context);
}

static enum fault_code stray_row(struct query *query, void *fn, void *context)
{
    const char *table = column_text(query, 0);
    return (*(stray_fn *)fn)(context, table, column_integer(query, 1), column_text(query, 2), query->fault);
}

/* A text behind a NUL is seen by SQL and by whoever counts bytes, and by nothing that reads up to its end. */
#define BEHIND_NUL(table, row, columns) \
    " UNION ALL SELECT '" table "', " row ", 'a text in it goes on behind a NUL' FROM " table " WHERE instr(" columns ", char(0)) > 0"

enum fault_code stray_each(struct db *db, stray_fn fn, void *context, struct fault *fault)
{
    struct query query;
    query_open(&query, db,
               "SELECT 'credential', number, 'it is for no completion that was ever recorded' FROM credential"
               " LEFT JOIN event ON seq = completion AND event.kind = 'completion.recorded' WHERE seq IS NULL"
               " UNION ALL SELECT 'attempt', number, 'it was submitted, and no event records its completion by this person'"
               " FROM attempt LEFT JOIN event ON seq = completion AND event.kind = 'completion.recorded' AND about = person"
               " AND payload ->> 'source' = 'attempt' WHERE submitted_at IS NOT NULL AND seq IS NULL"
               " UNION ALL SELECT 'evidence', completion, 'it is for no completion that was imported for this person'"
               " FROM evidence LEFT JOIN event ON seq = completion AND event.kind = 'completion.recorded'"
               " AND about = person AND payload ->> 'source' = 'import' WHERE seq IS NULL"
               " UNION ALL SELECT 'answer', attempt, 'it answers no attempt' FROM answer LEFT JOIN attempt AS a"
               " ON a.number = answer.attempt WHERE a.number IS NULL"
               " UNION ALL SELECT 'remark', remark.number, 'it is not by the person whose attempt it was' FROM remark JOIN attempt AS a"
               " ON a.number = remark.attempt WHERE a.person <> remark.person"
               " UNION ALL SELECT 'credential', number, 'superseded_by is empty, which is not none' FROM credential"
               " WHERE superseded_by = ''"
               BEHIND_NUL("credential", "number", "record || document || coalesce(superseded_by, '')")
               BEHIND_NUL("attempt", "number", "id || quiz || bank || coalesce(record, '') || schools")
               BEHIND_NUL("answer", "attempt", "response")
               BEHIND_NUL("identity", "person", "staff_id || name || email || coalesce(password, '')")
               BEHIND_NUL("evidence", "completion", "evidence")
               BEHIND_NUL("remark", "number", "question || text")
               BEHIND_NUL("checkpoint", "id", "note")
               BEHIND_NUL("cosignature", "number", "note"),
               fault);
    return each(&query, stray_row, &fn, context);
}
