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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_question_as_asked_gives_nothing_away),
        cmocka_unit_test(the_key_changes_nothing_of_a_question_as_asked),
        cmocka_unit_test(the_json_face_has_what_the_contract_says),
        cmocka_unit_test(the_page_face_shows_rows_and_what_was_chosen),
    };
    return cmocka_run_group_tests(tests, make_bank, drop_bank);
}
