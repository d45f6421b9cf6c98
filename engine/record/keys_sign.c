/*
 * keys_sign.c - the log's keys at work: a checkpoint is signed by the key in force and by the one that is to come, so that
 * whoever learns of a new key during the overlap finds its signature beside the one they know.
 */
#include <string.h>
#include "record/record_internal.h"
#include "signpost/limits.h"
#include "signpost/log.h"

enum fault_code log_checkpoint_sign(const struct keys *keys, const struct log_checkpoint *checkpoint, struct instant at,
                                    struct buf *note, struct fault *fault)
{
    const struct signing_key *signers[LIMIT_KEYS];
    int count = keys_log(keys, at, signers);
    enum fault_code code = FAULT_NONE;
    struct buf whole;
    size_t body_size;

    buf_init(&whole, LOG_CHECKPOINT_TEXT - 1);
    log_checkpoint_body(checkpoint, &whole);
    body_size = whole.size;
    buf_char(&whole, '\n');
    for (int i = 0; i < count && code == FAULT_NONE; i++) {
        struct log_vkey vkey;
        char body[LOG_NAME_TEXT + 128]; /* WHOLE may move while a line is added to it */
        if (!buf_ok(&whole) || body_size > sizeof body) {
            code = fault_memory(fault);
            break;
        }
        memcpy(body, whole.bytes, body_size);
        code = log_vkey_make(checkpoint->origin, LOG_KEY_NOTE, signers[i]->secret + SEED_SIZE, &vkey, fault);
        if (code == FAULT_NONE)
            code = log_sign_line(body, body_size, &vkey, signers[i]->secret, at, &whole, fault);
    }
    if (code == FAULT_NONE) {
        buf_append(note, whole.bytes, whole.size);
        if (!buf_ok(note))
            code = fault_memory(fault);
    }
    buf_release(&whole);
    return code;
}
