/*
 * keys_write.c - making a key file, and adding a key to one: canonical JSON, for its owner alone, on disk before anyone
 * relies on it.
 *
 *   {"credential":[{"secret":"z3u2…","since":"…Z"}, …],"log":[{…}],"version":1}
 *
 * A file that gets another key is never changed in place: the whole new one is written beside it, read back, and takes its
 * name (private_file.h), so that a crash leaves the old file or the new one. Whoever adds keys owns the database (its lock), so there is
 * only one at a time.
 */
#include <sodium.h>
#include <string.h>
#include "record/record_internal.h"
#include "signpost/json.h"
#include "signpost/limits.h"
#include "signpost/private_file.h"

/* ---- the bytes ---- */

static void item_make(struct dated_key *item, struct instant since)
{
    unsigned char public[PUBLIC_SIZE];

    crypto_sign_keypair(public, item->key.secret);
    multikey_public_write(public, item->key.public);
    item->since = since;
}

static void write_list(struct json_out *json, const struct keys *keys, enum key_purpose purpose)
{
    json_out_key(json, key_purpose_name(purpose));
    json_out_array(json);
    for (int i = 0; i < keys->count[purpose]; i++) {
        const struct dated_key *item = keys_item(keys, purpose, i);
        unsigned char seed[SEED_SIZE];
        char secret[MULTIKEY_TEXT], since[INSTANT_TEXT];

        crypto_sign_ed25519_sk_to_seed(seed, item->key.secret);
        multikey_secret_write(seed, secret);
        instant_text(item->since, since);
        json_out_object(json);
        json_out_member(json, "secret", secret);
        json_out_member(json, "since", since);
        json_out_end(json);
        sodium_memzero(seed, sizeof seed);
        sodium_memzero(secret, sizeof secret);
    }
    json_out_end(json);
}

/* OUT has its memory beforehand, so that it never moves and leaves a copy of a secret behind. */
static enum fault_code write_key_file(const struct keys *keys, struct buf *out, struct fault *fault)
{
    static const char room[KEY_FILE_MAX - 1];
    struct json_out json;

    buf_append(out, room, sizeof room);
    if (!buf_ok(out))
        return fault_memory(fault);
    buf_clear(out);
    json_out_init(&json, out);
    json_out_object(&json);
    write_list(&json, keys, KEY_CREDENTIAL);
    write_list(&json, keys, KEY_LOG);
    json_out_member_integer(&json, "version", KEY_FILE_VERSION);
    json_out_end(&json);
    return json_out_ok(&json) ? FAULT_NONE : fault_memory(fault);
}

/* ---- the file ---- */

typedef enum fault_code (*store_fn)(const char *file, const char *noun, const char *bytes, size_t size, struct fault *fault);

static enum fault_code keys_store(const char *file, const struct keys *keys, store_fn store, struct fault *fault)
{
    struct buf bytes;
    enum fault_code code;

    buf_init(&bytes, KEY_FILE_MAX);
    code = write_key_file(keys, &bytes, fault);
    if (code == FAULT_NONE)
        code = store(file, KEY_FILE_NOUN, bytes.bytes, bytes.size, fault);
    if (bytes.bytes)
        sodium_memzero(bytes.bytes, bytes.capacity);
    buf_release(&bytes);
    return code;
}

enum fault_code keys_create(const char *file, struct fault *fault)
{
    static const int count[KEY_PURPOSES] = {1, 1};
    struct instant now = clock_now();
    struct keys *keys;
    enum fault_code code;

    if (sodium_init() < 0)
        return fault_set(fault, FAULT_INTERNAL, "libsodium cannot start: the system gives no random numbers.");
    keys = keys_new(count);
    if (!keys)
        return fault_memory(fault);
    item_make(keys_item(keys, KEY_CREDENTIAL, 0), now);
    item_make(keys_item(keys, KEY_LOG, 0), now);
    code = keys_store(file, keys, private_file_create, fault);
    keys_free(keys);
    return code;
}

/* ---- adding ---- */

/* A copy of OLD with one more of PURPOSE, made now. */
static enum fault_code keys_with_one_more(const struct keys *old, enum key_purpose purpose, struct instant since,
                                          struct keys **out, struct fault *fault)
{
    int count[KEY_PURPOSES] = {old->count[KEY_CREDENTIAL], old->count[KEY_LOG]};

    if (count[purpose] >= LIMIT_KEYS)
        return fault_set(fault, FAULT_LARGE, "The key file holds %d %s keys already, and that is all it can.", LIMIT_KEYS,
                         key_purpose_name(purpose));
    count[purpose]++;
    *out = keys_new(count);
    if (!*out)
        return fault_memory(fault);
    for (enum key_purpose p = KEY_CREDENTIAL; p < KEY_PURPOSES; p++)
        for (int i = 0; i < old->count[p]; i++)
            *keys_item(*out, p, i) = *keys_item(old, p, i);
    item_make(keys_item(*out, purpose, count[purpose] - 1), since);
    return FAULT_NONE;
}

enum fault_code keys_add(const char *file, enum key_purpose purpose, struct instant since, char out[MULTIKEY_TEXT],
                         struct fault *fault)
{
    struct keys *old = NULL, *made = NULL;
    enum fault_code code = keys_load(file, &old, fault);

    if (code == FAULT_NONE)
        code = keys_with_one_more(old, purpose, since, &made, fault);
    if (code == FAULT_NONE)
        code = keys_store(file, made, private_file_replace, fault);
    if (code == FAULT_NONE)
        memcpy(out, keys_get(made, purpose, made->count[purpose] - 1).public, MULTIKEY_TEXT);
    keys_free(made);
    keys_free(old);
    return code;
}
