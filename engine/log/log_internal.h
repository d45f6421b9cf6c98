/*
 * log_internal.h - what the files of the log room share: strict base64 and decimals, names, and the parts of a signed note.
 */
#ifndef SIGNPOST_LOG_INTERNAL_H
#define SIGNPOST_LOG_INTERNAL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "signpost/log.h"

#define HASH_SIZE 32
#define HASH_BASE64 44 /* characters of a hash */
#define SIGNATURE_SIZE 64
#define KEY_ID_SIZE 4

/* A run of bytes inside somebody else's text. */
struct span { const char *bytes; size_t size; };
bool span_is(struct span span, const char *text);
/* Takes the first line off REST, without its LF; false when no LF is left. */
bool span_line(struct span *rest, struct span *line);
/* Takes PREFIX off the front; false when it does not begin so. */
bool span_after(struct span *span, const char *prefix);

/* A whole number from 0 as ASCII digits without leading zeros, within int64_t. */
bool decimal_read(struct span text, int64_t *out);
/* RFC 4648, 4, with padding and without stray bits: one spelling a value. SIZE: how many bytes it must be. */
bool base64_read(struct span text, void *out, size_t size);
/* The same for a value of any size from 1 to ROOM. */
bool base64_read_some(struct span text, void *out, size_t room, size_t *size);
void base64_append(struct buf *out, const void *bytes, size_t size);

/* May a note carry NAME: not empty, UTF-8, no Unicode space, no plus, no control character, with room for its NUL in
 * LOG_NAME_TEXT. */
bool name_is_good(struct span name);

/* The form of a note: BODY up to and with its last LF, SIGNATURES from the line after the blank one. MALFORMED. */
enum fault_code note_split(const char *note, size_t size, struct span *body, struct span *signatures,
                           struct fault *fault) MUST_USE;
/* Takes the next signature line of a note that note_split has passed. */
struct signature { struct span name, base64; };
bool signature_next(struct span *signatures, struct signature *out);
#endif
