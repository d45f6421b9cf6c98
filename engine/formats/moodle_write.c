/*
 * moodle_write.c - Moodle XML: a category for each subject, then its questions. Texts are CommonMark, which Moodle calls
 * markdown; what Moodle has no place for stands in tags. A situation is a description and a question for each part.
 */
#include <string.h>
#include "formats/moodle_out.h"

void moodle_put_text(struct moodle_out *moodle, int indent, const char *element, const char *attributes, const char *text)
{
    buf_printf(moodle->out, "%*s<%s%s>\n", indent, "", element, attributes);
    xml_element(moodle->out, indent + 2, "text", text ? text : "");
    buf_printf(moodle->out, "%*s</%s>\n", indent, "", element);
}

static void put_tag(void *context, const char *tag)
{
    struct moodle_out *moodle = context;
    buf_text(moodle->out, "      <tag><text>");
    xml_put(moodle->out, tag);
    buf_text(moodle->out, "</text></tag>\n");
}

/* What Moodle says by itself of this type. */
static int native(enum question_kind kind)
{
    bool shuffles = kind == QUESTION_SINGLE || kind == QUESTION_MULTIPLE || kind == QUESTION_MATCHING;
    return CARRIED_UNIT | (shuffles ? CARRIED_SHUFFLE : 0);
}

/* WHOLE: the situation that the question is a part of, or NULL. */
static void put_question(struct moodle_out *moodle, const struct format_question *whole)
{
    const struct format_question *question = moodle->question;
    bool situation = question->kind == QUESTION_SITUATION;
    struct buf text;
    buf_init(&text, 0);
    buf_printf(&text, "%s%s%s", whole ? whole->name : "", whole ? "." : "", question->name);
    buf_printf(moodle->out, "  <question type=\"%s\">\n", moodle_type_of(question->kind));
    moodle_put_text(moodle, 4, "name", "", buf_string(&text));
    moodle_put_text(moodle, 4, "questiontext", " format=\"markdown\"", question->stem);
    const char *id = arena_dup(moodle->arena, buf_string(&text));
    buf_clear(&text);
    if (situation)
        buf_printf(&text, "%s" FEEDBACK_RULE "%s", question->right, question->wrong);
    moodle_put_text(moodle, 4, "generalfeedback", " format=\"markdown\"", buf_string(&text));
    buf_printf(moodle->out, "    <defaultgrade>%d</defaultgrade>\n    <penalty>0</penalty>\n    <hidden>0</hidden>\n",
               !situation);
    xml_element(moodle->out, 4, "idnumber", id ? id : "");
    moodle_put_type(moodle);
    buf_text(moodle->out, "    <tags>\n");
    moodle->failed |= carried_tags(question, native(question->kind), put_tag, moodle, NULL) != FAULT_NONE;
    buf_clear(&text);
    if (situation)
        buf_printf(&text, "situation:%d", question->part_count);
    else if (whole)
        buf_printf(&text, "part:%s/%s", whole->name, question->name);
    if (text.size)
        put_tag(moodle, buf_string(&text));
    if (situation) {
        buf_clear(&text);
        buf_printf(&text, "feedback:%d", rules_in(question->right));
        put_tag(moodle, buf_string(&text));
    }
    buf_text(moodle->out, "    </tags>\n  </question>\n");
    moodle->failed |= !buf_ok(&text) || !id;
    buf_release(&text);
}

static void put_category(struct format_writer *writer, char subject)
{
    buf_text(&writer->text, "  <question type=\"category\">\n    <category>\n      <text>" CATEGORY_OF_OURS "/");
    xml_put(&writer->text, writer->subjects[subject - 'a']);
    buf_text(&writer->text, "</text>\n    </category>\n  </question>\n");
}

static enum fault_code moodle_add(struct format_writer *writer, const struct format_question *question,
                                  struct format_report *report, struct fault *fault)
{
    struct moodle_out moodle = {.out = &writer->text, .arena = arena_new(), .report = report, .question = question};
    if (!moodle.arena)
        return fault_memory(fault);
    if (question->subject && question->subject != writer->subject)
        put_category(writer, question->subject);
    writer->subject = question->subject;
    put_question(&moodle, NULL);
    for (int i = 0; i < question->part_count; i++) {
        moodle.question = &question->parts[i];
        put_question(&moodle, question);
    }
    arena_free(moodle.arena);
    return !moodle.failed && buf_ok(&writer->text) ? FAULT_NONE : fault_memory(fault);
}

static enum fault_code moodle_finish(struct format_writer *writer, struct buf *out, struct fault *fault)
{
    buf_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n");
    buf_append(out, buf_string(&writer->text), writer->text.size);
    buf_text(out, "</quiz>\n");
    return buf_ok(out) ? FAULT_NONE : fault_memory(fault);
}

const struct format_writing moodle_writing = {.add = moodle_add, .finish = moodle_finish};
