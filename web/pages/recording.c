/*
 * recording.c - see recording.h.
 */
#include "recording.h"
#include <string.h>
#include "signpost/text.h"

/* ---- its address ---- */

/* A host as browsers send it, and nothing that could break out of an address. */
static bool host_is_plain(const char *host)
{
    return host && *host && strlen(host) < 256 &&
           strspn(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]") == strlen(host);
}

/* Without a public URL: the address by which this reader reached the server, good for as long as it answers there. */
static void set_address(struct request *request, struct recording *out)
{
    const struct site *site = request->site;
    const char *record = out->found.credential.record;
    out->lasting = site->url != NULL;
    if (site->url)
        out->address = arena_printf(request->arena, "%s/verify?record=%s", site->url, record);
    else if (host_is_plain(request->host))
        out->address = arena_printf(request->arena, "http://%s/verify?record=%s", request->host, record);
}

/* ---- what the credential says ---- */

static const char *kept(struct request *request, const cJSON *object, const char *name)
{
    const char *text = object ? json_string(object, name) : NULL;
    return text ? arena_dup(request->arena, text) : NULL;
}

static void read_subject(struct request *request, const cJSON *subject, struct recording *out)
{
    const cJSON *achievement = subject ? json_object(subject, "achievement") : NULL;
    const cJSON *result = subject ? cJSON_GetArrayItem(json_array(subject, "result"), 0) : NULL;
    const cJSON *scale = achievement ? cJSON_GetArrayItem(json_array(achievement, "resultDescription"), 0) : NULL;
    out->title = kept(request, achievement, "name");
    out->score = kept(request, result, "value");
    out->max = kept(request, scale, "valueMax");
}

static enum fault_code read_credential(struct request *request, struct recording *out, struct fault *fault)
{
    const struct credential_row *row = &out->found.credential;
    struct json_doc document;
    struct instant until;
    enum fault_code code = json_read(row->document, row->size, "credential", &document, fault);
    if (code != FAULT_NONE)
        return code;
    const cJSON *proofs = json_array(document.root, "proof");
    const char *valid = json_string(document.root, "validUntil");
    const char *method = kept(request, proofs ? proofs->child : NULL, "verificationMethod");
    const char *hash = method ? strrchr(method, '#') : NULL;
    read_subject(request, json_object(document.root, "credentialSubject"), out);
    out->id = kept(request, document.root, "id");
    out->description = kept(request, document.root, "description");
    out->issuer_name = kept(request, json_object(document.root, "issuer"), "name");
    out->key = hash ? hash + 1 : method;
    out->counts_until = DATE_MAX;
    if (valid && instant_parse(valid, &until, NULL) == FAULT_NONE)
        out->counts_until = date_add_days(date_of_instant(until), -1);
    json_release(&document);
    return FAULT_NONE;
}

enum fault_code recording_get(struct request *request, struct db *db, struct recording *out, struct fault *fault)
{
    int64_t reader = request->signed_in ? request->actor.person : 0;
    *out = (struct recording){.path = NULL};
    enum fault_code code = record_find(db, request->arena, request->param[0], reader, &out->found, fault);
    if (code != FAULT_NONE)
        return code;
    out->path = arena_printf(request->arena, "/records/%s", out->found.credential.record);
    set_address(request, out);
    return read_credential(request, out, fault);
}

enum fault_code recording_open(struct request *request, struct recording *out, struct fault *fault)
{
    struct db *db = NULL;
    enum fault_code code = store_read(request->site->store, &db, fault);
    if (code != FAULT_NONE)
        return code;
    code = recording_get(request, db, out, fault);
    store_done(request->site->store, db);
    return code;
}

void recording_view(struct request *request, const struct recording *recording, struct view *view)
{
    const struct record_found *found = &recording->found;
    struct date last = recording->counts_until;
    bool ends = date_compare(last, DATE_MAX) != 0, withdrawn = found->withdrawn_at.ms != 0;
    view_page_string(view, view->root, "record_path", recording->path);
    view_page_string(view, view->root, "item_title", recording->title);
    view_page_words(view, view->root, "completed_words", found->completed_on);
    view_page_string(view, view->root, "until_words", ends ? page_date_words(request->arena, last) : NULL);
    view_page_bool(view, view->root, "has_ended", withdrawn || (ends && date_compare(last, clock_today()) < 0));
    view_page_string(view, view->root, "score_words",
                     recording->score && recording->max
                         ? arena_printf(request->arena, "%s of %s marks", recording->score, recording->max) : recording->score);
    view_page_string(view, view->root, "issuer_name", recording->issuer_name);
    view_page_string(view, view->root, "credential_id", recording->id);
    view_page_string(view, view->root, "record_number", found->credential.record);
    view_page_string(view, view->root, "signed_with", recording->key);
    view_page_string(view, view->root, "holder_name", found->holder);
    view_page_string(view, view->root, "withdrawn_on",
                     withdrawn ? page_date_words(request->arena, date_of_instant(found->withdrawn_at)) : NULL);
    view_page_bool(view, view->root, "is_superseded", found->credential.superseded_by[0] != '\0');
    view_page_bool(view, view->root, "is_score", found->credential.kind == RECORD_SCORE);
    view_page_bool(view, view->root, "is_quiz", !strcmp(found->kind, "quiz"));
}

struct reply *recording_unlisted(struct request *request, struct reply *reply)
{
    reply_header(reply, request, "X-Robots-Tag", "noindex");
    return reply;
}
