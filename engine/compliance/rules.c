/*
 * rules.c - settles what holds on a date: the policy, the requirements and who owes them (DESIGN, rules 2, 5 and 7).
 */
#include <string.h>
#include "compliance/compliance_internal.h"

static const struct policy standing_policy = {
    .valid_years = 3, .due_soon_days = 90, .first_due_years = 1, .minimum_group = 5, .median = CHOOSE_LATEST};

static struct policy policy_on(const struct ledger *ledger, struct date on, int64_t known_at)
{
    struct policy policy = standing_policy;
    for (int i = 0; i < ledger->policy_count && ledger->policies[i].seq < known_at; i++)
        if (date_compare(ledger->policies[i].from, on) <= 0)
            policy = ledger->policies[i].policy;
    return policy;
}

/* The earliest date whose completions still count ON: corresponding dates never run backwards, so one bound will do. */
static struct date counts_from(struct date on, int valid_years)
{
    struct date from = date_add_days(on, -366 * valid_years - 2);
    while (date_compare(date_add_years(from, valid_years), on) < 0)
        from = date_add_days(from, 1);
    return from;
}

/* For each id the latest recorded version whose date has come; ended ones drop out. APPLY has room for every id. */
static int requirements_on(const struct ledger *ledger, struct date on, int64_t known_at,
                           const struct requirement_version **apply)
{
    const struct requirement_versions *list = &ledger->requirements;
    if (!list->count || list->items[0].seq >= known_at)
        list = &ledger->shipped;
    for (int i = 0; i < list->count && list->items[i].seq < known_at; i++)
        if (date_compare(list->items[i].from, on) <= 0)
            apply[list->items[i].id] = list->items + i;
    int count = 0;
    for (int id = 0; id < ledger->requirement_ids.count; id++)
        if (apply[id] && !apply[id]->ended)
            apply[count++] = apply[id];
    return count;
}

/* Ids are numbered as they were first met, shipped ones too: put them in an order that only what is known decides. */
static void requirements_order(const struct requirement_version **list, int count, char *const *ids)
{
    for (int i = 1; i < count; i++) {
        const struct requirement_version *moving = list[i];
        int at = i;
        for (; at > 0 && strcmp(ids[list[at - 1]->id], ids[moving->id]) > 0; at--)
            list[at] = list[at - 1];
        list[at] = moving;
    }
}

static void owed_fill(struct rules *rules, int schools)
{
    for (int r = 0; r < rules->count; r++) {
        const struct requirement_version *requirement = rules->requirements[r];
        unsigned char *row = rules->owed + (size_t)r * (size_t)schools;
        if (!requirement->schools.count)
            memset(row, 1, (size_t)schools);
        for (int i = 0; i < requirement->schools.count; i++)
            row[requirement->schools.items[i]] = 1;
    }
}

/* Which requirements each module serves, as one list cut by module. */
static void modules_fill(struct rules *rules, int modules)
{
    int total = 0;
    for (int r = 0; r < rules->count; r++) {
        const struct indexes *any_of = &rules->requirements[r]->any_of;
        for (int i = 0; i < any_of->count; i++, total++)
            rules->module_first[any_of->items[i]]++;
    }
    for (int m = 1; m <= modules; m++)
        rules->module_first[m] += rules->module_first[m - 1];
    /* Each cut now stands at its end; filling from behind brings it to its beginning. */
    for (int r = rules->count - 1; r >= 0; r--) {
        const struct indexes *any_of = &rules->requirements[r]->any_of;
        for (int i = 0; i < any_of->count; i++)
            rules->module_requirement[--rules->module_first[any_of->items[i]]] = r;
    }
    rules->module_first[modules] = total;
}

enum fault_code rules_settle(const struct ledger *ledger, struct date on, int64_t known_at, struct arena *arena,
                             struct rules *out, struct fault *fault)
{
    int schools = ledger->school_codes.count, modules = ledger->modules.count, pairs = 0;
    *out = (struct rules){.ledger = ledger, .on = on, .known_at = known_at, .policy = policy_on(ledger, on, known_at)};
    out->counts_from = counts_from(on, out->policy.valid_years);
    out->requirements = arena_alloc(arena, ((size_t)ledger->requirement_ids.count + 1) * sizeof *out->requirements);
    if (!out->requirements)
        return fault_memory(fault);
    out->count = requirements_on(ledger, on, known_at, out->requirements);
    requirements_order(out->requirements, out->count, ledger->requirement_ids.items);
    for (int r = 0; r < out->count; r++)
        pairs += out->requirements[r]->any_of.count;
    out->owed = arena_alloc(arena, (size_t)out->count * (size_t)schools + 1);
    out->module_first = arena_alloc(arena, ((size_t)modules + 1) * sizeof *out->module_first);
    out->module_requirement = arena_alloc(arena, ((size_t)pairs + 1) * sizeof *out->module_requirement);
    if (!out->owed || !out->module_first || !out->module_requirement)
        return fault_memory(fault);
    owed_fill(out, schools);
    modules_fill(out, modules);
    return FAULT_NONE;
}
