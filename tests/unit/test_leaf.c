/*
 * test_leaf.c - hashes that are for ever: an event's canonical bytes and leaf, a credential's commitment.
 * The expected values were computed with another implementation (Python's hashlib) from bytes written out by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include <sodium.h>
#include "signpost/event.h"
#include "signpost/record.h"

static void hex(const unsigned char *bytes, size_t size, char *out)
{
    for (size_t i = 0; i < size; i++)
        snprintf(out + 2 * i, 3, "%02x", bytes[i]);
}

static struct event completion_event(void)
{
    struct event event = {
        .seq = 7,
        .kind = "completion.recorded",
        .recorded_at = {INT64_C(1777550400000)},
        .about = 4660,
        .date = date_from_ymd(2026, 4, 30),
        .payload = "{\"bank\":null,\"commitment\":null,\"item\":\"personal-tutoring\",\"kind\":\"quiz\",\"max\":100800,"
                   "\"score\":70560,\"source\":\"import\"}",
    };
    for (int i = 0; i < EVENT_SALT; i++)
        event.salt[i] = (unsigned char)i;
    return event;
}

static void assert_leaf(struct event *event, const char *expected)
{
    char text[2 * EVENT_HASH + 1];
    assert_int_equal(event_hash(event, NULL), FAULT_NONE);
    hex(event->leaf, EVENT_HASH, text);
    assert_string_equal(text, expected);
}

static void event_bytes_are_as_the_header_says(void **state)
{
    (void)state;
    struct event event = completion_event();
    struct buf out;
    buf_init(&out, 0);
    buf_text(&out, ">");
    assert_int_equal(event_canonical(&event, &out, NULL), FAULT_NONE);
    assert_string_equal(buf_string(&out),
                        ">{\"about\":4660,\"at\":1777550400000,\"by\":null,\"date\":\"2026-04-30\","
                        "\"kind\":\"completion.recorded\",\"payload\":{\"bank\":null,\"commitment\":null,"
                        "\"item\":\"personal-tutoring\",\"kind\":\"quiz\",\"max\":100800,\"score\":70560,"
                        "\"source\":\"import\"},\"school\":null,\"seq\":7,\"v\":1}");
    buf_release(&out);
}

static void leaf_of_a_completion_is_the_one_computed_elsewhere(void **state)
{
    (void)state;
    struct event event = completion_event();
    assert_leaf(&event, "5ee5e557fa7a080415f47ea183a89f7d94b7b44d0f19a104961874f3dc0149a4");
}

static void leaf_of_a_school_with_nulls_and_quotes_is_the_one_computed_elsewhere(void **state)
{
    (void)state;
    struct event event = {.kind = "school.named",
                          .by = INT64_C(9007199254740991),
                          .school = "MED",
                          .date = DATE_MIN,
                          .payload = "{\"name\":\"École \\\"A\\\"\"}"};
    assert_leaf(&event, "a062bedf946c099832e46bea0438d259054f2371458922bace653fabde21ebba");
}

static void leaf_changes_with_every_part_of_the_event(void **state)
{
    (void)state;
    struct event original = completion_event();
    assert_int_equal(event_hash(&original, NULL), FAULT_NONE);
    for (int part = 0; part < 9; part++) {
        struct event event = completion_event();
        switch (part) {
        case 0: event.seq = 8; break;
        case 1: event.kind = "completion.recordee"; break;
        case 2: event.recorded_at.ms++; break;
        case 3: event.by = 1; break;
        case 4: event.about = 4661; break;
        case 5: event.school = "MED"; break;
        case 6: event.date.day++; break;
        case 7: event.payload = "{}"; break;
        default: event.salt[31] ^= 1; break;
        }
        assert_int_equal(event_hash(&event, NULL), FAULT_NONE);
        assert_memory_not_equal(event.leaf, original.leaf, EVENT_HASH);
    }
}

static void event_refuses_a_payload_that_is_no_canonical_object(void **state)
{
    (void)state;
    static const char *const payloads[] = {
        NULL,
        "",
        "[]",
        "null",
        "7",
        "{",
        "{} ",
        " {}",
        "{\"b\":1,\"a\":2}",
        "{\"a\": 1}",
        "{\"a\":1.0}",
        "{\"a\":1,\"a\":1}",
    };
    for (size_t i = 0; i < sizeof payloads / sizeof *payloads; i++) {
        struct event event = completion_event();
        struct buf out;
        event.payload = payloads[i];
        buf_init(&out, 0);
        assert_int_equal(event_canonical(&event, &out, NULL), FAULT_INTERNAL);
        assert_int_equal(out.size, 0);
        assert_int_equal(event_hash(&event, NULL), FAULT_INTERNAL);
        buf_release(&out);
    }
}

static void event_appends_nothing_when_there_is_no_room(void **state)
{
    (void)state;
    struct event event = completion_event();
    for (size_t ceiling = 1; ceiling < 200; ceiling++) {
        struct buf out;
        buf_init(&out, ceiling);
        assert_int_not_equal(event_canonical(&event, &out, NULL), FAULT_NONE);
        assert_int_equal(out.size, 0);
        buf_release(&out);
    }
}

static void event_refuses_a_number_that_json_cannot_hold(void **state)
{
    (void)state;
    struct event event = completion_event();
    event.about = INT64_C(9007199254740993);
    assert_int_equal(event_hash(&event, NULL), FAULT_INTERNAL);
}

static void commitment_and_hash_are_the_ones_computed_elsewhere(void **state)
{
    (void)state;
    unsigned char salt[RECORD_COMMITMENT_SALT];
    char text[65];
    for (int i = 0; i < RECORD_COMMITMENT_SALT; i++)
        salt[i] = (unsigned char)i;
    credential_commitment(salt, "{\"a\":1}", 7, text);
    assert_string_equal(text, "4f19620c461d8a7dbce184d078ae5cea8d74bdf4cb77c5b4525343a83029003e");
    sha256_hex("abc", 3, text);
    assert_string_equal(text, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    sha256_hex("", 0, text);
    assert_string_equal(text, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

/* However the bytes fall on blocks of 64: the processor's own instructions, where it has them, say what libsodium says. */
static void every_length_is_hashed_as_libsodium_does(void **state)
{
    (void)state;
    static unsigned char bytes[1000 + RECORD_COMMITMENT_SALT];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i * 131 + (i >> 3));
    for (size_t size = 0; size <= 1000; size++) {
        unsigned char hash[32];
        char ours[65], theirs[65];
        sha256_hex(bytes, size, ours);
        crypto_hash_sha256(hash, bytes, size);
        hex(hash, sizeof hash, theirs);
        assert_string_equal(ours, theirs);
        credential_commitment(bytes, (const char *)bytes + RECORD_COMMITMENT_SALT, size, ours); /* in two pieces */
        crypto_hash_sha256(hash, bytes, RECORD_COMMITMENT_SALT + size);
        hex(hash, sizeof hash, theirs);
        assert_string_equal(ours, theirs);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(event_bytes_are_as_the_header_says),
        cmocka_unit_test(leaf_of_a_completion_is_the_one_computed_elsewhere),
        cmocka_unit_test(leaf_of_a_school_with_nulls_and_quotes_is_the_one_computed_elsewhere),
        cmocka_unit_test(leaf_changes_with_every_part_of_the_event),
        cmocka_unit_test(event_refuses_a_payload_that_is_no_canonical_object),
        cmocka_unit_test(event_appends_nothing_when_there_is_no_room),
        cmocka_unit_test(event_refuses_a_number_that_json_cannot_hold),
        cmocka_unit_test(commitment_and_hash_are_the_ones_computed_elsewhere),
        cmocka_unit_test(every_length_is_hashed_as_libsodium_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
