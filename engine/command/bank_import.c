/*
 * command/bank_import.c - `bank import`: another system's questions into the questions folder, and what they could not bring.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "command/command_internal.h"
#include "signpost/formats.h"

const struct command_option bank_import_options[] = {
    {"format", "gift|moodle-xml|qti", "what kind of file it is"},
    {"subject", "a|b|c|d|e", "the subject of questions that do not say theirs"},
    {"pool", "practice|quiz|marked", "where they go: practice unless you say otherwise; marked: where each one says"},
    {"into", "FILE.json", "what to call the file in the folder's bank/ (otherwise one a subject)"},
    {"dry-run", NULL, "say what would happen and write nothing"},
    {"questions", "DIR", "the questions folder"},
    {0},
};

/* When each phase began and how long it took. */
struct watch { struct instant began; int64_t took[FORMAT_PHASES]; bool shown, terminal; };

static void watch_progress(void *context, enum format_phase phase, int count, bool ended)
{
    static const char *const words[FORMAT_PHASES] = {"Reading", "Checking", "Writing"};
    struct watch *watch = context;
    if (count == 0 && !ended)
        watch->began = clock_now();
    if (ended)
        watch->took[phase] = clock_now().ms - watch->began.ms;
    if (!watch->terminal)
        return;
    fprintf(stderr, "\r%s: %d questions        ", words[phase], count);
    watch->shown = true;
    fflush(stderr);
}

enum fault_code bank_format(const struct command_line *line, enum format *out, struct fault *fault)
{
    int format = 0;
    if (!command_value(line, "format"))
        return fault_set(fault, FAULT_USAGE, "Name the format: --format gift, moodle-xml or qti.");
    enum fault_code code = command_format(line, format_names, &format, fault);
    *out = (enum format)format;
    return code;
}

enum fault_code bank_subject(const struct command_line *line, char *out, struct fault *fault)
{
    const char *subject = command_value(line, "subject");
    *out = subject ? *subject : '\0';
    if (subject && (strlen(subject) != 1 || *subject < 'a' || *subject >= 'a' + SUBJECTS))
        return fault_set(fault, FAULT_USAGE, "--subject is a, b, c, d or e, not \"%.40s\".", subject);
    return FAULT_NONE;
}

static enum fault_code pool_of(const struct command_line *line, enum format_pool *out, struct fault *fault)
{
    static const char *const names[] = {"practice", "quiz", "marked"};
    const char *pool = command_value(line, "pool");
    *out = FORMAT_POOL_PRACTICE;
    for (int i = 0; pool && i < 3; i++)
        if (strcmp(pool, names[i]) == 0) {
            *out = (enum format_pool)i;
            return FAULT_NONE;
        }
    return pool ? fault_set(fault, FAULT_USAGE, "--pool is practice, quiz or marked, not \"%.40s\".", pool) : FAULT_NONE;
}

static void say_count(struct buf *out, int count, const char *one, const char *many)
{
    if (count == 1)
        buf_printf(out, "%s\n", one);
    else if (count > 1)
        buf_printf(out, "%d %s\n", count, many);
}

static void say(const struct format_imported *imported, bool dry_run, struct buf *out)
{
    buf_printf(out, "%s%d %s%s", dry_run ? "Dry run, nothing was written: " : "", imported->carried,
               imported->carried == 1 ? "question" : "questions", imported->file_count ? " into " : "");
    for (int i = 0; i < imported->file_count; i++)
        buf_printf(out, "%s%s", i ? ", " : "", imported->files[i]);
    buf_printf(out, "; %d of them in the quiz pool.\n", imported->quiz);
    say_count(out, imported->known, "1 is in the bank already, word for word, and was left out.",
              "are in the bank already, word for word, and were left out.");
    say_count(out, imported->said_quiz, "1 says that it is for the Quiz and went to practice: --pool marked keeps that.",
              "say that they are for the Quiz and went to practice: --pool marked keeps that.");
    say_count(out, imported->without_feedback,
              "1 lacks feedback: it has a standing sentence and the tag needs-feedback.",
              "lack feedback: they have a standing sentence and the tag needs-feedback.");
    say_count(out, imported->without_source, "1 names no source: it has the tag needs-source.",
              "name no source: they have the tag needs-source.");
    say_count(out, imported->unknown_source,
              "1 names a source that institution.json does not list: it has the tag needs-source instead.",
              "name sources that institution.json does not list: they have the tag needs-source instead.");
}

enum fault_code bank_carried(const struct format_report *report, struct fault *fault)
{
    char questions[40] = "", parts[60] = "";
    if (report->questions == 0 && report->parts == 0)
        return FAULT_NONE;
    if (report->questions)
        snprintf(questions, sizeof questions, "%d %s", report->questions, report->questions == 1 ? "question" : "questions");
    if (report->parts)
        snprintf(parts, sizeof parts, "%d %s of questions", report->parts, report->parts == 1 ? "part" : "parts");
    return fault_set(fault, FAULT_INPUT, "%s%s%s could not be carried; each is named above.", questions,
                     *questions && *parts ? " and " : "", parts);
}

static enum fault_code say_all(const struct format_import *import, const struct format_imported *imported,
                               const struct format_report *report, const struct watch *watch, struct fault *fault)
{
    struct buf text;
    buf_init(&text, 0);
    fwrite(buf_string(&report->text), 1, report->text.size, stderr);
    fprintf(stderr, "Read in %.2f s, checked in %.2f s, written in %.2f s.\n", (double)watch->took[0] / 1000,
            (double)watch->took[1] / 1000, (double)watch->took[2] / 1000);
    say(imported, import->dry_run, &text);
    enum fault_code code = print_out(&text, fault);
    if (code == FAULT_NONE)
        code = bank_carried(report, fault);
    if (code == FAULT_NONE && imported->read == 0)
        code = fault_at(fault, FAULT_INPUT, import->file, 0, "There is no question in it.");
    buf_release(&text);
    return code;
}

/* Were the new questions to blame, or was the folder unsound before? */
static enum fault_code say_unsound(const char *dir, struct fault *fault)
{
    struct findings before;
    struct bank *bank = NULL;
    findings_init(&before);
    enum fault_code code = bank_load(dir, &before, &bank, fault);
    if (code == FAULT_INPUT && before.total)
        code = fault_set(fault, FAULT_INPUT, "Nothing was written: the folder had %zu %s before, whatever is imported. Mend %s first "
                         "(signpost check %.200s).", before.total, before.total == 1 ? "finding" : "findings",
                         before.total == 1 ? "it" : "them", dir);
    else if (code == FAULT_NONE)
        code = fault_set(fault, FAULT_INPUT, "Nothing was written: with the new questions the folder would not be sound.");
    bank_release(bank);
    findings_release(&before);
    return code;
}

static enum fault_code run(struct format_import *import, struct fault *fault)
{
    struct format_imported imported = {0};
    struct format_report report;
    struct findings findings;
    struct buf text;
    struct watch watch = {.terminal = isatty(STDERR_FILENO) == 1};
    format_report_init(&report);
    findings_init(&findings);
    buf_init(&text, 0);
    import->progress = watch_progress;
    import->context = &watch;
    enum fault_code code = format_import(import, &imported, &report, &findings, fault);
    if (watch.shown)
        fputs("\r\033[K", stderr);
    if (code == FAULT_NONE) {
        code = say_all(import, &imported, &report, &watch, fault);
    } else {
        findings_text(&findings, &text);
        fwrite(buf_string(&report.text), 1, report.text.size, stderr);
        fwrite(buf_string(&text), 1, text.size, stderr);
        if (findings.total)
            code = say_unsound(import->dir, fault);
    }
    buf_release(&text);
    findings_release(&findings);
    format_report_release(&report);
    format_imported_release(&imported);
    return code;
}

enum fault_code bank_import_run(const struct command_line *line, struct fault *fault)
{
    struct format_import import = {.file = line->argument[0], .into = command_value(line, "into"),
                                   .dry_run = command_flag(line, "dry-run"), .dir = command_value(line, "questions")};
    struct buf file;
    char *usual = NULL;
    buf_init(&file, LIMIT_FORMAT_FILE);
    enum fault_code code = bank_format(line, &import.format, fault);
    if (code == FAULT_NONE)
        code = bank_subject(line, &import.subject, fault);
    if (code == FAULT_NONE)
        code = pool_of(line, &import.pool, fault);
    if (code == FAULT_NONE && !import.dir)
        import.dir = usual = bank_default_dir();
    if (code == FAULT_NONE)
        code = import.dir ? buf_read_file(&file, import.file, LIMIT_FORMAT_FILE, fault) : fault_memory(fault);
    if (code == FAULT_NONE) {
        import.bytes = buf_string(&file);
        import.size = file.size;
        code = run(&import, fault);
    }
    buf_release(&file);
    free(usual);
    return code;
}
