/*
 * keyfile.c - the key file beside the database: does it hold the secrets of the keys that the log says are in force?
 */
#include <string.h>
#include "audit/audit_internal.h"

static bool holds(const struct keys *keys, enum key_purpose purpose, const char *public)
{
    for (int i = 0; i < keys_count(keys, purpose); i++)
        if (strcmp(keys_get(keys, purpose, i).public, public) == 0)
            return true;
    return false;
}

static bool known_to_log(const struct audit *audit, enum key_purpose purpose, const char *public)
{
    const struct known_key *known = audit->history.keys.items;
    for (int i = 0; i < audit->history.keys.count; i++)
        if (known[i].credential == (purpose == KEY_CREDENTIAL) && strcmp(known[i].public, public) == 0)
            return true;
    return false;
}

/* The key that signs now by the file's own days; one that the log does not know is not used. NULL: none. */
static const char *signing(const struct audit *audit, const struct keys *keys, enum key_purpose purpose)
{
    const char *found = NULL;
    for (int i = 0; i < keys_count(keys, purpose); i++) {
        struct key_entry entry = keys_get(keys, purpose, i);
        if (known_to_log(audit, purpose, entry.public) && (!found || entry.since.ms <= clock_now().ms))
            found = entry.public;
    }
    return found;
}

static void check_purpose(struct audit *audit, const struct keys *keys, enum key_purpose purpose)
{
    const char *signs = signing(audit, keys, purpose);
    const struct known_key *known =
        history_key_in_force(&audit->history, purpose == KEY_CREDENTIAL, audit->today.day);
    if (known && signs && holds(keys, purpose, known->public) && strcmp(signs, known->public) != 0)
        audit_found(audit, AUDIT_KEYS, "the key file", "by its days the %s key %s signs, and the log says that %s does (event %lld): "
                    "a day or the order in it was changed.", key_purpose_name(purpose), signs, known->public, (long long)known->seq);
    if (known && !holds(keys, purpose, known->public))
        audit_found(audit, AUDIT_KEYS, "the key file",
                    "it lacks the secret of the %s key in force (%s, event %lld): it is another database's, or was "
                    "replaced.", key_purpose_name(purpose), known->public, (long long)known->seq);
}

/* A file that is not there or not ours to read is no discrepancy: whoever audits a copy has no keys. */
enum fault_code audit_keys(struct audit *audit)
{
    struct keys *keys = NULL;
    struct fault fault = {0};
    if (!audit->options->keys_file)
        return FAULT_NONE;
    enum fault_code code = keys_load(audit->options->keys_file, &keys, &fault);
    if (code == FAULT_MEMORY || code == FAULT_ABSENT || code == FAULT_STORAGE)
        return code == FAULT_MEMORY ? fault_memory(audit->fault) : FAULT_NONE;
    if (code != FAULT_NONE) {
        audit_found(audit, AUDIT_KEYS, "the key file", "it cannot be used: %s", fault.message);
        return FAULT_NONE;
    }
    audit->out->keys = true;
    check_purpose(audit, keys, KEY_CREDENTIAL);
    check_purpose(audit, keys, KEY_LOG);
    keys_free(keys);
    return FAULT_NONE;
}
