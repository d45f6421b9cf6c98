/*
 * command/check.c - `check DIR`: the questions folder, with every finding at once.
 */
#include "command/command_internal.h"
#include "signpost/bank.h"
#include <stdlib.h>

const struct command_option check_options[] = {{"format", "text|json", "how to print the result"}, {0}};
static const char *const formats[] = {"text", "json", NULL};

static void count(const struct bank *bank, struct view *view)
{
    view_string(view, view->root, "bank", bank_hash(bank));
    view_integer(view, view->root, "questions", bank_question_count(bank));
    view_integer(view, view->root, "quizzes", bank_quiz_count(bank));
    view_integer(view, view->root, "modules", bank_module_count(bank));
}

static enum fault_code say_json(const struct bank *bank, const struct findings *findings, struct fault *fault)
{
    struct view view;
    view_init(&view);
    if (bank)
        count(bank, &view);
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

static enum fault_code say(const struct bank *bank, const struct findings *findings, struct fault *fault)
{
    struct buf text;
    enum fault_code code = FAULT_NONE;
    buf_init(&text, 0);
    findings_text(findings, &text);
    fwrite(buf_string(&text), 1, text.size, stderr);
    buf_clear(&text);
    if (bank) {
        buf_printf(&text, "%d questions, %d quizzes, %d modules; no findings. Bank %s.\n", bank_question_count(bank),
                   bank_quiz_count(bank), bank_module_count(bank), bank_hash(bank));
        code = print_out(&text, fault);
    }
    buf_release(&text);
    return code;
}

enum fault_code check_run(const struct command_line *line, struct fault *fault)
{
    struct findings findings;
    struct bank *bank = NULL;
    struct fault unsaid = {0};
    char *usual = NULL;
    int format = 0;
    enum fault_code code = command_format(line, formats, &format, fault);
    if (code != FAULT_NONE)
        return code;
    findings_init(&findings);
    const char *folder = line->argument_count ? line->argument[0] : (usual = bank_default_dir());
    code = folder ? bank_load(folder, &findings, &bank, fault) : fault_memory(fault);
    enum fault_code said = (format ? say_json : say)(bank, &findings, &unsaid);
    if (code == FAULT_NONE && said != FAULT_NONE) {
        *fault = unsaid;
        code = said;
    } else if (code == FAULT_INPUT && findings.total) {
        code =
            fault_set(fault, FAULT_INPUT, "%zu %s in %.200s.", findings.total, findings.total == 1 ? "finding"
                      : "findings",
                         folder);
    }
    bank_release(bank);
    findings_release(&findings);
    free(usual);
    return code;
}
