/*
 * keys.c - the keys in guarded memory: which is in force at an instant, and which of them a log knows.
 *
 * Keys stand in the order in which they were added. One that was added later takes the place of all before it as soon as
 * its own time has come, so a key made at once also puts aside one that was still to come.
 */
#include <sodium.h>
#include <string.h>
#include "record/record_internal.h"

const char *key_purpose_name(enum key_purpose purpose)
{
    static const char *const names[] = {[KEY_CREDENTIAL] = "credential", [KEY_LOG] = "log"};

    return names[purpose];
}

/* ---- making ---- */

/* sodium_malloc gives memory that ends at a guard page: aligned, since all sizes here are multiples of eight. */
struct keys *keys_new(const int count[KEY_PURPOSES])
{
    size_t items = (size_t)count[KEY_CREDENTIAL] + (size_t)count[KEY_LOG];
    struct keys *keys = sodium_malloc(sizeof *keys + items * sizeof keys->items[0]);

    if (keys)
        memcpy(keys->count, count, sizeof keys->count);
    return keys;
}

struct dated_key *keys_item(const struct keys *keys, enum key_purpose purpose, int number)
{
    return (struct dated_key *)keys->items + (purpose == KEY_LOG ? keys->count[KEY_CREDENTIAL] : 0) + number;
}

enum fault_code keys_settle(struct keys *keys, struct fault *fault)
{
    return sodium_mprotect_readonly(keys) == 0 ? FAULT_NONE : fault_memory(fault);
}

void keys_free(struct keys *keys)
{
    sodium_free(keys); /* zeroes */
}

static bool is_known(const char *public, const char *const *known)
{
    while (*known && strcmp(*known, public) != 0)
        known++;
    return *known != NULL;
}

enum fault_code keys_select(const struct keys *keys, const char *const *known, struct keys **out, struct fault *fault)
{
    struct keys *selected;
    int count[KEY_PURPOSES] = {0}, filled[KEY_PURPOSES] = {0};

    for (enum key_purpose p = KEY_CREDENTIAL; p < KEY_PURPOSES; p++) {
        for (int i = 0; i < keys->count[p]; i++)
            count[p] += is_known(keys_get(keys, p, i).public, known);
        if (count[p] == 0)
            return fault_set(fault, FAULT_ABSENT,
                             "None of the %s keys in the key file is this database's: put its own key file beside it.",
                             key_purpose_name(p));
    }
    selected = keys_new(count);
    if (!selected)
        return fault_memory(fault);
    for (enum key_purpose p = KEY_CREDENTIAL; p < KEY_PURPOSES; p++)
        for (int i = 0; i < keys->count[p]; i++) {
            const struct dated_key *item = keys_item(keys, p, i);
            if (is_known(item->key.public, known))
                *keys_item(selected, p, filled[p]++) = *item;
        }
    if (keys_settle(selected, fault) != FAULT_NONE) {
        keys_free(selected);
        return FAULT_MEMORY;
    }
    *out = selected;
    return FAULT_NONE;
}

/* ---- asking ---- */

int keys_count(const struct keys *keys, enum key_purpose purpose)
{
    return keys->count[purpose];
}

struct key_entry keys_get(const struct keys *keys, enum key_purpose purpose, int number)
{
    const struct dated_key *item = keys_item(keys, purpose, number);

    return (struct key_entry){item->key.public, item->since};
}

static int in_force(const struct keys *keys, enum key_purpose purpose, struct instant at)
{
    int number = keys->count[purpose] - 1;

    while (number > 0 && keys_get(keys, purpose, number).since.ms > at.ms)
        number--;
    return number;
}

const char *keys_credential_public(const struct keys *keys, struct instant at)
{
    return keys_credential(keys, at)->public;
}

const char *keys_log_public(const struct keys *keys, struct instant at)
{
    return keys_get(keys, KEY_LOG, in_force(keys, KEY_LOG, at)).public;
}

const struct signing_key *keys_credential(const struct keys *keys, struct instant at)
{
    return &keys_item(keys, KEY_CREDENTIAL, in_force(keys, KEY_CREDENTIAL, at))->key;
}

int keys_log(const struct keys *keys, struct instant at, const struct signing_key **out)
{
    int count = 0;

    for (int i = in_force(keys, KEY_LOG, at); i < keys->count[KEY_LOG]; i++)
        out[count++] = &keys_item(keys, KEY_LOG, i)->key;
    return count;
}
