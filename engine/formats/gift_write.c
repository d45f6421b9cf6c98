/*
 * gift_write.c - GIFT as Moodle reads it, one question after the other. Texts are CommonMark, which GIFT calls [markdown];
 * ids, tags and what GIFT has no place for stand in the comment before the question, where Moodle looks for them.
 */
#include <string.h>
#include "formats/gift_out.h"

void gift_put_escaped(struct buf *out, const char *text, const char *disarm)
{
    for (; *text; text++) {
        if (strchr(disarm, *text))
            buf_char(out, '\\');
        if (*text == '\n')
            buf_text(out, "\\n");
        else
            buf_char(out, *text);
    }
}

void gift_put(struct gift_out *gift, const char *text)
{
    gift_put_escaped(gift->out, text, "\\#=~{}:");
}

void gift_put_kind(struct gift_out *gift, const char *text)
{
    static const char *const kinds[] = {"[markdown]", "[html]", "[plain]", "[moodle]", "//", "$CATEGORY:", NULL};
    for (int i = 0; kinds[i]; i++)
        if (strncmp(text, kinds[i], strlen(kinds[i])) == 0)
            buf_text(gift->out, kinds[0]);
}

void gift_put_text(struct gift_out *gift, const char *text)
{
    gift_put_kind(gift, text);
    gift_put(gift, text);
}

static void put_feedback(struct gift_out *gift, const char *text)
{
    buf_char(gift->out, '#');
    gift_put_text(gift, text ? text : "");
}

static void put_choices(struct gift_out *gift)
{
    const struct format_question *question = gift->question;
    int rights = 0, count = question->choice_count;
    bool one = question->kind == QUESTION_SINGLE;
    char weight[16];
    for (int i = 0; i < count; i++)
        rights += question->key[i];
    buf_text(gift->out, "{\n");
    for (int i = 0; i < count; i++) {
        bool right = one ? question->key[0] == i : question->key[i];
        const char *text = question->choices[i].text;
        buf_char(gift->out, '\t');
        if (one) {
            buf_text(gift->out, right ? "=" : *text == '%' ? "~%0%" : "~");
        } else {
            weight_text(right ? rights : count - rights, !right, weight);
            buf_printf(gift->out, "~%%%s%%", weight);
        }
        gift_put_text(gift, text);
        put_feedback(gift, right ? question->right : question->wrong);
        buf_char(gift->out, '\n');
    }
    buf_text(gift->out, "}");
}

static void put_true_false(struct gift_out *gift)
{
    buf_text(gift->out, gift->question->key[0] ? "{TRUE" : "{FALSE");
    put_feedback(gift, gift->question->wrong);
    put_feedback(gift, gift->question->right);
    buf_text(gift->out, "}");
}

static void put_numeric(struct gift_out *gift)
{
    buf_printf(gift->out, "{#\n\t=%%100%%%s:%s", gift->question->number, gift->question->tolerance);
    put_feedback(gift, gift->question->right);
    buf_text(gift->out, "\n\t~");
    put_feedback(gift, gift->question->wrong);
    buf_text(gift->out, "\n}");
}

static void put_short(struct gift_out *gift)
{
    const struct format_question *question = gift->question;
    for (int i = 0; i < question->accepted_count; i++)
        if (strstr(question->accepted[i], "->")) {
            report_question(gift->report, question, "Not carried: GIFT takes the accepted answer \"%.60s\" for a pair, as "
                            "it has \"->\".", question->accepted[i]);
            gift->lost = true;
            return;
        }
    buf_text(gift->out, "{\n");
    for (int i = 0; i < question->accepted_count; i++) {
        buf_text(gift->out, "\t=%100%");
        for (const char *at = question->accepted[i]; *at; at++) {
            const char letter[2] = {*at, '\0'};
            gift_put(gift, *at == '*' ? "\\*" : letter); /* a star alone stands for any letters */
        }
        put_feedback(gift, question->right);
        buf_char(gift->out, '\n');
    }
    buf_text(gift->out, "\t=%0%*");
    put_feedback(gift, question->wrong);
    buf_text(gift->out, "\n}");
}

static void put_tag(void *context, const char *tag)
{
    struct gift_out *gift = context;
    buf_text(gift->out, " [tag:");
    for (; *tag; tag++)
        buf_printf(gift->out, *tag == ']' ? "\\%c" : "%c", *tag);
    buf_char(gift->out, ']');
}

static void put_head(struct gift_out *gift)
{
    const struct format_question *question = gift->question;
    bool together = question->kind == QUESTION_MATCHING || question->kind == QUESTION_ORDERING;
    buf_printf(gift->out, "// [id:%s]", question->name);
    if (carried_tags(question, 0, put_tag, gift, NULL) != FAULT_NONE)
        gift->failed = true;
    if (together)
        buf_printf(gift->out, " [tag:feedback:%d]", rules_in(question->right));
    buf_text(gift->out, "\n::");
    gift_put(gift, question->name);
    buf_text(gift->out, "::[markdown]");
    gift_put(gift, question->stem);
}

static enum fault_code gift_add(struct format_writer *writer, const struct format_question *question,
                                struct format_report *report, struct fault *fault)
{
    static void (*const types[QUESTION_KINDS])(struct gift_out *gift) = {
        [QUESTION_SINGLE] = put_choices, [QUESTION_MULTIPLE] = put_choices, [QUESTION_TRUE_FALSE] = put_true_false,
        [QUESTION_MATCHING] = gift_put_matching, [QUESTION_ORDERING] = gift_put_ordering, [QUESTION_NUMERIC] = put_numeric,
        [QUESTION_SHORT] = put_short};
    struct buf text;
    if (question->kind == QUESTION_SITUATION) {
        report_question(report, question, "Not carried: GIFT has no questions with several parts.");
        return FAULT_NONE;
    }
    buf_init(&text, 0);
    struct gift_out gift = {.out = &text, .arena = arena_new(), .question = question, .report = report};
    if (gift.arena) {
        put_head(&gift);
        types[question->kind](&gift);
        buf_text(&text, "\n\n");
    }
    bool whole = gift.arena && !gift.failed && buf_ok(&text);
    if (whole && !gift.lost) {
        if (question->subject && question->subject != writer->subject)
            buf_printf(&writer->text, "$CATEGORY: " CATEGORY_OF_OURS "/%s\n\n", writer->subjects[question->subject - 'a']);
        writer->subject = question->subject;
        buf_append(&writer->text, buf_string(&text), text.size);
    }
    buf_release(&text);
    arena_free(gift.arena);
    return whole && buf_ok(&writer->text) ? FAULT_NONE : fault_memory(fault);
}

static enum fault_code gift_finish(struct format_writer *writer, struct buf *out, struct fault *fault)
{
    buf_append(out, buf_string(&writer->text), writer->text.size);
    return buf_ok(out) ? FAULT_NONE : fault_memory(fault);
}

const struct format_writing gift_writing = {.add = gift_add, .finish = gift_finish};
