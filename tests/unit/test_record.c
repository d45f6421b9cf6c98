/*
 * test_record.c - issuing completion records: what they say, where their ids live, and when they stop counting.
 * The bytes written out below were verified by independent implementations of both suites, as tests/records does with many
 * others; there JSON-LD runs in safe mode, which says that each of their terms stands in a context.
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

static struct buf issued(const struct credential_facts *facts)
{
    struct buf out;
    buf_init(&out, 0);
    assert_int_equal(credential_issue(keys, facts, &out, NULL), FAULT_NONE);
    return out;
}

static void check(const struct buf *bytes, struct credential_check *out)
{
    assert_int_equal(credential_check(bytes->bytes, bytes->size, trusted, (struct instant){FIXTURE_ISSUED}, out, NULL),
                     FAULT_NONE);
}

static void record_without_a_url_is_these_bytes_for_ever(void **state)
{
    (void)state;
    struct credential_facts facts = fixture_facts();
    struct buf bytes = issued(&facts);
    static const char expected[] =
        "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\","
        "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"],"
        "\"awardedDate\":\"2026-06-29T23:00:00Z\","
        "\"credentialSubject\":{\"achievement\":{\"achievementType\":\"Assessment\","
        "\"criteria\":{\"narrative\":\"A paper was drawn from the quiz, and answers to it were submitted. The "
        "Code of Practice on Personal Tutoring asks every Personal Tutor to complete this quiz at least "
        "once within three years (“Support and Guidance”); its subjects are those of Point 13, a to e. A "
        "completion counts for three years, up to and including the corresponding date.\"},"
        "\"description\":\"Completion of “Personal Tutoring Quiz”, a quiz on personal tutoring set by "
        "University of Middle England.\","
        "\"id\":\"did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2/achievements/quiz/personal-tutoring\","
        "\"name\":\"Personal Tutoring Quiz\",\"type\":[\"Achievement\"]},\"identifier\":[{\"hashed\":true,"
        "\"identityHash\":\"sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399\","
        "\"identityType\":\"emailAddress\",\"salt\":\"Kosher\",\"type\":\"IdentityObject\"}],"
        "\"type\":[\"AchievementSubject\"]},"
        "\"description\":\"Completed on 30 June 2026; counts up to and including 30 June 2029. It says "
        "nothing of the score.\",\"id\":\"urn:uuid:0197c1de-5b1a-7c33-8a01-5b6d2f1c9e42\","
        "\"issuer\":{\"id\":\"did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2\","
        "\"name\":\"University of Middle England\",\"type\":[\"Profile\"]},\"name\":\"Personal Tutoring Quiz\","
        "\"proof\":[{\"created\":\"2026-06-30T19:00:00Z\",\"cryptosuite\":\"eddsa-rdfc-2022\","
        "\"proofPurpose\":\"assertionMethod\","
        "\"proofValue\":\"zMcDmPGmpDxzVSnRk5kPjdAmFXcNATzHcRdpq7PkaNkLGMUpMKxbmbzJt2HN9M3dQMxhiNemTTh34c157K"
        "HovWrj\",\"type\":\"DataIntegrityProof\","
        "\"verificationMethod\":\"did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2#z6MkrJVnaZkeFzdQy"
        "MZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2\"},{\"@context\":[\"https://www.w3.org/ns/credentials/v2\","
        "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"],"
        "\"created\":\"2026-06-30T19:00:00Z\",\"cryptosuite\":\"eddsa-jcs-2022\","
        "\"proofPurpose\":\"assertionMethod\","
        "\"proofValue\":\"z5sB382uXghcRRi7gSU3pzoJqehKQmdXNQpqWq2A5iEkTtEeuRK1jbKqJH1D2tHneg7C1igdhWpqs1wrbZ"
        "TDuKNXz\",\"type\":\"DataIntegrityProof\","
        "\"verificationMethod\":\"did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2#z6MkrJVnaZkeFzdQy"
        "MZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2\"}],\"type\":[\"VerifiableCredential\",\"OpenBadgeCredential\"],"
        "\"validFrom\":\"2026-06-30T19:00:00Z\",\"validUntil\":\"2029-06-30T23:00:00Z\"}";
    assert_string_equal(buf_string(&bytes), expected);
    buf_release(&bytes);
}

static void score_record_is_these_bytes_for_ever(void **state)
{
    (void)state;
    struct credential_facts facts = fixture_score();
    facts.url = "https://signpost.example.ac.uk";
    struct buf bytes = issued(&facts);
    static const char expected[] =
        "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\","
        "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"],"
        "\"awardedDate\":\"2026-06-29T23:00:00Z\","
        "\"credentialSubject\":{\"achievement\":{\"achievementType\":\"Assessment\","
        "\"criteria\":{\"narrative\":\"A paper was drawn from the quiz, and answers to it were submitted. The "
        "Code of Practice on Personal Tutoring asks every Personal Tutor to complete this quiz at least "
        "once within three years (“Support and Guidance”); its subjects are those of Point 13, a to e. A "
        "completion counts for three years, up to and including the corresponding date.\"},"
        "\"description\":\"Completion of “Personal Tutoring Quiz”, a quiz on personal tutoring set by "
        "University of Middle England.\","
        "\"id\":\"https://signpost.example.ac.uk/achievements/quiz/personal-tutoring\","
        "\"name\":\"Personal Tutoring Quiz\","
        "\"resultDescription\":[{\"id\":\"https://signpost.example.ac.uk/achievements/quiz/personal-tutoring#s"
        "core\",\"name\":\"Score in marks\",\"resultType\":\"RawScore\",\"type\":[\"ResultDescription\"],"
        "\"valueMax\":\"20.00\",\"valueMin\":\"0.00\"}],\"type\":[\"Achievement\"]},\"identifier\":[{\"hashed\":true,"
        "\"identityHash\":\"sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399\","
        "\"identityType\":\"emailAddress\",\"salt\":\"Kosher\",\"type\":\"IdentityObject\"}],"
        "\"result\":[{\"resultDescription\":\"https://signpost.example.ac.uk/achievements/quiz/personal-tutori"
        "ng#score\",\"type\":[\"Result\"],\"value\":\"14.00\"}],\"type\":[\"AchievementSubject\"]},"
        "\"description\":\"Completed on 30 June 2026 with 14.00 of 20.00 marks (70.0%); counts up to and "
        "including 30 June 2029.\","
        "\"id\":\"https://signpost.example.ac.uk/records/0197c1de-5b1a-7c33-8a01-5b6d2f1c9e42\","
        "\"issuer\":{\"id\":\"https://signpost.example.ac.uk/issuer\","
        "\"name\":\"University of Middle England\",\"type\":[\"Profile\"]},"
        "\"name\":\"Personal Tutoring Quiz: score\",\"proof\":[{\"created\":\"2026-06-30T19:00:00Z\","
        "\"cryptosuite\":\"eddsa-rdfc-2022\",\"proofPurpose\":\"assertionMethod\","
        "\"proofValue\":\"z59U3vSR5u5S11H82D4NFdsMyW3ESiWtQR12tWQmnqHW6DW1tbJb1AvsiY9NeAUZmf3yeJpa2VFkQWyMYc"
        "bESQuVY\",\"type\":\"DataIntegrityProof\","
        "\"verificationMethod\":\"https://signpost.example.ac.uk/issuer#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ"
        "7XJPt4swbTQ2\"},{\"@context\":[\"https://www.w3.org/ns/credentials/v2\","
        "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"],"
        "\"created\":\"2026-06-30T19:00:00Z\",\"cryptosuite\":\"eddsa-jcs-2022\","
        "\"proofPurpose\":\"assertionMethod\","
        "\"proofValue\":\"z2YYMpyX46Ca34sEAqeQorEKTJKZo7JaZiVrNyfZyf4jxBFKx7fVHobbTCuEuDaFLjm6rAjVwnxwFWTBKB"
        "yHmfWFK\",\"type\":\"DataIntegrityProof\","
        "\"verificationMethod\":\"https://signpost.example.ac.uk/issuer#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ"
        "7XJPt4swbTQ2\"}],\"type\":[\"VerifiableCredential\",\"OpenBadgeCredential\"],"
        "\"validFrom\":\"2026-06-30T19:00:00Z\",\"validUntil\":\"2029-06-30T23:00:00Z\"}";
    assert_string_equal(buf_string(&bytes), expected);
    buf_release(&bytes);
}

static void score_record_says_the_score_and_all_that_the_other_says(void **state)
{
    (void)state;
    static const struct {
        int64_t score, max;
        const char *value, *words;
    } cases[] = {
        {70560, 100800, "14.00", "with 14.00 of 20.00 marks (70.0%)"},
        {0, 100800, "0.00", "with 0.00 of 20.00 marks (0.0%)"},
        {100800, 100800, "20.00", "with 20.00 of 20.00 marks (100.0%)"},
        {1680, 100800, "0.33", "with 0.33 of 20.00 marks (1.7%)"}, /* a third */
        {5015, 5040, "1.00", "with 1.00 of 1.00 marks (99.5%)"},   /* each rounded once, on its own */
        {630, 5040, "0.13", "with 0.13 of 1.00 marks (12.5%)"},    /* 0.125: half away from zero */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct credential_facts facts = fixture_score();
        struct credential_check out;
        facts.score = cases[i].score;
        facts.max = cases[i].max;
        struct buf bytes = issued(&facts);
        check(&bytes, &out);
        assert_string_equal(out.score, cases[i].value);
        assert_non_null(strstr(out.description, cases[i].words));
        assert_string_equal(out.achievement, "Personal Tutoring Quiz");
        assert_string_equal(out.awarded_on, "2026-06-29T23:00:00Z");
        assert_string_equal(out.valid_until, "2029-06-30T23:00:00Z");
        assert_true(credential_check_email(&out, "a@example.com"));
        credential_check_release(&out);
        buf_release(&bytes);
    }
}

static void score_that_cannot_be_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *kind;
        int64_t score, max, unit;
    } cases[] = {{"quiz", -1, 10, 1}, {"quiz", 11, 10, 1}, {"quiz", 0, 0, 1}, {"quiz", 1, 2, 0}, {"quiz", 1, 2, -1},
                 {"quiz", 1, INT64_MAX, 1}, {"training", 1, 2, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct credential_facts facts = fixture_score();
        struct buf out;
        facts.kind = cases[i].kind;
        facts.score = cases[i].score;
        facts.max = cases[i].max;
        facts.unit = cases[i].unit;
        buf_init(&out, 0);
        assert_int_equal(credential_issue(keys, &facts, &out, NULL), FAULT_INTERNAL);
        assert_int_equal(out.size, 0);
        buf_release(&out);
    }
}

static void achievement_says_which_rule_and_which_point_of_the_code(void **state)
{
    (void)state;
    static const struct {
        const char *kind, *item, *says, *says_not;
    } cases[] = {
        {"quiz", "personal-tutoring", "(“Support and Guidance”); its subjects are those of Point 13, a to e.", "“Training”"},
        {"training", "role", "(“Training”), and to keep their understanding of the subjects of its Point 13, a to e.", "quiz"},
        {"quiz", "extra", "answers to it were submitted. A completion counts", "Code of Practice"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct credential_facts facts = fixture_facts();
        struct credential_check out;
        facts.kind = cases[i].kind;
        facts.item = cases[i].item;
        struct buf bytes = issued(&facts);
        check(&bytes, &out);
        assert_non_null(strstr(out.criteria, cases[i].says));
        assert_null(strstr(out.criteria, cases[i].says_not));
        assert_non_null(strstr(out.criteria, "three years, up to and including the corresponding date."));
        credential_check_release(&out);
        buf_release(&bytes);
    }
}

static void record_says_what_was_completed_and_when(void **state)
{
    (void)state;
    struct credential_facts facts = fixture_facts();
    struct buf bytes = issued(&facts);
    struct credential_check out;
    check(&bytes, &out);
    assert_string_equal(out.id, "urn:uuid:0197c1de-5b1a-7c33-8a01-5b6d2f1c9e42");
    assert_string_equal(out.issuer, "did:key:" FIXTURE_PUBLIC);
    assert_string_equal(out.issuer_name, "University of Middle England");
    assert_string_equal(out.achievement, "Personal Tutoring Quiz");
    assert_string_equal(out.awarded_on, "2026-06-29T23:00:00Z"); /* midnight in British Summer Time */
    assert_string_equal(out.valid_from, "2026-06-30T19:00:00Z");
    assert_string_equal(out.valid_until, "2029-06-30T23:00:00Z");
    assert_string_equal(out.signed_by, FIXTURE_PUBLIC);
    assert_true(out.signature_holds && out.key_trusted && !out.expired);
    assert_int_equal(out.rdfc, PROOF_HELD);
    assert_int_equal(out.jcs, PROOF_HELD);
    assert_null(out.score);
    credential_check_release(&out);
    buf_release(&bytes);
}

static void record_with_a_url_lives_at_that_address(void **state)
{
    (void)state;
    struct credential_facts facts = fixture_facts();
    facts.url = "https://signpost.example.ac.uk/tutoring";
    struct buf bytes = issued(&facts);
    struct credential_check out;
    check(&bytes, &out);
    assert_string_equal(out.id, "https://signpost.example.ac.uk/tutoring/records/0197c1de-5b1a-7c33-8a01-5b6d2f1c9e42");
    assert_string_equal(out.issuer, "https://signpost.example.ac.uk/tutoring/issuer");
    assert_non_null(
        strstr(buf_string(&bytes), "\"https://signpost.example.ac.uk/tutoring/issuer#" FIXTURE_PUBLIC "\""));
    assert_non_null(
        strstr(buf_string(&bytes), "\"https://signpost.example.ac.uk/tutoring/achievements/quiz/personal-tutoring\""));
    credential_check_release(&out);
    buf_release(&bytes);
}

static void record_holds_neither_address_nor_score(void **state)
{
    (void)state;
    struct credential_facts facts = fixture_facts();
    facts.email = "T.Utor@Example.AC.UK";
    struct buf bytes = issued(&facts);
    assert_null(strcasestr(buf_string(&bytes), "t.utor"));
    assert_null(strcasestr(buf_string(&bytes), "example.ac"));
    assert_null(strstr(buf_string(&bytes), "score\":"));
    assert_null(strstr(buf_string(&bytes), "esult"));
    assert_non_null(strstr(buf_string(&bytes), "nothing of the score"));
    buf_release(&bytes);
}

static void identity_hash_is_the_standards_own_example(void **state)
{
    (void)state;
    struct credential_facts facts = fixture_facts();
    struct buf bytes = issued(&facts);
    struct credential_check out;
    check(&bytes, &out);
    assert_string_equal(out.identity_hash, "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399");
    assert_string_equal(out.identity_salt, "Kosher");
    assert_true(credential_check_email(&out, "a@example.com"));
    assert_true(credential_check_email(&out, "A@Example.COM"));
    assert_false(credential_check_email(&out, "b@example.com"));
    assert_false(credential_check_email(&out, ""));
    assert_false(credential_check_email(&out, NULL));
    credential_check_release(&out);
    assert_false(credential_check_email(&out, "a@example.com"));
    buf_release(&bytes);
}

static void identity_hash_does_not_mind_the_case_of_an_address(void **state)
{
    (void)state;
    struct credential_facts facts = fixture_facts();
    struct buf lower = issued(&facts);
    facts.email = "A@eXample.coM";
    struct buf upper = issued(&facts);
    assert_string_equal(buf_string(&lower), buf_string(&upper));
    buf_release(&lower);
    buf_release(&upper);
}

static void record_ends_with_the_corresponding_day_in_the_zone(void **state)
{
    (void)state;
    static const struct {
        int year, month, day;
        const char *until;
    } cases[] = {
        {2023, 6, 1, "2026-06-01T23:00:00Z"},  /* counts through 1 June, which ends at 23:00 UTC */
        {2024, 2, 29, "2027-03-01T00:00:00Z"}, /* through 28 February */
        {2025, 2, 28, "2028-02-29T00:00:00Z"}, /* through 28 February of a leap year, not the 29th */
        {2023, 12, 31, "2027-01-01T00:00:00Z"},
        {2023, 3, 28, "2026-03-29T00:00:00Z"}, /* the day after begins before the clocks go forward */
        {2023, 3, 29, "2026-03-29T23:00:00Z"}, /* the last day is 23 hours long */
        {2023, 10, 24, "2026-10-24T23:00:00Z"},
        {2023, 10, 25, "2026-10-26T00:00:00Z"}, /* the last day is 25 hours long */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct credential_facts facts = fixture_facts();
        struct credential_check out;
        facts.completed_on = date_from_ymd(cases[i].year, cases[i].month, cases[i].day);
        struct buf bytes = issued(&facts);
        check(&bytes, &out);
        assert_string_equal(out.valid_until, cases[i].until);
        credential_check_release(&out);
        buf_release(&bytes);
    }
}

static void record_expires_at_the_first_instant_after_its_last_day(void **state)
{
    (void)state;
    static const struct {
        int64_t offset;
        bool expired;
    } cases[] = {{-1, false}, {0, true}, {1, true}};
    struct credential_facts facts = fixture_facts();
    struct buf bytes = issued(&facts);
    struct instant end = instant_of_date(date_from_ymd(2029, 7, 1));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct credential_check out;
        assert_int_equal(
            credential_check(bytes.bytes, bytes.size, trusted, (struct instant){end.ms + cases[i].offset}, &out, NULL),
            FAULT_NONE);
        assert_true(out.expired == cases[i].expired);
        assert_true(out.signature_holds);
        credential_check_release(&out);
    }
    buf_release(&bytes);
}

static void achievement_is_the_same_for_everybody(void **state)
{
    (void)state;
    struct credential_facts facts = fixture_facts();
    struct buf first = issued(&facts);
    facts.email = "b@example.com";
    facts.identity_salt = "other";
    facts.completed_on = date_from_ymd(2025, 1, 1);
    facts.record_id = "0197c1de-5b1a-7c33-8a01-000000000000";
    struct buf second = issued(&facts);
    const char *from = strstr(buf_string(&first), "\"achievement\":"), *to = strstr(from, "\"identifier\":");
    const char *other = strstr(buf_string(&second), "\"achievement\":");
    assert_memory_equal(from, other, (size_t)(to - from));
    buf_release(&first);
    buf_release(&second);
}

static void record_is_its_own_canonical_form(void **state)
{
    (void)state;
    struct credential_facts facts = fixture_facts();
    facts.kind = "training";
    facts.item = "looking-after-students";
    facts.title = "Signposting & “looking after” <students>";
    struct buf bytes = issued(&facts), again;
    struct json_doc doc;
    buf_init(&again, 0);
    assert_int_equal(json_read(bytes.bytes, bytes.size, "record", &doc, NULL), FAULT_NONE);
    assert_int_equal(json_canonical(doc.root, &again, NULL), FAULT_NONE);
    assert_string_equal(buf_string(&bytes), buf_string(&again));
    assert_non_null(strstr(buf_string(&bytes), "\"CertificateOfCompletion\""));
    json_release(&doc);
    buf_release(&bytes);
    buf_release(&again);
}

static void issuing_refuses_facts_that_are_missing_or_unclean(void **state)
{
    (void)state;
    static const char *const bad[] = {NULL, "", "a\nb", "\xff"};
    for (int field = 0; field < 6; field++) {
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
            struct credential_facts facts = fixture_facts();
            const char **const fields[] = {&facts.institution, &facts.title,     &facts.item,
                                           &facts.kind,        &facts.record_id, &facts.identity_salt};
            struct buf out;
            *fields[field] = bad[i];
            buf_init(&out, 0);
            buf_text(&out, "kept");
            assert_int_equal(credential_issue(keys, &facts, &out, NULL), FAULT_INTERNAL);
            assert_string_equal(buf_string(&out), "kept");
            buf_release(&out);
        }
    }
}

static void issuing_appends_nothing_unless_all_of_it_fits(void **state)
{
    (void)state;
    struct credential_facts facts = fixture_facts();
    struct buf whole = issued(&facts);
    for (size_t ceiling = 5; ceiling < whole.size + 4; ceiling++) {
        struct buf out;
        buf_init(&out, ceiling);
        buf_text(&out, "kept");
        assert_int_not_equal(credential_issue(keys, &facts, &out, NULL), FAULT_NONE);
        assert_int_equal(out.size, 4);
        assert_memory_equal(out.bytes, "kept", 5);
        buf_release(&out);
    }
    buf_release(&whole);
}

static void url_that_is_too_long_or_no_address_is_refused(void **state)
{
    (void)state;
    static char url[2101] = "https://";
    struct credential_facts facts = fixture_facts();
    struct buf out;
    memset(url + 8, 'a', sizeof url - 9);
    facts.url = url;
    buf_init(&out, 0);
    assert_int_equal(credential_issue(keys, &facts, &out, NULL), FAULT_INTERNAL);
    url[20] = ' '; /* no IRI, in N-Quads or elsewhere */
    url[30] = '\0';
    assert_int_equal(credential_issue(keys, &facts, &out, NULL), FAULT_INTERNAL);
    url[20] = url[30] = 'a';
    url[2048] = '\0';
    assert_int_equal(credential_issue(keys, &facts, &out, NULL), FAULT_NONE);
    assert_non_null(strstr(buf_string(&out), "/issuer#" FIXTURE_PUBLIC "\""));
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(record_without_a_url_is_these_bytes_for_ever),
        cmocka_unit_test(score_record_is_these_bytes_for_ever),
        cmocka_unit_test(score_record_says_the_score_and_all_that_the_other_says),
        cmocka_unit_test(score_that_cannot_be_is_refused),
        cmocka_unit_test(achievement_says_which_rule_and_which_point_of_the_code),
        cmocka_unit_test(record_says_what_was_completed_and_when),
        cmocka_unit_test(record_with_a_url_lives_at_that_address),
        cmocka_unit_test(record_holds_neither_address_nor_score),
        cmocka_unit_test(identity_hash_is_the_standards_own_example),
        cmocka_unit_test(identity_hash_does_not_mind_the_case_of_an_address),
        cmocka_unit_test(record_ends_with_the_corresponding_day_in_the_zone),
        cmocka_unit_test(record_expires_at_the_first_instant_after_its_last_day),
        cmocka_unit_test(achievement_is_the_same_for_everybody),
        cmocka_unit_test(record_is_its_own_canonical_form),
        cmocka_unit_test(issuing_refuses_facts_that_are_missing_or_unclean),
        cmocka_unit_test(issuing_appends_nothing_unless_all_of_it_fits),
        cmocka_unit_test(url_that_is_too_long_or_no_address_is_refused),
    };
    return cmocka_run_group_tests(tests, keys_make, keys_drop);
}
