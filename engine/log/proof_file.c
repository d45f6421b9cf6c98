/*
 * proof_file.c - a proof that travels (C2SP tlog-proof): index, inclusion proof and checkpoint of one leaf, in one file.
 */
#include <stdlib.h>
#include <string.h>
#include "log/log_internal.h"
#include "signpost/limits.h"

#define FIRST_LINE "c2sp.org/tlog-proof@v1"

void log_proof_file_release(struct log_proof_file *file)
{
    free(file->extra);
    free(file->note);
    memset(file, 0, sizeof *file);
}

enum fault_code log_proof_file_write(const struct log_proof_file *file, struct buf *out, struct fault *fault)
{
    if (file->index < 0 || file->proof.count < 0 || file->proof.count > LOG_PROOF_MAX || file->note_size == 0)
        return fault_set(fault, FAULT_INTERNAL, "A proof without its leaf or checkpoint was to be written.");
    buf_text(out, FIRST_LINE "\n");
    if (file->extra && file->extra_size > 0) {
        buf_text(out, "extra ");
        base64_append(out, file->extra, file->extra_size);
        buf_char(out, '\n');
    }
    buf_printf(out, "index %lld\n", (long long)file->index);
    for (int i = 0; i < file->proof.count; i++) {
        base64_append(out, file->proof.hash[i].bytes, HASH_SIZE);
        buf_char(out, '\n');
    }
    buf_char(out, '\n');
    buf_append(out, file->note, file->note_size);
    return buf_ok(out) ? FAULT_NONE : fault_memory(fault);
}

static enum fault_code extra_read(struct span text, struct log_proof_file *out, struct fault *fault)
{
    out->extra = calloc(text.size + 1, 1);
    if (!out->extra)
        return fault_memory(fault);
    if (!base64_read_some(text, out->extra, text.size, &out->extra_size))
        return fault_at(fault, FAULT_MALFORMED, "", 2, "The proof's extra line is not base64.");
    return FAULT_NONE;
}

/* The hashes, up to the blank line that ends them; LINE counts on. */
static enum fault_code hashes_read(struct span *rest, struct log_proof *out, int line_number, struct fault *fault)
{
    struct span line;

    for (;; line_number++) {
        if (!span_line(rest, &line))
            return fault_at(fault, FAULT_MALFORMED, "", line_number, "The proof ends before its checkpoint.");
        if (line.size == 0)
            return FAULT_NONE;
        if (out->count == LOG_PROOF_MAX)
            return fault_at(fault, FAULT_MALFORMED, "", line_number, "The proof has over %d hashes, more than any tree is high.",
                            LOG_PROOF_MAX);
        if (line.size != HASH_BASE64 || !base64_read(line, out->hash[out->count].bytes, HASH_SIZE))
            return fault_at(fault, FAULT_MALFORMED, "", line_number, "This line of the proof is not the base64 of a hash.");
        out->count++;
    }
}

static enum fault_code note_take(struct span rest, struct log_proof_file *out, struct fault *fault)
{
    struct log_checkpoint checkpoint;
    enum fault_code code = log_checkpoint_read(rest.bytes, rest.size, &checkpoint, fault);

    if (code != FAULT_NONE)
        return code;
    out->note = malloc(rest.size + 1);
    if (!out->note)
        return fault_memory(fault);
    memcpy(out->note, rest.bytes, rest.size);
    out->note[rest.size] = '\0';
    out->note_size = rest.size;
    return FAULT_NONE;
}

static enum fault_code parts_read(struct span rest, struct log_proof_file *out, struct fault *fault)
{
    enum fault_code code;
    struct span line;
    int number = 2;

    if (!span_line(&rest, &line) || !span_is(line, FIRST_LINE))
        return fault_at(fault, FAULT_MALFORMED, "", 1, "This is no proof file: its first line is not %s.", FIRST_LINE);
    if (!span_line(&rest, &line))
        return fault_at(fault, FAULT_MALFORMED, "", number, "The proof ends before its index.");
    if (span_after(&line, "extra ")) {
        code = extra_read(line, out, fault);
        if (code != FAULT_NONE)
            return code;
        number++;
        if (!span_line(&rest, &line))
            return fault_at(fault, FAULT_MALFORMED, "", number, "The proof ends before its index.");
    }
    if (!span_after(&line, "index ") || !decimal_read(line, &out->index))
        return fault_at(fault, FAULT_MALFORMED, "", number, "This line of the proof is not the index of its leaf.");
    code = hashes_read(&rest, &out->proof, number + 1, fault);
    if (code != FAULT_NONE)
        return code;
    return note_take(rest, out, fault);
}

enum fault_code log_proof_file_read(const char *bytes, size_t size, struct log_proof_file *out, struct fault *fault)
{
    struct log_proof_file file = {0};
    enum fault_code code;

    if (size > LIMIT_PROOF_FILE)
        return fault_set(fault, FAULT_LARGE, "A proof file has at most %d bytes.", LIMIT_PROOF_FILE);
    code = parts_read((struct span){bytes, size}, &file, fault);
    if (code != FAULT_NONE) {
        log_proof_file_release(&file);
        return code;
    }
    *out = file;
    return FAULT_NONE;
}

/* The checkpoint's signature: by any of KEYS that goes by the checkpoint's own name. */
static enum fault_code note_holds(const struct log_proof_file *file, const struct log_checkpoint *checkpoint,
                                  const struct log_vkey *keys, int count, struct fault *fault)
{
    enum fault_code code = fault_set(fault, FAULT_PROOF, "No key of the log %.200s is among the trusted ones.", checkpoint->origin);

    for (int i = 0; i < count; i++) {
        if (keys[i].kind != LOG_KEY_NOTE || strcmp(keys[i].name, checkpoint->origin) != 0)
            continue;
        code = log_note_verify(file->note, file->note_size, &keys[i], NULL, fault);
        if (code != FAULT_PROOF)
            break;
    }
    return code;
}

enum fault_code log_proof_file_holds(const struct log_proof_file *file, const struct log_hash *leaf,
                                     const struct log_vkey *keys, int count, struct log_checkpoint *out, struct fault *fault)
{
    struct log_checkpoint checkpoint;
    enum fault_code code = log_checkpoint_read(file->note, file->note_size, &checkpoint, fault);

    if (code == FAULT_NONE)
        code = note_holds(file, &checkpoint, keys, count, fault);
    if (code != FAULT_NONE)
        return code;
    if (!log_inclusion_holds(leaf, file->index, checkpoint.size, &file->proof, &checkpoint.root))
        return fault_set(fault, FAULT_PROOF, "The proof does not lead from the leaf to the root of the log's checkpoint.");
    if (out)
        *out = checkpoint;
    return FAULT_NONE;
}
