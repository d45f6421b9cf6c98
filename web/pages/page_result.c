/*
 * page_result.c - the result of a submitted attempt: for its owner with every question explained, for a leader of
 * the School with the score and the marks by subject alone, and never before that look is noted.
 */
#include "leading.h"
#include "remarks.h"
#include "sitting.h"
#include <stdio.h>
#include <string.h>

static int count_missed(const cJSON *questions)
{
    int missed = 0;
    const cJSON *question;
    cJSON_ArrayForEach(question, questions)
        missed += !cJSON_IsTrue(json_member(question, "correct"));
    return missed;
}

static enum fault_code build(struct request *request, const struct sitting *sitting, struct view *view, struct fault *fault)
{
    struct db *db = NULL;
    enum fault_code code = sitting_view(request, sitting, view, fault);
    if (code == FAULT_NONE)
        code = store_read(request->site->store, &db, fault);
    if (code != FAULT_NONE)
        return code;
    code = remarks_add(request, db, sitting, view, fault);
    store_done(request->site->store, db);
    return code;
}

static enum fault_code build_page(struct request *request, const struct sitting *sitting, struct view *view, struct fault *fault)
{
    page_view(request, view);
    enum fault_code code = build(request, sitting, view, fault);
    if (code != FAULT_NONE) {
        view_release(view);
        return code;
    }
    int missed = count_missed(json_member(view->root, "questions"));
    const cJSON *section;
    cJSON_ArrayForEach(section, json_array(view->root, "local"))
        missed += count_missed(json_member(section, "questions"));
    const char *words = missed == 1 ? "the one you missed" : arena_printf(request->arena, "the %d you missed", missed);
    view_page_string(view, view->root, "missed_words", missed ? words : NULL);
    return FAULT_NONE;
}

struct reply *result_page(struct request *request, const struct sitting *sitting)
{
    struct fault fault;
    struct view view;
    if (build_page(request, sitting, &view, &fault) != FAULT_NONE)
        return page_fault(request, &fault);
    return reply_view(request, 200, "result", "Your result", &view);
}

static void refuse_remark(struct view *view, const cJSON *holder, int number, const char *text, const char *why)
{
    cJSON *question;
    int64_t at = 0;
    cJSON_ArrayForEach(question, json_array(holder, "questions"))
        if (json_integer(question, "number", &at) && at == number) {
            view_page_string(view, question, "remark_error", why);
            view_page_string(view, question, "remark_typed", text);
        }
}

struct reply *result_again(struct request *request, const struct sitting *sitting, int index, const char *text, const struct fault *wrong)
{
    struct fault fault, beside = *wrong;
    struct view view;
    const cJSON *section;
    if (build_page(request, sitting, &view, &fault) != FAULT_NONE)
        return page_fault(request, &fault);
    refuse_remark(&view, view.root, index + 1, text, wrong->message);
    cJSON_ArrayForEach(section, json_array(view.root, "local"))
        refuse_remark(&view, section, index + 1, text, wrong->message);
    snprintf(beside.field, sizeof beside.field, "remark-%d", index + 1); /* where the summary leads */
    return page_form_again(request, &beside, "result", "Your result", &view);
}

/* ---- a leader's view ---- */

struct look { int64_t by, about; const char *school; };

static enum fault_code note_look(struct tx *tx, void *context, struct fault *fault)
{
    const struct look *look = context;
    return look_add(tx, look->by, look->about, look->school, "attempt", fault);
}

/* The School in which the one leads and the other tutors today. */
static enum fault_code find_school(struct request *request, struct db *db, struct look *look, struct fault *fault)
{
    struct post *posts = NULL;
    int count = 0;
    enum fault_code code = posts_on(db, request->arena, look->about, request->actor.today, &posts, &count, fault);
    for (int i = 0; code == FAULT_NONE && i < count && !look->school; i++)
        if (posts[i].role == ROLE_TUTOR && policy_allows(&request->actor, ACTION_SEE_SCHOOL_PEOPLE, posts[i].school))
            look->school = posts[i].school;
    return code;
}

struct reply *result_led(struct request *request)
{
    struct attempt attempt;
    struct identity identity;
    struct bank *bank = NULL;
    struct fault fault;
    struct view view;
    struct db *db = NULL;
    struct look look = {.by = request->actor.person};
    struct regrade_row *regrades = NULL;
    int regrade_count = 0;
    enum fault_code code = store_read(request->site->store, &db, &fault);
    if (code != FAULT_NONE)
        return page_fault(request, &fault);
    code = attempt_get_led(db, request->param[0], look.by, request->actor.today, &attempt, &fault);
    if (code == FAULT_NONE) {
        look.about = attempt.person;
        code = find_school(request, db, &look, &fault);
    }
    if (code == FAULT_NONE)
        code = identity_by_person(db, request->arena, attempt.person, &identity, &fault);
    if (code == FAULT_NONE)
        code = site_bank_version(request->site, db, request->arena, attempt.bank, &bank, &fault);
    if (code == FAULT_NONE)
        code = sitting_regrades(request, db, bank, &attempt, &regrades, &regrade_count, &fault);
    store_done(request->site->store, db);
    if (code == FAULT_NONE)
        code = store_write(request->site->store, note_look, &look, &fault);
    if (code != FAULT_NONE) {
        bank_release(bank);
        return page_fault(request, &fault);
    }
    page_view(request, &view);
    view_string(&view, view.root, "id", attempt.id);
    view_string(&view, view.root, "quiz", attempt.quiz);
    view_string(&view, view.root, "state", "submitted");
    sitting_scores(request, &attempt, bank, &view);
    view_page_string(&view, view.root, "tutor_name", identity.name);
    view_page_string(&view, view.root, "quiz_title", page_item_title(request, "quiz", attempt.quiz));
    view_page_string(&view, view.root, "person_path", leading_person_path(request->arena, look.school, identity.staff_id));
    bank_release(bank);
    return reply_view(request, 200, "attempt_led", arena_printf(request->arena, "Result of %s", identity.name), &view);
}
