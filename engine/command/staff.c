/*
 * command/staff.c - `staff import`: who joins, leaves, moves and changes, in words and counts.
 */
#include "command/command_internal.h"
#include <string.h>

const struct command_option staff_options[] = {
    OPTION_DB,
    {"dry-run", NULL, "say what would happen and change nothing"},
    {"force", NULL, "also when more than one post in ten would end"},
    {"format", "text|json", "how to print the result"},
    {0},
};
static const char *const formats[] = {"text", "json", NULL};

static const struct { const char *what, *heading; } headings[] = {
    {"school", "Schools"}, {"joiner", "Joiners"}, {"leaver", "Leavers"}, {"mover", "Movers"}, {"change", "Changes"},
};

static void say(const struct staff_import_result *result, bool dry_run, struct buf *out)
{
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++) {
        bool headed = false;
        for (int j = 0; j < result->list_count; j++) {
            if (strcmp(result->list[j].what, headings[i].what) != 0)
                continue;
            if (!headed)
                buf_printf(out, "%s\n", headings[i].heading);
            headed = true;
            buf_printf(out, "  %s\n", result->list[j].detail);
        }
    }
    if (result->list_count >= 1000)
        buf_text(out, "  … (only the first 1000 are named)\n");
    buf_printf(out, "%d rows: %d joiners, %d leavers, %d movers, %d changes, %d people unchanged.%s\n", result->rows,
               result->joiners, result->leavers, result->movers, result->changes, result->unchanged,
               dry_run ? " Dry run: nothing was imported." : "");
}

static enum fault_code say_json(const struct staff_import_result *result, bool dry_run, struct buf *out,
                                struct fault *fault)
{
    struct view view;
    view_init(&view);
    view_bool(&view, view.root, "dry_run", dry_run);
    view_integer(&view, view.root, "rows", result->rows);
    view_integer(&view, view.root, "joiners", result->joiners);
    view_integer(&view, view.root, "leavers", result->leavers);
    view_integer(&view, view.root, "movers", result->movers);
    view_integer(&view, view.root, "changes", result->changes);
    view_integer(&view, view.root, "unchanged", result->unchanged);
    cJSON *list = view_array(&view, view.root, "list");
    for (int i = 0; i < result->list_count; i++) {
        cJSON *item = view_object(&view, list, NULL);
        view_string(&view, item, "what", result->list[i].what);
        view_string(&view, item, "detail", result->list[i].detail);
    }
    enum fault_code code = view_ok(&view) ? view_json(&view, out, fault) : fault_memory(fault);
    buf_char(out, '\n');
    view_release(&view);
    return code;
}

enum fault_code staff_job(struct store *store, const struct job_request *request, struct buf *out, struct buf *err,
                          struct fault *fault)
{
    bool dry_run = command_flag(request->line, "dry-run"), force = command_flag(request->line, "force");
    struct staff_import_result result;
    struct findings findings;
    int format = 0;
    enum fault_code code = command_format(request->line, formats, &format, fault);
    struct arena *arena = code == FAULT_NONE ? arena_new() : NULL;
    if (!arena)
        return code == FAULT_NONE ? fault_memory(fault) : code;
    findings_init(&findings);
    code =
        staff_import(store, request->input, request->size, request->line->argument[0], dry_run, force, 0, arena,
                     &findings,
                        &result, fault);
    if (code == FAULT_INPUT && findings.total) {
        findings_text(&findings, err);
        code = fault_set(fault, FAULT_INPUT, "%zu %s; nothing was imported.", findings.total,
                         findings.total == 1 ? "finding" : "findings");
    } else if (code == FAULT_NONE || (code == FAULT_CONFLICT && dry_run)) {
        struct fault unsaid;
        if (format == 0)
            say(&result, dry_run, out);
        else if (say_json(&result, dry_run, out, &unsaid) != FAULT_NONE)
            code = fault_memory(fault);
    }
    findings_release(&findings);
    arena_free(arena);
    return code;
}
