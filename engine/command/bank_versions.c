/*
 * command/bank_versions.c - `bank list`, `bank diff` and `bank document`: the versions of the question bank, and what changed
 * between two of them.
 */
#include <string.h>
#include "command/command_internal.h"
#include "signpost/bank_diff.h"
#include "signpost/store_bank.h"

const struct command_option bank_list_options[] = {OPTION_DB, {"format", "text|json", "how to print it"}, {0}};
const struct command_option bank_diff_options[] = {
    {"db", "FILE", "the database whose versions A and B may name (or the environment's SIGNPOST_DB)"},
    {"format", "text|json", "how to print it"},
    {0},
};
const struct command_option bank_document_options[] = {
    {"db", "FILE", "the database whose version A may name (or the environment's SIGNPOST_DB)"},
    {0},
};

/* ---- bank list ---- */

static void say_versions(const struct bank_version *versions, int count, struct buf *out)
{
    if (!count)
        buf_text(out, "No version was served yet, and no attempt was drawn.\n");
    for (int i = 0; i < count; i++) {
        const struct bank_version *version = &versions[i];
        char since[DATE_WORDS];
        date_words(date_of_instant(version->since), since);
        buf_printf(out, "%.*s  since %-18s %5d questions  %6d %s", SHORT_HASH, version->hash, since, version->questions,
                   version->submitted, version->submitted == 1 ? "attempt" : "attempts");
        if (version->open)
            buf_printf(out, " and %d open", version->open);
        buf_printf(out, "%s\n", version->current ? "  served now" : "");
    }
}

static void view_versions(const struct bank_version *versions, int count, struct view *view)
{
    cJSON *list = view_array(view, view->root, "versions");
    for (int i = 0; i < count; i++) {
        const struct bank_version *version = &versions[i];
        cJSON *item = view_object(view, list, NULL);
        view_string(view, item, "bank", version->hash);
        view_instant(view, item, "since", version->since);
        view_integer(view, item, "questions", version->questions);
        view_integer(view, item, "attempts", version->submitted);
        view_integer(view, item, "open_attempts", version->open);
        view_bool(view, item, "current", version->current);
    }
}

static enum fault_code list_versions(struct reading *reading, struct view *view, struct buf *out, struct fault *fault)
{
    struct bank_version *versions = NULL;
    int count = 0;
    enum fault_code code = bank_version_list(reading->db, reading->arena, &versions, &count, fault);
    if (code == FAULT_NONE && view)
        view_versions(versions, count, view);
    else if (code == FAULT_NONE)
        say_versions(versions, count, out);
    return code;
}

enum fault_code bank_list_run(const struct command_line *line, struct fault *fault)
{
    return listing_run(line, list_versions, fault);
}

/* ---- bank diff ---- */

static const char *const formats[] = {"text", "json", NULL};

static enum fault_code print_diff(const struct version *before, const struct version *after, const struct bank_diff *diff,
                                  struct arena *arena, int format, struct fault *fault)
{
    struct view view;
    struct buf out;
    enum fault_code code;
    buf_init(&out, 0);
    view_init(&view);
    if (format == 1) {
        view.json_only = true;
        view_string(&view, view.root, "before", before->hash);
        view_string(&view, view.root, "after", after->hash);
        bank_diff_view(diff, arena, &view, view.root);
        code = print_view(&view, fault);
    } else {
        buf_printf(&out, "From version %.*s to %.*s\n\n", SHORT_HASH, before->hash, SHORT_HASH, after->hash);
        bank_diff_text(diff, arena, &out);
        code = print_out(&out, fault);
    }
    view_release(&view);
    buf_release(&out);
    return code;
}

enum fault_code bank_diff_run(const struct command_line *line, struct fault *fault)
{
    struct versions versions = {.line = line};
    struct version before, after;
    struct bank_diff diff;
    int format = 0;
    enum fault_code code = command_format(line, formats, &format, fault);
    if (code == FAULT_NONE)
        code = version_read(&versions, line->argument[0], &before, fault);
    if (code == FAULT_NONE)
        code = version_read(&versions, line->argument[1], &after, fault);
    if (code == FAULT_NONE)
        code = bank_diff(before.document, before.size, after.document, after.size, versions.arena, &diff, fault);
    if (code == FAULT_NONE)
        code = print_diff(&before, &after, &diff, versions.arena, format, fault);
    versions_close(&versions);
    return code;
}

/* ---- bank document ---- */

/* Exactly its bytes, so that sha256sum gives its name. */
enum fault_code bank_document_run(const struct command_line *line, struct fault *fault)
{
    struct versions versions = {.line = line};
    struct version version;
    struct buf out;
    buf_init(&out, 0);
    enum fault_code code = version_read(&versions, line->argument[0], &version, fault);
    if (code == FAULT_NONE) {
        buf_append(&out, version.document, version.size);
        code = print_out(&out, fault);
    }
    buf_release(&out);
    versions_close(&versions);
    return code;
}
