/*
 * rich_element.c - what HTML's elements are to CommonMark.
 */
#include <string.h>
#include "formats/rich_internal.h"

static const struct rich_element elements[] = {
    {"p", RICH_PARAGRAPH, 0, 0},
    {"br", RICH_BREAK, 0, 0},
    {"b", RICH_MARK, CMARK_NODE_STRONG, 0}, {"strong", RICH_MARK, CMARK_NODE_STRONG, 0},
    {"i", RICH_MARK, CMARK_NODE_EMPH, 0}, {"em", RICH_MARK, CMARK_NODE_EMPH, 0},
    {"cite", RICH_MARK, CMARK_NODE_EMPH, 0}, {"dfn", RICH_MARK, CMARK_NODE_EMPH, 0},
    {"var", RICH_MARK, CMARK_NODE_EMPH, 0},
    {"code", RICH_MARK, CMARK_NODE_CODE, 0}, {"kbd", RICH_MARK, CMARK_NODE_CODE, 0},
    {"samp", RICH_MARK, CMARK_NODE_CODE, 0}, {"tt", RICH_MARK, CMARK_NODE_CODE, 0},
    {"a", RICH_MARK, CMARK_NODE_LINK, 0},
    {"ul", RICH_LIST, 0, 0}, {"ol", RICH_LIST, 0, 1}, {"li", RICH_ITEM, 0, 0},
    {"blockquote", RICH_QUOTE, 0, 0}, {"pre", RICH_PRE, 0, 0}, {"hr", RICH_RULE, 0, 0},
    {"h1", RICH_HEADING, 0, 1}, {"h2", RICH_HEADING, 0, 2}, {"h3", RICH_HEADING, 0, 3},
    {"h4", RICH_HEADING, 0, 4}, {"h5", RICH_HEADING, 0, 5}, {"h6", RICH_HEADING, 0, 6},
    {"div", RICH_BLOCK, 0, 0}, {"section", RICH_BLOCK, 0, 0}, {"article", RICH_BLOCK, 0, 0},
    {"header", RICH_BLOCK, 0, 0}, {"footer", RICH_BLOCK, 0, 0}, {"main", RICH_BLOCK, 0, 0},
    {"aside", RICH_BLOCK, 0, 0}, {"address", RICH_BLOCK, 0, 0}, {"center", RICH_BLOCK, 0, 0},
    {"html", RICH_BLOCK, 0, 0}, {"body", RICH_BLOCK, 0, 0}, {"dl", RICH_BLOCK, 0, 0}, {"dt", RICH_BLOCK, 0, 0},
    {"dd", RICH_BLOCK, 0, 0}, {"figure", RICH_BLOCK, 0, 0}, {"figcaption", RICH_BLOCK, 0, 0},
    {"tr", RICH_BLOCK, 0, 0}, {"td", RICH_BLOCK, 0, 0}, {"th", RICH_BLOCK, 0, 0}, {"tbody", RICH_BLOCK, 0, 0},
    {"thead", RICH_BLOCK, 0, 0}, {"caption", RICH_BLOCK, 0, 0},
    {"span", RICH_SPAN, 0, 0}, {"font", RICH_SPAN, 0, 0}, {"small", RICH_SPAN, 0, 0}, {"big", RICH_SPAN, 0, 0},
    {"abbr", RICH_SPAN, 0, 0}, {"acronym", RICH_SPAN, 0, 0}, {"label", RICH_SPAN, 0, 0}, {"time", RICH_SPAN, 0, 0},
    {"bdi", RICH_SPAN, 0, 0}, {"wbr", RICH_SPAN, 0, 0}, {"nobr", RICH_SPAN, 0, 0}, {"q", RICH_SPAN, 0, 1},
    {"img", RICH_WHOLE, 0, 0}, {"table", RICH_WHOLE, 0, 0}, {"video", RICH_WHOLE, 0, 0}, {"audio", RICH_WHOLE, 0, 0},
    {"object", RICH_WHOLE, 0, 0}, {"embed", RICH_WHOLE, 0, 0}, {"iframe", RICH_WHOLE, 0, 0},
    {"svg", RICH_WHOLE, 0, 0}, {"math", RICH_WHOLE, 0, 0}, {"canvas", RICH_WHOLE, 0, 0},
    {"picture", RICH_WHOLE, 0, 0}, {"input", RICH_WHOLE, 0, 0}, {"select", RICH_WHOLE, 0, 0},
    {"textarea", RICH_WHOLE, 0, 0}, {"button", RICH_WHOLE, 0, 0},
    {"script", RICH_SKIP, 0, 1}, {"style", RICH_SKIP, 0, 0}, {"head", RICH_SKIP, 0, 0}, {"title", RICH_SKIP, 0, 0},
    {"template", RICH_SKIP, 0, 1}, {"noscript", RICH_SKIP, 0, 1},
};

const struct rich_element *rich_element_named(const char *name)
{
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        if (strcmp(elements[i].name, name) == 0)
            return &elements[i];
    return NULL;
}
