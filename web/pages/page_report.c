/*
 * page_report.c - GET /report: the University's indicators and one row a School, for the Dean, on any date. Medians follow
 * DESIGN's rule 8. The JSON is the command line's report.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "chart.h"
#include "figure.h"
#include "signpost/witness.h"

struct asked { struct date as_of; int64_t known_at; };

enum order { BY_OVERDUE, BY_NAME, BY_TUTORS, BY_TRAINING, BY_QUIZ, BY_DUE, BY_MEDIAN, BY_CONCERNS, ORDERS };
static const char *const orders[ORDERS] = {"overdue", "name", "tutors", "training", "quiz", "due", "median", "concerns"};

static enum order order_asked(const struct request *request)
{
    const char *sort = request_query(request, "sort");
    for (int i = 0; sort && i < ORDERS; i++)
        if (!strcmp(sort, orders[i]))
            return (enum order)i;
    return BY_OVERDUE;
}

/* What a School's row is ordered by, so that the smallest comes first; only counts of people begin with the largest. */
static int weight(const struct figures *figures, enum order order)
{
    switch (order) {
    case BY_OVERDUE: return -figures->states[STATE_OVERDUE];
    case BY_TUTORS: return -figures->personal_tutors;
    case BY_TRAINING: return figures->training_tenths;
    case BY_QUIZ: return figures->quiz_tenths;
    case BY_DUE: return -figures->states[STATE_DUE_SOON];
    case BY_MEDIAN: return figures->median.present ? figures->median.tenths : 1001;
    case BY_CONCERNS: return -figures->concerns;
    default: return 0;
    }
}

static int compare(const void *a, const void *b, void *context)
{
    const struct figures *left = a, *right = b;
    enum order order = *(const enum order *)context;
    int by = weight(left, order), than = weight(right, order);
    return by != than ? (by > than) - (by < than) : strcasecmp(left->name, right->name);
}

static enum fault_code report_read(struct request *request, struct asked *asked, struct report *report, struct fault *fault)
{
    enum fault_code code = request_as_of(request, &asked->as_of, fault);
    if (code == FAULT_NONE)
        code = request_known_at(request, &asked->known_at, fault);
    if (code == FAULT_NONE)
        code = compliance_report(request->site->ledger, asked->as_of, asked->known_at, MEDIAN_PUBLISHED, request->arena, report, fault);
    return code;
}

/* ---- the page ---- */

static enum fault_code add_spark(const struct figure_context *context, const struct ledger *ledger, const struct figures *school,
                                 struct view *view, cJSON *row, struct fault *fault)
{
    struct trend_point *points = NULL;
    struct buf spark;
    int count = 0;
    enum fault_code code = compliance_trend(ledger, school->code, context->as_of, 36, context->arena, &points, &count, fault);
    if (code != FAULT_NONE || !count)
        return code;
    int first = 0;
    while (first < count - 1 && points[first].quiz_tenths < 0)
        first++;
    const char *title = arena_printf(context->arena, "Quiz completed: %s on %s, %s on %s",
                                     figure_percent(context->arena, points[first].quiz_tenths),
                                     page_date_words(context->arena, points[first].as_of),
                                     figure_percent(context->arena, points[count - 1].quiz_tenths),
                                     page_date_words(context->arena, points[count - 1].as_of));
    buf_init(&spark, 0);
    chart_spark(&spark, points, count, title ? title : "");
    view_html(view, row, "spark_html", buf_ok(&spark) ? buf_string(&spark) : NULL);
    buf_release(&spark);
    return FAULT_NONE;
}

static enum fault_code add_row(const struct figure_context *context, const struct ledger *ledger, const struct figures *school,
                               struct view *view, cJSON *rows, struct fault *fault)
{
    struct arena *arena = context->arena;
    char day[DATE_TEXT];
    cJSON *row = view_object(view, rows, NULL);
    date_text(context->as_of, day);
    view_page_string(view, row, "name", school->name);
    view_page_string(view, row, "path", arena_printf(arena, "/schools/%s?as_of=%s", school->code, day));
    view_page_string(view, row, "count", arena_printf(arena, "%d", school->personal_tutors));
    view_page_string(view, row, "training_percent", figure_percent(arena, school->training_tenths));
    view_page_string(view, row, "training_parts", arena_printf(arena, "%d of %d", school->training_completed, school->personal_tutors));
    view_page_string(view, row, "quiz_percent", figure_percent(arena, school->quiz_tenths));
    view_page_string(view, row, "quiz_parts", arena_printf(arena, "%d of %d", school->quiz_completed, school->personal_tutors));
    view_page_string(view, row, "median_words", school->median.present ? figure_median(arena, &school->median) : NULL);
    view_page_string(view, row, "median_why", figure_median(arena, &school->median));
    view_page_string(view, row, "overdue_count", arena_printf(arena, "%d", school->states[STATE_OVERDUE]));
    view_page_string(view, row, "due_count", arena_printf(arena, "%d", school->states[STATE_DUE_SOON]));
    view_page_string(view, row, "concern_count", arena_printf(arena, "%d", school->concerns));
    figure_states(context, school, view, row);
    if (context->earlier) {
        view_html(view, row, "spark_html", "–");
        return FAULT_NONE;
    }
    return add_spark(context, ledger, school, view, row, fault);
}

static void add_columns(struct request *request, const char *day, struct view *view)
{
    static const struct { const char *label; int order; bool number; } columns[] = {
        {"Overdue", BY_OVERDUE, true}, {"Due in 90 days", BY_DUE, true}, {"Tutors", BY_TUTORS, true},
        {"Training completed", BY_TRAINING, true}, {"Quiz completed", BY_QUIZ, true}, {"Quiz, three years", -1, false},
        {"Median score", BY_MEDIAN, true}, {"Concerns", BY_CONCERNS, true}};
    enum order asked = order_asked(request);
    const char *school = bank_institution(request->bank)->school;
    cJSON *list = figure_list(view, view->root, "columns");
    const char *by_name = arena_printf(request->arena, "?as_of=%s&sort=name", day);
    figure_column(view, list, school, by_name, asked == BY_NAME ? "ascending" : NULL, false);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        int order = columns[i].order;
        bool rising = order == BY_TRAINING || order == BY_QUIZ || order == BY_MEDIAN;
        const char *sorted = order != (int)asked ? NULL : rising ? "ascending" : "descending";
        const char *href = order < 0 ? NULL : arena_printf(request->arena, "?as_of=%s&sort=%s", day, orders[order]);
        figure_column(view, list, columns[i].label, href, sorted, columns[i].number);
    }
}

static enum fault_code add_page(struct request *request, const struct asked *asked, struct report *report, struct view *view,
                                struct fault *fault)
{
    char day[DATE_TEXT];
    struct figure_context context = figure_context(request, asked->as_of, MEDIAN_PUBLISHED, NULL);
    const struct ledger *ledger = request->site->ledger;
    enum order order = order_asked(request);
    context.earlier = figure_earlier(request, asked->known_at);
    date_text(asked->as_of, day);
    figure_as_of(view, view->root, asked->as_of);
    figure_kpis(&context, &report->university, view, view->root);
    figure_states(&context, &report->university, view, view->root);
    add_columns(request, day, view);
    view_page_string(view, view->root, "path", request->path);
    view_page_string(view, view->root, "known_words", figure_known_words(request, report->known_at, context.earlier));
    view_page_words(view, view->root, "median_on", report->university.median.as_of);
    cJSON *rows = figure_list(view, view->root, "rows");
    qsort_r(report->schools, (size_t)report->school_count, sizeof *report->schools, compare, &order);
    enum fault_code code = figure_trend(&context, ledger, NULL, view, view->root, fault);
    for (int i = 0; code == FAULT_NONE && i < report->school_count; i++)
        code = add_row(&context, ledger, &report->schools[i], view, rows, fault);
    return code;
}

/* One quiet line for whoever audits the figures: who else has seen what they stand on. */
static enum fault_code add_witness_words(struct request *request, struct db *db, struct view *view, struct fault *fault)
{
    struct witness_standing standing;
    enum fault_code code = witness_standing(db, request->arena, clock_now(), &standing, fault);
    if (code == FAULT_NONE)
        view_page_string(view, view->root, "witness_words", witness_standing_words(&standing, request->arena, clock_now()));
    return code;
}

static enum fault_code build(struct request *request, struct db *db, struct view *view, const char **title, struct fault *fault)
{
    struct asked asked;
    struct report report;
    enum fault_code code = report_read(request, &asked, &report, fault);
    (void)title;
    if (code != FAULT_NONE)
        return code;
    report_view(&report, request->site->institution, MEDIAN_PUBLISHED, view, view->root);
    if (request->face != FACE_HTML)
        return FAULT_NONE;
    code = add_witness_words(request, db, view, fault);
    return code == FAULT_NONE ? add_page(request, &asked, &report, view, fault) : code;
}

static struct reply *csv(struct request *request)
{
    struct asked asked;
    struct report report;
    struct fault fault;
    struct buf out;
    buf_init(&out, 0);
    enum fault_code code = report_read(request, &asked, &report, &fault);
    if (code == FAULT_NONE)
        code = report_csv(&report, &out, &fault);
    struct reply *reply = code == FAULT_NONE
                              ? reply_file(request, "text/csv; charset=utf-8", "report.csv", buf_string(&out), out.size)
                              : page_fault(request, &fault);
    buf_release(&out);
    return reply;
}

struct reply *page_report(struct request *request)
{
    return request->face == FACE_CSV ? csv(request) : page_of(request, "report", "The University", build);
}
