/*
 * page_support.c - what a leader notes about a tutor of their School: POST …/concern (open, close) and …/waiver (grant, end).
 * Each is one event; a form that does not hold comes back with what is wrong.
 */
#include <stdlib.h>
#include <string.h>
#include "leading.h"

struct note {
    int64_t by, person;
    const char *school;
    struct date today;
    bool ends;
    const char *kind, *reason;   /* waiver */
    struct date until;
    int64_t waiver;
};

static enum fault_code note_tutor(struct request *request, struct note *note, struct fault *fault)
{
    struct db *db = NULL;
    struct identity tutor;
    enum fault_code code = store_read(request->site->store, &db, fault);
    if (code != FAULT_NONE)
        return code;
    code = leading_tutor(request, db, &tutor, fault);
    store_done(request->site->store, db);
    *note = (struct note){.by = request->actor.person, .person = tutor.person, .school = request->param[0],
                          .today = request->actor.today, .until = DATE_MAX};
    return code;
}

/* The field's text when it is one of WORDS (NULL-terminated). */
static enum fault_code one_of(const struct request *request, const char *name, const char *const *words, const char *hint,
                              const char **out, struct fault *fault)
{
    const char *text = NULL;
    bool given = request_text(request, name, &text);
    for (int i = 0; given && words[i]; i++)
        if (!strcmp(text, words[i])) {
            *out = words[i];
            return FAULT_NONE;
        }
    return fault_field(fault, FAULT_INPUT, name, "%s", hint);
}

static bool chose(const struct request *request, const char *name, const char *value)
{
    const char *given = request_form(request, name);
    return given && !strcmp(given, value);
}

/* What was given, and what is wrong with it, beside each field of the waiver's form. */
static void give_back(const struct request *request, const struct fault *fault, struct view *view)
{
    const char *until = request_form(request, "until");
    view_page_bool(view, view->root, "again", chose(request, "action", "grant"));
    view_page_bool(view, view->root, "kind_quiz", chose(request, "kind", "quiz"));
    view_page_bool(view, view->root, "kind_training", chose(request, "kind", "training"));
    view_page_bool(view, view->root, "reason_leave", chose(request, "reason", "leave"));
    view_page_bool(view, view->root, "reason_new", chose(request, "reason", "new"));
    view_page_bool(view, view->root, "reason_other", chose(request, "reason", "other"));
    view_page_string(view, view->root, "until_value", until ? until : "");
    view_page_string(view, view->root, "kind_error", !strcmp(fault->field, "kind") ? fault->message : NULL);
    view_page_string(view, view->root, "reason_error", !strcmp(fault->field, "reason") ? fault->message : NULL);
    view_page_string(view, view->root, "until_error", !strcmp(fault->field, "until") ? fault->message : NULL);
}

/* The form again on the person's page, which is a look like any other; JSON: the fault. */
static struct reply *again(struct request *request, const struct note *note, const struct fault *fault)
{
    struct fault second;
    struct view view;
    struct db *db = NULL;
    const char *title = "Tutor";
    bool form = request->face == FACE_HTML && note->person && (fault->code == FAULT_INPUT || fault->code == FAULT_CONFLICT);
    if (!form || leading_look(request, note->person, note->school, "person", &second) != FAULT_NONE ||
        store_read(request->site->store, &db, &second) != FAULT_NONE)
        return page_fault(request, fault);
    page_view(request, &view);
    enum fault_code code = person_build(request, db, &view, &title, &second);
    store_done(request->site->store, db);
    give_back(request, fault, &view);
    if (code == FAULT_NONE)
        return page_form_again(request, fault, "person", title, &view);
    view_release(&view);
    return page_fault(request, fault);
}

static struct reply *settle(struct request *request, store_job job, struct note *note, enum fault_code code, struct fault *fault)
{
    if (code == FAULT_NONE)
        code = store_write(request->site->store, job, note, fault);
    if (code != FAULT_NONE)
        return again(request, note, fault);
    struct view view;
    page_view(request, &view);
    view_bool(&view, view.root, "open", !note->ends);
    return reply_created(request, note->ends ? 200 : 201, leading_person_path(request->arena, note->school, request->param[1]), &view);
}

/* ---- concerns ---- */

static enum fault_code concern_job(struct tx *tx, void *context, struct fault *fault)
{
    const struct note *note = context;
    if (note->ends)
        return concern_close(tx, note->by, note->person, note->school, date_add_days(note->today, -1), fault);
    return concern_open(tx, note->by, note->person, note->school, note->today, fault);
}

struct reply *page_concern(struct request *request)
{
    static const char *const names[] = {"action", NULL}, *const actions[] = {"open", "close", NULL};
    struct fault fault;
    struct note note = {0};
    const char *action = NULL;
    enum fault_code code = page_json_body(request, names, &fault);
    if (code == FAULT_NONE)
        code = note_tutor(request, &note, &fault);
    if (code == FAULT_NONE)
        code = one_of(request, "action", actions, "Say \"open\" or \"close\".", &action, &fault);
    note.ends = code == FAULT_NONE && !strcmp(action, "close");
    return settle(request, concern_job, &note, code, &fault);
}

/* ---- waivers ---- */

static enum fault_code waiver_job(struct tx *tx, void *context, struct fault *fault)
{
    const struct note *note = context;
    if (note->ends)
        return waiver_end(tx, note->by, note->person, note->waiver, date_add_days(note->today, -1), fault);
    return waiver_grant(tx, note->by, note->person, note->kind, note->reason, note->today, note->until, fault);
}

static enum fault_code read_until(const struct request *request, struct note *note, struct fault *fault)
{
    const char *text = NULL;
    struct fault why;
    if (!request_text(request, "until", &text) || !*text)
        return FAULT_NONE;
    if (date_parse(text, &note->until, &why) != FAULT_NONE)
        return fault_field(fault, FAULT_INPUT, "until", "%s", why.message);
    if (date_compare(note->until, note->today) < 0)
        return fault_field(fault, FAULT_INPUT, "until", "The last day must be today or later.");
    return FAULT_NONE;
}

static enum fault_code read_grant(const struct request *request, struct note *note, struct fault *fault)
{
    static const char *const kinds[] = {"quiz", "training", NULL}, *const reasons[] = {"leave", "new", "other", NULL};
    enum fault_code code = one_of(request, "kind", kinds, "Choose the Quiz or the training.", &note->kind, fault);
    if (code == FAULT_NONE)
        code = one_of(request, "reason", reasons, "Choose a reason: on leave, new to the role, or another.", &note->reason, fault);
    return code == FAULT_NONE ? read_until(request, note, fault) : code;
}

static enum fault_code read_end(const struct request *request, struct note *note, struct fault *fault)
{
    const char *text = request_form(request, "waiver");
    if (request_is_json(request)) {
        if (json_integer(request->json.root, "waiver", &note->waiver))
            return FAULT_NONE;
    } else if (text && *text && strspn(text, "0123456789") == strlen(text) && strlen(text) < 16) {
        note->waiver = strtoll(text, NULL, 10);
        return FAULT_NONE;
    }
    return fault_field(fault, FAULT_INPUT, "waiver", "Say which one to end.");
}

struct reply *page_waiver(struct request *request)
{
    static const char *const names[] = {"action", "kind", "reason", "until", "waiver", NULL},
                      *const actions[] = {"grant", "end", NULL};
    struct fault fault;
    struct note note = {0};
    const char *action = NULL;
    enum fault_code code = page_json_body(request, names, &fault);
    if (code == FAULT_NONE)
        code = note_tutor(request, &note, &fault);
    if (code == FAULT_NONE)
        code = one_of(request, "action", actions, "Say \"grant\" or \"end\".", &action, &fault);
    if (code == FAULT_NONE) {
        note.ends = !strcmp(action, "end");
        code = note.ends ? read_end(request, &note, &fault) : read_grant(request, &note, &fault);
    }
    return settle(request, waiver_job, &note, code, &fault);
}
