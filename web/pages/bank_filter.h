/*
 * bank_filter.h - what a training lead asked of the question bank: words, subject or School, type, pool, point, tag and health.
 */
#ifndef SIGNPOST_PAGES_BANK_FILTER_H
#define SIGNPOST_PAGES_BANK_FILTER_H
#include "common.h"
#include "signpost/analysis.h"

/* What was asked for; "" and NULL ask for everything. */
struct bank_filter {
    const char *subject, *type, *pool, *point, *tag, *health;
    char *words;                    /* folded, or NULL */
    struct quiz_analysis analysis;  /* where HEALTH is asked for */
};
const char *pool_name(enum pool pool);  /* "quiz" */
const char *pool_words(enum pool pool); /* "Quiz" */
/* From the query; lives as long as the request. */
enum fault_code bank_filter_read(struct request *request, struct db *db, struct bank_filter *out, struct fault *fault) MUST_USE;
/* Is this question one that was asked for? FAILED when memory ran out. */
bool bank_filter_wants(const struct bank_filter *filter, const struct question *question, bool *failed);
/* The form: "q" and the choices of each filter. */
enum fault_code bank_filter_view(struct request *request, const struct bank_filter *filter, struct view *view,
                                 struct fault *fault) MUST_USE;
/* "tags": ["leeds.partnership"] of a question; "tag_words" for the page. */
void bank_tags_view(const struct question *question, struct view *view, cJSON *into);
#endif
