/*
 * leading.h - what the pages for a School's leaders share: finding a tutor of theirs, noting every look, a message to send.
 */
#ifndef SIGNPOST_PAGES_LEADING_H
#define SIGNPOST_PAGES_LEADING_H
#include "common.h"

/* Notes durably that this person looked: ABOUT 0 for a whole School. Called before anything is shown. */
enum fault_code leading_look(struct request *request, int64_t about, const char *school, const char *what,
                             struct fault *fault) MUST_USE;
/* The tutor {staff_id} of the School {school} today; ABSENT when they hold no tutor's post there. */
enum fault_code leading_tutor(struct request *request, struct db *db, struct identity *out, struct fault *fault) MUST_USE;
/* Only a leader's own pages of today show people: INPUT when ?as_of= names another day. */
enum fault_code leading_today(struct request *request, struct fault *fault) MUST_USE;

/* "/schools/BIO/people/ab12" */
const char *leading_person_path(struct arena *arena, const char *school, const char *staff_id);
/* A mailto: link with a friendly message about what is wanting, to be read over and sent from one's own mail. */
const char *leading_message(struct request *request, const struct identity *tutor, const struct tutor_state *state);
/* "score" and "max_score" in the units of the completion, or null. */
void leading_marks(struct view *view, cJSON *into, int64_t score, int64_t max);
/* "wants": [{"reason"}]: why, for what is not complete; for the page. */
void leading_wants(struct view *view, cJSON *into, const struct tutor_state *state);
/* "17.5 of 20 (87.5%)", in the units of the completion; NULL when there is no score. */
const char *leading_score(struct arena *arena, int64_t score, int64_t max, int64_t unit);
/* "30 April 2026", "no end", "not completed". */
const char *leading_until(struct arena *arena, const struct standing *standing);
/* The page of one tutor (page_person.c), also when a form on it comes back. */
enum fault_code person_build(struct request *request, struct db *db, struct view *view, const char **title,
                             struct fault *fault) MUST_USE;
#endif
