/*
 * test_formats_qti.c - QTI items in: each type in the shapes that question systems write, whose feedback is whose, and what cannot
 * be carried.
 */
#include "formats_fixture.h"
#include "signpost/limits.h"

#define ITEM(body) "<assessmentItem xmlns=\"http://www.imsglobal.org/xsd/imsqti_v2p1\" identifier=\"q1\" title=\"T\" " \
    "adaptive=\"false\" timeDependent=\"false\">" body "</assessmentItem>"
#define DECLARE(cardinality, base, values) "<responseDeclaration identifier=\"RESPONSE\" cardinality=\"" cardinality "\" baseType=\"" \
    base "\"><correctResponse>" values "</correctResponse></responseDeclaration>"
#define MAPPED(cardinality, base, values, entries) "<responseDeclaration identifier=\"RESPONSE\" cardinality=\"" cardinality \
    "\" baseType=\"" base "\"><correctResponse>" values "</correctResponse><mapping defaultValue=\"0\">" entries \
    "</mapping></responseDeclaration>"
#define VALUE(text) "<value>" text "</value>"
#define ENTRY(key, value) "<mapEntry mapKey=\"" key "\" mappedValue=\"" value "\"/>"
#define BODY(body) "<itemBody>" body "</itemBody>"
#define CHOICE(id, text) "<simpleChoice identifier=\"" id "\">" text "</simpleChoice>"
#define CHOOSE(most, choices) "<choiceInteraction responseIdentifier=\"RESPONSE\" shuffle=\"true\" maxChoices=\"" most "\">" choices \
    "</choiceInteraction>"
#define TYPED "<textEntryInteraction responseIdentifier=\"RESPONSE\"/>"
#define TEMPLATE(name) "<responseProcessing template=\"http://www.imsglobal.org/question/qti_v2p1/rptemplates/" name "\"/>"
#define RULES(rules) "<responseProcessing>" rules "</responseProcessing>"
#define IF(test, then, otherwise) "<responseCondition><responseIf>" test then "</responseIf><responseElse>" otherwise \
    "</responseElse></responseCondition>"
#define MATCH "<match><variable identifier=\"RESPONSE\"/><correct identifier=\"RESPONSE\"/></match>"
#define SET(outcome, type, value) "<setOutcomeValue identifier=\"" outcome "\"><baseValue baseType=\"" type "\">" value \
    "</baseValue></setOutcomeValue>"
#define MODAL(outcome, id, text) "<modalFeedback outcomeIdentifier=\"" outcome "\" identifier=\"" id "\" showHide=\"show\">" text \
    "</modalFeedback>"
#define TWO CHOICE("a", "One") CHOICE("b", "Two")
#define NOT(why) "f:1: \"q1\": Not carried: " why "\n"

static void choices_are_read_as_question_systems_write_them(void **state)
{
    static const struct format_case cases[] = {
        {ITEM(DECLARE("single", "identifier", VALUE("b")) BODY("<p>Who?</p>" CHOOSE("1", TWO)) TEMPLATE("match_correct")),
         "q1 single Who? [a:One|*b:Two]\n"},
        /* the stem as the interaction's prompt, a template with the suffix of a file, digits behind a sign */
        {ITEM(DECLARE("single", "identifier", VALUE(" _2 ")) BODY(CHOOSE("1", "<prompt>Who?</prompt>" CHOICE("_1", "<p>One</p>")
              CHOICE("_2", "<p>Two</p>"))) TEMPLATE("match_correct.xml")), "q1 single Who? [1:One|*2:Two]\n"},
        /* the prompt says it again */
        {ITEM(DECLARE("single", "identifier", VALUE("a")) BODY("<div><p>Who?</p></div>" CHOOSE("1", "<prompt>Who?</prompt>" TWO))),
         "q1 single Who? [*a:One|b:Two]\n"},
        {ITEM(DECLARE("single", "identifier", VALUE("a")) BODY("<p>Who?</p><choiceInteraction responseIdentifier=\"RESPONSE\" "
              "shuffle=\"false\" maxChoices=\"1\">" TWO "</choiceInteraction>")), "q1 single Who? [*a:One|b:Two] unshuffled\n"},
        /* no declared answer: the mapping, or what the rules reward */
        {ITEM(MAPPED("single", "identifier", "", ENTRY("a", "0") ENTRY("b", "2.0")) BODY("<p>Who?</p>" CHOOSE("1", TWO))
              TEMPLATE("map_response")), "q1 single Who? [a:One|*b:Two]\n"},
        {ITEM("<responseDeclaration identifier=\"RESPONSE\" cardinality=\"single\" baseType=\"identifier\"/>" BODY("<p>Who?</p>"
              CHOOSE("1", TWO)) RULES(IF("<match><variable identifier=\"RESPONSE\"/><baseValue baseType=\"identifier\">a</baseValue>"
              "</match>", SET("SCORE", "float", "100"), SET("SCORE", "float", "0")))), "q1 single Who? [*a:One|b:Two]\n"},
        {ITEM(MAPPED("multiple", "identifier", VALUE("a") VALUE("b"), ENTRY("a", "0.5") ENTRY("b", "0.5") ENTRY("c", "-1"))
              BODY("<p>Which?</p>" CHOOSE("0", TWO CHOICE("c", "No"))) TEMPLATE("map_response")),
         "q1 multiple Which? [*a:One|*b:Two|c:No]\n"},
        {ITEM(DECLARE("single", "identifier", VALUE("true")) BODY("<p>So.</p>" CHOOSE("1", CHOICE("true", "True ") CHOICE("false",
              "False ")))), "q1 true_false So. [true]\n"},
        {ITEM(DECLARE("single", "identifier", VALUE("F")) BODY("<p>So.</p>" CHOOSE("1", CHOICE("T", "True") CHOICE("F", "False")))),
         "q1 true_false So. [false]\n"},
        {ITEM(DECLARE("single", "identifier", VALUE("b")) BODY("<p>It is <inlineChoiceInteraction responseIdentifier=\"RESPONSE\" "
              "shuffle=\"true\"><inlineChoice identifier=\"a\">cold</inlineChoice><inlineChoice identifier=\"b\">hot</inlineChoice>"
              "</inlineChoiceInteraction> here.</p>")), "q1 single It is _____ here. [a:cold|*b:hot]\n"},
        {NULL, NULL},
    };
    (void)state;
    assert_reads(FORMAT_QTI, cases);
}

static void pairs_and_orders_are_read(void **state)
{
#define SIDE(choices) "<simpleMatchSet>" choices "</simpleMatchSet>"
#define ONE(id, text) "<simpleAssociableChoice identifier=\"" id "\" matchMax=\"1\">" text "</simpleAssociableChoice>"
#define PAIRS(left, right) "<matchInteraction responseIdentifier=\"RESPONSE\" shuffle=\"true\" maxAssociations=\"2\">" SIDE(left) \
    SIDE(right) "</matchInteraction>"
#define ORDER(items) "<orderInteraction responseIdentifier=\"RESPONSE\" shuffle=\"true\">" items "</orderInteraction>"
    static const struct format_case cases[] = {
        {ITEM(MAPPED("multiple", "directedPair", VALUE("q1 a1") VALUE("q2 a2"), ENTRY("q1 a1", "1") ENTRY("q2 a2", "1"))
              BODY("<p>Match.</p>" PAIRS(ONE("q1", "A") ONE("q2", "B"), ONE("a1", "X") ONE("a2", "Y") ONE("a3", "Z")))
              TEMPLATE("map_response")), "q1 matching Match. [q1:A=X|q2:B=Y|=Z]\n"},
        /* the many are on the right: the sides change places */
        {ITEM(MAPPED("multiple", "directedPair", VALUE("c v1") VALUE("c v2"), ENTRY("c v1", "1") ENTRY("c v2", "1"))
              BODY("<p>Sort.</p>" PAIRS(ONE("c", "Fruit") ONE("d", "Root"), ONE("v1", "Apple") ONE("v2", "Pear")))
              TEMPLATE("map_response")), "q1 matching Sort. [v1:Apple=Fruit|v2:Pear=Fruit|=Root]\n"},
        {ITEM(DECLARE("ordered", "identifier", VALUE("c") VALUE("a") VALUE("b")) BODY(ORDER("<prompt>Order.</prompt>" CHOICE("a", "A")
              CHOICE("b", "B") CHOICE("c", "C")))), "q1 ordering Order. [c:C|a:A|b:B]\n"},
        {ITEM(DECLARE("ordered", "identifier", VALUE("a") VALUE("b")) BODY("<p>Order.</p>" ORDER(TWO)) TEMPLATE("match_correct")),
         "q1 ordering Order. [a:One|b:Two]\nf:1: \"q1\": Its items did not each earn a share of the mark by their places; here they "
         "do.\n"},
        {ITEM(DECLARE("ordered", "identifier", VALUE("a") VALUE("a")) BODY("<p>Order.</p>" ORDER(TWO))),
         NOT("its right order does not name each of its items once.")},
        {ITEM(DECLARE("multiple", "directedPair", VALUE("q1 a1")) BODY("<p>M</p>" PAIRS(ONE("q1", "A") ONE("q2", "B"),
              ONE("a1", "X") ONE("a2", "Y")))), NOT("on neither side does each have one right partner.")},
        {NULL, NULL},
    };
    (void)state;
    assert_reads(FORMAT_QTI, cases);
}

#define BOUND(test, first, second) "<" test ">" first second "</" test ">"
#define VARIABLE "<variable identifier=\"RESPONSE\"/>"
#define NUMBER(value) "<baseValue baseType=\"float\">" value "</baseValue>"
#define RANGE(low, high) RULES(IF("<and>" BOUND("gte", VARIABLE, NUMBER(low)) BOUND("lte", VARIABLE, NUMBER(high)) "</and>", \
    SET("SCORE", "float", "1"), ""))
#define FLOAT(value) DECLARE("single", "float", VALUE(value)) BODY("<p>How long?</p><p>" TYPED " days</p>")

static void numbers_have_their_range_in_either_order_of_the_operands(void **state)
{
    static const struct format_case cases[] = {
        {ITEM(FLOAT("28") RANGE("27.5", "28.5")), "q1 numeric How long? [28~0.5 days]\n"},
        {ITEM(FLOAT("28") RULES(IF("<and>" BOUND("gte", NUMBER("27.5"), VARIABLE) BOUND("lte", NUMBER("28.5"), VARIABLE) "</and>",
              SET("SCORE", "float", "1"), ""))), "q1 numeric How long? [28~0.5 days]\n"},
        {ITEM(FLOAT("28") RULES(IF("<and>" BOUND("lte", VARIABLE, NUMBER("28.5")) BOUND("gte", VARIABLE, NUMBER("27.5")) "</and>",
              SET("SCORE", "float", "1"), ""))), "q1 numeric How long? [28~0.5 days]\n"},
        {ITEM(DECLARE("single", "float", VALUE("3.10")) BODY("<p>Pi? " TYPED "</p>") RULES(IF("<equal toleranceMode=\"absolute\" "
              "tolerance=\"0.1 0.1\">" VARIABLE "<correct identifier=\"RESPONSE\"/></equal>", SET("SCORE", "float", "100"), ""))),
         "q1 numeric Pi? _____ [3.10~0.1]\n"},
        {ITEM(DECLARE("single", "integer", VALUE("7")) BODY("<p>N?</p><p>" TYPED "</p>") TEMPLATE("match_correct")),
         "q1 numeric N? [7~0]\n"},
        {ITEM("<responseDeclaration identifier=\"RESPONSE\" cardinality=\"single\" baseType=\"string\"/>" BODY("<p>N?</p><p>" TYPED
              "</p>") RANGE("2", "4")), "q1 numeric N? [3~1]\n"},
        {ITEM(FLOAT("28") RANGE("27", "30")), "q1 numeric How long? [28.5~1.5 days]\nf:1: \"q1\": Its right answer 28 was not in the "
         "middle of what counted, 27 to 30; here the middle is the right answer.\n"},
        {ITEM(FLOAT("28") RULES(IF("<equal toleranceMode=\"relative\" tolerance=\"5\">" VARIABLE "<correct identifier=\"RESPONSE\"/>"
              "</equal>", SET("SCORE", "float", "1"), ""))), "q1 numeric How long? [28~0 days]\nf:1: \"q1\": Its tolerance was a share "
         "of the number (5%) and was left out: only the number itself is right.\n"},
        {ITEM(FLOAT("28") RULES(IF(BOUND("gte", VARIABLE, NUMBER("27")), SET("SCORE", "float", "1"), ""))),
         NOT("its range has one end only.")},
        {ITEM(FLOAT("a few")), NOT("\"a few\" is no number that the bank could hold (9 digits before the point, 6 after it).")},
        {NULL, NULL},
    };
    (void)state;
    assert_reads(FORMAT_QTI, cases);
}

/* What is wrong may cost marks, and what is nearly right may earn some: neither is the right answer. */
static void a_rule_that_takes_marks_off_or_gives_a_part_names_no_right_answer(void **state)
{
#define OPEN(cardinality, base) "<responseDeclaration identifier=\"RESPONSE\" cardinality=\"" cardinality "\" baseType=\"" base "\"/>"
#define WHEN(base, value, marks) "<responseCondition><responseIf><match>" VARIABLE "<baseValue baseType=\"" base "\">" value \
    "</baseValue></match>" SET("SCORE", "float", marks) "</responseIf></responseCondition>"
#define MEMBER(value, sum, marks) "<responseCondition><responseIf><member><baseValue baseType=\"identifier\">" value "</baseValue>" \
    VARIABLE "</member><setOutcomeValue identifier=\"SCORE\"><" sum "><variable identifier=\"SCORE\"/><baseValue " \
    "baseType=\"float\">" marks "</baseValue></" sum "></setOutcomeValue></responseIf></responseCondition>"
#define PARTLY(answer) "f:1: \"q1\": The answer \"" answer "\" was worth a part of the mark: it was left out, as an answer here is right " \
    "or wrong.\n"
#define WITHIN(below, marks) "<equal toleranceMode=\"absolute\" tolerance=\"" below "\">" VARIABLE "<correct " \
    "identifier=\"RESPONSE\"/></equal>" SET("SCORE", "float", marks)
    static const struct format_case cases[] = {
        {ITEM(OPEN("single", "identifier") BODY("<p>Who?</p>" CHOOSE("1", TWO CHOICE("c", "C"))) RULES(WHEN("identifier", "b", "-0.25")
              WHEN("identifier", "a", "1"))), "q1 single Who? [*a:One|b:Two|c:C]\n"},
        {ITEM(OPEN("single", "identifier") BODY("<p>Who?</p>" CHOOSE("1", TWO CHOICE("c", "C"))) RULES(WHEN("identifier", "b", "0.5")
              WHEN("identifier", "a", "1"))), "q1 single Who? [*a:One|b:Two|c:C]\n" PARTLY("b")},
        {ITEM(OPEN("multiple", "identifier") BODY("<p>Which?</p>" CHOOSE("0", TWO CHOICE("c", "C") CHOICE("d", "D")))
              RULES(MEMBER("a", "sum", "0.5") MEMBER("b", "sum", "-0.5") MEMBER("c", "subtract", "0.5") MEMBER("d", "sum", "0.5"))),
         "q1 multiple Which? [*a:One|b:Two|c:C|*d:D]\nf:1: \"q1\": Its choices did not each earn a share of the mark; here each right "
         "one does and each wrong one takes off its share.\n"},
        {ITEM(OPEN("single", "string") BODY("<p>Where?</p><p>" TYPED "</p>") RULES(WHEN("string", "Leeds", "-1") WHEN("string", "Jorvik",
              "0.5") WHEN("string", "York", "1"))), "q1 short Where? [York]\n" PARTLY("Jorvik")
         "f:1: \"q1\": Capitals mattered in its answers; here they do not.\n"},
        /* several values in one comparison: all of them together are right */
        {ITEM(OPEN("multiple", "identifier") BODY("<p>Which?</p>" CHOOSE("0", TWO CHOICE("c", "C") CHOICE("d", "D"))) RULES(IF("<match>"
              VARIABLE "<multiple><baseValue baseType=\"identifier\">d</baseValue><baseValue baseType=\"identifier\">b</baseValue>"
              "</multiple></match>", SET("SCORE", "float", "1"), ""))), "q1 multiple Which? [a:One|*b:Two|c:C|*d:D]\nf:1: \"q1\": Its "
         "choices did not each earn a share of the mark; here each right one does and each wrong one takes off its share.\n"},
        {ITEM(OPEN("single", "string") BODY("<p>Where?</p><p>" TYPED "</p>") RULES(IF("<stringMatch caseSensitive=\"false\" "
              "substring=\"true\">" VARIABLE "<baseValue baseType=\"string\">York</baseValue></stringMatch>", SET("SCORE", "float", "1"),
              ""))), "q1 short Where? [York]\nf:1: \"q1\": Answers that only held the right words somewhere counted; here they do not.\n"},
        /* all the marks, whatever their number, are more than five of them */
        {ITEM(OPEN("single", "string") BODY("<p>Where?</p><p>" TYPED "</p>") RULES(WHEN("string", "Jorvik", "5") "<responseCondition>"
              "<responseIf><stringMatch caseSensitive=\"false\">" VARIABLE "<baseValue baseType=\"string\">York</baseValue></stringMatch>"
              "<setOutcomeValue identifier=\"SCORE\"><variable identifier=\"MAXSCORE\"/></setOutcomeValue></responseIf>"
              "</responseCondition>")), "q1 short Where? [York]\n" PARTLY("Jorvik")},
        {ITEM(FLOAT("28") RULES("<responseCondition><responseIf>" WITHIN("0", "1") "</responseIf><responseElseIf>"
              WITHIN("5", "0.5") "</responseElseIf></responseCondition>")), "q1 numeric How long? [28~0 days]\nf:1: \"q1\": Numbers further off earned a part "
         "of the mark; here they earn nothing.\n"},
        {ITEM(FLOAT("28") RULES("<responseCondition><responseIf>" WITHIN("5", "0.5") "</responseIf></responseCondition>"
              "<responseCondition><responseIf>" WITHIN("1", "1") "</responseIf></responseCondition>")),
         "q1 numeric How long? [28~1 days]\nf:1: \"q1\": Numbers further off earned a part of the mark; here they earn nothing.\n"},
        {ITEM(FLOAT("28") RULES(IF("<equal toleranceMode=\"absolute\" tolerance=\"1 3\" includeUpperBound=\"false\">" VARIABLE "<correct "
              "identifier=\"RESPONSE\"/></equal>", SET("SCORE", "float", "1"), ""))), "q1 numeric How long? [29~2 days]\nf:1: \"q1\": "
         "Its right answer 28 was not in the middle of what counted, 27 to 31; here the middle is the right answer.\nf:1: \"q1\": The "
         "ends of its range did not count as right; here they do.\n"},
        {ITEM(MAPPED("single", "float", VALUE("28"), ENTRY("30", "0.5") ENTRY("28", "1") ENTRY("14", "1") ENTRY("2", "0"))
              BODY("<p>How long?</p><p>" TYPED " days</p>") TEMPLATE("map_response")), "q1 numeric How long? [28~0 days]\nf:1: \"q1\": "
         "The answer \"30\" was left out: a question has one number, wholly right within its tolerance.\nf:1: \"q1\": The answer "
         "\"14\" was left out: a question has one number, wholly right within its tolerance.\n"},
        {NULL, NULL},
    };
    (void)state;
    assert_reads(FORMAT_QTI, cases);
}

static void words_are_read_with_all_that_is_accepted(void **state)
{
#define WORDS(entries) MAPPED("single", "string", VALUE("York"), entries) BODY("<p>This sun of " TYPED ".</p>")
    static const struct format_case cases[] = {
        {ITEM(WORDS("<mapEntry mapKey=\"York\" mappedValue=\"1\" caseSensitive=\"false\"/><mapEntry mapKey=\"Eboracum*\" "
              "mappedValue=\"1\" caseSensitive=\"false\"/>") TEMPLATE("map_response")),
         "q1 short This sun of _____. [York|Eboracum*]\n"},
        {ITEM(WORDS(ENTRY("York", "100") ENTRY("york", "50")) TEMPLATE("map_response")),
         "q1 short This sun of _____. [York]\nf:1: \"q1\": The answer \"york\" was worth a part of the mark: it was left out, "
         "as an answer here is right or wrong.\nf:1: \"q1\": Capitals mattered in its answers; here they do not.\n"},
        {ITEM(DECLARE("single", "string", VALUE("York")) BODY("<p>Where?</p><p>" TYPED "</p>") RULES(IF("<stringMatch "
              "caseSensitive=\"false\" substring=\"false\">" VARIABLE "<correct identifier=\"RESPONSE\"/></stringMatch>",
              SET("SCORE", "float", "1"), ""))), "q1 short Where? [York]\n"},
        {ITEM("<responseDeclaration identifier=\"RESPONSE\" cardinality=\"single\" baseType=\"string\"/>" BODY("<p>Where? " TYPED
              "</p>")), NOT("no answer is left that the bank could accept.")},
        {NULL, NULL},
    };
    (void)state;
    assert_reads(FORMAT_QTI, cases);
}

static void feedback_goes_to_whom_it_is_for(void **state)
{
#define ASKED DECLARE("single", "identifier", VALUE("b")) BODY("<p>Who?</p>" CHOOSE("1", TWO))
    static const struct format_case cases[] = {
        /* Blackboard's names; and those of others */
        {ITEM(ASKED MODAL("FEEDBACKBASIC", "correct_fb", "<p>yes</p>") MODAL("FEEDBACKBASIC", "incorrect_fb", "<p>no</p>")),
         "q1 single Who? [a:One|*b:Two] +yes -no\n"},
        {ITEM(ASKED MODAL("FEEDBACK", "feedback_wrong", "no") MODAL("FEEDBACK", "feedback_correct", "yes")
              MODAL("FEEDBACK", "feedback_partially_correct", "half")), "q1 single Who? [a:One|*b:Two] +yes -no\nf:1: \"q1\": Its "
         "feedback for partly right answers was left out: \"half\"\n"},
        {ITEM(ASKED MODAL("FEEDBACK", "feedback_correct", "yes") MODAL("FEEDBACK", "feedback_unanswered", "Try.")),
         "q1 single Who? [a:One|*b:Two] +yes\nf:1: \"q1\": Its feedback for those who did not answer was left out: \"Try.\"\n"},
        {ITEM(ASKED MODAL("FEEDBACK", "general", "Read on.")), "q1 single Who? [a:One|*b:Two] +Read on. -Read on.\n"},
        /* names that say nothing: the rules do */
        {ITEM(ASKED RULES(IF(MATCH, SET("F1", "identifier", "m1"), SET("F2", "identifier", "m2"))) MODAL("F2", "m2", "no")
              MODAL("F1", "m1", "yes")), "q1 single Who? [a:One|*b:Two] +yes -no\n"},
        /* a choice's own, as Moodle's tools and IMS's examples have it */
        {ITEM(ASKED MODAL("FEEDBACK", "a", "not one")), "q1 single Who? [a:One#not one|*b:Two]\n"},
        {ITEM(DECLARE("single", "identifier", VALUE("b")) BODY("<p>Who?</p>" CHOOSE("1", CHOICE("a", "One<feedbackInline "
              "outcomeIdentifier=\"FEEDBACK\" identifier=\"a\" showHide=\"show\"> not one</feedbackInline>") CHOICE("b", "Two")))),
         "q1 single Who? [a:One#not one|*b:Two]\n"},
        {ITEM(DECLARE("single", "identifier", VALUE("a")) BODY("<p>Who?</p>" CHOOSE("1", TWO) "<feedbackBlock outcomeIdentifier=\"F\" "
              "identifier=\"incorrect\" showHide=\"show\"><p>no</p></feedbackBlock>")), "q1 single Who? [*a:One|b:Two] -no\n"},
        {NULL, NULL},
    };
    (void)state;
    assert_reads(FORMAT_QTI, cases);
}

static void several_interactions_are_a_situation(void **state)
{
#define TRUTH(id) "<choiceInteraction responseIdentifier=\"" id "\" shuffle=\"false\" maxChoices=\"1\">" CHOICE("true", "True") \
    CHOICE("false", "False") "</choiceInteraction>"
#define KNOWN(id, value) "<responseDeclaration identifier=\"" id "\" cardinality=\"single\" baseType=\"identifier\"><correctResponse>" \
    "<value>" value "</value></correctResponse></responseDeclaration>"
    static const struct format_case cases[] = {
        {ITEM(KNOWN("RESPONSE-one", "true") KNOWN("RESPONSE-two", "false") BODY("<div class=\"scenario\"><p>Noor writes.</p></div>"
              "<div><p>One?</p>" TRUTH("RESPONSE-one") "</div><div><p>Two?</p>" TRUTH("RESPONSE-two") "</div>")
              MODAL("FEEDBACK-one", "correct_fb", "yes") MODAL("FEEDBACKBASIC", "incorrect_fb", "No.")),
         "q1 situation Noor writes. [] -No. {one true_false One? [true] +yes}{two true_false Two? [false]}\n"},
        /* as others make them: all in one block, prompts, or text before each */
        {ITEM(KNOWN("R1", "true") KNOWN("R2", "false") BODY("<div><p>Noor writes.</p>" "<choiceInteraction responseIdentifier=\"R1\" "
              "maxChoices=\"1\"><prompt>One?</prompt>" CHOICE("true", "True") CHOICE("false", "False") "</choiceInteraction>"
              "<p>Then:</p>" TRUTH("R2") "</div>")),
         "q1 situation Noor writes. [] {R1 true_false One? [true]}{R2 true_false Then: [false]}\n"},
        {ITEM(KNOWN("R1", "true") KNOWN("R2", "false") BODY("<p>One?</p>" TRUTH("R1") "<p>Two?</p>" TRUTH("R2"))),
         "q1 situation T [] {R1 true_false One? [true]}{R2 true_false Two? [false]}\n"},
        {ITEM(KNOWN("R1", "true") BODY("<p>One <textEntryInteraction responseIdentifier=\"R1\"/> two <textEntryInteraction "
              "responseIdentifier=\"R2\"/></p>")), NOT("it has several gaps in one text, and the bank has no such questions.")},
        {ITEM(KNOWN("R1", "true") BODY("<div>One <textEntryInteraction responseIdentifier=\"R1\"/> two <textEntryInteraction "
              "responseIdentifier=\"R2\"/></div>")), NOT("it has several gaps in one text, and the bank has no such questions.")},
        {ITEM(KNOWN("R1", "true") BODY("<p>One?</p>" TRUTH("R1") "<p>Two?</p><extendedTextInteraction responseIdentifier=\"R2\"/>")),
         NOT("it declares no right answer for its extendedTextInteraction.")},
        {NULL, NULL},
    };
    (void)state;
    assert_reads(FORMAT_QTI, cases);
}

static void what_cannot_be_carried_is_said_item_by_item(void **state)
{
    static const struct format_case cases[] = {
        {ITEM(DECLARE("single", "string", "") BODY("<extendedTextInteraction responseIdentifier=\"RESPONSE\"/>")),
         NOT("the bank has no questions of its type, \"extendedTextInteraction\".")},
        {ITEM(BODY("<p>Read this.</p>")), NOT("it has no interaction: nothing is asked.")},
        {ITEM("<templateDeclaration identifier=\"A\" cardinality=\"single\" baseType=\"integer\"/>" ASKED),
         NOT("its texts and values are made anew by a template each time it is shown.")},
        {ITEM(DECLARE("single", "identifier", VALUE("b")) BODY("<p>Who is <img src=\"a.png\" alt=\"\"/>?</p>" CHOOSE("1", TWO))),
         NOT("a text of it holds <img>, which a text of the bank cannot; say it in words.")},
        {ITEM(DECLARE("single", "identifier", "") BODY("<p>Who?</p>" CHOOSE("1", TWO))),
         NOT("none of its choices is wholly right (100%).")},
        {ITEM(MAPPED("multiple", "identifier", VALUE("a"), ENTRY("a", "1")) BODY("<p>Which?</p>" CHOOSE("2", TWO CHOICE("c", "C")))
              TEMPLATE("map_response")), "q1 multiple Which? [*a:One|b:Two|c:C]\nf:1: \"q1\": Wrong choices cost nothing; here each "
         "wrong choice takes off its share of the mark.\nf:1: \"q1\": At most 2 of its choices could be chosen; here as many as one "
         "likes.\n"},
        {ITEM(DECLARE("multiple", "identifier", VALUE("a")) BODY("<p>Which?</p>" CHOOSE("0", TWO)) TEMPLATE("match_correct")),
         "q1 multiple Which? [*a:One|b:Two]\nf:1: \"q1\": Its choices did not each earn a share of the mark; here each right one does "
         "and each wrong one takes off its share.\n"},
        {ITEM("<outcomeDeclaration identifier=\"MAXSCORE\" cardinality=\"single\" baseType=\"float\"><defaultValue><value>10.0</value>"
              "</defaultValue></outcomeDeclaration>" DECLARE("single", "identifier", VALUE("a")) BODY("<rubricBlock view=\"scorer\">"
              "<p>Secret.</p></rubricBlock><p>Who?</p>" CHOOSE("1", TWO))), "q1 single Who? [*a:One|b:Two]\nf:1: \"q1\": It was worth "
         "10.0 marks; here every question is worth one.\nf:1: \"q1\": Its rubric, which is not for those who answer, was left out.\n"},
        {NULL, NULL},
    };
    (void)state;
    assert_reads(FORMAT_QTI, cases);
}

static void files_made_to_hurt_are_refused(void **state)
{
    static const struct format_case cases[] = {
        {"<!DOCTYPE a [<!ENTITY x \"ha\"><!ENTITY y \"&x;&x;&x;&x;&x;&x;&x;&x;\"><!ENTITY z \"&y;&y;&y;&y;&y;&y;&y;&y;\">]>"
         "<assessmentItem>&z;</assessmentItem>", "! f:1: The file has a DOCTYPE. It can make a file grow or fetch others, so it is not "
         "read: remove it.\n"},
        {"<assessmentItem>&nbsp;</assessmentItem>", "! f:1: This is not well-formed XML: undefined entity.\n"},
        {"<assessmentItem><itemBody>", "! f:1: This is not well-formed XML: no element found.\n"},
        {"<questestinterop/>", "! f:1: It is QTI 1, which is not read: export it as QTI 2.1.\n"},
        {"<qti-assessment-item/>", "! f:1: It is QTI 3, which is not read: export it as QTI 2.1.\n"},
        {"<assessmentTest/>", "! f:1: It only refers to its items: import the whole package, the zip file.\n"},
        {"<quiz/>", "! f:1: It is no QTI 2.1: its first element is <quiz>, not <assessmentItem>.\n"},
        {"", "! f:1: This is not well-formed XML: no element found.\n"},
        {NULL, NULL},
    };
    (void)state;
    assert_reads(FORMAT_QTI, cases);
}

static void elements_without_end_meet_a_ceiling(void **state)
{
    (void)state;
    struct buf file;
    buf_init(&file, 0);
    buf_text(&file, "<assessmentItem><itemBody>");
    for (int i = 0; i < LIMIT_XML_DEPTH; i++)
        buf_text(&file, "<div>");
    char *made = read_as(FORMAT_QTI, buf_string(&file), file.size);
    assert_string_equal(made, "! f:1: The elements are nested more deeply than any question needs.\n");
    free(made);
    buf_release(&file);
}

static void feedback_without_end_costs_the_item(void **state)
{
    struct buf file;
    (void)state;
    for (int of_choice = 0; of_choice < 2; of_choice++) { /* of one choice each is put behind those before it */
        buf_init(&file, 0);
        buf_text(&file, "<assessmentItem identifier=\"q1\">" ASKED);
        for (int i = 0; i < 20000; i++)
            buf_printf(&file, of_choice ? MODAL("F", "a", "Words %d") : MODAL("F", "f%d", "%d"), i, i);
        buf_text(&file, "</assessmentItem>");
        char *made = read_as(FORMAT_QTI, buf_string(&file), file.size);
        assert_string_equal(made, NOT("it has 20000 feedbacks, more than any question needs."));
        free(made);
        buf_release(&file);
    }
}

/* Each comparison is looked at with the marks that its branch gives. */
static void rules_without_end_cost_the_item(void **state)
{
    struct buf file;
    (void)state;
    buf_init(&file, 0);
    buf_text(&file, "<assessmentItem identifier=\"q1\">" ASKED "<responseProcessing><responseCondition><responseIf>");
    for (int i = 0; i < 20000; i++)
        buf_text(&file, MATCH);
    for (int i = 0; i < 20000; i++)
        buf_text(&file, SET("SCORE", "float", "0"));
    buf_text(&file, "</responseIf></responseCondition></responseProcessing></assessmentItem>");
    char *made = read_as(FORMAT_QTI, buf_string(&file), file.size);
    assert_string_equal(made, NOT("it has 20000 comparisons, more than any question needs."));
    free(made);
    buf_release(&file);
}

/* Put behind each other they would be far more than the file. */
static void long_feedbacks_of_one_choice_stay_as_long_as_they_are(void **state)
{
    struct buf file;
    (void)state;
    buf_init(&file, 0);
    buf_text(&file, "<assessmentItem identifier=\"q1\">" ASKED);
    for (int i = 0; i < 190; i++) {
        buf_printf(&file, "<modalFeedback outcomeIdentifier=\"F\" identifier=\"a\" showHide=\"show\">%d", i);
        for (int word = 0; word < 2000; word++)
            buf_text(&file, " long words");
        buf_text(&file, "</modalFeedback>");
    }
    buf_text(&file, "</assessmentItem>");
    char *made = read_as(FORMAT_QTI, buf_string(&file), file.size);
    assert_memory_equal(made, "q1 single Who?", strlen("q1 single Who?"));
    free(made);
    buf_release(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(choices_are_read_as_question_systems_write_them),
        cmocka_unit_test(pairs_and_orders_are_read),
        cmocka_unit_test(numbers_have_their_range_in_either_order_of_the_operands),
        cmocka_unit_test(a_rule_that_takes_marks_off_or_gives_a_part_names_no_right_answer),
        cmocka_unit_test(words_are_read_with_all_that_is_accepted),
        cmocka_unit_test(feedback_goes_to_whom_it_is_for),
        cmocka_unit_test(several_interactions_are_a_situation),
        cmocka_unit_test(what_cannot_be_carried_is_said_item_by_item),
        cmocka_unit_test(files_made_to_hurt_are_refused),
        cmocka_unit_test(elements_without_end_meet_a_ceiling),
        cmocka_unit_test(feedback_without_end_costs_the_item),
        cmocka_unit_test(rules_without_end_cost_the_item),
        cmocka_unit_test(long_feedbacks_of_one_choice_stay_as_long_as_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
