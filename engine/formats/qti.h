/*
 * qti.h - what the files of the QTI reader share.
 *
 * qti_read.c      a file: a package with its manifest, or one item
 * qti_manifest.c  what the manifest lists, and what it says of each item
 * qti_item.c      one item: a question, or with several interactions a situation
 * qti_body.c      the item's body: texts, gaps, where one part ends and the next begins
 * qti_rules.c     what the response processing says of right answers
 * qti_feedback.c  whose feedback it is
 * qti_types.c     the interactions that the bank has types for, and what those with choices share
 * qti_choices.c   those that are answered by choosing
 * qti_lists.c     those that are answered by putting things in order or in pairs
 * qti_typed.c     those that are answered in words or numbers
 */
#ifndef FORMATS_QTI_H
#define FORMATS_QTI_H
#include "formats/formats_internal.h"
#include "formats/package.h"
#include "formats/xml.h"

#define QTI_ANSWERS 64                 /* looked at; the bank takes fewer, so the rest is only counted */
#define QTI_UNIT 40                    /* bytes; longer words behind a number are no unit */
#define QTI_RESPONSE "RESPONSE-"       /* of a part, before its id, as our writer names it */
#define QTI_FEEDBACK "FEEDBACK-"       /* likewise the outcome of its feedback */
#define QTI_PART_TAG "part/"           /* before a part's id and a tag of its own: "part/first/point:13e" */

/* What the manifest says of one item. */
struct qti_listed {
    char *href;                        /* as an entry of the package */
    const char *refused;               /* why it is not read, or NULL; not owned */
    char **tags;
    int tag_count;
};
struct qti_list { struct qti_listed *items; size_t count, capacity; };
/* qti_manifest.c. The items in their order; those that only a test refers to come last. INPUT: it lists none that is read. */
enum fault_code qti_manifest(struct package *package, const char *file, struct qti_list *out, struct fault *fault) MUST_USE;
void qti_list_release(struct qti_list *list);

/* One interaction at hand and the question that it becomes. */
struct qti {
    struct reading_question *reading;
    const struct xml_node *item;       /* the assessmentItem */
    const struct xml_node *interaction;
    const struct xml_node *declared;   /* its responseDeclaration; NULL: there is none */
    const char *response;              /* its identifier */
    const char *outcome;               /* of its feedback, where it is a part; NULL */
    const char *tolerance;             /* as a tag spells it, or NULL */
};

/* qti_item.c */
void qti_item(struct reading_question *reading, const struct xml_node *item, const struct qti_listed *listed);
/* An identifier as an id: without the sign that stands before a digit. */
const char *qti_id(const char *identifier);
/* All text below NODE, trimmed; "" for none. */
const char *qti_trimmed(struct reading_question *reading, const struct xml_node *node);

/* qti_body.c */
bool qti_is_interaction(const struct xml_node *node);
int qti_interactions(const struct xml_node *node, const struct xml_node **first); /* how many are below it */
/* The CommonMark of what stands in NODE; NULL where it is blank. */
const char *qti_text(struct reading_question *reading, const struct xml_node *node);
const char *qti_remark(struct reading_question *reading, const struct xml_node *node); /* the same for feedback */
/* The same of the siblings from FIRST up to, but not with, END (NULL: all). */
const char *qti_run(struct reading_question *reading, const struct xml_node *first, const struct xml_node *end);
/* The few words behind an interaction that asks for a number and begins its paragraph; NULL where there are none. */
const char *qti_unit(struct reading_question *reading, const struct xml_node *interaction);

/* qti_rules.c */
/* Are there so few comparisons that each may be looked at with its branch? If not, the item is lost. */
bool qti_rules_are_few(struct reading_question *reading, const struct xml_node *item);
bool qti_maps(const struct qti *qti);        /* is the answer marked by its mapping? */
bool qti_all_or_nothing(const struct qti *qti); /* must the whole of it be right? */
/* The right answers: of correctResponse, of the mapping, or else those that the rules reward. How many. */
int qti_correct(const struct qti *qti, const char *out[QTI_ANSWERS]);
/* The entries of the mapping: their number, or 0. */
struct qti_entry { const char *key; int64_t value; bool case_sensitive; };
int qti_mapping(const struct qti *qti, struct qti_entry out[QTI_ANSWERS]);
struct qti_range { const char *low, *high, *off, *above; bool open, relative, rounded, partly; };
/* What the rules let pass for a number, off by so much below and above; members that they say nothing of are NULL. */
void qti_rule_range(const struct qti *qti, struct qti_range *out);
/* Does the rule that gives OUTCOME this VALUE ask for the right answer (1), or is it for all others (-1)? 0: not told. */
int qti_rule_side(const struct xml_node *item, const char *outcome, const char *value);

/* qti_feedback.c */
/* Are there so few that each may be looked for in the whole item? If not, it is lost. */
bool qti_feedbacks_are_few(struct reading_question *reading, const struct xml_node *item);
/* Feedback of this choice alone, or NULL. */
const char *qti_choice_feedback(const struct qti *qti, const struct xml_node *choice);
/* The feedback of the question as a whole. */
void qti_feedback(const struct qti *qti);

/* qti_types.c */
void qti_type(struct qti *qti);
/* The choices called NAME below NODE (NULL: none); their number, though at most QTI_ANSWERS are given. */
int qti_gather(const struct xml_node *node, const char *name, const struct xml_node *out[QTI_ANSWERS]);
const char *qti_choice_identifier(const struct xml_node *choice); /* "" for none */
/* A choice's id: without the "P2." that our writer puts before those of a part, as identifiers are an item's, not a part's. */
const char *qti_choice_id(const struct qti *qti, const struct xml_node *choice);
const char *qti_choice_text(struct qti *qti, const struct xml_node *choice); /* "" for none */
/* Takes whether these choices are shuffled; reports it when some of them were not. */
void qti_shuffle(struct qti *qti, const struct xml_node *const *choices, int count);

/* qti_choices.c (each is an ELEMENT), qti_lists.c, qti_typed.c */
void qti_choices(struct qti *qti, const char *element);
void qti_order(struct qti *qti);
void qti_match(struct qti *qti);
void qti_typed(struct qti *qti);
#endif
