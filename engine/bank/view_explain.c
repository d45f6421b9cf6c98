/*
 * view_explain.c - a question in a view once it is answered: its outcome, feedback and source; and revealed, with its key.
 */
#include <stdio.h>
#include "bank/type.h"
#include "signpost/text.h"

struct outcome { const char *words, *class; };

static struct outcome outcome_of(int mark, enum response_state state)
{
    if (state == RESPONSE_NONE)
        return (struct outcome){"Not answered", "none"};
    if (state == RESPONSE_DONT_KNOW)
        return (struct outcome){"You said you don't know", "none"};
    if (mark == MARK_UNIT)
        return (struct outcome){"Right", "right"};
    return mark > 0 ? (struct outcome){"Partly right", "partly"} : (struct outcome){"Wrong", "wrong"};
}

/* "Code of Practice, Point 13e"; a point that begins with no digit, such as an entry's name, stands for itself. */
static void add_source(const struct bank *bank, const struct question *question, struct view *view, cJSON *into)
{
    const char *point = question->source_point;
    view_printf(view, into, "source", "%s, %s%s", bank_document_title(bank, question->source_document),
                point[0] >= '0' && point[0] <= '9' ? "Point " : "", point);
}

/* The marks in words are the whole question's: a part's outcome says enough. */
static void explain(const struct showing *showing, bool whole, cJSON *into)
{
    const struct question *question = showing->item->question;
    const struct question_type *type = question_type_of(question);
    struct view *view = showing->view;
    int mark = mark_response(showing->item, showing->given);
    struct outcome outcome = outcome_of(mark, showing->given->state);
    const char *feedback = mark == MARK_UNIT ? question->right : question->wrong;
    char ratio[16], words[32];
    text_ratio(ratio, sizeof ratio, mark, MARK_UNIT, 2);
    snprintf(words, sizeof words, "%s of 1", ratio);
    view_ratio(view, into, "mark", mark, MARK_UNIT, 2);
    view_integer(view, into, "max_mark", 1);
    view_bool(view, into, "correct", mark == MARK_UNIT);
    view_string(view, into, "feedback", feedback);
    add_source(showing->bank, question, view, into);
    view_page_string(view, into, "outcome", outcome.words);
    view_page_string(view, into, "outcome_class", outcome.class);
    view_commonmark(view, into, "feedback_html", feedback);
    view_page_string(view, into, "mark_words", whole ? words : NULL);
    if (view->json_only)
        return;
    cJSON *yours = page_list(view, into, "yours"), *answer = page_list(view, into, "answer");
    if (type->explain)
        type->explain(showing, yours, answer);
}

void question_explain(const struct bank *bank, const struct paper_item *item, const cJSON *response, struct view *view,
                      cJSON *into)
{
    struct response given;
    struct showing showing = showing_whole(bank, item, response, view, &given);
    explain(&showing, true, into);
    if (!item->question->part_count)
        return;
    cJSON *parts = cJSON_GetObjectItemCaseSensitive(into, "parts"); /* as question_present left them, if it was called */
    if (!parts)
        parts = view_array(view, into, "parts");
    for (int i = 0; i < item->question->part_count; i++) {
        struct paper_item part_item;
        struct response part_given;
        struct showing part = showing_part(&showing, i, &part_item, &part_given);
        cJSON *object = cJSON_GetArrayItem(parts, i);
        explain(&part, false, object ? object : view_object(view, parts, NULL));
    }
}

/* ---- for who looks after the bank ---- */

static void reveal(const struct bank *bank, const struct question *question, struct view *view, cJSON *into)
{
    const struct question_type *type = question_type_of(question);
    view_string(view, into, "type", type->name);
    view_string(view, into, "stem", question->stem);
    view_commonmark(view, into, "stem_html", question->stem);
    cJSON *answers = view_array(view, into, "answers");
    if (type->reveal)
        type->reveal(question, view, answers);
    view_string(view, into, "feedback_right", question->right);
    view_string(view, into, "feedback_wrong", question->wrong);
    view_commonmark(view, into, "right_html", question->right);
    view_commonmark(view, into, "wrong_html", question->wrong);
    add_source(bank, question, view, into);
    view_page_string(view, into, "type_words", type->words);
    view_page_bool(view, into, "ordered", type->ordered);
    view_page_bool(view, into, "marked", type->marked);
}

void question_reveal(const struct bank *bank, const struct question *question, struct view *view, cJSON *into)
{
    reveal(bank, question, view, into);
    if (!question->part_count)
        return;
    cJSON *parts = view_array(view, into, "parts");
    for (int i = 0; i < question->part_count; i++) {
        cJSON *part = view_object(view, parts, NULL);
        view_printf(view, part, "id", "%d", i + 1);
        reveal(bank, &question->parts[i], view, part);
    }
}
