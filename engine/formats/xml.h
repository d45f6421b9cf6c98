/*
 * xml.h - XML in and out. In: element by element as small trees, so that a file of ten thousand questions never stands in
 * memory as a whole. A DOCTYPE is refused, and with it every entity that could grow or fetch; depth, attributes and sizes
 * have ceilings.
 */
#ifndef FORMATS_XML_H
#define FORMATS_XML_H
#include <stdbool.h>
#include "signpost/arena.h"
#include "signpost/buf.h"

#define XML_NAME 80 /* of the root element, with its NUL */

struct xml_attribute { const char *name, *value; };
struct xml_node {
    const char *name;    /* without its namespace; NULL: text */
    const char *text;    /* of a text */
    const struct xml_attribute *attributes;
    int attribute_count;
    int line;
    struct xml_node *parent, *first, *last, *next;
};

struct xml_source {
    const char *bytes;
    size_t size;
    const char *file;    /* its name in faults */
    const char *element; /* the name of those that are handed over; what is within one belongs to it */
    const char *skip;    /* elements whose text is not kept (embedded files), or NULL */
    char root[XML_NAME]; /* set by the reading: the root element, */
    char space[XML_NAME]; /* and its namespace, "" for none */
};
/* The node and all below it live until the call returns. */
typedef enum fault_code (*xml_take_fn)(void *context, const struct xml_node *node, struct fault *fault);
/* INPUT: not well formed, a DOCTYPE, an encoding that is not read. LARGE: over a ceiling. Else what TAKE returned. */
enum fault_code xml_read(struct xml_source *source, xml_take_fn take, void *context, struct fault *fault) MUST_USE;

/* ---- looking at nodes; a NULL node has nothing ---- */
const struct xml_node *xml_child(const struct xml_node *node, const char *name);               /* the first; NULL: none */
const struct xml_node *xml_next(const struct xml_node *node);                                  /* of the same name */
const struct xml_node *xml_find(const struct xml_node *node, const char *name);                /* the first at any depth below */
/* The next node of the tree below TOP, the children before the siblings; NULL: that was all. */
const struct xml_node *xml_step(const struct xml_node *node, const struct xml_node *top);
const char *xml_attribute(const struct xml_node *node, const char *name);                      /* NULL: none */
/* All text below, "" for none; NULL when memory ran out. */
const char *xml_text(const struct xml_node *node, struct arena *arena);

/* ---- out ---- */
void xml_put(struct buf *out, const char *text);                                               /* escaped */
void xml_element(struct buf *out, int indent, const char *name, const char *text);             /* on a line of its own */
#endif
