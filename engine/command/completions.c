/*
 * command/completions.c - `completions import`: prior completions of the Quiz and of modules.
 */
#include "command/command_internal.h"
#include "signpost/bank.h"
#include <string.h>

const struct command_option completions_options[] = {
    OPTION_DB,
    {"dry-run", NULL, "say what would happen and change nothing"},
    {"questions", "DIR", "refuse modules that this folder does not name (without it they are only pointed out)"},
    {"format", "text|json", "how to print the result"},
    {0},
};
static const char *const formats[] = {"text", "json", NULL};

/* What the folder knows. History may name modules that no folder has any more, so only a folder that was named is binding for
 * them; an unknown quiz is always a slip. */
struct items {
    const struct bank *bank;
    bool binding;
    int unknown;
    char first[LIMIT_ID + 1];
};

static bool known_item(void *context, const char *kind, const char *item)
{
    struct items *items = context;
    bool quiz = strcmp(kind, "quiz") == 0;
    if (quiz ? bank_find_quiz(items->bank, item) != NULL : bank_find_module(items->bank, item) != NULL)
        return true;
    if (quiz || items->binding)
        return false;
    if (!items->unknown++)
        snprintf(items->first, sizeof items->first, "%s", item);
    return true;
}

static void say_unknown(const struct items *items, struct buf *err)
{
    if (items->unknown)
        buf_printf(err, "%d %s a module that the questions folder does not know, first \"%s\": it counts only where a "
                        "requirement names it. Give --questions DIR to have such rows refused.\n",
                   items->unknown, items->unknown == 1 ? "row names" : "rows name", items->first);
}

/* The folder that was named must load; the usual one only helps when it does. */
static enum fault_code load(const struct command_line *line, struct bank **out, struct buf *err, struct fault *fault)
{
    struct buf said;
    buf_init(&said, 0);
    enum fault_code code = questions_load(line, out, &said, fault);
    if (code != FAULT_NONE && command_value(line, "questions")) {
        buf_text(err, buf_string(&said));
    } else if (code != FAULT_NONE) {
        code = FAULT_NONE;
        buf_text(err, "No questions folder could be read: the quizzes' and modules' ids were not checked.\n");
    }
    buf_release(&said);
    return code;
}

static void say(const struct completions_import_result *result, bool dry_run, int format, struct buf *out)
{
    if (format == 1)
        buf_printf(out, "{\"dry_run\":%s,\"rows\":%d,\"imported\":%d,\"skipped\":%d}\n", dry_run ? "true" : "false",
                   result->rows, result->imported, result->skipped);
    else
        buf_printf(out, "%d rows: %d imported, %d skipped (there already).%s\n", result->rows, result->imported,
                   result->skipped, dry_run ? " Dry run: nothing was imported." : "");
}

enum fault_code completions_job(struct store *store, const struct job_request *request, struct buf *out,
                                struct buf *err,
                                struct fault *fault)
{
    bool dry_run = command_flag(request->line, "dry-run");
    struct completions_import_result result;
    struct findings findings;
    struct bank *bank = NULL;
    int format = 0;
    enum fault_code code = command_format(request->line, formats, &format, fault);
    if (code == FAULT_NONE)
        code = load(request->line, &bank, err, fault);
    if (code != FAULT_NONE)
        return code;
    struct items items = {.bank = bank, .binding = command_value(request->line, "questions") != NULL};
    struct arena *arena = arena_new();
    findings_init(&findings);
    code = !arena ? fault_memory(fault)
                  : completions_import(store, request->input, request->size, request->line->argument[0], dry_run,
                                       bank ? known_item : NULL, &items, 0, arena, &findings, &result, fault);
    if (code == FAULT_NONE)
        say(&result, dry_run, format, out);
    say_unknown(&items, err);
    if (code == FAULT_INPUT && findings.total) {
        findings_text(&findings, err);
        code = fault_set(fault, FAULT_INPUT, "%zu %s; nothing was imported.", findings.total,
                         findings.total == 1 ? "finding" : "findings");
    }
    findings_release(&findings);
    bank_release(bank);
    if (arena)
        arena_free(arena);
    return code;
}
