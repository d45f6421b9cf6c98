/*
 * text_out.c - text made safe for where it goes: HTML, a URL, CommonMark's HTML; and exact decimals.
 */
#include <cmark.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/base_internal.h"
#include "signpost/text.h"

void text_html(struct buf *out, const char *text)
{
    if (!text) {
        out->failed = true;
        return;
    }
    while (*text) {
        size_t plain = strcspn(text, "&<>\"'");

        buf_append(out, text, plain);
        text += plain;
        switch (*text) {
        case 0:
            return;
        case '&':
            buf_text(out, "&amp;");
            break;
        case '<':
            buf_text(out, "&lt;");
            break;
        case '>':
            buf_text(out, "&gt;");
            break;
        case '"':
            buf_text(out, "&quot;");
            break;
        default:
            buf_text(out, "&#39;");
            break;
        }
        text++;
    }
}

void text_url(struct buf *out, const char *text)
{
    static const char unreserved[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    if (!text) {
        out->failed = true;
        return;
    }
    while (*text) {
        size_t plain = strspn(text, unreserved);

        buf_append(out, text, plain);
        text += plain;
        if (*text)
            buf_printf(out, "%%%02X", (unsigned)(unsigned char)*text++);
    }
}

/* Pages may load no pictures from elsewhere (their content security policy), so a picture becomes its description.
 * On the way out of a node the iterator already holds the next one, so the node may go. */
static bool images_to_words(cmark_node *document)
{
    cmark_iter *iter = cmark_iter_new(document);
    cmark_event_type event;

    if (!iter)
        return false;
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *image = cmark_iter_get_node(iter), *child;

        if (event != CMARK_EVENT_EXIT || cmark_node_get_type(image) != CMARK_NODE_IMAGE)
            continue;
        while ((child = cmark_node_first_child(image)) != NULL)
            if (!cmark_node_insert_before(image, child))
                break;
        cmark_node_free(image);
    }
    cmark_iter_free(iter);
    return true;
}

enum fault_code text_commonmark(struct buf *out, const char *commonmark, struct fault *fault)
{
    const int options = CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8; /* safe, no smart punctuation */
    cmark_node *document = NULL;
    char *html = NULL;
    enum fault_code code = FAULT_NONE;

    if (markup_recall(commonmark, out))
        return buf_ok(out) ? FAULT_NONE : fault_memory(fault);
    document = cmark_parse_document(commonmark, strlen(commonmark), options);
    if (!document || !images_to_words(document)) {
        code = fault_memory(fault);
        goto done;
    }
    html = cmark_render_html(document, options);
    buf_text(out, html);
    if (!html || !buf_ok(out))
        code = fault_memory(fault);
    else
        markup_remember(commonmark, html);
done:
    free(html);
    if (document)
        cmark_node_free(document);
    return code;
}

void text_ratio(char *out, size_t size, long long numerator, long long denominator, int decimals)
{
    unsigned __int128 top = numerator < 0 ? -(unsigned __int128)numerator : (unsigned __int128)numerator;
    unsigned __int128 bottom = (unsigned __int128)denominator, scale = 1, rounded;

    decimals = decimals < 0 ? 0 : decimals > 18 ? 18 : decimals;
    for (int i = 0; i < decimals; i++)
        scale *= 10;
    top *= scale;
    rounded = top / bottom;
    if (top % bottom >= bottom - top % bottom)
        rounded++;
    snprintf(out, size, "%s%llu", numerator < 0 && rounded ? "-" : "", (unsigned long long)(rounded / scale));
    if (decimals > 0) {
        size_t used = strlen(out);

        snprintf(out + used, size - used, ".%0*llu", decimals, (unsigned long long)(rounded % scale));
    }
}

const char *text_one_paragraph(struct buf *html)
{
    size_t size = html->size;
    while (size && html->bytes[size - 1] == '\n')
        size--;
    if (size < 7 || strncmp(html->bytes, "<p>", 3) != 0 || strstr(html->bytes, "</p>") != html->bytes + size - 4)
        return NULL;
    html->bytes[size - 4] = '\0';
    return html->bytes + 3;
}
