/*
 * keys_load.c - reading a key file into guarded memory. Only its owner may read the file, and it is never a symbolic link.
 */
#include <sodium.h>
#include <string.h>
#include "record/record_internal.h"
#include "signpost/json.h"
#include "signpost/limits.h"
#include "signpost/private_file.h"

static bool read_key(const cJSON *entry, struct dated_key *out)
{
    static const char *const names[] = {"secret", "since", NULL};
    const char *since = json_string(entry, "since");

    return !json_unknown_member(entry, names) && since && instant_parse(since, &out->since, NULL) == FAULT_NONE &&
           multikey_secret_read(json_string(entry, "secret"), &out->key);
}

/* How many keys the list of this purpose has; 0 when it is no list that can be. */
static int list_size(const cJSON *root, enum key_purpose purpose)
{
    const cJSON *list = json_array(root, key_purpose_name(purpose));
    int size = list ? cJSON_GetArraySize(list) : 0;

    return size <= LIMIT_KEYS ? size : 0;
}

static bool shape_is_known(const cJSON *root, int count[KEY_PURPOSES])
{
    static const char *const names[] = {"credential", "log", "version", NULL};
    int64_t version = 0;

    if (!cJSON_IsObject(root) || json_unknown_member(root, names) || !json_integer(root, "version", &version))
        return false;
    count[KEY_CREDENTIAL] = list_size(root, KEY_CREDENTIAL);
    count[KEY_LOG] = list_size(root, KEY_LOG);
    return version == KEY_FILE_VERSION && count[KEY_CREDENTIAL] > 0 && count[KEY_LOG] > 0;
}

static bool read_keys(const cJSON *root, struct keys *out)
{
    for (enum key_purpose p = KEY_CREDENTIAL; p < KEY_PURPOSES; p++) {
        const cJSON *entry;
        int number = 0;
        cJSON_ArrayForEach(entry, json_array(root, key_purpose_name(p))) {
            if (!read_key(entry, keys_item(out, p, number++)))
                return false;
        }
    }
    return true;
}

static void wipe(cJSON *item)
{
    for (; item; item = item->next) {
        if (item->valuestring)
            sodium_memzero(item->valuestring, strlen(item->valuestring));
        wipe(item->child);
    }
}

static enum fault_code parse_keys(const char *file, const char *bytes, size_t size, struct keys **out,
                                  struct fault *fault)
{
    struct json_doc doc = {0};
    int count[KEY_PURPOSES] = {0};
    enum fault_code code = json_read(bytes, size, file, &doc, fault);
    bool known;

    if (code != FAULT_NONE)
        return code;
    known = shape_is_known(doc.root, count);
    if (known && !(*out = keys_new(count)))
        code = fault_memory(fault);
    if (code == FAULT_NONE && (!known || !read_keys(doc.root, *out)))
        code = fault_at(fault, FAULT_MALFORMED, file, 0,
                        "This is not a key file that this version of Signpost can read: "
                        "restore it from the copy you keep of it.");
    wipe(doc.root);
    sodium_memzero(doc.text, doc.size);
    json_release(&doc);
    return code;
}

enum fault_code keys_load(const char *file, struct keys **out, struct fault *fault)
{
    char bytes[KEY_FILE_MAX + 1];
    struct keys *keys = NULL;
    size_t size = 0;
    enum fault_code code;

    if (sodium_init() < 0)
        return fault_set(fault, FAULT_INTERNAL, "libsodium cannot start: the system gives no random numbers.");
    code = private_file_read(file, KEY_FILE_NOUN, bytes, sizeof bytes, &size, fault);
    if (code == FAULT_ABSENT)
        code = fault_at(fault, code, file, 0, "There is no such key file: init makes it, beside the database.");
    if (code == FAULT_NONE)
        code = parse_keys(file, bytes, size, &keys, fault);
    sodium_memzero(bytes, sizeof bytes);
    if (code == FAULT_NONE)
        code = keys_settle(keys, fault);
    if (code == FAULT_NONE)
        *out = keys;
    else
        keys_free(keys);
    return code;
}
