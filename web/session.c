/*
 * session.c - who is asking: a session cookie or a bearer token, looked up by the hash of its secret; CSRF; same origin.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include "reply_internal.h"
#include "signpost/limits.h"
#include "web.h"

#define SECRET_SIZE (SECRET_TEXT - 1)

/* The value of cookie NAME, when it has the length of a secret. */
static const char *cookie_value(const struct request *request, const char *name)
{
    size_t size = strlen(name);
    for (const char *at = request->cookie; at && *at;) {
        at += strspn(at, "; ");
        if (!strncmp(at, name, size) && at[size] == '=') {
            const char *value = at + size + 1;
            return strcspn(value, "; ") == SECRET_SIZE ? arena_dup_bytes(request->arena, value, SECRET_SIZE) : NULL;
        }
        at += strcspn(at, ";");
    }
    return NULL;
}

static const char *bearer_value(const struct request *request)
{
    const char *text = request->authorization;
    if (!text || strncasecmp(text, "Bearer ", 7) != 0)
        return NULL;
    text += 7 + strspn(text + 7, " ");
    return strlen(text) == SECRET_SIZE ? text : NULL;
}

static enum fault_code find_person(struct request *request, struct db *db, int64_t *person, struct fault *fault)
{
    unsigned char hash[32];
    const char *secret = bearer_value(request);
    *person = 0;
    if (request->authorization) {
        if (!secret)
            return FAULT_NONE;
        secret_hash(secret, hash);
        enum fault_code code = token_get(db, hash, person, fault);
        request->by_token = code == FAULT_NONE;
        return code == FAULT_ABSENT ? FAULT_NONE : code;
    }
    secret = cookie_value(request, "__Host-signpost");
    secret = secret ? secret : cookie_value(request, "signpost");
    if (!secret)
        return FAULT_NONE;
    secret_hash(secret, hash);
    enum fault_code code = session_get(db, hash, &request->session, fault);
    if (code == FAULT_NONE) {
        request->session_secret = secret;
        *person = request->session.person;
    }
    return code == FAULT_ABSENT ? FAULT_NONE : code;
}

enum fault_code session_identify(struct request *request, struct fault *fault)
{
    struct db *db = NULL;
    int64_t person = 0;
    if (!request->authorization && !request->cookie)
        return FAULT_NONE;
    enum fault_code code = store_read(request->site->store, &db, fault);
    if (code != FAULT_NONE)
        return code;
    code = find_person(request, db, &person, fault);
    if (code == FAULT_NONE && person) {
        code = actor_get(db, request->arena, person, clock_today(), &request->actor, fault);
        request->signed_in = code == FAULT_NONE;
        if (code == FAULT_ABSENT) /* erased since */
            code = FAULT_NONE;
    }
    store_done(request->site->store, db);
    return code;
}

bool session_same_origin(const struct request *request)
{
    const char *site = request->sec_fetch_site, *origin = request->origin;
    if (site && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0)
        return false;
    if (!origin)
        return true; /* not a browser, or a browser that says so by Sec-Fetch-Site */
    if (request->site->url && !strcmp(origin, request->site->url))
        return true;
    const char *host = strstr(origin, "://");
    return host && request->host && !strcasecmp(host + 3, request->host);
}

/* Equal without saying where they differ. */
static bool same_secret(const char *a, const char *b)
{
    size_t size = strlen(a);
    unsigned char difference = 0;
    if (strlen(b) != size)
        return false;
    for (size_t i = 0; i < size; i++)
        difference |= (unsigned char)(a[i] ^ b[i]);
    return !difference;
}

enum fault_code session_check_csrf(const struct request *request, struct fault *fault)
{
    if (request->by_token)
        return FAULT_NONE; /* no browser sends a bearer token by itself */
    const char *given = request->csrf_header;
    if (!given && !request_text(request, "csrf", &given))
        given = "";
    if (session_same_origin(request) && request->session.csrf[0] && same_secret(request->session.csrf, given))
        return FAULT_NONE;
    return fault_field(fault, FAULT_DENIED, "csrf",
                       "This form is from an older session or another site. Nothing was changed: go back, reload the page and try again.");
}

const char *session_next(const char *next)
{
    if (!next || next[0] != '/' || next[1] == '/' || next[1] == '\\')
        return "/";
    for (const char *at = next; *at; at++)
        if ((unsigned char)*at <= 0x20 || *at == '\\' || (unsigned char)*at >= 0x7f)
            return "/";
    return next;
}

struct start { struct session session; unsigned char hash[32], old[32]; bool has_old; };

static enum fault_code start_job(struct tx *tx, void *context, struct fault *fault)
{
    struct start *start = context;
    if (start->has_old) {
        enum fault_code code = session_end(tx, start->old, fault);
        if (code != FAULT_NONE && code != FAULT_ABSENT)
            return code;
    }
    return session_add(tx, start->hash, &start->session, fault);
}

struct reply *session_start(struct request *request, int64_t person, const char *next)
{
    struct start start = {.session = {.person = person}};
    struct fault fault;
    char secret[SECRET_TEXT];
    secret_new(secret);
    secret_new(start.session.csrf);
    secret_hash(secret, start.hash);
    start.session.expires.ms = clock_now().ms + (int64_t)LIMIT_SESSION_SECONDS * 1000;
    start.has_old = request->session_secret != NULL;
    if (start.has_old)
        secret_hash(request->session_secret, start.old);
    if (store_write(request->site->store, start_job, &start, &fault) != FAULT_NONE)
        return reply_fault(request, &fault);
    struct view view;
    view_init(&view);
    view_bool(&view, view.root, "signed_in", true);
    view_string(&view, view.root, "csrf", start.session.csrf);
    struct reply *reply = reply_created(request, 200, session_next(next), &view);
    reply_cookie(reply, request, secret, LIMIT_SESSION_SECONDS);
    return reply;
}
