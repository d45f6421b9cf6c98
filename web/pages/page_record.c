/*
 * page_record.c - GET /records/{id}: a completion or score record, as a page or as the credential, byte for byte as signed. Its holder
 * sees all of it; anyone else what the holder shares, or the same 404 as for what is not there. Its proof, its picture.
 */
#include "recording.h"
#include <string.h>
#include <strings.h>
#include "signpost/badge.h"

#define CREDENTIAL_TYPE "application/vc+ld+json"

static const char *file_name(struct request *request, const struct recording *recording, const char *ending)
{
    const char *what = recording->found.credential.kind == RECORD_SCORE ? "score" : "completion";
    return arena_printf(request->arena, "%s-%s.%s", what, recording->found.credential.record, ending);
}

static struct reply *reply_credential(struct request *request, const struct recording *recording)
{
    const char *name = request_query(request, "download") ? file_name(request, recording, "json") : NULL;
    const char *accept = request->accept ? request->accept : "";
    const char *format = request_query(request, "format");
    bool plain = !format && strcasestr(accept, "application/json") && !strcasestr(accept, CREDENTIAL_TYPE);
    const struct credential_row *row = &recording->found.credential;
    return reply_file(request, plain ? "application/json" : CREDENTIAL_TYPE, name, row->document, row->size);
}

/* ---- for its holder ---- */

/* The other records of the same completion, and what became of this one. */
static enum fault_code add_relatives(struct request *request, struct db *db, const struct recording *recording, struct view *view,
                                     struct fault *fault)
{
    const struct credential_row *own = &recording->found.credential;
    struct credential_row *rows = NULL;
    struct completion_row completion;
    int count = 0;
    enum fault_code code = completion_get(db, request->arena, own->completion, &completion, fault);
    if (code == FAULT_NONE)
        code = credential_list(db, request->arena, own->completion, &rows, &count, fault);
    if (code != FAULT_NONE)
        return code;
    view_page_string(view, view->root, "withdrawn_words", page_withdrawn(request->arena, &completion));
    if (own->superseded_by[0])
        view_page_string(view, view->root, "successor_path", arena_printf(request->arena, "/records/%s", own->superseded_by));
    for (int i = 0; i < count; i++)
        if (rows[i].kind != own->kind && !rows[i].superseded_by[0])
            view_page_string(view, view->root, "sibling_path", arena_printf(request->arena, "/records/%s", rows[i].record));
    return FAULT_NONE;
}

static void add_share(struct request *request, const struct recording *recording, struct view *view)
{
    const struct share *share = &recording->found.share;
    cJSON *sharing = view_object(view, view->root, "sharing");
    view_bool(view, sharing, "shared", share->on);
    view_bool(view, sharing, "name", share->name);
    view_page_string(view, sharing, "since_words", share->on ? page_date_words(request->arena, date_of_instant(share->since)) : NULL);
    if (recording->address)
        view_page_string(view, sharing, "link",
                         arena_printf(request->arena, "%.*s%s", (int)(strstr(recording->address, "/verify?") - recording->address),
                                      recording->address, recording->path));
}

static struct reply *page_own(struct request *request, struct db *db, const struct recording *recording, struct view *view)
{
    struct fault fault;
    enum fault_code code = add_relatives(request, db, recording, view, &fault);
    store_done(request->site->store, db);
    if (code != FAULT_NONE) {
        view_release(view);
        return page_fault(request, &fault);
    }
    add_share(request, recording, view);
    const char *title = recording->found.credential.kind == RECORD_SCORE ? "Score record" : "Completion record";
    return reply_view(request, 200, "record", title, view);
}

struct reply *page_record(struct request *request)
{
    struct recording recording;
    struct fault fault;
    struct view view;
    struct db *db = NULL;
    enum fault_code code = store_read(request->site->store, &db, &fault);
    if (code != FAULT_NONE)
        return page_fault(request, &fault);
    code = recording_get(request, db, &recording, &fault);
    if (code != FAULT_NONE || request->face != FACE_HTML || request_query(request, "download")) {
        store_done(request->site->store, db);
        return code != FAULT_NONE ? page_fault(request, &fault) : recording_unlisted(request, reply_credential(request, &recording));
    }
    page_view(request, &view);
    recording_view(request, &recording, &view);
    if (recording.found.own)
        return recording_unlisted(request, page_own(request, db, &recording, &view));
    store_done(request->site->store, db);
    const char *title = arena_printf(request->arena, "%s: a record that is shared", recording.title ? recording.title : "Completion");
    return recording_unlisted(request, reply_view(request, 200, "record_shared", title, &view));
}

/* ---- its picture and its proof ---- */

struct reply *page_record_badge(struct request *request)
{
    struct recording recording;
    struct fault fault;
    struct buf picture;
    enum fault_code code = recording_open(request, &recording, &fault);
    if (code != FAULT_NONE)
        return page_fault(request, &fault);
    const struct credential_row *row = &recording.found.credential;
    bool score = row->kind == RECORD_SCORE && recording.score && recording.max;
    const char *title = recording.title ? recording.title : "A completion";
    const char *on = page_date_words(request->arena, recording.found.completed_on);
    const char *line = score ? arena_printf(request->arena, "%s of %s marks on %s", recording.score, recording.max, on)
                             : arena_printf(request->arena, "Completed on %s", on);
    struct badge badge = {.title = score ? arena_printf(request->arena, "%s: score", title) : title, .line = line ? line : "",
                          .institution = recording.issuer_name ? recording.issuer_name : "", .document = row->document, .size = row->size};
    buf_init(&picture, 0);
    code = badge.title ? badge_write(&badge, &picture, &fault) : fault_memory(&fault);
    struct reply *reply = code != FAULT_NONE ? page_fault(request, &fault)
                                             : reply_file(request, "image/svg+xml",
                                                          request_query(request, "download") ? file_name(request, &recording, "svg") : NULL,
                                                          picture.bytes, picture.size);
    buf_release(&picture);
    return recording_unlisted(request, reply);
}

/* A record of before record.issued can only be opened by showing the completion's own event, which tells person and score. */
struct reply *page_record_proof(struct request *request)
{
    struct recording recording;
    struct fault fault;
    struct buf proof;
    struct db *db = NULL;
    enum fault_code code = store_read(request->site->store, &db, &fault);
    if (code != FAULT_NONE)
        return page_fault(request, &fault);
    buf_init(&proof, 0);
    code = recording_get(request, db, &recording, &fault);
    if (code == FAULT_NONE && recording.found.credential.issued < 0 && !recording.found.own)
        code = fault_set(&fault, FAULT_ABSENT, "There is no such record.");
    if (code == FAULT_NONE)
        code = record_proof(db, request->arena, &recording.found.credential, &proof, &fault);
    store_done(request->site->store, db);
    struct reply *reply = code != FAULT_NONE ? page_fault(request, &fault)
                                             : reply_file(request, "text/plain; charset=utf-8",
                                                          file_name(request, &recording, "tlog-proof"), proof.bytes, proof.size);
    buf_release(&proof);
    return recording_unlisted(request, reply);
}
