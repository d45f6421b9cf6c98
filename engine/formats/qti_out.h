/*
 * qti_out.h - what the files of the QTI writer share.
 *
 * qti_write.c       the package: manifest, test, an entry for each item
 * qti_write_item.c  one item around its parts
 * qti_write_body.c  texts as XHTML, interactions
 * qti_write_types.c what each type declares, and the rules that mark it as the bank does
 */
#ifndef FORMATS_QTI_OUT_H
#define FORMATS_QTI_OUT_H
#include "formats/formats_internal.h"
#include "formats/qti.h"

/* Feedback is called as Blackboard calls it; other systems know the words too. */
#define QTI_OUTCOME "FEEDBACKBASIC"
#define QTI_RIGHT "correct_fb"
#define QTI_WRONG "incorrect_fb"

struct qti_out {
    struct buf *out;
    struct arena *arena;
    const struct format_question *whole;    /* whose name reports have */
    const struct format_question *question; /* at hand: it, or a part of it */
    int part;                               /* from 1; 0: it is no part */
    struct format_report *report;
    bool lost, failed;                      /* the item is reported as not carried; memory ran out */
    bool told;                              /* that a text of it loses formatting */
};

/* Before and behind an id: a digit does not begin an identifier, and parts keep theirs apart. */
const char *qti_identifier(struct qti_out *qti, const char *side, const char *id);
/* "RESPONSE", or "RESPONSE-first" of a part; likewise its outcomes. */
const char *qti_variable(struct qti_out *qti, const char *name, const char *part_name);

/* qti_write_item.c. Appends the item. */
void qti_put_item(struct qti_out *qti);

/* qti_write_body.c */
void qti_put_text(struct qti_out *qti, const char *commonmark, bool flow); /* FLOW: paragraphs even where it is but one */
void qti_put_interaction(struct qti_out *qti, int indent);
bool qti_shows_unit(const struct format_question *question); /* beside the number; else a tag tells it */
const char *qti_interaction_name(enum question_kind kind);

/* qti_write_types.c */
void qti_put_declaration(struct qti_out *qti);
void qti_put_rules(struct qti_out *qti);
/* How a tag has to tell the tolerance, since its range would be read as another spelling of it; NULL: it need not. */
const char *qti_tolerance(struct qti_out *qti);
#endif
