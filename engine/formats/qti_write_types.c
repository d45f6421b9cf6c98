/*
 * qti_write_types.c - what each type declares to be right, and the rules that give the marks that the bank gives: by a mapping
 * where answers earn shares, place by place for things in order, by the two ends of the range for numbers.
 */
#include <string.h>
#include "formats/qti_out.h"
#include "signpost/text.h"

/* ---- declarations ---- */

static void put_value(struct qti_out *qti, const char *value)
{
    buf_text(qti->out, "      ");
    buf_text(qti->out, "<value>");
    xml_put(qti->out, value);
    buf_text(qti->out, "</value>\n");
}

/* 1/PARTS of the mark. */
static void put_mapped(struct qti_out *qti, const char *key, bool wrong, int parts)
{
    char share[32];
    text_ratio(share, sizeof share, 1, parts, parts == 1 ? 0 : 6);
    buf_text(qti->out, "      <mapEntry mapKey=\"");
    xml_put(qti->out, key);
    buf_printf(qti->out, "\" mappedValue=\"%s%s\"%s/>\n", wrong ? "-" : "", share,
               qti->question->kind == QUESTION_SHORT ? " caseSensitive=\"false\"" : "");
}

static void open_mapping(struct qti_out *qti)
{
    buf_text(qti->out, "    </correctResponse>\n    <mapping lowerBound=\"0\" upperBound=\"1\" defaultValue=\"0\">\n");
}

static const char *pair_of(struct qti_out *qti, int left)
{
    const struct format_question *question = qti->question;
    const char *pair = arena_printf(qti->arena, "%s %s", qti_identifier(qti, "L.", question->choices[left].id),
                                    qti_identifier(qti, "R.", question->targets[question->key[left]].id));
    qti->failed |= !pair;
    return pair ? pair : "";
}

static void declare_one(struct qti_out *qti)
{
    const struct format_question *question = qti->question;
    bool truth = question->kind == QUESTION_TRUE_FALSE;
    put_value(qti, qti_identifier(qti, "", truth ? (question->key[0] ? "true" : "false")
                                                 : question->choices[question->key[0]].id));
    buf_text(qti->out, "    </correctResponse>\n");
}

static void declare_multiple(struct qti_out *qti)
{
    const struct format_question *question = qti->question;
    int rights = 0;
    for (int i = 0; i < question->choice_count; i++)
        if (question->key[i]) {
            put_value(qti, qti_identifier(qti, "", question->choices[i].id));
            rights++;
        }
    open_mapping(qti);
    for (int i = 0; i < question->choice_count; i++)
        put_mapped(qti, qti_identifier(qti, "", question->choices[i].id), !question->key[i],
                   question->key[i] ? rights : question->choice_count - rights);
    buf_text(qti->out, "    </mapping>\n");
}

static void declare_matching(struct qti_out *qti)
{
    const struct format_question *question = qti->question;
    for (int i = 0; i < question->choice_count; i++)
        put_value(qti, pair_of(qti, i));
    open_mapping(qti);
    for (int i = 0; i < question->choice_count; i++)
        put_mapped(qti, pair_of(qti, i), false, question->choice_count);
    buf_text(qti->out, "    </mapping>\n");
}

static void declare_ordering(struct qti_out *qti)
{
    const struct format_question *question = qti->question;
    for (int i = 0; i < question->choice_count; i++)
        put_value(qti, qti_identifier(qti, "", question->choices[question->key[i]].id));
    buf_text(qti->out, "    </correctResponse>\n");
}

static void declare_numeric(struct qti_out *qti)
{
    put_value(qti, qti->question->number);
    buf_text(qti->out, "    </correctResponse>\n");
}

static void declare_short(struct qti_out *qti)
{
    const struct format_question *question = qti->question;
    put_value(qti, question->accepted[0]);
    open_mapping(qti);
    for (int i = 0; i < question->accepted_count; i++)
        put_mapped(qti, question->accepted[i], false, 1);
    buf_text(qti->out, "    </mapping>\n");
}

/* ---- rules ---- */

static void put_outcome(struct qti_out *qti, int indent, const char *outcome, const char *type, const char *value)
{
    buf_printf(qti->out, "%*s<setOutcomeValue identifier=\"%s\"><baseValue baseType=\"%s\">%s</baseValue></setOutcomeValue>\n", indent,
               "", outcome, type, value);
}

static void test_match(struct qti_out *qti)
{
    const char *response = qti_variable(qti, "RESPONSE", QTI_RESPONSE);
    buf_printf(qti->out, "        <match><variable identifier=\"%s\"/><correct identifier=\"%s\"/></match>\n", response, response);
}

static void test_mapped(struct qti_out *qti)
{
    buf_printf(qti->out, "        <gt><mapResponse identifier=\"%s\"/><baseValue baseType=\"float\">0</baseValue></gt>\n",
               qti_variable(qti, "RESPONSE", QTI_RESPONSE));
}

/* The two ends of what counts; false where they, or what is between them, cannot be said in the bank's decimals. */
static bool range_of(struct qti_out *qti, const char **low, const char **high, const char **off)
{
    const char *middle;
    return decimal_around(qti->arena, qti->question->number, qti->question->tolerance, low, high) &&
           decimal_between(qti->arena, *low, *high, &middle, off);
}

static void test_range(struct qti_out *qti)
{
    const char *response = qti_variable(qti, "RESPONSE", QTI_RESPONSE), *low, *high, *off;
    if (!range_of(qti, &low, &high, &off)) {
        if (!qti->lost)
            report_question(qti->report, qti->whole, "Not carried: its range ends beyond nine digits, which would not be read "
                            "back.");
        qti->lost = true;
        return;
    }
    buf_printf(qti->out, "        <and>\n"
               "          <gte><variable identifier=\"%s\"/><baseValue baseType=\"float\">%s</baseValue></gte>\n"
               "          <lte><variable identifier=\"%s\"/><baseValue baseType=\"float\">%s</baseValue></lte>\n"
               "        </and>\n", response, low, response, high);
}

const char *qti_tolerance(struct qti_out *qti)
{
    const char *low, *high, *off;
    if (qti->question->kind != QUESTION_NUMERIC || !range_of(qti, &low, &high, &off))
        return NULL;
    return strcmp(off, qti->question->tolerance) == 0 ? NULL : qti->question->tolerance;
}

static void partly_mapped(struct qti_out *qti)
{
    buf_printf(qti->out, "        <setOutcomeValue identifier=\"%s\"><mapResponse identifier=\"%s\"/></setOutcomeValue>\n",
               qti_variable(qti, "SCORE", "SCORE-"), qti_variable(qti, "RESPONSE", QTI_RESPONSE));
}

/* An item in its right place earns its share. */
static void partly_placed(struct qti_out *qti)
{
    const struct format_question *question = qti->question;
    const char *score = qti_variable(qti, "SCORE", "SCORE-"), *response = qti_variable(qti, "RESPONSE", QTI_RESPONSE);
    char share[32];
    text_ratio(share, sizeof share, 1, question->choice_count, 6);
    for (int place = 0; place < question->choice_count; place++)
        buf_printf(qti->out, "        <responseCondition>\n          <responseIf>\n"
                   "            <match><index n=\"%d\"><variable identifier=\"%s\"/></index>"
                   "<baseValue baseType=\"identifier\">%s</baseValue></match>\n"
                   "            <setOutcomeValue identifier=\"%s\"><sum><variable identifier=\"%s\"/>"
                   "<baseValue baseType=\"float\">%s</baseValue></sum></setOutcomeValue>\n"
                   "          </responseIf>\n        </responseCondition>\n", place + 1, response,
                   qti_identifier(qti, "", question->choices[question->key[place]].id), score, score, share);
}

static const struct {
    const char *cardinality, *base;
    void (*declare)(struct qti_out *qti);
    void (*test)(struct qti_out *qti);
    void (*partly)(struct qti_out *qti); /* what an answer earns that is not wholly right; NULL: nothing */
} types[QUESTION_KINDS] = {
    [QUESTION_SINGLE] = {"single", "identifier", declare_one, test_match, NULL},
    [QUESTION_MULTIPLE] = {"multiple", "identifier", declare_multiple, test_match, partly_mapped},
    [QUESTION_TRUE_FALSE] = {"single", "identifier", declare_one, test_match, NULL},
    [QUESTION_MATCHING] = {"multiple", "directedPair", declare_matching, test_match, partly_mapped},
    [QUESTION_ORDERING] = {"ordered", "identifier", declare_ordering, test_match, partly_placed},
    [QUESTION_NUMERIC] = {"single", "float", declare_numeric, test_range, NULL},
    [QUESTION_SHORT] = {"single", "string", declare_short, test_mapped, NULL},
};

void qti_put_declaration(struct qti_out *qti)
{
    enum question_kind kind = qti->question->kind;
    buf_printf(qti->out, "  <responseDeclaration identifier=\"%s\" cardinality=\"%s\" baseType=\"%s\">\n    <correctResponse>\n",
               qti_variable(qti, "RESPONSE", QTI_RESPONSE), types[kind].cardinality, types[kind].base);
    types[kind].declare(qti);
    buf_text(qti->out, "  </responseDeclaration>\n");
}

void qti_put_rules(struct qti_out *qti)
{
    enum question_kind kind = qti->question->kind;
    const char *score = qti_variable(qti, "SCORE", "SCORE-"), *feedback = qti_variable(qti, QTI_OUTCOME, QTI_FEEDBACK);
    buf_text(qti->out, "    <responseCondition>\n      <responseIf>\n");
    types[kind].test(qti);
    put_outcome(qti, 8, score, "float", "1");
    put_outcome(qti, 8, feedback, "identifier", QTI_RIGHT);
    buf_text(qti->out, "      </responseIf>\n      <responseElse>\n");
    if (types[kind].partly)
        types[kind].partly(qti);
    put_outcome(qti, 8, feedback, "identifier", QTI_WRONG);
    buf_text(qti->out, "      </responseElse>\n    </responseCondition>\n");
}
