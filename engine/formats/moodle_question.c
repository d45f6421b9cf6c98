/*
 * moodle_question.c - what every question of a Moodle XML file has: name, stem, feedback, tags; and what the bank has no place
 * for.
 */
#include <string.h>
#include "formats/moodle.h"

static bool is_number(const char *text, const char *wanted)
{
    size_t length = strlen(wanted);
    text += strspn(text, " \t\r\n");
    if (strncmp(text, wanted, length) != 0)
        return false;
    text += length;
    text += *text == '.' ? 1 + strspn(text + 1, "0") : 0;
    return !text[strspn(text, " \t\r\n")];
}

static void take_tags(struct moodle *moodle)
{
    const struct xml_node *tag = xml_child(xml_child(moodle->node, "tags"), "tag");
    for (; tag; tag = xml_next(tag)) {
        const char *text = moodle_raw(moodle, tag);
        text += strspn(text, " \t\r\n");
        if (*text)
            carried_take(moodle->reading, text);
    }
}

static void take_name(struct moodle *moodle)
{
    struct format_question *question = &moodle->reading->question;
    const struct xml_node *id = xml_child(moodle->node, "idnumber"), *name = xml_child(moodle->node, "name");
    question->name = id ? moodle_raw(moodle, id) : "";
    if (!question->name[strspn(question->name, " \t\r\n")] && name)
        question->name = moodle_raw(moodle, name);
}

static void report_the_rest(struct moodle *moodle)
{
    const struct xml_node *grade = xml_child(moodle->node, "defaultgrade"), *hint = xml_child(moodle->node, "hint");
    const struct format_question *question = &moodle->reading->question;
    int hints = 0;
    if (grade && question->kind != QUESTION_SITUATION && !is_number(moodle_raw(moodle, grade), "1"))
        report_part(moodle->reading->report, question, "It was worth %.20s marks; here every question is worth one.",
                    moodle_raw(moodle, grade));
    for (; hint; hint = xml_next(hint))
        hints += moodle_remark(moodle, hint) != NULL;
    if (hints)
        report_part(moodle->reading->report, question, "Its hints (%d) were left out: a question here is answered once.",
                    hints);
}

void moodle_question(struct moodle *moodle)
{
    struct reading_question *reading = moodle->reading;
    struct format_question *question = &reading->question;
    const char *type = xml_attribute(moodle->node, "type");
    moodle->kind = moodle_kind(xml_child(moodle->node, "questiontext"), RICH_HTML);
    take_name(moodle);
    take_tags(moodle);
    moodle_type_fn read = type ? moodle_type_named(type) : NULL;
    if (!read) {
        reading_lose(reading, "the bank has no questions of its type, \"%.40s\".", type ? type : "");
        return;
    }
    if (moodle_says(moodle, "hidden", false)) {
        reading_lose(reading, "it is hidden in Moodle, which is what becomes of questions that were deleted while in use.");
        return;
    }
    question->stem = moodle_text(moodle, xml_child(moodle->node, "questiontext"));
    read(moodle);
    if (reading->lost)
        return;
    feedback_for_both(reading, moodle_remark(moodle, xml_child(moodle->node, "generalfeedback")));
    report_the_rest(moodle);
    carried_apply(reading);
}
