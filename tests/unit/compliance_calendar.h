/*
 * compliance_calendar.h - a calendar for the plain model: it counts, and shares nothing with engine/base/date.c.
 */
#ifndef TEST_COMPLIANCE_CALENDAR_H
#define TEST_COMPLIANCE_CALENDAR_H
#include <stdbool.h>

static inline bool model_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}
static inline int model_month(int year, int month)
{
    return month == 2 ? (model_leap(year) ? 29 : 28) : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}
/* Counts the days since 1970 away, year by year and month by month. */
static inline void model_ymd(int left, int *year, int *month, int *date)
{
    *year = 1970;
    *month = 1;
    for (; left >= 365 + model_leap(*year); ++*year)
        left -= 365 + model_leap(*year);
    for (; left >= model_month(*year, *month); ++*month)
        left -= model_month(*year, *month);
    *date = left + 1;
}
static inline int years_later(int number, int years)
{
    int year, month, date, out = 0;
    model_ymd(number, &year, &month, &date);
    if (month == 2 && date == 29 && !model_leap(year + years))
        date = 28;
    for (int y = 1970; y < year + years; y++)
        out += 365 + model_leap(y);
    for (int m = 1; m < month; m++)
        out += model_month(year + years, m);
    return out + date - 1;
}
static inline int month_end(int number)
{
    int year, month, date;
    do
        model_ymd(number-- + 1, &year, &month, &date);
    while (date != 1);
    return number + 1;
}
#endif
