/*
 * paper.h - a paper drawn from a blueprint, what people answer to it, and marking (DESIGN, rule 10).
 *
 * Drawing is a pure function of bank, quiz and seed: the same three always give the same paper. Ids shown to people
 * are remapped by displayed position ("a", "b"... for choices, items and matching's right; "1", "2"... for matching's
 * left), so that neither ids nor order give a key away. A response is JSON in displayed ids (CONTRACT, "Responses by
 * type") and is stored as received, after response_read accepted it.
 *
 * Marks are integers over MARK_UNIT of one question's maximum; no floating point.
 *
 * Behind the Quiz's questions a paper may have sections of Schools (paper_draw_local): answered and explained like the rest,
 * never in the score, the subjects or any figure. They hang on the seed and the School alone.
 */
#ifndef SIGNPOST_PAPER_H
#define SIGNPOST_PAPER_H
#include <cjson/cJSON.h>
#include "signpost/arena.h"
#include "signpost/bank.h"
#include "signpost/view.h"

#define MARK_UNIT 5040   /* one full mark: divisible by 1..10 and 12 */
#define PAPER_SEED 32    /* bytes */

struct part_order { unsigned char order[LIMIT_CHOICES], targets[LIMIT_CHOICES]; };
struct paper_item {
    const struct question *question;
    const struct local_section *section; /* the School's section in which it stands; NULL: the Quiz's own */
    int number;                          /* from 1 */
    unsigned char order[LIMIT_CHOICES];  /* displayed place -> index in question->options */
    unsigned char targets[LIMIT_CHOICES];/* displayed place -> index in question->targets */
    struct part_order parts[LIMIT_SITUATION];/* situation: the same of each part; parts keep the order of the file */
};
struct paper {
    const struct bank *bank;             /* borrowed: keep a reference for as long as the paper */
    const struct quiz *quiz;
    struct paper_item *items;
    int count;                           /* the Quiz's own questions: what is marked into the score */
    int local_count;                     /* behind them in ITEMS, numbered on: those of the Schools' sections */
};
/* Allocated in ARENA. INTERNAL when the bank cannot fill the blueprint (bank_load refuses such a bank). */
enum fault_code paper_draw(const struct bank *bank, const struct quiz *quiz, const unsigned char seed[PAPER_SEED],
                           struct arena *arena, struct paper *out, struct fault *fault) MUST_USE;
/*
 * Adds the sections of SCHOOLS (codes with a space between them, as an attempt keeps them) to a paper that paper_draw made with
 * the same seed, in that order; one that the bank does not have, or that draws nothing, is left out.
 */
enum fault_code paper_draw_local(const char *schools, const unsigned char seed[PAPER_SEED], struct arena *arena,
                                 struct paper *paper, struct fault *fault) MUST_USE;
/* The codes of those of COUNT schools that add a section, each once, in order, with a space between them, for an attempt to keep. */
void paper_schools(const struct bank *bank, const char *const *schools, int count, char out[LIMIT_ATTEMPT_SCHOOLS]);
/* A seed made of anything: its SHA-256. */
void paper_seed(const void *bytes, size_t size, unsigned char seed[PAPER_SEED]);
/* One question on its own (practice, knowledge checks), shuffled by the seed. */
void paper_item_draw(const struct question *question, const unsigned char seed[PAPER_SEED], struct paper_item *out);
/* Part PART (from 0) of a situation as an item of its own, numbered from 1: what is true of an item is true of it. */
void paper_part(const struct paper_item *item, int part, struct paper_item *out);

enum response_state { RESPONSE_NONE, RESPONSE_DONT_KNOW, RESPONSE_GIVEN };
struct response_part {
    enum response_state state;
    /* shaped as question->key; multiple: 1 where chosen; matching: -1 where left open;
                                            short: value[0] is 1 when an accepted answer was given (numeric: unused) */
    int value[LIMIT_CHOICES];
    char text[LIMIT_SHORT_RESPONSE + 1]; /* numeric: the number alone, in plain digits; short: as typed */
};
/* A response understood: indexes into the question's own options, not displayed places. */
struct response {
    enum response_state state;           /* situation: GIVEN where a part is, else DONT_KNOW where a part is, else NONE */
    int value[LIMIT_CHOICES];            /* these two as in struct response_part; unused by a situation */
    char text[LIMIT_SHORT_RESPONSE + 1];
    struct response_part parts[LIMIT_SITUATION]; /* situation */
};
/* What was answered to part PART (from 0), beside paper_part: mark_response takes the two. */
void response_part(const struct response *response, int part, struct response *out);
/*
 * Reads a JSON response for this item. NULL item or JSON null: RESPONSE_NONE. MALFORMED for the wrong shape or type,
 * INPUT for an id that is no choice, a number that is none, a text too long; fault->field is "response", or where it is
 * a part's "part.<n>.response".
 * matching may leave pairs open; ordering must hold every item once; multiple must not repeat a choice; [] is NONE.
 * situation: [response of each part]; a part may be null or "dont_know".
 * numeric: figures as people write them ("1,000.5", "0,5", "3 working days" where that is the unit); a single comma that
 * could mean either ("1,500") is refused.
 */
enum fault_code response_read(const struct paper_item *item, const cJSON *json, struct response *out,
    struct fault *fault) MUST_USE;
/*
 * The same of what is stored: JSON text, or NULL where there is none. INTERNAL when it cannot be read. DOC gets its JSON, for
 * json_release (a zeroed one, after a fault too).
 */
struct json_doc;
enum fault_code response_stored(const struct paper_item *item, const char *stored, struct json_doc *doc, struct response *out,
                                struct fault *fault) MUST_USE;
/* Reads what is stored and marks it; 0 where there is none. OUT: what was understood. */
enum fault_code mark_stored(const struct paper_item *item, const char *stored, struct response *out, int *mark,
                            struct fault *fault) MUST_USE;
/*
 * The JSON response of a posted form. VALUE(context, name, nth) gives the nth value of a field or NULL. Field names:
 * single, true_false ("true"/"false"), numeric, short: `response`; multiple: `response` repeated; matching:
 * `response.<left id>` with a right id or ""; ordering: `response.<place from 1>` with an item id. For every kind
 * `response=dont_know` or a checked `dont_know` says "I don't know". situation: the same names behind `part.<n>.`, and a
 * checked `dont_know` of its own says so of every part left open. Nothing chosen gives JSON null.
 * OUT is the caller's to cJSON_Delete; it has passed response_read.
 */
typedef const char *(*form_value_fn)(void *context, const char *name, int nth);
enum fault_code response_from_form(const struct paper_item *item, form_value_fn value, void *context, cJSON **out,
                                   struct fault *fault) MUST_USE;
/* The same JSON when response_from_form refused it: to show the form again with all that was entered. NULL: no memory. */
cJSON *response_posted(const struct paper_item *item, form_value_fn value, void *context);
/* Pure. 0 to MARK_UNIT. situation: the mean of its parts' marks. */
int mark_response(const struct paper_item *item, const struct response *response);
/* "Answered", "I don't know", "Not answered", "2 of 3 parts answered". WHOLE (may be NULL): is nothing left open? */
#define RESPONSE_WORDS 64
void response_words(const struct paper_item *item, const struct response *response, char out[RESPONSE_WORDS], bool *whole);
/*
 * An answer as JSON in displayed ids, appended to OUT: a right one, or one that is not wholly right; STREAM decides between
 * several. For the demonstration, for measurements and for tests.
 */
struct stream;
void response_example(const struct paper_item *item, bool right, struct stream *stream, struct buf *out);

/*
 * Adds the question to a view object, without key, mark or feedback. JSON face: "number", "subject", "type", "stem",
 * and for a School's own "school" (its "subject" is null),
 * "choices" (single, multiple, true_false, ordering) or "left" and "right" (matching), "unit" (numeric), "response"
 * (as stored or null); situation: "parts", each with these members and its number as "id". Page face adds: "stem_html";
 * "context_html" (all of the stem before its last paragraph, or null) and "ask_html" (that paragraph, inline, to stand in a
 * heading or legend; a situation is all context); a flag for the type: "is_single" "is_multiple" "is_true_false"
 * "is_matching" "is_ordering"
 * "is_numeric" "is_short" "is_situation"; "radio" (true for single and true_false); "subject_words"; "dont_know",
 * "has_response" (bools);
 * "rows": [{"id","name","value","html","checked","options":[{"id","value","text","selected"}]}] one a choice (single,
 * multiple, true_false: name "response"), a left (matching: name "response.<left>", options are the rights) or a place
 * (ordering: name "response.<n>", html "Place n", options are the items); "text" (numeric, short: what was typed).
 * "anchor" begins every id of the question on its page: "q3", in a part "q3-p2"; a row's and an option's "id" are "q3-b",
 * "q3-1-b", "q3-p2-b"; "value" is what is posted; "prefix" stands before the name of every field: "", in a part "part.2.".
 */
void question_present(const struct bank *bank, const struct paper_item *item, const cJSON *response,
    struct view *view, cJSON *into);
/*
 * After question_present of a form's response_posted that was refused as WRONG: adds "field_error" to the same object (or to
 * the part at fault) and makes WRONG's field the id of what to mend on the page: "q3", "q3-text", "q3-p2-text".
 */
void question_refuse(const struct paper_item *item, struct fault *wrong, struct view *view, cJSON *into);
/*
 * Adds the outcome to the same object: "mark", "max_mark" (1), "correct" (bool: full mark), "feedback", "source"
 * ("Code of Practice on Personal Tutoring, Point 13e"). Page face adds "outcome" ("Right", "Partly right", "Wrong",
 * "You said you don't know", "Not answered"), "outcome_class" (right, partly, wrong, none), "feedback_html",
 * "mark_words" ("0.50 of 1"; null in a part), "yours": [{"html"}], "answer": [{"html"}] (what was answered; what is right).
 * situation: each of "parts" gets the same; a part's mark is out of 1 too, and the question's is their mean.
 */
void question_explain(const struct bank *bank, const struct paper_item *item, const cJSON *response,
    struct view *view, cJSON *into);
/*
 * The question with its key, for who looks after the bank: "type", "stem", "feedback_right", "feedback_wrong", "answers":
 * [{"text","right"}] (choices in the file's order; matching and ordering as they belong; what is accepted), "source";
 * situation: "parts" of the same. Page face adds "stem_html", "right_html", "wrong_html", each answer's "text_html",
 * "type_words" ("One answer"), "ordered" (the answers are a sequence) and "marked" (some of them are wrong).
 */
void question_reveal(const struct bank *bank, const struct question *question, struct view *view, cJSON *into);
#endif
