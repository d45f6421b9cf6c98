/*
 * test_bank_findings.c - everything that can be wrong with a bank is found, with file, line and what to do.
 */
#include "bank_breakages.h"
#include "bank_fixture.h"

static int line_of(const char *text, const char *at)
{
    const char *found = strstr(text, at);
    int line = 1;
    if (!found)
        fail_msg("\"%s\" is not in the broken file", at);
    for (const char *c = text; c < found; c++)
        line += *c == '\n';
    return line;
}

static bool ends_with(const char *text, const char *end)
{
    return strlen(text) >= strlen(end) && strcmp(text + strlen(text) - strlen(end), end) == 0;
}

static void expect(const struct findings *findings, const char *file, int line, const char *words, const char *what)
{
    for (size_t i = 0; i < findings->count; i++)
        if (ends_with(findings->items[i].file, file) && findings->items[i].line == line &&
            strstr(findings->items[i].text, words))
            return;
    for (size_t i = 0; i < findings->count; i++)
        print_message("%s:%d: %s\n", findings->items[i].file, findings->items[i].line, findings->items[i].text);
    fail_msg("%s: expected %s:%d: ...%s...", what, file, line, words);
}

/* Loads a bank that must be refused. */
static void refuse(const char *dir, struct findings *findings, const char *what)
{
    struct bank *bank = NULL;
    struct fault fault = {0};
    findings_init(findings);
    if (bank_load(dir, findings, &bank, &fault) != FAULT_INPUT)
        fail_msg("%s was accepted", what);
    assert_null(bank);
    assert_int_not_equal(findings->total, 0);
    assert_int_equal(fault.code, FAULT_INPUT);
    assert_true(fault.message[0] && fault.file[0]);
}

static char *replaced(const char *text, const char *old, const char *new)
{
    const char *at = strstr(text, old);
    char *out = NULL;
    if (!at || asprintf(&out, "%.*s%s%s", (int)(at - text), text, new, at + strlen(old)) < 0)
        fail_msg("\"%s\" is not in the file", old);
    return out;
}

static void each_broken_bank_is_refused_with_file_line_and_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof breakages / sizeof *breakages; i++) {
        const struct breakage *b = &breakages[i];
        struct findings findings;
        char *dir = fixture_make(), *text = replaced(fixture_text(b->file), b->old, b->new);
        const char *other = b->at_file ? b->at_file : b->file;
        fixture_write(dir, b->file, text, strlen(text));
        refuse(dir, &findings, b->new);
        expect(&findings, other, !b->at ? 0 : line_of(other == b->file ? text : fixture_text(other), b->at), b->words,
               b->new);
        findings_release(&findings);
        free(text);
        fixture_remove(dir);
    }
}

static void one_mistake_is_one_finding(void **state)
{
    static const struct breakage once[] = {
        {A, "\"key\":\"b\"", "\"key\":\"d\"", NULL, NULL, NULL},
        {A, "\"subject\":\"a\",", "\"subject\":\"a\"", NULL, NULL, NULL}, /* unreadable: quiz and checks say nothing */
        {A, "\"subject\":\"a\"", "\"subject\":\"f\"", NULL, NULL, NULL},
        {I, "\"also\":[\"union\"]", "\"also\":[\"onion\"]", NULL, NULL, NULL},
        {I, "\"name\":", "\"name\"", NULL, NULL, NULL},
        {M, "\"opens_after\":[]", "\"opens_after\":[", NULL, NULL, NULL}, /* requirements say nothing */
        {A, "\"type\":\"single\"", "\"type\":\"one\"", NULL, NULL, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof once / sizeof *once; i++) {
        struct findings findings;
        char *dir = fixture_make(), *text = replaced(fixture_text(once[i].file), once[i].old, once[i].new);
        fixture_write(dir, once[i].file, text, strlen(text));
        refuse(dir, &findings, once[i].new);
        if (findings.total != 1)
            fail_msg("%s: %zu findings, the second: %s", once[i].new, findings.total, findings.items[1].text);
        findings_release(&findings);
        free(text);
        fixture_remove(dir);
    }
}

static void all_troubles_are_told_at_once(void **state)
{
    struct findings findings;
    char *dir = fixture_make(), *bank = replaced(fixture_text(A), "\"key\":\"b\"", "\"key\":\"d\"");
    char *module = replaced(fixture_text(M), "\"practised\"", "\"none\""), *twice = replaced(bank, "true,", "1,");
    (void)state;
    fixture_write(dir, A, twice, strlen(twice));
    fixture_write(dir, M, module, strlen(module));
    refuse(dir, &findings, "three mistakes");
    assert_int_equal(findings.total, 3);
    findings_release(&findings);
    free(bank);
    free(module);
    free(twice);
    fixture_remove(dir);
}

static void ids_are_unique_across_files(void **state)
{
    struct findings findings;
    char *dir = fixture_make();
    (void)state;
    fixture_write(dir, "bank/z-more.json", fixture_text(A), strlen(fixture_text(A)));
    fixture_write(dir, "quizzes/twin.json", fixture_text(Q), strlen(fixture_text(Q)));
    refuse(dir, &findings, "the same questions twice");
    expect(&findings, "bank/z-more.json", line_of(fixture_text(A), "\"id\":\"one\""), "bank/a-code.json:4)", "twins");
    expect(&findings, "quizzes/twin.json", 1, "quiz \"personal-tutoring\" is there twice", "twins");
    findings_release(&findings);
    fixture_remove(dir);
}

/* In FILE, OLD becomes NEW, and the one finding of it begins with SAID. */
static void a_finding_about_a_question_begins_with_its_id_and_that_of_its_part(void **state)
{
    static const struct { const char *file, *old, *new, *said; } named[] = {
        {A, "\"key\":\"b\"", "\"key\":\"d\"", "question one: The key names \"d\""},
        {A, "\"stem\":\"Who leads?\",\n", "", "question who: The question lacks \"stem\""},
        {A, "\"stem\":\"What first?\"", "\"stem\":\"\"", "question case, part first: \"stem\" is empty"},
        {A, "\"document\":\"directory\"", "\"document\":\"register\"", "question case, part then: The source \"register\""},
        {A, "\"id\":\"then\"", "\"id\":\"Then\"", "question case: \"id\" must be an id"},
        {S, "\"key\":\"a\"", "\"key\":\"q\"", "question bio.trip: The key names \"q\""},
        {A, "\"id\":\"truth\"", "\"id\":\"The truth\"", "\"id\" must be an id"},                /* none is known */
        {A, "\"id\":\"many\"", "\"id\":\"one\"", "The question \"one\" is there twice"},          /* once is enough */
        {M, "\"practised\"", "\"unheard\"", "There is no question \"unheard\""},
        {A, "\"title\":\"The Code\"", "\"title\":\"\"", "\"title\" is empty"},                    /* about no question */
    };
    (void)state;
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        struct findings findings;
        char *dir = fixture_make(), *text = replaced(fixture_text(named[i].file), named[i].old, named[i].new);
        fixture_write(dir, named[i].file, text, strlen(text));
        refuse(dir, &findings, named[i].new);
        assert_int_equal(findings.total, 1);
        if (strncmp(findings.items[0].text, named[i].said, strlen(named[i].said)) != 0)
            fail_msg("\"%s\" does not begin with \"%s\"", findings.items[0].text, named[i].said);
        findings_release(&findings);
        free(text);
        fixture_remove(dir);
    }
}

static void texts_and_sections_have_a_ceiling(void **state)
{
    struct findings findings;
    char *dir = fixture_make(), *large = calloc(1, LIMIT_SECTION + 2), text[LIMIT_TEXT + 2];
    (void)state;
    assert_non_null(large);
    memset(large, 'x', LIMIT_SECTION + 1);
    memset(text, 'x', LIMIT_TEXT + 1);
    text[LIMIT_TEXT + 1] = '\0';
    char *bank = replaced(fixture_text(A), "Which *one*?", text);
    fixture_write(dir, A, bank, strlen(bank));
    fixture_write(dir, "modules/role/01.md", large, LIMIT_SECTION + 1);
    refuse(dir, &findings, "too long");
    expect(&findings, A, line_of(bank, "xxx"), "\"stem\" is too long", "stem");
    expect(&findings, M, line_of(fixture_text(M), "role/01.md"), "too large: at most 256 KiB", "section");
    assert_int_equal(findings.total, 2);
    findings_release(&findings);
    free(bank);
    free(large);
    fixture_remove(dir);
}

static void a_link_does_not_lead_out_of_modules(void **state)
{
    struct findings findings;
    char *dir = fixture_make(), *text = replaced(fixture_text(M), "role/01.md", "link.md"), to[512], from[512];
    (void)state;
    fixture_write(dir, "outside.md", "Secret.", 7);
    fixture_write(dir, M, text, strlen(text));
    fixture_path(to, sizeof to, dir, "outside.md");
    fixture_path(from, sizeof from, dir, "modules/link.md");
    assert_int_equal(symlink(to, from), 0);
    refuse(dir, &findings, "a link");
    expect(&findings, M, line_of(text, "link.md"), "leads out of modules/", "link");
    findings_release(&findings);
    free(text);
    fixture_remove(dir);
}

static void missing_files_and_folders_are_findings(void **state)
{
    static const char *const files[] = {"institution.json", "requirements.json", "quizzes/personal-tutoring.json"};
    struct findings findings;
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *dir = fixture_make(), name[512];
        fixture_path(name, sizeof name, dir, files[i]);
        assert_int_equal(remove(name), 0);
        refuse(dir, &findings, files[i]);
        expect(&findings, files[i], 0, "", files[i]);
        findings_release(&findings);
        fixture_remove(dir);
    }
    char *dir = fixture_make(), name[512];
    fixture_path(name, sizeof name, dir, A);
    assert_int_equal(remove(name), 0);
    fixture_path(name, sizeof name, dir, "bank");
    assert_int_equal(rmdir(name), 0);
    refuse(dir, &findings, "no bank folder");
    expect(&findings, "/bank", 0, "cannot be read", "no bank folder");
    assert_int_equal(findings.total, 1);
    findings_release(&findings);
    fixture_remove(dir);
    refuse("/nowhere/at/all/", &findings, "no folder");
    expect(&findings, "/nowhere/at/all", 0, "cannot be read", "no folder");
    findings_release(&findings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_broken_bank_is_refused_with_file_line_and_words),
        cmocka_unit_test(one_mistake_is_one_finding),
        cmocka_unit_test(all_troubles_are_told_at_once),
        cmocka_unit_test(ids_are_unique_across_files),
        cmocka_unit_test(a_finding_about_a_question_begins_with_its_id_and_that_of_its_part),
        cmocka_unit_test(texts_and_sections_have_a_ceiling),
        cmocka_unit_test(a_link_does_not_lead_out_of_modules),
        cmocka_unit_test(missing_files_and_folders_are_findings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
