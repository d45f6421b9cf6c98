/*
 * test_compliance_model.c - on thousands of random histories, dates and known_ats the engine says what the plain
 * reading of the rules in compliance_model.h says.
 */
#include "compliance_model.h"
#include "history_random.h"

#define HISTORIES 1000
#define FACTS 70

static void same_percent(int tenths, int part, int whole)
{
    if (!whole) {
        assert_int_equal(tenths, -1);
        return;
    }
    /* |1000 part / whole - tenths| <= 1/2, and not the lower of two that are as near. */
    int twice = 2 * (1000 * part - tenths * whole);
    assert_true(twice < whole && twice >= -whole);
}

static void same_counts(const struct figures *figures, const struct figures *model)
{
    assert_int_equal(figures->personal_tutors, model->personal_tutors);
    assert_int_equal(figures->training_completed, model->training_completed);
    assert_int_equal(figures->quiz_completed, model->quiz_completed);
    assert_memory_equal(figures->states, model->states, sizeof model->states);
    assert_int_equal(figures->concerns, model->concerns);
    same_percent(figures->training_tenths, model->training_completed, model->personal_tutors);
    same_percent(figures->quiz_tenths, model->quiz_completed, model->personal_tutors);
}

static void same_median(const struct median *median, const struct median *model)
{
    assert_int_equal(median->present, model->present);
    assert_int_equal(median->people, model->people);
    assert_int_equal(median->as_of.day, model->as_of.day);
    assert_int_equal(median->tenths, model->tenths);
    assert_null(median->withheld);
}

static void same_report(const struct world *world)
{
    struct report report;
    struct figures model;
    struct arena *arena = arena_new();
    assert_int_equal(compliance_report(world->history->ledger, (struct date){world->on}, world->known, MEDIAN_EXACT,
                                       arena, &report, NULL),
                     FAULT_NONE);
    struct median median = model_median(world, NULL, NULL, PEOPLE);
    model_figures(world, NULL, NULL, PEOPLE, &model);
    same_counts(&report.university, &model);
    same_median(&report.university.median, &median);
    for (int i = 0; i < report.school_count; i++) {
        const struct figures *school = report.schools + i;
        struct figures alone;
        assert_true(i == 0 || strcmp(report.schools[i - 1].code, school->code) < 0);
        model_figures(world, school->code, NULL, PEOPLE, &model);
        median = model_median(world, school->code, NULL, PEOPLE);
        same_counts(school, &model);
        same_median(&school->median, &median);
        for (int k = 0; k < school->system_count; k++) {
            model_figures(world, school->code, school->systems[k].code, PEOPLE, &model);
            median = model_median(world, school->code, school->systems[k].code, PEOPLE);
            same_counts(school->systems + k, &model);
            same_median(&school->systems[k].median, &median);
        }
        assert_int_equal(compliance_school(world->history->ledger, school->code, (struct date){world->on}, world->known,
                                           MEDIAN_EXACT, arena, &alone, NULL),
                         FAULT_NONE);
        same_counts(&alone, school);
        same_median(&alone.median, &school->median);
        assert_int_equal(alone.system_count, school->system_count);
    }
    arena_free(arena);
}

/* Every School that had a tutor's post by then or is named, and no other. */
static void same_schools(const struct world *world)
{
    for (int s = 0; s < SCHOOLS; s++) {
        bool expected = false;
        struct arena *arena = arena_new();
        struct figures figures;
        for (int i = 0; i < world->known; i++) {
            const struct fact *fact = world->history->facts + i;
            if (!fact->school || strcmp(fact->school, school_codes[s]) != 0)
                continue;
            expected = expected || fact->what == NAMED ||
                       (fact->what == POST && strcmp(fact->item, "tutor") == 0 &&
                        version(world, i, POST_CORRECTED).day <= world->on);
        }
        enum fault_code code = compliance_school(world->history->ledger, school_codes[s], (struct date){world->on},
                                                 world->known, MEDIAN_PUBLISHED, arena, &figures, NULL);
        assert_int_equal(code, expected ? FAULT_NONE : FAULT_ABSENT);
        arena_free(arena);
    }
}

static int as_day(struct date date)
{
    return date.day == INT32_MIN ? ALWAYS : date.day == INT32_MAX ? NO_END : date.day;
}

static void same_standing(const struct standing *standing, const struct model_standing *model, const char *subject)
{
    assert_int_equal(standing->state, model->state);
    assert_int_equal(standing->completed, model->completed);
    assert_int_equal(standing->waived, model->waived);
    assert_int_equal(as_day(standing->completed_on), model->completed_on);
    assert_int_equal(as_day(standing->counts_until), model->completed ? model->until : ALWAYS);
    assert_int_equal(strncmp(standing->reason, subject, strlen(subject)), 0);
    assert_int_equal(standing->reason[strlen(standing->reason) - 1], '.');
}

static void same_people(const struct world *world)
{
    for (int64_t person = 1; person <= PEOPLE; person++) {
        struct model_tutor model;
        struct tutor_state tutor;
        bool expected = model_tutor(world, person, &model);
        enum fault_code code =
            compliance_person(world->history->ledger, person, (struct date){world->on}, world->known, &tutor, NULL);
        assert_int_equal(code, expected ? FAULT_NONE : FAULT_ABSENT);
        if (!expected)
            continue;
        assert_int_equal(tutor.since.day, model.since);
        assert_int_equal(tutor.state, model.state);
        assert_int_equal(tutor.concern, concerned(world, person, NULL));
        same_standing(&tutor.quiz, &model.quiz, "Quiz ");
        same_standing(&tutor.training, &model.training, "Training ");
        assert_int_equal(tutor.quiz.score, model.quiz.score);
        assert_int_equal(tutor.quiz.max, model.quiz.max);
    }
}

static void same_lists(const struct world *world)
{
    for (int s = 0; s < SCHOOLS; s++) {
        struct tutor_state *list;
        int count = 0, expected = 0;
        struct arena *arena = arena_new();
        if (compliance_people(world->history->ledger, school_codes[s], (struct date){world->on}, world->known, arena,
                              &list, &count, NULL))
            count = 0;
        for (int64_t person = 1; person <= PEOPLE; person++)
            expected += tutor_at(world, person, school_codes[s], NULL, world->on);
        assert_int_equal(count, expected);
        for (int i = 0; i < count; i++) {
            struct tutor_state own;
            assert_true(tutor_at(world, list[i].person, school_codes[s], NULL, world->on));
            assert_true(i == 0 || list[i - 1].state >= list[i].state);
            assert_int_equal(compliance_person(world->history->ledger, list[i].person, (struct date){world->on},
                                               world->known, &own, NULL),
                             FAULT_NONE);
            assert_int_equal(own.state, list[i].state);
            assert_int_equal(compliance_tutor(world->history->ledger, school_codes[s], list[i].person,
                                              (struct date){world->on}, world->known, &own, NULL),
                             FAULT_NONE);
            assert_string_equal(own.reason, list[i].reason);
            assert_int_equal(list[i].concern, concerned(world, list[i].person, school_codes[s]));
        }
        arena_free(arena);
    }
}

static void same_trend(const struct world *world)
{
    struct trend_point *points;
    int count;
    struct arena *arena = arena_new();
    assert_int_equal(
        compliance_trend(world->history->ledger, NULL, (struct date){world->on}, 3, arena, &points, &count, NULL),
        FAULT_NONE);
    assert_int_equal(count, 3);
    struct world then = {world->history, world->on + 1, world->history->count};
    for (int i = 2; i >= 0; i--) {
        struct figures model;
        then.on = month_end(then.on - 1);
        model_figures(&then, NULL, NULL, PEOPLE, &model);
        assert_int_equal(points[i].as_of.day, then.on);
        same_percent(points[i].quiz_tenths, model.quiz_completed, model.personal_tutors);
        same_percent(points[i].training_tenths, model.training_completed, model.personal_tutors);
    }
    arena_free(arena);
}

static void engine_agrees_with_the_plain_reading_of_the_rules(void **state)
{
    (void)state;
    uint64_t seed = 20260531;
    for (int i = 0; i < HISTORIES; i++) {
        struct history history;
        history_random(&history, &seed, FACTS);
        assert_int_equal(ledger_default_requirements(history.ledger, shipped_json, strlen(shipped_json), NULL),
                         FAULT_NONE);
        for (int k = 0; k < 2; k++) {
            struct world world = {&history, random_day(&seed), history.count};
            if (k)
                world.known = (int)random_below(&seed, (unsigned)history.count + 1);
            same_report(&world);
            same_schools(&world);
            same_people(&world);
            same_lists(&world);
            if (i % 10 == 0)
                same_trend(&world);
        }
        history_release(&history);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(engine_agrees_with_the_plain_reading_of_the_rules)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
