/*
 * test_audit_figures.c - the audit's own count of the figures agrees with the report's on random histories, whatever happened in
 * them and whatever the date: two readings of DESIGN's rules that share no code.
 */
#include <unistd.h>
#include <sqlite3.h>
#include "history_random.h"
#include "signpost/audit.h"
#define HISTORIES 12
#define FACTS 160
#define DATES 10

static char dir[64], file[96];
static struct fault fault;

static void fine(enum fault_code code)
{
    if (code != FAULT_NONE)
        fail_msg("%s", fault.message);
}

static void run(sqlite3 *raw, const char *sql)
{
    assert_int_equal(sqlite3_exec(raw, sql, NULL, NULL, NULL), SQLITE_OK);
}

static void clear(void)
{
    static const char *const endings[] = {"", "-wal", "-shm", ".lock"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        char name[128];
        snprintf(name, sizeof name, "%s%s", file, endings[i]);
        unlink(name);
    }
}


static sqlite3_stmt *insert_into(sqlite3 *raw)
{
    sqlite3_stmt *insert = NULL;
    run(raw, "BEGIN");
    assert_int_equal(sqlite3_prepare_v2(raw, "INSERT INTO event VALUES (?, ?, 1600000000000, NULL, nullif(?, 0), ?, ?, ?, ?, ?)", -1,
                                        &insert, NULL), SQLITE_OK);
    return insert;
}

static void insert_fact(sqlite3_stmt *insert, const struct fact *fact)
{
    char payload[1024];
    struct event event = {.seq = fact->seq, .recorded_at = {1600000000000}, .about = fact->about, .school = fact->school,
                          .payload = payload, .date = fact->day == ALWAYS ? DATE_MIN : (struct date){fact->day}};
    event.kind = fact_payload(fact, payload, sizeof payload);
    assert_int_equal(event_hash(&event, NULL), FAULT_NONE);
    sqlite3_bind_int64(insert, 1, event.seq);
    sqlite3_bind_text(insert, 2, event.kind, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int64(insert, 3, event.about);
    sqlite3_bind_text(insert, 4, event.school, -1, SQLITE_TRANSIENT);
    if (fact->day == ALWAYS)
        sqlite3_bind_null(insert, 5);
    else
        sqlite3_bind_int(insert, 5, fact->day);
    sqlite3_bind_text(insert, 6, payload, -1, SQLITE_TRANSIENT);
    sqlite3_bind_blob(insert, 7, event.salt, sizeof event.salt, SQLITE_TRANSIENT);
    sqlite3_bind_blob(insert, 8, event.leaf, sizeof event.leaf, SQLITE_TRANSIENT);
    assert_int_equal(sqlite3_step(insert), SQLITE_DONE);
    sqlite3_reset(insert);
}

/* The events alone, written by hand: only the figures are looked at. */
static void write_history(const struct history *history)
{
    sqlite3 *raw = NULL;
    clear();
    fine(store_create(file, &fault));
    assert_int_equal(sqlite3_open_v2(file, &raw, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    sqlite3_stmt *insert = insert_into(raw);
    for (int i = 0; i < history->count; i++)
        insert_fact(insert, &history->facts[i]);
    sqlite3_finalize(insert);
    run(raw, "COMMIT");
    sqlite3_close(raw);
}

static void compare_on(const char *what, uint64_t seed, struct date date)
{
    struct audit_options options = {.as_of = date};
    struct audit_result result;
    struct store *store = NULL;
    char text[DATE_TEXT];
    fine(store_open_read(file, &store, &fault));
    fine(audit_run(store, &options, &result, &fault));
    store_close(store);
    date_text(date, text);
    const struct findings *findings = &result.part[AUDIT_FIGURES].findings;
    if (findings->total)
        fail_msg("%s %llu on %s: %s: %s", what, (unsigned long long)seed, text, findings->items[0].file, findings->items[0].text);
    assert_true(result.figures > 0);
    audit_result_release(&result);
}

static void figures_counted_again_are_those_of_the_report_on_random_histories(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= HISTORIES; seed++) {
        struct history history;
        uint64_t dice = seed * 977;
        history_random(&history, &dice, FACTS);
        write_history(&history);
        for (int i = 0; i < DATES; i++)
            compare_on("history", seed, (struct date){random_day(&dice)});
        history_release(&history);
    }
}

/* DESIGN, rule 2, at its edges: the dates on which the two calendars could part. */
static void the_days_around_the_end_of_february_are_counted_alike(void **state)
{
    static const char *const completed[] = {"2020-02-28", "2020-02-29", "2020-03-01", "2024-02-29", "2021-02-28", "2023-12-31"};
    static const char *const seen[] = {"2023-02-27", "2023-02-28", "2023-03-01", "2023-03-02", "2024-02-28", "2024-02-29",
                                       "2024-03-01", "2027-02-27", "2027-02-28", "2027-03-01", "2026-12-31", "2027-01-01"};
    struct history history;
    (void)state;
    history_init(&history);
    for (size_t i = 0; i < sizeof completed / sizeof completed[0]; i++) {
        happens(&history, (struct fact){.what = POST, .about = 1 + (int64_t)i, .school = "BIO", .day = day(completed[i]),
                                        .end = NO_END});
        happens(&history, (struct fact){.what = DONE, .about = 1 + (int64_t)i, .day = day(completed[i]), .kind = "quiz",
                                        .item = "personal-tutoring", .score = 10 + (int64_t)i, .max = 20});
    }
    write_history(&history);
    for (size_t i = 0; i < sizeof seen / sizeof seen[0]; i++)
        compare_on("February", 0, (struct date){day(seen[i])});
    history_release(&history);
}

static int setup(void **state)
{
    (void)state;
    snprintf(dir, sizeof dir, "%s/signpost-figures-XXXXXX", P_tmpdir);
    if (!mkdtemp(dir))
        return -1;
    snprintf(file, sizeof file, "%s/figures.db", dir);
    return date_set_zone("Europe/London", NULL) == FAULT_NONE ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    clear();
    rmdir(dir);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_counted_again_are_those_of_the_report_on_random_histories),
        cmocka_unit_test(the_days_around_the_end_of_february_are_counted_alike),
    };
    return cmocka_run_group_tests_name("audit: the figures", tests, setup, teardown);
}
