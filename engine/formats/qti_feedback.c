/*
 * qti_feedback.c - whose feedback it is. QTI shows a feedback when an outcome has its identifier; what the outcome means stands
 * in the rules and, in the items that question systems make, in the identifier itself: correct_fb, incorrect_fb, a choice's.
 * showHide is not looked at: systems write "hide" for what they mean to show.
 */
#include <stdio.h>
#include <string.h>
#include "formats/qti.h"

#define FEEDBACKS 200 /* of one item; each is looked for in the whole of it */

enum side { SIDE_BOTH, SIDE_RIGHT, SIDE_WRONG, SIDE_PARTLY, SIDE_SILENT };

static bool is_feedback(const struct xml_node *node)
{
    return node->name && (strcmp(node->name, "modalFeedback") == 0 || strcmp(node->name, "feedbackBlock") == 0 ||
                          strcmp(node->name, "feedbackInline") == 0);
}

static bool names(const struct xml_node *node, const char *identifier)
{
    const char *own = xml_attribute(node, "identifier");
    return own && identifier && strcmp(own, identifier) == 0;
}

const char *qti_choice_feedback(const struct qti *qti, const struct xml_node *choice)
{
    const char *identifier = xml_attribute(choice, "identifier"), *found = NULL;
    const struct xml_node *modal = xml_child(qti->item, "modalFeedback");
    for (const struct xml_node *at = xml_step(choice, choice); at; at = xml_step(at, choice))
        if (is_feedback(at))
            found = reading_join(qti->reading, found, qti_remark(qti->reading, at));
    for (; modal; modal = xml_next(modal))
        if (names(modal, identifier))
            found = reading_join(qti->reading, found, qti_remark(qti->reading, modal));
    return found;
}

static bool holds(const char *text, const char *const *words)
{
    for (; *words; words++)
        if (strstr(text, *words))
            return true;
    return false;
}

static enum side side_of(const struct qti *qti, const struct xml_node *node)
{
    static const char *const partly[] = {"partial", "partly", NULL};
    static const char *const silent[] = {"unanswered", "noanswer", "no_answer", "notanswered", NULL};
    static const char *const wrong[] = {"incorrect", "wrong", "missed", "false", "notok", NULL};
    static const char *const right[] = {"correct", "right", "true", "feedbackok", NULL};
    const char *identifier = xml_attribute(node, "identifier"), *outcome = xml_attribute(node, "outcomeIdentifier");
    char name[80];
    snprintf(name, sizeof name, "%.79s", identifier ? identifier : "");
    for (char *at = name; *at; at++)
        if (*at >= 'A' && *at <= 'Z')
            *at = (char)(*at + 32);
    if (holds(name, partly))
        return SIDE_PARTLY;
    if (holds(name, silent))
        return SIDE_SILENT;
    if (holds(name, wrong))
        return SIDE_WRONG;
    if (holds(name, right))
        return SIDE_RIGHT;
    int side = outcome && identifier ? qti_rule_side(qti->item, outcome, identifier) : 0;
    return side > 0 ? SIDE_RIGHT : side < 0 ? SIDE_WRONG : SIDE_BOTH;
}

/* A part takes what is its own, the whole all the rest. */
static bool is_ours(const struct qti *qti, const struct xml_node *node)
{
    const char *outcome = xml_attribute(node, "outcomeIdentifier");
    if (qti->outcome)
        return outcome && strcmp(outcome, qti->outcome) == 0;
    return !outcome || strncmp(outcome, QTI_FEEDBACK, strlen(QTI_FEEDBACK)) != 0;
}

static void take(const struct qti *qti, const struct xml_node *node)
{
    struct reading_question *reading = qti->reading;
    struct format_question *question = &reading->question;
    const char *text = qti_remark(reading, node);
    enum side side = side_of(qti, node);
    if (side == SIDE_RIGHT || side == SIDE_BOTH)
        question->right = reading_join(reading, question->right, text);
    if (side == SIDE_WRONG || side == SIDE_BOTH)
        question->wrong = reading_join(reading, question->wrong, text);
    if (side == SIDE_PARTLY && text && (!question->wrong || strcmp(text, question->wrong) != 0))
        report_part(reading->report, question, "Its feedback for partly right answers was left out: \"%.60s\"", text);
    if (side == SIDE_SILENT && text)
        report_part(reading->report, question, "Its feedback for those who did not answer was left out: \"%.60s\"", text);
}

/* Is it within an interaction, or has it the identifier of a choice? Then it is that choice's alone. */
static bool is_a_choices(const struct qti *qti, const struct xml_node *node)
{
    static const char *const choices[] = {"simpleChoice", "inlineChoice", "simpleAssociableChoice", NULL};
    for (const struct xml_node *above = node->parent; above; above = above->parent)
        if (qti_is_interaction(above))
            return true;
    for (const struct xml_node *at = xml_step(qti->item, qti->item); at; at = xml_step(at, qti->item))
        for (int i = 0; at->name && choices[i]; i++)
            if (strcmp(at->name, choices[i]) == 0 && names(node, xml_attribute(at, "identifier")))
                return true;
    return false;
}

bool qti_feedbacks_are_few(struct reading_question *reading, const struct xml_node *item)
{
    int count = 0;
    for (const struct xml_node *at = xml_step(item, item); at; at = xml_step(at, item))
        count += is_feedback(at);
    if (count > FEEDBACKS)
        reading_lose(reading, "it has %d feedbacks, more than any question needs.", count);
    return count <= FEEDBACKS;
}

void qti_feedback(const struct qti *qti)
{
    for (const struct xml_node *at = xml_step(qti->item, qti->item); at; at = xml_step(at, qti->item))
        if (is_feedback(at) && is_ours(qti, at) && !is_a_choices(qti, at))
            take(qti, at);
}
