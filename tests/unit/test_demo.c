/*
 * test_demo.c - the synthetic University: the same seed gives the same one, its examples are what they are called, and its
 * tables say what its events say.
 */
#include "store_world.h"
#include "signpost/compliance.h"
#include "signpost/demo.h"

struct made { struct demo_cast cast; char *report; int64_t different; };

static enum fault_code take(void *context, const struct event *event, struct fault *fault)
{
    return ledger_apply(context, event, fault);
}

static enum fault_code check(struct tx *tx, void *context, struct fault *fault)
{
    struct findings findings;
    findings_init(&findings);
    enum fault_code code = projections_rebuild(tx, true, context, &findings, fault);
    findings_release(&findings);
    return code;
}

static struct bank *bank_of_the_project(void)
{
    struct findings findings;
    struct bank *bank = NULL;
    struct fault fault;
    findings_init(&findings);
    if (bank_load("questions", &findings, &bank, &fault) != FAULT_NONE)
        fail_msg("%s", fault.message);
    findings_release(&findings);
    return bank;
}

static void at_noon(void)
{
    struct instant noon = {0};
    assert_int_equal(instant_parse("2026-03-10T12:00:00Z", &noon, NULL), FAULT_NONE);
    clock_set(noon);
}

static struct ledger *ledger_of(struct world *world, struct db *db)
{
    struct ledger *ledger = ledger_new();
    assert_non_null(ledger);
    assert_fine(world, event_each(db, 0, -1, take, ledger, &world->fault));
    return ledger;
}

static char *report_of(struct world *world)
{
    struct report report;
    struct db *db = NULL;
    struct buf csv;
    buf_init(&csv, 0);
    assert_fine(world, store_read(world->store, &db, &world->fault));
    struct ledger *ledger = ledger_of(world, db);
    store_done(world->store, db);
    assert_fine(world, compliance_report(ledger, clock_today(), -1, MEDIAN_EXACT, world->arena, &report, &world->fault));
    assert_fine(world, report_csv(&report, &csv, &world->fault));
    ledger_free(ledger);
    return buf_take(&csv);
}

static void make(struct world *world, struct bank *bank, uint64_t seed, struct made *out)
{
    struct demo_options options = {.people = 40, .schools = 3, .years = 6, .seed = seed};
    struct keys *keys = NULL;
    char file[128];
    snprintf(file, sizeof file, "%s/keys", world->dir);
    assert_fine(world, keys_create(file, &world->fault));
    assert_fine(world, keys_load(file, &keys, &world->fault));
    unlink(file);
    at_noon();
    assert_fine(world, demo_fill(world->store, keys, bank, &options, NULL, NULL, &out->cast, &world->fault));
    keys_free(keys);
    at_noon();
    out->report = report_of(world);
    assert_fine(world, store_write(world->store, check, &out->different, &world->fault));
}

static void the_same_seed_gives_the_same_university_and_another_seed_another(void **state)
{
    static const uint64_t seeds[] = {7, 7, 8};
    struct bank *bank = bank_of_the_project();
    struct made made[3];
    for (int i = 0; i < 3; i++) {
        make(*state, bank, seeds[i], &made[i]);
        assert_int_equal(made[i].different, 0);
        world_teardown(state);
        world_setup(state);
    }
    assert_string_equal(made[0].report, made[1].report);
    assert_string_not_equal(made[0].report, made[2].report);
    for (int i = 0; i < 3; i++)
        free(made[i].report);
    bank_release(bank);
}

static void each_example_holds_the_role_it_is_called_by(void **state)
{
    struct world *world = *state;
    struct bank *bank = bank_of_the_project();
    struct made made;
    struct db *db = NULL;
    make(world, bank, 1, &made);
    const struct { int64_t person; enum role role; } cast[] = {
        {made.cast.tutor, ROLE_TUTOR}, {made.cast.senior_tutor, ROLE_SENIOR_TUTOR},
        {made.cast.head_of_school, ROLE_HEAD_OF_SCHOOL}, {made.cast.dean, ROLE_DEAN},
        {made.cast.training_lead, ROLE_TRAINING_LEAD}, {made.cast.administrator, ROLE_ADMINISTRATOR},
    };
    assert_fine(world, store_read(world->store, &db, &world->fault));
    for (size_t i = 0; i < sizeof cast / sizeof *cast; i++) {
        struct actor actor;
        assert_fine(world, actor_get(db, world->arena, cast[i].person, clock_today(), &actor, &world->fault));
        assert_true(actor_has_role(&actor, cast[i].role));
        for (int j = 0; i < 3 && j < actor.post_count; j++) /* the first three share a School */
            assert_string_equal(actor.posts[j].school, "BIO");
    }
    store_done(world->store, db);
    free(made.report);
    bank_release(bank);
}

static void the_example_tutor_has_past_records_and_something_due_soon(void **state)
{
    struct world *world = *state;
    struct bank *bank = bank_of_the_project();
    struct completion_row *rows = NULL;
    struct tutor_state tutor;
    struct made made;
    struct db *db = NULL;
    int count = 0, signed_records = 0;
    make(world, bank, 1, &made);
    assert_fine(world, store_read(world->store, &db, &world->fault));
    struct ledger *ledger = ledger_of(world, db);
    assert_fine(world, completion_list(db, world->arena, made.cast.tutor, &rows, &count, &world->fault));
    store_done(world->store, db);
    for (int i = 0; i < count; i++)
        signed_records += rows[i].record != NULL;
    assert_true(signed_records >= 3);
    assert_fine(world, compliance_person(ledger, made.cast.tutor, clock_today(), -1, &tutor, &world->fault));
    assert_int_equal(tutor.state, STATE_DUE_SOON);
    assert_int_equal(world_number(world, "SELECT count(*) FROM attempt WHERE submitted_at IS NULL"), 1);
    assert_true(world_number(world, "SELECT count(DISTINCT system) FROM post WHERE school = 'LAW'") == 2);
    ledger_free(ledger);
    free(made.report);
    bank_release(bank);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_same_seed_gives_the_same_university_and_another_seed_another),
        TEST(each_example_holds_the_role_it_is_called_by),
        TEST(the_example_tutor_has_past_records_and_something_due_soon),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
