/*
 * page_remark.c - "something wrong with this question?": a tutor's remark on a question of their own submitted attempt, and the
 * training lead's list of them. Never anonymous to the lead, never shown to anybody else.
 */
#include <stdlib.h>
#include <string.h>
#include "remarks.h"
#include "signpost/store_bank.h"
#include "signpost/text.h"
#include "sitting.h"

/* ---- the tutor's ---- */

static enum fault_code put_job(struct tx *tx, void *context, struct fault *fault)
{
    return remark_put(tx, context, fault);
}

/* As a browser counts them: a new line is one, whatever ends it. */
static int characters(const char *text)
{
    int count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xc0) != 0x80 && *text != '\r';
    return count;
}

static enum fault_code read_text(struct request *request, const char **out, struct fault *fault)
{
    const char *text = NULL;
    if (!request_text(request, "text", &text) || !text[strspn(text, " \t\r\n")])
        return fault_field(fault, FAULT_INPUT, "text", "Say what is wrong with the question.");
    if (characters(text) > LIMIT_REMARK)
        return fault_field(fault, FAULT_INPUT, "text", "Please keep to %d characters.", LIMIT_REMARK);
    *out = text;
    return FAULT_NONE;
}

/* INDEX: of the question, once it is known to be one of a result; else -1. */
static enum fault_code remark_read(struct request *request, struct sitting *sitting, struct remark *out, int *index, struct fault *fault)
{
    struct db *db = NULL;
    enum fault_code code = store_read(request->site->store, &db, fault);
    if (code != FAULT_NONE)
        return code;
    code = sitting_get(request, db, request->param[0], true, sitting, fault); /* with the answers: a refused remark shows the result */
    store_done(request->site->store, db);
    int at = code == FAULT_NONE ? sitting_index(sitting, request->param[1]) : -1;
    if (code == FAULT_NONE && at < 0)
        code = fault_set(fault, FAULT_ABSENT, "There is no such question.");
    if (code == FAULT_NONE && sitting_is_open(sitting))
        code = fault_set(fault, FAULT_CONFLICT, "Please submit first: remarks are made on the result.");
    if (code != FAULT_NONE)
        return code;
    *index = at;
    code = read_text(request, &out->text, fault);
    if (code != FAULT_NONE)
        return code;
    out->attempt = sitting->attempt.id;
    out->person = request->actor.person;
    out->question = sitting->paper.items[at].question->id;
    return FAULT_NONE;
}

struct reply *page_remark_put(struct request *request)
{
    static const char *const names[] = {"text", NULL};
    struct sitting sitting;
    struct remark remark = {0};
    struct fault fault;
    struct view view;
    const char *typed = NULL;
    int index = -1;
    enum fault_code code = page_json_body(request, names, &fault);
    if (code == FAULT_NONE)
        code = remark_read(request, &sitting, &remark, &index, &fault);
    if (code != FAULT_NONE && index >= 0 && request->face == FACE_HTML)
        return result_again(request, &sitting, index, request_text(request, "text", &typed) ? typed : "", &fault);
    if (code == FAULT_NONE)
        code = store_write(request->site->store, put_job, &remark, &fault);
    if (code != FAULT_NONE)
        return page_fault(request, &fault);
    page_view(request, &view);
    view_string(&view, view.root, "question", remark.question);
    view_string(&view, view.root, "text", remark.text);
    return reply_created(request, 200, arena_printf(request->arena, "%s#r%s", sitting_path(request, &sitting), request->param[1]), &view);
}

/* Beside each question of HOLDER's "questions". */
static void add_remarks(struct request *request, const struct remark *remarks, int count, struct view *view, const cJSON *holder)
{
    cJSON *question;
    cJSON_ArrayForEach(question, json_array(holder, "questions")) {
        const char *id = json_string(question, "question");
        for (int i = 0; id && i < count; i++) {
            if (strcmp(remarks[i].question, id) != 0)
                continue;
            cJSON *into = view_object(view, question, "remark");
            view_string(view, into, "text", remarks[i].text);
            view_instant(view, into, "sent_at", remarks[i].sent_at);
            view_bool(view, into, "settled", remarks[i].settled_at.ms != 0);
            view_page_string(view, into, "sent_words", page_instant_words(request->arena, remarks[i].sent_at));
        }
    }
}

enum fault_code remarks_add(struct request *request, struct db *db, const struct sitting *sitting, struct view *view,
                            struct fault *fault)
{
    struct remark *remarks = NULL;
    const cJSON *section;
    int count = 0;
    enum fault_code code = remarks_of(db, request->arena, sitting->attempt.id, request->actor.person, &remarks, &count, fault);
    if (code != FAULT_NONE)
        return code;
    add_remarks(request, remarks, count, view, view->root);
    cJSON_ArrayForEach(section, json_array(view->root, "local"))
        add_remarks(request, remarks, count, view, section);
    return FAULT_NONE;
}

/* ---- the training lead's ---- */

static enum fault_code build(struct request *request, struct db *db, struct view *view, const char **title, struct fault *fault)
{
    struct remark *remarks = NULL;
    int count = 0, open = 0;
    (void)title;
    enum fault_code code = remark_list(db, request->arena, &remarks, &count, fault);
    cJSON *list = code == FAULT_NONE ? view_array(view, view->root, "remarks") : NULL;
    for (int i = 0; i < count; i++) {
        const struct remark *remark = &remarks[i];
        cJSON *into = view_object(view, list, NULL);
        const struct question *question = request->bank ? bank_find_question(request->bank, remark->question) : NULL;
        bool settled = remark->settled_at.ms != 0;
        open += !settled;
        view_integer(view, into, "number", remark->number);
        view_string(view, into, "question", remark->question);
        view_string(view, into, "bank", remark->bank);
        if (question)
            view_commonmark(view, into, "stem_html", question->stem);
        view_string(view, into, "text", remark->text);
        view_string(view, into, "name", remark->name);
        view_instant(view, into, "sent_at", remark->sent_at);
        view_bool(view, into, "settled", settled);
        view_page_string(view, into, "version_words", arena_printf(request->arena, "%.12s", remark->bank));
        view_page_string(view, into, "sent_words", page_instant_words(request->arena, remark->sent_at));
        view_page_string(view, into, "settled_words", settled ? page_instant_words(request->arena, remark->settled_at) : NULL);
        view_page_string(view, into, "bank_path", arena_printf(request->arena, "/bank?q=%s", remark->question));
        view_page_bool(view, into, "is_current", request->bank && !strcmp(bank_hash(request->bank), remark->bank));
    }
    view_page_bool(view, view->root, "any", count > 0);
    view_page_string(view, view->root, "open_words",
                     open == 0 ? "None is open." : arena_printf(request->arena, "%d open.", open));
    return code;
}

struct reply *page_remarks(struct request *request)
{
    return page_of(request, "remarks", "Remarks on questions", build);
}

struct settling { int64_t number, by; };

static enum fault_code settle_job(struct tx *tx, void *context, struct fault *fault)
{
    const struct settling *settling = context;
    return remark_settle(tx, settling->number, settling->by, fault);
}

struct reply *page_remark_settle(struct request *request)
{
    static const char *const names[] = {NULL};
    const char *number = request->param[0];
    struct settling settling = {.by = request->actor.person};
    struct fault fault;
    struct view view;
    enum fault_code code = page_json_body(request, names, &fault);
    if (code == FAULT_NONE && (strlen(number) > 15 || strspn(number, "0123456789") != strlen(number)))
        code = fault_set(&fault, FAULT_ABSENT, "There is no such remark.");
    settling.number = strtoll(number, NULL, 10);
    if (code == FAULT_NONE)
        code = store_write(request->site->store, settle_job, &settling, &fault);
    if (code != FAULT_NONE)
        return page_fault(request, &fault);
    page_view(request, &view);
    view_bool(&view, view.root, "settled", true);
    return reply_created(request, 200, "/remarks", &view);
}
