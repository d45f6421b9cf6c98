/*
 * reply.c - the only maker of replies: one view, three faces (HTML by template, JSON, CSV), errors as problem+json or a page.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "reply_internal.h"
#include "signpost/limits.h"
#include "signpost/text.h"
#include "static_files.h"

/* When not even a reply can be allocated. */
static struct reply out_of_memory = {.status = 500, .type = "text/plain; charset=utf-8",
                                     .bytes = "There is not enough memory for this request. Nothing was changed.\n", .size = 67};

static struct reply *reply_new(struct request *request, int status, const char *type, const char *bytes, size_t size)
{
    struct reply *reply = arena_alloc(request->arena, sizeof *reply);
    if (!reply)
        return &out_of_memory;
    *reply = (struct reply){.status = status, .type = type, .bytes = bytes ? bytes : "", .size = bytes ? size : 0};
    return reply;
}

void reply_header(struct reply *reply, struct request *request, const char *name, const char *value)
{
    const char *copy = arena_dup(request->arena, value);
    if (reply == &out_of_memory || !copy || reply->headers == REPLY_HEADERS)
        return;
    reply->header[reply->headers].name = name;
    reply->header[reply->headers++].value = copy;
}

static bool is_https(const struct request *request)
{
    return request->site->url && !strncmp(request->site->url, "https://", 8);
}

void reply_cookie(struct reply *reply, struct request *request, const char *secret, int64_t max_age)
{
    const char *name = is_https(request) ? "__Host-signpost" : "signpost";
    const char *value = arena_printf(request->arena, "%s=%s; Path=/; HttpOnly; SameSite=Lax; Max-Age=%lld%s", name, secret,
                                     (long long)max_age, is_https(request) ? "; Secure" : "");
    if (value)
        reply_header(reply, request, "Set-Cookie", value);
}

/* ---- the frame of every page ---- */

struct link { const char *path, *words; bool shown; };

static void add_navigation(struct view *layout, const struct request *request)
{
    const struct actor *actor = &request->actor;
    cJSON *navigation = view_array(layout, layout->root, "navigation");
    const struct link links[] = {
        {"/", "Home", true}, {"/quizzes", "Quiz", true}, {"/modules", "Training", true},
        {"/schools", "School", actor_has_role(actor, ROLE_SENIOR_TUTOR) || actor_has_role(actor, ROLE_HEAD_OF_SCHOOL)},
        {"/report", "University", policy_allows(actor, ACTION_SEE_UNIVERSITY, NULL)},
        {"/bank", "Question bank", policy_allows(actor, ACTION_SEE_KEYS, NULL)},
        {"/remarks", "Remarks", policy_allows(actor, ACTION_SEE_KEYS, NULL)},
        {"/analysis", "Questions’ health", policy_allows(actor, ACTION_SEE_ANALYSIS, NULL)},
        {"/staff", "Staff", policy_allows(actor, ACTION_MANAGE_STAFF, NULL)},
    };
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        if (!links[i].shown)
            continue;
        cJSON *link = view_object(layout, navigation, NULL);
        size_t size = strlen(links[i].path);
        bool here = !strncmp(request->path, links[i].path, size) && (size > 1 || !request->path[1]) &&
                    (size == 1 || !request->path[size] || request->path[size] == '/');
        view_string(layout, link, "href", links[i].path);
        view_string(layout, link, "words", links[i].words);
        view_bool(layout, link, "here", here);
    }
}

/* Whoever signs in comes back to the page that they asked for. */
static void add_sign_in(struct view *layout, const struct request *request)
{
    struct buf path;
    buf_init(&path, LIMIT_URL * 4);
    buf_text(&path, "/sign-in?next=");
    text_url(&path, request->path);
    view_string(layout, layout->root, "sign_in_path", buf_ok(&path) && request->path[1] ? buf_string(&path) : "/sign-in");
    buf_release(&path);
}

static void build_layout(struct view *layout, const struct request *request, const char *title)
{
    const struct institution *words = request->bank ? bank_institution(request->bank) : NULL;
    view_init(layout);
    view_string(layout, layout->root, "title", title);
    view_string(layout, layout->root, "page_title", title); /* a name that no view of CONTRACT has */
    view_string(layout, layout->root, "institution", request->site->institution);
    view_bool(layout, layout->root, "demo", request->site->demo);
    view_string(layout, layout->root, "here_path", request->path);
    view_string(layout, layout->root, "stylesheet", static_file_path("signpost.css"));
    view_string(layout, layout->root, "script", static_file_path("signpost.js"));
    view_string(layout, layout->root, "icon", static_file_path("signpost.svg"));
    view_bool(layout, layout->root, "signed_in", request->signed_in);
    if (words) {
        cJSON *titles = view_object(layout, layout->root, "words_for");
        view_string(layout, titles, "tutor", words->tutor);
        view_string(layout, titles, "tutee", words->tutee);
        view_string(layout, titles, "senior_tutor", words->senior_tutor);
        view_string(layout, titles, "head_of_school", words->head_of_school);
        view_string(layout, titles, "dean", words->dean);
        view_string(layout, titles, "school", words->school);
    }
    if (!request->signed_in)
        add_sign_in(layout, request);
    if (request->signed_in) {
        view_string(layout, layout->root, "csrf", request->session.csrf);
        view_string(layout, layout->root, "person_name", request->actor.name);
        add_navigation(layout, request);
    }
}

/* ---- views ---- */

static struct reply *render_html(struct request *request, int status, const char *page, const char *title, struct view *view,
                                 struct fault *fault)
{
    struct view layout;
    struct buf out;
    struct reply *reply = NULL;
    build_layout(&layout, request, title);
    buf_init(&out, LIMIT_REPLY);
    enum fault_code code = view_ok(&layout) ? templates_render(request->site->templates, page, layout.root, view->root, &out, fault)
                                            : fault_memory(fault);
    if (code == FAULT_NONE) {
        const char *bytes = arena_dup_bytes(request->arena, buf_string(&out), out.size);
        reply = bytes ? reply_new(request, status, "text/html; charset=utf-8", bytes, out.size) : &out_of_memory;
    }
    buf_release(&out);
    view_release(&layout);
    return reply;
}

static struct reply *render_json(struct request *request, int status, const char *type, struct view *view, struct fault *fault)
{
    struct buf out;
    struct reply *reply = NULL;
    buf_init(&out, LIMIT_REPLY);
    if (view_json(view, &out, fault) == FAULT_NONE) {
        buf_char(&out, '\n');
        const char *bytes = arena_dup_bytes(request->arena, buf_string(&out), out.size);
        reply = bytes && buf_ok(&out) ? reply_new(request, status, type, bytes, out.size) : &out_of_memory;
    }
    buf_release(&out);
    return reply;
}

struct reply *reply_view(struct request *request, int status, const char *page, const char *title, struct view *view)
{
    struct fault fault = {.code = FAULT_NONE};
    struct reply *reply = NULL;
    if (!view_ok(view))
        fault_memory(&fault);
    else if (request->face == FACE_HTML)
        reply = render_html(request, status, page, title, view, &fault);
    else
        reply = render_json(request, status, "application/json", view, &fault);
    view_release(view);
    return reply ? reply : reply_fault(request, &fault);
}

struct reply *reply_file(struct request *request, const char *type, const char *name, const char *bytes, size_t size)
{
    const char *copy = arena_dup_bytes(request->arena, bytes, size);
    if (!copy)
        return &out_of_memory;
    struct reply *reply = reply_new(request, 200, type, copy, size);
    if (name)
        reply_header(reply, request, "Content-Disposition", arena_printf(request->arena, "attachment; filename=\"%s\"", name));
    return reply;
}

struct reply *reply_static(struct request *request, const char *type, const void *bytes, size_t size, bool immutable)
{
    struct reply *reply = reply_new(request, 200, type, bytes, size);
    if (reply != &out_of_memory)
        reply->immutable = immutable;
    return reply;
}

struct reply *reply_see_other(struct request *request, const char *path)
{
    struct reply *reply = reply_new(request, 303, NULL, NULL, 0);
    reply_header(reply, request, "Location", session_next(path));
    return reply;
}

struct reply *reply_created(struct request *request, int status, const char *path, struct view *view)
{
    if (request->face == FACE_HTML && !request_is_json(request)) {
        view_release(view);
        return reply_see_other(request, path);
    }
    enum face asked = request->face;
    request->face = FACE_JSON;
    struct reply *reply = reply_view(request, status, NULL, NULL, view);
    request->face = asked;
    reply_header(reply, request, "Location", path);
    return reply;
}

struct reply *reply_later(struct request *request, hash_work_fn work, handler_fn then)
{
    struct reply *reply = reply_new(request, 202, NULL, NULL, 0);
    if (reply != &out_of_memory) {
        reply->work = work;
        reply->then = then;
    }
    return reply;
}

/* ---- faults ---- */

static void fault_headers(struct reply *reply, struct request *request, const struct fault *fault)
{
    if (fault->code == FAULT_BUSY)
        reply_header(reply, request, "Retry-After", "2");
    if (fault->code == FAULT_SIGN_IN)
        reply_header(reply, request, "WWW-Authenticate", "Bearer realm=\"signpost\"");
    if (request->allow)
        reply_header(reply, request, "Allow", request->allow);
}

struct reply *reply_fault_view(struct request *request, const struct fault *fault, const char *page, const char *title,
                               struct view *view)
{
    struct fault second;
    int status = request->allow ? 405 : fault_http_status(fault->code);
    view_string(view, view->root, "type", "about:blank");
    view_string(view, view->root, "title", request->allow ? "Method not allowed" : fault_title(fault->code));
    view_integer(view, view->root, "status", status);
    view_string(view, view->root, "detail", fault->message);
    if (fault->field[0])
        view_string(view, view->root, "field", fault->field);
    if (fault->code == FAULT_INTERNAL || fault->code == FAULT_STORAGE)
        fprintf(stderr, "signpost: %s %s: %s\n", request->method, request->path, fault->message);
    struct reply *reply = NULL;
    if (view_ok(view) && request->face == FACE_HTML && request->site->templates)
        reply = render_html(request, status, page, title, view, &second);
    else if (view_ok(view))
        reply = render_json(request, status, "application/problem+json", view, &second);
    view_release(view);
    if (!reply)
        return &out_of_memory;
    fault_headers(reply, request, fault);
    return reply;
}

struct reply *reply_fault(struct request *request, const struct fault *fault)
{
    struct view view;
    view_init(&view);
    return reply_fault_view(request, fault, "error", fault_title(fault->code), &view);
}

struct reply *reply_absent(struct request *request)
{
    struct fault fault;
    fault_set(&fault, FAULT_ABSENT, "There is no such page, or it is not one that you can see.");
    return reply_fault(request, &fault);
}

struct reply *reply_health(struct request *request, bool well)
{
    return well ? reply_new(request, 200, "text/plain; charset=utf-8", "ok\n", 3)
                : reply_new(request, 503, "text/plain; charset=utf-8", "not ready\n", 10);
}
