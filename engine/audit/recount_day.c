/*
 * recount_day.c - what holds on the day of the recount: the policy and the requirements in force, and rule 2.
 */
#include <stdlib.h>
#include <string.h>
#include "audit/recount.h"

static bool leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* The same day of the same month YEARS later; the 29th of February has none in a common year and becomes the 28th. */
int corresponding(int day, int years)
{
    int y, m, d;
    date_to_ymd((struct date){day}, &y, &m, &d);
    if (m == 2 && d == 29 && !leap(y + years))
        d = 28;
    return date_from_ymd(y + years, m, d).day;
}

static struct fact_policy policy_on(const struct recount *recount, int on)
{
    struct fact_policy policy = {NEVER, 3, 90, 1, "latest"}; /* DESIGN's, until an event says otherwise */
    const struct fact_policy *said = recount->policies.items;
    for (int i = 0; i < recount->policies.count; i++)
        if (said[i].from <= on)
            policy = said[i];
    return policy;
}

/* Of each id the version said last among those whose day has come; none when that one ends it. */
static const struct fact_requirement *requirement_on(const struct recount *recount, int id, int on)
{
    const struct fact_requirement *said = recount->requirements.items, *found = NULL;
    for (int i = 0; i < recount->requirements.count; i++)
        if (said[i].id == id && said[i].from <= on)
            found = &said[i];
    return found && !found->ended ? found : NULL;
}

enum fault_code day_settle(const struct recount *recount, int on, struct day *out, struct fault *fault)
{
    int ids = recount->ids.texts.count;
    *out = (struct day){.on = on, .policy = policy_on(recount, on)};
    out->owed = calloc((size_t)ids + 1, sizeof *out->owed);
    if (!out->owed)
        return fault_memory(fault);
    for (int id = 0; id < ids; id++) {
        const struct fact_requirement *requirement = requirement_on(recount, id, on);
        if (requirement)
            out->owed[out->owed_count++] = requirement;
    }
    return FAULT_NONE;
}

void day_release(struct day *day)
{
    free(day->owed);
    *day = (struct day){0};
}
