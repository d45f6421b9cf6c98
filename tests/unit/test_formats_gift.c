/*
 * test_formats_gift.c - GIFT in: what Moodle's own reader makes of a file, and what the bank can hold of it.
 */
#include <time.h>
#include "formats_fixture.h"

static void every_type_of_question_is_read(void **state)
{
    static const struct format_case cases[] = {
        {"::a::Who?{~One =Two ~Three}", "a single Who? [One|*Two|Three]\n"},
        {"::a::Who?{~%50%One ~%50%Two ~%-100%Three}", "a multiple Who? [*One|*Two|Three]\n"},
        {"::a::So it is.{TRUE}", "a true_false So it is. [true]\n"},
        {"::a::So it is.{f#no#yes}", "a true_false So it is. [false] +yes -no\n"},
        {"::a::Who?{=no one =nobody}", "a short Who? [no one|nobody]\n"},
        {"::a::Who?{nobody}", "a short Who? [nobody]\n"},
        {"::a::When?{#1822:5}", "a numeric When? [1822~5]\n"},
        {"::a::When?{#1822}", "a numeric When? [1822~0]\n"},
        {"::a::Pi?{#3.141..3.142}", "a numeric Pi? [3.1415~0.0005]\n"},
        {"::a::Less?{#-2..1}", "a numeric Less? [-0.5~1.5]\n"},
        {"::a::Match.{=Canada->Ottawa =Italy -> Rome\n= -> Paris}", "a matching Match. [Canada=Ottawa|Italy=Rome|=Paris]\n"},
        {"::a::Match.{=A->X =B->X}", "a matching Match. [A=X|B=X]\n"},
        {"::a::Order.{>3 ALL VERTICAL ABSOLUTE_POSITION SHOW none\nFirst\nThen = 2\nLast\n}",
         "a ordering Order. [First|Then = 2|Last]\n"},
        {NULL, NULL},
    };
    (void)state;
    assert_reads(FORMAT_GIFT, cases);
}

static void feedback_is_kept(void **state)
{
    static const struct format_case cases[] = {
        {"::a::Who?{=Two#good ~One#bad####Read on.}", "a single Who? [*Two#good|One#bad] +Read on. -Read on.\n"},
        {"::a::Who?{=no one#yes =nobody#yes =%0%*#no}", "a short Who? [no one|nobody] +yes -no\n"},
        {"::a::When?{#=3:1#yes ~#no}", "a numeric When? [3~1] +yes -no\n"},
        {"::a::So.{T#no#yes####More.}", "a true_false So. [true] +yes\n\nMore. -no\n\nMore.\n"},
        {"// [tag:feedback:0]\n::a::[markdown]M.{=A->X =B->Y####Right.\\n\\n***\\n\\nWrong.}",
         "a matching M. [A=X|B=Y] +Right. -Wrong.\n"},
        {"// [tag:feedback:1]\n::a::[markdown]M.{=A->X =B->Y####R\\n\\n***\\n\\nR\\n\\n***\\n\\nW}",
         "a matching M. [A=X|B=Y] +R\n\n***\n\nR -W\n"},
        {NULL, NULL},
    };
    (void)state;
    assert_reads(FORMAT_GIFT, cases);
}

static void the_signs_of_the_format_can_be_text(void **state)
{
    static const struct format_case cases[] = {
        {"::a\\:b::[markdown]\\{5 \\= 2 + 3\\} \\~ \\# \\\\ c:d{=\\= 5 ~\\~ 4#\\#1 \\-> }",
         "a:b single {5 = 2 + 3} ~ # \\ c:d [*= 5|~ 4##1 \\->]\n"},
        {"::a::[markdown]One\\nTwo\\n\\nThree{T}", "a true_false One\nTwo\n\nThree [true]\n"},
        {"::a::\\\\\\{x{T}", "a true_false \\\\{x [true]\n"},
        {NULL, NULL},
    };
    (void)state;
    assert_reads(FORMAT_GIFT, cases);
}

static void texts_are_of_the_kind_they_say(void **state)
{
    static const struct format_case cases[] = {
        {"::a::[html]<p>A <b>bold</b> claim, H&eacute;l&egrave;ne.</p><p>Two</p>{T}",
         "a true_false A **bold** claim, Hélène.\n\nTwo [true]\n"},
        {"::a::[plain]5 * 3 is *not* <b>17</b>{T}", "a true_false 5 \\* 3 is \\*not\\* \\<b\\>17\\</b\\> [true]\n"},
        {"::a::[markdown]5 * 3 is *not* 17{T}", "a true_false 5 * 3 is *not* 17 [true]\n"},
        {"::a::[moodle]One<br>two\\nthree{T}", "a true_false One\\\ntwo\\\nthree [true]\n"},
        {"::a::Wrapped\nby hand{T}", "a true_false Wrapped by hand [true]\n"},
        {"::a::[html]Who?{=[markdown]*A* ~<i>B</i> ~[plain]<i>}", "a single Who? [**A*|*B*|\\<i\\>]\n"},
        {"::a::[odd]What?{T}", "a true_false [odd]What? [true]\n"},
        {NULL, NULL},
    };
    (void)state;
    assert_reads(FORMAT_GIFT, cases);
}

static void a_missing_word_leaves_a_blank(void **state)
{
    static const struct format_case cases[] = {
        {"::a::Grant is {~buried =entombed} in a tomb.", "a single Grant is _____ in a tomb. [buried|*entombed]\n"},
        {"::a::Two plus two is {=four =4}.", "a short Two plus two is _____. [four|4]\n"},
        {"::a::[markdown]It is {T} so.", "a true_false It is \\_\\_\\_\\_\\_ so. [true]\n"},
        {"::a::{T} it is.", "a true_false _____ it is. [true]\n"},
        {NULL, NULL},
    };
    (void)state;
    assert_reads(FORMAT_GIFT, cases);
}

static void questions_have_names_ids_and_tags(void **state)
{
    static const struct format_case cases[] = {
        {"// question: 7  name: Old\n// [id:q-7] [tag:Term One] [tag:pool:quiz] [tag:subject:b]\n::New::A.{T}\n",
         "q-7 true_false A. [true] subject b pool 0 #term-one\n"},
        {"// [id:a\\]b]\nA.{T}\n", "a]b true_false A. [true]\n"},
        {"It is so that it is.{T}", "It is so that it is. true_false It is so that it is. [true]\n"},
        {"// [tag:source:code] [tag:point:Section 2: Check-ins] [tag:shuffle:false] [tag:unit:days]\n::a::N{#3}",
         "a numeric N [3~0 days] source code Section 2: Check-ins unshuffled\n"},
        {"$CATEGORY: $course$/top/Week 3\n\n::a::A.{T}\n\n$CATEGORY: top/Default for X\n::b::B.{T}",
         "a true_false A. [true] #week-3\nb true_false B. [true]\n"},
        {"// [tag:choices:x=2 y=1]\n::a::A{=One ~Two}", "a single A [x:Two|*y:One]\n"},
        {"// [tag:choices:x y z]\n::a::A{=One ~Two}", "a single A [*One|Two]\n"},
        {"// [tag:choices:x=2 y=2]\n::a::A{=One ~Two}", "a single A [*One|Two]\n"},
        {"// [tag:choices:l2=2 l1=1] [tag:right:r1=2 r2=1]\n::a::A{=L1->R2 =L2->R1}",
         "a matching A [l2:L2=R1|l1:L1=R2]\n"},
        {"// [tag:choices:c=3 a=1 b=2]\n::a::A{>3 ALL\nOne\nTwo\nThree}", "a ordering A [a:One|b:Two|c:Three]\n"},
        {NULL, NULL},
    };
    (void)state;
    assert_reads(FORMAT_GIFT, cases);
}

static void what_cannot_be_carried_is_said_question_by_question(void **state)
{
    static const struct format_case cases[] = {
        {"::a::Why?{}", "f:1: \"a\": Not carried: it is an essay, which only people can mark.\n"},
        {"\n\n::a::Only text.", "f:3: \"a\": Not carried: it is a description without answers in braces: nothing is asked.\n"},
        {"::a::What?{=x\n\n~y}",
         "f:1: \"a\": Not carried: its braces do not match: write \\{ and \\} for braces that are text, and no blank line "
         "between { and }.\nf:3: \"~y}\": Not carried: its braces do not match: write \\{ and \\} for braces that are "
         "text, and no blank line between { and }.\n"},
        {"::a::{=x ~y} and {=z ~w}", "f:1: \"a\": Not carried: it has more than one set of answers: where these are two questions, put a blank line between "
         "them.\n"},
        {"::a no end", "f:1: Not carried: its title has no second \"::\".\n"},
        {"::a::Who?{=A ~%50%B}", "a single Who? [*A|B]\nf:1: \"a\": The choice \"B\" was worth a part of the mark; here "
                                 "every choice but the right one earns nothing.\n"},
        {"::a::Who?{=A =B ~C}", "f:1: \"a\": Not carried: 2 of its choices are wholly right, and only one may be chosen.\n"},
        {"::a::Who?{~%50%A ~%50%B ~C}", "a multiple Who? [*A|*B|C]\nf:1: \"a\": Wrong choices cost nothing; here each wrong "
                                        "choice takes off its share of the mark.\n"},
        {"::a::Who?{~%70%A ~%30%B ~%-100%C}",
         "a multiple Who? [*A|*B|C]\nf:1: \"a\": Its right choices were worth other parts of the mark; here each is worth the "
         "same.\n"},
        {"::a::Who?{=Frog =%50%Toad =*og}",
         "a short Who? [Frog]\nf:1: \"a\": The answer \"Toad\" was worth a part of the mark: it was left out, as an answer "
         "here is right or wrong.\nf:1: \"a\": The answer \"*og\" has a star for any letters: it was left out, as answers "
         "here are whole words.\n"},
        {"::a::Who?{=*}", "f:1: \"a\": The answer \"*\" has a star for any letters: it was left out, as answers here are whole "
                          "words.\nf:1: \"a\": Not carried: no answer is left that the bank could accept.\n"},
        {"::a::When?{#about 3}", "f:1: \"a\": Not carried: \"about 3\" is no number that the bank could hold (9 digits before "
                                 "the point, 6 after it).\n"},
        {"::a::When?{#1:0 =%50%1:2}", "a numeric When? [1~0]\nf:1: \"a\": The answer \"1:2\" was left out: a question has one "
                                      "number, wholly right within its tolerance.\n"},
        {"::a::M{=A->X =B}", "f:1: \"a\": Not carried: a pair of it has no \"->\".\n"},
        {"::a::O{>2 RANDOM VERTICAL RELATIVE_TO_CORRECT\nA\nB\nC}",
         "a ordering O [A|B|C]\nf:1: \"a\": Its marks were given by \"RELATIVE_TO_CORRECT\"; here an item earns its share in "
         "its right place.\nf:1: \"a\": Only 2 of its 3 items were shown at once; here all are.\n"},
        {"::a::[html]See <img src=x>{T}", "f:1: \"a\": Not carried: a text of it holds <img>, which a text of the bank cannot; "
                                          "say it in words.\n"},
        {"::a::[html]H<sub>2</sub>O <u>is</u>{T#<img src=x>No.}",
         "a true_false H2O is [true] -No.\nf:1: \"a\": Its texts lost what CommonMark has no sign for: sub, u, img. The words "
         "are there.\n"},
        {NULL, NULL},
    };
    (void)state;
    assert_reads(FORMAT_GIFT, cases);
}

static void a_file_that_is_no_text_is_refused(void **state)
{
    (void)state;
    static const struct { const char *bytes; size_t size; const char *out; } cases[] = {
        {"a\n\xff", 3, "! f:2: This line is not UTF-8: save the file as UTF-8.\n"},
        {"a\0b", 3, "! f:1: This line is not UTF-8: save the file as UTF-8.\n"},
        {"\xef\xbb\xbf::a::A{T}\r\n\r\n::b::B{F}\r", 25, "a true_false A [true]\nb true_false B [false]\n"},
        {"", 0, ""},
        {"\n\n// only this\n", 15, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *made = read_as(FORMAT_GIFT, cases[i].bytes, cases[i].size);
        assert_string_equal(made, cases[i].out);
        free(made);
    }
}

/* Each is looked for a ">", and there is none: done letter by letter for each, that were hours. */
static void tags_without_an_end_do_not_take_for_ever(void **state)
{
    struct buf file;
    (void)state;
    buf_init(&file, 0);
    buf_text(&file, "::a::[html]");
    for (int i = 0; i < 300000; i++)
        buf_text(&file, "<a");
    buf_text(&file, "{T}");
    clock_t begun = clock();
    free(read_as(FORMAT_GIFT, buf_string(&file), file.size));
    assert_true((clock() - begun) / CLOCKS_PER_SEC < 30);
    buf_release(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_of_question_is_read),
        cmocka_unit_test(feedback_is_kept),
        cmocka_unit_test(the_signs_of_the_format_can_be_text),
        cmocka_unit_test(texts_are_of_the_kind_they_say),
        cmocka_unit_test(a_missing_word_leaves_a_blank),
        cmocka_unit_test(questions_have_names_ids_and_tags),
        cmocka_unit_test(what_cannot_be_carried_is_said_question_by_question),
        cmocka_unit_test(a_file_that_is_no_text_is_refused),
        cmocka_unit_test(tags_without_an_end_do_not_take_for_ever),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
