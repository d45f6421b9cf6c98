/*
 * log_world.h - a small University whose log is signed, and the log checked from the raw rows alone: a root by RFC 6962's own
 * recursion, every tile hash, and the last checkpoint with its signatures.
 */
#ifndef TEST_LOG_WORLD_H
#define TEST_LOG_WORLD_H
#include "store_world.h"

#define NAMED(url) "{\"name\":\"University of Test\",\"url\":" url ",\"zone\":\"Europe/London\"}"

/* ---- keys ---- */

static inline void keys_file(const struct world *world, char out[128])
{
    snprintf(out, 128, "%s/keys", world->dir);
}

static inline struct keys *load_keys(struct world *world)
{
    struct keys *keys = NULL;
    char file[128];
    keys_file(world, file);
    assert_fine(world, keys_load(file, &keys, &world->fault));
    return keys;
}

static inline void hand_over(struct world *world)
{
    assert_fine(world, store_keys_use(world->store, load_keys(world), &world->fault));
}

static inline void tell_of_key(struct world *world, const char *public, const char *purpose)
{
    char payload[160];
    snprintf(payload, sizeof payload, "{\"public\":\"%s\",\"purpose\":\"%s\"}", public, purpose);
    record(world, (struct event){.kind = "key.added", .date = DATE_MIN, .payload = payload});
}

/* Names the institution, makes its keys and hands them over. */
static inline void found(struct world *world, const char *named)
{
    char file[128];
    keys_file(world, file);
    assert_fine(world, keys_create(file, &world->fault));
    struct keys *keys = load_keys(world);
    record(world, (struct event){.kind = "institution.named", .date = DATE_MIN, .payload = named});
    tell_of_key(world, keys_get(keys, KEY_CREDENTIAL, 0).public, "credential");
    tell_of_key(world, keys_get(keys, KEY_LOG, 0).public, "log");
    assert_fine(world, store_keys_use(world->store, keys, &world->fault));
}

static inline int signed_setup(void **state)
{
    int result = world_setup(state);
    found(*state, NAMED("\"https://quiz.test.example\""));
    return result;
}

static inline int signed_teardown(void **state)
{
    char file[128];
    keys_file(*state, file);
    unlink(file);
    return world_teardown(state);
}

/* ---- the log from its raw rows ---- */

struct raw_log { int64_t size; struct log_hash *leaf; };

static inline struct raw_log raw_log_read(struct world *world)
{
    struct raw_log log = {0};
    sqlite3_stmt *statement = NULL;
    sqlite3 *raw = world_raw(world);
    log.leaf = calloc((size_t)raw_number(raw, "SELECT count(*) + 1 FROM event"), sizeof *log.leaf);
    assert_non_null(log.leaf);
    assert_int_equal(sqlite3_prepare_v2(raw, "SELECT leaf FROM event ORDER BY seq", -1, &statement, NULL), SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW)
        memcpy(log.leaf[log.size++].bytes, sqlite3_column_blob(statement, 0), sizeof log.leaf->bytes);
    sqlite3_finalize(statement);
    sqlite3_close(raw);
    return log;
}

/* MTH of leaves FROM to TO - 1 (RFC 6962, 2.1) */
static inline struct log_hash root_of(const struct raw_log *log, int64_t from, int64_t to)
{
    struct log_hash root, left, right;
    int64_t k = 1;
    if (to - from == 1)
        return log->leaf[from];
    while (2 * k < to - from)
        k *= 2;
    left = root_of(log, from, from + k);
    right = root_of(log, from + k, to);
    log_node_hash(&left, &right, &root);
    return root;
}

static inline void assert_same_hash(const struct log_hash *a, const void *bytes)
{
    assert_memory_equal(a->bytes, bytes, sizeof a->bytes);
}

/* Exactly the tile hashes that so many leaves complete are there, each the root of its subtree. */
static inline void check_nodes(struct world *world, const struct raw_log *log)
{
    sqlite3_stmt *statement = NULL;
    sqlite3 *raw = world_raw(world);
    int64_t expected = 0, met = 0;
    for (int level = 1; level < 4; level++)
        expected += log->size >> 8 * level;
    assert_int_equal(sqlite3_prepare_v2(raw, "SELECT level, number, hash FROM log_node", -1, &statement, NULL), SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        int64_t width = INT64_C(1) << 8 * sqlite3_column_int(statement, 0), number = sqlite3_column_int64(statement, 1);
        struct log_hash root;
        assert_true((number + 1) * width <= log->size);
        root = root_of(log, number * width, (number + 1) * width);
        assert_same_hash(&root, sqlite3_column_blob(statement, 2));
        met++;
    }
    sqlite3_finalize(statement);
    sqlite3_close(raw);
    assert_int_equal(met, expected);
}

/* The last checkpoint; false when there is none. */
static inline bool last_checkpoint(struct world *world, struct checkpoint_row *out)
{
    struct db *db = NULL;
    assert_fine(world, store_read(world->store, &db, &world->fault));
    enum fault_code code = checkpoint_get(db, world->arena, out, &world->fault);
    store_done(world->store, db);
    assert_true(code == FAULT_NONE || code == FAULT_ABSENT);
    return code == FAULT_NONE;
}

/* How many of the log's keys have signed NOTE; each that did holds. */
static inline int signatures(struct world *world, const char *note)
{
    const char **vkeys = NULL;
    struct db *db = NULL;
    int held = 0;
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, log_vkeys(db, world->arena, &vkeys, &world->fault));
    store_done(world->store, db);
    for (int i = 0; vkeys[i]; i++) {
        struct log_vkey vkey;
        assert_fine(world, log_vkey_read(vkeys[i], &vkey, &world->fault));
        held += log_note_verify(note, strlen(note), &vkey, NULL, NULL) == FAULT_NONE;
    }
    return held;
}

/* Every event is in the tree, and the last checkpoint says so under the log's signature. */
static inline void check_log(struct world *world)
{
    struct raw_log log = raw_log_read(world);
    struct log_checkpoint said;
    struct checkpoint_row row = {0};
    struct log_hash root = root_of(&log, 0, log.size);
    check_nodes(world, &log);
    assert_true(last_checkpoint(world, &row));
    assert_int_equal(row.size, log.size);
    assert_same_hash(&root, row.root.bytes);
    assert_fine(world, log_checkpoint_read(row.note, strlen(row.note), &said, &world->fault));
    assert_int_equal(said.size, row.size);
    assert_same_hash(&root, said.root.bytes);
    assert_int_equal(signatures(world, row.note), 1);
    free(log.leaf);
}

/* Runs SQL as somebody with the file would; first it takes the triggers away that would stop them. */
static inline void tamper(struct world *world, const char *sql)
{
    static const char *const triggers =
        "DROP TRIGGER IF EXISTS event_no_update; DROP TRIGGER IF EXISTS event_no_delete; DROP TRIGGER IF EXISTS event_next;"
        "DROP TRIGGER IF EXISTS log_node_no_update; DROP TRIGGER IF EXISTS log_node_no_delete;"
        "DROP TRIGGER IF EXISTS checkpoint_no_replacement; DROP TRIGGER IF EXISTS checkpoint_no_delete;"
        "DROP TRIGGER IF EXISTS checkpoint_no_return";
    sqlite3 *raw = world_raw(world);
    assert_int_equal(sqlite3_exec(raw, triggers, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(raw, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(raw);
}
#endif
