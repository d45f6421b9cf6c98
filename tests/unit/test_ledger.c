/*
 * test_ledger.c - the ledger's memory: order, corrections, known_at, refusals, and many readers beside one writer.
 */
#include <pthread.h>
#include <stdatomic.h>
#include "history_random.h"
#include "signpost/embedded.h"

static void ledger_takes_events_in_order_and_refuses_a_gap(void **state)
{
    (void)state;
    struct history history;
    struct event event = {.kind = "person.added", .about = 1, .payload = "{}", .date = DATE_MIN};
    struct fault fault;
    history_init(&history);
    post(&history, 1, "BIO", "2020-01-01", NULL);
    for (int64_t seq = 0; seq < 4; seq++) {
        event.seq = seq;
        assert_int_equal(ledger_apply(history.ledger, &event, &fault), seq == 0 ? FAULT_INTERNAL : FAULT_NONE);
    }
    event.seq = 9;
    assert_int_equal(ledger_apply(history.ledger, &event, &fault), FAULT_INTERNAL);
    assert_int_equal(ledger_size(history.ledger), 4);
    history_release(&history);
}

static void a_payload_that_breaks_its_promise_is_refused_and_leaves_no_trace(void **state)
{
    (void)state;
    static const struct {
        const char *kind, *school, *payload;
    } cases[] = {
        {"post.begun", "BIO", "{"},
        {"post.begun", "BIO", "[]"},
        {"post.begun", "BIO", "{\"end\":null,\"role\":\"tutor\"}"},
        {"post.begun", "BIO", "{\"end\":\"2021-02-29\",\"role\":\"tutor\",\"system\":\"\"}"},
        {"post.begun", NULL, "{\"end\":null,\"role\":\"tutor\",\"system\":\"\"}"},
        {"completion.recorded", NULL, "{\"item\":\"a\",\"kind\":\"exam\",\"max\":null,\"score\":null,\"unit\":null}"},
        {"completion.recorded", NULL, "{\"item\":\"personal-tutoring\",\"kind\":\"quiz\",\"max\":2,\"score\":3,\"unit\":1}"},
        {"completion.recorded", NULL, "{\"item\":\"personal-tutoring\",\"kind\":\"quiz\",\"max\":2,\"score\":null,\"unit\":1}"},
        {"completion.recorded", NULL, "{\"item\":\"personal-tutoring\",\"kind\":\"quiz\",\"max\":0,\"score\":0,\"unit\":1}"},
        {"completion.recorded", NULL, "{\"item\":\"personal-tutoring\",\"kind\":\"quiz\",\"max\":2,\"score\":1}"},
        {"completion.recorded", NULL, "{\"item\":\"personal-tutoring\",\"kind\":\"quiz\",\"max\":2,\"score\":1,\"unit\":0}"},
        {"completion.withdrawn", NULL, "{\"reason\":\"mistake\"}"},
        {"completion.regraded", NULL, "{\"max\":2,\"score\":1,\"unit\":1}"},
        {"completion.regraded", NULL, "{\"completion\":0,\"max\":null,\"score\":null,\"unit\":null}"},
        {"completion.regraded", NULL, "{\"completion\":0,\"max\":2,\"score\":3,\"unit\":1}"},
        {"waiver.granted", NULL, "{\"kind\":\"quiz\",\"reason\":\"whim\",\"until\":null}"},
        {"waiver.ended", NULL, "{\"waiver\":7}"},
        {"concern.closed", NULL, "{\"concern\":7}"},
        {"requirement.set", NULL, "{\"any_of\":[],\"from\":null,\"id\":\"a\",\"schools\":[],\"title\":\"A\"}"},
        {"requirement.set", NULL, "{\"any_of\":[1],\"from\":null,\"id\":\"a\",\"schools\":[],\"title\":\"A\"}"},
        {"policy.set", NULL,
         "{\"due_soon_days\":90,\"first_due_years\":1,\"median\":\"mean\",\"minimum_group\":5,"
         "\"valid_years\":3}"},
        {"school.named", "BIO", "{}"},
    };
    struct history history;
    history_init(&history);
    char *before = report_json(history.ledger, on("2026-01-01"), -1, MEDIAN_EXACT);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fault fault = {0};
        struct event event = {.kind = cases[i].kind,
                              .about = 1,
                              .school = cases[i].school,
                              .payload = cases[i].payload,
                              .date = on("2025-01-01")};
        assert_int_equal(ledger_apply(history.ledger, &event, &fault), FAULT_INTERNAL);
        assert_true(fault.message[0]);
    }
    assert_int_equal(ledger_size(history.ledger), 0);
    char *after = report_json(history.ledger, on("2026-01-01"), -1, MEDIAN_EXACT);
    assert_string_equal(before, after);
    free(before);
    free(after);
    history_release(&history);
}

static int tutors(const struct history *history, const char *date, int64_t known_at)
{
    struct report report;
    struct arena *arena = arena_new();
    assert_int_equal(compliance_report(history->ledger, on(date), known_at, MEDIAN_EXACT, arena, &report, NULL),
                     FAULT_NONE);
    int count = report.university.personal_tutors;
    arena_free(arena);
    return count;
}

static void a_correction_replaces_the_post_from_when_it_is_known_on(void **state)
{
    (void)state;
    struct history history;
    history_init(&history);
    int64_t first = post(&history, 1, "BIO", "2020-01-01", NULL);
    happens(&history, (struct fact){.what = POST_CORRECTED,
                                    .about = 1,
                                    .school = "BIO",
                                    .of = first,
                                    .day = day("2021-01-01"),
                                    .end = day("2021-12-31")});
    happens(
        &history,
        (struct fact){
            .what = POST_CORRECTED, .about = 1, .school = "BIO", .of = first, .day = day("2021-06-01"), .end = NO_END});
    static const struct {
        const char *date;
        int known[4];
    } cases[] = {
        {"2020-06-01", {0, 1, 0, 0}},
        {"2021-03-01", {0, 1, 1, 0}},
        {"2021-07-01", {0, 1, 1, 1}},
        {"2022-01-01", {0, 1, 0, 1}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int known_at = 0; known_at < 4; known_at++)
            assert_int_equal(tutors(&history, cases[i].date, known_at), cases[i].known[known_at]);
    assert_int_equal(tutors(&history, "2022-01-01", -1), 1);
    assert_int_equal(tutors(&history, "2022-01-01", 1000), 1);
    history_release(&history);
}

/* What report and tutor say of one person's Quiz on 1 January 2026, as known at each size of the log. */
static void same_quiz(const struct history *history, int64_t known_at, bool completed, int tenths)
{
    struct report report;
    struct tutor_state own;
    struct arena *arena = arena_new();
    assert_int_equal(compliance_report(history->ledger, on("2026-01-01"), known_at, MEDIAN_EXACT, arena, &report, NULL), FAULT_NONE);
    assert_int_equal(report.university.quiz_completed, completed);
    assert_int_equal(report.university.median.present ? report.university.median.tenths : -1, tenths);
    assert_int_equal(compliance_person(history->ledger, 1, on("2026-01-01"), known_at, &own, NULL), FAULT_NONE);
    assert_int_equal(own.quiz.completed, completed);
    arena_free(arena);
}

static void a_withdrawn_or_regraded_completion_changes_from_when_it_is_known_on(void **state)
{
    (void)state;
    struct history history;
    history_init(&history);
    post(&history, 1, "BIO", "2020-01-01", NULL);
    int64_t first = quiz(&history, 1, "2025-01-01", 5, 10), second = quiz(&history, 1, "2025-01-01", 6, 10);
    happens(&history, (struct fact){.what = REGRADED, .about = 1, .of = first, .score = 10, .max = 10, .day = ALWAYS});
    happens(&history, (struct fact){.what = REGRADED, .about = 1, .of = second, .score = 7, .max = 10, .day = ALWAYS});
    happens(&history, (struct fact){.what = WITHDRAWN, .about = 1, .of = second, .day = ALWAYS});
    happens(&history, (struct fact){.what = REGRADED, .about = 1, .of = second, .score = 9, .max = 10, .day = ALWAYS});
    happens(&history, (struct fact){.what = WITHDRAWN, .about = 1, .of = first, .day = ALWAYS});
    static const struct {
        bool completed;
        int tenths;
    } known[] = {{false, -1}, {true, 500}, {true, 600}, {true, 600}, {true, 700}, {true, 1000}, {true, 1000}, {false, -1}};
    for (int i = 0; i < 8; i++)
        same_quiz(&history, i + 1, known[i].completed, known[i].tenths);
    history_release(&history);
}

static void the_shipped_requirements_hold_until_an_event_is_known(void **state)
{
    (void)state;
    struct history history;
    struct tutor_state own;
    struct fault fault;
    history_init(&history);
    const struct embedded *shipped = embedded_find("questions/requirements.json");
    assert_non_null(shipped);
    assert_int_equal(ledger_default_requirements(history.ledger, (const char *)shipped->bytes, shipped->size, &fault),
                     FAULT_NONE);
    assert_int_equal(ledger_default_requirements(history.ledger, "{}", 2, &fault), FAULT_INPUT);
    assert_int_equal(ledger_default_requirements(history.ledger, "{\"requirements\":[{\"id\":\"a\"}]}", 29, &fault),
                     FAULT_INPUT);
    post(&history, 1, "BIO", "2020-01-01", NULL);
    trained(&history, 1, "law-extra", "2025-01-01");
    requires(&history, "extra", "law-extra", NULL, NULL);
    assert_int_equal(compliance_person(history.ledger, 1, on("2026-01-01"), 2, &own, NULL), FAULT_NONE);
    assert_int_equal(own.training.state, STATE_OVERDUE);
    assert_non_null(strstr(own.training.reason, "The role and its boundaries and 1 more, never completed"));
    assert_int_equal(compliance_person(history.ledger, 1, on("2026-01-01"), 3, &own, NULL), FAULT_NONE);
    assert_int_equal(own.training.state, STATE_COMPLETE);
    history_release(&history);
}

static void a_future_date_gives_the_forecast(void **state)
{
    (void)state;
    struct history history;
    history_init(&history);
    post(&history, 1, "BIO", "2020-01-01", NULL);
    quiz(&history, 1, "2026-01-01", 1, 2);
    assert_int_equal(state_of(&history, 1, "2029-01-01").quiz.state, STATE_DUE_SOON);
    assert_int_equal(state_of(&history, 1, "2029-01-02").quiz.state, STATE_OVERDUE);
    history_release(&history);
}

/* The same pair gives the same bytes, whatever came afterwards. */
static void what_was_known_then_is_what_a_ledger_of_then_says(void **state)
{
    (void)state;
    uint64_t seed = 7;
    for (int i = 0; i < 300; i++) {
        struct history history;
        history_random(&history, &seed, 60);
        struct ledger *then = ledger_new();
        assert_non_null(then);
        int known = (int)random_below(&seed, 61);
        for (int k = 0; k < known; k++)
            ledger_take_fact(then, history.facts + k);
        for (int k = 0; k < 4; k++) {
            struct date date = {random_day(&seed)};
            enum median_rule median = MEDIAN_EXACT; /* published medians are not shown for an earlier state */
            char *now = report_json(history.ledger, date, known, median), *former = report_json(then, date, -1, median);
            assert_string_equal(now, former);
            free(now);
            free(former);
            for (int64_t person = 1; person <= PEOPLE; person++) {
                struct tutor_state a = {0}, b = {0};
                assert_int_equal(compliance_person(history.ledger, person, date, known, &a, NULL),
                                 compliance_person(then, person, date, -1, &b, NULL));
                assert_string_equal(a.reason, b.reason);
            }
        }
        ledger_free(then);
        history_release(&history);
    }
}

/* ---- readers beside the writer ---- */
struct reading {
    struct ledger *ledger;
    int64_t known_at;
    const char *expected;
    atomic_bool *stop;
    atomic_int *reads;
};

static void *read_on(void *context)
{
    const struct reading *reading = context;
    while (!atomic_load(reading->stop)) {
        char *json = report_json(reading->ledger, on("2024-02-29"), reading->known_at, MEDIAN_EXACT);
        if (strcmp(json, reading->expected) != 0)
            abort();
        free(json);
        atomic_fetch_add(reading->reads, 1);
    }
    return NULL;
}

static void readers_see_the_same_figures_while_the_writer_goes_on(void **state)
{
    (void)state;
    enum { READERS = 4, BEFORE = 200, ALL = 3000 };
    uint64_t seed = 99;
    struct history history;
    pthread_t threads[READERS];
    atomic_bool stop = false;
    atomic_int reads = 0;
    history_random(&history, &seed, BEFORE);
    char *expected = report_json(history.ledger, on("2024-02-29"), BEFORE, MEDIAN_EXACT);
    struct reading reading = {history.ledger, BEFORE, expected, &stop, &reads};
    for (int i = 0; i < READERS; i++)
        assert_int_equal(pthread_create(threads + i, NULL, read_on, &reading), 0);
    while (history.count < ALL || atomic_load(&reads) < 100) {
        if (history.count < ALL)
            random_fact(&history, &seed);
        assert_true(ledger_size(history.ledger) == history.count);
    }
    atomic_store(&stop, true);
    for (int i = 0; i < READERS; i++)
        pthread_join(threads[i], NULL);
    free(expected);
    history_release(&history);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ledger_takes_events_in_order_and_refuses_a_gap),
        cmocka_unit_test(a_payload_that_breaks_its_promise_is_refused_and_leaves_no_trace),
        cmocka_unit_test(a_correction_replaces_the_post_from_when_it_is_known_on),
        cmocka_unit_test(a_withdrawn_or_regraded_completion_changes_from_when_it_is_known_on),
        cmocka_unit_test(the_shipped_requirements_hold_until_an_event_is_known),
        cmocka_unit_test(a_future_date_gives_the_forecast),
        cmocka_unit_test(what_was_known_then_is_what_a_ledger_of_then_says),
        cmocka_unit_test(readers_see_the_same_figures_while_the_writer_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
