/*
 * page_achievement.c - GET /achievements/{kind}/{item}: what a record says was achieved, in words; and, where the University gave
 * this server its address for good, as the Achievement that the record embeds. It stays when quiz or module is no longer in use.
 */
#include <string.h>
#include <strings.h>
#include "common.h"

struct achievement { const char *kind, *item, *title; bool in_use; };

static const char *title_in(const struct bank *bank, const char *kind, const char *item)
{
    if (!strcmp(kind, "quiz")) {
        const struct quiz *quiz = bank_find_quiz(bank, item);
        return quiz ? quiz->title : NULL;
    }
    const struct module *module = bank_find_module(bank, item);
    return module ? module->title : NULL;
}

/* In the bank in use, or in that of the last who completed it. */
static enum fault_code find(struct request *request, struct achievement *out, struct fault *fault)
{
    struct db *db = NULL;
    struct bank *bank = NULL;
    char hash[65] = "";
    *out = (struct achievement){.kind = request->param[0], .item = request->param[1]};
    if (strcmp(out->kind, "quiz") && strcmp(out->kind, "training"))
        return fault_set(fault, FAULT_ABSENT, "There is no such achievement.");
    out->title = title_in(request->bank, out->kind, out->item);
    out->in_use = out->title != NULL;
    if (out->in_use)
        return FAULT_NONE;
    enum fault_code code = store_read(request->site->store, &db, fault);
    if (code != FAULT_NONE)
        return code;
    code = completion_bank(db, out->kind, out->item, hash, fault);
    if (code == FAULT_NONE)
        code = site_bank_version(request->site, db, request->arena, hash, &bank, fault);
    store_done(request->site->store, db);
    if (code != FAULT_NONE)
        return code;
    const char *title = title_in(bank, out->kind, out->item);
    out->title = title ? arena_dup(request->arena, title) : NULL;
    bank_release(bank);
    return out->title ? FAULT_NONE : fault_set(fault, FAULT_ABSENT, "There is no such achievement.");
}

static enum fault_code describe(const struct request *request, const struct achievement *achievement, const char *url, struct buf *out,
                                struct fault *fault)
{
    struct credential_facts facts = {.url = url, .institution = request->site->institution, .kind = achievement->kind,
                                     .item = achievement->item, .title = achievement->title, .valid_years = COMPLETION_VALID_YEARS};
    return achievement_document(&facts, out, fault);
}

static struct reply *achievement_page(struct request *request, const struct achievement *achievement, const struct buf *document)
{
    struct json_doc doc = {0};
    struct fault fault;
    struct view view;
    bool quiz = !strcmp(achievement->kind, "quiz");
    if (json_read(document->bytes, document->size, "achievement", &doc, &fault) != FAULT_NONE)
        return page_fault(request, &fault);
    const cJSON *criteria = json_object(doc.root, "criteria");
    page_view(request, &view);
    view_page_string(&view, view.root, "achievement_title", achievement->title);
    view_page_string(&view, view.root, "description", json_string(doc.root, "description"));
    view_page_string(&view, view.root, "criteria", criteria ? json_string(criteria, "narrative") : NULL);
    view_page_bool(&view, view.root, "is_quiz", quiz);
    view_page_bool(&view, view.root, "in_use", achievement->in_use);
    view_page_bool(&view, view.root, "has_document", request->site->url != NULL);
    view_page_string(&view, view.root, "item_path",
                     arena_printf(request->arena, quiz ? "/quizzes/%s" : "/modules/%s", achievement->item));
    view_page_string(&view, view.root, "path", request->path);
    json_release(&doc);
    return reply_view(request, 200, "achievement", achievement->title, &view);
}

struct reply *page_achievement(struct request *request)
{
    struct achievement achievement;
    struct fault fault;
    struct buf document;
    const char *url = request->site->url;
    bool page = request->face == FACE_HTML && request->accept && strcasestr(request->accept, "text/html");
    enum fault_code code = find(request, &achievement, &fault);
    if (code == FAULT_NONE && !url && !page)
        code = fault_set(&fault, FAULT_ABSENT, "This University gave this server no address for good, so no document stands here; "
                                               "records name what was achieved in their own words.");
    buf_init(&document, 0);
    if (code == FAULT_NONE)
        code = describe(request, &achievement, url ? url : "https://localhost", &document, &fault);
    if (!page)
        request->face = FACE_JSON;
    bool linked = request->accept && strcasestr(request->accept, "application/ld+json");
    struct reply *reply = code != FAULT_NONE ? reply_fault(request, &fault)
                          : page ? achievement_page(request, &achievement, &document)
                                 : reply_file(request, linked ? "application/ld+json" : "application/json", NULL, document.bytes,
                                              document.size);
    buf_release(&document);
    return reply;
}
