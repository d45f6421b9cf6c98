/*
 * page_verify.c - GET and POST /verify: is this completion record genuine? For anyone, signed in or not; nothing is stored.
 */
#include <stdlib.h>
#include <string.h>
#include "common.h"

/* ---- what is to be checked ---- */

struct candidate { const char *bytes; size_t size; const char *email; };

/* The record inside {"credential": …, "email": …}; a body with neither is the record itself. */
static enum fault_code from_json(struct request *request, struct candidate *out, struct fault *fault)
{
    const cJSON *root = request->json.root, *inner = json_member(root, "credential");
    struct buf text;
    request->face = FACE_JSON;
    *out = (struct candidate){request->body, request->body_size, NULL};
    if (!inner)
        return FAULT_NONE;
    out->email = json_string(root, "email");
    if (cJSON_IsString(inner)) {
        out->bytes = inner->valuestring;
        out->size = strlen(inner->valuestring);
        return FAULT_NONE;
    }
    buf_init(&text, LIMIT_BODY_UPLOAD);
    enum fault_code code = json_canonical(inner, &text, fault);
    out->bytes = code == FAULT_NONE ? arena_dup_bytes(request->arena, buf_string(&text), text.size) : NULL;
    out->size = text.size;
    buf_release(&text);
    return code == FAULT_NONE && !out->bytes ? fault_memory(fault) : code;
}

static enum fault_code candidate_read(struct request *request, struct candidate *out, struct fault *fault)
{
    if (request_is_json(request))
        return from_json(request, out, fault);
    const char *text = request_form(request, "credential");
    text = text ? text + strspn(text, " \t\r\n") : "";
    *out = (struct candidate){text, strlen(text), request_form(request, "email")};
    if (!*text)
        return fault_field(fault, FAULT_INPUT, "credential", "Paste the record: the text of its file, from the first { to the last }.");
    return FAULT_NONE;
}

/* ---- what came out ---- */

static void add_check(struct view *view, cJSON *list, const char *what, bool ran, bool held)
{
    cJSON *check = view_object(view, list, NULL);
    view_string(view, check, "check", what);
    view_string(view, check, "result", !ran ? "not reached" : held ? "yes" : "no");
    view_page_string(view, check, "result_words", !ran ? "Not reached" : held ? "Yes" : "No");
    view_page_string(view, check, "result_class", !ran ? "none" : held ? "right" : "wrong");
}

static void add_day(struct request *request, struct view *view, const char *member, const char *words_member, const char *text, int less)
{
    struct instant instant;
    bool known = text && instant_parse(text, &instant, NULL) == FAULT_NONE;
    cJSON *root = view->root;
    if (known)
        instant.ms -= less;
    struct date date = known ? date_of_instant(instant) : DATE_MIN;
    cJSON *days = cJSON_GetObjectItemCaseSensitive(root, "days");
    view_date(view, days, member, date);
    view_page_string(view, days, words_member, page_date_words(request->arena, date));
}

/* What the record says of itself, and each check with its outcome. */
static void add_outcome(struct request *request, struct view *view, const struct candidate *candidate,
                        const struct credential_check *check, bool held, bool shaped)
{
    bool email = candidate->email && *candidate->email;
    bool theirs = email && shaped && credential_check_email(check, candidate->email);
    view_string(view, view->root, "id", check->id);
    view_string(view, view->root, "issuer", check->issuer);
    view_string(view, view->root, "issuer_name", check->issuer_name);
    view_string(view, view->root, "achievement", check->achievement);
    view_string(view, view->root, "awarded_on", check->awarded_on);
    view_string(view, view->root, "valid_until", check->valid_until);
    view_string(view, view->root, "signed_by", *check->signed_by ? check->signed_by : NULL);
    view_bool(view, view->root, "expired", check->expired);
    view_object(view, view->root, "days");
    add_day(request, view, "completed_on", "completed_words", check->awarded_on, 0);
    add_day(request, view, "counts_until", "until_words", check->valid_until, 1); /* ends at the first instant of the day after */
    cJSON *list = view_array(view, view->root, "checks");
    add_check(view, list, "It is an Open Badges 3.0 credential", true, shaped);
    add_check(view, list, "Not a byte was changed since it was signed (eddsa-jcs-2022)", shaped, check->signature_holds);
    add_check(view, list, "It was signed with a key of this University", shaped && check->signature_holds, check->key_trusted);
    if (held)
        add_check(view, list, "It still counts today", true, !check->expired);
    if (email)
        add_check(view, list, "It was issued to the e-mail address you gave", shaped, theirs);
}

static void start_view(struct view *view, const struct candidate *candidate, bool answered)
{
    view_init(view);
    view_page_bool(view, view->root, "answered", answered);
    view_page_string(view, view->root, "credential", candidate->bytes ? candidate->bytes : "");
    view_page_string(view, view->root, "email", candidate->email ? candidate->email : "");
}

static enum fault_code trusted_keys(struct request *request, const char ***out, struct fault *fault)
{
    struct db *db = NULL;
    enum fault_code code = store_read(request->site->store, &db, fault);
    if (code != FAULT_NONE)
        return code;
    code = keys_public(db, request->arena, out, fault);
    store_done(request->site->store, db);
    return code;
}

/* What cannot be read is as invalid as what was forged: 422 with the reason. */
static struct reply *refuse(struct request *request, struct view *view, struct fault *fault)
{
    struct fault why = *fault;
    bool said = !strncmp(why.message, "This is no", 10) || !strncmp(why.message, "The record", 10);
    if (why.code == FAULT_MALFORMED)
        fault_set(fault, FAULT_INPUT, "%s%.400s", said ? "" : "This cannot be read as a completion record. ", why.message);
    view_bool(view, view->root, "valid", false);
    if (fault->code != FAULT_INPUT || strcmp(fault->field, "credential") != 0)
        fault->field[0] = '\0'; /* a member of the record, no field of the form */
    return page_form_again(request, fault, "verify", "Verify a record", view);
}

struct reply *page_verify_post(struct request *request)
{
    struct candidate candidate = {0};
    struct credential_check check = {0};
    struct fault fault;
    struct view view;
    const char **trusted = NULL;
    enum fault_code code = trusted_keys(request, &trusted, &fault);
    if (code != FAULT_NONE)
        return page_fault(request, &fault);
    code = candidate_read(request, &candidate, &fault);
    start_view(&view, &candidate, code == FAULT_NONE);
    if (code == FAULT_NONE) {
        code = credential_check(candidate.bytes, candidate.size, trusted, clock_now(), &check, &fault);
        add_outcome(request, &view, &candidate, &check, code == FAULT_NONE, code == FAULT_NONE || code == FAULT_PROOF);
    }
    credential_check_release(&check);
    if (code == FAULT_INPUT || code == FAULT_MALFORMED || code == FAULT_PROOF)
        return refuse(request, &view, &fault);
    if (code != FAULT_NONE) {
        view_release(&view);
        return page_fault(request, &fault);
    }
    view_bool(&view, view.root, "valid", true);
    return reply_view(request, 200, "verify", "Verify a record", &view);
}

struct reply *page_verify(struct request *request)
{
    struct view view;
    start_view(&view, &(struct candidate){0}, false);
    view_string(&view, view.root, "accepts", "POST the record as application/json, or {\"credential\": …, \"email\": …}.");
    return reply_view(request, 200, "verify", "Verify a record", &view);
}
