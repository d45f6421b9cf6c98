/*
 * people/staff_import.h - what the steps of a staff import hand to each other.
 *
 * staff_import_read.c   the file into rows, people and Schools; everything that can be said without the database
 * staff_import_fields.c its fields, one by one
 * staff_import_people.c the file's people against the stored ones
 * staff_import_plan.c   rows against stored people and posts: what each row would do; nothing is written
 * staff_import_words.c  who joins, leaves, moves or changes, and the line that says so
 * staff_import_apply.c  the plan as events
 * staff_import.c        the order of those steps, in one transaction
 */
#ifndef PEOPLE_STAFF_IMPORT_H
#define PEOPLE_STAFF_IMPORT_H
#include "people/lookup.h"
#include "signpost/store.h"

enum row_action { ROW_SAME, ROW_BEGIN, ROW_CORRECT };

struct import_row {
    int line;
    int person;             /* index into people */
    int school;             /* index into schools; -1: University-wide */
    const char *system;     /* interned: equal texts are one pointer */
    enum role role;
    struct date start, end;
    enum row_action action; /* the plan's */
    struct post *stored;    /* the post it matches, or NULL; as it was before the import */
};

struct import_person {
    const char *staff_id, *name, *email, *email_key; /* email_key: lower case, what addresses are compared by */
    int line;                       /* where the file first names them */
    int64_t number;                 /* person number; 0: not stored yet */
    const struct identity *stored;  /* or NULL */
    bool differs;                   /* name or e-mail is not what is stored */
    int rows;                       /* first of their rows once sorted */
};

struct import_school {
    const char *code, *name;        /* name NULL: no row gives one */
    int line, name_line;
    const char *stored;             /* its stored name, or NULL */
};

struct staff_plan {
    const char *file;
    struct findings *findings;
    struct arena *memory;           /* of the import alone: texts, stored people and posts */
    struct date today;
    struct import_row *rows;
    int row_count, row_capacity;
    struct import_person *people;
    int person_count, person_capacity;
    struct import_school *schools;
    int school_count, school_capacity;
    struct lookup by_staff_id, by_email, by_school, by_system;
    const char **systems;
    int system_count, system_capacity;
    struct identity *identities;    /* stored */
    int identity_count;
    struct post *posts;             /* stored, sorted as post_order sorts */
    int post_count;
    int *change_order;              /* people whose identity changes, so that no address is taken before it is free */
    int change_count;
    int ended, in_force;            /* posts that would end early; posts that can */
};

/* One field each: false when a finding was made. */
bool staff_check_name(struct staff_plan *plan, int line, const char *what, const char *text, size_t most);
bool staff_check_code(struct staff_plan *plan, int line, const char *what, const char *code);
bool staff_check_role(struct staff_plan *plan, int line, const char *text, enum role *out);
bool staff_check_dates(struct staff_plan *plan, int line, const char *start_text, const char *end_text,
                       struct import_row *out);

enum fault_code staff_plan_read(struct staff_plan *plan, const char *csv, size_t size, struct fault *fault) MUST_USE;
enum fault_code staff_plan_match(struct staff_plan *plan, struct db *db, struct fault *fault) MUST_USE;
enum fault_code staff_plan_identities(struct staff_plan *plan, struct fault *fault) MUST_USE;
enum fault_code staff_plan_words(const struct staff_plan *plan, struct arena *arena, struct staff_import_result *out,
                                 struct fault *fault) MUST_USE;
enum fault_code staff_plan_apply(const struct staff_plan *plan, struct tx *tx, int64_t by,
                                 struct fault *fault) MUST_USE;

/* The order of stored posts: person, role, School, system, start. */
int post_order(const void *a, const void *b);
/* The first stored post that does not come before this key; plan->post_count when all do. */
int staff_plan_posts_from(const struct staff_plan *plan, int64_t person, int role, const char *school,
                          const char *system);
/* Makes room for one more in a growing array; NULL when memory ran out (ITEMS stays valid). */
void *import_grow(void *items, int count, int *capacity, size_t size);
/* The findings in the order of the file's lines. */
void import_sort_findings(struct findings *findings);
#endif
