/*
 * test_date.c - civil dates, the corresponding-date rule, and days that begin when clocks change.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "signpost/date.h"

static struct date day(const char *text)
{
    struct date date = {0};

    if (date_parse(text, &date, NULL) != FAULT_NONE)
        fail_msg("%s should be a date", text);
    return date;
}

static void assert_date(struct date date, const char *expected)
{
    char text[DATE_TEXT];

    date_text(date, text);
    assert_string_equal(text, expected);
}

static void zone(const char *name)
{
    struct fault fault;

    if (date_set_zone(name, &fault) != FAULT_NONE)
        fail_msg("%s: %s", name, fault.message);
}

static void london_is_the_zone_when_none_was_set(void **state)
{
    (void)state; /* must be the first test: nothing has set a zone yet */
    assert_int_equal(instant_of_date(day("2026-07-01")).ms, 1782860400000LL); /* 2026-06-30T23:00:00Z */
}

static void date_reads_only_days_that_exist(void **state)
{
    static const char *const wrong[] = {"", "2026-4-30", "2026-04-31", "2025-02-29", "1900-02-29", "2026-00-10",
                                        "2026-13-01", "2026-01-00", "2026/01/01", "26-01-01", "2026-01-01 ",
                                        " 2026-01-01", "2026-01-01T", "+026-01-01", "1899-12-31", "2026-0a-01"};
    struct fault fault;
    struct date date = {7};

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        fault.message[0] = 0;
        if (date_parse(wrong[i], &date, &fault) != FAULT_INPUT)
            fail_msg("\"%s\" was taken for a date", wrong[i]);
        assert_true(strlen(fault.message) > 0);
        assert_int_equal(date.day, 7);
    }
    assert_int_equal(date_parse(NULL, &date, NULL), FAULT_INPUT);
    assert_int_equal(day("1970-01-01").day, 0);
    assert_int_equal(day("1969-12-31").day, -1);
    assert_int_equal(day("2000-02-29").day, 11016);
    assert_int_equal(day("2038-01-19").day, 24855);
    assert_int_equal(day("9999-12-31").day, 2932896);
    assert_int_equal(day("1900-01-01").day, -25567);
}

static void every_day_of_four_centuries_survives_the_round_trip(void **state)
{
    int year = 0, month = 0, number = 0, last_year = 1899, last_month = 12, last_number = 31;
    struct date end = day("2300-01-01");

    (void)state;
    for (struct date date = day("1900-01-01"); date_compare(date, end) < 0; date = date_add_days(date, 1)) {
        date_to_ymd(date, &year, &month, &number);
        assert_int_equal(date_from_ymd(year, month, number).day, date.day);
        if (number == 1)
            assert_true(last_number >= 28 && (month == last_month + 1 || (month == 1 && year == last_year + 1)));
        else
            assert_true(number == last_number + 1 && month == last_month && year == last_year);
        last_year = year;
        last_month = month;
        last_number = number;
    }
}

static void years_later_is_the_corresponding_date(void **state)
{
    static const struct { const char *from; int years; const char *to; } rows[] = {
        {"2023-06-01", 3, "2026-06-01"},  {"2024-02-29", 3, "2027-02-28"}, {"2024-02-29", 4, "2028-02-29"},
        {"2024-02-29", 1, "2025-02-28"},  {"2024-02-29", -3, "2021-02-28"}, {"2024-02-29", -4, "2020-02-29"},
        {"2023-02-28", 1, "2024-02-28"},  {"2023-12-31", 3, "2026-12-31"}, {"2027-01-01", -3, "2024-01-01"},
        {"2096-02-29", 4, "2100-02-28"},  {"2035-01-19", 3, "2038-01-19"}, {"2026-04-30", 0, "2026-04-30"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_date(date_add_years(day(rows[i].from), rows[i].years), rows[i].to);
}

static void days_later_crosses_years_and_leap_days(void **state)
{
    static const struct { const char *from; int days; const char *to; } rows[] = {
        {"2025-12-31", 1, "2026-01-01"}, {"2026-01-01", -1, "2025-12-31"}, {"2024-02-28", 1, "2024-02-29"},
        {"2025-02-28", 1, "2025-03-01"}, {"2038-01-19", 1, "2038-01-20"},  {"2026-03-02", 90, "2026-05-31"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_date(date_add_days(day(rows[i].from), rows[i].days), rows[i].to);
}

static void month_end_is_the_last_one_on_or_before(void **state)
{
    static const char *const rows[][2] = {{"2026-05-31", "2026-05-31"}, {"2026-05-30", "2026-04-30"},
                                          {"2026-01-01", "2025-12-31"}, {"2024-02-29", "2024-02-29"},
                                          {"2024-02-28", "2024-01-31"}, {"2025-02-28", "2025-02-28"},
                                          {"2025-03-01", "2025-02-28"}, {"2026-12-31", "2026-12-31"}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_date(date_month_end_on_or_before(day(rows[i][0])), rows[i][1]);
}

static void the_ends_of_time_stay_where_they_are(void **state)
{
    char text[DATE_TEXT], words[DATE_WORDS];

    (void)state;
    assert_int_equal(date_add_years(DATE_MAX, 3).day, INT32_MAX);
    assert_int_equal(date_add_days(DATE_MIN, -1).day, INT32_MIN);
    assert_int_equal(date_add_days(DATE_MAX, -1).day, INT32_MAX);
    assert_int_equal(date_month_end_on_or_before(DATE_MAX).day, INT32_MAX);
    assert_true(date_compare(DATE_MIN, day("1900-01-01")) < 0);
    assert_true(date_compare(DATE_MAX, day("9999-12-31")) > 0);
    assert_true(instant_of_date(DATE_MAX).ms > instant_of_date(day("9999-12-31")).ms);
    date_text(DATE_MAX, text);
    assert_string_equal(text, "9999-12-31");
    date_words(DATE_MAX, words);
    assert_string_equal(words, "no end");
    date_words(DATE_MIN, words);
    assert_string_equal(words, "always");
}

static void dates_and_instants_are_written_for_people(void **state)
{
    char words[DATE_WORDS], line[64], text[INSTANT_TEXT];

    (void)state;
    zone("Europe/London");
    date_words(day("2026-09-30"), words);
    assert_string_equal(words, "30 September 2026");
    date_words(day("2026-04-03"), words);
    assert_string_equal(words, "3 April 2026");
    instant_words((struct instant){1777554150999}, line, sizeof line); /* 13:02:30 UTC */
    assert_string_equal(line, "30 April 2026, 14:02");
    instant_text((struct instant){1777554150999}, text);
    assert_string_equal(text, "2026-04-30T13:02:30Z");
    instant_text((struct instant){-1}, text);
    assert_string_equal(text, "1969-12-31T23:59:59Z");
    instant_text((struct instant){INT64_MAX}, text);
    assert_int_equal(strlen(text), 20);
}

static void a_day_begins_at_the_zones_first_instant(void **state)
{
    static const struct { const char *zone, *date, *instant; } rows[] = {
        {"Europe/London", "2026-03-28", "2026-03-28T00:00:00Z"},
        {"Europe/London", "2026-03-29", "2026-03-29T00:00:00Z"}, /* clocks go forward at 01:00 */
        {"Europe/London", "2026-03-30", "2026-03-29T23:00:00Z"},
        {"Europe/London", "2026-10-25", "2026-10-24T23:00:00Z"}, /* and back at 02:00 */
        {"Europe/London", "2026-10-26", "2026-10-26T00:00:00Z"},
        {"Europe/London", "2038-01-20", "2038-01-20T00:00:00Z"},
        {"Europe/London", "2050-07-01", "2050-06-30T23:00:00Z"},
        {"Europe/London", "1970-01-01", "1969-12-31T23:00:00Z"}, /* British Standard Time */
        {"UTC", "2026-07-01", "2026-07-01T00:00:00Z"},
        {"America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z"}, /* there is no midnight: it is 01:00 at once */
        {"America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00:00Z"}, /* midnight went back to 23:00 */
        {"America/Havana", "2024-11-03", "2024-11-03T04:00:00Z"},
        {"America/Havana", "2024-03-10", "2024-03-10T05:00:00Z"}, /* no midnight */
        {"America/St_Johns", "2010-11-07", "2010-11-07T02:30:00Z"}, /* 00:01 went back: the day begins twice */
        {"America/Toronto", "1919-03-31", "1919-03-31T04:30:00Z"}, /* from 23:30 straight to 00:30 */
        {"Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z"}, /* a day that never was */
        {"Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z"},
        {"Pacific/Kiritimati", "2026-01-01", "2025-12-31T10:00:00Z"},
        {"Asia/Kathmandu", "2026-01-01", "2025-12-31T18:15:00Z"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct instant begin;
        char text[INSTANT_TEXT];

        zone(rows[i].zone);
        begin = instant_of_date(day(rows[i].date));
        instant_text(begin, text);
        if (strcmp(text, rows[i].instant) != 0)
            fail_msg("%s %s begins at %s, not %s", rows[i].zone, rows[i].date, rows[i].instant, text);
    }
    zone("Europe/London");
}

static void the_instant_before_a_day_belongs_to_the_day_before(void **state)
{
    static const char *const zones[] = {"Europe/London", "America/Sao_Paulo", "Asia/Tehran", "America/New_York",
                                        "Australia/Lord_Howe", "Africa/Casablanca", "UTC"};

    (void)state;
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        zone(zones[i]);
        for (struct date date = day("2015-01-01"); date_compare(date, day("2027-01-01")) < 0;
             date = date_add_days(date, 1)) {
            struct instant begin = instant_of_date(date);

            assert_int_equal(date_of_instant(begin).day, date.day);
            assert_int_equal(date_of_instant((struct instant){begin.ms - 1}).day, date.day - 1);
        }
    }
    zone("Europe/London");
}

static void instants_are_read_in_utc_only(void **state)
{
    static const char *const wrong[] = {"", "2026-04-30", "2026-04-30T12:00:00", "2026-04-30T12:00:00+00:00",
                                        "2026-04-30t12:00:00z", "2026-04-30T24:00:00Z", "2026-04-30T12:60:00Z",
                                        "2026-04-30T12:00:60Z", "2026-04-31T12:00:00Z", "2026-04-30T12:00:00.Z",
                                        "2026-04-30T12:00:00.1xZ", "2026-04-30 12:00:00Z", "2026-04-30T12-00-00Z"};
    struct instant instant = {5};

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (instant_parse(wrong[i], &instant, NULL) != FAULT_INPUT)
            fail_msg("\"%s\" was taken for an instant", wrong[i]);
    assert_int_equal(instant.ms, 5);
    assert_int_equal(instant_parse("2026-04-30T13:02:30Z", &instant, NULL), FAULT_NONE);
    assert_int_equal(instant.ms, 1777554150000LL);
    assert_int_equal(instant_parse("2026-04-30T13:02:30.5Z", &instant, NULL), FAULT_NONE);
    assert_int_equal(instant.ms, 1777554150500LL);
    assert_int_equal(instant_parse("2026-04-30T13:02:30.123999Z", &instant, NULL), FAULT_NONE);
    assert_int_equal(instant.ms, 1777554150123LL);
}

static void only_zones_of_the_database_are_taken(void **state)
{
    static const char *const wrong[] = {"", "Nowhere/Nowhere", "../etc/passwd", "/etc/localtime", "Europe", "GMT+1;x",
                                        "tzdata.zi", "zone.tab"};
    struct fault fault;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (date_set_zone(wrong[i], &fault) != FAULT_INPUT)
            fail_msg("\"%s\" was taken for a zone", wrong[i]);
    assert_int_equal(date_set_zone(NULL, NULL), FAULT_INPUT);
}

static void the_clock_can_be_held_and_released(void **state)
{
    struct instant held;

    (void)state;
    zone("Europe/London");
    assert_int_equal(instant_parse("2026-06-30T23:30:00Z", &held, NULL), FAULT_NONE);
    clock_set(held);
    assert_int_equal(clock_now().ms, held.ms);
    assert_date(clock_today(), "2026-07-01");
    clock_release();
    assert_true(clock_now().ms != held.ms);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(london_is_the_zone_when_none_was_set),
        cmocka_unit_test(date_reads_only_days_that_exist),
        cmocka_unit_test(every_day_of_four_centuries_survives_the_round_trip),
        cmocka_unit_test(years_later_is_the_corresponding_date),
        cmocka_unit_test(days_later_crosses_years_and_leap_days),
        cmocka_unit_test(month_end_is_the_last_one_on_or_before),
        cmocka_unit_test(the_ends_of_time_stay_where_they_are),
        cmocka_unit_test(dates_and_instants_are_written_for_people),
        cmocka_unit_test(a_day_begins_at_the_zones_first_instant),
        cmocka_unit_test(the_instant_before_a_day_belongs_to_the_day_before),
        cmocka_unit_test(instants_are_read_in_utc_only),
        cmocka_unit_test(only_zones_of_the_database_are_taken),
        cmocka_unit_test(the_clock_can_be_held_and_released),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
