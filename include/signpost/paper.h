/*
 * paper.h - a paper drawn from a blueprint, what people answer to it, and marking (DESIGN, rule 10).
 *
 * Drawing is a pure function of bank, quiz and seed: the same three always give the same paper. Ids shown to people
 * are remapped by displayed position ("a", "b"... for choices, items and matching's right; "1", "2"... for matching's
 * left), so that neither ids nor order give a key away. A response is JSON in displayed ids (CONTRACT, "Responses by
 * type") and is stored as received, after response_read accepted it.
 *
 * Marks are integers over MARK_UNIT of one question's maximum; no floating point.
 */
#ifndef SIGNPOST_PAPER_H
#define SIGNPOST_PAPER_H
#include <cjson/cJSON.h>
#include "signpost/arena.h"
#include "signpost/bank.h"
#include "signpost/view.h"

#define MARK_UNIT 5040   /* one full mark: divisible by 1..10 and 12 */
#define PAPER_SEED 32    /* bytes */

struct paper_item {
    const struct question *question;
    int number;                          /* from 1 */
    unsigned char order[LIMIT_CHOICES];  /* displayed place -> index in question->options */
    unsigned char targets[LIMIT_CHOICES];/* displayed place -> index in question->targets */
};
struct paper {
    const struct bank *bank;             /* borrowed: keep a reference for as long as the paper */
    const struct quiz *quiz;
    struct paper_item *items;
    int count;
};
/* Allocated in ARENA. INTERNAL when the bank cannot fill the blueprint (bank_load refuses such a bank). */
enum fault_code paper_draw(const struct bank *bank, const struct quiz *quiz, const unsigned char seed[PAPER_SEED],
                           struct arena *arena, struct paper *out, struct fault *fault) MUST_USE;
/* One question on its own (practice, knowledge checks), shuffled by the seed. */
void paper_item_draw(const struct question *question, const unsigned char seed[PAPER_SEED], struct paper_item *out);

enum response_state { RESPONSE_NONE, RESPONSE_DONT_KNOW, RESPONSE_GIVEN };
/* A response understood: indexes into the question's own options, not displayed places. */
struct response {
    enum response_state state;
    /* shaped as question->key; multiple: 1 where chosen; matching: -1 where left open;
                                            short: value[0] is 1 when an accepted answer was given (numeric: unused) */
    int value[LIMIT_CHOICES];
    char text[LIMIT_SHORT_RESPONSE + 1]; /* numeric, short */
};
/*
 * Reads a JSON response for this item. NULL item or JSON null: RESPONSE_NONE. MALFORMED for the wrong shape or type,
 * INPUT for an id that is no choice, a number that is none, a text too long; fault->field is "response".
 * matching may leave pairs open; ordering must hold every item once; multiple must not repeat a choice; [] is NONE.
 */
enum fault_code response_read(const struct paper_item *item, const cJSON *json, struct response *out,
    struct fault *fault) MUST_USE;
/*
 * The JSON response of a posted form. VALUE(context, name, nth) gives the nth value of a field or NULL. Field names:
 * single, true_false ("true"/"false"), numeric, short: `response`; multiple: `response` repeated; matching:
 * `response.<left id>` with a right id or ""; ordering: `response.<place from 1>` with an item id. For every kind
 * `response=dont_know` or a checked `dont_know` says "I don't know". Nothing chosen gives JSON null.
 * OUT is the caller's to cJSON_Delete; it has passed response_read.
 */
typedef const char *(*form_value_fn)(void *context, const char *name, int nth);
enum fault_code response_from_form(const struct paper_item *item, form_value_fn value, void *context, cJSON **out,
                                   struct fault *fault) MUST_USE;
/* Pure. 0 to MARK_UNIT. */
int mark_response(const struct paper_item *item, const struct response *response);

/*
 * Adds the question to a view object, without key, mark or feedback. JSON face: "number", "subject", "type", "stem",
 * "choices" (single, multiple, true_false, ordering) or "left" and "right" (matching), "unit" (numeric), "response"
 * (as stored or null). Page face adds: "stem_html"; flags "is_single" "is_multiple" "is_true_false" "is_matching"
 * "is_ordering" "is_numeric" "is_short"; "radio" (true for single and true_false); "subject_words"; "dont_know" (bool);
 * "rows": [{"id","name","value","html","checked","options":[{"id","value","text","selected"}]}] one a choice (single,
 * multiple, true_false: name "response"), a left (matching: name "response.<left>", options are the rights) or a place
 * (ordering: name "response.<n>", html "Place n", options are the items); "text" (numeric, short: what was typed). A row's
 * and an option's "id" is for the page's own use, unique by question number: "q3-b", "q3-1-b"; "value" is what is posted.
 */
void question_present(const struct bank *bank, const struct paper_item *item, const cJSON *response,
    struct view *view, cJSON *into);
/*
 * Adds the outcome to the same object: "mark", "max_mark" (1), "correct" (bool: full mark), "feedback", "source"
 * ("Code of Practice on Personal Tutoring, Point 13e"). Page face adds "outcome" ("Right", "Partly right", "Wrong",
 * "You said you don't know", "Not answered"), "outcome_class" (right, partly, wrong, none), "feedback_html",
 * "mark_words" ("0.50 of 1"), "yours": [{"html"}], "answer": [{"html"}] (what was answered; what is right).
 */
void question_explain(const struct bank *bank, const struct paper_item *item, const cJSON *response,
    struct view *view, cJSON *into);
#endif
