/*
 * rich_html.c - HTML as editors leave it, tag by tag: unclosed, wrongly nested, with entities. Nothing is refused here;
 * what is no tag is text.
 */
#include <cmark.h>
#include <stdlib.h>
#include <string.h>
#include "formats/rich.h"

#define NAME 32 /* of a tag; longer ones are named by their beginning */

struct html {
    struct rich *rich;
    const char *at;
    bool lines;
    size_t patience;  /* bytes that may still be looked through for the ends of tags that have none */
    struct buf value; /* of the attribute that counts */
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* cmark knows every entity's name, so it is asked. */
static size_t entity_length(const char *at)
{
    size_t length = 1 + (at[1] == '#');
    size_t body = strspn(at + length, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
    return body > 0 && body < 40 && at[length + body] == ';' ? length + body + 1 : 0;
}

static void add_entity(struct buf *out, const char *at, size_t length)
{
    cmark_node *document = cmark_parse_document(at, length, CMARK_OPT_DEFAULT);
    cmark_node *paragraph = cmark_node_first_child(document);
    cmark_node *text = paragraph ? cmark_node_first_child(paragraph) : NULL;
    const char *literal = text && cmark_node_get_type(text) == CMARK_NODE_TEXT ? cmark_node_get_literal(text) : NULL;
    if (literal)
        buf_text(out, literal);
    else
        buf_append(out, strncmp(at, "&#", 2) == 0 || strncmp(at, "&nbsp", 5) == 0 ? " " : at,
                   strncmp(at, "&#", 2) == 0 || strncmp(at, "&nbsp", 5) == 0 ? 1 : length);
    cmark_node_free(document);
}

/* SIZE bytes with their entities resolved. */
static void add_decoded(struct buf *out, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        size_t entity = text[i] == '&' ? entity_length(text + i) : 0;
        if (entity && entity <= size - i) {
            add_entity(out, text + i, entity);
            i += entity - 1;
        } else {
            buf_char(out, text[i]);
        }
    }
}

static void take_text(struct html *html, size_t size)
{
    struct buf text;
    buf_init(&text, 0);
    add_decoded(&text, html->at, size);
    const char *at = buf_string(&text);
    for (size_t left = text.size; left;) {
        const char *end = html->lines ? memchr(at, '\n', left) : NULL;
        size_t length = end ? (size_t)(end - at) : left;
        rich_text(html->rich, at, length);
        if (end)
            rich_open(html->rich, "br", NULL);
        at += length + (end != NULL);
        left -= length + (end != NULL);
    }
    buf_release(&text);
    html->at += size;
}

/* Where the tag that begins at AT ends, or NULL when it does not. */
static const char *tag_end(const char *at)
{
    char quote = 0;
    for (; *at; at++) {
        if (quote)
            quote = *at == quote ? 0 : quote;
        else if ((*at == '"' || *at == '\'') && at[-1] == '=')
            quote = *at;
        else if (*at == '>')
            return at;
    }
    return NULL;
}

static void lower(char *out, const char *name, size_t length)
{
    length = length < NAME - 1 ? length : NAME - 1;
    for (size_t i = 0; i < length; i++)
        out[i] = name[i] >= 'A' && name[i] <= 'Z' ? (char)(name[i] + 32) : name[i];
    out[length] = '\0';
}

/* One attribute from AT on, before END; its value goes to the html's when it is the one WANTED. */
static const char *take_attribute(struct html *html, const char *at, const char *end, const char *wanted)
{
    char name[NAME];
    size_t length = 0;
    while (at + length < end && !strchr(" \t\r\n=/", at[length]))
        length++;
    lower(name, at, length);
    at += length + (length == 0);
    while (at < end && strchr(" \t\r\n", *at))
        at++;
    if (at >= end || *at != '=')
        return at;
    at++;
    while (at < end && strchr(" \t\r\n", *at))
        at++;
    char quote = at < end && (*at == '"' || *at == '\'') ? *at++ : 0;
    const char *value = at;
    while (at < end && (quote ? *at != quote : !strchr(" \t\r\n", *at)))
        at++;
    if (strcmp(name, wanted) == 0) {
        buf_clear(&html->value);
        add_decoded(&html->value, value, (size_t)(at - value));
    }
    return at + (quote && at < end);
}

static bool take_tag(struct html *html)
{
    const char *at = html->at + 1, *end;
    bool closing = *at == '/';
    char name[NAME];
    at += closing;
    if (!is_letter(*at) || html->patience == 0)
        return false;
    end = tag_end(at);
    if (!end) { /* it is text; where it is so time and again, the rest is too */
        size_t looked = strlen(at);
        html->patience -= looked < html->patience ? looked : html->patience;
        return false;
    }
    size_t length = strcspn(at, " \t\r\n/>");
    lower(name, at, length);
    buf_clear(&html->value);
    const char *wanted = strcmp(name, "a") == 0 ? "href" : strcmp(name, "ol") == 0 ? "start" : "";
    for (at += length; *wanted && at < end;)
        at = take_attribute(html, at, end, wanted);
    if (closing)
        rich_close(html->rich, name);
    else
        rich_open(html->rich, name, html->value.size ? buf_string(&html->value) : NULL);
    html->at = end + 1;
    return true;
}

/* Comments, declarations and processing instructions say nothing. */
static bool skip_comment(struct html *html)
{
    const char *end;
    if (strncmp(html->at, "<!--", 4) == 0) {
        end = strstr(html->at + 4, "-->");
        html->at = end ? end + 3 : html->at + strlen(html->at);
        return true;
    }
    if (html->at[1] != '!' && html->at[1] != '?')
        return false;
    end = strchr(html->at, '>');
    html->at = end ? end + 1 : html->at + strlen(html->at);
    return true;
}

void rich_html(struct rich *rich, const char *text, bool lines)
{
    struct html html = {.rich = rich, .at = text, .lines = lines, .patience = 64 * (strlen(text) + 64)};
    buf_init(&html.value, 0);
    while (*html.at) {
        size_t length = strcspn(html.at, "<");
        if (length)
            take_text(&html, length);
        else if (!skip_comment(&html) && !take_tag(&html))
            take_text(&html, 1);
    }
    buf_release(&html.value);
}
