/*
 * people/staff_import_apply.c - the plan as events: Schools' names, then people, then posts by person and date.
 */
#include "people/staff_import.h"
#include <string.h>

static enum fault_code apply_schools(const struct staff_plan *plan, struct tx *tx, int64_t by, struct fault *fault)
{
    enum fault_code code = FAULT_NONE;
    for (int i = 0; i < plan->school_count && code == FAULT_NONE; i++) {
        const struct import_school *school = &plan->schools[i];
        if (school->name && (!school->stored || strcmp(school->name, school->stored) != 0))
            code = school_name_set(tx, by, school->code, school->name, fault);
    }
    return code;
}

static enum fault_code apply_people(const struct staff_plan *plan, struct tx *tx, int64_t by, struct fault *fault)
{
    enum fault_code code = FAULT_NONE;
    for (int i = 0; i < plan->change_count && code == FAULT_NONE; i++) {
        const struct import_person *person = &plan->people[plan->change_order[i]];
        code = identity_change(tx, by, person->number, person->name, person->email, fault);
    }
    for (int i = 0; i < plan->person_count && code == FAULT_NONE; i++) {
        struct import_person *person = &plan->people[i];
        if (!person->number)
            code = identity_add(tx, by, person->staff_id, person->name, person->email, &person->number, fault);
    }
    return code;
}

static enum fault_code apply_row(const struct staff_plan *plan, const struct import_row *row, struct tx *tx, int64_t by,
                                 struct fault *fault)
{
    struct post post =
        {.person = plan->people[row->person].number, .role = row->role, .start = row->start, .end = row->end};
    if (row->action == ROW_SAME)
        return FAULT_NONE;
    if (row->school >= 0)
        strncpy(post.school, plan->schools[row->school].code, LIMIT_CODE);
    strncpy(post.system, row->system, LIMIT_CODE);
    if (row->action == ROW_BEGIN)
        return post_begin(tx, by, &post, NULL, fault);
    post.seq = row->stored->seq;
    return post_correct(tx, by, &post, fault);
}

enum fault_code staff_plan_apply(const struct staff_plan *plan, struct tx *tx, int64_t by, struct fault *fault)
{
    enum fault_code code = apply_schools(plan, tx, by, fault);
    if (code == FAULT_NONE)
        code = apply_people(plan, tx, by, fault);
    for (int i = 0; i < plan->row_count && code == FAULT_NONE; i++)
        code = apply_row(plan, &plan->rows[i], tx, by, fault);
    return code;
}
