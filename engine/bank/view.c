/*
 * view.c - a question in a view: as it is asked, and, once it is answered, explained.
 */
#include <stdio.h>
#include <string.h>
#include "bank/type.h"
#include "signpost/text.h"

/* A stored answer that this bank cannot read any more counts as none. */
static struct response understand(const struct paper_item *item, const cJSON *json, struct view *view)
{
    struct response given;
    enum fault_code code = response_read(item, json, &given, NULL);
    if (code != FAULT_NONE)
        memset(&given, 0, sizeof given);
    view->failed |= code == FAULT_MEMORY;
    return given;
}

static cJSON *page_list(struct view *view, cJSON *into, const char *name)
{
    cJSON *list = view_array(view, into, name);
    if (list)
        list->type |= VIEW_PAGE;
    return list;
}

/* Each name stands here in full: the build collects the names that templates may use from such calls. */
static void add_flags(const struct question *question, struct view *view, cJSON *into)
{
    enum question_kind kind = question->kind;
    view_page_bool(view, into, "is_single", kind == QUESTION_SINGLE);
    view_page_bool(view, into, "is_multiple", kind == QUESTION_MULTIPLE);
    view_page_bool(view, into, "is_true_false", kind == QUESTION_TRUE_FALSE);
    view_page_bool(view, into, "is_matching", kind == QUESTION_MATCHING);
    view_page_bool(view, into, "is_ordering", kind == QUESTION_ORDERING);
    view_page_bool(view, into, "is_numeric", kind == QUESTION_NUMERIC);
    view_page_bool(view, into, "is_short", kind == QUESTION_SHORT);
    view_page_bool(view, into, "radio", question_type_of(question)->radio);
}

void question_present(const struct bank *bank, const struct paper_item *item, const cJSON *response, struct view *view,
                      cJSON *into)
{
    const struct question *question = item->question;
    const struct question_type *type = question_type_of(question);
    struct response given = understand(item, response, view);
    struct showing showing = {.item = item, .given = &given, .view = view};
    char subject[2] = {question->subject, '\0'};
    view_integer(view, into, "number", item->number);
    view_string(view, into, "subject", subject);
    view_string(view, into, "type", type->name);
    view_string(view, into, "stem", question->stem);
    type->present(&showing, into);
    if (response)
        view_copy(view, into, "response", response);
    else
        view_null(view, into, "response");
    view_commonmark(view, into, "stem_html", question->stem);
    add_flags(question, view, into);
    view_page_string(view, into, "subject_words", bank_institution(bank)->subject[question->subject - 'a']);
    view_page_bool(view, into, "dont_know", given.state == RESPONSE_DONT_KNOW);
    if (!view->json_only)
        type->rows(&showing, page_list(view, into, "rows"), into);
}

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

void question_explain(const struct bank *bank, const struct paper_item *item, const cJSON *response, struct view *view,
                      cJSON *into)
{
    const struct question *question = item->question;
    struct response given = understand(item, response, view);
    struct showing showing = {.item = item, .given = &given, .view = view};
    int mark = mark_response(item, &given);
    struct outcome outcome = outcome_of(mark, given.state);
    const char *feedback = mark == MARK_UNIT ? question->right : question->wrong;
    char ratio[16], words[32];
    text_ratio(ratio, sizeof ratio, mark, MARK_UNIT, 2);
    snprintf(words, sizeof words, "%s of 1", ratio);
    view_ratio(view, into, "mark", mark, MARK_UNIT, 2);
    view_integer(view, into, "max_mark", 1);
    view_bool(view, into, "correct", mark == MARK_UNIT);
    view_string(view, into, "feedback", feedback);
    add_source(bank, question, view, into);
    view_page_string(view, into, "outcome", outcome.words);
    view_page_string(view, into, "outcome_class", outcome.class);
    view_commonmark(view, into, "feedback_html", feedback);
    view_page_string(view, into, "mark_words", words);
    if (view->json_only)
        return;
    cJSON *yours = page_list(view, into, "yours"), *answer = page_list(view, into, "answer");
    question_type_of(question)->explain(&showing, yours, answer);
}
