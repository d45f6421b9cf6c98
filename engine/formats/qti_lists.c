/*
 * qti_lists.c - lists of which the right answer names every one: things in order, pairs.
 */
#include <string.h>
#include "formats/qti.h"

/* Where an identifier stands among choices; -1: it is none of them. */
static int find(const struct xml_node *const *choices, int count, const char *identifier, size_t size)
{
    for (int i = 0; i < count; i++) {
        const char *own = qti_choice_identifier(choices[i]);
        if (strlen(own) == size && strncmp(own, identifier, size) == 0)
            return i;
    }
    return -1;
}

static void report_remarks(struct qti *qti, const struct xml_node *const *choices, int count)
{
    for (int i = 0; i < count; i++)
        if (qti_choice_feedback(qti, choices[i])) {
            report_part(qti->reading->report, &qti->reading->question, "Feedback of single choices was left out: here it is for the "
                        "question as a whole.");
            return;
        }
}

/* ---- things in order ---- */

void qti_order(struct qti *qti)
{
    struct reading_question *reading = qti->reading;
    struct format_question *question = &reading->question;
    const struct xml_node *items[QTI_ANSWERS];
    const char *correct[QTI_ANSWERS];
    bool met[LIMIT_CHOICES] = {false};
    int count = qti_gather(qti->interaction, "simpleChoice", items), given = qti_correct(qti, correct);
    question->kind = QUESTION_ORDERING;
    if (count > LIMIT_CHOICES) {
        reading_lose(reading, "it has too many items: the bank takes at most 8.");
        return;
    }
    for (int i = 0; i < count; i++)
        question->choices[i] = (struct format_choice){.id = qti_choice_id(qti, items[i]), .text = qti_choice_text(qti, items[i])};
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
    qti_shuffle(qti, items, count);
    report_remarks(qti, items, count);
    if (qti_all_or_nothing(qti))
        report_part(reading->report, question, "Its items did not each earn a share of the mark by their places; here they do.");
}

/* ---- pairs ---- */

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
    const char *identifier = qti_choice_id(qti, choice);
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
        question->choices[i] = (struct format_choice){.id = side_id(qti, node, 'L'), .text = qti_choice_text(qti, node)};
        question->key[i] = pairs->partner[left][i];
    }
    for (int i = 0; i < pairs->count[1 - left]; i++) {
        const struct xml_node *node = pairs->nodes[1 - left][i];
        question->targets[i] = (struct format_choice){.id = side_id(qti, node, 'R'), .text = qti_choice_text(qti, node)};
    }
    question->choice_count = pairs->count[left];
    question->target_count = pairs->count[1 - left];
    qti_shuffle(qti, pairs->nodes[1 - left], pairs->count[1 - left]);
    report_remarks(qti, pairs->nodes[left], pairs->count[left]);
    report_pairs(qti);
}

void qti_match(struct qti *qti)
{
    struct pairs pairs = {0};
    const char *correct[QTI_ANSWERS];
    const struct xml_node *set = xml_child(qti->interaction, "simpleMatchSet");
    qti->reading->question.kind = QUESTION_MATCHING;
    for (int side = 0; side < 2 && set; side++, set = xml_next(set))
        pairs.count[side] = qti_gather(set, "simpleAssociableChoice", pairs.nodes[side]);
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
