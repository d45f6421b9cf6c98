/*
 * notes.c - what was signed about the log: the checkpoint, the witnesses' cosignatures, and a checkpoint that somebody
 * kept elsewhere. Each speaks of a size and a root; the pass over the events notes our own root at each of those sizes.
 */
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include "audit/audit_internal.h"
#include "signpost/text.h"

struct cosigned {
    int64_t number, witness, size;
    struct instant at;
    struct log_hash root;
    const char *note;
};
struct notes {
    struct checkpoint_row row; /* size -1: there is none */
    struct log_checkpoint since;
    struct log_vkey trusted;
    struct rows cosigned;
};

static int size_order(const void *a, const void *b)
{
    int64_t left = ((const struct wanted_root *)a)->size, right = ((const struct wanted_root *)b)->size;
    return (left > right) - (left < right);
}

/* ---- before the pass ---- */

static enum fault_code read_options(const struct audit_options *options, struct notes *notes, struct fault *fault)
{
    enum fault_code code = FAULT_NONE;
    if (options->log_key)
        code = log_vkey_read(options->log_key, &notes->trusted, fault);
    if (code == FAULT_NONE && options->log_key && notes->trusted.kind != LOG_KEY_NOTE)
        code = fault_set(fault, FAULT_INPUT, "That is a witness's key, not a log's.");
    if (code == FAULT_NONE && options->since)
        code = log_checkpoint_read(options->since, options->since_size, &notes->since, fault);
    return code;
}

static enum fault_code take_cosignature(void *context, const struct cosignature_raw *raw, struct fault *fault)
{
    struct audit *audit = context;
    struct cosigned *cosigned = rows_add(&audit->notes->cosigned);
    if (!cosigned)
        return fault_memory(fault);
    *cosigned = (struct cosigned){raw->number, raw->row.witness, raw->row.size, raw->row.at, raw->row.root,
                                  arena_dup(audit->arena, raw->row.note ? raw->row.note : "")};
    return cosigned->note ? FAULT_NONE : fault_memory(fault);
}

/* Every size that somebody signed. */
static enum fault_code want_roots(struct audit *audit, struct fault *fault)
{
    struct notes *notes = audit->notes;
    const struct cosigned *cosigned = notes->cosigned.items;
    int count = 0;
    struct wanted_root *wanted =
        arena_alloc(audit->arena, ((size_t)notes->cosigned.count + 3) * sizeof *audit->tree.wanted);
    if (!wanted)
        return fault_memory(fault);
    if (notes->row.size >= 0)
        wanted[count++].size = notes->row.size;
    if (audit->options->since)
        wanted[count++].size = notes->since.size;
    for (int i = 0; i < notes->cosigned.count; i++)
        wanted[count++].size = cosigned[i].size;
    qsort(wanted, (size_t)count, sizeof *wanted, size_order);
    audit->tree.wanted = wanted;
    audit->tree.wanted_count = count;
    tree_nothing(&audit->tree);
    return FAULT_NONE;
}

enum fault_code notes_prepare(struct audit *audit, struct fault *fault)
{
    struct notes *notes = audit->notes = arena_alloc(audit->arena, sizeof *notes);
    if (!notes)
        return fault_memory(fault);
    rows_init(&notes->cosigned, sizeof(struct cosigned));
    enum fault_code code = read_options(audit->options, notes, fault);
    if (code == FAULT_NONE)
        code = checkpoint_get(audit->db, audit->arena, &notes->row, fault);
    if (code == FAULT_ABSENT) {
        notes->row.size = -1;
        code = FAULT_NONE;
    }
    if (code == FAULT_NONE)
        code = cosignature_each_raw(audit->db, take_cosignature, audit, fault);
    return code == FAULT_NONE ? want_roots(audit, fault) : code;
}

void notes_release(struct audit *audit)
{
    if (audit->notes)
        free(audit->notes->cosigned.items);
}

/* ---- after it ---- */

/* Ours at that size; NULL: the log is shorter. */
static const struct wanted_root *ours_at(const struct tree *tree, int64_t size)
{
    const struct wanted_root key = {.size = size};
    const struct wanted_root *found =
        tree->wanted_count ? bsearch(&key, tree->wanted, (size_t)tree->wanted_count, sizeof key, size_order) : NULL;
    return size <= tree->size ? found : NULL;
}

/* The log's name: the address of the first institution.named without its scheme, or its first key. */
static void settle_origin(struct audit *audit)
{
    const struct known_name *name = audit->history.names.items;
    const struct known_key *keys = audit->history.keys.items;
    char *out = audit->out->origin;
    size_t room = sizeof audit->out->origin;
    if (audit->history.names.count && name[0].url) {
        const char *after = strstr(name[0].url, "://");
        snprintf(out, room, "%s", after ? after + 3 : name[0].url);
        for (size_t size = strlen(out); size > 0 && out[size - 1] == '/'; size--)
            out[size - 1] = '\0';
        return;
    }
    for (int i = 0; i < audit->history.keys.count && !*out; i++)
        if (!keys[i].credential)
            snprintf(out, room, "signpost.invalid/%s", keys[i].public);
}

/* The key of this log whose signature on NOTE holds, the last if several; NULL: none. IN_FORCE: one of them was, FROM to TO. */
static const struct known_key *signer(struct audit *audit, const char *note, int from, int to, bool *in_force)
{
    const struct known_key *keys = audit->history.keys.items, *found = NULL;
    *in_force = false;
    for (int i = 0; i < audit->history.keys.count; i++) {
        struct log_vkey vkey;
        unsigned char public[32];
        int64_t seq;
        if (keys[i].credential || !multikey_public_read(keys[i].public, public) ||
            log_vkey_make(audit->out->origin, LOG_KEY_NOTE, public, &vkey, NULL) != FAULT_NONE ||
            log_note_verify(note, strlen(note), &vkey, NULL, NULL) != FAULT_NONE)
            continue;
        found = &keys[i];
        *in_force = *in_force || history_key_signs(&audit->history, false, keys[i].public, from, to, &seq);
    }
    return found;
}

/* A checkpoint's own words against ours. */
static void check_tree(struct audit *audit, const char *where, int64_t size, const struct log_hash *root)
{
    const struct wanted_root *ours = ours_at(&audit->tree, size);
    char have[65], want[65];
    if (!ours) {
        audit_found(audit, AUDIT_LOG, where,
                    "it speaks of %lld events, and only %lld are here: the last were removed, or an older copy of the "
                    "database was put in its place.", (long long)size, (long long)audit->tree.size);
        return;
    }
    if (memcmp(ours->root.bytes, root->bytes, sizeof root->bytes) == 0)
        return;
    text_hex(have, root->bytes, sizeof root->bytes);
    text_hex(want, ours->root.bytes, sizeof ours->root.bytes);
    audit_found(audit, AUDIT_LOG, where,
                "the first %lld events are not those that were signed: its root is %.16s…, theirs %.16s….",
                (long long)size, have, want);
}

/* What a note says beside its row. False: it cannot be read. */
static bool check_note(struct audit *audit, const char *where, const char *note, int64_t size,
                       const struct log_hash *root)
{
    struct log_checkpoint body;
    struct fault fault = {0};
    if (log_checkpoint_read(note, strlen(note), &body, &fault) != FAULT_NONE) {
        audit_found(audit, AUDIT_LOG, where, "its note cannot be read: %s", fault.message);
        return false;
    }
    if (strcmp(body.origin, audit->out->origin) != 0)
        audit_found(audit, AUDIT_LOG, where, "it is a checkpoint of the log “%.100s”; this one is “%.100s”.", body.origin,
                    audit->out->origin);
    if (body.size != size || memcmp(&body.root, root, sizeof *root) != 0)
        audit_found(audit, AUDIT_LOG, where, "the signed note speaks of another tree (%lld events) than its row (%lld).",
                    (long long)body.size, (long long)size);
    return true;
}

/* It was signed after the last event of its size and no later than AT, unless a clock was set back in between. */
static void check_signature(struct audit *audit, const char *where, const char *note, int64_t size, struct instant at)
{
    const struct wanted_root *ours = ours_at(&audit->tree, size);
    int to = date_of_instant(at).day, from = ours ? date_of_instant(ours->last_at).day : to;
    bool in_force;
    const struct known_key *key = signer(audit, note, from, to < from ? from : to, &in_force);
    if (!key)
        audit_found(audit, AUDIT_LOG, where, "no signature on it holds under a key of this log.");
    else if (!in_force)
        audit_found(audit, AUDIT_LOG, where,
                    "it is signed with a key that was not in force then (%.20s…, event %lld).", key->public,
                    (long long)key->seq);
}

static bool has_log_key(const struct history *history)
{
    const struct known_key *keys = history->keys.items;
    for (int i = 0; i < history->keys.count; i++)
        if (!keys[i].credential)
            return true;
    return false;
}

static void check_checkpoint(struct audit *audit)
{
    static const char where[] = "table checkpoint, row 0";
    const struct checkpoint_row *row = &audit->notes->row;
    if (row->size < 0) {
        if (has_log_key(&audit->history))
            audit_found(audit, AUDIT_LOG, where,
                        "there is no signed checkpoint, so that nothing vouches for the events. If none was removed, "
                        "start the server once with its keys.");
        return;
    }
    audit->out->checkpoint = true;
    audit->out->checkpoint_size = row->size;
    if (!check_note(audit, where, row->note, row->size, &row->root))
        return;
    check_tree(audit, where, row->size, &row->root);
    check_signature(audit, where, row->note, row->size, row->signed_at);
    if (audit->options->log_key &&
        log_note_verify(row->note, strlen(row->note), &audit->notes->trusted, NULL, NULL) != FAULT_NONE)
        audit_found(audit, AUDIT_LOG, where, "it is not signed with the key that you trust. If the log has changed its "
                    "key since, ask for the new one.");
    if (row->size < audit->tree.size)
        audit_found_row(audit, AUDIT_LOG, "event", row->size,
                        "the events from here on (%lld of them) stand under no signed checkpoint: they were added without "
                        "the keys. If that was you, start the server once with its keys.",
                        (long long)(audit->tree.size - row->size));
}

static void check_cosignature(struct audit *audit, const struct cosigned *cosigned)
{
    char where[60];
    const struct known_witness *witness = history_witness(&audit->history, cosigned->witness);
    struct log_vkey vkey;
    struct instant at;
    snprintf(where, sizeof where, "table cosignature, row %lld", (long long)cosigned->number);
    if (!check_note(audit, where, cosigned->note, cosigned->size, &cosigned->root))
        return;
    check_tree(audit, where, cosigned->size, &cosigned->root);
    check_signature(audit, where, cosigned->note, cosigned->size, cosigned->at);
    if (!witness || log_vkey_read(witness->vkey, &vkey, NULL) != FAULT_NONE)
        audit_found(audit, AUDIT_LOG, where, "no event %lld names its witness.", (long long)cosigned->witness);
    else if (log_note_verify(cosigned->note, strlen(cosigned->note), &vkey, &at, NULL) != FAULT_NONE)
        audit_found(audit, AUDIT_LOG, where, "the signature of its witness %.60s does not hold.", vkey.name);
    else if (at.ms != cosigned->at.ms)
        audit_found(audit, AUDIT_LOG, where, "its witness signed at another instant than the row says.");
}

static void check_since(struct audit *audit)
{
    static const char where[] = "the older checkpoint";
    const struct audit_options *options = audit->options;
    const struct log_checkpoint *since = &audit->notes->since;
    bool in_force;
    bool held = options->log_key
        ? log_note_verify(options->since, options->since_size, &audit->notes->trusted, NULL, NULL) == FAULT_NONE
        : signer(audit, options->since, NEVER + 1, NO_END, &in_force) != NULL;
    if (strcmp(since->origin, audit->out->origin) != 0)
        audit_found(audit, AUDIT_LOG, where, "it is one of the log “%.100s”; this one is “%.100s”.", since->origin,
                    audit->out->origin);
    if (!held)
        audit_found(audit, AUDIT_LOG, where, "no signature on it holds under %s.",
                    options->log_key ? "the key that you trust" : "a key of this log");
    check_tree(audit, where, since->size, &since->root);
}

static enum fault_code node_beyond(void *context, int level, int64_t number, struct fault *fault)
{
    char where[80];
    (void)fault;
    snprintf(where, sizeof where, "table log_node, level %d, number %lld", level, (long long)number);
    audit_found(context, AUDIT_LOG, where, "a log of %lld events has no such hash.",
                (long long)((struct audit *)context)->tree.size);
    return FAULT_NONE;
}

enum fault_code audit_log(struct audit *audit)
{
    const struct cosigned *cosigned = audit->notes->cosigned.items;
    settle_origin(audit);
    enum fault_code code = log_node_beyond(audit->db, audit->tree.size, node_beyond, audit, audit->fault);
    if (code != FAULT_NONE)
        return code;
    check_checkpoint(audit);
    for (int i = 0; i < audit->notes->cosigned.count; i++)
        check_cosignature(audit, &cosigned[i]);
    audit->out->cosignatures = audit->notes->cosigned.count;
    if (audit->options->since)
        check_since(audit);
    return FAULT_NONE;
}
