/*
 * sitting.h - one attempt of the person who asks, with its paper and answers, as the pages of the Quiz share it.
 */
#ifndef SIGNPOST_PAGES_SITTING_H
#define SIGNPOST_PAGES_SITTING_H
#include "common.h"
#include "signpost/store_bank.h"

struct sitting {
    struct attempt attempt;
    struct bank *bank;         /* the version that the attempt pins; released with the request */
    struct paper paper;
    struct answer *answers;    /* one for each question; NULL when not asked for */
    struct completion_row completion; /* once submitted */
    struct regrade_row *regrades; int regrade_count; /* of it, in order */
    struct paper_item *marked;        /* each question as it is marked now, by a mended key where it has one; once submitted */
};
/* What regrades moved, in ATTEMPT's subjects too; its score has it already. BANK: the version that it pins. */
enum fault_code sitting_regrades(struct request *request, struct db *db, const struct bank *bank, struct attempt *attempt,
                                 struct regrade_row **rows, int *count, struct fault *fault) MUST_USE;
/* The same for a submitted attempt of which nothing else is shown. */
enum fault_code sitting_subjects(struct request *request, struct db *db, struct attempt *attempt, struct fault *fault) MUST_USE;
/* This person's attempt ID with its bank, without the paper; ABSENT when it is not theirs. */
enum fault_code sitting_find(struct request *request, struct db *db, const char *id, struct sitting *out,
                             struct fault *fault) MUST_USE;
/* The same with the paper. */
enum fault_code sitting_get(struct request *request, struct db *db, const char *id, bool with_answers,
                            struct sitting *out, struct fault *fault) MUST_USE;
bool sitting_is_open(const struct sitting *sitting);
/* Of the questions on the paper: the Quiz's, and behind them those of the Schools' sections. */
int sitting_total(const struct sitting *sitting);
/* The {number} of the address as an index into the paper, or -1. */
int sitting_index(const struct sitting *sitting, const char *number);
/* The first question that is not wholly answered, from 1; one more than the paper holds when all are. */
enum fault_code sitting_first_open(const struct sitting *sitting, int *number,
                                   struct fault *fault) MUST_USE;
/* What is stored for one question in a word or two (response_words). */
enum fault_code sitting_words(const struct sitting *sitting, int index, char words[RESPONSE_WORDS],
                              bool *whole, struct fault *fault) MUST_USE;
const char *sitting_path(struct request *request, const struct sitting *sitting);
/* One question as CONTRACT has it, with this RESPONSE, into an object; once submitted with its outcome. */
void sitting_show(const struct sitting *sitting, int index, const cJSON *response, struct view *view, cJSON *into);
/* The same with what is stored. */
enum fault_code sitting_question(struct request *request, const struct sitting *sitting, int index, struct view *view,
                                 cJSON *into, struct fault *fault) MUST_USE;
/*
 * The Schools' sections (sitting_local.c), where the paper has any: "local": [{"school","title","questions"}], each question as
 * CONTRACT has it; once submitted with "score" and "max_score" of their own, which enter nothing else.
 */
enum fault_code sitting_local(struct request *request, const struct sitting *sitting, struct view *view,
                              struct fault *fault) MUST_USE;
/* A new entry of LIST for the section that begins at the question INDEX: "school", "title", "introduction". */
cJSON *sitting_section(const struct sitting *sitting, int index, struct view *view, cJSON *list);
/* The whole attempt as CONTRACT has it, into the view's root. */
enum fault_code sitting_view(struct request *request, const struct sitting *sitting, struct view *view,
                             struct fault *fault) MUST_USE;
/* "score", "max_score", "subjects" of a submitted attempt, with words for the page; into the view's root. */
void sitting_scores(struct request *request, const struct attempt *attempt, const struct bank *bank, struct view *view);
/* "first_score", where it was another before a key was mended; of any page that shows its score. */
void sitting_first_score(struct request *request, const struct attempt *attempt, struct view *view, cJSON *into);
/*
 * One question of the address /attempts/{id}/answers/{number} (page_question.c); ABSENT for a number outside the
 * paper.
 */
enum fault_code question_get(struct request *request, bool with_answers, struct sitting *sitting, int *index,
                             struct fault *fault) MUST_USE;
/* Where the question stands in the paper: what the page's links need. */
void question_place(struct request *request, const struct sitting *sitting, int index, struct view *view);
const char *question_title(struct request *request, const struct sitting *sitting, int index);
bool question_from_check(struct request *request); /* its Change link was followed: back to the check page afterwards */
/* The outcome (page_result.c): a submitted attempt of one's own, with its remarks. */
struct reply *result_page(struct request *request, const struct sitting *sitting);
/* The same after a remark on the question INDEX was refused: TEXT as it was typed, WRONG beside its field. */
struct reply *result_again(struct request *request, const struct sitting *sitting, int index, const char *text, const struct fault *wrong);
/* What a leader may see of someone else's submitted attempt, noted before it is shown (page_result.c). */
struct reply *result_led(struct request *request);
#endif
