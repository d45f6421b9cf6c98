/*
 * page_home.c - GET /: where this person stands, in words, and the one next step; what they lead; their records.
 */
#include "figure.h"
#include <string.h>
#include "signpost/store_bank.h"

#define LOOKS_SHOWN 5

static const char *headline(struct arena *arena, const struct tutor_state *state)
{
    const struct standing *quiz = &state->quiz, *training = &state->training;
    bool quiz_first = date_compare(quiz->counts_until, training->counts_until) <= 0;
    const struct standing *first = quiz_first ? quiz : training;
    const char *what = quiz_first ? "Quiz" : "training";
    bool both = quiz->state == training->state;
    const char *one = quiz->state == state->state ? "the Quiz" : "the training";
    const char *missing = both ? "the Quiz and the training" : one;
    switch (state->state) {
    case STATE_COMPLETE:
        if (!date_compare(first->counts_until, DATE_MAX))
            return "your Quiz and training are complete";
        return arena_printf(arena, "your %s counts until %s", what, page_date_words(arena, first->counts_until));
    case STATE_DUE_SOON:
        return arena_printf(arena, "your %s counts until %s; renew it before then", what,
                            page_date_words(arena, first->counts_until));
    case STATE_NOT_YET_DUE:
        if (quiz->waived || training->waived)
            return "you have been given more time";
        first = quiz->state == STATE_NOT_YET_DUE ? quiz : training;
        return arena_printf(arena, "please complete %s by %s", missing, page_date_words(arena, first->first_due));
    default:
        return arena_printf(arena, "please complete %s when you can", missing);
    }
}

struct step { const char *words, *href, *why; };

static struct step next_step(const struct request *request, const struct tutor_state *state, const struct attempt *open)
{
    const struct quiz *quiz = bank_quiz(request->bank, 0);
    const char *start = arena_printf(request->arena, "/quizzes/%s", quiz->id);
    if (open)
        return (struct step){"Go on with the Quiz", arena_printf(request->arena, "/attempts/%s", open->id),
                             "You have answers saved; you can go on where you stopped."};
    if (state && (state->quiz.state == STATE_OVERDUE || state->quiz.state == STATE_NOT_YET_DUE))
        return (struct step){"Take the Quiz", start,
                             "Open book, no time limit, no pass mark; you can stop and go on later."};
    if (state && (state->training.state == STATE_OVERDUE || state->training.state == STATE_NOT_YET_DUE))
        return (struct step){"Go to the training", "/modules",
                             "Short sections with a few questions each; you can stop at any time."};
    if (state && state->quiz.state == STATE_DUE_SOON)
        return (struct step){"Renew the Quiz", start, "Taking it now counts for another three years from today."};
    if (state && state->training.state == STATE_DUE_SOON)
        return (struct step){"Renew the training", "/modules",
                             "Completing it now counts for another three years from today."};
    return (struct step){NULL, NULL, NULL};
}

static enum fault_code add_standing(struct request *request, struct db *db, struct view *view, struct fault *fault)
{
    struct tutor_state state;
    struct attempt attempt;
    enum fault_code code =
        compliance_person(request->site->ledger, request->actor.person, request->actor.today, -1, &state, fault);
    bool tutor = code == FAULT_NONE;
    if (!tutor && code != FAULT_ABSENT)
        return code;
    code = attempt_open_get(db, request->actor.person, bank_quiz(request->bank, 0)->id, &attempt, fault);
    bool open = code == FAULT_NONE;
    if (!open && code != FAULT_ABSENT)
        return code;
    struct step step = next_step(request, tutor ? &state : NULL, open ? &attempt : NULL);
    if (tutor) {
        cJSON *into = view_object(view, view->root, "tutor");
        tutor_state_view(&state, view, into);
        view_page_string(view, into, "headline", headline(request->arena, &state));
    } else {
        view_null(view, view->root, "tutor");
    }
    if (step.href) {
        cJSON *next = view_object(view, view->root, "next_step");
        view_string(view, next, "words", step.words);
        view_string(view, next, "href", step.href);
        view_page_string(view, next, "why", step.why);
    } else {
        view_null(view, view->root, "next_step");
    }
    view_string(view, view->root, "open_attempt",
                open ? arena_printf(request->arena, "/attempts/%s", attempt.id) : NULL);
    return FAULT_NONE;
}

struct records { struct record_row *rows; int count; };

static const struct share *share_of(const struct records *records, const char *record)
{
    static const struct share none = {.on = false};
    for (int i = 0; record && i < records->count; i++)
        if (!strcmp(records->rows[i].record, record))
            return &records->rows[i].share;
    return &none;
}

/* The records of one completion, and whether others may see them. */
static void add_records(struct request *request, const struct completion_row *row, const struct records *records, struct view *view,
                        cJSON *item)
{
    const struct share *share = share_of(records, row->record), *score = share_of(records, row->score_record);
    const char *path = row->record ? arena_printf(request->arena, "/records/%s", row->record) : NULL;
    view_string(view, item, "record", path);
    view_bool(view, item, "shared", share->on);
    view_string(view, item, "score_record", row->score_record ? arena_printf(request->arena, "/records/%s", row->score_record) : NULL);
    view_bool(view, item, "score_shared", score->on);
    view_page_string(view, item, "sharing_words", !share->on ? "Only you see it" : share->name ? "Shared, with your name" : "Shared");
    if (path && !row->withdrawn)
        view_page_string(view, item, "certificate_path", arena_printf(request->arena, "%s/certificate", path));
}

static enum fault_code add_completions(struct request *request, struct db *db, struct view *view, struct fault *fault)
{
    struct completion_row *rows = NULL;
    struct records records = {.count = 0};
    int count = 0;
    enum fault_code code = completion_list(db, request->arena, request->actor.person, &rows, &count, fault);
    if (code == FAULT_NONE)
        code = record_list(db, request->arena, request->actor.person, &records.rows, &records.count, fault);
    cJSON *list = view_array(view, view->root, "completions");
    view_page_bool(view, view->root, "has_completions", code == FAULT_NONE && count > 0);
    for (int i = 0; code == FAULT_NONE && i < count; i++) {
        cJSON *item = view_object(view, list, NULL);
        view_string(view, item, "kind", rows[i].kind);
        view_string(view, item, "item", rows[i].item);
        view_date(view, item, "completed_on", rows[i].completed_on);
        add_records(request, &rows[i], &records, view, item);
        view_string(view, item, "withdrawn", rows[i].withdrawn);
        view_page_string(view, item, "item_title", page_item_title(request, rows[i].kind, rows[i].item));
        view_page_string(view, item, "withdrawn_words", page_withdrawn(request->arena, &rows[i]));
        view_page_words(view, item, "completed_words", rows[i].completed_on);
        view_page_string(view, item, "percent_words", page_percent(request->arena, rows[i].score, rows[i].max));
    }
    return code;
}

/* One card for each School this person leads, with the counts that matter first. */
static enum fault_code add_schools(struct request *request, struct view *view, struct fault *fault)
{
    const struct actor *actor = &request->actor;
    cJSON *list = view_array(view, view->root, "schools");
    for (int i = 0; i < actor->post_count; i++) {
        const char *school = actor->posts[i].school;
        bool again = !policy_allows(actor, ACTION_SEE_SCHOOL_PEOPLE, school);
        for (int k = 0; k < i && !again; k++)
            again = !strcmp(actor->posts[k].school, school);
        if (!*school || again)
            continue;
        struct figures figures;
        enum fault_code code = compliance_school(request->site->ledger, school, actor->today, -1, MEDIAN_EXACT,
                                                 request->arena, &figures, fault);
        if (code == FAULT_ABSENT)
            continue;
        if (code != FAULT_NONE)
            return code;
        cJSON *card = view_object(view, list, NULL);
        figures_view(&figures, MEDIAN_EXACT, view, card);
        view_page_string(view, card, "quiz_share",
                         figure_share(request->arena, figures.quiz_completed, figures.personal_tutors,
                                      figures.quiz_tenths));
        view_page_string(view, card, "training_share",
                         figure_share(request->arena, figures.training_completed, figures.personal_tutors,
                                      figures.training_tenths));
        view_page_string(view, card, "overdue_count",
                         arena_printf(request->arena, "%d", figures.states[STATE_OVERDUE]));
        view_page_string(view, card, "due_soon_count",
                         arena_printf(request->arena, "%d", figures.states[STATE_DUE_SOON]));
        view_page_string(view, card, "school_path", arena_printf(request->arena, "/schools/%s", school));
    }
    return FAULT_NONE;
}

/* What the training lead looks after: the questions, what tutors say of them, and how they do. */
static enum fault_code add_remarks(struct request *request, struct db *db, struct view *view, struct fault *fault)
{
    int open = 0;
    enum fault_code code = policy_allows(&request->actor, ACTION_SEE_KEYS, NULL) ? remark_count_open(db, &open, fault) : FAULT_NONE;
    view_page_string(view, view->root, "remarks_words",
                     open == 0 ? "None is open" : arena_printf(request->arena, open == 1 ? "%d is open" : "%d are open", open));
    return code;
}

static enum fault_code build(struct request *request, struct db *db, struct view *view, const char **title,
                             struct fault *fault)
{
    const struct actor *actor = &request->actor;
    cJSON *person = view_object(view, view->root, "person");
    view_string(view, person, "staff_id", actor->staff_id);
    view_string(view, person, "name", actor->name);
    view_page_bool(view, view->root, "is_dean", policy_allows(actor, ACTION_SEE_UNIVERSITY, NULL));
    view_page_bool(view, view->root, "is_training_lead", policy_allows(actor, ACTION_SEE_KEYS, NULL));
    view_page_bool(view, view->root, "is_administrator", policy_allows(actor, ACTION_MANAGE_STAFF, NULL));
    view_page_words(view, view->root, "today_words", actor->today);
    (void)title;
    enum fault_code code = add_standing(request, db, view, fault);
    if (code == FAULT_NONE)
        code = add_schools(request, view, fault);
    if (code == FAULT_NONE)
        code = add_remarks(request, db, view, fault);
    if (code == FAULT_NONE)
        code = add_completions(request, db, view, fault);
    return code == FAULT_NONE ? page_looks(request, db, LOOKS_SHOWN, view, fault) : code;
}

struct reply *page_home(struct request *request)
{
    return page_of(request, "home", "Home", build);
}
