/*
 * moodle_types.c - the question types of Moodle XML that the bank has too.
 */
#include <string.h>
#include <strings.h>
#include "formats/moodle.h"

#define ANSWERS 64 /* looked at; the bank takes fewer, so the rest is only counted */

/* Feedback for right, partly right and wrong answers as a whole. */
static void take_combined(struct moodle *moodle)
{
    static const char usual[] = "Your answer is partially correct.";
    struct format_question *question = &moodle->reading->question;
    const char *right = moodle_remark(moodle, xml_child(moodle->node, "correctfeedback"));
    const char *partly = moodle_remark(moodle, xml_child(moodle->node, "partiallycorrectfeedback"));
    const char *wrong = moodle_remark(moodle, xml_child(moodle->node, "incorrectfeedback"));
    question->right = right;
    question->wrong = wrong;
    if (partly && strcmp(partly, usual) != 0 && (!wrong || strcmp(partly, wrong) != 0))
        report_part(moodle->reading->report, question, "Its feedback for partly right answers was left out: \"%.60s\"",
                    partly);
}

static void read_multichoice(struct moodle *moodle)
{
    struct weighted answers[ANSWERS];
    int count = 0;
    const struct xml_node *answer = xml_child(moodle->node, "answer");
    for (; answer; answer = xml_next(answer)) {
        if (count < ANSWERS) {
            const char *text = moodle_text(moodle, answer);
            answers[count] = (struct weighted){.text = text ? text : "", .weight = moodle_fraction(answer),
                                               .feedback = moodle_remark(moodle, xml_child(answer, "feedback"))};
        }
        count++;
    }
    if (count > ANSWERS) {
        reading_lose(moodle->reading, "it has %d choices.", count);
        return;
    }
    take_combined(moodle);
    moodle->reading->question.shuffle = moodle_says(moodle, "shuffleanswers", true) && moodle->reading->question.shuffle;
    weights_choose(moodle->reading, answers, count, moodle_says(moodle, "single", true));
}

/* TEXT is WORD, whatever its capitals and the spaces around it. */
static bool says(const char *text, const char *word)
{
    size_t size = strlen(word);
    text += strspn(text, " \t\r\n");
    return strncasecmp(text, word, size) == 0 && !text[size + strspn(text + size, " \t\r\n")];
}

/* Old files have the words of another language: true comes first then. */
static void read_true_false(struct moodle *moodle)
{
    struct format_question *question = &moodle->reading->question;
    const char *feedback[2] = {NULL, NULL};
    int place = 0, right = -1, rights = 0;
    question->kind = QUESTION_TRUE_FALSE;
    for (const struct xml_node *answer = xml_child(moodle->node, "answer"); answer; answer = xml_next(answer), place++) {
        const char *text = moodle_raw(moodle, answer);
        int truth = says(text, "true") ? 1 : says(text, "false") ? 0 : place == 0;
        feedback[truth] = moodle_remark(moodle, xml_child(answer, "feedback"));
        if (moodle_fraction(answer) == WEIGHT_FULL) {
            rights |= 1 << truth;
            right = truth;
        }
    }
    if (rights == 3) {
        reading_lose(moodle->reading, "both true and false are its right answers.");
        return;
    }
    if (right < 0) {
        reading_lose(moodle->reading, "neither true nor false is its right answer.");
        return;
    }
    question->key[0] = right;
    question->right = feedback[right];
    question->wrong = feedback[!right];
}

static void read_short(struct moodle *moodle)
{
    struct reading_question *reading = moodle->reading;
    reading->question.kind = QUESTION_SHORT;
    for (const struct xml_node *answer = xml_child(moodle->node, "answer"); answer; answer = xml_next(answer)) {
        const char *text = moodle_raw(moodle, answer);
        text += strspn(text, " \t\r\n");
        accepted_take(reading, text, moodle_fraction(answer), moodle_remark(moodle, xml_child(answer, "feedback")));
    }
    if (reading->question.accepted_count == 0)
        reading_lose(reading, "no answer is left that the bank could accept.");
    else if (moodle_says(moodle, "usecase", false))
        report_part(reading->report, &reading->question, "Capitals mattered in its answers; here they do not.");
}

static void take_unit(struct moodle *moodle)
{
    struct reading_question *reading = moodle->reading;
    const struct xml_node *unit = xml_child(xml_child(moodle->node, "units"), "unit");
    for (; unit; unit = xml_next(unit)) {
        const char *name = moodle_raw(moodle, xml_child(unit, "unit_name"));
        const char *times = xml_text(xml_child(unit, "multiplier"), reading->arena);
        bool plain = !times || !*times || (*times == '1' && strspn(times + 1, ".0") == strlen(times + 1));
        if (plain && !reading->question.unit && *name)
            reading->question.unit = name;
        else if (!plain || strcmp(name, reading->question.unit ? reading->question.unit : "") != 0)
            report_part(reading->report, &reading->question, "Its unit \"%.40s\" was left out: a question here has one.", name);
    }
    if (moodle_says(moodle, "unitgradingtype", false))
        report_part(reading->report, &reading->question, "A missing unit took marks off; here it only stands after the field.");
    if (moodle_remark(moodle, xml_child(moodle->node, "instructions")))
        report_part(reading->report, &reading->question, "Its instructions about units were left out.");
}

static void read_numerical(struct moodle *moodle)
{
    struct reading_question *reading = moodle->reading;
    reading->question.kind = QUESTION_NUMERIC;
    for (const struct xml_node *answer = xml_child(moodle->node, "answer"); answer; answer = xml_next(answer)) {
        const char *number = moodle_raw(moodle, answer);
        const struct xml_node *tolerance = xml_child(answer, "tolerance");
        const char *off = tolerance ? xml_text(tolerance, reading->arena) : "0";
        number_take(reading, number, off ? off : "", moodle_fraction(answer),
                    moodle_remark(moodle, xml_child(answer, "feedback")));
    }
    if (!reading->question.number)
        reading_lose(reading, "no number is wholly right.");
    else
        take_unit(moodle);
}

static void read_matching(struct moodle *moodle)
{
    struct reading_question *reading = moodle->reading;
    const struct xml_node *pair = xml_child(moodle->node, "subquestion");
    reading->question.kind = QUESTION_MATCHING;
    for (; pair && !reading->lost; pair = xml_next(pair)) {
        const char *right = reading_text(reading, RICH_PLAIN, moodle_raw(moodle, xml_child(pair, "answer")));
        if (right)
            pair_take(reading, moodle_text(moodle, pair), right);
    }
    take_combined(moodle);
    reading->question.shuffle = moodle_says(moodle, "shuffleanswers", true) && reading->question.shuffle;
}

static void read_ordering(struct moodle *moodle)
{
    struct reading_question *reading = moodle->reading;
    struct format_question *question = &reading->question;
    const char *grading = moodle_raw(moodle, xml_child(moodle->node, "gradingtype"));
    const char *select = moodle_raw(moodle, xml_child(moodle->node, "selecttype"));
    question->kind = QUESTION_ORDERING;
    for (const struct xml_node *item = xml_child(moodle->node, "answer"); item; item = xml_next(item)) {
        const char *text = moodle_text(moodle, item);
        if (question->choice_count == LIMIT_CHOICES) {
            reading_lose(reading, "it has too many items: the bank takes at most 8.");
            return;
        }
        question->key[question->choice_count] = question->choice_count;
        question->choices[question->choice_count++].text = text ? text : "";
    }
    take_combined(moodle);
    if (*grading && strncmp(grading, "ABSOLUTE", 8) != 0 && strcmp(grading, "0") != 0)
        report_part(reading->report, question, "Its marks were given by \"%.40s\"; here an item earns its share in its right "
                    "place.", grading);
    if (*select && strcmp(select, "ALL") != 0 && strcmp(select, "0") != 0)
        report_part(reading->report, question, "Only some of its items were shown at once; here all are.");
}

/* The scenario of a situation, where a tag says that its parts follow. */
static void read_description(struct moodle *moodle)
{
    moodle->reading->question.kind = QUESTION_SITUATION;
}

moodle_type_fn moodle_type_named(const char *name)
{
    static const struct { const char *name; moodle_type_fn read; } types[] = {
        {"multichoice", read_multichoice}, {"truefalse", read_true_false}, {"shortanswer", read_short},
        {"numerical", read_numerical}, {"matching", read_matching}, {"match", read_matching}, {"ordering", read_ordering},
        {"description", read_description},
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i].name, name) == 0)
            return types[i].read;
    return NULL;
}
