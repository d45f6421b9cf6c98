/*
 * checkpoint.c - what a log says of itself at one moment (C2SP tlog-checkpoint): origin, size and root, a line each.
 */
#include <string.h>
#include "log/log_internal.h"

void log_checkpoint_body(const struct log_checkpoint *checkpoint, struct buf *out)
{
    buf_printf(out, "%s\n%lld\n", checkpoint->origin, (long long)checkpoint->size);
    base64_append(out, checkpoint->root.bytes, HASH_SIZE);
    buf_char(out, '\n');
}

static bool extensions_are_good(struct span rest)
{
    struct span line;

    while (rest.size > 0) {
        if (!span_line(&rest, &line) || line.size == 0)
            return false;
    }
    return true;
}

enum fault_code log_checkpoint_read(const char *note, size_t size, struct log_checkpoint *out, struct fault *fault)
{
    struct log_checkpoint checkpoint = {0};
    struct span body, signatures, origin, decimal, root;
    enum fault_code code = note_split(note, size, &body, &signatures, fault);

    if (code != FAULT_NONE)
        return code;
    if (!span_line(&body, &origin) || origin.size == 0 || origin.size >= sizeof checkpoint.origin)
        return fault_set(fault, FAULT_MALFORMED, "The checkpoint's first line does not name its log in 1 to %d bytes.",
                         LOG_NAME_TEXT - 1);
    if (!span_line(&body, &decimal) || !decimal_read(decimal, &checkpoint.size))
        return fault_set(fault, FAULT_MALFORMED, "The checkpoint's second line is not the tree's size.");
    if (!span_line(&body, &root) || root.size != HASH_BASE64 || !base64_read(root, checkpoint.root.bytes, HASH_SIZE))
        return fault_set(fault, FAULT_MALFORMED, "The checkpoint's third line is not the base64 of the tree's root.");
    if (!extensions_are_good(body))
        return fault_set(fault, FAULT_MALFORMED, "The checkpoint has an empty line in its text.");
    memcpy(checkpoint.origin, origin.bytes, origin.size);
    *out = checkpoint;
    return FAULT_NONE;
}
