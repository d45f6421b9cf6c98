/*
 * test_completion_memory.c - a submission during which memory runs out, at any allocation of any thread, leaves both records
 * with their events, or none of it: never one of the pair, never a result without its records.
 */
#include "completion_fixture.h"
#include "failing_malloc.h"

#define CALLS_MAX 100000
#define COUNT(table) "SELECT count(*) FROM " table

struct counts { int64_t completions, issued, records, scores, submitted; };

static struct counts count(struct world *world)
{
    sqlite3 *raw = world_raw(world);
    struct counts counts = {
        raw_number(raw, COUNT("event WHERE kind = 'completion.recorded'")),
        raw_number(raw, COUNT("event WHERE kind = 'record.issued'")),
        raw_number(raw, COUNT("credential WHERE kind = 'completion'")),
        raw_number(raw, COUNT("credential WHERE kind = 'score'")),
        raw_number(raw, COUNT("attempt WHERE submitted_at IS NOT NULL AND answers_salt IS NOT NULL")),
    };
    sqlite3_close(raw);
    return counts;
}

/* A store that cannot know what is on disk takes no more writes: its server ends, and the next one says what it was. */
static void open_again_if_failed(struct world *world)
{
    if (!store_failed(world->store))
        return;
    world_shut(world);
    world_open(world);
    context.store = world->store;
}

static void submission_without_memory_leaves_both_records_or_neither(void **state)
{
    struct world *world = *state;
    struct attempt attempt = begin(world, 1), out;
    int attempts = 1;
    long calls = 0, refused_ones = 0;
    bool reached = true;
    if (!ANSWERS_MALLOC)
        skip();
    for (; reached && calls < CALLS_MAX; calls++) {
        struct arena *arena = arena_new();
        assert_non_null(arena);
        countdown = calls;
        enum fault_code code = attempt_complete(&context, bank, attempt.id, &actor, arena, &out, &world->fault);
        reached = atomic_exchange(&countdown, -1) < 0;
        arena_free(arena);
        open_again_if_failed(world);
        struct counts now = count(world);
        assert_true(code == FAULT_NONE || code == FAULT_MEMORY || code == FAULT_STORAGE);
        assert_true(now.records == attempts - 1 || (now.records == attempts && code != FAULT_MEMORY));
        assert_true(code != FAULT_NONE || now.records == attempts);
        assert_int_equal(now.scores, now.records);
        assert_int_equal(now.issued, now.records);
        assert_int_equal(now.completions, now.records);
        assert_int_equal(now.submitted, now.records);
        refused_ones += code != FAULT_NONE;
        if (now.records == attempts && reached) /* done without the memory it was refused: go on with another */
            attempt = begin(world, ++attempts);
    }
    assert_false(reached);
    assert_true(refused_ones > 100);
    assert_int_equal(count(world).records, attempts);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, completion_setup, world_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(submission_without_memory_leaves_both_records_or_neither)};
    return cmocka_run_group_tests(tests, load_once, drop_once);
}
