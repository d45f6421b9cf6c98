/*
 * test_buf.c - buffers, arenas, faults and findings: what every room leans on.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include "signpost/arena.h"
#include "signpost/buf.h"
#include "signpost/embedded.h"
#include "signpost/limits.h"

static void buf_grows_and_is_always_a_string(void **state)
{
    struct buf buf;

    (void)state;
    buf_init(&buf, 0);
    assert_string_equal(buf_string(&buf), "");
    for (int i = 0; i < 1000; i++)
        buf_printf(&buf, "%d,", i % 10);
    buf_char(&buf, '!');
    buf_append(&buf, "a\0b", 3);
    assert_true(buf_ok(&buf));
    assert_int_equal(buf.size, 2004);
    assert_memory_equal(buf.bytes + 2000, "!a\0b", 5);
    buf_clear(&buf);
    assert_string_equal(buf_string(&buf), "");
    buf_release(&buf);
}

static void buf_stops_at_its_ceiling_and_the_failure_sticks(void **state)
{
    struct buf buf;

    (void)state;
    buf_init(&buf, 10);
    buf_text(&buf, "0123456789");
    assert_true(buf_ok(&buf));
    buf_char(&buf, 'x');
    assert_false(buf_ok(&buf));
    buf_append(&buf, "", 0);
    assert_false(buf_ok(&buf));
    assert_string_equal(buf_string(&buf), "0123456789");
    assert_null(buf_take(&buf));
    buf_text(&buf, "again");
    assert_true(buf_ok(&buf));
    buf_printf(&buf, "%s", "too long");
    assert_false(buf_ok(&buf));
    buf_clear(&buf);
    assert_true(buf_ok(&buf));
    buf_text(&buf, NULL);
    assert_false(buf_ok(&buf));
    buf_release(&buf);
}

static void buf_gives_its_bytes_away_once(void **state)
{
    struct buf buf;
    char *taken;

    (void)state;
    buf_init(&buf, 0);
    taken = buf_take(&buf);
    assert_string_equal(taken, "");
    free(taken);
    buf_text(&buf, "mine");
    taken = buf_take(&buf);
    assert_string_equal(taken, "mine");
    assert_string_equal(buf_string(&buf), "");
    free(taken);
    buf_release(&buf);
}

static void a_file_is_read_whole_or_refused(void **state)
{
    char path[] = "/tmp/signpost-buf-XXXXXX";
    int fd = mkstemp(path);
    struct fault fault;
    struct buf buf;

    (void)state;
    assert_true(fd >= 0);
    for (int i = 0; i < 10000; i++)
        assert_int_equal(write(fd, "ten bytes.", 10), 10);
    close(fd);
    buf_init(&buf, 0);
    assert_int_equal(buf_read_file(&buf, path, 100000, &fault), FAULT_NONE);
    assert_int_equal(buf.size, 100000);
    buf_clear(&buf);
    assert_int_equal(buf_read_file(&buf, path, 99999, &fault), FAULT_LARGE);
    assert_string_equal(fault.file, path);
    buf_clear(&buf);
    unlink(path);
    assert_int_equal(buf_read_file(&buf, path, 0, &fault), FAULT_ABSENT);
    assert_int_equal(buf_read_file(&buf, "/tmp", 0, &fault), FAULT_INPUT);
    buf_release(&buf);
}

static int released[3], release_count;

static void note_release(void *thing)
{
    released[release_count++] = *(int *)thing;
}

static void arena_memory_is_zeroed_aligned_and_bounded(void **state)
{
    struct arena *arena = arena_new();
    size_t taken = 0;

    (void)state;
    assert_non_null(arena);
    for (size_t size = 0; size < 70000; size += 997) {
        unsigned char *piece = arena_alloc(arena, size);

        assert_non_null(piece);
        assert_int_equal((uintptr_t)piece % sizeof(max_align_t) % 16, 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(piece[i], 0);
        memset(piece, 0xAA, size);
    }
    while (arena_alloc(arena, 1 << 20))
        taken++;
    assert_true(taken < LIMIT_ARENA >> 20);
    assert_null(arena_alloc(arena, SIZE_MAX));
    assert_null(arena_dup_bytes(arena, "", SIZE_MAX));
    arena_free(arena);
    arena = arena_new_within(100000);
    assert_non_null(arena_alloc(arena, 80000));
    assert_null(arena_alloc(arena, 30000));
    assert_non_null(arena_alloc(arena, 10000));
    arena_free(arena);
    arena_free(NULL);
}

static void arena_copies_texts_and_releases_last_first(void **state)
{
    struct arena *arena = arena_new();
    int one = 1, two = 2, three = 3;

    (void)state;
    assert_string_equal(arena_dup(arena, "text"), "text");
    assert_string_equal(arena_dup_bytes(arena, "textual", 4), "text");
    assert_string_equal(arena_printf(arena, "%s %d", "text", 4), "text 4");
    assert_null(arena_dup(arena, NULL));
    assert_int_equal(arena_defer(arena, note_release, &one), 0);
    assert_int_equal(arena_defer(arena, note_release, &two), 0);
    while (arena_alloc(arena, 1))
        continue;
    assert_int_equal(arena_defer(arena, note_release, &three), -1);
    arena_free(arena);
    assert_int_equal(release_count, 3);
    assert_int_equal(released[0], 3);
    assert_int_equal(released[1], 2);
    assert_int_equal(released[2], 1);
}

static void faults_become_exit_codes_and_statuses(void **state)
{
    static const struct { enum fault_code code; int exit_code, status; } rows[] = {
        {FAULT_NONE, 0, 200},    {FAULT_USAGE, 2, 400},    {FAULT_INPUT, 3, 422},  {FAULT_MALFORMED, 3, 400},
        {FAULT_ABSENT, 4, 404},  {FAULT_PROOF, 5, 422},    {FAULT_DENIED, 1, 403}, {FAULT_SIGN_IN, 1, 401},
        {FAULT_CONFLICT, 1, 409}, {FAULT_LARGE, 3, 413},   {FAULT_BUSY, 1, 503},   {FAULT_STORAGE, 1, 503},
        {FAULT_MEMORY, 1, 500},  {FAULT_INTERNAL, 1, 500}, {FAULT_CODES, 1, 500},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(fault_exit_code(rows[i].code), rows[i].exit_code);
        assert_int_equal(fault_http_status(rows[i].code), rows[i].status);
        assert_non_null(fault_title(rows[i].code));
    }
}

static void a_fault_names_its_place(void **state)
{
    struct fault fault;
    char text[1024], small[8];

    (void)state;
    assert_int_equal(fault_at(&fault, FAULT_INPUT, "a.csv", 3, "Column %d is odd.", 2), FAULT_INPUT);
    fault_text(&fault, text, sizeof text);
    assert_string_equal(text, "a.csv:3: Column 2 is odd.");
    fault_at(&fault, FAULT_INPUT, "a.csv", 0, "It is odd.");
    fault_text(&fault, text, sizeof text);
    assert_string_equal(text, "a.csv: It is odd.");
    fault_field(&fault, FAULT_INPUT, "email", "It is odd.");
    assert_string_equal(fault.field, "email");
    fault_text(&fault, text, sizeof text);
    assert_string_equal(text, "It is odd.");
    fault_text(&fault, small, sizeof small);
    assert_string_equal(small, "It is o");
    assert_int_equal(fault_set(NULL, FAULT_BUSY, "Nobody listens."), FAULT_BUSY);
}

static void a_fault_may_quote_itself_and_holds_only_clean_text(void **state)
{
    struct fault fault;
    char long_text[1000];

    (void)state;
    fault_set(&fault, FAULT_INPUT, "inner");
    fault_set(&fault, FAULT_INPUT, "outer (%s)", fault.message);
    assert_string_equal(fault.message, "outer (inner)");
    fault_set(&fault, FAULT_INPUT, "a\033[1m\nb\x80 \xc3\xa9 \xc2\x85");
    assert_string_equal(fault.message, "a?[1m?b? \xc3\xa9 ??");
    for (size_t i = 0; i + 2 < sizeof long_text; i += 2)
        memcpy(long_text + i, "\xc3\xa9", 3);
    fault_set(&fault, FAULT_INPUT, "%s", long_text); /* 511 bytes would cut a letter in two */
    assert_int_equal(strlen(fault.message), 510);
}

static void findings_say_the_first_and_how_many_more(void **state)
{
    struct findings findings;
    struct fault fault;

    (void)state;
    findings_init(&findings);
    assert_int_equal(findings_verdict(&findings, &fault), FAULT_NONE);
    findings_add(&findings, "a.json", 7, "The %s is missing.", "stem");
    assert_int_equal(findings_verdict(&findings, &fault), FAULT_INPUT);
    assert_string_equal(fault.message, "The stem is missing.");
    assert_int_equal(fault.line, 7);
    for (int i = 0; i < LIMIT_FINDINGS + 50; i++)
        findings_add(&findings, "b.json", i, "Another.");
    assert_int_equal(findings.count, LIMIT_FINDINGS);
    assert_int_equal(findings_verdict(&findings, &fault), FAULT_INPUT);
    assert_string_equal(fault.message, "The stem is missing. (and 250 more)");
    assert_string_equal(fault.file, "a.json");
    findings.failed = 1;
    assert_int_equal(findings_verdict(&findings, &fault), FAULT_MEMORY);
    findings_release(&findings);
    assert_int_equal(findings.total, 0);
}

static void embedded_files_are_found_by_their_path(void **state)
{
    (void)state;
    assert_null(embedded_find("web/pages/no-such-page.html"));
    for (const struct embedded *file = embedded_files; file->path; file++) {
        assert_ptr_equal(embedded_find(file->path), file);
        assert_int_equal(file->bytes[file->size], 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(buf_grows_and_is_always_a_string),
        cmocka_unit_test(buf_stops_at_its_ceiling_and_the_failure_sticks),
        cmocka_unit_test(buf_gives_its_bytes_away_once),
        cmocka_unit_test(a_file_is_read_whole_or_refused),
        cmocka_unit_test(arena_memory_is_zeroed_aligned_and_bounded),
        cmocka_unit_test(arena_copies_texts_and_releases_last_first),
        cmocka_unit_test(faults_become_exit_codes_and_statuses),
        cmocka_unit_test(a_fault_names_its_place),
        cmocka_unit_test(a_fault_may_quote_itself_and_holds_only_clean_text),
        cmocka_unit_test(findings_say_the_first_and_how_many_more),
        cmocka_unit_test(embedded_files_are_found_by_their_path),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
