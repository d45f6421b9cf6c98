/*
 * qti_types.c - the interactions of QTI that the bank has types for: choices, pairs, things in order; what is typed in is
 * qti_typed.c's.
 */
#include <string.h>
#include <strings.h>
#include "formats/qti.h"

#define MAPPED_MOST INT64_C(100000000000) /* a million, in hundred-thousandths: no mark is as large */

/* The choices below NODE; their number, though at most QTI_ANSWERS are given. */
static int gather(const struct xml_node *node, const char *name, const struct xml_node *out[QTI_ANSWERS])
{
    int count = 0;
    for (const struct xml_node *at = node ? xml_child(node, name) : NULL; at; at = xml_next(at), count++)
        if (count < QTI_ANSWERS)
            out[count] = at;
    return count;
}

static const char *identifier_of(const struct xml_node *choice)
{
    const char *identifier = xml_attribute(choice, "identifier");
    return identifier ? identifier : "";
}

/* A choice's id: without the "P2." that our writer puts before those of a part, as identifiers are an item's, not a part's. */
static const char *id_of(const struct qti *qti, const struct xml_node *choice)
{
    const char *identifier = identifier_of(choice);
    size_t digits = identifier[0] == 'P' ? strspn(identifier + 1, "0123456789") : 0;
    bool prefixed = qti->outcome && digits && identifier[1 + digits] == '.' && identifier[2 + digits];
    return qti_id(prefixed ? identifier + 2 + digits : identifier);
}

/* Where an identifier stands among choices; -1: it is none of them. */
static int find(const struct xml_node *const *choices, int count, const char *identifier, size_t size)
{
    for (int i = 0; i < count; i++) {
        const char *own = identifier_of(choices[i]);
        if (strlen(own) == size && strncmp(own, identifier, size) == 0)
            return i;
    }
    return -1;
}

static const char *text_of(struct qti *qti, const struct xml_node *choice)
{
    const char *text = qti_text(qti->reading, choice);
    return text ? text : "";
}

static void take_shuffle(struct qti *qti, const struct xml_node *const *choices, int count)
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

/* ---- choices ---- */

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
            if (strcmp(entries[j].key, identifier_of(choices->nodes[i])) == 0)
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
            if (strcmp(correct[j], identifier_of(choices->nodes[i])) == 0 && choices->answers[i].weight == 0) {
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
    const char *identifier = id_of(qti, choice);
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

static void take_choices(struct qti *qti, const char *element)
{
    struct reading_question *reading = qti->reading;
    struct choices choices = {0};
    bool one = is_one(qti), mapped = qti_maps(qti);
    choices.count = gather(qti->interaction, element, choices.nodes);
    if (choices.count > QTI_ANSWERS) {
        reading_lose(reading, "it has %d choices.", choices.count);
        return;
    }
    for (int i = 0; i < choices.count; i++)
        choices.answers[i] = (struct weighted){.text = text_of(qti, choices.nodes[i]),
                                               .feedback = qti_choice_feedback(qti, choices.nodes[i])};
    if (!mapped || !weigh_mapped(qti, &choices, one))
        weigh_correct(qti, &choices, one);
    if (one && take_truth(qti, &choices))
        return;
    take_shuffle(qti, choices.nodes, choices.count);
    weights_choose(reading, choices.answers, choices.count, one);
    for (int i = 0; i < reading->question.choice_count; i++)
        reading->question.choices[i].id = id_of(qti, choices.nodes[i]);
    if (!one && !reading->lost)
        report_limits(qti, choices.count);
}

/* ---- things in order, pairs ---- */

static void report_remarks(struct qti *qti, const struct xml_node *const *choices, int count)
{
    for (int i = 0; i < count; i++)
        if (qti_choice_feedback(qti, choices[i])) {
            report_part(qti->reading->report, &qti->reading->question, "Feedback of single choices was left out: here it is for the "
                        "question as a whole.");
            return;
        }
}

static void take_order(struct qti *qti)
{
    struct reading_question *reading = qti->reading;
    struct format_question *question = &reading->question;
    const struct xml_node *items[QTI_ANSWERS];
    const char *correct[QTI_ANSWERS];
    bool met[LIMIT_CHOICES] = {false};
    int count = gather(qti->interaction, "simpleChoice", items), given = qti_correct(qti, correct);
    question->kind = QUESTION_ORDERING;
    if (count > LIMIT_CHOICES) {
        reading_lose(reading, "it has too many items: the bank takes at most 8.");
        return;
    }
    for (int i = 0; i < count; i++)
        question->choices[i] = (struct format_choice){.id = id_of(qti, items[i]), .text = text_of(qti, items[i])};
    question->choice_count = count;
    for (int place = 0; place < given && given == count; place++) {
        int item = find(items, count, correct[place], strlen(correct[place]));
        given = item < 0 || met[item] ? -1 : given;
        if (given < 0)
            break;
        met[item] = true;
        question->key[place] = item;
    }
    if (given != count) {
        reading_lose(reading, "its right order does not name each of its items once.");
        return;
    }
    take_shuffle(qti, items, count);
    report_remarks(qti, items, count);
    if (qti_all_or_nothing(qti))
        report_part(reading->report, question, "Its items did not each earn a share of the mark by their places; here they do.");
}

struct pairs {
    const struct xml_node *nodes[2][QTI_ANSWERS];
    int count[2];
    int partner[2][QTI_ANSWERS]; /* the last one that was named; */
    int partners[2][QTI_ANSWERS]; /* how many were */
};

/* "A P": of the one side, a space, of the other; in whichever order. */
static void take_pair(struct pairs *pairs, const char *text)
{
    size_t size = strcspn(text, " \t\r\n");
    const char *other = text + size + strspn(text + size, " \t\r\n");
    for (int side = 0; side < 2; side++) {
        int a = find(pairs->nodes[side], pairs->count[side], text, size);
        int b = find(pairs->nodes[1 - side], pairs->count[1 - side], other, strcspn(other, " \t\r\n"));
        if (a < 0 || b < 0)
            continue;
        pairs->partner[side][a] = b;
        pairs->partner[1 - side][b] = a;
        pairs->partners[side][a]++;
        pairs->partners[1 - side][b]++;
        return;
    }
}

/* Has each of this side just one partner? */
static bool is_left(const struct pairs *pairs, int side)
{
    for (int i = 0; i < pairs->count[side]; i++)
        if (pairs->partners[side][i] != 1)
            return false;
    return true;
}

/* The identifiers of the two sides may not be the same, so ours have "L." and "R." before them. */
static const char *side_id(const struct qti *qti, const struct xml_node *choice, char side)
{
    const char *identifier = id_of(qti, choice);
    return qti_id(identifier[0] == side && identifier[1] == '.' && identifier[2] ? identifier + 2 : identifier);
}

static void report_pairs(struct qti *qti)
{
    struct qti_entry entries[QTI_ANSWERS];
    int mapped = qti_maps(qti) ? qti_mapping(qti, entries) : 0;
    int64_t each = 0;
    bool equal = true;
    for (int i = 0; i < mapped; i++) {
        equal = equal && entries[i].value >= 0 && (entries[i].value == 0 || each == 0 || entries[i].value == each);
        each = entries[i].value > 0 ? entries[i].value : each;
    }
    if (!equal)
        report_part(qti->reading->report, &qti->reading->question, "Its pairs were worth different marks; here each right one is "
                    "worth the same and a wrong one costs nothing.");
    if (qti_all_or_nothing(qti))
        report_part(qti->reading->report, &qti->reading->question, "Its pairs did not each earn a share of the mark; here they do.");
}

static void take_pairs(struct qti *qti, const struct pairs *pairs, int left)
{
    struct format_question *question = &qti->reading->question;
    if (pairs->count[left] > LIMIT_CHOICES || pairs->count[1 - left] > LIMIT_CHOICES) {
        reading_lose(qti->reading, "it has too many pairs: the bank takes 8 on the left and 10 on the right.");
        return;
    }
    for (int i = 0; i < pairs->count[left]; i++) {
        const struct xml_node *node = pairs->nodes[left][i];
        question->choices[i] = (struct format_choice){.id = side_id(qti, node, 'L'), .text = text_of(qti, node)};
        question->key[i] = pairs->partner[left][i];
    }
    for (int i = 0; i < pairs->count[1 - left]; i++) {
        const struct xml_node *node = pairs->nodes[1 - left][i];
        question->targets[i] = (struct format_choice){.id = side_id(qti, node, 'R'), .text = text_of(qti, node)};
    }
    question->choice_count = pairs->count[left];
    question->target_count = pairs->count[1 - left];
    take_shuffle(qti, pairs->nodes[1 - left], pairs->count[1 - left]);
    report_remarks(qti, pairs->nodes[left], pairs->count[left]);
    report_pairs(qti);
}

static void take_match(struct qti *qti)
{
    struct pairs pairs = {0};
    const char *correct[QTI_ANSWERS];
    const struct xml_node *set = xml_child(qti->interaction, "simpleMatchSet");
    qti->reading->question.kind = QUESTION_MATCHING;
    for (int side = 0; side < 2 && set; side++, set = xml_next(set))
        pairs.count[side] = gather(set, "simpleAssociableChoice", pairs.nodes[side]);
    if (pairs.count[0] > QTI_ANSWERS || pairs.count[1] > QTI_ANSWERS) {
        reading_lose(qti->reading, "it has too many pairs: the bank takes 8 on the left and 10 on the right.");
        return;
    }
    int given = qti_correct(qti, correct);
    for (int i = 0; i < given; i++)
        take_pair(&pairs, correct[i]);
    if (is_left(&pairs, 0))
        take_pairs(qti, &pairs, 0);
    else if (is_left(&pairs, 1))
        take_pairs(qti, &pairs, 1);
    else
        reading_lose(qti->reading, "on neither side does each have one right partner.");
}

void qti_type(struct qti *qti)
{
    const char *name = qti->interaction->name;
    if (!qti->declared)
        reading_lose(qti->reading, "it declares no right answer for its %.60s.", name);
    else if (strcmp(name, "choiceInteraction") == 0)
        take_choices(qti, "simpleChoice");
    else if (strcmp(name, "inlineChoiceInteraction") == 0)
        take_choices(qti, "inlineChoice");
    else if (strcmp(name, "orderInteraction") == 0)
        take_order(qti);
    else if (strcmp(name, "matchInteraction") == 0)
        take_match(qti);
    else if (strcmp(name, "textEntryInteraction") == 0)
        qti_typed(qti);
    else
        reading_lose(qti->reading, "the bank has no questions of its type, \"%.60s\".", name);
}
