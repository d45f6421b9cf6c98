/*
 * test_proof.c - both proof suites and Multikeys against the published vectors, and against hostile spellings.
 * Vectors: vc-di-eddsa, "Representation: eddsa-jcs-2022"; Open Badges 3.0, its example signed with eddsa-rdfc-2022. Hostile values were computed from it in Python.
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

/* The official Open Badges 3.0 example under eddsa-rdfc-2022: its canonical N-Quads, and those of its proof options. */
#define RDFC_SECRET "z3u2XqMnz4u2o6Wu7kJhQyzVd5Qw9d3ffREwtjHsHdyEkM3R"
#define RDFC_PUBLIC "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi"
#define RDFC_VALUE "z5x9aCBYovW3CQCbKdNyhEm7ffYSw1YpEdPywQJoNbzDD2gkzQDKJ1sYKJaWvqZtkMtSbz35HcbgXVEDYHxCzgkCr"
static const char quads[] =
    "<did:example:ebfeb1f712ebc6f1c276e12ec21> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
    "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#AchievementSubject> .\n"
    "<did:example:ebfeb1f712ebc6f1c276e12ec21> "
    "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#achievement> "
    "<https://example.com/achievements/21st-century-skills/teamwork> .\n"
    "<http://example.com/credentials/3527> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
    "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential> .\n"
    "<http://example.com/credentials/3527> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
    "<https://www.w3.org/2018/credentials#VerifiableCredential> .\n"
    "<http://example.com/credentials/3527> <https://schema.org/name> \"Teamwork Badge\" .\n"
    "<http://example.com/credentials/3527> <https://www.w3.org/2018/credentials#credentialSubject> "
    "<did:example:ebfeb1f712ebc6f1c276e12ec21> .\n"
    "<http://example.com/credentials/3527> <https://www.w3.org/2018/credentials#issuer> "
    "<https://example.edu/issuers/565049> .\n"
    "<http://example.com/credentials/3527> <https://www.w3.org/2018/credentials#validFrom> "
    "\"2010-01-01T00:00:00Z\"^^<http://www.w3.org/2001/XMLSchema#dateTime> .\n"
    "<https://example.com/achievements/21st-century-skills/teamwork> "
    "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
    "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#Achievement> .\n"
    "<https://example.com/achievements/21st-century-skills/teamwork> "
    "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#Criteria> _:c14n0 .\n"
    "<https://example.com/achievements/21st-century-skills/teamwork> <https://schema.org/description> "
    "\"This badge recognizes the development of the capacity to collaborate within a group environment.\" .\n"
    "<https://example.com/achievements/21st-century-skills/teamwork> <https://schema.org/name> "
    "\"Teamwork\" .\n"
    "<https://example.edu/issuers/565049> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
    "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#Profile> .\n"
    "<https://example.edu/issuers/565049> <https://schema.org/name> \"Example Corp\" .\n"
    "<https://example.edu/issuers/565049> <https://schema.org/url> "
    "\"https://www.imsglobal.org\"^^<https://www.w3.org/2001/XMLSchema#anyURI> .\n"
    "_:c14n0 <https://purl.imsglobal.org/spec/vc/ob/vocab.html#narrative> \"Team members are nominated "
    "for this badge by their peers and recognized upon review by Example Corp management.\" .\n";
static const char quads_config[] =
    "_:c14n0 <http://purl.org/dc/terms/created> "
    "\"2010-01-01T19:23:24Z\"^^<http://www.w3.org/2001/XMLSchema#dateTime> .\n"
    "_:c14n0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
    "<https://w3id.org/security#DataIntegrityProof> .\n"
    "_:c14n0 <https://w3id.org/security#cryptosuite> "
    "\"eddsa-rdfc-2022\"^^<https://w3id.org/security#cryptosuiteString> .\n"
    "_:c14n0 <https://w3id.org/security#proofPurpose> <https://w3id.org/security#assertionMethod> .\n"
    "_:c14n0 <https://w3id.org/security#verificationMethod> "
    "<https://example.edu/issuers/565049#z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi> .\n";

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

static void official_badge_is_hashed_signed_and_verified_as_published(void **state)
{
    (void)state;
    char hash[65], value[PROOF_VALUE_TEXT], changed[sizeof quads];
    sha256_hex(quads, sizeof quads - 1, hash);
    assert_string_equal(hash, "87f65a76d40146205e3b3e06cb0fbd153f97f9ce70372390f52566bb7f9e0773");
    sha256_hex(quads_config, sizeof quads_config - 1, hash);
    assert_string_equal(hash, "d34009cea0dbc1ca941e09dc01c8c9d3e3ce3c5b853f67ee44698dcea10f5d19");
    assert_int_equal(
        proof_sign(RDFC_SECRET, quads, sizeof quads - 1, quads_config, sizeof quads_config - 1, value, NULL), FAULT_NONE);
    assert_string_equal(value, RDFC_VALUE);
    assert_int_equal(
        proof_verify(RDFC_PUBLIC, quads, sizeof quads - 1, quads_config, sizeof quads_config - 1, RDFC_VALUE, NULL),
        FAULT_NONE);
    memcpy(changed, quads, sizeof quads);
    for (size_t i = 0; i < sizeof quads - 1; i += 7) {
        changed[i] ^= 1;
        assert_int_equal(proof_verify(RDFC_PUBLIC, changed, sizeof quads - 1, quads_config, sizeof quads_config - 1,
                                      RDFC_VALUE, NULL),
                         FAULT_PROOF);
        changed[i] ^= 1;
    }
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
        cmocka_unit_test(official_badge_is_hashed_signed_and_verified_as_published),
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
