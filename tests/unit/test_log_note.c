/*
 * test_log_note.c - keys of notes, signed notes, checkpoints and cosignatures: the specification's own examples, and hostile ones.
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
#include "signpost/log.h"

#define VKEY "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
#define TEXT "This is an example message.\n"
#define SIGNATURE "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="
#define DASH "\xE2\x80\x94"
#define LINE DASH " example.com/foo " SIGNATURE "\n"
#define NOTE TEXT "\n" LINE
#define ROOT "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
#define SIGNED_BY "\n" DASH " example.com/behind-the-sofa " \
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
#define COSIGNED_BY DASH " witness.example.com/w1 " \
    "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"

static enum fault_code verify(const char *note, const char *vkey_text)
{
    struct log_vkey vkey;

    assert_int_equal(log_vkey_read(vkey_text, &vkey, NULL), FAULT_NONE);
    return log_note_verify(note, strlen(note), &vkey, NULL, NULL);
}

/* A key of our own, the same every time. */
static void key_make(const char *name, enum log_key_kind kind, unsigned char seed_byte, struct log_vkey *vkey,
                     unsigned char secret[64])
{
    unsigned char seed[32], key[32];

    memset(seed, seed_byte, sizeof seed);
    assert_int_equal(crypto_sign_seed_keypair(key, secret, seed), 0);
    assert_int_equal(log_vkey_make(name, kind, key, vkey, NULL), FAULT_NONE);
}

/* ---- keys ---- */

static void the_example_s_key_is_read_and_written_the_same(void **state)
{
    static const char *const texts[] = {VKEY, "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char text[LOG_VKEY_TEXT];
        struct log_vkey vkey, made;

        assert_int_equal(log_vkey_read(texts[i], &vkey, NULL), FAULT_NONE);
        assert_int_equal(vkey.kind, LOG_KEY_NOTE);
        log_vkey_text(&vkey, text);
        assert_string_equal(text, texts[i]);
        assert_int_equal(log_vkey_make(vkey.name, vkey.kind, vkey.key, &made, NULL), FAULT_NONE);
        assert_memory_equal(made.id, vkey.id, sizeof vkey.id);
    }
}

static void a_key_for_cosignatures_has_another_id_than_one_for_notes(void **state)
{
    struct log_vkey note, cosignature, read;
    char text[LOG_VKEY_TEXT];

    (void)state;
    assert_int_equal(log_vkey_read(VKEY, &note, NULL), FAULT_NONE);
    assert_int_equal(log_vkey_make(note.name, LOG_KEY_COSIGNATURE, note.key, &cosignature, NULL), FAULT_NONE);
    assert_memory_not_equal(note.id, cosignature.id, sizeof note.id);
    log_vkey_text(&cosignature, text);
    assert_int_equal(log_vkey_read(text, &read, NULL), FAULT_NONE);
    assert_int_equal(read.kind, LOG_KEY_COSIGNATURE);
    assert_memory_equal(read.key, note.key, sizeof note.key);
}

static void what_is_no_key_is_refused(void **state)
{
    static const char *const texts[] = {
        "",
        "+",
        "++",
        "example.com/foo",
        "example.com/foo+530d903a",
        "example.com/foo+530d903a+",
        "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",                         /* no name */
        "example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",          /* another name */
        "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",          /* another id */
        "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",          /* capitals */
        "example.com/foo+0530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",         /* nine digits */
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2l",          /* another key */
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U0=",          /* a byte short */
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2kAA==",      /* a byte more */
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k ",
        "example.com/foo +530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+BukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",          /* a kind that we do not know */
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct log_vkey vkey;
        struct fault fault;

        assert_int_equal(log_vkey_read(texts[i], &vkey, &fault), FAULT_MALFORMED);
        assert_true(strlen(fault.message) > 20);
    }
}

static void a_name_that_no_note_can_carry_makes_no_key(void **state)
{
    static const char *const bad[] = {"", " ", "a b", "a+b", "a\tb", "a\nb", "a\x01" "b", "a\xC2\xA0" "b", "a\xC2\x85" "b",
                                      "a\xE1\x9A\x80", "a\xE2\x80\x83" "b", "a\xE2\x80\xA8", "a\xE2\x80\xAF", "a\xE2\x81\x9F",
                                      "a\xE3\x80\x80", "a\xFF" "b", "\xC3"};
    static const char *const good[] = {"a", "quasimodo.example/salvatore", "caf\xC3\xA9.example", "\xE2\x80\x94", "a\xE2\x80\x8B"};
    unsigned char key[32] = {1};
    char name[LOG_NAME_TEXT + 1];
    struct log_vkey vkey;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(log_vkey_make(bad[i], LOG_KEY_NOTE, key, &vkey, NULL), FAULT_INPUT);
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_int_equal(log_vkey_make(good[i], LOG_KEY_NOTE, key, &vkey, NULL), FAULT_NONE);
    memset(name, 'a', sizeof name);
    name[LOG_NAME_TEXT] = '\0';
    assert_int_equal(log_vkey_make(name, LOG_KEY_NOTE, key, &vkey, NULL), FAULT_INPUT);
    name[LOG_NAME_TEXT - 1] = '\0';
    assert_int_equal(log_vkey_make(name, LOG_KEY_NOTE, key, &vkey, NULL), FAULT_NONE);
}

/* ---- notes ---- */

static void the_example_note_holds(void **state)
{
    struct log_vkey vkey;
    size_t size = 0;

    (void)state;
    assert_int_equal(verify(NOTE, VKEY), FAULT_NONE);
    assert_int_equal(log_note_body(NOTE, strlen(NOTE), &size, NULL), FAULT_NONE);
    assert_int_equal(size, strlen(TEXT));
    assert_int_equal(log_vkey_read(VKEY, &vkey, NULL), FAULT_NONE);
}

static void a_note_may_have_empty_lines_in_its_text(void **state)
{
    static const char note[] =
        "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\n\xC3\xA8 subito sera.\n\n" DASH
        " quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
    size_t size = 0;

    (void)state;
    assert_int_equal(log_note_body(note, strlen(note), &size, NULL), FAULT_NONE);
    assert_int_equal(size, strstr(note, "\n\n" DASH) + 1 - note);
}

static void a_note_with_any_bit_changed_is_refused(void **state)
{
    char note[] = NOTE;
    struct log_vkey vkey;

    (void)state;
    assert_int_equal(log_vkey_read(VKEY, &vkey, NULL), FAULT_NONE);
    for (size_t bit = 0; bit < 8 * strlen(NOTE); bit++) {
        note[bit / 8] ^= (char)(1 << bit % 8);
        assert_int_not_equal(log_note_verify(note, strlen(NOTE), &vkey, NULL, NULL), FAULT_NONE);
        note[bit / 8] ^= (char)(1 << bit % 8);
    }
    assert_int_equal(log_note_verify(note, strlen(NOTE), &vkey, NULL, NULL), FAULT_NONE);
    for (size_t size = 0; size < strlen(NOTE); size++)
        assert_int_not_equal(log_note_verify(note, size, &vkey, NULL, NULL), FAULT_NONE);
}

static void what_is_no_note_is_refused(void **state)
{
    static const char *const notes[] = {
        "",
        "\n",
        "\n\n",
        TEXT,
        TEXT "\n",
        TEXT LINE,                                            /* no blank line */
        "\n" LINE,                                            /* no text */
        "\n\n" LINE,
        NOTE "\n",                                            /* ends in a blank line */
        NOTE "no signature\n",
        TEXT "\n- example.com/foo " SIGNATURE "\n",           /* a hyphen */
        TEXT "\n\xE2\x80\x93 example.com/foo " SIGNATURE "\n", /* an en dash */
        TEXT "\n" DASH "example.com/foo " SIGNATURE "\n",     /* no space after the dash */
        TEXT "\n" DASH "  example.com/foo " SIGNATURE "\n",   /* two */
        TEXT "\n" DASH " example.com/foo  " SIGNATURE "\n",
        TEXT "\n" DASH " example.com/foo " SIGNATURE " \n",
        TEXT "\n" DASH " example.com/foo " SIGNATURE,         /* the last line is cut off */
        TEXT "\n" DASH " example.com/foo \n",
        TEXT "\n" DASH " example.com/foo\n",
        TEXT "\n" DASH " example.com/foo Uw2QOg==\n",         /* a key id and nothing */
        TEXT "\n" DASH " example.com/foo Uw2QOh==\n",
        TEXT "\n" DASH " example.com+foo " SIGNATURE "\n",
        TEXT "\r\n\r\n" LINE,
        "tab\there\n\n" LINE,
        "caf\xE9\n\n" LINE,                                   /* Latin-1 */
        "overlong \xC0\xAF\n\n" LINE,
        TEXT "\n" DASH " example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQN=\n",
        TEXT "\n" DASH " example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM\n",
    };
    char *large = calloc(LOG_CHECKPOINT_TEXT + 1, 1);

    (void)state;
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
        assert_int_equal(verify(notes[i], VKEY), FAULT_MALFORMED);
    assert_int_equal(log_note_body("a\0b\n\n" LINE, strlen(LINE) + 5, &(size_t){0}, NULL), FAULT_MALFORMED);
    assert_non_null(large);
    memset(large, 'a', LOG_CHECKPOINT_TEXT - strlen("\n\n" LINE));
    strcat(large, "\n\n" LINE);
    assert_int_equal(verify(large, VKEY), FAULT_MALFORMED); /* one byte more than there may be */
    assert_int_equal(verify(large + 1, VKEY), FAULT_PROOF);
    free(large);
}

static void signatures_of_others_are_passed_over_and_each_of_ours_must_hold(void **state)
{
    /* the same name with another id, and the same id with another name: both are somebody else's */
    static const char others[] = TEXT "\n" DASH " example.com/foo AAAAAAAAAAAA\n" DASH " example.com/bar " SIGNATURE "\n" LINE;
    static const char twice[] = NOTE LINE;
    static const char broken[] = NOTE DASH " example.com/foo Uw2QOgAAAAAA\n";
    static const char broken_first[] = TEXT "\n" DASH " example.com/foo Uw2QOgAAAAAA\n" LINE;
    static const char none[] = TEXT "\n" DASH " example.com/foo AAAAAAAAAAAA\n" DASH " example.com/bar " SIGNATURE "\n";
    struct fault fault;
    struct log_vkey vkey;

    (void)state;
    assert_int_equal(verify(others, VKEY), FAULT_NONE);
    assert_int_equal(verify(twice, VKEY), FAULT_NONE);
    assert_int_equal(verify(broken, VKEY), FAULT_PROOF);
    assert_int_equal(verify(broken_first, VKEY), FAULT_PROOF);
    assert_int_equal(log_vkey_read(VKEY, &vkey, NULL), FAULT_NONE);
    assert_int_equal(log_note_verify(none, strlen(none), &vkey, NULL, &fault), FAULT_PROOF);
    assert_non_null(strstr(fault.message, "no signature by this key"));
}

static void a_note_may_carry_sixteen_signatures_as_long_as_post_quantum_ones(void **state)
{
    struct buf note;
    char signature[6669];

    (void)state;
    memset(signature, 'A', sizeof signature - 1);
    signature[sizeof signature - 1] = '\0';
    buf_init(&note, 0);
    buf_text(&note, TEXT "\n");
    for (int i = 0; i < 15; i++)
        buf_printf(&note, DASH " witness.example/%d %s\n", i, signature);
    buf_text(&note, LINE);
    assert_int_equal(verify(buf_string(&note), VKEY), FAULT_NONE);
    buf_release(&note);
}

static void what_we_sign_holds_and_nothing_else_does(void **state)
{
    struct log_vkey vkey, other;
    unsigned char secret[64], other_secret[64];
    struct buf note;

    (void)state;
    key_make("signpost.example", LOG_KEY_NOTE, 7, &vkey, secret);
    key_make("signpost.example", LOG_KEY_NOTE, 8, &other, other_secret);
    buf_init(&note, 0);
    buf_text(&note, TEXT "\n");
    assert_int_equal(log_sign_line(TEXT, strlen(TEXT), &vkey, secret, (struct instant){0}, &note, NULL), FAULT_NONE);
    assert_int_equal(log_note_verify(note.bytes, note.size, &vkey, NULL, NULL), FAULT_NONE);
    assert_int_equal(log_note_verify(note.bytes, note.size, &other, NULL, NULL), FAULT_PROOF);
    assert_int_equal(log_sign_line(TEXT, strlen(TEXT), &other, other_secret, (struct instant){0}, &note, NULL), FAULT_NONE);
    assert_int_equal(log_note_verify(note.bytes, note.size, &vkey, NULL, NULL), FAULT_NONE);
    assert_int_equal(log_note_verify(note.bytes, note.size, &other, NULL, NULL), FAULT_NONE);
    buf_release(&note);
    assert_int_equal(log_sign_line(TEXT, strlen(TEXT), &vkey, other_secret, (struct instant){0}, &note, NULL), FAULT_INTERNAL);
    assert_int_equal(log_sign_line("no end", 6, &vkey, secret, (struct instant){0}, &note, NULL), FAULT_INTERNAL);
    assert_int_equal(log_sign_line("a\tb\n", 4, &vkey, secret, (struct instant){0}, &note, NULL), FAULT_INTERNAL);
}

/* ---- cosignatures ---- */

static void a_cosignature_says_when_and_holds_for_that_alone(void **state)
{
    struct instant at = {1679315147999}, told = {0};
    struct log_vkey vkey, as_note;
    unsigned char secret[64];
    struct buf note;

    (void)state;
    key_make("witness.example/w1", LOG_KEY_COSIGNATURE, 9, &vkey, secret);
    buf_init(&note, 0);
    buf_text(&note, TEXT "\n");
    assert_int_equal(log_sign_line(TEXT, strlen(TEXT), &vkey, secret, at, &note, NULL), FAULT_NONE);
    assert_int_equal(log_note_verify(note.bytes, note.size, &vkey, &told, NULL), FAULT_NONE);
    assert_int_equal(told.ms, 1679315147000); /* whole seconds */
    /* the latest of several is told */
    assert_int_equal(log_sign_line(TEXT, strlen(TEXT), &vkey, secret, (struct instant){1700000000000}, &note, NULL), FAULT_NONE);
    assert_int_equal(log_sign_line(TEXT, strlen(TEXT), &vkey, secret, (struct instant){0}, &note, NULL), FAULT_NONE);
    assert_int_equal(log_note_verify(note.bytes, note.size, &vkey, &told, NULL), FAULT_NONE);
    assert_int_equal(told.ms, 1700000000000);
    buf_release(&note);
    /* neither is taken for a note's signature, nor a note's signature for one */
    as_note = vkey;
    as_note.kind = LOG_KEY_NOTE;
    buf_init(&note, 0);
    buf_text(&note, TEXT "\n");
    assert_int_equal(log_sign_line(TEXT, strlen(TEXT), &as_note, secret, at, &note, NULL), FAULT_NONE);
    assert_int_equal(log_note_verify(note.bytes, note.size, &vkey, &told, NULL), FAULT_PROOF);
    buf_release(&note);
    assert_int_equal(log_sign_line(TEXT, strlen(TEXT), &vkey, secret, (struct instant){-1}, &note, NULL), FAULT_INPUT);
}

static void the_time_of_a_cosignature_cannot_be_changed(void **state)
{
    unsigned char secret[64], bytes[76];
    struct log_vkey vkey;
    struct buf note;
    char text[128];

    (void)state;
    key_make("w", LOG_KEY_COSIGNATURE, 9, &vkey, secret);
    buf_init(&note, 0);
    assert_int_equal(log_sign_line(TEXT, strlen(TEXT), &vkey, secret, (struct instant){1679315147000}, &note, NULL), FAULT_NONE);
    assert_int_equal(sodium_base642bin(bytes, sizeof bytes, strchr(note.bytes + 4, ' ') + 1, 104, NULL, NULL, NULL,
                                       sodium_base64_VARIANT_ORIGINAL), 0);
    buf_release(&note);
    for (int bit = 4 * 8; bit < 76 * 8; bit++) {
        bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
        buf_init(&note, 0);
        buf_printf(&note, TEXT "\n" DASH " w %s\n",
                   sodium_bin2base64(text, sizeof text, bytes, sizeof bytes, sodium_base64_VARIANT_ORIGINAL));
        assert_int_equal(log_note_verify(note.bytes, note.size, &vkey, NULL, NULL), FAULT_PROOF);
        buf_release(&note);
        bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
    }
}

/* ---- checkpoints ---- */

static void the_example_checkpoint_is_read_and_written_the_same(void **state)
{
    static const char body[] = "example.com/behind-the-sofa\n20852163\n" ROOT "\n";
    static const char note[] = "example.com/behind-the-sofa\n20852163\n" ROOT "\n" SIGNED_BY COSIGNED_BY;
    struct log_checkpoint checkpoint;
    struct buf out;

    (void)state;
    assert_int_equal(log_checkpoint_read(note, strlen(note), &checkpoint, NULL), FAULT_NONE);
    assert_string_equal(checkpoint.origin, "example.com/behind-the-sofa");
    assert_int_equal(checkpoint.size, 20852163);
    buf_init(&out, 0);
    log_checkpoint_body(&checkpoint, &out);
    assert_string_equal(buf_string(&out), body);
    buf_release(&out);
}

static void a_checkpoint_may_be_of_any_size_and_say_more(void **state)
{
    static const struct { const char *note; int64_t size; } notes[] = {
        {"o\n0\n" ROOT "\n" SIGNED_BY, 0},
        {"o\n9223372036854775807\n" ROOT "\n" SIGNED_BY, INT64_MAX},
        {"o\n5\n" ROOT "\nextension\nanother one\n" SIGNED_BY, 5},
        {"an origin with spaces + more\n5\n" ROOT "\n" SIGNED_BY, 5},
    };

    (void)state;
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
        struct log_checkpoint checkpoint;

        assert_int_equal(log_checkpoint_read(notes[i].note, strlen(notes[i].note), &checkpoint, NULL), FAULT_NONE);
        assert_int_equal(checkpoint.size, notes[i].size);
    }
}

static void what_is_no_checkpoint_is_refused(void **state)
{
    static const char *const bodies[] = {
        "o\n", "o\n5\n", "\n5\n" ROOT "\n",
        "o\n05\n" ROOT "\n", "o\n00\n" ROOT "\n", "o\n-5\n" ROOT "\n", "o\n+5\n" ROOT "\n", "o\n 5\n" ROOT "\n",
        "o\n5 \n" ROOT "\n", "o\n\n" ROOT "\n", "o\nfive\n" ROOT "\n", "o\n5.0\n" ROOT "\n",
        "o\n9223372036854775808\n" ROOT "\n", "o\n18446744073709551621\n" ROOT "\n",
        "o\n99999999999999999999999999999999999999\n" ROOT "\n",
        "o\n5\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2\n", "o\n5\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n",
        "o\n5\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n", /* a stray bit */
        "o\n5\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2IA\n", /* 33 bytes */
        "o\n5\nCsUYapGGPo4dkMgIAUqom_Xajj7h2fB2MPA3j2jxq2I=\n", /* the URL's alphabet */
        "o\n5\n" ROOT "\n\nextension\n", "o\n5\n" ROOT "\nextension\n\nmore\n",
        "o\n5\n" ROOT " \n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        struct log_checkpoint checkpoint;
        char note[1024];

        snprintf(note, sizeof note, "%s" SIGNED_BY, bodies[i]);
        assert_int_equal(log_checkpoint_read(note, strlen(note), &checkpoint, NULL), FAULT_MALFORMED);
    }
}

static void an_origin_too_long_for_a_name_is_refused(void **state)
{
    struct log_checkpoint checkpoint;
    struct buf note;

    (void)state;
    for (int size = LOG_NAME_TEXT - 1; size <= LOG_NAME_TEXT; size++) {
        buf_init(&note, 0);
        for (int i = 0; i < size; i++)
            buf_char(&note, 'o');
        buf_text(&note, "\n5\n" ROOT "\n" SIGNED_BY);
        assert_int_equal(log_checkpoint_read(note.bytes, note.size, &checkpoint, NULL),
                         size < LOG_NAME_TEXT ? FAULT_NONE : FAULT_MALFORMED);
        buf_release(&note);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_example_s_key_is_read_and_written_the_same),
        cmocka_unit_test(a_key_for_cosignatures_has_another_id_than_one_for_notes),
        cmocka_unit_test(what_is_no_key_is_refused),
        cmocka_unit_test(a_name_that_no_note_can_carry_makes_no_key),
        cmocka_unit_test(the_example_note_holds),
        cmocka_unit_test(a_note_may_have_empty_lines_in_its_text),
        cmocka_unit_test(a_note_with_any_bit_changed_is_refused),
        cmocka_unit_test(what_is_no_note_is_refused),
        cmocka_unit_test(signatures_of_others_are_passed_over_and_each_of_ours_must_hold),
        cmocka_unit_test(a_note_may_carry_sixteen_signatures_as_long_as_post_quantum_ones),
        cmocka_unit_test(what_we_sign_holds_and_nothing_else_does),
        cmocka_unit_test(a_cosignature_says_when_and_holds_for_that_alone),
        cmocka_unit_test(the_time_of_a_cosignature_cannot_be_changed),
        cmocka_unit_test(the_example_checkpoint_is_read_and_written_the_same),
        cmocka_unit_test(a_checkpoint_may_be_of_any_size_and_say_more),
        cmocka_unit_test(what_is_no_checkpoint_is_refused),
        cmocka_unit_test(an_origin_too_long_for_a_name_is_refused),
    };

    return sodium_init() < 0 || cmocka_run_group_tests(tests, NULL, NULL);
}
