/*
 * json_text.c - how RFC 8785 writes a number and a text, and in which order it puts names.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/base_internal.h"
#include "signpost/text.h"

#define DIGITS_MOST 17 /* enough for every double */

/* One more in the last of the digits; false when it would carry out of the first. */
static bool step_up(char *digits, int count)
{
    for (int i = count - 1; i >= 0; i--) {
        if (digits[i] != '9') {
            digits[i]++;
            return true;
        }
        digits[i] = '0';
    }
    return false;
}

static bool reads_back(const char *digits, int count, int exponent, double number)
{
    char text[DIGITS_MOST + 16];

    snprintf(text, sizeof text, "%.*se%d", count, digits, exponent - count + 1);
    return strtod(text, NULL) == number;
}

/* The fewest digits that read back as NUMBER (> 0), the nearest to it among those: d.ddd times ten to the EXPONENT.
 * Just above a power of two the nearest decimal may not read back while its upper neighbour does, so both are tried. */
static int shortest(double number, char digits[DIGITS_MOST + 1], int *exponent)
{
    for (int count = 1; count <= DIGITS_MOST; count++) {
        char text[DIGITS_MOST + 16];
        const char *e;
        int found = 0;

        snprintf(text, sizeof text, "%.*e", count - 1, number);
        e = strchr(text, 'e');
        for (const char *c = text; c < e; c++)
            if (*c >= '0' && *c <= '9')
                digits[found++] = *c;
        *exponent = (int)strtol(e + 1, NULL, 10);
        if (reads_back(digits, count, *exponent, number))
            return count;
        if (count < DIGITS_MOST && step_up(digits, count) && reads_back(digits, count, *exponent, number))
            return count;
    }
    return DIGITS_MOST;
}

/* ECMAScript, Number::toString: N is where the decimal point stands, COUNT how many digits there are. */
static void lay_out(char *out, const char *sign, const char *digits, int count, int n)
{
    if (count <= n && n <= 21)
        snprintf(out, JSON_NUMBER_TEXT, "%s%.*s%.*s", sign, count, digits, n - count, "000000000000000000000");
    else if (0 < n && n <= 21)
        snprintf(out, JSON_NUMBER_TEXT, "%s%.*s.%.*s", sign, n, digits, count - n, digits + n);
    else if (-6 < n && n <= 0)
        snprintf(out, JSON_NUMBER_TEXT, "%s0.%.*s%.*s", sign, -n, "000000", count, digits);
    else if (count == 1)
        snprintf(out, JSON_NUMBER_TEXT, "%s%.1se%+d", sign, digits, n - 1);
    else
        snprintf(out, JSON_NUMBER_TEXT, "%s%.1s.%.*se%+d", sign, digits, count - 1, digits + 1, n - 1);
}

bool json_number_text(double number, char out[JSON_NUMBER_TEXT])
{
    char digits[DIGITS_MOST + 1];
    int count, exponent;

    if (!isfinite(number))
        return false;
    if (fabs(number) < (double)WHOLE_MAX && trunc(number) == number) {
        snprintf(out, JSON_NUMBER_TEXT, "%lld", (long long)number); /* minus zero is written 0 */
        return true;
    }
    count = shortest(fabs(number), digits, &exponent);
    lay_out(out, number < 0 ? "-" : "", digits, count, exponent + 1);
    return true;
}

static void write_escape(struct buf *out, char c)
{
    static const char names[] = "\"\\bfnrt", values[] = "\"\\\b\f\n\r\t";
    const char *found = strchr(values, c);

    if (found)
        buf_printf(out, "\\%c", names[found - values]);
    else
        buf_printf(out, "\\u%04x", (unsigned)(unsigned char)c);
}

bool json_quote(struct buf *out, const char *text)
{
    size_t size = strlen(text), from = 0, before = out->size, plain = text_plain(text, size);

    if (plain == size && buf_reserve(out, size + 2)) { /* most often */
        out->bytes[out->size] = '"';
        memcpy(out->bytes + out->size + 1, text, size);
        out->bytes[out->size + size + 1] = '"';
        out->size += size + 2;
        out->bytes[out->size] = '\0';
        return true;
    }
    buf_char(out, '"');
    for (size_t at = plain; (at += text_plain(text + at, size - at)) < size;) {
        unsigned char c = (unsigned char)text[at];
        size_t step = utf8_step((const unsigned char *)text + at, size - at, NULL);

        if (step == 0) {
            out->size = before;
            return false;
        }
        at += step;
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        buf_append(out, text + from, at - 1 - from);
        write_escape(out, text[at - 1]);
        from = at;
    }
    buf_append(out, text + from, size - from);
    buf_char(out, '"');
    return true;
}

/* UTF-8 sorts as UTF-16 does, except that UTF-16's surrogates (U+10000 and above, led by F0 to F4) come before
 * U+E000 to U+FFFF (led by EE and EF). */
int json_compare_utf16(const char *a, const char *b)
{
    unsigned char left, right;

    while (*a && *a == *b) {
        a++;
        b++;
    }
    left = (unsigned char)*a;
    right = (unsigned char)*b;
    if (left >= 0xEE && right >= 0xEE && (left >= 0xF0) != (right >= 0xF0))
        return left >= 0xF0 ? -1 : 1;
    return (left > right) - (left < right);
}
