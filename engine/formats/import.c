/*
 * import.c - a file of another system on its way into a questions folder: each question is read, settled and checked; the
 * folder is checked with all of them in it; only then are files made.
 */
#include <stdlib.h>
#include "formats/import_internal.h"

void import_tell(const struct format_import *import, enum format_phase phase, int count, bool ended)
{
    if (import->progress)
        import->progress(import->context, phase, count, ended);
}

static enum fault_code check_whole(const struct importing *importing, const struct new_file *files, int count,
                                   struct findings *findings, struct fault *fault)
{
    struct bank_addition additions[SUBJECTS];
    struct bank *bank = NULL;
    for (int i = 0; i < count; i++)
        additions[i] = (struct bank_addition){files[i].path, files[i].bytes, files[i].size};
    import_tell(importing->import, FORMAT_PHASE_CHECK, 0, false);
    enum fault_code code = bank_load_with(importing->import->dir, additions, count, findings, &bank, fault);
    bank_release(bank);
    import_tell(importing->import, FORMAT_PHASE_CHECK, importing->out->carried, true);
    return code;
}

static enum fault_code finish(struct importing *importing, struct findings *findings, struct fault *fault)
{
    const struct format_import *import = importing->import;
    struct format_imported *out = importing->out;
    struct new_file files[SUBJECTS] = {{0}};
    struct buf done[SUBJECTS];
    int count = 0;
    for (int i = 0; i < SUBJECTS; i++)
        buf_init(&done[i], LIMIT_JSON_FILE);
    enum fault_code code = import_files(importing, done, files, &count, fault);
    if (code == FAULT_NONE)
        code = save_free(files, count, fault);
    if (code == FAULT_NONE && count)
        code = check_whole(importing, files, count, findings, fault);
    if (code == FAULT_NONE && count && !import->dry_run) {
        import_tell(import, FORMAT_PHASE_WRITE, 0, false);
        code = save_files(files, count, fault);
        import_tell(import, FORMAT_PHASE_WRITE, out->carried, true);
    }
    for (int i = 0; i < SUBJECTS; i++) {
        buf_release(&done[i]);
        if (code == FAULT_NONE && files[i].path)
            out->files[out->file_count++] = files[i].path;
        else
            free(files[i].path);
    }
    return code;
}

enum fault_code format_import(const struct format_import *import, struct format_imported *out,
                              struct format_report *report, struct findings *findings, struct fault *fault)
{
    struct importing importing = {.import = import, .out = out, .report = report};
    *out = (struct format_imported){0};
    for (int i = 0; i < SUBJECTS; i++)
        buf_init(&importing.text[i], LIMIT_JSON_FILE);
    buf_init(&importing.question, 0);
    enum fault_code code = into_check(import->into, fault);
    if (code == FAULT_NONE)
        code = folder_open(import->dir, &importing.folder, fault);
    if (code == FAULT_NONE) {
        import_tell(import, FORMAT_PHASE_READ, 0, false);
        code = format_recognise(import->format, import->bytes, import->size, import->file, fault);
        if (code == FAULT_NONE)
            code = format_read(import->format, import->bytes, import->size, import->file, import_take, &importing, report, fault);
        import_tell(import, FORMAT_PHASE_READ, out->read, true);
    }
    if (code == FAULT_NONE)
        code = finish(&importing, findings, fault);
    for (int i = 0; i < SUBJECTS; i++)
        buf_release(&importing.text[i]);
    buf_release(&importing.question);
    folder_close(&importing.folder);
    return code;
}

void format_imported_release(struct format_imported *imported)
{
    for (int i = 0; i < imported->file_count; i++)
        free(imported->files[i]);
    imported->file_count = 0;
}
