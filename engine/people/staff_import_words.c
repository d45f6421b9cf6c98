/*
 * people/staff_import_words.c - who joins, leaves, moves or changes. Each person of the file is counted once: as a
 * joiner (new),
 * else a leaver (their last post without an end gets one), else a mover (a post in a School where they had none, having
 * had another), else a change, else unchanged.
 */
#include "people/staff_import.h"
#include <string.h>

#define KEPT 1000  /* lines in words; the counts are exact */
#define SPOKEN 4   /* posts named in one line */

static bool has_end(struct date end)
{
    return date_compare(end, DATE_MAX) != 0;
}

static bool had_post_at(const struct staff_plan *plan, int64_t person, const char *school)
{
    for (int role = 0; role < ROLES; role++) {
        int at = staff_plan_posts_from(plan, person, role, school, "");
        if (at < plan->post_count && plan->posts[at].person == person && (int)plan->posts[at].role == role &&
            strcmp(plan->posts[at].school, school) == 0)
            return true;
    }
    return false;
}

struct person_change {
    int actions;        /* rows that do something */
    bool moves;         /* a post in a School where there was none */
    bool stays;         /* a new post that is not over */
    int open_after;     /* posts without an end, less those before */
};

static void take_row(const struct staff_plan *plan, const struct import_row *row, struct person_change *change)
{
    const struct import_person *person = &plan->people[row->person];
    if (row->action == ROW_SAME)
        return;
    change->actions++;
    if (row->action == ROW_BEGIN) {
        change->stays |= date_compare(row->end, plan->today) >= 0;
        change->open_after += !has_end(row->end);
        if (row->school >= 0 && person->number && !had_post_at(plan, person->number, plan->schools[row->school].code)) {
            int first = staff_plan_posts_from(plan, person->number, 0, "", "");
            change->moves |= first < plan->post_count && plan->posts[first].person == person->number &&
                             *plan->posts[first].school;
        }
    } else {
        change->open_after += !has_end(row->end) - !has_end(row->stored->end);
    }
}

static const char *classify(const struct staff_plan *plan, const struct import_person *person,
                            const struct person_change *change)
{
    int open_before = 0;
    if (!person->number)
        return "joiner";
    for (int i = staff_plan_posts_from(plan, person->number, 0, "", "");
         i < plan->post_count && plan->posts[i].person == person->number; i++)
        open_before += !has_end(plan->posts[i].end);
    if (open_before > 0 && open_before + change->open_after <= 0 && !change->stays)
        return "leaver";
    if (change->moves)
        return "mover";
    return change->actions || person->differs ? "change" : NULL;
}

static void say_row(const struct staff_plan *plan, const struct import_row *row, struct buf *out)
{
    char start[DATE_WORDS], end[DATE_WORDS];
    date_words(row->start, start);
    buf_text(out, role_name(row->role));
    if (row->school >= 0)
        buf_printf(out, " in %s%s%s", plan->schools[row->school].code, *row->system ? " " : "", row->system);
    if (has_end(row->end))
        date_words(row->end, end);
    if (row->action == ROW_BEGIN || date_compare(row->start, row->stored->start) != 0)
        buf_printf(out, row->action == ROW_BEGIN ? " from %s" : " now starts %s", start);
    if (row->action == ROW_BEGIN && has_end(row->end))
        buf_printf(out, " to %s", end);
    if (row->action == ROW_CORRECT && date_compare(row->end, row->stored->end) != 0)
        buf_printf(out, has_end(row->end) ? " now ends %s" : " no longer ends", end);
}

static void say_person(const struct staff_plan *plan, const struct import_person *person, int to, struct buf *out)
{
    int spoken = 0, more = 0;
    buf_printf(out, "%s (%s): ", person->name, person->staff_id);
    if (person->differs) {
        bool name = strcmp(person->name, person->stored->name) != 0;
        bool email = strcmp(person->email, person->stored->email) != 0;
        buf_text(out, name && email ? "name and e-mail address corrected" : name ? "name corrected"
                 : "e-mail address corrected");
        spoken++;
    }
    for (int i = person->rows; i < to; i++) {
        if (plan->rows[i].action == ROW_SAME)
            continue;
        if (spoken >= SPOKEN) {
            more++;
            continue;
        }
        buf_text(out, spoken++ ? "; " : "");
        say_row(plan, &plan->rows[i], out);
    }
    if (more)
        buf_printf(out, "; and %d more", more);
}

static enum fault_code keep(struct arena *arena, struct staff_change *list, int *count, const char *what,
                            struct buf *text,
                            struct fault *fault)
{
    list[*count] = (struct staff_change){what, arena_dup(arena, buf_string(text))};
    return buf_ok(text) && list[(*count)++].detail ? FAULT_NONE : fault_memory(fault);
}

static enum fault_code say_schools(const struct staff_plan *plan, struct arena *arena, struct staff_change *list,
                                   int *count,
                                   struct buf *text, struct fault *fault)
{
    enum fault_code code = FAULT_NONE;
    for (int i = 0; i < plan->school_count && *count < KEPT && code == FAULT_NONE; i++) {
        const struct import_school *school = &plan->schools[i];
        if (!school->name || (school->stored && strcmp(school->name, school->stored) == 0))
            continue;
        buf_clear(text);
        buf_printf(text, school->stored ? "%s is now called %s" : "%s, %s, is new", school->code, school->name);
        code = keep(arena, list, count, "school", text, fault);
    }
    return code;
}

enum fault_code staff_plan_words(const struct staff_plan *plan, struct arena *arena, struct staff_import_result *out,
                                 struct fault *fault)
{
    struct staff_change *list = arena_alloc(arena, KEPT * sizeof *list);
    struct buf text;
    int count = 0;
    if (!list)
        return fault_memory(fault);
    buf_init(&text, 0);
    *out = (struct staff_import_result){.rows = plan->row_count, .list = list};
    enum fault_code code = say_schools(plan, arena, list, &count, &text, fault);
    for (int from = 0, to; from < plan->row_count && code == FAULT_NONE; from = to) {
        const struct import_person *person = &plan->people[plan->rows[from].person];
        struct person_change change = {0};
        for (to = from; to < plan->row_count && plan->rows[to].person == plan->rows[from].person; to++)
            take_row(plan, &plan->rows[to], &change);
        const char *what = classify(plan, person, &change);
        int *counter = !what ? &out->unchanged : *what == 'j' ? &out->joiners : *what == 'l' ? &out->leavers
                     : *what == 'm' ? &out->movers : &out->changes;
        ++*counter;
        if (what && count < KEPT) {
            buf_clear(&text);
            say_person(plan, person, to, &text);
            code = keep(arena, list, &count, what, &text, fault);
        }
    }
    out->list_count = count;
    buf_release(&text);
    return code;
}
