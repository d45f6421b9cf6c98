/*
 * page_preview.c - GET /bank/{id}: a question exactly as a tutor meets it, to try out; nothing is stored. The answer that was sent
 * is explained as it would be. Explaining tells the key, so every look is noted.
 */
#include "bank_filter.h"
#include "leading.h"

/* The page's own form asks by GET (?check=…), as practice does. */
static struct reply *show(struct request *request, const struct paper_item *item, const cJSON *response, struct fault *wrong)
{
    struct view view;
    page_view(request, &view);
    view_string(&view, view.root, "id", item->question->id);
    question_present(request->bank, item, response, &view, view.root);
    bank_tags_view(item->question, &view, view.root);
    view_page_string(&view, view.root, "outcome", NULL);
    if (response && !wrong)
        question_explain(request->bank, item, response, &view, view.root);
    if (!wrong)
        return reply_view(request, 200, "preview", "Preview", &view);
    question_refuse(item, wrong, &view, view.root);
    return page_form_again(request, wrong, "preview", "Preview", &view);
}

struct reply *page_preview(struct request *request)
{
    const struct question *question = bank_find_question(request->bank, request->param[0]);
    unsigned char seed[PAPER_SEED];
    struct paper_item item;
    struct fault fault, memory;
    const cJSON *response = NULL;
    if (!question)
        return reply_absent(request);
    if (leading_look(request, 0, NULL, "keys", &fault) != FAULT_NONE)
        return page_fault(request, &fault);
    page_seed(request->actor.person, question->id, seed);
    paper_item_draw(question, seed, &item);
    if (!request_query(request, "check"))
        return show(request, &item, NULL, NULL);
    request->form = request->query;
    enum fault_code code = page_response(request, &item, &response, &fault);
    if (code == FAULT_NONE)
        return show(request, &item, response, NULL);
    if (code != FAULT_INPUT || page_posted(request, &item, &response, &memory) != FAULT_NONE)
        return page_fault(request, code != FAULT_INPUT ? &fault : &memory);
    return show(request, &item, response, &fault);
}
