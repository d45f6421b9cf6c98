/*
 * test_suppression.c - what is published outside the School, and that nothing withheld can be worked out (rule 8).
 */
#include "compliance_model.h"
#include "history_random.h"

/* COUNT tutors of SCHOOL, numbered from FIRST on, who all scored 1 of 2 before 2026. */
static void staffed(struct history *history, const char *school, int64_t first, int count)
{
    for (int i = 0; i < count; i++) {
        post(history, first + i, school, "2020-01-01", NULL);
        quiz(history, first + i, "2025-01-01", 1, 2);
    }
}

static void published_medians_are_of_the_last_month_end(void **state)
{
    struct history *history = *state;
    staffed(history, "BIO", 1, 5);
    for (int64_t person = 1; person <= 5; person++)
        quiz(history, person, "2026-05-15", 1, 1);
    static const struct {
        const char *date, *as_of;
        int tenths;
    } cases[] = {
        {"2026-05-30", "2026-04-30", 500}, {"2026-05-31", "2026-05-31", 1000}, {"2026-06-29", "2026-05-31", 1000}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct median median = figures_at(history, "BIO", cases[i].date, MEDIAN_PUBLISHED).median;
        assert_int_equal(median.as_of.day, day(cases[i].as_of));
        assert_int_equal(median.tenths, cases[i].tenths);
    }
    assert_int_equal(figures_at(history, "BIO", "2026-05-30", MEDIAN_EXACT).median.tenths, 1000);
}

static void the_smallest_group_is_the_policys_at_the_month_end(void **state)
{
    struct history *history = *state;
    staffed(history, "BIO", 1, 4);
    happens(history, (struct fact){.what = POLICY,
                                   .kind = "latest",
                                   .years = 3,
                                   .soon = 90,
                                   .first = 1,
                                   .least = 4,
                                   .day = day("2026-06-10")});
    assert_false(figures_at(history, "BIO", "2026-06-29", MEDIAN_PUBLISHED).median.present);
    assert_true(figures_at(history, "BIO", "2026-06-30", MEDIAN_PUBLISHED).median.present);
}

static void too_few_and_the_next_smallest_are_withheld(void **state)
{
    /* People with a score in A, B, C, D; what is said of each and of the whole: . shown, f few, n next, 0 nobody. */
    static const struct {
        int people[4];
        const char *expected;
    } cases[] = {
        {{5, 6, 7, 8}, "....."}, {{4, 6, 7, 8}, "fn..."}, {{4, 7, 6, 8}, "f.n.."}, {{4, 6, 6, 8}, "fn..."},
        {{4, 4, 7, 8}, "ff..."}, {{0, 6, 7, 8}, "0...."}, {{0, 4, 7, 8}, "0fn.."}, {{0, 0, 4, 9}, "00fn."},
        {{0, 0, 0, 4}, "000ff"}, {{0, 0, 0, 0}, "00000"}, {{1, 1, 1, 1}, "fffff"}, {{1, 1, 1, 2}, "ffff."},
        {{8, 7, 6, 4}, "..nf."},
    };
    static const char *const codes[] = {"A", "B", "C", "D", NULL};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct history history;
        history_init(&history);
        for (int s = 0; s < 4; s++) {
            post(&history, 1000 + s, codes[s], "2020-01-01",
                 NULL); /* without a score: counts, but not behind a median */
            staffed(&history, codes[s], 1 + 100 * s, cases[i].people[s]);
        }
        for (int s = 0; s < 5; s++) {
            struct report report;
            struct arena *arena = arena_new();
            assert_int_equal(
                compliance_report(history.ledger, on("2026-05-31"), -1, MEDIAN_PUBLISHED, arena, &report, NULL),
                FAULT_NONE);
            const struct median *median = codes[s] ? &report.schools[s].median : &report.university.median;
            char said = median->present                                 ? '.'
                        : !median->withheld                             ? '0'
                        : strcmp(median->withheld, "fewer than 5") == 0 ? 'f'
                                                                        : 'n';
            assert_int_equal(said, cases[i].expected[s]);
            assert_int_equal(median->tenths, median->present ? 500 : 0);
            if (said == 'n')
                assert_string_equal(median->withheld, "so that another cannot be worked out");
            arena_free(arena);
        }
        history_release(&history);
    }
    (void)state;
}

static void in_system(struct history *history, const char *school, const char *system, int64_t first, int count)
{
    for (int i = 0; i < count; i++) {
        happens(history, (struct fact){.what = POST,
                                       .about = first + i,
                                       .school = school,
                                       .system = system,
                                       .day = day("2020-01-01"),
                                       .end = NO_END});
        quiz(history, first + i, "2025-01-01", 1, 2);
    }
}

static void systems_do_not_give_their_school_away(void **state)
{
    struct history *history = *state;
    struct report report;
    struct arena *arena = arena_new();
    in_system(history, "A", "", 1, 3);
    in_system(history, "B", "", 101, 6);
    in_system(history, "B", "DL", 111, 7);
    in_system(history, "C", "DL", 201, 3);
    in_system(history, "C", "", 211, 30);
    assert_int_equal(compliance_report(history->ledger, on("2026-05-31"), -1, MEDIAN_PUBLISHED, arena, &report, NULL),
                     FAULT_NONE);
    assert_int_equal(report.schools[0].system_count, 0);
    assert_int_equal(report.schools[1].system_count, 2);
    assert_string_equal(report.schools[1].systems[0].code, "");
    assert_string_equal(report.schools[1].systems[1].code, "DL");
    /* A is too small and B stands in for it, with both of its systems. */
    assert_string_equal(report.schools[1].median.withheld, "so that another cannot be worked out");
    assert_false(report.schools[1].systems[0].median.present);
    assert_false(report.schools[1].systems[1].median.present);
    /* C is shown; its small system is not, and so neither is the other. */
    assert_true(report.schools[2].median.present);
    assert_string_equal(report.schools[2].systems[1].median.withheld, "fewer than 5");
    assert_string_equal(report.schools[2].systems[0].median.withheld, "so that another cannot be worked out");
    arena_free(arena);
}

/* Against random histories: what is shown is right and over enough people; none is withheld alone under a total. */
static void check_parts(const struct world *world, const struct figures *parts, int count, int least,
                        const char *school)
{
    int withheld = 0, shown = 0;
    for (int i = 0; i < count; i++) {
        const struct median *median = &parts[i].median;
        struct median model =
            model_median(world, school ? school : parts[i].code, school ? parts[i].code : NULL, PEOPLE);
        assert_int_equal(median->people, model.people);
        assert_true(!median->present || (model.people >= least && median->tenths == model.tenths));
        assert_true(median->present || median->withheld || model.people == 0);
        assert_true(model.people >= least || model.people == 0 || median->withheld);
        withheld += median->withheld != NULL;
        shown += median->present;
        if (!school) {
            check_parts(world, parts[i].systems, parts[i].system_count, least, parts[i].code);
            for (int k = 0; median->withheld && k < parts[i].system_count; k++)
                assert_false(parts[i].systems[k].median.present);
        }
    }
    assert_true(withheld != 1 || shown == 0);
}

/* Asked for daily, a month that has not ended, or two states one event apart, would give each new score away. */
static void no_median_of_a_month_not_ended_or_of_an_earlier_state_is_published(void **state)
{
    uint64_t seed = 99;
    struct history history;
    struct report report, earlier;
    struct arena *arena = arena_new();
    history_random(&history, &seed, 400);
    struct date ahead = date_from_ymd(2026, 6, 12), today = date_from_ymd(2026, 5, 20);
    clock_set(instant_of_date(today));
    assert_int_equal(compliance_report(history.ledger, ahead, -1, MEDIAN_PUBLISHED, arena, &report, NULL), FAULT_NONE);
    assert_int_equal(report.university.median.as_of.day, date_from_ymd(2026, 4, 30).day);
    assert_int_equal(compliance_report(history.ledger, today, history.count - 1, MEDIAN_PUBLISHED, arena, &earlier, NULL),
                     FAULT_NONE);
    assert_false(earlier.university.median.present);
    assert_non_null(earlier.university.median.withheld);
    for (int i = 0; i < earlier.school_count; i++)
        assert_false(earlier.schools[i].median.present);
    clock_release();
    arena_free(arena);
    history_release(&history);
    (void)state;
}

static void no_total_gives_away_what_is_withheld(void **state)
{
    uint64_t seed = 4711;
    for (int i = 0; i < 600; i++) {
        struct history history;
        struct report report;
        struct arena *arena = arena_new();
        history_random(&history, &seed, 90);
        int date = random_day(&seed);
        clock_set(instant_of_date((struct date){date})); /* so that no month end lies in the future */
        struct world world = {&history, month_end(date), history.count};
        assert_int_equal(
            compliance_report(history.ledger, (struct date){date}, -1, MEDIAN_PUBLISHED, arena, &report, NULL),
            FAULT_NONE);
        assert_int_equal(report.university.median.as_of.day, world.on);
        check_parts(&world, report.schools, report.school_count, settled(&world).least, NULL);
        for (int s = 0; s < report.school_count; s++) {
            struct figures alone;
            assert_int_equal(compliance_school(history.ledger, report.schools[s].code, (struct date){date}, -1,
                                               MEDIAN_PUBLISHED, arena, &alone, NULL),
                             FAULT_NONE);
            assert_int_equal(alone.median.present, report.schools[s].median.present);
            assert_int_equal(alone.median.tenths, report.schools[s].median.tenths);
        }
        clock_release();
        arena_free(arena);
        history_release(&history);
    }
    (void)state;
}

int main(void)
{
#define REPORT(test) cmocka_unit_test_setup_teardown(test, history_setup, history_teardown)
    const struct CMUnitTest tests[] = {
        REPORT(published_medians_are_of_the_last_month_end), REPORT(the_smallest_group_is_the_policys_at_the_month_end),
        REPORT(too_few_and_the_next_smallest_are_withheld),  REPORT(systems_do_not_give_their_school_away),
        REPORT(no_median_of_a_month_not_ended_or_of_an_earlier_state_is_published),
        REPORT(no_total_gives_away_what_is_withheld),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
