/*
 * page_analysis_question.c - GET /analysis/{id}: how one question did. What was answered tells the key, so the training lead
 * sees it, every look is noted, and the Dean sees the figures alone.
 */
#include <string.h>
#include "analysed.h"
#include "leading.h"

static const struct question_analysis *row_of(const struct analysed *asked, const char *id)
{
    for (int i = 0; i < asked->analysis.count; i++)
        if (!strcmp(asked->analysis.questions[i].question->id, id))
            return &asked->analysis.questions[i];
    return NULL;
}

static enum fault_code build_one(struct request *request, struct db *db, struct view *view, const char **title,
                                 struct fault *fault)
{
    struct analysed asked;
    enum fault_code code = analysed_read(request, db, &asked, fault);
    const struct question_analysis *row = code == FAULT_NONE ? row_of(&asked, request->param[0]) : NULL;
    if (code == FAULT_NONE && !row)
        code = fault_set(fault, FAULT_ABSENT, "No attempt holds such a question.");
    if (code != FAULT_NONE)
        return code;
    bool keys = policy_allows(&request->actor, ACTION_SEE_KEYS, NULL);
    *title = arena_printf(request->arena, "Question %s", row->question->id);
    analysed_head(request, &asked, view);
    view_string(view, view->root, "id", row->question->id);
    view_printf(view, view->root, "subject", "%c", row->question->subject);
    view_string(view, view->root, "stem", row->question->stem);
    view_commonmark(view, view->root, "stem_html", row->question->stem);
    view_printf(view, view->root, "source", "%s, %s", bank_document_title(asked.bank, row->question->source_document),
                row->question->source_point);
    question_analysis_view(row, view, view->root);
    analysed_figures(request, row, view, view->root);
    view_page_bool(view, view->root, "shows_answers", keys);
    view_page_string(view, view->root, "bank_path",
                     keys ? arena_printf(request->arena, "/bank?q=%s", row->question->id) : NULL);
    if (!keys)
        return FAULT_NONE;
    code = analysis_answers(db, asked.bank, asked.quiz->id, row->question, asked.taken, request->arena, view, view->root, fault);
    const cJSON *answers = json_array(view->root, "answers");
    view_page_bool(view, view->root, "any_answers", answers && answers->child);
    return code;
}

struct reply *page_analysis_question(struct request *request)
{
    struct fault fault;
    if (policy_allows(&request->actor, ACTION_SEE_KEYS, NULL) &&
        leading_look(request, 0, NULL, "keys", &fault) != FAULT_NONE)
        return page_fault(request, &fault);
    return page_of(request, "analysis_question", "Question", build_one);
}
