/*
 * vkey.c - the public keys of notes as text (C2SP signed-note, "Verifier keys"): name, key id, kind and key.
 */
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include "log/log_internal.h"

#define MATERIAL_SIZE 33 /* kind and key */
#define ID_HEX (2 * KEY_ID_SIZE)

static void key_id(const char *name, const unsigned char material[MATERIAL_SIZE], unsigned char out[KEY_ID_SIZE])
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_state state;

    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, (const unsigned char *)name, strlen(name));
    crypto_hash_sha256_update(&state, (const unsigned char *)"\n", 1);
    crypto_hash_sha256_update(&state, material, MATERIAL_SIZE);
    crypto_hash_sha256_final(&state, hash);
    memcpy(out, hash, KEY_ID_SIZE);
}

static bool kind_is_known(unsigned char kind)
{
    return kind == LOG_KEY_NOTE || kind == LOG_KEY_COSIGNATURE;
}

static enum fault_code make(struct span name, const unsigned char material[MATERIAL_SIZE], struct log_vkey *out)
{
    struct log_vkey vkey = {.kind = material[0]};

    memcpy(vkey.name, name.bytes, name.size);
    memcpy(vkey.key, material + 1, sizeof vkey.key);
    key_id(vkey.name, material, vkey.id);
    *out = vkey;
    return FAULT_NONE;
}

enum fault_code log_vkey_make(const char *name, enum log_key_kind kind, const unsigned char key[32], struct log_vkey *out,
                              struct fault *fault)
{
    unsigned char material[MATERIAL_SIZE] = {(unsigned char)kind};
    struct span span = {name, strlen(name)};

    if (!name_is_good(span))
        return fault_set(fault, FAULT_INPUT,
                         "A key's name is 1 to %d bytes of UTF-8 without spaces, plus signs and control characters.",
                         LOG_NAME_TEXT - 1);
    memcpy(material + 1, key, MATERIAL_SIZE - 1);
    return make(span, material, out);
}

/* The three parts: a name has no plus, so the first two are the ones that count; base64 may have more. */
static bool split(const char *text, struct span *name, struct span *id, struct span *material)
{
    const char *first = strchr(text, '+'), *second = first ? strchr(first + 1, '+') : NULL;

    if (!second)
        return false;
    *name = (struct span){text, (size_t)(first - text)};
    *id = (struct span){first + 1, (size_t)(second - first - 1)};
    *material = (struct span){second + 1, strlen(second + 1)};
    return true;
}

enum fault_code log_vkey_read(const char *text, struct log_vkey *out, struct fault *fault)
{
    unsigned char material[MATERIAL_SIZE];
    char hex[ID_HEX + 1];
    struct span name, id, base64;
    struct log_vkey vkey;

    if (!split(text, &name, &id, &base64) || !name_is_good(name) || !base64_read(base64, material, sizeof material) ||
        !kind_is_known(material[0]))
        return fault_set(fault, FAULT_MALFORMED,
                         "This is no key of a log or witness: it should read name+8 hex digits+base64 of an Ed25519 key.");
    (void)make(name, material, &vkey);
    sodium_bin2hex(hex, sizeof hex, vkey.id, sizeof vkey.id);
    if (!span_is(id, hex))
        return fault_set(fault, FAULT_MALFORMED,
                         "The key's id is not that of its name and key: one of them was changed. Copy the whole line again.");
    *out = vkey;
    return FAULT_NONE;
}

void log_vkey_text(const struct log_vkey *vkey, char out[LOG_VKEY_TEXT])
{
    unsigned char material[MATERIAL_SIZE] = {(unsigned char)vkey->kind};
    size_t size = strlen(vkey->name);

    memcpy(material + 1, vkey->key, sizeof vkey->key);
    memcpy(out, vkey->name, size);
    out[size++] = '+';
    sodium_bin2hex(out + size, ID_HEX + 1, vkey->id, sizeof vkey->id);
    size += ID_HEX;
    out[size++] = '+';
    sodium_bin2base64(out + size, LOG_VKEY_TEXT - size, material, sizeof material, sodium_base64_VARIANT_ORIGINAL);
}

void log_origin_make(const char *url, const char *first_key, char out[LOG_NAME_TEXT])
{
    struct span name = {url ? url : "", url ? strlen(url) : 0};

    if (!span_after(&name, "https://"))
        (void)span_after(&name, "http://");
    while (name.size > 0 && name.bytes[name.size - 1] == '/')
        name.size--;
    if (name_is_good(name)) {
        memcpy(out, name.bytes, name.size);
        out[name.size] = '\0';
    } else {
        snprintf(out, LOG_NAME_TEXT, "signpost.invalid/%s", first_key);
    }
}
