/*
 * store_credential.c - issued credentials, with the salt of the commitment that their event holds.
 */
#include <string.h>
#include "store_internal.h"

enum fault_code credential_add(struct tx *tx, const struct credential_row *row, struct fault *fault)
{
    struct query query;
    query_open(&query, tx->db, "INSERT INTO credential VALUES (:event, :record, :person, :salt, :document)", fault);
    bind_integer(&query, ":event", row->event);
    bind_text(&query, ":record", row->record);
    bind_integer(&query, ":person", row->person);
    bind_bytes(&query, ":salt", row->salt, sizeof row->salt);
    bind_document(&query, ":document", row->document, row->size);
    return query_run(&query);
}

enum fault_code credential_get(struct db *db, struct arena *arena, const char *record, struct credential_row *out,
                               struct fault *fault)
{
    struct query query;
    query_open(&query, db, "SELECT record, person, event, salt, document FROM credential WHERE record = :record",
               fault);
    bind_text(&query, ":record", record);
    if (query_one(&query, "There is no such record.")) {
        column_copy(&query, 0, out->record, sizeof out->record);
        out->person = column_integer(&query, 1);
        out->event = column_integer(&query, 2);
        column_bytes(&query, 3, out->salt, sizeof out->salt);
        out->document = column_dup(&query, arena, 4);
        out->size = out->document ? strlen(out->document) : 0;
    }
    return query_close(&query);
}
