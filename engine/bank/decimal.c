/*
 * decimal.c - decimals as people write them, exactly: whole numbers of millionths, no floating point.
 */
#include <string.h>
#include "bank/type.h"

#define DIGITS_BEFORE 9
#define DIGITS_AFTER 6
#define MINUS_SIGN "\xe2\x88\x92" /* U+2212: telephones and word processors write it */

static size_t digits(const char *text)
{
    return strspn(text, "0123456789");
}

/* COUNT digits, then as many zeros as make PLACES. */
static int64_t scaled(const char *text, size_t count, size_t places)
{
    int64_t number = 0;
    for (size_t i = 0; i < places; i++)
        number = number * 10 + (i < count ? text[i] - '0' : 0);
    return number;
}

bool decimal_parse(const char *text, int64_t *out)
{
    bool negative = false;
    text += strspn(text, " \t");
    if (strncmp(text, MINUS_SIGN, strlen(MINUS_SIGN)) == 0) {
        negative = true;
        text += strlen(MINUS_SIGN);
    } else if (*text == '-' || *text == '+') {
        negative = *text++ == '-';
    }
    const char *whole = text, *fraction = "";
    size_t before = digits(text), after = 0;
    text += before;
    if (*text == '.') {
        fraction = ++text;
        after = digits(text);
        text += after;
    }
    text += strspn(text, " \t");
    if (*text || before + after == 0 || before > DIGITS_BEFORE || after > DIGITS_AFTER)
        return false;
    int64_t number = scaled(whole, before, before) * 1000000 + scaled(fraction, after, DIGITS_AFTER);
    *out = negative ? -number : number;
    return true;
}
