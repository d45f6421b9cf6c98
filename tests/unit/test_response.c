/*
 * test_response.c - what is an answer and what is not, in JSON and in a posted form.
 */
#include "paper_fixture.h"

struct refusal { const char *question, *response; enum fault_code code; };

static const struct refusal refusals[] = {
    {"one", "\"d\"", FAULT_INPUT}, {"one", "\"B\"", FAULT_INPUT}, {"one", "\"\"", FAULT_INPUT},
    {"one", "\"bb\"", FAULT_INPUT}, {"one", "\"DONT_KNOW\"", FAULT_INPUT}, {"one", "1", FAULT_MALFORMED},
    {"one", "[\"b\"]", FAULT_MALFORMED}, {"one", "{}", FAULT_MALFORMED}, {"one", "true", FAULT_MALFORMED},
    {"many", "\"a\"", FAULT_MALFORMED}, {"many", "[1]", FAULT_MALFORMED}, {"many", "[null]", FAULT_MALFORMED},
    {"many", "[\"f\"]", FAULT_INPUT}, {"many", "[\"a\",\"a\"]", FAULT_INPUT}, {"many", "[\"dont_know\"]", FAULT_INPUT},
    {"many", "{\"a\":true}", FAULT_MALFORMED},
    {"truth", "\"true\"", FAULT_MALFORMED}, {"truth", "1", FAULT_MALFORMED}, {"truth", "[]", FAULT_MALFORMED},
    {"pairs", "[\"a\",\"b\",\"b\"]", FAULT_MALFORMED}, {"pairs", "{\"1\":1}", FAULT_MALFORMED},
    {"pairs", "{\"1\":null}", FAULT_MALFORMED}, {"pairs", "{\"4\":\"a\"}", FAULT_INPUT},
    {"pairs", "{\"0\":\"a\"}", FAULT_INPUT}, {"pairs", "{\"01\":\"a\"}", FAULT_INPUT},
    {"pairs", "{\"\":\"a\"}", FAULT_INPUT},
    {"pairs", "{\"1\":\"e\"}", FAULT_INPUT}, {"pairs", "{\"l1\":\"r1\"}", FAULT_INPUT},
    {"pairs", "{\"1\":\"a\",\"1\":\"b\"}", FAULT_INPUT},
    {"steps", "\"abc\"", FAULT_MALFORMED}, {"steps", "[\"a\",\"b\",3]", FAULT_MALFORMED},
    {"steps", "[\"a\",\"b\"]", FAULT_INPUT}, {"steps", "[\"a\",\"b\",\"b\"]", FAULT_INPUT},
    {"steps", "[\"a\",\"b\",\"c\",\"a\"]", FAULT_INPUT}, {"steps", "[\"a\",\"b\",\"d\"]", FAULT_INPUT},
    {"days", "28", FAULT_MALFORMED}, {"days", "[\"28\"]", FAULT_MALFORMED}, {"days", "\"1,000\"", FAULT_INPUT},
    {"days", "\"28,5\"", FAULT_INPUT}, {"days", "\"28 days\"", FAULT_INPUT}, {"days", "\"twenty\"", FAULT_INPUT},
    {"days", "\".\"", FAULT_INPUT}, {"days", "\"-\"", FAULT_INPUT}, {"days", "\"--1\"", FAULT_INPUT},
    {"days", "\"1e3\"", FAULT_INPUT}, {"days", "\"0x10\"", FAULT_INPUT}, {"days", "\"1.2.3\"", FAULT_INPUT},
    {"days", "\"1234567890\"", FAULT_INPUT}, {"days", "\"0.1234567\"", FAULT_INPUT}, {"days", "\"2 8\"", FAULT_INPUT},
    {"days", "\"NaN\"", FAULT_INPUT},
    {"who", "7", FAULT_MALFORMED}, {"who", "[\"Senior Tutor\"]", FAULT_MALFORMED}, {"who", "\"a\\nb\"", FAULT_INPUT},
    {"who", "\"a\\u0007b\"", FAULT_INPUT},
};

static void answers_of_the_wrong_shape_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        const struct refusal *r = &refusals[i];
        struct paper_item item = plain_item(r->question);
        struct response response = {.state = RESPONSE_DONT_KNOW};
        struct fault fault = {0};
        cJSON *json = cJSON_Parse(r->response);
        assert_non_null(json);
        if (response_read(&item, json, &response, &fault) != r->code)
            fail_msg("%s %s: not refused as %d", r->question, r->response, r->code);
        assert_string_equal(fault.field, "response");
        assert_true(fault.message[0]);
        assert_int_equal(response.state, RESPONSE_DONT_KNOW); /* untouched */
        cJSON_Delete(json);
    }
}

static void typed_answers_have_a_ceiling(void **state)
{
    struct paper_item item = plain_item("who");
    struct response response;
    struct fault fault;
    char text[LIMIT_SHORT_RESPONSE + 2];
    (void)state;
    memset(text, 'x', sizeof text);
    text[LIMIT_SHORT_RESPONSE + 1] = '\0';
    cJSON *json = cJSON_CreateString(text);
    assert_int_equal(response_read(&item, json, &response, &fault), FAULT_INPUT);
    json->valuestring[LIMIT_SHORT_RESPONSE] = '\0';
    assert_int_equal(response_read(&item, json, &response, &fault), FAULT_NONE);
    assert_int_equal(strlen(response.text), LIMIT_SHORT_RESPONSE);
    cJSON_Delete(json);
    assert_int_equal(response_read(&item, NULL, &response, &fault), FAULT_NONE);
    assert_int_equal(response.state, RESPONSE_NONE);
}

static const char *form_value(void *context, const char *name, int nth)
{
    const char *const *field = context;
    for (; field[0]; field += 2)
        if (strcmp(field[0], name) == 0 && nth-- == 0)
            return field[1];
    return NULL;
}

struct posted { const char *question; const char *fields[16]; const char *json; enum fault_code code; };

static const struct posted forms[] = {
    {"one", {"response", "b"}, "\"b\"", FAULT_NONE},
    {"one", {NULL}, "null", FAULT_NONE},
    {"one", {"response", ""}, "null", FAULT_NONE},
    {"one", {"response", "dont_know"}, "\"dont_know\"", FAULT_NONE},
    {"one", {"response", "x"}, NULL, FAULT_INPUT},
    {"many", {"response", "a", "response", "c"}, "[\"a\",\"c\"]", FAULT_NONE},
    {"many", {NULL}, "null", FAULT_NONE},
    {"many", {"response", "a", "dont_know", "on"}, "\"dont_know\"", FAULT_NONE},
    {"many", {"response", "a", "response", "a"}, NULL, FAULT_INPUT},
    {"truth", {"response", "true"}, "true", FAULT_NONE},
    {"truth", {"response", "false"}, "false", FAULT_NONE},
    {"truth", {"response", "maybe"}, NULL, FAULT_MALFORMED},
    {"truth", {NULL}, "null", FAULT_NONE},
    {"pairs", {"response.1", "a", "response.2", "", "response.3", "b"}, "{\"1\":\"a\",\"3\":\"b\"}", FAULT_NONE},
    {"pairs", {"response.1", "", "response.2", ""}, "null", FAULT_NONE},
    {"pairs", {"response.1", "z"}, NULL, FAULT_INPUT},
    {"pairs", {"response.1", "a", "dont_know", "1"}, "\"dont_know\"", FAULT_NONE},
    {"steps", {"response.1", "c", "response.2", "a", "response.3", "b"}, "[\"c\",\"a\",\"b\"]", FAULT_NONE},
    {"steps", {"response.1", "c", "response.2", "c", "response.3", "b"}, NULL, FAULT_INPUT},
    {"steps", {"response.1", "c", "response.2", "", "response.3", "b"}, NULL, FAULT_INPUT},
    {"steps", {"response.1", "", "response.2", "", "response.3", ""}, "null", FAULT_NONE},
    {"days", {"response", "28"}, "\"28\"", FAULT_NONE},
    {"days", {"response", " "}, "null", FAULT_NONE},
    {"days", {"response", "many"}, NULL, FAULT_INPUT},
    {"who", {"response", "Senior Tutor"}, "\"Senior Tutor\"", FAULT_NONE},
    {"who", {"response", "", "dont_know", ""}, "null", FAULT_NONE},
    {"who", {"response", "Dean", "dont_know", "1"}, "\"dont_know\"", FAULT_NONE},
};

static void a_posted_form_becomes_the_same_json(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const struct posted *form = &forms[i];
        struct paper_item item = plain_item(form->question);
        struct fault fault = {0};
        cJSON *json = NULL;
        enum fault_code code = response_from_form(&item, form_value, (void *)form->fields, &json, &fault);
        if (code != form->code)
            fail_msg("form %zu (%s): %d, %s", i, form->question, code, fault.message);
        if (code == FAULT_NONE) {
            char *text = cJSON_PrintUnformatted(json);
            assert_string_equal(text, form->json);
            free(text);
        } else {
            assert_null(json);
            assert_string_equal(fault.field, "response");
        }
        cJSON_Delete(json);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_of_the_wrong_shape_are_refused),
        cmocka_unit_test(typed_answers_have_a_ceiling),
        cmocka_unit_test(a_posted_form_becomes_the_same_json),
    };
    return cmocka_run_group_tests(tests, make_bank, drop_bank);
}
