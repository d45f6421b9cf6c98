/*
 * test_store_versions.c - the versions of the bank that the store keeps: found by the beginning of a hash, listed with their
 * attempts, and which of them was served when.
 */
#include "store_world.h"
#include "signpost/store_bank.h"

#define TWIN "bbbbbbbbbbbbbbbbccccccccccccccccbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static enum fault_code twin_job(struct tx *tx, void *context, struct fault *fault)
{
    static const char document[] = "{\"bank\":[1,2,3],\"schools\":[{\"questions\":[4]},{\"questions\":[5,6]}]}";
    (void)context;
    return bank_version_keep(tx, TWIN, document, sizeof document - 1, fault);
}

static enum fault_code serve_job(struct tx *tx, void *context, struct fault *fault)
{
    return bank_version_serve(tx, context, fault);
}

static struct bank_version *listed(struct world *world, int *count)
{
    struct bank_version *versions = NULL;
    struct db *db = NULL;
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, bank_version_list(db, world->arena, &versions, count, &world->fault));
    store_done(world->store, db);
    return versions;
}

static void a_version_is_found_by_the_beginning_of_its_hash(void **state)
{
    struct world *world = *state;
    struct db *db = NULL;
    char hash[65];
    assert_fine(world, store_write(world->store, bank_job, NULL, &world->fault));
    assert_fine(world, store_write(world->store, twin_job, NULL, &world->fault));
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, bank_version_find(db, "bbbbbbbbbbbbbbbbb", hash, &world->fault));
    assert_string_equal(hash, BANK);
    assert_fine(world, bank_version_find(db, TWIN, hash, &world->fault));
    assert_string_equal(hash, TWIN);
    assert_int_equal(bank_version_find(db, "bbbb", hash, &world->fault), FAULT_USAGE);
    assert_int_equal(bank_version_find(db, "c", hash, &world->fault), FAULT_ABSENT);
    assert_int_equal(bank_version_find(db, "%", hash, &world->fault), FAULT_ABSENT);
    store_done(world->store, db);
}

static void the_version_last_taken_over_is_the_current_one(void **state)
{
    struct world *world = *state;
    int count = 0;
    assert_fine(world, store_write(world->store, bank_job, NULL, &world->fault));
    assert_fine(world, store_write(world->store, twin_job, NULL, &world->fault));
    struct bank_version *versions = listed(world, &count);
    assert_int_equal(count, 2);
    assert_false(versions[0].current || versions[1].current); /* kept, and never served */
    static const char *const served[] = {BANK, BANK, TWIN, BANK};
    for (size_t i = 0; i < sizeof served / sizeof *served; i++) {
        assert_fine(world, store_write(world->store, serve_job, (void *)served[i], &world->fault));
        versions = listed(world, &count);
        for (int k = 0; k < count; k++)
            assert_int_equal(versions[k].current, strcmp(versions[k].hash, served[i]) == 0);
    }
}

static void questions_of_schools_and_attempts_are_counted(void **state)
{
    struct world *world = *state;
    int count = 0;
    assert_fine(world, store_write(world->store, bank_job, NULL, &world->fault));
    assert_fine(world, store_write(world->store, twin_job, NULL, &world->fault));
    int64_t person = add_person(world, "ab1");
    start_attempt(world, person, 1);
    struct bank_version *versions = listed(world, &count);
    for (int i = 0; i < count; i++) {
        bool twin = strcmp(versions[i].hash, TWIN) == 0;
        assert_int_equal(versions[i].questions, twin ? 6 : 0);
        assert_int_equal(versions[i].open, twin ? 0 : 1);
        assert_int_equal(versions[i].submitted, 0);
        assert_true(versions[i].since.ms > 0);
    }
}

#define in_world(test) cmocka_unit_test_setup_teardown(test, world_setup, world_teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        in_world(a_version_is_found_by_the_beginning_of_its_hash),
        in_world(the_version_last_taken_over_is_the_current_one),
        in_world(questions_of_schools_and_attempts_are_counted),
    };
    return cmocka_run_group_tests_name("versions", tests, NULL, NULL);
}
