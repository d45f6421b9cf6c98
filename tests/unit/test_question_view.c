/*
 * test_question_view.c - a question as it is asked gives nothing of its key away; as it is explained it tells all.
 */
#include "paper_fixture.h"

static bool holds(const cJSON *item, const char *const *names)
{
    const cJSON *child;
    for (const char *const *name = names; item->string && *name; name++)
        if (strcmp(item->string, *name) == 0)
            return true;
    cJSON_ArrayForEach(child, item)
        if (holds(child, names))
            return true;
    return false;
}

static char *faces(const char *id, int seed, const cJSON *response, bool whole, bool explain)
{
    struct paper_item item;
    struct view view;
    struct buf out;
    struct fault fault;
    item_of(id, seed, &item);
    view_init(&view);
    question_present(bank, &item, response, &view, view.root);
    if (explain)
        question_explain(bank, &item, response, &view, view.root);
    buf_init(&out, 0);
    if (!whole)
        assert_int_equal(view_json(&view, &out, &fault), FAULT_NONE);
    assert_true(view_ok(&view));
    char *printed = whole ? cJSON_PrintUnformatted(view.root) : buf_take(&out);
    assert_non_null(printed);
    view_release(&view);
    return printed;
}

static void a_question_as_asked_gives_nothing_away(void **state)
{
    static const char *const secret[] = {"key", "feedback", "feedback_html", "correct", "mark", "answer", "accepted",
                                         "tolerance", "source", "id_in_bank", NULL};
    (void)state;
    for (int i = 0; i < bank_question_count(bank); i++) {
        const struct question *q = bank_question(bank, i);
        char *whole = faces(q->id, i, NULL, true, false), id[LIMIT_ID + 3];
        cJSON *tree = cJSON_Parse(whole);
        assert_non_null(tree);
        assert_false(holds(tree, secret));
        assert_null(strstr(whole, "Well *done*"));
        assert_null(strstr(whole, "Read Point 13"));
        assert_true(snprintf(id, sizeof id, "\"%s\"", q->id) < (int)sizeof id);
        assert_null(strstr(whole, id));
        for (int a = 0; a < q->accepted_count; a++)
            assert_null(strstr(whole, q->accepted[a]));
        if (q->kind == QUESTION_NUMERIC)
            assert_null(strstr(whole, q->number));
        cJSON_Delete(tree);
        free(whole);
    }
}

/* The two faces must be the same for two questions that differ in nothing but their key. */
static void the_key_changes_nothing_of_a_question_as_asked(void **state)
{
    (void)state;
    for (int i = 0; i < bank_question_count(bank); i++) {
        struct question other = *bank_question(bank, i);
        struct paper_item a, b;
        unsigned char seed[PAPER_SEED] = {9};
        struct view first, second;
        if (other.kind == QUESTION_ORDERING)
            continue; /* its key decides which order is not shown */
        for (int k = 0; k < LIMIT_CHOICES; k++)
            other.key[k] = other.kind == QUESTION_MULTIPLE || other.kind == QUESTION_TRUE_FALSE ? !other.key[k] : 0;
        other.number = other.tolerance = "1";
        paper_item_draw(bank_question(bank, i), seed, &a);
        paper_item_draw(&other, seed, &b);
        view_init(&first);
        view_init(&second);
        question_present(bank, &a, NULL, &first, first.root);
        question_present(bank, &b, NULL, &second, second.root);
        assert_true(cJSON_Compare(first.root, second.root, true));
        view_release(&first);
        view_release(&second);
    }
}

static void the_json_face_has_what_the_contract_says(void **state)
{
    char *json;
    (void)state;
    json = faces("truth", 1, NULL, false, false);
    assert_string_equal(json, "{\"number\":1,\"subject\":\"a\",\"type\":\"true_false\",\"stem\":\"Is it so?\","
                        "\"choices\":[{\"id\":\"true\",\"text\":\"True\"},{\"id\":\"false\",\"text\":\"False\"}],"
                        "\"response\":null}");
    free(json);
    json = faces("days", 1, NULL, false, false);
    assert_string_equal(json, "{\"number\":1,\"subject\":\"a\",\"type\":\"numeric\",\"stem\":\"How many?\","
                        "\"unit\":\"working days\",\"response\":null}");
    free(json);
    cJSON *right = cJSON_CreateString("28");
    json = faces("days", 1, right, false, true);
    assert_string_equal(json, "{\"number\":1,\"subject\":\"a\",\"type\":\"numeric\",\"stem\":\"How many?\","
                        "\"unit\":\"working days\",\"response\":\"28\",\"mark\":1.00,\"max_mark\":1,\"correct\":true,"
                        "\"feedback\":\"Well *done*.\",\"source\":\"Code of Practice, Point 13e\"}");
    cJSON_Delete(right);
    free(json);
    json = faces("pairs", 1, NULL, false, false);
    assert_non_null(strstr(json, "\"left\":[{\"id\":\"1\",\"text\":\"Left "));
    assert_non_null(strstr(json, "\"right\":[{\"id\":\"a\",\"text\":\""));
    free(json);
}

static void the_page_face_shows_rows_and_what_was_chosen(void **state)
{
    cJSON *chosen = cJSON_Parse("{\"2\":\"c\"}"), *words = cJSON_CreateString("<b>");
    cJSON *dont = cJSON_CreateString("dont_know");
    char *page = faces("pairs", 3, chosen, true, true);
    (void)state;
    assert_non_null(strstr(page, "\"name\":\"response.2\",\"value\":\"2\""));
    assert_non_null(strstr(page, "\"id\":\"q1-2-c\",\"value\":\"c\""));
    assert_non_null(strstr(page, "\"text\":\"Spare & more\"")); /* a list box shows plain text */
    const char *selected = strstr(page, "\"selected\":true");
    assert_non_null(selected);
    assert_null(strstr(selected + 1, "\"selected\":true"));
    free(page);
    page = faces("who", 3, words, true, true);
    assert_non_null(strstr(page, "\"text\":\"<b>\""));
    assert_non_null(strstr(page, "\"yours\":[{\"html\":\"&lt;b&gt;\"}]"));
    assert_non_null(strstr(page, "\"outcome\":\"Wrong\",\"outcome_class\":\"wrong\""));
    assert_non_null(strstr(page, "\"mark_words\":\"0.00 of 1\""));
    free(page);
    page = faces("one", 3, dont, true, true);
    assert_non_null(strstr(page, "\"dont_know\":true"));
    assert_non_null(strstr(page, "\"outcome_class\":\"none\""));
    assert_non_null(strstr(page, "\"yours\":[],\"answer\":[{\"html\":\"<p>Second</p>\\n\"}]"));
    free(page);
    cJSON_Delete(chosen);
    cJSON_Delete(words);
    cJSON_Delete(dont);
}

static void a_situation_shows_each_part_as_a_question(void **state)
{
    cJSON *given = cJSON_Parse("[\"b\",null,\"dont_know\"]"), *unsure = cJSON_CreateString("dont_know");
    char *json = faces("case", 1, given, false, false);
    (void)state;
    assert_non_null(strstr(json, "\"type\":\"situation\",\"stem\":\"Noor is behind.\\n\\nShe writes to you.\","
                                 "\"response\":[\"b\",null,\"dont_know\"],\"parts\":[{\"id\":\"1\",\"number\":1,\"subject\":\"a\","
                                 "\"type\":\"single\",\"stem\":\"What first?\",\"choices\":[{\"id\":\"a\",\"text\":\"Wait\"},"
                                 "{\"id\":\"b\",\"text\":\"Meet\"},{\"id\":\"c\",\"text\":\"Refer\"}],\"response\":\"b\"},"
                                 "{\"id\":\"2\",\"number\":2,"));
    assert_non_null(strstr(json, "\"unit\":\"working days\",\"response\":\"dont_know\"}]}"));
    free(json);
    json = faces("case", 1, given, false, true);
    assert_non_null(strstr(json, "\"mark\":0.33,\"max_mark\":1,\"correct\":false,\"feedback\":\"Read Point 13.\""));
    assert_non_null(strstr(json, "\"response\":\"b\",\"mark\":1.00,\"max_mark\":1,\"correct\":true,\"feedback\":\"Well *done*.\","
                                 "\"source\":\"Code of Practice, Point 13e\"}"));
    assert_non_null(strstr(json, "\"source\":\"Directory, Money Advice\""));
    free(json);
    char *page = faces("case", 3, given, true, true);
    assert_non_null(strstr(page, "\"id\":\"q1-p1-b\",\"name\":\"part.1.response\",\"value\":\"b\""));
    assert_non_null(strstr(page, "\"name\":\"part.2.response.3\""));
    assert_non_null(strstr(page, "\"anchor\":\"q1-p3\",\"prefix\":\"part.3.\""));
    assert_non_null(strstr(page, "\"outcome\":\"Partly right\""));
    assert_non_null(strstr(page, "\"outcome\":\"Not answered\""));
    free(page);
    page = faces("case", 3, unsure, true, true); /* said of the whole, it is said of each part */
    int said = 0;
    for (const char *at = page; (at = strstr(at, "\"outcome\":\"You said you don't know\"")); at++)
        said++;
    assert_int_equal(said, 4);
    free(page);
    cJSON_Delete(given);
    cJSON_Delete(unsure);
}

/* A part must never be taken for what the situation around it is: every flag of every type stands in both. */
static void every_flag_stands_in_every_part(void **state)
{
    char *page = faces("case", 3, NULL, true, false);
    cJSON *tree = cJSON_Parse(page), *part, *parts = cJSON_GetObjectItem(tree, "parts");
    (void)state;
    assert_true(cJSON_IsTrue(cJSON_GetObjectItem(tree, "is_situation")));
    cJSON_ArrayForEach(part, parts) {
        assert_true(cJSON_IsFalse(cJSON_GetObjectItem(part, "is_situation")));
        int flags = 0;
        for (int i = 0; i < QUESTION_KINDS; i++) {
            char flag[40];
            assert_true(snprintf(flag, sizeof flag, "is_%s", question_kind_name((enum question_kind)i)) < (int)sizeof flag);
            assert_true(cJSON_IsBool(cJSON_GetObjectItem(part, flag)));
            flags += cJSON_IsTrue(cJSON_GetObjectItem(part, flag));
        }
        assert_int_equal(flags, 1);
    }
    cJSON_Delete(tree);
    free(page);
}

static const char *posted_value(void *context, const char *name, int nth)
{
    const char *const *field = context;
    for (; field[0]; field += 2)
        if (strcmp(field[0], name) == 0 && nth-- == 0)
            return field[1];
    return NULL;
}

/* Presents a refused form again and returns the page face; FIELD gets the anchor of what to mend. */
static char *refused(const char *id, const char *const *fields, char field[96])
{
    struct paper_item item = plain_item(id);
    struct fault wrong = {0};
    struct view view;
    cJSON *json = NULL, *posted = response_posted(&item, posted_value, (void *)fields);
    assert_non_null(posted);
    assert_int_equal(response_from_form(&item, posted_value, (void *)fields, &json, &wrong), FAULT_INPUT);
    view_init(&view);
    question_present(bank, &item, posted, &view, view.root);
    question_refuse(&item, &wrong, &view, view.root);
    assert_true(view_ok(&view));
    char *printed = cJSON_PrintUnformatted(view.root);
    strcpy(field, wrong.field);
    view_release(&view);
    cJSON_Delete(posted);
    return printed;
}

static void a_refused_form_loses_nothing_that_was_entered(void **state)
{
    static const char *const days[] = {"response", "many <3", NULL};
    static const char *const steps[] = {"response.1", "c", "response.2", "", "response.3", "c", NULL};
    static const char *const parts[] = {"part.1.response", "c", "part.2.response.1", "b", "part.3.response", "many", NULL};
    char field[96], *page = refused("days", days, field);
    (void)state;
    assert_string_equal(field, "q1-text");
    assert_non_null(strstr(page, "\"text\":\"many <3\""));
    assert_non_null(strstr(page, "\"field_error\":\"Write only a number, in figures such as 28 or 0.5; the unit is working days."));
    free(page);
    page = refused("steps", steps, field);
    assert_string_equal(field, "q1");
    assert_non_null(strstr(page, "\"id\":\"q1-1-c\",\"value\":\"c\",\"text\":\"Last\",\"selected\":true"));
    assert_non_null(strstr(page, "\"id\":\"q1-3-c\",\"value\":\"c\",\"text\":\"Last\",\"selected\":true"));
    free(page);
    page = refused("case", parts, field);
    assert_string_equal(field, "q1-p3-text");
    assert_non_null(strstr(page, "\"id\":\"q1-p1-c\",\"name\":\"part.1.response\",\"value\":\"c\",\"html\":\"Refer\",\"checked\":true"));
    assert_non_null(strstr(page, "\"id\":\"q1-p2-1-b\",\"value\":\"b\",\"text\":\"Decides\",\"selected\":true"));
    assert_non_null(strstr(page, "\"text\":\"many\",\"field_error\":\"Part 3: Write only a number"));
    free(page);
}

static void the_key_is_revealed_to_who_looks_after_it(void **state)
{
    struct view view;
    struct buf out;
    struct fault fault;
    (void)state;
    for (int i = 0; i < bank_question_count(bank); i++) {
        view_init(&view);
        buf_init(&out, 0);
        question_reveal(bank, bank_question(bank, i), &view, view.root);
        assert_int_equal(view_json(&view, &out, &fault), FAULT_NONE);
        const char *json = buf_string(&out);
        const char *id = bank_question(bank, i)->id;
        if (!strcmp(id, "one"))
            assert_non_null(strstr(json, "\"answers\":[{\"text\":\"First\",\"right\":false},{\"text\":\"Second\",\"right\":true},"));
        if (!strcmp(id, "many"))
            assert_non_null(strstr(json, "{\"text\":\"A\",\"right\":true},{\"text\":\"B\",\"right\":false}"));
        if (!strcmp(id, "truth"))
            assert_non_null(strstr(json, "{\"text\":\"True\",\"right\":true},{\"text\":\"False\",\"right\":false}"));
        if (!strcmp(id, "pairs"))
            assert_non_null(strstr(json, "{\"text\":\"Left 1 → Right 1\",\"right\":true}"));
        if (!strcmp(id, "steps"))
            assert_non_null(strstr(json, "[{\"text\":\"First\",\"right\":true},{\"text\":\"Then\""));
        if (!strcmp(id, "days"))
            assert_non_null(strstr(json, "{\"text\":\"28 working days (up to 0.5 more or less)\",\"right\":true}"));
        if (!strcmp(id, "who"))
            assert_non_null(strstr(json, "{\"text\":\"Senior Tutor\",\"right\":true},{\"text\":\"The S\xc3\xa9nior Tutor\""));
        if (!strcmp(id, "case"))
            assert_non_null(strstr(json, "\"parts\":[{\"id\":\"1\",\"type\":\"single\",\"stem\":\"What first?\",\"answers\":[{"
                                         "\"text\":\"Wait\",\"right\":false},{\"text\":\"Meet\",\"right\":true}"));
        buf_release(&out);
        view_release(&view);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_question_as_asked_gives_nothing_away),
        cmocka_unit_test(the_key_changes_nothing_of_a_question_as_asked),
        cmocka_unit_test(the_json_face_has_what_the_contract_says),
        cmocka_unit_test(the_page_face_shows_rows_and_what_was_chosen),
        cmocka_unit_test(a_situation_shows_each_part_as_a_question),
        cmocka_unit_test(every_flag_stands_in_every_part),
        cmocka_unit_test(a_refused_form_loses_nothing_that_was_entered),
        cmocka_unit_test(the_key_is_revealed_to_who_looks_after_it),
    };
    return cmocka_run_group_tests(tests, make_bank, drop_bank);
}
