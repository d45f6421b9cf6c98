/*
 * test_bank_memory.c - a bank that is loaded while memory runs out, at any allocation, says so and nothing else: never another bank,
 * never a finding that the files do not have.
 */
#include "bank_fixture.h"
#include "failing_malloc.h"

#define CALLS_MAX 100000

/* What load does with its CALLS-th allocation refused; true when it made so many. */
static bool load_without(const char *dir, const struct bank *whole, long calls)
{
    struct findings findings;
    struct fault fault = {0};
    struct bank *bank = NULL;
    size_t size;
    const char *document = bank_document(whole, &size);
    findings_init(&findings);
    atomic_store(&countdown, calls);
    enum fault_code code = dir ? bank_load(dir, &findings, &bank, &fault) : bank_from_document(document, size, &bank, &fault);
    bool reached = atomic_exchange(&countdown, -1) < 0;
    if (code == FAULT_NONE)
        assert_string_equal(bank_hash(bank), bank_hash(whole));
    else if (code != FAULT_MEMORY || !reached)
        fail_msg("allocation %ld: %d, %s: %s", calls, code, fault.file, fault.message);
    bank_release(bank);
    findings_release(&findings);
    return reached;
}

/* How many allocations there are. */
static long sweep(const char *dir, const struct bank *whole)
{
    long calls = 0;
    while (calls < CALLS_MAX && load_without(dir, whole, calls))
        calls++;
    assert_true(calls < CALLS_MAX);
    return calls;
}

static void a_folder_is_loaded_whole_or_not_at_all(void **state)
{
    (void)state;
    if (!ANSWERS_MALLOC)
        skip();
    struct bank *whole = fixture_bank();
    char *dir = fixture_make();
    assert_true(sweep(dir, whole) > 50);
    fixture_remove(dir);
    bank_release(whole);
}

static void a_document_is_loaded_whole_or_not_at_all(void **state)
{
    (void)state;
    if (!ANSWERS_MALLOC)
        skip();
    struct bank *whole = fixture_bank();
    assert_true(sweep(NULL, whole) > 10);
    bank_release(whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_folder_is_loaded_whole_or_not_at_all),
        cmocka_unit_test(a_document_is_loaded_whole_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
