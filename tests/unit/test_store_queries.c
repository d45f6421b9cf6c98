/*
 * test_store_queries.c - no statement behind a page or an answer walks a whole table: SQLite counts the steps of full
 * scans itself, on a database with enough rows to show them.
 */
#include "store_world.h"
#include <stdatomic.h>

enum { PEOPLE = 60 };
static atomic_bool watching;
static atomic_int statements, scans;
static char worst[256];

static int watch(unsigned kind, void *context, void *statement, void *unused)
{
    (void)kind;
    (void)context;
    (void)unused;
    int steps = sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1);
    int built = sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_AUTOINDEX, 1);
    int sorted = sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_SORT, 1);
    if (!atomic_load(&watching))
        return 0;
    atomic_fetch_add(&statements, 1);
    if (steps + built + sorted > 0) {
        atomic_fetch_add(&scans, 1);
        snprintf(worst, sizeof worst, "%d steps, %d rows indexed, %d sorts: %.200s", steps, built, sorted,
                 sqlite3_sql(statement));
    }
    return 0;
}

static int watch_connection(sqlite3 *handle, char **message, const void *api)
{
    (void)message;
    (void)api;
    return sqlite3_trace_v2(handle, SQLITE_TRACE_PROFILE, watch, NULL);
}

static void begin_watching(void)
{
    atomic_store(&statements, 0);
    atomic_store(&scans, 0);
    atomic_store(&watching, true);
}

static void end_watching(int least)
{
    atomic_store(&watching, false);
    if (atomic_load(&scans))
        fail_msg("%s", worst);
    assert_true(atomic_load(&statements) >= least);
}

struct secret { int64_t person; unsigned char hash[32]; };

static enum fault_code sign_in_job(struct tx *tx, void *context, struct fault *fault)
{
    struct secret *secret = context;
    struct session session = {.person = secret->person, .csrf = "c", .expires = {clock_now().ms + 60000}};
    enum fault_code code = session_add(tx, secret->hash, &session, fault);
    if (code == FAULT_NONE)
        code = token_add(tx, secret->person, secret->hash, fault);
    if (code == FAULT_NONE)
        code = sign_in_link_add(tx, secret->person, secret->hash, session.expires, fault);
    if (code == FAULT_NONE)
        code = sign_in_link_use(tx, secret->hash, &secret->person, fault);
    if (code == FAULT_NONE)
        code = sign_in_failure_add(tx, "somebody", "127.0.0.1", fault);
    if (code == FAULT_NONE)
        code = module_check_save(tx, secret->person, "module", "section", "question", "\"a\"", false, fault);
    return code == FAULT_NONE ? look_add(tx, secret->person, secret->person, "BIO", "person", fault) : code;
}

static void fill(struct world *world, int64_t people[PEOPLE], struct attempt attempts[PEOPLE])
{
    for (int i = 0; i < PEOPLE; i++) {
        char staff_id[16];
        struct answer stored;
        snprintf(staff_id, sizeof staff_id, "T%d", i);
        people[i] = add_person(world, staff_id);
        begin_post(world, people[i], i ? "tutor" : "senior_tutor", "BIO", "2020-01-01", NULL);
        begin_post(world, people[i], "dean", NULL, "2010-01-01", "2011-01-01");
        attempts[i] = start_attempt(world, people[i], i);
        assert_fine(world, save_answer(world, &attempts[i], 1, 0, "\"a\"", -1, &stored));
        submit(world, &attempts[i], 1);
        attempts[i] = start_attempt(world, people[i], i + 1000);
        struct secret secret = {people[i], {(unsigned char)i, 1}};
        assert_fine(world, store_write(world->store, sign_in_job, &secret, &world->fault));
        char name[16];
        snprintf(name, sizeof name, "S%d", i);
        record(world,
               (struct event){.kind = "school.named", .school = name, .date = DATE_MIN, .payload = "{\"name\":\"A\"}"});
    }
}

static void no_write_of_an_answer_a_submission_or_a_sign_in_walks_a_table(void **state)
{
    struct world *world = *state;
    int64_t people[PEOPLE];
    struct attempt attempts[PEOPLE];
    struct answer stored;
    fill(world, people, attempts);
    begin_watching();
    assert_fine(world, save_answer(world, &attempts[3], 1, 0, "\"a\"", -1, &stored));
    assert_int_equal(save_answer(world, &attempts[3], 1, 0, "\"a\"", -1, &stored), FAULT_CONFLICT);
    submit(world, &attempts[3], 1);
    start_attempt(world, people[3], 5000);
    struct secret secret = {people[3], {9, 9}};
    assert_fine(world, store_write(world->store, sign_in_job, &secret, &world->fault));
    add_person(world, "new");
    end_watching(50);
}

static void read_people(struct world *world, struct db *db, int64_t person)
{
    struct fault *fault = &world->fault;
    struct identity identity;
    struct actor actor;
    struct post *posts = NULL;
    struct school_row school;
    struct institution_row institution;
    int64_t found = 0;
    char *hash = NULL;
    int count = 0, of_login = 0, of_address = 0;
    assert_int_equal(institution_get(db, world->arena, &institution, fault), FAULT_ABSENT);
    assert_fine(world, school_get(db, world->arena, "S7", &school, fault));
    assert_fine(world, identity_by_person(db, world->arena, person, &identity, fault));
    assert_fine(world, identity_by_staff_id(db, world->arena, "T5", &identity, fault));
    assert_fine(world, actor_get(db, world->arena, person, day("2026-01-01"), &actor, fault));
    assert_int_equal(actor.post_count, 1);
    assert_fine(world, posts_of(db, world->arena, person, &posts, &count, fault));
    assert_fine(world, password_get(db, world->arena, "nobody", &found, &hash, fault));
    assert_fine(world,
                sign_in_failures(db, "somebody", "127.0.0.1", (struct instant){0}, &of_login, &of_address, fault));
    assert_int_equal(of_login, PEOPLE);
    assert_int_equal(of_address, PEOPLE);
}

static void read_results(struct world *world, struct db *db, int64_t person, int64_t leader, const struct attempt *open)
{
    struct fault *fault = &world->fault;
    struct attempt found, *attempts = NULL;
    struct answer *answers = NULL;
    struct completion_row *rows = NULL;
    struct credential_row credential, *records = NULL;
    struct check_row *checks = NULL;
    struct look_row *looks = NULL;
    const char *document = NULL;
    size_t size = 0;
    int count = 0;
    bool yes = false;
    assert_fine(world, attempt_list(db, world->arena, person, &attempts, &count, fault));
    assert_int_equal(count, 2);
    assert_fine(world, attempt_open_get(db, person, QUIZ, &found, fault));
    assert_fine(world, attempt_get_own(db, open->id, person, &found, fault));
    assert_fine(world, attempt_get_led(db, attempts[1].id, leader, day("2026-01-01"), &found, fault));
    assert_fine(world, answers_get(db, world->arena, attempts[1].id, QUIZ_LENGTH, &answers, fault));
    assert_int_equal(answers[0].version, 1);
    assert_fine(world, completion_list(db, world->arena, person, &rows, &count, fault));
    assert_int_equal(count, 1);
    assert_fine(world, credential_get(db, world->arena, rows[0].record, &credential, fault));
    assert_fine(world, credential_list(db, world->arena, rows[0].seq, &records, &count, fault));
    assert_int_equal(count, 2);
    struct completion_new same = {
        .person = person, .kind = "quiz", .item = QUIZ, .completed_on = clock_today(), .score = 1, .max = 2, .unit = 1};
    assert_fine(world, completion_exists(db, &same, &yes, fault));
    assert_fine(world, statement_acknowledged(db, person, "BIO", "hash", &yes, fault));
    assert_fine(world, module_progress(db, world->arena, person, "module", &checks, &count, fault));
    assert_int_equal(count, 1);
    assert_fine(world, look_list(db, world->arena, person, &looks, &count, fault));
    assert_int_equal(count, 1);
    assert_fine(world, bank_version_get(db, world->arena, BANK, &document, &size, fault));
    assert_int_equal(size, 2);
}

static void no_read_behind_a_page_walks_a_table(void **state)
{
    struct world *world = *state;
    int64_t people[PEOPLE], size = 0, person = 0;
    struct attempt attempts[PEOPLE];
    struct db *db = NULL;
    struct session session;
    struct secret secret = {0, {5, 1}};
    fill(world, people, attempts);
    begin_watching();
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, session_get(db, secret.hash, &session, &world->fault));
    assert_fine(world, token_get(db, secret.hash, &person, &world->fault));
    assert_int_equal(person, people[5]);
    assert_fine(world, event_count(db, &size, &world->fault));
    assert_fine(world, event_size_on(db, clock_today(), &size, &world->fault));
    read_people(world, db, people[5]);
    read_results(world, db, people[5], people[0], &attempts[5]);
    store_done(world->store, db);
    end_watching(25);
}

#define in_world(test) cmocka_unit_test_setup_teardown(test, world_setup, world_teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        in_world(no_write_of_an_answer_a_submission_or_a_sign_in_walks_a_table),
        in_world(no_read_behind_a_page_walks_a_table),
    };
    if (date_set_zone("Europe/London", NULL) != FAULT_NONE)
        return 1;
    sqlite3_auto_extension((void (*)(void))watch_connection);
    return cmocka_run_group_tests_name("queries", tests, NULL, NULL);
}
