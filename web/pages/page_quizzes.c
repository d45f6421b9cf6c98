/*
 * page_quizzes.c - GET /quizzes: the quizzes, and this person's attempts at them.
 */
#include "common.h"

static enum fault_code add_attempts(struct request *request, struct db *db, struct view *view, struct fault *fault)
{
    struct attempt *attempts = NULL;
    int count = 0;
    enum fault_code code = attempt_list(db, request->arena, request->actor.person, &attempts, &count, fault);
    cJSON *list = view_array(view, view->root, "attempts");
    view_page_bool(view, view->root, "has_attempts", code == FAULT_NONE && count > 0);
    for (int i = 0; code == FAULT_NONE && i < count; i++) {
        const struct attempt *attempt = &attempts[i];
        bool open = !attempt->submitted_at.ms;
        cJSON *item = view_object(view, list, NULL);
        view_string(view, item, "id", attempt->id);
        view_string(view, item, "quiz", attempt->quiz);
        view_string(view, item, "state", open ? "open" : "submitted");
        view_page_bool(view, item, "is_open", open);
        view_page_string(view, item, "item_title", page_item_title(request, "quiz", attempt->quiz));
        view_page_string(view, item, "when_words",
                         page_instant_words(request->arena, open ? attempt->started_at : attempt->submitted_at));
        view_page_string(view, item, "score_words",
                         open ? NULL : page_marks(request->arena, attempt->score, attempt->max, MARK_UNIT));
    }
    return code;
}

static enum fault_code build_list(struct request *request, struct db *db, struct view *view, const char **title,
                                  struct fault *fault)
{
    cJSON *list = view_array(view, view->root, "quizzes");
    (void)title;
    for (int i = 0; i < bank_quiz_count(request->bank); i++) {
        const struct quiz *quiz = bank_quiz(request->bank, i);
        cJSON *item = view_object(view, list, NULL);
        view_string(view, item, "id", quiz->id);
        view_string(view, item, "title", quiz->title);
        view_integer(view, item, "questions", quiz->total);
    }
    return add_attempts(request, db, view, fault);
}

struct reply *page_quizzes(struct request *request)
{
    return page_of(request, "quizzes", "The Quiz", build_list);
}
