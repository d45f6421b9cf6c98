/*
 * rich.c - the doors of the texts: in from every kind, out to plain text, and the comparison that makes sure that what
 * was written is what was meant.
 */
#include <cmark.h>
#include <stdlib.h>
#include <string.h>
#include "formats/rich_internal.h"
#include "signpost/text.h"

/* Is COMMONMARK read as just this document? (cmark ends the process where memory runs out; it gives no NULL.) */
static bool same(cmark_node *document, const char *commonmark)
{
    char *meant = cmark_render_html(document, CMARK_OPT_DEFAULT);
    char *written = cmark_markdown_to_html(commonmark, strlen(commonmark), CMARK_OPT_DEFAULT);
    bool equal = meant && written && strcmp(meant, written) == 0;
    free(meant);
    free(written);
    return equal && text_markup_line(commonmark) == 0;
}

static void trim(struct buf *text)
{
    while (text->size && strchr("\n ", text->bytes[text->size - 1]))
        text->bytes[--text->size] = '\0';
}

/* Every way of writing it in turn, until one is read back rightly. */
static enum fault_code write_safely(cmark_node *document, struct buf *out, struct rich_losses *losses,
                                    struct fault *fault)
{
    for (enum rich_care care = RICH_LIGHT; care < RICH_CARES; care++) {
        buf_clear(out);
        rich_write(document, care, out);
        if (!buf_ok(out))
            return fault_memory(fault);
        trim(out);
        if (care == RICH_UNFORMATTED) {
            rich_lose(losses, "formatting");
            if (text_markup_line(buf_string(out)) == 0)
                return FAULT_NONE;
        } else if (same(document, buf_string(out))) {
            return FAULT_NONE;
        }
    }
    memcpy(losses->whole, "its markup", sizeof "its markup");
    return FAULT_NONE;
}

enum fault_code rich_finish(struct rich *rich, struct arena *arena, const char **out, struct fault *fault)
{
    cmark_node *document = rich_document(rich);
    struct buf text;
    buf_init(&text, 0);
    enum fault_code code = document ? write_safely(document, &text, rich->losses, fault) : fault_memory(fault);
    if (code == FAULT_NONE) {
        *out = arena_dup(arena, buf_string(&text));
        if (!*out)
            code = fault_memory(fault);
    }
    buf_release(&text);
    return code;
}

/* Every line a line; what would be markup is text. */
static void take_plain(struct rich *rich, const char *text)
{
    for (;;) {
        size_t length = strcspn(text, "\n");
        rich_text(rich, text, length);
        text += length;
        if (!*text)
            return;
        rich_open(rich, "br", NULL);
        text++;
    }
}

/* Does a tag begin somewhere? */
static bool holds_tags(const char *text)
{
    while ((text = strchr(text, '<'))) {
        text++;
        if ((*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z') || *text == '/' || *text == '!')
            return true;
    }
    return false;
}

enum fault_code rich_in(struct arena *arena, enum rich_kind kind, const char *text, const char **out,
                        struct rich_losses *losses, struct fault *fault)
{
    if (kind == RICH_COMMONMARK) {
        *out = arena_dup(arena, text);
        return *out ? FAULT_NONE : fault_memory(fault);
    }
    struct rich *rich = rich_new(losses);
    if (!rich)
        return fault_memory(fault);
    if (kind == RICH_HTML || (kind == RICH_AUTO && holds_tags(text)))
        rich_html(rich, text, kind == RICH_AUTO);
    else
        take_plain(rich, text);
    enum fault_code code = rich_finish(rich, arena, out, fault);
    rich_free(rich);
    return code;
}

/* The text of one node; TRUE where plain text can say it. */
static bool plain_of(cmark_node *node, cmark_event_type event, struct buf *out)
{
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE || type == CMARK_NODE_CODE_BLOCK)
        buf_text(out, cmark_node_get_literal(node));
    else if (type == CMARK_NODE_SOFTBREAK)
        buf_char(out, ' ');
    else if (type == CMARK_NODE_LINEBREAK)
        buf_char(out, '\n');
    else if (type == CMARK_NODE_PARAGRAPH && event == CMARK_EVENT_EXIT)
        buf_char(out, '\n');
    if (type == CMARK_NODE_PARAGRAPH)
        return !cmark_node_next(node) && cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_DOCUMENT;
    return type == CMARK_NODE_TEXT || type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK ||
           type == CMARK_NODE_DOCUMENT;
}

enum fault_code rich_to_plain(struct arena *arena, const char *commonmark, const char **out, bool *formatted,
                              struct fault *fault)
{
    cmark_node *document = cmark_parse_document(commonmark, strlen(commonmark), CMARK_OPT_DEFAULT);
    cmark_iter *iter = cmark_iter_new(document);
    cmark_event_type event;
    struct buf text;
    buf_init(&text, 0);
    *formatted = false;
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
        if (!plain_of(cmark_iter_get_node(iter), event, &text))
            *formatted = true;
    cmark_iter_free(iter);
    cmark_node_free(document);
    trim(&text);
    *out = buf_ok(&text) ? arena_dup(arena, buf_string(&text)) : NULL;
    buf_release(&text);
    return *out ? FAULT_NONE : fault_memory(fault);
}
