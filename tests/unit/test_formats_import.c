/*
 * test_formats_import.c - bringing questions into a folder: what they are called, which pool, what is left as it was.
 */
#include "formats_folder.h"
#include "signpost/json.h"

struct outcome {
    enum fault_code code;
    struct fault fault;
    struct format_imported imported;
    struct format_report report;
    struct findings findings;
};

static struct outcome *bring(const char *dir, const char *gift, const struct format_import *options)
{
    struct outcome *out = calloc(1, sizeof *out);
    struct format_import import = options ? *options : (struct format_import){.subject = 'b'};
    assert_non_null(out);
    import.format = FORMAT_GIFT;
    import.file = import.file ? import.file : "folder/Week 3.txt";
    import.bytes = gift;
    import.size = strlen(gift);
    import.dir = dir;
    format_report_init(&out->report);
    findings_init(&out->findings);
    out->code = format_import(&import, &out->imported, &out->report, &out->findings, &out->fault);
    return out;
}

static void done(struct outcome *outcome)
{
    format_imported_release(&outcome->imported);
    format_report_release(&outcome->report);
    findings_release(&outcome->findings);
    free(outcome);
}

/* The question ID of the file that the import made, as canonical JSON. */
static void assert_made(const struct outcome *outcome, int file, const char *id, const char *expected)
{
    struct json_doc doc;
    struct fault fault = {0};
    struct buf text;
    const cJSON *question;
    if (outcome->code != FAULT_NONE)
        fail_msg("%s", outcome->fault.message);
    assert_true(file < outcome->imported.file_count);
    const char *path = outcome->imported.files[file];
    if (json_read_file(path, path, LIMIT_JSON_FILE, &doc, &fault) != FAULT_NONE)
        fail_msg("%s", fault.message);
    buf_init(&text, 0);
    cJSON_ArrayForEach(question, json_array(doc.root, "questions"))
        if (strcmp(json_string(question, "id"), id) == 0)
            assert_int_equal(json_canonical(question, &text, &fault), FAULT_NONE);
    assert_string_equal(buf_string(&text), expected);
    buf_release(&text);
    json_release(&doc);
}

static int setup(void **state)
{
    *state = fixture_make();
    return 0;
}

static int teardown(void **state)
{
    bank_empty(*state);
    fixture_remove(*state);
    return 0;
}

static void a_question_becomes_one_of_the_bank(void **state)
{
    struct outcome *out = bring(*state, "::Who is it?::Who?{=A#Yes. ~B#No B. ~C#No C.}", NULL);
    assert_made(out, 0, "who-is-it",
                "{\"choices\":[{\"id\":\"a\",\"text\":\"A\"},{\"id\":\"b\",\"text\":\"B\"},{\"id\":\"c\",\"text\":\"C\"}],"
                "\"feedback\":{\"right\":\"Yes.\",\"wrong\":\"“B” No B.\\n\\n“C” No C.\"},\"id\":\"who-is-it\",\"key\":\"a\","
                "\"pool\":\"practice\",\"source\":{\"document\":\"code\",\"point\":\"to be added\"},\"stem\":\"Who?\","
                "\"tags\":[\"needs-source\"],\"type\":\"single\"}");
    assert_int_equal(out->imported.file_count, 1);
    assert_true(strstr(out->imported.files[0], "/bank/b-week-3.json") != NULL);
    assert_int_equal(out->imported.without_source, 1);
    assert_int_equal(out->imported.without_feedback, 0);
    bank_release(load_bank(*state));
    done(out);
}

static void what_it_lacks_gets_a_standing_text_and_a_tag(void **state)
{
    struct outcome *out = bring(*state, "// [tag:source:directory] [tag:point:Money]\n::t::T{T}", NULL);
    assert_made(out, 0, "t",
                "{\"feedback\":{\"right\":\"That is right.\",\"wrong\":\"That is not the right answer.\"},\"id\":\"t\","
                "\"key\":true,\"pool\":\"practice\",\"source\":{\"document\":\"directory\",\"point\":\"Money\"},\"stem\":\"T\","
                "\"tags\":[\"needs-feedback\"],\"type\":\"true_false\"}");
    assert_int_equal(out->imported.without_feedback, 1);
    done(out);
}

/* Other systems tell capitals apart, and so a file may well accept both. */
static void answers_that_count_as_one_become_one(void **state)
{
    struct outcome *out = bring(*state, "::t::Who?{=Senior Tutor =senior tutor =Senior-Tutor. =ST}", NULL);
    assert_made(out, 0, "t",
                "{\"feedback\":{\"right\":\"That is right.\",\"wrong\":\"That is not the right answer.\"},\"id\":\"t\","
                "\"key\":[\"Senior Tutor\",\"ST\"],\"pool\":\"practice\",\"source\":{\"document\":\"code\",\"point\":\"to be added\"},"
                "\"stem\":\"Who?\",\"tags\":[\"needs-feedback\",\"needs-source\"],\"type\":\"short\"}");
    done(out);
}

static void a_source_that_nobody_lists_is_as_good_as_none(void **state)
{
    struct outcome *out = bring(*state, "// [tag:source:elsewhere] [tag:point:4]\n::t::T{T#no#yes}\n\n::u::U{T#no#yes}", NULL);
    assert_made(out, 0, "t",
                "{\"feedback\":{\"right\":\"yes\",\"wrong\":\"no\"},\"id\":\"t\",\"key\":true,\"pool\":\"practice\","
                "\"source\":{\"document\":\"code\",\"point\":\"to be added\"},\"stem\":\"T\",\"tags\":[\"needs-source\"],"
                "\"type\":\"true_false\"}");
    assert_int_equal(out->imported.carried, 2);
    assert_int_equal(out->imported.unknown_source, 1);
    assert_int_equal(out->imported.without_source, 1);
    assert_int_equal(out->report.questions + out->report.parts, 0);
    assert_true(strstr(buf_string(&out->report.text), "\"t\": Its source, \"4\" of \"elsewhere\", is none of institution.json") != NULL);
    bank_release(load_bank(*state));
    done(out);
}

static void an_import_never_changes_the_quiz_by_itself(void **state)
{
    static const char gift[] = "// [tag:pool:quiz]\n::t1::T{T}\n\n::t2::T{T}";
    static const struct { enum format_pool pool; int quiz, said; } cases[] = {
        {FORMAT_POOL_PRACTICE, 0, 1}, {FORMAT_POOL_MARKED, 1, 0}, {FORMAT_POOL_QUIZ, 2, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct format_import import = {.subject = 'b', .pool = cases[i].pool, .dry_run = true};
        struct outcome *out = bring(*state, gift, &import);
        assert_int_equal(out->code, FAULT_NONE);
        assert_int_equal(out->imported.quiz, cases[i].quiz);
        assert_int_equal(out->imported.said_quiz, cases[i].said);
        done(out);
    }
}

static void ids_are_unique_and_those_that_are_there_stay(void **state)
{
    struct outcome *out = bring(*state,
        "::one::Another one{T}\n\n::One::Still another{T}\n\n::directory.x::D{T}\n\n::日本::J{T}\n\n::!!::::{T}\n\n"
        "::A very long name that goes on and on until it has more than sixty-four characters::L{T}\n\n"
        "::A very long name that goes on and on until it has more than sixty-four letters::L2{T}", NULL);
    assert_int_equal(out->code, FAULT_NONE);
    static const char *const ids[] = {"one-2", "one-3", "q-directory.x", "j", "question",
        "a-very-long-name-that-goes-on-and-on-until-it-has-more-than-sixt",
        "a-very-long-name-that-goes-on-and-on-until-it-has-more-than-si-2"};
    struct bank *bank = load_bank(*state);
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        if (!bank_find_question(bank, ids[i]))
            fail_msg("no %s", ids[i]);
    assert_string_equal(bank_find_question(bank, "one")->stem, "Which *one*?");
    assert_true(strstr(buf_string(&out->report.text), "\"one\": Another question is called \"one\", so this one became "
                       "\"one-2\".") != NULL);
    assert_int_equal(out->report.questions + out->report.parts, 0);
    bank_release(bank);
    done(out);
}

static void what_the_bank_has_word_for_word_is_left_out(void **state)
{
    static const char gift[] = "::t1::[markdown]One{T#no#yes}\n\n::t2::Two{T#no#yes}";
    struct format_import import = {.subject = 'b', .file = "again.txt"};
    struct outcome *first = bring(*state, gift, NULL), *second = bring(*state, gift, &import);
    assert_int_equal(first->imported.carried, 2);
    assert_int_equal(second->code, FAULT_NONE);
    assert_int_equal(second->imported.known, 2);
    assert_int_equal(second->imported.carried, 0);
    assert_int_equal(second->imported.file_count, 0);
    import.subject = 'c'; /* in another subject it is another question */
    struct outcome *third = bring(*state, gift, &import);
    assert_int_equal(third->imported.carried, 2);
    done(first);
    done(second);
    done(third);
}

static void nothing_is_written_over_a_file_that_is_there(void **state)
{
    struct outcome *first = bring(*state, "::t1::One{T}", NULL), *second = bring(*state, "::t2::Two{T}", NULL);
    assert_int_equal(second->code, FAULT_CONFLICT);
    assert_true(strstr(second->fault.file, "b-week-3.json") != NULL);
    struct bank *bank = load_bank(*state);
    assert_non_null(bank_find_question(bank, "t1"));
    assert_null(bank_find_question(bank, "t2"));
    bank_release(bank);
    done(first);
    done(second);
}

/* Of two files the second cannot be written: the first must not stay either. */
static void all_files_are_made_or_none(void **state)
{
    char part[64];
    snprintf(part, sizeof part, "bank/c-week-3.json.%ld.part", (long)getpid());
    fixture_write(*state, part, "", 0);
    struct outcome *out = bring(*state, "::t1::One{T}\n\n// [tag:subject:c]\n::t2::Two{T}", NULL);
    assert_int_equal(out->code, FAULT_STORAGE);
    assert_true(strstr(out->fault.file, "c-week-3.json") != NULL);
    assert_int_equal(files_in_bank(*state), 1);
    done(out);
}

static void a_dry_run_writes_nothing(void **state)
{
    struct format_import import = {.subject = 'b', .dry_run = true};
    int before = files_in_bank(*state);
    struct outcome *out = bring(*state, "::t1::One{T}", &import);
    assert_int_equal(out->code, FAULT_NONE);
    assert_int_equal(out->imported.carried, 1);
    assert_int_equal(files_in_bank(*state), before);
    done(out);
}

static void questions_of_several_subjects_get_a_file_each(void **state)
{
    static const char gift[] = "// [tag:subject:d]\n::t1::One{T}\n\n::t2::Two{T}";
    char into[600];
    snprintf(into, sizeof into, "%s/bank/mine.json", (char *)*state);
    struct format_import import = {.subject = 'b', .into = "mine.json"};
    struct outcome *one = bring(*state, gift, &import), *each = bring(*state, gift, NULL);
    assert_int_equal(one->code, FAULT_INPUT);
    assert_true(strstr(one->fault.message, "--into") != NULL);
    assert_int_equal(each->imported.file_count, 2);
    struct outcome *mine = bring(*state, "::t3::Three{T}", &import);
    assert_int_equal(mine->imported.file_count, 1);
    assert_string_equal(mine->imported.files[0], into);
    remove(into);
    done(one);
    done(each);
    done(mine);
}

static void a_file_is_made_in_the_folders_bank_and_nowhere_else(void **state)
{
    static const char *const names[] = {"evil.txt", "../evil.json", "/tmp/evil.json", "bank/evil.json", "a b.json", ".json",
                                        ".evil.json", "Evil.json", "evil.JSON", "evil", ""};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct format_import import = {.subject = 'b', .into = names[i]};
        struct outcome *out = bring(*state, "::t1::One{T}", &import);
        if (out->code != FAULT_USAGE || !strstr(out->fault.message, "--into"))
            fail_msg("%s: %s", names[i], out->fault.message);
        assert_int_equal(files_in_bank(*state), 1);
        done(out);
    }
}

static void a_question_without_a_subject_asks_for_one(void **state)
{
    struct format_import import = {0};
    struct outcome *out = bring(*state, "\n::t1::One{T}", &import);
    assert_int_equal(out->code, FAULT_USAGE);
    assert_int_equal(out->fault.line, 2);
    assert_true(strstr(out->fault.message, "--subject") != NULL);
    done(out);
}

/* What signpost check would refuse is not written, question by question. */
static void what_the_bank_would_refuse_is_not_carried(void **state)
{
    static const struct { const char *gift, *why; } cases[] = {
        {"::t::W{=a ~b ~c ~d ~e ~f ~g ~h ~i}", "between 2 and 8 entries"},
        {"::t::W{~%40%a ~%30%b ~%30%c}", "Every choice is right"},
        {"::t::[markdown]See <b>this</b>{T}", "raw HTML"},
        {"::t::[markdown]![x](y.png){T}", "raw HTML or an image"},
        {"::t::W{=a ~}", "is empty"},
        {"::t::{T}", "is empty"},
        {"::t::W{=a ~A}", "is there twice in \"choices\""},
        {"::t::W{=a ~b ~I don't know}", "stands below every question"},
        {"::t::W{#1234567890}", "no number"},
        {"::t::W{=A->B}", "between 2 and 8 entries"},
        {"::t::W\x01{T#a\x01#b}", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct format_import import = {.subject = 'b', .dry_run = true};
        struct outcome *out = bring(*state, cases[i].gift, &import);
        if (cases[i].why && (out->imported.carried != 0 || out->report.questions != 1 ||
                             !strstr(buf_string(&out->report.text), cases[i].why)))
            fail_msg("%s: %s", cases[i].gift, buf_string(&out->report.text));
        assert_int_equal(out->findings.total, 0);
        done(out);
    }
}

static void an_unsound_folder_takes_nothing_in(void **state)
{
    int before = files_in_bank(*state);
    fixture_write(*state, "requirements.json", "{}", 2);
    struct outcome *out = bring(*state, "::t::T{T}", NULL);
    assert_int_equal(out->code, FAULT_INPUT);
    assert_true(out->findings.total > 0);
    assert_int_equal(files_in_bank(*state), before);
    done(out);
    fixture_write(*state, "bank/a-code.json", "{", 1);
    out = bring(*state, "::t::T{T}", NULL);
    assert_int_equal(out->code, FAULT_INPUT);
    assert_true(strstr(out->fault.file, "a-code.json") != NULL);
    done(out);
    out = bring("/nowhere", "::t::T{T}", NULL);
    assert_int_equal(out->code, FAULT_INPUT);
    done(out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_question_becomes_one_of_the_bank, setup, teardown),
        cmocka_unit_test_setup_teardown(what_it_lacks_gets_a_standing_text_and_a_tag, setup, teardown),
        cmocka_unit_test_setup_teardown(answers_that_count_as_one_become_one, setup, teardown),
        cmocka_unit_test_setup_teardown(a_source_that_nobody_lists_is_as_good_as_none, setup, teardown),
        cmocka_unit_test_setup_teardown(an_import_never_changes_the_quiz_by_itself, setup, teardown),
        cmocka_unit_test_setup_teardown(ids_are_unique_and_those_that_are_there_stay, setup, teardown),
        cmocka_unit_test_setup_teardown(what_the_bank_has_word_for_word_is_left_out, setup, teardown),
        cmocka_unit_test_setup_teardown(nothing_is_written_over_a_file_that_is_there, setup, teardown),
        cmocka_unit_test_setup_teardown(all_files_are_made_or_none, setup, teardown),
        cmocka_unit_test_setup_teardown(a_dry_run_writes_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(questions_of_several_subjects_get_a_file_each, setup, teardown),
        cmocka_unit_test_setup_teardown(a_file_is_made_in_the_folders_bank_and_nowhere_else, setup, teardown),
        cmocka_unit_test_setup_teardown(a_question_without_a_subject_asks_for_one, setup, teardown),
        cmocka_unit_test_setup_teardown(what_the_bank_would_refuse_is_not_carried, setup, teardown),
        cmocka_unit_test_setup_teardown(an_unsound_folder_takes_nothing_in, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
