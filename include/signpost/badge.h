/*
 * badge.h - a baked badge: an SVG picture that carries a signed credential inside it (Open Badges 3.0, 5.3.2).
 */
#ifndef SIGNPOST_BADGE_H
#define SIGNPOST_BADGE_H
#include <stdbool.h>
#include <stddef.h>
#include "signpost/buf.h"
#include "signpost/fault.h"

struct badge {
    const char *title, *line, *institution; /* what was completed; a line such as "Completed on 30 June 2026"; by which University */
    const char *document; size_t size;      /* the credential, byte for byte as signed */
};
/* Appends the picture with the credential in it. */
enum fault_code badge_write(const struct badge *badge, struct buf *out, struct fault *fault) MUST_USE;
/* Does this look like a picture rather than like JSON? Says nothing about whether it can be read. */
bool badge_looks_like(const char *bytes, size_t size);
/* The credential inside a baked SVG, ours or another's, appended. MALFORMED: no SVG, or none or more than one credential in it. */
enum fault_code badge_read(const char *bytes, size_t size, struct buf *out, struct fault *fault) MUST_USE;
#endif
