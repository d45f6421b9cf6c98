/*
 * json_out.c - writing canonical JSON as one goes. A breach of the rules sticks, so that nothing wrong is ever signed.
 */
#include <stdio.h>
#include <string.h>
#include "base/base_internal.h"
#include "signpost/json.h"

void json_out_init(struct json_out *out, struct buf *buf)
{
    *out = (struct json_out){.buf = buf};
}

/* Before each value: a comma in an array, a key in an object, nothing written yet at the top. */
static bool begin_value(struct json_out *out)
{
    if (out->failed || out->complete) {
        out->failed = true;
        return false;
    }
    if (out->depth > 0 && out->level[out->depth - 1].object) {
        if (!out->keyed)
            out->failed = true;
        out->keyed = false;
    } else if (out->depth > 0) {
        if (!out->level[out->depth - 1].first)
            buf_char(out->buf, ',');
        out->level[out->depth - 1].first = false;
    }
    return !out->failed;
}

static void end_value(struct json_out *out)
{
    if (out->depth == 0)
        out->complete = true;
}

static void open_level(struct json_out *out, bool object)
{
    if (!begin_value(out))
        return;
    if (out->depth >= LIMIT_JSON_OUT_DEPTH) {
        out->failed = true;
        return;
    }
    out->level[out->depth].object = object;
    out->level[out->depth].first = true;
    out->depth++;
    buf_char(out->buf, object ? '{' : '[');
}

void json_out_object(struct json_out *out)
{
    open_level(out, true);
}

void json_out_array(struct json_out *out)
{
    open_level(out, false);
}

void json_out_end(struct json_out *out)
{
    if (out->failed || out->depth == 0 || out->keyed) {
        out->failed = true;
        return;
    }
    out->depth--;
    buf_char(out->buf, out->level[out->depth].object ? '}' : ']');
    end_value(out);
}

void json_out_key(struct json_out *out, const char *name)
{
    size_t size = name ? strlen(name) : LIMIT_JSON_OUT_KEY;
    int top = out->depth - 1;

    if (out->failed || top < 0 || !out->level[top].object || out->keyed || size >= LIMIT_JSON_OUT_KEY ||
        (!out->level[top].first && json_compare_utf16(out->level[top].last, name) >= 0)) {
        out->failed = true;
        return;
    }
    if (!out->level[top].first)
        buf_char(out->buf, ',');
    out->level[top].first = false;
    memcpy(out->level[top].last, name, size + 1);
    if (!json_quote(out->buf, name))
        out->failed = true;
    buf_char(out->buf, ':');
    out->keyed = true;
}

void json_out_string(struct json_out *out, const char *text)
{
    if (!begin_value(out))
        return;
    if (!text || !json_quote(out->buf, text))
        out->failed = true;
    end_value(out);
}

void json_out_integer(struct json_out *out, int64_t number)
{
    if (!begin_value(out))
        return;
    if (number > WHOLE_MAX || number < -WHOLE_MAX)
        out->failed = true;
    buf_printf(out->buf, "%lld", (long long)number);
    end_value(out);
}

void json_out_canonical(struct json_out *out, const char *canonical)
{
    if (!begin_value(out))
        return;
    if (!canonical || !*canonical)
        out->failed = true;
    else
        buf_text(out->buf, canonical);
    end_value(out);
}

void json_out_changed(struct json_out *out, const cJSON *object, const char *const *without, const cJSON *more)
{
    if (!begin_value(out))
        return;
    if (json_canonical_changed(object, without, more, out->buf, NULL) != FAULT_NONE)
        out->failed = true;
    end_value(out);
}

void json_out_bool(struct json_out *out, bool value)
{
    json_out_canonical(out, value ? "true" : "false");
}

void json_out_null(struct json_out *out)
{
    json_out_canonical(out, "null");
}

void json_out_member(struct json_out *out, const char *name, const char *text)
{
    json_out_key(out, name);
    if (text)
        json_out_string(out, text);
    else
        json_out_null(out);
}

void json_out_member_integer(struct json_out *out, const char *name, int64_t number)
{
    json_out_key(out, name);
    json_out_integer(out, number);
}

bool json_out_ok(const struct json_out *out)
{
    return !out->failed && out->complete && buf_ok(out->buf);
}
