/*
 * page_person.c - GET /schools/{school}/people/{staff_id}: one tutor, for a leader of that School: state and reasons, scores
 * and marks by subject (never questions), what is noted about them. The look is noted before anything is shown.
 */
#include <string.h>
#include "figure.h"
#include "leading.h"
#include "sitting.h"

static void add_standing(struct request *request, struct view *view, cJSON *list, const char *label, const struct standing *standing)
{
    cJSON *row = view_object(view, list, NULL);
    view_page_string(view, row, "label", label);
    page_state(view, row, standing->state);
    view_page_string(view, row, "reason", standing->reason);
    view_page_string(view, row, "until_words", leading_until(request->arena, standing));
}

static enum fault_code add_posts(struct request *request, struct db *db, int64_t person, struct view *view, struct fault *fault)
{
    struct post *posts = NULL;
    int count = 0;
    enum fault_code code = posts_of(db, request->arena, person, &posts, &count, fault);
    cJSON *list = view_array(view, view->root, "posts");
    for (int i = 0; code == FAULT_NONE && i < count; i++) {
        if (posts[i].role != ROLE_TUTOR || strcmp(posts[i].school, request->param[0]) != 0)
            continue; /* what they do elsewhere is not this School's to see */
        cJSON *post = view_object(view, list, NULL);
        view_string(view, post, "system", posts[i].system);
        view_date(view, post, "start", posts[i].start);
        view_date(view, post, "end", posts[i].end);
        view_page_words(view, post, "start_words", posts[i].start);
        view_page_string(view, post, "end_words", page_date_words(request->arena, posts[i].end));
    }
    return code;
}

static void add_subjects(struct request *request, struct view *view, cJSON *into, const struct attempt *attempt)
{
    const struct institution *words = bank_institution(request->bank);
    cJSON *subjects = view_array(view, into, "subjects");
    for (int i = 0; i < SUBJECTS; i++) {
        if (!attempt->subject[i].max)
            continue;
        cJSON *subject = view_object(view, subjects, NULL);
        view_printf(view, subject, "id", "%c", 'a' + i);
        view_ratio(view, subject, "score", attempt->subject[i].score, MARK_UNIT, 2);
        view_ratio(view, subject, "max_score", attempt->subject[i].max, MARK_UNIT, 2);
        view_page_string(view, subject, "subject_words", words->subject[i]);
        view_page_string(view, subject, "marks", page_marks(request->arena, attempt->subject[i].score, attempt->subject[i].max, MARK_UNIT));
    }
}

static enum fault_code add_attempts(struct request *request, struct db *db, int64_t person, struct view *view, struct fault *fault)
{
    struct attempt *attempts = NULL;
    int count = 0;
    enum fault_code code = attempt_list(db, request->arena, person, &attempts, &count, fault);
    cJSON *list = view_array(view, view->root, "attempts");
    for (int i = 0; code == FAULT_NONE && i < count; i++) {
        struct attempt *attempt = &attempts[i];
        if (!attempt->submitted_at.ms)
            continue;
        code = sitting_subjects(request, db, attempt, fault);
        cJSON *row = view_object(view, list, NULL);
        view_string(view, row, "id", attempt->id);
        view_string(view, row, "quiz", attempt->quiz);
        view_instant(view, row, "submitted_at", attempt->submitted_at);
        view_ratio(view, row, "score", attempt->score, MARK_UNIT, 2);
        view_ratio(view, row, "max_score", attempt->max, MARK_UNIT, 2);
        sitting_first_score(request, attempt, view, row);
        add_subjects(request, view, row, attempt);
        view_page_string(view, row, "quiz_title", page_item_title(request, "quiz", attempt->quiz));
        view_page_words(view, row, "submitted_words", date_of_instant(attempt->submitted_at));
        view_page_string(view, row, "score_words", leading_score(request->arena, attempt->score, attempt->max, MARK_UNIT));
    }
    return code;
}

/* A module that only other Schools have is not this School's to see. */
static bool is_elsewhere(const struct request *request, const struct completion_row *row)
{
    const struct module *module = strcmp(row->kind, "training") ? NULL : bank_find_module(request->bank, row->item);
    bool elsewhere = module && module->school_count;
    for (int i = 0; elsewhere && i < module->school_count; i++)
        elsewhere = strcmp(module->schools[i], request->param[0]) != 0;
    return elsewhere;
}

static enum fault_code add_completions(struct request *request, struct db *db, int64_t person, struct view *view, struct fault *fault)
{
    static const char *const sources[][2] = {{"attempt", "taken here"}, {"module", "taken here"}, {"import", "imported"}};
    struct completion_row *rows = NULL;
    int count = 0;
    enum fault_code code = completion_list(db, request->arena, person, &rows, &count, fault);
    bool any = false;
    cJSON *list = view_array(view, view->root, "completions");
    for (int i = 0; code == FAULT_NONE && i < count; i++) {
        if (is_elsewhere(request, &rows[i]))
            continue;
        any = true;
        cJSON *row = view_object(view, list, NULL);
        view_string(view, row, "kind", rows[i].kind);
        view_string(view, row, "item", rows[i].item);
        view_string(view, row, "source", rows[i].source);
        view_date(view, row, "completed_on", rows[i].completed_on);
        view_string(view, row, "withdrawn", rows[i].withdrawn);
        leading_marks(view, row, rows[i].score, rows[i].max);
        view_page_string(view, row, "withdrawn_words", page_withdrawn(request->arena, &rows[i]));
        view_page_string(view, row, "item_title", page_item_title(request, rows[i].kind, rows[i].item));
        view_page_words(view, row, "completed_words", rows[i].completed_on);
        view_page_string(view, row, "score_words", leading_score(request->arena, rows[i].score, rows[i].max, rows[i].unit));
        for (size_t k = 0; k < sizeof sources / sizeof *sources; k++)
            if (!strcmp(rows[i].source, sources[k][0]))
                view_page_string(view, row, "source_words", sources[k][1]);
    }
    view_page_bool(view, view->root, "has_completions", any);
    return code;
}

static enum fault_code add_concerns(struct request *request, struct db *db, int64_t person, struct view *view, struct fault *fault)
{
    struct concern_row *rows = NULL;
    int count = 0;
    bool open = false;
    enum fault_code code = concern_list(db, request->arena, person, request->param[0], &rows, &count, fault);
    cJSON *list = view_array(view, view->root, "concerns");
    for (int i = 0; code == FAULT_NONE && i < count; i++) {
        if (date_compare(rows[i].until, rows[i].start) < 0)
            continue; /* taken back on the day itself: it never counted */
        cJSON *row = view_object(view, list, NULL);
        view_date(view, row, "from", rows[i].start);
        view_date(view, row, "until", rows[i].until);
        view_page_words(view, row, "from_words", rows[i].start);
        view_page_string(view, row, "until_words", page_date_words(request->arena, rows[i].until));
        open = open || !date_compare(rows[i].until, DATE_MAX);
    }
    view_page_bool(view, view->root, "concern_open", open);
    return code;
}

static const char *waiver_reason(const char *reason)
{
    return !strcmp(reason, "leave") ? "on leave" : !strcmp(reason, "new") ? "new to the role" : "by agreement";
}

static enum fault_code add_waivers(struct request *request, struct db *db, int64_t person, struct view *view, struct fault *fault)
{
    struct waiver_row *rows = NULL;
    int count = 0;
    enum fault_code code = waiver_list(db, request->arena, person, &rows, &count, fault);
    cJSON *list = view_array(view, view->root, "waivers");
    for (int i = 0; code == FAULT_NONE && i < count; i++) {
        bool running = !rows[i].ended && date_compare(rows[i].until, request->actor.today) >= 0;
        if (date_compare(rows[i].until, rows[i].start) < 0)
            continue;
        cJSON *row = view_object(view, list, NULL);
        view_integer(view, row, "id", rows[i].seq);
        view_string(view, row, "kind", rows[i].kind);
        view_string(view, row, "reason", rows[i].reason);
        view_date(view, row, "from", rows[i].start);
        view_date(view, row, "until", rows[i].until);
        view_page_string(view, row, "kind_words", !strcmp(rows[i].kind, "quiz") ? "Quiz" : "Training");
        view_page_string(view, row, "reason_words", waiver_reason(rows[i].reason));
        view_page_words(view, row, "from_words", rows[i].start);
        view_page_string(view, row, "until_words", page_date_words(request->arena, rows[i].until));
        view_page_bool(view, row, "running", running);
    }
    return code;
}

enum fault_code person_build(struct request *request, struct db *db, struct view *view, const char **title, struct fault *fault)
{
    struct identity tutor;
    struct tutor_state state;
    struct school_row school;
    enum fault_code code = leading_tutor(request, db, &tutor, fault);
    if (code == FAULT_NONE)
        code = compliance_tutor(request->site->ledger, request->param[0], tutor.person, request->actor.today, -1, &state, fault);
    if (code == FAULT_NONE)
        code = school_get(db, request->arena, request->param[0], &school, fault);
    if (code != FAULT_NONE)
        return code;
    *title = tutor.name;
    view_string(view, view->root, "staff_id", tutor.staff_id);
    view_string(view, view->root, "name", tutor.name);
    view_string(view, view->root, "school", school.code);
    tutor_state_view(&state, view, view->root);
    view_page_string(view, view->root, "state_class", page_state_class(state.state));
    view_page_string(view, view->root, "school_name", school.name);
    view_page_string(view, view->root, "school_path", arena_printf(request->arena, "/schools/%s", school.code));
    view_page_string(view, view->root, "path", leading_person_path(request->arena, school.code, tutor.staff_id));
    view_page_string(view, view->root, "message", leading_message(request, &tutor, &state));
    view_page_words(view, view->root, "today_words", request->actor.today);
    view_page_words(view, view->root, "since_words", state.since);
    cJSON *standings = figure_list(view, view->root, "standings"); /* the JSON face has "quiz" and "training" */
    add_standing(request, view, standings, "Quiz", &state.quiz);
    add_standing(request, view, standings, "Training", &state.training);
    enum fault_code (*const parts[])(struct request *, struct db *, int64_t, struct view *, struct fault *) = {
        add_posts, add_attempts, add_completions, add_concerns, add_waivers};
    for (size_t i = 0; code == FAULT_NONE && i < sizeof parts / sizeof *parts; i++)
        code = parts[i](request, db, tutor.person, view, fault);
    return code;
}

/* Who it is about, before the look can be noted; then the page in a transaction of its own. */
static enum fault_code note_look(struct request *request, struct fault *fault)
{
    struct db *db = NULL;
    struct identity tutor;
    enum fault_code code = store_read(request->site->store, &db, fault);
    if (code != FAULT_NONE)
        return code;
    code = leading_tutor(request, db, &tutor, fault);
    store_done(request->site->store, db);
    return code == FAULT_NONE ? leading_look(request, tutor.person, request->param[0], "person", fault) : code;
}

struct reply *page_person(struct request *request)
{
    struct fault fault;
    enum fault_code code = leading_today(request, &fault);
    if (code == FAULT_NONE)
        code = note_look(request, &fault);
    return code == FAULT_NONE ? page_of(request, "person", "Tutor", person_build) : page_fault(request, &fault);
}
