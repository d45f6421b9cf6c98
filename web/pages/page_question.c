/*
 * page_question.c - one question of an open attempt (page_answer.c saves its answer).
 */
#include "sitting.h"
#include <string.h>

bool question_from_check(struct request *request)
{
    const char *from = request_form(request, "from");
    from = from ? from : request_query(request, "from");
    return from && !strcmp(from, "check");
}

const char *question_title(struct request *request, const struct sitting *sitting, int index)
{
    const char *title = arena_printf(request->arena, "Question %d of %d – %s", index + 1, sitting_total(sitting),
                                     sitting->paper.quiz->title);
    return title ? title : "Question";
}

void question_place(struct request *request, const struct sitting *sitting, int index, struct view *view)
{
    const struct local_section *section = sitting->paper.items[index].section;
    view_integer(view, view->root, "of", sitting_total(sitting));
    view_page_string(view, view->root, "section_title", section ? section->title : NULL);
    if (section && section->introduction)
        view_commonmark(view, view->root, "section_html", section->introduction);
    view_page_string(view, view->root, "attempt_path", sitting_path(request, sitting));
    view_page_string(view, view->root, "quiz_title", sitting->paper.quiz->title);
    view_page_string(view, view->root, "previous", index ? arena_printf(request->arena, "%d", index) : NULL);
    view_page_bool(view, view->root, "from_check", question_from_check(request));
}

enum fault_code question_get(struct request *request, bool with_answers, struct sitting *sitting, int *index,
                             struct fault *fault)
{
    struct db *db = NULL;
    enum fault_code code = store_read(request->site->store, &db, fault);
    if (code != FAULT_NONE)
        return code;
    code = sitting_get(request, db, request->param[0], with_answers, sitting, fault);
    store_done(request->site->store, db);
    if (code == FAULT_NONE && (*index = sitting_index(sitting, request->param[1])) < 0)
        code = fault_set(fault, FAULT_ABSENT, "There is no such question.");
    return code;
}

struct reply *page_question(struct request *request)
{
    struct sitting sitting;
    struct fault fault;
    struct view view;
    int index = 0;
    enum fault_code code = question_get(request, true, &sitting, &index, &fault);
    if (code != FAULT_NONE)
        return page_fault(request, &fault);
    if (!sitting_is_open(&sitting) && request->face == FACE_HTML)
        return reply_see_other(request, sitting_path(request, &sitting));
    page_view(request, &view);
    code = sitting_question(request, &sitting, index, &view, view.root, &fault);
    if (code != FAULT_NONE) {
        view_release(&view);
        return page_fault(request, &fault);
    }
    question_place(request, &sitting, index, &view);
    return reply_view(request, 200, "question", question_title(request, &sitting, index), &view);
}
