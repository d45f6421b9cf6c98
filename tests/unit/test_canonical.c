/*
 * test_canonical.c - what is signed is canonical JSON (RFC 8785), or it is not written at all.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "signpost/json.h"

static struct json_doc read_text(const char *text)
{
    struct json_doc doc = {0};
    struct fault fault;

    if (json_read(text, strlen(text), "t.json", &doc, &fault) != FAULT_NONE)
        fail_msg("%s: %s", text, fault.message);
    return doc;
}

static void assert_canonical(const char *in, const char *expected)
{
    struct json_doc doc = read_text(in);
    struct fault fault;
    struct buf buf;

    buf_init(&buf, 0);
    if (json_canonical(doc.root, &buf, &fault) != FAULT_NONE)
        fail_msg("%s: %s", in, fault.message);
    assert_string_equal(buf_string(&buf), expected);
    buf_release(&buf);
    json_release(&doc);
}

static void canonical_json_is_rfc_8785s(void **state)
{
    (void)state;
    /* the sample of its section 3.2.2 */
    assert_canonical("{\n  \"numbers\": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],\n"
                     "  \"string\": \"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\",\n"
                     "  \"literals\": [null, true, false]\n}",
                     "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                     "\"string\":\"\xe2\x82\xac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    /* the sorting of its section 3.2.3 */
    assert_canonical("{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\","
                     "\"\\ufb33\":\"Hebrew Letter Dalet With Dagesh\","
                     "\"1\":\"One\",\"\\ud83d\\ude00\":\"Emoji: Grinning Face\",\"\\u0080\":\"Control\","
                     "\"\\u00f6\":\"Latin Small Letter O With Diaeresis\"}",
                     "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\xc2\x80\":\"Control\","
                     "\"\xc3\xb6\":\"Latin Small Letter O With Diaeresis\",\"\xe2\x82\xac\":\"Euro Sign\","
                     "\"\xf0\x9f\x98\x80\":\"Emoji: Grinning Face\","
                     "\"\xef\xac\xb3\":\"Hebrew Letter Dalet With Dagesh\"}");
    assert_canonical("[56,{\"d\":true,\"10\":null,\"1\":[]}]", "[56,{\"1\":[],\"10\":null,\"d\":true}]");
    assert_canonical("{\"b\":{},\"\":{\"ab\":1,\"a\":2},\"A\":[{}]}", "{\"\":{\"a\":2,\"ab\":1},\"A\":[{}],\"b\":{}}");
    assert_canonical("\"\\b\\t\\n\\f\\r\\u001f\\u007f\\u2028\"", "\"\\b\\t\\n\\f\\r\\u001f\x7f\xe2\x80\xa8\"");
    assert_canonical("{\"e\\u0301\":1,\"\\u00e9\":2}", "{\"e\xcc\x81\":1,\"\xc3\xa9\":2}"); /* no normalising */
}

static double double_of(uint64_t bits)
{
    double number;

    memcpy(&number, &bits, sizeof number);
    return number;
}

static const char *number_text(double number, char *out, size_t size)
{
    cJSON *item = cJSON_CreateNumber(number);
    struct buf buf;

    buf_init(&buf, 0);
    assert_int_equal(json_canonical(item, &buf, NULL), FAULT_NONE);
    snprintf(out, size, "%s", buf_string(&buf));
    buf_release(&buf);
    cJSON_Delete(item);
    return out;
}

static void numbers_are_written_as_ecmascript_does(void **state)
{
    static const struct { uint64_t bits; const char *text; } rows[] = { /* RFC 8785, appendix B, and some */
        {0x0000000000000000, "0"}, {0x8000000000000000, "0"}, {0x0000000000000001, "5e-324"},
        {0x8000000000000001, "-5e-324"}, {0x7fefffffffffffff, "1.7976931348623157e+308"},
        {0xffefffffffffffff, "-1.7976931348623157e+308"}, {0x4340000000000000, "9007199254740992"},
        {0xc340000000000000, "-9007199254740992"}, {0x4430000000000000, "295147905179352830000"},
        {0x44b52d02c7e14af5, "9.999999999999997e+22"}, {0x44b52d02c7e14af6, "1e+23"},
        {0x44b52d02c7e14af7, "1.0000000000000001e+23"}, {0x444b1ae4d6e2ef4e, "999999999999999700000"},
        {0x444b1ae4d6e2ef4f, "999999999999999900000"}, {0x444b1ae4d6e2ef50, "1e+21"},
        {0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"}, {0x3eb0c6f7a0b5ed8d, "0.000001"},
        {0x41b3de4355555553, "333333333.3333332"}, {0x41b3de4355555554, "333333333.33333325"},
        {0x41b3de4355555555, "333333333.3333333"}, {0x41b3de4355555556, "333333333.3333334"},
        {0x41b3de4355555557, "333333333.33333343"}, {0xbecbf647612f3696, "-0.0000033333333333333333"},
        {0x43143ff3c1cb0959, "1424953923781206.2"},
        {0x3d30000000000000, "5.684341886080802e-14"}, /* 2^-44: its nearest 16 digits do not read back */
        {0x0010000000000000, "2.2250738585072014e-308"}, {0x3fb999999999999a, "0.1"}, {0x4000000000000000, "2"},
    };
    char text[64];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(number_text(double_of(rows[i].bits), text, sizeof text), rows[i].text);
}

static void every_number_written_reads_back_the_same(void **state)
{
    uint64_t bits = 88172645463325252u;
    char text[64];

    (void)state;
    for (int i = 0; i < 20000; i++) {
        double number;

        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
        number = double_of(bits);
        if (isfinite(number))
            assert_true(strtod(number_text(number, text, sizeof text), NULL) == number);
    }
}

static void what_no_json_can_say_is_not_written(void **state)
{
    cJSON *infinite = cJSON_CreateNumber(INFINITY), *object = cJSON_CreateObject(), *bad = cJSON_CreateString("\xff");
    struct buf buf;

    (void)state;
    buf_init(&buf, 0);
    assert_int_equal(json_canonical(infinite, &buf, NULL), FAULT_INPUT);
    assert_int_equal(json_canonical(bad, &buf, NULL), FAULT_INPUT);
    cJSON_AddNullToObject(object, "a");
    cJSON_AddNullToObject(object, "a");
    assert_int_equal(json_canonical(object, &buf, NULL), FAULT_INPUT);
    buf_release(&buf);
    buf_init(&buf, 3);
    assert_int_equal(json_canonical(object, &buf, NULL), FAULT_INPUT);
    cJSON_DeleteItemFromObjectCaseSensitive(object, "a");
    assert_int_equal(json_canonical(object, &buf, NULL), FAULT_MEMORY);
    buf_release(&buf);
    cJSON_Delete(infinite);
    cJSON_Delete(object);
    cJSON_Delete(bad);
}

static void the_writer_writes_what_the_canonicaliser_would(void **state)
{
    struct json_out out;
    struct buf buf;

    (void)state;
    buf_init(&buf, 0);
    json_out_init(&out, &buf);
    json_out_object(&out);
    json_out_member(&out, "@context", "a\"b\n\x1f/\xe2\x82\xac");
    json_out_key(&out, "list");
    json_out_array(&out);
    json_out_integer(&out, -9007199254740992LL);
    json_out_bool(&out, true);
    json_out_bool(&out, false);
    json_out_null(&out);
    json_out_object(&out);
    json_out_end(&out);
    json_out_array(&out);
    json_out_end(&out);
    json_out_canonical(&out, "{\"x\":1}");
    json_out_end(&out);
    json_out_member(&out, "none", NULL);
    json_out_member_integer(&out, "\xf0\x9f\x98\x80", 5);
    assert_false(json_out_ok(&out)); /* not closed yet */
    json_out_member_integer(&out, "\xef\xac\xb3", 6);
    json_out_end(&out);
    assert_true(json_out_ok(&out));
    assert_string_equal(buf_string(&buf),
                        "{\"@context\":\"a\\\"b\\n\\u001f/\xe2\x82\xac\",\"list\":[-9007199254740992,true,false,null,"
                        "{},[],{\"x\":1}],\"none\":null,\"\xf0\x9f\x98\x80\":5,\"\xef\xac\xb3\":6}");
    assert_canonical(buf_string(&buf), buf_string(&buf));
    buf_release(&buf);
}

/* Each letter is a step: { [ ) end, a-z a key, s string, 0 integer and so on. */
static bool writes(const char *steps)
{
    struct json_out out;
    struct buf buf;
    bool ok;

    buf_init(&buf, 0);
    json_out_init(&out, &buf);
    for (; *steps; steps++) {
        char name[2] = {*steps, 0};

        if (*steps == '{')
            json_out_object(&out);
        else if (*steps == '[')
            json_out_array(&out);
        else if (*steps == ')')
            json_out_end(&out);
        else if (*steps == '0')
            json_out_integer(&out, 0);
        else if (*steps == '9')
            json_out_integer(&out, 9007199254740993LL);
        else if (*steps == '?')
            json_out_string(&out, "\xff");
        else if (*steps == '!')
            json_out_string(&out, NULL);
        else
            json_out_key(&out, name);
    }
    ok = json_out_ok(&out);
    buf_release(&buf);
    return ok;
}

static void a_breach_of_the_writers_rules_sticks(void **state)
{
    static const char *const right[] = {"0", "{)", "[)", "{a0b0)", "{a{b0)b[00))", "[{a0){a0))"};
    static const char *const wrong[] = {"", "00", "{", "[", ")", "{)0", "{))", "{0)", "{a)", "{ab0)", "{b0a0)",
                                        "{a0a0)", "[a0)", "a0", "9", "?", "!", "{a?)", "[0", "{b{))a0)",
                                        "[[[[[[[[[[[[[[[[[)))))))))))))))))"};

    (void)state;
    for (size_t i = 0; i < sizeof right / sizeof *right; i++)
        if (!writes(right[i]))
            fail_msg("%s should be written", right[i]);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (writes(wrong[i]))
            fail_msg("%s should be refused", wrong[i]);
}

static void a_writer_whose_buffer_is_full_is_not_ok(void **state)
{
    struct json_out out;
    struct buf buf;

    (void)state;
    buf_init(&buf, 5);
    json_out_init(&out, &buf);
    json_out_string(&out, "too long");
    assert_false(json_out_ok(&out));
    buf_release(&buf);
}

static void a_member_can_be_left_out_at_the_top_and_only_there(void **state)
{
    static const struct { const char *text, *left; } rows[] = {
        {"{\"b\":1,\"a\":{\"b\":2}}", "{\"a\":{\"b\":2}}"},
        {"{\"a\":1,\"b\":2,\"c\":3}", "{\"a\":1,\"c\":3}"},
        {"{\"b\":1}", "{}"}, {"{\"a\":1}", "{\"a\":1}"}, {"{}", "{}"}, {"{\"c\":1,\"b\":2,\"a\":3}", "{\"a\":3,\"c\":1}"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct json_doc doc;
        struct buf out;

        buf_init(&out, 0);
        assert_int_equal(json_read(rows[i].text, strlen(rows[i].text), "t.json", &doc, NULL), FAULT_NONE);
        assert_int_equal(json_canonical_without(doc.root, "b", &out, NULL), FAULT_NONE);
        assert_string_equal(buf_string(&out), rows[i].left);
        json_release(&doc);
        buf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(canonical_json_is_rfc_8785s),
        cmocka_unit_test(numbers_are_written_as_ecmascript_does),
        cmocka_unit_test(every_number_written_reads_back_the_same),
        cmocka_unit_test(what_no_json_can_say_is_not_written),
        cmocka_unit_test(the_writer_writes_what_the_canonicaliser_would),
        cmocka_unit_test(a_breach_of_the_writers_rules_sticks),
        cmocka_unit_test(a_writer_whose_buffer_is_full_is_not_ok),
        cmocka_unit_test(a_member_can_be_left_out_at_the_top_and_only_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
