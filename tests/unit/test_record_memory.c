/*
 * test_record_memory.c - memory that runs out at any allocation gives a fault and nothing half done.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "failing_malloc.h"
#include "record_fixture.h"
#include "signpost/event.h"

#define CALLS_MAX 10000

static struct keys *keys;

static int keys_make(void **state)
{
    (void)state;
    keys = fixture_keys(FIXTURE_SECRET);
    return keys && date_set_zone("Europe/London", NULL) == FAULT_NONE ? 0 : -1;
}

static int keys_drop(void **state)
{
    (void)state;
    keys_free(keys);
    return 0;
}

static void issuing_without_memory_appends_nothing(void **state)
{
    (void)state;
    struct credential_facts facts = fixture_score();
    long calls = 0;
    bool reached = true;
    if (!ANSWERS_MALLOC)
        skip();
    for (; reached && calls < CALLS_MAX; calls++) {
        struct buf out;
        buf_init(&out, 0);
        buf_text(&out, "kept");
        countdown = calls;
        enum fault_code code = credential_issue(keys, &facts, &out, NULL);
        reached = atomic_exchange(&countdown, -1) < 0;
        assert_true(code == FAULT_NONE || code == FAULT_MEMORY);
        if (code != FAULT_NONE)
            assert_string_equal(out.bytes, "kept");
        buf_release(&out);
    }
    assert_in_range(calls, 4, CALLS_MAX - 1);
}

static void checking_without_memory_never_says_that_a_record_is_false(void **state)
{
    (void)state;
    static const char *const trusted[] = {FIXTURE_PUBLIC, NULL};
    struct credential_facts facts = fixture_score();
    struct buf record;
    long calls = 0;
    bool reached = true;
    if (!ANSWERS_MALLOC)
        skip();
    buf_init(&record, 0);
    assert_int_equal(credential_issue(keys, &facts, &record, NULL), FAULT_NONE);
    for (; reached && calls < CALLS_MAX; calls++) {
        struct credential_check out;
        countdown = calls;
        enum fault_code code =
            credential_check(record.bytes, record.size, trusted, (struct instant){FIXTURE_ISSUED}, &out, NULL);
        reached = atomic_exchange(&countdown, -1) < 0;
        assert_true(code == FAULT_NONE || code == FAULT_MEMORY);
        credential_check_release(&out);
    }
    assert_in_range(calls, 16, CALLS_MAX - 1);
    buf_release(&record);
}

static void hashing_an_event_without_memory_leaves_its_leaf_alone(void **state)
{
    (void)state;
    static const unsigned char none[EVENT_HASH];
    enum fault_code code = FAULT_MEMORY;
    long calls = 0;
    if (!ANSWERS_MALLOC)
        skip();
    for (; code != FAULT_NONE && calls < CALLS_MAX; calls++) {
        struct event event = {.kind = "school.named", .school = "MED", .date = DATE_MIN, .payload = "{\"name\":\"M\"}"};
        countdown = calls;
        code = event_hash(&event, NULL);
        countdown = -1;
        assert_true(code == FAULT_NONE || code == FAULT_MEMORY);
        if (code != FAULT_NONE)
            assert_memory_equal(event.leaf, none, sizeof none);
    }
    assert_in_range(calls, 4, CALLS_MAX - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(issuing_without_memory_appends_nothing),
        cmocka_unit_test(checking_without_memory_never_says_that_a_record_is_false),
        cmocka_unit_test(hashing_an_event_without_memory_leaves_its_leaf_alone),
    };
    return cmocka_run_group_tests(tests, keys_make, keys_drop);
}
