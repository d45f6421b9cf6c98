/*
 * page_account.c - GET /account: who I am, my posts, who looked at my results; setting a password.
 *
 * The present password is not asked: a sign-in link may have brought this session exactly because it was
 * forgotten. Setting one ends every other session, so an old one elsewhere does not stay.
 */
#include "common.h"
#include <string.h>
#include "signpost/limits.h"

static const char *role_title(const struct institution *words, enum role role)
{
    const char *const titles[ROLES] = {words->tutor, words->senior_tutor, words->head_of_school,
                                       words->dean, words->training_lead, words->administrator};
    return titles[role];
}

static enum fault_code add_posts(struct request *request, struct db *db, struct view *view, struct fault *fault)
{
    struct post *posts = NULL;
    int count = 0;
    enum fault_code code = posts_of(db, request->arena, request->actor.person, &posts, &count, fault);
    cJSON *list = view_array(view, view->root, "posts");
    for (int i = 0; code == FAULT_NONE && i < count; i++) {
        cJSON *post = view_object(view, list, NULL);
        view_string(view, post, "role", role_name(posts[i].role));
        view_string(view, post, "school", posts[i].school[0] ? posts[i].school : NULL);
        view_string(view, post, "system", posts[i].system[0] ? posts[i].system : NULL);
        view_date(view, post, "start_date", posts[i].start);
        view_date(view, post, "end_date", posts[i].end);
        view_page_string(view, post, "role_words", role_title(bank_institution(request->bank), posts[i].role));
        view_page_string(view, post, "start_words", page_date_words(request->arena, posts[i].start));
        view_page_string(view, post, "end_words", page_date_words(request->arena, posts[i].end));
    }
    return code;
}

static enum fault_code build(struct request *request, struct db *db, struct view *view, const char **title,
                             struct fault *fault)
{
    struct identity identity;
    const char *saved = request_query(request, "saved");
    enum fault_code code = identity_by_person(db, request->arena, request->actor.person, &identity, fault);
    (void)title;
    if (code != FAULT_NONE)
        return code;
    view_string(view, view->root, "staff_id", identity.staff_id);
    view_string(view, view->root, "name", identity.name);
    view_string(view, view->root, "email", identity.email);
    view_bool(view, view->root, "has_password", identity.has_password);
    view_page_bool(view, view->root, "password_saved", saved && !strcmp(saved, "password"));
    code = add_posts(request, db, view, fault);
    return code == FAULT_NONE ? page_looks(request, db, LIMIT_LOOKS, view, fault) : code;
}

struct reply *page_account(struct request *request)
{
    return page_of(request, "account", "Your account", build);
}

/* ---- setting a password ---- */

struct change {
    const char *password;
    char hash[PASSWORD_HASH_TEXT];
    int64_t person;
    enum fault_code code;
    struct fault fault;
};

static void hash_it(struct request *request)
{
    struct change *change = request->scratch;
    change->code = password_hash(change->password, change->hash, &change->fault);
}

static enum fault_code keep(struct tx *tx, void *context, struct fault *fault)
{
    const struct change *change = context;
    enum fault_code code = password_set(tx, change->person, change->hash, fault);
    return code == FAULT_NONE ? session_end_all(tx, change->person, fault) : code;
}

static struct reply *account_again(struct request *request, struct fault *wrong)
{
    struct fault fault;
    struct view view;
    struct db *db = NULL;
    const char *title = "Your account";
    if (!wrong->field[0])
        fault_field(wrong, wrong->code, "password", "%s", arena_dup(request->arena, wrong->message));
    if (store_read(request->site->store, &db, &fault) != FAULT_NONE)
        return page_fault(request, &fault);
    page_view(request, &view);
    enum fault_code code = build(request, db, &view, &title, &fault);
    store_done(request->site->store, db);
    if (code == FAULT_NONE)
        return page_form_again(request, wrong, "account", title, &view);
    view_release(&view);
    return page_fault(request, &fault);
}

static struct reply *hashed(struct request *request)
{
    struct change *change = request->scratch;
    if (change->code == FAULT_INPUT)
        return account_again(request, &change->fault);
    if (change->code == FAULT_NONE)
        change->code = store_write(request->site->store, keep, change, &change->fault);
    if (change->code != FAULT_NONE)
        return page_fault(request, &change->fault);
    return session_start(request, change->person, "/account?saved=password");
}

struct reply *page_account_password(struct request *request)
{
    static const char *const names[] = {"password", NULL};
    struct fault fault;
    struct change *change = arena_alloc(request->arena, sizeof *change);
    enum fault_code code = change ? page_json_body(request, names, &fault) : fault_memory(&fault);
    if (code == FAULT_NONE && request->by_token)
        code = fault_set(&fault, FAULT_DENIED, "A token cannot set a password: sign in in a browser.");
    if (code != FAULT_NONE)
        return reply_fault(request, &fault);
    if (!request_text(request, "password", &change->password)) {
        fault_field(&fault, FAULT_INPUT, "password", "Enter a new password.");
        return account_again(request, &fault);
    }
    change->person = request->actor.person;
    request->scratch = change;
    return reply_later(request, hash_it, hashed);
}
