/*
 * check_coverage.h - what the documents and frameworks say, and what is asked and taught of it: for `check --coverage`.
 */
#ifndef CHECK_COVERAGE_H
#define CHECK_COVERAGE_H
#include "signpost/bank.h"
#include "signpost/view.h"

struct covered {
    struct coverage *points; int point_count;
    struct tag *tags; int tag_count;
};
/* A point that Tutors can act on, and that nothing asks about, is a finding: on its line of FOLDER's institution.json. A competency
 * without anything is only shown. */
enum fault_code covered_read(const struct bank *bank, const char *folder, struct arena *arena, struct covered *out,
                             struct findings *findings, struct fault *fault) MUST_USE;
void covered_json(const struct covered *covered, struct view *view); /* "coverage" and "tags" */
void covered_text(const struct covered *covered, struct buf *out);
/* check_ignored.c: a line for each file and folder of DIR that looks like a part of it and is not read. */
void ignored_text(const char *dir, struct buf *out);
#endif
