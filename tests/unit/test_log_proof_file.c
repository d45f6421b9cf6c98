/*
 * test_log_proof_file.c - proofs that travel: what is written is read the same and holds, and what was changed does not.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sodium.h>
#include <cmocka.h>
#include "signpost/limits.h"
#include "signpost/log.h"

#define ORIGIN "signpost.example"
#define LEAVES 7
#define INDEX 4

static struct log_hash leaf[LEAVES];
static struct log_vkey vkey;
static struct buf file; /* the proof of leaf INDEX, with an extra line */

static enum fault_code tile_read(void *context, int level, int64_t number, int width, struct log_hash *out, struct fault *fault)
{
    (void)context, (void)fault;
    assert_true(level == 0 && number == 0 && width == LEAVES);
    memcpy(out, leaf, sizeof leaf);
    return FAULT_NONE;
}

static const struct log_tree tree = {tile_read, NULL};

static void note_make(const char *origin, struct buf *note)
{
    struct log_checkpoint checkpoint = {.size = LEAVES};
    unsigned char seed[32] = {5}, key[32], secret[64];
    struct buf body;

    assert_int_equal(crypto_sign_seed_keypair(key, secret, seed), 0);
    assert_int_equal(log_vkey_make(ORIGIN, LOG_KEY_NOTE, key, &vkey, NULL), FAULT_NONE);
    snprintf(checkpoint.origin, sizeof checkpoint.origin, "%s", origin);
    assert_int_equal(log_root(&tree, LEAVES, &checkpoint.root, NULL), FAULT_NONE);
    buf_init(&body, 0);
    log_checkpoint_body(&checkpoint, &body);
    buf_init(note, 0);
    buf_append(note, body.bytes, body.size);
    buf_char(note, '\n');
    assert_int_equal(log_sign_line(body.bytes, body.size, &vkey, secret, (struct instant){0}, note, NULL), FAULT_NONE);
    buf_release(&body);
}

static void file_make(const char *origin, const char *extra, struct buf *out)
{
    struct log_proof_file proof = {.index = INDEX};
    struct buf note;

    note_make(origin, &note);
    assert_int_equal(log_inclusion(&tree, INDEX, LEAVES, &proof.proof, NULL), FAULT_NONE);
    proof.extra = (char *)(uintptr_t)extra;
    proof.extra_size = extra ? strlen(extra) : 0;
    proof.note = note.bytes;
    proof.note_size = note.size;
    buf_init(out, 0);
    assert_int_equal(log_proof_file_write(&proof, out, NULL), FAULT_NONE);
    buf_release(&note);
}

static int tree_make(void **state)
{
    (void)state;
    if (sodium_init() < 0)
        return -1;
    for (int i = 0; i < LEAVES; i++)
        log_leaf_hash(&i, sizeof i, &leaf[i]);
    file_make(ORIGIN, "what the event said", &file);
    return 0;
}

static int tree_release(void **state)
{
    (void)state;
    buf_release(&file);
    return 0;
}

static enum fault_code holds(const char *bytes, size_t size, const struct log_hash *of)
{
    struct log_proof_file read;
    enum fault_code code = log_proof_file_read(bytes, size, &read, NULL);

    if (code != FAULT_NONE)
        return code;
    code = log_proof_file_holds(&read, of, &vkey, 1, NULL, NULL);
    log_proof_file_release(&read);
    return code;
}

static void a_written_proof_is_read_the_same_and_holds(void **state)
{
    struct log_checkpoint checkpoint;
    struct log_proof_file read;
    struct buf again;

    (void)state;
    assert_int_equal(log_proof_file_read(file.bytes, file.size, &read, NULL), FAULT_NONE);
    assert_int_equal(read.index, INDEX);
    assert_int_equal(read.proof.count, 3);
    assert_string_equal(read.extra, "what the event said");
    assert_int_equal(log_proof_file_holds(&read, &leaf[INDEX], &vkey, 1, &checkpoint, NULL), FAULT_NONE);
    assert_int_equal(checkpoint.size, LEAVES);
    buf_init(&again, 0);
    assert_int_equal(log_proof_file_write(&read, &again, NULL), FAULT_NONE);
    assert_string_equal(buf_string(&again), buf_string(&file));
    buf_release(&again);
    log_proof_file_release(&read);
}

static void a_proof_may_go_without_an_extra_line(void **state)
{
    struct log_proof_file read;
    struct buf plain;

    (void)state;
    file_make(ORIGIN, NULL, &plain);
    assert_null(strstr(buf_string(&plain), "extra"));
    assert_int_equal(log_proof_file_read(plain.bytes, plain.size, &read, NULL), FAULT_NONE);
    assert_null(read.extra);
    log_proof_file_release(&read);
    buf_release(&plain);
}

static void a_proof_with_any_bit_changed_is_refused(void **state)
{
    const char *extra_end = strchr(strchr(file.bytes, '\n') + 1, '\n');

    (void)state;
    for (size_t bit = 0; bit < 8 * file.size; bit++) {
        char *at = file.bytes + bit / 8;

        if (at > strchr(file.bytes, '\n') && at < extra_end)
            continue; /* the extra line vouches for nothing by itself */
        *at ^= (char)(1 << bit % 8);
        assert_int_not_equal(holds(file.bytes, file.size, &leaf[INDEX]), FAULT_NONE);
        *at ^= (char)(1 << bit % 8);
    }
    for (size_t size = 0; size < file.size; size++)
        assert_int_not_equal(holds(file.bytes, size, &leaf[INDEX]), FAULT_NONE);
    assert_int_equal(holds(file.bytes, file.size, &leaf[INDEX]), FAULT_NONE);
}

static void a_proof_of_one_leaf_is_none_of_another(void **state)
{
    (void)state;
    for (int i = 0; i < LEAVES; i++)
        assert_int_equal(holds(file.bytes, file.size, &leaf[i]), i == INDEX ? FAULT_NONE : FAULT_PROOF);
}

static void a_key_counts_only_for_the_log_whose_name_it_bears(void **state)
{
    struct log_vkey other, both[2];
    struct log_proof_file read;
    struct buf foreign;
    unsigned char key[32] = {1};

    (void)state;
    file_make("another.example", NULL, &foreign); /* signed with a trusted key, but it speaks for another log */
    assert_int_equal(holds(foreign.bytes, foreign.size, &leaf[INDEX]), FAULT_PROOF);
    buf_release(&foreign);
    assert_int_equal(log_vkey_make(ORIGIN, LOG_KEY_NOTE, key, &other, NULL), FAULT_NONE);
    both[0] = other;
    both[1] = vkey;
    assert_int_equal(log_proof_file_read(file.bytes, file.size, &read, NULL), FAULT_NONE);
    assert_int_equal(log_proof_file_holds(&read, &leaf[INDEX], both, 2, NULL, NULL), FAULT_NONE);
    assert_int_equal(log_proof_file_holds(&read, &leaf[INDEX], both, 1, NULL, NULL), FAULT_PROOF);
    assert_int_equal(log_proof_file_holds(&read, &leaf[INDEX], NULL, 0, NULL, NULL), FAULT_PROOF);
    log_proof_file_release(&read);
}

#define FIRST "c2sp.org/tlog-proof@v1\n"
#define HASH "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
#define CHECKPOINT "\no\n5\n" HASH "\n\xE2\x80\x94 o AAAAAAAAAAAA\n"

static void what_is_no_proof_file_is_refused_with_its_line(void **state)
{
    static const struct { const char *text; int line; } files[] = {
        {"", 1},
        {"c2sp.org/tlog-proof@v2\nindex 1\n" CHECKPOINT, 1},
        {"c2sp.org/tlog-proof@v1", 1},
        {FIRST, 2},
        {FIRST "index 01\n" CHECKPOINT, 2},
        {FIRST "index -1\n" CHECKPOINT, 2},
        {FIRST "index  1\n" CHECKPOINT, 2},
        {FIRST "index\n" CHECKPOINT, 2},
        {FIRST "index 9223372036854775808\n" CHECKPOINT, 2},
        {FIRST "extra \nindex 1\n" CHECKPOINT, 2},
        {FIRST "extra AA\nindex 1\n" CHECKPOINT, 2},
        {FIRST "extra AB==\nindex 1\n" CHECKPOINT, 2},
        {FIRST "extra AA==\nextra AA==\nindex 1\n" CHECKPOINT, 3},
        {FIRST "extra AA==\n", 3},
        {FIRST "index 1\nextra AA==\n" CHECKPOINT, 3},
        {FIRST "index 1\n" HASH "AA==\n" CHECKPOINT, 4},
        {FIRST "index 1\n" HASH HASH, 5},
        {FIRST "index 1\n" HASH "\n", 0},
        {FIRST "index 1\n" HASH "\no\n5\n" HASH, 0},
        {FIRST "index 1\n" HASH "\n" CHECKPOINT, 0},
        {FIRST "index 1\r\n" CHECKPOINT, 2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct log_proof_file read;
        struct fault fault = {0};

        assert_int_equal(log_proof_file_read(files[i].text, strlen(files[i].text), &read, &fault), FAULT_MALFORMED);
        assert_int_equal(fault.line, files[i].line);
    }
}

static void as_many_hashes_as_a_tree_is_high_are_read_and_no_more(void **state)
{
    (void)state;
    for (int count = LOG_PROOF_MAX; count <= LOG_PROOF_MAX + 1; count++) {
        struct log_proof_file read;
        struct buf text;

        buf_init(&text, 0);
        buf_text(&text, FIRST "index 1\n");
        for (int i = 0; i < count; i++)
            buf_text(&text, HASH);
        buf_text(&text, CHECKPOINT);
        assert_int_equal(log_proof_file_read(text.bytes, text.size, &read, NULL),
                         count == LOG_PROOF_MAX ? FAULT_NONE : FAULT_MALFORMED);
        if (count == LOG_PROOF_MAX)
            log_proof_file_release(&read);
        buf_release(&text);
    }
}

static void a_file_over_the_ceiling_is_refused(void **state)
{
    char *large = calloc(LIMIT_PROOF_FILE + 1, 1);
    struct log_proof_file read;

    (void)state;
    assert_non_null(large);
    assert_int_equal(log_proof_file_read(large, LIMIT_PROOF_FILE + 1, &read, NULL), FAULT_LARGE);
    free(large);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_written_proof_is_read_the_same_and_holds),
        cmocka_unit_test(a_proof_may_go_without_an_extra_line),
        cmocka_unit_test(a_proof_with_any_bit_changed_is_refused),
        cmocka_unit_test(a_proof_of_one_leaf_is_none_of_another),
        cmocka_unit_test(a_key_counts_only_for_the_log_whose_name_it_bears),
        cmocka_unit_test(what_is_no_proof_file_is_refused_with_its_line),
        cmocka_unit_test(as_many_hashes_as_a_tree_is_high_are_read_and_no_more),
        cmocka_unit_test(a_file_over_the_ceiling_is_refused),
    };

    return cmocka_run_group_tests(tests, tree_make, tree_release);
}
