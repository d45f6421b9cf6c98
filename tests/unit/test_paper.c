/*
 * test_paper.c - drawing: the same seed gives the same paper, and every question and every place is equally likely.
 */
#include "paper_fixture.h"
#include "signpost/stream.h"

#define SEEDS 20000

static struct paper draw(const struct bank *from, int number, struct arena *arena)
{
    unsigned char seed[PAPER_SEED];
    struct paper paper;
    struct fault fault;
    seed_of(number, seed);
    if (paper_draw(from, bank_quiz(from, 0), seed, arena, &paper, &fault) != FAULT_NONE)
        fail_msg("%s", fault.message);
    return paper;
}

/* Each of COUNT bins expects SEEDS * SHARE; five standard deviations is once in millions. */
static void expect_even(const int *bins, int count, int trials, int of, int in, const char *what)
{
    for (int i = 0; i < count; i++) {
        double share = (double)of / in, mean = trials * share, deviation = bins[i] - mean;
        if (deviation * deviation > 25 * mean * (1 - share))
            fail_msg("%s: bin %d has %d of an expected %.0f", what, i, bins[i], mean);
    }
}

static void the_stream_is_chacha20_of_the_seed(void **state)
{
    /* RFC 8439, A.1, test vector 1: key, nonce and counter zero; 76 b8 e0 ad, a0 f1 3d 90, 40 5d 6a e5. */
    static const uint32_t words[] = {0xade0b876, 0x903df1a0, 0xe56a5d40};
    unsigned char seed[STREAM_SEED] = {0};
    struct stream stream;
    (void)state;
    stream_init(&stream, seed);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        assert_int_equal(stream_below(&stream, 1u << 31), words[i] & 0x7fffffff);
}

static void the_stream_is_even_and_stays_below(void **state)
{
    unsigned char seed[STREAM_SEED] = {7};
    struct stream stream;
    int bins[7] = {0}, high[3] = {0};
    (void)state;
    stream_init(&stream, seed);
    assert_int_equal(stream_below(&stream, 0), 0);
    assert_int_equal(stream_below(&stream, 1), 0);
    for (int i = 0; i < SEEDS; i++)
        bins[stream_below(&stream, 7)]++;
    expect_even(bins, 7, SEEDS, 1, 7, "below 7");
    /* Without rejection the first third would come up twice as often. */
    for (int i = 0; i < SEEDS; i++)
        high[stream_below(&stream, 3u << 30) >> 30]++;
    expect_even(high, 3, SEEDS, 1, 3, "below 3 * 2^30");
}

static void the_same_seed_gives_the_same_paper(void **state)
{
    struct arena *arena = arena_new();
    struct bank *again = NULL;
    struct fault fault;
    size_t size;
    const char *document = bank_document(bank, &size);
    int different = 0;
    (void)state;
    assert_int_equal(bank_from_document(document, size, &again, &fault), FAULT_NONE);
    for (int seed = 0; seed < 200; seed++) {
        struct paper a = draw(bank, seed, arena), b = draw(again, seed, arena), c = draw(bank, seed + 1, arena);
        assert_int_equal(a.count, 7);
        for (int i = 0; i < a.count; i++) {
            assert_string_equal(a.items[i].question->id, b.items[i].question->id);
            assert_memory_equal(a.items[i].order, b.items[i].order, LIMIT_CHOICES);
            assert_memory_equal(a.items[i].targets, b.items[i].targets, LIMIT_CHOICES);
            assert_int_equal(a.items[i].number, i + 1);
            different += a.items[i].question != c.items[i].question;
        }
    }
    assert_true(different > 200);
    bank_release(again);
    arena_free(arena);
}

/* Stored seeds redraw papers for ever: this very paper must not change with the program. */
static void an_old_seed_still_gives_its_paper(void **state)
{
    static const char *const ids[] = {
        "one", "days", "truth", "directory.money.2", "directory.money.1", "many", "steps"};
    struct arena *arena = arena_new();
    struct paper paper = draw(bank, 20260901, arena);
    char orders[256] = "";
    size_t used = 0;
    (void)state;
    for (int i = 0; i < paper.count; i++) {
        assert_string_equal(paper.items[i].question->id, ids[i]);
        for (int o = 0; o < paper.items[i].question->option_count; o++)
            used += (size_t)snprintf(orders + used, sizeof orders - used, "%d", paper.items[i].order[o]);
    }
    assert_string_equal(orders, "0210312032103241120");
    arena_free(arena);
}

static void every_question_is_equally_likely_in_every_place(void **state)
{
    static int drawn[16], placed[16][7];
    (void)state;
    for (int seed = 0; seed < SEEDS; seed++) {
        struct arena *arena = arena_new();
        struct paper paper = draw(bank, seed, arena);
        int of_subject[SUBJECTS] = {0};
        for (int i = 0; i < paper.count; i++) {
            int index = (int)(paper.items[i].question - bank_question(bank, 0));
            assert_int_equal(paper.items[i].question->pool, POOL_QUIZ);
            of_subject[paper.items[i].question->subject - 'a']++;
            drawn[index]++;
            placed[index][i]++;
        }
        assert_true(of_subject[0] == 5 && of_subject[4] == 2);
        arena_free(arena);
    }
    for (int i = 0; i < bank_question_count(bank); i++) {
        const struct question *q = bank_question(bank, i);
        int of = q->subject == 'a' ? 5 : 2, in = q->subject == 'a' ? 7 : 3;
        if (q->pool != POOL_QUIZ)
            of = 0;
        expect_even(&drawn[i], 1, SEEDS, of, in, q->id);
        if (of)
            expect_even(placed[i], 7, SEEDS, of, in * 7, q->id);
    }
}

static void every_order_of_choices_is_equally_likely(void **state)
{
    int orders[27] = {0}, targets[256] = {0}, left[27] = {0};
    (void)state;
    for (int seed = 0; seed < SEEDS; seed++) {
        struct paper_item item;
        item_of("one", seed, &item);
        orders[item.order[0] * 9 + item.order[1] * 3 + item.order[2]]++;
        item_of("pairs", seed, &item);
        left[item.order[0] * 9 + item.order[1] * 3 + item.order[2]]++;
        targets[item.targets[0] * 64 + item.targets[1] * 16 + item.targets[2] * 4 + item.targets[3]]++;
    }
    for (int a = 0; a < 3; a++)
        for (int b = 0; b < 3; b++)
            if (a != b) {
                expect_even(&orders[a * 9 + b * 3 + (3 - a - b)], 1, SEEDS, 1, 6, "single");
                expect_even(&left[a * 9 + b * 3 + (3 - a - b)], 1, SEEDS, 1, 6, "left");
            }
    int met = 0;
    for (int i = 0; i < 256; i++)
        if (targets[i]) {
            expect_even(&targets[i], 1, SEEDS, 1, 24, "right");
            met++;
        }
    assert_int_equal(met, 24);
}

/* Parts keep their order; the choices of each are shuffled for themselves. */
/* ---- Schools' sections ---- */

static struct paper draw_with(int number, const char *schools, struct arena *arena)
{
    unsigned char seed[PAPER_SEED];
    struct fault fault;
    struct paper paper = draw(bank, number, arena);
    seed_of(number, seed);
    if (paper_draw_local(schools, seed, arena, &paper, &fault) != FAULT_NONE)
        fail_msg("%s", fault.message);
    return paper;
}

static void a_section_stands_behind_the_quiz_and_changes_nothing_of_it(void **state)
{
    (void)state;
    for (int seed = 0; seed < 50; seed++) {
        struct arena *arena = arena_new();
        struct paper alone = draw(bank, seed, arena), paper = draw_with(seed, "BIO", arena);
        assert_true(alone.local_count == 0 && paper.local_count == 2 && paper.count == alone.count);
        for (int i = 0; i < paper.count; i++) {
            assert_ptr_equal(paper.items[i].question, alone.items[i].question);
            assert_memory_equal(paper.items[i].order, alone.items[i].order, sizeof alone.items[i].order);
            assert_null(paper.items[i].section);
        }
        for (int i = paper.count; i < paper.count + 2; i++) {
            assert_int_equal(paper.items[i].number, i + 1);
            assert_string_equal(paper.items[i].section->school, "BIO");
            assert_true(paper.items[i].question->pool == POOL_LOCAL);
        }
        assert_ptr_not_equal(paper.items[paper.count].question, paper.items[paper.count + 1].question);
        arena_free(arena);
    }
}

static void a_section_hangs_on_the_seed_and_the_school_alone(void **state)
{
    struct arena *arena = arena_new();
    char drawn[64] = "";
    (void)state;
    for (int seed = 0; seed < 6; seed++) {
        struct paper once = draw_with(seed, "BIO", arena), among = draw_with(seed, "ART BIO  LAW", arena);
        assert_int_equal(among.local_count, 2); /* Schools without a section add nothing */
        for (int i = 0; i < 2; i++) {
            assert_ptr_equal(once.items[once.count + i].question, among.items[among.count + i].question);
            strncat(drawn, once.items[once.count + i].question->id + 4, 1);
        }
    }
    assert_string_equal(drawn, "lttfflftflft");
    arena_free(arena);
}

static void every_local_question_is_equally_likely(void **state)
{
    const struct local_section *section = bank_find_local(bank, "BIO");
    int drawn[3][2] = {{0}};
    (void)state;
    for (int seed = 0; seed < SEEDS; seed++) {
        struct arena *arena = arena_new();
        struct paper paper = draw_with(seed, "BIO", arena);
        for (int k = 0; k < 2; k++)
            for (int i = 0; i < 3; i++)
                drawn[i][k] += paper.items[paper.count + k].question == section->questions[i];
        arena_free(arena);
    }
    for (int i = 0; i < 3; i++)
        expect_even(drawn[i], 2, SEEDS, 1, 3, section->questions[i]->id);
}

static void an_attempt_keeps_the_schools_that_add_something(void **state)
{
    static const char *const some[] = {"LAW", "BIO", "CHE", "BIO"}, *const none[] = {"LAW"};
    char out[LIMIT_ATTEMPT_SCHOOLS] = "?";
    (void)state;
    paper_schools(bank, some, 4, out);
    assert_string_equal(out, "BIO");
    paper_schools(bank, none, 1, out);
    assert_string_equal(out, "");
    paper_schools(bank, none, 0, out);
    assert_string_equal(out, "");
}

static void parts_are_shuffled_one_by_one(void **state)
{
    int left[27] = {0}, targets = 0, together = 0;
    (void)state;
    for (int seed = 0; seed < SEEDS; seed++) {
        struct paper_item item, part;
        item_of("case", seed, &item);
        paper_part(&item, 0, &part);
        assert_true(part.order[0] == 0 && part.order[1] == 1 && part.order[2] == 2); /* its author said so */
        assert_true(part.question == &item.question->parts[0] && part.number == 1);
        paper_part(&item, 1, &part);
        assert_int_equal(part.number, 2);
        left[part.order[0] * 9 + part.order[1] * 3 + part.order[2]]++;
        targets += part.targets[0] == 0;
        together += part.targets[0] == 0 && part.order[0] == 0;
    }
    for (int a = 0; a < 3; a++)
        for (int b = 0; b < 3; b++)
            if (a != b)
                expect_even(&left[a * 9 + b * 3 + (3 - a - b)], 1, SEEDS, 1, 6, "a part's left");
    expect_even(&targets, 1, SEEDS, 1, 2, "a part's right");
    expect_even(&together, 1, SEEDS, 1, 6, "left and right together");
}

static void ordering_is_never_shown_solved(void **state)
{
    int orders[27] = {0}, met = 0;
    (void)state;
    for (int seed = 0; seed < SEEDS; seed++) {
        struct paper_item item;
        item_of("steps", seed, &item);
        assert_false(item.order[0] == 1 && item.order[1] == 0 && item.order[2] == 2);
        orders[item.order[0] * 9 + item.order[1] * 3 + item.order[2]]++;
    }
    for (int i = 0; i < 27; i++)
        if (orders[i]) {
            expect_even(&orders[i], 1, SEEDS, 1, 5, "ordering");
            met++;
        }
    assert_int_equal(met, 5);
}

/* The fixture's bank with "shuffle": false for every question that had none. */
static void choices_keep_their_order_where_the_author_says_so(void **state)
{
    struct question question = *bank_find_question(bank, "one"), pairs = *bank_find_question(bank, "pairs");
    int moved = 0;
    (void)state;
    question.shuffle = pairs.shuffle = false;
    for (int number = 0; number < 100; number++) {
        unsigned char seed[PAPER_SEED];
        struct paper_item item;
        seed_of(number, seed);
        paper_item_draw(&question, seed, &item);
        assert_true(item.order[0] == 0 && item.order[1] == 1 && item.order[2] == 2);
        paper_item_draw(&pairs, seed, &item);
        assert_true(item.order[0] == 0 && item.order[1] == 1 && item.order[2] == 2);
        moved += item.targets[0] != 0;
    }
    assert_true(moved > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_stream_is_chacha20_of_the_seed),
        cmocka_unit_test(the_stream_is_even_and_stays_below),
        cmocka_unit_test(the_same_seed_gives_the_same_paper),
        cmocka_unit_test(an_old_seed_still_gives_its_paper),
        cmocka_unit_test(every_question_is_equally_likely_in_every_place),
        cmocka_unit_test(every_order_of_choices_is_equally_likely),
        cmocka_unit_test(parts_are_shuffled_one_by_one),
        cmocka_unit_test(a_section_stands_behind_the_quiz_and_changes_nothing_of_it),
        cmocka_unit_test(a_section_hangs_on_the_seed_and_the_school_alone),
        cmocka_unit_test(every_local_question_is_equally_likely),
        cmocka_unit_test(an_attempt_keeps_the_schools_that_add_something),
        cmocka_unit_test(ordering_is_never_shown_solved),
        cmocka_unit_test(choices_keep_their_order_where_the_author_says_so),
    };
    return cmocka_run_group_tests(tests, make_bank, drop_bank);
}
