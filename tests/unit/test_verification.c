/*
 * test_verification.c - each check of a verification says no when its rule is broken, and only then; what could not be checked is
 * said to be so and decides nothing; and a name is confirmed only where its holder shows it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "signpost/badge.h"
#include "signpost/json.h"
#include "verification_fixture.h"

#define YES VERIFICATION_YES
#define NO VERIFICATION_NO
#define OPEN VERIFICATION_NOT_CHECKED

static int scene_make(void **state)
{
    *state = scene_new();
    return 0;
}

static int scene_drop(void **state)
{
    scene_free(*state);
    return 0;
}

static void run(struct scene *scene)
{
    verification_release(&scene->result);
    assert_int_equal(verification_run(&scene->input, &scene->result, NULL), FAULT_NONE);
}

static void expect(struct scene *scene, enum verdict verdict, const char *id, enum verification_result result)
{
    run(scene);
    const struct verification_check *check = scene_check(scene, id);
    assert_non_null(check);
    if (check->result != result || scene->result.verdict != verdict)
        fail_msg("%s: %s (%s); %s", id, verification_word(check->result), check->why, scene->result.word);
    if (result != YES)
        assert_true(check->why[0]); /* whoever is told no, or nothing, is told why */
}

/* ---- the record alone ---- */

static void record_with_its_key_is_genuine_and_what_was_not_checked_is_said(void **state)
{
    struct scene *scene = *state;
    expect(scene, VERDICT_GENUINE, "signature", YES);
    assert_true(scene->result.valid);
    assert_string_equal(scene->result.record, RECORD);
    assert_non_null(strstr(scene->result.sentence, "Personal Tutoring Quiz"));
    assert_non_null(strstr(scene->result.sentence, "30 June 2026"));
    assert_non_null(strstr(scene->result.sentence, "30 June 2029"));
    assert_non_null(strstr(scene->result.sentence, "University of Middle England"));
    assert_null(strstr(scene->result.headline, "counts today")); /* nobody was asked whether it was withdrawn */
    static const char *const open[] = {"proof", "log", "held", "withdrawn", "current"};
    for (size_t i = 0; i < sizeof open / sizeof *open; i++)
        expect(scene, VERDICT_GENUINE, open[i], OPEN);
    expect(scene, VERDICT_GENUINE, "counts", YES);
    assert_null(scene_check(scene, "witness"));
    assert_null(scene_check(scene, "email"));
}

static void changed_record_is_refused_and_nothing_more_is_asked_of_it(void **state)
{
    struct scene *scene = *state;
    char *at = strstr(scene->record.bytes, "2026-06-29T23:00:00Z");
    assert_non_null(at);
    at[9] = '8';
    scene_prove(scene);
    expect(scene, VERDICT_CHANGED, "signature", NO);
    expect(scene, VERDICT_CHANGED, "key", OPEN);
    assert_false(scene->result.valid);
    assert_null(scene_check(scene, "log"));
    assert_null(scene_check(scene, "held"));
    assert_true(strncmp(scene->result.sentence, "It says: ", 9) == 0);
}

static void each_of_the_two_signatures_must_hold(void **state)
{
    struct scene *scene = *state;
    static const struct { const char *suite, *check; } cases[] = {
        {"\"eddsa-jcs-2022\"", "signature"}, {"\"eddsa-rdfc-2022\"", "second_signature"}};
    expect(scene, VERDICT_GENUINE, "second_signature", YES);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *suite = strstr(scene->record.bytes, cases[i].suite), *value = suite ? strstr(suite, "\"proofValue\":\"z") : NULL;
        assert_non_null(value);
        char *letter = value + strlen("\"proofValue\":\"z") + 20, kept = *letter;
        *letter = kept == '7' ? '8' : '7';
        expect(scene, VERDICT_CHANGED, cases[i].check, NO);
        assert_false(scene->result.valid);
        *letter = kept;
    }
}

static void key_that_nobody_trusts_is_refused(void **state)
{
    struct scene *scene = *state;
    scene->keys[0] = FIXTURE_OTHER_PUBLIC;
    expect(scene, VERDICT_OTHER_KEY, "key", NO);
    assert_null(scene_check(scene, "counts"));
}

static void what_is_no_record_is_said_to_be_none(void **state)
{
    struct scene *scene = *state;
    static const char *const texts[] = {"", "{}", "[]", "words", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "<html/>",
                                        "{\"a\":1,\"a\":1}"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        scene->input.record = texts[i];
        scene->input.size = strlen(texts[i]);
        expect(scene, VERDICT_UNREADABLE, "shape", NO);
        assert_string_equal(scene->result.sentence, "");
    }
}

static void record_inside_a_picture_or_after_a_byte_order_mark_is_the_same_record(void **state)
{
    struct scene *scene = *state;
    struct badge badge = {"T", "L", "U", scene->record.bytes, scene->record.size};
    struct buf other;
    buf_init(&other, 0);
    scene_prove(scene);
    assert_int_equal(badge_write(&badge, &other, NULL), FAULT_NONE);
    scene->input.record = other.bytes;
    scene->input.size = other.size;
    expect(scene, VERDICT_GENUINE, "proof", YES);
    buf_clear(&other);
    buf_text(&other, "\xef\xbb\xbf");
    buf_append(&other, scene->record.bytes, scene->record.size);
    scene->input.record = other.bytes;
    scene->input.size = other.size;
    expect(scene, VERDICT_GENUINE, "proof", YES);
    scene->input.record = NULL;
    scene->input.size = 0;
    expect(scene, VERDICT_UNREADABLE, "shape", NO);
    buf_release(&other);
}

static void record_whose_time_is_over_is_genuine_and_counts_no_longer(void **state)
{
    struct scene *scene = *state;
    scene->input.now = instant_of_date(date_from_ymd(2029, 7, 1));
    expect(scene, VERDICT_ENDED, "counts", NO);
    assert_true(scene->result.valid);
    scene->input.now.ms--;
    expect(scene, VERDICT_GENUINE, "counts", YES);
}

/* ---- its proof ---- */

static void proof_shows_that_the_log_holds_the_record(void **state)
{
    struct scene *scene = *state;
    scene_prove(scene);
    expect(scene, VERDICT_GENUINE, "proof", YES);
    expect(scene, VERDICT_GENUINE, "log", YES);
    assert_non_null(strstr(scene_check(scene, "log")->why, LOG_NAME));
    scene->score_member = true;
    scene_prove(scene);
    expect(scene, VERDICT_GENUINE, "log", YES);
    scene->score_member = false;
    scene->kind = "completion.recorded"; /* as records of before were committed to */
    scene_prove(scene);
    expect(scene, VERDICT_GENUINE, "log", YES);
}

static void proof_of_another_record_or_entry_proves_nothing(void **state)
{
    struct scene *scene = *state;
    scene->kind = "access.given";
    scene_prove(scene);
    expect(scene, VERDICT_NOT_PROVED, "proof", NO);
    scene->kind = "record.issued";
    scene->seq = ENTRY - 1; /* says one thing, leads to another */
    scene_prove(scene);
    expect(scene, VERDICT_NOT_PROVED, "proof", NO);
    scene->seq = ENTRY;
    scene_prove(scene);
    expect(scene, VERDICT_GENUINE, "proof", YES);
    scene_record(scene, "0197c1de-5b1a-7c33-8a01-5b6d2f1c9e43");
    expect(scene, VERDICT_NOT_PROVED, "proof", NO);
    expect(scene, VERDICT_NOT_PROVED, "log", OPEN);
}

static void leaf_that_is_not_in_the_tree_is_refused(void **state)
{
    struct scene *scene = *state;
    scene->index = scene->seq = ENTRY - 1; /* all agrees, but that leaf is another event's */
    scene_prove(scene);
    expect(scene, VERDICT_NOT_PROVED, "log", NO);
    assert_int_equal(scene_check(scene, "proof")->result, YES);
}

static void log_that_no_trusted_key_signed_is_refused_and_without_a_key_it_is_not_checked(void **state)
{
    struct scene *scene = *state;
    struct signer other = signer_of(LOG_NAME, LOG_KEY_NOTE, 5);
    scene_prove(scene);
    scene->input.log_keys = &other.vkey;
    expect(scene, VERDICT_NOT_PROVED, "log", NO);
    scene->input.log_key_count = 0;
    expect(scene, VERDICT_GENUINE, "log", OPEN);
    assert_int_equal(scene_check(scene, "proof")->result, YES);
}

static void witness_is_asked_for_only_by_who_names_one_and_must_then_have_signed(void **state)
{
    struct scene *scene = *state;
    scene->input.witnesses = &scene->witness.vkey;
    scene->input.witness_count = 1;
    scene_prove(scene);
    expect(scene, VERDICT_NOT_PROVED, "witness", NO);
    scene->cosigned = true;
    scene_prove(scene);
    expect(scene, VERDICT_GENUINE, "witness", YES);
    assert_non_null(strstr(scene_check(scene, "witness")->why, "30 June 2026"));
}

static void no_byte_of_a_proof_can_be_changed(void **state)
{
    struct scene *scene = *state;
    scene_prove(scene);
    for (size_t i = 0; i < scene->proof.size; i++) {
        scene->proof.bytes[i] ^= 1;
        run(scene);
        scene->proof.bytes[i] ^= 1;
        assert_int_equal(scene->result.verdict, VERDICT_NOT_PROVED);
    }
    for (size_t size = 0; size < scene->proof.size; size++) {
        scene->input.proof_size = size;
        run(scene);
        assert_int_equal(scene->result.verdict, VERDICT_NOT_PROVED);
    }
}

/* ---- what a database says ---- */

struct answer { struct verification_status status; struct verification_question asked; int times; };

static enum fault_code give(void *context, const struct verification_question *question, struct verification_status *out, struct fault *fault)
{
    struct answer *answer = context;
    (void)fault;
    answer->asked = *question;
    answer->times++;
    *out = answer->status;
    return FAULT_NONE;
}

static struct answer held(struct scene *scene)
{
    scene->input.source = give;
    return (struct answer){.status = {.held = true, .known = true}};
}

static void database_confirms_a_record_that_stands(void **state)
{
    struct scene *scene = *state;
    struct answer answer = held(scene);
    scene->input.context = &answer;
    expect(scene, VERDICT_GENUINE, "held", YES);
    expect(scene, VERDICT_GENUINE, "withdrawn", YES);
    expect(scene, VERDICT_GENUINE, "current", YES);
    assert_string_equal(scene->result.headline, "Genuine, and it counts today");
    assert_string_equal(answer.asked.record, RECORD);
    assert_int_equal(answer.asked.issued, -1);
    assert_int_equal(answer.asked.size, scene->record.size);
    expect(scene, VERDICT_GENUINE, "log", OPEN); /* not signed for yet */
    scene_prove(scene);
    answer.status.proof = scene->input.proof;
    answer.status.proof_size = scene->input.proof_size;
    scene->input.proof = NULL;
    expect(scene, VERDICT_GENUINE, "log", YES); /* by the database's own proof */
}

static void withdrawn_record_is_not_to_be_relied_on(void **state)
{
    struct scene *scene = *state;
    struct answer answer = held(scene);
    scene->input.context = &answer;
    answer.status.withdrawn_at.ms = FIXTURE_ISSUED;
    expect(scene, VERDICT_WITHDRAWN, "withdrawn", NO);
    assert_false(scene->result.valid);
    assert_int_equal(scene_check(scene, "counts")->result, NO);
    assert_non_null(strstr(scene_check(scene, "withdrawn")->why, "30 June 2026"));
}

static void superseded_record_is_genuine_and_said_to_be_superseded(void **state)
{
    struct scene *scene = *state;
    struct answer answer = held(scene);
    scene->input.context = &answer;
    answer.status.superseded = true;
    expect(scene, VERDICT_SUPERSEDED, "current", NO);
    assert_true(scene->result.valid);
}

static void record_that_the_database_does_not_know_needs_its_proof(void **state)
{
    struct scene *scene = *state;
    struct answer answer = held(scene);
    scene->input.context = &answer;
    answer.status = (struct verification_status){.held = false};
    expect(scene, VERDICT_NOT_HELD, "held", NO);
    expect(scene, VERDICT_NOT_HELD, "withdrawn", OPEN);
    scene_prove(scene);
    answer.status.known = true; /* by its entry: its holder was erased since */
    expect(scene, VERDICT_GENUINE, "held", OPEN);
    assert_int_equal(answer.asked.issued, ENTRY);
    answer.status.withdrawn_at.ms = FIXTURE_ISSUED;
    expect(scene, VERDICT_WITHDRAWN, "withdrawn", NO);
    answer.status = (struct verification_status){.known = true, .other = true}; /* two records of one number */
    expect(scene, VERDICT_NOT_HELD, "held", NO);
}

static void entry_is_looked_up_only_when_its_proof_holds(void **state)
{
    struct scene *scene = *state;
    struct answer answer = held(scene);
    struct signer other = signer_of(LOG_NAME, LOG_KEY_NOTE, 5);
    scene->input.context = &answer;
    scene_prove(scene);
    scene->input.log_keys = &other.vkey;
    expect(scene, VERDICT_NOT_PROVED, "log", NO);
    assert_int_equal(answer.asked.issued, -1);
}

static void nothing_is_looked_up_for_what_this_university_did_not_sign(void **state)
{
    struct scene *scene = *state;
    struct answer answer = held(scene);
    scene->input.context = &answer;
    scene->keys[0] = FIXTURE_OTHER_PUBLIC;
    scene->input.name = "A Person";
    run(scene);
    assert_int_equal(answer.times, 0);
    assert_null(scene_check(scene, "name"));
}

/* ---- whose ---- */

static void address_is_confirmed_or_not_whatever_its_capitals_and_the_space_around_it(void **state)
{
    struct scene *scene = *state;
    scene->input.email = "A@Example.COM";
    expect(scene, VERDICT_GENUINE, "email", YES);
    scene->input.email = " \ta@example.com\r\n"; /* as it is copied out of a letter */
    expect(scene, VERDICT_GENUINE, "email", YES);
    scene->input.email = "a@ example.com";
    expect(scene, VERDICT_OTHER_PERSON, "email", NO);
    scene->input.email = "b@example.com";
    expect(scene, VERDICT_OTHER_PERSON, "email", NO);
    assert_false(scene->result.valid);
    scene->input.email = "";
    run(scene);
    assert_null(scene_check(scene, "email"));
}

static void name_is_confirmed_only_where_its_holder_shows_it(void **state)
{
    struct scene *scene = *state;
    scene->input.name = "A Person";
    expect(scene, VERDICT_GENUINE, "name", OPEN); /* offline nobody can tell */
    struct answer answer = held(scene);
    scene->input.context = &answer;
    expect(scene, VERDICT_GENUINE, "name", OPEN);
    answer.status.name = NAME_SAME;
    expect(scene, VERDICT_GENUINE, "name", YES);
    assert_string_equal(answer.asked.name, "A Person");
    answer.status.name = NAME_OTHER;
    expect(scene, VERDICT_OTHER_PERSON, "name", NO);
}

static enum fault_code lose(void *context, const struct verification_question *question, struct verification_status *out, struct fault *fault)
{
    (void)context, (void)question, (void)out;
    return fault_set(fault, FAULT_STORAGE, "The disk is gone.");
}

static void source_that_fails_leaves_no_answer(void **state)
{
    struct scene *scene = *state;
    struct fault fault;
    scene->input.source = lose;
    assert_int_equal(verification_run(&scene->input, &scene->result, &fault), FAULT_STORAGE);
    assert_string_equal(fault.message, "The disk is gone.");
    assert_null(scene->result.credential.id);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_make, scene_drop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(record_with_its_key_is_genuine_and_what_was_not_checked_is_said),
        TEST(changed_record_is_refused_and_nothing_more_is_asked_of_it),
        TEST(each_of_the_two_signatures_must_hold),
        TEST(key_that_nobody_trusts_is_refused),
        TEST(what_is_no_record_is_said_to_be_none),
        TEST(record_inside_a_picture_or_after_a_byte_order_mark_is_the_same_record),
        TEST(record_whose_time_is_over_is_genuine_and_counts_no_longer),
        TEST(proof_shows_that_the_log_holds_the_record),
        TEST(proof_of_another_record_or_entry_proves_nothing),
        TEST(leaf_that_is_not_in_the_tree_is_refused),
        TEST(log_that_no_trusted_key_signed_is_refused_and_without_a_key_it_is_not_checked),
        TEST(witness_is_asked_for_only_by_who_names_one_and_must_then_have_signed),
        TEST(no_byte_of_a_proof_can_be_changed),
        TEST(database_confirms_a_record_that_stands),
        TEST(withdrawn_record_is_not_to_be_relied_on),
        TEST(superseded_record_is_genuine_and_said_to_be_superseded),
        TEST(record_that_the_database_does_not_know_needs_its_proof),
        TEST(entry_is_looked_up_only_when_its_proof_holds),
        TEST(nothing_is_looked_up_for_what_this_university_did_not_sign),
        TEST(address_is_confirmed_or_not_whatever_its_capitals_and_the_space_around_it),
        TEST(name_is_confirmed_only_where_its_holder_shows_it),
        TEST(source_that_fails_leaves_no_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
