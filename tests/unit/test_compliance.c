/*
 * test_compliance.c - the rules one by one, at their borders: three years, spells, states, waivers.
 */
#include "history.h"

/* ---- rule 2 ---- */
static void a_completion_counts_through_the_corresponding_date_and_no_longer(void **state)
{
    static const struct {
        const char *completed, *last, *after;
    } cases[] = {
        {"2023-06-01", "2026-06-01", "2026-06-02"}, {"2024-02-29", "2027-02-28", "2027-03-01"},
        {"2021-02-28", "2024-02-28", "2024-02-29"}, {"2025-03-01", "2028-03-01", "2028-03-02"},
        {"2023-03-26", "2026-03-26", "2026-03-27"}, {"2023-10-29", "2026-10-29", "2026-10-30"},
        {"2022-12-31", "2025-12-31", "2026-01-01"},
    };
    struct history *history = *state;
    requires(history, "role", "role", NULL, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t person = (int64_t)i + 1;
        post(history, person, "BIO", "2015-01-01", NULL);
        quiz(history, person, cases[i].completed, 1, 2);
        trained(history, person, "role", cases[i].completed);
        struct tutor_state last = state_of(history, person, cases[i].last),
                           after = state_of(history, person, cases[i].after);
        assert_int_equal(last.state, STATE_DUE_SOON);
        is_on(last.quiz.counts_until, cases[i].last);
        is_on(last.training.counts_until, cases[i].last);
        assert_false(after.quiz.completed);
        assert_false(after.training.completed);
        assert_int_equal(after.state, STATE_OVERDUE);
        assert_int_equal(after.quiz.counts_until.day, DATE_MIN.day);
    }
}

static void a_completion_counts_from_its_own_day_and_not_before(void **state)
{
    struct history *history = *state;
    post(history, 1, "BIO", "2015-01-01", NULL);
    quiz(history, 1, "2026-05-12", 1, 2);
    assert_false(state_of(history, 1, "2026-05-11").quiz.completed);
    assert_true(state_of(history, 1, "2026-05-12").quiz.completed);
}

static void a_completion_from_before_the_post_counts_and_other_quizzes_do_not(void **state)
{
    struct history *history = *state;
    quiz(history, 1, "2025-01-01", 1, 2);
    post(history, 1, "BIO", "2026-01-01", NULL);
    post(history, 2, "BIO", "2026-01-01", NULL);
    happens(history,
            (struct fact){.what = DONE, .about = 2, .kind = "quiz", .item = "another", .day = day("2025-06-01")});
    happens(history,
            (struct fact){
                .what = DONE, .about = 2, .kind = "training", .item = "personal-tutoring", .day = day("2025-06-01")});
    assert_true(state_of(history, 1, "2026-02-01").quiz.completed);
    assert_false(state_of(history, 2, "2026-02-01").quiz.completed);
}

/* ---- rule 6 ---- */
static void a_spell_goes_on_over_posts_that_overlap_or_follow_the_next_day(void **state)
{
    static const struct {
        const char *from, *to, *then, *end, *since;
    } cases[] = {
        {"2020-09-01", "2022-08-31", "2022-09-01", NULL, "2020-09-01"}, /* the very next day */
        {"2020-09-01", "2022-08-31", "2022-09-02", NULL, "2022-09-02"}, /* one uncovered day */
        {"2020-09-01", "2023-08-31", "2022-01-01", NULL, "2020-09-01"}, /* overlapping */
        {"2022-01-01", NULL, "2020-09-01", "2021-12-31", "2020-09-01"}, /* recorded in the other order */
        {"2020-02-01", "2024-02-28", "2024-03-01", NULL, "2024-03-01"}, /* 29 February lies between */
        {"2020-02-01", "2023-02-28", "2023-03-01", NULL, "2020-02-01"}, /* no 29 February then */
        {"2020-01-01", NULL, "2021-01-01", "2021-06-30", "2020-01-01"}, /* one inside the other */
    };
    struct history *history = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t person = (int64_t)i + 1;
        post(history, person, "BIO", cases[i].from, cases[i].to);
        post(history, person, "LAW", cases[i].then, cases[i].end);
        is_on(state_of(history, person, "2024-06-01").since, cases[i].since);
    }
}

static void someone_is_a_tutor_from_the_first_day_to_the_last(void **state)
{
    static const struct {
        const char *date;
        enum fault_code code;
    } cases[] = {{"2024-08-31", FAULT_ABSENT},
                 {"2024-09-01", FAULT_NONE},
                 {"2025-08-31", FAULT_NONE},
                 {"2025-09-01", FAULT_ABSENT}};
    struct history *history = *state;
    struct tutor_state out;
    post(history, 1, "BIO", "2024-09-01", "2025-08-31");
    happens(history, (struct fact){.what = POST,
                                   .about = 1,
                                   .school = "BIO",
                                   .item = "senior_tutor",
                                   .day = day("2020-01-01"),
                                   .end = NO_END});
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(compliance_person(history->ledger, 1, on(cases[i].date), -1, &out, NULL), cases[i].code);
    assert_int_equal(compliance_person(history->ledger, 99, on("2025-01-01"), -1, &out, NULL), FAULT_ABSENT);
}

static void first_due_is_the_corresponding_date_a_year_after_the_spell_began(void **state)
{
    struct history *history = *state;
    post(history, 1, "BIO", "2024-02-29", NULL);
    is_on(state_of(history, 1, "2024-03-01").quiz.first_due, "2025-02-28");
    assert_int_equal(state_of(history, 1, "2025-02-28").state, STATE_NOT_YET_DUE);
    assert_int_equal(state_of(history, 1, "2025-03-01").state, STATE_OVERDUE);
}

/* ---- rule 7 ---- */
static void states_change_on_the_right_day(void **state)
{
    /* A post since 2023-09-01; the Quiz on 2024-01-10, counting until 2027-01-10, which is 90 days after 2026-10-12. */
    static const struct {
        const char *date;
        enum state quiz;
    } cases[] = {
        {"2023-09-01", STATE_NOT_YET_DUE}, {"2024-01-09", STATE_NOT_YET_DUE}, {"2024-01-10", STATE_COMPLETE},
        {"2026-10-11", STATE_COMPLETE},    {"2026-10-12", STATE_DUE_SOON},    {"2027-01-10", STATE_DUE_SOON},
        {"2027-01-11", STATE_OVERDUE},
    };
    struct history *history = *state;
    post(history, 1, "BIO", "2023-09-01", NULL);
    post(history, 2, "BIO", "2023-09-01", NULL);
    quiz(history, 1, "2024-01-10", 1, 2);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(state_of(history, 1, cases[i].date).quiz.state, cases[i].quiz);
    assert_int_equal(state_of(history, 2, "2024-09-01").quiz.state, STATE_NOT_YET_DUE);
    assert_int_equal(state_of(history, 2, "2024-09-02").quiz.state, STATE_OVERDUE);
}

/* Brings about each state of the Quiz and of training on 2026-06-01, in every combination. */
static void a_tutors_state_is_the_one_that_weighs_most(void **state)
{
    static const char *const done[] = {[STATE_COMPLETE] = "2026-01-01", [STATE_DUE_SOON] = "2023-07-01"};
    static const enum state weight[] = {STATE_COMPLETE, STATE_DUE_SOON, STATE_NOT_YET_DUE, STATE_OVERDUE};
    struct history *history = *state;
    requires(history, "role", "role", NULL, NULL);
    for (int q = 0; q < STATES; q++)
        for (int t = 0; t < STATES; t++) {
            int64_t person = 1 + q * STATES + t;
            post(history, person, "BIO", "2020-01-01", NULL);
            if (q < STATE_NOT_YET_DUE)
                quiz(history, person, done[q], 1, 2);
            if (t < STATE_NOT_YET_DUE)
                trained(history, person, "role", done[t]);
            if (q == STATE_NOT_YET_DUE)
                happens(history, (struct fact){.what = WAIVER,
                                               .about = person,
                                               .kind = "quiz",
                                               .item = "leave",
                                               .day = day("2026-05-01"),
                                               .end = NO_END});
            if (t == STATE_NOT_YET_DUE)
                happens(history, (struct fact){.what = WAIVER,
                                               .about = person,
                                               .kind = "training",
                                               .item = "new",
                                               .day = day("2026-05-01"),
                                               .end = NO_END});
            struct tutor_state own = state_of(history, person, "2026-06-01");
            assert_int_equal(own.quiz.state, q);
            assert_int_equal(own.training.state, t);
            assert_int_equal(own.state, weight[q > t ? q : t]);
            assert_int_equal(strncmp(own.reason, t > q ? "Training" : "Quiz", 4), 0);
        }
}

static void a_waiver_turns_overdue_into_not_yet_due_while_it_lasts_and_completes_nothing(void **state)
{
    static const struct {
        const char *date;
        enum state quiz;
        bool waived;
    } cases[] = {
        {"2026-02-28", STATE_OVERDUE, false},
        {"2026-03-01", STATE_NOT_YET_DUE, true},
        {"2026-08-31", STATE_NOT_YET_DUE, true},
        {"2026-09-01", STATE_OVERDUE, false},
    };
    struct history *history = *state;
    post(history, 1, "BIO", "2020-01-01", NULL);
    int64_t waiver = happens(history, (struct fact){.what = WAIVER,
                                                    .about = 1,
                                                    .kind = "quiz",
                                                    .item = "leave",
                                                    .day = day("2026-03-01"),
                                                    .end = day("2026-08-31")});
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tutor_state own = state_of(history, 1, cases[i].date);
        assert_int_equal(own.quiz.state, cases[i].quiz);
        assert_int_equal(own.quiz.waived, cases[i].waived);
        assert_false(own.quiz.completed);
    }
    happens(history, (struct fact){.what = WAIVER_ENDED, .about = 1, .of = waiver, .day = day("2026-05-31")});
    assert_int_equal(state_of(history, 1, "2026-05-31").quiz.state, STATE_NOT_YET_DUE);
    assert_int_equal(state_of(history, 1, "2026-06-01").quiz.state, STATE_OVERDUE);
    quiz(history, 1, "2026-04-01", 1, 2);
    assert_int_equal(state_of(history, 1, "2026-04-02").quiz.state, STATE_COMPLETE);
}

int main(void)
{
#define RULE(test) cmocka_unit_test_setup_teardown(test, history_setup, history_teardown)
    const struct CMUnitTest tests[] = {
        RULE(a_completion_counts_through_the_corresponding_date_and_no_longer),
        RULE(a_completion_counts_from_its_own_day_and_not_before),
        RULE(a_completion_from_before_the_post_counts_and_other_quizzes_do_not),
        RULE(a_spell_goes_on_over_posts_that_overlap_or_follow_the_next_day),
        RULE(someone_is_a_tutor_from_the_first_day_to_the_last),
        RULE(first_due_is_the_corresponding_date_a_year_after_the_spell_began),
        RULE(states_change_on_the_right_day),
        RULE(a_tutors_state_is_the_one_that_weighs_most),
        RULE(a_waiver_turns_overdue_into_not_yet_due_while_it_lasts_and_completes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
