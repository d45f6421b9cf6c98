/*
 * analysis/faces.c - item analysis as JSON and CSV, and its words. One decimal is more than these figures bear.
 */
#include <math.h>
#include <stdio.h>
#include "signpost/analysis.h"
#include "signpost/csv.h"

static const struct { const char *name, *words; } healths[HEALTHS] = {
    [HEALTH_UNKNOWN] = {"too_few", "Too few attempts"},
    [HEALTH_SOUND] = {"sound", "Sound"},
    [HEALTH_MISLEADING] = {"misleading", "Misleading"},
    [HEALTH_WEAK] = {"weak", "Weak"},
    [HEALTH_EASY] = {"easy", "Easy"},
    [HEALTH_HARD] = {"hard", "Hard"},
};

const char *health_name(enum item_health health)
{
    return healths[health].name;
}

const char *health_words(enum item_health health)
{
    return healths[health].words;
}

const char *health_advice(enum item_health health)
{
    static const char *const advice[HEALTHS] = {
        [HEALTH_UNKNOWN] = "Fewer than ten people met it: too few to say.",
        [HEALTH_SOUND] = "Nothing to mend.",
        [HEALTH_MISLEADING] = "Those who know more get it wrong more often. Look at its key first, then at its wording.",
        [HEALTH_WEAK] = "It hardly tells who knows more. Look for a second defensible answer, or distractors that nobody believes.",
        [HEALTH_EASY] = "Nearly everybody knows it. Keep it if they must; else ask something that they may not know.",
        [HEALTH_HARD] = "Guessing does as well. See whether the training says it, and whether the question asks it plainly.",
    };
    return advice[health];
}

static void add_figure(struct view *view, cJSON *into, const char *name, struct figure figure)
{
    if (figure.present)
        view_ratio(view, into, name, llround(figure.value * 10), 10, 1);
    else
        view_null(view, into, name);
}

bool question_counts_told(const struct question_analysis *analysis)
{
    return analysis->figures.people >= ANALYSIS_LEAST;
}

static void add_count(struct view *view, cJSON *into, const char *name, const struct question_analysis *analysis, int count)
{
    if (question_counts_told(analysis))
        view_integer(view, into, name, count);
    else
        view_null(view, into, name);
}

void question_analysis_view(const struct question_analysis *analysis, struct view *view, cJSON *into)
{
    const struct item_figures *figures = &analysis->figures;
    view_integer(view, into, "attempts", figures->attempts);
    add_figure(view, into, "facility", figures->facility);
    add_figure(view, into, "standard_deviation", figures->deviation);
    add_figure(view, into, "discrimination", figures->discrimination);
    add_figure(view, into, "efficiency", figures->efficiency);
    add_figure(view, into, "intended_weight", figures->intended);
    add_figure(view, into, "effective_weight", figures->effective);
    view_string(view, into, "health", health_name(analysis->health));
    add_count(view, into, "dont_know", analysis, analysis->dont_know);
    add_count(view, into, "unanswered", analysis, analysis->unanswered);
}

void quiz_figures_view(const struct quiz_figures *figures, struct view *view, cJSON *into)
{
    view_integer(view, into, "attempts", figures->attempts);
    add_figure(view, into, "mean", figures->mean);
    add_figure(view, into, "standard_deviation", figures->deviation);
    add_figure(view, into, "alpha", figures->alpha);
    add_figure(view, into, "error_ratio", figures->error_ratio);
    add_figure(view, into, "standard_error", figures->standard_error);
}

static void csv_figure(struct csv_out *out, struct figure figure)
{
    char text[32] = "";
    if (figure.present)
        snprintf(text, sizeof text, "%.1f", figure.value);
    csv_number(out, text);
}

static void csv_count(struct csv_out *out, const struct question_analysis *row, int count)
{
    if (question_counts_told(row))
        csv_integer(out, count);
    else
        csv_number(out, "");
}

enum fault_code analysis_csv(const struct quiz_analysis *analysis, struct buf *out, struct fault *fault)
{
    static const char *const names[] = {"question", "subject", "type", "source_point", "attempts", "facility",
                                        "standard_deviation", "discrimination", "efficiency", "intended_weight",
                                        "effective_weight", "dont_know", "unanswered", "health"};
    struct csv_out csv;
    csv_out_init(&csv, out);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        csv_text(&csv, names[i]);
    csv_end_row(&csv);
    for (int i = 0; i < analysis->count; i++) {
        const struct question_analysis *row = &analysis->questions[i];
        const struct item_figures *figures = &row->figures;
        const char subject[2] = {row->question->subject, '\0'};
        csv_text(&csv, row->question->id);
        csv_text(&csv, subject);
        csv_text(&csv, question_kind_name(row->question->kind));
        csv_text(&csv, row->question->source_point);
        csv_integer(&csv, figures->attempts);
        csv_figure(&csv, figures->facility);
        csv_figure(&csv, figures->deviation);
        csv_figure(&csv, figures->discrimination);
        csv_figure(&csv, figures->efficiency);
        csv_figure(&csv, figures->intended);
        csv_figure(&csv, figures->effective);
        csv_count(&csv, row, row->dont_know);
        csv_count(&csv, row, row->unanswered);
        csv_text(&csv, health_name(row->health));
        csv_end_row(&csv);
    }
    return buf_ok(out) ? FAULT_NONE : fault_memory(fault);
}
