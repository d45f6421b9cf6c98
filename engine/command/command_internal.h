/*
 * command/command_internal.h - what the subcommands share. Only engine/command includes it.
 */
#ifndef COMMAND_INTERNAL_H
#define COMMAND_INTERNAL_H
#include <stdio.h>
#include "signpost/command.h"
#include "signpost/compliance.h"
#include "signpost/formats.h"
#include "signpost/view.h"

/* ---- options.c: the words of a call ---- */
/* Reads WORDS (after the subcommand's own) by the command's table. USAGE names the word at fault. */
enum fault_code command_parse(const struct command *command, const char *const *words, int count,
                              struct command_line *out,
                              struct fault *fault) MUST_USE;
/* One of NAMES (NULL-terminated; the first is the default) as the option --format. */
enum fault_code command_format(const struct command_line *line, const char *const *names, int *out,
                               struct fault *fault) MUST_USE;
/* The value of --url: http or https, without trailing slashes; malloc'd. USAGE. */
enum fault_code command_url(const char *text, char **out, struct fault *fault) MUST_USE;
enum fault_code command_date(const struct command_line *line, const char *option, struct date *out,
                             struct fault *fault) MUST_USE;

/* ---- help.c ---- */
void help_program(const struct command *const *tables, FILE *out);
/* The subcommands whose first word is NOUN, to OUT (NULL: to nobody); false: there are none. */
bool help_noun(const struct command *const *tables, const char *noun, FILE *out);
void help_command(const struct command *command, FILE *out);

/* ---- job.c: here, or in the server that owns the database ---- */
enum fault_code job_run(const struct command_line *line, struct fault *fault) MUST_USE;
/* socket_client.c: hands the call to the server at FILE.sock; the reply's code and message become the fault. */
enum fault_code socket_call(const char *file, const struct job_request *request, struct buf *out, struct buf *err,
                            struct fault *fault) MUST_USE;
/* socket_address.c: a connected or bound address for FILE.sock, however long its path. */
struct sockaddr_un;
enum fault_code socket_address(const char *file, struct sockaddr_un *out, int *folder, struct fault *fault) MUST_USE;
/* The path FILE.sock itself, malloc'd; of the real file, whatever link names it. */
char *socket_path(const char *file);
enum fault_code socket_send(int to, const char *bytes, size_t size, struct fault *fault) MUST_USE;
/* Reads up to a newline, which is dropped. */
enum fault_code socket_receive_line(int from, struct buf *out, struct fault *fault) MUST_USE;

/* ---- reading.c: the database opened for reading, with its figures ---- */
struct reading {
    struct arena *arena;
    struct store *store;
    struct db *db;
    struct institution_row institution;
    struct ledger *ledger;   /* once reading_ledger was asked for */
    struct date as_of;
    int64_t known_at;
};
enum fault_code reading_open(const struct command_line *line, struct reading *out, struct fault *fault) MUST_USE;
/* The figures, and --as-of and --known-at (where the command has them). */
enum fault_code reading_ledger(const struct command_line *line, struct reading *reading, struct fault *fault) MUST_USE;
void reading_close(struct reading *reading);
/* Sets the process's zone to the institution's. */
enum fault_code zone_of(struct store *store, struct fault *fault) MUST_USE;

/* ---- listing.c: `bank list`, `key list`, `witness list` ---- */
/* Reads what is listed and writes it: into VIEW for JSON; where that is NULL, as text to OUT. */
typedef enum fault_code listing_fill(struct reading *reading, struct view *view, struct buf *out, struct fault *fault);
/* Opens the database of LINE for FILL and prints what that wrote, as --format says. */
enum fault_code listing_run(const struct command_line *line, listing_fill *fill, struct fault *fault) MUST_USE;

/* ---- versions.c: the question bank, wherever it is ---- */
/* The folder of --questions, or the usual one. Findings go to ERR. */
enum fault_code questions_load(const struct command_line *line, struct bank **out, struct buf *err, struct fault *fault) MUST_USE;
/* A version's document: of a folder, of a file that holds one, or of the database's version whose hash is or begins so. */
struct version {
    char hash[BANK_HASH_TEXT];
    const char *document;    /* in the arena */
    size_t size;
};
struct versions { const struct command_line *line; struct reading reading; bool open; struct arena *arena; };
/* READ as many as are wanted, then close. ABSENT; INPUT with the findings on stderr. */
enum fault_code version_read(struct versions *versions, const char *name, struct version *out, struct fault *fault) MUST_USE;
void versions_close(struct versions *versions);
#define SHORT_HASH 12 /* of a hash, for people */

/* ---- regrade_bank.c: by which version `regrade` marks ---- */
struct marking {
    struct bank *bank;             /* release it, also after a fault */
    const char *folder;            /* from which it is, in the arena */
    const char *why;               /* it is this one, in words */
    char served[BANK_HASH_TEXT];   /* the version that is served, or was last; "": none yet */
};
/* CONFLICT, USAGE: the folder and the version that is served are not one; the words say what to do. Findings and remarks go to ERR. */
enum fault_code regrade_bank(struct store *store, const struct job_request *request, struct arena *arena, struct marking *out,
                             struct buf *err, struct fault *fault) MUST_USE;

/* ---- output ---- */
/* All of BUF to stdout. STORAGE when it cannot be written (a full disk, a closed pipe). */
enum fault_code print_out(const struct buf *buf, struct fault *fault) MUST_USE;
enum fault_code print_view(const struct view *view, struct fault *fault) MUST_USE; /* as one line of JSON */
int width_of(const char *text); /* in characters, for columns */
void findings_text(const struct findings *findings, struct buf *out); /* one a line: "file:line: text" */
enum fault_code report_html(const struct report *report, const char *institution, struct buf *out,
                            struct fault *fault) MUST_USE;

/* ---- question formats (bank_import.c) ---- */
extern const struct command_option bank_import_options[], bank_export_options[], bank_list_options[], bank_diff_options[],
    bank_document_options[];
enum fault_code bank_format(const struct command_line *line, enum format *out, struct fault *fault) MUST_USE;
enum fault_code bank_subject(const struct command_line *line, char *out, struct fault *fault) MUST_USE; /* 0: none */
/* INPUT, with counts, when the report says that something was not carried. */
enum fault_code bank_carried(const struct format_report *report, struct fault *fault) MUST_USE;

/* ---- a single-use sign-in link (link.c) ---- */
/* Makes one for PERSON, valid as limits.h says, and appends "<url>/sign-in?token=<secret>". */
enum fault_code link_add(struct tx *tx, int64_t person, const char *url, struct buf *out, struct fault *fault) MUST_USE;
/* init.c: institution.named and the two key.added. URL may be NULL. */
enum fault_code institution_record(struct tx *tx, const char *name, const char *url, const char *zone,
                                   const struct keys *keys,
                                   struct fault *fault) MUST_USE;
/* ---- is the database whole? ---- */
/* leaves.c: computes every leaf again; what differs or is missing goes to FINDINGS. COUNT: how many events. */
enum fault_code leaves_check(struct db *db, struct findings *findings, int64_t *count, struct fault *fault) MUST_USE;
/* doctor_keys.c: the key file beside the database against the log's key.added events; what is only worth knowing goes to ERR. */
enum fault_code doctor_keys(struct store *store, struct db *db, struct arena *arena, struct findings *findings, struct buf *err,
                            struct fault *fault) MUST_USE;
void forget_erased(struct store *store, struct buf *err); /* forget.c: after erasing, or where that was left undone */
void others_text(const char *file, struct buf *out); /* others.c: a line for each other process that has it open */

#define DEFAULT_URL "http://127.0.0.1:8080"

/* ---- the subcommands, one file each: <noun>_options and <noun>_run or <noun>_job, put together in table.c ---- */
extern const struct command_option init_options[], check_options[], staff_options[], completions_options[],
    report_options[],
    people_options[], token_options[], link_options[], verify_options[], doctor_options[], backup_options[],
    restore_options[], config_options[], revoke_options[], erase_options[], export_options[],
    audit_options[], rotate_options[], key_list_options[];
enum fault_code init_run(const struct command_line *line, struct fault *fault) MUST_USE;
enum fault_code check_run(const struct command_line *line, struct fault *fault) MUST_USE;
enum fault_code report_run(const struct command_line *line, struct fault *fault) MUST_USE;
enum fault_code people_run(const struct command_line *line, struct fault *fault) MUST_USE;
enum fault_code verify_run(const struct command_line *line, struct fault *fault) MUST_USE;
enum fault_code audit_run_command(const struct command_line *line, struct fault *fault) MUST_USE;
enum fault_code backup_run(const struct command_line *line, struct fault *fault) MUST_USE;
enum fault_code restore_run(const struct command_line *line, struct fault *fault) MUST_USE;
enum fault_code config_run(const struct command_line *line, struct fault *fault) MUST_USE;
enum fault_code bank_import_run(const struct command_line *line, struct fault *fault) MUST_USE;
enum fault_code bank_export_run(const struct command_line *line, struct fault *fault) MUST_USE;
enum fault_code bank_list_run(const struct command_line *line, struct fault *fault) MUST_USE;
enum fault_code bank_diff_run(const struct command_line *line, struct fault *fault) MUST_USE;
enum fault_code bank_document_run(const struct command_line *line, struct fault *fault) MUST_USE;
enum fault_code staff_job(struct store *store, const struct job_request *request, struct buf *out, struct buf *err,
                          struct fault *fault) MUST_USE;
enum fault_code completions_job(struct store *store, const struct job_request *request, struct buf *out,
                                struct buf *err,
                                struct fault *fault) MUST_USE;
enum fault_code token_job(struct store *store, const struct job_request *request, struct buf *out, struct buf *err,
                          struct fault *fault) MUST_USE;
enum fault_code key_list_run(const struct command_line *line, struct fault *fault) MUST_USE;
enum fault_code rotate_job(struct store *store, const struct job_request *request, struct buf *out, struct buf *err,
                           struct fault *fault) MUST_USE;
enum fault_code export_run(const struct command_line *line, struct fault *fault) MUST_USE;
enum fault_code erase_job(struct store *store, const struct job_request *request, struct buf *out, struct buf *err,
                          struct fault *fault) MUST_USE;
enum fault_code revoke_job(struct store *store, const struct job_request *request, struct buf *out, struct buf *err,
                           struct fault *fault) MUST_USE;
enum fault_code link_job(struct store *store, const struct job_request *request, struct buf *out, struct buf *err,
                         struct fault *fault) MUST_USE;
extern const struct command_option regrade_options[];
enum fault_code regrade_job(struct store *store, const struct job_request *request, struct buf *out, struct buf *err,
                            struct fault *fault) MUST_USE;
enum fault_code doctor_job(struct store *store, const struct job_request *request, struct buf *out, struct buf *err,
                           struct fault *fault) MUST_USE;
extern const struct command_option witness_options[], witness_trust_options[], witness_list_options[];
enum fault_code witness_run(const struct command_line *line, struct fault *fault) MUST_USE;
enum fault_code witness_list_run(const struct command_line *line, struct fault *fault) MUST_USE;
enum fault_code witness_trust_job(struct store *store, const struct job_request *request, struct buf *out, struct buf *err,
                                  struct fault *fault) MUST_USE;
enum fault_code witness_end_job(struct store *store, const struct job_request *request, struct buf *out, struct buf *err,
                                struct fault *fault) MUST_USE;
#endif
