/*
 * page_school.c - GET /schools: those this person leads (the Dean: all). GET /schools/{school}: one School's figures on any
 * date; for its leaders also who could use a word today.
 */
#include "figure.h"
#include "leading.h"

/* ---- the list ---- */

static void add_card(struct request *request, struct view *view, cJSON *list, const struct figures *figures, enum median_rule rule)
{
    struct arena *arena = request->arena;
    cJSON *card = view_object(view, list, NULL);
    figures_view(figures, rule, view, card);
    view_page_string(view, card, "path", arena_printf(arena, "/schools/%s", figures->code));
    view_page_string(view, card, "training_share",
                     figure_share(arena, figures->training_completed, figures->personal_tutors, figures->training_tenths));
    view_page_string(view, card, "quiz_share",
                     figure_share(arena, figures->quiz_completed, figures->personal_tutors, figures->quiz_tenths));
    struct figure_context context = figure_context(request, request->actor.today, rule, NULL);
    figure_states(&context, figures, view, card);
}

/* Every School as the report has it; one that this person leads with its exact median. */
static enum fault_code schools_build(struct request *request, struct db *db, struct view *view, const char **title,
                                     struct fault *fault)
{
    struct report report;
    const struct ledger *ledger = request->site->ledger;
    struct date today = request->actor.today;
    bool all = policy_allows(&request->actor, ACTION_SEE_UNIVERSITY, NULL);
    (void)db;
    (void)title;
    view_date(view, view->root, "as_of", today);
    view_page_words(view, view->root, "as_of_words", today);
    view_page_bool(view, view->root, "all_schools", all);
    cJSON *list = view_array(view, view->root, "schools");
    enum fault_code code = compliance_report(ledger, today, -1, MEDIAN_PUBLISHED, request->arena, &report, fault);
    for (int i = 0; code == FAULT_NONE && i < report.school_count; i++) {
        struct figures figures = report.schools[i];
        enum median_rule rule = figure_median_rule(request, figures.code);
        if (rule == MEDIAN_EXACT)
            code = compliance_school(ledger, figures.code, today, -1, rule, request->arena, &figures, fault);
        if (code == FAULT_NONE && (all || rule == MEDIAN_EXACT))
            add_card(request, view, list, &figures, rule);
    }
    return code;
}

struct reply *page_schools(struct request *request)
{
    return page_of(request, "schools", "Schools", schools_build);
}

/* ---- one School ---- */

struct asked { const char *school; struct date as_of; int64_t known_at; enum median_rule median; };

static enum fault_code asked_read(struct request *request, struct asked *asked, struct fault *fault)
{
    asked->school = request->param[0];
    asked->median = figure_median_rule(request, asked->school);
    enum fault_code code = request_as_of(request, &asked->as_of, fault);
    return code == FAULT_NONE ? request_known_at(request, &asked->known_at, fault) : code;
}

/* Everything means everything that stood still while it was reckoned, so that SIZE names exactly these figures. */
static enum fault_code asked_figures(struct request *request, struct asked *asked, struct figures *out, int64_t *size,
                                     struct fault *fault)
{
    const struct ledger *ledger = request->site->ledger;
    enum fault_code code = asked_read(request, asked, fault);
    for (int tries = 0; code == FAULT_NONE && tries < 8; tries++) {
        *size = ledger_size(ledger);
        code = compliance_school(ledger, asked->school, asked->as_of, asked->known_at, asked->median, request->arena, out, fault);
        if (*size == ledger_size(ledger))
            break;
    }
    if (asked->known_at >= 0 && asked->known_at < *size)
        *size = asked->known_at;
    return code;
}

static void add_nudge(struct request *request, struct view *view, cJSON *list, const struct identity *tutor,
                      const struct tutor_state *state)
{
    cJSON *row = view_object(view, list, NULL);
    view_page_string(view, row, "tutor_name", tutor->name);
    view_page_string(view, row, "href", leading_person_path(request->arena, request->param[0], tutor->staff_id));
    view_page_string(view, row, "message", leading_message(request, tutor, state));
    leading_wants(view, row, state);
    view_page_bool(view, row, "waived", state->quiz.waived || state->training.waived);
    page_state(view, row, state->state);
}

/* Overdue and due soon first; those in their first year apart. Only names and what is due: no results. */
static enum fault_code add_nudges(struct request *request, struct db *db, struct view *view, struct fault *fault)
{
    struct tutor_state *states = NULL;
    int count = 0;
    cJSON *nudges = figure_list(view, view->root, "nudges"), *first_years = figure_list(view, view->root, "first_years");
    enum fault_code code = compliance_people(request->site->ledger, request->param[0], request->actor.today, -1, request->arena,
                                             &states, &count, fault);
    for (int i = 0; code == FAULT_NONE && i < count; i++) {
        struct identity tutor;
        if (states[i].state == STATE_COMPLETE)
            continue;
        code = identity_by_person(db, request->arena, states[i].person, &tutor, fault);
        if (code == FAULT_NONE)
            add_nudge(request, view, states[i].state == STATE_NOT_YET_DUE ? first_years : nudges, &tutor, &states[i]);
        else if (code == FAULT_ABSENT) /* erased: nobody to write to */
            code = FAULT_NONE;
    }
    return code;
}

static enum fault_code add_page(struct request *request, struct db *db, const struct asked *asked, const struct figures *figures,
                                struct view *view, struct fault *fault)
{
    bool leads = asked->median == MEDIAN_EXACT;
    bool today = date_compare(asked->as_of, request->actor.today) == 0;
    const char *people = leads && today ? arena_printf(request->arena, "/schools/%s/people", asked->school) : NULL;
    struct figure_context context = figure_context(request, asked->as_of, asked->median, people);
    context.earlier = figure_earlier(request, asked->known_at);
    figure_as_of(view, view->root, asked->as_of);
    figure_kpis(&context, figures, view, view->root);
    figure_states(&context, figures, view, view->root);
    figure_systems(&context, figures, view, view->root);
    view_page_string(view, view->root, "path", request->path);
    view_page_string(view, view->root, "people_path", people);
    view_page_bool(view, view->root, "leads", leads);
    view_page_bool(view, view->root, "sees_university", policy_allows(&request->actor, ACTION_SEE_UNIVERSITY, NULL));
    enum fault_code code = figure_trend(&context, request->site->ledger, asked->school, view, view->root, fault);
    return code == FAULT_NONE && people ? add_nudges(request, db, view, fault) : code;
}

static enum fault_code school_build(struct request *request, struct db *db, struct view *view, const char **title,
                                    struct fault *fault)
{
    struct asked asked;
    struct figures figures;
    int64_t known_at = 0;
    enum fault_code code = asked_figures(request, &asked, &figures, &known_at, fault);
    if (code != FAULT_NONE)
        return code;
    view_date(view, view->root, "as_of", asked.as_of);
    view_integer(view, view->root, "known_at", known_at);
    view_page_string(view, view->root, "known_words", figure_known_words(request, known_at, figure_earlier(request, asked.known_at)));
    figures_view(&figures, asked.median, view, view->root);
    *title = figures.name;
    return request->face == FACE_HTML ? add_page(request, db, &asked, &figures, view, fault) : FAULT_NONE;
}

static struct reply *school_csv(struct request *request)
{
    struct asked asked;
    struct figures figures;
    struct fault fault;
    struct buf out;
    int64_t known_at = 0;
    buf_init(&out, 0);
    enum fault_code code = asked_figures(request, &asked, &figures, &known_at, &fault);
    if (code == FAULT_NONE)
        code = figures_csv(&figures, asked.as_of, &out, &fault);
    const char *name = arena_printf(request->arena, "school-%s.csv", asked.school);
    struct reply *reply = code == FAULT_NONE ? reply_file(request, "text/csv; charset=utf-8", name, buf_string(&out), out.size)
                                             : page_fault(request, &fault);
    buf_release(&out);
    return reply;
}

struct reply *page_school(struct request *request)
{
    return request->face == FACE_CSV ? school_csv(request) : page_of(request, "school", "School", school_build);
}
