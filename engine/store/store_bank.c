/*
 * store_bank.c - the versions of the question bank that attempts were drawn from, each kept once under its hash, and which of
 * them was served when.
 */
#include <string.h>
#include "signpost/store_bank.h"
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

enum fault_code bank_version_serve(struct tx *tx, const char *hash, struct fault *fault)
{
    struct query query;
    query_open(&query, tx->db,
               "INSERT INTO bank_served (bank, at) SELECT :hash, :now"
               " WHERE :hash IS NOT (SELECT bank FROM bank_served ORDER BY number DESC LIMIT 1)", fault);
    bind_text(&query, ":hash", hash);
    bind_integer(&query, ":now", clock_now().ms);
    return query_run(&query);
}

enum fault_code bank_version_find(struct db *db, const char *beginning, char hash[65], struct fault *fault)
{
    struct query query;
    int found = 0;
    query_open(&query, db, "SELECT hash FROM bank_version WHERE substr(hash, 1, length(:beginning)) = :beginning LIMIT 2", fault);
    bind_text(&query, ":beginning", beginning);
    for (; query_next(&query); found++)
        column_copy(&query, 0, hash, 65);
    enum fault_code code = query_close(&query);
    if (code == FAULT_NONE && found != 1)
        code = found ? fault_set(fault, FAULT_USAGE, "Several versions begin with \"%.64s\": give more of it.", beginning)
                     : fault_set(fault, FAULT_ABSENT, "No version in the database begins with \"%.64s\".", beginning);
    return code;
}

enum fault_code bank_version_list(struct db *db, struct arena *arena, struct bank_version **out, int *count, struct fault *fault)
{
    struct query query;
    struct list list;
    list_init(&list, sizeof(struct bank_version));
    query_open(&query, db,
               "WITH last (bank) AS (SELECT bank FROM bank_served ORDER BY number DESC LIMIT 1)"
               " SELECT v.hash, coalesce((SELECT min(at) FROM bank_served WHERE bank = v.hash), v.kept_at) AS since,"
               " json_array_length(v.document, '$.bank') + coalesce((SELECT sum(json_array_length(value, '$.questions'))"
               " FROM json_each(v.document, '$.schools')), 0),"
               " coalesce(a.submitted, 0), coalesce(a.drawn - a.submitted, 0), v.hash IS (SELECT bank FROM last)"
               " FROM bank_version AS v LEFT JOIN"
               " (SELECT bank, count(submitted_at) AS submitted, count(*) AS drawn FROM attempt GROUP BY bank) AS a ON a.bank = v.hash"
               " ORDER BY since DESC, v.hash", fault);
    while (query_next(&query)) {
        struct bank_version *version = list_add(&query, &list);
        if (!version)
            continue;
        column_copy(&query, 0, version->hash, sizeof version->hash);
        version->since = column_instant(&query, 1);
        version->questions = (int)column_integer_or(&query, 2, 0);
        version->submitted = (int)column_integer(&query, 3);
        version->open = (int)column_integer(&query, 4);
        version->current = column_integer(&query, 5) == 1;
    }
    return list_finish(&query, &list, arena, out, count);
}
