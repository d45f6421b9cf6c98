/*
 * analysis.h - item analysis: how each question of a quiz did, and the quiz as a whole, from submitted attempts.
 *
 * The formulas are those of classical test theory as Moodle's quiz statistics report defines them: x is the mark of an item,
 * X the total of its attempt, R = X - x; variances and covariances divide by S - 1. Where items are drawn at random, each is
 * measured over the attempts that hold it, against the rest of what those attempts hold. The quiz as a whole is measured over
 * places: the nth question drawn from a subject is one place, whichever question stood there. Nobody's name goes in or comes
 * out. Attempts of fewer than ANALYSIS_LEAST people give no figure; and attempts are counted in lots, in the order in which they were
 * submitted, each full when as many different people are in it. So nobody can watch the figures change as one colleague submits,
 * nor fill a lot with attempts of their own beside one colleague's, and work out what that one answered.
 */
#ifndef SIGNPOST_ANALYSIS_H
#define SIGNPOST_ANALYSIS_H
#include <stdbool.h>
#include <stdint.h>
#include "signpost/arena.h"
#include "signpost/bank.h"
#include "signpost/store_bank.h"
#include "signpost/view.h"

#define ANALYSIS_LEAST 10 /* people */

/* ---- the arithmetic, alone ---- */
struct sat {            /* one item in one attempt */
    int item;           /* index of the item */
    int place;          /* index of the place in which it stood */
    int mark, max;      /* whole numbers of one unit; MAX is the same for an item wherever it stands */
};
struct sitting { const struct sat *sat; int count; int64_t who; }; /* one attempt: at most one of each item and each place */

/* A figure that may not exist: too few people, or nobody differed. In the unit its name says. */
struct figure { bool present; double value; };
struct item_figures {
    int attempts;                 /* that hold the item */
    int people;                   /* whose they are, counted up to ANALYSIS_LEAST */
    struct figure facility;       /* percent: mean mark of the maximum */
    struct figure deviation;      /* percent of the maximum: √Var x */
    struct figure discrimination; /* -100 to 100: correlation of x with R */
    struct figure efficiency;     /* -100 to 100: Cov(x, R) as a share of the most that these marks allow */
    struct figure intended;       /* percent of an attempt's maximum that the item is meant to weigh */
    struct figure effective;      /* percent of the spread of totals that it does weigh; none where Cov(x, X) is negative */
};
struct quiz_figures {
    int attempts;
    struct figure mean, deviation; /* percent of the maximum */
    struct figure alpha;           /* Cronbach's α as a percentage: over 75 is satisfactory, under 64 is not */
    struct figure error_ratio;     /* percent of the spread of totals that is chance */
    struct figure standard_error;  /* percent of the maximum */
};
/* ITEM has room for ITEMS of them. MEMORY. */
enum fault_code analysis_compute(const struct sitting *sittings, int count, int items, int places, struct arena *arena,
                                 struct item_figures *item, struct quiz_figures *quiz, struct fault *fault) MUST_USE;

/* ---- a quiz's questions ---- */
enum item_health {
    HEALTH_UNKNOWN,    /* too few people */
    HEALTH_SOUND,
    HEALTH_MISLEADING, /* discrimination below 0 by more than chance: who knows more gets it wrong more often */
    HEALTH_WEAK,       /* discrimination below 15 by more than chance: it hardly tells who knows more */
    HEALTH_EASY,       /* facility of 95 or more: nearly everybody knows it */
    HEALTH_HARD,       /* facility below 25: guessing does as well */
    HEALTHS
};
const char *health_name(enum item_health health);  /* "misleading" */
const char *health_words(enum item_health health); /* "Misleading" */
const char *health_advice(enum item_health health); /* what to do about it, in a sentence or two */

struct question_analysis {
    const struct question *question;
    struct item_figures figures;
    enum item_health health;
    int dont_know, unanswered;     /* attempts; see question_counts_told */
};
/* May DONT_KNOW and UNANSWERED be told, in figures or by an order? To nobody while fewer than ANALYSIS_LEAST people hold the question. */
bool question_counts_told(const struct question_analysis *analysis);
struct quiz_analysis {
    struct quiz_figures figures;
    struct question_analysis *questions; int count; /* those that some attempt holds, in the bank's order */
};
enum attempts_taken { ATTEMPTS_FIRST, ATTEMPTS_ALL }; /* each person's first at this quiz, or all */
/* Of the submitted attempts at QUIZ drawn from BANK (the version itself, not only its name). ABSENT: no such quiz. */
enum fault_code analysis_of_quiz(struct db *db, const struct bank *bank, const char *quiz, enum attempts_taken taken,
                                 struct arena *arena, struct quiz_analysis *out, struct fault *fault) MUST_USE;
/*
 * What was answered to one question: adds "answers" to INTO: [{"answer" (page face: "answer_html"), "count", "percent",
 * "right"}], most frequent first. What fewer than two people wrote in their own words is counted together as "Other answers".
 */
enum fault_code analysis_answers(struct db *db, const struct bank *bank, const char *quiz, const struct question *question,
                                 enum attempts_taken taken, struct arena *arena, struct view *view, cJSON *into,
                                 struct fault *fault) MUST_USE;
/* The figures of one question, or null where there are none: "attempts", "facility", "standard_deviation", "discrimination",
 * "efficiency", "intended_weight", "effective_weight", "health", "dont_know", "unanswered". */
void question_analysis_view(const struct question_analysis *analysis, struct view *view, cJSON *into);
/* "attempts", "mean", "standard_deviation", "alpha", "error_ratio", "standard_error". */
void quiz_figures_view(const struct quiz_figures *figures, struct view *view, cJSON *into);
enum fault_code analysis_csv(const struct quiz_analysis *analysis, struct buf *out, struct fault *fault) MUST_USE;
#endif
