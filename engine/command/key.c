/*
 * command/key.c - `key rotate` and `key list`: new signing keys, published before they sign.
 *
 * The order of the durable steps is what keeps key file and log together, whenever the machine stops:
 *   1. the key file gets the new secret, as a whole and on disk (keys_add);
 *   2. key.added goes into the log;
 *   3. the running server takes the file over (store_keys_use).
 * Stopped after 1, the file holds a secret of which the log knows nothing. Such a key never signs: whoever loads the file
 * leaves out what the log does not tell of. It stays in the file unused, doctor names it, and the next rotation makes another.
 * Stopped after 2, the next start does step 3. So no key signs that the log does not know, and the log tells of none whose
 * secret was not on disk before.
 */
#include "command/command_internal.h"
#include "signpost/store_keys.h"
#include <stdlib.h>
#include <string.h>

#define OVERLAP_DAYS 7
#define OVERLAP_MOST 365

const struct command_option rotate_options[] = {
    OPTION_DB,
    {"purpose", "credential|log", "which key (both)"},
    {"overlap", "DAYS", "how long the new key is published before it signs (7)"},
    {"now", NULL, "the new key signs at once: when the old one may be in other hands"},
    {"dry-run", NULL, "say what would happen and change nothing"},
    {0},
};

struct rotation {
    bool wanted[KEY_PURPOSES], now, dry_run;
    struct date start;                          /* DATE_MIN: at once */
    char public[KEY_PURPOSES][MULTIKEY_TEXT];   /* of the new ones */
};

static enum fault_code read_options(const struct command_line *line, struct rotation *out, struct fault *fault)
{
    const char *purpose = command_value(line, "purpose");
    int64_t days = OVERLAP_DAYS;
    bool known = !purpose;
    *out = (struct rotation){.now = command_flag(line, "now"), .dry_run = command_flag(line, "dry-run"), .start = DATE_MIN};
    for (enum key_purpose p = KEY_CREDENTIAL; p < KEY_PURPOSES; p++) {
        out->wanted[p] = !purpose || strcmp(purpose, key_purpose_name(p)) == 0;
        known = known || out->wanted[p];
    }
    if (!known)
        return fault_set(fault, FAULT_USAGE, "--purpose is credential or log, not \"%.40s\".", purpose);
    if (out->now && command_value(line, "overlap"))
        return fault_set(fault, FAULT_USAGE, "--now leaves no time for --overlap: give one of them.");
    enum fault_code code = command_number(line, "overlap", 1, OVERLAP_MOST, OVERLAP_DAYS, &days, fault);
    if (code == FAULT_NONE && !out->now)
        out->start = date_add_days(clock_today(), (int)days);
    return code;
}

/* A second one to come would take the first one's place before anybody had seen it sign. */
static enum fault_code refuse_second(struct store *store, const struct rotation *rotation, struct fault *fault)
{
    struct db *db = NULL;
    struct key_row *rows = NULL;
    int count = 0;
    struct arena *arena = arena_new();
    enum fault_code code = arena ? store_read(store, &db, fault) : fault_memory(fault);
    if (code == FAULT_NONE) {
        code = key_list(db, arena, &rows, &count, fault);
        store_done(store, db);
    }
    for (int i = 0; code == FAULT_NONE && !rotation->now && i < count; i++) {
        char words[DATE_WORDS];
        if (!rotation->wanted[rows[i].purpose] || key_standing(rows, count, &rows[i], clock_now()) != KEY_TO_COME)
            continue;
        date_words(rows[i].start, words);
        code = fault_set(fault, FAULT_CONFLICT, "A new %s key is to sign from %s on already. If it must not, --now makes another "
                                                "that signs at once and puts it aside.", key_purpose_name(rows[i].purpose), words);
    }
    if (arena)
        arena_free(arena);
    return code;
}

/* ---- the three steps ---- */

static enum fault_code add_to_file(const char *file, struct rotation *rotation, struct fault *fault)
{
    struct instant since = rotation->now ? clock_now() : instant_of_date(rotation->start);
    enum fault_code code = FAULT_NONE;
    for (enum key_purpose p = KEY_CREDENTIAL; code == FAULT_NONE && p < KEY_PURPOSES; p++)
        if (rotation->wanted[p])
            code = keys_add(file, p, since, rotation->public[p], fault);
    return code;
}

static enum fault_code record(struct tx *tx, void *context, struct fault *fault)
{
    const struct rotation *rotation = context;
    enum fault_code code = FAULT_NONE;
    for (enum key_purpose p = KEY_CREDENTIAL; code == FAULT_NONE && p < KEY_PURPOSES; p++)
        if (rotation->wanted[p])
            code = key_record(tx, p, rotation->public[p], rotation->start, fault);
    return code;
}

static enum fault_code take_over(struct store *store, const char *file, struct fault *fault)
{
    struct keys *keys = NULL;
    enum fault_code code = keys_load(file, &keys, fault);
    return code == FAULT_NONE ? store_keys_use(store, keys, fault) : code;
}

static void say(const struct rotation *rotation, const struct keys *before, const char *file, struct buf *out)
{
    char day[DATE_WORDS];
    date_words(rotation->start, day);
    for (enum key_purpose p = KEY_CREDENTIAL; p < KEY_PURPOSES; p++) {
        if (!rotation->wanted[p])
            continue;
        const char *old = p == KEY_LOG ? keys_log_public(before, clock_now()) : keys_credential_public(before, clock_now());
        buf_printf(out, "%s: %s", key_purpose_name(p), rotation->dry_run ? "a new key would sign" : rotation->public[p]);
        buf_text(out, rotation->dry_run ? "" : " signs");
        if (rotation->now)
            buf_printf(out, " from now on. What %s signed is verified for ever.\n", old);
        else
            buf_printf(out, " from %s on. Until then %s does; what that one signs is verified for ever.\n", day, old);
    }
    if (rotation->dry_run)
        buf_text(out, "Dry run: nothing was changed.\n");
    else
        buf_printf(out, "%s has changed: keep a copy of it in place of the former one.\n", file);
}

enum fault_code rotate_job(struct store *store, const struct job_request *request, struct buf *out, struct buf *err,
                           struct fault *fault)
{
    struct rotation rotation;
    char *file = NULL;
    const struct keys *before = store_keys(store);
    (void)err;
    enum fault_code code = read_options(request->line, &rotation, fault);
    if (code == FAULT_NONE && !before)
        code = fault_set(fault, FAULT_ABSENT, "The key file is not beside the database: put %.200s.keys there first.", store_file(store));
    if (code == FAULT_NONE)
        code = refuse_second(store, &rotation, fault);
    if (code == FAULT_NONE && asprintf(&file, "%s.keys", store_file(store)) < 0) {
        file = NULL;
        code = fault_memory(fault);
    }
    if (code == FAULT_NONE && !rotation.dry_run) {
        code = add_to_file(file, &rotation, fault);
        if (code == FAULT_NONE)
            code = store_write(store, record, &rotation, fault);
        if (code == FAULT_NONE)
            code = take_over(store, file, fault);
    }
    if (code == FAULT_NONE)
        say(&rotation, before, file, out);
    free(file);
    return code;
}
