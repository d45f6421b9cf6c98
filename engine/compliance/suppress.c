/*
 * suppress.c - withholds medians outside the School (DESIGN, rule 8): over too few people, and where one part of a
 * total is withheld alone also the next smallest, so that nobody can work it out from the rest.
 */
#include "compliance/compliance_internal.h"

static const char another[] = "so that another cannot be worked out";
static const char earlier[] = "not published for an earlier state of the records";

static void withhold(struct median *median, const char *why)
{
    median->present = false;
    median->tenths = 0;
    median->withheld = why;
}

/* Nobody behind it: there is nothing to show and nothing to withhold. */
static void withhold_few(struct median *median, int minimum, const char *why)
{
    if (median->people > 0 && median->people < minimum)
        withhold(median, why);
}

/* PARTS stand in the order of their codes, so the first of equals is taken. */
static void withhold_second(struct figures *parts, int count)
{
    int withheld = 0;
    struct median *next = NULL;
    for (int i = 0; i < count; i++) {
        struct median *median = &parts[i].median;
        withheld += median->withheld != NULL;
        if (median->present && (!next || median->people < next->people))
            next = median;
    }
    if (withheld == 1 && next)
        withhold(next, another);
}

/* Two states of the records that differ by one event would give that event's score away. */
static void withhold_earlier(struct report *report)
{
    withhold(&report->university.median, earlier);
    for (int i = 0; i < report->school_count; i++) {
        withhold(&report->schools[i].median, earlier);
        for (int k = 0; k < report->schools[i].system_count; k++)
            withhold(&report->schools[i].systems[k].median, earlier);
    }
}

enum fault_code suppress(struct report *report, int minimum, bool all_known, struct arena *arena, struct fault *fault)
{
    if (!all_known) {
        withhold_earlier(report);
        return FAULT_NONE;
    }
    const char *few = arena_printf(arena, "fewer than %d", minimum);
    if (!few)
        return fault_memory(fault);
    withhold_few(&report->university.median, minimum, few);
    for (int i = 0; i < report->school_count; i++) {
        struct figures *school = report->schools + i;
        withhold_few(&school->median, minimum, few);
        for (int k = 0; k < school->system_count; k++)
            withhold_few(&school->systems[k].median, minimum, few);
        withhold_second(school->systems, school->system_count);
    }
    withhold_second(report->schools, report->school_count);
    /* The systems of a School that is withheld would give it away. */
    for (int i = 0; i < report->school_count; i++)
        for (int k = 0; report->schools[i].median.withheld && k < report->schools[i].system_count; k++)
            if (report->schools[i].systems[k].median.present)
                withhold(&report->schools[i].systems[k].median, another);
    return FAULT_NONE;
}
