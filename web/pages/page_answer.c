/*
 * page_answer.c - saving one answer of an open attempt: a form (Continue), the script's PUT of the same form, or JSON.
 *
 * Every answer carries a version. A stale one is refused and shown what is stored; only the very same answer sent twice
 * (a double click) is let through.
 */
#include "sitting.h"
#include <stdlib.h>
#include <string.h>

/* ---- what was sent ---- */

struct save {
    struct sitting sitting;
    int index;
    const cJSON *response;        /* NULL clears */
    struct answer_save answer;
    struct answer stored;
    struct arena *arena;
};

static enum fault_code read_json(struct request *request, struct answer_save *out, struct fault *fault)
{
    static const char *const names[] = {"response", "version", "flagged", NULL};
    enum fault_code code = page_json_body(request, names, fault);
    if (code != FAULT_NONE)
        return code;
    const cJSON *flagged = json_member(request->json.root, "flagged");
    if (!json_integer(request->json.root, "version", &out->version) || out->version < 0)
        return fault_field(fault, FAULT_MALFORMED, "version",
                           "Send \"version\": the whole number that came with the answer you saw.");
    if (flagged && !cJSON_IsBool(flagged))
        return fault_field(fault, FAULT_MALFORMED, "flagged", "\"flagged\" is true or false.");
    out->flagged = flagged ? cJSON_IsTrue(flagged) : -1;
    return FAULT_NONE;
}

static enum fault_code read_form(struct request *request, struct answer_save *out, struct fault *fault)
{
    const char *version = request_form(request, "version"), *flagged = request_form(request, "flagged");
    size_t size = version ? strlen(version) : 0;
    if (!size || size > 15 || strspn(version, "0123456789") != size)
        return fault_field(fault, FAULT_MALFORMED, "version",
                           "The form lacks its version. Please open the question again.");
    out->version = strtoll(version, NULL, 10);
    out->flagged = flagged && *flagged;
    return FAULT_NONE;
}

static enum fault_code canonical(struct request *request, const cJSON *response, const char **out, struct fault *fault)
{
    struct buf text;
    *out = NULL;
    if (!response)
        return FAULT_NONE;
    buf_init(&text, LIMIT_RESPONSE);
    enum fault_code code = json_canonical(response, &text, fault);
    if (code == FAULT_NONE && !buf_ok(&text))
        code = fault_field(fault, FAULT_LARGE, "response", "This answer is too long to be kept.");
    if (code == FAULT_NONE && !(*out = arena_dup(request->arena, buf_string(&text))))
        code = fault_memory(fault);
    buf_release(&text);
    return code;
}

static enum fault_code read_save(struct request *request, struct save *save, struct fault *fault)
{
    save->arena = request->arena;
    save->answer.attempt = request->param[0];
    save->answer.person = request->actor.person;
    save->answer.number = save->index + 1;
    enum fault_code code =
        request_is_json(request) ? read_json(request, &save->answer, fault) : read_form(request, &save->answer, fault);
    if (code == FAULT_NONE && !request_form(request, "clear"))
        code = page_response(request, &save->sitting.paper.items[save->index], &save->response, fault);
    return code == FAULT_NONE ? canonical(request, save->response, &save->answer.response, fault) : code;
}

static enum fault_code save_job(struct tx *tx, void *context, struct fault *fault)
{
    struct save *save = context;
    return answer_save(tx, save->arena, &save->answer, &save->stored, fault);
}

/* ---- answering ---- */

static struct reply *reply_saved(struct request *request, const struct save *save)
{
    struct view view;
    const char *path = sitting_path(request, &save->sitting);
    if (request->face == FACE_HTML) {
        bool last = save->index + 1 == sitting_total(&save->sitting);
        if (request_form(request, "clear"))
            path = arena_printf(request->arena, "%s/answers/%d%s", path, save->index + 1,
                                question_from_check(request) ? "?from=check" : "");
        else if (last || question_from_check(request))
            path = arena_printf(request->arena, "%s/check", path);
        else
            path = arena_printf(request->arena, "%s/answers/%d", path, save->index + 2);
        return reply_see_other(request, path);
    }
    page_view(request, &view);
    view_integer(&view, view.root, "version", save->stored.version);
    view_instant(&view, view.root, "saved_at", save->stored.saved_at);
    return reply_view(request, 200, NULL, NULL, &view);
}

/* The same answer again, from a double click or from the script just before Continue. */
static bool same_as_stored(const struct save *save)
{
    const char *sent = save->answer.response, *stored = save->stored.response;
    bool same = sent && stored ? !strcmp(sent, stored) : !sent && !stored;
    return same && (save->answer.flagged < 0 || (save->answer.flagged != 0) == save->stored.flagged);
}

/* 409: what is stored, and for the page both answers in words. */
static struct reply *reply_stale(struct request *request, const struct save *save, const struct fault *stale)
{
    struct fault fault;
    struct view view;
    const cJSON *stored = NULL;
    const struct paper_item *item = &save->sitting.paper.items[save->index];
    enum fault_code code = page_json_text(request, save->stored.response, &stored, &fault);
    if (code != FAULT_NONE)
        return page_fault(request, &fault);
    page_view(request, &view);
    cJSON *into = view_object(&view, view.root, "stored");
    if (request->face == FACE_HTML) {
        question_place(request, &save->sitting, save->index, &view);
        cJSON *tried = view_object(&view, view.root, "tried");
        question_present(save->sitting.bank, item, stored, &view, into);
        question_present(save->sitting.bank, item, save->response, &view, tried);
        view_page_string(&view, view.root, "saved_words", page_instant_words(request->arena, save->stored.saved_at));
        view_commonmark(&view, view.root, "stem_html", item->question->stem);
    } else if (stored) {
        view_copy(&view, into, "response", stored);
    } else {
        view_null(&view, into, "response");
    }
    view_integer(&view, into, "version", save->stored.version);
    view_bool(&view, into, "flagged", save->stored.flagged);
    view_integer(&view, view.root, "number", item->number);
    return reply_fault_view(request, stale, "conflict", "This answer was not saved", &view);
}

/* A form whose answer cannot be read: the question again, with what was typed. */
static struct reply *reply_again(struct request *request, struct save *save, const struct fault *wrong)
{
    struct fault fault;
    struct fault shown = *wrong;
    struct view view;
    int index = save->index;
    const cJSON *posted = NULL;
    bool readable = strcmp(wrong->field, "response") != 0 && strncmp(wrong->field, "part.", 5) != 0;
    if (request->face != FACE_HTML || readable)
        return page_fault(request, wrong);
    if (question_get(request, true, &save->sitting, &index, &fault) != FAULT_NONE)
        return page_fault(request, &fault);
    if (page_posted(request, &save->sitting.paper.items[index], &posted, &fault) != FAULT_NONE)
        return page_fault(request, &fault);
    page_view(request, &view);
    sitting_show(&save->sitting, index, posted, &view, view.root);
    question_place(request, &save->sitting, index, &view);
    question_refuse(&save->sitting.paper.items[index], &shown, &view, view.root);
    return page_form_again(request, &shown, "question", question_title(request, &save->sitting, index), &view);
}

struct reply *page_question_save(struct request *request)
{
    struct save save = {.index = 0};
    struct fault fault;
    enum fault_code code = question_get(request, false, &save.sitting, &save.index, &fault);
    if (code == FAULT_NONE && !sitting_is_open(&save.sitting))
        code = fault_set(&fault, FAULT_CONFLICT, "This attempt was submitted: its answers stay as they are.");
    if (code != FAULT_NONE)
        return page_fault(request, &fault);
    code = read_save(request, &save, &fault);
    if (code != FAULT_NONE)
        return reply_again(request, &save, &fault);
    code = store_write(request->site->store, save_job, &save, &fault);
    if (code == FAULT_CONFLICT && save.stored.version >= 0) {
        if (!request_is_json(request) && same_as_stored(&save))
            return reply_saved(request, &save);
        return reply_stale(request, &save, &fault);
    }
    return code == FAULT_NONE ? reply_saved(request, &save) : page_fault(request, &fault);
}
