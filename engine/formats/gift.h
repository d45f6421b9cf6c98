/*
 * gift.h - what the files of the GIFT reader share. GIFT is Moodle's format for questions typed as text: questions stand
 * apart by blank lines, { } hold the answers, and a backslash takes its meaning from a sign.
 */
#ifndef FORMATS_GIFT_H
#define FORMATS_GIFT_H
#include "formats/formats_internal.h"

struct gift_span { const char *at, *end; };

/* gift_text.c */
/* The first WHAT that no backslash disarms, or NULL. */
const char *gift_find(struct gift_span span, const char *what);
const char *gift_find_last(struct gift_span span, const char *what);
struct gift_span gift_trim(struct gift_span span);
bool gift_is(struct gift_span span, const char *text); /* just these letters, whatever their case */
/* Without the backslashes. A line end that was typed is a space but in COMMONMARK; \n is a line end. NULL: no memory. */
char *gift_unescape(struct arena *arena, struct gift_span span, enum rich_kind kind);
/* Takes "[html]" and the like off the front; FALLBACK where there is none. */
enum rich_kind gift_kind(struct gift_span *span, enum rich_kind fallback);

/* One question: where its answers stand, and the kind of text its stem is. */
struct gift {
    struct reading_question *reading;
    struct gift_span answers;
    enum rich_kind kind;
};
const char *gift_text(struct gift *gift, struct gift_span span);     /* CommonMark, or NULL where blank */
const char *gift_remark(struct gift *gift, struct gift_span span);   /* the same for feedback */
const char *gift_typed(struct gift *gift, struct gift_span span);    /* what people type: no markup; "" where blank */

/* gift_question.c */
void gift_question(struct reading_question *reading, struct gift_span text);
/* gift_answers.c, gift_lists.c: the types */
void gift_choices(struct gift *gift);
void gift_short(struct gift *gift);
void gift_true_false(struct gift *gift);
void gift_numeric(struct gift *gift);
void gift_matching(struct gift *gift);
void gift_ordering(struct gift *gift);

/* One answer of several: its weight in hundredths of thousandths of a percent, its text and its feedback. */
struct gift_answer { struct gift_span text, feedback; int64_t weight; bool right; };
/* Splits at SIGNS ("~=", "="); what stands before the first of them is as if it had the first of SIGNS. How many there are
 * may exceed MOST; only those are filled. */
int gift_split(struct gift_span answers, const char *signs, struct gift_answer *out, int most);
#endif
