/*
 * view.c - a question in a view as it is asked, with its parts.
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

cJSON *page_list(struct view *view, cJSON *into, const char *name)
{
    cJSON *list = view_array(view, into, name);
    if (list)
        list->type |= VIEW_PAGE;
    return list;
}

/* Every type's flag is there, or a part would seem to be of the type of the situation around it. */
static void add_flags(const struct question *question, struct view *view, cJSON *into)
{
    for (int i = 0; i < QUESTION_KINDS; i++) {
        const struct question_type *type = question_type_at((enum question_kind)i);
        view_page_bool(view, into, type->flag, type == question_type_of(question));
    }
    view_page_bool(view, into, "radio", question_type_of(question)->radio);
}

/* A situation is told; what is asked stands in its parts. */
static void add_scenario(const struct question *question, struct view *view, cJSON *into)
{
    char words[40];
    snprintf(words, sizeof words, "%d questions on this situation", question->part_count);
    view_commonmark(view, into, "context_html", question->stem);
    view_html(view, into, "ask_html", words);
}

/* The stem for a heading or legend: what stands before its last paragraph, and that paragraph without its <p>. */
static void add_stem(const char *stem, struct view *view, cJSON *into)
{
    struct buf before, ask;
    const char *last = stem, *words = NULL;
    for (const char *at = strstr(stem, "\n\n"); at; at = strstr(at + 1, "\n\n"))
        last = at + 2;
    buf_init(&before, 0);
    buf_init(&ask, 0);
    buf_append(&before, stem, (size_t)(last - stem));
    if (text_commonmark(&ask, last, NULL) == FAULT_NONE && buf_ok(&ask))
        words = text_one_paragraph(&ask);
    if (words && last > stem)
        view_commonmark(view, into, "context_html", buf_string(&before));
    else if (words)
        view_html(view, into, "context_html", "");
    else
        view_commonmark(view, into, "context_html", stem);
    view_html(view, into, "ask_html", words ? words : "Your answer");
    buf_release(&before);
    buf_release(&ask);
}

/* A School's own question belongs to no subject but to its School. */
static const char *subject_words(const struct bank *bank, const struct question *question)
{
    const struct local_section *section = question->school ? bank_find_local(bank, question->school) : NULL;
    if (question->school)
        return section ? section->title : question->school;
    return bank_institution(bank)->subject[question->subject - 'a'];
}

static void add_page(const struct showing *showing, cJSON *into)
{
    const struct question *question = showing->item->question;
    struct view *view = showing->view;
    view_commonmark(view, into, "stem_html", question->stem);
    if (question->part_count)
        add_scenario(question, view, into);
    else
        add_stem(question->stem, view, into);
    add_flags(question, view, into);
    view_page_string(view, into, "anchor", showing->anchor);
    view_page_string(view, into, "prefix", showing->prefix);
    view_page_string(view, into, "subject_words", subject_words(showing->bank, question));
    view_page_bool(view, into, "dont_know", showing->given->state == RESPONSE_DONT_KNOW && cJSON_IsString(showing->response));
    view_page_bool(view, into, "has_response", showing->response != NULL);
    if (question_type_of(question)->rows)
        question_type_of(question)->rows(showing, page_list(view, into, "rows"), into);
}

static void present(const struct showing *showing, cJSON *into)
{
    const struct question *question = showing->item->question;
    const struct question_type *type = question_type_of(question);
    struct view *view = showing->view;
    char subject[2] = {question->subject, '\0'};
    view_integer(view, into, "number", showing->item->number);
    view_string(view, into, "subject", question->school ? NULL : subject);
    if (question->school)
        view_string(view, into, "school", question->school);
    view_string(view, into, "type", type->name);
    view_string(view, into, "stem", question->stem);
    if (type->present)
        type->present(showing, into);
    if (showing->response)
        view_copy(view, into, "response", showing->response);
    else
        view_null(view, into, "response");
    if (!view->json_only)
        add_page(showing, into);
}

struct showing showing_part(const struct showing *whole, int part, struct paper_item *item, struct response *given)
{
    const cJSON *response = cJSON_IsArray(whole->response) ? cJSON_GetArrayItem(whole->response, part) : NULL;
    if (whole->given->state == RESPONSE_DONT_KNOW && cJSON_IsString(whole->response))
        response = whole->response; /* said of the whole, it is said of each part */
    struct showing out = {.bank = whole->bank, .item = item, .given = given, .view = whole->view};
    paper_part(whole->item, part, item);
    out.response = cJSON_IsNull(response) ? NULL : response;
    *given = understand(item, out.response, whole->view);
    snprintf(out.anchor, sizeof out.anchor, "%.16s-p%d", whole->anchor, part + 1);
    snprintf(out.prefix, sizeof out.prefix, "part.%d.", part + 1);
    return out;
}

struct showing showing_whole(const struct bank *bank, const struct paper_item *item, const cJSON *response,
                               struct view *view, struct response *given)
{
    struct showing out = {.bank = bank, .item = item, .response = response, .given = given, .view = view};
    *given = understand(item, response, view);
    snprintf(out.anchor, sizeof out.anchor, "q%d", item->number);
    return out;
}

void question_present(const struct bank *bank, const struct paper_item *item, const cJSON *response, struct view *view,
                      cJSON *into)
{
    struct response given;
    struct showing showing = showing_whole(bank, item, response, view, &given);
    present(&showing, into);
    if (!item->question->part_count)
        return;
    cJSON *parts = view_array(view, into, "parts");
    for (int i = 0; i < item->question->part_count; i++) {
        struct paper_item part_item;
        struct response part_given;
        struct showing part = showing_part(&showing, i, &part_item, &part_given);
        cJSON *object = view_object(view, parts, NULL);
        view_printf(view, object, "id", "%d", i + 1);
        present(&part, object);
    }
}

void question_refuse(const struct paper_item *item, struct fault *wrong, struct view *view, cJSON *into)
{
    int number = 0;
    const struct question *question = item->question;
    char anchor[ANCHOR_TEXT];
    snprintf(anchor, sizeof anchor, "q%d", item->number);
    if (sscanf(wrong->field, "part.%d.", &number) == 1 && number >= 1 && number <= question->part_count) {
        question = &question->parts[number - 1];
        into = cJSON_GetArrayItem(json_array(into, "parts"), number - 1);
        snprintf(anchor, sizeof anchor, "q%d-p%d", item->number, number);
    }
    view_page_string(view, into, "field_error", wrong->message);
    snprintf(wrong->field, sizeof wrong->field, "%s%s", anchor, question_type_of(question)->typed ? "-text" : "");
}
