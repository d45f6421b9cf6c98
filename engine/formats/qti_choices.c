/*
 * qti_choices.c - one or several of some choices, weighed by their marks or by the right answers; two that say true and false.
 */
#include <string.h>
#include <strings.h>
#include "formats/qti.h"

#define MAPPED_MOST INT64_C(100000000000) /* a million, in hundred-thousandths: no mark is as large */

struct choices {
    const struct xml_node *nodes[QTI_ANSWERS];
    struct weighted answers[QTI_ANSWERS];
    int count;
};

/* By the mapping: in parts of the best answer, or of all right ones together. False: there are no such marks. */
static bool weigh_mapped(struct qti *qti, struct choices *choices, bool one)
{
    struct qti_entry entries[QTI_ANSWERS];
    int mapped = qti_mapping(qti, entries);
    int64_t values[QTI_ANSWERS], full = 0;
    for (int i = 0; i < choices->count; i++) {
        values[i] = 0;
        for (int j = 0; j < mapped; j++)
            if (strcmp(entries[j].key, qti_choice_identifier(choices->nodes[i])) == 0)
                values[i] = entries[j].value;
        if (values[i] > MAPPED_MOST || values[i] < -MAPPED_MOST)
            return false;
        if (values[i] > 0)
            full = one ? (values[i] > full ? values[i] : full) : full + values[i];
    }
    for (int i = 0; i < choices->count; i++)
        choices->answers[i].weight = full ? values[i] * WEIGHT_FULL / full : 0;
    return true;
}

/* By the right answers: as the bank marks. */
static void weigh_correct(struct qti *qti, struct choices *choices, bool one)
{
    const char *correct[QTI_ANSWERS];
    int given = qti_correct(qti, correct), rights = 0;
    for (int i = 0; i < choices->count; i++)
        for (int j = 0; j < given; j++)
            if (strcmp(correct[j], qti_choice_identifier(choices->nodes[i])) == 0 && choices->answers[i].weight == 0) {
                choices->answers[i].weight = WEIGHT_FULL;
                rights++;
            }
    for (int i = 0; i < choices->count && !one && rights; i++)
        if (choices->answers[i].weight)
            choices->answers[i].weight = WEIGHT_FULL / rights;
        else
            choices->answers[i].weight = -(WEIGHT_FULL / (choices->count - rights));
}

/* 1 and 0: the choice is "true", "false"; -1: it is neither. */
static int truth_of(struct qti *qti, const struct xml_node *choice, const char *text)
{
    const char *identifier = qti_choice_id(qti, choice);
    bool says_true = strcasecmp(text, "true") == 0, says_false = strcasecmp(text, "false") == 0;
    if (strcasecmp(identifier, "true") == 0 || strcasecmp(identifier, "false") == 0) {
        int truth = strcasecmp(identifier, "true") == 0;
        if (!(truth ? says_true : says_false))
            report_part(qti->reading->report, &qti->reading->question, "Its choice \"%.60s\" is called %s here.", text,
                        truth ? "true" : "false");
        return truth;
    }
    return says_true ? 1 : says_false ? 0 : -1;
}

/* Two choices, true and false, are a type of their own. */
static bool take_truth(struct qti *qti, const struct choices *choices)
{
    struct format_question *question = &qti->reading->question;
    int right = -1;
    if (choices->count != 2)
        return false;
    int first = truth_of(qti, choices->nodes[0], choices->answers[0].text);
    int second = first < 0 ? -1 : truth_of(qti, choices->nodes[1], choices->answers[1].text);
    if (first < 0 || second < 0 || first == second)
        return false;
    for (int i = 0; i < 2; i++)
        if (choices->answers[i].weight == WEIGHT_FULL)
            right = right < 0 ? i : 2;
    question->kind = QUESTION_TRUE_FALSE;
    if (right < 0 || right == 2) {
        reading_lose(qti->reading, "not just one of true and false is its right answer.");
        return true;
    }
    question->key[0] = right == 0 ? first : second;
    question->right = choices->answers[right].feedback;
    question->wrong = choices->answers[1 - right].feedback;
    return true;
}

static void report_limits(struct qti *qti, int count)
{
    const char *most = xml_attribute(qti->interaction, "maxChoices");
    int64_t limit = 0;
    if (most && weight_parse(most, strlen(most), &limit) && limit > 0 && limit < (int64_t)count * 100000)
        report_part(qti->reading->report, &qti->reading->question, "At most %.10s of its choices could be chosen; here as many as one "
                    "likes.", most);
    if (qti_all_or_nothing(qti))
        report_part(qti->reading->report, &qti->reading->question, "Its choices did not each earn a share of the mark; here each "
                    "right one does and each wrong one takes off its share.");
}

static bool is_one(const struct qti *qti)
{
    const char *cardinality = xml_attribute(qti->declared, "cardinality"), *most = xml_attribute(qti->interaction, "maxChoices");
    return !cardinality || strcmp(cardinality, "single") == 0 || (most && strcmp(most, "1") == 0);
}

void qti_choices(struct qti *qti, const char *element)
{
    struct reading_question *reading = qti->reading;
    struct choices choices = {0};
    bool one = is_one(qti), mapped = qti_maps(qti);
    choices.count = qti_gather(qti->interaction, element, choices.nodes);
    if (choices.count > QTI_ANSWERS) {
        reading_lose(reading, "it has %d choices.", choices.count);
        return;
    }
    for (int i = 0; i < choices.count; i++)
        choices.answers[i] = (struct weighted){.text = qti_choice_text(qti, choices.nodes[i]),
                                               .feedback = qti_choice_feedback(qti, choices.nodes[i])};
    if (!mapped || !weigh_mapped(qti, &choices, one))
        weigh_correct(qti, &choices, one);
    if (one && take_truth(qti, &choices))
        return;
    qti_shuffle(qti, choices.nodes, choices.count);
    weights_choose(reading, choices.answers, choices.count, one);
    for (int i = 0; i < reading->question.choice_count; i++)
        reading->question.choices[i].id = qti_choice_id(qti, choices.nodes[i]);
    if (!one && !reading->lost)
        report_limits(qti, choices.count);
}
