/*
 * date.h - civil dates, instants, the institution's time zone, and the clock seam.
 *
 * A date is a day in the institution's zone; an instant is milliseconds since 1970-01-01T00:00:00Z (no leap seconds).
 * They are types of their own and cannot be mixed. Rules: DESIGN "Rules, stated once", 1 to 3 and 6.
 */
#ifndef SIGNPOST_DATE_H
#define SIGNPOST_DATE_H
#include <stdbool.h>
#include <stdint.h>
#include "signpost/fault.h"

struct date { int32_t day; };          /* days since 1970-01-01, proleptic Gregorian; years 1900 to 9999 */
struct instant { int64_t ms; };

#define DATE_TEXT 11                   /* "2026-04-30" and its NUL */
#define DATE_WORDS 24                  /* "30 September 2026" and its NUL */
#define INSTANT_TEXT 25                /* "2026-04-30T12:00:00.000Z" and its NUL; without milliseconds 21 */

/* The days before and after every date: "always" and "no end". */
#define DATE_MIN ((struct date){INT32_MIN})
#define DATE_MAX ((struct date){INT32_MAX})

/* Strict YYYY-MM-DD, a day that exists. */
enum fault_code date_parse(const char *text, struct date *out, struct fault *fault) MUST_USE;
void date_text(struct date date, char out[DATE_TEXT]);
void date_words(struct date date, char out[DATE_WORDS]);  /* "30 April 2026"; DATE_MIN "always", DATE_MAX "no end" */
struct date date_from_ymd(int year, int month, int day);  /* the arguments must name a day that exists */
void date_to_ymd(struct date date, int *year, int *month, int *day);
int date_compare(struct date a, struct date b);           /* <0, 0, >0 */
struct date date_add_days(struct date date, int days);
/* The corresponding date YEARS later; 29 February becomes 28 February in a common year (DESIGN, rule 2). */
struct date date_add_years(struct date date, int years);
struct date date_month_end_on_or_before(struct date date); /* the last day of a month that is <= DATE (rule 8) */

/* The zone, for the whole process: an IANA name ("Europe/London"). Call once, before threads start. INPUT when unknown. */
enum fault_code date_set_zone(const char *name, struct fault *fault) MUST_USE;
bool date_zone_known(const char *name); /* does this machine know the zone? Changes nothing */
struct date date_of_instant(struct instant instant);      /* the civil date in the zone */
struct instant instant_of_date(struct date date);         /* the first instant of that day in the zone */
/* "2026-04-30T12:00:00Z", whole seconds, rounded down */
void instant_text(struct instant instant, char out[INSTANT_TEXT]);
void instant_words(struct instant instant, char *out, size_t size);       /* "30 April 2026, 14:02" in the zone */
/* RFC 3339 with Z */
enum fault_code instant_parse(const char *text, struct instant *out, struct fault *fault) MUST_USE;

/* The clock seam: the only place that asks the operating system for the time. */
struct instant clock_now(void);
struct date clock_today(void);
void clock_set(struct instant instant); /* hold the clock (the demonstration's history, tests) */
void clock_release(void);               /* back to the operating system's */
#endif
