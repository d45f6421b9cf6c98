/*
 * test_store_log.c - the log grows with its events: each commit group brings its leaves, tile hashes and one signed checkpoint in
 * its own transaction, and nothing that is rolled back leaves a trace in it.
 */
#include "log_world.h"
#include "store_gate.h"
#include "signpost/limits.h"

static struct event school(const char *code)
{
    return (struct event){.kind = "school.named", .school = code, .date = DATE_MIN, .payload = "{\"name\":\"A School\"}"};
}

struct many { int count, then_fail; };
static enum fault_code many_job(struct tx *tx, void *context, struct fault *fault)
{
    const struct many *many = context;
    enum fault_code code = FAULT_NONE;
    for (int i = 0; i < many->count && code == FAULT_NONE; i++) {
        struct event event = school("BIO");
        code = event_append(tx, &event, fault);
    }
    if (code == FAULT_NONE && many->then_fail)
        code = fault_set(fault, FAULT_INPUT, "Not like this.");
    return code;
}

static enum fault_code record_many(struct world *world, int count, bool then_fail)
{
    struct many many = {count, then_fail};
    return store_write(world->store, many_job, &many, &world->fault);
}

/* ---- growing ---- */

static void after_each_commit_the_checkpoint_is_over_every_event(void **state)
{
    struct world *world = *state;
    unsigned random = 7;
    check_log(world);
    for (int i = 0; i < 40; i++) {
        random = random * 1103515245 + 12345;
        assert_fine(world, record_many(world, (int)(random >> 16) % (i % 8 == 7 ? 600 : 40), false));
        check_log(world);
    }
    world_shut(world);
    world_open(world);
    hand_over(world);
    assert_fine(world, record_many(world, 300, false));
    check_log(world);
}

static void a_job_that_is_rolled_back_leaves_no_leaf(void **state)
{
    struct world *world = *state;
    for (int i = 0; i < 6; i++) {
        assert_fine(world, record_many(world, 100, false));
        assert_int_equal(record_many(world, 100, true), FAULT_INPUT);
        check_log(world);
    }
}

static void of_a_group_only_the_jobs_that_stand_enter_the_log_and_one_signature_is_for_all(void **state)
{
    struct world *world = *state;
    struct many plans[12];
    struct task tasks[12], first;
    struct gate gate;
    struct store_stats before, after;
    hold(&gate, &first, world);
    store_stats(world->store, &before);
    for (int i = 0; i < 12; i++) {
        plans[i] = (struct many){50, i % 3 == 1};
        start(&tasks[i], world, many_job, &plans[i]);
    }
    release(&gate, &first);
    for (int i = 0; i < 12; i++) {
        pthread_join(tasks[i].thread, NULL);
        assert_int_equal(tasks[i].code, plans[i].then_fail ? FAULT_INPUT : FAULT_NONE);
    }
    check_log(world);
    store_stats(world->store, &after);
    assert_int_equal(after.commits - before.commits, 2); /* the gate's, and theirs */
    assert_int_equal(after.events - before.events, 8 * 50);
    assert_int_equal(after.signed_size, after.events);
}

static void a_group_whose_checkpoint_cannot_be_stored_is_undone_and_the_log_goes_back(void **state)
{
    static const char *const obstacles[] = {
        "CREATE TRIGGER obstacle BEFORE UPDATE ON checkpoint BEGIN SELECT RAISE(ABORT, 'no'); END",
        "CREATE TRIGGER obstacle BEFORE INSERT ON log_node BEGIN SELECT RAISE(ABORT, 'no'); END"};
    struct world *world = *state;
    struct many plans[4];
    struct task tasks[4], first;
    struct gate gate;
    assert_fine(world, record_many(world, 200, false));
    for (size_t o = 0; o < 2; o++) {
        int64_t before = world_number(world, "SELECT count(*) FROM event");
        tamper(world, obstacles[o]);
        hold(&gate, &first, world);
        for (int i = 0; i < 4; i++) {
            plans[i] = (struct many){100, 0};
            start(&tasks[i], world, many_job, &plans[i]);
        }
        release(&gate, &first);
        for (int i = 0; i < 4; i++) {
            pthread_join(tasks[i].thread, NULL);
            assert_int_equal(tasks[i].code, FAULT_STORAGE);
        }
        assert_int_equal(world_number(world, "SELECT count(*) FROM event"), before);
        assert_false(store_failed(world->store));
        tamper(world, "DROP TRIGGER obstacle");
        check_log(world);
        assert_fine(world, record_many(world, 100, false));
        check_log(world);
    }
}

static enum fault_code nothing_job(struct tx *tx, void *context, struct fault *fault)
{
    (void)tx, (void)context, (void)fault;
    return FAULT_NONE;
}

static void a_group_without_events_is_not_signed_for(void **state)
{
    struct world *world = *state;
    struct checkpoint_row before, after;
    assert_true(last_checkpoint(world, &before));
    clock_set((struct instant){before.signed_at.ms + 60000});
    assert_fine(world, store_write(world->store, nothing_job, NULL, &world->fault));
    assert_true(last_checkpoint(world, &after));
    assert_int_equal(after.signed_at.ms, before.signed_at.ms);
    record(world, school("BIO"));
    assert_true(last_checkpoint(world, &after));
    assert_int_equal(after.signed_at.ms, before.signed_at.ms + 60000);
}

/* ---- keys ---- */

static void events_without_keys_enter_the_log_and_are_signed_for_when_keys_come(void **state)
{
    struct world *world = *state;
    struct checkpoint_row row;
    struct store_stats stats;
    assert_null(store_keys(world->store));
    assert_fine(world, record_many(world, 300, false));
    assert_false(last_checkpoint(world, &row));
    store_stats(world->store, &stats);
    assert_int_equal(stats.signed_size, -1);
    found(world, NAMED("null"));
    assert_non_null(store_keys(world->store));
    check_log(world);
    world_shut(world);
    world_open(world);
    assert_fine(world, record_many(world, 300, false)); /* without keys: the checkpoint stays where it is */
    assert_true(last_checkpoint(world, &row));
    assert_int_equal(row.size, 303);
    hand_over(world);
    check_log(world);
}

static void keys_may_come_before_the_institution_is_named(void **state)
{
    struct world *world = *state;
    struct checkpoint_row row;
    char file[128];
    keys_file(world, file);
    assert_fine(world, keys_create(file, &world->fault));
    hand_over(world);
    assert_false(last_checkpoint(world, &row));
    struct keys *keys = load_keys(world);
    tell_of_key(world, keys_get(keys, KEY_LOG, 0).public, "log");
    tell_of_key(world, keys_get(keys, KEY_CREDENTIAL, 0).public, "credential");
    assert_false(last_checkpoint(world, &row));
    record(world, (struct event){.kind = "institution.named", .date = DATE_MIN, .payload = NAMED("null")});
    check_log(world);
    keys_free(keys);
}

static void keys_of_another_database_are_refused(void **state)
{
    struct world *world = *state;
    struct keys *keys = NULL;
    const struct keys *ours = store_keys(world->store);
    char file[128];
    snprintf(file, sizeof file, "%s/others", world->dir);
    assert_fine(world, keys_create(file, &world->fault));
    assert_fine(world, keys_load(file, &keys, &world->fault));
    unlink(file);
    assert_int_equal(store_keys_use(world->store, keys, &world->fault), FAULT_ABSENT);
    assert_ptr_equal(store_keys(world->store), ours);
    record(world, school("BIO"));
    check_log(world);
}

static void a_key_to_come_signs_too_once_the_log_tells_of_it(void **state)
{
    struct world *world = *state;
    struct checkpoint_row row;
    char file[128], public[MULTIKEY_TEXT];
    keys_file(world, file);
    assert_fine(world, keys_add(file, KEY_LOG, (struct instant){clock_now().ms / 1000 * 1000 + 86400000}, public, &world->fault));
    hand_over(world); /* the log has not told of it: it must not sign */
    check_log(world);
    tell_of_key(world, public, "log");
    hand_over(world); /* signed at once, though there is no new event */
    assert_true(last_checkpoint(world, &row));
    assert_int_equal(signatures(world, row.note), 2);
    clock_set((struct instant){clock_now().ms + 2 * 86400000});
    record(world, school("BIO"));
    assert_true(last_checkpoint(world, &row));
    assert_int_equal(signatures(world, row.note), 1); /* the old key's time is over */
}

static void the_log_keeps_the_name_of_its_first_day(void **state)
{
    struct world *world = *state;
    const char *origin = NULL;
    struct db *db = NULL;
    record(world, (struct event){.kind = "institution.named", .date = DATE_MIN, .payload = NAMED("\"https://other.example\"")});
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, log_origin(db, world->arena, &origin, &world->fault));
    store_done(world->store, db);
    assert_string_equal(origin, "quiz.test.example");
    check_log(world);
}

static void a_log_without_a_url_is_named_after_its_key(void **state)
{
    static const char key[] = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
    static const struct { const char *url, *origin; } names[] = {
        {"https://quiz.example.ac.uk", "quiz.example.ac.uk"},
        {"http://localhost:8080/signpost//", "localhost:8080/signpost"},
        {NULL, "signpost.invalid/z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"},
        {"https://", "signpost.invalid/z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"},
        {"https://a+b.example", "signpost.invalid/z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"}};
    char name[LOG_NAME_TEXT], url[LIMIT_URL];
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        log_origin_make(names[i].url, key, name);
        assert_string_equal(name, names[i].origin);
    }
    snprintf(url, sizeof url, "https://%0300d.example", 0);
    log_origin_make(url, key, name);
    assert_string_equal(name, names[2].origin);
}

/* ---- proofs ---- */

static void every_event_has_a_proof_under_the_last_checkpoint(void **state)
{
    struct world *world = *state;
    const char **vkeys = NULL;
    struct log_vkey vkey;
    struct db *db = NULL;
    assert_fine(world, record_many(world, 600, false));
    struct raw_log log = raw_log_read(world);
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, log_vkeys(db, world->arena, &vkeys, &world->fault));
    assert_fine(world, log_vkey_read(vkeys[0], &vkey, &world->fault));
    for (int64_t i = 0; i < log.size; i++) {
        struct log_proof_file file;
        struct event event;
        struct buf out;
        buf_init(&out, 0);
        assert_fine(world, log_proof_get(db, world->arena, i, "said", 4, &out, &world->fault));
        assert_fine(world, log_proof_file_read(out.bytes, out.size, &file, &world->fault));
        assert_fine(world, log_proof_file_holds(&file, &log.leaf[i], &vkey, 1, NULL, &world->fault));
        assert_string_equal(file.extra, "said");
        assert_fine(world, event_get(db, world->arena, i, &event, &world->fault));
        assert_memory_equal(event.leaf, log.leaf[i].bytes, sizeof event.leaf);
        assert_fine(world, event_hash(&event, &world->fault));
        assert_memory_equal(event.leaf, log.leaf[i].bytes, sizeof event.leaf);
        log_proof_file_release(&file);
        buf_release(&out);
    }
    struct buf none;
    struct event absent;
    buf_init(&none, 0);
    assert_int_equal(log_proof_get(db, world->arena, log.size, NULL, 0, &none, &world->fault), FAULT_ABSENT);
    assert_int_equal(log_proof_get(db, world->arena, -1, NULL, 0, &none, &world->fault), FAULT_ABSENT);
    assert_int_equal(event_get(db, world->arena, log.size, &absent, &world->fault), FAULT_ABSENT);
    store_done(world->store, db);
    buf_release(&none);
    free(log.leaf);
}

/* ---- opening what others left ---- */

static void a_database_from_before_the_log_is_caught_up_when_it_is_opened(void **state)
{
    struct world *world = *state;
    assert_fine(world, record_many(world, 700, false));
    world_shut(world);
    tamper(world, "DELETE FROM log_node; DELETE FROM checkpoint");
    world_open(world);
    hand_over(world);
    check_log(world);
    assert_fine(world, record_many(world, 400, false));
    check_log(world);
}

static void a_log_of_two_levels_of_tiles_is_caught_up_and_grows_on(void **state)
{
    struct world *world = *state;
    world_shut(world);
    tamper(world, "WITH RECURSIVE n (i) AS (SELECT 3 UNION ALL SELECT i + 1 FROM n WHERE i < 65700)"
                  "INSERT INTO event SELECT i, 'school.named', 0, NULL, NULL, 'BIO', NULL, '{\"name\":\"A School\"}',"
                  " randomblob(32), randomblob(32) FROM n");
    world_open(world);
    hand_over(world);
    check_log(world);
    assert_fine(world, record_many(world, 300, false));
    check_log(world);
    assert_int_equal(world_number(world, "SELECT count(*) FROM log_node WHERE level = 2"), 1);
}

static void a_database_that_was_changed_is_read_and_added_to_no_more(void **state)
{
    static const struct { const char *sql; bool under_a_whole_tile; } changes[] = {
        {"UPDATE event SET leaf = zeroblob(32) WHERE seq = (SELECT max(seq) FROM event)", false},
        {"DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)", false},
        {"UPDATE log_node SET hash = zeroblob(32) WHERE number = 0", false},
        {"DELETE FROM log_node WHERE number = 0", false},
        {"UPDATE checkpoint SET root = zeroblob(32)", false},
        {"UPDATE checkpoint SET size = size - 1", false},
        {"UPDATE checkpoint SET size = size + 1", false},
        /* a whole tile speaks for its leaves, and only an audit computes it again */
        {"UPDATE event SET leaf = zeroblob(32) WHERE seq = 5", true},
        {"DELETE FROM event WHERE seq = 400", true},
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct world *world = *state;
        struct db *db = NULL;
        int64_t count = 0;
        assert_fine(world, record_many(world, 700, false));
        world_shut(world);
        tamper(world, changes[i].sql);
        world_open(world);
        if (changes[i].under_a_whole_tile) {
            hand_over(world);
        } else {
            assert_int_equal(store_keys_use(world->store, load_keys(world), &world->fault), FAULT_PROOF);
            assert_non_null(strstr(world->fault.message, "signpost audit"));
            assert_null(store_keys(world->store));
            assert_int_equal(record_many(world, 1, false), FAULT_PROOF);
            assert_fine(world, store_write(world->store, nothing_job, NULL, &world->fault));
            assert_fine(world, store_read(world->store, &db, &world->fault));
            assert_fine(world, event_count(db, &count, &world->fault));
            store_done(world->store, db);
            assert_true(count >= 700);
            assert_false(store_failed(world->store));
        }
        signed_teardown(state);
        signed_setup(state);
    }
}

static void a_checkpoint_never_goes_back(void **state)
{
    struct world *world = *state;
    sqlite3 *raw = world_raw(world);
    assert_int_not_equal(sqlite3_exec(raw, "UPDATE checkpoint SET size = size - 1", NULL, NULL, NULL), SQLITE_OK);
    assert_int_not_equal(sqlite3_exec(raw, "DELETE FROM checkpoint", NULL, NULL, NULL), SQLITE_OK);
    assert_int_not_equal(sqlite3_exec(raw, "INSERT OR REPLACE INTO checkpoint VALUES (0, 0, zeroblob(32), '', 0)", NULL, NULL,
                                      NULL), SQLITE_OK);
    sqlite3_close(raw);
}

#define signed_world(test) cmocka_unit_test_setup_teardown(test, signed_setup, signed_teardown)
#define bare_world(test) cmocka_unit_test_setup_teardown(test, world_setup, signed_teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        signed_world(after_each_commit_the_checkpoint_is_over_every_event),
        signed_world(a_job_that_is_rolled_back_leaves_no_leaf),
        signed_world(of_a_group_only_the_jobs_that_stand_enter_the_log_and_one_signature_is_for_all),
        signed_world(a_group_whose_checkpoint_cannot_be_stored_is_undone_and_the_log_goes_back),
        signed_world(a_group_without_events_is_not_signed_for),
        bare_world(events_without_keys_enter_the_log_and_are_signed_for_when_keys_come),
        bare_world(keys_may_come_before_the_institution_is_named),
        signed_world(keys_of_another_database_are_refused),
        signed_world(a_key_to_come_signs_too_once_the_log_tells_of_it),
        signed_world(the_log_keeps_the_name_of_its_first_day),
        cmocka_unit_test(a_log_without_a_url_is_named_after_its_key),
        signed_world(every_event_has_a_proof_under_the_last_checkpoint),
        signed_world(a_database_from_before_the_log_is_caught_up_when_it_is_opened),
        signed_world(a_log_of_two_levels_of_tiles_is_caught_up_and_grows_on),
        signed_world(a_database_that_was_changed_is_read_and_added_to_no_more),
        signed_world(a_checkpoint_never_goes_back),
    };
    if (date_set_zone("Europe/London", NULL) != FAULT_NONE)
        return 1;
    return cmocka_run_group_tests_name("the log in the store", tests, NULL, NULL);
}
