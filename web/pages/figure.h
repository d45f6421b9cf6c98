/*
 * figure.h - figures as people read them: never a number without its numerator, denominator, date and definition.
 * What the pages of a School and of the University share. Everything here is for the page face; the JSON is compliance.h's.
 */
#ifndef SIGNPOST_PAGES_FIGURE_H
#define SIGNPOST_PAGES_FIGURE_H
#include "common.h"

struct figure_context {
    struct arena *arena;
    const char *tutor;        /* the institution's word */
    struct date as_of;
    enum median_rule median;
    bool earlier;             /* figures as they were known before: trends, which know everything, would not agree with them */
    const char *people;       /* path of the list behind the figures, or NULL: none that this person may see */
};
struct figure_context figure_context(struct request *request, struct date as_of, enum median_rule median, const char *people);
/* Does this person lead the School today, as its Senior Tutor or Head? Then medians are exact. */
enum median_rule figure_median_rule(const struct request *request, const char *school);
/* An array that only the page has. */
cJSON *figure_list(struct view *view, cJSON *into, const char *name);
/* Were these figures known before the last event? KNOWN_AT as it was asked for: -1 is everything, whatever was recorded since. */
bool figure_earlier(const struct request *request, int64_t known_at);
/* "Reckoned from everything recorded up to event 1,234." */
const char *figure_known_words(struct request *request, int64_t known_at, bool earlier);

/* "kpis": [{"anchor","label","value","sentence"}], in the Code's order. */
void figure_kpis(const struct figure_context *context, const struct figures *figures, struct view *view, cJSON *into);
/* "states_bar" (HTML), "state_rows": [{"state_class","label","count","share","anchor","href"}]. */
void figure_states(const struct figure_context *context, const struct figures *figures, struct view *view, cJSON *into);
/* "trend_html" and "months": [{"month","quiz_share","training_share"}], 36 month ends; nothing for less than two. */
enum fault_code figure_trend(const struct figure_context *context, const struct ledger *ledger, const char *school,
                             struct view *view, cJSON *into, struct fault *fault) MUST_USE;
/* "system_rows" of a School with several systems. */
void figure_systems(const struct figure_context *context, const struct figures *figures, struct view *view, cJSON *into);
/* The form that asks for another date: "as_of_text", "as_of_words", "is_today", "today_text". */
void figure_as_of(struct view *view, cJSON *into, struct date as_of);

/* "79.3%"; "–" over nobody. */
const char *figure_percent(struct arena *arena, int tenths);
/* "46 of 58 (79.3%)" */
const char *figure_share(struct arena *arena, int part, int whole, int tenths);
/* "82.5%", or why there is none. */
const char *figure_median(struct arena *arena, const struct median *median);
/* A column's head: SORTED is "ascending", "descending" or NULL; HREF NULL when it cannot be sorted by. */
void figure_column(struct view *view, cJSON *columns, const char *label, const char *href, const char *sorted, bool number);
/* One choice of a filter or a select. */
void figure_option(struct view *view, cJSON *options, const char *value, const char *label, bool selected);
#endif
