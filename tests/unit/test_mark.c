/*
 * test_mark.c - marking by DESIGN's rule 10: every type, right, partly right, wrong, and none.
 */
#include "paper_fixture.h"
#include "signpost/stream.h"

#define FULL MARK_UNIT

struct marking { const char *question, *response; enum response_state state; int mark; };

/* one: b. many: a and c of a to e. pairs: 1 a, 2 b, 3 b. steps: b a c. days: 28 within 0.5. who: Senior Tutor. */
static const struct marking markings[] = {
    {"one", "\"b\"", RESPONSE_GIVEN, FULL},
    {"one", "\"a\"", RESPONSE_GIVEN, 0},
    {"one", "null", RESPONSE_NONE, 0},
    {"one", "\"dont_know\"", RESPONSE_DONT_KNOW, 0},
    {"many", "[\"a\",\"c\"]", RESPONSE_GIVEN, FULL},
    {"many", "[\"c\",\"a\"]", RESPONSE_GIVEN, FULL},
    {"many", "[\"a\"]", RESPONSE_GIVEN, FULL / 2},
    {"many", "[\"a\",\"b\"]", RESPONSE_GIVEN, FULL / 2 - FULL / 3},
    {"many", "[\"a\",\"c\",\"b\"]", RESPONSE_GIVEN, FULL - FULL / 3},
    {"many", "[\"a\",\"b\",\"d\"]", RESPONSE_GIVEN, 0}, /* never below nothing */
    {"many", "[\"b\",\"d\",\"e\"]", RESPONSE_GIVEN, 0},
    {"many", "[\"a\",\"b\",\"c\",\"d\",\"e\"]", RESPONSE_GIVEN, 0},
    {"many", "[]", RESPONSE_NONE, 0},
    {"many", "null", RESPONSE_NONE, 0},
    {"many", "\"dont_know\"", RESPONSE_DONT_KNOW, 0},
    {"truth", "true", RESPONSE_GIVEN, FULL},
    {"truth", "false", RESPONSE_GIVEN, 0},
    {"truth", "null", RESPONSE_NONE, 0},
    {"practised", "false", RESPONSE_GIVEN, FULL},
    {"practised", "null", RESPONSE_NONE, 0}, /* no answer is not "false" */
    {"practised", "\"dont_know\"", RESPONSE_DONT_KNOW, 0},
    {"pairs", "{\"1\":\"a\",\"2\":\"b\",\"3\":\"b\"}", RESPONSE_GIVEN, FULL},
    {"pairs", "{\"3\":\"b\"}", RESPONSE_GIVEN, FULL / 3},
    {"pairs", "{\"1\":\"b\",\"2\":\"b\",\"3\":\"b\"}", RESPONSE_GIVEN, 2 * FULL / 3},
    {"pairs", "{\"1\":\"d\",\"2\":\"d\"}", RESPONSE_GIVEN, 0},
    {"pairs", "{\"2\":\"a\"}", RESPONSE_GIVEN, 0}, /* 1 and 3 left open are not the first target */
    {"pairs", "{}", RESPONSE_NONE, 0},
    {"pairs", "\"dont_know\"", RESPONSE_DONT_KNOW, 0},
    {"steps", "[\"b\",\"a\",\"c\"]", RESPONSE_GIVEN, FULL},
    {"steps", "[\"a\",\"b\",\"c\"]", RESPONSE_GIVEN, FULL / 3},
    {"steps", "[\"c\",\"b\",\"a\"]", RESPONSE_GIVEN, 0},
    {"steps", "[]", RESPONSE_NONE, 0},
    {"steps", "\"dont_know\"", RESPONSE_DONT_KNOW, 0},
    {"days", "\"28\"", RESPONSE_GIVEN, FULL},
    {"days", "\" 28 \"", RESPONSE_GIVEN, FULL},
    {"days", "\"+28.0\"", RESPONSE_GIVEN, FULL},
    {"days", "\"028.000000\"", RESPONSE_GIVEN, FULL},
    {"days", "\"28.\"", RESPONSE_GIVEN, FULL},
    {"days", "\"28.5\"", RESPONSE_GIVEN, FULL},
    {"days", "\"27.5\"", RESPONSE_GIVEN, FULL},
    {"days", "\"28.500001\"", RESPONSE_GIVEN, 0},
    {"days", "\"27.499999\"", RESPONSE_GIVEN, 0},
    {"days", "\"-28\"", RESPONSE_GIVEN, 0},
    {"days", "\"\xe2\x88\x92" "28\"", RESPONSE_GIVEN, 0},
    {"days", "\"0\"", RESPONSE_GIVEN, 0},
    {"days", "\"999999999.999999\"", RESPONSE_GIVEN, 0},
    {"days", "\"\"", RESPONSE_NONE, 0},
    {"days", "\"  \"", RESPONSE_NONE, 0},
    {"days", "\"dont_know\"", RESPONSE_DONT_KNOW, 0},
    {"who", "\"Senior Tutor\"", RESPONSE_GIVEN, FULL},
    {"who", "\"  senior   TUTOR. \"", RESPONSE_GIVEN, FULL},
    {"who", "\"the senior tutor\"", RESPONSE_GIVEN, FULL},
    {"who", "\"S\xc3\xa9nior Tutor\"", RESPONSE_GIVEN, FULL},
    {"who", "\"Se\xcc\x81nior Tutor\"", RESPONSE_GIVEN, FULL},
    {"who", "\"SeniorTutor\"", RESPONSE_GIVEN, 0},
    {"who", "\"a Senior Tutor\"", RESPONSE_GIVEN, 0},
    {"who", "\"...\"", RESPONSE_GIVEN, 0},
    {"who", "\"\"", RESPONSE_NONE, 0},
    {"who", "\" \"", RESPONSE_NONE, 0},
    {"who", "null", RESPONSE_NONE, 0},
    {"who", "\"dont_know\"", RESPONSE_DONT_KNOW, 0},
    {"who", "\"\xef\xbc\xb3\xef\xbd\x85nior\xe2\x80\x91Tutor\"", RESPONSE_GIVEN, FULL}, /* full-width, no-break hyphen */
    {"days", "\"28,0\"", RESPONSE_GIVEN, FULL},
    {"days", "\"28,4\"", RESPONSE_GIVEN, FULL},
    {"days", "\"28,6\"", RESPONSE_GIVEN, 0},
    {"days", "\"28 working days\"", RESPONSE_GIVEN, FULL},
    {"days", "\"28 Working Days.\"", RESPONSE_GIVEN, FULL},
    {"days", "\"28days\"", RESPONSE_GIVEN, FULL},
    {"days", "\"28 day\"", RESPONSE_GIVEN, FULL},
    {"days", "\"1 028 days\"", RESPONSE_GIVEN, 0},
    {"days", "\"28,000.0\"", RESPONSE_GIVEN, 0}, /* twenty-eight thousand */
    /* first: b. then: 1 a, 2 b, 3 a or as they are shown. last: 3 exactly. Each part is a third. */
    {"case", "[\"b\",{\"1\":\"a\",\"2\":\"b\",\"3\":\"a\"},\"3\"]", RESPONSE_GIVEN, FULL},
    {"case", "[\"b\",{\"1\":\"a\",\"2\":\"b\",\"3\":\"a\"},\"4\"]", RESPONSE_GIVEN, 2 * FULL / 3},
    {"case", "[\"b\",{\"2\":\"b\"},\"3\"]", RESPONSE_GIVEN, (2 * FULL + FULL / 3) / 3},
    {"case", "[\"a\",{\"2\":\"b\"},null]", RESPONSE_GIVEN, FULL / 9},
    {"case", "[\"b\",null,null]", RESPONSE_GIVEN, FULL / 3},
    {"case", "[\"b\",\"dont_know\",null]", RESPONSE_GIVEN, FULL / 3},
    {"case", "[\"a\",{\"1\":\"b\",\"2\":\"a\"},\"4\"]", RESPONSE_GIVEN, 0},
    {"case", "[\"dont_know\",\"dont_know\",\"dont_know\"]", RESPONSE_DONT_KNOW, 0},
    {"case", "[null,\"dont_know\",null]", RESPONSE_DONT_KNOW, 0},
    {"case", "[null,null,null]", RESPONSE_NONE, 0},
    {"case", "[null,{},\" \"]", RESPONSE_NONE, 0},
    {"case", "[]", RESPONSE_NONE, 0},
    {"case", "null", RESPONSE_NONE, 0},
    {"case", "\"dont_know\"", RESPONSE_DONT_KNOW, 0},
};

static void every_answer_gets_its_mark(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof markings / sizeof *markings; i++) {
        const struct marking *m = &markings[i];
        struct paper_item item = plain_item(m->question);
        struct response response;
        struct fault fault;
        cJSON *json = cJSON_Parse(m->response);
        assert_non_null(json);
        if (response_read(&item, json, &response, &fault) != FAULT_NONE)
            fail_msg("%s %s: %s", m->question, m->response, fault.message);
        int mark = mark_response(&item, &response);
        if (response.state != m->state || mark != m->mark)
            fail_msg("%s %s: state %d, mark %d of an expected %d", m->question, m->response,
                     response.state, mark, m->mark);
        cJSON_Delete(json);
    }
}

/* Whatever order is shown, the displayed ids of the right choices earn the full mark. */
static void displayed_ids_follow_the_shuffle(void **state)
{
    (void)state;
    for (int number = 0; number < 300; number++) {
        unsigned char seed[PAPER_SEED] = {(unsigned char)number, (unsigned char)(number >> 8)};
        struct paper_item item;
        struct response response;
        struct fault fault;
        char text[64] = "";
        paper_item_draw(bank_find_question(bank, "one"), seed, &item);
        for (int place = 0; place < 3; place++)
            if (item.order[place] == item.question->key[0])
                snprintf(text, sizeof text, "\"%c\"", 'a' + place);
        cJSON *json = cJSON_Parse(text);
        assert_int_equal(response_read(&item, json, &response, &fault), FAULT_NONE);
        assert_int_equal(mark_response(&item, &response), FULL);
        cJSON_Delete(json);
        paper_item_draw(bank_find_question(bank, "pairs"), seed, &item);
        json = cJSON_CreateObject();
        for (int place = 0; place < 3; place++)
            for (int target = 0; target < 4; target++)
                if (item.targets[target] == item.question->key[item.order[place]])
                    cJSON_AddStringToObject(json, (char[]){(char)('1' + place), 0}, (char[]){(char)('a' + target), 0});
        assert_int_equal(response_read(&item, json, &response, &fault), FAULT_NONE);
        assert_int_equal(mark_response(&item, &response), FULL);
        cJSON_Delete(json);
        paper_item_draw(bank_find_question(bank, "steps"), seed, &item);
        json = cJSON_CreateArray();
        for (int key = 0; key < 3; key++)
            for (int place = 0; place < 3; place++)
                if (item.order[place] == item.question->key[key])
                    cJSON_AddItemToArray(json, cJSON_CreateString((char[]){(char)('a' + place), 0}));
        assert_int_equal(response_read(&item, json, &response, &fault), FAULT_NONE);
        assert_int_equal(mark_response(&item, &response), FULL);
        cJSON_Delete(json);
    }
}

/* Rule 10 recomputed with fractions kept apart: for every size and every choice of answers the mark is exact. */
static void multiple_is_exact_for_every_size(void **state)
{
    struct question question = {.id = "q", .kind = QUESTION_MULTIPLE};
    (void)state;
    for (int n = 2; n <= 10; n++)
        for (int rights = 1; rights < n; rights++)
            for (int chosen = 0; chosen < 1 << n; chosen++) {
                struct response response = {.state = RESPONSE_GIVEN};
                int good = 0, bad = 0, wrongs = n - rights;
                question.option_count = n;
                for (int i = 0; i < n; i++) {
                    question.key[i] = i < rights;
                    response.value[i] = chosen >> i & 1;
                    good += response.value[i] && i < rights;
                    bad += response.value[i] && i >= rights;
                }
                struct paper_item item = plain(&question);
                int top = good * wrongs - bad * rights; /* over rights * wrongs */
                int mark = mark_response(&item, &response);
                assert_true(mark >= 0 && mark <= FULL);
                assert_int_equal((long)mark * rights * wrongs, (long)(top > 0 ? top : 0) * FULL);
            }
}

static int mark_of(const struct paper_item *item, const char *text)
{
    struct response response;
    struct fault fault;
    cJSON *json = cJSON_Parse(text);
    assert_non_null(json);
    if (response_read(item, json, &response, &fault) != FAULT_NONE)
        fail_msg("%s %s: %s", item->question->id, text, fault.message);
    cJSON_Delete(json);
    assert_int_equal(response.state, RESPONSE_GIVEN);
    return mark_response(item, &response);
}

/* Every type can answer itself: rightly, and not quite. */
static void a_right_example_earns_the_whole_mark_and_a_wrong_one_less(void **state)
{
    bool met[QUESTION_KINDS] = {false};
    (void)state;
    for (int i = 0; i < bank_question_count(bank); i++)
        for (int number = 0; number < 60; number++) {
            unsigned char seed[PAPER_SEED] = {(unsigned char)number};
            struct paper_item item;
            struct stream stream;
            struct buf right, wrong;
            paper_item_draw(bank_question(bank, i), seed, &item);
            stream_init(&stream, seed);
            buf_init(&right, 0);
            buf_init(&wrong, 0);
            response_example(&item, true, &stream, &right);
            response_example(&item, false, &stream, &wrong);
            assert_int_equal(mark_of(&item, buf_string(&right)), FULL);
            assert_true(mark_of(&item, buf_string(&wrong)) < FULL);
            buf_release(&right);
            buf_release(&wrong);
            met[item.question->kind] = true;
        }
    for (int i = 0; i < QUESTION_KINDS; i++)
        assert_true(met[i]);
}

/* A situation's mark is the mean of its parts', whatever is answered. */
static void a_situation_is_the_mean_of_its_parts(void **state)
{
    static const char *const firsts[] = {"null", "\"a\"", "\"b\"", "\"dont_know\""};
    static const char *const thens[] = {"null", "{\"1\":\"a\"}", "{\"1\":\"a\",\"2\":\"b\"}", "{\"1\":\"a\",\"2\":\"b\",\"3\":\"a\"}"};
    static const char *const lasts[] = {"null", "\"3\"", "\"5 working days\"", "\"3,0\""};
    struct paper_item item = plain_item("case");
    (void)state;
    for (int i = 0; i < 64; i++) {
        const char *answers[] = {firsts[i % 4], thens[i / 4 % 4], lasts[i / 16]};
        struct response whole, part;
        struct paper_item part_item;
        char text[256];
        int sum = 0;
        assert_true(snprintf(text, sizeof text, "[%s,%s,%s]", answers[0], answers[1], answers[2]) < (int)sizeof text);
        cJSON *json = cJSON_Parse(text);
        assert_int_equal(response_read(&item, json, &whole, NULL), FAULT_NONE);
        for (int p = 0; p < 3; p++) {
            paper_part(&item, p, &part_item);
            response_part(&whole, p, &part);
            sum += mark_response(&part_item, &part);
        }
        assert_int_equal(3 * mark_response(&item, &whole), sum);
        cJSON_Delete(json);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_answer_gets_its_mark),
        cmocka_unit_test(displayed_ids_follow_the_shuffle),
        cmocka_unit_test(multiple_is_exact_for_every_size),
        cmocka_unit_test(a_right_example_earns_the_whole_mark_and_a_wrong_one_less),
        cmocka_unit_test(a_situation_is_the_mean_of_its_parts),
    };
    return cmocka_run_group_tests(tests, make_bank, drop_bank);
}
