/*
 * page_quiz.c - a quiz's start page with the School's statement on how results are used, and starting an attempt.
 */
#include "sitting.h"
#include "statement.h"
#include <string.h>
#include "signpost/text.h"

/* The Schools whose sections a paper of this quiz would have: only the Quiz itself has any. */
static void find_schools(const struct request *request, const struct quiz *quiz, char out[LIMIT_ATTEMPT_SCHOOLS])
{
    const char *schools[LIMIT_LOCAL_SCHOOLS];
    int count = quiz == bank_quiz(request->bank, 0) ? page_tutor_schools(&request->actor, schools, LIMIT_LOCAL_SCHOOLS) : 0;
    paper_schools(request->bank, schools, count, out);
}

static void add_local(const struct request *request, const struct quiz *quiz, struct view *view)
{
    cJSON *list = view_array(view, view->root, "local");
    for (int i = 0; quiz == bank_quiz(request->bank, 0) && i < bank_local_count(request->bank); i++) {
        const struct local_section *section = bank_local(request->bank, i);
        if (!section->draw || !actor_has_role_at(&request->actor, ROLE_TUTOR, section->school))
            continue;
        cJSON *item = view_object(view, list, NULL);
        view_string(view, item, "school", section->school);
        view_string(view, item, "title", section->title);
        view_integer(view, item, "questions", section->draw);
    }
}

static enum fault_code build_start(struct request *request, struct db *db, struct view *view, const char **title,
                                   struct fault *fault)
{
    struct statements statements;
    struct attempt open;
    const struct quiz *quiz = bank_find_quiz(request->bank, request->param[0]);
    if (!quiz)
        return fault_set(fault, FAULT_ABSENT, "There is no such quiz.");
    enum fault_code code = statements_get(request, db, &statements, fault);
    if (code != FAULT_NONE)
        return code;
    code = attempt_open_get(db, request->actor.person, quiz->id, &open, fault);
    if (code != FAULT_NONE && code != FAULT_ABSENT)
        return code;
    *title = quiz->title;
    view_string(view, view->root, "id", quiz->id);
    view_string(view, view->root, "title", quiz->title);
    view_string(view, view->root, "introduction", quiz->introduction);
    view_commonmark(view, view->root, "introduction_html", quiz->introduction);
    view_integer(view, view->root, "questions", quiz->total);
    add_local(request, quiz, view);
    view_string(view, view->root, "open_attempt",
                code == FAULT_NONE ? arena_printf(request->arena, "/attempts/%s", open.id) : NULL);
    view_bool(view, view->root, "acknowledged", statements.all_read);
    cJSON *list = view_array(view, view->root, "statements");
    for (int i = 0; i < statements.count; i++) {
        cJSON *item = view_object(view, list, NULL);
        view_string(view, item, "school", *statements.items[i].school ? statements.items[i].school : NULL);
        view_page_string(view, item, "school_name", statements.items[i].name);
        view_string(view, item, "text", statements.items[i].text);
        view_bool(view, item, "read", statements.items[i].read);
        view_commonmark(view, item, "text_html", statements.items[i].text);
    }
    return FAULT_NONE;
}

struct reply *page_quiz(struct request *request)
{
    return page_of(request, "quiz", "The Quiz", build_start);
}

/* ---- starting ---- */

struct start { struct statements statements; struct attempt attempt; const struct actor *actor; struct arena *arena; };

static enum fault_code start_job(struct tx *tx, void *context, struct fault *fault)
{
    struct start *start = context;
    enum fault_code code = FAULT_NONE;
    for (int i = 0; i < start->statements.count && code == FAULT_NONE; i++) {
        const struct statement *statement = &start->statements.items[i];
        if (statement->read)
            continue;
        struct event event = {.kind = "statement.acknowledged",
                              .by = start->actor->person,
                              .about = start->actor->person,
                              .school = *statement->school ? statement->school : NULL,
                              .date = start->actor->today};
        event.payload = arena_printf(start->arena, "{\"statement\":\"%s\"}", statement->hash);
        code = event.payload ? event_append(tx, &event, fault) : fault_memory(fault);
    }
    return code == FAULT_NONE ? attempt_add(tx, &start->attempt, fault) : code;
}

static enum fault_code read_acknowledged(struct request *request, bool *out, struct fault *fault)
{
    static const char *const names[] = {"acknowledged", NULL};
    enum fault_code code = page_json_body(request, names, fault);
    const cJSON *given =
        request_is_json(request) && code == FAULT_NONE ? json_member(request->json.root, "acknowledged") : NULL;
    if (given && !cJSON_IsBool(given))
        return fault_field(fault, FAULT_MALFORMED, "acknowledged", "\"acknowledged\" is true or false.");
    const char *field = request_form(request, "acknowledged");
    *out = given ? cJSON_IsTrue(given) : field && !strcmp(field, "yes");
    return code;
}

static void attempt_new(const struct request *request, const struct quiz *quiz, struct attempt *out)
{
    unsigned char seed[32];
    char secret[SECRET_TEXT];
    secret_new(secret);
    secret_hash(secret, seed);
    *out = (struct attempt){.person = request->actor.person, .started_at = clock_now(), .completion = -1};
    text_random_hex(out->id, (sizeof out->id - 1) / 2);
    memcpy(out->quiz, quiz->id, strlen(quiz->id) + 1);
    memcpy(out->bank, bank_hash(request->bank), sizeof out->bank);
    memcpy(out->seed, seed, sizeof out->seed);
    find_schools(request, quiz, out->schools);
}

/* 201 for a new attempt, 200 for the one that was open already. */
static struct reply *reply_attempt(struct request *request, int status, const char *id)
{
    struct fault fault;
    struct view view;
    struct db *db = NULL;
    struct sitting sitting;
    const char *path = arena_printf(request->arena, "/attempts/%s", id);
    page_view(request, &view);
    if (request->face == FACE_HTML || !path)
        return reply_created(request, status, path ? path : "/", &view);
    enum fault_code code = store_read(request->site->store, &db, &fault);
    if (code == FAULT_NONE) {
        code = sitting_get(request, db, id, true, &sitting, &fault);
        store_done(request->site->store, db);
    }
    if (code == FAULT_NONE)
        code = sitting_view(request, &sitting, &view, &fault);
    if (code == FAULT_NONE)
        return reply_created(request, status, path, &view);
    view_release(&view);
    return page_fault(request, &fault);
}

static struct reply *ask_again(struct request *request, struct fault *wrong)
{
    struct fault fault;
    struct view view;
    struct db *db = NULL;
    const char *title = "";
    if (store_read(request->site->store, &db, &fault) != FAULT_NONE)
        return page_fault(request, &fault);
    page_view(request, &view);
    enum fault_code code = build_start(request, db, &view, &title, &fault);
    store_done(request->site->store, db);
    if (code == FAULT_NONE)
        return page_form_again(request, wrong, "quiz", title, &view);
    view_release(&view);
    return page_fault(request, &fault);
}

/* The open attempt's id, or NULL with what is still to be acknowledged in START. */
static enum fault_code look(struct request *request, const struct quiz *quiz, struct start *start, const char **open,
                            struct fault *fault)
{
    struct attempt attempt;
    struct db *db = NULL;
    enum fault_code code = store_read(request->site->store, &db, fault);
    *open = NULL;
    if (code != FAULT_NONE)
        return code;
    code = attempt_open_get(db, request->actor.person, quiz->id, &attempt, fault);
    if (code == FAULT_NONE && !(*open = arena_dup(request->arena, attempt.id)))
        code = fault_memory(fault);
    else if (code == FAULT_ABSENT)
        code = statements_get(request, db, &start->statements, fault);
    store_done(request->site->store, db);
    return code;
}

struct reply *page_quiz_start(struct request *request)
{
    struct start start = {.actor = &request->actor, .arena = request->arena};
    struct fault fault;
    const char *open = NULL;
    bool acknowledged = false;
    const struct quiz *quiz = bank_find_quiz(request->bank, request->param[0]);
    if (!quiz)
        return reply_absent(request);
    enum fault_code code = read_acknowledged(request, &acknowledged, &fault);
    if (code == FAULT_NONE)
        code = look(request, quiz, &start, &open, &fault);
    if (code != FAULT_NONE)
        return page_fault(request, &fault);
    if (open)
        return reply_attempt(request, 200, open);
    if (!start.statements.all_read && !acknowledged) {
        fault_field(&fault, FAULT_INPUT, "acknowledged",
                    "Say that you have read how the results are used before you start.");
        return ask_again(request, &fault);
    }
    attempt_new(request, quiz, &start.attempt);
    code = store_write(request->site->store, start_job, &start, &fault);
    if (code == FAULT_NONE)
        return reply_attempt(request, 201, start.attempt.id);
    if (code == FAULT_CONFLICT && look(request, quiz, &start, &open, &fault) == FAULT_NONE && open)
        return reply_attempt(request, 200, open); /* a double click: the other one started it */
    return page_fault(request, &fault);
}
