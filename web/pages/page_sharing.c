/*
 * page_sharing.c - POST /records/{id}/sharing: its holder lets anyone with the link see a record, with their name or without, or stops
 * that. Nothing is shared unless they did.
 */
#include "common.h"
#include <string.h>

struct choice { const char *record; int64_t person; bool shared, name; };

static enum fault_code choose(struct tx *tx, void *context, struct fault *fault)
{
    const struct choice *choice = context;
    return choice->shared ? share_set(tx, choice->record, choice->person, choice->name, fault)
                          : share_clear(tx, choice->record, choice->person, fault);
}

/* true or false in JSON, "yes" or "no" in a form. MISSING: what it is when it is not given. */
static enum fault_code read_choice(struct request *request, const char *name, const bool *missing, bool *out, struct fault *fault)
{
    const cJSON *member = request_is_json(request) ? json_member(request->json.root, name) : NULL;
    const char *text = request_form(request, name);
    bool given = member || text, yes = member ? cJSON_IsTrue(member) : text && !strcmp(text, "yes");
    bool no = member ? cJSON_IsFalse(member) : text && !strcmp(text, "no");
    *out = yes;
    if (!given && missing) {
        *out = *missing;
        return FAULT_NONE;
    }
    return yes || no ? FAULT_NONE
                     : fault_field(fault, given && member ? FAULT_MALFORMED : FAULT_INPUT, name,
                                   "Say whether it is to be so: \"%s\" is true or false (in a form, yes or no).", name);
}

struct reply *page_sharing(struct request *request)
{
    static const char *const names[] = {"shared", "name", NULL};
    static const bool hidden = false;
    struct choice choice = {.record = request->param[0], .person = request->actor.person};
    struct record_found found;
    struct fault fault;
    struct view view;
    struct db *db = NULL;
    enum fault_code code = page_json_body(request, names, &fault);
    if (code == FAULT_NONE)
        code = store_read(request->site->store, &db, &fault);
    if (code == FAULT_NONE) {
        code = record_find(db, request->arena, choice.record, choice.person, &found, &fault);
        store_done(request->site->store, db);
    }
    if (code == FAULT_NONE && !found.own) /* shared by somebody else */
        code = fault_set(&fault, FAULT_ABSENT, "There is no such record.");
    if (code == FAULT_NONE)
        code = read_choice(request, "shared", NULL, &choice.shared, &fault);
    if (code == FAULT_NONE)
        code = read_choice(request, "name", &hidden, &choice.name, &fault);
    if (code == FAULT_NONE)
        code = store_write(request->site->store, choose, &choice, &fault);
    if (code != FAULT_NONE)
        return page_fault(request, &fault);
    view_init(&view);
    const char *path = arena_printf(request->arena, "/records/%s", found.credential.record);
    view_string(&view, view.root, "record", path);
    view_bool(&view, view.root, "shared", choice.shared);
    view_bool(&view, view.root, "name", choice.shared && choice.name);
    return reply_created(request, 200, arena_printf(request->arena, "%s#sharing", path), &view);
}
