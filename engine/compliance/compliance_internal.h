/*
 * compliance_internal.h - reckoning: from a ledger, a date and a known_at to standings, counts and medians.
 *
 * rules.c settles what holds on the date; spells.c says who is a Personal Tutor then; standing.c what they have done
 * and owe; tally.c and median.c add up; suppress.c withholds; figures.c, people.c and trend.c answer what people ask.
 */
#ifndef COMPLIANCE_INTERNAL_H
#define COMPLIANCE_INTERNAL_H
#include "compliance/ledger_internal.h"

/* What holds on one date, as known at one size of the log. Lives in the arena it was made in. */
struct rules {
    const struct ledger *ledger;
    struct date on;
    int64_t known_at;
    struct policy policy;
    struct date counts_from;        /* a completion counts on the date when counts_from <= its date <= on */
    const struct requirement_version **requirements; int count; /* those that apply */
    unsigned char *owed;            /* [requirement * schools + school] */
    int *module_first;              /* the requirements that module m serves are those from module_first[m] on, */
    int *module_requirement;        /* up to but not at module_first[m + 1], in this list */
};
enum fault_code rules_settle(const struct ledger *ledger, struct date on, int64_t known_at, struct arena *arena,
                             struct rules *out, struct fault *fault) MUST_USE;

/* Someone's tutoring on a date: since when, and the posts in force (room for ledger->most_posts). */
struct spell { struct date since; const struct span **posts; int count; };
enum fault_code spell_init(const struct ledger *ledger, struct arena *arena, struct spell *spell,
                           struct fault *fault) MUST_USE;
/* False when PERSON is no Personal Tutor on that date. */
bool spell_on(const struct person *person, struct date on, int64_t known_at, struct spell *spell);

struct quiz_done {
    const struct done *latest;      /* on or before the date, whether it counts or not; NULL: none */
    const struct done *scored;      /* the one that a median takes, by policy; NULL: none */
};
struct quiz_done quiz_done_on(const struct person *person, const struct rules *rules);
/* Fills LATEST (one for each requirement of RULES): the day of the latest completion that serves it; DATE_MIN: none. */
void training_latest(const struct person *person, const struct rules *rules, struct date *latest);
/* Does any of these posts' Schools ask for REQUIREMENT, a place in RULES? */
bool training_owed_over(const struct rules *rules, int requirement, const struct span *const *posts, int count);
/* What deciding over some posts' Schools comes to. */
struct training_done {
    int decides;                    /* the requirement that ends, or ended, first; -1: none is owed */
    int unmet;
    bool completed;
};
struct training_done training_done_over(const struct rules *rules, const struct date *latest,
                                        const struct span *const *posts, int count);
/* To whom the reasons are told: a School, which is not told by name what only another asks of its tutors; or one of these. */
#define TOLD_PERSON (-1)
#define TOLD_NOBODY (-2) /* no reason is filled */
/* The person's own standing: the union over the posts of SPELL. LATEST is scratch. */
void standing_settle(const struct person *person, const struct rules *rules, const struct spell *spell,
                     struct date *latest, int32_t told, struct tutor_state *out);

/* ---- reasons ---- */
struct reason {
    const struct standing *standing;
    const char *subject, *title;    /* "Training"; what decides, or NULL */
    int others;                     /* more that are wanting beside the title */
    struct date since;              /* the spell's start */
    struct date counted_until;      /* the end of the latest completion; DATE_MIN: never completed */
    const struct span *waiver;      /* in force and deciding, or NULL */
    struct date withdrawn;          /* the day of a later completion that was withdrawn; DATE_MIN: none */
};
void reason_words(const struct reason *reason, char *out, size_t size);

/* ---- adding up: bucket 0 is the University, then Schools by index, then their systems ---- */
struct visit { int bucket; const struct span *post; }; /* a bucket and a post that leads there; NULL: the University */
struct buckets {
    int count;
    int *first_system;              /* of each School */
    int *stamp, tag;                /* who was last put into each */
    struct visit *visits;           /* of one person */
};
enum fault_code buckets_lay(const struct ledger *ledger, struct arena *arena, struct buckets *out,
                            struct fault *fault) MUST_USE;
static inline int bucket_of_school(int32_t school) { return 1 + school; }
static inline int bucket_of_system(const struct buckets *buckets, int32_t school, int32_t system)
{
    return buckets->first_system[school] + system;
}
/* The buckets that this person counts in, each once, in buckets->visits; their number. */
int buckets_visit(struct buckets *buckets, const struct spell *spell);

struct people { const int32_t *items; int count; }; /* items NULL: everyone */
static inline const struct person *people_get(const struct ledger *ledger, const struct people *people, int i)
{
    return ledger->people + (people->items ? people->items[i] : i);
}
struct count { bool seen; int personal_tutors, training_completed, quiz_completed, states[STATES], concerns; };
/* OUT: one for each bucket, zeroed. With some PEOPLE only, just the Schools they make up are whole. */
enum fault_code tally(const struct rules *rules, const struct people *people, struct buckets *buckets,
                      struct arena *arena, struct count *out, struct fault *fault) MUST_USE;
bool concern_on(const struct person *person, const struct rules *rules, int32_t school); /* -1: at any School */
/* OUT: one for each bucket, nothing withheld. */
enum fault_code medians(const struct rules *rules, const struct people *people, struct buckets *buckets,
                        struct arena *arena, struct median *out, struct fault *fault) MUST_USE;
/* Rule 8, on the medians of a whole report. */
enum fault_code suppress(struct report *report, int minimum, bool all_known, struct arena *arena, struct fault *fault) MUST_USE;

/* A percentage in tenths, half away from zero; -1 over nobody. */
int percent_tenths(int part, int whole);
/* The lock is held for these. */
enum fault_code report_make(const struct ledger *ledger, struct date as_of, int64_t known_at, enum median_rule median,
                            struct arena *arena, struct report *out, struct fault *fault) MUST_USE;
/* Index of a School that the report would list, or -1. */
int32_t school_listed(const struct ledger *ledger, const char *code, struct date as_of, int64_t known_at);
/* The School's name as known, its code when it has none yet. NAMED says which. Borrowed from the ledger. */
const char *school_name_at(const struct ledger *ledger, int32_t school, int64_t known_at, bool *named);
#endif
