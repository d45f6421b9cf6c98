/*
 * holds.c - does a proof hold? Inclusion and consistency, as RFC 9162 spells them out (2.1.3.2 and 2.1.4.2); the trees are
 * RFC 6962's.
 */
#include <string.h>
#include <sodium.h>
#include "log/log_internal.h"

static bool same(const struct log_hash *a, const struct log_hash *b)
{
    return memcmp(a->bytes, b->bytes, HASH_SIZE) == 0;
}

static bool is_empty_root(const struct log_hash *root)
{
    struct log_frontier empty;
    struct log_hash hash;

    log_frontier_init(&empty);
    log_frontier_root(&empty, &hash);
    return same(root, &hash);
}

/* A node's place, and the last node's, in the row of the tree that a walk up from a leaf has come to. */
struct place { uint64_t node, last; };

static void place_up(struct place *place)
{
    place->node >>= 1;
    place->last >>= 1;
}

/* Is the node a right child, or the lone last one, whose hash moves up until it is one? Then it goes up to there. */
static bool place_is_right(struct place *place)
{
    if (!(place->node & 1) && place->node != place->last)
        return false;
    while (!(place->node & 1) && place->node != 0)
        place_up(place);
    return true;
}

bool log_inclusion_holds(const struct log_hash *leaf, int64_t index, int64_t size, const struct log_proof *proof,
                         const struct log_hash *root)
{
    struct place place = {(uint64_t)index, (uint64_t)size - 1};
    struct log_hash hash = *leaf;

    if (index < 0 || index >= size || proof->count < 0 || proof->count > LOG_PROOF_MAX)
        return false;
    for (int i = 0; i < proof->count; i++) {
        if (place.last == 0)
            return false; /* more hashes than the tree is high */
        if (place_is_right(&place))
            log_node_hash(&proof->hash[i], &hash, &hash);
        else
            log_node_hash(&hash, &proof->hash[i], &hash);
        place_up(&place);
    }
    return place.last == 0 && same(&hash, root);
}

bool log_consistency_holds(int64_t old, const struct log_hash *old_root, int64_t size, const struct log_hash *root,
                           const struct log_proof *proof)
{
    struct place place = {(uint64_t)old - 1, (uint64_t)size - 1};
    struct log_hash before, after;
    bool whole = old > 0 && (old & (old - 1)) == 0; /* the old tree is one subtree of the new: its root comes first */
    int next = whole ? 0 : 1;

    if (old < 0 || old > size || proof->count < 0 || proof->count > LOG_PROOF_MAX)
        return false;
    if (old == size)
        return proof->count == 0 && same(old_root, root) && (size > 0 || is_empty_root(root));
    if (old == 0)
        return proof->count == 0 && is_empty_root(old_root);
    if (proof->count == 0)
        return false;
    before = after = whole ? *old_root : proof->hash[0];
    while (place.node & 1)
        place_up(&place);
    for (; next < proof->count; next++) {
        const struct log_hash *sibling = &proof->hash[next];

        if (place.last == 0)
            return false;
        if (place_is_right(&place)) {
            log_node_hash(sibling, &before, &before);
            log_node_hash(sibling, &after, &after);
        } else {
            log_node_hash(&after, sibling, &after);
        }
        place_up(&place);
    }
    return place.last == 0 && same(&before, old_root) && same(&after, root);
}
