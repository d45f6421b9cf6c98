/*
 * xml.c - looking at what was read, and writing.
 */
#include "formats/xml.h"
#include <string.h>

const struct xml_node *xml_child(const struct xml_node *node, const char *name)
{
    const struct xml_node *child = node ? node->first : NULL;
    while (child && (!child->name || strcmp(child->name, name) != 0))
        child = child->next;
    return child;
}

const struct xml_node *xml_next(const struct xml_node *node)
{
    const struct xml_node *next = node->next;
    while (next && (!next->name || strcmp(next->name, node->name) != 0))
        next = next->next;
    return next;
}

const struct xml_node *xml_step(const struct xml_node *node, const struct xml_node *top)
{
    if (node->first)
        return node->first;
    while (node != top && !node->next)
        node = node->parent;
    return node == top ? NULL : node->next;
}

const struct xml_node *xml_find(const struct xml_node *node, const char *name)
{
    for (const struct xml_node *at = node ? xml_step(node, node) : NULL; at; at = xml_step(at, node))
        if (at->name && strcmp(at->name, name) == 0)
            return at;
    return NULL;
}

const char *xml_attribute(const struct xml_node *node, const char *name)
{
    for (int i = 0; node && i < node->attribute_count; i++)
        if (strcmp(node->attributes[i].name, name) == 0)
            return node->attributes[i].value;
    return NULL;
}

const char *xml_text(const struct xml_node *node, struct arena *arena)
{
    struct buf text;
    if (node && node->first && !node->first->next && node->first->text)
        return node->first->text;
    buf_init(&text, 0);
    for (const struct xml_node *at = node ? xml_step(node, node) : NULL; at; at = xml_step(at, node))
        if (at->text)
            buf_text(&text, at->text);
    const char *out = buf_ok(&text) ? arena_dup(arena, buf_string(&text)) : NULL;
    buf_release(&text);
    return out;
}

void xml_put(struct buf *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '&')
            buf_text(out, "&amp;");
        else if (*text == '<')
            buf_text(out, "&lt;");
        else if (*text == '>')
            buf_text(out, "&gt;");
        else if (*text == '"')
            buf_text(out, "&quot;");
        else
            buf_char(out, *text);
    }
}

void xml_element(struct buf *out, int indent, const char *name, const char *text)
{
    buf_printf(out, "%*s<%s>", indent, "", name);
    xml_put(out, text);
    buf_printf(out, "</%s>\n", name);
}
