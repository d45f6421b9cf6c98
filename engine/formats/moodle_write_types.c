/*
 * moodle_write_types.c - what each type of question has of its own in Moodle XML.
 */
#include <stdio.h>
#include "formats/moodle_out.h"

static void put_flag(struct moodle_out *moodle, const char *name, bool value)
{
    xml_element(moodle->out, 4, name, value ? "true" : "false");
}

static void put_combined(struct moodle_out *moodle)
{
    moodle_put_text(moodle, 4, "correctfeedback", " format=\"markdown\"", moodle->question->right);
    moodle_put_text(moodle, 4, "partiallycorrectfeedback", " format=\"markdown\"", moodle->question->wrong);
    moodle_put_text(moodle, 4, "incorrectfeedback", " format=\"markdown\"", moodle->question->wrong);
}

static void open_answer(struct moodle_out *moodle, const char *fraction, const char *format, const char *text,
                        const char *feedback)
{
    buf_printf(moodle->out, "    <answer fraction=\"%s\" format=\"%s\">\n", fraction, format);
    xml_element(moodle->out, 6, "text", text);
    moodle_put_text(moodle, 6, "feedback", " format=\"markdown\"", feedback);
}

static void put_answer(struct moodle_out *moodle, const char *fraction, const char *format, const char *text,
                       const char *feedback)
{
    open_answer(moodle, fraction, format, text, feedback);
    buf_text(moodle->out, "    </answer>\n");
}

static void put_choices(struct moodle_out *moodle)
{
    const struct format_question *question = moodle->question;
    bool one = question->kind == QUESTION_SINGLE;
    int rights = 0;
    char weight[16];
    for (int i = 0; i < question->choice_count; i++)
        rights += question->key[i];
    put_flag(moodle, "single", one);
    put_flag(moodle, "shuffleanswers", question->shuffle);
    xml_element(moodle->out, 4, "answernumbering", "abc");
    put_combined(moodle);
    for (int i = 0; i < question->choice_count; i++) {
        if (one)
            put_answer(moodle, question->key[0] == i ? "100" : "0", "markdown", question->choices[i].text, "");
        else {
            weight_text(question->key[i] ? rights : question->choice_count - rights, !question->key[i], weight);
            put_answer(moodle, weight, "markdown", question->choices[i].text, "");
        }
    }
}

static void put_true_false(struct moodle_out *moodle)
{
    static const char *const words[] = {"false", "true"};
    int key = moodle->question->key[0];
    for (int truth = 1; truth >= 0; truth--)
        put_answer(moodle, truth == key ? "100" : "0", "moodle_auto_format", words[truth],
                   truth == key ? moodle->question->right : moodle->question->wrong);
}

static void put_short(struct moodle_out *moodle)
{
    const struct format_question *question = moodle->question;
    struct buf text;
    buf_init(&text, 0);
    xml_element(moodle->out, 4, "usecase", "0");
    for (int i = 0; i < question->accepted_count; i++) {
        buf_clear(&text);
        for (const char *at = question->accepted[i]; *at; at++) {
            buf_text(&text, *at == '*' ? "\\" : ""); /* a star alone stands for any letters */
            buf_char(&text, *at);
        }
        put_answer(moodle, "100", "moodle_auto_format", buf_string(&text), question->right);
    }
    put_answer(moodle, "0", "moodle_auto_format", "*", question->wrong);
    moodle->failed |= !buf_ok(&text);
    buf_release(&text);
}

static void put_numeric(struct moodle_out *moodle)
{
    const struct format_question *question = moodle->question;
    open_answer(moodle, "100", "moodle_auto_format", question->number, question->right);
    xml_element(moodle->out, 6, "tolerance", question->tolerance);
    buf_text(moodle->out, "    </answer>\n");
    open_answer(moodle, "0", "moodle_auto_format", "*", question->wrong);
    xml_element(moodle->out, 6, "tolerance", "0");
    buf_text(moodle->out, "    </answer>\n");
    if (question->unit) {
        buf_text(moodle->out, "    <units>\n      <unit>\n        <multiplier>1</multiplier>\n");
        xml_element(moodle->out, 8, "unit_name", question->unit);
        buf_text(moodle->out, "      </unit>\n    </units>\n");
    }
    xml_element(moodle->out, 4, "unitgradingtype", "0");
    xml_element(moodle->out, 4, "unitpenalty", "0");
    xml_element(moodle->out, 4, "showunits", question->unit ? "0" : "3"); /* may be typed; or there is none */
    xml_element(moodle->out, 4, "unitsleft", "0");
}

static void put_pair(struct moodle_out *moodle, const char *left, const char *right)
{
    buf_text(moodle->out, "    <subquestion format=\"markdown\">\n");
    xml_element(moodle->out, 6, "text", left);
    buf_text(moodle->out, "      <answer>\n");
    xml_element(moodle->out, 8, "text", right);
    buf_text(moodle->out, "      </answer>\n    </subquestion>\n");
}

static void put_matching(struct moodle_out *moodle)
{
    const struct format_question *question = moodle->question;
    const char *rights[LIMIT_CHOICES];
    int order[LIMIT_CHOICES], paired = 0;
    bool met[LIMIT_CHOICES] = {false};
    moodle->failed |= !plain_targets(moodle->arena, question, "Moodle", moodle->report, rights);
    if (moodle->failed)
        return;
    put_flag(moodle, "shuffleanswers", question->shuffle);
    put_combined(moodle);
    for (int i = 0; i < question->choice_count; i++) {
        put_pair(moodle, question->choices[i].text, rights[question->key[i]]);
        paired += !met[question->key[i]];
        met[question->key[i]] = true;
    }
    order_of_targets(question, order);
    for (int i = paired; i < question->target_count; i++) /* partners of nobody come last */
        put_pair(moodle, "", rights[order[i]]);
}

static void put_ordering(struct moodle_out *moodle)
{
    const struct format_question *question = moodle->question;
    char place[16];
    buf_text(moodle->out, "    <layouttype>VERTICAL</layouttype>\n    <selecttype>ALL</selecttype>\n"
                          "    <selectcount>0</selectcount>\n    <gradingtype>ABSOLUTE_POSITION</gradingtype>\n"
                          "    <showgrading>SHOW</showgrading>\n    <numberingstyle>none</numberingstyle>\n");
    put_combined(moodle);
    for (int i = 0; i < question->choice_count; i++) {
        snprintf(place, sizeof place, "%d", i + 1);
        put_answer(moodle, place, "markdown", question->choices[question->key[i]].text, "");
    }
}

static const struct { const char *name; void (*put)(struct moodle_out *moodle); } types[QUESTION_KINDS] = {
    [QUESTION_SINGLE] = {"multichoice", put_choices},
    [QUESTION_MULTIPLE] = {"multichoice", put_choices},
    [QUESTION_TRUE_FALSE] = {"truefalse", put_true_false},
    [QUESTION_MATCHING] = {"matching", put_matching},
    [QUESTION_ORDERING] = {"ordering", put_ordering},
    [QUESTION_NUMERIC] = {"numerical", put_numeric},
    [QUESTION_SHORT] = {"shortanswer", put_short},
    [QUESTION_SITUATION] = {"description", NULL},
};

const char *moodle_type_of(enum question_kind kind)
{
    return types[kind].name;
}

void moodle_put_type(struct moodle_out *moodle)
{
    if (types[moodle->question->kind].put)
        types[moodle->question->kind].put(moodle);
}
