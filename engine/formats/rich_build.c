/*
 * rich_build.c - from the elements of an HTML text, as they are met, to a CommonMark tree.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "formats/rich_internal.h"

void rich_lose(struct rich_losses *losses, const char *what)
{
    size_t used = strlen(losses->dropped);
    const char *known = strstr(losses->dropped, what);
    if (known && (known[strlen(what)] == ',' || !known[strlen(what)]))
        return;
    if (used + strlen(what) + 3 < sizeof losses->dropped)
        snprintf(losses->dropped + used, sizeof losses->dropped - used, "%s%s", used ? ", " : "", what);
}

struct rich *rich_new(struct rich_losses *losses)
{
    struct rich *rich = calloc(1, sizeof *rich);
    if (!rich)
        return NULL;
    rich->losses = losses;
    rich->document = rich->container[0] = cmark_node_new(CMARK_NODE_DOCUMENT);
    buf_init(&rich->text, 0);
    buf_init(&rich->gap, 0);
    return rich;
}

void rich_free(struct rich *rich)
{
    if (!rich)
        return;
    for (int i = 0; i < rich->marks; i++)
        free(rich->mark[i].href);
    cmark_node_free(rich->document);
    buf_release(&rich->text);
    buf_release(&rich->gap);
    free(rich);
}

static void push(struct rich *rich, cmark_node *node)
{
    cmark_node_append_child(rich->container[rich->depth], node);
    rich->container[++rich->depth] = node;
}

/* A list needs room for its items too. */
static bool too_deep(const struct rich *rich)
{
    return rich->depth + 3 >= RICH_DEPTH;
}

/* Closes the innermost container of this type and what lies in it; nothing where there is none above FLOOR. */
static void pop(struct rich *rich, cmark_node_type type, cmark_node_type floor)
{
    for (int i = rich->depth; i > 0; i--) {
        cmark_node_type at = cmark_node_get_type(rich->container[i]);
        if (at == floor)
            return;
        if (at == type) {
            rich->depth = i - 1;
            return;
        }
    }
}

static void open_item(struct rich *rich)
{
    rich_leaf_end(rich);
    pop(rich, CMARK_NODE_ITEM, CMARK_NODE_LIST);
    if (cmark_node_get_type(rich->container[rich->depth]) != CMARK_NODE_LIST) {
        if (too_deep(rich))
            return;
        cmark_node *list = cmark_node_new(CMARK_NODE_LIST);
        cmark_node_set_list_type(list, CMARK_BULLET_LIST);
        cmark_node_set_list_tight(list, 1);
        push(rich, list);
    }
    push(rich, cmark_node_new(CMARK_NODE_ITEM));
}

/* Within a list there are only items. */
static void need_item(struct rich *rich)
{
    if (cmark_node_get_type(rich->container[rich->depth]) == CMARK_NODE_LIST)
        open_item(rich);
}

static void open_list(struct rich *rich, bool ordered, const char *start)
{
    rich_leaf_end(rich);
    if (too_deep(rich))
        return;
    need_item(rich);
    cmark_node *list = cmark_node_new(CMARK_NODE_LIST);
    cmark_node_set_list_type(list, ordered ? CMARK_ORDERED_LIST : CMARK_BULLET_LIST);
    cmark_node_set_list_tight(list, 1);
    size_t digits = start ? strspn(start, "0123456789") : 0;
    if (ordered) {
        cmark_node_set_list_delim(list, CMARK_PERIOD_DELIM);
        cmark_node_set_list_start(list, digits > 0 && digits < 9 && !start[digits] ? (int)strtol(start, NULL, 10) : 1);
    }
    push(rich, list);
}

static void open_quote(struct rich *rich)
{
    rich_leaf_end(rich);
    if (too_deep(rich))
        return;
    need_item(rich);
    push(rich, cmark_node_new(CMARK_NODE_BLOCK_QUOTE));
}

/* A paragraph that says so itself spreads the list in which it stands. */
static void open_paragraph(struct rich *rich)
{
    cmark_node *container = rich->container[rich->depth];
    rich_leaf_end(rich);
    if (cmark_node_get_type(container) == CMARK_NODE_ITEM)
        cmark_node_set_list_tight(cmark_node_parent(container), 0);
}

static bool may_be_linked(const char *href)
{
    return href && (strncmp(href, "http://", 7) == 0 || strncmp(href, "https://", 8) == 0 ||
                    strncmp(href, "mailto:", 7) == 0);
}

static void open_mark(struct rich *rich, const struct rich_element *element, const char *href)
{
    if (element->type != CMARK_NODE_LINK)
        rich_mark_open(rich, element, NULL);
    else if (may_be_linked(href))
        rich_mark_open(rich, element, href);
    else if (href) /* a place on the page itself, or in another system */
        rich_lose(rich->losses, "a link");
}

static void open_other(struct rich *rich, const struct rich_element *element, const char *value)
{
    if (element->class == RICH_HEADING) {
        rich_leaf_begin(rich, CMARK_NODE_HEADING);
        cmark_node_set_heading_level(rich->leaf, element->level);
    } else if (element->class == RICH_LIST) {
        open_list(rich, element->level, value);
    } else if (element->class == RICH_QUOTE) {
        open_quote(rich);
    } else if (element->class == RICH_PRE) {
        rich_leaf_begin(rich, CMARK_NODE_CODE_BLOCK);
    } else if (element->class == RICH_RULE) {
        rich_leaf_begin(rich, CMARK_NODE_THEMATIC_BREAK);
        rich_leaf_end(rich);
    } else if (element->class == RICH_SKIP) {
        rich->skipping = element;
        rich->skipped = 1;
        if (element->level)
            rich_lose(rich->losses, element->name);
    } else if (element->class == RICH_WHOLE && !*rich->losses->whole) {
        snprintf(rich->losses->whole, sizeof rich->losses->whole, "%s", element->name);
    }
}

void rich_open(struct rich *rich, const char *name, const char *value)
{
    const struct rich_element *element = rich_element_named(name);
    bool in_pre = rich->leaf && cmark_node_get_type(rich->leaf) == CMARK_NODE_CODE_BLOCK;
    if (rich->skipping) {
        rich->skipped += element == rich->skipping;
        return;
    }
    if (!element) { /* its text stays, and it is named */
        char shown[24];
        snprintf(shown, sizeof shown, "%.20s", name);
        rich_lose(rich->losses, shown);
        return;
    }
    if (in_pre && element->class == RICH_BREAK)
        buf_char(&rich->text, '\n');
    if (in_pre && element->class != RICH_WHOLE && element->class != RICH_SKIP)
        return;
    switch (element->class) {
    case RICH_SPAN:
        if (element->level)
            rich_text(rich, "“", strlen("“"));
        break;
    case RICH_BREAK:
        rich->breaks += rich->leaf != NULL;
        break;
    case RICH_BLOCK:
        rich_leaf_end(rich);
        break;
    case RICH_PARAGRAPH:
        open_paragraph(rich);
        break;
    case RICH_ITEM:
        open_item(rich);
        break;
    case RICH_MARK:
        open_mark(rich, element, value);
        break;
    default:
        open_other(rich, element, value);
    }
}

void rich_close(struct rich *rich, const char *name)
{
    const struct rich_element *element = rich_element_named(name);
    if (rich->skipping) {
        rich->skipped -= element == rich->skipping;
        if (rich->skipped == 0)
            rich->skipping = NULL;
        return;
    }
    bool in_pre = rich->leaf && cmark_node_get_type(rich->leaf) == CMARK_NODE_CODE_BLOCK;
    if (!element || (in_pre && element->class != RICH_PRE))
        return;
    if (element->class == RICH_MARK) {
        rich_mark_close(rich, element);
    } else if (element->class == RICH_SPAN) {
        if (element->level)
            rich_text(rich, "”", strlen("”"));
    } else if (element->class >= RICH_BLOCK && element->class != RICH_BREAK) {
        rich_leaf_end(rich);
        if (element->class == RICH_LIST)
            pop(rich, CMARK_NODE_LIST, CMARK_NODE_BLOCK_QUOTE);
        else if (element->class == RICH_ITEM)
            pop(rich, CMARK_NODE_ITEM, CMARK_NODE_LIST);
        else if (element->class == RICH_QUOTE)
            pop(rich, CMARK_NODE_BLOCK_QUOTE, CMARK_NODE_NONE);
    }
}
