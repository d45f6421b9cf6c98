/*
 * command/bank_export.c - `bank export`: the questions of the bank for another system, and what that cannot hold.
 */
#include <unistd.h>
#include "command/command_internal.h"
#include "signpost/formats.h"

const struct command_option bank_export_options[] = {
    {"format", "gift|moodle-xml|qti", "what kind of file to make"},
    {"subject", "a|b|c|d|e", "the questions of one subject only"},
    {"questions", "DIR", "the questions folder"},
    {0},
};

static enum fault_code hand_over(const char *path, const struct buf *file, struct fault *fault)
{
    return path ? format_save(path, file, fault) : print_out(file, fault);
}

static enum fault_code run(enum format format, const struct bank *bank, char subject, const char *path,
                           struct fault *fault)
{
    struct format_exported counts;
    struct format_report report;
    struct buf file;
    format_report_init(&report);
    buf_init(&file, 0);
    enum fault_code code = format_export(format, bank, subject, &file, &counts, &report, fault);
    if (code == FAULT_NONE)
        code = hand_over(path, &file, fault);
    fwrite(buf_string(&report.text), 1, report.text.size, stderr);
    if (code == FAULT_NONE) {
        fprintf(stderr, "%d %s.\n", counts.written, counts.written == 1 ? "question" : "questions");
        if (counts.generated)
            fprintf(stderr, "%d more are made from the directory in institution.json, and were left out.\n",
                    counts.generated);
        if (counts.local)
            fprintf(stderr, "%d more are Schools' own, in files of theirs in schools/, and were left out.\n", counts.local);
        code = bank_carried(&report, fault);
    }
    buf_release(&file);
    format_report_release(&report);
    return code;
}

enum fault_code bank_export_run(const struct command_line *line, struct fault *fault)
{
    const char *path = line->argument_count ? line->argument[0] : NULL;
    struct bank *bank = NULL;
    struct buf said;
    enum format format;
    char subject = 0;
    enum fault_code code = bank_format(line, &format, fault);
    if (code == FAULT_NONE)
        code = bank_subject(line, &subject, fault);
    if (code == FAULT_NONE && format == FORMAT_QTI && !path && isatty(STDOUT_FILENO) == 1)
        code = fault_set(fault, FAULT_USAGE, "A QTI package is a zip file, which is not for a terminal: name a file to make, "
                         "or redirect the output.");
    if (code != FAULT_NONE)
        return code;
    buf_init(&said, 0);
    code = questions_load(line, &bank, &said, fault);
    fwrite(buf_string(&said), 1, said.size, stderr);
    if (code == FAULT_NONE)
        code = run(format, bank, subject, path, fault);
    bank_release(bank);
    buf_release(&said);
    return code;
}
