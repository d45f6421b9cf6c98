/*
 * store_bank.c - the versions of the question bank that attempts were drawn from, each kept once under its hash.
 */
#include <string.h>
#include "store_internal.h"

enum fault_code bank_version_keep(struct tx *tx, const char *hash, const char *document, size_t size,
                                  struct fault *fault)
{
    struct query query;
    query_open(&query, tx->db, "INSERT INTO bank_version VALUES (:hash, :document, :now) ON CONFLICT (hash) DO NOTHING",
               fault);
    bind_text(&query, ":hash", hash);
    bind_document(&query, ":document", document, size);
    bind_integer(&query, ":now", clock_now().ms);
    return query_run(&query);
}

enum fault_code bank_version_get(struct db *db, struct arena *arena, const char *hash, const char **document,
                                 size_t *size, struct fault *fault)
{
    struct query query;
    query_open(&query, db, "SELECT document FROM bank_version WHERE hash = :hash", fault);
    bind_text(&query, ":hash", hash);
    if (query_one(&query, "There is no such version of the question bank.")) {
        *document = column_dup(&query, arena, 0);
        *size = *document ? strlen(*document) : 0; /* JSON text holds no NUL */
    }
    return query_close(&query);
}
