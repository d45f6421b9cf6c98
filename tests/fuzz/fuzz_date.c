/* fuzz_date.c - dates and instants: what was read is written as it stood; years later is never earlier, and on a day that exists. */
#include <string.h>
#include "fuzz.h"
#include "signpost/date.h"

static void try_date(const char *text)
{
    struct date date;
    struct fault fault;
    char out[DATE_TEXT], words[DATE_WORDS];
    int year, month, day;
    if (date_parse(text, &date, &fault) != FAULT_NONE)
        return;
    date_text(date, out);
    HOLDS(!strcmp(out, text));
    date_words(date, words);
    date_to_ymd(date, &year, &month, &day);
    HOLDS(date_compare(date_from_ymd(year, month, day), date) == 0);
    if (year < 9990) {
        struct date later = date_add_years(date, 3);
        int later_year, later_month, later_day;
        date_to_ymd(later, &later_year, &later_month, &later_day);
        HOLDS(later_year == year + 3 && later_month == month);
        HOLDS(later_day == day || (month == 2 && day == 29 && later_day == 28));
        HOLDS(date_compare(date_of_instant(instant_of_date(date)), date) == 0);
    }
    HOLDS(date_compare(date_month_end_on_or_before(date), date) <= 0);
}

static void try_instant(const char *text)
{
    struct instant instant, again;
    struct fault fault;
    char out[INSTANT_TEXT];
    if (instant_parse(text, &instant, &fault) != FAULT_NONE)
        return;
    instant_text(instant, out);
    HOLDS(instant_parse(out, &again, &fault) == FAULT_NONE);
    HOLDS(again.ms <= instant.ms && instant.ms - again.ms < 1000);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int prepared;
    char *text = malloc(size + 1);
    struct fault fault;
    if (!text)
        return 0;
    if (!prepared++)
        HOLDS(date_set_zone("Europe/London", &fault) == FAULT_NONE);
    memcpy(text, data, size);
    text[size] = '\0';
    try_date(text);
    try_instant(text);
    free(text);
    return 0;
}
