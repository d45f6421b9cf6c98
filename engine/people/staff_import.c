/*
 * people/staff_import.c - the import of staff.csv (CONTRACT): read, match, say, apply; all in one transaction or not
 * at all.
 */
#include "people/staff_import.h"
#include <stdlib.h>
#include <string.h>

static int finding_order(const void *a, const void *b)
{
    return ((const struct finding *)a)->line - ((const struct finding *)b)->line;
}

/* Insertion keeps findings of one line in the order they were made; there are at most LIMIT_FINDINGS. */
void import_sort_findings(struct findings *findings)
{
    for (size_t i = 1; i < findings->count; i++) {
        struct finding moved = findings->items[i];
        size_t at = i;
        for (; at > 0 && finding_order(&findings->items[at - 1], &moved) > 0; at--)
            findings->items[at] = findings->items[at - 1];
        findings->items[at] = moved;
    }
}

static void plan_release(struct staff_plan *plan)
{
    lookup_release(&plan->by_staff_id);
    lookup_release(&plan->by_email);
    lookup_release(&plan->by_school);
    lookup_release(&plan->by_system);
    free(plan->rows);
    free(plan->people);
    free(plan->schools);
    free(plan->systems);
    free(plan->change_order);
    arena_free(plan->memory);
}

struct import_job {
    struct staff_plan *plan;
    bool force, apply;
    int64_t by;
    struct arena *arena;
    struct staff_import_result *out;
};

/* What would happen, and whether it may. */
static enum fault_code consider(struct import_job *job, struct db *db, struct fault *fault)
{
    struct staff_plan *plan = job->plan;
    enum fault_code code = staff_plan_match(plan, db, fault);
    if (code != FAULT_NONE)
        return code;
    import_sort_findings(plan->findings);
    code = findings_verdict(plan->findings, fault);
    if (code == FAULT_NONE)
        code = staff_plan_words(plan, job->arena, job->out, fault);
    if (code == FAULT_NONE && !job->force && (long long)plan->ended * 10 > plan->in_force)
        code = fault_set(fault, FAULT_CONFLICT,
                         "This would end %d of %d posts, more than one in ten. Nothing was imported. "
                         "If it is meant, repeat it with --force.", plan->ended, plan->in_force);
    return code;
}

static enum fault_code run(struct tx *tx, void *context, struct fault *fault)
{
    struct import_job *job = context;
    enum fault_code code = consider(job, tx_db(tx), fault);
    return code == FAULT_NONE ? staff_plan_apply(job->plan, tx, job->by, fault) : code;
}

static enum fault_code look(struct store *store, struct import_job *job, struct fault *fault)
{
    struct db *db = NULL;
    enum fault_code code = store_read(store, &db, fault);
    if (code != FAULT_NONE)
        return code;
    code = consider(job, db, fault);
    store_done(store, db);
    return code;
}

enum fault_code staff_import(struct store *store, const char *csv, size_t size, const char *file, bool dry_run,
                             bool force, int64_t by, struct arena *arena, struct findings *findings,
                             struct staff_import_result *out,
                             struct fault *fault)
{
    struct staff_plan plan = {.file = file, .findings = findings, .today = clock_today(), .memory = arena_new()};
    struct import_job job = {.plan = &plan, .force = force, .by = by, .arena = arena, .out = out};
    *out = (struct staff_import_result){0};
    enum fault_code code = plan.memory ? staff_plan_read(&plan, csv, size, fault) : fault_memory(fault);
    if (code == FAULT_NONE && (dry_run || findings->total))
        code = look(store, &job, fault);
    else if (code == FAULT_NONE)
        code = store_write(store, run, &job, fault);
    plan_release(&plan);
    return code;
}
