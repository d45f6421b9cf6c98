/*
 * log_edge.c - the log's growing edge, as the writer keeps it: the frontier over every event that is on disk. Each commit group
 * adds its new leaves, the tile hashes that they complete and one signed checkpoint, all in its own transaction.
 *
 * What was signed once binds for ever: a checkpoint is never signed that the last one would not be consistent with. So the
 * edge is read from the tiles when the store is opened and compared with the last checkpoint; where they differ, somebody has
 * changed the database, and no event is added any more.
 */
#include <string.h>
#include "store_internal.h"

static enum fault_code node_insert(struct db *db, int level, int64_t number, const struct log_hash *hash, struct fault *fault)
{
    struct query query;
    query_open(&query, db, "INSERT INTO log_node VALUES (:level, :number, :hash)", fault);
    bind_integer(&query, ":level", level);
    bind_integer(&query, ":number", number);
    bind_bytes(&query, ":hash", hash->bytes, sizeof hash->bytes);
    return query_run(&query);
}

static enum fault_code leaf_add(struct db *db, struct log_frontier *frontier, const struct log_hash *leaf, struct fault *fault)
{
    struct log_hash nodes[LOG_LEVELS];
    int made = log_frontier_add_nodes(frontier, leaf, nodes);
    enum fault_code code = FAULT_NONE;
    for (int i = 0; i < made && code == FAULT_NONE; i++) {
        int level = i + 1;
        code = node_insert(db, level, (frontier->size >> 8 * level) - 1, &nodes[i], fault);
    }
    return code;
}

/* Adds every event that the frontier does not have yet. */
static enum fault_code leaves_add(struct db *db, struct log_frontier *frontier, struct fault *fault)
{
    struct query query;
    enum fault_code code = FAULT_NONE;
    query_open(&query, db, "SELECT seq, leaf FROM event WHERE seq >= :from ORDER BY seq", fault);
    bind_integer(&query, ":from", frontier->size);
    while (code == FAULT_NONE && query_next(&query)) {
        struct log_hash leaf;
        if (column_integer(&query, 0) != frontier->size)
            code = fault_set(fault, FAULT_PROOF, "Event %lld is missing.", (long long)frontier->size);
        column_bytes(&query, 1, leaf.bytes, sizeof leaf.bytes);
        if (code == FAULT_NONE && query.code == FAULT_NONE)
            code = leaf_add(db, frontier, &leaf, fault);
    }
    enum fault_code closed = query_close(&query);
    return code != FAULT_NONE ? code : closed;
}

/* ---- opening ---- */

/* How many leaves the stored tile hashes stand for. */
static enum fault_code built_size(struct db *db, int64_t *out, struct fault *fault)
{
    struct query query;
    query_open(&query, db, "SELECT coalesce(max(number), -1) + 1 FROM log_node WHERE level = 1", fault);
    if (query_one(&query, "The database did not answer."))
        *out = column_integer(&query, 0) * LOG_TILE;
    return query_close(&query);
}

/* Reads the edge, and stores the tile hashes that a database made by an older program lacks. In a transaction. */
static enum fault_code frontier_read(struct db *db, struct log_frontier *out, struct fault *fault)
{
    struct log_tree tree = {log_tile_read, db};
    int64_t built = 0;
    enum fault_code code = built_size(db, &built, fault);
    if (code == FAULT_NONE)
        code = log_frontier_read(&tree, built, out, fault);
    if (code == FAULT_NONE)
        code = leaves_add(db, out, fault);
    return code;
}

static enum fault_code signed_read(struct db *db, struct log_edge *edge, struct log_hash *root, struct fault *fault)
{
    struct query query;
    edge->signed_size = -1;
    query_open(&query, db, "SELECT size, root, signed_at FROM checkpoint WHERE id = 0", fault);
    if (query_next(&query)) {
        edge->signed_size = column_integer(&query, 0);
        column_bytes(&query, 1, root->bytes, sizeof root->bytes);
        edge->signed_at = column_instant(&query, 2);
    }
    return query_close(&query);
}

static enum fault_code compare_with_signed(struct db *db, struct log_edge *edge, struct fault *fault)
{
    struct log_tree tree = {log_tile_read, db};
    struct log_hash stored, computed;
    enum fault_code code = signed_read(db, edge, &stored, fault);
    if (code != FAULT_NONE || edge->signed_size < 0)
        return code;
    if (edge->signed_size > edge->frontier.size)
        return fault_set(fault, FAULT_PROOF, "Events are missing: %lld were signed for and %lld are there.",
                         (long long)edge->signed_size, (long long)edge->frontier.size);
    code = log_root(&tree, edge->signed_size, &computed, fault);
    if (code == FAULT_NONE && memcmp(stored.bytes, computed.bytes, sizeof stored.bytes) != 0)
        code = fault_set(fault, FAULT_PROOF, "The events are not those that the last checkpoint was signed for.");
    return code;
}

/* The disk's failures are for whoever opens; what the rows say that cannot be is kept, to be told whoever would add to them. */
static bool is_about_rows(const struct db *db, enum fault_code code)
{
    return db->trouble == SQLITE_OK && code != FAULT_MEMORY && code != FAULT_STORAGE && code != FAULT_BUSY;
}

enum fault_code log_edge_open(struct db *db, struct log_edge *out, struct fault *fault)
{
    struct log_edge edge = {.signed_size = -1};
    struct fault found = {0};
    enum fault_code code = db_run(db, "BEGIN IMMEDIATE", fault);
    if (code != FAULT_NONE)
        return code;
    code = event_count(db, &edge.events, &found);
    if (code == FAULT_NONE)
        code = frontier_read(db, &edge.frontier, &found);
    if (code == FAULT_NONE)
        code = compare_with_signed(db, &edge, &found);
    if (code == FAULT_NONE) {
        code = db_run(db, "COMMIT", fault);
    } else if (is_about_rows(db, code)) {
        fault_set(&edge.trouble, FAULT_PROOF,
                  "%.300s Somebody has changed the database. Nothing is added to it: signpost audit tells what differs.",
                  found.message);
        code = db_run(db, "ROLLBACK", fault);
    } else if (fault) {
        *fault = found;
    }
    if (!sqlite3_get_autocommit(db->handle))
        sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
    if (code == FAULT_NONE)
        *out = edge;
    return code;
}

/* ---- signing ---- */

static enum fault_code checkpoint_store(struct db *db, const struct log_checkpoint *checkpoint, const struct buf *note,
                                        struct instant at, struct fault *fault)
{
    struct query query;
    query_open(&query, db,
               "INSERT INTO checkpoint VALUES (0, :size, :root, :note, :at) ON CONFLICT (id) DO UPDATE SET size = excluded.size,"
               " root = excluded.root, note = excluded.note, signed_at = excluded.signed_at",
               fault);
    bind_integer(&query, ":size", checkpoint->size);
    bind_bytes(&query, ":root", checkpoint->root.bytes, sizeof checkpoint->root.bytes);
    bind_document(&query, ":note", note->bytes, note->size);
    bind_integer(&query, ":at", at.ms);
    return query_run_one(&query, "The checkpoint could not be stored.");
}

static enum fault_code sign(struct db *db, struct log_edge *edge, const struct keys *keys, struct fault *fault)
{
    struct log_checkpoint checkpoint = {.size = edge->frontier.size};
    struct instant at = clock_now();
    struct buf note;
    memcpy(checkpoint.origin, edge->origin, sizeof checkpoint.origin);
    log_frontier_root(&edge->frontier, &checkpoint.root);
    buf_init(&note, LOG_CHECKPOINT_TEXT);
    enum fault_code code = log_checkpoint_sign(keys, &checkpoint, at, &note, fault);
    if (code == FAULT_NONE)
        code = checkpoint_store(db, &checkpoint, &note, at, fault);
    if (code == FAULT_NONE) {
        edge->signed_size = checkpoint.size;
        edge->signed_at = at;
    }
    buf_release(&note);
    return code;
}

/* Nothing may follow what was changed; a group without events does no harm. */
static enum fault_code refuse_new(struct db *db, const struct log_edge *edge, struct fault *fault)
{
    int64_t count = 0;
    enum fault_code code = event_count(db, &count, fault);
    if (code != FAULT_NONE || count == edge->events)
        return code;
    if (fault)
        *fault = edge->trouble;
    return edge->trouble.code;
}

enum fault_code log_edge_advance(struct db *db, struct log_edge *edge, const struct keys *keys, bool sign_anyway,
                                 struct fault *fault)
{
    if (edge->trouble.code != FAULT_NONE)
        return refuse_new(db, edge, fault);
    enum fault_code code = leaves_add(db, &edge->frontier, fault);
    if (code != FAULT_NONE)
        return code;
    if (!keys || (edge->frontier.size == edge->signed_size && !sign_anyway))
        return FAULT_NONE;
    if (!edge->origin[0])
        code = log_origin_read(db, edge->origin, fault);
    if (code == FAULT_ABSENT)
        return FAULT_NONE; /* nothing is signed before the institution is named */
    return code == FAULT_NONE ? sign(db, edge, keys, fault) : code;
}
