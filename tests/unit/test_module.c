/*
 * test_module.c - a person's way through the modules that ship: sections, what opens when, and completing one once.
 */
#include "completion_fixture.h"
#include "signpost/training.h"

static void *run_module(void *argument)
{
    struct runner *runner = argument;
    struct arena *arena = arena_new();
    struct fault fault;
    runner->code = arena ? module_complete(&context, bank, runner->id, &actor, arena, runner->record, &fault)
                         : FAULT_MEMORY;
    arena_free(arena);
    return NULL;
}

struct check_save {
    const char *module, *section, *question;
    bool correct;
};

static enum fault_code check_job(struct tx *tx, void *argument, struct fault *fault)
{
    struct check_save *save = argument;
    return module_check_save(tx, actor.person, save->module, save->section, save->question, "null", save->correct,
                             fault);
}

static void check_put(struct world *world, const char *module, const char *section, const char *question, bool correct)
{
    struct check_save save = {module, section, question, correct};
    assert_fine(world, store_write(world->store, check_job, &save, &world->fault));
}

/* Does every section of a module but the last SPARED checks. */
static void study(struct world *world, const char *id, int spared)
{
    const struct module *module = bank_find_module(bank, id);
    int total = 0, done = 0;
    assert_non_null(module);
    for (int i = 0; i < module->section_count; i++)
        total += module->sections[i].check_count;
    for (int i = 0; i < module->section_count; i++) {
        const struct section *section = &module->sections[i];
        check_put(world, id, section->id, "", true);
        for (int j = 0; j < section->check_count; j++, done++)
            check_put(world, id, section->id, section->checks[j]->id, done < total - spared);
    }
}

static struct module_state state_of(struct world *world, const char *id)
{
    struct module_state out;
    struct db *db = NULL;
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(
        world, module_state_get(db, bank, bank_find_module(bank, id), actor.person, world->arena, &out, &world->fault));
    store_done(world->store, db);
    return out;
}

static enum fault_code finish(struct world *world, const char *id, char record[RECORD_ID_TEXT])
{
    return module_complete(&context, bank, id, &actor, world->arena, record, &world->fault);
}

static void section_is_done_when_it_was_read_and_each_check_was_right_once(void **state)
{
    struct world *world = *state;
    const struct module *module = bank_find_module(bank, "role");
    const struct section *section = &module->sections[0];
    struct module_state out = state_of(world, "role");
    assert_true(out.open && !out.all_done && out.done == 0 && !out.section_done[0]);
    assert_int_equal(out.completed_on.day, DATE_MIN.day);
    for (int i = 0; i < section->check_count; i++)
        check_put(world, "role", section->id, section->checks[i]->id, true);
    assert_false(state_of(world, "role").section_done[0]); /* not read */
    check_put(world, "role", section->id, "", true);
    out = state_of(world, "role");
    assert_true(out.section_done[0]);
    assert_int_equal(out.done, 1);
    if (section->check_count > 0) {
        assert_true(module_state_check(&out, section->id, section->checks[0]->id)->correct);
        check_put(world, "role", section->id, section->checks[0]->id, false); /* right once stays right */
        assert_true(state_of(world, "role").section_done[0]);
    }
    assert_null(module_state_check(&out, section->id, "none"));
}

static void module_is_not_completed_before_its_last_check(void **state)
{
    struct world *world = *state;
    char record[RECORD_ID_TEXT] = "untouched";
    assert_int_equal(finish(world, "role", record), FAULT_CONFLICT);
    study(world, "role", 1);
    assert_false(state_of(world, "role").all_done);
    assert_int_equal(finish(world, "role", record), FAULT_CONFLICT);
    assert_int_equal(finish(world, "none", record), FAULT_ABSENT);
    assert_string_equal(record, "untouched");
    assert_int_equal(world_number(world, "SELECT count(*) FROM credential"), 0);
    assert_true(world_number(world, "SELECT count(*) FROM module_progress") > 0);
}

static void completed_module_has_one_record_and_can_be_taken_again(void **state)
{
    struct world *world = *state;
    char first[RECORD_ID_TEXT], again[RECORD_ID_TEXT], later[RECORD_ID_TEXT];
    struct credential_row credential;
    struct credential_check check;
    study(world, "role", 0);
    assert_fine(world, finish(world, "role", first));
    assert_int_equal(world_number(world, "SELECT count(*) FROM module_progress"), 0);
    assert_int_equal(state_of(world, "role").completed_on.day, clock_today().day);
    credential_of(world, first, &credential);
    assert_int_equal(credential_check(credential.document, credential.size, trusted, clock_now(), &check, NULL),
                     FAULT_NONE);
    assert_string_equal(check.achievement, bank_find_module(bank, "role")->title);
    credential_check_release(&check);
    assert_fine(world, finish(world, "role", again)); /* the button pressed twice */
    assert_string_equal(first, again);
    assert_int_equal(world_number(world, "SELECT count(*) FROM event WHERE kind = 'completion.recorded'"), 1);

    clock_set((struct instant){NOON + DAY_MS});
    assert_int_equal(finish(world, "role", later), FAULT_CONFLICT); /* not done anew */
    study(world, "role", 0);
    assert_fine(world, finish(world, "role", later));
    assert_string_not_equal(first, later);
    assert_int_equal(world_number(world, "SELECT count(*) FROM credential"), 2);
}

static void module_completed_by_many_requests_at_once_has_one_record(void **state)
{
    struct world *world = *state;
    static struct runner runners[THREADS];
    study(world, "role", 0);
    run_all(runners, THREADS, run_module, "role");
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(runners[i].code, FAULT_NONE);
        assert_string_equal(runners[i].record, runners[0].record);
    }
    assert_int_equal(world_number(world, "SELECT count(*) FROM credential"), 1);
}

static void refresher_opens_when_each_of_the_others_was_completed_once(void **state)
{
    struct world *world = *state;
    char record[RECORD_ID_TEXT];
    struct module_state out = state_of(world, "refresher");
    assert_false(out.open);
    assert_string_equal(out.waits_for, bank_find_module(bank, "role")->title);
    study(world, "refresher", 0);
    assert_int_equal(finish(world, "refresher", record), FAULT_CONFLICT);
    study(world, "role", 0);
    assert_fine(world, finish(world, "role", record));
    out = state_of(world, "refresher");
    assert_false(out.open);
    assert_string_equal(out.waits_for, bank_find_module(bank, "signposting")->title);
    study(world, "signposting", 0);
    assert_fine(world, finish(world, "signposting", record));
    out = state_of(world, "refresher");
    assert_true(out.open && out.all_done);
    assert_null(out.waits_for);
    assert_fine(world, finish(world, "refresher", record));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, completion_setup, world_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(section_is_done_when_it_was_read_and_each_check_was_right_once),
        TEST(module_is_not_completed_before_its_last_check),
        TEST(completed_module_has_one_record_and_can_be_taken_again),
        TEST(module_completed_by_many_requests_at_once_has_one_record),
        TEST(refresher_opens_when_each_of_the_others_was_completed_once),
    };
    return cmocka_run_group_tests(tests, load_once, drop_once);
}
