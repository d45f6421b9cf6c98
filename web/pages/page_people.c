/*
 * page_people.c - GET /schools/{school}/people: a School's tutors today, for its leaders: state, reason, score. The look is
 * noted, durably, before anything is shown; each tutor can see who looked.
 */
#include <string.h>
#include "figure.h"
#include "leading.h"
#include "signpost/csv.h"
#include "signpost/text.h"
#include "tutors.h"

static void add_tutor(struct request *request, struct view *view, cJSON *people, const struct tutor *tutor)
{
    struct arena *arena = request->arena;
    const struct tutor_state *state = &tutor->state;
    cJSON *row = view_object(view, people, NULL);
    view_string(view, row, "staff_id", tutor->identity.staff_id);
    view_string(view, row, "name", tutor->identity.name);
    tutor_state_view(state, view, row);
    if (request->face != FACE_HTML)
        return;
    view_page_string(view, row, "state_class", page_state_class(state->state));
    leading_wants(view, row, state);
    view_page_string(view, row, "href", leading_person_path(arena, request->param[0], tutor->identity.staff_id));
    view_page_string(view, row, "quiz_until", leading_until(arena, &state->quiz));
    view_page_string(view, row, "training_until", leading_until(arena, &state->training));
    view_page_string(view, row, "score_words", leading_score(arena, state->quiz.score, state->quiz.max, state->quiz.unit));
    view_page_string(view, row, "message", state->state == STATE_COMPLETE ? NULL : leading_message(request, &tutor->identity, state));
    view_page_bool(view, row, "concern", state->concern);
}

static void add_columns(struct request *request, struct view *view, const char *filter)
{
    static const char *const labels[] = {"State", "Name", "Quiz counts until", "Training counts until", "Quiz score", "Message"};
    static const int order_of[] = {ORDER_STATE, ORDER_NAME, ORDER_UNTIL, -1, -1, -1};
    static const int place[] = {1, 0, 2, 3, 4, 5}; /* the name heads its row */
    enum order asked = tutors_order(request);
    cJSON *columns = figure_list(view, view->root, "columns");
    for (size_t i = 0; i < sizeof place / sizeof *place; i++) {
        int order = order_of[place[i]];
        const char *sorted = order == (int)asked ? asked == ORDER_STATE ? "descending" : "ascending" : NULL;
        const char *href = order < 0 ? NULL : arena_printf(request->arena, "?sort=%s%s%s", tutors_orders[order], filter ? "&state=" : "",
                                                           filter ? filter : "");
        figure_column(view, columns, labels[place[i]], href, sorted, place[i] == 4);
    }
}

static void add_page(struct request *request, struct view *view, const struct figures *figures, const struct tutors *tutors)
{
    const char *wanted = request_query(request, "state"), *known = NULL;
    cJSON *filters = figure_list(view, view->root, "filters");
    figure_option(view, filters, "", "Every state", !wanted || !*wanted);
    for (int i = 0; i < STATES; i++) {
        const char *name = state_name((enum state)i);
        bool selected = wanted && !strcmp(wanted, name);
        known = selected ? name : known;
        const char *label = arena_printf(request->arena, "%s (%d)", state_words((enum state)i), figures->states[i]);
        figure_option(view, filters, name, label, selected);
    }
    add_columns(request, view, known);
    view_page_string(view, view->root, "sort", tutors_orders[tutors_order(request)]);
    view_page_string(view, view->root, "school_path", arena_printf(request->arena, "/schools/%s", figures->code));
    view_page_string(view, view->root, "shown_words", arena_printf(request->arena, "%d of %d", tutors->count, tutors->all));
    view_page_words(view, view->root, "as_of_words", request->actor.today);
    view_page_string(view, view->root, "erased_words", !tutors->erased ? NULL :
                     tutors->erased == 1 ? "One more person is counted in the figures: their details were erased." :
                     arena_printf(request->arena, "%d more people are counted in the figures: their details were erased.",
                                  tutors->erased));
}

static enum fault_code build(struct request *request, struct db *db, struct view *view, const char **title, struct fault *fault)
{
    struct figures figures;
    struct tutors tutors;
    enum fault_code code = compliance_school(request->site->ledger, request->param[0], request->actor.today, -1, MEDIAN_EXACT,
                                             request->arena, &figures, fault);
    if (code == FAULT_NONE)
        code = tutors_read(request, db, &tutors, fault);
    if (code != FAULT_NONE)
        return code;
    view_date(view, view->root, "as_of", request->actor.today);
    figures_view(&figures, MEDIAN_EXACT, view, view->root);
    view_integer(view, view->root, "erased", tutors.erased);
    cJSON *people = view_array(view, view->root, "people");
    for (int i = 0; i < tutors.count; i++)
        add_tutor(request, view, people, &tutors.items[i]);
    if (request->face == FACE_HTML)
        add_page(request, view, &figures, &tutors);
    *title = arena_printf(request->arena, "%s: people", figures.name);
    return FAULT_NONE;
}

/* ---- the table for spreadsheets ---- */

static void csv_day(struct csv_out *csv, struct date date)
{
    char text[DATE_TEXT] = "";
    if (date_compare(date, DATE_MIN) && date_compare(date, DATE_MAX))
        date_text(date, text);
    csv_text(csv, text);
}

static void csv_mark(struct csv_out *csv, int64_t mark, int64_t unit)
{
    char text[32] = "";
    if (unit > 0)
        text_ratio(text, sizeof text, mark, unit, 2);
    csv_number(csv, text);
}

static void csv_tutor(struct csv_out *csv, const struct tutor *tutor)
{
    const struct standing *quiz = &tutor->state.quiz, *training = &tutor->state.training;
    csv_text(csv, tutor->identity.staff_id);
    csv_text(csv, tutor->identity.name);
    csv_text(csv, state_name(tutor->state.state));
    csv_text(csv, tutor->state.reason);
    csv_text(csv, state_name(quiz->state));
    csv_day(csv, quiz->completed_on);
    csv_day(csv, quiz->counts_until);
    csv_mark(csv, quiz->score, quiz->unit);
    csv_mark(csv, quiz->max, quiz->unit);
    csv_text(csv, state_name(training->state));
    csv_day(csv, training->counts_until);
    csv_end_row(csv);
}

static struct reply *people_csv(struct request *request)
{
    static const char *const names[] = {"staff_id", "name", "state", "reason", "quiz_state", "quiz_completed_on", "quiz_counts_until",
                                        "quiz_score", "quiz_max_score", "training_state", "training_counts_until"};
    struct db *db = NULL;
    struct fault fault;
    struct tutors tutors;
    struct buf out;
    struct csv_out csv;
    enum fault_code code = store_read(request->site->store, &db, &fault);
    if (code != FAULT_NONE)
        return page_fault(request, &fault);
    code = tutors_read(request, db, &tutors, &fault);
    store_done(request->site->store, db);
    buf_init(&out, 0);
    csv_out_init(&csv, &out);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        csv_text(&csv, names[i]);
    csv_end_row(&csv);
    for (int i = 0; code == FAULT_NONE && i < tutors.count; i++)
        csv_tutor(&csv, &tutors.items[i]);
    if (code == FAULT_NONE && !buf_ok(&out))
        code = fault_memory(&fault);
    const char *name = arena_printf(request->arena, "people-%s.csv", request->param[0]);
    struct reply *reply = code == FAULT_NONE ? reply_file(request, "text/csv; charset=utf-8", name, buf_string(&out), out.size)
                                             : page_fault(request, &fault);
    buf_release(&out);
    return reply;
}

struct reply *page_people(struct request *request)
{
    struct fault fault;
    enum fault_code code = leading_today(request, &fault);
    if (code == FAULT_NONE)
        code = leading_look(request, 0, request->param[0], "people", &fault);
    if (code != FAULT_NONE)
        return page_fault(request, &fault);
    return request->face == FACE_CSV ? people_csv(request) : page_of(request, "people", "People", build);
}
