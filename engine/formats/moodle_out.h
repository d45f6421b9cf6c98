/*
 * moodle_out.h - what the files of the Moodle XML writer share.
 */
#ifndef FORMATS_MOODLE_OUT_H
#define FORMATS_MOODLE_OUT_H
#include "formats/formats_internal.h"
#include "formats/xml.h"

struct moodle_out {
    struct buf *out;
    struct arena *arena;
    const struct format_question *question; /* or a part of it */
    struct format_report *report;
    bool failed;
};

/* moodle_write.c */
void moodle_put_text(struct moodle_out *moodle, int indent, const char *element, const char *attributes, const char *text);
/* moodle_write_types.c: what each type has of its own */
const char *moodle_type_of(enum question_kind kind);
void moodle_put_type(struct moodle_out *moodle);
#endif
