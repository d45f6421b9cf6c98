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

/* One question put to the ledger: it is locked from settling_open to settling_close, with what settling people needs. */
struct settling {
    const struct ledger *ledger;
    struct arena *scratch;
    struct rules rules;
    struct spell spell;
    struct date *latest;
};

/* Close it, also after a fault. */
static enum fault_code settling_open(const struct ledger *ledger, struct date as_of, int64_t known_at,
                                     struct settling *out, struct fault *fault)
{
    *out = (struct settling){.ledger = ledger, .scratch = arena_new()};
    known_at = ledger_lock_read(ledger, known_at);
    if (!out->scratch)
        return fault_memory(fault);
    enum fault_code code = rules_settle(ledger, as_of, known_at, out->scratch, &out->rules, fault);
    if (!code)
        code = spell_init(ledger, out->scratch, &out->spell, fault);
    if (code)
        return code;
    out->latest = arena_alloc(out->scratch, ((size_t)out->rules.count + 1) * sizeof *out->latest);
    return out->latest ? FAULT_NONE : fault_memory(fault);
}

static void settling_close(struct settling *settling)
{
    ledger_unlock_read(settling->ledger);
    arena_free(settling->scratch);
}

/* False when PERSON (NULL: unknown) is no Personal Tutor on the date. */
static bool tutoring(const struct person *person, struct settling *settling)
{
    return person && spell_on(person, settling->rules.on, settling->rules.known_at, &settling->spell);
}

/* SCHOOL: whose concern counts, and to whom the reason is told; -1: anywhere, and the person. */
static void person_settle(const struct person *person, int32_t school, struct settling *settling, struct tutor_state *out)
{
    standing_settle(person, &settling->rules, &settling->spell, settling->latest, school, out);
    out->concern = concern_on(person, &settling->rules, school);
}

static enum fault_code people_fill(struct settling *settling, int32_t school, struct arena *arena,
                                   struct tutor_state **out, int *count, struct fault *fault)
{
    const struct ledger *ledger = settling->ledger;
    struct people people = {ledger->schools[school].people.items, ledger->schools[school].people.count};
    int tutors = 0;
    for (int i = 0; i < people.count; i++)
        tutors += tutoring(people_get(ledger, &people, i), settling) && posted_at(&settling->spell, school);
    struct tutor_state *list = arena_alloc(arena, ((size_t)tutors + 1) * sizeof *list);
    if (!list)
        return fault_memory(fault);
    tutors = 0;
    for (int i = 0; i < people.count; i++) {
        const struct person *person = people_get(ledger, &people, i);
        if (tutoring(person, settling) && posted_at(&settling->spell, school))
            person_settle(person, school, settling, list + tutors++);
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
    enum fault_code code = settling_open(ledger, as_of, known_at, &settling, fault);
    int32_t index = code ? -1 : school_listed(ledger, school, as_of, settling.rules.known_at);
    if (!code && index < 0)
        code = fault_set(fault, FAULT_ABSENT, "There is no School %s.", school);
    if (!code)
        code = people_fill(&settling, index, arena, out, count, fault);
    settling_close(&settling);
    return code;
}

enum fault_code compliance_person(const struct ledger *ledger, int64_t person, struct date as_of, int64_t known_at,
                                  struct tutor_state *out, struct fault *fault)
{
    struct settling settling;
    enum fault_code code = settling_open(ledger, as_of, known_at, &settling, fault);
    const struct person *found = ledger_person(ledger, person);
    if (!code && !tutoring(found, &settling))
        code = fault_set(fault, FAULT_ABSENT, "This person is no Personal Tutor on that date.");
    if (!code)
        person_settle(found, TOLD_PERSON, &settling, out);
    settling_close(&settling);
    return code;
}

enum fault_code compliance_tutor(const struct ledger *ledger, const char *school, int64_t person, struct date as_of,
                                 int64_t known_at, struct tutor_state *out, struct fault *fault)
{
    struct settling settling;
    enum fault_code code = settling_open(ledger, as_of, known_at, &settling, fault);
    const struct person *found = ledger_person(ledger, person);
    int32_t index = code ? -1 : school_listed(ledger, school, as_of, settling.rules.known_at);
    if (!code && (index < 0 || !tutoring(found, &settling) || !posted_at(&settling.spell, index)))
        code = fault_set(fault, FAULT_ABSENT, "This person is no Personal Tutor of School %s on that date.", school);
    if (!code)
        person_settle(found, index, &settling, out);
    settling_close(&settling);
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
    *count = 0;
    enum fault_code code = settling_open(ledger, as_of, known_at, &settling, fault);
    const struct person *found = ledger_person(ledger, person);
    if (!code && !(*out = arena_alloc(arena, ((size_t)settling.rules.count + 1) * sizeof **out)))
        code = fault_memory(fault);
    if (!code && tutoring(found, &settling)) {
        training_latest(found, &settling.rules, settling.latest);
        code = wanting_fill(&settling, arena, *out, count, fault);
    }
    settling_close(&settling);
    return code;
}

static void strings_view(const struct names *names, const struct indexes *indexes, struct view *view, cJSON *array)
{
    for (int i = 0; i < indexes->count; i++)
        view_string(view, array, NULL, names->items[indexes->items[i]]);
}

static void requirement_view(const struct ledger *ledger, const struct requirement_version *requirement, struct view *view,
                             cJSON *object)
{
    view_string(view, object, "id", ledger->requirement_ids.items[requirement->id]);
    view_string(view, object, "title", requirement->title);
    strings_view(&ledger->modules, &requirement->any_of, view, view_array(view, object, "any_of"));
    if (date_compare(requirement->from, DATE_MIN) == 0)
        view_null(view, object, "from");
    else
        view_date(view, object, "from", requirement->from);
    strings_view(&ledger->school_codes, &requirement->schools, view, view_array(view, object, "schools"));
}

void compliance_requirements(const struct ledger *ledger, struct date as_of, int64_t known_at, struct view *view,
                             cJSON *array)
{
    struct settling settling;
    if (settling_open(ledger, as_of, known_at, &settling, NULL))
        view->failed = true;
    else
        for (int r = 0; r < settling.rules.count; r++)
            requirement_view(ledger, settling.rules.requirements[r], view, view_object(view, array, NULL));
    settling_close(&settling);
}
