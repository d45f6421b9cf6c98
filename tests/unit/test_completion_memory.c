/*
 * test_completion_memory.c - a submission during which memory runs out, at any allocation of any thread, leaves both records
 * with their events, or none of it: never one of the pair, never a result without its records.
 */
#include "completion_fixture.h"
#include "failing_malloc.h"

#define CALLS_MAX 100000
#define PASSES 3
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

struct sweep { struct attempt attempt; int attempts; long calls, refused; bool reached; };

/* Submits with the CALLS-th allocation from now refused, and looks at what stands. */
static void submit_without(struct world *world, struct sweep *sweep)
{
    struct arena *arena = arena_new();
    struct attempt out;
    assert_non_null(arena);
    countdown = sweep->calls;
    enum fault_code code = attempt_complete(&context, bank, sweep->attempt.id, &actor, arena, &out, &world->fault);
    sweep->reached = atomic_exchange(&countdown, -1) < 0;
    arena_free(arena);
    open_again_if_failed(world);
    struct counts now = count(world);
    assert_true(code == FAULT_NONE || code == FAULT_MEMORY || code == FAULT_STORAGE);
    assert_true(now.records == sweep->attempts - 1 || (now.records == sweep->attempts && code != FAULT_MEMORY));
    assert_true(code != FAULT_NONE || now.records == sweep->attempts);
    assert_int_equal(now.scores, now.records);
    assert_int_equal(now.issued, now.records);
    assert_int_equal(now.completions, now.records);
    assert_int_equal(now.submitted, now.records);
    sweep->refused += code != FAULT_NONE;
    if (now.records == sweep->attempts) /* done, perhaps without the memory it was refused: go on with another */
        sweep->attempt = begin(world, ++sweep->attempts);
}

/* Over and over: once statements are prepared and connections open, a submission asks for less, and for other things first. */
static void submission_without_memory_leaves_both_records_or_neither(void **state)
{
    struct world *world = *state;
    struct sweep sweep = {.attempts = 1};
    if (!ANSWERS_MALLOC)
        skip();
    sweep.attempt = begin(world, 1);
    for (int pass = 0; pass < PASSES; pass++) {
        sweep.reached = true;
        for (sweep.calls = 0; sweep.reached && sweep.calls < CALLS_MAX; sweep.calls++)
            submit_without(world, &sweep);
        assert_false(sweep.reached);
    }
    assert_true(sweep.refused > 100);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, completion_setup, world_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(submission_without_memory_leaves_both_records_or_neither)};
    return cmocka_run_group_tests(tests, load_once, drop_once);
}
