/*
 * test_formats_moodle.c - Moodle XML in: its types, its texts, and the files that are made to hurt.
 */
#include "formats_fixture.h"
#include "signpost/limits.h"

#define Q(type, body) "<quiz><question type=\"" type "\"><name><text>n</text></name>" body "</question></quiz>"
#define STEM(text) "<questiontext format=\"html\"><text>" text "</text></questiontext>"
#define ANSWER(fraction, text) "<answer fraction=\"" fraction "\"><text>" text "</text></answer>"

static void every_type_of_question_is_read(void **state)
{
    static const struct format_case cases[] = {
        {Q("multichoice", STEM("Who?") "<single>true</single><shuffleanswers>1</shuffleanswers>"
           ANSWER("0", "One") ANSWER("100", "Two")), "n single Who? [One|*Two]\n"},
        {Q("multichoice", STEM("Who?") "<single>false</single>" ANSWER("50", "One") ANSWER("50", "Two") ANSWER("-100", "No")),
         "n multiple Who? [*One|*Two|No]\n"},
        {Q("multichoice", STEM("Who?") "<shuffleanswers>false</shuffleanswers>" ANSWER("100", "One") ANSWER("0", "Two")),
         "n single Who? [*One|Two] unshuffled\n"},
        {Q("truefalse", STEM("So.") "<answer fraction=\"0\"><text>true</text><feedback><text>no</text></feedback></answer>"
           "<answer fraction=\"100\"><text>false</text><feedback><text>yes</text></feedback></answer>"),
         "n true_false So. [false] +yes -no\n"},
        {Q("truefalse", STEM("So.") ANSWER("100", "Wahr") ANSWER("0", "Falsch")), "n true_false So. [true]\n"},
        /* other tools write capitals, and the false one first */
        {Q("truefalse", STEM("So.") ANSWER("100", "False") ANSWER("0", "True")), "n true_false So. [false]\n"},
        {Q("truefalse", STEM("So.") ANSWER("0", " FALSE\n") ANSWER("100", " TRUE\n")), "n true_false So. [true]\n"},
        {Q("truefalse", STEM("So.") ANSWER("100", "true") ANSWER("100", "false")),
         "f:1: \"n\": Not carried: both true and false are its right answers.\n"},
        {Q("shortanswer", STEM("Who?") "<usecase>0</usecase>" ANSWER("100", "Ann") ANSWER("100", "A. Lee")
           "<answer fraction=\"0\"><text>*</text><feedback><text>no</text></feedback></answer>"),
         "n short Who? [Ann|A. Lee] -no\n"},
        {Q("numerical", STEM("When?") "<answer fraction=\"100\"><text>1822</text><feedback><text>yes</text></feedback>"
           "<tolerance>0.5</tolerance></answer><units><unit><multiplier>1</multiplier><unit_name>years</unit_name></unit></units>"),
         "n numeric When? [1822~0.5 years] +yes\n"},
        {Q("numerical", STEM("Pi?") "<answer fraction=\"100\"><text>3.1400000000</text><tolerance>1.0E-2</tolerance></answer>"),
         "n numeric Pi? [3.14~0.01]\n"},
        {Q("matching", STEM("Match.") "<subquestion format=\"html\"><text>&lt;i&gt;A&lt;/i&gt;</text><answer><text>X * Y</text>"
           "</answer></subquestion><subquestion><text>B</text><answer><text>Z</text></answer></subquestion>"
           "<subquestion><text></text><answer><text>None</text></answer></subquestion>"),
         "n matching Match. [*A*=X * Y|B=Z|=None]\n"},
        {Q("ordering", STEM("Order.") "<layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype>"
           "<gradingtype>ABSOLUTE_POSITION</gradingtype>" ANSWER("1.0000000", "A") ANSWER("2.0000000", "B") ANSWER("3.0", "C")),
         "n ordering Order. [A|B|C]\n"},
        {NULL, NULL},
    };
    (void)state;
    assert_reads(FORMAT_MOODLE_XML, cases);
}

static void texts_are_of_the_format_they_name(void **state)
{
    static const struct format_case cases[] = {
        {Q("truefalse", STEM("<![CDATA[<p dir=\"ltr\" style=\"text-align:left;\">A &amp; <strong>B</strong>&nbsp;</p><p>C</p>]]>")
           ANSWER("100", "true")), "n true_false A & **B**\n\nC [true]\n"},
        {Q("truefalse", "<questiontext format=\"markdown\"><text>*as* is, 5 * 3</text></questiontext>" ANSWER("100", "true")),
         "n true_false *as* is, 5 * 3 [true]\n"},
        {Q("truefalse", "<questiontext format=\"plain_text\"><text>5 * 3\n&lt;b&gt;</text></questiontext>" ANSWER("100", "true")),
         "n true_false 5 \\* 3\\\n\\<b\\> [true]\n"},
        {Q("truefalse", "<questiontext format=\"moodle_auto_format\"><text>One\ntwo</text></questiontext>" ANSWER("100", "true")),
         "n true_false One\\\ntwo [true]\n"},
        {Q("truefalse", STEM("<![CDATA[<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><ol><li>d</li></ol><blockquote>e</blockquote>"
           "<pre>f\n  g</pre><h3>h</h3><p><a href=\"https://x.example/\">i</a> <code>j</code><br>k</p>]]>") ANSWER("100", "true")),
         "n true_false - a\n  - b\n- c\n\n1. d\n\n> e\n\n```\nf\n  g\n```\n\n### h\n\n[i](https://x.example/) `j`\\\nk [true]\n"},
        {"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" Q("truefalse", STEM("Z\xf6" "e") ANSWER("100", "true")),
         "n true_false Zöe [true]\n"},
        {NULL, NULL},
    };
    (void)state;
    assert_reads(FORMAT_MOODLE_XML, cases);
}

static void markup_that_commonmark_lacks_is_reported_and_never_let_through(void **state)
{
    static const struct format_case cases[] = {
        {Q("truefalse", STEM("<![CDATA[x<sub>2</sub> <u>is</u> <span lang=\"en\">it</span>]]>") ANSWER("100", "true")),
         "n true_false x2 is it [true]\nf:1: \"n\": Its texts lost what CommonMark has no sign for: sub, u. The words are there.\n"},
        {Q("truefalse", STEM("<![CDATA[A <img src=\"@@PLUGINFILE@@/a.png\">]]>") ANSWER("100", "true")),
         "f:1: \"n\": Not carried: a text of it holds <img>, which a text of the bank cannot; say it in words.\n"},
        {Q("truefalse", STEM("<![CDATA[<table><tr><td>A</td></tr></table>]]>") ANSWER("100", "true")),
         "f:1: \"n\": Not carried: a text of it holds <table>, which a text of the bank cannot; say it in words.\n"},
        {Q("truefalse", STEM("<![CDATA[A<script>alert(1)</script><style>p{}</style>]]>") ANSWER("100", "true")),
         "n true_false A [true]\nf:1: \"n\": Its texts lost what CommonMark has no sign for: script. The words are there.\n"},
        {Q("truefalse", STEM("<![CDATA[<a href=\"javascript:x\">A</a> &lt;script&gt; <b onclick=\"x\">B</b>]]>") ANSWER("100", "true")),
         "n true_false A \\<script\\> **B** [true]\nf:1: \"n\": Its texts lost what CommonMark has no sign for: a link. The words "
         "are there.\n"},
        {Q("truefalse", STEM("A") "<generalfeedback><text>&lt;img src='x'&gt;Look.</text></generalfeedback>" ANSWER("100", "true")),
         "n true_false A [true] +Look. -Look.\nf:1: \"n\": Its texts lost what CommonMark has no sign for: img. The words are "
         "there.\n"},
        {NULL, NULL},
    };
    (void)state;
    assert_reads(FORMAT_MOODLE_XML, cases);
}

static void names_tags_and_categories_are_read(void **state)
{
    static const struct format_case cases[] = {
        {"<quiz><question type=\"category\"><category><text>$course$/top/Week 3</text></category></question>"
         "<question type=\"truefalse\"><name><text>Name</text></name><idnumber>id-1</idnumber>" STEM("A") ANSWER("100", "true")
         "<tags><tag><text>Term One</text></tag><tag><text>pool:quiz</text></tag><tag><text>subject:c</text></tag></tags>"
         "</question></quiz>", "id-1 true_false A [true] subject c pool 0 #week-3 #term-one\n"},
        {Q("multichoice", STEM("A") ANSWER("100", "One") ANSWER("0", "Two") "<tags><tag><text>choices:x=2 y=1</text></tag></tags>"),
         "n single A [x:Two|*y:One]\n"},
        {Q("multichoice", STEM("A") "<correctfeedback><text>Well done.</text></correctfeedback><incorrectfeedback><text>Not so."
           "</text></incorrectfeedback><partiallycorrectfeedback><text>Your answer is partially correct.</text>"
           "</partiallycorrectfeedback>" ANSWER("100", "One") ANSWER("0", "Two")),
         "n single A [*One|Two] +Well done. -Not so.\n"},
        {NULL, NULL},
    };
    (void)state;
    assert_reads(FORMAT_MOODLE_XML, cases);
}

static void a_situation_is_a_description_and_the_questions_after_it(void **state)
{
#define CASE(tag) "<question type=\"description\"><name><text>case</text></name>" STEM("Noor writes.") \
    "<generalfeedback format=\"markdown\"><text>R\n\n***\n\nW</text></generalfeedback>" \
    "<tags><tag><text>" tag "</text></tag><tag><text>feedback:0</text></tag></tags></question>"
#define PART(name) "<question type=\"truefalse\"><name><text>x</text></name>" STEM(name "?") ANSWER("100", "true") \
    "<tags><tag><text>part:case/" name "</text></tag></tags></question>"
    static const struct format_case cases[] = {
        {"<quiz>" CASE("situation:2") PART("one") PART("two") PART("three") "</quiz>",
         "case situation Noor writes. [] +R -W {one true_false one? [true]}{two true_false two? [true]}\n"
         "x true_false three? [true]\n"},
        {"<quiz>" CASE("situation:2") PART("one") "</quiz>",
         "f:1: \"case\": Not carried: 1 of its parts do not follow it.\n"},
        {"<quiz>" CASE("other") "</quiz>", "f:1: \"case\": Not carried: it is a description: nothing is asked.\n"},
        {NULL, NULL},
    };
    (void)state;
    assert_reads(FORMAT_MOODLE_XML, cases);
}

static void what_cannot_be_carried_is_said_question_by_question(void **state)
{
    static const struct format_case cases[] = {
        {Q("essay", STEM("Why?")), "f:1: \"n\": Not carried: the bank has no questions of its type, \"essay\".\n"},
        {Q("cloze", STEM("{1:SA:=x}")), "f:1: \"n\": Not carried: the bank has no questions of its type, \"cloze\".\n"},
        {Q("calculated", STEM("x")), "f:1: \"n\": Not carried: the bank has no questions of its type, \"calculated\".\n"},
        {Q("ddwtos", STEM("x")), "f:1: \"n\": Not carried: the bank has no questions of its type, \"ddwtos\".\n"},
        {"<quiz><question><name><text>n</text></name></question></quiz>",
         "f:1: \"n\": Not carried: the bank has no questions of its type, \"\".\n"},
        {Q("truefalse", STEM("A") "<hidden>1</hidden>" ANSWER("100", "true")),
         "f:1: \"n\": Not carried: it is hidden in Moodle, which is what becomes of questions that were deleted while in use.\n"},
        {Q("truefalse", STEM("A") ANSWER("0", "true")), "f:1: \"n\": Not carried: neither true nor false is its right answer.\n"},
        {Q("multichoice", STEM("A") ANSWER("50", "x") ANSWER("0", "y")),
         "f:1: \"n\": Not carried: none of its choices is wholly right (100%).\n"},
        {Q("shortanswer", STEM("A") "<usecase>1</usecase>" ANSWER("100", "x\\*y") ANSWER("100", "z*")),
         "n short A [x*y]\nf:1: \"n\": The answer \"z*\" has a star for any letters: it was left out, as answers here are whole "
         "words.\nf:1: \"n\": Capitals mattered in its answers; here they do not.\n"},
        {Q("truefalse", STEM("A") "<defaultgrade>2.0000000</defaultgrade>" ANSWER("100", "true")
           "<hint><text>Think.</text></hint><hint><text></text></hint>"),
         "n true_false A [true]\nf:1: \"n\": It was worth 2.0000000 marks; here every question is worth one.\nf:1: \"n\": Its "
         "hints (1) were left out: a question here is answered once.\n"},
        {Q("numerical", STEM("A") "<answer fraction=\"100\"><text>3</text></answer><units><unit><multiplier>1</multiplier>"
           "<unit_name>m</unit_name></unit><unit><multiplier>100</multiplier><unit_name>cm</unit_name></unit></units>"),
         "n numeric A [3~0 m]\nf:1: \"n\": Its unit \"cm\" was left out: a question here has one.\n"},
        {Q("ordering", STEM("A") "<gradingtype>RELATIVE_TO_CORRECT</gradingtype>" ANSWER("1", "a") ANSWER("2", "b")),
         "n ordering A [a|b]\nf:1: \"n\": Its marks were given by \"RELATIVE_TO_CORRECT\"; here an item earns its share in its "
         "right place.\n"},
        {NULL, NULL},
    };
    (void)state;
    assert_reads(FORMAT_MOODLE_XML, cases);
}

static void hostile_and_broken_files_are_refused_as_a_whole(void **state)
{
    static const struct format_case cases[] = {
        {"<!DOCTYPE quiz [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
         "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]><quiz>&c;</quiz>",
         "! f:1: The file has a DOCTYPE. It can make a file grow or fetch others, so it is not read: remove it.\n"},
        {"<!DOCTYPE quiz SYSTEM \"file:///etc/passwd\"><quiz/>",
         "! f:1: The file has a DOCTYPE. It can make a file grow or fetch others, so it is not read: remove it.\n"},
        {"<!DOCTYPE quiz [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><quiz>&x;</quiz>",
         "! f:1: The file has a DOCTYPE. It can make a file grow or fetch others, so it is not read: remove it.\n"},
        {"<quiz><question type=\"truefalse\">&nbsp;</question></quiz>",
         "! f:1: This is not well-formed XML: undefined entity.\n"},
        {"<quiz>\n<question>\n</quiz>", "! f:3: This is not well-formed XML: mismatched tag.\n"},
        {"", "! f:1: This is not well-formed XML: no element found.\n"},
        {"<html/>", "! f:1: It is no Moodle XML: its first element is <html>, not <quiz>.\n"},
        {"<?xml version=\"1.0\" encoding=\"EBCDIC\"?><quiz/>",
         "! f:1: The file is in an encoding that is not read: save it as UTF-8.\n"},
        {"<quiz/>", ""},
        {NULL, NULL},
    };
    (void)state;
    assert_reads(FORMAT_MOODLE_XML, cases);
}

static void assert_refused(struct buf *file, const char *words)
{
    assert_true(buf_ok(file));
    char *made = read_as(FORMAT_MOODLE_XML, buf_string(file), file->size);
    if (!strstr(made, words))
        fail_msg("%.200s", made);
    free(made);
    buf_release(file);
}

static void depth_attributes_and_sizes_have_ceilings(void **state)
{
    struct buf file;
    (void)state;
    buf_init(&file, 0);
    buf_text(&file, "<quiz><question>");
    for (int i = 0; i < LIMIT_XML_DEPTH; i++)
        buf_text(&file, "<a>");
    assert_refused(&file, "nested more deeply");
    buf_text(&file, "<quiz><question");
    for (int i = 0; i <= LIMIT_XML_ATTRIBUTES; i++)
        buf_printf(&file, " a%d=\"\"", i);
    buf_text(&file, "/></quiz>");
    assert_refused(&file, "more attributes");
    buf_text(&file, "<quiz><question><questiontext><text>");
    for (int i = 0; i <= LIMIT_XML_TEXT / 64; i++)
        buf_text(&file, "................................................................");
    buf_text(&file, "</text></questiontext></question></quiz>");
    assert_refused(&file, "larger than one question");
    buf_text(&file, "<quiz><question>");
    for (int i = 0; i < 900000; i++)
        buf_text(&file, "<a/>");
    buf_text(&file, "</question></quiz>");
    assert_refused(&file, "larger than one question");
}

/* What Moodle embeds, base64 of pictures, may be large: it is not read. */
static void embedded_files_are_passed_over(void **state)
{
    struct buf file;
    (void)state;
    buf_init(&file, 0);
    buf_text(&file, "<quiz><question type=\"truefalse\"><name><text>n</text></name><questiontext><text>A</text><file name=\"a\">");
    for (int i = 0; i <= LIMIT_XML_TEXT / 32; i++)
        buf_text(&file, "................................................................");
    buf_text(&file, "</file></questiontext>" ANSWER("100", "true") "</question></quiz>");
    assert_refused(&file, "n true_false A [true]\n");
}

static void wide_characters_are_read_too(void **state)
{
    static const char text[] = Q("truefalse", STEM("A") ANSWER("100", "true"));
    struct buf file;
    (void)state;
    buf_init(&file, 0);
    buf_append(&file, "\xff\xfe", 2);
    for (const char *at = text; *at; at++)
        buf_append(&file, (const char[]){*at, '\0'}, 2);
    assert_refused(&file, "n true_false A [true]\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_of_question_is_read),
        cmocka_unit_test(texts_are_of_the_format_they_name),
        cmocka_unit_test(markup_that_commonmark_lacks_is_reported_and_never_let_through),
        cmocka_unit_test(names_tags_and_categories_are_read),
        cmocka_unit_test(a_situation_is_a_description_and_the_questions_after_it),
        cmocka_unit_test(what_cannot_be_carried_is_said_question_by_question),
        cmocka_unit_test(hostile_and_broken_files_are_refused_as_a_whole),
        cmocka_unit_test(depth_attributes_and_sizes_have_ceilings),
        cmocka_unit_test(embedded_files_are_passed_over),
        cmocka_unit_test(wide_characters_are_read_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
