/*
 * store_credential.c - issued credentials, with the salt of the commitment that their event holds.
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

enum fault_code credential_get(struct db *db, struct arena *arena, const char *record, struct credential_row *out,
                               struct fault *fault)
{
    struct query query;
    query_open(&query, db,
               "SELECT record, kind, person, completion, issued, salt, document, superseded_by FROM credential"
               " WHERE record = :record",
               fault);
    bind_text(&query, ":record", record);
    if (query_one(&query, "There is no such record.")) {
        const char *kind = column_text(&query, 1);
        column_copy(&query, 0, out->record, sizeof out->record);
        out->kind = kind && strcmp(kind, kinds[RECORD_SCORE]) == 0 ? RECORD_SCORE : RECORD_COMPLETION;
        out->person = column_integer(&query, 2);
        out->completion = column_integer(&query, 3);
        out->issued = column_integer_or(&query, 4, -1);
        column_bytes(&query, 5, out->salt, sizeof out->salt);
        out->document = column_dup(&query, arena, 6);
        out->size = out->document ? strlen(out->document) : 0;
        column_copy(&query, 7, out->superseded_by, sizeof out->superseded_by);
    }
    return query_close(&query);
}
