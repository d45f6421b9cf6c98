/*
 * store_log.c - the transparency log as it is stored: tiles over event and log_node, the log's name and keys, the last
 * checkpoint, and the proof of one leaf under it.
 */
#include <string.h>
#include "store_internal.h"

/* ---- tiles ---- */

/* Reads WIDTH hashes of rows that must follow each other from FIRST on. */
static enum fault_code hashes_read(struct query *query, int64_t first, int width, struct log_hash *out)
{
    int got = 0;
    while (got < width && query_next(query)) {
        if (column_integer(query, 0) != first + got)
            break;
        column_bytes(query, 1, out[got].bytes, sizeof out[got].bytes);
        got++;
    }
    if (query->code == FAULT_NONE && got < width)
        query->code = fault_set(query->fault, FAULT_ABSENT, "The log has no such part (yet).");
    return query_close(query);
}

enum fault_code log_tile_read(void *db, int level, int64_t number, int width, struct log_hash *out, struct fault *fault)
{
    struct query query;
    int64_t first = number * LOG_TILE;
    if (level < 0 || level >= LOG_LEVELS || number < 0 || number > INT64_MAX / LOG_TILE - 1 || width < 1 || width > LOG_TILE)
        return fault_set(fault, FAULT_ABSENT, "The log has no such part (yet).");
    if (level == 0) {
        query_open(&query, db, "SELECT seq, leaf FROM event WHERE seq >= :from AND seq < :to ORDER BY seq", fault);
    } else {
        query_open(&query, db,
                   "SELECT number, hash FROM log_node WHERE level = :level AND number >= :from AND number < :to ORDER BY number",
                   fault);
        bind_integer(&query, ":level", level);
    }
    bind_integer(&query, ":from", first);
    bind_integer(&query, ":to", first + width);
    return hashes_read(&query, first, width, out);
}

/* ---- the log's name and keys ---- */

enum fault_code log_origin_read(struct db *db, char out[LOG_NAME_TEXT], struct fault *fault)
{
    struct query query;
    char url[LIMIT_URL] = "", key[MULTIKEY_TEXT] = "";
    query_open(&query, db, "SELECT payload ->> 'url' FROM event WHERE kind = 'institution.named' ORDER BY seq LIMIT 1", fault);
    if (query_one(&query, "The log has no name before the institution has one: run signpost init."))
        column_copy(&query, 0, url, sizeof url);
    enum fault_code code = query_close(&query);
    if (code != FAULT_NONE)
        return code;
    query_open(&query, db, "SELECT public FROM key WHERE purpose = 'log' ORDER BY seq LIMIT 1", fault);
    if (query_one(&query, "The log has no key yet: run signpost init."))
        column_copy(&query, 0, key, sizeof key);
    code = query_close(&query);
    if (code == FAULT_NONE)
        log_origin_make(url, key, out);
    return code;
}

enum fault_code log_origin(struct db *db, struct arena *arena, const char **out, struct fault *fault)
{
    char name[LOG_NAME_TEXT];
    enum fault_code code = log_origin_read(db, name, fault);
    if (code != FAULT_NONE)
        return code;
    *out = arena_dup(arena, name);
    return *out ? FAULT_NONE : fault_memory(fault);
}

static const char *vkey_text(struct query *query, struct arena *arena, const char *origin)
{
    char text[LOG_VKEY_TEXT], public[MULTIKEY_TEXT] = "";
    unsigned char key[32];
    struct log_vkey vkey;
    column_copy(query, 0, public, sizeof public);
    if (query->code == FAULT_NONE && !multikey_public_read(public, key))
        query->code = fault_set(query->fault, FAULT_INTERNAL, "A log key of the database is no public key.");
    if (query->code == FAULT_NONE)
        query->code = log_vkey_make(origin, LOG_KEY_NOTE, key, &vkey, query->fault);
    if (query->code != FAULT_NONE)
        return NULL;
    log_vkey_text(&vkey, text);
    char *copy = arena_dup(arena, text);
    if (!copy)
        query->code = fault_memory(query->fault);
    return copy;
}

enum fault_code log_vkeys(struct db *db, struct arena *arena, const char ***out, struct fault *fault)
{
    struct query query;
    struct list list;
    int count = 0;
    char origin[LOG_NAME_TEXT];
    enum fault_code code = log_origin_read(db, origin, fault);
    if (code != FAULT_NONE)
        return code;
    list_init(&list, sizeof(const char *));
    query_open(&query, db, "SELECT public FROM key WHERE purpose = 'log' ORDER BY seq", fault);
    while (query_next(&query)) {
        const char **vkey = list_add(&query, &list);
        if (vkey)
            *vkey = vkey_text(&query, arena, origin);
    }
    list_add(&query, &list); /* the NULL that ends it */
    return list_finish(&query, &list, arena, out, &count);
}

enum fault_code keys_known(struct db *db, struct arena *arena, const char ***out, int *count, struct fault *fault)
{
    struct query query;
    struct list list;
    list_init(&list, sizeof(const char *));
    query_open(&query, db, "SELECT public FROM key ORDER BY seq", fault);
    while (query_next(&query)) {
        const char **key = list_add(&query, &list);
        if (key)
            *key = column_dup(&query, arena, 0);
    }
    list_add(&query, &list); /* the NULL that ends it */
    enum fault_code code = list_finish(&query, &list, arena, out, count);
    --*count;
    return code;
}

/* ---- checkpoints and proofs ---- */

enum fault_code checkpoint_get(struct db *db, struct arena *arena, struct checkpoint_row *out, struct fault *fault)
{
    struct query query;
    query_open(&query, db, "SELECT size, root, note, signed_at FROM checkpoint WHERE id = 0", fault);
    if (query_one(&query, "No checkpoint of the log has been signed yet.")) {
        out->size = column_integer(&query, 0);
        column_bytes(&query, 1, out->root.bytes, sizeof out->root.bytes);
        out->note = column_dup(&query, arena, 2);
        out->signed_at = column_instant(&query, 3);
    }
    return query_close(&query);
}

enum fault_code log_proof_get(struct db *db, struct arena *arena, int64_t index, const char *extra, size_t extra_size,
                              struct buf *out, struct fault *fault)
{
    struct log_tree tree = {log_tile_read, db};
    struct log_proof_file file = {.index = index, .extra = (char *)extra, .extra_size = extra_size};
    struct checkpoint_row checkpoint;
    enum fault_code code = checkpoint_get(db, arena, &checkpoint, fault);
    if (code != FAULT_NONE)
        return code;
    if (index < 0 || index >= checkpoint.size)
        return fault_set(fault, FAULT_ABSENT, "The log has not been signed that far yet.");
    code = log_inclusion(&tree, index, checkpoint.size, &file.proof, fault);
    if (code != FAULT_NONE)
        return code;
    file.note = (char *)checkpoint.note;
    file.note_size = strlen(checkpoint.note);
    return log_proof_file_write(&file, out, fault);
}
