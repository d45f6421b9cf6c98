/*
 * analysis_internal.h - what the files of the analysis room share: walking over the papers of a quiz.
 */
#ifndef ANALYSIS_INTERNAL_H
#define ANALYSIS_INTERNAL_H
#include "signpost/analysis.h"
#include "signpost/paper.h"

/* One submitted attempt: its paper, drawn again, whose (sitting_fn), and what is stored of its answers. Borrowed during the call. */
typedef enum fault_code (*paper_fn)(void *context, const struct paper *paper, int64_t who, const struct sat_answer *answers,
                                    int count, struct fault *fault);
/* ABSENT: no such quiz. */
enum fault_code papers_each(struct db *db, const struct bank *bank, const char *quiz, enum attempts_taken taken, paper_fn fn,
                            void *context, struct fault *fault) MUST_USE;
/* Different people, as many as it takes to tell something of them: WHO of each. */
struct crowd { int64_t who[ANALYSIS_LEAST]; int count; };
void crowd_add(struct crowd *crowd, int64_t who);
/* The stored response to a question of the paper, or NULL. */
const char *answer_to(const struct sat_answer *answers, int count, int number);
#endif
