/*
 * analysed.h - what the pages of item analysis share: which quiz, version and attempts were asked for, and their figures.
 */
#ifndef SIGNPOST_PAGES_ANALYSED_H
#define SIGNPOST_PAGES_ANALYSED_H
#include "common.h"
#include "signpost/analysis.h"

/* ?quiz= ?version= ?attempts=first|all, and what was found. The bank is that of the version. */
struct analysed {
    const struct quiz *quiz;
    struct bank_use *uses; int use_count;
    const char *version;        /* NULL: nobody has submitted yet */
    struct bank *bank;
    enum attempts_taken taken;
    struct quiz_analysis analysis;
};

/* ABSENT for a quiz or version that there is not. Everything lives as long as the request. */
enum fault_code analysed_read(struct request *request, struct db *db, struct analysed *out, struct fault *fault) MUST_USE;
const char *analysed_list_path(struct request *request, const struct analysed *asked);
const char *analysed_question_path(struct request *request, const struct analysed *asked, const char *id);
/* A figure to one decimal with its unit, "−" before what is below zero; "–" where there is none. */
const char *analysed_figure(struct arena *arena, struct figure figure, const char *unit);
/* Which quiz, version and attempts these are, for the head of the page. */
void analysed_head(struct request *request, const struct analysed *asked, struct view *view);
/* One question's figures in words, for the page. */
void analysed_figures(struct request *request, const struct question_analysis *row, struct view *view, cJSON *into);
#endif
