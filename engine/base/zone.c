/*
 * zone.c - instants, and the institution's time zone through the system's tz database.
 *
 * The zone is the process's TZ, set once. All arithmetic is ours; the library is only asked what the offset is at an
 * instant. A day's first instant is searched for, because midnight may come twice, or not at all, when clocks change.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "signpost/date.h"

#define DAY 86400

static pthread_once_t once = PTHREAD_ONCE_INIT;
static atomic_bool zone_was_set;

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static bool set_process_zone(const char *name)
{
    if (setenv("TZ", name, 1) != 0)
        return false;
    tzset();
    atomic_store(&zone_was_set, true);
    return true;
}

static void set_default(void)
{
    if (!atomic_load(&zone_was_set))
        set_process_zone("Europe/London");
}

/* A name that stays inside the database: letters, digits, and + - _ / inside. */
static bool name_is_plain(const char *name)
{
    static const char inside[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-_/";

    return name[0] != 0 && name[0] != '/' && strspn(name, inside) == strlen(name);
}

static bool database_has(const char *name)
{
    const char *folder = getenv("TZDIR");
    char path[512], magic[4];
    bool found;
    int fd;

    if (snprintf(path, sizeof path, "%s/%s", folder && *folder ? folder : "/usr/share/zoneinfo", name) >=
        (int)sizeof path)
        return false;
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    found = read(fd, magic, sizeof magic) == (ssize_t)sizeof magic && memcmp(magic, "TZif", sizeof magic) == 0;
    close(fd);
    return found;
}

bool date_zone_known(const char *name)
{
    return name_is_plain(name) && (strcmp(name, "UTC") == 0 || database_has(name));
}

enum fault_code date_set_zone(const char *name, struct fault *fault)
{
    if (!name || !date_zone_known(name))
        return fault_set(fault, FAULT_INPUT,
                         "\"%.60s\" is not a time zone this machine knows; give an IANA name such as Europe/London.",
                         name ? name : "");
    return set_process_zone(name) ? FAULT_NONE : fault_memory(fault);
}

/* Seconds that local time is ahead of UTC at SECONDS. */
static int64_t offset_at(int64_t seconds)
{
    time_t when = (time_t)seconds;
    struct tm local;

    pthread_once(&once, set_default);
    return localtime_r(&when, &local) ? (int64_t)local.tm_gmtoff : 0;
}

static struct date date_of_days(int64_t days)
{
    return days <= INT32_MIN ? DATE_MIN : days >= INT32_MAX ? DATE_MAX : (struct date){(int32_t)days};
}

struct date date_of_instant(struct instant instant)
{
    int64_t seconds = floor_divide(instant.ms, 1000);

    return date_of_days(floor_divide(seconds + offset_at(seconds), DAY));
}

/* Where the clocks jump over local MIDNIGHT: LOW is before it by the clock, HIGH at or after it. */
static int64_t gap_between(int64_t low, int64_t high, int64_t midnight)
{
    while (high - low > 1) {
        int64_t middle = low + (high - low) / 2;

        if (middle + offset_at(middle) >= midnight)
            high = middle;
        else
            low = middle;
    }
    return high;
}

struct instant instant_of_date(struct date date)
{
    int64_t midnight = (int64_t)date.day * DAY; /* as if the zone were UTC */
    int64_t offsets[3], best = INT64_MAX, low, high;

    if (date.day == INT32_MIN || date.day == INT32_MAX)
        return (struct instant){date.day == INT32_MIN ? INT64_MIN : INT64_MAX};
    for (int i = 0; i < 3; i++) {
        int64_t candidate;

        offsets[i] = offset_at(midnight + (i - 1) * DAY);
        candidate = midnight - offsets[i];
        if (candidate < best && offset_at(candidate) == offsets[i])
            best = candidate;
    }
    if (best == INT64_MAX) {
        low = high = offsets[0];
        for (int i = 1; i < 3; i++) {
            low = offsets[i] > low ? offsets[i] : low;
            high = offsets[i] < high ? offsets[i] : high;
        }
        best = gap_between(midnight - low, midnight - high, midnight);
    }
    return (struct instant){best * 1000};
}

void instant_text(struct instant instant, char out[INSTANT_TEXT])
{
    int64_t seconds = floor_divide(instant.ms, 1000), days = floor_divide(seconds, DAY);
    unsigned rest = (unsigned)(seconds - days * DAY);
    char day[DATE_TEXT];

    date_text(date_of_days(days), day);
    snprintf(out, INSTANT_TEXT, "%.10sT%02u:%02u:%02uZ", day, rest / 3600 % 24, rest / 60 % 60, rest % 60);
}

void instant_words(struct instant instant, char *out, size_t size)
{
    int64_t seconds = floor_divide(instant.ms, 1000), local = seconds + offset_at(seconds);
    unsigned rest = (unsigned)(local - floor_divide(local, DAY) * DAY);
    char day[DATE_WORDS];

    date_words(date_of_days(floor_divide(local, DAY)), day);
    snprintf(out, size, "%s, %02u:%02u", day, rest / 3600, rest / 60 % 60);
}

static enum fault_code not_an_instant(const char *text, struct fault *fault)
{
    return fault_set(fault, FAULT_INPUT, "\"%.40s\" is not a time; write it in UTC, such as 2026-04-30T12:00:00Z.",
                     text ? text : "");
}

/* Two digits and what follows them. */
static bool pair(const char *text, int limit, char after, int *out)
{
    if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9' || (after && text[2] != after))
        return false;
    *out = (text[0] - '0') * 10 + (text[1] - '0');
    return *out < limit;
}

enum fault_code instant_parse(const char *text, struct instant *out, struct fault *fault)
{
    size_t size = text ? strlen(text) : 0;
    int hour, minute, second, ms = 0;
    char day_text[DATE_TEXT];
    struct date day;

    if (size < 20 || size > 30 || text[10] != 'T' || text[size - 1] != 'Z' || !pair(text + 11, 24, ':', &hour) ||
        !pair(text + 14, 60, ':', &minute) || !pair(text + 17, 60, 0, &second))
        return not_an_instant(text, fault);
    if (size > 20) {
        size_t count = strspn(text + 20, "0123456789");

        if (text[19] != '.' || count == 0 || 20 + count != size - 1)
            return not_an_instant(text, fault);
        for (size_t i = 0; i < 3; i++)
            ms = ms * 10 + (i < count ? text[20 + i] - '0' : 0);
    }
    memcpy(day_text, text, DATE_TEXT - 1);
    day_text[DATE_TEXT - 1] = 0;
    if (date_parse(day_text, &day, NULL) != FAULT_NONE)
        return not_an_instant(text, fault);
    out->ms = ((int64_t)day.day * DAY + hour * 3600 + minute * 60 + second) * 1000 + ms;
    return FAULT_NONE;
}
