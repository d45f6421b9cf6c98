/*
 * page_record.c - GET /records/{id}: a completion record of one's own, as a page or as the credential, byte for
 * byte as signed.
 */
#include "common.h"
#include <string.h>
#include <strings.h>

#define CREDENTIAL_TYPE "application/vc+ld+json"

static enum fault_code get(struct request *request, struct credential_row *row, struct completion_row *completion,
                           struct fault *fault)
{
    struct db *db = NULL;
    struct completion_row *rows = NULL;
    int count = 0;
    enum fault_code code = store_read(request->site->store, &db, fault);
    if (code != FAULT_NONE)
        return code;
    code = credential_get(db, request->arena, request->param[0], row, fault);
    if (code == FAULT_NONE && row->person != request->actor.person)
        code = fault_set(fault, FAULT_ABSENT, "There is no such record.");
    if (code == FAULT_NONE)
        code = completion_list(db, request->arena, row->person, &rows, &count, fault);
    store_done(request->site->store, db);
    for (int i = 0; code == FAULT_NONE && i < count; i++)
        if (rows[i].seq == row->completion)
            *completion = rows[i];
    if (code == FAULT_NONE && !completion->kind)
        code = fault_set(fault, FAULT_INTERNAL, "Record %s has no completion.", row->record);
    return code;
}

static struct reply *reply_credential(struct request *request, const struct credential_row *row)
{
    const char *name =
        request_query(request, "download") ? arena_printf(request->arena, "completion-%s.json", row->record) : NULL;
    const char *accept = request->accept ? request->accept : "";
    const char *format = request_query(request, "format");
    bool plain = !format && strcasestr(accept, "application/json") && !strcasestr(accept, CREDENTIAL_TYPE);
    struct reply *reply =
        reply_file(request, plain ? "application/json" : CREDENTIAL_TYPE, name, row->document, row->size);
    reply_header(reply, request, "Vary", "Accept");
    return reply;
}

/* What the credential itself says; a member that is not there stays away from the page. */
static enum fault_code add_credential(struct request *request, const struct credential_row *row, struct view *view,
                                      struct fault *fault)
{
    struct json_doc document;
    struct instant until;
    enum fault_code code = json_read(row->document, row->size, "credential", &document, fault);
    if (code != FAULT_NONE)
        return code;
    const cJSON *issuer = json_object(document.root, "issuer"), *proofs = json_array(document.root, "proof");
    const char *valid = json_string(document.root, "validUntil");
    view_page_string(view, view->root, "credential_id", json_string(document.root, "id"));
    view_page_string(view, view->root, "issuer_name", issuer ? json_string(issuer, "name") : NULL);
    view_page_string(view, view->root, "signed_with", proofs ? json_string(proofs->child, "verificationMethod") : NULL);
    if (valid && instant_parse(valid, &until, NULL) == FAULT_NONE) {
        struct date last = date_add_days(date_of_instant(until), -1);
        view_page_words(view, view->root, "until_words", last);
        view_page_bool(view, view->root, "has_ended", date_compare(last, request->actor.today) < 0);
    }
    json_release(&document);
    return FAULT_NONE;
}

struct reply *page_record(struct request *request)
{
    struct credential_row row = {.document = NULL};
    struct completion_row completion = {.kind = NULL};
    struct fault fault;
    struct view view;
    enum fault_code code = get(request, &row, &completion, &fault);
    if (code != FAULT_NONE)
        return page_fault(request, &fault);
    if (request->face != FACE_HTML || request_query(request, "download"))
        return reply_credential(request, &row);
    page_view(request, &view);
    code = add_credential(request, &row, &view, &fault);
    if (code != FAULT_NONE) {
        view_release(&view);
        return page_fault(request, &fault);
    }
    view_string(&view, view.root, "record", arena_printf(request->arena, "/records/%s", row.record));
    view_page_string(&view, view.root, "item_title", page_item_title(request, completion.kind, completion.item));
    view_page_bool(&view, view.root, "is_quiz", !strcmp(completion.kind, "quiz"));
    view_page_words(&view, view.root, "completed_words", completion.completed_on);
    return reply_view(request, 200, "record", "Completion record", &view);
}
