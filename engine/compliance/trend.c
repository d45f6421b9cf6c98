/*
 * trend.c - the percentages at past month ends, for charts.
 */
#include "compliance/compliance_internal.h"

/* The post through which PERSON counts: any for the University (-1), one at the School otherwise; NULL: they do not. */
static const struct span *counting_post(const struct spell *spell, int32_t school)
{
    for (int i = 0; i < spell->count; i++)
        if (school < 0 || spell->posts[i]->school == school)
            return spell->posts[i];
    return NULL;
}

static enum fault_code point_make(const struct rules *rules, const struct people *people, int32_t school,
                                  struct arena *scratch, struct trend_point *out, struct fault *fault)
{
    struct spell spell;
    int tutors = 0, quiz = 0, training = 0;
    struct date *latest = arena_alloc(scratch, ((size_t)rules->count + 1) * sizeof *latest);
    enum fault_code code = spell_init(rules->ledger, scratch, &spell, fault);
    if (code || !latest)
        return code ? code : fault_memory(fault);
    for (int i = 0; i < people->count; i++) {
        const struct person *person = people_get(rules->ledger, people, i);
        const struct span *post =
            spell_on(person, rules->on, rules->known_at, &spell) ? counting_post(&spell, school) : NULL;
        if (!post)
            continue;
        const struct done *done = quiz_done_on(person, rules).latest;
        tutors++;
        quiz += done && date_compare(done->on, rules->counts_from) >= 0;
        training_latest(person, rules, latest);
        training += school < 0 ? training_done_over(rules, latest, spell.posts, spell.count).completed
                               : training_done_over(rules, latest, &post, 1).completed;
    }
    *out = (struct trend_point){rules->on, percent_tenths(quiz, tutors), percent_tenths(training, tutors)};
    return FAULT_NONE;
}

/* POINTS are filled from the last to the first. */
static enum fault_code trend_fill(const struct ledger *ledger, int32_t school, struct date as_of, int64_t known_at,
                                  int months, struct trend_point *points, struct fault *fault)
{
    struct people people = {NULL, ledger->person_count};
    if (school >= 0)
        people = (struct people){ledger->schools[school].people.items, ledger->schools[school].people.count};
    enum fault_code code = FAULT_NONE;
    struct date on = date_month_end_on_or_before(as_of);
    for (int i = months - 1; i >= 0 && !code; i--) {
        struct rules rules;
        struct arena *scratch = arena_new();
        if (!scratch)
            return fault_memory(fault);
        code = rules_settle(ledger, on, known_at, scratch, &rules, fault);
        if (!code)
            code = point_make(&rules, &people, school, scratch, points + i, fault);
        arena_free(scratch);
        on = date_month_end_on_or_before(date_add_days(on, -1));
    }
    return code;
}

enum fault_code compliance_trend(const struct ledger *ledger, const char *school, struct date as_of, int months,
                                 struct arena *arena, struct trend_point **out, int *count, struct fault *fault)
{
    if (months < 0)
        months = 0;
    struct trend_point *points = arena_alloc(arena, ((size_t)months + 1) * sizeof *points);
    if (!points)
        return fault_memory(fault);
    int64_t known_at = ledger_lock_read(ledger, -1);
    int32_t index = school ? school_listed(ledger, school, as_of, known_at) : -1;
    enum fault_code code = FAULT_NONE;
    if (school && index < 0)
        code = fault_set(fault, FAULT_ABSENT, "There is no School %s.", school);
    else
        code = trend_fill(ledger, index, as_of, known_at, months, points, fault);
    ledger_unlock_read(ledger);
    *out = points;
    *count = months;
    return code;
}
