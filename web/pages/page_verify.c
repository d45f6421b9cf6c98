/*
 * page_verify.c - GET and POST /verify: is this record genuine, and does it stand? For anyone, signed in or not: a record pasted or
 * chosen as a file, or the link to one that is shared. Nothing is stored, and a link that leads to no shared record tells no more.
 */
#include "verify_view.h"
#include <stdlib.h>
#include <string.h>
#include "recording.h"
#include "signpost/badge.h"
#include "signpost/limits.h"
#include "signpost/store_keys.h"

/* ---- what is to be checked ---- */

struct candidate {
    const char *bytes; size_t size;
    const char *proof; size_t proof_size;
    const char *link;                 /* the record that a link names, instead of its bytes */
    const char *typed, *email, *name; /* as given, to be shown again */
    const char *holder;               /* of a shared record whose holder shows their name */
};

static bool is_number_at(const char *at)
{
    for (int i = 0; i < RECORD_ID_TEXT - 1; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? at[i] != '-' : !at[i] || !strchr("0123456789abcdefABCDEF", at[i]))
            return false;
    }
    return true;
}

/* The record's number in a link to its page, in one to its verification, or by itself; NULL: there is none in TEXT. */
static const char *number_in(struct request *request, const char *text)
{
    for (const char *at = text; *at; at++) {
        if (!is_number_at(at))
            continue;
        char *number = arena_dup_bytes(request->arena, at, RECORD_ID_TEXT - 1);
        for (char *c = number; c && *c; c++)
            *c = *c >= 'A' && *c <= 'F' ? (char)(*c - 'A' + 'a') : *c;
        return number;
    }
    return NULL;
}

/* Text that was typed or pasted: a record, or a link to one. */
static void take_text(struct request *request, const char *text, struct candidate *out)
{
    text += strspn(text, " \t\r\n");
    out->typed = out->bytes = text;
    out->size = strlen(text);
    if (*text != '{' && !badge_looks_like(text, out->size) && out->size < LIMIT_URL)
        out->link = number_in(request, text);
}

/* {"credential": the record or its text, or "record": a link, "proof": text, "email", "name"}; a body without the first two is the
 * record itself. */
static enum fault_code from_json(struct request *request, struct candidate *out, struct fault *fault)
{
    const cJSON *root = request->json.root, *inner = json_member(root, "credential");
    const char *record = json_string(root, "record");
    struct buf text;
    request->face = FACE_JSON;
    *out = (struct candidate){.bytes = request->body, .size = request->body_size};
    if (!inner && !record)
        return FAULT_NONE;
    out->email = json_string(root, "email");
    out->name = json_string(root, "name");
    out->proof = json_string(root, "proof");
    out->proof_size = out->proof ? strlen(out->proof) : 0;
    if (record || cJSON_IsString(inner)) {
        take_text(request, record ? record : inner->valuestring, out);
        return FAULT_NONE;
    }
    buf_init(&text, LIMIT_BODY_UPLOAD);
    enum fault_code code = json_canonical(inner, &text, fault);
    out->bytes = code == FAULT_NONE ? arena_dup_bytes(request->arena, buf_string(&text), text.size) : NULL;
    out->size = text.size;
    buf_release(&text);
    return code == FAULT_NONE && !out->bytes ? fault_memory(fault) : code;
}

static enum fault_code from_form(struct request *request, struct candidate *out, struct fault *fault)
{
    const char *text = request_form(request, "credential"), *proof = request_form(request, "proof");
    const struct upload *file = request_file(request, "file"), *proof_file = request_file(request, "proof");
    *out = (struct candidate){.email = request_form(request, "email"), .name = request_form(request, "name")};
    take_text(request, text ? text : "", out);
    if (file && *out->typed)
        return fault_field(fault, FAULT_INPUT, "credential", "Give one record: either paste it, or choose its file.");
    if (file) {
        out->bytes = file->bytes;
        out->size = file->size;
    }
    if (!out->size)
        return fault_field(fault, FAULT_INPUT, "credential", "Paste a record or a link to one, or choose its file.");
    if (proof_file || (proof && *proof)) {
        out->proof = proof_file ? proof_file->bytes : proof;
        out->proof_size = proof_file ? proof_file->size : strlen(proof);
    }
    return FAULT_NONE;
}

/* ---- checking it ---- */

static enum fault_code trusted_keys(struct request *request, struct db *db, struct verification_input *input, struct fault *fault)
{
    const char **keys = NULL, **texts = NULL;
    int count = 0;
    enum fault_code code = keys_public(db, request->arena, &keys, fault);
    if (code == FAULT_NONE)
        code = log_vkeys(db, request->arena, &texts, fault);
    if (code != FAULT_NONE)
        return code;
    while (texts[count])
        count++;
    struct log_vkey *vkeys = arena_alloc(request->arena, (size_t)(count + 1) * sizeof *vkeys);
    if (!vkeys)
        return fault_memory(fault);
    for (int i = 0; i < count && code == FAULT_NONE; i++)
        code = log_vkey_read(texts[i], &vkeys[i], fault);
    input->keys = keys;
    input->log_keys = vkeys;
    input->log_key_count = count;
    return code;
}

/* The record that a link names, where this reader may see it. */
static enum fault_code follow_link(struct request *request, struct db *db, int64_t reader, struct candidate *candidate, struct fault *fault)
{
    struct record_found found;
    enum fault_code code = record_find(db, request->arena, candidate->link, reader, &found, fault);
    if (code == FAULT_ABSENT)
        return fault_field(fault, FAULT_ABSENT, "credential",
                           "There is no shared record at this link. Its holder may not have shared it, or no longer: ask them.");
    candidate->bytes = found.credential.document;
    candidate->size = found.credential.size;
    candidate->holder = code == FAULT_NONE ? found.holder : NULL;
    return code;
}

static enum fault_code check(struct request *request, struct candidate *candidate, struct verification *out, struct fault *fault)
{
    struct verification_db source = {.arena = request->arena, .reader = request->signed_in ? request->actor.person : 0};
    struct verification_input input = {.email = candidate->email, .name = candidate->name, .now = clock_now(),
                                       .proof = candidate->proof, .proof_size = candidate->proof_size,
                                       .source = verification_db, .context = &source};
    enum fault_code code = store_read(request->site->store, &source.db, fault);
    if (code != FAULT_NONE)
        return code;
    code = trusted_keys(request, source.db, &input, fault);
    if (code == FAULT_NONE && candidate->link)
        code = follow_link(request, source.db, source.reader, candidate, fault);
    input.record = candidate->bytes;
    input.size = candidate->size;
    if (code == FAULT_NONE)
        code = verification_run(&input, out, fault);
    store_done(request->site->store, source.db);
    return code;
}

/* ---- answering ---- */

static void start_view(struct view *view, const struct candidate *candidate)
{
    view_init(view);
    view_page_string(view, view->root, "credential", candidate->typed ? candidate->typed : "");
    view_page_string(view, view->root, "email", candidate->email ? candidate->email : "");
    view_page_string(view, view->root, "name", candidate->name ? candidate->name : "");
}

static struct reply *answer(struct request *request, struct candidate *candidate)
{
    struct verification verification = {.count = 0};
    struct fault fault;
    struct view view;
    enum fault_code code = check(request, candidate, &verification, &fault);
    if (code != FAULT_NONE && code != FAULT_ABSENT)
        return page_fault(request, &fault);
    start_view(&view, candidate);
    if (code == FAULT_ABSENT)
        return recording_unlisted(request, page_form_again(request, &fault, "verify", "Verify a record", &view));
    verify_view(request, &verification, &view);
    view_string(&view, view.root, "holder", candidate->holder);
    const char *title = arena_dup(request->arena, verification.headline);
    bool valid = verification.valid;
    verify_fault(&verification, &fault);
    verification_release(&verification);
    return recording_unlisted(request, valid ? reply_view(request, 200, "verify", title, &view)
                                             : reply_fault_view(request, &fault, "verify", title, &view));
}

struct reply *page_verify_post(struct request *request)
{
    struct candidate candidate = {0};
    struct fault fault;
    struct view view;
    enum fault_code code = request_is_json(request) ? from_json(request, &candidate, &fault) : from_form(request, &candidate, &fault);
    if (code == FAULT_NONE)
        return answer(request, &candidate);
    if (code != FAULT_INPUT)
        return page_fault(request, &fault);
    start_view(&view, &candidate);
    return page_form_again(request, &fault, "verify", "Verify a record", &view);
}

struct reply *page_verify(struct request *request)
{
    const char *link = request_query(request, "record");
    struct candidate candidate = {0};
    struct view view;
    if (link && *link) {
        take_text(request, link, &candidate);
        candidate.link = candidate.link ? candidate.link : link; /* no number of a record: not found as such */
        return answer(request, &candidate);
    }
    start_view(&view, &candidate);
    view_string(&view, view.root, "accepts",
                "POST a record as application/json, or {\"credential\": … or \"record\": link, \"proof\": text, \"email\": …, "
                "\"name\": …}.");
    return reply_view(request, 200, "verify", "Verify a record", &view);
}
