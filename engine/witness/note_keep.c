/*
 * note_keep.c - a note with the signatures that one cares for, and no others: anybody may add lines to a note.
 */
#include <string.h>
#include "signpost/witness.h"

/* The first signature line by KEY that holds, if any, is appended. LINES: everything after the blank line. */
static enum fault_code keep_line(const char *body, size_t body_size, const char *lines, size_t lines_size, const struct log_vkey *key,
                                 struct buf *out, struct fault *fault)
{
    enum fault_code code = FAULT_NONE;
    struct buf alone;
    bool held = false;
    buf_init(&alone, LOG_CHECKPOINT_TEXT);
    for (const char *at = lines, *end = lines + lines_size; at < end && !held && code == FAULT_NONE;) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        size_t size = (size_t)((stop ? stop + 1 : end) - at);
        buf_clear(&alone);
        buf_append(&alone, body, body_size);
        buf_char(&alone, '\n');
        buf_append(&alone, at, size);
        if (!buf_ok(&alone))
            code = fault_memory(fault);
        else if (log_note_verify(alone.bytes, alone.size, key, NULL, NULL) == FAULT_NONE) {
            buf_append(out, at, size);
            held = true;
        }
        at += size;
    }
    buf_release(&alone);
    return code;
}

enum fault_code note_keep(const char *note, size_t size, const struct log_vkey *keys, int count, struct buf *out, struct fault *fault)
{
    size_t body_size = 0;
    enum fault_code code = log_note_body(note, size, &body_size, fault);
    if (code != FAULT_NONE)
        return code;
    buf_append(out, note, body_size);
    buf_char(out, '\n');
    for (int i = 0; code == FAULT_NONE && i < count; i++)
        code = keep_line(note, body_size, note + body_size + 1, size - body_size - 1, &keys[i], out, fault);
    if (code == FAULT_NONE && !buf_ok(out))
        code = fault_memory(fault);
    return code;
}
