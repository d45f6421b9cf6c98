/*
 * test_record_check.c - a record that was touched does not hold; one that was only reprinted does; and a proof must be
 * the issuer's, under a trusted key, made to assert, without conditions that we do not understand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "record_fixture.h"
#include "signpost/json.h"

static const char *const trusted[] = {FIXTURE_OTHER_PUBLIC, FIXTURE_PUBLIC, NULL};
static struct buf record;

#define PROOF_NAME "DataIntegrityProof"

static const char older[] =
    "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\","
    "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"],"
    "\"awardedDate\":\"2026-06-29T23:00:00Z\","
    "\"credentialSubject\":{\"achievement\":{\"achievementType\":\"Assessment\","
    "\"criteria\":{\"narrative\":\"A paper was drawn from the quiz,"
    " and answers to it were submitted. The Code of Practice on Personal Tutoring asks this of "
    "every Personal Tutor at least once within three years (“Support and Guidance”); its Point "
    "13 lists the subjects. A completion counts for three years,"
    " up to and including the corresponding date; the record is valid until that day ends. It "
    "says that “Personal Tutoring Quiz” was completed, and when. It says nothing of the score.\"},"
    "\"description\":\"Completion of “Personal Tutoring Quiz”,"
    " a quiz on personal tutoring set by University of Middle England.\","
    "\"id\":\"did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2/achievements/quiz/personal-tutoring\","
    "\"name\":\"Personal Tutoring Quiz\",\"type\":[\"Achievement\"]},"
    "\"identifier\":[{\"hashed\":true,"
    "\"identityHash\":\"sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399\","
    "\"identityType\":\"emailAddress\",\"salt\":\"Kosher\",\"type\":\"IdentityObject\"}],"
    "\"type\":[\"AchievementSubject\"]},"
    "\"description\":\"Completed on 30 June 2026; counts up to and including 30 June 2029.\","
    "\"id\":\"urn:uuid:0197c1de-5b1a-7c33-8a01-5b6d2f1c9e42\","
    "\"issuer\":{\"id\":\"did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2\","
    "\"name\":\"University of Middle England\",\"type\":[\"Profile\"]},"
    "\"name\":\"Personal Tutoring Quiz\","
    "\"proof\":[{\"@context\":[\"https://www.w3.org/ns/credentials/v2\","
    "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"],"
    "\"created\":\"2026-06-30T19:00:00Z\",\"cryptosuite\":\"eddsa-jcs-2022\","
    "\"proofPurpose\":\"assertionMethod\","
    "\"proofValue\":\"z45wXbbjSt1ZnCRnQ8iPRQxcdazBLNct6EztAsSNeZ8Nh2KdhboKDR22W9ZRf9btgdv9EER5rCktnTub7tnQZsp3D\","
    "\"type\":\"DataIntegrityProof\","
    "\"verificationMethod\":\"did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2#"
    "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2\"}],"
    "\"type\":[\"VerifiableCredential\",\"OpenBadgeCredential\"],"
    "\"validFrom\":\"2026-06-30T19:00:00Z\",\"validUntil\":\"2029-06-30T23:00:00Z\"}";

static int record_make(void **state)
{
    struct keys *keys = fixture_keys(FIXTURE_SECRET);
    struct credential_facts facts = fixture_facts();
    (void)state;
    buf_init(&record, 0);
    if (!keys || date_set_zone("Europe/London", NULL) != FAULT_NONE ||
        credential_issue(keys, &facts, &record, NULL) != FAULT_NONE)
        return -1;
    keys_free(keys);
    return 0;
}

static int record_drop(void **state)
{
    (void)state;
    buf_release(&record);
    return 0;
}

/* Checks, and hands back the two flags and what each suite says. */
static enum proof_result jcs, rdfc;

static enum fault_code check(const char *bytes, size_t size, const char *const *keys, bool *holds, bool *known)
{
    struct credential_check out;
    enum fault_code code = credential_check(bytes, size, keys, (struct instant){FIXTURE_ISSUED}, &out, NULL);
    *holds = out.signature_holds;
    *known = out.key_trusted;
    jcs = out.jcs;
    rdfc = out.rdfc;
    assert_true((code == FAULT_NONE) <= (out.signature_holds && out.key_trusted));
    credential_check_release(&out);
    return code;
}

static enum fault_code check_tree(const cJSON *root)
{
    bool holds, known;
    char *text = cJSON_Print(root);
    assert_non_null(text);
    enum fault_code code = check(text, strlen(text), trusted, &holds, &known);
    cJSON_free(text);
    return code;
}

static cJSON *tree(void)
{
    cJSON *root = cJSON_Parse(buf_string(&record));
    assert_non_null(root);
    return root;
}

static cJSON *proofs_of(cJSON *root)
{
    return cJSON_GetObjectItemCaseSensitive(root, "proof");
}

static cJSON *proof_of(cJSON *root)
{
    return cJSON_GetArrayItem(proofs_of(root), 0);
}

/* The record with only one of its proofs: 0 is eddsa-rdfc-2022, 1 eddsa-jcs-2022. Tests that sign again want the latter. */
enum { RDFC, JCS };
static cJSON *tree_with(int which)
{
    cJSON *root = tree();
    cJSON_DeleteItemFromArray(proofs_of(root), 1 - which);
    return root;
}

/* Signs ROOT anew with SECRET under its (altered) proof, as the suite says, and puts the value in. */
static void sign_again(cJSON *root, const char *secret)
{
    cJSON *proofs = cJSON_DetachItemFromObjectCaseSensitive(root, "proof"), *proof = cJSON_GetArrayItem(proofs, 0);
    const cJSON *own = cJSON_GetObjectItemCaseSensitive(proof, "@context");
    cJSON *document = cJSON_Duplicate(root, true);
    struct buf bytes, config;
    char value[PROOF_VALUE_TEXT];
    buf_init(&bytes, 0);
    buf_init(&config, 0);
    cJSON_DeleteItemFromObjectCaseSensitive(proof, "proofValue");
    if (own)
        cJSON_ReplaceItemInObjectCaseSensitive(document, "@context", cJSON_Duplicate(own, true));
    assert_int_equal(json_canonical(document, &bytes, NULL), FAULT_NONE);
    assert_int_equal(json_canonical(proof, &config, NULL), FAULT_NONE);
    assert_int_equal(proof_sign(secret, bytes.bytes, bytes.size, config.bytes, config.size, value, NULL), FAULT_NONE);
    cJSON_AddStringToObject(proof, "proofValue", value);
    cJSON_AddItemToObject(root, "proof", proofs);
    cJSON_Delete(document);
    buf_release(&bytes);
    buf_release(&config);
}

static void put(cJSON *object, const char *name, const char *json)
{
    cJSON_DeleteItemFromObjectCaseSensitive(object, name);
    if (json)
        cJSON_AddItemToObject(object, name, cJSON_Parse(json));
}

static void record_holds_as_issued(void **state)
{
    (void)state;
    bool holds, known;
    assert_int_equal(check(record.bytes, record.size, trusted, &holds, &known), FAULT_NONE);
    assert_true(holds && known);
    assert_int_equal(jcs, PROOF_HELD);
    assert_int_equal(rdfc, PROOF_HELD);
}

/* Where TEXT stands in the record, the NUMBER-th time. */
static size_t place_of(const char *text, int number)
{
    const char *at = buf_string(&record) - 1;
    while (number-- > 0)
        at = strstr(at + 1, text);
    return (size_t)(at - buf_string(&record));
}

static void no_single_byte_of_a_record_can_be_changed(void **state)
{
    (void)state;
    static const unsigned char flips[] = {0x01, 0x02, 0x20, 0x80};
    /* The names of type and suite: another suite is one that we do not know, as if the proof were not there. */
    static const char *const names[] = {"eddsa-rdfc-2022", "eddsa-jcs-2022", PROOF_NAME, PROOF_NAME};
    size_t start[4], proofs = place_of("\"proof\":[", 1), end = place_of("],\"type\":[\"VerifiableC", 1);
    for (int i = 0; i < 4; i++)
        start[i] = place_of(names[i], i == 3 ? 2 : 1);
    for (size_t i = 0; i < record.size; i++) {
        bool in_name = false;
        for (int j = 0; j < 4; j++)
            in_name = in_name || (i >= start[j] && i < start[j] + strlen(names[j]));
        for (size_t j = 0; j < sizeof flips / sizeof *flips; j++) {
            bool holds, known;
            record.bytes[i] = (char)(record.bytes[i] ^ flips[j]);
            enum fault_code code = check(record.bytes, record.size, trusted, &holds, &known);
            record.bytes[i] = (char)(record.bytes[i] ^ flips[j]);
            if (in_name && code == FAULT_NONE)
                assert_true((jcs == PROOF_NONE) != (rdfc == PROOF_NONE));
            else
                assert_true(code == FAULT_PROOF || code == FAULT_MALFORMED);
            if (i < proofs || i > end)
                assert_true(jcs != PROOF_HELD && rdfc != PROOF_HELD);
        }
    }
}

static void stripped_of_one_proof_a_record_holds_by_the_other(void **state)
{
    (void)state;
    for (int which = 0; which < 2; which++) {
        cJSON *root = tree_with(which);
        assert_int_equal(check_tree(root), FAULT_NONE);
        assert_int_equal(rdfc, which == RDFC ? PROOF_HELD : PROOF_NONE);
        assert_int_equal(jcs, which == JCS ? PROOF_HELD : PROOF_NONE);
        put(proof_of(root), "proofValue", "\"z1\"");
        assert_int_equal(check_tree(root), FAULT_PROOF);
        assert_int_equal(which == RDFC ? rdfc : jcs, PROOF_BROKEN);
        cJSON_Delete(root);
    }
}

/* Each by what it hangs on: no JSON-LD processor stands behind us, so nothing is guessed. */
static void rdfc_proof_of_another_shape_is_not_checked_and_does_not_count(void **state)
{
    (void)state;
    static const struct {
        const char *name, *value;
    } cases[] = {
        {"name", NULL},
        {"evidence", "[]"},
        {"name", "[\"Personal Tutoring Quiz\"]"},
        {"type", "[\"OpenBadgeCredential\",\"VerifiableCredential\"]"},
        {"id", "\"record:1\""},
        {"id", "\"urn:uuid:a b\""},
        {"description", "null"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cJSON *root = tree_with(RDFC);
        put(root, cases[i].name, cases[i].value);
        assert_int_equal(check_tree(root), FAULT_PROOF);
        assert_int_equal(rdfc, PROOF_NONE);
        cJSON_Delete(root);
    }
    cJSON *root = tree_with(RDFC);
    put(proof_of(root), "id", "\"urn:uuid:0197c1de-5b1a-7c33-8a01-5b6d2f1c9e43\"");
    assert_int_equal(check_tree(root), FAULT_PROOF);
    assert_int_equal(rdfc, PROOF_NONE);
    put(proof_of(root), "id", NULL);
    put(proof_of(root), "@context", "[\"https://www.w3.org/ns/credentials/v2\"]");
    assert_int_equal(check_tree(root), FAULT_PROOF);
    assert_int_equal(rdfc, PROOF_NONE);
    cJSON_Delete(root);
}

static void rdfc_proof_is_held_to_the_same_rules(void **state)
{
    (void)state;
    static const struct {
        const char *name, *value;
    } cases[] = {
        {"created", "\"2026-01-02T03:04:05Z\""},
        {"created", NULL},
        {"proofPurpose", "\"authentication\""},
        {"proofPurpose", NULL},
        {"verificationMethod", "\"did:key:" FIXTURE_PUBLIC "\""},
        {"verificationMethod", "\"<did:key:" FIXTURE_PUBLIC "#" FIXTURE_PUBLIC "\""},
        {"verificationMethod", NULL},
        {"expires", "\"2126-01-01T00:00:00Z\""},
        {"proofValue", NULL},
        {"proofValue", "7"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cJSON *root = tree();
        put(proof_of(root), cases[i].name, cases[i].value);
        assert_int_equal(check_tree(root), FAULT_PROOF);
        assert_int_equal(rdfc, PROOF_BROKEN);
        assert_int_equal(jcs, PROOF_HELD);
        cJSON_Delete(root);
    }
    cJSON *root = tree_with(RDFC);
    put(proof_of(root), "@context", "[\"https://www.w3.org/ns/credentials/v2\","
                                    "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"]");
    assert_int_equal(check_tree(root), FAULT_NONE); /* its own contexts, said once more */
    cJSON_Delete(root);
}

/* As Signpost issued them before it made two proofs: signed with the W3C's implementation of eddsa-jcs-2022. */
static void older_record_with_one_proof_holds(void **state)
{
    (void)state;
    bool holds, known;
    assert_int_equal(check(older, strlen(older), trusted, &holds, &known), FAULT_NONE);
    assert_true(holds && known);
    assert_int_equal(jcs, PROOF_HELD);
    assert_int_equal(rdfc, PROOF_NONE);
}

static void no_prefix_of_a_record_holds(void **state)
{
    (void)state;
    for (size_t size = 0; size < record.size; size++) {
        bool holds, known;
        assert_int_equal(check(record.bytes, size, trusted, &holds, &known), FAULT_MALFORMED);
    }
}

static void reprinted_record_holds(void **state)
{
    (void)state;
    cJSON *root = tree(), *reversed = cJSON_CreateObject();
    assert_int_equal(check_tree(root), FAULT_NONE); /* with white space */
    while (root->child) {
        cJSON *last = root->child;
        while (last->next)
            last = last->next;
        char name[32];
        snprintf(name, sizeof name, "%s", last->string);
        cJSON_AddItemToObject(reversed, name, cJSON_DetachItemViaPointer(root, last));
    }
    assert_int_equal(check_tree(reversed), FAULT_NONE); /* with its members the other way round */
    cJSON_Delete(root);
    cJSON_Delete(reversed);
}

static void proof_may_stand_alone_or_among_suites_we_do_not_know(void **state)
{
    (void)state;
    cJSON *root = tree_with(JCS);
    cJSON *proofs = proofs_of(root);
    cJSON_InsertItemInArray(proofs, 0,
                            cJSON_Parse("{\"type\":\"DataIntegrityProof\",\"cryptosuite\":\"ecdsa-rdfc-2019\","
                                        "\"proofValue\":\"z1\"}"));
    cJSON_AddItemToArray(proofs, cJSON_Parse("{\"type\":\"Ed25519Signature2020\"}"));
    assert_int_equal(check_tree(root), FAULT_NONE);
    cJSON_DeleteItemFromArray(proofs, 1);
    assert_int_equal(check_tree(root), FAULT_PROOF); /* only the others are left */
    cJSON_Delete(root);

    for (int which = 0; which < 2; which++) {
        root = tree();
        proofs = cJSON_DetachItemFromObjectCaseSensitive(root, "proof");
        cJSON_AddItemToObject(root, "proof", cJSON_DetachItemFromArray(proofs, which));
        assert_int_equal(check_tree(root), FAULT_NONE);
        cJSON_Delete(proofs);
        cJSON_Delete(root);
    }
}

static void every_proof_that_we_understand_must_hold(void **state)
{
    (void)state;
    for (int place = 0; place < 6; place++) {
        cJSON *root = tree();
        cJSON *bad = cJSON_Duplicate(cJSON_GetArrayItem(proofs_of(root), place / 3), true);
        put(bad, "created", "\"2026-07-01T00:00:00Z\"");
        cJSON *after[2] = {cJSON_DetachItemFromArray(proofs_of(root), place % 3),
                           cJSON_DetachItemFromArray(proofs_of(root), place % 3)};
        cJSON_AddItemToArray(proofs_of(root), bad);
        for (int i = 0; i < 2; i++)
            cJSON_AddItemToArray(proofs_of(root), after[i]);
        assert_int_equal(check_tree(root), FAULT_PROOF);
        assert_int_equal(rdfc, place / 3 == RDFC ? PROOF_BROKEN : PROOF_HELD);
        assert_int_equal(jcs, place / 3 == JCS ? PROOF_BROKEN : PROOF_HELD);
        cJSON_Delete(root);
    }
}

static void proofs_are_an_object_or_a_list_of_a_few(void **state)
{
    (void)state;
    static const char *const proofs[] = {NULL, "null", "\"proof\"", "7", "[7]", "[null]", "[[]]",
                                         "{}", "[{}]", "[{\"type\":7}]", "[{\"type\":\"DataIntegrityProof\"}]"};
    for (size_t i = 0; i < sizeof proofs / sizeof *proofs; i++) {
        cJSON *root = tree();
        put(root, "proof", proofs[i]);
        assert_int_equal(check_tree(root), FAULT_MALFORMED);
        cJSON_Delete(root);
    }
    cJSON *root = tree();
    for (int i = 0; i < 14; i++)
        cJSON_AddItemToArray(cJSON_GetObjectItemCaseSensitive(root, "proof"), cJSON_Duplicate(proof_of(root), true));
    assert_int_equal(check_tree(root), FAULT_NONE);
    cJSON_AddItemToArray(cJSON_GetObjectItemCaseSensitive(root, "proof"), cJSON_Duplicate(proof_of(root), true));
    assert_int_equal(check_tree(root), FAULT_MALFORMED);
    put(root, "proof", "[]");
    assert_int_equal(check_tree(root), FAULT_PROOF);
    cJSON_Delete(root);
}

/* Rightly signed each time, so that what is tested is the rule and not the signature. */
static void signed_proof_is_held_to_its_suites_rules(void **state)
{
    (void)state;
    static const struct {
        const char *name, *value;
        enum fault_code code;
    } cases[] = {
        {"created", "\"2026-01-02T03:04:05Z\"", FAULT_NONE},
        {"created", "\"yesterday\"", FAULT_PROOF},
        {"created", NULL, FAULT_PROOF},
        {"proofPurpose", "\"authentication\"", FAULT_PROOF},
        {"proofPurpose", NULL, FAULT_PROOF},
        {"type", "\"DataIntegrityProofs\"", FAULT_PROOF},
        {"cryptosuite", "\"eddsa-jcs-2023\"", FAULT_PROOF},
        {"cryptosuite", NULL, FAULT_MALFORMED},
        {"verificationMethod", "\"did:key:" FIXTURE_PUBLIC "\"", FAULT_PROOF},
        {"verificationMethod", "\"did:key:" FIXTURE_OTHER_PUBLIC "#" FIXTURE_PUBLIC "\"", FAULT_PROOF},
        {"verificationMethod", "\"https://else.example/issuer#" FIXTURE_PUBLIC "\"", FAULT_PROOF},
        {"verificationMethod", "\"" FIXTURE_PUBLIC "\"", FAULT_PROOF},
        {"verificationMethod", "[\"did:key:" FIXTURE_PUBLIC "#" FIXTURE_PUBLIC "\"]", FAULT_PROOF},
        {"id", "\"urn:uuid:0197c1de-5b1a-7c33-8a01-5b6d2f1c9e43\"", FAULT_NONE},
        {"expires", "\"2026-01-01T00:00:00Z\"", FAULT_PROOF},
        {"domain", "\"example.com\"", FAULT_PROOF},
        {"previousProof", "\"urn:uuid:0197c1de-5b1a-7c33-8a01-5b6d2f1c9e43\"", FAULT_PROOF},
        {"@context", NULL, FAULT_NONE},
        {"@context", "\"https://www.w3.org/ns/credentials/v2\"", FAULT_NONE},
        {"@context", "[\"https://www.w3.org/ns/credentials/v2\"]", FAULT_NONE},
        {"@context", "[\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"]", FAULT_PROOF},
        {"@context", "[\"https://www.w3.org/ns/credentials/v2\",\"https://www.w3.org/ns/credentials/v2\"]",
         FAULT_PROOF},
        {"@context", "{}", FAULT_PROOF},
        {"@context", "[{}]", FAULT_PROOF},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cJSON *root = tree_with(JCS);
        put(proof_of(root), cases[i].name, cases[i].value);
        sign_again(root, FIXTURE_SECRET);
        assert_int_equal(check_tree(root), cases[i].code);
        cJSON_Delete(root);
    }
}

static void signed_document_that_is_no_credential_is_malformed(void **state)
{
    (void)state;
    static const struct {
        const char *name, *value;
    } cases[] = {
        {"@context", NULL},
        {"@context", "\"https://www.w3.org/ns/credentials/v2\""},
        {"@context", "[\"https://www.w3.org/ns/credentials/v2\"]"},
        {"@context", "[\"https://www.w3.org/ns/credentials/v2\",\"https://example.com/\"]"},
        {"type", "[\"VerifiableCredential\"]"},
        {"type", "[\"OpenBadgeCredential\"]"},
        {"type", "\"VerifiableCredential\""},
        {"id", NULL},
        {"id", "\"\""},
        {"id", "7"},
        {"issuer", NULL},
        {"issuer", "\"did:key:" FIXTURE_PUBLIC "\""},
        {"issuer", "{\"id\":\"did:key:" FIXTURE_PUBLIC "\",\"type\":[\"Profile\"]}"},
        {"issuer", "{\"id\":\"did:key:" FIXTURE_PUBLIC "\",\"name\":\"A\",\"type\":[\"Person\"]}"},
        {"credentialSubject", NULL},
        {"credentialSubject", "{\"type\":[\"AchievementSubject\"]}"},
        {"validFrom", NULL},
        {"validFrom", "\"2026-06-30\""},
        {"validUntil", "\"for ever\""},
        {"awardedDate", "\"today\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cJSON *root = tree_with(JCS);
        put(root, cases[i].name, cases[i].value);
        cJSON_DeleteItemFromObjectCaseSensitive(proof_of(root), "@context");
        sign_again(root, FIXTURE_SECRET);
        assert_int_equal(check_tree(root), FAULT_MALFORMED);
        cJSON_Delete(root);
    }
}

static void record_that_never_ends_is_not_expired(void **state)
{
    (void)state;
    cJSON *root = tree_with(JCS);
    put(root, "validUntil", NULL);
    sign_again(root, FIXTURE_SECRET);
    assert_int_equal(check_tree(root), FAULT_NONE);
    cJSON_Delete(root);
}

static void key_that_is_not_trusted_is_told_apart_from_a_broken_signature(void **state)
{
    (void)state;
    static const char *const other[] = {FIXTURE_OTHER_PUBLIC, NULL}, *const nobody[] = {NULL};
    bool holds, known;
    assert_int_equal(check(record.bytes, record.size, other, &holds, &known), FAULT_PROOF);
    assert_true(holds && !known);
    assert_int_equal(check(record.bytes, record.size, nobody, &holds, &known), FAULT_PROOF);
    assert_true(holds && !known);
    assert_int_equal(check(record.bytes, record.size, NULL, &holds, &known), FAULT_PROOF);
    assert_true(holds && !known);
}

static void signature_of_another_key_does_not_pass_for_the_issuers(void **state)
{
    (void)state;
    cJSON *root = tree_with(JCS);
    sign_again(root, FIXTURE_OTHER_SECRET); /* says that it is by FIXTURE_PUBLIC */
    assert_int_equal(check_tree(root), FAULT_PROOF);
    /* Says that it is by the other key, which is trusted too, but not the issuer's. */
    put(proof_of(root), "verificationMethod", "\"did:key:" FIXTURE_OTHER_PUBLIC "#" FIXTURE_OTHER_PUBLIC "\"");
    sign_again(root, FIXTURE_OTHER_SECRET);
    assert_int_equal(check_tree(root), FAULT_PROOF);
    cJSON_Delete(root);
}

static void bytes_that_are_no_record_are_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", "{}", "[]", "null", "\"record\"", "{\"@context\":[]}", "\xff", "{\"id\":\"a\",\"id\":\"a\"}"};
    static char large[1024 * 1024 + 2];
    bool holds, known;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_int_equal(check(texts[i], strlen(texts[i]), trusted, &holds, &known), FAULT_MALFORMED);
    memset(large, ' ', sizeof large);
    assert_int_equal(check(large, sizeof large, trusted, &holds, &known), FAULT_LARGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(record_holds_as_issued),
        cmocka_unit_test(no_single_byte_of_a_record_can_be_changed),
        cmocka_unit_test(stripped_of_one_proof_a_record_holds_by_the_other),
        cmocka_unit_test(rdfc_proof_of_another_shape_is_not_checked_and_does_not_count),
        cmocka_unit_test(rdfc_proof_is_held_to_the_same_rules),
        cmocka_unit_test(older_record_with_one_proof_holds),
        cmocka_unit_test(no_prefix_of_a_record_holds),
        cmocka_unit_test(reprinted_record_holds),
        cmocka_unit_test(proof_may_stand_alone_or_among_suites_we_do_not_know),
        cmocka_unit_test(every_proof_that_we_understand_must_hold),
        cmocka_unit_test(proofs_are_an_object_or_a_list_of_a_few),
        cmocka_unit_test(signed_proof_is_held_to_its_suites_rules),
        cmocka_unit_test(signed_document_that_is_no_credential_is_malformed),
        cmocka_unit_test(record_that_never_ends_is_not_expired),
        cmocka_unit_test(key_that_is_not_trusted_is_told_apart_from_a_broken_signature),
        cmocka_unit_test(signature_of_another_key_does_not_pass_for_the_issuers),
        cmocka_unit_test(bytes_that_are_no_record_are_refused),
    };
    return cmocka_run_group_tests(tests, record_make, record_drop);
}
