/*
 * tree.c - the tree over the leaves as they come by, in the little that a tree of that size needs (RFC 6962, 2.1): each
 * finished subtree of 256, 256², … leaves is looked up among the stored hashes, and the root is noted at every size that
 * somebody signed.
 */
#include <stdio.h>
#include <string.h>
#include "audit/audit_internal.h"
#include "signpost/text.h"

static enum fault_code check_node(struct audit *audit, int level, const struct log_hash *made)
{
    struct log_hash stored;
    struct fault fault;
    char where[80], have[65], want[65];
    int64_t number = (audit->tree.size >> (8 * level)) - 1;
    enum fault_code code = log_node_get(audit->db, level, number, &stored, &fault);
    if (code == FAULT_MEMORY || code == FAULT_STORAGE) {
        *audit->fault = fault;
        return code;
    }
    snprintf(where, sizeof where, "table log_node, level %d, number %lld", level, (long long)number);
    text_hex(want, made->bytes, sizeof made->bytes);
    if (code == FAULT_NONE && memcmp(&stored, made, sizeof stored) == 0)
        return FAULT_NONE;
    if (code == FAULT_NONE) {
        text_hex(have, stored.bytes, sizeof stored.bytes);
        audit_found(audit, AUDIT_LOG, where,
                    "the leaves %lld to %lld do not make it: stored %.16s…, expected %.16s…. One of those events was "
                    "changed with its leaf, or the hash was.",
                    (long long)(number << (8 * level)), (long long)audit->tree.size - 1, have, want);
    } else {
        audit_found(audit, AUDIT_LOG, where, "it is missing or no hash; expected %.16s….", want);
    }
    return FAULT_NONE;
}

void tree_root(const struct tree *tree, struct log_hash *out)
{
    struct log_frontier nothing;
    int at = tree->count - 1;
    if (at < 0) {
        log_frontier_init(&nothing);
        log_frontier_root(&nothing, out);
        return;
    }
    *out = tree->node[at];
    while (at-- > 0)
        log_node_hash(&tree->node[at], out, out);
}

void tree_nothing(struct tree *tree)
{
    for (; tree->wanted_next < tree->wanted_count && tree->wanted[tree->wanted_next].size <= 0; tree->wanted_next++)
        tree_root(tree, &tree->wanted[tree->wanted_next].root);
}

enum fault_code tree_add(struct audit *audit, const struct event *event)
{
    struct tree *tree = &audit->tree;
    enum fault_code code = FAULT_NONE;
    memcpy(tree->node[tree->count++].bytes, event->leaf, EVENT_HASH);
    tree->size++;
    /* As many pairs are whole now as the size has trailing zeros. */
    for (int height = 1; tree->size % (INT64_C(1) << height) == 0 && code == FAULT_NONE; height++) {
        tree->count--;
        log_node_hash(&tree->node[tree->count - 1], &tree->node[tree->count], &tree->node[tree->count - 1]);
        if (height % 8 == 0)
            code = check_node(audit, height / 8, &tree->node[tree->count - 1]);
    }
    struct wanted_root *wanted = &tree->wanted[tree->wanted_next];
    for (; tree->wanted_next < tree->wanted_count && wanted->size == tree->size; tree->wanted_next++, wanted++) {
        tree_root(tree, &wanted->root);
        wanted->last_at = event->recorded_at;
    }
    return code;
}
