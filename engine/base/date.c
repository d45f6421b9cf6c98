/*
 * date.c - civil dates: the proleptic Gregorian calendar by arithmetic alone, no library and no zone.
 */
#include <stdio.h>
#include <string.h>
#include "signpost/date.h"

static const char *const month_names[] = {"January", "February", "March", "April", "May", "June", "July",
                                          "August", "September", "October", "November", "December"};

static bool endless(struct date date)
{
    return date.day == INT32_MIN || date.day == INT32_MAX;
}

static bool leap(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_length(int64_t year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return month == 2 && leap(year) ? 29 : lengths[month - 1];
}

/* The two ways between a day number and a civil date count years from March, so that 29 February is a year's last day,
 * and in eras of 400 years, which all have 146097 days. */
static int64_t days_from_civil(int64_t year, int month, int day)
{
    int64_t y = year - (month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

    return era * 146097 + day_of_era - 719468;
}

void date_to_ymd(struct date date, int *year, int *month, int *day)
{
    int64_t days = (int64_t)date.day + 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t day_of_era = days - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted = (5 * day_of_year + 2) / 153;

    *day = (int)(day_of_year - (153 * shifted + 2) / 5 + 1);
    *month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
    *year = (int)(year_of_era + era * 400 + (*month <= 2));
}

static struct date date_within(int64_t days)
{
    if (days <= INT32_MIN)
        return DATE_MIN;
    if (days >= INT32_MAX)
        return DATE_MAX;
    return (struct date){(int32_t)days};
}

struct date date_from_ymd(int year, int month, int day)
{
    return date_within(days_from_civil(year, month, day));
}

static bool digits(const char *text, int count, int *out)
{
    *out = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *out = *out * 10 + (text[i] - '0');
    }
    return true;
}

enum fault_code date_parse(const char *text, struct date *out, struct fault *fault)
{
    int year, month, day;

    if (!text || strlen(text) != DATE_TEXT - 1 || text[4] != '-' || text[7] != '-' || !digits(text, 4, &year) ||
        !digits(text + 5, 2, &month) || !digits(text + 8, 2, &day))
        return fault_set(fault, FAULT_INPUT, "\"%.40s\" is not a date; write it as YYYY-MM-DD, such as 2026-04-30.",
                         text ? text : "");
    if (year < 1900 || month < 1 || month > 12 || day < 1 || day > month_length(year, month))
        return fault_set(fault, FAULT_INPUT, "There is no day %s; give a date that exists, from 1900 on.", text);
    *out = date_from_ymd(year, month, day);
    return FAULT_NONE;
}

/* A date beyond what four digits can say is shown as the nearest that they can. */
static void shown_ymd(struct date date, int *year, int *month, int *day)
{
    date_to_ymd(date, year, month, day);
    if (*year < 0) {
        *year = 0;
        *month = *day = 1;
    } else if (*year > 9999) {
        *year = 9999;
        *month = 12;
        *day = 31;
    }
}

void date_text(struct date date, char out[DATE_TEXT])
{
    int year, month, day;

    shown_ymd(date, &year, &month, &day);
    snprintf(out, DATE_TEXT, "%04u-%02u-%02u", (unsigned)year % 10000, (unsigned)month % 100, (unsigned)day % 100);
}

void date_words(struct date date, char out[DATE_WORDS])
{
    int year, month, day;

    if (endless(date)) {
        snprintf(out, DATE_WORDS, "%s", date.day == INT32_MIN ? "always" : "no end");
        return;
    }
    shown_ymd(date, &year, &month, &day);
    snprintf(out, DATE_WORDS, "%u %s %u", (unsigned)day % 100, month_names[month - 1], (unsigned)year % 10000);
}

int date_compare(struct date a, struct date b)
{
    return (a.day > b.day) - (a.day < b.day);
}

struct date date_add_days(struct date date, int days)
{
    return endless(date) ? date : date_within((int64_t)date.day + days);
}

struct date date_add_years(struct date date, int years)
{
    int year, month, day;
    int64_t then;

    if (endless(date))
        return date;
    date_to_ymd(date, &year, &month, &day);
    then = (int64_t)year + years;
    if (month == 2 && day == 29 && !leap(then))
        day = 28;
    return date_within(days_from_civil(then, month, day));
}

struct date date_month_end_on_or_before(struct date date)
{
    struct date tomorrow = date_add_days(date, 1);
    int year, month, day;

    if (endless(date) || endless(tomorrow))
        return date;
    date_to_ymd(tomorrow, &year, &month, &day);
    return date_add_days(tomorrow, -day); /* the day before the first of tomorrow's month */
}
