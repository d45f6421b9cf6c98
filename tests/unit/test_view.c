/*
 * test_view.c - a view's JSON face, and that a failure to build it never makes a shorter document.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "signpost/limits.h"
#include "signpost/view.h"

static void assert_json(const struct view *view, const char *expected)
{
    struct fault fault;
    struct buf buf;

    buf_init(&buf, 0);
    assert_int_equal(view_json(view, &buf, &fault), FAULT_NONE);
    assert_string_equal(buf_string(&buf), expected);
    buf_release(&buf);
}

static void the_json_face_holds_every_kind_of_value(void **state)
{
    struct view view;
    cJSON *list, *inner;

    (void)state;
    view_init(&view);
    view_string(&view, view.root, "text", "a\"b\n\xc3\xa9");
    view_string(&view, view.root, "none", NULL);
    view_printf(&view, view.root, "path", "/records/%d", 7);
    view_integer(&view, view.root, "n", -184213);
    view_integer(&view, view.root, "big", INT64_MAX);
    view_bool(&view, view.root, "yes", true);
    view_null(&view, view.root, "null");
    view_ratio(&view, view.root, "percent", 4600, 58, 1);
    view_ratio(&view, view.root, "mark", 25, 2, 2);
    view_date(&view, view.root, "date", date_from_ymd(2026, 4, 30));
    view_date(&view, view.root, "no_end", DATE_MAX);
    view_instant(&view, view.root, "at", (struct instant){1777554150999});
    list = view_array(&view, view.root, "list");
    view_string(&view, list, NULL, "x");
    view_integer(&view, list, NULL, 1);
    inner = view_object(&view, list, NULL);
    view_copy(&view, inner, "copy", list->child);
    assert_true(view_ok(&view));
    assert_json(&view, "{\"text\":\"a\\\"b\\n\xc3\xa9\",\"none\":null,\"path\":\"/records/7\",\"n\":-184213,"
                       "\"big\":9223372036854775807,\"yes\":true,\"null\":null,\"percent\":79.3,\"mark\":12.50,"
                       "\"date\":\"2026-04-30\",\"no_end\":null,\"at\":\"2026-04-30T13:02:30Z\","
                       "\"list\":[\"x\",1,{\"copy\":\"x\"}]}");
    view_release(&view);
}

static void page_only_members_stay_out_of_the_json_face(void **state)
{
    struct view view;
    cJSON *list;
    const cJSON *html;

    (void)state;
    view_init(&view);
    view_page_string(&view, view.root, "csrf", "secret");
    view_string(&view, view.root, "stem", "*x*");
    view_commonmark(&view, view.root, "stem_html", "*x* <script>");
    view_page_bool(&view, view.root, "current", true);
    view_page_words(&view, view.root, "day", date_from_ymd(2026, 4, 30));
    list = view_array(&view, view.root, "list");
    view_html(&view, list, NULL, "<b>x</b>");
    view_integer(&view, list, NULL, 1);
    view_page_string(&view, list, NULL, NULL);
    html = cJSON_GetObjectItemCaseSensitive(view.root, "stem_html");
    assert_true(cJSON_IsString(html));
    assert_true(html->type & VIEW_HTML);
    assert_string_equal(html->valuestring, "<p><em>x</em> <!-- raw HTML omitted --></p>\n");
    assert_string_equal(cJSON_GetObjectItemCaseSensitive(view.root, "day")->valuestring, "30 April 2026");
    assert_true(cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(view.root, "current")));
    assert_json(&view, "{\"stem\":\"*x*\",\"list\":[1]}");
    view_release(&view);
}

static void a_copy_keeps_what_is_for_the_page_only(void **state)
{
    struct view view;

    (void)state;
    view_init(&view);
    view_page_string(&view, view_object(&view, view.root, "a"), "csrf", "secret");
    view_copy(&view, view.root, "b", cJSON_GetObjectItemCaseSensitive(view.root, "a"));
    assert_json(&view, "{\"a\":{},\"b\":{}}");
    view_release(&view);
}

static void a_breach_sticks_and_nothing_is_written(void **state)
{
    for (int i = 0; i < 7; i++) {
        struct view view;
        struct buf buf;
        cJSON *list;

        (void)state;
        view_init(&view);
        buf_init(&buf, 0);
        list = view_array(&view, view.root, "list");
        if (i == 0)
            view_string(&view, NULL, "a", "no parent");
        else if (i == 1)
            view_string(&view, view.root, NULL, "no name in an object");
        else if (i == 2)
            view_string(&view, list, "a", "a name in an array");
        else if (i == 3)
            view_copy(&view, view.root, "a", NULL);
        else if (i == 4)
            view_html(&view, view.root, "a", NULL);
        else if (i == 5)
            view_commonmark(&view, view.root, "a", NULL);
        else
            assert_null(view_object(&view, list->child, NULL));
        view_string(&view, view.root, "later", "x");
        assert_false(view_ok(&view));
        assert_int_equal(view_json(&view, &buf, NULL), FAULT_MEMORY);
        assert_int_equal(buf.size, 0);
        buf_release(&buf);
        view_release(&view);
    }
}

static void a_view_built_with_too_little_memory_is_never_ok(void **state)
{
    size_t size = 1024 * 1024;
    char *large = malloc(size + 1);
    struct view view;
    struct buf buf;
    int added = 0;

    (void)state;
    assert_non_null(large);
    memset(large, 'x', size);
    large[size] = '\0';
    view_init(&view);
    while (view_ok(&view) && added < 1000) { /* the arena's ceiling is LIMIT_ARENA */
        view_string(&view, view_array(&view, view.root, "list"), NULL, large);
        added++;
    }
    assert_in_range(added, LIMIT_ARENA / size / 2, LIMIT_ARENA / size + 1);
    view_string(&view, view.root, "small", "x"); /* there is room for this one, and it does not mend anything */
    assert_false(view_ok(&view));
    buf_init(&buf, 0);
    assert_int_equal(view_json(&view, &buf, NULL), FAULT_MEMORY);
    assert_int_equal(buf.size, 0);
    buf_release(&buf);
    view_release(&view);
    free(large);
}

static void a_json_view_leaves_out_what_only_a_page_shows(void **state)
{
    struct view view;

    (void)state;
    view_init(&view);
    view.json_only = true;
    view_string(&view, view.root, "stem", "*now*");
    view_commonmark(&view, view.root, "stem_html", "*now*");
    view_html(&view, view.root, "html", "<p>x</p>");
    view_page_string(&view, view.root, "words", "x");
    view_page_bool(&view, view.root, "radio", true);
    view_page_words(&view, view.root, "day", date_from_ymd(2026, 4, 30));
    assert_null(view.root->child->next);
    assert_json(&view, "{\"stem\":\"*now*\"}");
    view_release(&view);
}

static void text_that_json_cannot_say_is_an_internal_fault(void **state)
{
    struct view view;
    struct buf buf;

    (void)state;
    view_init(&view);
    buf_init(&buf, 0);
    view_string(&view, view.root, "a", "\xff");
    assert_int_equal(view_json(&view, &buf, NULL), FAULT_INTERNAL);
    buf_release(&buf);
    view_release(&view);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_json_face_holds_every_kind_of_value),
        cmocka_unit_test(page_only_members_stay_out_of_the_json_face),
        cmocka_unit_test(a_copy_keeps_what_is_for_the_page_only),
        cmocka_unit_test(a_breach_sticks_and_nothing_is_written),
        cmocka_unit_test(a_view_built_with_too_little_memory_is_never_ok),
        cmocka_unit_test(a_json_view_leaves_out_what_only_a_page_shows),
        cmocka_unit_test(text_that_json_cannot_say_is_an_internal_fault),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
