/*
 * decimals.c - decimals between the formats and the bank, digit by digit: no floating point, and what the bank takes is kept
 * as it was written.
 */
#include <stdlib.h>
#include <string.h>
#include "formats/formats_internal.h"

#define BEFORE 9
#define AFTER 6
#define MILLION INT64_C(1000000)
#define MINUS_SIGN "\xe2\x88\x92"

/* In millionths. False for what is no decimal or has a place that counts beyond the sixth. */
static bool parse(const char *text, size_t size, int64_t *out)
{
    const char *end = text + size;
    bool negative = false, digits = false, fraction = false;
    int exponent = 0;
    int64_t number = 0;
    if (size >= 3 && strncmp(text, MINUS_SIGN, 3) == 0) {
        negative = true;
        text += 3;
    } else if (text < end && (*text == '-' || *text == '+')) {
        negative = *text++ == '-';
    }
    for (; text < end && ((*text >= '0' && *text <= '9') || (*text == '.' && !fraction)); text++) {
        if (*text == '.') {
            fraction = true;
            continue;
        }
        digits = true;
        if (number > INT64_C(100000000000000000) && *text != '0')
            return false;
        if (number > INT64_C(100000000000000000))
            exponent += !fraction;
        else {
            number = number * 10 + (*text - '0');
            exponent -= fraction;
        }
    }
    if (digits && text < end && (*text == 'e' || *text == 'E')) {
        char power[8] = "";
        size_t length = (size_t)(end - text) - 1;
        if (length == 0 || length >= sizeof power)
            return false;
        memcpy(power, text + 1, length);
        char *rest;
        exponent += (int)strtol(power, &rest, 10);
        text = *rest ? text : end;
    }
    if (!digits || text != end)
        return false;
    for (exponent += AFTER; exponent < 0 && number % 10 == 0; exponent++)
        number /= 10;
    for (; exponent > 0 && number && number < INT64_C(1000000000000000); exponent--)
        number *= 10;
    if ((exponent && number) || number >= INT64_C(1000000000) * MILLION)
        return false;
    *out = negative ? -number : number;
    return true;
}

static const char *write(struct arena *arena, int64_t number)
{
    int64_t size = number < 0 ? -number : number;
    char *text = arena_printf(arena, "%s%lld.%06lld", number < 0 ? "-" : "", (long long)(size / MILLION),
                              (long long)(size % MILLION));
    size_t length = text ? strlen(text) : 0;
    while (length && text[length - 1] == '0')
        text[--length] = '\0';
    if (length && text[length - 1] == '.')
        text[length - 1] = '\0';
    return text;
}

static bool as_the_bank_has_it(const char *text)
{
    text += *text == '-' || *text == '+';
    size_t before = strspn(text, "0123456789"), after = text[before] == '.' ? strspn(text + before + 1, "0123456789") : 0;
    return before > 0 && before <= BEFORE && after <= AFTER &&
           (text[before] == '.' ? after > 0 && !text[before + 1 + after] : !text[before]);
}

const char *decimal_tidy(struct arena *arena, const char *text, size_t size)
{
    int64_t number;
    while (size && strchr(" \t\r\n", *text)) {
        text++;
        size--;
    }
    while (size && strchr(" \t\r\n", text[size - 1]))
        size--;
    const char *kept = arena_dup_bytes(arena, text, size);
    if (!kept || !parse(text, size, &number))
        return NULL;
    return as_the_bank_has_it(kept) ? kept : write(arena, number);
}

bool decimal_between(struct arena *arena, const char *low, const char *high, const char **middle, const char **off)
{
    int64_t from, to;
    if (!parse(low, strlen(low), &from) || !parse(high, strlen(high), &to) || from > to || (to - from) % 2)
        return false;
    *middle = write(arena, from + (to - from) / 2);
    *off = write(arena, (to - from) / 2);
    return *middle && *off;
}

bool decimal_around(struct arena *arena, const char *middle, const char *off, const char **low, const char **high)
{
    int64_t at, width;
    if (!parse(middle, strlen(middle), &at) || !parse(off, strlen(off), &width) || width < 0)
        return false;
    *low = write(arena, at - width);
    *high = write(arena, at + width);
    return *low && *high;
}
