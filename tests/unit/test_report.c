/*
 * test_report.c - the report: who is counted where, and its medians.
 */
#include "history.h"

/* ---- counting ---- */
static void someone_in_two_schools_counts_in_both_and_once_in_the_university(void **state)
{
    struct history *history = *state;
    post(history, 1, "BIO", "2020-01-01", NULL);
    post(history, 1, "LAW", "2020-01-01", NULL);
    post(history, 1, "LAW", "2021-01-01", NULL);
    quiz(history, 1, "2025-01-01", 1, 4);
    assert_int_equal(figures_at(history, "BIO", "2026-01-31", MEDIAN_EXACT).personal_tutors, 1);
    assert_int_equal(figures_at(history, "LAW", "2026-01-31", MEDIAN_EXACT).personal_tutors, 1);
    struct figures university = figures_at(history, NULL, "2026-01-31", MEDIAN_EXACT);
    assert_int_equal(university.personal_tutors, 1);
    assert_int_equal(university.quiz_completed, 1);
    assert_int_equal(university.median.people, 1);
    assert_int_equal(university.median.tenths, 250);
}

static void a_schools_row_owes_its_own_requirements_and_the_university_their_union(void **state)
{
    struct history *history = *state;
    requires(history, "all", "role", NULL, NULL);
    requires(history, "law", "law-extra", NULL, "LAW");
    post(history, 1, "BIO", "2020-01-01", NULL);
    post(history, 1, "LAW", "2020-01-01", NULL);
    trained(history, 1, "role", "2025-01-01");
    quiz(history, 1, "2025-01-01", 1, 4);
    assert_int_equal(figures_at(history, "BIO", "2026-01-01", MEDIAN_EXACT).training_completed, 1);
    assert_int_equal(figures_at(history, "LAW", "2026-01-01", MEDIAN_EXACT).training_completed, 0);
    assert_int_equal(figures_at(history, NULL, "2026-01-01", MEDIAN_EXACT).training_completed, 0);
    /* The state is the tutor's own, so it is the same in every row. */
    assert_int_equal(figures_at(history, "BIO", "2026-01-01", MEDIAN_EXACT).states[STATE_OVERDUE], 1);
}

static void concerns_are_people_with_one_open_on_the_day(void **state)
{
    static const struct {
        const char *date;
        int bio, law, all;
    } cases[] = {{"2025-12-31", 0, 0, 0}, {"2026-01-01", 1, 0, 1}, {"2026-03-31", 1, 0, 1}, {"2026-04-01", 0, 0, 0}};
    struct history *history = *state;
    post(history, 1, "BIO", "2020-01-01", NULL);
    post(history, 1, "LAW", "2020-01-01", NULL);
    for (int i = 0; i < 2; i++) {
        int64_t concern =
            happens(history, (struct fact){.what = CONCERN, .about = 1, .school = "BIO", .day = day("2026-01-01")});
        happens(history,
                (struct fact){
                    .what = CONCERN_CLOSED, .about = 1, .school = "BIO", .of = concern, .day = day("2026-03-31")});
    }
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(figures_at(history, "BIO", cases[i].date, MEDIAN_EXACT).concerns, cases[i].bio);
        assert_int_equal(figures_at(history, "LAW", cases[i].date, MEDIAN_EXACT).concerns, cases[i].law);
        assert_int_equal(figures_at(history, NULL, cases[i].date, MEDIAN_EXACT).concerns, cases[i].all);
    }
}

/* ---- rules 4 and 9 ---- */
static void medians_are_exact_and_rounded_once_half_away_from_zero(void **state)
{
    const int64_t huge = (INT64_C(1) << 53) - 1;
    const struct {
        int64_t score[4], max[4];
        int people, tenths;
    } cases[] = {
        {{0}, {1}, 1, 0},
        {{1}, {1}, 1, 1000},
        {{1}, {3}, 1, 333},
        {{2}, {3}, 1, 667},
        {{1}, {16}, 1, 63},         /* 6.25 */
        {{1}, {400}, 1, 3},         /* 0.25 */
        {{3}, {2000}, 1, 2},        /* 0.15 */
        {{1, 1}, {3, 2}, 2, 417},   /* 41.666… */
        {{1, 2}, {400, 400}, 2, 4}, /* 0.375 */
        {{9, 1, 5}, {10, 10, 10}, 3, 500},
        {{1, 3, 1, 2}, {2, 4, 3, 3}, 4, 583}, /* of 1/3 1/2 2/3 3/4 the middle two */
        {{huge, huge - 1}, {huge, huge}, 2, 1000},
        {{huge / 2, huge / 2 + 1}, {huge, huge}, 2, 500},
        {{1, huge - 1}, {huge, huge}, 2, 500},
        {{50400, 1}, {100800, 2}, 2, 500}, /* two units, the same share */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct history history;
        history_init(&history);
        for (int k = 0; k < cases[i].people; k++) {
            post(&history, k + 1, "BIO", "2020-01-01", NULL);
            quiz(&history, k + 1, "2025-01-01", cases[i].score[k], cases[i].max[k]);
        }
        assert_int_equal(figures_at(&history, "BIO", "2026-01-01", MEDIAN_EXACT).median.tenths, cases[i].tenths);
        history_release(&history);
    }
    (void)state;
}

static void the_policy_chooses_which_completion_the_median_takes(void **state)
{
    static const struct {
        const char *median;
        int tenths, max;
    } cases[] = {{"latest", 250, 4}, {"best", 750, 8}, {"first", 500, 4}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct history history;
        history_init(&history);
        happens(&history, (struct fact){.what = POLICY,
                                        .kind = cases[i].median,
                                        .years = 3,
                                        .soon = 90,
                                        .first = 1,
                                        .least = 5,
                                        .day = day("2020-01-01")});
        post(&history, 1, "BIO", "2015-01-01", NULL);
        quiz(&history, 1, "2021-01-01", 4, 4); /* no longer counts */
        quiz(&history, 1, "2024-01-01", 2, 4);
        quiz(&history, 1, "2025-01-01", 3, 4);
        quiz(&history, 1, "2025-06-01", 6, 8); /* as good: the later */
        quiz(&history, 1, "2025-06-01", 1, 4); /* the same day: the later event */
        quiz(&history, 1, "2025-09-01", 0, 0); /* bears no score */
        assert_int_equal(figures_at(&history, "BIO", "2026-01-01", MEDIAN_EXACT).median.tenths, cases[i].tenths);
        assert_int_equal(state_of(&history, 1, "2026-01-01").quiz.max, cases[i].max);
        history_release(&history);
    }
    (void)state;
}

int main(void)
{
#define REPORT(test) cmocka_unit_test_setup_teardown(test, history_setup, history_teardown)
    const struct CMUnitTest tests[] = {
        REPORT(someone_in_two_schools_counts_in_both_and_once_in_the_university),
        REPORT(a_schools_row_owes_its_own_requirements_and_the_university_their_union),
        REPORT(concerns_are_people_with_one_open_on_the_day),
        REPORT(medians_are_exact_and_rounded_once_half_away_from_zero),
        REPORT(the_policy_chooses_which_completion_the_median_takes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
