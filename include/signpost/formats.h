/*
 * formats.h - question formats in and out: GIFT, Moodle XML and IMS QTI 2.1.
 *
 * One value stands between the formats and the bank's own JSON. A reader fills it and knows nothing of the bank; a writer
 * writes it and knows nothing of other formats. What one side cannot say goes into the report, question by question, so
 * that nothing is dropped in silence; questions/README.md lists what each format carries.
 */
#ifndef SIGNPOST_FORMATS_H
#define SIGNPOST_FORMATS_H
#include <stdbool.h>
#include "signpost/arena.h"
#include "signpost/bank.h"
#include "signpost/buf.h"
#include "signpost/fault.h"
#include "signpost/limits.h"

enum format { FORMAT_GIFT, FORMAT_MOODLE_XML, FORMAT_QTI, FORMATS };
extern const char *const format_names[FORMATS + 1]; /* as on the command line; ends with NULL */

/* ---- the value in between ---- */

#define FORMAT_TAGS 20
#define FORMAT_ACCEPTED 20

struct format_choice {
    const char *id;           /* NULL: the format gives none */
    const char *text;         /* CommonMark */
    const char *feedback;     /* of this choice alone, or NULL */
};

/* A question as a format has it. Texts are CommonMark; every string is borrowed. NULL, 0: the format does not say. */
struct format_question {
    const char *file;         /* where it begins */
    int line;
    const char *name;         /* what it is called there; its id where it came from a bank */
    enum question_kind kind;
    char subject;             /* 'a' to 'e' */
    int pool;                 /* an enum pool, or -1 */
    const char *stem, *right, *wrong;
    const char *source_document, *source_point;
    const char *tags[FORMAT_TAGS];
    int tag_count;
    bool shuffle;
    struct format_choice choices[LIMIT_CHOICES], targets[LIMIT_CHOICES]; /* as options and targets of struct question */
    int choice_count, target_count;
    int key[LIMIT_CHOICES];   /* as in struct question */
    const char *number, *tolerance, *unit;
    const char *accepted[FORMAT_ACCEPTED];
    int accepted_count;
    /* situation: each part a question of its own, whose name is its id within the situation; its subject, pool and tags are
     * the situation's. */
    struct format_question *parts;
    int part_count;
};

/* What was not carried: one line each, "file:line: name: what, and why". */
struct format_report {
    struct buf text;
    int questions;            /* not carried at all */
    int parts;                /* questions that were carried without something */
};
void format_report_init(struct format_report *report);
void format_report_release(struct format_report *report);

/* ---- reading ---- */

/* Called for each question that could be read; the question and all in it live during the call only. Anything but
 * FAULT_NONE ends the reading and is returned. */
typedef enum fault_code (*format_take_fn)(void *context, const struct format_question *question, struct fault *fault);

/* Reads BYTES, which FILE names in the report. INPUT, LARGE: the file as a whole is not of this format, or hostile. */
enum fault_code format_read(enum format format, const char *bytes, size_t size, const char *file, format_take_fn take,
                            void *context, struct format_report *report, struct fault *fault) MUST_USE;

/* ---- writing ---- */

struct format_writer;
/* SUBJECTS: the subjects' names, for the headings. */
enum fault_code format_writer_new(enum format format, const char *const subjects[SUBJECTS], struct format_writer **out,
                                  struct fault *fault) MUST_USE;
/* Questions of one subject are best added one after the other. */
enum fault_code format_writer_add(struct format_writer *writer, const struct format_question *question,
                                  struct format_report *report, struct fault *fault) MUST_USE;
/* Appends the whole file. */
enum fault_code format_writer_finish(struct format_writer *writer, struct buf *out, struct fault *fault) MUST_USE;
void format_writer_free(struct format_writer *writer); /* NULL is allowed */

/* ---- between a format and a questions folder ---- */

enum format_pool { FORMAT_POOL_PRACTICE, FORMAT_POOL_QUIZ, FORMAT_POOL_MARKED }; /* MARKED: as each question says */
enum format_phase { FORMAT_PHASE_READ, FORMAT_PHASE_CHECK, FORMAT_PHASE_WRITE, FORMAT_PHASES };

struct format_import {
    enum format format;
    const char *file;         /* the file's name and content */
    const char *bytes;
    size_t size;
    const char *dir;          /* the questions folder */
    char subject;             /* of questions that do not say theirs; 0: they are not carried */
    enum format_pool pool;
    const char *into;         /* the file to make in the folder's bank/, its name alone; NULL: one a subject */
    bool dry_run;
    /* Called when a phase begins (COUNT 0), now and then, and when it has ended; may be NULL. */
    void (*progress)(void *context, enum format_phase phase, int count, bool ended);
    void *context;
};
struct format_imported {
    int read;                 /* questions of types that we have */
    int carried;              /* in the files written, or that would be */
    int known;                /* left out because the bank has just the same */
    int quiz;                 /* of those carried: in the quiz pool */
    int said_quiz;            /* marked for the quiz and put into practice */
    int without_feedback, without_source; /* given a standing text, and a tag to find them by */
    int unknown_source;       /* the same: named a source that the institution does not list */
    int file_count;
    char *files[SUBJECTS];    /* owned */
};
/*
 * Reads, checks each question as `signpost check` does and the folder with all of them in it, then writes new files:
 * all of them or none, never over one that is there. INPUT: the folder or the file is not sound (FINDINGS may say more),
 * or nothing could be carried. CONFLICT: a file is in the way.
 */
enum fault_code format_import(const struct format_import *import, struct format_imported *out,
                              struct format_report *report, struct findings *findings, struct fault *fault) MUST_USE;
void format_imported_release(struct format_imported *imported);

/* Left out: what is made from the directory of services, and what Schools ask in files of their own. */
struct format_exported { int written, generated, local; };
/* Appends BANK's questions, of one SUBJECT or (0) all. */
enum fault_code format_export(enum format format, const struct bank *bank, char subject, struct buf *out,
                              struct format_exported *counts, struct format_report *report,
                              struct fault *fault) MUST_USE;
/* A new file, whole or not at all. CONFLICT when there is one. */
enum fault_code format_save(const char *path, const struct buf *bytes, struct fault *fault) MUST_USE;
#endif
