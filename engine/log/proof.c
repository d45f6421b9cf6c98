/*
 * proof.c - roots and proofs of a tree that is held in tiles (RFC 6962, 2.1.1 and 2.1.2; C2SP tlog-tiles).
 *
 * Every hash of a proof is the root of a range of leaves; a range falls into complete subtrees, and each of those lies in one
 * tile. A walk keeps the last tile that it read: the hashes of a proof lie beside each other.
 */
#include <string.h>
#include "log/log_internal.h"

#define TILE_HEIGHT 8

struct walk {
    const struct log_tree *tree;
    int64_t size;                    /* of the tree: tiles are asked for as wide as they are in it */
    int level;                       /* of the tile kept; -1: none */
    int64_t number;
    struct log_hash tile[LOG_TILE];
};

struct range { int64_t from, to; };  /* leaves FROM <= i < TO */
struct ranges { int count; struct range list[LOG_PROOF_MAX]; };

static void walk_init(struct walk *walk, const struct log_tree *tree, int64_t size)
{
    walk->tree = tree;
    walk->size = size;
    walk->level = -1;
    walk->number = 0;
}

static enum fault_code walk_tile(struct walk *walk, int level, int64_t number, struct fault *fault)
{
    int64_t width = (walk->size >> (TILE_HEIGHT * level)) - number * LOG_TILE;
    enum fault_code code;

    if (walk->level == level && walk->number == number)
        return FAULT_NONE;
    walk->level = -1;
    code = walk->tree->tile(walk->tree->context, level, number, width > LOG_TILE ? LOG_TILE : (int)width, walk->tile, fault);
    if (code != FAULT_NONE)
        return code;
    walk->level = level;
    walk->number = number;
    return FAULT_NONE;
}

/* The root of the complete subtree over the leaves from INDEX << HEIGHT on. */
static enum fault_code subtree_root(struct walk *walk, int height, int64_t index, struct log_hash *out, struct fault *fault)
{
    struct log_hash row[LOG_TILE / 2];
    int level = height / TILE_HEIGHT, width = 1 << height % TILE_HEIGHT; /* entries of that level under the subtree */
    int64_t first = index * width;
    enum fault_code code = walk_tile(walk, level, first / LOG_TILE, fault);
    const struct log_hash *entries = walk->tile + first % LOG_TILE;

    if (code != FAULT_NONE)
        return code;
    for (; width > 1; width /= 2) {
        for (int i = 0; i < width / 2; i++)
            log_node_hash(&entries[2 * i], &entries[2 * i + 1], &row[i]);
        entries = row;
    }
    *out = entries[0];
    return FAULT_NONE;
}

/* The complete subtrees of a range that begins where a subtree of its size may: largest first. */
static enum fault_code range_nodes(struct walk *walk, struct range range, struct log_hash node[64], int *count,
                                   struct fault *fault)
{
    int64_t left = range.to - range.from, at = range.from;

    *count = 0;
    for (int height = 62; height >= 0; height--) {
        enum fault_code code;

        if (!(left >> height & 1))
            continue;
        code = subtree_root(walk, height, at >> height, &node[*count], fault);
        if (code != FAULT_NONE)
            return code;
        at += (int64_t)1 << height;
        ++*count;
    }
    return FAULT_NONE;
}

static enum fault_code range_root(struct walk *walk, struct range range, struct log_hash *out, struct fault *fault)
{
    struct log_frontier frontier;
    enum fault_code code;

    log_frontier_init(&frontier);
    code = range_nodes(walk, range, frontier.node, &frontier.count, fault);
    if (code == FAULT_NONE)
        log_frontier_root(&frontier, out);
    return code;
}

enum fault_code log_root(const struct log_tree *tree, int64_t size, struct log_hash *out, struct fault *fault)
{
    struct log_frontier frontier;
    enum fault_code code = log_frontier_read(tree, size, &frontier, fault);

    if (code == FAULT_NONE)
        log_frontier_root(&frontier, out);
    return code;
}

enum fault_code log_frontier_read(const struct log_tree *tree, int64_t size, struct log_frontier *out, struct fault *fault)
{
    struct log_frontier frontier;
    struct walk walk;
    enum fault_code code;

    if (size < 0)
        return fault_set(fault, FAULT_INPUT, "A tree cannot have fewer than no leaves.");
    walk_init(&walk, tree, size);
    log_frontier_init(&frontier);
    frontier.size = size;
    code = range_nodes(&walk, (struct range){0, size}, frontier.node, &frontier.count, fault);
    if (code == FAULT_NONE)
        *out = frontier;
    return code;
}

/* Where RFC 6962 cuts a range of more than one leaf: after the largest power of two below its size. */
static int64_t cut(struct range range)
{
    int height = 63 - __builtin_clzll((unsigned long long)(range.to - range.from - 1));

    return range.from + ((int64_t)1 << height);
}

/* The roots of RANGES, the last found first: from the leaf up, as proofs are written and as tiles lie. */
static enum fault_code ranges_roots(struct walk *walk, const struct ranges *ranges, struct log_proof *out, struct fault *fault)
{
    struct log_proof proof = {0};

    for (int i = ranges->count - 1; i >= 0; i--) {
        enum fault_code code = range_root(walk, ranges->list[i], &proof.hash[proof.count], fault);

        if (code != FAULT_NONE)
            return code;
        proof.count++;
    }
    *out = proof;
    return FAULT_NONE;
}

enum fault_code log_inclusion(const struct log_tree *tree, int64_t index, int64_t size, struct log_proof *out,
                              struct fault *fault)
{
    struct range range = {0, size};
    struct ranges siblings = {0};
    struct walk walk;

    if (index < 0 || index >= size)
        return fault_set(fault, FAULT_INPUT, "A tree of %lld leaves has no leaf %lld.", (long long)size, (long long)index);
    while (range.to - range.from > 1) {
        int64_t middle = cut(range);
        bool left = index < middle;

        siblings.list[siblings.count++] = left ? (struct range){middle, range.to} : (struct range){range.from, middle};
        range = left ? (struct range){range.from, middle} : (struct range){middle, range.to};
    }
    walk_init(&walk, tree, size);
    return ranges_roots(&walk, &siblings, out, fault);
}

enum fault_code log_consistency(const struct log_tree *tree, int64_t old, int64_t size, struct log_proof *out,
                                struct fault *fault)
{
    struct range range = {0, size};
    struct ranges ranges = {0};
    struct walk walk;

    if (old < 0 || old > size)
        return fault_set(fault, FAULT_INPUT, "A tree of %lld leaves cannot have come from one of %lld.", (long long)size,
                         (long long)old);
    if (old == 0 || old == size) {
        out->count = 0;
        return FAULT_NONE;
    }
    while (range.to != old) {
        int64_t middle = cut(range);
        bool left = old <= middle;

        ranges.list[ranges.count++] = left ? (struct range){middle, range.to} : (struct range){range.from, middle};
        range = left ? (struct range){range.from, middle} : (struct range){middle, range.to};
    }
    if (range.from > 0) /* else it is the old tree itself, whose root the verifier has */
        ranges.list[ranges.count++] = range;
    walk_init(&walk, tree, size);
    return ranges_roots(&walk, &ranges, out, fault);
}
