/*
 * tree.c - the hashes of the log's Merkle tree (RFC 6962, 2.1) and the frontier with which it grows.
 */
#include <string.h>
#include "base/sha256.h"
#include "log/log_internal.h"

#define PREFIX_LEAF 0x00
#define PREFIX_NODE 0x01
#define TILE_HEIGHT 8

void log_leaf_hash(const void *entry, size_t size, struct log_hash *out)
{
    static const unsigned char prefix = PREFIX_LEAF;
    struct sha256 hash_state;

    sha256_begin(&hash_state);
    sha256_add(&hash_state, &prefix, 1);
    sha256_add(&hash_state, entry, size);
    sha256_end(&hash_state, out->bytes);
}

void log_node_hash(const struct log_hash *left, const struct log_hash *right, struct log_hash *out)
{
    unsigned char node[1 + 2 * HASH_SIZE] = {PREFIX_NODE};

    memcpy(node + 1, left->bytes, HASH_SIZE);
    memcpy(node + 1 + HASH_SIZE, right->bytes, HASH_SIZE);
    sha256_of(node, sizeof node, out->bytes);
}

void log_frontier_init(struct log_frontier *frontier)
{
    memset(frontier, 0, sizeof *frontier);
}

int log_frontier_add_nodes(struct log_frontier *frontier, const struct log_hash *leaf, struct log_hash nodes[LOG_LEVELS])
{
    int64_t size = frontier->size++;
    int made = 0;

    frontier->node[frontier->count++] = *leaf;
    for (int height = 1; size & 1; size >>= 1, height++) { /* two subtrees of one size become one, as a carry does */
        struct log_hash *left = &frontier->node[frontier->count - 2];

        log_node_hash(left, left + 1, left);
        frontier->count--;
        if (height % TILE_HEIGHT == 0 && made < LOG_LEVELS)
            nodes[made++] = *left;
    }
    return made;
}

void log_frontier_add(struct log_frontier *frontier, const struct log_hash *leaf)
{
    struct log_hash nodes[LOG_LEVELS];

    (void)log_frontier_add_nodes(frontier, leaf, nodes);
}

void log_frontier_root(const struct log_frontier *frontier, struct log_hash *out)
{
    if (frontier->count == 0) {
        sha256_of("", 0, out->bytes);
        return;
    }
    *out = frontier->node[frontier->count - 1];
    for (int i = frontier->count - 2; i >= 0; i--)
        log_node_hash(&frontier->node[i], out, out);
}
