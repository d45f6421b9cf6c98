/*
 * import_internal.h - what the steps of an import hand to each other.
 *
 * folder.c        what is in the questions folder already
 * settle.c        a question as read → a question of the bank: pool, subject, feedback, source, ids of choices
 * import_take.c   one question: settled, checked, named
 * import_files.c  the files to be
 * save.c          new files, all of them or none
 * import.c        the steps: read and take each, check the whole, save
 */
#ifndef IMPORT_INTERNAL_H
#define IMPORT_INTERNAL_H
#include "formats/formats_internal.h"
#include "formats/taken.h"

/* ---- folder.c ---- */
struct folder {
    struct json_doc institution;
    struct taken taken;     /* every question that is there */
};
enum fault_code folder_open(const char *dir, struct folder *out, struct fault *fault) MUST_USE;
void folder_close(struct folder *folder);
/* For questions that name no source: the institution's first document, and in it Point 13 a to e, of which the subjects are
 * made, where it lists its points and this is one; else its first. */
void folder_source(const struct folder *folder, char subject, const char **document, const char **point);
/* What a question says, but for its id and pool, so that the same can be told from another. malloc'd; NULL: no memory. */
char *content_of(const cJSON *question, char subject);

/* ---- settle.c ---- */
struct settled {
    bool without_feedback, without_source, said_quiz;
    const char *unknown_document, *unknown_point; /* a source that the institution does not list; NULL: none */
};
/* Completes QUESTION, whose strings lie in ARENA or longer. MEMORY only. */
enum fault_code settle(struct format_question *question, const struct format_import *import,
                       const struct folder *folder, struct arena *arena, struct settled *out,
                       struct fault *fault) MUST_USE;

/* ---- save.c ---- */
struct new_file { char *path; const char *bytes; size_t size; };
/* CONFLICT when one is there, STORAGE when one cannot be written; then none is. */
enum fault_code save_free(const struct new_file *files, int count, struct fault *fault) MUST_USE;
enum fault_code save_files(const struct new_file *files, int count, struct fault *fault) MUST_USE;

/* ---- import*.c ---- */
struct importing {
    const struct format_import *import;
    struct folder folder;
    struct format_imported *out;
    struct format_report *report;
    struct buf text[SUBJECTS];  /* the files' questions */
    struct buf question;        /* the one at hand, as JSON */
    int count[SUBJECTS];
};
void import_tell(const struct format_import *import, enum format_phase phase, int count, bool ended);
enum fault_code import_take(void *importing, const struct format_question *read, struct fault *fault) MUST_USE;
/* USAGE: INTO is no name of a file in bank/. NULL: none is asked for. */
enum fault_code into_check(const char *into, struct fault *fault) MUST_USE;
/* The files to be, *COUNT of them; their bytes are the buffers in DONE. */
enum fault_code import_files(struct importing *importing, struct buf done[SUBJECTS], struct new_file files[SUBJECTS],
                             int *count, struct fault *fault) MUST_USE;
#endif
