/*
 * report_view.c - figures and states as CONTRACT's JSON: what the pages, the API and `report --format json` share.
 */
#include "compliance/compliance_internal.h"
#include "signpost/paper.h"

static void tenths_view(struct view *view, cJSON *object, const char *name, bool present, int tenths)
{
    if (present)
        view_ratio(view, object, name, tenths, 10, 1);
    else
        view_null(view, object, name);
}

/* No day and every day are both null. */
static void day_view(struct view *view, cJSON *object, const char *name, struct date date)
{
    if (date_compare(date, DATE_MIN) == 0 || date_compare(date, DATE_MAX) == 0)
        view_null(view, object, name);
    else
        view_date(view, object, name, date);
}

void figures_view(const struct figures *figures, enum median_rule median, struct view *view, cJSON *into)
{
    if (figures->code)
        view_string(view, into, "code", figures->code);
    if (figures->name)
        view_string(view, into, "name", figures->name);
    view_integer(view, into, "personal_tutors", figures->personal_tutors);
    cJSON *training = view_object(view, into, "training");
    view_integer(view, training, "completed", figures->training_completed);
    tenths_view(view, training, "percent", figures->training_tenths >= 0, figures->training_tenths);
    cJSON *quiz = view_object(view, into, "quiz");
    view_integer(view, quiz, "completed", figures->quiz_completed);
    tenths_view(view, quiz, "percent", figures->quiz_tenths >= 0, figures->quiz_tenths);
    tenths_view(view, quiz, "median_score", figures->median.present, figures->median.tenths);
    view_date(view, quiz, "median_as_of", figures->median.as_of);
    if (figures->median.present && figures->median.regraded)
        view_integer(view, quiz, "median_regraded", figures->median.regraded);
    if (median == MEDIAN_PUBLISHED && figures->median.withheld)
        view_string(view, quiz, "median_withheld", figures->median.withheld);
    cJSON *states = view_object(view, into, "states");
    for (int i = 0; i < STATES; i++)
        view_integer(view, states, state_name((enum state)i), figures->states[i]);
    view_integer(view, into, "concerns", figures->concerns);
    if (!figures->system_count)
        return;
    cJSON *systems = view_array(view, into, "systems");
    for (int i = 0; i < figures->system_count; i++)
        figures_view(figures->systems + i, median, view, view_object(view, systems, NULL));
}

void report_view(const struct report *report, const char *institution, enum median_rule median, struct view *view,
                 cJSON *into)
{
    view_date(view, into, "as_of", report->as_of);
    view_integer(view, into, "known_at", report->known_at);
    view_string(view, into, "institution", institution);
    cJSON *schools = view_array(view, into, "schools");
    for (int i = 0; i < report->school_count; i++)
        figures_view(report->schools + i, median, view, view_object(view, schools, NULL));
    figures_view(&report->university, median, view, view_object(view, into, "university"));
}

static void score_view(struct view *view, cJSON *object, const struct standing *quiz)
{
    if (quiz->max <= 0) {
        view_null(view, object, "score");
        view_null(view, object, "max_score");
        return;
    }
    view_ratio(view, object, "score", quiz->score, quiz->unit, 2);
    view_ratio(view, object, "max_score", quiz->max, quiz->unit, 2);
}

static cJSON *standing_view(const struct standing *standing, struct view *view, cJSON *parent, const char *name)
{
    cJSON *object = view_object(view, parent, name);
    view_string(view, object, "state", state_name(standing->state));
    view_page_string(view, object, "state_words", state_words(standing->state));
    view_page_string(view, object, "reason", standing->reason);
    return object;
}

void tutor_state_view(const struct tutor_state *state, struct view *view, cJSON *into)
{
    view_string(view, into, "state", state_name(state->state));
    view_page_string(view, into, "state_words", state_words(state->state));
    view_string(view, into, "reason", state->reason);
    cJSON *quiz = standing_view(&state->quiz, view, into, "quiz");
    day_view(view, quiz, "completed_on", state->quiz.completed_on);
    day_view(view, quiz, "counts_until", state->quiz.counts_until);
    score_view(view, quiz, &state->quiz);
    cJSON *training = standing_view(&state->training, view, into, "training");
    day_view(view, training, "counts_until", state->training.counts_until);
}
