/* multipart.h - a body of multipart/form-data, as browsers send a form that has a file in it. For request.c alone. */
#ifndef SIGNPOST_MULTIPART_H
#define SIGNPOST_MULTIPART_H
#include "web.h"

/*
 * Reads BODY by the boundary that TYPE (the Content-Type) names: fields into FORM (UTF-8 without NUL, copied), files into FILES (their
 * bytes stay where they are in BODY). Strict: what browsers send and nothing beside it. MALFORMED, LARGE or MEMORY.
 */
enum fault_code multipart_read(struct arena *arena, const char *type, const char *body, size_t size, struct pairs *form,
                               struct uploads *files, struct fault *fault) MUST_USE;
#endif
