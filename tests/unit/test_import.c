/*
 * test_import.c - staff.csv and completions.csv (CONTRACT): every bad input with its line, all or nothing, matching to
 * stored posts, importing again, and size.
 */
#include "store_world.h"
#include <time.h>

#define STAFF "staff_id,name,email,school,school_name,role,system,start_date,end_date\r\n"
#define DONE "staff_id,kind,item,completed_on,score,max_score,evidence\r\n"
#define ANN "s1,Ann Lee,ann@x.example,BIO,Biology,tutor,,"
#define BO "s2,Bo Ek,bo@x.example,BIO,Biology,tutor,,"

static int setup(void **state)
{
    struct instant noon = {0};
    assert_int_equal(instant_parse("2026-03-10T12:00:00Z", &noon, NULL), FAULT_NONE);
    world_setup(state);
    clock_set(noon);
    return 0;
}

static struct staff_import_result result;
static struct completions_import_result done;

/* One import; what it found stays in FINDINGS, for the caller to release. */
static enum fault_code import(struct world *world, const char *csv, size_t size, bool dry_run, bool force, struct findings *findings)
{
    findings_init(findings);
    return staff_import(world->store, csv, size, "staff.csv", dry_run, force, 0, world->arena, findings, &result, &world->fault);
}

static void bring(struct world *world, const char *rows)
{
    struct findings findings;
    char csv[4096];
    snprintf(csv, sizeof csv, STAFF "%s", rows);
    enum fault_code code = import(world, csv, strlen(csv), false, true, &findings);
    if (code != FAULT_NONE)
        fail_msg("%s", findings.count ? findings.items[0].text : world->fault.message);
    findings_release(&findings);
}

static int64_t events(struct world *world)
{
    return world_number(world, "SELECT count(*) FROM event");
}

/* The posts of one person as "school role system start..end" joined by ";", oldest first. */
static const char *posts(struct world *world, const char *staff_id)
{
    static char text[1024];
    struct identity identity;
    struct post *list = NULL;
    struct db *db = NULL;
    int count = 0;
    text[0] = '\0';
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, identity_by_staff_id(db, world->arena, staff_id, &identity, &world->fault));
    assert_fine(world, posts_of(db, world->arena, identity.person, &list, &count, &world->fault));
    store_done(world->store, db);
    for (int i = 0; i < count; i++) {
        char start[DATE_TEXT], end[DATE_TEXT] = "";
        date_text(list[i].start, start);
        if (date_compare(list[i].end, DATE_MAX) != 0)
            date_text(list[i].end, end);
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%s%s%s%s %s..%s", used ? ";" : "", list[i].school, *list[i].system ? "/" : "",
                 list[i].system, start, end);
    }
    return text;
}

/* ---- what is wrong with a file ---- */

struct bad { const char *rows; int line; const char *words; };

static const struct bad bad_staff[] = {
    {ANN "2026-13-01,\r\n", 2, "start_date"},
    {ANN "01/09/2025,\r\n", 2, "start_date"},
    {ANN ",\r\n", 2, "start_date"},
    {ANN "2025-09-01,2025-02-29\r\n", 2, "end_date"},
    {ANN "2025-09-01,2025-08-31\r\n", 2, "ends (2025-08-31) before it starts"},
    {"s1,Ann,ann@x.example,BIO,Biology,teacher,,2025-09-01,\r\n", 2, "no role"},
    {"s1,Ann,ann@x.example,BIO,Biology,seniortutor,,2025-09-01,\r\n", 2, "did you mean senior_tutor"},
    {"s1,Ann,ann@x.example,BIO,Biology,dean,,2025-09-01,\r\n", 2, "University-wide"},
    {"s1,Ann,ann@x.example,,,administrator,DL,2025-09-01,\r\n", 2, "University-wide"},
    {"s1,Ann,ann@x.example,,,tutor,,2025-09-01,\r\n", 2, "belongs to a School"},
    {"s1,Ann,ann@x.example,b io,Biology,tutor,,2025-09-01,\r\n", 2, "no School code"},
    {"s1,Ann,ann@x.example,BIO,Biology,tutor,d l,2025-09-01,\r\n", 2, "no system code"},
    {"s1,Ann,ann@x.example,BIO,,tutor,,2025-09-01,\r\n", 2, "no row gives its school_name"},
    {",Ann,ann@x.example,BIO,Biology,tutor,,2025-09-01,\r\n", 2, "staff_id is missing"},
    {"s1, ,ann@x.example,BIO,Biology,tutor,,2025-09-01,\r\n", 2, "name is missing"},
    {"s1,Ann\x07,ann@x.example,BIO,Biology,tutor,,2025-09-01,\r\n", 2, "control character"},
    {"s1,Ann,ann@x.example,BIO,Bio\x1blogy,tutor,,2025-09-01,\r\n", 2, "control character"},
    {"s1,Ann,not an address,BIO,Biology,tutor,,2025-09-01,\r\n", 2, "no e-mail address"},
    {"s1,Ann,,BIO,Biology,tutor,,2025-09-01,\r\n", 2, "no e-mail address"},
    {ANN "2020-09-01,\r\n" BO "2020-09-01,\r\ns1,Anne Lee,ann@x.example,BIO,Biology,senior_tutor,,2025-09-01,\r\n", 4, "on line 2"},
    {ANN "2020-09-01,\r\ns1,Ann Lee,lee@x.example,BIO,Biology,senior_tutor,,2025-09-01,\r\n", 3, "on line 2"},
    {ANN "2020-09-01,\r\ns2,Bo,ANN@x.example,BIO,Biology,tutor,,2025-09-01,\r\n", 3, "belongs to s1 on line 2"},
    {ANN "2020-09-01,\r\n" BO "2020-09-01,\r\n" ANN "2020-09-01,\r\n", 4, "repeats line 2"},
    {ANN "2020-09-01,2021-08-31\r\n\r\n" ANN "2021-08-31,\r\n", 4, "overlaps that of line 2"},
    {ANN "2022-01-01,\r\n" ANN "2020-09-01,2022-01-01\r\n", 3, "overlaps that of line 2"},
    {ANN "2020-09-01,\r\n" ANN "2021-01-01,2021-02-01\r\n" ANN "2023-01-01,2023-02-01\r\n", 4, "overlaps that of line 2"},
    {ANN "2020-09-01,\r\ns2,Bo,bo@x.example,BIO,Life Sciences,tutor,,2025-09-01,\r\n", 3, "\"Biology\" on line 2"},
    {ANN "2020-09-01\r\n", 2, ""},
    {ANN "2020-09-01,,\r\n", 2, ""},
    {"s1,\"Ann,ann@x.example,BIO,Biology,tutor,,2020-09-01,\r\n", 2, ""},
    {"s1,An\xffn,ann@x.example,BIO,Biology,tutor,,2020-09-01,\r\n", 2, ""},
};

static bool found(const struct findings *findings, int line, const char *words)
{
    for (size_t i = 0; i < findings->count; i++)
        if (findings->items[i].line == line && strstr(findings->items[i].text, words) &&
            strcmp(findings->items[i].file, "staff.csv") == 0)
            return true;
    return false;
}

static void each_bad_row_is_named_by_its_line_and_nothing_is_imported(void **state)
{
    struct world *world = *state;
    for (size_t i = 0; i < sizeof bad_staff / sizeof *bad_staff; i++) {
        struct findings findings;
        char csv[2048];
        /* A good row at the end must not be imported either. */
        snprintf(csv, sizeof csv, STAFF "%ss9,Zoe,zoe@x.example,CHE,Chemistry,tutor,,2025-09-01,\r\n", bad_staff[i].rows);
        assert_int_equal(import(world, csv, strlen(csv), false, true, &findings), FAULT_INPUT);
        if (!found(&findings, bad_staff[i].line, bad_staff[i].words))
            fail_msg("case %zu: wanted line %d \"%s\", got line %d \"%s\"", i, bad_staff[i].line, bad_staff[i].words,
                     findings.count ? findings.items[0].line : 0, findings.count ? findings.items[0].text : "nothing");
        findings_release(&findings);
        assert_int_equal(events(world), 0);
    }
}

static void a_wrong_header_is_a_finding_on_line_1(void **state)
{
    struct world *world = *state;
    static const char *const files[] = {
        "", "\r\n", "name,staff_id,email,school,school_name,role,system,start_date,end_date\r\n" ANN "2020-09-01,\r\n",
        "staff_id,name,email,school,school_name,role,system,start_date\r\n", ANN "2020-09-01,\r\n",
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct findings findings;
        assert_int_equal(import(world, files[i], strlen(files[i]), false, true, &findings), FAULT_INPUT);
        assert_true(findings.total > 0 && findings.items[0].line <= 2);
        findings_release(&findings);
        assert_int_equal(events(world), 0);
    }
}

static void all_findings_are_shown_at_once_in_the_order_of_their_lines(void **state)
{
    struct world *world = *state;
    struct findings findings;
    const char *csv = STAFF ANN "2020-09-01,\r\n" BO "x,\r\n" ANN "2021-09-01,\r\ns3,Cy,cy@x.example,BIO,Biology,chef,,2020-01-01,y\r\n";
    assert_int_equal(import(world, csv, strlen(csv), false, true, &findings), FAULT_INPUT);
    assert_int_equal(findings.count, 4);
    for (size_t i = 1; i < findings.count; i++)
        assert_true(findings.items[i - 1].line <= findings.items[i].line);
    findings_release(&findings);
}

static void a_byte_order_mark_and_either_line_ending_are_taken(void **state)
{
    struct world *world = *state;
    struct findings findings;
    const char *csv = "\xef\xbb\xbfstaff_id,name,email,school,school_name,role,system,start_date,end_date\n"
                      "s1,\"Lee, Ann \"\"Annie\"\"\",ann@x.example,BIO,Biology,tutor,,2020-09-01,\n";
    assert_fine(world, import(world, csv, strlen(csv), false, false, &findings));
    assert_int_equal(result.joiners, 1);
    findings_release(&findings);
    assert_string_equal(posts(world, "s1"), "BIO 2020-09-01..");
}

/* ---- matching ---- */

static void importing_the_same_file_again_changes_nothing(void **state)
{
    struct world *world = *state;
    const char *rows = ANN "2020-09-01,2021-01-01\r\n" ANN "2021-01-02,\r\n" BO "2020-09-01,\r\n"
                       "s3,Cy,cy@x.example,,,dean,,2020-09-01,\r\n";
    bring(world, rows);
    assert_int_equal(result.joiners, 3);
    assert_int_equal(result.rows, 4);
    int64_t before = events(world);
    assert_int_equal(before, 1 + 3 + 4);
    bring(world, rows);
    assert_int_equal(events(world), before);
    assert_int_equal(result.unchanged, 3);
    assert_int_equal(result.joiners + result.leavers + result.movers + result.changes + result.list_count, 0);
}

struct matching { const char *stored, *row, *posts; int64_t events; };
static const struct matching matchings[] = {
    /* an overlapping row corrects the stored post */
    {"2020-09-01,", "2020-09-01,2026-07-31", "BIO 2020-09-01..2026-07-31", 1},
    {"2020-09-01,2025-01-01", "2020-09-01,", "BIO 2020-09-01..", 1},
    {"2020-09-01,2025-01-01", "2021-09-01,2026-01-01", "BIO 2021-09-01..2026-01-01", 1},
    {"2020-09-01,2025-01-01", "2025-01-01,", "BIO 2025-01-01..", 1},
    {"2020-09-01,2025-01-01", "2019-01-01,2020-09-01", "BIO 2019-01-01..2020-09-01", 1},
    {"2020-09-01,", "2020-09-01,", "BIO 2020-09-01..", 0},
    /* one that does not is a new post */
    {"2020-09-01,2025-01-01", "2025-01-02,", "BIO 2020-09-01..2025-01-01;BIO 2025-01-02..", 1},
    {"2020-09-01,", "2018-01-01,2020-08-31", "BIO 2018-01-01..2020-08-31;BIO 2020-09-01..", 1},
    /* rows are taken by date: the stored open post is corrected to an earlier end, the second row is a new post */
    {"2020-09-01,", "2022-09-01,\r\n" ANN "2020-09-01,2022-01-01", "BIO 2020-09-01..2022-01-01;BIO 2022-09-01..", 2},
    {"2020-09-01,", "2020-09-01,2022-01-01\r\n" ANN "2022-01-02,2023-01-01\r\n" ANN "2024-01-01,",
     "BIO 2020-09-01..2022-01-01;BIO 2022-01-02..2023-01-01;BIO 2024-01-01..", 3},
};

static void a_row_corrects_the_stored_post_it_overlaps_and_is_new_otherwise(void **state)
{
    for (size_t i = 0; i < sizeof matchings / sizeof *matchings; i++) {
        struct world *world = *state;
        char rows[512];
        snprintf(rows, sizeof rows, ANN "%s\r\n", matchings[i].stored);
        bring(world, rows);
        int64_t before = events(world);
        snprintf(rows, sizeof rows, ANN "%s\r\n", matchings[i].row);
        bring(world, rows);
        assert_string_equal(posts(world, "s1"), matchings[i].posts);
        assert_int_equal(events(world) - before, matchings[i].events);
        world_teardown(state);
        setup(state);
    }
}

static void another_role_school_or_system_is_another_post(void **state)
{
    struct world *world = *state;
    bring(world, ANN "2020-09-01,\r\n");
    bring(world, "s1,Ann Lee,ann@x.example,BIO,Biology,tutor,DL,2020-09-01,\r\n"
                 "s1,Ann Lee,ann@x.example,BIO,Biology,senior_tutor,,2020-09-01,\r\n"
                 "s1,Ann Lee,ann@x.example,LAW,Law,tutor,,2020-09-01,\r\n");
    assert_int_equal(world_number(world, "SELECT count(*) FROM event WHERE kind = 'post.begun'"), 4);
    assert_int_equal(world_number(world, "SELECT count(*) FROM event WHERE kind = 'post.corrected'"), 0);
}

static void a_row_over_two_stored_posts_is_a_finding_that_names_both(void **state)
{
    struct world *world = *state;
    struct findings findings;
    const char *csv = STAFF BO "2020-01-01,\r\n" ANN "2020-09-01,\r\n";
    bring(world, ANN "2020-09-01,2022-01-01\r\n" ANN "2023-01-01,\r\n");
    int64_t before = events(world);
    assert_int_equal(import(world, csv, strlen(csv), false, true, &findings), FAULT_INPUT);
    assert_true(found(&findings, 3, "2020-09-01 to 2022-01-01 and 2023-01-01 to no end"));
    findings_release(&findings);
    assert_int_equal(events(world), before);
}

static void absence_from_the_file_ends_nothing(void **state)
{
    struct world *world = *state;
    bring(world, ANN "2020-09-01,\r\n" BO "2020-09-01,\r\n");
    int64_t before = events(world);
    bring(world, BO "2020-09-01,\r\n");
    assert_int_equal(events(world), before);
    assert_string_equal(posts(world, "s1"), "BIO 2020-09-01..");
}

/* ---- names and addresses ---- */

static void schools_are_named_once_and_again_when_the_name_changes(void **state)
{
    struct world *world = *state;
    bring(world, ANN "2020-09-01,\r\n");
    bring(world, "s2,Bo,bo@x.example,BIO,,tutor,,2020-09-01,\r\n");
    assert_int_equal(world_number(world, "SELECT count(*) FROM event WHERE kind = 'school.named'"), 1);
    bring(world, "s2,Bo,bo@x.example,BIO,Life Sciences,tutor,,2020-09-01,\r\n");
    assert_int_equal(world_number(world, "SELECT count(*) FROM event WHERE kind = 'school.named'"), 2);
    assert_int_equal(world_number(world, "SELECT count(*) FROM school WHERE name = 'Life Sciences'"), 1);
    assert_string_equal(result.list[0].what, "school");
}

static void an_address_may_pass_on_in_one_file_but_not_be_shared_or_exchanged(void **state)
{
    struct world *world = *state;
    struct findings findings;
    bring(world, ANN "2020-09-01,\r\n" BO "2020-09-01,\r\n");
    const char *taken = STAFF "s3,Cy,Bo@x.example,BIO,Biology,tutor,,2020-09-01,\r\n";
    assert_int_equal(import(world, taken, strlen(taken), false, false, &findings), FAULT_INPUT);
    assert_true(found(&findings, 2, "stored for Bo Ek (s2)"));
    findings_release(&findings);
    const char *exchanged = STAFF "s1,Ann Lee,bo@x.example,BIO,Biology,tutor,,2020-09-01,\r\n"
                            "s2,Bo Ek,ann@x.example,BIO,Biology,tutor,,2020-09-01,\r\n";
    assert_int_equal(import(world, exchanged, strlen(exchanged), false, false, &findings), FAULT_INPUT);
    assert_true(found(&findings, 2, "exchange e-mail addresses"));
    findings_release(&findings);
    bring(world, "s3,Cy,ann@x.example,BIO,Biology,tutor,,2020-09-01,\r\ns1,Ann Lee,bo@x.example,BIO,Biology,tutor,,2020-09-01,\r\n"
                 "s2,Bo Ek,bo.ek@x.example,BIO,Biology,tutor,,2020-09-01,\r\n");
    assert_int_equal(result.changes, 2);
    assert_int_equal(result.joiners, 1);
    assert_int_equal(world_number(world, "SELECT count(*) FROM event WHERE kind = 'person.changed'"), 2);
}

/* ---- what is said ---- */

static void each_person_is_a_joiner_a_leaver_a_mover_or_a_change(void **state)
{
    struct world *world = *state;
    bring(world, ANN "2020-09-01,\r\n" BO "2020-09-01,\r\ns3,Cy,cy@x.example,BIO,Biology,tutor,,2020-09-01,\r\n"
                 "s4,Di,di@x.example,BIO,Biology,tutor,,2020-09-01,\r\n");
    bring(world, "s1,Ann Lee,ann@x.example,LAW,Law,tutor,,2026-03-01,\r\n" ANN "2020-09-01,2026-02-28\r\n" BO "2020-09-01,2026-03-31\r\n"
                 "s3,Cy Young,cy@x.example,BIO,Biology,tutor,,2020-09-01,\r\ns4,Di,di@x.example,BIO,Biology,tutor,,2020-09-01,\r\n"
                 "s5,Ed,ed@x.example,BIO,Biology,tutor,,2026-03-01,\r\n");
    assert_int_equal(result.joiners, 1);
    assert_int_equal(result.leavers, 1);
    assert_int_equal(result.movers, 1);
    assert_int_equal(result.changes, 1);
    assert_int_equal(result.unchanged, 1);
    assert_int_equal(result.rows, 6);
    assert_int_equal(result.list_count, 5);
    for (int i = 0; i < result.list_count; i++)
        if (strcmp(result.list[i].what, "mover") == 0)
            assert_non_null(strstr(result.list[i].detail, "tutor in LAW from 1 March 2026"));
}

static void a_dry_run_says_the_same_and_changes_nothing(void **state)
{
    struct world *world = *state;
    struct findings findings;
    const char *csv = STAFF ANN "2020-09-01,\r\n" BO "2020-09-01,\r\n";
    assert_fine(world, import(world, csv, strlen(csv), true, false, &findings));
    assert_int_equal(result.joiners, 2);
    assert_int_equal(events(world), 0);
    findings_release(&findings);
}

/* ---- ending too much ---- */

static char *many(int people, int ended)
{
    size_t room = (size_t)people * 120 + 200, used = 0;
    char *csv = malloc(room);
    assert_non_null(csv);
    used += (size_t)snprintf(csv, room, STAFF);
    for (int i = 0; i < people; i++)
        used += (size_t)snprintf(csv + used, room - used, "s%d,Person %d,p%d@x.example,S%d,School %d,tutor,,2020-09-01,%s\r\n", i, i,
                                 i, i % 20, i % 20, i < ended ? "2026-01-31" : "");
    return csv;
}

static void ending_more_than_a_tenth_needs_force(void **state)
{
    struct world *world = *state;
    struct findings findings;
    char *all = many(20, 0), *two = many(20, 2), *three = many(20, 3);
    assert_fine(world, import(world, all, strlen(all), false, false, &findings));
    int64_t before = events(world);
    findings_release(&findings);
    assert_int_equal(import(world, three, strlen(three), false, false, &findings), FAULT_CONFLICT);
    assert_non_null(strstr(world->fault.message, "3 of 20"));
    assert_int_equal(events(world), before);
    findings_release(&findings);
    assert_fine(world, import(world, two, strlen(two), false, false, &findings)); /* exactly a tenth */
    findings_release(&findings);
    assert_int_equal(import(world, three, strlen(three), true, true, &findings), FAULT_NONE);
    findings_release(&findings);
    assert_fine(world, import(world, three, strlen(three), false, true, &findings));
    assert_int_equal(result.leavers, 1);
    findings_release(&findings);
    free(all);
    free(two);
    free(three);
}

/* ---- size ---- */

static void a_hundred_thousand_rows_are_imported_in_seconds_and_again_without_change(void **state)
{
    struct world *world = *state;
    struct findings findings;
    char *csv = many(100000, 0);
    clock_t begun = clock();
    assert_fine(world, import(world, csv, strlen(csv), false, false, &findings));
    findings_release(&findings);
    assert_int_equal(result.joiners, 100000);
    assert_int_equal(result.list_count, 1000);
    int64_t before = events(world);
    assert_int_equal(before, 20 + 200000);
    assert_fine(world, import(world, csv, strlen(csv), false, false, &findings));
    findings_release(&findings);
    assert_int_equal(result.unchanged, 100000);
    assert_int_equal(events(world), before);
    double seconds = (double)(clock() - begun) / CLOCKS_PER_SEC; /* the processor's: other work on the machine counts not */
    print_message("100,000 rows twice: %.1f s\n", seconds);
    assert_true(seconds < 120); /* far above what it takes, far below what a quadratic step would */
    free(csv);
}

/* Everything of one key: what would be slow if rows or posts were looked for one after another. */
static void many_rows_of_one_person_are_no_slower(void **state)
{
    struct world *world = *state;
    struct findings findings;
    int rows = 50000;
    size_t room = (size_t)rows * 90 + 200, used = 0;
    char *csv = malloc(room);
    assert_non_null(csv);
    used += (size_t)snprintf(csv, room, STAFF);
    for (int i = 0; i < rows; i++) {
        char text[DATE_TEXT];
        date_text(date_add_days(day("1900-01-01"), i), text);
        used += (size_t)snprintf(csv + used, room - used, ANN "%s,%s\r\n", text, text);
    }
    assert_fine(world, import(world, csv, used, false, false, &findings));
    findings_release(&findings);
    assert_fine(world, import(world, csv, used, false, false, &findings));
    assert_int_equal(result.unchanged, 1);
    findings_release(&findings);
    free(csv);
}

/* ---- completions ---- */

static bool known(void *context, const char *kind, const char *item)
{
    (void)context;
    return strcmp(item, strcmp(kind, "quiz") == 0 ? "personal-tutoring" : "role") == 0;
}

static enum fault_code complete(struct world *world, const char *rows, bool dry_run, struct findings *findings)
{
    char csv[4096];
    snprintf(csv, sizeof csv, DONE "%s", rows);
    findings_init(findings);
    return completions_import(world->store, csv, strlen(csv), "staff.csv", dry_run, known, NULL, 0, world->arena, findings, &done,
                              &world->fault);
}

static const struct bad bad_completions[] = {
    {"s9,quiz,personal-tutoring,2025-01-01,,,\r\n", 2, "Nobody has the staff_id s9"},
    {",quiz,personal-tutoring,2025-01-01,,,\r\n", 2, "staff_id is missing"},
    {"s1,exam,personal-tutoring,2025-01-01,,,\r\n", 2, "no kind"},
    {"s1,quiz,Personal Tutoring,2025-01-01,,,\r\n", 2, "no item"},
    {"s1,quiz,personal-tutering,2025-01-01,,,\r\n", 2, "There is no quiz"},
    {"s1,training,personal-tutoring,2025-01-01,,,\r\n", 2, "There is no module"},
    {"s1,quiz,personal-tutoring,2026-03-11,,,\r\n", 2, "in the future"},
    {"s1,quiz,personal-tutoring,2025-02-30,,,\r\n", 2, "completed_on"},
    {"s1,quiz,personal-tutoring,2025-01-01,10,,\r\n", 2, "together, or neither"},
    {"s1,quiz,personal-tutoring,2025-01-01,,20,\r\n", 2, "together, or neither"},
    {"s1,training,role,2025-01-01,1,2,\r\n", 2, "Only a quiz has a score"},
    {"s1,quiz,personal-tutoring,2025-01-01,21,20,\r\n", 2, "more than max_score"},
    {"s1,quiz,personal-tutoring,2025-01-01,0,0,\r\n", 2, "more than 0"},
    {"s1,quiz,personal-tutoring,2025-01-01,-1,20,\r\n", 2, "numbers such as"},
    {"s1,quiz,personal-tutoring,2025-01-01,1.23456,20,\r\n", 2, "numbers such as"},
    {"s1,quiz,personal-tutoring,2025-01-01,1.,20,\r\n", 2, "numbers such as"},
    {"s1,quiz,personal-tutoring,2025-01-01,1e1,20,\r\n", 2, "numbers such as"},
    {"s1,quiz,personal-tutoring,2025-01-01,1,9999999999,\r\n", 2, "numbers such as"},
};

static void each_bad_completion_is_named_by_its_line_and_nothing_is_imported(void **state)
{
    struct world *world = *state;
    bring(world, ANN "2020-09-01,\r\n");
    int64_t before = events(world);
    for (size_t i = 0; i < sizeof bad_completions / sizeof *bad_completions; i++) {
        struct findings findings;
        char rows[512];
        snprintf(rows, sizeof rows, "%ss1,quiz,personal-tutoring,2024-01-01,16,20,x\r\n", bad_completions[i].rows);
        assert_int_equal(complete(world, rows, false, &findings), FAULT_INPUT);
        if (!found(&findings, bad_completions[i].line, bad_completions[i].words))
            fail_msg("case %zu: wanted \"%s\", got \"%s\"", i, bad_completions[i].words,
                     findings.count ? findings.items[0].text : "nothing");
        findings_release(&findings);
        assert_int_equal(events(world), before);
    }
}

static void a_completion_that_is_there_already_is_skipped_and_counted(void **state)
{
    struct world *world = *state;
    struct findings findings;
    const char *rows = "s1,quiz,personal-tutoring,2024-01-01,16.5,20,letter\r\ns1,quiz,personal-tutoring,2024-01-01,16.50,20.0,again\r\n"
                       "s1,quiz,personal-tutoring,2024-01-01,,,\r\ns1,training,role,2024-01-01,,,\r\n";
    bring(world, ANN "2020-09-01,\r\n");
    assert_fine(world, complete(world, rows, true, &findings));
    assert_int_equal(done.imported, 3);
    assert_int_equal(done.skipped, 1);
    findings_release(&findings);
    assert_int_equal(world_number(world, "SELECT count(*) FROM completion"), 0);
    assert_fine(world, complete(world, rows, false, &findings));
    assert_int_equal(done.rows, 4);
    assert_int_equal(done.imported, 3);
    findings_release(&findings);
    assert_fine(world, complete(world, rows, false, &findings));
    assert_int_equal(done.imported, 0);
    assert_int_equal(done.skipped, 4);
    findings_release(&findings);
    assert_int_equal(world_number(world, "SELECT count(*) FROM completion"), 3);
    assert_int_equal(world_number(world, "SELECT count(*) FROM evidence WHERE evidence = 'letter'"), 1);
    assert_int_equal(world_number(world, "SELECT count(*) FROM event WHERE payload LIKE '%letter%'"), 0);
}

/* In the smallest power of ten that makes both whole: nothing is lost, and pages show what was written. */
static void a_score_is_kept_exactly(void **state)
{
    static const struct { const char *score, *max; int64_t whole_score, whole_max, unit; } scores[] = {
        {"16", "20", 16, 20, 1}, {"16.50", "20.0", 165, 200, 10}, {"0", "1", 0, 1, 1}, {"82.53", "100", 8253, 10000, 100},
        {"0.25", "0.5", 25, 50, 100}, {"33.3333", "100", 333333, 1000000, 10000},
        {"999999999.9999", "999999999.9999", 9999999999999, 9999999999999, 10000},
    };
    struct world *world = *state;
    bring(world, ANN "2020-09-01,\r\n");
    for (size_t i = 0; i < sizeof scores / sizeof *scores; i++) {
        struct findings findings;
        char row[160], sql[200];
        snprintf(row, sizeof row, "s1,quiz,personal-tutoring,2024-01-%02zu,%s,%s,\r\n", i + 1, scores[i].score, scores[i].max);
        assert_fine(world, complete(world, row, false, &findings));
        findings_release(&findings);
        snprintf(sql, sizeof sql, "SELECT score = %lld AND max = %lld AND unit = %lld FROM completion ORDER BY seq DESC LIMIT 1",
                 (long long)scores[i].whole_score, (long long)scores[i].whole_max, (long long)scores[i].unit);
        if (!world_number(world, sql))
            fail_msg("%s of %s: %lld of %lld", scores[i].score, scores[i].max,
                     (long long)world_number(world, "SELECT score FROM completion ORDER BY seq DESC LIMIT 1"),
                     (long long)world_number(world, "SELECT max FROM completion ORDER BY seq DESC LIMIT 1"));
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, world_teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_bad_row_is_named_by_its_line_and_nothing_is_imported),
        TEST(a_wrong_header_is_a_finding_on_line_1),
        TEST(all_findings_are_shown_at_once_in_the_order_of_their_lines),
        TEST(a_byte_order_mark_and_either_line_ending_are_taken),
        TEST(importing_the_same_file_again_changes_nothing),
        TEST(a_row_corrects_the_stored_post_it_overlaps_and_is_new_otherwise),
        TEST(another_role_school_or_system_is_another_post),
        TEST(a_row_over_two_stored_posts_is_a_finding_that_names_both),
        TEST(absence_from_the_file_ends_nothing),
        TEST(schools_are_named_once_and_again_when_the_name_changes),
        TEST(an_address_may_pass_on_in_one_file_but_not_be_shared_or_exchanged),
        TEST(each_person_is_a_joiner_a_leaver_a_mover_or_a_change),
        TEST(a_dry_run_says_the_same_and_changes_nothing),
        TEST(ending_more_than_a_tenth_needs_force),
        TEST(a_hundred_thousand_rows_are_imported_in_seconds_and_again_without_change),
        TEST(many_rows_of_one_person_are_no_slower),
        TEST(each_bad_completion_is_named_by_its_line_and_nothing_is_imported),
        TEST(a_completion_that_is_there_already_is_skipped_and_counted),
        TEST(a_score_is_kept_exactly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
