/*
 * rich_internal.h - what the files that build and write rich texts share.
 */
#ifndef FORMATS_RICH_INTERNAL_H
#define FORMATS_RICH_INTERNAL_H
#include <cmark.h>
#include "formats/rich.h"

#define RICH_DEPTH 24 /* containers within each other; what lies deeper stays where it is */
#define RICH_MARKS 12 /* emphasis, links and so on within each other */

struct rich_element;

/* Emphasis, a link, code: opened where they are met, made where the first sign within them comes. */
struct rich_mark {
    const struct rich_element *element;
    char *href;       /* owned; of a link */
    cmark_node *node; /* in the leaf of now; NULL: not made yet */
};

struct rich {
    struct rich_losses *losses;
    cmark_node *document;
    cmark_node *container[RICH_DEPTH]; /* open lists, items, quotations; the document first */
    int depth;                         /* of the innermost container */
    cmark_node *leaf;                  /* the paragraph, heading or code block that takes text; NULL: none is open */
    struct rich_mark mark[RICH_MARKS];
    int marks;
    struct buf text;                   /* not yet in a node */
    struct buf gap;                    /* white space that stands before what comes next, and nowhere if nothing does */
    int breaks;                        /* line breaks, likewise */
    const struct rich_element *skipping; /* an element whose content is left out; */
    int skipped;                       /* how many of it are open */
};

/* rich_leaf.c: paragraphs and what stands in them */
void rich_leaf_end(struct rich *rich);
void rich_leaf_begin(struct rich *rich, cmark_node_type type);
void rich_mark_open(struct rich *rich, const struct rich_element *element, const char *href);
void rich_mark_close(struct rich *rich, const struct rich_element *element);
/* The tidied document; still the builder's. */
cmark_node *rich_document(struct rich *rich);

/* rich_element.c: what HTML's elements are to CommonMark */
enum rich_class {
    RICH_SPAN,   /* says nothing that CommonMark could say: its text stays */
    RICH_WHOLE,  /* a picture, a table: without it the text makes no sense */
    RICH_SKIP,   /* left out with its content */
    RICH_BLOCK, RICH_PARAGRAPH, RICH_HEADING, RICH_LIST, RICH_ITEM, RICH_QUOTE, RICH_PRE, RICH_RULE, RICH_BREAK,
    RICH_MARK
};
struct rich_element { const char *name; enum rich_class class; cmark_node_type type; int level; };
const struct rich_element *rich_element_named(const char *name); /* NULL: none that CommonMark has anything for */

/* rich_write.c: appends the document as CommonMark, the more carefully the higher CARE is. */
enum rich_care { RICH_LIGHT, RICH_ESCAPED, RICH_UNFORMATTED, RICH_CARES };
void rich_write(cmark_node *document, enum rich_care care, struct buf *out);
#endif
