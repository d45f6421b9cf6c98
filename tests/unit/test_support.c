/*
 * test_support.c - what leaders note about a tutor: one concern at a time and School, one waiver at a time and kind, each ended once.
 */
#include "store_world.h"

struct note { int64_t by, person, waiver; const char *school, *kind; struct date from, until; };

static enum fault_code open_job(struct tx *tx, void *context, struct fault *fault)
{
    const struct note *note = context;
    return concern_open(tx, note->by, note->person, note->school, note->from, fault);
}

static enum fault_code close_job(struct tx *tx, void *context, struct fault *fault)
{
    const struct note *note = context;
    return concern_close(tx, note->by, note->person, note->school, note->from, fault);
}

static enum fault_code grant_job(struct tx *tx, void *context, struct fault *fault)
{
    const struct note *note = context;
    return waiver_grant(tx, note->by, note->person, note->kind, "leave", note->from, note->until, fault);
}

static enum fault_code end_job(struct tx *tx, void *context, struct fault *fault)
{
    const struct note *note = context;
    return waiver_end(tx, note->by, note->person, note->waiver, note->from, fault);
}

static void a_concern_is_open_once_in_each_school_and_closed_once(void **state)
{
    struct world *world = *state;
    struct note bio = {.by = add_person(world, "st1"), .person = add_person(world, "ab1"), .school = "BIO", .from = day("2026-05-01")};
    struct note law = bio;
    struct concern_row *rows = NULL;
    struct db *db = NULL;
    int count = 0;
    law.school = "LAW";
    assert_int_equal(store_write(world->store, close_job, &bio, &world->fault), FAULT_CONFLICT);
    assert_fine(world, store_write(world->store, open_job, &bio, &world->fault));
    assert_int_equal(store_write(world->store, open_job, &bio, &world->fault), FAULT_CONFLICT);
    assert_fine(world, store_write(world->store, open_job, &law, &world->fault));
    bio.from = day("2026-06-01");
    assert_fine(world, store_write(world->store, close_job, &bio, &world->fault));
    assert_int_equal(store_write(world->store, close_job, &bio, &world->fault), FAULT_CONFLICT);
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, concern_list(db, world->arena, bio.person, "BIO", &rows, &count, &world->fault));
    assert_int_equal(count, 1);
    assert_int_equal(rows[0].start.day, day("2026-05-01").day);
    assert_int_equal(rows[0].until.day, day("2026-06-01").day);
    assert_fine(world, concern_list(db, world->arena, law.person, "LAW", &rows, &count, &world->fault));
    assert_int_equal(count, 1);
    assert_int_equal(rows[0].until.day, DATE_MAX.day);
    store_done(world->store, db);
}

static void a_waiver_runs_once_for_each_kind_and_is_ended_once_and_only_by_its_own_name(void **state)
{
    struct world *world = *state;
    struct note quiz = {.by = add_person(world, "st1"), .person = add_person(world, "ab1"), .kind = "quiz", .from = day("2026-05-01"),
                        .until = day("2026-07-31")};
    struct note training = quiz, other = quiz;
    struct waiver_row *rows = NULL;
    struct db *db = NULL;
    int count = 0;
    training.kind = "training";
    training.until = DATE_MAX;
    assert_fine(world, store_write(world->store, grant_job, &quiz, &world->fault));
    assert_int_equal(store_write(world->store, grant_job, &quiz, &world->fault), FAULT_CONFLICT);
    assert_fine(world, store_write(world->store, grant_job, &training, &world->fault));
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, waiver_list(db, world->arena, quiz.person, &rows, &count, &world->fault));
    store_done(world->store, db);
    assert_int_equal(count, 2);
    assert_string_equal(rows[0].kind, "training");
    assert_int_equal(rows[0].until.day, DATE_MAX.day);
    assert_int_equal(rows[1].until.day, day("2026-07-31").day);
    quiz.waiver = rows[1].seq;
    other.waiver = rows[1].seq;
    other.person = quiz.by;
    assert_int_equal(store_write(world->store, end_job, &other, &world->fault), FAULT_CONFLICT);
    quiz.from = day("2026-06-15");
    assert_fine(world, store_write(world->store, end_job, &quiz, &world->fault));
    assert_int_equal(store_write(world->store, end_job, &quiz, &world->fault), FAULT_CONFLICT);
    assert_fine(world, store_write(world->store, grant_job, &quiz, &world->fault)); /* ended: another may begin */
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, waiver_list(db, world->arena, quiz.person, &rows, &count, &world->fault));
    store_done(world->store, db);
    assert_int_equal(count, 3);
    assert_true(rows[2].ended);
    assert_int_equal(rows[2].until.day, day("2026-06-15").day);
}

static void a_lapsed_waiver_does_not_stand_in_the_way_of_another(void **state)
{
    struct world *world = *state;
    struct note note = {.by = add_person(world, "st1"), .person = add_person(world, "ab1"), .kind = "quiz", .from = day("2026-01-01"),
                        .until = day("2026-02-28")};
    assert_fine(world, store_write(world->store, grant_job, &note, &world->fault));
    note.from = day("2026-02-28"); /* its last day is still in force */
    note.until = day("2026-04-30");
    assert_int_equal(store_write(world->store, grant_job, &note, &world->fault), FAULT_CONFLICT);
    note.from = day("2026-03-01");
    assert_fine(world, store_write(world->store, grant_job, &note, &world->fault));
}

#define in_world(test) cmocka_unit_test_setup_teardown(test, world_setup, world_teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        in_world(a_concern_is_open_once_in_each_school_and_closed_once),
        in_world(a_waiver_runs_once_for_each_kind_and_is_ended_once_and_only_by_its_own_name),
        in_world(a_lapsed_waiver_does_not_stand_in_the_way_of_another),
    };
    if (date_set_zone("Europe/London", NULL) != FAULT_NONE)
        return 1;
    return cmocka_run_group_tests_name("support", tests, NULL, NULL);
}
