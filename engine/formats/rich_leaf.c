/*
 * rich_leaf.c - paragraphs and headings, and the emphasis, links and code that stand in them. White space, line breaks
 * and marks are remembered when they are met and made when a sign follows, so that none of them stands at an end.
 */
#include <stdlib.h>
#include <string.h>
#include "formats/rich_internal.h"

/* Where text goes now: into the innermost mark that is made. */
static cmark_node *place(const struct rich *rich)
{
    cmark_node *node = rich->leaf;
    for (int i = 0; i < rich->marks && rich->mark[i].node; i++)
        node = rich->mark[i].node;
    return node;
}

static bool in_code(const struct rich *rich)
{
    for (int i = 0; i < rich->marks; i++)
        if (rich->mark[i].element->type == CMARK_NODE_CODE && rich->mark[i].node)
            return true;
    return false;
}

static void flush(struct rich *rich)
{
    if (!rich->leaf || rich->text.size == 0)
        return;
    if (cmark_node_get_type(rich->leaf) == CMARK_NODE_CODE_BLOCK) {
        if (buf_string(&rich->text)[rich->text.size - 1] != '\n')
            buf_char(&rich->text, '\n');
        cmark_node_set_literal(rich->leaf, buf_string(&rich->text));
    } else {
        cmark_node *text = cmark_node_new(in_code(rich) ? CMARK_NODE_CODE : CMARK_NODE_TEXT);
        cmark_node_set_literal(text, buf_string(&rich->text));
        cmark_node_append_child(place(rich), text);
    }
    buf_clear(&rich->text);
}

static void clear_gap(struct rich *rich)
{
    rich->text.failed = rich->text.failed || rich->gap.failed;
    buf_clear(&rich->gap);
}

void rich_leaf_end(struct rich *rich)
{
    flush(rich);
    rich->leaf = NULL;
    clear_gap(rich);
    rich->breaks = 0;
    for (int i = 0; i < rich->marks; i++)
        rich->mark[i].node = NULL;
}

void rich_leaf_begin(struct rich *rich, cmark_node_type type)
{
    rich_leaf_end(rich);
    cmark_node *container = rich->container[rich->depth];
    /* Text right in a list is an item's. */
    if (cmark_node_get_type(container) == CMARK_NODE_LIST) {
        cmark_node *item = cmark_node_new(CMARK_NODE_ITEM);
        cmark_node_append_child(container, item);
        container = item;
    }
    rich->leaf = cmark_node_new(type);
    cmark_node_append_child(container, rich->leaf);
}

/* Two marks of a kind that touch are one: CommonMark could not tell them apart. */
static cmark_node *touching(cmark_node *parent, const struct rich_mark *mark)
{
    cmark_node *last = cmark_node_last_child(parent);
    if (!last || cmark_node_get_type(last) != mark->element->type || mark->element->type == CMARK_NODE_CODE)
        return NULL;
    if (mark->element->type == CMARK_NODE_LINK && strcmp(cmark_node_get_url(last), mark->href) != 0)
        return NULL;
    return last;
}

static void make_marks(struct rich *rich)
{
    for (int i = 0; i < rich->marks; i++) {
        struct rich_mark *mark = &rich->mark[i];
        if (mark->node)
            continue;
        flush(rich);
        cmark_node *parent = place(rich);
        bool code = mark->element->type == CMARK_NODE_CODE || in_code(rich); /* nothing stands within code */
        mark->node = code ? parent : touching(parent, mark);
        if (mark->node)
            continue;
        mark->node = cmark_node_new(mark->element->type);
        if (mark->element->type == CMARK_NODE_LINK)
            cmark_node_set_url(mark->node, mark->href);
        cmark_node_append_child(parent, mark->node);
    }
}

static void make_breaks(struct rich *rich)
{
    if (rich->breaks == 0)
        return;
    if (rich->breaks > 1 && cmark_node_get_type(rich->leaf) == CMARK_NODE_PARAGRAPH) {
        rich_leaf_begin(rich, CMARK_NODE_PARAGRAPH);
        return;
    }
    clear_gap(rich);
    rich->breaks = 0;
    if (cmark_node_get_type(rich->leaf) == CMARK_NODE_HEADING) { /* which has one line only */
        buf_char(&rich->gap, ' ');
        return;
    }
    flush(rich);
    cmark_node_append_child(place(rich), cmark_node_new(CMARK_NODE_LINEBREAK));
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_fixed_space(const char *at, size_t left)
{
    return left >= 2 && at[0] == '\xc2' && at[1] == '\xa0';
}

static void take_space(struct rich *rich)
{
    if (rich->leaf && (rich->gap.size == 0 || rich->gap.bytes[rich->gap.size - 1] != ' '))
        buf_char(&rich->gap, ' ');
}

static void take_sign(struct rich *rich, char sign)
{
    if (!rich->leaf)
        rich_leaf_begin(rich, CMARK_NODE_PARAGRAPH);
    make_breaks(rich);
    buf_append(&rich->text, buf_string(&rich->gap), rich->gap.size);
    clear_gap(rich);
    make_marks(rich);
    buf_char(&rich->text, sign);
}

/* No-break spaces at the ends of a paragraph are an editor's padding. */
void rich_text(struct rich *rich, const char *bytes, size_t size)
{
    if (rich->skipping)
        return;
    if (rich->leaf && cmark_node_get_type(rich->leaf) == CMARK_NODE_CODE_BLOCK) {
        buf_append(&rich->text, bytes, size);
        return;
    }
    for (size_t i = 0; i < size; i++) {
        if (is_space(bytes[i])) {
            take_space(rich);
        } else if (is_fixed_space(bytes + i, size - i)) {
            if (rich->leaf)
                buf_append(&rich->gap, bytes + i, 2);
            i++;
        } else if ((unsigned char)bytes[i] >= 0x20 && bytes[i] != 0x7f) {
            take_sign(rich, bytes[i]);
        }
    }
}

void rich_mark_open(struct rich *rich, const struct rich_element *element, const char *href)
{
    if (rich->marks == RICH_MARKS)
        return;
    char *kept = href ? strdup(href) : NULL;
    if (href && !kept)
        rich->text.failed = true;
    rich->mark[rich->marks++] = (struct rich_mark){.element = element, .href = kept};
}

/* Marks above it stay open and are made again behind it: <b><i></b></i>. */
void rich_mark_close(struct rich *rich, const struct rich_element *element)
{
    int at = rich->marks - 1;
    while (at >= 0 && rich->mark[at].element != element)
        at--;
    if (at < 0)
        return;
    flush(rich);
    free(rich->mark[at].href);
    for (int i = at; i < rich->marks - 1; i++) {
        rich->mark[i] = rich->mark[i + 1];
        rich->mark[i].node = NULL;
    }
    rich->marks--;
}
