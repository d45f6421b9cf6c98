/*
 * tiles.c - tiles from somebody whom nobody need trust: each is checked on its way up to the signed root before it is used.
 */
#include <stdlib.h>
#include <string.h>
#include "signpost/witness.h"

#define TILES_MAX 64 /* of one tree: the right edges of two sizes, each with the tiles above it, are at most 32 */

struct tile {
    int level;
    int64_t number;
    int width;
    struct log_hash hash[LOG_TILE];
};

struct checked_tiles {
    struct log_tree source;
    int64_t size;
    struct tile *tile[TILES_MAX]; /* owned */
    int count;
};

/* How many entries of its level the tree has from this tile's first on: 256, or fewer at the right edge. */
static int width_there(const struct checked_tiles *checked, int level, int64_t number)
{
    int64_t entries = level < LOG_LEVELS ? checked->size >> (8 * level) : 0;
    int64_t rest = number <= entries / LOG_TILE ? entries - number * LOG_TILE : 0;
    return rest > LOG_TILE ? LOG_TILE : (int)rest;
}

/* The root over 256 entries. */
static void full_root(const struct log_hash *entry, struct log_hash *out)
{
    struct log_frontier frontier;
    log_frontier_init(&frontier);
    for (int i = 0; i < LOG_TILE; i++)
        log_frontier_add(&frontier, &entry[i]);
    log_frontier_root(&frontier, out);
}

static enum fault_code find(struct checked_tiles *checked, int level, int64_t number, const struct tile **out,
                            struct fault *fault);

/* A full tile must be what the tile above says; those at the right edge were checked when the root was made. */
static enum fault_code check(struct checked_tiles *checked, const struct tile *tile, struct fault *fault)
{
    const struct tile *above = NULL;
    struct log_hash root;
    char path[LOG_TILE_PATH];
    if (tile->width < LOG_TILE)
        return FAULT_NONE;
    enum fault_code code = find(checked, tile->level + 1, tile->number / LOG_TILE, &above, fault);
    if (code != FAULT_NONE)
        return code;
    full_root(tile->hash, &root);
    if (memcmp(root.bytes, above->hash[tile->number % LOG_TILE].bytes, sizeof root.bytes) == 0)
        return FAULT_NONE;
    log_tile_path(tile->level, tile->number, tile->width, path);
    return fault_set(fault, FAULT_PROOF, "The hashes served at tile/%s are not those that the signed root stands on.", path);
}

/* The whole tile as the tree has it: from memory, or read and checked. */
static enum fault_code find(struct checked_tiles *checked, int level, int64_t number, const struct tile **out,
                            struct fault *fault)
{
    for (int i = 0; i < checked->count; i++)
        if (checked->tile[i]->level == level && checked->tile[i]->number == number) {
            *out = checked->tile[i];
            return FAULT_NONE;
        }
    struct tile *tile = checked->count < TILES_MAX ? calloc(1, sizeof *tile) : NULL;
    if (!tile)
        return fault_memory(fault);
    tile->level = level;
    tile->number = number;
    tile->width = width_there(checked, level, number);
    enum fault_code code = tile->width < 1 ? fault_set(fault, FAULT_INTERNAL, "A tile was asked for that the tree does not have.")
                                           : checked->source.tile(checked->source.context, level, number, tile->width, tile->hash, fault);
    if (code == FAULT_NONE)
        code = check(checked, tile, fault);
    if (code != FAULT_NONE || checked->count == TILES_MAX) {
        free(tile);
        return code == FAULT_NONE ? fault_memory(fault) : code;
    }
    checked->tile[checked->count++] = tile;
    *out = tile;
    return FAULT_NONE;
}

static enum fault_code read_checked(void *context, int level, int64_t number, int width, struct log_hash *out,
                                    struct fault *fault)
{
    const struct tile *tile = NULL;
    enum fault_code code = find(context, level, number, &tile, fault);
    if (code == FAULT_NONE && tile->width < width)
        code = fault_set(fault, FAULT_INTERNAL, "A tile was asked for that the tree does not have.");
    if (code == FAULT_NONE)
        memcpy(out, tile->hash, (size_t)width * sizeof *out);
    return code;
}

struct log_tree checked_tiles_tree(struct checked_tiles *checked)
{
    return (struct log_tree){read_checked, checked};
}

void checked_tiles_free(struct checked_tiles *checked)
{
    for (int i = 0; checked && i < checked->count; i++)
        free(checked->tile[i]);
    free(checked);
}

/*
 * The root from the incomplete tiles at the right edge, every hash of which goes into it: as many entries of each level as are not
 * yet part of a complete tile. One level down, each leaf that was counted stands for 256.
 */
static enum fault_code edge_root(struct checked_tiles *checked, struct log_hash *out, struct fault *fault)
{
    struct log_frontier frontier;
    log_frontier_init(&frontier);
    for (int level = LOG_LEVELS - 1; level >= 0; level--) {
        int64_t entries = checked->size >> (8 * level);
        const struct tile *tile = NULL;
        frontier.size *= LOG_TILE;
        if (entries % LOG_TILE == 0)
            continue;
        enum fault_code code = find(checked, level, entries / LOG_TILE, &tile, fault);
        if (code != FAULT_NONE)
            return code;
        for (int i = 0; i < tile->width; i++)
            log_frontier_add(&frontier, &tile->hash[i]);
    }
    log_frontier_root(&frontier, out);
    return FAULT_NONE;
}

enum fault_code checked_tiles_new(const struct log_tree *tiles, int64_t size, const struct log_hash *root,
                                  struct checked_tiles **out, struct fault *fault)
{
    struct log_hash made;
    struct checked_tiles *checked = calloc(1, sizeof *checked);
    if (!checked)
        return fault_memory(fault);
    checked->source = *tiles;
    checked->size = size;
    enum fault_code code = edge_root(checked, &made, fault);
    if (code == FAULT_NONE && memcmp(made.bytes, root->bytes, sizeof made.bytes) != 0)
        code = fault_set(fault, FAULT_PROOF, "The hashes served at the right edge of the tree do not make up the root that was signed.");
    if (code == FAULT_NONE)
        *out = checked;
    else
        checked_tiles_free(checked);
    return code;
}
