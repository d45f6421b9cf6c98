/*
 * test_response.c - what is an answer and what is not, in JSON and in a posted form.
 */
#include "paper_fixture.h"
#include "signpost/json.h"

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
    {"days", "\"10,000\"", FAULT_INPUT}, {"days", "\"28 weeks\"", FAULT_INPUT}, {"days", "\"28 working\"", FAULT_INPUT},
    {"days", "\"28%\"", FAULT_INPUT}, {"days", "\"days 28\"", FAULT_INPUT}, {"days", "\"28 days or so\"", FAULT_INPUT},
    {"days", "\"1,00,000\"", FAULT_INPUT}, {"days", "\"1,000 000\"", FAULT_INPUT}, {"days", "\"1.2,3\"", FAULT_INPUT},
    {"days", "\"28,\"", FAULT_INPUT}, {"days", "\"1,000,000,000\"", FAULT_INPUT}, {"days", "\"28-30\"", FAULT_INPUT}, {"days", "\"twenty\"", FAULT_INPUT},
    {"days", "\".\"", FAULT_INPUT}, {"days", "\"-\"", FAULT_INPUT}, {"days", "\"--1\"", FAULT_INPUT},
    {"days", "\"1e3\"", FAULT_INPUT}, {"days", "\"0x10\"", FAULT_INPUT}, {"days", "\"1.2.3\"", FAULT_INPUT},
    {"days", "\"1234567890\"", FAULT_INPUT}, {"days", "\"0.1234567\"", FAULT_INPUT}, {"days", "\"2 8\"", FAULT_INPUT},
    {"days", "\"NaN\"", FAULT_INPUT},
    {"who", "7", FAULT_MALFORMED}, {"who", "[\"Senior Tutor\"]", FAULT_MALFORMED}, {"who", "\"a\\nb\"", FAULT_INPUT},
    {"who", "\"a\\u0007b\"", FAULT_INPUT},
    {"case", "\"b\"", FAULT_MALFORMED}, {"case", "{\"1\":\"b\"}", FAULT_MALFORMED}, {"case", "true", FAULT_MALFORMED},
    {"case", "[\"b\",null]", FAULT_INPUT}, {"case", "[null,null,null,null]", FAULT_INPUT},
};

/* In a situation the fault names the part. */
static const struct refusal part_refusals[] = {
    {"part.1.response", "[\"q\",null,null]", FAULT_INPUT}, {"part.1.response", "[1,null,null]", FAULT_MALFORMED},
    {"part.2.response", "[\"b\",[],null]", FAULT_MALFORMED}, {"part.2.response", "[null,{\"4\":\"a\"},null]", FAULT_INPUT},
    {"part.3.response", "[\"b\",null,3]", FAULT_MALFORMED}, {"part.3.response", "[\"b\",null,\"three\"]", FAULT_INPUT},
};

static void a_part_that_cannot_be_read_is_named(void **state)
{
    struct paper_item item = plain_item("case");
    (void)state;
    for (size_t i = 0; i < sizeof part_refusals / sizeof *part_refusals; i++) {
        const struct refusal *r = &part_refusals[i];
        struct response response = {.state = RESPONSE_DONT_KNOW};
        struct fault fault = {0};
        char begins[16];
        cJSON *json = cJSON_Parse(r->response);
        assert_int_equal(response_read(&item, json, &response, &fault), r->code);
        assert_string_equal(fault.field, r->question);
        assert_true(snprintf(begins, sizeof begins, "Part %c: ", r->question[5]) < (int)sizeof begins);
        assert_memory_equal(fault.message, begins, strlen(begins));
        assert_int_equal(response.state, RESPONSE_DONT_KNOW); /* untouched */
        cJSON_Delete(json);
    }
}

/* The number is kept in plain figures, whatever was typed with it. */
static void numbers_are_understood_as_people_write_them(void **state)
{
    static const struct { const char *unit, *typed, *number; } rows[] = {
        {"days", "28", "28"}, {"days", " +28.50 ", "28.5"}, {"days", "028", "28"}, {"days", "28.", "28"}, {"days", ".5", "0.5"},
        {"days", "0,5", "0.5"}, {"days", "12,25", "12.25"}, {"days", "1234,5", "1234.5"}, {"days", "0,125", "0.125"},
        {"days", "1,234,567", "1234567"}, {"days", "1,000.5", "1000.5"}, {"days", "1.000,5", "1000.5"},
        {"days", "1.234.567", "1234567"}, {"days", "1 000", "1000"}, {"days", "12 000,75", "12000.75"},
        {"days", "1\xc2\xa0" "000", "1000"}, {"days", "1\xe2\x80\xaf" "000", "1000"}, {"days", "1'000", "1000"},
        {"days", "\xe2\x88\x92" "3", "-3"}, {"days", "\xe2\x80\x93" "3", "-3"}, {"days", "-0", "0"}, {"days", "28 days", "28"},
        {"days", "28 day", "28"}, {"days", "28 DAYS.", "28"}, {"day", "28 days", "28"}, {"calendar days", "28 days", "28"},
        {"%", "28%", "28"}, {"%", "28 %", "28"}, {"\xc2\xa3", "\xc2\xa3" "28.50", "28.5"}, {"\xc2\xa3", "\xc2\xa3 1 000", "1000"},
        {"\xc2\xa3", "28\xc2\xa3", "28"}, {NULL, "28", "28"}, {"heures", "28 h\xc3\xa9ures", "28"},
        {"days", "999999999.999999", "999999999.999999"}, {"\xc2\xa3", "-\xc2\xa3" "28.50", "-28.5"},
        {"\xc2\xa3", "\xe2\x88\x92\xc2\xa3 1 000", "-1000"}, {"\xc2\xa3", "+\xc2\xa3" "28", "28"},
        {"days", "２８．５　ｄａｙｓ", "28.5"}, {"%", "－２８％", "-28"}, {"days", "\xe2\x80\x8b" "28\xef\xbb\xbf", "28"},
    };
    struct question question = *bank_find_question(bank, "days");
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct paper_item item = {.question = &question, .number = 1};
        struct response response;
        struct fault fault = {0};
        cJSON *json = cJSON_CreateString(rows[i].typed);
        question.unit = rows[i].unit;
        if (response_read(&item, json, &response, &fault) != FAULT_NONE)
            fail_msg("%s: %s", rows[i].typed, fault.message);
        assert_string_equal(response.text, rows[i].number);
        cJSON_Delete(json);
    }
}

/* Every field of a situation typed to its last byte, each byte of it escaped in JSON, can still be stored. */
static void the_longest_answer_to_a_situation_can_be_stored(void **state)
{
    struct question parts[LIMIT_SITUATION], whole = *bank_find_question(bank, "case");
    struct paper_item item = {.question = &whole, .number = 1};
    struct response response;
    struct fault fault;
    struct buf stored;
    char text[LIMIT_SHORT_RESPONSE + 1];
    cJSON *json = cJSON_CreateArray();
    (void)state;
    memset(text, '"', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    for (int i = 0; i < LIMIT_SITUATION; i++) {
        parts[i] = *bank_find_question(bank, "who");
        cJSON_AddItemToArray(json, cJSON_CreateString(text));
    }
    whole.parts = parts;
    whole.part_count = LIMIT_SITUATION;
    assert_int_equal(response_read(&item, json, &response, &fault), FAULT_NONE);
    buf_init(&stored, LIMIT_RESPONSE);
    assert_int_equal(json_canonical(json, &stored, &fault), FAULT_NONE);
    assert_true(buf_ok(&stored));
    buf_release(&stored);
    cJSON_Delete(json);
}

static void an_answer_can_be_told_in_a_word_or_two(void **state)
{
    static const struct { const char *question, *response, *words; bool whole; } rows[] = {
        {"one", "null", "Not answered", false}, {"one", "\"b\"", "Answered", true},
        {"one", "\"dont_know\"", "I don’t know", true}, {"case", "null", "Not answered", false},
        {"case", "\"dont_know\"", "I don’t know", true}, {"case", "[\"b\",null,null]", "1 of 3 parts answered", false},
        {"case", "[\"b\",\"dont_know\",null]", "2 of 3 parts answered", false},
        {"case", "[null,\"dont_know\",null]", "1 of 3 parts answered", false},
        {"case", "[\"b\",\"dont_know\",\"3\"]", "Answered", true},
        {"case", "[\"dont_know\",\"dont_know\",\"dont_know\"]", "I don’t know", true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct paper_item item = plain_item(rows[i].question);
        struct response response;
        char words[RESPONSE_WORDS];
        bool whole = !rows[i].whole;
        cJSON *json = cJSON_Parse(rows[i].response);
        assert_int_equal(response_read(&item, json, &response, NULL), FAULT_NONE);
        response_words(&item, &response, words, &whole);
        assert_string_equal(words, rows[i].words);
        assert_int_equal(whole, rows[i].whole);
        cJSON_Delete(json);
    }
}

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
    {"case", {"part.1.response", "b", "part.2.response.2", "b", "part.3.response", "3"}, "[\"b\",{\"2\":\"b\"},\"3\"]", FAULT_NONE},
    {"case", {"part.1.response", "b"}, "[\"b\",null,null]", FAULT_NONE},
    {"case", {"part.1.response", "dont_know", "part.3.dont_know", "1"}, "[\"dont_know\",null,\"dont_know\"]", FAULT_NONE},
    {"case", {"part.1.response", "", "part.3.response", ""}, "null", FAULT_NONE},
    {"case", {"dont_know", "1"}, "\"dont_know\"", FAULT_NONE},
    {"case", {"part.1.response", "b", "dont_know", "1"}, "[\"b\",\"dont_know\",\"dont_know\"]", FAULT_NONE}, /* nothing is lost */
    {"case", {"response", "b"}, "null", FAULT_NONE},
    {"case", {"part.3.response", "three"}, NULL, FAULT_INPUT},
    {"case", {"part.1.response", "x"}, NULL, FAULT_INPUT},
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
            assert_true(strcmp(fault.field, "response") == 0 || strncmp(fault.field, "part.", 5) == 0);
        }
        cJSON_Delete(json);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_of_the_wrong_shape_are_refused),
        cmocka_unit_test(a_part_that_cannot_be_read_is_named),
        cmocka_unit_test(numbers_are_understood_as_people_write_them),
        cmocka_unit_test(the_longest_answer_to_a_situation_can_be_stored),
        cmocka_unit_test(an_answer_can_be_told_in_a_word_or_two),
        cmocka_unit_test(typed_answers_have_a_ceiling),
        cmocka_unit_test(a_posted_form_becomes_the_same_json),
    };
    return cmocka_run_group_tests(tests, make_bank, drop_bank);
}
