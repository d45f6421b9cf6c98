/*
 * decimal.c - decimals, exactly: whole numbers of millionths, no floating point. decimal_parse is for what is written in a
 * file, decimal_typed for what people type: "1,000", "1 000.5", "0,5", "28.".
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "bank/type.h"

#define DIGITS_BEFORE 9
#define DIGITS_AFTER 6
#define MILLION 1000000
#define RUNS 6 /* of digits in one number: three groups of thousands and a fraction leave room */

struct run { const char *digits; size_t count; };

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

/* Up to WHOLE runs before the decimal mark, and FRACTION behind it. */
static bool join(const struct run *runs, int whole, struct run fraction, int64_t *out)
{
    int64_t number = 0;
    size_t before = 0;
    for (int i = 0; i < whole; i++) {
        before += runs[i].count;
        if (before > DIGITS_BEFORE)
            return false;
        for (size_t k = 0; k < runs[i].count; k++)
            number = number * 10 + (runs[i].digits[k] - '0');
    }
    if (before + fraction.count == 0 || fraction.count > DIGITS_AFTER)
        return false;
    *out = number * MILLION + scaled(fraction.digits, fraction.count, DIGITS_AFTER);
    return true;
}

bool decimal_parse(const char *text, int64_t *out)
{
    bool negative = *text == '-';
    text += *text == '-' || *text == '+';
    struct run whole = {text, digits(text)}, fraction = {"", 0};
    text += whole.count;
    if (*text == '.') {
        fraction = (struct run){text + 1, digits(text + 1)};
        text += 1 + fraction.count;
    }
    if (*text || !join(&whole, 1, fraction, out))
        return false;
    *out = negative ? -*out : *out;
    return true;
}

void decimal_text(int64_t number, char out[DECIMAL_TEXT])
{
    long long whole = llabs((long long)number) / MILLION, part = llabs((long long)number) % MILLION;
    int size = snprintf(out, DECIMAL_TEXT, "%s%lld.%06lld", number < 0 ? "-" : "", whole, part);
    while (out[size - 1] == '0')
        out[--size] = '\0';
    if (out[size - 1] == '.')
        out[--size] = '\0';
}

/* ---- as people write them ---- */

/* '.', ',', or '_' for a space or apostrophe between groups of thousands; 0: none. SIZE: its bytes. */
static char mark_at(const char *text, size_t *size)
{
    static const char *const between[] = {" ", "'", "\xe2\x80\x99", "\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x89", NULL};
    *size = 1;
    if (*text == '.' || *text == ',')
        return *text;
    for (const char *const *mark = between; *mark; mark++) {
        *size = strlen(*mark);
        if (strncmp(text, *mark, *size) == 0 && digits(text + *size) == 3)
            return '_';
    }
    return 0;
}

size_t decimal_sign(const char *text)
{
    static const char minus[] = "\xe2\x88\x92", dash[] = "\xe2\x80\x93"; /* what telephones and word processors write */
    if (*text == '-' || *text == '+')
        return 1;
    return strncmp(text, minus, 3) == 0 || strncmp(text, dash, 3) == 0 ? 3 : 0;
}

/* Are the runs from 1 to LAST groups of three behind one of one to three digits, with the same mark between them? */
static bool grouped(const struct run *runs, const char *marks, int last)
{
    bool good = runs[0].count >= 1 && runs[0].count <= 3 && runs[0].digits[0] != '0';
    for (int i = 1; i <= last && good; i++)
        good = runs[i].count == 3 && marks[i] == marks[1];
    return good;
}

/* What COUNT runs with the marks before them are. */
static enum decimal decide(const struct run *runs, const char *marks, int count, int64_t *out)
{
    static const struct run none = {"", 0};
    int last = count - 1;
    bool read = false;
    if (count == 1)
        read = join(runs, 1, none, out);
    else if (count == 2 && marks[1] == ',' && grouped(runs, marks, 1))
        return DECIMAL_EITHER;
    else if (count == 2 && marks[1] == '.')
        read = join(runs, 1, runs[1], out);
    else if (count == 2 && marks[1] == ',')
        read = runs[1].count > 0 && join(runs, 1, runs[1], out);
    else if (grouped(runs, marks, last))
        read = join(runs, count, none, out);
    else if (count > 2 && marks[last] != '_' && marks[last] != marks[1] && grouped(runs, marks, last - 1))
        read = join(runs, last, runs[last], out);
    return read ? DECIMAL_READ : DECIMAL_NONE;
}

enum decimal decimal_typed(const char *text, int64_t *out, size_t *used)
{
    struct run runs[RUNS];
    char marks[RUNS] = {0};
    const char *from = text;
    int count = 0;
    size_t sign = decimal_sign(text);
    bool negative = sign && *text != '+';
    text += sign;
    runs[count++] = (struct run){text, digits(text)};
    text += runs[0].count;
    for (size_t size; count < RUNS && (marks[count] = mark_at(text, &size)); count++) {
        runs[count] = (struct run){text + size, digits(text + size)};
        text += size + runs[count].count;
    }
    enum decimal what = decide(runs, marks, count, out);
    if (what == DECIMAL_READ && negative)
        *out = -*out;
    *used = (size_t)(text - from);
    return what;
}
