/*
 * page_attempt.c - one attempt: going on with it, checking the answers, printing the paper, submitting it.
 *
 * The way of a submission is attempt_complete (completion.h): mark (pure), sign, store in one transaction; a
 * repeat gives the stored result.
 */
#include "sitting.h"
#include <string.h>

/* Reads the attempt of the address; on a fault the reply is made already. */
static struct reply *get(struct request *request, struct sitting *out)
{
    struct fault fault;
    struct db *db = NULL;
    enum fault_code code = store_read(request->site->store, &db, &fault);
    if (code == FAULT_NONE) {
        code = sitting_get(request, db, request->param[0], true, out, &fault);
        store_done(request->site->store, db);
    }
    return code == FAULT_NONE ? NULL : page_fault(request, &fault);
}

static struct reply *reply_sitting(struct request *request, const struct sitting *sitting, const char *page,
                                   const char *title)
{
    struct fault fault;
    struct view view;
    page_view(request, &view);
    if (sitting_view(request, sitting, &view, &fault) == FAULT_NONE)
        return reply_view(request, 200, page, title, &view);
    view_release(&view);
    return page_fault(request, &fault);
}

struct reply *page_attempt(struct request *request)
{
    struct sitting sitting;
    struct fault fault;
    struct db *db = NULL;
    enum fault_code code = store_read(request->site->store, &db, &fault);
    if (code == FAULT_NONE) {
        code = sitting_get(request, db, request->param[0], true, &sitting, &fault);
        store_done(request->site->store, db);
    }
    if (code == FAULT_ABSENT)
        return result_led(request);
    if (code != FAULT_NONE)
        return page_fault(request, &fault);
    if (!sitting_is_open(&sitting))
        return result_page(request, &sitting);
    if (request->face != FACE_HTML)
        return reply_sitting(request, &sitting, NULL, NULL);
    int next = 0;
    if (sitting_first_open(&sitting, &next, &fault) != FAULT_NONE)
        return page_fault(request, &fault);
    const char *path = sitting_path(request, &sitting);
    path = next > sitting_total(&sitting) ? arena_printf(request->arena, "%s/check", path)
                                      : arena_printf(request->arena, "%s/answers/%d", path, next);
    return reply_see_other(request, path);
}

struct reply *page_attempt_print(struct request *request)
{
    struct sitting sitting;
    struct reply *refused = get(request, &sitting);
    return refused ? refused : reply_sitting(request, &sitting, "print", "The whole paper");
}

/* ---- check your answers ---- */

/* One row of the list; *OPEN counts those not wholly answered, a situation with a part left open among them. */
static enum fault_code add_answer(const struct sitting *sitting, int index, struct view *view, cJSON *list, int *open,
                                  struct fault *fault)
{
    cJSON *item = view_object(view, list, NULL);
    char words[RESPONSE_WORDS] = "";
    bool whole = false;
    enum fault_code code = sitting_words(sitting, index, words, &whole, fault);
    view_integer(view, item, "number", index + 1);
    view_bool(view, item, "answered", whole);
    view_bool(view, item, "flagged", sitting->answers[index].flagged);
    view_page_string(view, item, "answer_words", words);
    view_page_string(view, item, "answer_class", whole ? "given-yes" : "given-no");
    view_commonmark(view, item, "stem_html", sitting->paper.items[index].question->stem);
    *open += !whole;
    return code;
}

/* The Quiz's answers, then those of each School's section. */
static enum fault_code add_answers(const struct sitting *sitting, struct view *view, struct fault *fault)
{
    cJSON *list = view_array(view, view->root, "answers"), *local = NULL;
    enum fault_code code = FAULT_NONE;
    int unanswered = 0, beside = 0;
    for (int i = 0; i < sitting->paper.count && code == FAULT_NONE; i++)
        code = add_answer(sitting, i, view, list, &unanswered, fault);
    view_integer(view, view->root, "unanswered", unanswered);
    view_page_bool(view, view->root, "one_unanswered", unanswered == 1);
    view_integer(view, view->root, "last", sitting_total(sitting));
    view_page_bool(view, view->root, "has_local", sitting->paper.local_count > 0);
    if (sitting->paper.local_count)
        local = view_array(view, view->root, "local");
    for (int i = sitting->paper.count; i < sitting_total(sitting) && code == FAULT_NONE; i++) {
        if (sitting->paper.items[i].section != sitting->paper.items[i - 1].section)
            list = view_array(view, sitting_section(sitting, i, view, local), "answers");
        code = add_answer(sitting, i, view, list, &beside, fault);
    }
    return code;
}

struct reply *page_attempt_check(struct request *request)
{
    struct sitting sitting;
    struct fault fault;
    struct view view;
    struct reply *refused = get(request, &sitting);
    if (refused)
        return refused;
    if (!sitting_is_open(&sitting) && request->face == FACE_HTML)
        return reply_see_other(request, sitting_path(request, &sitting));
    page_view(request, &view);
    view_string(&view, view.root, "id", sitting.attempt.id);
    view_page_string(&view, view.root, "attempt_path", sitting_path(request, &sitting));
    view_page_string(&view, view.root, "quiz_title", sitting.paper.quiz->title);
    if (add_answers(&sitting, &view, &fault) != FAULT_NONE) {
        view_release(&view);
        return page_fault(request, &fault);
    }
    return reply_view(request, 200, "check", "Check your answers", &view);
}

/* ---- submitting ---- */

static enum fault_code submit(struct request *request, struct sitting *sitting, struct fault *fault)
{
    struct attempt submitted;
    struct db *db = NULL;
    const struct completion_context context = page_completion_context(request);
    enum fault_code code = store_read(request->site->store, &db, fault);
    if (code != FAULT_NONE)
        return code;
    code = sitting_find(request, db, request->param[0], sitting, fault);
    store_done(request->site->store, db);
    if (code == FAULT_NONE)
        code = attempt_complete(&context, sitting->bank, request->param[0], &request->actor, request->arena, &submitted,
                                fault);
    return code;
}

struct reply *page_attempt_submit(struct request *request)
{
    static const char *const names[] = {NULL};
    struct sitting sitting;
    struct fault fault;
    enum fault_code code = page_json_body(request, names, &fault);
    if (code == FAULT_NONE)
        code = submit(request, &sitting, &fault);
    if (code != FAULT_NONE)
        return page_fault(request, &fault);
    if (request->face == FACE_HTML)
        return reply_see_other(request, sitting_path(request, &sitting));
    struct reply *refused = get(request, &sitting);
    return refused ? refused : reply_sitting(request, &sitting, NULL, NULL);
}
