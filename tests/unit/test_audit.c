/*
 * test_audit.c - an audit raises no alarm where nothing was changed: on random Universities (AUDIT_SEEDS in the environment says
 * how many), on any date. What it finds when something was changed is test_audit_tamper.c, how it counts test_audit_figures.c.
 */
#include "audit_world.h"

static struct audited *world;

static int wanted(void)
{
    const char *text = getenv("AUDIT_SEEDS");
    return text ? (int)strtol(text, NULL, 10) : 20;
}

static void clean_random_universities_raise_no_alarm(void **state)
{
    (void)state;
    for (int seed = 1; seed <= wanted(); seed++) {
        struct demo_options options = {.people = 4 + seed % 9, .schools = 1 + seed % 4, .years = 1 + seed % 6,
                                       .seed = (uint64_t)seed * 31};
        struct growing growing = {.world = world};
        struct audit_options asked = {.as_of = DATE_MIN};
        database_remove(world->base);
        university_demo(world, &growing, &options);
        store_close(growing.store);
        assert_clean(world, world->base, &asked);
        asked.as_of = date_add_days(date_from_ymd(2022, 1, 1), seed * 83);
        assert_clean(world, world->base, &asked);
    }
}

static enum fault_code add_somebody(struct tx *tx, void *context, struct fault *fault)
{
    int64_t person = 0;
    (void)context;
    return identity_add(tx, 0, "ahead", "Ada Ahead", "ahead@example.ac.uk", &person, fault);
}

/* Events never go back in time: until the clock has caught up they bear the time of the last, and the attempts their own. */
static void a_clock_that_was_set_back_raises_no_alarm(void **state)
{
    struct demo_options small = {.people = 12, .schools = 1, .years = 2, .seed = 7};
    struct growing growing = {.world = world};
    struct audit_options options = {.as_of = DATE_MIN};
    (void)state;
    database_remove(world->base);
    at("2026-03-10T15:00:00Z");
    university_new(world, &growing);
    assert_int_equal(store_write(growing.store, add_somebody, NULL, &world->fault), FAULT_NONE);
    university_fill(world, &growing, &small);
    store_close(growing.store);
    assert_true(number_in(world->base, "SELECT count(*) FROM attempt JOIN event ON seq = completion"
                                       " WHERE submitted_at < recorded_at - 3600000") > 0);
    assert_clean(world, world->base, &options);
}

/* ---- how it is called ---- */

static int steps[AUDIT_PARTS];
static void count_step(void *context, enum audit_part part, int64_t done, int64_t of)
{
    (void)context;
    assert_true(of == 0 || done <= of);
    steps[part]++;
}

static void it_says_how_far_it_has_come(void **state)
{
    struct demo_options small = {.people = 4, .schools = 1, .years = 1, .seed = 5};
    struct growing growing = {.world = world};
    struct audit_options options = {.as_of = DATE_MIN, .progress = count_step};
    (void)state;
    database_remove(world->base);
    university_demo(world, &growing, &small);
    store_close(growing.store);
    assert_clean(world, world->base, &options);
    assert_true(steps[AUDIT_EVENTS] > 0 && steps[AUDIT_TABLES] > 0 && steps[AUDIT_RECORDS] > 0 && steps[AUDIT_FIGURES] > 0);
}

static void what_is_no_checkpoint_and_no_log_key_is_refused(void **state)
{
    struct audit_options since = {.as_of = DATE_MIN, .since = "nothing", .since_size = 7};
    struct audit_options key = {.as_of = DATE_MIN, .log_key = "nothing"};
    struct audit_options witness = {.as_of = DATE_MIN, .log_key = world->witness};
    struct audit_result result;
    struct store *store = NULL;
    (void)state;
    assert_fine(world, store_open_read(world->base, &store, &world->fault));
    assert_int_equal(audit_run(store, &since, &result, &world->fault), FAULT_MALFORMED);
    audit_result_release(&result);
    assert_int_equal(audit_run(store, &key, &result, &world->fault), FAULT_MALFORMED);
    audit_result_release(&result);
    assert_int_equal(audit_run(store, &witness, &result, &world->fault), FAULT_INPUT);
    audit_result_release(&result);
    store_close(store);
}

static int setup(void **state)
{
    (void)state;
    world = audited_new();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    audited_free(world);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clean_random_universities_raise_no_alarm),
        cmocka_unit_test(a_clock_that_was_set_back_raises_no_alarm),
        cmocka_unit_test(it_says_how_far_it_has_come),
        cmocka_unit_test(what_is_no_checkpoint_and_no_log_key_is_refused),
    };
    return cmocka_run_group_tests_name("audit", tests, setup, teardown);
}
