/*
 * figures.c - the KPIs as of a date: the University and its Schools, or one School.
 */
#include <stdlib.h>
#include <string.h>
#include "compliance/compliance_internal.h"

/* Everything reckoned for one question, by bucket. */
struct reckoning {
    struct rules rules, median_rules;
    struct buckets buckets;
    struct count *counts;
    struct median *medians;
    struct arena *arena; /* for what is handed out */
};

int percent_tenths(int part, int whole)
{
    return whole ? (int)((2000LL * part + whole) / (2LL * whole)) : -1;
}

const char *school_name_at(const struct ledger *ledger, int32_t school, int64_t known_at, bool *named)
{
    const struct school *at = ledger->schools + school;
    const char *name = NULL;
    for (int i = 0; i < at->name_count && at->name[i].seq < known_at; i++)
        name = at->name[i].name;
    *named = name != NULL;
    return name ? name : ledger->school_codes.items[school];
}

int32_t school_listed(const struct ledger *ledger, const char *code, struct date as_of, int64_t known_at)
{
    bool listed;
    int32_t school = names_find(&ledger->school_codes, code);
    if (school < 0)
        return -1;
    school_name_at(ledger, school, known_at, &listed);
    const struct indexes *people = &ledger->schools[school].people;
    for (int i = 0; i < people->count && !listed; i++) {
        const struct spans *posts = &ledger->people[people->items[i]].posts;
        for (int k = 0; k < posts->count && !listed; k++)
            listed = posts->items[k].school == school && span_known(posts->items + k, known_at) &&
                     date_compare(posts->items[k].start, as_of) <= 0 &&
                     date_compare(posts->items[k].end, posts->items[k].start) >= 0;
    }
    return listed ? school : -1;
}

/* A month that has not ended yet has no published median: asked for daily, it would give each new score away. */
static struct date published_on(struct date as_of)
{
    struct date today = clock_today();
    return date_month_end_on_or_before(date_compare(as_of, today) < 0 ? as_of : today);
}

static enum fault_code reckon(const struct ledger *ledger, struct date as_of, int64_t known_at, enum median_rule median,
                              const struct people *people, struct arena *scratch, struct arena *arena,
                              struct reckoning *out, struct fault *fault)
{
    struct date median_on = median == MEDIAN_PUBLISHED ? published_on(as_of) : as_of;
    enum fault_code code = rules_settle(ledger, as_of, known_at, scratch, &out->rules, fault);
    if (!code)
        code = rules_settle(ledger, median_on, known_at, scratch, &out->median_rules, fault);
    if (!code)
        code = buckets_lay(ledger, scratch, &out->buckets, fault);
    if (code)
        return code;
    out->arena = arena;
    out->counts = arena_alloc(scratch, (size_t)out->buckets.count * sizeof *out->counts);
    out->medians = arena_alloc(scratch, (size_t)out->buckets.count * sizeof *out->medians);
    if (!out->counts || !out->medians)
        return fault_memory(fault);
    code = tally(&out->rules, people, &out->buckets, scratch, out->counts, fault);
    return code ? code : medians(&out->median_rules, people, &out->buckets, scratch, out->medians, fault);
}

/* All but the names. */
static void figures_fill(const struct reckoning *from, int bucket, struct figures *out)
{
    const struct count *count = from->counts + bucket;
    out->personal_tutors = count->personal_tutors;
    out->training_completed = count->training_completed;
    out->training_tenths = percent_tenths(count->training_completed, count->personal_tutors);
    out->quiz_completed = count->quiz_completed;
    out->quiz_tenths = percent_tenths(count->quiz_completed, count->personal_tutors);
    out->median = from->medians[bucket];
    memcpy(out->states, count->states, sizeof out->states);
    out->concerns = count->concerns;
}

static int figures_compare(const void *a, const void *b)
{
    return strcmp(((const struct figures *)a)->code, ((const struct figures *)b)->code);
}

/* A School's systems, when it has any beside its main one. */
static enum fault_code systems_fill(const struct ledger *ledger, const struct reckoning *from, int32_t school,
                                    struct figures *out, struct fault *fault)
{
    const struct names *systems = &ledger->schools[school].systems;
    bool separate = false;
    out->systems = arena_alloc(from->arena, ((size_t)systems->count + 1) * sizeof *out->systems);
    if (!out->systems)
        return fault_memory(fault);
    out->system_count = 0;
    for (int i = 0; i < systems->count; i++) {
        int bucket = bucket_of_system(&from->buckets, school, i);
        struct figures *system = out->systems + out->system_count;
        if (!from->counts[bucket].seen)
            continue;
        system->code = arena_dup(from->arena, systems->items[i]);
        if (!system->code)
            return fault_memory(fault);
        separate = separate || *system->code;
        figures_fill(from, bucket, system);
        out->system_count++;
    }
    if (!separate)
        out->system_count = 0;
    qsort(out->systems, (size_t)out->system_count, sizeof *out->systems, figures_compare);
    return FAULT_NONE;
}

static enum fault_code school_fill(const struct ledger *ledger, const struct reckoning *from, int32_t school,
                                   struct figures *out, struct fault *fault)
{
    bool named;
    *out = (struct figures){0};
    out->code = arena_dup(from->arena, ledger->school_codes.items[school]);
    out->name = arena_dup(from->arena, school_name_at(ledger, school, from->rules.known_at, &named));
    if (!out->code || !out->name)
        return fault_memory(fault);
    figures_fill(from, bucket_of_school(school), out);
    return systems_fill(ledger, from, school, out, fault);
}

static enum fault_code report_fill(const struct ledger *ledger, const struct reckoning *from, struct report *out,
                                   struct fault *fault)
{
    int schools = ledger->school_codes.count;
    out->schools = arena_alloc(from->arena, ((size_t)schools + 1) * sizeof *out->schools);
    if (!out->schools)
        return fault_memory(fault);
    for (int i = 0; i < schools; i++) {
        bool named;
        school_name_at(ledger, i, from->rules.known_at, &named);
        if (!named && !from->counts[bucket_of_school(i)].seen)
            continue;
        enum fault_code code = school_fill(ledger, from, i, out->schools + out->school_count, fault);
        if (code)
            return code;
        out->school_count++;
    }
    qsort(out->schools, (size_t)out->school_count, sizeof *out->schools, figures_compare);
    figures_fill(from, 0, &out->university);
    return FAULT_NONE;
}

enum fault_code report_make(const struct ledger *ledger, struct date as_of, int64_t known_at, enum median_rule median,
                            struct arena *arena, struct report *out, struct fault *fault)
{
    struct reckoning reckoning;
    struct people everyone = {NULL, ledger->person_count};
    struct arena *scratch = arena_new();
    if (!scratch)
        return fault_memory(fault);
    *out = (struct report){.as_of = as_of, .known_at = known_at};
    enum fault_code code = reckon(ledger, as_of, known_at, median, &everyone, scratch, arena, &reckoning, fault);
    if (!code)
        code = report_fill(ledger, &reckoning, out, fault);
    if (!code)
        out->least = reckoning.median_rules.policy.minimum_group;
    if (!code && median == MEDIAN_PUBLISHED)
        code = suppress(out, reckoning.median_rules.policy.minimum_group, known_at >= ledger->size, arena, fault);
    arena_free(scratch);
    return code;
}

enum fault_code compliance_report(const struct ledger *ledger, struct date as_of, int64_t known_at,
                                  enum median_rule median, struct arena *arena, struct report *out, struct fault *fault)
{
    known_at = ledger_lock_read(ledger, known_at);
    enum fault_code code = report_make(ledger, as_of, known_at, median, arena, out, fault);
    ledger_unlock_read(ledger);
    return code;
}

/* Whether a School's median is published depends on the other Schools' as well. */
static enum fault_code school_published(const struct ledger *ledger, const char *school, struct date as_of,
                                        int64_t known_at, struct arena *arena, struct figures *out, struct fault *fault)
{
    struct report report;
    enum fault_code code = report_make(ledger, as_of, known_at, MEDIAN_PUBLISHED, arena, &report, fault);
    for (int i = 0; !code && i < report.school_count; i++)
        if (strcmp(report.schools[i].code, school) == 0)
            *out = report.schools[i];
    return code;
}

static enum fault_code school_exact(const struct ledger *ledger, int32_t school, struct date as_of, int64_t known_at,
                                    struct arena *arena, struct figures *out, struct fault *fault)
{
    struct reckoning reckoning;
    struct people people = {ledger->schools[school].people.items, ledger->schools[school].people.count};
    struct arena *scratch = arena_new();
    if (!scratch)
        return fault_memory(fault);
    enum fault_code code = reckon(ledger, as_of, known_at, MEDIAN_EXACT, &people, scratch, arena, &reckoning, fault);
    if (!code)
        code = school_fill(ledger, &reckoning, school, out, fault);
    arena_free(scratch);
    return code;
}

enum fault_code compliance_school(const struct ledger *ledger, const char *school, struct date as_of, int64_t known_at,
                                  enum median_rule median, struct arena *arena, struct figures *out,
                                  struct fault *fault)
{
    known_at = ledger_lock_read(ledger, known_at);
    int32_t index = school_listed(ledger, school, as_of, known_at);
    enum fault_code code;
    if (index < 0)
        code = fault_set(fault, FAULT_ABSENT, "There is no School %s.", school);
    else if (median == MEDIAN_PUBLISHED)
        code = school_published(ledger, school, as_of, known_at, arena, out, fault);
    else
        code = school_exact(ledger, index, as_of, known_at, arena, out, fault);
    ledger_unlock_read(ledger);
    return code;
}
