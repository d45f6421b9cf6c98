/*
 * seal.c - the seal on a group of jobs: its events enter the log with it, under one signature, in the same COMMIT; and the keys
 * that sign. All but the figures of seal_stats and the keys belongs to the writer's thread.
 */
#include "store_internal.h"

enum fault_code seal_open(struct seal *seal, struct db *db, struct fault *fault)
{
    enum fault_code code = log_edge_open(db, &seal->edge, fault);
    atomic_store(&seal->signed_size, seal->edge.signed_size);
    atomic_store(&seal->signed_at, seal->edge.signed_at.ms);
    return code;
}

enum fault_code seal_commit(struct seal *seal, struct db *db, struct fault *fault)
{
    struct log_edge edge = seal->edge;
    enum fault_code code = log_edge_advance(db, &edge, atomic_load(&seal->keys), seal->sign_now, fault);
    if (code == FAULT_NONE)
        code = db_run(db, "COMMIT", fault);
    if (code != FAULT_NONE)
        return code;
    seal->edge = edge;
    seal->sign_now = false;
    atomic_store(&seal->signed_size, edge.signed_size);
    atomic_store(&seal->signed_at, edge.signed_at.ms);
    return FAULT_NONE;
}

/* Only keys of which the log tells may sign for it. It tells of none before the institution is founded. */
static enum fault_code choose_keys(struct db *db, const struct keys *keys, struct keys **out, struct fault *fault)
{
    struct arena *arena = arena_new();
    const char **known = NULL;
    int count = 0;
    enum fault_code code = arena ? keys_known(db, arena, &known, &count, fault) : fault_memory(fault);
    if (code == FAULT_NONE && count > 0)
        code = keys_select(keys, known, out, fault);
    if (arena)
        arena_free(arena);
    return code;
}

enum fault_code seal_keys_take(struct seal *seal, struct db *db, const struct keys *keys, struct keys **taken, struct fault *fault)
{
    if (seal->edge.trouble.code != FAULT_NONE)
        return fault_set(fault, seal->edge.trouble.code, "%s", seal->edge.trouble.message);
    enum fault_code code = choose_keys(db, keys, taken, fault);
    if (code != FAULT_NONE)
        return code;
    atomic_store(&seal->keys, *taken ? *taken : keys);
    seal->sign_now = true;
    return FAULT_NONE;
}

const struct keys *seal_keys(const struct seal *seal)
{
    return atomic_load(&seal->keys);
}

void seal_stats(const struct seal *seal, struct store_stats *out)
{
    out->signed_size = atomic_load(&seal->signed_size);
    out->signed_at = (struct instant){atomic_load(&seal->signed_at)};
}
