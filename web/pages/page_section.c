/*
 * page_section.c - one section of a module: its text, and its knowledge checks marked at once. Right once stays right.
 */
#include "lesson.h"
#include <string.h>

static enum fault_code add_checks(struct request *request, const struct lesson *lesson, struct view *view,
                                  struct fault *fault)
{
    cJSON *list = view_array(view, view->root, "checks");
    enum fault_code code = FAULT_NONE;
    for (int i = 0; i < lesson->section->check_count && code == FAULT_NONE; i++) {
        struct paper_item item;
        const cJSON *response = NULL;
        const struct check_row *row =
            module_state_check(&lesson->state, lesson->section->id, lesson->section->checks[i]->id);
        lesson_draw(request, lesson->section, i, &item);
        code = page_json_text(request, row ? row->response : NULL, &response, fault);
        if (code == FAULT_NONE)
            lesson_check(request, &item, response, row && row->correct, view, view_object(view, list, NULL));
    }
    return code;
}

static enum fault_code build(struct request *request, struct db *db, struct view *view, const char **title,
                             struct fault *fault)
{
    struct lesson lesson = {.section = NULL};
    enum fault_code code = lesson_get(request, db, &lesson, fault);
    if (code != FAULT_NONE)
        return code;
    *title = lesson.section->title;
    view_string(view, view->root, "id", lesson.section->id);
    view_string(view, view->root, "module", lesson.module->id);
    view_string(view, view->root, "title", lesson.section->title);
    view_string(view, view->root, "text", lesson.section->text);
    view_bool(view, view->root, "read", module_state_check(&lesson.state, lesson.section->id, "") != NULL);
    view_bool(view, view->root, "done", lesson.state.section_done[lesson.index]);
    view_commonmark(view, view->root, "text_html", lesson.section->text);
    view_page_string(view, view->root, "section_id", lesson.section->id);
    view_page_string(view, view->root, "module_title", lesson.module->title);
    view_page_string(view, view->root, "place", arena_printf(request->arena, "%d", lesson.index + 1));
    view_page_string(view, view->root, "places", arena_printf(request->arena, "%d", lesson.module->section_count));
    view_page_bool(view, view->root, "has_checks", lesson.section->check_count > 0);
    return add_checks(request, &lesson, view, fault);
}

struct reply *page_section(struct request *request)
{
    struct fault fault;
    struct view view;
    struct db *db = NULL;
    const char *title = "Training";
    enum fault_code code = store_read(request->site->store, &db, &fault);
    if (code != FAULT_NONE)
        return page_fault(request, &fault);
    page_view(request, &view);
    code = build(request, db, &view, &title, &fault);
    store_done(request->site->store, db);
    if (code == FAULT_NONE)
        return reply_view(request, 200, "section", title, &view);
    view_release(&view);
    if (code == FAULT_CONFLICT &&
        request->face == FACE_HTML) /* not open yet: the module's page says what it waits for */
        return reply_see_other(request, arena_printf(request->arena, "/modules/%s", request->param[0]));
    return page_fault(request, &fault);
}

/* ---- answering a check, or marking the section read ---- */

struct save { int64_t person; const struct lesson *lesson; const char *question, *response; bool correct; };

static enum fault_code save_job(struct tx *tx, void *context, struct fault *fault)
{
    const struct save *save = context;
    return module_check_save(tx, save->person, save->lesson->module->id, save->lesson->section->id, save->question,
                             save->response, save->correct, fault);
}

static struct reply *mark_read(struct request *request, const struct lesson *lesson)
{
    struct fault fault;
    struct save save = {.person = request->actor.person,
                        .lesson = lesson,
                        .question = "",
                        .response = "null",
                        .correct = true};
    const struct module *module = lesson->module;
    const char *path = lesson->index + 1 < module->section_count
                           ? arena_printf(request->arena, "/modules/%s/sections/%s", module->id,
                                          module->sections[lesson->index + 1].id)
                           : arena_printf(request->arena, "/modules/%s", module->id);
    if (store_write(request->site->store, save_job, &save, &fault) != FAULT_NONE)
        return page_fault(request, &fault);
    return request->face == FACE_HTML ? reply_see_other(request, path) : page_section(request);
}

/* The section again, with what is wrong beside the check. */
static struct reply *section_again(struct request *request, const struct paper_item *item, struct fault *wrong)
{
    struct fault fault;
    struct view view;
    struct db *db = NULL;
    const char *title = "Training";
    if (request->face != FACE_HTML || wrong->code != FAULT_INPUT)
        return page_fault(request, wrong);
    if (store_read(request->site->store, &db, &fault) != FAULT_NONE)
        return page_fault(request, &fault);
    page_view(request, &view);
    enum fault_code code = build(request, db, &view, &title, &fault);
    store_done(request->site->store, db);
    if (code == FAULT_NONE) {
        question_refuse(item, wrong, &view, cJSON_GetArrayItem(json_member(view.root, "checks"), item->number - 1));
        return page_form_again(request, wrong, "section", title, &view);
    }
    view_release(&view);
    return page_fault(request, &fault);
}

static struct reply *mark_check(struct request *request, const struct lesson *lesson, int index)
{
    struct paper_item item;
    struct response understood;
    struct fault fault;
    struct buf text;
    struct view view;
    const cJSON *response = NULL;
    lesson_draw(request, lesson->section, index, &item);
    enum fault_code code = page_response(request, &item, &response, &fault);
    if (code == FAULT_NONE)
        code = response_read(&item, response, &understood, &fault);
    if (code == FAULT_NONE && !response)
        code = fault_field(&fault, FAULT_INPUT, "response", "Choose an answer first.");
    if (code != FAULT_NONE)
        return section_again(request, &item, &fault);
    struct save save = {.person = request->actor.person, .lesson = lesson, .question = item.question->id};
    const struct check_row *row = module_state_check(&lesson->state, lesson->section->id, save.question);
    save.correct = mark_response(&item, &understood) == MARK_UNIT;
    buf_init(&text, LIMIT_RESPONSE);
    code = json_canonical(response, &text, &fault);
    save.response = buf_string(&text);
    if (code == FAULT_NONE)
        code = buf_ok(&text) ? store_write(request->site->store, save_job, &save, &fault) : fault_memory(&fault);
    buf_release(&text);
    if (code != FAULT_NONE)
        return page_fault(request, &fault);
    if (request->face == FACE_HTML)
        return reply_see_other(request, arena_printf(request->arena, "%s#q%d", request->path, index + 1));
    page_view(request, &view);
    lesson_check(request, &item, response, save.correct || (row && row->correct), &view, view.root);
    return reply_view(request, 200, NULL, NULL, &view);
}

struct reply *page_section_check(struct request *request)
{
    static const char *const names[] = {"question", "response", NULL};
    struct lesson lesson = {.section = NULL};
    struct fault fault;
    struct db *db = NULL;
    const char *question = NULL;
    enum fault_code code = page_json_body(request, names, &fault);
    if (code == FAULT_NONE)
        code = store_read(request->site->store, &db, &fault);
    if (code == FAULT_NONE) {
        code = lesson_get(request, db, &lesson, &fault);
        store_done(request->site->store, db);
    }
    if (code != FAULT_NONE)
        return page_fault(request, &fault);
    if (!request_text(request, "question", &question) || !*question)
        return mark_read(request, &lesson);
    for (int i = 0; i < lesson.section->check_count; i++)
        if (!strcmp(lesson.section->checks[i]->id, question))
            return mark_check(request, &lesson, i);
    fault_field(&fault, FAULT_INPUT, "question", "This section has no question \"%.60s\".", question);
    return page_fault(request, &fault);
}
