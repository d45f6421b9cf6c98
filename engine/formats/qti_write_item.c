/*
 * qti_write_item.c - one item: what is right, outcomes, body, rules, feedback. A situation has a response, a score and a feedback
 * for each part; its score is their mean.
 */
#include <stdio.h>
#include "formats/qti_out.h"

/* Calls PUT for each part in turn, or for the question that has none. */
static void each(struct qti_out *qti, void (*put)(struct qti_out *qti))
{
    const struct format_question *whole = qti->question;
    for (int i = 0; i < whole->part_count; i++) {
        qti->question = &whole->parts[i];
        qti->part = i + 1;
        put(qti);
    }
    qti->question = whole;
    qti->part = 0;
    if (whole->kind != QUESTION_SITUATION)
        put(qti);
}

static void put_score(struct qti_out *qti, const char *outcome, int value)
{
    buf_printf(qti->out, "  <outcomeDeclaration identifier=\"%s\" cardinality=\"single\" baseType=\"float\">"
               "<defaultValue><value>%d</value></defaultValue></outcomeDeclaration>\n", outcome, value);
}

static void put_outcomes(struct qti_out *qti)
{
    if (qti->part)
        put_score(qti, qti_variable(qti, "SCORE", "SCORE-"), 0);
    buf_printf(qti->out, "  <outcomeDeclaration identifier=\"%s\" cardinality=\"single\" baseType=\"identifier\"/>\n",
               qti_variable(qti, QTI_OUTCOME, QTI_FEEDBACK));
}

static void put_part(struct qti_out *qti)
{
    buf_text(qti->out, qti->part ? "    <div class=\"part\">\n" : "    <div>");
    qti_put_text(qti, qti->question->stem, true);
    if (!qti->part)
        buf_text(qti->out, "    </div>\n");
    qti_put_interaction(qti, qti->part ? 6 : 4);
    if (qti->part)
        buf_text(qti->out, "    </div>\n");
}

static void put_body(struct qti_out *qti)
{
    buf_text(qti->out, "  <itemBody>\n");
    if (qti->question->kind == QUESTION_SITUATION) {
        buf_text(qti->out, "    <div class=\"scenario\">");
        qti_put_text(qti, qti->question->stem, true);
        buf_text(qti->out, "    </div>\n");
    }
    each(qti, put_part);
    buf_text(qti->out, "  </itemBody>\n");
}

/* The mean of the parts; and the whole is right when each of them is. */
static void put_mean(struct qti_out *qti)
{
    const struct format_question *whole = qti->question;
    buf_text(qti->out, "    <setOutcomeValue identifier=\"SCORE\"><divide><sum>");
    for (int i = 0; i < whole->part_count; i++)
        buf_printf(qti->out, "<variable identifier=\"SCORE-%s\"/>", whole->parts[i].name);
    buf_printf(qti->out, "</sum><baseValue baseType=\"float\">%d</baseValue></divide></setOutcomeValue>\n", whole->part_count);
    buf_text(qti->out, "    <responseCondition>\n      <responseIf>\n"
             "        <gte><variable identifier=\"SCORE\"/><baseValue baseType=\"float\">1</baseValue></gte>\n"
             "        <setOutcomeValue identifier=\"" QTI_OUTCOME "\"><baseValue baseType=\"identifier\">" QTI_RIGHT
             "</baseValue></setOutcomeValue>\n      </responseIf>\n      <responseElse>\n"
             "        <setOutcomeValue identifier=\"" QTI_OUTCOME "\"><baseValue baseType=\"identifier\">" QTI_WRONG
             "</baseValue></setOutcomeValue>\n      </responseElse>\n    </responseCondition>\n");
}

static void put_feedback(struct qti_out *qti)
{
    for (int right = 1; right >= 0; right--) {
        buf_printf(qti->out, "  <modalFeedback outcomeIdentifier=\"%s\" identifier=\"%s\" showHide=\"show\">",
                   qti_variable(qti, QTI_OUTCOME, QTI_FEEDBACK), right ? QTI_RIGHT : QTI_WRONG);
        qti_put_text(qti, right ? qti->question->right : qti->question->wrong, true);
        buf_text(qti->out, "  </modalFeedback>\n");
    }
}

void qti_put_item(struct qti_out *qti)
{
    const struct format_question *whole = qti->question;
    bool situation = whole->kind == QUESTION_SITUATION;
    buf_printf(qti->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<assessmentItem xmlns=\"http://www.imsglobal.org/xsd/imsqti_v2p1\"\n"
               "    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
               "    xsi:schemaLocation=\"http://www.imsglobal.org/xsd/imsqti_v2p1 "
               "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd\"\n"
               "    identifier=\"%s\" title=\"%s\" adaptive=\"false\" timeDependent=\"false\" toolName=\"Signpost\">\n",
               qti_identifier(qti, "", whole->name), whole->name);
    each(qti, qti_put_declaration);
    put_score(qti, "SCORE", 0);
    put_score(qti, "MAXSCORE", 1);
    if (situation)
        put_outcomes(qti);
    each(qti, put_outcomes);
    put_body(qti);
    buf_text(qti->out, "  <responseProcessing>\n");
    each(qti, qti_put_rules);
    if (situation)
        put_mean(qti);
    buf_text(qti->out, "  </responseProcessing>\n");
    if (situation)
        put_feedback(qti);
    each(qti, put_feedback);
    buf_text(qti->out, "</assessmentItem>\n");
}
