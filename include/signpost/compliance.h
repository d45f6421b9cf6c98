/*
 * compliance.h - the three-year rule, KPIs as of a date, and their explanation (DESIGN, "Rules, stated once").
 *
 * The ledger is an in-memory reading of the events. Every figure is a pure function of (ledger, as_of, known_at): known_at
 * is a number of events; -1 means all. The same pair always gives the same figures. The ledger is safe to read from many
 * threads while the writer's thread advances it.
 */
#ifndef SIGNPOST_COMPLIANCE_H
#define SIGNPOST_COMPLIANCE_H
#include <stdbool.h>
#include <stdint.h>
#include "signpost/arena.h"
#include "signpost/event.h"
#include "signpost/view.h"

struct ledger;
struct ledger *ledger_new(void);                         /* NULL when memory ran out */
void ledger_free(struct ledger *ledger);
/* Takes in one event; events must come in order. INTERNAL for a gap, MEMORY. Thread-safe against readers. */
enum fault_code ledger_apply(struct ledger *ledger, const struct event *event, struct fault *fault) MUST_USE;
int64_t ledger_size(const struct ledger *ledger);        /* events taken in */
/* Requirements that hold until an event says otherwise: the shipped ones, as a requirements.json document (embedded). */
enum fault_code ledger_default_requirements(struct ledger *ledger, const char *json, size_t size,
    struct fault *fault) MUST_USE;

enum state { STATE_COMPLETE, STATE_DUE_SOON, STATE_NOT_YET_DUE, STATE_OVERDUE, STATES };
const char *state_name(enum state state);    /* "due_soon" */
const char *state_words(enum state state);   /* "Due soon" */

struct standing {             /* of one subject of a tutor: Quiz or training */
    enum state state;
    bool completed;           /* counts on as_of */
    struct date completed_on; /* DATE_MIN: never */
    struct date counts_until; /* DATE_MIN: not complete; DATE_MAX: no end */
    struct date first_due;
    bool waived;
    int64_t score, max, unit; /* Quiz: of the completion the median takes, marks are score ÷ unit of max ÷ unit; -1: none */
    char reason[320];         /* "Quiz overdue: last completed 3 March 2023, counted until 3 March 2026." */
};
struct tutor_state {
    int64_t person;
    enum state state;
    char reason[700];         /* the Quiz's and the training's, those that decide first */
    struct standing quiz, training;
    struct date since;        /* start of the current unbroken spell */
    bool concern;
};
struct median {
    bool present;             /* false: nobody, or withheld */
    int tenths;               /* 825 is 82.5 (percent of the maximum) */
    int people;               /* behind it */
    int regraded;             /* of their scores: found again with a mended key, since they were first given */
    struct date as_of;
    const char *withheld;     /* NULL, "fewer than 5", or another reason in words */
};
struct figures {
    const char *code, *name;  /* School or system; code NULL for the University. Arena */
    int personal_tutors;
    int training_completed, training_tenths; /* percent in tenths; -1 over nobody */
    int quiz_completed, quiz_tenths;
    struct median median;
    int states[STATES];
    int concerns;
    struct figures *systems; int system_count; /* Schools with more than one system */
};
struct report {
    struct date as_of;
    int64_t known_at;         /* a number of events */
    /* by code; every School that had a Personal Tutor post by then or is named */
    struct figures *schools; int school_count;
    struct figures university;
    int least;                /* people that a median needs to be published: the policy of its day */
};
enum median_rule {
    MEDIAN_EXACT,             /* on as_of, always shown: the command line, and the School's own leaders */
    MEDIAN_PUBLISHED          /* rule 8: month ends (no later than today), at least 5 people, complementary suppression; none
                               * for an earlier known_at: two states that differ by one event would give a score away */
};
enum fault_code compliance_report(const struct ledger *ledger, struct date as_of, int64_t known_at,
    enum median_rule median,
                                  struct arena *arena, struct report *out, struct fault *fault) MUST_USE;
/* One School's figures, as in the report; ABSENT when there is no such School. */
enum fault_code compliance_school(const struct ledger *ledger, const char *school, struct date as_of, int64_t known_at,
                                  enum median_rule median, struct arena *arena, struct figures *out,
    struct fault *fault) MUST_USE;
/*
 * The School's Personal Tutors on AS_OF, each with their state (their own: the union over their Schools), worst first. The reasons are
 * told to the School: what only another asks of its tutors is not named.
 */
enum fault_code compliance_people(const struct ledger *ledger, const char *school, struct date as_of, int64_t known_at,
                                  struct arena *arena, struct tutor_state **out, int *count,
    struct fault *fault) MUST_USE;
/* One person's own state; ABSENT when they are no Personal Tutor on AS_OF. */
enum fault_code compliance_person(const struct ledger *ledger, int64_t person, struct date as_of, int64_t known_at,
                                  struct tutor_state *out, struct fault *fault) MUST_USE;
/* One person's own state as compliance_people tells the School; ABSENT when they are no Personal Tutor there on AS_OF. */
enum fault_code compliance_tutor(const struct ledger *ledger, const char *school, int64_t person, struct date as_of,
                                 int64_t known_at, struct tutor_state *out, struct fault *fault) MUST_USE;
/*
 * The requirements that a Personal Tutor has not met on AS_OF, or must soon meet again: those whose completion ends, or ended, first
 * come first, so that the first is the one that the reason names. None for whoever is no Personal Tutor then. ARENA.
 */
struct wanting { struct date latest; const char **any_of; int any_of_count; }; /* DATE_MIN: never met; module ids */
enum fault_code compliance_wanting(const struct ledger *ledger, int64_t person, struct date as_of, int64_t known_at,
                                   struct arena *arena, struct wanting **out, int *count, struct fault *fault) MUST_USE;
/* The University's percentages at each month end of the YEARS before AS_OF, oldest first, for charts: per School (code) or NULL for all. */
struct trend_point { struct date as_of; int quiz_tenths, training_tenths; };
enum fault_code compliance_trend(const struct ledger *ledger, const char *school, struct date as_of, int months,
    struct arena *arena,
                                 struct trend_point **out, int *count, struct fault *fault) MUST_USE;
/* Requirements known at KNOWN_AT that apply on AS_OF, for GET /modules: into a view array as CONTRACT has them. */
void compliance_requirements(const struct ledger *ledger, struct date as_of, int64_t known_at, struct view *view,
    cJSON *array);

/* The report as CONTRACT's JSON (both faces share it), and as CSV. INSTITUTION is the name to print. */
void report_view(const struct report *report, const char *institution, enum median_rule median, struct view *view,
    cJSON *into);
void figures_view(const struct figures *figures, enum median_rule median, struct view *view, cJSON *into);
/* "state","reason","quiz","training" of CONTRACT */
void tutor_state_view(const struct tutor_state *state, struct view *view, cJSON *into);
/* A sentence for whoever passes the report on where it shows a median over fewer people than are published; else NULL. OUT: room. */
#define REPORT_WARNING 240
const char *report_warning(const struct report *report, char out[REPORT_WARNING]);
enum fault_code report_csv(const struct report *report, struct buf *out, struct fault *fault) MUST_USE;
/* One School's rows, with the same header. */
enum fault_code figures_csv(const struct figures *school, struct date as_of, struct buf *out, struct fault *fault) MUST_USE;
enum fault_code report_text(const struct report *report, const char *institution, struct buf *out,
    struct fault *fault) MUST_USE;
#endif
