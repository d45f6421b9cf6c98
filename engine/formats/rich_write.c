/*
 * rich_write.c - a CommonMark tree in our own spelling: `*` and `**`, lists with `-`, fenced code, a backslash before a
 * line break, no line wrapped. How much is escaped is the caller's to say, who compares what comes out with what went in.
 */
#include <string.h>
#include "formats/rich_internal.h"

struct writer {
    struct buf *out;
    struct buf prefix; /* of every line: the marks of quotations, the indent of items */
    enum rich_care care;
    bool line_start;   /* nothing but the prefix is missing on this line */
    bool first;        /* what comes could be taken for the sign of a list or a heading */
};

static void put(struct writer *writer, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        size_t length = writer->prefix.size;
        if (writer->line_start) {
            while (text[i] == '\n' && length && writer->prefix.bytes[length - 1] == ' ')
                length--; /* no spaces at the end of an empty line */
            buf_append(writer->out, buf_string(&writer->prefix), length);
        }
        buf_char(writer->out, text[i]);
        writer->line_start = text[i] == '\n';
    }
}

static void put_text(struct writer *writer, const char *text)
{
    put(writer, text, strlen(text));
}

static void put_literal(struct writer *writer, const char *text)
{
    for (; *text; text++) {
        bool digit = *text >= '0' && *text <= '9';
        bool sign = strchr("\\`*_[]<>&!#~", *text) || (writer->first && strchr("+-=.):", *text));
        if (sign && writer->care != RICH_LIGHT)
            put(writer, "\\", 1);
        put(writer, text, 1);
        writer->first = writer->first && digit;
    }
}

static void put_code(struct writer *writer, const char *text)
{
    size_t run = 0, longest = 0;
    for (const char *at = text; *at; at++) {
        run = *at == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    bool padded = *text == '`' || (*text && text[strlen(text) - 1] == '`');
    for (size_t i = 0; i <= longest; i++)
        put(writer, "`", 1);
    put_text(writer, padded ? " " : "");
    put_text(writer, text);
    put_text(writer, padded ? " " : "");
    for (size_t i = 0; i <= longest; i++)
        put(writer, "`", 1);
}

static void put_inlines(struct writer *writer, cmark_node *parent);

static void put_link(struct writer *writer, cmark_node *node)
{
    const char *url = cmark_node_get_url(node);
    bool plain = *url && !url[strcspn(url, " ()<>\\\t\n")];
    put_text(writer, "[");
    put_inlines(writer, node);
    put_text(writer, plain ? "](" : "](<");
    for (; *url; url++) {
        if (strchr("<>\\", *url))
            put(writer, "\\", 1);
        put(writer, *url == '\n' ? " " : url, 1);
    }
    put_text(writer, plain ? ")" : ">)");
}

static void put_inline(struct writer *writer, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    bool marked = writer->care != RICH_UNFORMATTED;
    const char *sign = !marked ? "" : type == CMARK_NODE_EMPH ? "*" : type == CMARK_NODE_STRONG ? "**" : "";
    if (type == CMARK_NODE_TEXT || (type == CMARK_NODE_CODE && !marked)) {
        put_literal(writer, cmark_node_get_literal(node));
        return;
    }
    if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) {
        put_text(writer, type == CMARK_NODE_LINEBREAK ? "\\\n" : "\n");
        writer->first = true;
        return;
    }
    writer->first = false;
    if (type == CMARK_NODE_CODE) {
        put_code(writer, cmark_node_get_literal(node));
    } else if (type == CMARK_NODE_LINK && marked) {
        put_link(writer, node);
    } else {
        put_text(writer, sign);
        put_inlines(writer, node);
        put_text(writer, sign);
    }
}

static void put_inlines(struct writer *writer, cmark_node *parent)
{
    for (cmark_node *node = cmark_node_first_child(parent); node; node = cmark_node_next(node))
        put_inline(writer, node);
}

static void put_blocks(struct writer *writer, cmark_node *parent, bool tight);

static void within(struct writer *writer, const char *prefix, cmark_node *parent, bool tight)
{
    size_t length = writer->prefix.size;
    buf_text(&writer->prefix, prefix);
    put_blocks(writer, parent, tight);
    if (writer->prefix.bytes && buf_ok(&writer->prefix)) {
        writer->prefix.size = length;
        writer->prefix.bytes[length] = '\0';
    }
}

/* Two lists that follow each other are told apart by their signs. */
static bool other_sign(cmark_node *list)
{
    cmark_node *before = cmark_node_previous(list);
    if (!before || cmark_node_get_type(before) != CMARK_NODE_LIST ||
        cmark_node_get_list_type(before) != cmark_node_get_list_type(list))
        return false;
    return !other_sign(before);
}

static void put_list(struct writer *writer, cmark_node *list)
{
    bool ordered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST, tight = cmark_node_get_list_tight(list) != 0;
    bool other = other_sign(list);
    int number = cmark_node_get_list_start(list);
    for (cmark_node *item = cmark_node_first_child(list); item; item = cmark_node_next(item)) {
        struct buf sign, indent;
        buf_init(&sign, 0);
        buf_init(&indent, 0);
        if (ordered)
            buf_printf(&sign, "%d%c ", number++, other ? ')' : '.');
        else
            buf_text(&sign, other ? "+ " : "- ");
        for (size_t i = 0; i < sign.size; i++)
            buf_char(&indent, ' ');
        if (cmark_node_previous(item) && !tight)
            put_text(writer, "\n");
        put_text(writer, buf_string(&sign));
        within(writer, buf_string(&indent), item, tight);
        if (!buf_ok(&sign) || !buf_ok(&indent))
            writer->out->failed = true;
        buf_release(&sign);
        buf_release(&indent);
    }
}

static void put_code_block(struct writer *writer, const char *text)
{
    struct buf fence;
    buf_init(&fence, 0);
    buf_text(&fence, "```");
    while (buf_ok(&fence) && strstr(text, buf_string(&fence)))
        buf_char(&fence, '`');
    put_text(writer, buf_string(&fence));
    put_text(writer, "\n");
    put_text(writer, text);
    put_text(writer, *text && text[strlen(text) - 1] == '\n' ? "" : "\n");
    put_text(writer, buf_string(&fence));
    put_text(writer, "\n");
    buf_release(&fence);
}

static void put_block(struct writer *writer, cmark_node *node)
{
    static const char signs[] = "######";
    cmark_node_type type = cmark_node_get_type(node);
    writer->first = true;
    if (type == CMARK_NODE_BLOCK_QUOTE) {
        if (!writer->line_start) /* first in an item, whose line has begun */
            put_text(writer, "> ");
        within(writer, "> ", node, false);
    } else if (type == CMARK_NODE_LIST) {
        put_list(writer, node);
    } else if (type == CMARK_NODE_CODE_BLOCK) {
        put_code_block(writer, cmark_node_get_literal(node));
    } else if (type == CMARK_NODE_THEMATIC_BREAK) {
        put_text(writer, "***\n");
    } else {
        if (type == CMARK_NODE_HEADING) {
            put(writer, signs, (size_t)cmark_node_get_heading_level(node));
            put_text(writer, " ");
        }
        put_inlines(writer, node);
        put_text(writer, "\n");
    }
}

static void put_blocks(struct writer *writer, cmark_node *parent, bool tight)
{
    for (cmark_node *node = cmark_node_first_child(parent); node; node = cmark_node_next(node)) {
        if (cmark_node_previous(node) && !tight)
            put_text(writer, "\n");
        put_block(writer, node);
    }
}

void rich_write(cmark_node *document, enum rich_care care, struct buf *out)
{
    struct writer writer = {.out = out, .care = care, .line_start = true};
    buf_init(&writer.prefix, 0);
    put_blocks(&writer, document, false);
    if (!buf_ok(&writer.prefix))
        out->failed = true;
    buf_release(&writer.prefix);
}
