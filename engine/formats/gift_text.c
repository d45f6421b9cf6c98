/*
 * gift_text.c - the letters of GIFT: what a backslash disarms, what stands between two signs, and which kind of text it is.
 */
#include <string.h>
#include <strings.h>
#include "formats/gift.h"

#define DISARMED ":#={}~\\n"

static bool is_escape(const char *at, const char *end)
{
    return *at == '\\' && at + 1 < end && strchr(DISARMED, at[1]) && at[1];
}

const char *gift_find(struct gift_span span, const char *what)
{
    size_t length = strlen(what);
    for (const char *at = span.at; at + length <= span.end; at++) {
        if (strncmp(at, what, length) == 0)
            return at;
        at += is_escape(at, span.end);
    }
    return NULL;
}

const char *gift_find_last(struct gift_span span, const char *what)
{
    const char *found = NULL, *next;
    while ((next = gift_find(span, what))) {
        found = next;
        span.at = next + 1;
    }
    return found;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct gift_span gift_trim(struct gift_span span)
{
    while (span.at < span.end && is_space(*span.at))
        span.at++;
    while (span.end > span.at && is_space(span.end[-1]))
        span.end--;
    return span;
}

bool gift_is(struct gift_span span, const char *text)
{
    span = gift_trim(span);
    return (size_t)(span.end - span.at) == strlen(text) && strncasecmp(span.at, text, strlen(text)) == 0;
}

char *gift_unescape(struct arena *arena, struct gift_span span, enum rich_kind kind)
{
    char *out = arena_alloc(arena, (size_t)(span.end - span.at) + 1), *to = out;
    if (!out)
        return NULL;
    for (const char *at = span.at; at < span.end; at++) {
        if (is_escape(at, span.end)) {
            at++;
            *to++ = *at == 'n' ? '\n' : *at;
        } else {
            *to++ = *at == '\n' && kind != RICH_COMMONMARK ? ' ' : *at;
        }
    }
    *to = '\0';
    return out;
}

enum rich_kind gift_kind(struct gift_span *span, enum rich_kind fallback)
{
    static const struct { const char *name; enum rich_kind kind; } kinds[] = {
        {"[markdown]", RICH_COMMONMARK}, {"[html]", RICH_HTML}, {"[plain]", RICH_PLAIN}, {"[moodle]", RICH_AUTO},
    };
    *span = gift_trim(*span);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t length = strlen(kinds[i].name);
        if ((size_t)(span->end - span->at) >= length && strncmp(span->at, kinds[i].name, length) == 0) {
            span->at += length;
            return kinds[i].kind;
        }
    }
    return fallback;
}

static const char *read_text(struct gift *gift, struct gift_span span,
                             const char *(*take)(struct reading_question *reading, enum rich_kind kind, const char *text))
{
    enum rich_kind kind = gift_kind(&span, gift->kind);
    const char *text = gift_unescape(gift->reading->arena, span, kind);
    gift->reading->failed |= !text;
    return text ? take(gift->reading, kind, text) : NULL;
}

const char *gift_text(struct gift *gift, struct gift_span span)
{
    return read_text(gift, span, reading_text);
}

const char *gift_remark(struct gift *gift, struct gift_span span)
{
    return read_text(gift, span, reading_remark);
}

const char *gift_typed(struct gift *gift, struct gift_span span)
{
    gift_kind(&span, gift->kind);
    span = gift_trim(span);
    const char *text = gift_unescape(gift->reading->arena, span, RICH_PLAIN);
    gift->reading->failed |= !text;
    return text ? text : "";
}

/* "%50%" off the front; false where there is none. */
static bool take_weight(struct gift_span *span, int64_t *weight)
{
    const char *close = span->at < span->end && *span->at == '%'
                            ? memchr(span->at + 1, '%', (size_t)(span->end - span->at) - 1) : NULL;
    if (!close || !weight_parse(span->at + 1, (size_t)(close - span->at) - 1, weight))
        return false;
    span->at = close + 1;
    return true;
}

static void fill(struct gift_answer *answer, struct gift_span span, char sign, bool weighted)
{
    *answer = (struct gift_answer){.right = sign == '=', .weight = sign == '~' ? 0 : WEIGHT_FULL};
    span = gift_trim(span);
    if (weighted)
        take_weight(&span, &answer->weight);
    const char *hash = gift_find(span, "#");
    answer->text = gift_trim((struct gift_span){span.at, hash ? hash : span.end});
    answer->feedback = gift_trim((struct gift_span){hash ? hash + 1 : span.end, span.end});
}

/* The first of SIGNS from AT on, or the end. */
static const char *next_sign(const char *at, const char *end, const char *signs)
{
    for (; at < end; at++) {
        if (strchr(signs, *at) && *at)
            return at;
        at += is_escape(at, end);
    }
    return end;
}

int gift_split(struct gift_span answers, const char *signs, struct gift_answer *out, int most)
{
    const char *at = next_sign(answers.at, answers.end, signs);
    struct gift_span before = gift_trim((struct gift_span){answers.at, at});
    bool choices = signs[0] == '~'; /* where = is wholly right, whatever follows */
    int count = 0;
    if (before.at < before.end) { /* the first may do without its sign */
        if (most > 0)
            fill(&out[0], before, signs[0], true);
        count++;
    }
    while (at < answers.end) {
        const char *next = next_sign(at + 1, answers.end, signs);
        if (count < most)
            fill(&out[count], (struct gift_span){at + 1, next}, *at, !choices || *at == '~');
        count++;
        at = next;
    }
    return count;
}
