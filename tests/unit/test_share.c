/*
 * test_share.c - a record opens to its holder, and to others only as long and as far as its holder shares it.
 */
#include "store_world.h"

struct scene { struct world *world; int64_t holder, other; char record[RECORD_ID_TEXT]; int64_t completion; };

static struct scene scene_of(void **state)
{
    struct scene scene = {.world = *state};
    scene.holder = add_person(scene.world, "t-1");
    scene.other = add_person(scene.world, "t-2");
    struct attempt attempt = start_attempt(scene.world, scene.holder, 1), done = submit(scene.world, &attempt, 0);
    memcpy(scene.record, done.record, sizeof scene.record);
    scene.completion = done.completion;
    return scene;
}

struct change { const struct scene *scene; int64_t person; bool name, clear; };

static enum fault_code change_job(struct tx *tx, void *context, struct fault *fault)
{
    const struct change *change = context;
    return change->clear ? share_clear(tx, change->scene->record, change->person, fault)
                         : share_set(tx, change->scene->record, change->person, change->name, fault);
}

static enum fault_code set(const struct scene *scene, int64_t person, bool name)
{
    struct change change = {scene, person, name, false};
    return store_write(scene->world->store, change_job, &change, &scene->world->fault);
}

static void stop(const struct scene *scene, int64_t person)
{
    struct change change = {scene, person, false, true};
    assert_fine(scene->world, store_write(scene->world->store, change_job, &change, &scene->world->fault));
}

static enum fault_code find(const struct scene *scene, const char *record, int64_t reader, struct record_found *out)
{
    struct world *world = scene->world;
    struct db *db = NULL;
    assert_fine(world, store_read(world->store, &db, &world->fault));
    enum fault_code code = record_find(db, world->arena, record, reader, out, &world->fault);
    store_done(world->store, db);
    return code;
}

static void record_opens_to_its_holder_and_to_nobody_else(void **state)
{
    struct scene scene = scene_of(state);
    struct record_found found;
    assert_int_equal(find(&scene, scene.record, scene.holder, &found), FAULT_NONE);
    assert_true(found.own && !found.share.on && found.withdrawn_at.ms == 0);
    assert_string_equal(found.holder, "A Person");
    assert_string_equal(found.item, QUIZ);
    assert_int_equal(found.credential.size, 2048);
    assert_int_equal(find(&scene, scene.record, scene.other, &found), FAULT_ABSENT);
    assert_int_equal(find(&scene, scene.record, 0, &found), FAULT_ABSENT);
    assert_null(found.credential.document);
}

static void shared_record_opens_to_anyone_and_names_nobody_unless_its_holder_wants(void **state)
{
    struct scene scene = scene_of(state);
    struct record_found found;
    assert_int_equal(set(&scene, scene.holder, false), FAULT_NONE);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(find(&scene, scene.record, i ? scene.other : 0, &found), FAULT_NONE);
        assert_true(!found.own && found.share.on && !found.share.name);
        assert_null(found.holder);
    }
    int64_t since = found.share.since.ms;
    assert_int_equal(set(&scene, scene.holder, true), FAULT_NONE);
    assert_int_equal(find(&scene, scene.record, 0, &found), FAULT_NONE);
    assert_string_equal(found.holder, "A Person");
    assert_int_equal(found.share.since.ms, since);
    stop(&scene, scene.holder);
    assert_int_equal(find(&scene, scene.record, 0, &found), FAULT_ABSENT);
    assert_int_equal(find(&scene, scene.record, scene.holder, &found), FAULT_NONE);
}

static void nobody_shares_or_hides_what_is_not_theirs(void **state)
{
    struct scene scene = scene_of(state), nowhere = scene;
    struct record_found found;
    assert_int_equal(set(&scene, scene.other, true), FAULT_ABSENT);
    assert_int_equal(find(&scene, scene.record, 0, &found), FAULT_ABSENT);
    snprintf(nowhere.record, sizeof nowhere.record, "00000000-0000-7000-8000-000000000000");
    assert_int_equal(set(&nowhere, scene.holder, true), FAULT_ABSENT);
    assert_int_equal(set(&scene, scene.holder, false), FAULT_NONE);
    stop(&scene, scene.other);
    assert_int_equal(find(&scene, scene.record, 0, &found), FAULT_NONE);
}

static void withdrawal_shows_wherever_the_record_opens(void **state)
{
    struct scene scene = scene_of(state);
    struct world *world = scene.world;
    struct record_found found;
    char payload[64];
    struct db *db = NULL;
    bool superseded = true;
    struct instant at;
    assert_int_equal(set(&scene, scene.holder, false), FAULT_NONE);
    snprintf(payload, sizeof payload, "{\"completion\":%lld,\"reason\":\"mistake\"}", (long long)scene.completion);
    record(world, (struct event){.kind = "completion.withdrawn", .about = scene.holder, .date = DATE_MIN, .payload = payload});
    assert_int_equal(find(&scene, scene.record, 0, &found), FAULT_NONE);
    assert_true(found.withdrawn_at.ms > 0);
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, record_of_event(db, scene.completion, false, &at, &superseded, &world->fault));
    assert_int_equal(at.ms, found.withdrawn_at.ms);
    assert_false(superseded);
    assert_int_equal(record_of_event(db, 0, false, &at, &superseded, &world->fault), FAULT_ABSENT);
    assert_fine(world, record_held(db, world->arena, scene.record, 0, &found, &world->fault));
    store_done(world->store, db);
}

static void list_holds_each_record_with_what_its_holder_chose(void **state)
{
    struct scene scene = scene_of(state);
    struct world *world = scene.world;
    struct record_row *rows = NULL;
    struct db *db = NULL;
    int count = 0;
    assert_int_equal(set(&scene, scene.holder, true), FAULT_NONE);
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, record_list(db, world->arena, scene.holder, &rows, &count, &world->fault));
    assert_int_equal(count, 2); /* of the completion, and of the score */
    for (int i = 0; i < count; i++) {
        bool shared = rows[i].kind == RECORD_COMPLETION;
        assert_int_equal(strcmp(rows[i].record, scene.record) == 0, shared);
        assert_true(rows[i].share.on == shared && rows[i].share.name == shared && !rows[i].withdrawn && !rows[i].superseded);
        assert_int_equal(rows[i].completion, scene.completion);
    }
    assert_fine(world, record_list(db, world->arena, scene.other, &rows, &count, &world->fault));
    assert_int_equal(count, 0);
    store_done(world->store, db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(record_opens_to_its_holder_and_to_nobody_else, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(shared_record_opens_to_anyone_and_names_nobody_unless_its_holder_wants, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(nobody_shares_or_hides_what_is_not_theirs, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(withdrawal_shows_wherever_the_record_opens, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(list_holds_each_record_with_what_its_holder_chose, world_setup, world_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
