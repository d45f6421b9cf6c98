/*
 * test_bank_older.c - documents that older programs kept are still read, drawn from and marked as they were.
 */
#include "bank_older.h"
#include "paper_fixture.h"

static struct bank *read_document(const char *document, const char *hash)
{
    struct bank *older = NULL;
    struct fault fault;
    size_t size;
    if (bank_from_document(document, strlen(document), &older, &fault) != FAULT_NONE)
        fail_msg("%s:%d: %s", fault.file, fault.line, fault.message);
    assert_string_equal(bank_hash(older), hash);
    assert_string_equal(bank_document(older, &size), document);
    assert_int_equal(size, strlen(document));
    return older;
}

/* As the first program said it. */
static const char said_then[] = "directory.money.2=0 days=5040 pairs=1680 steps=0 many=2520 truth=5040 directory.health.1=0";

/* The drawn questions and what one answer to each is worth, as one line. */
static void describe(const struct bank *older, char *out, size_t size)
{
    struct arena *arena = arena_new();
    struct paper paper;
    struct fault fault;
    unsigned char seed[PAPER_SEED];
    seed_of(7, seed);
    assert_int_equal(paper_draw(older, bank_quiz(older, 0), seed, arena, &paper, &fault), FAULT_NONE);
    size_t used = 0;
    for (int i = 0; i < paper.count; i++) {
        struct response response;
        const struct question *question = paper.items[i].question;
        cJSON *json = cJSON_Parse(question->kind == QUESTION_SINGLE     ? "\"b\""
                                  : question->kind == QUESTION_MULTIPLE ? "[\"a\"]"
                                  : question->kind == QUESTION_MATCHING ? "{\"1\":\"a\",\"2\":\"c\"}"
                                  : question->kind == QUESTION_ORDERING ? "[\"a\",\"b\",\"c\"]"
                                  : question->kind == QUESTION_NUMERIC  ? "\"28.25\""
                                  : question->kind == QUESTION_SHORT    ? "\"senior tutor\""
                                                                        : "true");
        if (response_read(&paper.items[i], json, &response, &fault) != FAULT_NONE)
            fail_msg("%s: %s", question->id, fault.message);
        used += (size_t)snprintf(out + used, size - used, "%s%s=%d", i ? " " : "", question->id,
                                 mark_response(&paper.items[i], &response));
        cJSON_Delete(json);
    }
    arena_free(arena);
}

static void a_document_of_the_first_format_is_drawn_and_marked_as_ever(void **state)
{
    struct bank *older = read_document(document_first, DOCUMENT_FIRST_HASH);
    char said[512];
    (void)state;
    assert_int_equal(bank_question_count(older), 11);
    assert_int_equal(bank_local_count(older), 0);
    assert_int_equal(bank_module(older, 0)->school_count, 0);
    assert_int_equal(bank_requirement_count(older), 2);
    assert_string_equal(bank_statement(older, "BIO"), "To help biologists.");
    describe(older, said, sizeof said);
    assert_string_equal(said, said_then);
    bank_release(older);
}

static void a_document_of_the_second_format_has_situations_and_schools(void **state)
{
    struct bank *older = read_document(document_second, DOCUMENT_SECOND_HASH);
    char said[512];
    (void)state;
    assert_int_equal(bank_question_count(older), 16);
    assert_int_equal(bank_find_question(older, "case")->part_count, 3);
    assert_int_equal(bank_find_local(older, "BIO")->question_count, 3);
    assert_int_equal(bank_find_module(older, "wet")->school_count, 1);
    describe(older, said, sizeof said);
    assert_string_equal(said, said_then); /* what was added changes nothing of the papers of before */
    bank_release(older);
}

/* The fixture of today still gives that document: a change of the canonical form would orphan every stored hash. */
static void the_canonical_form_is_what_it_was(void **state)
{
    size_t size;
    (void)state;
    assert_string_equal(bank_document(bank, &size), document_second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_of_the_first_format_is_drawn_and_marked_as_ever),
        cmocka_unit_test(a_document_of_the_second_format_has_situations_and_schools),
        cmocka_unit_test(the_canonical_form_is_what_it_was),
    };
    return cmocka_run_group_tests(tests, make_bank, drop_bank);
}
