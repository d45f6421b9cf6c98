/*
 * json_token.c - the scanner's texts and numbers, by the letter of RFC 8259.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/json_scan_internal.h"
#include "signpost/text.h"

#define NUMBER_MOST 63 /* characters of a number: what the parser behind us takes */

/* Does the text end in the middle of a word, of a character or of a pair of escapes? */
static bool ends_here(const struct scan *scan)
{
    static const char *const words[] = {"true", "false", "null"};
    const unsigned char *at = scan->bytes + scan->at;
    size_t left = scan->size - scan->at;

    if (left == 1 && *at == '\\')
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (left < strlen(words[i]) && memcmp(at, words[i], left) == 0)
            return true;
    for (size_t i = 1; i < left; i++)
        if ((at[i] & 0xC0) != 0x80)
            return false;
    return left < (*at >= 0xF0 ? 4u : *at >= 0xE0 ? 3u : *at >= 0xC0 ? 2u : 1u);
}

/* On the last line that has something on it. */
static enum fault_code refuse_end(struct scan *scan, const char *open)
{
    int line = scan->line;

    for (size_t at = scan->size; at > 0 && strchr(" \t\r\n", scan->bytes[at - 1]); at--)
        line -= scan->bytes[at - 1] == '\n';
    return fault_at(scan->fault, FAULT_MALFORMED, scan->file, line,
                    "The JSON ends here, before it is complete: %s. Perhaps the rest was lost when it was saved, copied or sent; "
                    "put it back.", open);
}

enum fault_code scan_refuse(struct scan *scan, const char *what)
{
    char open[64];

    if (scan->depth > 0 && (scan->at >= scan->size || ends_here(scan))) {
        snprintf(open, sizeof open, "the %c of line %d is never closed", scan->open[scan->depth - 1].bracket,
                 scan->open[scan->depth - 1].line);
        return refuse_end(scan, open);
    }
    return fault_at(scan->fault, FAULT_MALFORMED, scan->file, scan->line, "%s", what);
}

int scan_peek(const struct scan *scan)
{
    return scan->at < scan->size ? scan->bytes[scan->at] : -1;
}

void scan_space(struct scan *scan)
{
    for (; scan->at < scan->size; scan->at++) {
        unsigned char c = scan->bytes[scan->at];

        if (c == '\n')
            scan->line++;
        else if (c != ' ' && c != '\t' && c != '\r')
            return;
    }
}

static void pool_codepoint(struct scan *scan, uint32_t c)
{
    unsigned char out[4];
    size_t size = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

    out[0] = (unsigned char)c;
    for (size_t i = size - 1; size > 1 && i > 0; i--, c >>= 6)
        out[i] = (unsigned char)(0x80 | (c & 0x3F));
    if (size > 1)
        out[0] = (unsigned char)((0xF00u >> size & 0xFF) | c);
    buf_append(&scan->pool, out, size);
}

/* Four hexadecimal digits. */
static bool scan_unit(struct scan *scan, uint32_t *unit)
{
    *unit = 0;
    for (int i = 0; i < 4; i++) {
        int c = scan_peek(scan);

        if (c >= '0' && c <= '9')
            c -= '0';
        else if (c >= 'a' && c <= 'f')
            c -= 'a' - 10;
        else if (c >= 'A' && c <= 'F')
            c -= 'A' - 10;
        else
            return false;
        *unit = *unit << 4 | (uint32_t)c;
        scan->at++;
    }
    return true;
}

/* Behind the u of an escape. */
static enum fault_code scan_unicode(struct scan *scan)
{
    uint32_t unit, low;

    if (!scan_unit(scan, &unit))
        return scan_refuse(scan, "\\u must be followed by four hexadecimal digits.");
    if (unit == 0)
        return scan_refuse(scan, "\\u0000 is not accepted in a text; remove it.");
    if (unit >= 0xDC00 && unit <= 0xDFFF)
        return scan_refuse(scan, "There is a lone low surrogate; write \\u escapes above U+FFFF in pairs.");
    if (unit >= 0xD800 && unit <= 0xDBFF) {
        if (scan_peek(scan) != '\\' || scan->at + 1 >= scan->size || scan->bytes[scan->at + 1] != 'u')
            return scan_refuse(scan, "There is a lone high surrogate; write \\u escapes above U+FFFF in pairs.");
        scan->at += 2;
        if (!scan_unit(scan, &low) || low < 0xDC00 || low > 0xDFFF)
            return scan_refuse(scan, "There is a lone high surrogate; write \\u escapes above U+FFFF in pairs.");
        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    }
    pool_codepoint(scan, unit);
    return FAULT_NONE;
}

/* Behind a backslash. */
static enum fault_code scan_escape(struct scan *scan)
{
    static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    int c = scan_peek(scan);
    const char *found = c > 0 ? strchr(names, c) : NULL;

    scan->at++;
    if (c == 'u')
        return scan_unicode(scan);
    if (!found)
        return scan_refuse(scan, "There is no such escape; after a backslash write one of \" \\ / b f n r t u.");
    buf_char(&scan->pool, values[found - names]);
    return FAULT_NONE;
}

/* Passes over what stands for itself in a text and needs no looking at: most of all there is. */
static void scan_plain(struct scan *scan)
{
    size_t size = text_plain((const char *)scan->bytes + scan->at, scan->size - scan->at);

    if (size)
        buf_append(&scan->pool, scan->bytes + scan->at, size);
    scan->at += size;
}

bool scan_literal_string(struct scan *scan, const unsigned char **out, size_t *size)
{
    *out = scan->bytes + scan->at + 1;
    *size = text_plain((const char *)*out, scan->size - scan->at - 1);
    if (scan->at + 1 + *size >= scan->size || (*out)[*size] != '"')
        return false;
    scan->at += *size + 2;
    return true;
}

enum fault_code scan_string(struct scan *scan)
{
    scan->at++;
    for (;;) {
        int c;
        size_t step;

        scan_plain(scan);
        c = scan_peek(scan);
        if (c < 0 && scan->depth > 0)
            return refuse_end(scan, "a text is never closed");
        if (c < 0)
            return scan_refuse(scan, "A text is never closed; add the missing quotation mark.");
        if (c == '"') {
            scan->at++;
            return FAULT_NONE;
        }
        if (c == 0)
            return scan_refuse(scan, "There is a NUL byte in a text; remove it.");
        if (c == '\n')
            return scan_refuse(scan, "A text runs over the end of its line; close it, or write \\n for a new line.");
        if (c < 0x20)
            return scan_refuse(scan, "There is a raw control character in a text; write it as an escape.");
        if (c == '\\') {
            enum fault_code code;

            scan->at++;
            code = scan_escape(scan);
            if (code != FAULT_NONE)
                return code;
            continue;
        }
        step = utf8_step(scan->bytes + scan->at, scan->size - scan->at, NULL);
        if (step == 0)
            return scan_refuse(scan, "There are bytes that are not UTF-8; save the file as UTF-8.");
        buf_append(&scan->pool, scan->bytes + scan->at, step);
        scan->at += step;
    }
}

static size_t skip_digits(struct scan *scan)
{
    size_t from = scan->at;

    while (scan_peek(scan) >= '0' && scan_peek(scan) <= '9')
        scan->at++;
    return scan->at - from;
}

static enum fault_code number_in_range(struct scan *scan, const char *text, bool whole, double *number)
{
    double value = strtod(text, NULL);

    if (number)
        *number = value;
    if (isinf(value))
        return scan_refuse(scan, "This number is too large for any computer's double; write a smaller one.");
    if (whole && llabs(strtoll(text, NULL, 10)) > WHOLE_MAX)
        return scan_refuse(scan, "This whole number is beyond 2^53, where readers round; write it as a text.");
    return FAULT_NONE;
}

enum fault_code scan_number(struct scan *scan, double *number)
{
    size_t from = scan->at, digits;
    char text[NUMBER_MOST + 1];
    bool whole = true;

    if (scan_peek(scan) == '-')
        scan->at++;
    if (scan_peek(scan) == '0') {
        scan->at++;
        if (scan_peek(scan) >= '0' && scan_peek(scan) <= '9')
            return scan_refuse(scan, "A number may not begin with a needless 0; remove it.");
    } else if (skip_digits(scan) == 0) {
        return scan_refuse(scan, "A minus sign must be followed by a number.");
    }
    if (scan_peek(scan) == '.') {
        whole = false;
        scan->at++;
        if (skip_digits(scan) == 0)
            return scan_refuse(scan, "A decimal point must be followed by a digit.");
    }
    if (scan_peek(scan) == 'e' || scan_peek(scan) == 'E') {
        whole = false;
        scan->at++;
        if (scan_peek(scan) == '+' || scan_peek(scan) == '-')
            scan->at++;
        if (skip_digits(scan) == 0)
            return scan_refuse(scan, "A number's exponent must have a digit.");
    }
    digits = scan->at - from;
    if (digits > NUMBER_MOST)
        return scan_refuse(scan, "A number has more than 63 characters; write a shorter one.");
    memcpy(text, scan->bytes + from, digits);
    text[digits] = 0;
    return number_in_range(scan, text, whole, number);
}
