/*
 * text_markup.c - finding in CommonMark what pages leave out: raw HTML and images.
 */
#include <cmark.h>
#include <string.h>
#include "signpost/text.h"

static bool is_left_out(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    return type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE || type == CMARK_NODE_IMAGE;
}

/* The node's own line, or that of the nearest block around it. */
static int line_of(cmark_node *node)
{
    int line = 0;
    for (; node && line <= 0; node = cmark_node_parent(node))
        line = cmark_node_get_start_line(node);
    return line > 0 ? line : 1;
}

/* HTML begins with an angle bracket, and an image with these two: without them there is nothing to look for. */
static bool may_hold_markup(const char *commonmark)
{
    const char *at = strchr(commonmark, '!');

    while (at && at[1] != '[')
        at = strchr(at + 1, '!');
    return at || strchr(commonmark, '<');
}

int text_markup_line(const char *commonmark)
{
    if (!may_hold_markup(commonmark))
        return 0;
    cmark_node *document = cmark_parse_document(commonmark, strlen(commonmark), CMARK_OPT_DEFAULT);
    cmark_iter *iter = document ? cmark_iter_new(document) : NULL;
    cmark_event_type event;
    int line = iter ? 0 : -1;
    while (line == 0 && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
        if (event == CMARK_EVENT_ENTER && is_left_out(cmark_iter_get_node(iter)))
            line = line_of(cmark_iter_get_node(iter));
    if (iter)
        cmark_iter_free(iter);
    if (document)
        cmark_node_free(document);
    return line;
}
