/*
 * command/verify.c - `verify`: completion records checked offline, each answer in plain words.
 */
#include "command/command_internal.h"
#include "signpost/limits.h"
#include <string.h>

const struct command_option verify_options[] = {
    {"db", "FILE", "trust the keys of this institution's database"},
    {"key", "MULTIKEY", "trust this key (z6Mk…)"},
    {"format", "text|json", "how to print the result"},
    {0},
};
static const char *const formats[] = {"text", "json", NULL};

struct verdict {
    bool valid;
    struct fault fault;             /* why not */
    struct credential_check check;
};

static enum fault_code check_file(const char *file, const char *const *trusted, struct verdict *out,
                                  struct fault *fault)
{
    struct buf bytes;
    *out = (struct verdict){0};
    buf_init(&bytes, LIMIT_BODY_UPLOAD);
    enum fault_code code = buf_read_file(&bytes, file, LIMIT_BODY_UPLOAD, fault);
    if (code == FAULT_NONE) {
        enum fault_code held =
            credential_check(buf_string(&bytes), bytes.size, trusted, clock_now(), &out->check, &out->fault);
        out->valid = held == FAULT_NONE;
        if (held == FAULT_MEMORY)
            code = fault_memory(fault);
    }
    buf_release(&bytes);
    return code;
}

static void say(const char *file, const struct verdict *verdict, struct buf *out)
{
    const struct credential_check *check = &verdict->check;
    if (!verdict->valid) {
        buf_printf(out, "%s: NOT VALID. %s\n", file, verdict->fault.message);
        return;
    }
    buf_printf(out, "%s: valid. %s, completed on %s, says %s (%s). %s %s. Signed with %s.\n", file,
               check->achievement ? check->achievement : "A completion", check->awarded_on ? check->awarded_on : "?",
               check->issuer_name ? check->issuer_name : "its issuer", check->issuer ? check->issuer : "?",
               check->expired ? "It no longer counts: valid until" : "Valid until", check->valid_until
                   ? check->valid_until : "?",
               check->signed_by);
}

static void say_json(const char *file, const struct verdict *verdict, struct view *view, cJSON *list)
{
    cJSON *item = view_object(view, list, NULL);
    view_string(view, item, "file", file);
    view_bool(view, item, "valid", verdict->valid);
    view_string(view, item, "reason", verdict->valid ? NULL : verdict->fault.message);
    view_bool(view, item, "expired", verdict->check.expired);
    view_string(view, item, "id", verdict->check.id);
    view_string(view, item, "issuer", verdict->check.issuer);
    view_string(view, item, "achievement", verdict->check.achievement);
    view_string(view, item, "awarded_on", verdict->check.awarded_on);
    view_string(view, item, "valid_until", verdict->check.valid_until);
    view_string(view, item, "signed_by", *verdict->check.signed_by ? verdict->check.signed_by : NULL);
}

/* Goes on after a file that does not hold, so that every file gets its answer. */
static enum fault_code check_all(const struct command_line *line, const char *const *trusted, int format,
                                 struct fault *fault)
{
    struct view view;
    struct buf out;
    int invalid = 0;
    enum fault_code code = FAULT_NONE;
    view_init(&view);
    buf_init(&out, 0);
    cJSON *list = format ? view_array(&view, view.root, "records") : NULL;
    for (int i = 0; i < line->argument_count && code == FAULT_NONE; i++) {
        struct verdict verdict;
        code = check_file(line->argument[i], trusted, &verdict, fault);
        invalid += !verdict.valid;
        if (code == FAULT_NONE && format)
            say_json(line->argument[i], &verdict, &view, list);
        else if (code == FAULT_NONE)
            say(line->argument[i], &verdict, &out);
        credential_check_release(&verdict.check);
    }
    struct fault unsaid;
    enum fault_code said = format ? print_view(&view, &unsaid) : print_out(&out, &unsaid);
    if (code == FAULT_NONE && said != FAULT_NONE) {
        *fault = unsaid;
        code = said;
    }
    if (code == FAULT_NONE && invalid)
        code =
            fault_set(fault, FAULT_PROOF, "%d of %d %s not valid.", invalid, line->argument_count, invalid == 1 ? "is"
                      : "are");
    buf_release(&out);
    view_release(&view);
    return code;
}

enum fault_code verify_run(const struct command_line *line, struct fault *fault)
{
    const char *key = command_value(line, "key"), *one[] = {key, NULL};
    const char **trusted = one;
    struct reading reading = {0};
    int format = 0;
    enum fault_code code = command_format(line, formats, &format, fault);
    if (code == FAULT_NONE && key && command_value(line, "db"))
        code = fault_set(fault, FAULT_USAGE, "Give --db or --key, not both.");
    if (code == FAULT_NONE && !key) {
        code = reading_open(line, &reading, fault);
        if (code == FAULT_USAGE)
            fault_set(fault, FAULT_USAGE, "Say whose keys to trust: --db FILE or --key MULTIKEY.");
        if (code == FAULT_NONE)
            code = keys_public(reading.db, reading.arena, &trusted, fault);
    }
    if (code == FAULT_NONE)
        code = check_all(line, trusted, format, fault);
    reading_close(&reading);
    return code;
}
