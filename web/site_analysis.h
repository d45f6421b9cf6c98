/*
 * site_analysis.h - how the questions of a quiz do, computed once and kept for every request.
 */
#ifndef SIGNPOST_SITE_ANALYSIS_H
#define SIGNPOST_SITE_ANALYSIS_H
#include "signpost/analysis.h"
#include "web.h"

/*
 * analysis_of_quiz, computed once for as long as no attempt is submitted, regraded or erased. DB's transaction
 * decides which attempts there are. OUT is the request's own, in ARENA, and BANK lives as long.
 */
enum fault_code site_analysis(struct site *site, struct db *db, struct bank *bank, const char *quiz, enum attempts_taken taken,
                              struct arena *arena, struct quiz_analysis *out, struct fault *fault) MUST_USE;
void site_analyses_free(struct site *site);
#endif
