/*
 * ledger_internal.h - the ledger from inside: what the events said, person by person, and since when it is known.
 *
 * Nothing here is ever taken away: a correction closes the former version (known_until) and opens another, so that
 * every known_at can be answered. An event with sequence s is known at K when s < K.
 */
#ifndef LEDGER_INTERNAL_H
#define LEDGER_INTERNAL_H
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include "signpost/compliance.h"
#include "signpost/json.h"

enum subject { SUBJECT_QUIZ, SUBJECT_TRAINING, SUBJECTS };
enum waiver_reason { WAIVER_LEAVE, WAIVER_NEW, WAIVER_OTHER };

/* One version of something with a first and a last day: a tutor's post, a waiver, a concern. */
struct span {
    int64_t id;                     /* sequence of the event that began it */
    int64_t known_from, known_until;
    struct date start, end;         /* inclusive; end DATE_MAX: none */
    struct date granted;            /* waiver: its end as granted */
    int32_t school, system;         /* index of the School, -1: none; ordinal of the system within its School */
    enum subject subject;           /* waiver */
    enum waiver_reason reason;      /* waiver */
};
struct spans { struct span *items; int count, capacity; };      /* by start, then as they became known */

struct done {                       /* one version of a completion: a regrade makes another, a withdrawal none */
    int64_t seq;                    /* of the event that recorded it */
    int64_t known_from, known_until;
    struct date on;
    int32_t module;                 /* training: index of the module */
    int64_t score, max, unit;       /* Quiz: -1: none; marks are score ÷ unit of max ÷ unit */
    bool withdrawn;                 /* that ended it, at known_until */
};
struct dones { struct done *items; int count, capacity; };      /* by date, then sequence, then as they became known */

struct person {
    int64_t number;
    struct spans posts, waivers, concerns;
    struct dones quiz, training;
};
struct indexes { int32_t *items; int count, capacity; };
struct names { char **items; int count, capacity; };            /* each text once; its index stands for it */

struct school_name { int64_t seq; char *name; };
struct school {
    struct school_name *name; int name_count, name_capacity;    /* in order of sequence */
    struct names systems;           /* codes; "" is the School's main one */
    struct indexes people;          /* who ever had a tutor's post here, each once */
};
struct requirement_version {
    int64_t seq;                    /* -1: shipped */
    bool ended;
    struct date from;               /* set: applies from; ended: first day not owed */
    int32_t id;                     /* in ledger->requirement_ids */
    char *title;
    struct indexes any_of;          /* modules */
    struct indexes schools;         /* empty: every School */
};
struct requirement_versions { struct requirement_version *items; int count, capacity; };

enum median_choice { CHOOSE_LATEST, CHOOSE_BEST, CHOOSE_FIRST };
struct policy { int valid_years, due_soon_days, first_due_years, minimum_group; enum median_choice median; };
struct policy_version { int64_t seq; struct date from; struct policy policy; };

struct ledger {
    pthread_rwlock_t lock;
    int64_t size;
    struct person *people; int person_count, person_capacity;
    int32_t *slots; int slot_count; /* open addressing by number; -1: free; a power of two */
    struct names school_codes;
    struct school *schools; int school_capacity;                /* beside school_codes */
    struct names modules, requirement_ids;
    struct requirement_versions requirements, shipped;
    struct policy_version *policies; int policy_count, policy_capacity;
    int most_posts;                 /* versions, of any one person */
};

/* ---- containers (ledger_store.c) ---- */
/* Room for one more in a growing array; NULL when memory ran out, ITEMS is then untouched. */
void *ledger_grow(void *items, int count, int *capacity, size_t size) MUST_USE;
int32_t names_find(const struct names *names, const char *text);     /* -1: not there */
int32_t names_intern(struct names *names, const char *text);         /* -1: memory ran out */
void names_release(struct names *names);
bool indexes_add(struct indexes *list, int32_t index) MUST_USE;
bool spans_reserve(struct spans *list) MUST_USE;
void spans_insert(struct spans *list, const struct span *span);      /* after spans_reserve */
struct span *spans_current(struct spans *list, int64_t id);          /* the version not yet superseded, or NULL */
bool dones_reserve(struct dones *list) MUST_USE;
void dones_insert(struct dones *list, const struct done *done);      /* after dones_reserve */
struct done *dones_current(struct dones *list, int64_t seq);         /* the version not yet superseded, or NULL */
struct person *ledger_person(const struct ledger *ledger, int64_t number); /* NULL: unknown */
struct person *ledger_person_add(struct ledger *ledger, int64_t number);   /* found or made; NULL: memory ran out */
int32_t ledger_school_add(struct ledger *ledger, const char *code);        /* found or made; -1: memory ran out */
void requirement_version_release(struct requirement_version *version);

/* ---- reading events (ledger_read_*.c); called with the lock held for writing ---- */
typedef enum fault_code (*ledger_reader)(struct ledger *ledger, const struct event *event, const cJSON *payload,
                                         struct fault *fault);
enum fault_code read_post_begun(struct ledger *, const struct event *, const cJSON *, struct fault *) MUST_USE;
enum fault_code read_post_corrected(struct ledger *, const struct event *, const cJSON *, struct fault *) MUST_USE;
enum fault_code read_completion_recorded(struct ledger *, const struct event *, const cJSON *, struct fault *) MUST_USE;
enum fault_code read_completion_withdrawn(struct ledger *, const struct event *, const cJSON *, struct fault *) MUST_USE;
enum fault_code read_completion_regraded(struct ledger *, const struct event *, const cJSON *, struct fault *) MUST_USE;
enum fault_code read_waiver_granted(struct ledger *, const struct event *, const cJSON *, struct fault *) MUST_USE;
enum fault_code read_waiver_ended(struct ledger *, const struct event *, const cJSON *, struct fault *) MUST_USE;
enum fault_code read_concern_opened(struct ledger *, const struct event *, const cJSON *, struct fault *) MUST_USE;
enum fault_code read_concern_closed(struct ledger *, const struct event *, const cJSON *, struct fault *) MUST_USE;
enum fault_code read_school_named(struct ledger *, const struct event *, const cJSON *, struct fault *) MUST_USE;
enum fault_code read_requirement_set(struct ledger *, const struct event *, const cJSON *, struct fault *) MUST_USE;
enum fault_code read_requirement_ended(struct ledger *, const struct event *, const cJSON *, struct fault *) MUST_USE;
enum fault_code read_policy_set(struct ledger *, const struct event *, const cJSON *, struct fault *) MUST_USE;
/* INTERNAL, naming the event: it was written by us and is not what event.h promises. */
enum fault_code read_refuse(const struct event *event, const char *what, struct fault *fault) MUST_USE;
bool read_dated(const struct event *event); /* does it name a person and a date? */
/* The member, a date or null (WHEN_NULL); false when it is neither. */
bool read_date(const cJSON *payload, const char *name, struct date when_null, struct date *out) MUST_USE;

static inline bool span_known(const struct span *span, int64_t known_at)
{
    return span->known_from < known_at && known_at <= span->known_until;
}
static inline bool done_known(const struct done *done, int64_t known_at)
{
    return done->known_from < known_at && known_at <= done->known_until;
}
static inline bool span_covers(const struct span *span, struct date on)
{
    return span->start.day <= on.day && span->end.day >= on.day;
}
/* Readers: the ledger is const to them, its lock is not. Gives KNOWN_AT as a number of events there are. */
int64_t ledger_lock_read(const struct ledger *ledger, int64_t known_at);
void ledger_unlock_read(const struct ledger *ledger);
#endif
