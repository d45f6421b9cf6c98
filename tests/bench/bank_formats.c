/*
 * bank_formats.c FOLDER QUESTIONS - what an import costs in CPU time, phase by phase and format by format: the folder's questions over
 * and over, each a little different, until there are so many in one file.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "cost.h"
#include "signpost/formats.h"

struct making { struct format_writer *writer; struct format_report *report; int round, made, wanted; };

static void letter_ids(struct format_choice *choices, int count)
{
    static const char *const letters[LIMIT_CHOICES] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"};
    for (int i = 0; i < count; i++)
        if (!choices[i].id)
            choices[i].id = letters[i];
}

static enum fault_code add(void *context, const struct format_question *read, struct fault *fault)
{
    struct making *making = context;
    struct format_question question = *read;
    char name[LIMIT_ID + 1], stem[LIMIT_TEXT + 1];
    if (making->made == making->wanted)
        return FAULT_NONE;
    snprintf(name, sizeof name, "%.50s.%d", read->name, making->round);
    snprintf(stem, sizeof stem, "%.8000s\n\nVariant %d.", read->stem, making->round);
    question.name = name;
    question.stem = stem;
    letter_ids(question.choices, question.choice_count);
    letter_ids(question.targets, question.target_count);
    for (int i = 0; i < question.part_count; i++) {
        letter_ids(question.parts[i].choices, question.parts[i].choice_count);
        letter_ids(question.parts[i].targets, question.parts[i].target_count);
    }
    making->made++;
    return format_writer_add(making->writer, &question, making->report, fault);
}

static void make(enum format format, const struct bank *bank, int wanted, struct buf *out)
{
    struct format_exported counts;
    struct format_report report;
    struct fault fault = {0};
    struct buf once;
    struct making making = {.report = &report, .wanted = wanted};
    buf_init(&once, 0);
    format_report_init(&report);
    must(format_export(format, bank, 0, &once, &counts, &report, &fault), &fault);
    must(format_writer_new(format, bank_institution(bank)->subject, &making.writer, &fault), &fault);
    for (; making.made < wanted; making.round++)
        must(format_read(format, buf_string(&once), once.size, "bench", add, &making, &report, &fault), &fault);
    must(format_writer_finish(making.writer, out, &fault), &fault);
    format_writer_free(making.writer);
    format_report_release(&report);
    buf_release(&once);
}

static double begun, took[FORMAT_PHASES];

static void watch(void *context, enum format_phase phase, int count, bool ended)
{
    (void)context;
    if (count == 0 && !ended)
        begun = seconds();
    if (ended)
        took[phase] = seconds() - begun;
}

static void measure(enum format format, const char *dir, const struct bank *bank, int wanted)
{
    struct format_imported imported;
    struct format_report report;
    struct findings findings;
    struct fault fault = {0};
    struct buf file;
    buf_init(&file, 0);
    make(format, bank, wanted, &file);
    const struct format_import import = {.format = format, .file = "bench", .bytes = buf_string(&file), .size = file.size, .dir = dir,
                                         .dry_run = true, .progress = watch};
    format_report_init(&report);
    findings_init(&findings);
    must(format_import(&import, &imported, &report, &findings, &fault), &fault);
    printf("  %-34s %d questions: read in %.2f s, checked in %.2f s\n", format_names[format], imported.carried,
           took[FORMAT_PHASE_READ], took[FORMAT_PHASE_CHECK]);
    format_imported_release(&imported);
    format_report_release(&report);
    findings_release(&findings);
    buf_release(&file);
}

int main(int argc, char **argv)
{
    struct findings findings;
    struct fault fault = {0};
    struct bank *bank = NULL;
    if (argc != 3)
        return 2;
    findings_init(&findings);
    must(bank_load(argv[1], &findings, &bank, &fault), &fault);
    for (int format = 0; format < FORMATS; format++)
        measure((enum format)format, argv[1], bank, (int)strtol(argv[2], NULL, 10));
    bank_release(bank);
    findings_release(&findings);
    return 0;
}
