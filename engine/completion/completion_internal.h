/*
 * completion_internal.h - what a submission and a module share: the credential, made before the transaction.
 */
#ifndef SIGNPOST_COMPLETION_INTERNAL_H
#define SIGNPOST_COMPLETION_INTERNAL_H
#include "signpost/completion.h"

struct completed {
    const char *kind, *item, *title;
    struct instant at;
};
/* Signs what ACTOR completed. BYTES keeps the document that OUT points into. OUT's event is left for the store. */
enum fault_code completion_sign(const struct completion_context *context, const struct actor *actor,
                                const struct completed *what, struct buf *bytes, struct credential_row *out,
                                struct fault *fault) MUST_USE;
#endif
