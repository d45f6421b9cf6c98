/*
 * test_requirements.c - what training is owed, when, and what meets it (DESIGN, rule 5).
 */
#include "history.h"

static void any_module_of_a_requirement_satisfies_it(void **state)
{
    struct history *history = *state;
    happens(history,
            (struct fact){.what = REQUIREMENT, .item = "role", .any_of = {"role", "refresher"}, .day = ALWAYS});
    for (int64_t person = 1; person <= 3; person++)
        post(history, person, "BIO", "2020-01-01", NULL);
    trained(history, 1, "role", "2025-01-01");
    trained(history, 2, "role", "2020-02-01");
    trained(history, 2, "refresher", "2026-01-01");
    trained(history, 3, "elsewhere", "2026-01-01");
    assert_true(state_of(history, 1, "2026-02-01").training.completed);
    is_on(state_of(history, 2, "2026-02-01").training.counts_until, "2029-01-01");
    assert_false(state_of(history, 3, "2026-02-01").training.completed);
}

static void training_ends_when_its_earliest_ending_requirement_does(void **state)
{
    struct history *history = *state;
    requires(history, "a", "one", NULL, NULL);
    requires(history, "b", "two", NULL, NULL);
    post(history, 1, "BIO", "2020-01-01", NULL);
    trained(history, 1, "one", "2025-01-01");
    trained(history, 1, "two", "2024-03-01");
    struct tutor_state own = state_of(history, 1, "2026-01-01");
    is_on(own.training.counts_until, "2027-03-01");
    assert_string_equal(own.training.reason, "Training complete: Title of b, last completed 1 March 2024, counts until "
                                             "1 March 2027.");
}

static void without_a_requirement_training_is_complete_with_no_end(void **state)
{
    struct history *history = *state;
    post(history, 1, "BIO", "2020-01-01", NULL);
    struct tutor_state own = state_of(history, 1, "2026-01-01");
    assert_int_equal(own.training.state, STATE_COMPLETE);
    assert_int_equal(own.training.counts_until.day, DATE_MAX.day);
    assert_string_equal(own.training.reason, "Training complete: none is required.");
}

static void requirements_apply_from_their_date_until_they_end_and_can_be_revived(void **state)
{
    struct history *history = *state;
    post(history, 1, "BIO", "2015-01-01", NULL);
    requires(history, "role", "role", "2025-01-01", NULL);
    assert_true(state_of(history, 1, "2024-12-31").training.completed);
    assert_false(state_of(history, 1, "2025-01-01").training.completed);
    happens(history, (struct fact){.what = REQUIREMENT_ENDED, .item = "role", .day = day("2025-06-01")});
    assert_false(state_of(history, 1, "2025-05-31").training.completed);
    assert_true(state_of(history, 1, "2025-06-01").training.completed);
    requires(history, "role", "other", "2026-01-01", NULL);
    trained(history, 1, "other", "2026-02-01");
    assert_true(state_of(history, 1, "2025-12-31").training.completed);
    assert_false(state_of(history, 1, "2026-01-31").training.completed);
    assert_true(state_of(history, 1, "2026-02-01").training.completed);
    assert_false(state_of(history, 1, "2025-03-01").training.completed);
}

int main(void)
{
#define RULE(test) cmocka_unit_test_setup_teardown(test, history_setup, history_teardown)
    const struct CMUnitTest tests[] = {
        RULE(any_module_of_a_requirement_satisfies_it),
        RULE(training_ends_when_its_earliest_ending_requirement_does),
        RULE(without_a_requirement_training_is_complete_with_no_end),
        RULE(requirements_apply_from_their_date_until_they_end_and_can_be_revived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
