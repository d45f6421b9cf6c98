/*
 * history.h - a history for tests: facts are written down plainly, each becomes the event that says it, and a ledger
 * takes it in. The facts stay readable, so that a test can reckon from them by itself.
 */
#ifndef TEST_HISTORY_H
#define TEST_HISTORY_H
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "signpost/compliance.h"

enum what {
    POST,
    POST_CORRECTED,
    DONE,
    WITHDRAWN,
    REGRADED,
    WAIVER,
    WAIVER_ENDED,
    CONCERN,
    CONCERN_CLOSED,
    REQUIREMENT,
    REQUIREMENT_ENDED,
    POLICY,
    NAMED,
    OTHER
};
#define NO_END INT_MAX /* of a fact's end */
#define ALWAYS INT_MIN /* of a requirement's or policy's day */

struct fact {
    enum what what;
    int64_t seq, about;
    int64_t of; /* the post, completion, waiver or concern that is corrected, withdrawn, regraded, ended or closed */
    const char *school, *system;
    int day, end;                  /* days since 1970 */
    const char *kind, *item;       /* "quiz", "training"; module, requirement's id, waiver's reason, name or role */
    int64_t score, max;            /* max 0: none */
    const char *any_of[2], *at[2]; /* requirement: modules and Schools; NULL: no more */
    int years, soon, first, least; /* policy */
};

struct history {
    struct ledger *ledger;
    struct fact *facts;
    int count;
};

static inline int day(const char *text)
{
    struct date date;
    assert_int_equal(date_parse(text, &date, NULL), FAULT_NONE);
    return date.day;
}

static inline struct date on(const char *text)
{
    return (struct date){day(text)};
}

/* The day as JSON: "2026-04-30" with its quotes, or null. */
static inline const char *day_json(int number, char out[16])
{
    char text[DATE_TEXT];
    if (number == NO_END || number == ALWAYS)
        return "null";
    date_text((struct date){number}, text);
    snprintf(out, 16, "\"%s\"", text);
    return out;
}

static inline void list_json(const char *const *items, char *out, size_t size)
{
    if (!items[0])
        snprintf(out, size, "[]");
    else if (!items[1])
        snprintf(out, size, "[\"%s\"]", items[0]);
    else
        snprintf(out, size, "[\"%s\",\"%s\"]", items[0], items[1]);
}

static inline void done_payload(const struct fact *fact, char *out, size_t size)
{
    char score[32] = "null", max[32] = "null", unit[32] = "null";
    if (fact->max) {
        snprintf(score, sizeof score, "%lld", (long long)fact->score);
        snprintf(max, sizeof max, "%lld", (long long)fact->max);
        snprintf(unit, sizeof unit, "%d", fact->max % 5040 ? 1 : 5040); /* our own attempts, or an import */
    }
    snprintf(out, size,
             "{\"bank\":null,\"commitment\":null,\"item\":\"%s\",\"kind\":\"%s\",\"max\":%s,\"score\":%s,\"source\":"
             "\"import\",\"unit\":%s}",
             fact->item, fact->kind, max, score, unit);
}

static inline const char *fact_payload(const struct fact *fact, char *out, size_t size)
{
    char end[16], from[16], any_of[320], at[160];
    long long of = fact->of;
    switch (fact->what) {
    case POST:
        snprintf(out, size, "{\"end\":%s,\"role\":\"%s\",\"system\":\"%s\"}", day_json(fact->end, end),
                 fact->item ? fact->item : "tutor", fact->system ? fact->system : "");
        return "post.begun";
    case POST_CORRECTED:
        snprintf(out, size, "{\"end\":%s,\"post\":%lld}", day_json(fact->end, end), of);
        return "post.corrected";
    case DONE:
        done_payload(fact, out, size);
        return "completion.recorded";
    case WITHDRAWN:
        snprintf(out, size, "{\"completion\":%lld,\"reason\":\"mistake\"}", of);
        return "completion.withdrawn";
    case REGRADED:
        snprintf(out, size, "{\"bank\":\"%064d\",\"completion\":%lld,\"max\":%lld,\"question\":\"q\",\"score\":%lld,\"unit\":5040}",
                 0, of, (long long)fact->max, (long long)fact->score);
        return "completion.regraded";
    case WAIVER:
        snprintf(out, size, "{\"kind\":\"%s\",\"reason\":\"%s\",\"until\":%s}", fact->kind, fact->item,
                 day_json(fact->end, end));
        return "waiver.granted";
    case WAIVER_ENDED:
        snprintf(out, size, "{\"waiver\":%lld}", of);
        return "waiver.ended";
    case CONCERN:
        snprintf(out, size, "{}");
        return "concern.opened";
    case CONCERN_CLOSED:
        snprintf(out, size, "{\"concern\":%lld}", of);
        return "concern.closed";
    case REQUIREMENT:
        list_json(fact->any_of, any_of, sizeof any_of);
        list_json(fact->at, at, sizeof at);
        snprintf(out, size, "{\"any_of\":%s,\"from\":%s,\"id\":\"%s\",\"schools\":%s,\"title\":\"Title of %s\"}",
                 any_of, day_json(fact->day, from), fact->item, at, fact->item);
        return "requirement.set";
    case REQUIREMENT_ENDED:
        snprintf(out, size, "{\"id\":\"%s\"}", fact->item);
        return "requirement.ended";
    case POLICY:
        snprintf(out, size,
                 "{\"due_soon_days\":%d,\"first_due_years\":%d,\"median\":\"%s\",\"minimum_group\":%d,\"valid_years\":%"
                 "d}",
                 fact->soon, fact->first, fact->kind, fact->least, fact->years);
        return "policy.set";
    case NAMED:
        snprintf(out, size, "{\"name\":\"%s\"}", fact->item);
        return "school.named";
    default:
        snprintf(out, size, "{}");
        return "person.added";
    }
}

static inline void ledger_take_fact(struct ledger *ledger, const struct fact *fact)
{
    char payload[1024];
    struct fault fault = {0};
    struct event event = {.seq = fact->seq,
                          .about = fact->about,
                          .school = fact->school,
                          .payload = payload,
                          .date = fact->day == ALWAYS ? DATE_MIN : (struct date){fact->day}};
    event.kind = fact_payload(fact, payload, sizeof payload);
    if (ledger_apply(ledger, &event, &fault) != FAULT_NONE)
        fail_msg("%s", fault.message);
}

/* Writes the fact down and lets the ledger know; its sequence. */
static inline int64_t happens(struct history *history, struct fact fact)
{
    fact.seq = history->count;
    history->facts = realloc(history->facts, ((size_t)history->count + 1) * sizeof fact);
    assert_non_null(history->facts);
    history->facts[history->count++] = fact;
    ledger_take_fact(history->ledger, &fact);
    return fact.seq;
}

static inline void history_init(struct history *history)
{
    *history = (struct history){.ledger = ledger_new()};
    assert_non_null(history->ledger);
}

static inline void history_release(struct history *history)
{
    ledger_free(history->ledger);
    free(history->facts);
}

/* ---- the commonest facts; END and dates as text, NULL: none ---- */
static inline int64_t post(struct history *history, int64_t person, const char *school, const char *start,
                           const char *end)
{
    return happens(
        history,
        (struct fact){
            .what = POST, .about = person, .school = school, .day = day(start), .end = end ? day(end) : NO_END});
}

static inline int64_t quiz(struct history *history, int64_t person, const char *date, int64_t score, int64_t max)
{
    return happens(history, (struct fact){.what = DONE,
                                          .about = person,
                                          .kind = "quiz",
                                          .item = "personal-tutoring",
                                          .day = day(date),
                                          .score = score,
                                          .max = max});
}

static inline int64_t trained(struct history *history, int64_t person, const char *module, const char *date)
{
    return happens(history,
                   (struct fact){.what = DONE, .about = person, .kind = "training", .item = module, .day = day(date)});
}

static inline int64_t requires(struct history *history, const char *id, const char *module, const char *from,
                               const char *school)
{
    return happens(
        history,
        (struct fact){
            .what = REQUIREMENT, .item = id, .any_of = {module}, .at = {school}, .day = from ? day(from) : ALWAYS});
}

static inline struct tutor_state state_of(const struct history *history, int64_t person, const char *date)
{
    struct tutor_state out;
    struct fault fault = {0};
    if (compliance_person(history->ledger, person, on(date), -1, &out, &fault))
        fail_msg("%s", fault.message);
    return out;
}

/* The report as JSON text; malloc'd. */
static inline char *report_json(const struct ledger *ledger, struct date as_of, int64_t known_at,
                                enum median_rule median)
{
    struct report report;
    struct view view;
    struct buf json;
    struct arena *arena = arena_new();
    assert_non_null(arena);
    assert_int_equal(compliance_report(ledger, as_of, known_at, median, arena, &report, NULL), FAULT_NONE);
    view_init(&view);
    report_view(&report, "University of Middlemarch", median, &view, view.root);
    assert_true(view_ok(&view));
    buf_init(&json, 0);
    assert_int_equal(view_json(&view, &json, NULL), FAULT_NONE);
    view_release(&view);
    arena_free(arena);
    return buf_take(&json);
}

/* ---- what the tests of the rules share ---- */

static inline int history_setup(void **state)
{
    struct history *history = malloc(sizeof *history);
    assert_non_null(history);
    history_init(history);
    *state = history;
    return 0;
}

static inline int history_teardown(void **state)
{
    history_release(*state);
    free(*state);
    return 0;
}

static inline void is_on(struct date date, const char *text)
{
    char out[DATE_TEXT];
    date_text(date, out);
    assert_string_equal(out, text);
}

/* The School's figures on a date; its strings are not kept. */
static inline struct figures figures_at(const struct history *history, const char *school, const char *date, enum median_rule median)
{
    struct report report;
    struct figures out = {.personal_tutors = -1};
    struct arena *arena = arena_new();
    assert_int_equal(compliance_report(history->ledger, on(date), -1, median, arena, &report, NULL), FAULT_NONE);
    if (!school)
        out = report.university;
    for (int i = 0; i < report.school_count; i++)
        if (school && strcmp(report.schools[i].code, school) == 0)
            out = report.schools[i];
    arena_free(arena);
    return out;
}
#endif
