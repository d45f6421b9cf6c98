/*
 * remarks.h - a tutor's own remarks on the questions of a result.
 */
#ifndef SIGNPOST_PAGES_REMARKS_H
#define SIGNPOST_PAGES_REMARKS_H
#include "common.h"

struct sitting;
/* Adds "remark" {"text","sent_at","settled"} to each question of the view that its owner remarked on. */
enum fault_code remarks_add(struct request *request, struct db *db, const struct sitting *sitting, struct view *view,
                            struct fault *fault) MUST_USE;
#endif
