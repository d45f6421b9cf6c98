/*
 * test_report_faces.c - the report and a tutor's state as JSON, CSV and text, to the letter of CONTRACT.
 */
#include "history.h"

static void small_university(struct history *history)
{
    history_init(history);
    happens(history, (struct fact){.what = NAMED, .school = "BIO", .item = "Biological Sciences"});
    happens(history, (struct fact){.what = NAMED, .school = "BIO", .item = "Biology"});
    happens(history, (struct fact){.what = NAMED, .school = "LAW", .item = "=Law, École"});
    requires(history, "role", "role", NULL, NULL);
    post(history, 1, "BIO", "2020-01-01", NULL);
    post(history, 2, "BIO", "2026-01-01", NULL);
    happens(history,
            (struct fact){
                .what = POST, .about = 3, .school = "BIO", .system = "DL", .day = day("2020-01-01"), .end = NO_END});
    quiz(history, 1, "2025-03-01", 15 * 5040, 20 * 5040);
    trained(history, 1, "role", "2025-03-01");
    quiz(history, 3, "2023-07-01", 2, 3);
}

static const char expected_systems[] = "\"systems\":["
                                       "{\"code\":\"\",\"personal_tutors\":2,\"training\":{\"completed\":1,\"percent\":"
                                       "50.0},"
                                       "\"quiz\":{\"completed\":1,\"percent\":50.0,\"median_score\":75.0,\"median_as_"
                                       "of\":\"2026-05-31\"},"
                                       "\"states\":{\"complete\":1,\"due_soon\":0,\"not_yet_due\":1,\"overdue\":0},"
                                       "\"concerns\":0},"
                                       "{\"code\":\"DL\",\"personal_tutors\":1,\"training\":{\"completed\":0,"
                                       "\"percent\":0.0},"
                                       "\"quiz\":{\"completed\":1,\"percent\":100.0,\"median_score\":66.7,\"median_as_"
                                       "of\":\"2026-05-31\"},"
                                       "\"states\":{\"complete\":0,\"due_soon\":0,\"not_yet_due\":0,\"overdue\":1},"
                                       "\"concerns\":0}]";

static const char expected_members[] = "\"personal_tutors\":3,\"training\":{\"completed\":1,\"percent\":33.3},"
                                       "\"quiz\":{\"completed\":2,\"percent\":66.7,\"median_score\":70.8,\"median_as_"
                                       "of\":\"2026-05-31\"},"
                                       "\"states\":{\"complete\":1,\"due_soon\":0,\"not_yet_due\":1,\"overdue\":1},"
                                       "\"concerns\":0";

static void the_report_is_the_contracts_json(void **state)
{
    (void)state;
    struct history history;
    char expected[4096];
    small_university(&history);
    snprintf(expected, sizeof expected,
             "{\"as_of\":\"2026-05-31\",\"known_at\":10,\"institution\":\"University of Middlemarch\",\"schools\":["
             "{\"code\":\"BIO\",\"name\":\"Biology\",%s,%s},"
             "{\"code\":\"LAW\",\"name\":\"=Law, "
             "École\",\"personal_tutors\":0,\"training\":{\"completed\":0,\"percent\":null},"
             "\"quiz\":{\"completed\":0,\"percent\":null,\"median_score\":null,\"median_as_of\":\"2026-05-31\"},"
             "\"states\":{\"complete\":0,\"due_soon\":0,\"not_yet_due\":0,\"overdue\":0},\"concerns\":0}],"
             "\"university\":{%s}}",
             expected_members, expected_systems, expected_members);
    char *json = report_json(history.ledger, on("2026-05-31"), -1, MEDIAN_EXACT);
    assert_string_equal(json, expected);
    free(json);
    json = report_json(history.ledger, on("2026-06-15"), -1, MEDIAN_PUBLISHED);
    assert_non_null(strstr(json, "\"median_score\":null,\"median_as_of\":\"2026-05-31\",\"median_withheld\":\"fewer "
                                 "than 5\""));
    assert_null(strstr(json, "\"median_score\":66.7"));
    free(json);
    history_release(&history);
}

static void csv_and_text_show_the_same_figures(void **state)
{
    (void)state;
    struct history history;
    struct report report;
    struct buf out;
    struct arena *arena = arena_new();
    small_university(&history);
    assert_int_equal(compliance_report(history.ledger, on("2026-05-31"), -1, MEDIAN_EXACT, arena, &report, NULL),
                     FAULT_NONE);
    buf_init(&out, 0);
    assert_int_equal(report_csv(&report, &out, NULL), FAULT_NONE);
    assert_string_equal(buf_string(&out), "as_of,school,name,system,personal_tutors,training_completed,training_"
                                          "percent,quiz_completed,quiz_percent,"
                                          "median_score,median_as_of,median_withheld,complete,due_soon,not_yet_due,"
                                          "overdue,concerns\r\n"
                                          "2026-05-31,BIO,Biology,,3,1,33.3,2,66.7,70.8,2026-05-31,,1,0,1,1,0\r\n"
                                          "2026-05-31,BIO,Biology,main,2,1,50.0,1,50.0,75.0,2026-05-31,,1,0,1,0,0\r\n"
                                          "2026-05-31,BIO,Biology,DL,1,0,0.0,1,100.0,66.7,2026-05-31,,0,0,0,1,0\r\n"
                                          "2026-05-31,LAW,\"'=Law, École\",,0,0,,0,,,2026-05-31,,0,0,0,0,0\r\n"
                                          "2026-05-31,,University,,3,1,33.3,2,66.7,70.8,2026-05-31,,1,0,1,1,0\r\n");
    buf_clear(&out);
    assert_int_equal(report_text(&report, "University of Middlemarch", &out, NULL), FAULT_NONE);
    assert_string_equal(buf_string(&out), "University of Middlemarch: Personal Tutoring on 31 May 2026 (10 events "
                                          "known)\n"
                                          "\n"
                                          "School  Name           Tutors  Training done      Quiz done  M"
                                          "edian  Complete  Due soon  Not yet due  Overdue  Concerns\n"
                                          "BIO     Biology             3       1  33.3%       2  66.7%   "
                                          " 70.8         1         0            1        1         0\n"
                                          "          system main       2       1  50.0%       1  50.0%   "
                                          " 75.0         1         0            1        0         0\n"
                                          "          system DL         1       0   0.0%       1 100.0%   "
                                          " 66.7         0         0            0        1         0\n"
                                          "LAW     =Law, École         0       0     -        0     -    "
                                          "    -         0         0            0        0         0\n"
                                          "        University          3       1  33.3%       2  66.7%   "
                                          " 70.8         1         0            1        1         0\n"
                                          "\n"
                                          "Percentages are of all Personal Tutors on the day; the University counts "
                                          "each person once. Medians are in percent, "
                                          "as of 31 May 2026.\n"
                                          "A median here is over fewer than 5 people, and may tell what one of them scored. "
                                          "Outside the School it is withheld: do not pass it on.\n");
    buf_release(&out);
    arena_free(arena);
    history_release(&history);
}

static void a_tutors_state_is_the_contracts_json(void **state)
{
    (void)state;
    static const struct {
        int64_t person;
        const char *json;
    } cases[] = {
        {1, "{\"state\":\"complete\",\"reason\":\"Quiz complete: last completed 1 March 2025, counts until 1 March "
            "2028. "
            "Training complete: Title of role, last completed 1 March 2025, counts until 1 March 2028.\","
            "\"quiz\":{\"state\":\"complete\",\"completed_on\":\"2025-03-01\",\"counts_until\":\"2028-03-01\","
            "\"score\":15.00,"
            "\"max_score\":20.00},\"training\":{\"state\":\"complete\",\"counts_until\":\"2028-03-01\"}}"},
        {2, "{\"state\":\"not_yet_due\",\"reason\":\"Quiz not yet due: Personal Tutor since 1 January 2026, first due "
            "1 January "
            "2027. Training not yet due: Title of role, Personal Tutor since 1 January 2026, first due 1 January "
            "2027.\","
            "\"quiz\":{\"state\":\"not_yet_due\",\"completed_on\":null,\"counts_until\":null,\"score\":null,"
            "\"max_score\":null},\"training\":{\"state\":\"not_yet_due\",\"counts_until\":null}}"},
        {3, "{\"state\":\"overdue\",\"reason\":\"Training overdue: Title of role, never completed, first due 1 January "
            "2021. "
            "Quiz due soon: last completed 1 July 2023, counts until 1 July 2026.\","
            "\"quiz\":{\"state\":\"due_soon\",\"completed_on\":\"2023-07-01\",\"counts_until\":\"2026-07-01\","
            "\"score\":2.00,"
            "\"max_score\":3.00},\"training\":{\"state\":\"overdue\",\"counts_until\":null}}"},
    };
    struct history history;
    small_university(&history);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct view view;
        struct buf json;
        struct tutor_state own = state_of(&history, cases[i].person, "2026-05-31");
        view_init(&view);
        buf_init(&json, 0);
        tutor_state_view(&own, &view, view.root);
        assert_true(view_ok(&view));
        assert_int_equal(view_json(&view, &json, NULL), FAULT_NONE);
        assert_string_equal(buf_string(&json), cases[i].json);
        buf_release(&json);
        view_release(&view);
    }
    history_release(&history);
}

static void requirements_are_shown_as_they_apply_on_the_day(void **state)
{
    (void)state;
    static const struct {
        const char *date, *json;
    } cases[] = {
        {"2024-12-31", "[{\"id\":\"role\",\"title\":\"Title of "
                       "role\",\"any_of\":[\"role\"],\"from\":null,\"schools\":[]}]"},
        {"2025-01-01", "[{\"id\":\"law\",\"title\":\"Title of law\",\"any_of\":[\"law-extra\"],\"from\":\"2025-01-01\","
                       "\"schools\":[\"LAW\"]},"
                       "{\"id\":\"role\",\"title\":\"Title of "
                       "role\",\"any_of\":[\"role\"],\"from\":null,\"schools\":[]}]"},
    };
    struct history history;
    history_init(&history);
    requires(&history, "role", "role", NULL, NULL);
    requires(&history, "law", "law-extra", "2025-01-01", "LAW");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct view view;
        struct buf json;
        char expected[512];
        view_init(&view);
        buf_init(&json, 0);
        compliance_requirements(history.ledger, on(cases[i].date), -1, &view,
                                view_array(&view, view.root, "requirements"));
        assert_true(view_ok(&view));
        assert_int_equal(view_json(&view, &json, NULL), FAULT_NONE);
        snprintf(expected, sizeof expected, "{\"requirements\":%s}", cases[i].json);
        assert_string_equal(buf_string(&json), expected);
        buf_release(&json);
        view_release(&view);
    }
    history_release(&history);
}

static void what_does_not_exist_is_absent(void **state)
{
    (void)state;
    struct history history;
    struct figures figures;
    struct tutor_state *list;
    struct trend_point *points;
    int count;
    struct arena *arena = arena_new();
    small_university(&history);
    post(&history, 1, "NEW", "2026-09-01", NULL);
    assert_int_equal(
        compliance_school(history.ledger, "ZZZ", on("2026-05-31"), -1, MEDIAN_EXACT, arena, &figures, NULL),
        FAULT_ABSENT);
    assert_int_equal(compliance_people(history.ledger, "ZZZ", on("2026-05-31"), -1, arena, &list, &count, NULL),
                     FAULT_ABSENT);
    assert_int_equal(compliance_trend(history.ledger, "ZZZ", on("2026-05-31"), 3, arena, &points, &count, NULL),
                     FAULT_ABSENT);
    assert_int_equal(
        compliance_school(history.ledger, "NEW", on("2026-08-31"), -1, MEDIAN_EXACT, arena, &figures, NULL),
        FAULT_ABSENT);
    assert_int_equal(
        compliance_school(history.ledger, "NEW", on("2026-09-01"), -1, MEDIAN_EXACT, arena, &figures, NULL),
        FAULT_NONE);
    assert_string_equal(figures.name, "NEW");
    assert_int_equal(compliance_people(history.ledger, "LAW", on("2026-05-31"), -1, arena, &list, &count, NULL),
                     FAULT_NONE);
    assert_int_equal(count, 0);
    arena_free(arena);
    history_release(&history);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_report_is_the_contracts_json),
        cmocka_unit_test(csv_and_text_show_the_same_figures),
        cmocka_unit_test(a_tutors_state_is_the_contracts_json),
        cmocka_unit_test(requirements_are_shown_as_they_apply_on_the_day),
        cmocka_unit_test(what_does_not_exist_is_absent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
