/*
 * test_bank_diff.c - two versions of the bank side by side: each thing that can change is told once, with its words, and what
 * changes marking is told so.
 */
#include "bank_fixture.h"
#include "signpost/bank_diff.h"
#include "signpost/json.h"
#include "signpost/text.h"

static struct bank *bank;
static struct arena *arena;

static int make(void **state)
{
    (void)state;
    bank = fixture_bank();
    arena = arena_new();
    return bank && arena ? 0 : -1;
}

static int drop(void **state)
{
    (void)state;
    bank_release(bank);
    arena_free(arena);
    return 0;
}

/* The fixture's document with FROM, which stands in it once, replaced. */
static const char *edited(const char *from, const char *to)
{
    size_t size = 0;
    const char *document = bank_document(bank, &size), *at = strstr(document, from);
    if (!at || strstr(at + 1, from))
        fail_msg("not there once: %s", from);
    return arena_printf(arena, "%.*s%s%s", (int)(at - document), document, to, at + strlen(from));
}

static struct bank_diff compared(const char *before, const char *after)
{
    struct bank_diff diff;
    struct fault fault = {0};
    if (bank_diff(before, strlen(before), after, strlen(after), arena, &diff, &fault) != FAULT_NONE)
        fail_msg("%s", fault.message);
    return diff;
}

static struct bank_diff of_edit(const char *from, const char *to)
{
    size_t size = 0;
    return compared(bank_document(bank, &size), edited(from, to));
}

struct edit { const char *from, *to, *id, *aspect, *where; enum change_kind kind; bool marking; };

/* Each is one edit of the canonical document, and the one change that must be told of it. */
static const struct edit edits[] = {
    {"\"Which *one*?\"", "\"Which single *one*?\"", "one", "wording", "", CHANGE_CHANGED, false},
    {"\"key\":\"b\",\"pool\"", "\"key\":\"c\",\"pool\"", "one", "key", "", CHANGE_CHANGED, true},
    {"{\"id\":\"b\",\"text\":\"Second\"}", "{\"id\":\"b\",\"text\":\"2nd\"}", "one", "choices", "choice b", CHANGE_CHANGED, false},
    {"{\"id\":\"c\",\"text\":\"Third\"}", "{\"id\":\"c\",\"text\":\"Third\"},{\"id\":\"d\",\"text\":\"Fourth\"}", "one", "choices",
     "choice d", CHANGE_ADDED, false},
    {",{\"id\":\"c\",\"text\":\"Third\"}", "", "one", "choices", "choice c", CHANGE_REMOVED, false},
    {"{\"id\":\"a\",\"text\":\"First\"},{\"id\":\"b\",\"text\":\"Second\"}", "{\"id\":\"b\",\"text\":\"Second\"},{\"id\":\"a\",\"text\":\"First\"}",
     "one", "choices", "", CHANGE_ORDER, false},
    {"\"key\":[\"a\",\"c\"]", "\"key\":[\"a\",\"d\"]", "many", "key", "", CHANGE_CHANGED, true},
    {"\"key\":[\"a\",\"c\"]", "\"key\":[\"c\",\"a\"]", "many", "key", "", CHANGE_ORDER, false},
    {",{\"id\":\"e\",\"text\":\"E\"}", "", "many", "choices", "choice e", CHANGE_REMOVED, true}, /* a wrong choice costs more now */
    {"\"key\":true,\"pool\":\"quiz\"", "\"key\":false,\"pool\":\"quiz\"", "truth", "key", "", CHANGE_CHANGED, true},
    {"\"l1\":\"r1\",\"l2\":\"r2\",\"l3\":\"r2\"", "\"l1\":\"r1\",\"l2\":\"r2\",\"l3\":\"r3\"", "pairs", "key", "", CHANGE_CHANGED, true},
    {",{\"id\":\"r4\",\"text\":\"*Spare* & more\"}", "", "pairs", "right side", "right r4", CHANGE_REMOVED, false},
    {"\"Left 2\"", "\"Left two\"", "pairs", "left side", "left l2", CHANGE_CHANGED, false},
    {"\"key\":[\"y\",\"x\",\"z\"]", "\"key\":[\"x\",\"y\",\"z\"]", "steps", "key", "", CHANGE_CHANGED, true},
    {"\"key\":\"28\"", "\"key\":\"29\"", "days", "key", "", CHANGE_CHANGED, true},
    {"\"key\":\"28\"", "\"key\":\"28.0\"", "days", "key", "", CHANGE_CHANGED, false}, /* another way to write it */
    {"\"tolerance\":\"0.5\"", "\"tolerance\":\"1\"", "days", "tolerance", "", CHANGE_CHANGED, true},
    {"\"tolerance\":\"0.5\"", "\"tolerance\":\"0.50\"", "days", "tolerance", "", CHANGE_CHANGED, false},
    {"\"tolerance\":\"0.5\",\"type\":\"numeric\",\"unit\":\"working days\"", "\"tolerance\":\"0.5\",\"type\":\"numeric\"", "days", "unit", "",
     CHANGE_REMOVED, true},
    {"\"key\":[\"Senior Tutor\",", "\"key\":[\"Senior Tutor\",\"Head\",", "who", "key", "", CHANGE_CHANGED, true},
    {"\"key\":[\"Senior Tutor\",", "\"key\":[\"SENIOR  tütor.\",", "who", "key", "", CHANGE_CHANGED, false}, /* marks the same */
    {"\"tags\":[\"basics\"]", "\"tags\":[\"basics\",\"more\"]", "practised", "tags", "", CHANGE_ADDED, false},
    {"\"pool\":\"practice\",\"shuffle\":false", "\"pool\":\"quiz\",\"shuffle\":false", "practised", "pool", "", CHANGE_CHANGED, false},
    {"\"pool\":\"practice\",\"shuffle\":false", "\"pool\":\"practice\"", "practised", "shuffled", "", CHANGE_REMOVED, false},
    {"\"key\":\"y\"", "\"key\":\"z\"", "case", "key", "part first", CHANGE_CHANGED, true},
    {"\"text\":\"Meet\"", "\"text\":\"Meet them\"", "case", "choices", "part first, choice y", CHANGE_CHANGED, false},
    {"\"stem\":\"Who does what?\"", "\"stem\":\"Who does which?\"", "case", "wording", "part then", CHANGE_CHANGED, false},
    {"\"point\":\"Money Advice\"},\"stem\":\"Who", "\"point\":\"Union\"},\"stem\":\"Who", "case", "source", "part then, point",
     CHANGE_CHANGED, false},
    {"\"subject\":\"a\",\"tolerance\":\"0.5\"", "\"subject\":\"b\",\"tolerance\":\"0.5\"", "days", "subject", "", CHANGE_CHANGED, false},
    {"\"stem\":\"Boots?\"", "\"stem\":\"Which boots?\"", "bio.boots", "wording", "", CHANGE_CHANGED, false},
    {"\"title\":\"Scope\"", "\"title\":\"Scope of it\"", "role", "sections", "section scope, title", CHANGE_CHANGED, false},
    {"\"minutes\":25", "\"minutes\":30", "role", "minutes", "minutes", CHANGE_CHANGED, false},
    {"\"minutes\":10,\"opens_after\":[\"role\"]", "\"minutes\":10,\"opens_after\":[]", "more", "opens_after", "opens after", CHANGE_REMOVED, false},
    {"\"count\":5", "\"count\":4", "personal-tutoring", "draw", "questions drawn from subject a, count", CHANGE_CHANGED, false},
    {"\"from\":null,\"id\":\"basics\"", "\"from\":\"2027-01-01\",\"id\":\"basics\"", "basics", "from", "from", CHANGE_CHANGED, false},
    {"\"contact\":\"Room 1\"", "\"contact\":\"Room 7\"", "", "directory", "service money, contact", CHANGE_CHANGED, false},
    {"\"schools\":{\"BIO\":\"To help biologists.\"}", "\"schools\":{\"BIO\":\"To help.\"}", "", "statement", "statement, schools, BIO",
     CHANGE_CHANGED, false},
};

static void every_change_is_told_once_and_what_marks_otherwise_is_told_so(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
        const struct edit *edit = &edits[i];
        const struct bank_diff diff = of_edit(edit->from, edit->to);
        const struct bank_thing *thing = diff.things;
        if (!thing || thing->next || thing->kind != CHANGE_CHANGED || !thing->changes || thing->changes->next)
            fail_msg("%s: not one change of one thing", edit->to);
        const struct bank_change *change = thing->changes;
        if (strcmp(thing->id, edit->id) || strcmp(change->aspect, edit->aspect) || strcmp(change->where, edit->where) ||
            change->kind != edit->kind || change->marking != edit->marking || thing->marking != edit->marking)
            fail_msg("%s: %s, %s (%s), kind %d, marking %d", edit->to, thing->id, change->aspect, change->where, change->kind,
                     change->marking);
        assert_int_equal(diff.count[thing->thing].changed, 1);
        assert_int_equal(diff.count[thing->thing].marking, edit->marking);
        assert_true((change->before == NULL) == (edit->kind == CHANGE_ADDED));
        assert_true((change->after == NULL) == (edit->kind == CHANGE_REMOVED));
        /* The other way round it is as loud. */
        size_t size = 0;
        const struct bank_diff back = compared(edited(edit->from, edit->to), bank_document(bank, &size));
        assert_int_equal(back.things->marking, edit->marking);
    }
}

static void equal_versions_have_nothing_to_tell(void **state)
{
    size_t size = 0;
    const char *document = bank_document(bank, &size);
    struct buf out;
    (void)state;
    buf_init(&out, 0);
    const struct bank_diff diff = compared(document, document);
    assert_null(diff.things);
    bank_diff_text(&diff, arena, &out);
    assert_string_equal(buf_string(&out), "The two are the same.\n");
    buf_release(&out);
}

/* The letters of the key stayed; what is right did not. */
static void two_choices_that_change_places_under_the_same_key_change_marking(void **state)
{
    const struct bank_diff diff = of_edit("{\"id\":\"a\",\"text\":\"First\"},{\"id\":\"b\",\"text\":\"Second\"}",
                                          "{\"id\":\"a\",\"text\":\"Second\"},{\"id\":\"b\",\"text\":\"First\"}");
    (void)state;
    assert_true(diff.things->marking);
    assert_string_equal(diff.things->changes->aspect, "key");
    assert_string_equal(diff.things->changes->before, "b “Second”");
    assert_string_equal(diff.things->changes->after, "b “First”");
}

/* The same of a pair and of a place. */
static void words_that_change_places_under_the_same_key_change_marking_in_every_type(void **state)
{
    static const struct { const char *from, *to, *id; } moved[] = {
        {"\"id\":\"l1\",\"text\":\"Left 1\"},{\"id\":\"l2\",\"text\":\"Left 2\"", "\"id\":\"l1\",\"text\":\"Left 2\"},{\"id\":\"l2\",\"text\":\"Left 1\"",
         "pairs"},
        {"\"id\":\"r1\",\"text\":\"Right 1\"},{\"id\":\"r2\",\"text\":\"Right 2\"",
         "\"id\":\"r1\",\"text\":\"Right 2\"},{\"id\":\"r2\",\"text\":\"Right 1\"", "pairs"},
        {"{\"id\":\"x\",\"text\":\"Then\"},{\"id\":\"y\",\"text\":\"First\"}", "{\"id\":\"x\",\"text\":\"First\"},{\"id\":\"y\",\"text\":\"Then\"}",
         "steps"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof moved / sizeof *moved; i++) {
        const struct bank_diff diff = of_edit(moved[i].from, moved[i].to);
        if (!diff.things || strcmp(diff.things->id, moved[i].id) != 0 || !diff.things->marking)
            fail_msg("%s: not told as a change of marking", moved[i].to);
        assert_string_equal(diff.things->changes->aspect, "key");
        assert_true(diff.things->changes->marking);
    }
}

/* The key in another order would be nothing, if its letters stood for the same. */
static void a_key_in_another_order_hides_no_choices_that_changed_places(void **state)
{
    size_t size = 0;
    const char *document = bank_document(bank, &size), *swapped = edited("\"text\":\"A\"},{\"id\":\"b\",\"text\":\"B\"}",
                                                                              "\"text\":\"B\"},{\"id\":\"b\",\"text\":\"A\"}");
    (void)state;
    const char *key = strstr(swapped, "\"key\":[\"a\",\"c\"]");
    assert_non_null(key);
    const char *both = arena_printf(arena, "%.*s\"key\":[\"c\",\"a\"]%s", (int)(key - swapped), swapped, key + strlen("\"key\":[\"a\",\"c\"]"));
    const struct bank_diff diff = compared(document, both);
    assert_true(diff.things->marking);
    assert_string_equal(diff.things->changes->aspect, "key");
    assert_int_equal(diff.things->changes->kind, CHANGE_CHANGED);
}

/* A letter of two bytes is cut before or behind it, never within. */
static void a_long_value_is_cut_between_letters(void **state)
{
    (void)state;
    for (int shift = 0; shift < 2; shift++) {
        struct buf name;
        buf_init(&name, 0);
        buf_text(&name, shift ? "a" : "");
        for (int i = 0; i < 400; i++)
            buf_text(&name, "ä");
        const char *service = arena_printf(arena, "\"directory\":[{\"code\":\"x\",\"long\":[\"%s\"]},", buf_string(&name));
        const struct bank_diff diff = of_edit("\"directory\":[", service);
        assert_non_null(diff.things);
        for (const struct bank_change *change = diff.things->changes; change; change = change->next)
            if (change->after)
                assert_true(text_is_utf8(change->after, strlen(change->after)));
        buf_release(&name);
    }
}

/* The part at the end of the situation. */
static const char *without_last_part(void)
{
    size_t size = 0;
    const char *document = bank_document(bank, &size), *mark = strstr(document, "\"id\":\"last\""), *start = mark, *end = mark;
    assert_non_null(mark);
    while (*start != '{' || start[-1] != ',')
        start--;
    while (*end != ']')
        end++;
    return arena_printf(arena, "%.*s%s", (int)(start - 1 - document), document, end);
}

static void a_part_that_goes_changes_what_the_others_are_worth(void **state)
{
    size_t size = 0;
    const struct bank_diff diff = compared(bank_document(bank, &size), without_last_part());
    (void)state;
    assert_string_equal(diff.things->id, "case");
    assert_string_equal(diff.things->changes->where, "part last");
    assert_int_equal(diff.things->changes->kind, CHANGE_REMOVED);
    assert_true(diff.things->marking);
    assert_null(diff.things->changes->next);
}

static void questions_that_are_new_or_gone_are_told_by_their_stem(void **state)
{
    size_t size = 0;
    const struct bank_diff diff = compared(bank_document(bank, &size), edited("\"id\":\"truth\"", "\"id\":\"truthful\""));
    (void)state;
    assert_int_equal(diff.count[THING_QUESTION].added, 1);
    assert_int_equal(diff.count[THING_QUESTION].removed, 1);
    assert_int_equal(diff.count[THING_QUESTION].changed, 0);
    assert_string_equal(diff.things->id, "truth");
    assert_int_equal(diff.things->kind, CHANGE_REMOVED);
    assert_string_equal(diff.things->title, "Is it so?");
    assert_string_equal(diff.things->next->id, "truthful");
    assert_int_equal(diff.things->next->kind, CHANGE_ADDED);
}

/* As a document of a bank without Schools' own files is: it has no such member. */
static const char *without_schools(void)
{
    size_t size = 0;
    const char *document = bank_document(bank, &size), *schools = strstr(document, ",\"schools\":[{\"draw\"");
    assert_non_null(schools);
    return arena_printf(arena, "%.*s}", (int)(schools - document), document);
}

static void a_schools_own_questions_stand_among_the_others(void **state)
{
    size_t size = 0;
    const char *document = bank_document(bank, &size);
    (void)state;
    const struct bank_diff draw = of_edit("{\"draw\":2", "{\"draw\":1"), all = compared(without_schools(), document);
    assert_int_equal(draw.things->thing, THING_SCHOOL);
    assert_string_equal(draw.things->id, "BIO");
    assert_string_equal(draw.things->changes->aspect, "draw");
    assert_null(draw.things->changes->next);
    assert_null(draw.things->next);
    assert_int_equal(all.count[THING_SCHOOL].added, 1);
    assert_true(all.count[THING_QUESTION].added > 0);
    assert_int_equal(all.count[THING_QUESTION].added, compared(document, without_schools()).count[THING_QUESTION].removed);
}

/* Others are asked it then, though not a word of it changed. */
static void a_question_that_another_school_asks_now_is_told(void **state)
{
    size_t size = 0;
    const char *document = bank_document(bank, &size);
    (void)state;
    const struct bank_diff diff = compared(document, edited("\"school\":\"BIO\"", "\"school\":\"LAW\""));
    int moved = 0;
    for (const struct bank_thing *thing = diff.things; thing; thing = thing->next) {
        if (thing->thing != THING_QUESTION)
            continue;
        assert_string_equal(thing->changes->aspect, "School");
        assert_string_equal(thing->changes->before, "BIO");
        assert_string_equal(thing->changes->after, "LAW");
        assert_false(thing->marking);
        moved++;
    }
    assert_int_equal(moved, 4);
}

static void the_loudest_comes_first_and_a_line_sums_up(void **state)
{
    size_t size = 0;
    const char *document = bank_document(bank, &size);
    struct buf out;
    (void)state;
    const struct bank_diff both =
        compared(edited("\"Which *one*?\"", "\"Which of them?\""), edited("\"key\":\"28\"", "\"key\":\"27\""));
    buf_init(&out, 0);
    bank_diff_text(&both, arena, &out);
    const char *text = buf_string(&out);
    assert_non_null(strstr(text, "MARKING changes"));
    assert_true(strstr(text, "~ days") < strstr(text, "~ one"));
    assert_non_null(strstr(text, "    MARKING, key\n        was   28\n        is    27\n"));
    assert_non_null(strstr(text, "signpost regrade --question days --dry-run"));
    assert_non_null(strstr(text, "\n2 questions changed (1 in marking).\n"));
    buf_clear(&out);
    const struct bank_diff local = of_edit("\"key\":[\"F1\"]", "\"key\":[\"F2\"]"); /* a School's own: no score holds it */
    bank_diff_text(&local, arena, &out);
    assert_string_equal(local.things->id, "bio.form");
    assert_non_null(strstr(buf_string(&out), "MARKING, key"));
    assert_null(strstr(buf_string(&out), "regrade"));
    buf_clear(&out);
    const struct bank_diff words = compared(document, edited("\"Money.\"", "\"Money and more.\""));
    bank_diff_text(&words, arena, &out);
    assert_non_null(strstr(buf_string(&out), "service money, purpose"));
    assert_non_null(strstr(buf_string(&out), "the institution’s own words changed."));
    buf_release(&out);
}

static void what_is_no_document_is_refused(void **state)
{
    static const char *const wrong[] = {"{}", "[]", "1", "{\"bank\":[],\"modules\":[],\"quizzes\":[],\"requirements\":{}}"};
    size_t size = 0;
    const char *document = bank_document(bank, &size);
    struct bank_diff diff;
    struct fault fault;
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(bank_diff(wrong[i], strlen(wrong[i]), document, size, arena, &diff, &fault), FAULT_INPUT);
        assert_int_equal(bank_diff(document, size, wrong[i], strlen(wrong[i]), arena, &diff, &fault), FAULT_INPUT);
    }
    assert_int_equal(bank_diff("{", 1, document, size, arena, &diff, &fault), FAULT_MALFORMED);
}

/* It reads what older programs and other hands wrote: anything may be of another type. */
static void a_document_of_any_shape_is_compared_without_harm(void **state)
{
    static const char *const values[] = {"null", "7", "\"text\"", "[]", "[1,\"a\",null]", "{}", "{\"id\":3}", "[{\"id\":\"a\"}]"};
    static const char *const members[] = {"type", "stem", "choices", "key", "feedback", "source", "parts", "tags", "tolerance", "left"};
    (void)state;
    for (size_t m = 0; m < sizeof members / sizeof *members; m++)
        for (size_t i = 0; i < sizeof values / sizeof *values; i++)
            for (size_t k = 0; k < sizeof values / sizeof *values; k++) {
                static const char shape[] = "{\"bank\":[{\"id\":\"q\",\"type\":\"multiple\",\"%s%s\":%s}],\"institution\":{},\"modules\":[3],"
                                            "\"quizzes\":[{\"id\":1}],\"requirements\":[null],\"schools\":[{\"school\":\"BIO\"},5]}";
                const char *tail = strcmp(members[m], "type") == 0 ? "x" : "";
                const char *one = arena_printf(arena, shape, members[m], tail, values[i]);
                const char *other = arena_printf(arena, shape, members[m], tail, values[k]);
                const struct bank_diff diff = compared(one, other);
                struct buf out;
                buf_init(&out, 0);
                bank_diff_text(&diff, arena, &out);
                assert_true(buf_ok(&out));
                assert_int_equal(diff.count[THING_QUESTION].changed, i != k);
                buf_release(&out);
            }
}

/* ---- words ---- */

static void expect_runs(const char *before, const char *after, const char *told)
{
    struct buf out;
    int count = 0;
    const struct text_run *runs = text_runs(before, after, arena, &count);
    assert_non_null(runs);
    buf_init(&out, 0);
    for (int i = 0; i < count; i++) {
        static const char *const open[] = {"", "[-", "{+", ""}, *const close[] = {"", "-]", "+}", ""};
        buf_printf(&out, "%s%s%s%s", i ? " " : "", open[runs[i].kind], runs[i].text, close[runs[i].kind]);
    }
    assert_string_equal(buf_string(&out), told);
    buf_release(&out);
}

static void only_the_words_that_changed_are_told(void **state)
{
    (void)state;
    expect_runs("A tutor meets each tutee twice.", "A tutor meets each tutee three times.", "A tutor meets each tutee [-twice.-] {+three times.+}");
    expect_runs("one two three", "two three", "[-one-] two three");
    expect_runs("one two", "one two three", "one two {+three+}");
    expect_runs("a b c", "a  b\nc", "…"); /* but for white space they are the same */
    expect_runs("", "new", "");                                   /* nothing is common */
    expect_runs("every word is another now", "here you read quite different things", "");
    expect_runs("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 x 21 22 23 24 25 26 27 28 29 30",
                "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 y 21 22 23 24 25 26 27 28 29 30",
                "… 15 16 17 18 19 20 [-x-] {+y+} 21 22 23 24 25 26 …");
}

/* Put together again, the runs of both sides are the two texts: nothing is lost, whatever changed. */
static void removed_and_added_words_make_up_both_texts(void **state)
{
    unsigned random = 1;
    (void)state;
    for (int round = 0; round < 2000; round++) {
        char texts[2][64];
        for (int side = 0; side < 2; side++) {
            int words = 4 + (int)((random = random * 1103515245 + 12345) >> 16) % 8;
            for (int i = 0; i < words; i++) {
                random = random * 1103515245 + 12345;
                texts[side][2 * i] = (char)('a' + (random >> 16) % 3);
                texts[side][2 * i + 1] = ' ';
            }
            texts[side][2 * words - 1] = '\0';
        }
        int count = 0;
        const struct text_run *runs = text_runs(texts[0], texts[1], arena, &count);
        struct buf made[2];
        buf_init(&made[0], 0);
        buf_init(&made[1], 0);
        for (int i = 0; i < count; i++)
            for (int side = 0; side < 2; side++)
                if (runs[i].kind == RUN_SAME || runs[i].kind == (side ? RUN_ADDED : RUN_REMOVED))
                    buf_printf(&made[side], "%s%s", made[side].size ? " " : "", runs[i].text);
        for (int side = 0; side < 2 && count; side++)
            assert_string_equal(buf_string(&made[side]), texts[side]);
        buf_release(&made[0]);
        buf_release(&made[1]);
    }
}

static void a_text_too_long_for_its_words_is_told_line_by_line(void **state)
{
    struct buf before, after;
    int count = 0;
    (void)state;
    buf_init(&before, 0);
    buf_init(&after, 0);
    for (int i = 0; i < 900; i++) {
        buf_printf(&before, "line %d has five words\n", i);
        buf_printf(&after, i == 450 ? "line %d is another now\n" : "line %d has five words\n", i);
    }
    const struct text_run *runs = text_runs(buf_string(&before), buf_string(&after), arena, &count);
    assert_int_equal(count, 6);
    assert_int_equal(runs[2].kind, RUN_REMOVED);
    assert_string_equal(runs[2].text, "line 450 has five words");
    assert_string_equal(runs[3].text, "line 450 is another now");
    buf_release(&before);
    buf_release(&after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_change_is_told_once_and_what_marks_otherwise_is_told_so),
        cmocka_unit_test(equal_versions_have_nothing_to_tell),
        cmocka_unit_test(two_choices_that_change_places_under_the_same_key_change_marking),
        cmocka_unit_test(words_that_change_places_under_the_same_key_change_marking_in_every_type),
        cmocka_unit_test(a_key_in_another_order_hides_no_choices_that_changed_places),
        cmocka_unit_test(a_long_value_is_cut_between_letters),
        cmocka_unit_test(a_part_that_goes_changes_what_the_others_are_worth),
        cmocka_unit_test(questions_that_are_new_or_gone_are_told_by_their_stem),
        cmocka_unit_test(a_schools_own_questions_stand_among_the_others),
        cmocka_unit_test(a_question_that_another_school_asks_now_is_told),
        cmocka_unit_test(the_loudest_comes_first_and_a_line_sums_up),
        cmocka_unit_test(what_is_no_document_is_refused),
        cmocka_unit_test(a_document_of_any_shape_is_compared_without_harm),
        cmocka_unit_test(only_the_words_that_changed_are_told),
        cmocka_unit_test(removed_and_added_words_make_up_both_texts),
        cmocka_unit_test(a_text_too_long_for_its_words_is_told_line_by_line),
    };
    return cmocka_run_group_tests(tests, make, drop);
}
