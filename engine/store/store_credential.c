/*
 * store_credential.c - issued records, each with the salt of the commitment that its event holds.
 */
#include <string.h>
#include "store_internal.h"

static const char *const kinds[] = {[RECORD_COMPLETION] = "completion", [RECORD_SCORE] = "score"};

enum fault_code credential_add(struct tx *tx, const struct credential_row *row, struct fault *fault)
{
    struct query query;
    query_open(&query, tx->db,
               "INSERT INTO credential (record, kind, completion, issued, person, salt, document)"
               " VALUES (:record, :kind, :completion, :issued, :person, :salt, :document)",
               fault);
    bind_text(&query, ":record", row->record);
    bind_text(&query, ":kind", kinds[row->kind]);
    bind_integer(&query, ":completion", row->completion);
    bind_integer_or_null(&query, ":issued", row->issued, -1);
    bind_integer(&query, ":person", row->person);
    bind_bytes(&query, ":salt", row->salt, sizeof row->salt);
    bind_document(&query, ":document", row->document, row->size);
    return query_run(&query);
}

/* ---- issuing ---- */

static enum fault_code issued_event(struct tx *tx, const struct records_new *records, int64_t *seq, struct fault *fault)
{
    const struct credential_row *record = records->record, *score = records->score;
    char commitment[65], score_commitment[65];
    struct payload payload;
    if (record)
        credential_commitment(record->salt, record->document, record->size, commitment);
    if (score)
        credential_commitment(score->salt, score->document, score->size, score_commitment);
    payload_begin(&payload);
    json_out_member(&payload.json, "answers", records->answers);
    json_out_member(&payload.json, "commitment", record ? commitment : NULL);
    json_out_member_integer(&payload.json, "completion", records->completion);
    json_out_member(&payload.json, "score_commitment", score ? score_commitment : NULL);
    struct event event = {.kind = "record.issued", .date = DATE_MIN, .payload = payload_end(&payload)};
    enum fault_code code = event_append(tx, &event, fault);
    if (code == FAULT_NONE)
        *seq = event.seq;
    payload_release(&payload);
    return code;
}

static enum fault_code person_of(struct db *db, int64_t completion, int64_t *person, struct fault *fault)
{
    struct query query;
    query_open(&query, db, "SELECT person FROM completion WHERE seq = :completion", fault);
    bind_integer(&query, ":completion", completion);
    if (query_one(&query, "There is no such completion."))
        *person = column_integer(&query, 0);
    return query_close(&query);
}

static enum fault_code supersede_scores(struct tx *tx, int64_t completion, const char *by, struct fault *fault)
{
    struct query query;
    query_open(&query, tx->db,
               "UPDATE credential SET superseded_by = :by WHERE completion = :completion AND kind = 'score'"
               " AND superseded_by IS NULL AND record <> :by",
               fault);
    bind_text(&query, ":by", by);
    bind_integer(&query, ":completion", completion);
    return query_run(&query);
}

enum fault_code records_issue(struct tx *tx, const struct records_new *records, int64_t *seq, struct fault *fault)
{
    const struct {
        const struct credential_row *row;
        enum record_kind kind;
    } signed_ones[] = {{records->record, RECORD_COMPLETION}, {records->score, RECORD_SCORE}};
    int64_t person = 0;
    enum fault_code code = person_of(tx->db, records->completion, &person, fault);
    if (code == FAULT_NONE)
        code = issued_event(tx, records, seq, fault);
    for (int i = 0; i < 2 && code == FAULT_NONE; i++) {
        if (!signed_ones[i].row)
            continue;
        struct credential_row row = *signed_ones[i].row;
        row.kind = signed_ones[i].kind;
        row.person = person;
        row.completion = records->completion;
        row.issued = *seq;
        code = credential_add(tx, &row, fault);
    }
    if (code == FAULT_NONE && records->score)
        code = supersede_scores(tx, records->completion, records->score->record, fault);
    return code;
}

/* ---- reading ---- */

#define CREDENTIAL                                                                                                     \
    "SELECT record, kind, person, completion, issued, salt, document, superseded_by FROM credential"

static void read_credential(struct query *query, struct arena *arena, struct credential_row *out)
{
    const char *kind = column_text(query, 1);
    column_copy(query, 0, out->record, sizeof out->record);
    out->kind = kind && strcmp(kind, kinds[RECORD_SCORE]) == 0 ? RECORD_SCORE : RECORD_COMPLETION;
    out->person = column_integer(query, 2);
    out->completion = column_integer(query, 3);
    out->issued = column_integer_or(query, 4, -1);
    column_bytes(query, 5, out->salt, sizeof out->salt);
    out->document = column_dup(query, arena, 6);
    out->size = out->document ? strlen(out->document) : 0;
    column_copy(query, 7, out->superseded_by, sizeof out->superseded_by);
}

enum fault_code credential_get(struct db *db, struct arena *arena, const char *record, struct credential_row *out,
                               struct fault *fault)
{
    struct query query;
    query_open(&query, db, CREDENTIAL " WHERE record = :record", fault);
    bind_text(&query, ":record", record);
    if (query_one(&query, "There is no such record."))
        read_credential(&query, arena, out);
    return query_close(&query);
}

enum fault_code credential_list(struct db *db, struct arena *arena, int64_t completion, struct credential_row **out,
                                int *count, struct fault *fault)
{
    struct query query;
    struct list list;
    list_init(&list, sizeof(struct credential_row));
    query_open(&query, db, CREDENTIAL " WHERE completion = :completion ORDER BY kind, number DESC", fault);
    bind_integer(&query, ":completion", completion);
    while (query_next(&query)) {
        struct credential_row *row = list_add(&query, &list);
        if (row)
            read_credential(&query, arena, row);
    }
    return list_finish(&query, &list, arena, out, count);
}
