/*
 * recount_compare.c - the report's figures beside the recounted ones, field by field, and each tutor's state beside
 * theirs.
 */
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include "audit/audit_internal.h"
#include "signpost/embedded.h"

/* ---- figures ---- */

struct place { struct audit *audit; char where[200]; };

static void differ(const struct place *place, const char *what, int64_t report, int64_t events)
{
    place->audit->out->figures++;
    if (report != events)
        audit_found(place->audit, AUDIT_FIGURES, place->where, "%s: the report says %lld, the events say %lld.", what,
                    (long long)report, (long long)events);
}

static void compare_figures(const struct place *place, const struct figures *report, const struct figures *events)
{
    static const char *const states[STATES] = {"complete", "due soon", "not yet due", "overdue"};
    differ(place, "Personal Tutors", report->personal_tutors, events->personal_tutors);
    differ(place, "training completed", report->training_completed, events->training_completed);
    differ(place, "training percentage in tenths", report->training_tenths, events->training_tenths);
    differ(place, "Quiz completed", report->quiz_completed, events->quiz_completed);
    differ(place, "Quiz percentage in tenths", report->quiz_tenths, events->quiz_tenths);
    differ(place, "scores behind the median", report->median.people, events->median.people);
    differ(place, "median score in tenths", report->median.present ? report->median.tenths : -1,
           events->median.present ? events->median.tenths : -1);
    for (int i = 0; i < STATES; i++)
        differ(place, states[i], report->states[i], events->states[i]);
    differ(place, "tutors with an open concern", report->concerns, events->concerns);
}

/* Both by code. */
static void compare_lists(struct audit *audit, const char *kind, const struct figures *report, int report_count,
                          const struct figures *events, int events_count)
{
    struct place place = {.audit = audit};
    char day[DATE_TEXT];
    date_text(audit->as_of, day);
    for (int r = 0, e = 0; r < report_count || e < events_count;) {
        int order = r == report_count ? 1 : e == events_count ? -1 : strcmp(report[r].code, events[e].code);
        const char *code = order <= 0 ? report[r].code : events[e].code;
        snprintf(place.where, sizeof place.where, "figures of %s, %s %.100s", day, kind, *code ? code : "(main)");
        if (order < 0)
            audit_found(audit, AUDIT_FIGURES, place.where, "the report has it, the events do not.");
        else if (order > 0)
            audit_found(audit, AUDIT_FIGURES, place.where, "the events have it, the report does not.");
        else
            compare_figures(&place, &report[r], &events[e]);
        if (order == 0 && report[r].name && events[e].name && strcmp(report[r].name, events[e].name) != 0)
            audit_found(audit, AUDIT_FIGURES, place.where, "the report calls it “%.100s”, the events “%.100s”.",
                        report[r].name, events[e].name);
        if (order == 0)
            compare_lists(audit, "system", report[r].systems, report[r].system_count, events[e].systems,
                          events[e].system_count);
        r += order <= 0;
        e += order >= 0;
    }
}

/* ---- tutors ---- */

static void compare_standing(const struct place *place, const char *what, const struct standing *report,
                             const struct recounted *events, int first_due)
{
    const struct { const char *name; int64_t report, events; } fields[] = {
        {"state", report->state, events->state},
        {"completed", report->completed, events->completed},
        {"completed on (day)", report->completed_on.day, events->completed_on},
        {"counts until (day)", report->counts_until.day, events->counts_until},
        {"first due (day)", report->first_due.day, first_due},
        {"waived", report->waived, events->waived},
        {"score", report->score, events->score},
        {"full marks", report->max, events->max},
        {"unit of marks", report->unit, events->unit},
    };
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        if (fields[i].report != fields[i].events)
            audit_found(place->audit, AUDIT_FIGURES, place->where, "%s, %s: the report says %lld, the events say %lld.",
                        what, fields[i].name, (long long)fields[i].report, (long long)fields[i].events);
}

static void compare_tutor(struct audit *audit, const char *school, int number, const struct day *day,
                          const struct tutor_state *report, const struct tutor *events)
{
    struct place place = {.audit = audit};
    snprintf(place.where, sizeof place.where, "state of person %lld, School %.100s", (long long)report->person, school);
    compare_standing(&place, "Quiz", &report->quiz, &events->quiz, events->first_due);
    compare_standing(&place, "training", &report->training, &events->training, events->first_due);
    differ(&place, "state", report->state, events->state);
    differ(&place, "tutor since (day)", report->since.day, events->since);
    differ(&place, "a concern is open", report->concern, tutor_concern(day, events, number));
}

static int tutor_order(const void *key, const void *item)
{
    int64_t person = *(const int64_t *)key, other = ((const struct tutor *)item)->person;
    return (person > other) - (person < other);
}

/* Those whom the report lists at the School, each beside the events' word; that they are as many was compared before. */
static enum fault_code compare_school(struct audit *audit, const struct ledger *ledger, const char *school,
                                      const struct day *day, const struct rows *tutors)
{
    struct arena *arena = arena_new();
    struct tutor_state *people = NULL;
    int count = 0, number = codes_find(&audit->recount.schools, school);
    enum fault_code code =
        arena ? compliance_people(ledger, school, audit->as_of, -1, arena, &people, &count, audit->fault)
              : fault_memory(audit->fault);
    for (int i = 0; i < count && code == FAULT_NONE; i++) {
        const struct tutor *tutor = tutors->count ? bsearch(&people[i].person, tutors->items, (size_t)tutors->count,
                                                            tutors->each, tutor_order) : NULL;
        bool there = false;
        for (int p = 0; tutor && p < tutor->post_count; p++)
            there = there || (tutor->posts[p].school == number && in_post(&tutor->posts[p], day->on));
        if (there)
            compare_tutor(audit, school, number, day, &people[i], tutor);
        else
            audit_found(audit, AUDIT_FIGURES, "the report's list of tutors",
                        "person %lld is no Personal Tutor of School %.100s by the events.",
                        (long long)people[i].person, school);
    }
    if (arena)
        arena_free(arena);
    return code;
}

/* ---- all of it ---- */

static enum fault_code take_event(void *context, const struct event *event, struct fault *fault)
{
    return ledger_apply(context, event, fault);
}

static enum fault_code ledger_of(struct audit *audit, struct ledger **out)
{
    const struct embedded *shipped = embedded_find("questions/requirements.json");
    struct ledger *ledger = ledger_new();
    enum fault_code code = ledger && shipped ? FAULT_NONE : fault_memory(audit->fault);
    if (code == FAULT_NONE)
        code = ledger_default_requirements(ledger, (const char *)shipped->bytes, shipped->size, audit->fault);
    if (code == FAULT_NONE)
        code = event_each(audit->db, 0, -1, take_event, ledger, audit->fault);
    if (code == FAULT_NONE)
        *out = ledger;
    else
        ledger_free(ledger);
    return code;
}

static enum fault_code compare_all(struct audit *audit, const struct ledger *ledger, const struct day *day,
                                   const struct report *recounted, const struct rows *tutors)
{
    struct report report;
    struct place place = {.audit = audit};
    char on[DATE_TEXT];
    enum fault_code code =
        compliance_report(ledger, audit->as_of, -1, MEDIAN_EXACT, audit->arena, &report, audit->fault);
    if (code != FAULT_NONE)
        return code;
    date_text(audit->as_of, on);
    snprintf(place.where, sizeof place.where, "figures of %s, University", on);
    compare_figures(&place, &report.university, &recounted->university);
    compare_lists(audit, "School", report.schools, report.school_count, recounted->schools, recounted->school_count);
    for (int i = 0; i < report.school_count && code == FAULT_NONE; i++)
        code = compare_school(audit, ledger, report.schools[i].code, day, tutors);
    return code;
}

enum fault_code audit_figures(struct audit *audit)
{
    struct ledger *ledger = NULL;
    struct day day = {0};
    struct report recounted;
    struct rows tutors;
    rows_init(&tutors, sizeof(struct tutor));
    audit_progress(audit, AUDIT_FIGURES, 0, 0);
    enum fault_code code = recount_default_requirements(&audit->recount, audit->fault);
    if (code == FAULT_NONE)
        code = day_settle(&audit->recount, audit->as_of.day, &day, audit->fault);
    recount_sort(&audit->recount);
    if (code == FAULT_NONE)
        code = recount_figures(&audit->recount, &day, audit->arena, &recounted, &tutors, audit->fault);
    if (code == FAULT_NONE)
        code = ledger_of(audit, &ledger);
    if (code == FAULT_NONE)
        code = compare_all(audit, ledger, &day, &recounted, &tutors);
    audit->out->people = tutors.count;
    free(tutors.items);
    day_release(&day);
    ledger_free(ledger);
    return code;
}
