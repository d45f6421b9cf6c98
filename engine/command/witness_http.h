/*
 * command/witness_http.h - the log's server, as a witness asks it. Only engine/command includes it.
 */
#ifndef COMMAND_WITNESS_HTTP_H
#define COMMAND_WITNESS_HTTP_H
#include "command/command_internal.h"
#include "signpost/limits.h"

struct http;
/* BASE: the address without trailing slash, borrowed. SECONDS: for each answer, from the first byte to the last. */
enum fault_code http_new(const char *base, int seconds, struct http **out, struct fault *fault) MUST_USE;
void http_free(struct http *http); /* NULL allowed */
/*
 * GET <base>/<PATH> into OUT (initialised here, with that ceiling). BUSY: no answer, or none in time, or a server in trouble;
 * LARGE; ABSENT (404); INPUT: it sends elsewhere, or answers otherwise.
 */
enum fault_code http_get(struct http *http, const char *path, size_t ceiling, struct buf *out, struct fault *fault) MUST_USE;
/* POST a note as text/plain. As above, with the server's reason; CONFLICT (409). */
enum fault_code http_post_note(struct http *http, const char *path, const char *note, struct fault *fault) MUST_USE;
#endif
