/*
 * test_analysis.c - item analysis against tables worked out by the definitions, term by term, outside this program; and from
 * real attempts: whose count, what was answered, and that nobody's own words are shown.
 */
#include <math.h>
#include "completion_fixture.h"
#include "signpost/analysis.h"
#include "signpost/json.h"

#define NONE NAN /* there is no such figure */

struct expected { int attempts; double facility, deviation, discrimination, efficiency, intended, effective; };

static void assert_figure(struct figure figure, double expected)
{
    assert_int_equal(figure.present, !isnan(expected));
    if (figure.present && fabs(figure.value - expected) > 0.000001)
        fail_msg("%.9f is not %.9f", figure.value, expected);
}

static void assert_item(const struct item_figures *item, const struct expected *expected)
{
    assert_int_equal(item->attempts, expected->attempts);
    assert_figure(item->facility, expected->facility);
    assert_figure(item->deviation, expected->deviation);
    assert_figure(item->discrimination, expected->discrimination);
    assert_figure(item->efficiency, expected->efficiency);
    assert_figure(item->intended, expected->intended);
    assert_figure(item->effective, expected->effective);
}

/* ---- the arithmetic ---- */

/*
 * Twelve attempts at three items worth 1, 1 and 2 marks (in tenths). Of the first: Σx = 8, so the facility is 8/12 and the
 * variance (8 - 64/12)/11 = 8/33; the totals are 4 3 3 2 2 2 1 1 4 1 0 3 (Σ 26, ΣX² 74), so Var X = (74 - 676/12)/11 = 53/33;
 * the variances of the items are 8/33, 3/11, 8/11, and α = 3/2 (1 - (41/33)/(53/33)) = 18/53 = 33.96%.
 */
static const int fixed[12][3] = {{10, 10, 20}, {10, 10, 10}, {10, 0, 20}, {10, 10, 0}, {10, 0, 10}, {0, 10, 10},
                                 {10, 0, 0},   {0, 0, 10},   {10, 10, 20}, {0, 10, 0}, {0, 0, 0},   {10, 0, 20}};
static const struct expected fixed_items[3] = {
    {12, 66.666667, 49.236596, 36.927447, 50, 25, 30.621927},
    {12, 50, 52.223297, 0, 0, 25, 24.552162},
    {12, 50, 42.640143, 29.704426, 33.333333, 50, 44.825911},
};

static void items_that_all_met_are_measured_by_the_formulas(void **state)
{
    struct arena *arena = arena_new();
    struct sat sat[12][3];
    struct sitting sittings[12];
    struct item_figures items[3];
    struct quiz_figures quiz;
    (void)state;
    for (int i = 0; i < 12; i++) {
        for (int j = 0; j < 3; j++)
            sat[i][j] = (struct sat){j, j, fixed[i][j], j == 2 ? 20 : 10};
        sittings[i] = (struct sitting){sat[i], 3, i};
    }
    assert_int_equal(analysis_compute(sittings, 12, 3, 3, arena, items, &quiz, NULL), FAULT_NONE);
    for (int i = 0; i < 3; i++)
        assert_item(&items[i], &fixed_items[i]);
    assert_int_equal(quiz.attempts, 12);
    assert_figure(quiz.mean, 54.166667);
    assert_figure(quiz.deviation, 31.682612);
    assert_figure(quiz.alpha, 33.962264);
    assert_figure(quiz.error_ratio, 81.263606);
    assert_figure(quiz.standard_error, 25.746433);
    arena_free(arena);
}

/* Places 0, 1, 2; items 0 and 1 take turns in the first, 2 always stands in the second, 3 and then 4 in the third. */
static const int drawn[22][3] = {{1, 1, 1}, {1, 1, 1}, {1, 1, 0}, {0, 1, 1}, {1, 0, 1}, {0, 1, 1}, {1, 0, 0}, {0, 0, 1},
                                 {1, 1, 1}, {0, 1, 0}, {0, 0, 0}, {1, 0, 1}, {1, 1, 1}, {0, 0, 1}, {1, 1, 0}, {1, 0, 0},
                                 {0, 1, 1}, {1, 1, 1}, {0, 0, 0}, {1, 1, 0}, {0, 1, 1}, {1, 0, 0}};
static const struct expected drawn_items[5] = {
    {11, 54.545455, 52.223297, -27.824334, -37.5, 33.333333, 25.382539},
    {11, 63.636364, 50.452498, 16.495722, 19.512195, 33.333333, 35.896331},
    {22, 59.090909, 50.323628, 23.302069, 35.294118, 33.333333, 36.109368},
    {6, NONE, NONE, NONE, NONE, NONE, NONE},
    {16, 50, 51.639778, 8.362420, 11.111111, 33.333333, 34.368121},
};

static void items_drawn_at_random_are_measured_over_the_attempts_that_hold_them(void **state)
{
    struct arena *arena = arena_new();
    struct sat sat[22][3];
    struct sitting sittings[22];
    struct item_figures items[5];
    struct quiz_figures quiz;
    (void)state;
    for (int i = 0; i < 22; i++) {
        const int item[3] = {i % 2 ? 0 : 1, 2, i < 6 ? 3 : 4};
        for (int j = 0; j < 3; j++)
            sat[i][2 - j] = (struct sat){item[j], j, 5040 * drawn[i][j], 5040}; /* in whatever order they are shown */
        sittings[i] = (struct sitting){sat[i], 3, i};
    }
    assert_int_equal(analysis_compute(sittings, 22, 5, 3, arena, items, &quiz, NULL), FAULT_NONE);
    for (int i = 0; i < 5; i++)
        assert_item(&items[i], &drawn_items[i]);
    assert_figure(quiz.mean, 59.090909);
    assert_figure(quiz.deviation, 30.743551);
    assert_figure(quiz.alpha, 16.030534);
    assert_figure(quiz.error_ratio, 91.634855);
    assert_figure(quiz.standard_error, 28.171808);
    arena_free(arena);
}

static void too_few_attempts_give_no_figure(void **state)
{
    (void)state;
    for (int count = 0; count <= ANALYSIS_LEAST; count++) {
        struct arena *arena = arena_new();
        struct sat sat[ANALYSIS_LEAST][2];
        struct sitting sittings[ANALYSIS_LEAST + 1];
        struct item_figures items[2];
        struct quiz_figures quiz;
        for (int i = 0; i < count; i++) {
            sat[i][0] = (struct sat){0, 0, i % 2, 1};
            sat[i][1] = (struct sat){1, 1, i % 3 == 0, 1};
            sittings[i] = (struct sitting){sat[i], 2, i};
        }
        assert_int_equal(analysis_compute(sittings, count, 2, 2, arena, items, &quiz, NULL), FAULT_NONE);
        assert_int_equal(items[0].attempts, count);
        assert_int_equal(items[0].facility.present, count == ANALYSIS_LEAST);
        assert_int_equal(items[1].discrimination.present, count == ANALYSIS_LEAST);
        assert_int_equal(quiz.mean.present, count == ANALYSIS_LEAST);
        assert_int_equal(quiz.alpha.present, count == ANALYSIS_LEAST);
        arena_free(arena);
    }
}

static void where_nobody_differs_there_is_nothing_to_tell_apart(void **state)
{
    struct arena *arena = arena_new();
    struct sat sat[12][2];
    struct sitting sittings[12];
    struct item_figures items[2];
    struct quiz_figures quiz;
    (void)state;
    for (int i = 0; i < 12; i++) {
        sat[i][0] = (struct sat){0, 0, 5040, 5040};
        sat[i][1] = (struct sat){1, 1, 0, 5040};
        sittings[i] = (struct sitting){sat[i], 2, i};
    }
    assert_int_equal(analysis_compute(sittings, 12, 2, 2, arena, items, &quiz, NULL), FAULT_NONE);
    assert_item(&items[0], &(struct expected){12, 100, 0, NONE, NONE, 50, NONE});
    assert_item(&items[1], &(struct expected){12, 0, 0, NONE, NONE, 50, NONE});
    assert_figure(quiz.mean, 50);
    assert_figure(quiz.alpha, NONE);
    assert_figure(quiz.standard_error, NONE);
    arena_free(arena);
}

/* ---- from attempts ---- */

/* PERSON answers every single-choice question by its key when KNOWS, else by another; short ones in words of their own. */
static void sit(struct world *world, int number, int64_t person, bool knows)
{
    struct attempt attempt = new_attempt(person, number), out;
    struct paper paper;
    snprintf(attempt.bank, sizeof attempt.bank, "%s", bank_hash(bank));
    memset(attempt.seed, number % 4, sizeof attempt.seed); /* few papers, so that questions are met often */
    assert_fine(world, store_write(world->store, attempt_job, &attempt, &world->fault));
    assert_fine(world, paper_draw(bank, bank_find_quiz(bank, QUIZ), attempt.seed, world->arena, &paper, &world->fault));
    for (int i = 0; i < paper.count; i++) {
        const struct paper_item *item = &paper.items[i];
        struct answer stored;
        char response[64];
        snprintf(response, sizeof response, "\"dont_know\"");
        for (int place = 0; item->question->kind == QUESTION_SINGLE && place < item->question->option_count; place++)
            if ((item->order[place] == item->question->key[0]) == knows)
                snprintf(response, sizeof response, "\"%c\"", 'a' + place);
        if (item->question->kind == QUESTION_SHORT)
            snprintf(response, sizeof response, "\"secret of %d\"", number);
        assert_fine(world, save_answer(world, &attempt, i + 1, 0, response, -1, &stored));
    }
    actor.person = person;
    assert_fine(world, attempt_complete(&context, bank, attempt.id, &actor, world->arena, &out, &world->fault));
}

static struct quiz_analysis analyse(struct world *world, struct db *db, enum attempts_taken taken)
{
    struct quiz_analysis analysis;
    assert_fine(world, analysis_of_quiz(db, bank, QUIZ, taken, world->arena, &analysis, &world->fault));
    return analysis;
}

static int world_of_sittings(void **state)
{
    completion_setup(state);
    struct world *world = *state;
    assert_fine(world, store_write(world->store, keep_bank, NULL, &world->fault));
    for (int i = 0; i < 40; i++) {
        char id[16];
        snprintf(id, sizeof id, "p%d", i);
        int64_t person = add_person(world, id);
        sit(world, i, person, i % 2);
        if (i < 8)
            sit(world, 100 + i, person, true);
    }
    return 0;
}

static void first_attempts_count_and_the_bank_is_measured_by_its_own_key(void **state)
{
    struct world *world = *state;
    struct db *db = NULL;
    assert_fine(world, store_read(world->store, &db, &world->fault));
    struct quiz_analysis first = analyse(world, db, ATTEMPTS_FIRST), all = analyse(world, db, ATTEMPTS_ALL);
    assert_int_equal(first.figures.attempts, 40);
    assert_int_equal(all.figures.attempts, 48); /* the first lot of ten people holds 18 */
    int singles = 0, met = 0;
    for (int i = 0; i < first.count; i++) {
        const struct question_analysis *row = &first.questions[i];
        met += row->figures.attempts;
        if (row->question->kind == QUESTION_SINGLE && row->figures.facility.present) {
            singles++;
            assert_int_equal(row->dont_know, 0);
            if (row->figures.facility.value > 0 && row->figures.facility.value < 100)
                assert_true(row->figures.discrimination.value > 90); /* who knows one knows all */
        } else if (row->question->kind != QUESTION_SINGLE && row->question->kind != QUESTION_SHORT) {
            assert_int_equal(row->dont_know, row->figures.attempts);
        }
    }
    assert_true(singles > 10);
    assert_int_equal(met, 40 * bank_find_quiz(bank, QUIZ)->total);
    assert_true(first.figures.alpha.value > 75);
    struct bank_use *uses = NULL;
    int count = 0;
    assert_fine(world, bank_uses(db, world->arena, QUIZ, &uses, &count, &world->fault));
    assert_int_equal(count, 1);
    assert_string_equal(uses[0].bank, bank_hash(bank));
    assert_int_equal(uses[0].attempts, 48);
    store_done(world->store, db);
}

static void answers_are_counted_and_nobodys_own_words_are_shown(void **state)
{
    struct world *world = *state;
    struct db *db = NULL;
    struct buf json;
    bool single = false;
    buf_init(&json, 0);
    assert_fine(world, store_read(world->store, &db, &world->fault));
    struct quiz_analysis all = analyse(world, db, ATTEMPTS_ALL);
    for (int i = 0; i < all.count; i++) {
        struct view view;
        int64_t sum = 0, count = 0;
        view_init(&view);
        assert_fine(world, analysis_answers(db, bank, QUIZ, all.questions[i].question, ATTEMPTS_ALL, world->arena, &view,
                                            view.root, &world->fault));
        const cJSON *row;
        cJSON_ArrayForEach(row, json_array(view.root, "answers")) {
            assert_true(json_integer(row, "count", &count));
            assert_null(strchr(json_string(row, "answer"), '<'));
            sum += count;
        }
        if (all.questions[i].question->kind == QUESTION_SINGLE && question_counts_told(&all.questions[i])) {
            assert_int_equal(sum, all.questions[i].figures.attempts);
            single = true;
        }
        assert_fine(world, view_json(&view, &json, &world->fault));
        view_release(&view);
    }
    assert_true(single);
    assert_null(strstr(buf_string(&json), "secret of"));
    buf_release(&json);
    store_done(world->store, db);
}

static void the_table_can_be_taken_away_as_csv(void **state)
{
    struct world *world = *state;
    struct db *db = NULL;
    struct buf csv;
    buf_init(&csv, 0);
    assert_fine(world, store_read(world->store, &db, &world->fault));
    struct quiz_analysis all = analyse(world, db, ATTEMPTS_ALL);
    assert_fine(world, analysis_csv(&all, &csv, &world->fault));
    int lines = 0;
    for (const char *c = buf_string(&csv); *c; c++)
        lines += *c == '\n';
    assert_int_equal(lines, all.count + 1);
    assert_non_null(strstr(buf_string(&csv), "question,subject,type"));
    assert_null(strstr(buf_string(&csv), ",nan"));
    buf_release(&csv);
    store_done(world->store, db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_that_all_met_are_measured_by_the_formulas),
        cmocka_unit_test(items_drawn_at_random_are_measured_over_the_attempts_that_hold_them),
        cmocka_unit_test(too_few_attempts_give_no_figure),
        cmocka_unit_test(where_nobody_differs_there_is_nothing_to_tell_apart),
        cmocka_unit_test_setup_teardown(first_attempts_count_and_the_bank_is_measured_by_its_own_key, world_of_sittings,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(answers_are_counted_and_nobodys_own_words_are_shown, world_of_sittings,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(the_table_can_be_taken_away_as_csv, world_of_sittings, world_teardown),
    };
    return cmocka_run_group_tests_name("analysis", tests, load_once, drop_once);
}
