/*
 * page_staff_link.c - POST /staff/{staff_id}/link: a single-use sign-in link for one person, shown this once; only its hash is kept.
 */
#include <stdio.h>
#include "common.h"

struct link {
    const char *staff_id;
    int64_t by;
    struct arena *arena;
    char secret[SECRET_TEXT];
    struct instant expires;
    struct identity person;
};

static enum fault_code link_job(struct tx *tx, void *context, struct fault *fault)
{
    struct link *link = context;
    enum fault_code code = identity_by_staff_id(tx_db(tx), link->arena, link->staff_id, &link->person, fault);
    if (code == FAULT_NONE)
        code = sign_in_link_make(tx, link->person.person, link->secret, &link->expires, fault);
    return code == FAULT_NONE ? access_add(tx, link->by, link->person.person, "link", fault) : code;
}

struct reply *page_staff_link(struct request *request)
{
    static const char *const names[] = {NULL};
    struct link link = {.staff_id = request->param[0], .by = request->actor.person, .arena = request->arena};
    char base[300];
    struct fault fault;
    struct view view;
    enum fault_code code = page_json_body(request, names, &fault);
    if (code == FAULT_NONE)
        code = store_write(request->site->store, link_job, &link, &fault);
    if (code != FAULT_NONE)
        return page_fault(request, &fault);
    snprintf(base, sizeof base, "%s%.255s", request->site->url ? "" : "http://",
             request->site->url ? request->site->url : request->host ? request->host : "localhost");
    page_view(request, &view);
    view_printf(&view, view.root, "link", "%s/sign-in?token=%s", base, link.secret);
    view_instant(&view, view.root, "expires", link.expires);
    view_page_string(&view, view.root, "name", link.person.name);
    view_page_string(&view, view.root, "email", link.person.email);
    view_page_string(&view, view.root, "expires_words", page_instant_words(request->arena, link.expires));
    return reply_view(request, 201, "staff_link", "Sign-in link", &view);
}
