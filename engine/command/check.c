/*
 * command/check.c - `check DIR`: the questions folder, with every finding at once.
 */
#include "command/check_coverage.h"
#include "command/command_internal.h"
#include "signpost/bank.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const struct command_option check_options[] = {
    {"coverage", NULL, "also print what the documents and frameworks say, with and without questions"},
    {"format", "text|json", "how to print the result"},
    {0},
};
static const char *const formats[] = {"text", "json", NULL};

static void count(const struct bank *bank, struct view *view)
{
    view_string(view, view->root, "bank", bank_hash(bank));
    view_integer(view, view->root, "questions", bank_question_count(bank));
    view_integer(view, view->root, "quizzes", bank_quiz_count(bank));
    view_integer(view, view->root, "modules", bank_module_count(bank));
}

struct result { const struct bank *bank; struct covered covered; bool covers; };

static enum fault_code say_json(const struct result *result, const struct findings *findings, struct fault *fault)
{
    const struct bank *bank = result->bank;
    struct view view;
    view_init(&view);
    if (bank)
        count(bank, &view);
    if (result->covers)
        covered_json(&result->covered, &view);
    cJSON *list = view_array(&view, view.root, "findings");
    for (size_t i = 0; i < findings->count; i++) {
        cJSON *item = view_object(&view, list, NULL);
        view_string(&view, item, "file", findings->items[i].file);
        view_integer(&view, item, "line", findings->items[i].line);
        view_string(&view, item, "text", findings->items[i].text);
    }
    enum fault_code code = print_view(&view, fault);
    view_release(&view);
    return code;
}

static enum fault_code say(const struct result *result, const struct findings *findings, struct fault *fault)
{
    const struct bank *bank = result->bank;
    struct buf text;
    enum fault_code code = FAULT_NONE;
    buf_init(&text, 0);
    findings_text(findings, &text);
    fwrite(buf_string(&text), 1, text.size, stderr);
    buf_clear(&text);
    if (bank) {
        buf_printf(&text, "%d %s, %d %s, %d %s; %s. Bank %s.\n", bank_question_count(bank),
                   bank_question_count(bank) == 1 ? "question" : "questions", bank_quiz_count(bank),
                   bank_quiz_count(bank) == 1 ? "quiz" : "quizzes", bank_module_count(bank),
                   bank_module_count(bank) == 1 ? "module" : "modules", findings->total ? "see the findings" : "no findings",
                   bank_hash(bank));
        if (result->covers)
            covered_text(&result->covered, &text);
        code = print_out(&text, fault);
    }
    buf_release(&text);
    return code;
}

static void say_ignored(const char *folder)
{
    struct buf text;
    buf_init(&text, 0);
    ignored_text(folder, &text);
    fwrite(buf_string(&text), 1, text.size, stderr);
    buf_release(&text);
}

static enum fault_code is_there(const char *folder, struct fault *fault)
{
    struct stat stat_of;
    if (stat(folder, &stat_of) != 0 && (errno == ENOENT || errno == ENOTDIR))
        return fault_at(fault, FAULT_ABSENT, folder, 0, "There is no such folder: name the one that holds bank/, quizzes/ and modules/, "
                        "as in signpost check questions.");
    return FAULT_NONE;
}

enum fault_code check_run(const struct command_line *line, struct fault *fault)
{
    struct findings findings;
    struct bank *bank = NULL;
    struct fault unsaid = {0};
    char *usual = NULL;
    int format = 0;
    struct arena *arena = arena_new();
    struct result result = {.covers = false};
    findings_init(&findings);
    enum fault_code code = arena ? command_format(line, formats, &format, fault) : fault_memory(fault);
    if (code != FAULT_NONE)
        goto done;
    const char *folder = line->argument_count ? line->argument[0] : (usual = bank_default_dir());
    code = folder ? is_there(folder, fault) : fault_memory(fault);
    if (code != FAULT_NONE)
        goto done;
    say_ignored(folder);
    code = bank_load(folder, &findings, &bank, fault);
    if (code == FAULT_NONE && command_flag(line, "coverage")) {
        result.covers = true;
        code = covered_read(bank, folder, arena, &result.covered, &findings, fault);
    }
    result.bank = bank;
    enum fault_code said = (format ? say_json : say)(&result, &findings, &unsaid);
    if (code == FAULT_NONE && said != FAULT_NONE) {
        *fault = unsaid;
        code = said;
    } else if (code == FAULT_INPUT && findings.total) {
        code = findings_counted(&findings, folder, fault);
    }
done:
    bank_release(bank);
    findings_release(&findings);
    free(usual);
    if (arena)
        arena_free(arena);
    return code;
}
