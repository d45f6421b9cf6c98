/*
 * page_sign_in.c - signing in by password or single-use link, and signing out.
 *
 * A password is verified in the bounded hash pool while the connection waits; an unknown account takes as long as
 * a known one.
 */
#include "common.h"
#include <string.h>
#include <strings.h>

static void fill(struct view *view, const char *login, const char *next)
{
    view_init(view);
    view_string(view, view->root, "login", login);
    view_string(view, view->root, "next", session_next(next));
}

static struct reply *form_again(struct request *request, const struct fault *fault, const char *login, const char *next)
{
    struct view view;
    fill(&view, login, next);
    return page_form_again(request, fault, "sign_in", "Sign in", &view);
}

/* ---- single-use links ---- */

struct link_use { unsigned char hash[32]; int64_t person; };

static enum fault_code use_link(struct tx *tx, void *context, struct fault *fault)
{
    struct link_use *use = context;
    return sign_in_link_use(tx, use->hash, &use->person, fault);
}

static struct reply *sign_in_by_link(struct request *request, const char *token, const char *next)
{
    struct link_use use = {.person = 0};
    struct fault fault;
    secret_hash(token, use.hash);
    enum fault_code code = store_write(request->site->store, use_link, &use, &fault);
    if (code == FAULT_NONE)
        return session_start(request, use.person, next);
    if (code != FAULT_ABSENT)
        return page_fault(request, &fault);
    fault_set(&fault, FAULT_SIGN_IN,
              "This sign-in link has been used already, or has expired. Each link works once: ask whoever looks "
              "after Signpost for a new one, or sign in with your password.");
    return form_again(request, &fault, "", next);
}

struct reply *page_sign_in(struct request *request)
{
    const char *token = request_query(request, "token"), *next = request_query(request, "next");
    struct view view;
    bool prefetch = request->head || (request->purpose && strcasestr(request->purpose, "prefetch"));
    if (token && !prefetch)
        return sign_in_by_link(request, token, next);
    if (request->signed_in && !request->by_token && request->face == FACE_HTML)
        return reply_see_other(request, session_next(next));
    fill(&view, "", next);
    return reply_view(request, 200, "sign_in", "Sign in", &view);
}

/* ---- passwords ---- */

struct sign_in {
    const char *login, *password, *next;
    char *hash;
    int64_t person;
    bool right;
    enum fault_code code; /* of verifying: other than NONE, the password was not looked at, or that it was wrong not noted */
    struct fault fault;
};

static enum fault_code refuse_many(struct request *request, const struct sign_in *sign_in, struct db *db, struct fault *fault)
{
    int of_login = 0, of_address = 0;
    struct instant since = {clock_now().ms - (int64_t)LIMIT_SIGN_IN_WINDOW * 1000};
    enum fault_code code = sign_in_failures(db, sign_in->login, request->address, since, &of_login, &of_address, fault);
    if (code == FAULT_NONE && (of_login >= LIMIT_SIGN_IN_FAILURES || of_address >= LIMIT_SIGN_IN_FAILURES))
        code = fault_set(fault, FAULT_BUSY,
                         "There were too many attempts to sign in. Please wait %d minutes, or use a sign-in link.",
                         LIMIT_SIGN_IN_WINDOW / 60);
    return code;
}

static enum fault_code find_account(struct request *request, struct sign_in *sign_in, struct fault *fault)
{
    struct db *db = NULL;
    enum fault_code code = store_read(request->site->store, &db, fault);
    if (code != FAULT_NONE)
        return code;
    code = refuse_many(request, sign_in, db, fault);
    if (code == FAULT_NONE)
        code = password_get(db, request->arena, sign_in->login, &sign_in->person, &sign_in->hash, fault);
    store_done(request->site->store, db);
    return code;
}

static enum fault_code note_failure(struct tx *tx, void *context, struct fault *fault)
{
    const struct request *request = context;
    const struct sign_in *sign_in = request->scratch;
    return sign_in_failure_add(tx, sign_in->login, request->address, fault);
}

/* Many passwords may have come at once, before any was found wrong: asked again now that it is this one's turn. */
static void verify(struct request *request)
{
    struct sign_in *sign_in = request->scratch;
    struct db *db = NULL;
    sign_in->code = store_read(request->site->store, &db, &sign_in->fault);
    if (sign_in->code != FAULT_NONE)
        return;
    sign_in->code = refuse_many(request, sign_in, db, &sign_in->fault);
    store_done(request->site->store, db);
    if (sign_in->code != FAULT_NONE)
        return;
    sign_in->right = password_verify(sign_in->hash, sign_in->password) && sign_in->person;
    if (!sign_in->right)
        sign_in->code = store_write(request->site->store, note_failure, request, &sign_in->fault);
}

/* What keeps somebody from having their password looked at: too many tries, or a fault of ours. */
static struct reply *not_verified(struct request *request, const struct sign_in *sign_in, const struct fault *fault)
{
    return fault->code == FAULT_BUSY ? form_again(request, fault, sign_in->login, sign_in->next) : page_fault(request, fault);
}

static struct reply *verified(struct request *request)
{
    const struct sign_in *sign_in = request->scratch;
    struct fault fault;
    if (sign_in->code != FAULT_NONE)
        return not_verified(request, sign_in, &sign_in->fault);
    if (sign_in->right)
        return session_start(request, sign_in->person, sign_in->next);
    fault_field(&fault, FAULT_SIGN_IN, "login",
                "The e-mail address or staff number and the password do not go together.");
    return form_again(request, &fault, sign_in->login, sign_in->next);
}

struct reply *page_sign_in_post(struct request *request)
{
    static const char *const names[] = {"login", "password", "next", NULL};
    struct fault fault;
    struct sign_in *sign_in = arena_alloc(request->arena, sizeof *sign_in);
    enum fault_code code = sign_in ? page_json_body(request, names, &fault) : fault_memory(&fault);
    if (code != FAULT_NONE)
        return reply_fault(request, &fault);
    if (!request_text(request, "next", &sign_in->next))
        sign_in->next = "/";
    if (!request_text(request, "login", &sign_in->login) || !*sign_in->login || strlen(sign_in->login) > LIMIT_EMAIL) {
        fault_field(&fault, FAULT_INPUT, "login", "Enter your e-mail address or staff number.");
        return form_again(request, &fault, "", sign_in->next);
    }
    if (!request_text(request, "password", &sign_in->password) || !*sign_in->password ||
        strlen(sign_in->password) > LIMIT_PASSWORD_MAX) {
        fault_field(&fault, FAULT_INPUT, "password", "Enter your password.");
        return form_again(request, &fault, sign_in->login, sign_in->next);
    }
    code = find_account(request, sign_in, &fault);
    if (code != FAULT_NONE)
        return not_verified(request, sign_in, &fault);
    request->scratch = sign_in;
    return reply_later(request, verify, verified);
}

/* ---- signing out ---- */

static enum fault_code end_session(struct tx *tx, void *context, struct fault *fault)
{
    enum fault_code code = session_end(tx, context, fault);
    return code == FAULT_ABSENT ? FAULT_NONE : code;
}

struct reply *page_sign_out(struct request *request)
{
    unsigned char hash[32];
    struct fault fault;
    struct view view;
    if (request->session_secret) {
        secret_hash(request->session_secret, hash);
        if (store_write(request->site->store, end_session, hash, &fault) != FAULT_NONE)
            return page_fault(request, &fault);
    }
    page_view(request, &view);
    view_bool(&view, view.root, "signed_in", false);
    struct reply *reply = reply_created(request, 200, "/sign-in", &view);
    reply_cookie(reply, request, "", 0);
    return reply;
}
