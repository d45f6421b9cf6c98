/*
 * cosignature_check.c - what anybody may send the server as a cosigned checkpoint: it counts when it is one of ours and trusted witnesses
 * signed it, whoever brings it.
 */
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include "signpost/witness.h"

struct note { const char *bytes; size_t size; struct log_checkpoint checkpoint; };

/* Did we sign it? *KEY: with which of our keys, of which there are COUNT. */
static enum fault_code check_ours(const struct note *note, const char *const *vkeys, struct log_vkey *key, struct fault *fault)
{
    for (; *vkeys; vkeys++) {
        enum fault_code code = log_vkey_read(*vkeys, key, fault);
        if (code == FAULT_NONE)
            code = log_note_verify(note->bytes, note->size, key, NULL, fault);
        if (code != FAULT_PROOF)
            return code;
    }
    return fault_set(fault, FAULT_PROOF, "This checkpoint is not signed with a key of this log.");
}

/* Is the tree of that size ours? */
static enum fault_code check_root(struct db *db, const struct log_checkpoint *checkpoint, struct fault *fault)
{
    struct log_tree tree = {log_tile_read, db};
    struct log_hash root;
    int64_t events = 0;
    enum fault_code code = event_count(db, &events, fault);
    if (code != FAULT_NONE)
        return code;
    if (checkpoint->size > events)
        return fault_set(fault, FAULT_CONFLICT,
                         "This checkpoint is of %lld events, and the log has %lld: is the database an older copy?",
                         (long long)checkpoint->size, (long long)events);
    code = log_root(&tree, checkpoint->size, &root, fault);
    if (code == FAULT_NONE && memcmp(root.bytes, checkpoint->root.bytes, sizeof root.bytes) != 0)
        code = fault_set(fault, FAULT_CONFLICT, "This checkpoint is of other events than the first %lld of the log: the two contradict.",
                         (long long)checkpoint->size);
    return code;
}

/* Does a signature line of the note go by this key's name and the first 24 bits of its id? Then it is its, and must hold. */
static bool names(const struct note *note, const struct log_vkey *key)
{
    char line[LOG_NAME_TEXT + 16], id[5];
    sodium_bin2base64(id, sizeof id, key->id, 3, sodium_base64_VARIANT_ORIGINAL);
    int size = snprintf(line, sizeof line, "\n\xE2\x80\x94 %s %s", key->name, id);
    return memmem(note->bytes, note->size, line, (size_t)size) != NULL;
}

/* Adds what WITNESS says to ROWS, if it does. */
static enum fault_code check_witness(const struct note *note, const struct witness_row *witness, const struct log_vkey *ours,
                                     struct instant now, struct arena *arena, struct cosignature_row *rows, int *count,
                                     struct fault *fault)
{
    struct log_vkey keys[2] = {*ours};
    struct instant at;
    struct buf kept;
    enum fault_code code = log_vkey_read(witness->vkey, &keys[1], fault);
    if (code != FAULT_NONE || witness->ended || !names(note, &keys[1]))
        return code;
    code = log_note_verify(note->bytes, note->size, &keys[1], &at, fault);
    if (code == FAULT_NONE && at.ms > now.ms + LIMIT_CLOCK_SECONDS * 1000LL)
        code = fault_set(fault, FAULT_INPUT, "The witness signed it in the future: its clock, or this server's, is wrong.");
    buf_init(&kept, LIMIT_BODY_NOTE);
    if (code == FAULT_NONE)
        code = note_keep(note->bytes, note->size, keys, 2, &kept, fault);
    const char *copy = code == FAULT_NONE ? arena_dup_bytes(arena, kept.bytes, kept.size) : NULL;
    buf_release(&kept);
    if (code == FAULT_NONE && !copy)
        code = fault_memory(fault);
    if (code == FAULT_NONE)
        rows[(*count)++] = (struct cosignature_row){witness->seq, witness->vkey, note->checkpoint.size, note->checkpoint.root, at, copy};
    return code;
}

enum fault_code cosignature_check(struct db *db, struct arena *arena, const char *bytes, size_t size, struct instant now,
                                  struct cosignature_row **rows, int *count, struct fault *fault)
{
    struct note note = {.bytes = bytes, .size = size};
    struct witness_row *witnesses = NULL;
    struct log_vkey ours;
    const char **vkeys = NULL, *origin = NULL;
    int known = 0;
    *count = 0;
    enum fault_code code = log_checkpoint_read(bytes, size, &note.checkpoint, fault);
    if (code == FAULT_NONE)
        code = log_origin(db, arena, &origin, fault);
    if (code == FAULT_NONE && strcmp(origin, note.checkpoint.origin) != 0)
        return fault_set(fault, FAULT_ABSENT, "This is a checkpoint of another log: it calls itself %.120s.", note.checkpoint.origin);
    if (code == FAULT_NONE)
        code = log_vkeys(db, arena, &vkeys, fault);
    if (code == FAULT_NONE)
        code = check_ours(&note, vkeys, &ours, fault);
    if (code == FAULT_NONE)
        code = check_root(db, &note.checkpoint, fault);
    if (code == FAULT_NONE)
        code = witness_list(db, arena, &witnesses, &known, fault);
    if (code == FAULT_NONE && !(*rows = arena_alloc(arena, (size_t)(known + 1) * sizeof **rows)))
        code = fault_memory(fault);
    for (int i = 0; code == FAULT_NONE && i < known; i++)
        code = check_witness(&note, &witnesses[i], &ours, now, arena, *rows, count, fault);
    if (code == FAULT_NONE && *count == 0)
        code = fault_set(fault, FAULT_ABSENT,
                         "No witness that is trusted here signed this checkpoint. The administrator makes one trusted with: signpost "
                         "witness trust VKEY.");
    return code;
}
