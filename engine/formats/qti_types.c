/*
 * qti_types.c - which file reads which interaction, and what those with choices share: their ids, their texts, their shuffling.
 */
#include <string.h>
#include "formats/qti.h"

int qti_gather(const struct xml_node *node, const char *name, const struct xml_node *out[QTI_ANSWERS])
{
    int count = 0;
    for (const struct xml_node *at = node ? xml_child(node, name) : NULL; at; at = xml_next(at), count++)
        if (count < QTI_ANSWERS)
            out[count] = at;
    return count;
}

const char *qti_choice_identifier(const struct xml_node *choice)
{
    const char *identifier = xml_attribute(choice, "identifier");
    return identifier ? identifier : "";
}

const char *qti_choice_id(const struct qti *qti, const struct xml_node *choice)
{
    const char *identifier = qti_choice_identifier(choice);
    size_t digits = identifier[0] == 'P' ? strspn(identifier + 1, "0123456789") : 0;
    bool prefixed = qti->outcome && digits && identifier[1 + digits] == '.' && identifier[2 + digits];
    return qti_id(prefixed ? identifier + 2 + digits : identifier);
}

const char *qti_choice_text(struct qti *qti, const struct xml_node *choice)
{
    const char *text = qti_text(qti->reading, choice);
    return text ? text : "";
}

void qti_shuffle(struct qti *qti, const struct xml_node *const *choices, int count)
{
    const char *shuffle = xml_attribute(qti->interaction, "shuffle");
    int fixed = 0;
    qti->reading->question.shuffle = shuffle && strcmp(shuffle, "true") == 0;
    for (int i = 0; i < count; i++) {
        const char *stays = xml_attribute(choices[i], "fixed");
        fixed += stays && strcmp(stays, "true") == 0;
    }
    if (qti->reading->question.shuffle && fixed && fixed < count)
        report_part(qti->reading->report, &qti->reading->question, "Some of its choices kept their places (%d) when the others were "
                    "shuffled; here all are shuffled.", fixed);
}

void qti_type(struct qti *qti)
{
    const char *name = qti->interaction->name;
    if (!qti->declared)
        reading_lose(qti->reading, "it declares no right answer for its %.60s.", name);
    else if (strcmp(name, "choiceInteraction") == 0)
        qti_choices(qti, "simpleChoice");
    else if (strcmp(name, "inlineChoiceInteraction") == 0)
        qti_choices(qti, "inlineChoice");
    else if (strcmp(name, "orderInteraction") == 0)
        qti_order(qti);
    else if (strcmp(name, "matchInteraction") == 0)
        qti_match(qti);
    else if (strcmp(name, "textEntryInteraction") == 0)
        qti_typed(qti);
    else
        reading_lose(qti->reading, "the bank has no questions of its type, \"%.60s\".", name);
}
