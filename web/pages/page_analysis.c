/*
 * page_analysis.c - GET /analysis: how the questions of a quiz did, those to mend first. For the training lead and the Dean.
 */
#include <stdlib.h>
#include <string.h>
#include "analysed.h"
#include "chart.h"
#include "figure.h"
#include "pager.h"

static const char *alpha_words(struct arena *arena, const struct quiz_figures *figures)
{
    if (!figures->alpha.present)
        return "Too few attempts to say how consistently the Quiz as a whole tells who knows more.";
    const char *value = analysed_figure(arena, figures->alpha, "");
    if (figures->alpha.value < 0)
        return arena_printf(arena, "Too few or too different attempts to tell how consistently the Quiz as a whole tells who knows more: "
                                   "Cronbach’s α, %s, is below zero.", value);
    const char *said = figures->alpha.value > 75 ? "over 75, which is satisfactory"
                       : figures->alpha.value < 64 ? "under 64: a single score says little about one person"
                                                   : "between 64 and 75: usable, with care";
    return arena_printf(arena, "Internal consistency (Cronbach’s α) is %s, %s. A score is right to about %.1f points of 100.",
                        value, said, figures->standard_error.value);
}

/* ---- the list ---- */

enum order { BY_HEALTH, BY_FACILITY, BY_DISCRIMINATION, BY_EFFICIENCY, BY_DONT_KNOW, BY_QUESTION, ORDERS };
static const char *const orders[ORDERS] = {"health", "facility", "discrimination", "efficiency", "dont_know", "question"};

/* What is wrong first; a misleading question before a weak one, and what nobody can judge yet last. */
static int severity(enum item_health health)
{
    static const int of[HEALTHS] = {[HEALTH_MISLEADING] = 5, [HEALTH_HARD] = 4, [HEALTH_WEAK] = 3, [HEALTH_EASY] = 2,
                                    [HEALTH_SOUND] = 1, [HEALTH_UNKNOWN] = 0};
    return of[health];
}

static int by_figure(struct figure left, struct figure right)
{
    if (left.present != right.present)
        return left.present ? -1 : 1;
    return left.value < right.value ? -1 : left.value > right.value;
}

/* A count that is not told is not told by its place either. */
static int dont_know_of(const struct question_analysis *row)
{
    return question_counts_told(row) ? row->dont_know : -1;
}

static int compare(const void *left, const void *right, void *context)
{
    const struct question_analysis *a = left, *b = right;
    int order = 0;
    switch (*(enum order *)context) {
    case BY_FACILITY: order = by_figure(a->figures.facility, b->figures.facility); break;
    case BY_DISCRIMINATION: order = by_figure(a->figures.discrimination, b->figures.discrimination); break;
    case BY_EFFICIENCY: order = by_figure(a->figures.efficiency, b->figures.efficiency); break;
    case BY_DONT_KNOW: order = dont_know_of(b) - dont_know_of(a); break;
    case BY_QUESTION: break;
    default:
        order = severity(b->health) - severity(a->health);
        if (!order)
            order = by_figure(a->figures.discrimination, b->figures.discrimination);
    }
    return order ? order : strcmp(a->question->id, b->question->id);
}

static enum order order_asked(struct request *request)
{
    const char *sort = request_query(request, "sort");
    for (int i = 0; sort && i < ORDERS; i++)
        if (!strcmp(sort, orders[i]))
            return (enum order)i;
    return BY_HEALTH;
}

static void add_columns(struct request *request, const struct analysed *asked, enum order order, struct view *view)
{
    static const struct { const char *label; enum order order; bool number; } columns[] = {
        {"Question", BY_QUESTION, false}, {"Health", BY_HEALTH, false}, {"Attempts", ORDERS, true},
        {"Facility", BY_FACILITY, true}, {"Discrimination", BY_DISCRIMINATION, true}, {"Efficiency", BY_EFFICIENCY, true},
        {"“Don’t know”", BY_DONT_KNOW, true}};
    cJSON *list = figure_list(view, view->root, "columns");
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        bool falling = columns[i].order == BY_HEALTH || columns[i].order == BY_DONT_KNOW;
        const char *sorted = columns[i].order != order ? NULL : falling ? "descending" : "ascending";
        const char *href = columns[i].order == ORDERS ? NULL
                           : arena_printf(request->arena, "%s&sort=%s", analysed_list_path(request, asked),
                                                                            orders[columns[i].order]);
        figure_column(view, list, columns[i].label, href, sorted, columns[i].number);
    }
}

static void add_plot(struct request *request, const struct analysed *asked, struct view *view)
{
    const struct quiz_analysis *analysis = &asked->analysis;
    struct chart_dot *dots = arena_alloc(request->arena, ((size_t)analysis->count + 1) * sizeof *dots);
    struct buf plot;
    int count = 0;
    for (int i = 0; dots && i < analysis->count; i++) {
        const struct question_analysis *row = &analysis->questions[i];
        const struct item_figures *figures = &row->figures;
        if (!figures->facility.present || !figures->discrimination.present)
            continue;
        dots[count++] = (struct chart_dot){
            .x = figures->facility.value, .y = figures->discrimination.value, .class_name = health_name(row->health),
            .href = analysed_question_path(request, asked, row->question->id),
            .title = arena_printf(request->arena, "%s: facility %s, discrimination %s. %s", row->question->id,
                                  analysed_figure(request->arena, figures->facility, "%"),
                                  analysed_figure(request->arena, figures->discrimination, ""), health_words(row->health)),
            .flagged = row->health != HEALTH_SOUND};
    }
    view_page_bool(view, view->root, "any_dots", count > 0);
    buf_init(&plot, 0);
    chart_dots(&plot, dots, count, "Each question by facility, from left to right, and discrimination, from bottom to top");
    view_html(view, view->root, "plot_html", buf_ok(&plot) ? buf_string(&plot) : NULL);
    buf_release(&plot);
}

/* How many attempts were submitted, and why the figures are of fewer; NULL where they are of all. */
static const char *fewer_words(struct arena *arena, const struct analysed *asked)
{
    for (int i = 0; i < asked->use_count; i++)
        if (!strcmp(asked->uses[i].bank, asked->version) && asked->uses[i].attempts > asked->analysis.figures.attempts)
            return arena_printf(arena, " (of %d: %scounted by ten people at a time; the newest wait)", asked->uses[i].attempts,
                                asked->taken == ATTEMPTS_FIRST ? "each person’s first, " : "");
    return NULL;
}

static void add_choices(struct request *request, const struct analysed *asked, struct view *view)
{
    struct arena *arena = request->arena;
    cJSON *versions = figure_list(view, view->root, "version_options"), *taken = figure_list(view, view->root, "taken_options"),
          *quizzes = figure_list(view, view->root, "quiz_options");
    for (int i = 0; i < asked->use_count; i++) {
        const struct bank_use *use = &asked->uses[i];
        const char *label = arena_printf(arena, "%.12s · %d attempt%s, %s to %s", use->bank, use->attempts,
                                         use->attempts == 1 ? "" : "s",
                                         page_date_words(arena, date_of_instant(use->first)),
                                         page_date_words(arena, date_of_instant(use->last)));
        figure_option(view, versions, use->bank, label, asked->version && !strcmp(use->bank, asked->version));
    }
    for (int i = 0; i < bank_quiz_count(request->bank); i++) {
        const struct quiz *quiz = bank_quiz(request->bank, i);
        figure_option(view, quizzes, quiz->id, quiz->title, quiz == asked->quiz);
    }
    figure_option(view, taken, "first", "Each person’s first attempt", asked->taken == ATTEMPTS_FIRST);
    figure_option(view, taken, "all", "All attempts", asked->taken == ATTEMPTS_ALL);
}

static enum fault_code build_list(struct request *request, struct db *db, struct view *view, const char **title,
                                  struct fault *fault)
{
    struct analysed asked;
    enum order order = order_asked(request);
    (void)title;
    enum fault_code code = analysed_read(request, db, &asked, fault);
    if (code != FAULT_NONE)
        return code;
    analysed_head(request, &asked, view);
    quiz_figures_view(&asked.analysis.figures, view, view_object(view, view->root, "figures"));
    add_choices(request, &asked, view);
    add_columns(request, &asked, order, view);
    add_plot(request, &asked, view);
    if (asked.analysis.count > 1)
        qsort_r(asked.analysis.questions, (size_t)asked.analysis.count, sizeof *asked.analysis.questions, compare, &order);
    cJSON *questions = view_array(view, view->root, "questions");
    struct pager pager = pager_of(request, asked.analysis.count);
    pager_view(request, &pager, "Questions", view);
    for (int i = pager.first; i < pager.end; i++) {
        const struct question_analysis *row = &asked.analysis.questions[i];
        cJSON *into = view_object(view, questions, NULL);
        view_string(view, into, "id", row->question->id);
        view_printf(view, into, "subject", "%c", row->question->subject);
        question_analysis_view(row, view, into);
        analysed_figures(request, row, view, into);
        view_page_string(view, into, "path", analysed_question_path(request, &asked, row->question->id));
    }
    view_page_bool(view, view->root, "submitted", asked.use_count > 0);
    view_page_bool(view, view->root, "any", asked.analysis.count > 0);
    view_page_string(view, view->root, "attempts_words",
                     arena_printf(request->arena, "%d %s", asked.analysis.figures.attempts,
                                  asked.analysis.figures.attempts == 1 ? "attempt" : "attempts"));
    view_page_string(view, view->root, "fewer_words", fewer_words(request->arena, &asked));
    view_page_string(view, view->root, "alpha_words", alpha_words(request->arena, &asked.analysis.figures));
    return FAULT_NONE;
}

static enum fault_code csv_read_and_write(struct request *request, struct buf *out, struct fault *fault)
{
    struct analysed asked;
    struct db *db = NULL;
    enum fault_code code = store_read(request->site->store, &db, fault);
    if (code != FAULT_NONE)
        return code;
    code = analysed_read(request, db, &asked, fault);
    store_done(request->site->store, db);
    return code == FAULT_NONE ? analysis_csv(&asked.analysis, out, fault) : code;
}

struct reply *page_analysis(struct request *request)
{
    struct fault fault;
    struct buf out;
    if (request->face != FACE_CSV)
        return page_of(request, "analysis", "How the questions do", build_list);
    buf_init(&out, 0);
    enum fault_code code = csv_read_and_write(request, &out, &fault);
    struct reply *reply = code == FAULT_NONE
                              ? reply_file(request, "text/csv; charset=utf-8", "questions.csv", buf_string(&out), out.size)
                              : page_fault(request, &fault);
    buf_release(&out);
    return reply;
}
