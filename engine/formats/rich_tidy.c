/*
 * rich_tidy.c - the tree as CommonMark can write it: no empty list, item or quotation, and no list that claims to be
 * tight or loose where it cannot be read as such.
 */
#include "formats/rich_internal.h"

static bool is_empty_container(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    return !cmark_node_first_child(node) && (type == CMARK_NODE_LIST || type == CMARK_NODE_ITEM ||
                                             type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_HEADING);
}

static cmark_node *next_item(cmark_node *item, int *blocks)
{
    *blocks = 0;
    for (cmark_node *child = cmark_node_first_child(item); child; child = cmark_node_next(child))
        ++*blocks;
    return cmark_node_next(item);
}

/* A tight list's items are one paragraph each, and lists below it. */
static bool may_be_tight(cmark_node *list)
{
    for (cmark_node *item = cmark_node_first_child(list); item; item = cmark_node_next(item))
        for (cmark_node *child = cmark_node_first_child(item); child; child = cmark_node_next(child)) {
            cmark_node_type type = cmark_node_get_type(child);
            if (type != CMARK_NODE_LIST && (type != CMARK_NODE_PARAGRAPH || cmark_node_previous(child)))
                return false;
        }
    return true;
}

/* Only a blank line spreads a list, so one item of one block is always tight. */
static bool may_be_loose(cmark_node *list)
{
    int blocks = 0;
    cmark_node *item = cmark_node_first_child(list);
    return next_item(item, &blocks) != NULL || blocks > 1;
}

cmark_node *rich_document(struct rich *rich)
{
    rich_leaf_end(rich);
    if (!buf_ok(&rich->text) || !buf_ok(&rich->gap))
        return NULL;
    cmark_iter *iter = cmark_iter_new(rich->document);
    cmark_event_type event;
    /* On the way out of a node the iterator already holds the next one, so the node may go. */
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event != CMARK_EVENT_EXIT)
            continue;
        if (is_empty_container(node)) {
            cmark_node_unlink(node);
            cmark_node_free(node);
        } else if (cmark_node_get_type(node) == CMARK_NODE_LIST) {
            bool tight = cmark_node_get_list_tight(node) != 0;
            cmark_node_set_list_tight(node, (tight && may_be_tight(node)) || !may_be_loose(node));
        }
    }
    cmark_iter_free(iter);
    rich->container[rich->depth = 0] = rich->document;
    return rich->document;
}
