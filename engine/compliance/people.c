/*
 * people.c - each tutor's own state, and what is required of them.
 */
#include <stdlib.h>
#include "compliance/compliance_internal.h"

/* The day that matters in a state: when it ends, or when it fell or falls due. */
static struct date standing_day(const struct standing *standing)
{
    if (standing->completed)
        return standing->counts_until;
    return standing->first_due;
}

static struct date deciding_day(const struct tutor_state *tutor)
{
    struct date day = DATE_MAX;
    if (tutor->quiz.state == tutor->state)
        day = standing_day(&tutor->quiz);
    if (tutor->training.state == tutor->state && date_compare(standing_day(&tutor->training), day) < 0)
        day = standing_day(&tutor->training);
    return day;
}

/* Worst first; of equals the one whose day comes first; then by number, so that the order is always the same. */
static int worst_first(const void *left, const void *right)
{
    const struct tutor_state *a = left, *b = right;
    if (a->state != b->state)
        return (int)b->state - (int)a->state;
    int day = date_compare(deciding_day(a), deciding_day(b));
    return day ? day : (a->person > b->person) - (a->person < b->person);
}

static bool posted_at(const struct spell *spell, int32_t school)
{
    for (int i = 0; i < spell->count; i++)
        if (spell->posts[i]->school == school)
            return true;
    return false;
}

/* What settling one person after another needs. */
struct settling {
    struct rules rules;
    struct spell spell;
    struct date *latest;
};

static enum fault_code settling_init(const struct ledger *ledger, struct date as_of, int64_t known_at,
                                     struct arena *scratch, struct settling *out, struct fault *fault)
{
    enum fault_code code = rules_settle(ledger, as_of, known_at, scratch, &out->rules, fault);
    if (!code)
        code = spell_init(ledger, scratch, &out->spell, fault);
    if (code)
        return code;
    out->latest = arena_alloc(scratch, ((size_t)out->rules.count + 1) * sizeof *out->latest);
    return out->latest ? FAULT_NONE : fault_memory(fault);
}

static enum fault_code people_fill(const struct ledger *ledger, int32_t school, struct settling *settling,
                                   struct arena *arena, struct tutor_state **out, int *count, struct fault *fault)
{
    const struct rules *rules = &settling->rules;
    struct people people = {ledger->schools[school].people.items, ledger->schools[school].people.count};
    int tutors = 0;
    for (int i = 0; i < people.count; i++)
        tutors += spell_on(people_get(ledger, &people, i), rules->on, rules->known_at, &settling->spell) &&
                  posted_at(&settling->spell, school);
    struct tutor_state *list = arena_alloc(arena, ((size_t)tutors + 1) * sizeof *list);
    if (!list)
        return fault_memory(fault);
    tutors = 0;
    for (int i = 0; i < people.count; i++) {
        const struct person *person = people_get(ledger, &people, i);
        if (!spell_on(person, rules->on, rules->known_at, &settling->spell) || !posted_at(&settling->spell, school))
            continue;
        standing_settle(person, rules, &settling->spell, settling->latest, true, list + tutors);
        list[tutors].concern = concern_on(person, rules, school);
        tutors++;
    }
    qsort(list, (size_t)tutors, sizeof *list, worst_first);
    *out = list;
    *count = tutors;
    return FAULT_NONE;
}

enum fault_code compliance_people(const struct ledger *ledger, const char *school, struct date as_of, int64_t known_at,
                                  struct arena *arena, struct tutor_state **out, int *count, struct fault *fault)
{
    struct settling settling;
    enum fault_code code;
    struct arena *scratch = arena_new();
    if (!scratch)
        return fault_memory(fault);
    known_at = ledger_lock_read(ledger, known_at);
    int32_t index = school_listed(ledger, school, as_of, known_at);
    if (index < 0)
        code = fault_set(fault, FAULT_ABSENT, "There is no School %s.", school);
    else
        code = settling_init(ledger, as_of, known_at, scratch, &settling, fault);
    if (!code)
        code = people_fill(ledger, index, &settling, arena, out, count, fault);
    ledger_unlock_read(ledger);
    arena_free(scratch);
    return code;
}

enum fault_code compliance_person(const struct ledger *ledger, int64_t person, struct date as_of, int64_t known_at,
                                  struct tutor_state *out, struct fault *fault)
{
    struct settling settling;
    struct arena *scratch = arena_new();
    if (!scratch)
        return fault_memory(fault);
    known_at = ledger_lock_read(ledger, known_at);
    const struct person *found = ledger_person(ledger, person);
    enum fault_code code = settling_init(ledger, as_of, known_at, scratch, &settling, fault);
    if (!code && (!found || !spell_on(found, as_of, known_at, &settling.spell)))
        code = fault_set(fault, FAULT_ABSENT, "This person is no Personal Tutor on that date.");
    if (!code) {
        standing_settle(found, &settling.rules, &settling.spell, settling.latest, true, out);
        out->concern = concern_on(found, &settling.rules, -1);
    }
    ledger_unlock_read(ledger);
    arena_free(scratch);
    return code;
}

static bool wants(const struct rules *rules, struct date latest)
{
    return date_compare(latest, rules->counts_from) < 0 ||
           (int64_t)date_add_years(latest, rules->policy.valid_years).day - rules->on.day <= rules->policy.due_soon_days;
}

static enum fault_code wanting_fill(const struct settling *settling, struct arena *arena, struct wanting *list, int *count,
                                    struct fault *fault)
{
    const struct rules *rules = &settling->rules;
    for (int r = 0; r < rules->count; r++) {
        if (!wants(rules, settling->latest[r]) ||
            !training_owed_over(rules, r, settling->spell.posts, settling->spell.count))
            continue;
        const struct indexes *modules = &rules->requirements[r]->any_of;
        struct wanting wanting = {settling->latest[r], arena_alloc(arena, ((size_t)modules->count + 1) * sizeof(char *)),
                                  modules->count};
        for (int i = 0; wanting.any_of && i < modules->count; i++)
            if (!(wanting.any_of[i] = arena_dup(arena, rules->ledger->modules.items[modules->items[i]])))
                wanting.any_of = NULL;
        if (!wanting.any_of)
            return fault_memory(fault);
        int at = (*count)++;
        for (; at > 0 && date_compare(list[at - 1].latest, wanting.latest) > 0; at--)
            list[at] = list[at - 1];
        list[at] = wanting;
    }
    return FAULT_NONE;
}

enum fault_code compliance_wanting(const struct ledger *ledger, int64_t person, struct date as_of, int64_t known_at,
                                   struct arena *arena, struct wanting **out, int *count, struct fault *fault)
{
    struct settling settling;
    struct arena *scratch = arena_new();
    *count = 0;
    if (!scratch)
        return fault_memory(fault);
    known_at = ledger_lock_read(ledger, known_at);
    const struct person *found = ledger_person(ledger, person);
    enum fault_code code = settling_init(ledger, as_of, known_at, scratch, &settling, fault);
    if (!code && !(*out = arena_alloc(arena, ((size_t)settling.rules.count + 1) * sizeof **out)))
        code = fault_memory(fault);
    if (!code && found && spell_on(found, as_of, known_at, &settling.spell)) {
        training_latest(found, &settling.rules, settling.latest);
        code = wanting_fill(&settling, arena, *out, count, fault);
    }
    ledger_unlock_read(ledger);
    arena_free(scratch);
    return code;
}

static void strings_view(const struct names *names, const struct indexes *indexes, struct view *view, cJSON *array)
{
    for (int i = 0; i < indexes->count; i++)
        view_string(view, array, NULL, names->items[indexes->items[i]]);
}

void compliance_requirements(const struct ledger *ledger, struct date as_of, int64_t known_at, struct view *view,
                             cJSON *array)
{
    struct rules rules;
    struct arena *scratch = arena_new();
    if (!scratch) {
        view->failed = true;
        return;
    }
    known_at = ledger_lock_read(ledger, known_at);
    if (rules_settle(ledger, as_of, known_at, scratch, &rules, NULL)) {
        view->failed = true;
        rules.count = 0;
    }
    for (int r = 0; r < rules.count; r++) {
        const struct requirement_version *requirement = rules.requirements[r];
        cJSON *object = view_object(view, array, NULL);
        view_string(view, object, "id", ledger->requirement_ids.items[requirement->id]);
        view_string(view, object, "title", requirement->title);
        strings_view(&ledger->modules, &requirement->any_of, view, view_array(view, object, "any_of"));
        if (date_compare(requirement->from, DATE_MIN) == 0)
            view_null(view, object, "from");
        else
            view_date(view, object, "from", requirement->from);
        strings_view(&ledger->school_codes, &requirement->schools, view, view_array(view, object, "schools"));
    }
    ledger_unlock_read(ledger);
    arena_free(scratch);
}
