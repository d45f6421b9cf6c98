/*
 * test_proof.c - the suite eddsa-jcs-2022 and Multikeys against the W3C's own vector, and against hostile spellings.
 * Vector: vc-di-eddsa, "Representation: eddsa-jcs-2022". Hostile values were computed from it in Python.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "signpost/record.h"

#define PUBLIC "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
#define SECRET "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
#define CONTEXTS                                                                                                       \
    "\"@context\":[\"https://www.w3.org/ns/credentials/v2\",\"https://www.w3.org/ns/credentials/examples/v2\"]"
#define VALUE "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX"

static const char document[] =
    "{" CONTEXTS ",\"credentialSubject\":{\"alumniOf\":\"The School of Examples\",\"id\":\"did:example:abcdefgh\"},"
    "\"description\":\"A minimum viable example of an Alumni Credential.\","
    "\"id\":\"urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33\",\"issuer\":\"https://vc.example/issuers/5678\","
    "\"name\":\"Alumni Credential\",\"type\":[\"VerifiableCredential\",\"AlumniCredential\"],"
    "\"validFrom\":\"2023-01-01T00:00:00Z\"}";
static const char config[] = "{" CONTEXTS ",\"created\":\"2023-02-24T23:36:38Z\",\"cryptosuite\":\"eddsa-jcs-2022\","
                             "\"proofPurpose\":\"assertionMethod\",\"type\":\"DataIntegrityProof\","
                             "\"verificationMethod\":\"did:key:" PUBLIC "#" PUBLIC "\"}";

static enum fault_code verify(const char *key, const char *value)
{
    return proof_verify(key, document, sizeof document - 1, config, sizeof config - 1, value, NULL);
}

static void vector_hashes_are_the_published_ones(void **state)
{
    (void)state;
    char hash[65];
    sha256_hex(document, sizeof document - 1, hash);
    assert_string_equal(hash, "59b7cb6251b8991add1ce0bc83107e3db9dbbab5bd2c28f687db1a03abc92f19");
    sha256_hex(config, sizeof config - 1, hash);
    assert_string_equal(hash, "66ab154f5c2890a140cb8388a22a160454f80575f6eae09e5a097cabe539a1db");
}

static void signing_gives_the_published_proof(void **state)
{
    (void)state;
    char value[PROOF_VALUE_TEXT];
    assert_int_equal(proof_sign(SECRET, document, sizeof document - 1, config, sizeof config - 1, value, NULL),
                     FAULT_NONE);
    assert_string_equal(value, VALUE);
}

static void published_proof_verifies(void **state)
{
    (void)state;
    assert_int_equal(verify(PUBLIC, VALUE), FAULT_NONE);
}

static void one_changed_byte_breaks_the_proof_wherever_it_is(void **state)
{
    (void)state;
    char changed[sizeof document > sizeof config ? sizeof document : sizeof config];
    memcpy(changed, document, sizeof document);
    for (size_t i = 0; i < sizeof document - 1; i++) {
        changed[i] ^= 1;
        assert_int_equal(proof_verify(PUBLIC, changed, sizeof document - 1, config, sizeof config - 1, VALUE, NULL),
                         FAULT_PROOF);
        changed[i] ^= 1;
    }
    memcpy(changed, config, sizeof config);
    for (size_t i = 0; i < sizeof config - 1; i++) {
        changed[i] ^= 1;
        assert_int_equal(proof_verify(PUBLIC, document, sizeof document - 1, changed, sizeof config - 1, VALUE, NULL),
                         FAULT_PROOF);
        changed[i] ^= 1;
    }
    memcpy(changed, VALUE, sizeof VALUE);
    for (size_t i = 0; i < sizeof VALUE - 1; i++) {
        changed[i] ^= 1;
        assert_int_equal(verify(PUBLIC, changed), FAULT_PROOF);
        changed[i] ^= 1;
    }
}

static void proof_value_has_one_spelling(void **state)
{
    (void)state;
    static const char *const values[] = {
        NULL,
        "",
        "z",
        "z1",
        "zzzz",
        "x",
        &VALUE[1],
        VALUE " ",
        VALUE "1",
        "Z" VALUE,
        "z0" VALUE,
        "zI",
        "zl",
        "zO",
        "mZm9v",
        "z\xc3\xa9",
        " " VALUE,
        "z12HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX", /* a zero in front
                                                                                                       */
        "zHwfAPWzbD6u8hhNuQbJMSffQhRV7hA4sEokgrB4dPwwvU2dnRo2NMSNiDXmr3P7ojQStQftpm2GzxA9MxTviEj",    /* 63 bytes */
        "z6h4ijH3nwWR6HTLrxX1ci5eUe2uF5StshWWvvLHeyqZwEstyXWuxUuhxEWHgbN1k4yvsind7yuNpcwdMGi9mahYwS", /* 65 bytes */
        "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXPhTX91Q68YKWwAJEr3BBTyD165ktjoBE9Y59tea3wLsh", /* S plus the order
                                                                                                      */
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        assert_int_equal(verify(PUBLIC, values[i]), FAULT_PROOF);
}

static void key_that_signs_everything_is_refused(void **state)
{
    (void)state;
    /* The identity as key, identity as R and 0 as S satisfy the equation for every message. */
    assert_int_equal(verify("z6MkeXATEjyXENzBXBxgC5EHk2JE5aqd7qMGGtDpLUH1e2Sj",
                            "z2AFv15MNPuA84RmU66xw2uMzGipcVxNpzAffoacGVvjFue3CBmf633fAWuiP9cwL9C3z3CJiGgRSFjJfeEcA6QX"),
                     FAULT_PROOF);
}

static void key_of_another_kind_or_length_is_refused(void **state)
{
    (void)state;
    static const char *const keys[] = {
        NULL,
        "",
        "z",
        "z6Mk",
        PUBLIC "1",
        "z1" PUBLIC,
        SECRET,
        "did:key:" PUBLIC,
        "Z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6",
        "z6LSoXQuWdK51urgxF6xrhEr9cQVr8pN7e7CJV79YFZTPcPQ",  /* X25519 */
        "zDnaecHCncvq5F29wdBcgevBrsnDJYnh2fpbNLTbZLTMP5vAJ", /* P-256 */
        "z2DQXex1MkDcBCF99h1CnTDB83tS7FAzWSBxzDJY1hJS4Gx",   /* 31 bytes */
        "zQecYcE4B9ZdTBMiojnCZiWPMekrcvggiViu1njmzQ7qy5WbR", /* 33 bytes */
        "11111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111",
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        char value[PROOF_VALUE_TEXT];
        assert_int_equal(verify(keys[i], VALUE), FAULT_MALFORMED);
        if (keys[i] && strcmp(keys[i], SECRET) == 0)
            continue;
        assert_int_equal(proof_sign(keys[i], document, sizeof document - 1, config, sizeof config - 1, value, NULL),
                         FAULT_MALFORMED);
    }
    assert_int_equal(verify("z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi", VALUE),
                     FAULT_PROOF); /* someone else's */
}

static void base58_of_any_length_is_read_without_harm(void **state)
{
    (void)state;
    for (size_t size = 0; size < 400; size += 7) {
        char *text = malloc(size + 2);
        assert_non_null(text);
        memset(text, size % 2 ? 'z' : '1', size + 1);
        text[0] = 'z';
        text[size + 1] = '\0';
        assert_int_equal(verify(PUBLIC, text), FAULT_PROOF);
        assert_int_equal(verify(text, VALUE), FAULT_MALFORMED);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vector_hashes_are_the_published_ones),
        cmocka_unit_test(signing_gives_the_published_proof),
        cmocka_unit_test(published_proof_verifies),
        cmocka_unit_test(one_changed_byte_breaks_the_proof_wherever_it_is),
        cmocka_unit_test(proof_value_has_one_spelling),
        cmocka_unit_test(key_that_signs_everything_is_refused),
        cmocka_unit_test(key_of_another_kind_or_length_is_refused),
        cmocka_unit_test(base58_of_any_length_is_read_without_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
