/*
 * test_bank.c - a sound bank: what is read from the folder, its document and name, what is made from the directory.
 */
#include "bank_fixture.h"
#include <pthread.h>
#include "signpost/json.h"
#include "signpost/record.h"

static struct bank *reloaded(const struct bank *bank)
{
    struct fault fault;
    struct bank *again = NULL;
    size_t size;
    const char *document = bank_document(bank, &size);
    if (bank_from_document(document, size, &again, &fault) != FAULT_NONE)
        fail_msg("%s:%d: %s", fault.file, fault.line, fault.message);
    return again;
}

static void questions_are_read_with_their_keys(void **state)
{
    struct bank *bank = fixture_bank();
    const struct question *q;
    (void)state;
    assert_int_equal(bank_question_count(bank), 16);
    for (int i = 1; i < bank_question_count(bank); i++)
        assert_true(strcmp(bank_question(bank, i - 1)->id, bank_question(bank, i)->id) < 0);
    q = bank_find_question(bank, "one");
    assert_true(q->kind == QUESTION_SINGLE && q->subject == 'a' && q->pool == POOL_QUIZ && q->shuffle);
    assert_true(q->option_count == 3 && q->key[0] == 1);
    assert_string_equal(q->options[1].text, "Second");
    assert_string_equal(q->stem, "Which *one*?");
    assert_string_equal(q->source_point, "13e");
    q = bank_find_question(bank, "many");
    assert_true(q->key[0] == 1 && q->key[1] == 0 && q->key[2] == 1 && q->key[3] == 0 && q->option_count == 5);
    assert_int_equal(bank_find_question(bank, "truth")->key[0], 1);
    q = bank_find_question(bank, "pairs");
    assert_true(q->key[0] == 0 && q->key[1] == 1 && q->key[2] == 1 && q->target_count == 4 && q->option_count == 3);
    q = bank_find_question(bank, "steps");
    assert_true(q->key[0] == 1 && q->key[1] == 0 && q->key[2] == 2);
    q = bank_find_question(bank, "days");
    assert_string_equal(q->unit, "working days");
    q = bank_find_question(bank, "who");
    assert_int_equal(q->accepted_count, 2);
    assert_string_equal(q->folded[0], "senior tutor");
    q = bank_find_question(bank, "practised");
    assert_true(q->pool == POOL_PRACTICE && !q->shuffle && q->key[0] == 0);
    assert_null(bank_find_question(bank, "nothing"));
    bank_release(bank);
}

static void a_situation_is_read_with_its_parts(void **state)
{
    struct bank *bank = fixture_bank();
    const struct question *q = bank_find_question(bank, "case");
    (void)state;
    assert_true(q->kind == QUESTION_SITUATION && q->part_count == 3 && q->pool == POOL_PRACTICE);
    assert_true(q->parts[0].kind == QUESTION_SINGLE && q->parts[0].key[0] == 1 && !q->parts[0].shuffle);
    assert_true(q->parts[1].kind == QUESTION_MATCHING && q->parts[1].option_count == 3 && q->parts[1].target_count == 2);
    assert_string_equal(q->parts[1].stem, "Who does what?");
    assert_string_equal(q->parts[2].unit, "working days");
    for (int i = 0; i < 3; i++)
        assert_true(q->parts[i].subject == 'a' && q->parts[i].pool == POOL_PRACTICE && q->parts[i].part_count == 0);
    assert_string_equal(q->parts[0].source_point, "13e");             /* the situation's */
    assert_string_equal(q->parts[1].source_document, "directory");    /* its own */
    assert_null(bank_find_question(bank, "first"));                   /* a part is no question of the bank */
    bank_release(bank);
}

static void every_type_has_its_name(void **state)
{
    (void)state;
    for (int i = 0; i < QUESTION_KINDS; i++) {
        enum question_kind kind = (enum question_kind)i;
        assert_int_equal(question_kind_named(question_kind_name(kind)), kind);
        assert_true(strlen(question_kind_words(kind)) > 0);
        for (int k = 0; k < i; k++)
            assert_string_not_equal(question_kind_words(kind), question_kind_words((enum question_kind)k));
    }
    assert_int_equal(question_kind_named("essay"), QUESTION_KINDS);
}

static void quizzes_modules_and_requirements_are_read_in_order(void **state)
{
    struct bank *bank = fixture_bank();
    const struct module *module;
    (void)state;
    assert_int_equal(bank_quiz_count(bank), 2);
    assert_string_equal(bank_quiz(bank, 0)->id, "personal-tutoring");
    assert_true(bank_quiz(bank, 0)->total == 7 && bank_quiz(bank, 0)->draw[0] == 5 && bank_quiz(bank, 0)->draw[4] == 2);
    assert_ptr_equal(bank_find_quiz(bank, "another"), bank_quiz(bank, 1));
    assert_null(bank_find_quiz(bank, "none"));
    /* "more" opens after "role", so it comes after it whatever its name. */
    assert_string_equal(bank_module(bank, 0)->id, "role");
    module = bank_find_module(bank, "more");
    assert_ptr_equal(module, bank_module(bank, 1));
    assert_string_equal(module->opens_after[0], "role");
    assert_string_equal(module->sections[0].text, "More of it.\nWith Windows line ends.\n");
    assert_ptr_equal(bank_module(bank, 0)->sections[0].checks[0], bank_find_question(bank, "practised"));
    assert_int_equal(bank_module(bank, 0)->minutes, 25);
    assert_null(bank_find_module(bank, "none"));
    assert_int_equal(bank_requirement_count(bank), 3);
    assert_int_equal(date_compare(bank_requirement(bank, 0)->from, DATE_MIN), 0);
    assert_int_equal(bank_requirement(bank, 0)->any_of_count, 2);
    assert_int_equal(bank_requirement(bank, 0)->school_count, 0);
    assert_int_equal(date_compare(bank_requirement(bank, 1)->from, date_from_ymd(2026, 9, 1)), 0);
    assert_string_equal(bank_requirement(bank, 1)->schools[0], "BIO");
    bank_release(bank);
}

static void a_school_adds_its_own(void **state)
{
    struct bank *bank = fixture_bank();
    const struct local_section *section = bank_find_local(bank, "BIO");
    const struct question *q = bank_find_question(bank, "bio.trip");
    const struct module *module = bank_find_module(bank, "wet");
    (void)state;
    assert_int_equal(bank_local_count(bank), 1);
    assert_ptr_equal(section, bank_local(bank, 0));
    assert_null(bank_find_local(bank, "LAW"));
    assert_string_equal(section->title, "From Biology");
    assert_string_equal(section->introduction, "Ours *alone*.");
    assert_true(section->draw == 2 && section->question_count == 3);
    for (int i = 0; i < section->question_count; i++)
        assert_true(section->questions[i]->pool == POOL_LOCAL && section->questions[i]->subject == '\0');
    assert_true(q->pool == POOL_LOCAL && q->subject == '\0' && strcmp(q->school, "BIO") == 0);
    assert_true(bank_find_question(bank, "bio.boots")->pool == POOL_PRACTICE);
    assert_string_equal(bank_find_question(bank, "bio.boots")->school, "BIO");
    assert_null(bank_find_question(bank, "one")->school);
    assert_true(module->school_count == 1 && strcmp(module->schools[0], "BIO") == 0);
    assert_int_equal(bank_find_module(bank, "role")->school_count, 0);
    assert_string_equal(bank_requirement(bank, 2)->id, "bio-wet");
    assert_true(bank_requirement(bank, 2)->school_count == 1);
    assert_string_equal(bank_requirement(bank, 2)->schools[0], "BIO");
    bank_release(bank);
}

static void the_institution_has_its_own_words(void **state)
{
    struct bank *bank = fixture_bank();
    const struct institution *institution = bank_institution(bank);
    (void)state;
    assert_string_equal(institution->name, "University of Middlemarch");
    assert_string_equal(institution->time_zone, "Europe/London");
    assert_string_equal(institution->head_of_school, "Head of School");
    assert_string_equal(institution->subject[4], "Services");
    assert_int_equal(institution->service_count, 5);
    assert_string_equal(institution->services[2].contact, "Room 3");
    assert_string_equal(bank_statement(bank, "BIO"), "To help biologists.");
    assert_string_equal(bank_statement(bank, "LAW"), "To help.");
    assert_string_equal(bank_statement(bank, NULL), "To help.");
    assert_string_equal(bank_document_title(bank, "code"), "Code of Practice");
    assert_string_equal(bank_document_title(bank, "unknown"), "unknown");
    bank_release(bank);
}

static void each_situation_becomes_a_signposting_question(void **state)
{
    struct bank *bank = fixture_bank();
    const struct question *q = bank_find_question(bank, "directory.money.1");
    (void)state;
    assert_non_null(q);
    assert_true(q->kind == QUESTION_SINGLE && q->subject == 'e' && q->pool == POOL_QUIZ && q->shuffle);
    assert_non_null(strstr(q->stem, "A Tutee tells you: “I have no money.”"));
    assert_non_null(strstr(q->wrong, "Also able to help: Union."));
    assert_string_equal(q->source_document, "directory");
    assert_string_equal(q->options[q->key[0]].id, "money");
    assert_int_equal(q->option_count, 4);
    for (int i = 0; i < q->option_count; i++)
        assert_string_not_equal(q->options[i].id, "union"); /* it would be right too */
    assert_non_null(bank_find_question(bank, "directory.money.2"));
    assert_non_null(bank_find_question(bank, "directory.health.1"));
    assert_null(bank_find_question(bank, "directory.union.1"));
    bank_release(bank);
}

static void the_document_gives_the_same_bank(void **state)
{
    struct bank *bank = fixture_bank(), *again = reloaded(bank);
    size_t size, size_again;
    char hash[BANK_HASH_TEXT];
    const char *document = bank_document(bank, &size), *document_again = bank_document(again, &size_again);
    (void)state;
    assert_int_equal(size, size_again);
    assert_memory_equal(document, document_again, size);
    assert_string_equal(bank_hash(bank), bank_hash(again));
    sha256_hex(document, size, hash);
    assert_string_equal(bank_hash(bank), hash);
    assert_int_equal(bank_question_count(bank), bank_question_count(again));
    for (int i = 0; i < bank_question_count(bank); i++) {
        const struct question *a = bank_question(bank, i), *b = bank_question(again, i);
        assert_string_equal(a->id, b->id);
        assert_memory_equal(a->key, b->key, sizeof a->key);
        assert_true((a->school == NULL) == (b->school == NULL));
        assert_true(a->pool == b->pool && a->kind == b->kind && a->subject == b->subject && a->shuffle == b->shuffle);
    }
    assert_string_equal(bank_module(again, 1)->sections[0].text, bank_module(bank, 1)->sections[0].text);
    assert_string_equal(bank_quiz(again, 0)->id, "personal-tutoring");
    assert_true(bank_local_count(again) == 1 && bank_find_local(again, "BIO")->question_count == 3);
    assert_string_equal(bank_requirement(again, 2)->schools[0], "BIO");
    bank_release(bank);
    bank_release(again);
}

static void the_document_is_canonical_and_holds_no_schema_names(void **state)
{
    struct bank *bank = fixture_bank();
    struct json_doc doc;
    struct buf out;
    struct fault fault;
    size_t size;
    const char *document = bank_document(bank, &size);
    (void)state;
    assert_null(strstr(document, "$schema"));
    assert_null(strstr(document, "role/01.md"));
    assert_int_equal(json_read(document, size, "document", &doc, &fault), FAULT_NONE);
    buf_init(&out, 0);
    assert_int_equal(json_canonical(doc.root, &out, &fault), FAULT_NONE);
    assert_int_equal(out.size, size);
    assert_memory_equal(buf_string(&out), document, size);
    buf_release(&out);
    json_release(&doc);
    bank_release(bank);
}

static void the_name_changes_with_any_text(void **state)
{
    struct bank *bank = fixture_bank(), *other = NULL;
    struct findings findings;
    struct fault fault;
    char *dir = fixture_make();
    (void)state;
    findings_init(&findings);
    fixture_write(dir, "modules/role/01.md", "What a tutor does!\n", 19);
    assert_int_equal(bank_load(dir, &findings, &other, &fault), FAULT_NONE);
    assert_string_not_equal(bank_hash(bank), bank_hash(other));
    findings_release(&findings);
    fixture_remove(dir);
    bank_release(bank);
    bank_release(other);
}

static void a_broken_document_is_refused(void **state)
{
    static const char *const broken[] = {
        "", "{", "[]", "{}", "{\"bank\":[],\"institution\":{},\"modules\":[],\"quizzes\":[]}",
        "{\"bank\":[],\"institution\":{},\"modules\":[],\"quizzes\":[],\"requirements\":[]}",
        "{\"bank\":[7],\"institution\":{},\"modules\":[{}],\"quizzes\":[null],\"requirements\":[\"\"]}"};
    struct bank *bank = NULL;
    struct fault fault;
    (void)state;
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        enum fault_code code = bank_from_document(broken[i], strlen(broken[i]), &bank, &fault);
        assert_true(code == FAULT_INPUT || code == FAULT_MALFORMED);
        assert_null(bank);
    }
}

/* Any one byte changed gives another bank or a refusal, never the same name and never a crash. */
static void a_changed_document_is_another_bank_or_none(void **state)
{
    struct bank *bank = fixture_bank(), *other;
    struct fault fault;
    size_t size;
    const char *document = bank_document(bank, &size);
    char *copy = malloc(size);
    (void)state;
    assert_non_null(copy);
    for (size_t at = 0; at < size; at += 13) {
        memcpy(copy, document, size);
        copy[at] = copy[at] == 'a' ? 'b' : 'a';
        other = NULL;
        if (bank_from_document(copy, size, &other, &fault) == FAULT_NONE)
            assert_string_not_equal(bank_hash(bank), bank_hash(other));
        bank_release(other);
    }
    free(copy);
    bank_release(bank);
}

static void *retain_and_release(void *bank)
{
    for (int i = 0; i < 10000; i++)
        bank_release(bank_retain(bank));
    return NULL;
}

static void references_are_counted_across_threads(void **state)
{
    struct bank *bank = fixture_bank();
    pthread_t threads[4];
    (void)state;
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, retain_and_release, bank), 0);
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    assert_non_null(bank_find_question(bank, "one"));
    bank_release(bank);
    bank_release(NULL);
}

static void the_shipped_bank_is_clean_and_spreads_wrong_choices(void **state)
{
    struct findings findings;
    struct fault fault;
    struct bank *bank = NULL;
    (void)state;
    if (access("questions/institution.json", R_OK) != 0)
        skip();
    findings_init(&findings);
    if (bank_load("questions", &findings, &bank, &fault) != FAULT_NONE) {
        for (size_t i = 0; i < findings.count; i++)
            print_message("%s:%d: %s\n", findings.items[i].file, findings.items[i].line, findings.items[i].text);
        fail_msg("questions/ is not clean");
    }
    const struct institution *institution = bank_institution(bank);
    int least = 1000, most = 0;
    for (int s = 0; s < institution->service_count; s++) {
        int wrong = 0;
        for (int i = 0; i < bank_question_count(bank); i++) {
            const struct question *q = bank_question(bank, i);
            for (int o = 0; strncmp(q->id, "directory.", 10) == 0 && o < q->option_count; o++)
                wrong += o != q->key[0] && strcmp(q->options[o].id, institution->services[s].id) == 0;
        }
        least = wrong < least ? wrong : least;
        most = wrong > most ? wrong : most;
    }
    assert_true(most - least <= 2);
    struct bank *again = reloaded(bank);
    assert_string_equal(bank_hash(bank), bank_hash(again));
    findings_release(&findings);
    bank_release(bank);
    bank_release(again);
}

static void the_default_folder_can_be_named(void **state)
{
    (void)state;
    assert_int_equal(setenv("SIGNPOST_QUESTIONS", "/some/where", 1), 0);
    char *dir = bank_default_dir();
    assert_string_equal(dir, "/some/where");
    free(dir);
    assert_int_equal(unsetenv("SIGNPOST_QUESTIONS"), 0);
    dir = bank_default_dir();
    assert_non_null(dir);
    assert_string_not_equal(dir, "/some/where");
    free(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(questions_are_read_with_their_keys),
        cmocka_unit_test(a_situation_is_read_with_its_parts),
        cmocka_unit_test(every_type_has_its_name),
        cmocka_unit_test(quizzes_modules_and_requirements_are_read_in_order),
        cmocka_unit_test(a_school_adds_its_own),
        cmocka_unit_test(the_institution_has_its_own_words),
        cmocka_unit_test(each_situation_becomes_a_signposting_question),
        cmocka_unit_test(the_document_gives_the_same_bank),
        cmocka_unit_test(the_document_is_canonical_and_holds_no_schema_names),
        cmocka_unit_test(the_name_changes_with_any_text),
        cmocka_unit_test(a_broken_document_is_refused),
        cmocka_unit_test(a_changed_document_is_another_bank_or_none),
        cmocka_unit_test(references_are_counted_across_threads),
        cmocka_unit_test(the_shipped_bank_is_clean_and_spreads_wrong_choices),
        cmocka_unit_test(the_default_folder_can_be_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
