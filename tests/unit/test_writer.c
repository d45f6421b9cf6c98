/*
 * test_writer.c - the one writer: groups, savepoints, the event listener, closing, and many threads at once.
 */
#include "store_gate.h"
#include <stdatomic.h>
#include <sys/stat.h>

/* Adds a person, then fails in one of several ways, or not. */
enum way { WELL, WITH_A_FAULT, AFTER_A_CONFLICT, AFTER_A_WRONG_EVENT, WAYS };
struct addition { char staff_id[24], email[48]; enum way way; int64_t person; };
static enum fault_code addition_job(struct tx *tx, void *context, struct fault *fault)
{
    struct addition *addition = context;
    int64_t again = 0;
    struct event wrong = {
        .kind = "concern.closed", .about = 1, .school = "BIO", .date = {9}, .payload = "{\"concern\":99}"};
    enum fault_code code =
        identity_add(tx, 0, addition->staff_id, "A Person", addition->email, &addition->person, fault);
    if (code != FAULT_NONE)
        return code;
    switch (addition->way) {
    case WITH_A_FAULT:
        return fault_set(fault, FAULT_INPUT, "Not like this.");
    case AFTER_A_CONFLICT:
        return identity_add(tx, 0, addition->staff_id, "A Person", addition->email, &again, fault);
    case AFTER_A_WRONG_EVENT:
        return event_append(tx, &wrong, fault);
    default:
        return FAULT_NONE;
    }
}

static void addition_init(struct addition *addition, const char *prefix, int number, enum way way)
{
    *addition = (struct addition){.way = way};
    snprintf(addition->staff_id, sizeof addition->staff_id, "%s%d", prefix, number);
    snprintf(addition->email, sizeof addition->email, "%s@example.ac.uk", addition->staff_id);
}

static void a_job_that_fails_in_a_group_leaves_nothing_and_harms_no_other(void **state)
{
    struct world *world = *state;
    static const enum fault_code expected[WAYS] = {FAULT_NONE, FAULT_INPUT, FAULT_CONFLICT, FAULT_INTERNAL};
    struct addition additions[40];
    struct task tasks[40], first;
    struct gate gate;
    struct store_stats before, after;
    hold(&gate, &first, world);
    store_stats(world->store, &before);
    for (int i = 0; i < 40; i++) {
        addition_init(&additions[i], "T", i, (enum way)(i % WAYS));
        start(&tasks[i], world, addition_job, &additions[i]);
    }
    release(&gate, &first);
    for (int i = 0; i < 40; i++) {
        pthread_join(tasks[i].thread, NULL);
        assert_int_equal(tasks[i].code, expected[additions[i].way]);
    }
    store_stats(world->store, &after);
    assert_int_equal(after.commits - before.commits, 2); /* the gate's and one for all the others */
    assert_int_equal(after.failures - before.failures, 30);
    assert_int_equal(after.events, 10);
    assert_int_equal(world_number(world, "SELECT count(*) FROM identity"), 10);
    assert_int_equal(world_number(world, "SELECT count(*) FROM person JOIN identity USING (person)"), 10);
    assert_int_equal(
        world_number(world, "SELECT count(*) FROM identity WHERE CAST(substr(staff_id, 2) AS INTEGER) % 4 = 0"), 10);
    assert_int_equal(world_number(world, "SELECT max(seq) FROM event"), 9);
}

static enum fault_code lying_job(struct tx *tx, void *context, struct fault *fault)
{
    struct addition *addition = context;
    int64_t again = 0;
    enum fault_code code =
        identity_add(tx, 0, addition->staff_id, "A Person", addition->email, &addition->person, fault);
    if (identity_add(tx, 0, addition->staff_id, "A Person", addition->email, &again, fault) == FAULT_CONFLICT)
        return code; /* expected, and got over */
    return FAULT_INTERNAL;
}

static void a_job_may_get_over_a_conflict(void **state)
{
    struct world *world = *state;
    struct addition addition;
    addition_init(&addition, "T", 1, WELL);
    assert_fine(world, store_write(world->store, lying_job, &addition, &world->fault));
    assert_int_equal(world_number(world, "SELECT count(*) FROM event"), 1);
}

/* ---- many writers and readers ---- */

enum { WRITERS = 64, EACH = 25 };
struct writer { struct world *world; int number; atomic_bool *over; int failed; pthread_t thread; };

static void *write_many(void *context)
{
    struct writer *writer = context;
    for (int i = 0; i < EACH; i++) {
        struct addition addition;
        char prefix[16];
        snprintf(prefix, sizeof prefix, "W%d-", writer->number);
        addition_init(&addition, prefix, i, i % 5 == 4 ? WITH_A_FAULT : WELL);
        enum fault_code code = store_write(writer->world->store, addition_job, &addition, NULL);
        writer->failed += code != (i % 5 == 4 ? FAULT_INPUT : FAULT_NONE);
    }
    return NULL;
}

/* A reader sees whole transactions: as many people as events, whenever it looks. */
static void *read_many(void *context)
{
    struct writer *reader = context;
    while (!atomic_load(reader->over)) {
        struct db *db = NULL;
        struct identity *list = NULL;
        struct arena *arena = arena_new();
        int count = 0;
        int64_t events = -1;
        if (store_read(reader->world->store, &db, NULL) != FAULT_NONE ||
            event_count(db, &events, NULL) != FAULT_NONE || identity_list(db, arena, &list, &count, NULL) != FAULT_NONE)
            reader->failed++;
        reader->failed += events != count;
        store_done(reader->world->store, db);
        arena_free(arena);
    }
    return NULL;
}

static void sixty_four_writers_make_a_gapless_history_that_readers_see_whole(void **state)
{
    struct world *world = *state;
    static struct writer writers[WRITERS], readers[WRITERS];
    atomic_bool over = false;
    for (int i = 0; i < WRITERS; i++) {
        writers[i] = (struct writer){.world = world, .number = i};
        readers[i] = (struct writer){.world = world, .over = &over};
        assert_int_equal(pthread_create(&writers[i].thread, NULL, write_many, &writers[i]), 0);
        assert_int_equal(pthread_create(&readers[i].thread, NULL, read_many, &readers[i]), 0);
    }
    for (int i = 0; i < WRITERS; i++)
        pthread_join(writers[i].thread, NULL);
    atomic_store(&over, true);
    for (int i = 0; i < WRITERS; i++)
        pthread_join(readers[i].thread, NULL);
    for (int i = 0; i < WRITERS; i++) {
        assert_int_equal(writers[i].failed, 0);
        assert_int_equal(readers[i].failed, 0);
    }
    world_shut(world);
    int64_t expected = WRITERS * EACH * 4 / 5;
    assert_int_equal(world_number(world, "SELECT count(*) FROM event"), expected);
    assert_int_equal(world_number(world, "SELECT max(seq) FROM event"), expected - 1);
    assert_int_equal(world_number(world, "SELECT count(*) FROM identity"), expected);
    assert_int_equal(world_number(world, "SELECT count(*) FROM event AS a JOIN event AS b ON b.seq = a.seq + 1"
                                         " WHERE b.recorded_at < a.recorded_at"), 0);
}

/* ---- the listener ---- */

struct heard { struct world *world; int64_t next; bool wrong; atomic_int count; };
static void hear(void *context, const struct event *event)
{
    struct heard *heard = context;
    struct db *db = NULL;
    int64_t durable = 0;
    heard->wrong |= event->seq != heard->next || strcmp(event->kind, "person.added") != 0 || event->about == 0;
    if (store_read(heard->world->store, &db, NULL) == FAULT_NONE) {
        heard->wrong |= event_count(db, &durable, NULL) != FAULT_NONE || durable <= event->seq;
        store_done(heard->world->store, db);
    }
    heard->next = event->seq + 1;
    atomic_fetch_add(&heard->count, 1);
}

static void the_listener_hears_each_committed_event_in_order_before_its_caller_wakes(void **state)
{
    struct world *world = *state;
    struct addition additions[20];
    struct task tasks[20];
    add_person(world, "before");
    struct heard heard = {.world = world, .next = 1};
    store_on_event(world->store, hear, &heard);
    add_person(world, "one");
    assert_int_equal(atomic_load(&heard.count), 1);
    for (int i = 0; i < 20; i++) {
        addition_init(&additions[i], "T", i, i % 2 ? WITH_A_FAULT : WELL);
        start(&tasks[i], world, addition_job, &additions[i]);
    }
    for (int i = 0; i < 20; i++)
        pthread_join(tasks[i].thread, NULL);
    assert_int_equal(atomic_load(&heard.count), 11);
    assert_false(heard.wrong);
    store_on_event(world->store, NULL, NULL);
    add_person(world, "after");
    assert_int_equal(atomic_load(&heard.count), 11);
}

/* ---- closing, checkpoints ---- */

static void *close_store(void *context)
{
    struct world *world = context;
    store_close(world->store);
    return NULL;
}

static void closing_finishes_what_was_queued_and_refuses_what_comes_later(void **state)
{
    struct world *world = *state;
    struct addition queued, late;
    struct task first, second;
    struct gate gate;
    pthread_t closer;
    addition_init(&queued, "Q", 1, WELL);
    addition_init(&late, "L", 1, WELL);
    hold(&gate, &first, world);
    start(&second, world, addition_job, &queued);
    usleep(100000);
    assert_int_equal(pthread_create(&closer, NULL, close_store, world), 0);
    usleep(100000);
    assert_int_equal(store_write(world->store, addition_job, &late, &world->fault), FAULT_BUSY);
    release(&gate, &first);
    pthread_join(second.thread, NULL);
    pthread_join(closer, NULL);
    world->store = NULL;
    assert_int_equal(second.code, FAULT_NONE);
    assert_int_equal(world_number(world, "SELECT count(*) FROM identity WHERE staff_id = 'Q1'"), 1);
    assert_int_equal(world_number(world, "SELECT count(*) FROM identity"), 1);
}

static int64_t size_of(struct world *world, const char *ending)
{
    char path[128];
    struct stat about;
    snprintf(path, sizeof path, "%s%s", world->file, ending);
    return stat(path, &about) == 0 ? about.st_size : 0;
}

static enum fault_code bulk_job(struct tx *tx, void *context, struct fault *fault)
{
    char *document = context, hash[65];
    text_random_hex(hash, 32);
    return bank_version_keep(tx, hash, document, 512 * 1024, fault);
}

static void the_log_stays_small_and_is_empty_after_closing(void **state)
{
    struct world *world = *state;
    char *document = malloc(512 * 1024);
    assert_non_null(document);
    memset(document, 'x', 512 * 1024);
    for (int i = 0; i < 60; i++) {
        assert_fine(world, store_write(world->store, bulk_job, document, &world->fault));
        assert_true(size_of(world, "-wal") < 8 * 1024 * 1024);
    }
    assert_true(size_of(world, "") > 20 * 1024 * 1024);
    world_shut(world);
    assert_int_equal(size_of(world, "-wal"), 0);
    free(document);
}

#define in_world(test) cmocka_unit_test_setup_teardown(test, world_setup, world_teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        in_world(a_job_that_fails_in_a_group_leaves_nothing_and_harms_no_other),
        in_world(a_job_may_get_over_a_conflict),
        in_world(sixty_four_writers_make_a_gapless_history_that_readers_see_whole),
        in_world(the_listener_hears_each_committed_event_in_order_before_its_caller_wakes),
        in_world(closing_finishes_what_was_queued_and_refuses_what_comes_later),
        in_world(the_log_stays_small_and_is_empty_after_closing),
    };
    if (date_set_zone("Europe/London", NULL) != FAULT_NONE)
        return 1;
    return cmocka_run_group_tests_name("writer", tests, NULL, NULL);
}
