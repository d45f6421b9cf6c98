/*
 * command/witness_look.c - one look of the witness at the log: what it saw is on its disk before anybody has its signature.
 */
#include "command/witness_look.h"
#include "command/witness_http.h"
#include "signpost/private_file.h"
#include "signpost/record.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NEW_KEYS_MAX (COMMAND_REPEATS + 1)
struct new_keys { struct log_vkey key[NEW_KEYS_MAX]; int count; };

/* ---- the state and what the call says about it ---- */

/* The --log-key that WITNESS does not trust yet. */
static enum fault_code read_new_keys(const struct look *look, struct new_keys *out, struct fault *fault)
{
    const char *text;
    out->count = 0;
    for (int nth = 0; (text = command_value_nth(look->line, "log-key", nth)); nth++) {
        struct log_vkey key;
        struct fault why;
        if (log_vkey_read(text, &key, &why) != FAULT_NONE)
            return fault_set(fault, FAULT_USAGE, "--log-key: %s", why.message);
        if (!witness_trusts(look->witness, &key))
            out->key[out->count++] = key;
    }
    return FAULT_NONE;
}

/* Before anything is made: a state that is not there yet is begun with all that it needs. */
static enum fault_code check_begin(const struct look *look, struct fault *fault)
{
    const struct command_line *line = look->line;
    if (access(look->file, F_OK) == 0 || (command_value(line, "url") && command_value(line, "name") && command_value(line, "log-key")))
        return FAULT_NONE;
    return fault_set(fault, FAULT_USAGE,
                     "%.200s is not there yet. To begin, say which log and who looks at it: --url URL --log-key VKEY --name NAME.",
                     look->file);
}

/* The state as it is, or a new one, with the address that the call gives. */
static enum fault_code open_state(struct look *look, struct fault *fault)
{
    const char *name = command_value(look->line, "name"), *url = command_value(look->line, "url");
    char *address = NULL;
    enum fault_code code = url ? command_url(url, &address, fault) : FAULT_NONE;
    if (code == FAULT_NONE)
        code = witness_load(look->file, &look->witness, fault);
    look->is_new = code == FAULT_ABSENT;
    if (look->is_new)
        code = name && address ? witness_new(name, address, &look->witness, fault) : code;
    else if (code == FAULT_NONE && name && strcmp(name, look->witness->vkey.name) != 0)
        code = fault_set(fault, FAULT_USAGE, "This witness is called %.120s and keeps its name: give another state file for another.",
                         look->witness->vkey.name);
    else if (code == FAULT_NONE && address)
        memcpy(look->witness->url, address, strlen(address) + 1);
    free(address);
    return code;
}

/* ---- what the server says ---- */

static enum fault_code read_tile(void *context, int level, int64_t number, int width, struct log_hash *out, struct fault *fault)
{
    char place[LOG_TILE_PATH], path[LOG_TILE_PATH + 8];
    size_t expected = (size_t)width * sizeof *out;
    struct buf bytes;
    log_tile_path(level, number, width, place);
    snprintf(path, sizeof path, "tile/%s", place);
    enum fault_code code = http_get(context, path, LOG_TILE * sizeof *out, &bytes, fault);
    if (code == FAULT_NONE && bytes.size != expected)
        code = fault_set(fault, FAULT_MALFORMED, "The server gave %zu bytes for %s, which has %zu: it was cut off or is not a log's.",
                         bytes.size, path, expected);
    if (code == FAULT_NONE)
        memcpy(out, bytes.bytes, expected);
    buf_release(&bytes);
    return code;
}

static enum fault_code trust_all(struct witness *witness, const struct new_keys *new_keys, struct fault *fault)
{
    enum fault_code code = FAULT_NONE;
    for (int i = 0; code == FAULT_NONE && i < new_keys->count; i++)
        code = witness_trust_key(witness, &new_keys->key[i], fault);
    return code;
}

/* A new key is taken on the word of a trusted one: while keys change, the checkpoint is signed with both. */
static enum fault_code check_new_keys(const struct buf *note, const struct new_keys *new_keys, struct fault *fault)
{
    for (int i = 0; i < new_keys->count; i++) {
        const struct log_vkey *key = &new_keys->key[i];
        enum fault_code code = log_note_verify(note->bytes, note->size, key, NULL, fault);
        if (code == FAULT_PROOF)
            return fault_set(fault, code,
                             "The checkpoint is not signed with the new key %.100s+%02x%02x%02x%02x…, so that is not trusted. Give it "
                             "again when the log has begun to sign with it.",
                             key->name, key->id[0], key->id[1], key->id[2], key->id[3]);
        if (code != FAULT_NONE)
            return code;
    }
    return FAULT_NONE;
}

static enum fault_code judge(struct look *look, struct http *http, const struct buf *note, struct fault *fault)
{
    struct log_tree tiles = {read_tile, http};
    struct new_keys new_keys;
    bool at_once = look->is_new || command_flag(look->line, "force");
    enum fault_code code = read_new_keys(look, &new_keys, fault);
    if (code == FAULT_NONE && at_once)
        code = trust_all(look->witness, &new_keys, fault);
    look->before = look->witness->seen;
    look->before_at = look->witness->seen_at;
    if (code != FAULT_NONE)
        return code;
    look->finding = WITNESS_FIRST;
    code = witness_judge(look->witness, note->bytes, note->size, &tiles, &look->finding, &look->now, fault);
    look->judged = code == FAULT_NONE || code == FAULT_PROOF;
    if (code == FAULT_PROOF && look->finding == WITNESS_UNSIGNED && new_keys.count > 0 && !at_once)
        return fault_set(fault, code, "No key that this witness trusts signed the checkpoint, so the log itself does not vouch for the new "
                                      "one. If you have it from the University in a way that you trust, give it again with --force.");
    if (code == FAULT_NONE && !at_once)
        code = check_new_keys(note, &new_keys, fault);
    if (code == FAULT_NONE && !at_once)
        code = trust_all(look->witness, &new_keys, fault);
    return code;
}

/* What contradicts what was seen is kept beside the state, once. That it cannot be kept takes nothing from the refusal. */
static void keep_evidence(struct look *look, const struct buf *note, const char *words)
{
    struct buf out;
    size_t body_size = 0;
    char name[65];
    if (!look->witness->note || look->finding <= WITNESS_UNSIGNED || log_note_body(note->bytes, note->size, &body_size, NULL) != FAULT_NONE)
        return;
    sha256_hex(note->bytes, body_size, name);
    buf_init(&out, 0);
    witness_evidence(look->witness, note->bytes, words, look->at, &out);
    snprintf(look->evidence, sizeof look->evidence, "%.480s.refused-%.12s", look->file, name);
    enum fault_code code = buf_ok(&out) ? private_file_create(look->evidence, "evidence", out.bytes, out.size, NULL) : FAULT_MEMORY;
    if (code != FAULT_NONE && code != FAULT_CONFLICT)
        look->evidence[0] = '\0';
    buf_release(&out);
}

/* ---- the signature: on disk, then out ---- */

static enum fault_code cosign(struct look *look, const struct buf *note, struct fault *fault)
{
    struct witness *witness = look->witness;
    enum fault_code code = witness_cosign(witness, note->bytes, note->size, look->at, fault);
    if (code == FAULT_NONE)
        code = look->is_new ? witness_create(look->file, witness, fault) : witness_save(look->file, witness, fault);
    look->cosigned = code == FAULT_NONE;
    return code;
}

static enum fault_code look_at(struct look *look, struct http *http, struct fault *fault)
{
    struct buf note;
    enum fault_code code = http_get(http, "checkpoint", LOG_CHECKPOINT_TEXT - 1, &note, fault);
    if (code == FAULT_NONE && !note.size)
        code = fault_set(fault, FAULT_MALFORMED, "The server gave an empty checkpoint.");
    if (code == FAULT_NONE)
        code = judge(look, http, &note, fault);
    if (code == FAULT_PROOF && fault)
        keep_evidence(look, &note, fault->message);
    if (code == FAULT_NONE)
        code = cosign(look, &note, fault);
    buf_release(&note);
    if (code != FAULT_NONE || look->is_new) /* nobody can trust a new witness yet */
        return code;
    code = http_post_note(http, "log/cosignatures", look->witness->note, fault);
    look->handed_in = code == FAULT_NONE;
    return code;
}

enum fault_code look_run(const struct command_line *line, const char *file, int seconds, struct look *out, struct fault *fault)
{
    struct http *http = NULL;
    int lock = -1;
    *out = (struct look){.line = line, .file = file, .seconds = seconds, .at = clock_now()};
    enum fault_code code = check_begin(out, fault);
    if (code == FAULT_NONE)
        code = private_file_lock(file, "state file", &lock, fault);
    if (code == FAULT_NONE)
        code = open_state(out, fault);
    if (code == FAULT_NONE)
        code = http_new(out->witness->url, seconds, &http, fault);
    if (code == FAULT_NONE)
        code = look_at(out, http, fault);
    http_free(http);
    private_file_unlock(lock);
    return code;
}

void look_release(struct look *look)
{
    witness_free(look->witness);
    look->witness = NULL;
}
