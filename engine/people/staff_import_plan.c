/*
 * people/staff_import_plan.c - the rows against what is stored. A row matches the stored post of the same person,
 * School, role and system whose dates overlap it, and corrects it; otherwise it is a new post (CONTRACT, staff.csv).
 */
#include "people/staff_import.h"
#include <stdlib.h>
#include <string.h>

static int compare_key(const struct post *post, int64_t person, int role, const char *school, const char *system)
{
    if (post->person != person)
        return post->person < person ? -1 : 1;
    if ((int)post->role != role)
        return (int)post->role < role ? -1 : 1;
    int order = strcmp(post->school, school);
    return order ? order : strcmp(post->system, system);
}

int post_order(const void *left, const void *right)
{
    const struct post *a = left, *b = right;
    int order = compare_key(a, b->person, b->role, b->school, b->system);
    return order ? order : date_compare(a->start, b->start);
}

int staff_plan_posts_from(const struct staff_plan *plan, int64_t person, int role, const char *school,
                          const char *system)
{
    int low = 0, high = plan->post_count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (compare_key(&plan->posts[middle], person, role, school, system) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static enum fault_code load(struct staff_plan *plan, struct db *db, struct fault *fault)
{
    struct school_row *schools = NULL;
    int count = 0;
    enum fault_code code = school_list(db, plan->memory, &schools, &count, fault);
    if (code == FAULT_NONE)
        code = identity_list(db, plan->memory, &plan->identities, &plan->identity_count, fault);
    if (code == FAULT_NONE)
        code = posts_all(db, plan->memory, &plan->posts, &plan->post_count, fault);
    if (code != FAULT_NONE)
        return code;
    if (plan->post_count)
        qsort(plan->posts, (size_t)plan->post_count, sizeof *plan->posts, post_order);
    for (int i = 0; i < count; i++) {
        int school = lookup_get(&plan->by_school, schools[i].code);
        if (school >= 0)
            plan->schools[school].stored = schools[i].name;
    }
    for (int i = 0; i < plan->school_count; i++)
        if (!plan->schools[i].name && (!plan->schools[i].stored || !*plan->schools[i].stored))
            findings_add(plan->findings, plan->file, plan->schools[i].line,
                         "School %s is new and no row gives its school_name.",
                         plan->schools[i].code);
    return FAULT_NONE;
}

/* A post that can end: in force today, or without an end. */
static bool can_end(const struct post *post, struct date today)
{
    return date_compare(post->end, DATE_MAX) == 0 ||
           (date_compare(post->start, today) <= 0 && date_compare(post->end, today) >= 0);
}

static void name_both(struct staff_plan *plan, const struct import_row *row, const struct post *first,
                      const struct post *second)
{
    char text[4][DATE_TEXT];
    bool open[2] = {date_compare(first->end, DATE_MAX) == 0, date_compare(second->end, DATE_MAX) == 0};
    date_text(first->start, text[0]);
    date_text(second->start, text[2]);
    if (!open[0])
        date_text(first->end, text[1]);
    if (!open[1])
        date_text(second->end, text[3]);
    findings_add(plan->findings, plan->file, row->line,
                 "This post overlaps two that are stored for %s (%s to %s and %s to %s): "
                 "give one row for each.", plan->people[row->person].staff_id, text[0], open[0] ? "no end" : text[1],
                     text[2],
                 open[1] ? "no end" : text[3]);
}

static void match_row(struct staff_plan *plan, struct import_row *row, struct post *first, int count)
{
    int overlapping = 0;
    while (overlapping < count && overlapping < 2 && date_compare(first[overlapping].start, row->end) <= 0)
        overlapping++;
    if (overlapping == 0) {
        row->action = ROW_BEGIN;
    } else if (overlapping == 2) {
        name_both(plan, row, &first[0], &first[1]);
    } else {
        row->stored = first;
        bool equal = date_compare(first->start, row->start) == 0 && date_compare(first->end, row->end) == 0;
        row->action = equal ? ROW_SAME : ROW_CORRECT;
        plan->ended += can_end(first, plan->today) && date_compare(row->end, first->end) < 0;
    }
}

/*
 * Rows FROM to TO are of one key, by start; so are its stored posts. A matched post has the row's dates from then on,
 * and later rows begin after those: it is passed over, like the posts that ended before this row.
 */
static void match_key(struct staff_plan *plan, int from, int to)
{
    const struct import_row *key = &plan->rows[from];
    int64_t person = plan->people[key->person].number;
    const char *school = key->school < 0 ? "" : plan->schools[key->school].code;
    int at = staff_plan_posts_from(plan, person, key->role, school, key->system), end = at;
    while (end < plan->post_count && compare_key(&plan->posts[end], person, key->role, school, key->system) == 0)
        end++;
    for (int i = from; i < to; i++) {
        while (at < end && date_compare(plan->posts[at].end, plan->rows[i].start) < 0)
            at++;
        match_row(plan, &plan->rows[i], &plan->posts[at], end - at);
        if (plan->rows[i].stored)
            at++;
    }
}

static bool one_key(const struct import_row *a, const struct import_row *b)
{
    return a->person == b->person && a->school == b->school && a->role == b->role && a->system == b->system;
}

enum fault_code staff_plan_match(struct staff_plan *plan, struct db *db, struct fault *fault)
{
    enum fault_code code = load(plan, db, fault);
    if (code == FAULT_NONE)
        code = staff_plan_identities(plan, fault);
    if (code != FAULT_NONE)
        return code;
    for (int i = 0; i < plan->post_count; i++)
        plan->in_force += can_end(&plan->posts[i], plan->today);
    for (int from = 0, to; from < plan->row_count; from = to) {
        for (to = from + 1; to < plan->row_count && one_key(&plan->rows[from], &plan->rows[to]); to++)
            continue;
        if (plan->people[plan->rows[from].person].number)
            match_key(plan, from, to);
        else
            for (int i = from; i < to; i++)
                plan->rows[i].action = ROW_BEGIN;
    }
    return FAULT_NONE;
}
