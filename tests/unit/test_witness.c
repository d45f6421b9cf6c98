/*
 * test_witness.c - what a witness accepts and what it refuses, with a log that grows, goes back, forks and lies.
 */
#include "witness_fixture.h"

static struct signer log_key;

static int keys_make(void **state)
{
    (void)state;
    log_key = signer_make(ORIGIN, LOG_KEY_NOTE, 1);
    return 0;
}

/* Sizes at which the edges of the tree's tiles differ in kind. */
static const int64_t sizes[] = {0, 1, 2, 3, 7, 255, 256, 257, 300, 511, 512, 513, 1000, 65535, 65536, 65537, 65792, 66000, 70001};
#define SIZES ((int)(sizeof sizes / sizeof *sizes))

static enum fault_code look_at(struct witness *witness, struct fake_log *log, enum witness_finding *finding, struct fault *fault)
{
    char *note = fake_note(log, &log_key);
    enum fault_code code = look(witness, log, note, finding, fault);
    free(note);
    return code;
}

static struct witness *witness_of(struct fake_log *log)
{
    enum witness_finding finding;
    struct witness *witness = witness_made(&log_key);
    assert_int_equal(look_at(witness, log, &finding, NULL), FAULT_NONE);
    assert_int_equal(finding, WITNESS_FIRST);
    return witness;
}

static void a_log_that_only_grows_is_cosigned_at_every_size(void **state)
{
    struct fake_log logs[SIZES];
    (void)state;
    for (int i = 0; i < SIZES; i++)
        logs[i] = fake_log_new(sizes[i], INT64_MAX);
    for (int from = 0; from < SIZES; from++)
        for (int to = from; to < SIZES; to++) {
            struct witness *witness = witness_of(&logs[from]);
            enum witness_finding finding;
            struct fault fault = {0};
            logs[to].reads = 0;
            if (look_at(witness, &logs[to], &finding, &fault) != FAULT_NONE)
                fail_msg("%lld to %lld: %s", (long long)sizes[from], (long long)sizes[to], fault.message);
            assert_int_equal(finding, from == to ? WITNESS_SAME : WITNESS_GROWN);
            assert_int_equal(witness->seen.size, sizes[to]);
            assert_int_equal(log_note_verify(witness->note, strlen(witness->note), &witness->vkey, NULL, NULL), FAULT_NONE);
            assert_int_equal(log_note_verify(witness->note, strlen(witness->note), &log_key.vkey, NULL, NULL), FAULT_NONE);
            assert_true(logs[to].reads <= 8); /* what it costs does not grow with the log */
            witness_free(witness);
        }
    for (int i = 0; i < SIZES; i++)
        fake_log_free(&logs[i]);
}

static void fewer_events_than_were_seen_are_refused(void **state)
{
    (void)state;
    struct fake_log before = fake_log_new(300, INT64_MAX);
    for (int64_t size = 0; size < 300; size += 23) {
        struct fake_log now = fake_log_new(size, INT64_MAX);
        struct witness *witness = witness_of(&before);
        enum witness_finding finding;
        struct fault fault;
        char *note = strdup(witness->note);
        assert_int_equal(look_at(witness, &now, &finding, &fault), FAULT_PROOF);
        assert_int_equal(finding, WITNESS_WENT_BACK);
        assert_non_null(strstr(fault.message, "went back"));
        assert_string_equal(witness->note, note); /* and what was seen stays */
        free(note);
        witness_free(witness);
        fake_log_free(&now);
    }
    fake_log_free(&before);
}

static void other_events_in_the_same_places_are_refused(void **state)
{
    (void)state;
    for (int at = 1; at < SIZES; at++) {
        struct fake_log before = fake_log_new(sizes[at], INT64_MAX), now = fake_log_new(sizes[at], sizes[at] - 1);
        struct witness *witness = witness_of(&before);
        enum witness_finding finding;
        assert_int_equal(look_at(witness, &now, &finding, NULL), FAULT_PROOF);
        assert_int_equal(finding, WITNESS_OTHER_EVENTS);
        witness_free(witness);
        fake_log_free(&before);
        fake_log_free(&now);
    }
}

static void a_longer_history_that_is_not_a_continuation_is_refused(void **state)
{
    static const int64_t lengths[] = {1, 2, 7, 255, 256, 257, 511, 600, 65537};
    int count = (int)(sizeof lengths / sizeof *lengths);
    (void)state;
    for (int from = 0; from < count - 1; from++)
        for (int to = from + 1; to < count; to++)
            for (int where = 0; where < 3; where++) { /* the first event rewritten, one in the middle and all after it, the last */
                int64_t fork = where == 0 ? 0 : where == 1 ? lengths[from] / 2 : lengths[from] - 1;
                struct fake_log before = fake_log_new(lengths[from], INT64_MAX), now = fake_log_new(lengths[to], fork);
                struct witness *witness = witness_of(&before);
                enum witness_finding finding;
                assert_int_equal(look_at(witness, &now, &finding, NULL), FAULT_PROOF);
                assert_int_equal(finding, WITNESS_REWRITTEN);
                witness_free(witness);
                fake_log_free(&before);
                fake_log_free(&now);
            }
}

/* A tile changed in one place, and the checkpoint the true one: whichever hash of whichever tile it is, it is noticed. */
static void every_hash_of_every_tile_that_is_read_is_checked(void **state)
{
    static const struct { int64_t from, to; } steps[] = {{0, 300}, {3, 300}, {256, 600}, {300, 66000}, {65793, 70001}};
    int noticed = 0;
    (void)state;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        struct fake_log before = fake_log_new(steps[i].from, INT64_MAX), now = fake_log_new(steps[i].to, INT64_MAX);
        struct witness *witness = witness_of(&before);
        char *note = fake_note(&now, &log_key);
        struct log_tree tree = fake_tree(&now);
        for (int level = 0; level < 3; level++)
            for (int64_t number = 0; number <= (steps[i].to >> (8 * level)) / LOG_TILE; number++) {
                int64_t there = (steps[i].to >> (8 * level)) - number * LOG_TILE;
                for (int byte = 0; byte < there * 32 && byte < LOG_TILE * 32; byte += 509) {
                    enum witness_finding finding = WITNESS_SAME;
                    struct log_checkpoint checkpoint;
                    now.tamper_level = level, now.tamper_number = number, now.tamper_byte = byte, now.tampered_reads = 0;
                    enum fault_code code = witness_judge(witness, note, strlen(note), &tree, &finding, &checkpoint, NULL);
                    assert_int_equal(code, now.tampered_reads ? FAULT_PROOF : FAULT_NONE);
                    assert_int_equal(finding, now.tampered_reads ? WITNESS_BROKEN_TILES : WITNESS_GROWN);
                    noticed += now.tampered_reads > 0;
                    if (!now.tampered_reads)
                        break; /* nobody asks for this tile */
                }
            }
        free(note);
        witness_free(witness);
        fake_log_free(&before);
        fake_log_free(&now);
    }
    assert_true(noticed > 100);
}

static void a_checkpoint_that_the_log_did_not_sign_is_refused(void **state)
{
    (void)state;
    struct fake_log log = fake_log_new(10, INT64_MAX);
    struct log_hash root = fake_root(&log, 10);
    struct signer stranger = signer_make(ORIGIN, LOG_KEY_NOTE, 2), cosigner = signer_make(ORIGIN, LOG_KEY_COSIGNATURE, 1);
    struct witness *witness = witness_of(&log);
    const struct signer *const wrong[] = {&stranger, &cosigner};
    for (int i = 0; i < 2; i++) {
        enum witness_finding finding = WITNESS_SAME;
        char *note = note_of(ORIGIN, 10, &root, wrong[i], 1);
        assert_int_equal(look(witness, &log, note, &finding, NULL), FAULT_PROOF);
        assert_int_equal(finding, WITNESS_UNSIGNED);
        free(note);
    }
    /* signed, then changed */
    char *note = note_of(ORIGIN, 10, &root, &log_key, 1);
    enum witness_finding finding = WITNESS_SAME;
    note[strlen(ORIGIN) + 1] = '2';
    assert_int_equal(look(witness, &log, note, &finding, NULL), FAULT_PROOF);
    assert_int_equal(finding, WITNESS_UNSIGNED);
    free(note);
    assert_int_equal(look(witness, &log, "no note at all\n", &finding, NULL), FAULT_MALFORMED);
    witness_free(witness);
    fake_log_free(&log);
}

static void another_log_under_the_same_key_is_refused(void **state)
{
    (void)state;
    struct fake_log log = fake_log_new(10, INT64_MAX);
    struct log_hash root = fake_root(&log, 10);
    struct witness *fresh = witness_made(&log_key), *witness = witness_of(&log);
    char *note = note_of("somewhere.else.example", 10, &root, &log_key, 1);
    enum witness_finding finding = WITNESS_SAME;
    assert_int_equal(look(witness, &log, note, &finding, NULL), FAULT_PROOF);
    assert_int_equal(finding, WITNESS_OTHER_LOG);
    assert_int_equal(look(fresh, &log, note, &finding, NULL), FAULT_PROOF);
    assert_int_equal(finding, WITNESS_OTHER_LOG);
    free(note);
    witness_free(fresh);
    witness_free(witness);
    fake_log_free(&log);
}

static void either_key_of_an_overlap_signs_and_no_third(void **state)
{
    (void)state;
    struct fake_log log = fake_log_new(10, INT64_MAX);
    struct log_hash root = fake_root(&log, 10);
    struct signer both[2] = {log_key, signer_make(ORIGIN, LOG_KEY_NOTE, 9)}, third = signer_make(ORIGIN, LOG_KEY_NOTE, 8);
    struct witness *witness = witness_of(&log);
    enum witness_finding finding;
    char *note = note_of(ORIGIN, 10, &root, both, 2), *later = note_of(ORIGIN, 10, &root, &both[1], 1),
         *never = note_of(ORIGIN, 10, &root, &third, 1);
    assert_int_equal(look(witness, &log, note, &finding, NULL), FAULT_NONE);
    assert_int_equal(look(witness, &log, later, &finding, NULL), FAULT_PROOF);
    assert_int_equal(witness_trust_key(witness, &both[1].vkey, NULL), FAULT_NONE);
    assert_int_equal(look(witness, &log, later, &finding, NULL), FAULT_NONE);
    assert_int_equal(look(witness, &log, never, &finding, NULL), FAULT_PROOF);
    assert_int_equal(finding, WITNESS_UNSIGNED);
    free(never);
    free(later);
    free(note);
    witness_free(witness);
    fake_log_free(&log);
}

static void a_key_of_another_log_or_kind_is_not_trusted(void **state)
{
    (void)state;
    struct signer other = signer_make("other.example", LOG_KEY_NOTE, 1), cosigner = signer_make(ORIGIN, LOG_KEY_COSIGNATURE, 3);
    struct witness *witness = witness_made(&log_key);
    assert_int_equal(witness_trust_key(witness, &other.vkey, NULL), FAULT_INPUT);
    assert_int_equal(witness_trust_key(witness, &cosigner.vkey, NULL), FAULT_INPUT);
    assert_int_equal(witness->log_keys, 1);
    for (int i = 1; i < LIMIT_WITNESS_LOG_KEYS; i++) {
        struct signer next = signer_make(ORIGIN, LOG_KEY_NOTE, (unsigned char)(10 + i));
        assert_int_equal(witness_trust_key(witness, &next.vkey, NULL), FAULT_NONE);
        assert_int_equal(witness_trust_key(witness, &next.vkey, NULL), FAULT_NONE); /* twice is once */
    }
    struct signer many = signer_make(ORIGIN, LOG_KEY_NOTE, 99);
    assert_int_equal(witness_trust_key(witness, &many.vkey, NULL), FAULT_LARGE);
    witness_free(witness);
}

static void a_witness_is_named_so_that_a_note_can_carry_it(void **state)
{
    static const char *const names[] = {"", "Dean's office", "a+b", "a\nb", "\xC2\xA0"};
    struct witness *witness = NULL;
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_int_equal(witness_new(names[i], URL, &witness, NULL), FAULT_INPUT);
    assert_null(witness);
}

static void what_others_added_to_a_checkpoint_is_not_kept(void **state)
{
    (void)state;
    struct fake_log log = fake_log_new(10, INT64_MAX);
    struct log_hash root = fake_root(&log, 10);
    struct signer all[3] = {signer_make("junk", LOG_KEY_NOTE, 5), log_key, signer_make("w", LOG_KEY_COSIGNATURE, 6)};
    struct witness *witness = witness_made(&log_key);
    enum witness_finding finding;
    char *note = note_of(ORIGIN, 10, &root, all, 3);
    assert_int_equal(look(witness, &log, note, &finding, NULL), FAULT_NONE);
    assert_null(strstr(witness->note, "junk"));
    assert_int_equal(log_note_verify(witness->note, strlen(witness->note), &all[2].vkey, NULL, NULL), FAULT_PROOF);
    assert_int_equal(log_note_verify(witness->note, strlen(witness->note), &log_key.vkey, NULL, NULL), FAULT_NONE);
    free(note);
    witness_free(witness);
    fake_log_free(&log);
}

static void evidence_holds_both_checkpoints_and_says_why(void **state)
{
    (void)state;
    struct fake_log before = fake_log_new(300, INT64_MAX), now = fake_log_new(200, INT64_MAX);
    struct witness *witness = witness_of(&before);
    enum witness_finding finding;
    struct fault fault;
    struct buf out;
    char *note = fake_note(&now, &log_key);
    assert_int_equal(look(witness, &now, note, &finding, &fault), FAULT_PROOF);
    buf_init(&out, 0);
    witness_evidence(witness, note, fault.message, NOON, &out);
    assert_true(buf_ok(&out));
    assert_non_null(strstr(out.bytes, note));
    assert_non_null(strstr(out.bytes, witness->note));
    assert_non_null(strstr(out.bytes, fault.message));
    buf_release(&out);
    free(note);
    witness_free(witness);
    fake_log_free(&before);
    fake_log_free(&now);
}

static void counts_and_ages_read_as_people_say_them(void **state)
{
    static const struct { int64_t seconds; const char *words; } ages[] = {
        {0, "a moment"}, {-60, "a moment"}, {59, "a moment"}, {60, "a minute"}, {119, "a minute"}, {120, "2 minutes"}, {3600, "an hour"},
        {7200, "2 hours"}, {86399, "23 hours"}, {86400, "a day"}, {12 * 86400 + 5, "12 days"}};
    static const struct { int64_t number; const char *words; } counts[] = {
        {0, "0"}, {999, "999"}, {1000, "1,000"}, {184213, "184,213"}, {1234567, "1,234,567"}, {INT64_MAX, "9,223,372,036,854,775,807"}};
    char age[SINCE_TEXT], count[COUNT_TEXT];
    (void)state;
    for (size_t i = 0; i < sizeof ages / sizeof *ages; i++) {
        since_words(NOON, (struct instant){NOON.ms + ages[i].seconds * 1000}, age);
        assert_string_equal(age, ages[i].words);
    }
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        count_words(counts[i].number, count);
        assert_string_equal(count, counts[i].words);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_log_that_only_grows_is_cosigned_at_every_size),
        cmocka_unit_test(fewer_events_than_were_seen_are_refused),
        cmocka_unit_test(other_events_in_the_same_places_are_refused),
        cmocka_unit_test(a_longer_history_that_is_not_a_continuation_is_refused),
        cmocka_unit_test(every_hash_of_every_tile_that_is_read_is_checked),
        cmocka_unit_test(a_checkpoint_that_the_log_did_not_sign_is_refused),
        cmocka_unit_test(another_log_under_the_same_key_is_refused),
        cmocka_unit_test(either_key_of_an_overlap_signs_and_no_third),
        cmocka_unit_test(a_key_of_another_log_or_kind_is_not_trusted),
        cmocka_unit_test(a_witness_is_named_so_that_a_note_can_carry_it),
        cmocka_unit_test(what_others_added_to_a_checkpoint_is_not_kept),
        cmocka_unit_test(evidence_holds_both_checkpoints_and_says_why),
        cmocka_unit_test(counts_and_ages_read_as_people_say_them),
    };
    return cmocka_run_group_tests(tests, keys_make, NULL);
}
