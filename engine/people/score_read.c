/*
 * people/score_read.c - decimals into exact integers (see score_read.h). No floating point.
 */
#include "people/score_read.h"
#include <stdbool.h>
#include <stddef.h>

/* TEXT times ten thousand. */
static bool read_decimal(const char *text, int64_t *out)
{
    int64_t value = 0;
    int before = 0, after = 0;
    for (; *text >= '0' && *text <= '9'; text++, before++)
        value = before < 9 ? value * 10 + (*text - '0') : value;
    if (*text == '.') {
        for (text++; *text >= '0' && *text <= '9'; text++, after++)
            value = after < 4 ? value * 10 + (*text - '0') : value;
        if (after == 0)
            return false;
    }
    if (*text || before < 1 || before > 9 || after > 4)
        return false;
    for (; after < 4; after++)
        value *= 10;
    *out = value;
    return true;
}

const char *score_read(const char *score, const char *max, int64_t *score_out, int64_t *max_out, int64_t *unit)
{
    int64_t part, whole;
    if (!read_decimal(score, &part) || !read_decimal(max, &whole))
        return "score and max_score are numbers such as 16 or 82.5, with at most four decimals";
    if (whole == 0)
        return "max_score must be more than 0";
    if (part > whole)
        return "score is more than max_score";
    for (*unit = 10000; *unit > 1 && part % 10 == 0 && whole % 10 == 0; *unit /= 10) {
        part /= 10;
        whole /= 10;
    }
    *score_out = part;
    *max_out = whole;
    return NULL;
}
