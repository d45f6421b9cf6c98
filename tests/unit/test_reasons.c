/*
 * test_reasons.c - every state says why in plain words and British dates.
 */
#include "history.h"

static void reasons_say_why_in_plain_words(void **state)
{
    static const struct {
        int64_t person;
        const char *date, *quiz;
    } cases[] = {
        {1, "2026-06-01", "Quiz complete: last completed 12 May 2026, counts until 12 May 2029."},
        {1, "2029-05-01", "Quiz due soon: last completed 12 May 2026, counts until 12 May 2029."},
        {2, "2026-06-01", "Quiz overdue: last completed 3 March 2023, counted until 3 March 2026."},
        {3, "2027-01-01", "Quiz not yet due: Personal Tutor since 1 September 2026, first due 1 September 2027."},
        {4, "2026-06-01", "Quiz overdue: never completed, first due 1 September 2024."},
        {5, "2026-06-01", "Quiz not yet due: waived until 31 August 2026 (on leave)."},
        {6, "2026-06-01", "Quiz not yet due: waived since 1 May 2026 (by agreement)."},
        {5, "2026-05-10", "Quiz not yet due: waived until 31 August 2026 (on leave)."},
    };
    struct history *history = *state;
    for (int64_t person = 1; person <= 6; person++)
        post(history, person, "BIO", person == 3 ? "2026-09-01" : person == 4 ? "2023-09-01" : "2015-01-01", NULL);
    quiz(history, 1, "2026-05-12", 1, 2);
    quiz(history, 2, "2023-03-03", 1, 2);
    happens(history, (struct fact){.what = WAIVER,
                                   .about = 5,
                                   .kind = "quiz",
                                   .item = "leave",
                                   .day = day("2026-05-01"),
                                   .end = day("2026-08-31")});
    happens(history, (struct fact){.what = WAIVER,
                                   .about = 5,
                                   .kind = "quiz",
                                   .item = "new",
                                   .day = day("2026-05-05"),
                                   .end = day("2026-05-31")});
    happens(history,
            (struct fact){
                .what = WAIVER, .about = 6, .kind = "quiz", .item = "other", .day = day("2026-05-01"), .end = NO_END});
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(state_of(history, cases[i].person, cases[i].date).quiz.reason, cases[i].quiz);
    assert_string_equal(state_of(history, 2, "2026-06-01").reason, "Quiz overdue: last completed 3 March 2023, counted "
                                                                   "until 3 March 2026. Training complete: none is "
                                                                   "required.");
    requires(history, "role", "role", NULL, NULL);
    requires(history, "signposting", "signposting", NULL, NULL);
    trained(history, 1, "role", "2026-05-12");
    assert_string_equal(state_of(history, 1, "2026-06-01").reason, "Training overdue: Title of signposting, never "
                                                                   "completed, first due 1 January 2016. Quiz "
                                                                   "complete: "
                                                                   "last completed 12 May 2026, counts until 12 May "
                                                                   "2029.");
    assert_string_equal(state_of(history, 2, "2026-06-01").training.reason, "Training overdue: Title of role and 1 "
                                                                            "more, never completed, first due 1 "
                                                                            "January 2016.");
}

/* As known before the withdrawal the reason is as it was; a completion that stands and is later says nothing of it. */
static void a_withdrawn_completion_is_not_called_never_completed(void **state)
{
    struct history *history = *state;
    struct tutor_state before = {0};
    struct fault fault;
    for (int64_t person = 1; person <= 3; person++)
        post(history, person, "BIO", "2020-01-01", NULL);
    requires(history, "role", "role", NULL, NULL);
    requires(history, "signposting", "signposting", NULL, NULL);
    int64_t nothing = history->count;
    int64_t quiz1 = quiz(history, 1, "2026-05-12", 1, 2), role1 = trained(history, 1, "role", "2026-05-01");
    trained(history, 1, "signposting", "2026-05-02");
    quiz(history, 2, "2021-03-03", 1, 2);
    int64_t quiz2 = quiz(history, 2, "2026-02-01", 1, 2), quiz3 = quiz(history, 3, "2026-02-01", 1, 2);
    quiz(history, 3, "2026-03-01", 1, 2);
    int64_t known = history->count;
    const int64_t gone[][2] = {{1, quiz1}, {1, role1}, {2, quiz2}, {3, quiz3}};
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        happens(history, (struct fact){.what = WITHDRAWN, .about = gone[i][0], .of = gone[i][1], .day = ALWAYS});
    assert_string_equal(state_of(history, 1, "2026-06-01").quiz.reason,
                        "Quiz overdue: first due 1 January 2021; the completion of 12 May 2026 was withdrawn.");
    assert_string_equal(state_of(history, 1, "2020-06-01").quiz.reason,
                        "Quiz not yet due: Personal Tutor since 1 January 2020, first due 1 January 2021.");
    assert_string_equal(state_of(history, 1, "2026-06-01").training.reason,
                        "Training overdue: Title of role, first due 1 January 2021; the completion of 1 May 2026 was withdrawn.");
    assert_string_equal(state_of(history, 2, "2026-06-01").quiz.reason,
                        "Quiz overdue: last completed 3 March 2021, counted until 3 March 2024; the completion of 1 February 2026 "
                        "was withdrawn.");
    assert_string_equal(state_of(history, 3, "2029-06-01").quiz.reason,
                        "Quiz overdue: last completed 1 March 2026, counted until 1 March 2029.");
    assert_int_equal(compliance_person(history->ledger, 1, on("2026-06-01"), known, &before, &fault), FAULT_NONE);
    assert_string_equal(before.quiz.reason, "Quiz complete: last completed 12 May 2026, counts until 12 May 2029.");
    assert_int_equal(compliance_person(history->ledger, 1, on("2026-06-01"), nothing, &before, &fault), FAULT_NONE);
    assert_string_equal(before.quiz.reason, "Quiz overdue: never completed, first due 1 January 2021.");
}

static void a_long_title_is_cut_between_characters(void **state)
{
    struct history *history = *state;
    char id[241] = "";
    for (int i = 0; i < 120; i++)
        memcpy(id + 2 * i, "é", 3);
    requires(history, id, "role", NULL, NULL);
    post(history, 1, "BIO", "2020-01-01", NULL);
    struct tutor_state own = state_of(history, 1, "2026-06-01");
    assert_non_null(strstr(own.training.reason, "é…, never completed, first due 1 January 2021."));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reasons_say_why_in_plain_words, history_setup, history_teardown),
        cmocka_unit_test_setup_teardown(a_withdrawn_completion_is_not_called_never_completed, history_setup, history_teardown),
        cmocka_unit_test_setup_teardown(a_long_title_is_cut_between_characters, history_setup, history_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
