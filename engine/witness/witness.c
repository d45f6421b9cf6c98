/*
 * witness.c - a witness in memory: its key, the log's keys that it trusts, and what it saw last.
 */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include "witness/witness_internal.h"

enum fault_code witness_make(const char *name, const char *url, const unsigned char *seed, struct witness **out, struct fault *fault)
{
    unsigned char public[32];
    if (sodium_init() < 0)
        return fault_set(fault, FAULT_INTERNAL, "libsodium cannot start: the system gives no random numbers.");
    struct witness *witness = calloc(1, sizeof *witness);
    if (witness)
        witness->secret = sodium_malloc(sizeof *witness->secret);
    if (!witness || !witness->secret) {
        witness_free(witness);
        return fault_memory(fault);
    }
    if (seed)
        crypto_sign_seed_keypair(public, witness->secret->bytes, seed);
    else
        crypto_sign_keypair(public, witness->secret->bytes);
    enum fault_code code = log_vkey_make(name, LOG_KEY_COSIGNATURE, public, &witness->vkey, fault);
    if (code == FAULT_NONE && strlen(url) >= sizeof witness->url)
        code = fault_set(fault, FAULT_INPUT, "The log's address is too long.");
    if (code == FAULT_NONE && sodium_mprotect_readonly(witness->secret) != 0)
        code = fault_memory(fault);
    if (code != FAULT_NONE) {
        witness_free(witness);
        return code;
    }
    memcpy(witness->url, url, strlen(url) + 1);
    *out = witness;
    return FAULT_NONE;
}

enum fault_code witness_new(const char *name, const char *url, struct witness **out, struct fault *fault)
{
    return witness_make(name, url, NULL, out, fault);
}

void witness_free(struct witness *witness)
{
    if (!witness)
        return;
    sodium_free(witness->secret); /* zeroes */
    free(witness->note);
    free(witness);
}

/* ---- the log's keys ---- */

bool witness_trusts(const struct witness *witness, const struct log_vkey *key)
{
    for (int i = 0; i < witness->log_keys; i++)
        if (strcmp(witness->log_key[i].name, key->name) == 0 && memcmp(witness->log_key[i].key, key->key, sizeof key->key) == 0)
            return true;
    return false;
}

enum fault_code witness_trust_key(struct witness *witness, const struct log_vkey *key, struct fault *fault)
{
    if (key->kind != LOG_KEY_NOTE)
        return fault_set(fault, FAULT_INPUT, "This is a witness's key, not a log's: the log's is shown on the server's page /log.");
    if (witness->log_keys > 0 && strcmp(witness->log_key[0].name, key->name) != 0)
        return fault_set(fault, FAULT_INPUT, "This key is of the log %.120s, and this witness watches %.120s: give another state file.",
                         key->name, witness->log_key[0].name);
    if (witness_trusts(witness, key))
        return FAULT_NONE;
    if (witness->log_keys == LIMIT_WITNESS_LOG_KEYS)
        return fault_set(fault, FAULT_LARGE, "This witness trusts %d keys of the log already, and that is all it can.",
                         LIMIT_WITNESS_LOG_KEYS);
    witness->log_key[witness->log_keys++] = *key;
    return FAULT_NONE;
}

enum fault_code witness_log_signed(const struct witness *witness, const char *note, size_t size, struct fault *fault)
{
    bool held = false;
    enum fault_code code = FAULT_NONE;
    for (int i = 0; i < witness->log_keys && !held; i++) {
        code = log_note_verify(note, size, &witness->log_key[i], NULL, fault);
        held = code == FAULT_NONE;
        if (code != FAULT_NONE && code != FAULT_PROOF)
            return code;
    }
    return held ? FAULT_NONE : fault_set(fault, FAULT_PROOF, "No key of the log that is trusted here signed this checkpoint.");
}

/* ---- what was seen last ---- */

enum fault_code witness_note_set(struct witness *witness, const char *note, size_t size, struct fault *fault)
{
    struct log_checkpoint seen;
    struct instant at = {0};
    enum fault_code code = log_checkpoint_read(note, size, &seen, fault);
    if (code == FAULT_NONE)
        code = witness_log_signed(witness, note, size, fault);
    if (code == FAULT_NONE)
        code = log_note_verify(note, size, &witness->vkey, &at, fault);
    if (code != FAULT_NONE)
        return code;
    char *copy = strndup(note, size);
    if (!copy)
        return fault_memory(fault);
    free(witness->note);
    witness->note = copy;
    witness->seen = seen;
    witness->seen_at = at;
    return FAULT_NONE;
}

enum fault_code witness_cosign(struct witness *witness, const char *note, size_t size, struct instant at, struct fault *fault)
{
    size_t body_size = 0;
    struct buf out;
    buf_init(&out, LIMIT_WITNESS_STATE / 2);
    enum fault_code code = log_note_body(note, size, &body_size, fault);
    if (code == FAULT_NONE)
        code = note_keep(note, size, witness->log_key, witness->log_keys, &out, fault);
    if (code == FAULT_NONE)
        code = log_sign_line(note, body_size, &witness->vkey, witness->secret->bytes, at, &out, fault);
    if (code == FAULT_NONE && !buf_ok(&out))
        code = fault_set(fault, FAULT_LARGE, "The checkpoint is longer than any that a witness keeps.");
    if (code == FAULT_NONE)
        code = witness_note_set(witness, out.bytes, out.size, fault);
    buf_release(&out);
    return code;
}
