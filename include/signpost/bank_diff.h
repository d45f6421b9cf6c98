/*
 * bank_diff.h - what changed from one version of the question bank to another, in words.
 *
 * Two documents (bank_document, or what the store keeps of an old version) become a list of things that were added, removed
 * or changed, each with its changes. What changes marking comes first and is marked so, since scores depend on it. Equal things
 * are not mentioned. It reads documents and not banks, so that versions whose rules were others can still be compared.
 */
#ifndef SIGNPOST_BANK_DIFF_H
#define SIGNPOST_BANK_DIFF_H
#include "signpost/arena.h"
#include "signpost/bank.h"
#include "signpost/view.h"

enum change_kind { CHANGE_ADDED, CHANGE_REMOVED, CHANGE_CHANGED, CHANGE_ORDER };
enum changed_thing { THING_QUESTION, THING_MODULE, THING_QUIZ, THING_REQUIREMENT, THING_SCHOOL, THING_INSTITUTION, THINGS };

/* One change within a thing: CHANGE_ORDER gives the same list in two orders. */
struct bank_change {
    enum change_kind kind;
    const char *aspect;           /* "key", "wording", "choices", "explanation", "source", "tags", "pool", "School"…; or the member */
    const char *where;            /* in words: "choice b", "section purpose, text"; "" where the aspect says it all */
    const char *before, *after;   /* as people read it; NULL: there was or is none */
    bool marking;                 /* the same answer may earn another mark */
    struct bank_change *next;
};

struct bank_thing {
    enum changed_thing thing;
    enum change_kind kind;
    const char *id;               /* "" for the institution's own words */
    const char *title;            /* a question's stem, a module's title */
    const char *school;           /* whose own question it is: no score holds it; NULL: everybody's, or no question */
    bool marking;                 /* one of its changes is */
    struct bank_change *changes;  /* of a changed one */
    struct bank_change *last;
    struct bank_thing *next;
};

struct bank_diff_count { int added, removed, changed, marking; };
struct bank_diff {
    struct bank_thing *things;    /* questions first, those with other marks before the rest, then as enum changed_thing has them */
    struct bank_diff_count count[THINGS];
};
/* All in ARENA. INPUT: one of the two is no bank document. */
enum fault_code bank_diff(const char *before, size_t before_size, const char *after, size_t after_size, struct arena *arena,
                          struct bank_diff *out, struct fault *fault) MUST_USE;
/* For a terminal: every thing with its changes, then one line that sums up. */
void bank_diff_text(const struct bank_diff *diff, struct arena *arena, struct buf *out);
/* "things": [{"thing","id","change","title","school","marking","changes":[{"aspect","where","change","marking","before","after"}]}] and
 * "summary"; page face: the words that changed as "runs". */
void bank_diff_view(const struct bank_diff *diff, struct arena *arena, struct view *view, cJSON *into);

/* ---- the words that changed of a text ---- */
enum run_kind { RUN_SAME, RUN_REMOVED, RUN_ADDED, RUN_LEFT_OUT /* same, and too long to repeat */ };
struct text_run { enum run_kind kind; const char *text; };
/* BEFORE and AFTER word by word; COUNT 0: they have too little in common to be told so. NULL: memory ran out. */
const struct text_run *text_runs(const char *before, const char *after, struct arena *arena, int *count);
#endif
