/*
 * page_practice.c - practising the questions missed in a submitted attempt of one's own: marked at once, nothing
 * stored.
 */
#include "sitting.h"
#include <stdlib.h>
#include <string.h>

struct practice { struct sitting sitting; int missed[LIMIT_PAPER_QUESTIONS]; int count; };

static enum fault_code find_missed(struct request *request, struct practice *practice, struct fault *fault)
{
    for (int i = 0; i < sitting_total(&practice->sitting) && practice->count < LIMIT_PAPER_QUESTIONS; i++) {
        const struct paper_item *item = &practice->sitting.marked[i];
        struct response response;
        const cJSON *json = NULL;
        enum fault_code code = page_json_text(request, practice->sitting.answers[i].response, &json, fault);
        if (code == FAULT_NONE)
            code = response_read(item, json, &response, fault);
        if (code != FAULT_NONE)
            return code;
        if (mark_response(item, &response) < MARK_UNIT)
            practice->missed[practice->count++] = i;
    }
    return FAULT_NONE;
}

static enum fault_code get(struct request *request, struct practice *practice, struct fault *fault)
{
    struct db *db = NULL;
    enum fault_code code = store_read(request->site->store, &db, fault);
    if (code != FAULT_NONE)
        return code;
    code = sitting_get(request, db, request->param[0], true, &practice->sitting, fault);
    store_done(request->site->store, db);
    if (code == FAULT_NONE && sitting_is_open(&practice->sitting))
        code = fault_set(fault, FAULT_CONFLICT, "Practice opens after you have submitted this attempt.");
    return code == FAULT_NONE ? find_missed(request, practice, fault) : code;
}

/* One missed question without the answer that was given to it in the attempt. */
static void add_question(const struct practice *practice, int place, const cJSON *response, bool explain,
                         struct view *view, cJSON *into)
{
    const struct sitting *sitting = &practice->sitting;
    const struct paper_item *item = &sitting->marked[practice->missed[place]];
    view_string(view, into, "id", item->question->id);
    question_present(sitting->bank, item, response, view, into);
    if (explain)
        question_explain(sitting->bank, item, response, view, into);
}

static void add_place(struct request *request, const struct practice *practice, int place, struct view *view)
{
    view_page_string(view, view->root, "attempt_path", sitting_path(request, &practice->sitting));
    view_page_string(view, view->root, "place", arena_printf(request->arena, "%d", place + 1));
    view_page_string(view, view->root, "missed", arena_printf(request->arena, "%d", practice->count));
    view_page_string(view, view->root, "next_place",
                     place + 1 < practice->count ? arena_printf(request->arena, "%d", place + 2) : NULL);
}

/* Place from 1 in ?n=, else the first; false when there is none such. */
static bool read_place(const struct request *request, const struct practice *practice, int *place)
{
    const char *n = request_query(request, "n");
    *place = n && strlen(n) < 5 ? (int)strtol(n, NULL, 10) - 1 : 0;
    return !practice->count || (*place >= 0 && *place < practice->count);
}

static struct reply *reply_practice(struct request *request, const struct practice *practice, int place,
                                    struct view *view)
{
    add_place(request, practice, place, view);
    const char *title = arena_printf(request->arena, "Practice %d of %d", place + 1, practice->count);
    return reply_view(request, 200, "practice", title, view);
}

/*
 * Marks the answer that was sent for the question at PLACE: the page again with its outcome, or the outcome alone
 * as JSON.
 */
static struct reply *reply_outcome(struct request *request, const struct practice *practice, int place)
{
    struct fault fault;
    struct view view;
    struct fault memory;
    const cJSON *response = NULL;
    const struct paper_item *item = &practice->sitting.marked[practice->missed[place]];
    enum fault_code code = page_response(request, item, &response, &fault);
    bool html = request->face == FACE_HTML, again = html && code == FAULT_INPUT;
    if (code != FAULT_NONE && !again)
        return page_fault(request, &fault);
    if (again && page_posted(request, item, &response, &memory) != FAULT_NONE)
        return page_fault(request, &memory);
    page_view(request, &view);
    cJSON *into = html ? view_object(&view, view_array(&view, view.root, "questions"), NULL) : view.root;
    add_question(practice, place, response, !again, &view, into);
    if (!again)
        return html ? reply_practice(request, practice, place, &view) : reply_view(request, 200, NULL, NULL, &view);
    add_place(request, practice, place, &view);
    question_refuse(item, &fault, &view, into);
    return page_form_again(request, &fault, "practice", "Practice", &view);
}

/*
 * The page's own form asks by GET (?check=…): nothing is stored, so the browser's Back and Reload may repeat it.
 */
struct reply *page_practice(struct request *request)
{
    struct fault fault;
    struct view view;
    int place = 0;
    struct practice *practice = arena_alloc(request->arena, sizeof *practice);
    enum fault_code code = practice ? get(request, practice, &fault) : fault_memory(&fault);
    if (code == FAULT_CONFLICT && request->face == FACE_HTML)
        return reply_see_other(request, sitting_path(request, &practice->sitting));
    if (code == FAULT_NONE && !read_place(request, practice, &place))
        code = fault_set(&fault, FAULT_ABSENT, "There is no such question.");
    if (code != FAULT_NONE)
        return page_fault(request, &fault);
    if (request_query(request, "check") && practice->count) {
        request->form = request->query;
        return reply_outcome(request, practice, place);
    }
    page_view(request, &view);
    cJSON *list = view_array(&view, view.root, "questions");
    bool all = request->face != FACE_HTML;
    for (int i = 0; i < practice->count; i++)
        if (all || i == place)
            add_question(practice, i, NULL, false, &view, view_object(&view, list, NULL));
    return reply_practice(request, practice, place, &view);
}

static bool read_number(const struct request *request, const struct practice *practice, int *place)
{
    int64_t number = 0;
    const char *text = request_form(request, "number");
    if (request_is_json(request) && !json_integer(request->json.root, "number", &number))
        return false;
    if (!request_is_json(request))
        number = text ? strtoll(text, NULL, 10) : 0;
    for (*place = 0; *place < practice->count; ++*place)
        if (practice->missed[*place] + 1 == number)
            return true;
    return false;
}

struct reply *page_practice_check(struct request *request)
{
    static const char *const names[] = {"number", "response", NULL};
    struct fault fault;
    int place = 0;
    struct practice *practice = arena_alloc(request->arena, sizeof *practice);
    enum fault_code code = practice ? get(request, practice, &fault) : fault_memory(&fault);
    if (code == FAULT_NONE)
        code = page_json_body(request, names, &fault);
    if (code == FAULT_NONE && !read_number(request, practice, &place))
        code = fault_field(&fault, FAULT_INPUT, "number", "\"number\" is the number of a question that you missed.");
    return code == FAULT_NONE ? reply_outcome(request, practice, place) : page_fault(request, &fault);
}
