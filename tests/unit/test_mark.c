/*
 * test_mark.c - marking by DESIGN's rule 10: every type, right, partly right, wrong, and none.
 */
#include "paper_fixture.h"
#include "signpost/completion.h"
#include "signpost/json.h"
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
    {"practised", "true", RESPONSE_GIVEN, 0},
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
        assert_int_equal(mark_stored(&item, m->response, &response, &mark, &fault), FAULT_NONE);
        if (response.state != m->state || mark != m->mark)
            fail_msg("stored, %s %s: state %d, mark %d of an expected %d", m->question, m->response, response.state, mark, m->mark);
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

/* A part has its own order: the pairs of the situation's second part, found by that part's alone, earn a third. */
static void displayed_ids_follow_the_shuffle_of_their_part(void **state)
{
    const struct question *then = &bank_find_question(bank, "case")->parts[1];
    (void)state;
    for (int number = 0; number < 100; number++) {
        struct paper_item item;
        struct response response;
        item_of("case", number, &item);
        cJSON *json = cJSON_CreateArray(), *pairs = cJSON_CreateObject();
        for (int place = 0; place < 3; place++)
            for (int target = 0; target < 2; target++)
                if (item.parts[1].targets[target] == then->key[item.parts[1].order[place]])
                    cJSON_AddStringToObject(pairs, (char[]){(char)('1' + place), 0}, (char[]){(char)('a' + target), 0});
        cJSON_AddItemToArray(json, cJSON_CreateNull());
        cJSON_AddItemToArray(json, pairs);
        cJSON_AddItemToArray(json, cJSON_CreateNull());
        assert_int_equal(response_read(&item, json, &response, NULL), FAULT_NONE);
        assert_int_equal(mark_response(&item, &response), FULL / 3);
        cJSON_Delete(json);
    }
}

/* Every order of four items against a right one that is no exchange of two: places and items must not be mistaken. */
static void an_order_is_marked_place_by_place(void **state)
{
    struct question question = {.id = "q", .kind = QUESTION_ORDERING, .option_count = 4, .key = {1, 2, 3, 0}};
    struct paper_item item = plain(&question);
    int met = 0;
    (void)state;
    for (int code = 0; code < 256; code++) {
        int places[4] = {code & 3, code >> 2 & 3, code >> 4 & 3, code >> 6}, in_place = 0;
        unsigned taken = 0;
        for (int i = 0; i < 4; i++) {
            taken |= 1u << places[i];
            in_place += places[i] == question.key[i];
        }
        if (taken != 15)
            continue;
        struct response response;
        cJSON *json = cJSON_CreateArray();
        for (int i = 0; i < 4; i++)
            cJSON_AddItemToArray(json, cJSON_CreateString((char[]){(char)('a' + places[i]), 0}));
        assert_int_equal(response_read(&item, json, &response, NULL), FAULT_NONE);
        assert_int_equal(mark_response(&item, &response), in_place * (FULL / 4));
        cJSON_Delete(json);
        met++;
    }
    assert_int_equal(met, 24);
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

static void what_is_stored_and_cannot_be_read_is_a_fault_and_earns_nothing(void **state)
{
    static const char *const broken[] = {"[", "\"zz\"", "7", ""};
    struct paper_item item = plain_item("one");
    struct response response;
    struct fault fault;
    int mark = -1;
    (void)state;
    assert_int_equal(mark_stored(&item, "\"b\"", &response, &mark, &fault), FAULT_NONE);
    assert_int_equal(mark, FULL);
    for (int i = 0; i < 4; i++) { /* RESPONSE holds a right answer still */
        assert_int_equal(mark_stored(&item, broken[i], &response, &mark, &fault), FAULT_INTERNAL);
        assert_int_equal(mark, 0);
    }
    assert_int_equal(mark_stored(&item, NULL, &response, &mark, &fault), FAULT_NONE);
    assert_int_equal(response.state, RESPONSE_NONE);
    assert_int_equal(mark, 0);
}

/* Rule 11 too: the sections of Schools are answered rightly here, and count for nothing. */
static void an_attempt_is_the_sum_of_the_quizs_own_marks(void **state)
{
    struct arena *arena = arena_new();
    (void)state;
    for (int number = 0; number < 50; number++) {
        struct attempt attempt = {.score = -1}, expected = {.score = 0};
        struct answer answers[20] = {{0}};
        struct paper paper;
        struct stream stream;
        unsigned char seed[PAPER_SEED];
        seed_of(number, seed);
        stream_init(&stream, seed);
        assert_int_equal(paper_draw(bank, bank_quiz(bank, 0), seed, arena, &paper, NULL), FAULT_NONE);
        assert_int_equal(paper_draw_local("BIO", seed, arena, &paper, NULL), FAULT_NONE);
        assert_true(paper.local_count > 0 && paper.count + paper.local_count <= 20);
        for (int i = 0; i < paper.count + paper.local_count; i++) {
            struct buf text;
            int subject = paper.items[i].question->subject - 'a', mark = 0;
            struct response response;
            bool right = i >= paper.count || stream_below(&stream, 2);
            buf_init(&text, 0);
            response_example(&paper.items[i], right, &stream, &text);
            answers[i].response = i % 5 == 4 ? NULL : arena_dup(arena, buf_string(&text));
            buf_release(&text);
            if (i >= paper.count)
                continue;
            assert_int_equal(mark_stored(&paper.items[i], answers[i].response, &response, &mark, NULL), FAULT_NONE);
            expected.score += mark;
            expected.subject[subject].score += mark;
            expected.subject[subject].max += FULL;
        }
        assert_int_equal(attempt_mark(&paper, answers, &attempt, NULL), FAULT_NONE);
        assert_int_equal(attempt.score, expected.score);
        assert_int_equal(attempt.max, paper.count * FULL);
        for (int subject = 0; subject < SUBJECTS; subject++) {
            assert_int_equal(attempt.subject[subject].score, expected.subject[subject].score);
            assert_int_equal(attempt.subject[subject].max, expected.subject[subject].max);
        }
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_answer_gets_its_mark),
        cmocka_unit_test(displayed_ids_follow_the_shuffle),
        cmocka_unit_test(displayed_ids_follow_the_shuffle_of_their_part),
        cmocka_unit_test(an_order_is_marked_place_by_place),
        cmocka_unit_test(multiple_is_exact_for_every_size),
        cmocka_unit_test(a_right_example_earns_the_whole_mark_and_a_wrong_one_less),
        cmocka_unit_test(a_situation_is_the_mean_of_its_parts),
        cmocka_unit_test(what_is_stored_and_cannot_be_read_is_a_fault_and_earns_nothing),
        cmocka_unit_test(an_attempt_is_the_sum_of_the_quizs_own_marks),
    };
    return cmocka_run_group_tests(tests, make_bank, drop_bank);
}
