/*
 * command/doctor_keys.c - do the key file and the log's key.added events speak of the same keys, from the same day on?
 */
#include "command/command_internal.h"
#include "signpost/store_keys.h"
#include <stdlib.h>
#include <string.h>

struct comparison {
    const char *file;
    const struct keys *keys;
    const struct key_row *rows;
    int count;
    struct findings *findings;
    struct buf *err;
};

/* The entry of the key file for this key; its number, or -1. */
static int number_in_file(const struct comparison *comparison, const struct key_row *row)
{
    int number = keys_count(comparison->keys, row->purpose) - 1;
    while (number >= 0 && strcmp(keys_get(comparison->keys, row->purpose, number).public, row->public) != 0)
        number--;
    return number;
}

static bool known_to_log(const struct comparison *comparison, enum key_purpose purpose, const char *public)
{
    for (int i = 0; i < comparison->count; i++)
        if (comparison->rows[i].purpose == purpose && strcmp(comparison->rows[i].public, public) == 0)
            return true;
    return false;
}

/* One without a day signs from its event on, and was made a moment before. The first signs from the beginning whatever is said. */
static bool same_since(const struct key_row *row, struct instant since, int number)
{
    if (number == 0)
        return true;
    if (date_compare(row->start, DATE_MIN) == 0)
        return since.ms <= row->added_at.ms;
    return since.ms == row->since.ms;
}

static void compare_row(struct comparison *comparison, const struct key_row *row)
{
    int number = number_in_file(comparison, row);
    if (number < 0)
        findings_add(comparison->findings, comparison->file, 0,
                     "The %s key %s, of which the log tells, is not in the key file: put its newest copy in its place.",
                     key_purpose_name(row->purpose), row->public);
    else if (!same_since(row, keys_get(comparison->keys, row->purpose, number).since, number))
        findings_add(comparison->findings, comparison->file, 0,
                     "The %s key %s signs from another day on than the log says: put the newest copy of the key file in its place.",
                     key_purpose_name(row->purpose), row->public);
}

static void compare(struct comparison *comparison)
{
    for (int i = 0; i < comparison->count; i++)
        compare_row(comparison, &comparison->rows[i]);
    for (enum key_purpose p = KEY_CREDENTIAL; p < KEY_PURPOSES; p++)
        for (int i = 0; i < keys_count(comparison->keys, p); i++) {
            const char *public = keys_get(comparison->keys, p, i).public;
            if (!known_to_log(comparison, p, public))
                buf_printf(comparison->err, "%s: the log knows nothing of the %s key %s: it is not used. A rotation did not come to its "
                                            "end; run key rotate again.\n", comparison->file, key_purpose_name(p), public);
        }
}

enum fault_code doctor_keys(struct store *store, struct db *db, struct arena *arena, struct findings *findings, struct buf *err,
                            struct fault *fault)
{
    struct comparison comparison = {.findings = findings, .err = err};
    struct key_row *rows = NULL;
    struct keys *keys = NULL;
    char *file = NULL, why[900];
    struct fault trouble;
    enum fault_code code = key_list(db, arena, &rows, &comparison.count, fault);
    if (code != FAULT_NONE)
        return code;
    if (asprintf(&file, "%s.keys", store_file(store)) < 0)
        return fault_memory(fault);
    if (keys_load(file, &keys, &trouble) == FAULT_NONE) {
        comparison.file = file;
        comparison.keys = keys;
        comparison.rows = rows;
        compare(&comparison);
    } else {
        fault_text(&trouble, why, sizeof why);
        buf_printf(err, "The keys were not looked at. %s\n", why);
    }
    keys_free(keys);
    free(file);
    return FAULT_NONE;
}
