/*
 * people/staff_import_read.c - staff.csv into rows, people and Schools, with everything that can be said of the file
 * alone: each field, names that contradict each other, rows that repeat or overlap.
 */
#include "people/staff_import.h"
#include "signpost/csv.h"
#include "signpost/text.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char *const header[] = {"staff_id", "name", "email", "school", "school_name",
                                     "role", "system", "start_date", "end_date", NULL};
enum { STAFF_ID, NAME, EMAIL, SCHOOL, SCHOOL_NAME, ROLE, SYSTEM, START, END };

void *import_grow(void *items, int count, int *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    int more = *capacity ? *capacity * 2 : 256;
    void *grown = realloc(items, (size_t)more * size);
    if (grown)
        *capacity = more;
    return grown;
}

static char *lower(struct arena *arena, const char *text)
{
    char *copy = arena_dup(arena, text);
    for (char *c = copy; c && *c; c++)
        *c = (char)tolower((unsigned char)*c);
    return copy;
}

/* ---- people and Schools: found again by name, and compared with what the file said before ---- */

static void compare_person(struct staff_plan *plan, const struct import_person *person, const struct csv_row *row)
{
    if (strcmp(person->name, row->field[NAME]) != 0)
        findings_add(plan->findings, plan->file, row->line, "%s is called \"%.80s\" here and \"%.80s\" on line %d: "
                     "give one name for one staff_id.", person->staff_id, row->field[NAME], person->name, person->line);
    if (strcasecmp(person->email, row->field[EMAIL]) != 0)
        findings_add(plan->findings, plan->file, row->line,
                     "%s has the e-mail address %.80s here and %.80s on line %d: "
                     "give one address for one staff_id.", person->staff_id, row->field[EMAIL],
                     person->email, person->line);
}

static enum fault_code add_person(struct staff_plan *plan, const struct csv_row *row, int *out, struct fault *fault)
{
    struct import_person *people =
        import_grow(plan->people, plan->person_count, &plan->person_capacity, sizeof *people);
    if (!people)
        return fault_memory(fault);
    plan->people = people;
    struct import_person *person = &people[plan->person_count];
    *person = (struct import_person){.line = row->line, .staff_id = arena_dup(plan->memory, row->field[STAFF_ID]),
                                     .name = arena_dup(plan->memory, row->field[NAME]),
                                     .email = arena_dup(plan->memory, row->field[EMAIL]),
                                     .email_key = lower(plan->memory, row->field[EMAIL])};
    if (!person->staff_id || !person->name || !person->email || !person->email_key)
        return fault_memory(fault);
    int holder = lookup_get(&plan->by_email, person->email_key);
    if (holder >= 0)
        findings_add(plan->findings, plan->file, row->line,
                     "%s has the e-mail address %.80s, which belongs to %s on line %d: "
                     "each person needs their own.", person->staff_id, person->email, people[holder].staff_id,
                         people[holder].line);
    else if (lookup_put(&plan->by_email, person->email_key, plan->person_count) != 0)
        return fault_memory(fault);
    if (lookup_put(&plan->by_staff_id, person->staff_id, plan->person_count) != 0)
        return fault_memory(fault);
    *out = plan->person_count++;
    return FAULT_NONE;
}

/* OUT is -1 when the person's fields are at fault. */
static enum fault_code read_person(struct staff_plan *plan, const struct csv_row *row, int *out, struct fault *fault)
{
    bool id = staff_check_name(plan, row->line, "staff_id", row->field[STAFF_ID], LIMIT_STAFF_ID);
    bool name = staff_check_name(plan, row->line, "name", row->field[NAME], LIMIT_NAME);
    bool email = text_is_email(row->field[EMAIL]);
    if (!email)
        findings_add(plan->findings, plan->file, row->line, "\"%.80s\" is no e-mail address.", row->field[EMAIL]);
    *out = -1;
    if (!id || !name || !email)
        return FAULT_NONE;
    *out = lookup_get(&plan->by_staff_id, row->field[STAFF_ID]);
    if (*out < 0)
        return add_person(plan, row, out, fault);
    compare_person(plan, &plan->people[*out], row);
    return FAULT_NONE;
}

static enum fault_code add_school(struct staff_plan *plan, const struct csv_row *row, int *out, struct fault *fault)
{
    struct import_school *schools =
        import_grow(plan->schools, plan->school_count, &plan->school_capacity, sizeof *schools);
    if (!schools)
        return fault_memory(fault);
    plan->schools = schools;
    schools[plan->school_count] =
        (struct import_school){.code = arena_dup(plan->memory, row->field[SCHOOL]), .line = row->line};
    if (!schools[plan->school_count].code ||
        lookup_put(&plan->by_school, schools[plan->school_count].code, plan->school_count) != 0)
        return fault_memory(fault);
    *out = plan->school_count++;
    return FAULT_NONE;
}

static enum fault_code read_school_name(struct staff_plan *plan, const struct csv_row *row,
                                        struct import_school *school,
                                        struct fault *fault)
{
    const char *name = row->field[SCHOOL_NAME];
    if (!*name || !staff_check_name(plan, row->line, "school_name", name, LIMIT_NAME))
        return FAULT_NONE;
    if (school->name) {
        if (strcmp(school->name, name) != 0)
            findings_add(plan->findings, plan->file, row->line,
                         "School %s is called \"%.80s\" here and \"%.80s\" on line %d: "
                         "give one name for one code.", school->code, name, school->name, school->name_line);
        return FAULT_NONE;
    }
    school->name = arena_dup(plan->memory, name);
    school->name_line = row->line;
    return school->name ? FAULT_NONE : fault_memory(fault);
}

/* Sets out->school; *GOOD becomes false when the row's School or system is at fault. */
static enum fault_code read_school(struct staff_plan *plan, const struct csv_row *row, struct import_row *out,
                                   bool *good,
                                   struct fault *fault)
{
    const char *code = row->field[SCHOOL];
    enum fault_code result = FAULT_NONE;
    out->school = -1;
    if (role_is_university_wide(out->role)) {
        *good = !*code && !*row->field[SYSTEM];
        if (!*good)
            findings_add(plan->findings, plan->file, row->line,
                         "The role %s is University-wide: leave school and system empty.",
                         row->field[ROLE]);
        return FAULT_NONE;
    }
    if (!*code)
        findings_add(plan->findings, plan->file, row->line, "The role %s belongs to a School: give its code.",
                     row->field[ROLE]);
    *good = *code && staff_check_code(plan, row->line, "School", code);
    if (*row->field[SYSTEM] && !staff_check_code(plan, row->line, "system", row->field[SYSTEM]))
        *good = false;
    if (!*good)
        return FAULT_NONE;
    out->school = lookup_get(&plan->by_school, code);
    if (out->school < 0)
        result = add_school(plan, row, &out->school, fault);
    return result ? result : read_school_name(plan, row, &plan->schools[out->school], fault);
}

/* One pointer for each different system. */
static enum fault_code intern_system(struct staff_plan *plan, const char *system, const char **out, struct fault *fault)
{
    int known = lookup_get(&plan->by_system, system);
    if (known < 0) {
        const char **systems = import_grow(plan->systems, plan->system_count, &plan->system_capacity, sizeof *systems);
        if (!systems)
            return fault_memory(fault);
        plan->systems = systems;
        known = plan->system_count;
        systems[known] = arena_dup(plan->memory, system);
        if (!systems[known] || lookup_put(&plan->by_system, systems[known], known) != 0)
            return fault_memory(fault);
        plan->system_count++;
    }
    *out = plan->systems[known];
    return FAULT_NONE;
}

static enum fault_code read_row(void *context, const struct csv_row *row, struct fault *fault)
{
    struct staff_plan *plan = context;
    struct import_row read = {.line = row->line};
    bool role = staff_check_role(plan, row->line, row->field[ROLE], &read.role), place = false;
    bool dates = staff_check_dates(plan, row->line, row->field[START], row->field[END], &read);
    enum fault_code code = read_person(plan, row, &read.person, fault);
    if (code == FAULT_NONE && role)
        code = read_school(plan, row, &read, &place, fault);
    if (code != FAULT_NONE || !role || !dates || !place || read.person < 0)
        return code;
    code = intern_system(plan, row->field[SYSTEM], &read.system, fault);
    if (code != FAULT_NONE)
        return code;
    struct import_row *rows = import_grow(plan->rows, plan->row_count, &plan->row_capacity, sizeof *rows);
    if (!rows)
        return fault_memory(fault);
    plan->rows = rows;
    rows[plan->row_count++] = read;
    return FAULT_NONE;
}

/* ---- rows against each other ---- */

static int same_key(const struct import_row *a, const struct import_row *b)
{
    return a->person == b->person && a->school == b->school && a->role == b->role && a->system == b->system;
}

static int row_order(const void *left, const void *right)
{
    const struct import_row *a = left, *b = right;
    if (a->person != b->person)
        return a->person < b->person ? -1 : 1;
    if (a->school != b->school)
        return a->school < b->school ? -1 : 1;
    if (a->role != b->role)
        return a->role < b->role ? -1 : 1;
    int system = strcmp(a->system, b->system), start = date_compare(a->start, b->start);
    if (system || start)
        return system ? system : start;
    return a->line < b->line ? -1 : a->line > b->line;
}

/* The later line is the one at fault; it names the earlier. */
static void find_overlaps(struct staff_plan *plan)
{
    const struct import_row *longest = NULL; /* of this key, the row that reaches furthest so far */
    for (int i = 0; i < plan->row_count; i++) {
        const struct import_row *row = &plan->rows[i];
        if (!longest || !same_key(longest, row)) {
            longest = row;
            continue;
        }
        if (date_compare(row->start, longest->end) <= 0) {
            const struct import_row *later = row->line > longest->line ? row : longest;
            const struct import_row *earlier = later == row ? longest : row;
            bool repeats = date_compare(row->start, longest->start) == 0 && date_compare(row->end, longest->end) == 0;
            findings_add(plan->findings, plan->file, later->line, "This %s line %d%s",
                         repeats ? "repeats" : "post overlaps that of", earlier->line, repeats ? ": keep one of the two." :
                         " (same person, School, role and system): correct the dates of one.");
        }
        if (date_compare(row->end, longest->end) > 0)
            longest = row;
    }
}

enum fault_code staff_plan_read(struct staff_plan *plan, const char *csv, size_t size, struct fault *fault)
{
    enum fault_code code = csv_read(csv, size, plan->file, header, read_row, plan, plan->findings, fault);
    if (code != FAULT_NONE)
        return code;
    if (plan->row_count)
        qsort(plan->rows, (size_t)plan->row_count, sizeof *plan->rows, row_order);
    for (int i = plan->row_count - 1; i >= 0; i--)
        plan->people[plan->rows[i].person].rows = i;
    find_overlaps(plan);
    return FAULT_NONE;
}
