/*
 * command/verify_trust.c - whose signatures count: keys named on the command line, an issuer's own document, a database.
 */
#include "command/verify_internal.h"
#include "signpost/json.h"
#include "signpost/limits.h"
#include "signpost/store_keys.h"
#include <string.h>
#include <unistd.h>

#define TRUST_ROOM 256 /* keys of one kind */

static enum fault_code full(struct fault *fault)
{
    return fault_set(fault, FAULT_USAGE, "There are more than %d keys to trust: name fewer.", TRUST_ROOM);
}

static enum fault_code add_key(struct trust *trust, const char *key, struct fault *fault)
{
    if (trust->key_count == TRUST_ROOM)
        return full(fault);
    trust->keys[trust->key_count] = arena_dup(trust->arena, key);
    return trust->keys[trust->key_count++] ? FAULT_NONE : fault_memory(fault);
}

/* ---- an issuer's document ---- */

/* Every publicKeyMultibase under verificationMethod or assertionMethod, of an issuer's profile or a DID document. */
static enum fault_code add_methods(struct trust *trust, const cJSON *root, const char *member, struct fault *fault)
{
    const cJSON *method;
    enum fault_code code = FAULT_NONE;
    cJSON_ArrayForEach(method, json_array(root, member)) {
        const char *key = json_string(method, "publicKeyMultibase");
        if (key && multikey_public_possible(key) && code == FAULT_NONE)
            code = add_key(trust, key, fault);
    }
    return code;
}

static enum fault_code add_document(struct trust *trust, const char *file, struct fault *fault)
{
    struct json_doc doc = {0};
    int before = trust->key_count;
    enum fault_code code = json_read_file(file, file, LIMIT_BODY_UPLOAD, &doc, fault);
    if (code == FAULT_MALFORMED || code == FAULT_INPUT || code == FAULT_LARGE)
        code = fault_at(fault, FAULT_USAGE, file, 0, "This is no key and no issuer's document: %.300s", fault->message);
    if (code == FAULT_NONE)
        code = add_methods(trust, doc.root, "verificationMethod", fault);
    if (code == FAULT_NONE)
        code = add_methods(trust, doc.root, "assertionMethod", fault);
    if (code == FAULT_NONE && trust->key_count == before)
        code = fault_at(fault, FAULT_USAGE, file, 0, "This document names no Ed25519 key (publicKeyMultibase: z6Mk…).");
    json_release(&doc);
    return code;
}

static enum fault_code add_named(struct trust *trust, const char *value, struct fault *fault)
{
    if (multikey_public_possible(value))
        return add_key(trust, value, fault);
    if (access(value, F_OK) == 0)
        return add_document(trust, value, fault);
    return fault_set(fault, FAULT_USAGE,
                     "--key takes a Multikey (z6Mk…), or a file with an issuer's document; \"%.80s\" is neither.", value);
}

/* ---- keys of logs and witnesses ---- */

static enum fault_code add_vkey(const char *text, struct log_vkey *list, int *count, struct fault *fault)
{
    if (*count == TRUST_ROOM)
        return full(fault);
    enum fault_code code = log_vkey_read(text, &list[*count], fault);
    *count += code == FAULT_NONE;
    return code;
}

static enum fault_code add_vkeys(const struct command_line *line, const char *option, enum log_key_kind kind, struct log_vkey *list,
                                 int *count, struct fault *fault)
{
    const char *text;
    for (int i = 0; (text = command_value_nth(line, option, i)); i++) {
        struct fault why;
        enum fault_code code = add_vkey(text, list, count, &why);
        if (code == FAULT_MALFORMED)
            return fault_set(fault, FAULT_USAGE, "--%s \"%.80s\": %.300s", option, text, why.message);
        if (code != FAULT_NONE) {
            *fault = why;
            return code;
        }
        if (list[*count - 1].kind != kind)
            return fault_set(fault, FAULT_USAGE, "--%s \"%.80s\" is the key of %s: give it as --%s.", option, text,
                             kind == LOG_KEY_NOTE ? "a witness" : "a log", kind == LOG_KEY_NOTE ? "witness-key" : "log-key");
    }
    return FAULT_NONE;
}

enum fault_code trust_from_line(const struct command_line *line, struct trust *out, struct fault *fault)
{
    const char *value;
    enum fault_code code = FAULT_NONE;
    *out = (struct trust){.arena = arena_new()};
    if (out->arena) {
        out->keys = arena_alloc(out->arena, (TRUST_ROOM + 1) * sizeof *out->keys);
        out->log_keys = arena_alloc(out->arena, TRUST_ROOM * sizeof *out->log_keys);
        out->witnesses = arena_alloc(out->arena, TRUST_ROOM * sizeof *out->witnesses);
    }
    if (!out->keys || !out->log_keys || !out->witnesses)
        return fault_memory(fault);
    for (int i = 0; code == FAULT_NONE && (value = command_value_nth(line, "key", i)); i++)
        code = add_named(out, value, fault);
    if (code == FAULT_NONE)
        code = add_vkeys(line, "log-key", LOG_KEY_NOTE, out->log_keys, &out->log_key_count, fault);
    if (code == FAULT_NONE)
        code = add_vkeys(line, "witness-key", LOG_KEY_COSIGNATURE, out->witnesses, &out->witness_count, fault);
    return code;
}

enum fault_code trust_from_db(struct db *db, struct trust *trust, struct fault *fault)
{
    const char **keys = NULL, **vkeys = NULL;
    enum fault_code code = keys_public(db, trust->arena, &keys, fault);
    for (int i = 0; code == FAULT_NONE && keys[i]; i++)
        code = add_key(trust, keys[i], fault);
    if (code == FAULT_NONE)
        code = log_vkeys(db, trust->arena, &vkeys, fault);
    for (int i = 0; code == FAULT_NONE && vkeys[i]; i++)
        code = add_vkey(vkeys[i], trust->log_keys, &trust->log_key_count, fault);
    return code;
}

void trust_release(struct trust *trust)
{
    if (trust->arena)
        arena_free(trust->arena);
}
