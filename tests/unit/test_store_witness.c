/*
 * test_store_witness.c - the witnesses whose word counts, and which of their cosignatures are kept.
 */
#include "store_world.h"
#include "signpost/limits.h"

#define KEY "deans-office+00000000+BAAA"
#define NOON INT64_C(1780315200000) /* 1 June 2026, 12:00 UTC */
#define MINUTE INT64_C(60000)
#define DAY_MS (1440 * MINUTE)

struct add { const char *vkey; int64_t seq; };

static enum fault_code add_job(struct tx *tx, void *context, struct fault *fault)
{
    struct add *add = context;
    return witness_add(tx, 0, add->vkey, &add->seq, fault);
}

static enum fault_code end_job(struct tx *tx, void *context, struct fault *fault)
{
    return witness_end(tx, 0, *(int64_t *)context, fault);
}

static enum fault_code cosign_job(struct tx *tx, void *context, struct fault *fault)
{
    return cosignature_add(tx, context, fault);
}

static int64_t trust(struct world *world, const char *vkey)
{
    struct add add = {vkey, -1};
    assert_fine(world, store_write(world->store, add_job, &add, &world->fault));
    return add.seq;
}

static enum fault_code end(struct world *world, int64_t seq)
{
    return store_write(world->store, end_job, &seq, &world->fault);
}

static enum fault_code cosign(struct world *world, int64_t witness, int64_t size, int64_t at)
{
    struct cosignature_row row = {.witness = witness, .size = size, .at = {at}, .note = "note", .root = {{(unsigned char)size}}};
    return store_write(world->store, cosign_job, &row, &world->fault);
}

static struct cosignature_row *latest(struct world *world, int expected)
{
    struct cosignature_row *rows = NULL;
    struct db *db = NULL;
    int count = -1;
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, cosignature_latest(db, world->arena, &rows, &count, &world->fault));
    store_done(world->store, db);
    assert_int_equal(count, expected);
    return rows;
}

static void a_witness_is_trusted_until_it_is_ended(void **state)
{
    struct world *world = *state;
    struct witness_row *rows = NULL;
    struct db *db = NULL;
    int count = 0;
    int64_t first = trust(world, KEY), second = trust(world, KEY "B");
    assert_int_equal(end(world, first), FAULT_NONE);
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, witness_list(db, world->arena, &rows, &count, &world->fault));
    store_done(world->store, db);
    assert_int_equal(count, 2);
    assert_int_equal(rows[0].seq, first);
    assert_true(rows[0].ended);
    assert_string_equal(rows[1].vkey, KEY "B");
    assert_int_equal(rows[1].seq, second);
    assert_false(rows[1].ended);
}

static void a_witness_is_not_trusted_twice_but_again_after_its_end(void **state)
{
    struct world *world = *state;
    struct add add = {KEY, -1};
    int64_t first = trust(world, KEY);
    assert_int_equal(store_write(world->store, add_job, &add, &world->fault), FAULT_CONFLICT);
    assert_int_equal(end(world, first), FAULT_NONE);
    assert_int_equal(end(world, first), FAULT_ABSENT);
    assert_int_equal(end(world, 99), FAULT_ABSENT);
    assert_true(trust(world, KEY) > first);
}

static void only_a_newer_cosignature_takes_the_place_of_an_older(void **state)
{
    struct world *world = *state;
    int64_t witness = trust(world, KEY);
    latest(world, 0);
    assert_int_equal(cosign(world, witness, 10, NOON), FAULT_NONE);
    assert_int_equal(cosign(world, witness, 12, NOON - 1), FAULT_NONE); /* replayed: nothing is done */
    assert_int_equal(latest(world, 1)->size, 10);
    assert_int_equal(cosign(world, witness, 12, NOON), FAULT_NONE);
    struct cosignature_row *row = latest(world, 1);
    assert_int_equal(row->size, 12);
    assert_int_equal(row->root.bytes[0], 12);
    assert_int_equal(row->at.ms, NOON);
    assert_string_equal(row->vkey, KEY);
    assert_string_equal(row->note, "note");
    assert_int_equal(cosign(world, witness, 12, NOON + MINUTE), FAULT_NONE);
    assert_int_equal(latest(world, 1)->at.ms, NOON + MINUTE);
}

static void the_latest_of_each_trusted_witness_come_newest_first(void **state)
{
    struct world *world = *state;
    int64_t first = trust(world, KEY), second = trust(world, KEY "B"), third = trust(world, KEY "C");
    assert_int_equal(cosign(world, first, 10, NOON), FAULT_NONE);
    assert_int_equal(cosign(world, second, 8, NOON + MINUTE), FAULT_NONE);
    assert_int_equal(cosign(world, third, 9, NOON + 2 * MINUTE), FAULT_NONE);
    assert_int_equal(end(world, third), FAULT_NONE);
    struct cosignature_row *rows = latest(world, 2);
    assert_int_equal(rows[0].witness, second);
    assert_int_equal(rows[1].witness, first);
}

static void a_witness_that_was_ended_signs_no_more(void **state)
{
    struct world *world = *state;
    int64_t witness = trust(world, KEY);
    assert_int_equal(end(world, witness), FAULT_NONE);
    assert_int_equal(cosign(world, witness, 10, NOON), FAULT_ABSENT);
    assert_int_equal(cosign(world, 99, 10, NOON), FAULT_ABSENT);
}

static void one_cosignature_a_day_is_kept_and_not_for_ever(void **state)
{
    struct world *world = *state;
    int64_t witness = trust(world, KEY);
    for (int i = 0; i < 50; i++)
        assert_int_equal(cosign(world, witness, 10 + i, NOON + i * MINUTE), FAULT_NONE);
    assert_int_equal(world_number(world, "SELECT count(*) FROM cosignature"), 1);
    for (int i = 1; i <= LIMIT_COSIGNATURES + 20; i++)
        assert_int_equal(cosign(world, witness, 100, NOON + i * DAY_MS), FAULT_NONE);
    assert_int_equal(world_number(world, "SELECT count(*) FROM cosignature"), LIMIT_COSIGNATURES);
    assert_int_equal(latest(world, 1)->at.ms, NOON + (LIMIT_COSIGNATURES + 20) * DAY_MS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_witness_is_trusted_until_it_is_ended, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_witness_is_not_trusted_twice_but_again_after_its_end, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(only_a_newer_cosignature_takes_the_place_of_an_older, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(the_latest_of_each_trusted_witness_come_newest_first, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_witness_that_was_ended_signs_no_more, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(one_cosignature_a_day_is_kept_and_not_for_ever, world_setup, world_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
