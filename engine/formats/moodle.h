/*
 * moodle.h - what the files of the Moodle XML reader share.
 */
#ifndef FORMATS_MOODLE_H
#define FORMATS_MOODLE_H
#include "formats/formats_internal.h"
#include "formats/xml.h"

/* One question at hand. */
struct moodle {
    struct reading_question *reading;
    const struct xml_node *node;
    enum rich_kind kind; /* of its stem; what else says nothing is of the same */
};

/* moodle_text.c */
/* The text within NODE's <text>, "" for none; in the question's arena. */
const char *moodle_raw(struct moodle *moodle, const struct xml_node *node);
const char *moodle_text(struct moodle *moodle, const struct xml_node *node);   /* CommonMark, or NULL where blank */
const char *moodle_remark(struct moodle *moodle, const struct xml_node *node); /* the same for feedback */
bool moodle_says(struct moodle *moodle, const char *name, bool otherwise);     /* <name>true</name> */
int64_t moodle_fraction(const struct xml_node *answer);                        /* a weight (weights.c) */
/* The kind of text that NODE's format names, or FALLBACK. */
enum rich_kind moodle_kind(const struct xml_node *node, enum rich_kind fallback);

/* moodle_question.c */
void moodle_question(struct moodle *moodle);
/* moodle_types.c: the types. */
typedef void (*moodle_type_fn)(struct moodle *moodle);
moodle_type_fn moodle_type_named(const char *name); /* NULL: the bank has no such type */
#endif
