/*
 * test_json.c - what JSON is taken, what is refused, and on which line.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>
#include "signpost/json.h"
#include "signpost/limits.h"

static struct json_doc read_text(const char *text)
{
    struct json_doc doc = {0};
    struct fault fault;

    if (json_read(text, strlen(text), "t.json", &doc, &fault) != FAULT_NONE)
        fail_msg("%s: %s", text, fault.message);
    return doc;
}

/* Exactly, in the same order. */
static bool same_tree(const cJSON *a, const cJSON *b)
{
    const cJSON *left = a->child, *right = b->child;

    if (a->type != b->type || a->valuedouble != b->valuedouble || a->valueint != b->valueint ||
        !a->string != !b->string || (a->string && strcmp(a->string, b->string)) ||
        !a->valuestring != !b->valuestring || (a->valuestring && strcmp(a->valuestring, b->valuestring)))
        return false;
    for (; left && right && same_tree(left, right); left = left->next, right = right->next)
        if (right->next && right->next->prev != right)
            return false;
    return !left && !right && (!b->child || (b->child->prev && !b->child->prev->next));
}

static void json_takes_what_rfc_8259_takes(void **state)
{
    static const char *const right[] = {
        "{}", "[]", " [ ] ", "0", "-0", "-1", "0.5", "1e5", "1E+5", "1.25e-3", "9007199254740992",
        "-9007199254740992", "1e30", "123456789012345678901234567890.5", "5e-324", "1e-999", "true", "false", "null",
        "\"\"", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude02\"", "\"\x7f\xc2\x80\xe2\x80\xa8\"",
        "{\"a\":1,\"A\":2,\"\":3,\"\xc3\xa9\":4,\"e\xcc\x81\":5}", "{\"a\":{\"a\":1},\"b\":[{\"a\":2},{\"a\":3}]}",
        "\r\n\t[1,\r\n2]\n",
        "[[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[]]",
    };

    (void)state;
    for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
        struct json_doc doc = read_text(right[i]);
        struct arena *arena = arena_new();
        const cJSON *tree = NULL;

        assert_non_null(arena);
        assert_int_equal(json_read_in(right[i], strlen(right[i]), "t.json", arena, &tree, NULL), FAULT_NONE);
        assert_true(same_tree(doc.root, tree));
        json_release(&doc);
        arena_free(arena);
    }
}

static void json_refuses_the_rest_and_names_the_line(void **state)
{
    static const struct { const char *text; int line; const char *says; } rows[] = {
        {"", 1, "empty"}, {" \n ", 2, "empty"}, {"\xef\xbb\xbf{}", 1, "byte order mark"},
        {"{} x", 1, "after the end"}, {"{}\n{}", 2, "after the end"}, {"1 2", 1, "after the end"},
        {"01", 1, "needless 0"}, {"-01", 1, "needless 0"}, {"1.", 1, "decimal point"}, {".5", 1, "value"},
        {"+1", 1, "value"}, {"-", 1, "minus"}, {"-a", 1, "minus"}, {"1e", 1, "exponent"}, {"1e+", 1, "exponent"},
        {"1.e5", 1, "decimal point"}, {"0x10", 1, "after the end"}, {"NaN", 1, "value"}, {"Infinity", 1, "value"},
        {"-Infinity", 1, "minus"}, {"1e999", 1, "too large"}, {"-1e999", 1, "too large"},
        {"9007199254740993", 1, "2^53"}, {"-9007199254740993", 1, "2^53"}, {"99999999999999999999", 1, "2^53"},
        {"0.1234567890123456789012345678901234567890123456789012345678901234", 1, "63 characters"},
        {"\"a", 1, "never closed"}, {"\"a\nb\"", 1, "end of its line"}, {"\"a\tb\"", 1, "control"},
        {"\"\x01\"", 1, "control"}, {"\"\\x\"", 1, "escape"}, {"\"\\", 1, "escape"}, {"\"\\u12g4\"", 1, "hexadecimal"},
        {"\"\\u0000\"", 1, "u0000"}, {"\"\\ud800\"", 1, "surrogate"}, {"\"\\ud800\\n\"", 1, "surrogate"},
        {"\"\\ud800\\ud800\"", 1, "surrogate"}, {"\"\\udc00\"", 1, "surrogate"}, {"\"\xff\"", 1, "UTF-8"},
        {"\"\xc0\x80\"", 1, "UTF-8"}, {"\"\xed\xa0\x80\"", 1, "UTF-8"}, {"\"\xe2\x82\"", 1, "UTF-8"},
        {"[1,]", 1, "value"}, {"[,1]", 1, "value"}, {"[1 2]", 1, "comma"}, {"[1\n", 1, "ends"}, {"[", 1, "ends"},
        {"{\"a\":1,}", 1, "name"}, {"{a:1}", 1, "name"}, {"{'a':1}", 1, "name"}, {"{\"a\" 1}", 1, "colon"},
        {"{\"a\":}", 1, "value"}, {"{\"a\":1 \"b\":2}", 1, "comma"}, {"{\"a\":1]", 1, "comma"}, {"{1:2}", 1, "name"},
        {"// c\n1", 1, "value"}, {"tru", 1, "value"}, {"True", 1, "value"}, {"truely", 1, "after the end"},
        {"{\n\"a\":1,\n\"b\":2,\n\"a\":3\n}", 4, "twice"}, {"{\"a\":1,\n\"\\u0061\":2}", 2, "twice"},
        {"{\"\\/\":1,\n\n\"/\":2}", 3, "twice"}, {"{\"\":1,\"\":2}", 1, "twice"},
        {"{\"\\ud83d\\ude02\":1,\n\"\xf0\x9f\x98\x82\":2}", 2, "twice"},
        {"{\"\\u20ac\":1,\"\xe2\x82\xac\":2}", 1, "twice"},
        {"[{\"x\":{\"a\":1,\n\"b\":1,\n\"a\":1}}]", 3, "twice"}, {"{\"a\":{\"b\":1},\n\"a\":1}", 2, "twice"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct json_doc doc = {.size = 77};
        struct fault fault = {0};

        if (json_read(rows[i].text, strlen(rows[i].text), "t.json", &doc, &fault) != FAULT_MALFORMED)
            fail_msg("%s was accepted", rows[i].text);
        if (fault.line != rows[i].line || !strstr(fault.message, rows[i].says))
            fail_msg("%s: line %d: %s", rows[i].text, fault.line, fault.message);
        assert_string_equal(fault.file, "t.json");
        assert_int_equal(doc.size, 77);
        assert_null(doc.root);
    }
}

/* Wherever a file was cut: inside a word, a number, an escape, a character, or between two lines. */
static void json_that_was_cut_off_is_said_to_end_too_early_on_its_last_line(void **state)
{
    static const char whole[] = "{\"list\": [\n  {\"\\ud83d\\ude02\\n\": true, \"b\": false},\n  null, -1.5e+3,\n\n  \"\xc3\xa9 \xe2\x82\xac "
                                "\xf0\x9f\x98\x82\"\n ],\n \"end\": {}\n}";

    (void)state;
    for (size_t size = 1; size < sizeof whole - 1; size++) {
        struct json_doc doc;
        struct fault fault = {0};
        int line = 1;
        size_t last = size;

        while (strchr(" \n", whole[last - 1]))
            last--;
        for (size_t i = 0; i < last; i++)
            line += whole[i] == '\n';
        assert_int_equal(json_read(whole, size, "t.json", &doc, &fault), FAULT_MALFORMED);
        if (!strstr(fault.message, "ends here, before it is complete") || fault.line != line)
            fail_msg("%.*s: line %d, not %d: %s", (int)size, whole, fault.line, line, fault.message);
    }
}

static void json_that_was_cut_off_names_what_is_open(void **state)
{
    static const struct { const char *text; const char *says; } rows[] = {
        {"{\"a\":[\n1],\n\"b\":[2,\n3\n\n", "the [ of line 3 is never closed"},
        {"{\"a\":[\n1],\n\"b\":[2,\n3]\n", "the { of line 1 is never closed"},
        {"[\n{\"a\":\"b}]", "a text is never closed"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct json_doc doc;
        struct fault fault = {0};

        assert_int_equal(json_read(rows[i].text, strlen(rows[i].text), "t.json", &doc, &fault), FAULT_MALFORMED);
        if (!strstr(fault.message, rows[i].says))
            fail_msg("%s: %s", rows[i].text, fault.message);
    }
}

static void json_refuses_nul_bytes(void **state)
{
    struct json_doc doc = {0};
    struct fault fault;

    (void)state;
    assert_int_equal(json_read("\"a\0b\"", 5, "t", &doc, &fault), FAULT_MALFORMED);
    assert_non_null(strstr(fault.message, "NUL"));
    assert_int_equal(json_read("{}\0", 3, "t", &doc, &fault), FAULT_MALFORMED);
    assert_int_equal(json_read("[1,\0]", 5, "t", &doc, &fault), FAULT_MALFORMED);
}

static enum fault_code read_nested(int depth)
{
    struct json_doc doc = {0};
    enum fault_code code;
    struct buf buf;

    buf_init(&buf, 0);
    for (int i = 0; i < depth; i++)
        buf_text(&buf, i % 2 ? "[" : "{\"a\":");
    buf_text(&buf, "1");
    for (int i = depth - 1; i >= 0; i--)
        buf_text(&buf, i % 2 ? "]" : "}");
    code = json_read(buf.bytes, buf.size, "t", &doc, NULL);
    json_release(&doc);
    buf_release(&buf);
    return code;
}

static void json_is_read_to_its_depth_and_no_deeper(void **state)
{
    (void)state;
    assert_int_equal(read_nested(LIMIT_JSON_DEPTH), FAULT_NONE);
    assert_int_equal(read_nested(LIMIT_JSON_DEPTH + 1), FAULT_MALFORMED);
    assert_int_equal(read_nested(1000000), FAULT_MALFORMED);
}

static void a_large_object_is_checked_for_twins_in_good_time(void **state)
{
    struct json_doc doc = {0};
    struct fault fault;
    struct buf buf;
    clock_t begun;

    (void)state;
    buf_init(&buf, 0);
    buf_text(&buf, "{\n");
    for (int i = 0; i < 200000; i++)
        buf_printf(&buf, "\"member-%d\":%d,\n", i, i);
    buf_text(&buf, "\"member-77\":0}");
    begun = clock();
    assert_int_equal(json_read(buf.bytes, buf.size, "t", &doc, &fault), FAULT_MALFORMED);
    assert_true((double)(clock() - begun) / CLOCKS_PER_SEC < 5.0);
    assert_int_equal(fault.line, 200002);
    assert_non_null(strstr(fault.message, "\"member-77\""));
    buf_release(&buf);
}

static void json_line_finds_where_an_item_begins(void **state)
{
    struct json_doc doc = read_text("{\n \"a\": [1,\n  {\"x\": \"]}\"},\n  \"t\\n\"],\n \"b\":\n  {}\n}");
    cJSON *stranger = cJSON_CreateNull();
    const cJSON *a = json_array(doc.root, "a");

    (void)state;
    assert_int_equal(json_line(&doc, doc.root), 1);
    assert_int_equal(json_line(&doc, a), 2);
    assert_int_equal(json_line(&doc, cJSON_GetArrayItem(a, 0)), 2);
    assert_int_equal(json_line(&doc, cJSON_GetArrayItem(a, 1)), 3);
    assert_int_equal(json_line(&doc, json_member(cJSON_GetArrayItem(a, 1), "x")), 3);
    assert_int_equal(json_line(&doc, cJSON_GetArrayItem(a, 2)), 4);
    assert_int_equal(json_line(&doc, json_member(doc.root, "b")), 6);
    assert_int_equal(json_line(&doc, stranger), 0);
    cJSON_Delete(stranger);
    json_release(&doc);
}

static void getters_tell_absent_from_wrong(void **state)
{
    static const char *const known[] = {"s", "n", "f", "a", "o", "big", NULL};
    struct json_doc doc =
        read_text("{\"s\":\"x\",\"n\":-7,\"f\":1.5,\"a\":[],\"o\":{},\"big\":9007199254740992,\"S\":1}");
    int64_t number = 3;

    (void)state;
    assert_string_equal(json_string(doc.root, "s"), "x");
    assert_null(json_string(doc.root, "n"));
    assert_null(json_string(doc.root, "absent"));
    assert_null(json_member(json_member(doc.root, "s"), "x"));
    assert_null(json_member(NULL, "x"));
    assert_null(json_array(doc.root, "o"));
    assert_non_null(json_array(doc.root, "a"));
    assert_null(json_object(doc.root, "a"));
    assert_non_null(json_object(doc.root, "o"));
    assert_false(json_integer(doc.root, "f", &number));
    assert_false(json_integer(doc.root, "s", &number));
    assert_int_equal(number, 3);
    assert_true(json_integer(doc.root, "n", &number));
    assert_int_equal(number, -7);
    assert_true(json_integer(doc.root, "big", &number));
    assert_int_equal(number, 9007199254740992LL);
    assert_string_equal(json_unknown_member(doc.root, known)->string, "S");
    json_release(&doc);
}

static void a_json_file_is_read_under_its_ceiling(void **state)
{
    char path[] = "/tmp/signpost-json-XXXXXX";
    int fd = mkstemp(path);
    struct json_doc doc = {0};
    struct fault fault;

    (void)state;
    assert_int_equal(write(fd, "{\"a\":\n01}", 9), 9);
    close(fd);
    assert_int_equal(json_read_file(path, "bank/a.json", 0, &doc, &fault), FAULT_MALFORMED);
    assert_string_equal(fault.file, "bank/a.json");
    assert_int_equal(fault.line, 2);
    assert_int_equal(json_read_file(path, "bank/a.json", 8, &doc, &fault), FAULT_LARGE);
    assert_string_equal(fault.file, "bank/a.json");
    unlink(path);
    assert_int_equal(json_read_file(path, NULL, 0, &doc, &fault), FAULT_ABSENT);
    assert_string_equal(fault.file, path);
}

static void a_document_to_look_at_lies_in_its_arenas(void **state)
{
    static const char text[] = "{\"a\":[\"plain\",\"with \\u00e9 and \\\"\"],\n\"\\u0061b\":{\"a\":1,\n\"ab\":null}}";
    char path[] = "/tmp/signpost-json-XXXXXX";
    int fd = mkstemp(path);
    (void)state;
    assert_int_equal(write(fd, text, sizeof text - 1), sizeof text - 1);
    close(fd);
    for (int from_file = 0; from_file < 2; from_file++) {
        struct arena *arena = arena_new(), *texts = arena_new();
        struct json_doc doc;
        struct fault fault = {0};
        enum fault_code code = from_file ? json_read_file_in(path, arena, texts, &doc, &fault)
                                         : json_read_doc_in(text, sizeof text - 1, path, arena, texts, &doc, &fault);
        assert_int_equal(code, FAULT_NONE);
        assert_string_equal(doc.file, path);
        assert_string_equal(json_array(doc.root, "a")->child->valuestring, "plain");
        assert_string_equal(json_array(doc.root, "a")->child->next->valuestring, "with \303\251 and \"");
        assert_int_equal(json_line(&doc, json_member(json_object(doc.root, "ab"), "ab")), 3);
        arena_free(texts); /* the tree stays */
        assert_true(cJSON_IsNull(json_member(json_object(doc.root, "ab"), "ab")));
        assert_int_equal(json_read_doc_in("{\"a\":\n}", 8, "b", arena, arena, &doc, &fault), FAULT_MALFORMED);
        assert_int_equal(fault.line, 2);
        assert_int_equal(json_read_file_in("/nowhere", arena, arena, &doc, &fault), FAULT_ABSENT);
        assert_string_equal(fault.file, "/nowhere");
        arena_free(arena);
    }
    struct arena *arena = arena_new(), *none = arena_new_within(1);
    struct json_doc doc;
    struct fault fault = {0};
    assert_int_equal(json_read_file_in(path, arena, none, &doc, &fault), FAULT_MEMORY); /* and nothing stays behind */
    arena_free(none);
    arena_free(arena);
    unlink(path);
}

static void assert_canonical(const char *text, const char *const *without, const cJSON *more, const char *expected)
{
    struct json_doc doc;
    struct fault fault = {0};
    struct buf out;
    buf_init(&out, 0);
    assert_int_equal(json_read(text, strlen(text), "test", &doc, &fault), FAULT_NONE);
    assert_int_equal(json_canonical_changed(doc.root, without, more, &out, &fault), FAULT_NONE);
    assert_string_equal(buf_string(&out), expected);
    buf_release(&out);
    json_release(&doc);
}

static void an_object_is_written_with_members_changed(void **state)
{
    static const char *const without[] = {"c", "a", NULL};
    char name[] = "bb", value[] = "new";
    cJSON member = {.type = cJSON_String, .string = name, .valuestring = value}, more = {.type = cJSON_Object, .child = &member};
    struct buf many, sorted;
    (void)state;
    assert_canonical("{\"c\":1,\"b\":{\"c\":2,\"a\":3},\"a\":4}", without, NULL, "{\"b\":{\"a\":3,\"c\":2}}");
    assert_canonical("{\"c\":1,\"bc\":2,\"b\":3}", without, &more, "{\"b\":3,\"bb\":\"new\",\"bc\":2}");
    assert_canonical("{}", NULL, &more, "{\"bb\":\"new\"}");
    assert_canonical("{\"c\":1}", without, NULL, "{}");
    buf_init(&many, 0); /* more than are sorted in place */
    buf_init(&sorted, 0);
    for (int i = 0; i < 100; i++) {
        buf_printf(&many, "%s\"%02d\":0", i ? "," : "{", 99 - i);
        buf_printf(&sorted, "%s\"%02d\":0", i ? "," : "{", i);
    }
    buf_char(&many, '}');
    buf_text(&sorted, ",\"bb\":\"new\"}");
    assert_canonical(buf_string(&many), NULL, &more, buf_string(&sorted));
    buf_release(&many);
    buf_release(&sorted);
}

static void a_member_given_twice_is_not_written(void **state)
{
    char name[] = "a", value[] = "new";
    cJSON member = {.type = cJSON_String, .string = name, .valuestring = value}, more = {.type = cJSON_Object, .child = &member};
    struct json_doc doc;
    struct fault fault = {0};
    struct buf out;
    (void)state;
    buf_init(&out, 0);
    assert_int_equal(json_read("{\"b\":0,\"a\":0}", 13, "test", &doc, &fault), FAULT_NONE);
    assert_int_equal(json_canonical_changed(doc.root, NULL, &more, &out, &fault), FAULT_INPUT);
    assert_string_equal(fault.field, "a");
    buf_release(&out);
    json_release(&doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_takes_what_rfc_8259_takes),
        cmocka_unit_test(json_refuses_the_rest_and_names_the_line),
        cmocka_unit_test(json_that_was_cut_off_is_said_to_end_too_early_on_its_last_line),
        cmocka_unit_test(json_that_was_cut_off_names_what_is_open),
        cmocka_unit_test(json_refuses_nul_bytes),
        cmocka_unit_test(json_is_read_to_its_depth_and_no_deeper),
        cmocka_unit_test(a_large_object_is_checked_for_twins_in_good_time),
        cmocka_unit_test(json_line_finds_where_an_item_begins),
        cmocka_unit_test(getters_tell_absent_from_wrong),
        cmocka_unit_test(a_json_file_is_read_under_its_ceiling),
        cmocka_unit_test(a_document_to_look_at_lies_in_its_arenas),
        cmocka_unit_test(an_object_is_written_with_members_changed),
        cmocka_unit_test(a_member_given_twice_is_not_written),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
