/*
 * page_tile.c - the transparency log for whoever wants to check it: GET /checkpoint and GET /tile/… (C2SP tlog-checkpoint and
 * tlog-tiles). Public: they hold hashes only. A tile never changes, so it may be kept for ever; nothing is served beyond the last
 * signed checkpoint.
 */
#include <string.h>
#include "common.h"

#define TILE_TYPE "application/octet-stream"

struct tile { int level; int64_t number; int width; };

static enum fault_code read_checkpoint(struct request *request, struct checkpoint_row *out, struct fault *fault)
{
    struct db *db = NULL;
    enum fault_code code = store_read(request->site->store, &db, fault);
    if (code != FAULT_NONE)
        return code;
    code = checkpoint_get(db, request->arena, out, fault);
    store_done(request->site->store, db);
    return code;
}

struct reply *page_checkpoint(struct request *request)
{
    struct checkpoint_row checkpoint;
    struct fault fault;
    if (read_checkpoint(request, &checkpoint, &fault) != FAULT_NONE)
        return page_fault(request, &fault);
    return reply_file(request, "text/plain; charset=utf-8", NULL, checkpoint.note, strlen(checkpoint.note));
}

/* An entry bundle: each entry of 32 bytes after its length, as the specification has them. */
static enum fault_code add_entry(void *context, const struct event *event, struct fault *fault)
{
    static const unsigned char length[2] = {0, EVENT_HASH};
    unsigned char entry[EVENT_HASH];
    struct buf canonical;
    buf_init(&canonical, 0);
    enum fault_code code = event_canonical(event, &canonical, fault);
    if (code == FAULT_NONE) {
        event_entry(event->salt, canonical.bytes, canonical.size, entry);
        buf_append(context, length, sizeof length);
        buf_append(context, entry, sizeof entry);
    }
    buf_release(&canonical);
    return code;
}

static enum fault_code add_hashes(struct db *db, const struct tile *tile, struct buf *out, struct fault *fault)
{
    struct log_hash hash[LOG_TILE];
    enum fault_code code = log_tile_read(db, tile->level, tile->number, tile->width, hash, fault);
    for (int i = 0; i < tile->width && code == FAULT_NONE; i++)
        buf_append(out, hash[i].bytes, sizeof hash[i].bytes);
    return code;
}

/* Does the signed tree have all of the tile? */
static bool is_signed(const struct tile *tile, int64_t size)
{
    int64_t entries = tile->level == LOG_TILE_ENTRIES ? size : size >> 8 * tile->level;
    return tile->number * LOG_TILE + tile->width <= entries;
}

static enum fault_code read_tile(struct request *request, const struct tile *tile, struct buf *out, struct fault *fault)
{
    struct checkpoint_row checkpoint;
    struct db *db = NULL;
    int64_t first = tile->number * LOG_TILE;
    enum fault_code code = store_read(request->site->store, &db, fault);
    if (code != FAULT_NONE)
        return code;
    code = checkpoint_get(db, request->arena, &checkpoint, fault);
    if (code == FAULT_NONE && !is_signed(tile, checkpoint.size))
        code = fault_set(fault, FAULT_ABSENT, "The log has no such part (yet).");
    if (code == FAULT_NONE && tile->level == LOG_TILE_ENTRIES)
        code = event_each(db, first, first + tile->width, add_entry, out, fault);
    else if (code == FAULT_NONE)
        code = add_hashes(db, tile, out, fault);
    store_done(request->site->store, db);
    return code == FAULT_NONE && !buf_ok(out) ? fault_memory(fault) : code;
}

struct reply *page_tile(struct request *request)
{
    struct tile tile;
    struct fault fault;
    struct buf bytes;
    struct reply *reply;
    if (!log_tile_path_read(request->param[0], &tile.level, &tile.number, &tile.width))
        return reply_absent(request);
    buf_init(&bytes, 0);
    const char *copy = NULL;
    enum fault_code code = read_tile(request, &tile, &bytes, &fault);
    if (code == FAULT_NONE && !(copy = arena_dup_bytes(request->arena, bytes.bytes, bytes.size)))
        code = fault_memory(&fault);
    reply = code == FAULT_NONE ? reply_static(request, TILE_TYPE, copy, bytes.size, true) : page_fault(request, &fault);
    buf_release(&bytes);
    return reply;
}
