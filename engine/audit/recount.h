/*
 * recount.h - the figures a second time: DESIGN's rules 2 to 9 straight from the events, by code that shares nothing
 * with engine/compliance but the report that it checks.
 *
 * Facts lie in flat lists in the order of their events, each found by its sequence; what corrects, ends, withdraws or
 * regrades one changes it in its place, for only what is known now is counted. Then each list is sorted by person and
 * people are gone through one by one.
 */
#ifndef AUDIT_RECOUNT_H
#define AUDIT_RECOUNT_H
#include <stdbool.h>
#include <stdint.h>
#include "signpost/compliance.h"
#include "signpost/event.h"
#include "signpost/json.h"

#define NEVER INT32_MIN     /* the day before every day */
#define NO_END INT32_MAX    /* the day after every day */

/* A growing list of one kind of thing. */
struct rows { void *items; size_t each; int count, capacity; };
void rows_init(struct rows *rows, size_t each);
void *rows_add(struct rows *rows); /* a zeroed one at the end; NULL when memory ran out */

/* Texts by number. */
struct codes { struct rows texts; };
int codes_find(const struct codes *codes, const char *text);  /* -1: not there */
int codes_number(struct codes *codes, const char *text);      /* found or added; -1: memory ran out */
const char *codes_text(const struct codes *codes, int number);

/* Every fact begins with the event that made it and whom it is about, so that one search and one order serve all. */
struct fact { int64_t seq, person; };
struct fact_post { struct fact is; int school, system, start, end; };
struct fact_done {
    struct fact is;
    int on, module;               /* module -1: the Quiz */
    int64_t score, max, unit;     /* max 0: it bears no score */
    bool withdrawn;
};
struct fact_waiver { struct fact is; bool quiz; int start, granted, end; };
struct fact_concern { struct fact is; int school, start, end; }; /* school -1: none in particular */
struct fact_requirement {         /* one version of one id */
    int id, from;
    bool ended;
    struct rows any_of, schools;  /* of int */
};
struct fact_policy { int from, valid_years, due_soon_days, first_due_years; char median[8]; };

struct recount {
    struct rows posts, dones, waivers, concerns; /* of fact_… */
    struct rows requirements, policies;
    struct codes schools, systems, modules, ids;
    struct rows names;            /* beside schools: char *, NULL: not named */
    int64_t events;
};
void recount_init(struct recount *recount);
void recount_release(struct recount *recount);
/* Takes in one event, with its payload read; one that is not as event.h has it is left out. MEMORY. */
enum fault_code recount_take(struct recount *recount, const struct event *event, const cJSON *payload,
                             struct fault *fault) MUST_USE;
/* What holds until an event says otherwise: the shipped requirements. MEMORY. */
enum fault_code recount_default_requirements(struct recount *recount, struct fault *fault) MUST_USE;

/* ---- rules.c: what holds on the day ---- */
struct day {
    int on;
    struct fact_policy policy;
    const struct fact_requirement **owed; int owed_count; /* by id */
};
enum fault_code day_settle(const struct recount *recount, int on, struct day *out, struct fault *fault) MUST_USE;
void day_release(struct day *day);
int corresponding(int day, int years); /* rule 2 */

/* ---- tutors.c: one person ---- */
struct recounted {                /* of the Quiz or of training */
    enum state state;
    bool completed, waived;
    int completed_on, counts_until;
    int64_t score, max, unit;     /* -1: none */
};
struct tutor {
    int64_t person;
    const struct fact_post *posts; int post_count;        /* all of theirs */
    const struct fact_done *dones; int done_count;
    const struct fact_concern *concerns; int concern_count;
    int since, first_due;
    struct recounted quiz, training;
    enum state state;
};
bool in_post(const struct fact_post *post, int on);
/* Puts every list in order of person; no event can be taken in afterwards. */
void recount_sort(struct recount *recount);
/* The person whose posts begin at *AT, which goes on to the next person's; false: there is none. TUTOR->since is NO_END for
 * one who is no Personal Tutor on the day. */
bool tutor_next(const struct recount *recount, const struct day *day, int *at, struct tutor *out);
/* Does it count as completed in SCHOOL's row? */
bool tutor_trained_at(const struct day *day, const struct tutor *tutor, int school);
bool tutor_concern(const struct day *day, const struct tutor *tutor, int school); /* -1: at any School */

/* ---- figures.c ---- */
/* The whole report, its strings borrowed from RECOUNT, the rest in ARENA. TUTORS: every Personal Tutor of the day, by person. */
enum fault_code recount_figures(const struct recount *recount, const struct day *day, struct arena *arena,
                                struct report *out, struct rows *tutors, struct fault *fault) MUST_USE;
#endif
