/*
 * words.c - counts and ages as people say them.
 */
#include <stdio.h>
#include "signpost/witness.h"

void count_words(int64_t number, char out[COUNT_TEXT])
{
    char digits[COUNT_TEXT];
    int length = snprintf(digits, sizeof digits, "%lld", (long long)number);
    size_t used = 0;
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            out[used++] = ',';
        out[used++] = digits[i];
    }
    out[used] = '\0';
}

void since_words(struct instant then, struct instant now, char out[SINCE_TEXT])
{
    static const struct { int64_t seconds; const char *one, *many; } units[] = {
        {86400, "a day", "days"}, {3600, "an hour", "hours"}, {60, "a minute", "minutes"}};
    int64_t seconds = (now.ms - then.ms) / 1000;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        long long count = (long long)(seconds / units[i].seconds);
        if (count == 1)
            snprintf(out, SINCE_TEXT, "%s", units[i].one);
        else if (count > 1)
            snprintf(out, SINCE_TEXT, "%lld %s", count, units[i].many);
        if (count > 0)
            return;
    }
    snprintf(out, SINCE_TEXT, "a moment");
}
