/*
 * command/audit.c - `audit`: everything recomputed from the log's events, what is not as it must be named, exit 5.
 */
#include "command/command_internal.h"
#include "signpost/audit.h"
#include "signpost/text.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const struct command_option audit_options[] = {
    OPTION_DB,
    {"as-of", "DATE", "the date whose figures are counted again (today)"},
    {"since", "FILE", "an older checkpoint, kept elsewhere: the log must be its continuation"},
    {"log-key", "VKEY", "the log's key as you know it from elsewhere, not as the database tells it"},
    {"format", "text|json", "how to print the result"},
    {0},
};
static const char *const formats[] = {"text", "json", NULL};

struct call {
    struct audit_options options;
    struct buf since;
    char *keys_file;
    int format;
};

/* ---- progress, on a terminal only ---- */

static void progress(void *context, enum audit_part part, int64_t done, int64_t of)
{
    static enum audit_part last_part = AUDIT_PARTS;
    static int last_percent = -1;
    int percent = of > 0 ? (int)(done * 100 / of) : 0;
    (void)context;
    if (part == last_part && percent == last_percent)
        return;
    last_part = part;
    last_percent = percent;
    fprintf(stderr, "\r\033[K%s", audit_part_words(part));
    if (of > 0)
        fprintf(stderr, ": %lld of %lld", (long long)done, (long long)of);
    fflush(stderr);
}

static void progress_end(void)
{
    fputs("\r\033[K", stderr);
    fflush(stderr);
}

/* ---- the result ---- */

static void say_well(const struct audit_result *result, struct buf *out)
{
    char day[DATE_WORDS];
    date_words(result->as_of, day);
    buf_printf(out, "%lld events, each as it was recorded.\n", (long long)result->events);
    if (result->checkpoint)
        buf_printf(out, "They are those that the checkpoint of %s signs, all %lld of them%s.\n", result->origin,
                   (long long)result->checkpoint_size, result->cosignatures ? ", and those that its witnesses signed" : "");
    else
        buf_text(out, "No key signs this log: nothing but the database itself vouches for the events.\n");
    if (!result->keys)
        buf_text(out, "The key file was not looked into.\n");
    buf_text(out, "Every table says what the events say.\n");
    buf_printf(out, "%lld records open their commitments and hold; the marks of %lld attempts are those of their answers.\n",
               (long long)result->records, (long long)result->attempts);
    buf_printf(out, "%lld figures of %s and the states of %lld Personal Tutors, counted again, are those of the report.\n",
               (long long)result->figures, day, (long long)result->people);
    buf_text(out, "All is well.\n");
}

static void say_found(const struct audit_result *result, struct buf *out)
{
    for (int part = 0; part < AUDIT_PARTS; part++) {
        const struct findings *findings = &result->part[part].findings;
        for (size_t i = 0; i < findings->count; i++)
            buf_printf(out, "%s: %s\n", *findings->items[i].file ? findings->items[i].file : audit_part_words(part),
                       findings->items[i].text);
        if (findings->total > findings->count)
            buf_printf(out, "… and %zu more in %s.\n", findings->total - findings->count, audit_part_words(part));
    }
}

static void say_part(const struct audit_result *result, enum audit_part part, struct view *view, cJSON *parts,
                     cJSON *list)
{
    const struct findings *findings = &result->part[part].findings;
    cJSON *object = view_object(view, parts, NULL);
    view_string(view, object, "part", audit_part_name(part));
    view_integer(view, object, "findings", (int64_t)findings->total);
    view_integer(view, object, "milliseconds", result->part[part].milliseconds);
    for (size_t i = 0; i < findings->count; i++) {
        cJSON *item = view_object(view, list, NULL);
        view_string(view, item, "part", audit_part_name(part));
        view_string(view, item, "where", findings->items[i].file);
        view_string(view, item, "what", findings->items[i].text);
    }
}

static enum fault_code say_json(const struct audit_result *result, struct fault *fault)
{
    struct view view;
    char root[65];
    view_init(&view);
    text_hex(root, result->root.bytes, sizeof result->root.bytes);
    view_bool(&view, view.root, "well", audit_findings(result) == 0);
    view_date(&view, view.root, "as_of", result->as_of);
    view_string(&view, view.root, "origin", result->origin);
    view_integer(&view, view.root, "events", result->events);
    view_string(&view, view.root, "root", root);
    if (result->checkpoint)
        view_integer(&view, view.root, "checkpoint_size", result->checkpoint_size);
    else
        view_null(&view, view.root, "checkpoint_size");
    view_integer(&view, view.root, "cosignatures", result->cosignatures);
    view_bool(&view, view.root, "keys_looked_into", result->keys);
    view_integer(&view, view.root, "records", result->records);
    view_integer(&view, view.root, "attempts", result->attempts);
    view_integer(&view, view.root, "personal_tutors", result->people);
    view_integer(&view, view.root, "figures", result->figures);
    cJSON *parts = view_array(&view, view.root, "parts"), *list = view_array(&view, view.root, "findings");
    for (enum audit_part part = 0; part < AUDIT_PARTS; part++)
        say_part(result, part, &view, parts, list);
    enum fault_code code = print_view(&view, fault);
    view_release(&view);
    return code;
}

static enum fault_code say(const struct audit_result *result, int format, struct fault *fault)
{
    struct buf out;
    int64_t found = audit_findings(result);
    enum fault_code code;
    if (format == 1) {
        code = say_json(result, fault);
    } else {
        buf_init(&out, 0);
        if (found)
            say_found(result, &out);
        else
            say_well(result, &out);
        code = print_out(&out, fault);
        buf_release(&out);
    }
    if (code == FAULT_NONE && found)
        code = fault_set(fault, FAULT_PROOF, "%lld %s found. Keep this database as it is, and a copy of it, until you know why.",
                         (long long)found, found == 1 ? "discrepancy was" : "discrepancies were");
    return code;
}

/* ---- the call ---- */

static enum fault_code read_call(const struct command_line *line, const char *file, struct call *call,
                                 struct fault *fault)
{
    const char *since = command_value(line, "since");
    enum fault_code code = command_format(line, formats, &call->format, fault);
    if (code == FAULT_NONE)
        code = command_date(line, "as-of", &call->options.as_of, fault);
    if (code == FAULT_NONE && since) {
        code = buf_read_file(&call->since, since, LOG_CHECKPOINT_TEXT, fault);
        call->options.since = buf_string(&call->since);
        call->options.since_size = call->since.size;
    }
    call->options.log_key = command_value(line, "log-key");
    if (code == FAULT_NONE && asprintf(&call->keys_file, "%s.keys", file) < 0) {
        call->keys_file = NULL;
        code = fault_memory(fault);
    }
    call->options.keys_file = call->keys_file;
    if (isatty(STDERR_FILENO))
        call->options.progress = progress;
    return code;
}

enum fault_code audit_run_command(const struct command_line *line, struct fault *fault)
{
    struct call call = {.options = {.as_of = DATE_MIN}};
    struct store *store = NULL;
    struct audit_result result;
    const char *file = NULL;
    buf_init(&call.since, 0);
    enum fault_code code = command_db(line, &file, fault);
    if (code == FAULT_NONE)
        code = read_call(line, file, &call, fault);
    if (code == FAULT_NONE)
        code = store_open_read(file, &store, fault);
    if (code == FAULT_NONE) {
        code = audit_run(store, &call.options, &result, fault);
        if (call.options.progress)
            progress_end();
        if (code == FAULT_NONE)
            code = say(&result, call.format, fault);
        audit_result_release(&result);
    }
    store_close(store);
    buf_release(&call.since);
    free(call.keys_file);
    return code;
}
