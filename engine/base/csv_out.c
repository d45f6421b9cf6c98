/*
 * csv_out.c - CSV out: RFC 4180, and nothing that a spreadsheet would run as a formula.
 */
#include <stdio.h>
#include <string.h>
#include "signpost/csv.h"

void csv_out_init(struct csv_out *out, struct buf *buf)
{
    *out = (struct csv_out){.buf = buf};
}

static void comma(struct csv_out *out)
{
    if (out->column++ > 0)
        buf_char(out->buf, ',');
}

/* White space at the ends is quoted too, because readers (ours among them) trim it from a plain field. */
static bool needs_quotes(const char *text)
{
    size_t size = strlen(text);

    return strpbrk(text, ",\"\r\n") || (size > 0 && (strchr(" \t", text[0]) || strchr(" \t", text[size - 1])));
}

void csv_text(struct csv_out *out, const char *text)
{
    bool guard = text && *text && strchr("=+-@\t\r", *text);

    comma(out);
    if (!text || !*text)
        return;
    if (!needs_quotes(text)) {
        if (guard)
            buf_char(out->buf, '\'');
        buf_text(out->buf, text);
        return;
    }
    buf_text(out->buf, guard ? "\"'" : "\"");
    for (; *text; text++) {
        if (*text == '"')
            buf_char(out->buf, '"');
        buf_char(out->buf, *text);
    }
    buf_char(out->buf, '"');
}

void csv_number(struct csv_out *out, const char *digits)
{
    size_t sign = digits && *digits == '-' ? 1 : 0;

    if (!digits || digits[sign + strspn(digits + sign, "0123456789.")] != 0) {
        csv_text(out, digits); /* not a number after all: the guard holds */
        return;
    }
    comma(out);
    buf_text(out->buf, digits);
}

void csv_integer(struct csv_out *out, long long number)
{
    comma(out);
    buf_printf(out->buf, "%lld", number);
}

void csv_end_row(struct csv_out *out)
{
    buf_text(out->buf, "\r\n");
    out->column = 0;
}
