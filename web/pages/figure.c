/*
 * figure.c - see figure.h.
 */
#include "figure.h"
#include <string.h>
#include "chart.h"
#include "signpost/text.h"

struct figure_context figure_context(struct request *request, struct date as_of, enum median_rule median, const char *people)
{
    const struct institution *words = bank_institution(request->bank);
    return (struct figure_context){.arena = request->arena, .tutor = words->tutor, .as_of = as_of, .median = median, .people = people};
}

enum median_rule figure_median_rule(const struct request *request, const char *school)
{
    return policy_allows(&request->actor, ACTION_SEE_SCHOOL_PEOPLE, school) ? MEDIAN_EXACT : MEDIAN_PUBLISHED;
}

bool figure_earlier(const struct request *request, int64_t known_at)
{
    return known_at >= 0 && known_at < ledger_size(request->site->ledger);
}

cJSON *figure_list(struct view *view, cJSON *into, const char *name)
{
    cJSON *list = view_array(view, into, name);
    if (list)
        list->type |= VIEW_PAGE;
    return list;
}

/* ---- words ---- */

/* "1,234,567" */
static const char *grouped(struct arena *arena, int64_t number)
{
    if (number < 1000)
        return arena_printf(arena, "%lld", (long long)number);
    return arena_printf(arena, "%s,%03lld", grouped(arena, number / 1000), (long long)(number % 1000));
}

const char *figure_known_words(struct request *request, int64_t known_at, bool earlier)
{
    return arena_printf(request->arena, "Reckoned from %s event %s.",
                        earlier ? "what was recorded up to" : "everything recorded so far, up to", grouped(request->arena, known_at));
}

const char *figure_percent(struct arena *arena, int tenths)
{
    return tenths < 0 ? "–" : arena_printf(arena, "%d.%d%%", tenths / 10, tenths % 10);
}

const char *figure_share(struct arena *arena, int part, int whole, int tenths)
{
    return tenths < 0 ? "0 of 0" : arena_printf(arena, "%d of %d (%d.%d%%)", part, whole, tenths / 10, tenths % 10);
}

const char *figure_median(struct arena *arena, const struct median *median)
{
    if (median->present)
        return arena_printf(arena, "%d.%d%%", median->tenths / 10, median->tenths % 10);
    return median->withheld ? arena_printf(arena, "Withheld: %s", median->withheld) : "No scores";
}

static const char *plural(int count)
{
    return count == 1 ? "" : "s";
}

/* ---- the five KPIs ---- */

static void kpi(struct view *view, cJSON *kpis, const char *anchor, const char *label, const char *value, const char *sentence)
{
    cJSON *row = view_object(view, kpis, NULL);
    view_page_string(view, row, "anchor", anchor);
    view_page_string(view, row, "label", label);
    view_page_string(view, row, "value", value);
    view_page_string(view, row, "sentence", sentence);
}

static const char *share_sentence(const struct figure_context *context, int part, int whole, int tenths)
{
    const char *on = page_date_words(context->arena, context->as_of);
    if (tenths < 0)
        return arena_printf(context->arena, "There was no %s on %s.", context->tutor, on);
    return arena_printf(context->arena, "%d of %d %s%s (%d.%d%%) on %s.", part, whole, context->tutor, plural(whole), tenths / 10,
                        tenths % 10, on);
}

static const char *median_sentence(const struct figure_context *context, const struct figures *figures)
{
    const struct median *median = &figures->median;
    const char *on = page_date_words(context->arena, median->as_of);
    if (median->present)
        return arena_printf(context->arena, "The middle of %d score%s on %s%s.", median->people, plural(median->people), on,
                            median->regraded ? arena_printf(context->arena, ", %d found again with a mended key", median->regraded) : "");
    if (!median->withheld)
        return arena_printf(context->arena, "Nobody had a score on %s.", on);
    if (strncmp(median->withheld, "fewer", 5) != 0)
        return arena_printf(context->arena, "Not shown for %s: %s.", on, median->withheld);
    return arena_printf(context->arena, "Not shown: %s people have a score on %s, so a median could show somebody's own.",
                        median->withheld, on);
}

void figure_kpis(const struct figure_context *context, const struct figures *figures, struct view *view, cJSON *into)
{
    struct arena *arena = context->arena;
    const char *on = page_date_words(arena, context->as_of);
    int tutors = figures->personal_tutors;
    cJSON *kpis = figure_list(view, into, "kpis");
    kpi(view, kpis, "personal_tutors", arena_printf(arena, "%ss", context->tutor), arena_printf(arena, "%d", tutors),
        arena_printf(arena, "In post on %s.", on));
    kpi(view, kpis, "training", "Training completed", figure_percent(arena, figures->training_tenths),
        share_sentence(context, figures->training_completed, tutors, figures->training_tenths));
    kpi(view, kpis, "quiz", "Quiz completed", figure_percent(arena, figures->quiz_tenths),
        share_sentence(context, figures->quiz_completed, tutors, figures->quiz_tenths));
    kpi(view, kpis, "median", "Median Quiz score",
        figures->median.present ? figure_median(arena, &figures->median) : figures->median.withheld ? "Withheld" : "–",
        median_sentence(context, figures));
    kpi(view, kpis, "concerns", "Concerns open", arena_printf(arena, "%d", figures->concerns),
        arena_printf(arena, "%d of %d %s%s on %s.", figures->concerns, tutors, context->tutor, plural(tutors), on));
}

/* ---- states ---- */

static int tenths_of(int part, int whole)
{
    return whole ? (int)((2000LL * part + whole) / (2LL * whole)) : -1;
}

void figure_states(const struct figure_context *context, const struct figures *figures, struct view *view, cJSON *into)
{
    struct arena *arena = context->arena;
    struct buf bar;
    cJSON *rows = figure_list(view, into, "state_rows");
    buf_init(&bar, 0);
    const int *states = figures->states;
    const char *title = arena_printf(arena, "Complete %d, due soon %d, not yet due %d, overdue %d", states[STATE_COMPLETE],
                                     states[STATE_DUE_SOON], states[STATE_NOT_YET_DUE], states[STATE_OVERDUE]);
    chart_states(&bar, states, title ? title : "");
    view_html(view, into, "states_bar", buf_ok(&bar) ? buf_string(&bar) : NULL);
    buf_release(&bar);
    for (int i = 0; i < STATES; i++) {
        cJSON *row = view_object(view, rows, NULL);
        const char *name = state_name((enum state)i);
        const char *href = context->people ? arena_printf(arena, "%s?state=%s", context->people, name) : NULL;
        view_page_string(view, row, "state_class", page_state_class((enum state)i));
        view_page_string(view, row, "label", state_words((enum state)i));
        view_page_string(view, row, "count", arena_printf(arena, "%d", states[i]));
        view_page_string(view, row, "share", figure_percent(arena, tenths_of(states[i], figures->personal_tutors)));
        view_page_string(view, row, "anchor", name);
        view_page_string(view, row, "href", href);
    }
}

/* ---- trend ---- */

static const char *trend_title(struct arena *arena, const struct trend_point *points, int count)
{
    const struct trend_point *first = points, *last = points + count - 1;
    while (first < last && first->quiz_tenths < 0)
        first++;
    return arena_printf(arena, "From %s to %s: Quiz completed from %s to %s, training from %s to %s.",
                        page_date_words(arena, first->as_of), page_date_words(arena, last->as_of),
                        figure_percent(arena, first->quiz_tenths), figure_percent(arena, last->quiz_tenths),
                        figure_percent(arena, first->training_tenths), figure_percent(arena, last->training_tenths));
}

enum fault_code figure_trend(const struct figure_context *context, const struct ledger *ledger, const char *school,
                             struct view *view, cJSON *into, struct fault *fault)
{
    struct trend_point *points = NULL;
    struct buf chart;
    int count = 0;
    cJSON *months = figure_list(view, into, "months");
    view_page_string(view, into, "no_trend", context->earlier ? "Trends are shown from everything recorded so far only." : NULL);
    if (context->earlier)
        return FAULT_NONE;
    enum fault_code code = compliance_trend(ledger, school, context->as_of, 36, context->arena, &points, &count, fault);
    if (code != FAULT_NONE || count < 2)
        return code;
    const char *title = trend_title(context->arena, points, count);
    buf_init(&chart, 0);
    chart_trend(&chart, points, count, clock_today(), title ? title : "");
    view_html(view, into, "trend_html", buf_ok(&chart) ? buf_string(&chart) : NULL);
    buf_release(&chart);
    for (int i = count - 1; i >= 0; i--) {
        cJSON *month = view_object(view, months, NULL);
        view_page_words(view, month, "month", points[i].as_of);
        view_page_string(view, month, "quiz_share", figure_percent(context->arena, points[i].quiz_tenths));
        view_page_string(view, month, "training_share", figure_percent(context->arena, points[i].training_tenths));
    }
    return FAULT_NONE;
}

/* ---- the rest ---- */

void figure_systems(const struct figure_context *context, const struct figures *figures, struct view *view, cJSON *into)
{
    struct arena *arena = context->arena;
    cJSON *rows = figure_list(view, into, "system_rows");
    view_page_bool(view, into, "has_systems", figures->system_count > 0);
    for (int i = 0; i < figures->system_count; i++) {
        const struct figures *system = figures->systems + i;
        cJSON *row = view_object(view, rows, NULL);
        view_page_string(view, row, "label", *system->code ? system->code : "Main system");
        view_page_string(view, row, "count", arena_printf(arena, "%d", system->personal_tutors));
        view_page_string(view, row, "training_share",
                         figure_share(arena, system->training_completed, system->personal_tutors, system->training_tenths));
        view_page_string(view, row, "quiz_share",
                         figure_share(arena, system->quiz_completed, system->personal_tutors, system->quiz_tenths));
        view_page_string(view, row, "median_words", figure_median(arena, &system->median));
        view_page_string(view, row, "overdue_count", arena_printf(arena, "%d", system->states[STATE_OVERDUE]));
    }
}

void figure_as_of(struct view *view, cJSON *into, struct date as_of)
{
    char text[DATE_TEXT];
    date_text(as_of, text);
    view_page_string(view, into, "as_of_text", text);
    view_page_words(view, into, "as_of_words", as_of);
    view_page_bool(view, into, "is_today", date_compare(as_of, clock_today()) == 0);
    view_page_bool(view, into, "is_future", date_compare(as_of, clock_today()) > 0);
}

void figure_column(struct view *view, cJSON *columns, const char *label, const char *href, const char *sorted, bool number)
{
    cJSON *column = view_object(view, columns, NULL);
    view_page_string(view, column, "label", label);
    view_page_string(view, column, "href", href);
    view_page_string(view, column, "sorted", sorted);
    view_page_bool(view, column, "number", number);
}

void figure_option(struct view *view, cJSON *options, const char *value, const char *label, bool selected)
{
    cJSON *option = view_object(view, options, NULL);
    view_page_string(view, option, "value", value);
    view_page_string(view, option, "label", label);
    view_page_bool(view, option, "selected", selected);
}
