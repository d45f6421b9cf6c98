/*
 * qti_write_body.c - texts as XHTML, of which QTI has a part, and the interactions.
 */
#include <stdio.h>
#include <string.h>
#include "formats/qti_out.h"
#include "signpost/text.h"

const char *qti_identifier(struct qti_out *qti, const char *side, const char *id)
{
    const char *made = qti->part ? arena_printf(qti->arena, "P%d.%s%s", qti->part, side, id)
                                 : arena_printf(qti->arena, "%s%s%s", side, !*side && *id >= '0' && *id <= '9' ? "_" : "", id);
    qti->failed |= !made;
    return made ? made : "";
}

const char *qti_variable(struct qti_out *qti, const char *name, const char *part_name)
{
    if (!qti->part)
        return name;
    const char *made = arena_printf(qti->arena, "%s%s", part_name, qti->question->name);
    qti->failed |= !made;
    return made ? made : "";
}

/* ---- texts ---- */

/* A list that begins later says so in its class, and a link has no title: QTI's XHTML lacks both attributes. */
static void put_xhtml(struct buf *out, const char *html)
{
    static const char list[] = "<ol start=\"", link[] = "<a href=\"";
    while (*html) {
        if (strncmp(html, list, sizeof list - 1) == 0) {
            buf_text(out, "<ol class=\"start-");
            html += sizeof list - 1;
        } else if (strncmp(html, link, sizeof link - 1) == 0) {
            size_t length = sizeof link - 1;
            length += strcspn(html + length, "\"") + 1;
            buf_append(out, html, length);
            html += length;
            html += strcspn(html, ">");
        } else {
            buf_char(out, *html++);
        }
    }
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

/* The same but for the amount of white space? */
static bool is_same(const char *a, const char *b)
{
    while (*a && *b) {
        if (is_space(*a) && is_space(*b)) {
            while (is_space(*a))
                a++;
            while (is_space(*b))
                b++;
        } else if (*a++ != *b++) {
            return false;
        }
    }
    return !*a && !*b;
}

/* What the next reader would make of it is looked at here, so that nothing is lost without a word. */
static void check_text(struct qti_out *qti, const char *commonmark, const char *html)
{
    struct rich_losses losses = {0};
    struct buf again;
    const char *back = NULL;
    buf_init(&again, 0);
    if (rich_in(qti->arena, RICH_HTML, html, &back, &losses, NULL) != FAULT_NONE ||
        text_commonmark(&again, back, NULL) != FAULT_NONE) {
        qti->failed = true;
    } else if (!qti->told && (*losses.dropped || *losses.whole || !is_same(html, buf_string(&again)))) {
        size_t line = strcspn(commonmark, "\n");
        report_part(qti->report, qti->whole, "A text of it, \"%.*s\", loses some of its formatting, for which QTI has no place.",
                    (int)(line < 60 ? line : 60), commonmark);
        qti->told = true;
    }
    buf_release(&again);
}

/* XML has no place at all for these two. */
static bool has_no_character(const char *text)
{
    return strstr(text, "\xef\xbf\xbe") || strstr(text, "\xef\xbf\xbf");
}

void qti_put_text(struct qti_out *qti, const char *commonmark, bool flow)
{
    struct buf html;
    buf_init(&html, 0);
    if (text_commonmark(&html, commonmark, NULL) != FAULT_NONE || !buf_ok(&html)) {
        qti->failed = true;
    } else if (has_no_character(commonmark)) {
        if (!qti->lost)
            report_question(qti->report, qti->whole, "Not carried: a text of it has a character that XML cannot hold.");
        qti->lost = true;
    } else {
        check_text(qti, commonmark, buf_string(&html));
        const char *one = flow ? NULL : text_one_paragraph(&html);
        put_xhtml(qti->out, one ? one : buf_string(&html));
    }
    buf_release(&html);
}

/* ---- interactions ---- */

static void put_choice(struct qti_out *qti, int indent, const char *element, const char *identifier, const char *attributes,
                       const char *text)
{
    buf_printf(qti->out, "%*s<%s identifier=\"%s\"%s>", indent, "", element, identifier, attributes);
    qti_put_text(qti, text, false);
    buf_printf(qti->out, "</%s>\n", element);
}

static void open_interaction(struct qti_out *qti, int indent, const char *attributes)
{
    buf_printf(qti->out, "%*s<%s responseIdentifier=\"%s\" shuffle=\"%s\"%s>\n", indent, "",
               qti_interaction_name(qti->question->kind), qti_variable(qti, "RESPONSE", QTI_RESPONSE),
               qti->question->shuffle ? "true" : "false", attributes);
}

static void close_interaction(struct qti_out *qti, int indent)
{
    buf_printf(qti->out, "%*s</%s>\n", indent, "", qti_interaction_name(qti->question->kind));
}

static void put_choices(struct qti_out *qti, int indent)
{
    const struct format_question *question = qti->question;
    open_interaction(qti, indent, question->kind == QUESTION_SINGLE ? " maxChoices=\"1\""
                                  : question->kind == QUESTION_MULTIPLE ? " maxChoices=\"0\"" : "");
    for (int i = 0; i < question->choice_count; i++)
        put_choice(qti, indent + 2, "simpleChoice", qti_identifier(qti, "", question->choices[i].id), "",
                   question->choices[i].text);
    close_interaction(qti, indent);
}

static void put_truth(struct qti_out *qti, int indent)
{
    buf_printf(qti->out, "%*s<choiceInteraction responseIdentifier=\"%s\" shuffle=\"false\" maxChoices=\"1\">\n", indent, "",
               qti_variable(qti, "RESPONSE", QTI_RESPONSE));
    put_choice(qti, indent + 2, "simpleChoice", qti_identifier(qti, "", "true"), "", "True");
    put_choice(qti, indent + 2, "simpleChoice", qti_identifier(qti, "", "false"), "", "False");
    close_interaction(qti, indent);
}

static void put_sides(struct qti_out *qti, int indent)
{
    const struct format_question *question = qti->question;
    const struct format_choice *const sides[] = {question->choices, question->targets};
    const int counts[] = {question->choice_count, question->target_count};
    char most[32];
    snprintf(most, sizeof most, " maxAssociations=\"%d\"", question->choice_count);
    open_interaction(qti, indent, most);
    for (int side = 0; side < 2; side++) {
        buf_printf(qti->out, "%*s<simpleMatchSet>\n", indent + 2, "");
        for (int i = 0; i < counts[side]; i++)
            put_choice(qti, indent + 4, "simpleAssociableChoice", qti_identifier(qti, side ? "R." : "L.", sides[side][i].id),
                       side ? " matchMax=\"0\"" : " matchMax=\"1\"", sides[side][i].text);
        buf_printf(qti->out, "%*s</simpleMatchSet>\n", indent + 2, "");
    }
    close_interaction(qti, indent);
}

bool qti_shows_unit(const struct format_question *question)
{
    size_t length = question->unit ? strlen(question->unit) : 0;
    return length && length <= QTI_UNIT && !is_space(question->unit[0]) && !is_space(question->unit[length - 1]);
}

static void put_entry(struct qti_out *qti, int indent)
{
    bool number = qti->question->kind == QUESTION_NUMERIC;
    buf_printf(qti->out, "%*s<p><textEntryInteraction responseIdentifier=\"%s\" expectedLength=\"%d\"/>", indent, "",
               qti_variable(qti, "RESPONSE", QTI_RESPONSE), number ? 10 : 40);
    if (number && qti_shows_unit(qti->question)) {
        buf_char(qti->out, ' ');
        xml_put(qti->out, qti->question->unit);
    }
    buf_text(qti->out, "</p>\n");
}

static const struct { const char *name; void (*put)(struct qti_out *qti, int indent); } types[QUESTION_KINDS] = {
    [QUESTION_SINGLE] = {"choiceInteraction", put_choices},
    [QUESTION_MULTIPLE] = {"choiceInteraction", put_choices},
    [QUESTION_TRUE_FALSE] = {"choiceInteraction", put_truth},
    [QUESTION_MATCHING] = {"matchInteraction", put_sides},
    [QUESTION_ORDERING] = {"orderInteraction", put_choices},
    [QUESTION_NUMERIC] = {"textEntryInteraction", put_entry},
    [QUESTION_SHORT] = {"textEntryInteraction", put_entry},
};

const char *qti_interaction_name(enum question_kind kind)
{
    return types[kind].name;
}

void qti_put_interaction(struct qti_out *qti, int indent)
{
    types[qti->question->kind].put(qti, indent);
}
