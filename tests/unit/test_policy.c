/*
 * test_policy.c - who may do what (DESIGN, "Who sees what"), role by role; the roles' names; passwords and secrets.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "signpost/people.h"

#define TODAY ((struct date){20000})
#define NO 0
#define OWN 1
#define ANY 2

static struct actor holder(const struct post *post)
{
    return (struct actor){.person = 7, .today = TODAY, .posts = post, .post_count = 1};
}

static struct post post_of(enum role role)
{
    struct post post = {.seq = 1, .person = 7, .role = role, .start = date_add_days(TODAY, -10), .end = DATE_MAX};
    if (!role_is_university_wide(role))
        snprintf(post.school, sizeof post.school, "BIO");
    return post;
}

static const struct { enum role role; int may[ACTIONS]; } table[] = {
    /*                     figures, people, university, keys, analysis, staff */
    {ROLE_TUTOR,          {NO,  NO,  NO,  NO,  NO,  NO}},
    {ROLE_SENIOR_TUTOR,   {OWN, OWN, NO,  NO,  NO,  NO}},
    {ROLE_HEAD_OF_SCHOOL, {OWN, OWN, NO,  NO,  NO,  NO}},
    {ROLE_DEAN,           {ANY, NO,  ANY, NO,  ANY, NO}},
    {ROLE_TRAINING_LEAD,  {NO,  NO,  NO,  ANY, ANY, NO}},
    {ROLE_ADMINISTRATOR,  {NO,  NO,  NO,  NO,  NO,  ANY}},
};

static void each_role_may_do_what_the_design_says_and_nothing_else(void **state)
{
    (void)state;
    assert_int_equal(sizeof table / sizeof *table, ROLES);
    for (int i = 0; i < ROLES; i++) {
        struct post post = post_of(table[i].role);
        struct actor actor = holder(&post);
        for (int action = 0; action < ACTIONS; action++) {
            int may = table[i].may[action];
            assert_int_equal(policy_allows(&actor, (enum action)action, "BIO"), may != NO);
            assert_int_equal(policy_allows(&actor, (enum action)action, "LAW"), may == ANY);
            assert_int_equal(policy_allows(&actor, (enum action)action, NULL), may == ANY);
            assert_int_equal(policy_allows(&actor, (enum action)action, ""), may == ANY);
        }
    }
}

static void a_post_that_is_over_or_not_begun_allows_nothing(void **state)
{
    static const struct { int start, end; bool in_force; } spells[] = {
        {-10, 0, true}, {0, 10, true}, {0, 0, true}, {-10, -1, false}, {1, 10, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof spells / sizeof *spells; i++)
        for (int role = 0; role < ROLES; role++) {
            struct post post = post_of((enum role)role);
            struct actor actor = holder(&post);
            post.start = date_add_days(TODAY, spells[i].start);
            post.end = date_add_days(TODAY, spells[i].end);
            assert_int_equal(actor_has_role(&actor, (enum role)role), spells[i].in_force);
            for (int action = 0; action < ACTIONS && !spells[i].in_force; action++)
                assert_false(policy_allows(&actor, (enum action)action, "BIO"));
        }
}

static void somebody_without_a_post_may_do_nothing(void **state)
{
    struct actor actor = {.person = 7, .today = TODAY};
    (void)state;
    for (int action = 0; action < ACTIONS; action++)
        assert_false(policy_allows(&actor, (enum action)action, "BIO"));
}

static void several_posts_add_up_without_spilling_into_other_schools(void **state)
{
    struct post posts[] = {post_of(ROLE_TUTOR), post_of(ROLE_HEAD_OF_SCHOOL), post_of(ROLE_TRAINING_LEAD)};
    struct actor actor = {.person = 7, .today = TODAY, .posts = posts, .post_count = 3};
    (void)state;
    snprintf(posts[1].school, sizeof posts[1].school, "LAW");
    assert_true(policy_allows(&actor, ACTION_SEE_SCHOOL_PEOPLE, "LAW"));
    assert_true(policy_allows(&actor, ACTION_SEE_KEYS, NULL));
    assert_false(policy_allows(&actor, ACTION_SEE_SCHOOL_PEOPLE, "BIO"));
    assert_true(actor_has_role_at(&actor, ROLE_TUTOR, "BIO"));
    assert_false(actor_has_role_at(&actor, ROLE_TUTOR, "LAW"));
    assert_false(actor_has_role_at(&actor, ROLE_TRAINING_LEAD, ""));
}

static void role_names_are_read_back_and_nothing_else_is(void **state)
{
    static const char *const strangers[] = {"", "Tutor", "tutor ", "senior", "senior tutor", "deans", "admin"};
    enum role role = ROLE_DEAN;
    (void)state;
    for (int i = 0; i < ROLES; i++) {
        assert_true(role_parse(role_name((enum role)i), &role));
        assert_int_equal(role, i);
        assert_int_equal(role_is_university_wide(role), i == ROLE_DEAN || i == ROLE_TRAINING_LEAD || i == ROLE_ADMINISTRATOR);
    }
    for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++)
        assert_false(role_parse(strangers[i], &role));
}

static void a_password_is_verified_and_another_or_an_unknown_account_is_not(void **state)
{
    char hash[PASSWORD_HASH_TEXT], again[PASSWORD_HASH_TEXT];
    (void)state;
    assert_int_equal(password_hash("correct horse battery", hash, NULL), FAULT_NONE);
    assert_int_equal(password_hash("correct horse battery", again, NULL), FAULT_NONE);
    assert_string_not_equal(hash, again);
    assert_memory_equal(hash, "$argon2id$", 10);
    assert_true(password_verify(hash, "correct horse battery"));
    assert_false(password_verify(hash, "correct horse batterz"));
    assert_false(password_verify(hash, ""));
    assert_false(password_verify(NULL, "correct horse battery"));
}

static void a_password_is_counted_in_characters_and_bounded_in_bytes(void **state)
{
    char hash[PASSWORD_HASH_TEXT], longest[LIMIT_PASSWORD_MAX + 2];
    struct fault fault = {0};
    (void)state;
    memset(longest, 'x', sizeof longest);
    longest[LIMIT_PASSWORD_MAX + 1] = '\0';
    assert_int_equal(password_hash("elevenchars", hash, &fault), FAULT_INPUT);
    assert_string_equal(fault.field, "password");
    assert_int_equal(password_hash("ééééé", hash, &fault), FAULT_INPUT); /* ten bytes, five characters */
    assert_int_equal(password_hash("éééééé", hash, &fault), FAULT_INPUT); /* twelve bytes, six characters */
    assert_int_equal(password_hash(longest, hash, &fault), FAULT_INPUT);
    assert_int_equal(password_hash("twelve chars", hash, &fault), FAULT_NONE);
}

static void a_secret_is_random_and_stored_as_its_sha_256(void **state)
{
    static const unsigned char abc[] = {0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41, 0x40, 0xde, 0x5d, 0xae, 0x22, 0x23,
                                        0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17, 0x7a, 0x9c, 0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad};
    char one[SECRET_TEXT], two[SECRET_TEXT];
    unsigned char hash[32];
    (void)state;
    secret_new(one);
    secret_new(two);
    assert_int_equal(strlen(one), SECRET_TEXT - 1);
    assert_string_not_equal(one, two);
    secret_hash("abc", hash);
    assert_memory_equal(hash, abc, sizeof abc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_role_may_do_what_the_design_says_and_nothing_else),
        cmocka_unit_test(a_post_that_is_over_or_not_begun_allows_nothing),
        cmocka_unit_test(somebody_without_a_post_may_do_nothing),
        cmocka_unit_test(several_posts_add_up_without_spilling_into_other_schools),
        cmocka_unit_test(role_names_are_read_back_and_nothing_else_is),
        cmocka_unit_test(a_password_is_verified_and_another_or_an_unknown_account_is_not),
        cmocka_unit_test(a_password_is_counted_in_characters_and_bounded_in_bytes),
        cmocka_unit_test(a_secret_is_random_and_stored_as_its_sha_256),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
