/*
 * command/check.c - `check DIR`: the questions folder, with every finding at once.
 */
#include "command/command_internal.h"
#include "signpost/bank.h"
#include <stdlib.h>
#include <string.h>

const struct command_option check_options[] = {
    {"coverage", NULL, "also print each point of the documents with its questions, and those without"},
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

/* ---- coverage: what the documents say, and what is asked of it ---- */

static void coverage_json(const struct coverage *list, int count, struct view *view)
{
    cJSON *array = view_array(view, view->root, "coverage");
    for (int i = 0; i < count; i++) {
        cJSON *item = view_object(view, array, NULL);
        view_string(view, item, "document", list[i].document);
        view_string(view, item, "point", list[i].point);
        view_string(view, item, "title", list[i].title);
        view_bool(view, item, "tutors", list[i].tutors);
        view_integer(view, item, "quiz", list[i].quiz);
        view_integer(view, item, "practice", list[i].practice);
    }
}

static void coverage_text(const struct coverage *list, int count, struct buf *out)
{
    const char *document = "";
    int missing = 0;
    for (int i = 0; i < count; i++) {
        const struct coverage *point = &list[i];
        if (strcmp(document, point->document) != 0)
            buf_printf(out, "\n%s\n  quiz  practice  point\n", document = point->document);
        bool none = point->quiz + point->practice == 0;
        missing += none && point->tutors;
        buf_printf(out, "  %4d  %8d  %s: %s%s\n", point->quiz, point->practice, point->point, point->title,
                   !none ? "" : point->tutors ? "  <- no question, though Tutors can act on it" : "  (none; not for Tutors to act on)");
    }
    buf_printf(out, count == 0 ? "No document lists its points.\n"
                    : missing  ? "\n%d of %d points that Tutors can act on have no question.\n"
                               : "\nEvery point that Tutors can act on has a question.\n", missing, count);
}

/* A point that Tutors can act on, and that nothing asks about, is a finding. */
static enum fault_code coverage_read(const struct bank *bank, struct arena *arena, struct coverage **out, int *count,
                                     struct findings *findings, struct fault *fault)
{
    enum fault_code code = bank_coverage(bank, arena, out, count, fault);
    for (int i = 0; code == FAULT_NONE && i < *count; i++)
        if ((*out)[i].tutors && (*out)[i].quiz + (*out)[i].practice == 0)
            findings_add(findings, "institution.json", 0, "No question asks about %s of %s (%s): write one.", (*out)[i].point,
                         (*out)[i].document, (*out)[i].title);
    return code == FAULT_NONE ? findings_verdict(findings, fault) : code;
}

struct result { const struct bank *bank; const struct coverage *coverage; int points; bool covers; };

static enum fault_code say_json(const struct result *result, const struct findings *findings, struct fault *fault)
{
    const struct bank *bank = result->bank;
    struct view view;
    view_init(&view);
    if (bank)
        count(bank, &view);
    if (result->covers)
        coverage_json(result->coverage, result->points, &view);
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
        buf_printf(&text, "%d questions, %d quizzes, %d modules; %s. Bank %s.\n", bank_question_count(bank),
                   bank_quiz_count(bank), bank_module_count(bank), findings->total ? "see the findings" : "no findings",
                   bank_hash(bank));
        if (result->covers)
            coverage_text(result->coverage, result->points, &text);
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
    struct arena *arena = arena_new();
    struct coverage *coverage = NULL;
    struct result result = {.covers = false};
    enum fault_code code = arena ? command_format(line, formats, &format, fault) : fault_memory(fault);
    if (code != FAULT_NONE)
        goto done;
    findings_init(&findings);
    const char *folder = line->argument_count ? line->argument[0] : (usual = bank_default_dir());
    code = folder ? bank_load(folder, &findings, &bank, fault) : fault_memory(fault);
    if (code == FAULT_NONE && command_flag(line, "coverage")) {
        result.covers = true;
        code = coverage_read(bank, arena, &coverage, &result.points, &findings, fault);
    }
    result.bank = bank;
    result.coverage = coverage;
    enum fault_code said = (format ? say_json : say)(&result, &findings, &unsaid);
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
done:
    if (arena)
        arena_free(arena);
    return code;
}
