/*
 * state.c - a witness's memory as a private file: canonical JSON, replaced whole.
 *
 *   {"log_keys":["<vkey>", …],"note":"<cosigned checkpoint>","secret":"<hex seed>","url":"https://…",
 *    "version":1,"vkey":"<vkey>"}
 */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include "signpost/json.h"
#include "signpost/private_file.h"
#include "witness/witness_internal.h"

#define STATE_VERSION 1

/* ---- writing ---- */

enum fault_code witness_write(const struct witness *witness, struct buf *out, struct fault *fault)
{
    struct json_out json;
    unsigned char seed[SEED_SIZE];
    char secret[2 * SEED_SIZE + 1], vkey[LOG_VKEY_TEXT];
    crypto_sign_ed25519_sk_to_seed(seed, witness->secret->bytes);
    sodium_bin2hex(secret, sizeof secret, seed, sizeof seed);
    json_out_init(&json, out);
    json_out_object(&json);
    json_out_key(&json, "log_keys");
    json_out_array(&json);
    for (int i = 0; i < witness->log_keys; i++) {
        log_vkey_text(&witness->log_key[i], vkey);
        json_out_string(&json, vkey);
    }
    json_out_end(&json);
    json_out_member(&json, "note", witness->note);
    json_out_member(&json, "secret", secret);
    json_out_member(&json, "url", witness->url);
    json_out_member_integer(&json, "version", STATE_VERSION);
    log_vkey_text(&witness->vkey, vkey);
    json_out_member(&json, "vkey", vkey);
    json_out_end(&json);
    sodium_memzero(seed, sizeof seed);
    sodium_memzero(secret, sizeof secret);
    return json_out_ok(&json) ? FAULT_NONE : fault_memory(fault);
}

/* ---- reading ---- */

static enum fault_code no_state(const char *file, const char *why, struct fault *fault)
{
    return fault_at(fault, FAULT_MALFORMED, file, 0,
                    "This is not a witness's state that this version of Signpost can read: %s. Never mend it by hand; if it is lost, "
                    "begin again with a new file.", why);
}

static enum fault_code read_key(const cJSON *root, const char *url, struct witness **out, const char *file, struct fault *fault)
{
    unsigned char seed[SEED_SIZE];
    const char *secret = json_string(root, "secret"), *text = json_string(root, "vkey");
    struct log_vkey vkey;
    size_t size = 0;
    bool good = secret && strlen(secret) == 2 * sizeof seed &&
                sodium_hex2bin(seed, sizeof seed, secret, strlen(secret), NULL, &size, NULL) == 0 && size == sizeof seed;
    if (!good || !text || log_vkey_read(text, &vkey, NULL) != FAULT_NONE) {
        sodium_memzero(seed, sizeof seed);
        return no_state(file, "its key is broken", fault);
    }
    enum fault_code code = witness_make(vkey.name, url, seed, out, fault);
    sodium_memzero(seed, sizeof seed);
    if (code == FAULT_NONE && ((*out)->vkey.kind != vkey.kind || memcmp((*out)->vkey.key, vkey.key, sizeof vkey.key) != 0))
        code = no_state(file, "its secret key does not belong to its public one", fault);
    return code;
}

static enum fault_code read_log_keys(const cJSON *root, struct witness *witness, const char *file, struct fault *fault)
{
    const cJSON *list = json_array(root, "log_keys"), *item;
    cJSON_ArrayForEach(item, list) {
        struct log_vkey key;
        int before = witness->log_keys;
        if (!cJSON_IsString(item) || log_vkey_read(item->valuestring, &key, NULL) != FAULT_NONE ||
            witness_trust_key(witness, &key, NULL) != FAULT_NONE || witness->log_keys == before)
            return no_state(file, "a key of the log in it is broken", fault);
    }
    return witness->log_keys > 0 ? FAULT_NONE : no_state(file, "it has no key of the log", fault);
}

static enum fault_code read_members(const cJSON *root, const char *file, struct witness **out, struct fault *fault)
{
    static const char *const names[] = {"log_keys", "note", "secret", "url", "version", "vkey", NULL};
    const char *url = json_string(root, "url"), *note = json_string(root, "note");
    int64_t version = 0;
    if (!cJSON_IsObject(root) || json_unknown_member(root, names) || !json_integer(root, "version", &version) ||
        version != STATE_VERSION || !url || !note)
        return no_state(file, "its members are not those of a state", fault);
    enum fault_code code = read_key(root, url, out, file, fault);
    if (code == FAULT_NONE)
        code = read_log_keys(root, *out, file, fault);
    if (code != FAULT_NONE)
        return code;
    code = witness_note_set(*out, note, strlen(note), fault);
    if (code == FAULT_NONE && strcmp((*out)->seen.origin, (*out)->log_key[0].name) != 0)
        code = FAULT_PROOF;
    return code == FAULT_MALFORMED || code == FAULT_PROOF
               ? no_state(file, "the checkpoint in it is not signed by the log and by this witness", fault)
               : code;
}

static void wipe(cJSON *item)
{
    for (; item; item = item->next) {
        if (item->valuestring)
            sodium_memzero(item->valuestring, strlen(item->valuestring));
        wipe(item->child);
    }
}

enum fault_code witness_read(const char *bytes, size_t size, const char *file, struct witness **out, struct fault *fault)
{
    struct json_doc doc = {0};
    struct witness *witness = NULL;
    enum fault_code code = json_read(bytes, size, file, &doc, fault);
    if (code != FAULT_NONE)
        return code;
    code = read_members(doc.root, file, &witness, fault);
    wipe(doc.root);
    sodium_memzero(doc.text, doc.size);
    json_release(&doc);
    if (code == FAULT_NONE)
        *out = witness;
    else
        witness_free(witness);
    return code;
}

/* ---- the file ---- */

enum fault_code witness_load(const char *file, struct witness **out, struct fault *fault)
{
    size_t size = 0;
    char *bytes = malloc(LIMIT_WITNESS_STATE);
    if (!bytes)
        return fault_memory(fault);
    enum fault_code code = private_file_read(file, WITNESS_NOUN, bytes, LIMIT_WITNESS_STATE, &size, fault);
    if (code == FAULT_NONE)
        code = witness_read(bytes, size, file, out, fault);
    sodium_memzero(bytes, LIMIT_WITNESS_STATE);
    free(bytes);
    return code;
}

typedef enum fault_code (*store_fn)(const char *file, const char *noun, const char *bytes, size_t size, struct fault *fault);

/* The text has its memory beforehand, so that it never moves and leaves a copy of the secret behind. */
static enum fault_code store(const char *file, const struct witness *witness, store_fn store_it, struct fault *fault)
{
    static const char room[LIMIT_WITNESS_STATE - 1];
    struct buf bytes;
    buf_init(&bytes, LIMIT_WITNESS_STATE - 1);
    buf_append(&bytes, room, sizeof room);
    if (!buf_ok(&bytes))
        return fault_memory(fault);
    buf_clear(&bytes);
    enum fault_code code = witness_write(witness, &bytes, fault);
    if (code == FAULT_NONE)
        code = store_it(file, WITNESS_NOUN, bytes.bytes, bytes.size, fault);
    sodium_memzero(bytes.bytes, bytes.capacity);
    buf_release(&bytes);
    return code;
}

enum fault_code witness_create(const char *file, const struct witness *witness, struct fault *fault)
{
    return store(file, witness, private_file_create, fault);
}

enum fault_code witness_save(const char *file, const struct witness *witness, struct fault *fault)
{
    return store(file, witness, private_file_replace, fault);
}
