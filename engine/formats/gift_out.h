/*
 * gift_out.h - what the files of the GIFT writer share.
 */
#ifndef FORMATS_GIFT_OUT_H
#define FORMATS_GIFT_OUT_H
#include "formats/formats_internal.h"

struct gift_out {
    struct buf *out;
    struct arena *arena;
    const struct format_question *question;
    struct format_report *report;
    bool lost;     /* nothing of it can be carried */
    bool failed;
};

/* gift_write.c */
void gift_put_escaped(struct buf *out, const char *text, const char *disarm); /* a backslash before each of DISARM */
void gift_put(struct gift_out *gift, const char *text);
/* A text that begins like the name of a kind of text, or on a line of its own like a comment, must say its own kind. */
void gift_put_kind(struct gift_out *gift, const char *text);
void gift_put_text(struct gift_out *gift, const char *text); /* at the start of a text */
/* gift_write_lists.c */
void gift_put_matching(struct gift_out *gift);
void gift_put_ordering(struct gift_out *gift);
#endif
