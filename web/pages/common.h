/*
 * common.h - what several pages share: the way from a read transaction to a reply, strict JSON bodies, words for
 * states, dates and scores. A name that a template uses must stand as a literal in a view_…() call, so these
 * mostly return text.
 */
#ifndef SIGNPOST_PAGES_COMMON_H
#define SIGNPOST_PAGES_COMMON_H
#include "pages.h"
#include "signpost/completion.h"
#include "signpost/paper.h"

/*
 * Fills VIEW from DB; *TITLE starts as the page's usual title and may be replaced. A fault of ABSENT becomes the
 * common 404.
 */
typedef enum fault_code (*page_build_fn)(struct request *request, struct db *db, struct view *view, const char **title,
                                         struct fault *fault);
/* Runs BUILD inside one read transaction, then replies 200 with its view by the template PAGE, or with its fault. */
struct reply *page_of(struct request *request, const char *page, const char *title, page_build_fn build);
/* ABSENT: reply_absent, so that absent and not yours are the same bytes. Anything else: reply_fault. */
struct reply *page_fault(struct request *request, const struct fault *fault);
/* A form again with what is wrong with it: VIEW is released; the title gets "Error: " before it. */
struct reply *page_form_again(struct request *request, const struct fault *fault, const char *page, const char *title,
                              struct view *view);
/*
 * Before a handler reads a JSON body: it must be an object of these members (NULL-terminated; "csrf" is always
 * allowed), and is answered in JSON whatever Accept says. MALFORMED naming the member. Nothing to do for a form.
 */
enum fault_code page_json_body(struct request *request, const char *const *names, struct fault *fault) MUST_USE;
/* JSON text in memory of the request's arena, or NULL for NULL text. */
enum fault_code page_json_text(struct request *request, const char *text, const cJSON **out,
                               struct fault *fault) MUST_USE;

/* "state-due_soon", the class of a state; state_words (compliance.h) are its words. */
const char *page_state_class(enum state state);
/* Adds for the page: "state_class", "state_words" of STATE to INTO. */
void page_state(struct view *view, cJSON *into, enum state state);
const char *page_date_words(struct arena *arena, struct date date); /* "30 April 2026"; "" for DATE_MIN and DATE_MAX */
const char *page_instant_words(struct arena *arena, struct instant instant);  /* "30 April 2026, 14:02" */
const char *page_percent(struct arena *arena, int64_t score, int64_t max);    /* "82.5%"; NULL when there is no score */
const char *page_marks(struct arena *arena, int64_t score, int64_t max, int64_t unit); /* "16.5 of 20" */
/* The title of a quiz or module in the current bank; its id when the bank no longer has it. */
const char *page_item_title(const struct request *request, const char *kind, const char *item);
/* "Withdrawn on 30 April 2026: it was recorded by mistake."; NULL when it stands. */
const char *page_withdrawn(struct arena *arena, const struct completion_row *row);
/* Is this person a tutor today, and where? Calls for each School once. */
int page_tutor_schools(const struct actor *actor, const char **schools, int room);
/* Who looked at this person's results: "looks" (at most MOST) and "more_looks", for the part looks.html. */
enum fault_code page_looks(struct request *request, struct db *db, int most, struct view *view,
                           struct fault *fault) MUST_USE;
/* What signing a completion needs, borrowed from the site. */
/* view_init for the face that was asked for: what only a page shows is left out where none will be made. */
void page_view(const struct request *request, struct view *view);
struct completion_context page_completion_context(const struct request *request);
/* What a form posted for ITEM, readable or not, to show it again with all that was entered; NULL: nothing. */
enum fault_code page_posted(struct request *request, const struct paper_item *item, const cJSON **out,
                            struct fault *fault) MUST_USE;
/* The seed that shuffles one question of practice or training the same way each time for one person. */
void page_seed(int64_t person, const char *question, unsigned char seed[PAPER_SEED]);
/* The response in a JSON body's "response" or in a form, accepted for ITEM; NULL for none. Freed with the request. */
enum fault_code page_response(struct request *request, const struct paper_item *item, const cJSON **out,
                              struct fault *fault) MUST_USE;
#endif
