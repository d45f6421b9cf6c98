/*
 * command/verify.c - `verify`: records checked one by one, from files and folders, each answer in plain words. Offline by named keys, or
 * against a database.
 */
#include "command/verify_internal.h"
#include "signpost/limits.h"
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER_DEPTH 8
#define FILES_A_TRANSACTION 256 /* a read transaction that stays open holds the log of the database back */

const struct command_option verify_options[] = {
    {"db", "FILE", "trust this institution's keys, and ask its database what became of a record"},
    {"key", "KEY|FILE…", "trust this key (z6Mk…), or those in an issuer's document; may be repeated"},
    {"log-key", "VKEY…", "trust this key of a log, for proof files; may be repeated"},
    {"witness-key", "VKEY…", "ask for the signature of this witness too; of any of them when repeated"},
    {"proof", "FILE", "the proof of the record (usual: the .tlog-proof beside it)"},
    {"email", "ADDRESS", "was it issued to this address?"},
    {"name", "NAME", "does it belong to this person? Only with --db, where its holder shows their name"},
    {"format", "text|json", "how to print the result"},
    {0},
};
static const char *const formats[] = {"text", "json", NULL};

struct verifying {
    const struct command_line *line;
    struct trust trust;
    struct reading reading;
    bool online;
    struct printer printer;
    long long missing;
    struct fault first_missing;
};

/* ---- files ---- */

static bool ends_with(const char *text, const char *ending)
{
    size_t size = strlen(text), tail = strlen(ending);
    return size > tail && strcmp(text + size - tail, ending) == 0;
}

/* FILE with another ending, malloc'd. */
static char *beside(const char *file, const char *ending)
{
    const char *dot = strrchr(file, '.'), *slash = strrchr(file, '/');
    char *path = NULL;
    int stem = dot && (!slash || dot > slash + 1) ? (int)(dot - file) : (int)strlen(file);
    return asprintf(&path, "%.*s%s", stem, file, ending) < 0 ? NULL : path;
}

/* The proof that was named, or the one beside the record. An empty one is a proof that does not hold, not none. */
static enum fault_code read_proof(const struct verifying *verifying, const char *file, struct buf *out, bool *there, struct fault *fault)
{
    const char *named = command_value(verifying->line, "proof");
    *there = true;
    if (named)
        return buf_read_file(out, named, LIMIT_PROOF_FILE, fault);
    char *path = beside(file, ".tlog-proof");
    if (!path)
        return fault_memory(fault);
    enum fault_code code = buf_read_file(out, path, LIMIT_PROOF_FILE, fault);
    free(path);
    *there = code != FAULT_ABSENT;
    return *there ? code : FAULT_NONE;
}

/* ---- one record ---- */

/* PROOF: NULL when there is none. */
static enum fault_code check_bytes(struct verifying *verifying, const char *file, const struct buf *record, struct buf *proof,
                                   struct fault *fault)
{
    struct verification result;
    struct arena *arena = arena_new();
    struct verification_db source = {.db = verifying->reading.db, .arena = arena};
    struct verification_input input = {
        .record = buf_string(record), .size = record->size, .keys = verifying->trust.keys,
        .proof = proof ? buf_string(proof) : NULL, .proof_size = proof ? proof->size : 0,
        .log_keys = verifying->trust.log_keys, .log_key_count = verifying->trust.log_key_count,
        .witnesses = verifying->trust.witnesses, .witness_count = verifying->trust.witness_count,
        .email = command_value(verifying->line, "email"), .name = command_value(verifying->line, "name"), .now = clock_now(),
        .source = verifying->online ? verification_db : NULL, .context = &source};
    if (!arena)
        return fault_memory(fault);
    enum fault_code code = verification_run(&input, &result, fault);
    if (code == FAULT_NONE) {
        code = printer_record(&verifying->printer, file, &result, fault);
        verification_release(&result);
    }
    arena_free(arena);
    return code;
}

/* A long run is not one long transaction, and says how far it is to people whose output goes elsewhere. */
static enum fault_code breathe(struct verifying *verifying, struct fault *fault)
{
    long long done = verifying->printer.done;
    if (done % 100 == 0 && isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO))
        fprintf(stderr, "\r%lld records checked ", done);
    if (!verifying->online || done % FILES_A_TRANSACTION != 0)
        return FAULT_NONE;
    store_done(verifying->reading.store, verifying->reading.db);
    verifying->reading.db = NULL;
    return store_read(verifying->reading.store, &verifying->reading.db, fault);
}

/* A file that cannot be read is said at once and remembered; the others get their answer all the same. */
static enum fault_code check_file(struct verifying *verifying, const char *file, struct fault *fault)
{
    struct buf record, proof;
    bool proved = false;
    char text[900];
    buf_init(&record, LIMIT_BODY_UPLOAD + 1);
    buf_init(&proof, LIMIT_PROOF_FILE + 1);
    enum fault_code code = buf_read_file(&record, file, LIMIT_BODY_UPLOAD, fault);
    if (code == FAULT_NONE)
        code = read_proof(verifying, file, &proof, &proved, fault);
    if (code == FAULT_NONE) {
        code = check_bytes(verifying, file, &record, proved ? &proof : NULL, fault);
    } else if (code != FAULT_MEMORY) {
        if (!verifying->missing++)
            verifying->first_missing = *fault;
        fault_text(fault, text, sizeof text);
        if (!verifying->printer.one)
            fprintf(stderr, "signpost: %s\n", text);
        code = FAULT_NONE;
    }
    buf_release(&record);
    buf_release(&proof);
    return code == FAULT_NONE ? breathe(verifying, fault) : code;
}

/* ---- many ---- */

static enum fault_code check_path(struct verifying *verifying, const char *path, int depth, bool named, struct fault *fault);

/* In the order in which the folder lists them: a hundred thousand names need not be held to be sorted. */
static enum fault_code check_folder(struct verifying *verifying, const char *folder, int depth, struct fault *fault)
{
    DIR *listing = opendir(folder);
    const struct dirent *entry;
    enum fault_code code = FAULT_NONE;
    if (!listing)
        return fault_at(fault, FAULT_ABSENT, folder, 0, "This folder cannot be opened.");
    while (code == FAULT_NONE && (entry = readdir(listing))) {
        char *path = NULL;
        if (entry->d_name[0] == '.')
            continue;
        if (asprintf(&path, "%s/%s", folder, entry->d_name) < 0)
            code = fault_memory(fault);
        else
            code = check_path(verifying, path, depth + 1, false, fault);
        free(path);
    }
    closedir(listing);
    return code;
}

static enum fault_code check_path(struct verifying *verifying, const char *path, int depth, bool named, struct fault *fault)
{
    struct stat about;
    bool folder = stat(path, &about) == 0 && S_ISDIR(about.st_mode);
    if (folder)
        return depth < FOLDER_DEPTH ? check_folder(verifying, path, depth, fault) : FAULT_NONE;
    if (named || ends_with(path, ".json") || ends_with(path, ".svg"))
        return check_file(verifying, path, fault);
    return FAULT_NONE;
}

static bool among(const struct command_line *line, const char *path)
{
    for (int i = 0; i < line->argument_count; i++)
        if (strcmp(line->argument[i], path) == 0)
            return true;
    return false;
}

/* A proof file that was named stands for its record, once. */
static enum fault_code check_proof_argument(struct verifying *verifying, const char *path, struct fault *fault)
{
    static const char *const endings[] = {".json", ".svg"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        char *record = beside(path, endings[i]);
        if (!record)
            return fault_memory(fault);
        bool there = access(record, F_OK) == 0;
        enum fault_code code = there && !among(verifying->line, record) ? check_file(verifying, record, fault) : FAULT_NONE;
        free(record);
        if (there)
            return code;
    }
    return fault_at(fault, FAULT_ABSENT, path, 0,
                    "There is no record beside this proof: name the record, and give the proof with --proof.");
}

static enum fault_code check_all(struct verifying *verifying, struct fault *fault)
{
    const struct command_line *line = verifying->line;
    enum fault_code code = printer_begin(&verifying->printer, fault);
    for (int i = 0; i < line->argument_count && code == FAULT_NONE; i++)
        code = ends_with(line->argument[i], ".tlog-proof") ? check_proof_argument(verifying, line->argument[i], fault)
                                                           : check_path(verifying, line->argument[i], 0, true, fault);
    if (isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO))
        fputs("\r\033[K", stderr);
    if (code != FAULT_NONE)
        return code;
    code = printer_end(&verifying->printer, fault);
    if (code == FAULT_NONE && verifying->printer.invalid)
        return fault_set(fault, FAULT_PROOF, "%lld of %lld %s not valid.", verifying->printer.invalid, verifying->printer.done,
                         verifying->printer.invalid == 1 ? "is" : "are");
    if (code == FAULT_NONE && verifying->missing) {
        *fault = verifying->first_missing;
        return verifying->printer.one ? fault->code
                                      : fault_set(fault, fault->code, "%lld of the files could not be read.", verifying->missing);
    }
    if (code == FAULT_NONE && !verifying->printer.done)
        return fault_set(fault, FAULT_ABSENT, "There is no record here: no file ends in .json or .svg.");
    return code;
}

static bool is_one(const struct command_line *line)
{
    struct stat about;
    return line->argument_count == 1 && !(stat(line->argument[0], &about) == 0 && S_ISDIR(about.st_mode));
}

static enum fault_code open_trust(struct verifying *verifying, struct fault *fault)
{
    const struct command_line *line = verifying->line;
    enum fault_code code = trust_from_line(line, &verifying->trust, fault);
    if (code != FAULT_NONE || command_value(line, "key"))
        return code;
    code = reading_open(line, &verifying->reading, fault);
    if (code == FAULT_USAGE)
        fault_set(fault, FAULT_USAGE, "Say whose keys to trust: --db FILE or --key KEY.");
    if (code == FAULT_NONE)
        code = trust_from_db(verifying->reading.db, &verifying->trust, fault);
    verifying->online = code == FAULT_NONE;
    return code;
}

enum fault_code verify_run(const struct command_line *line, struct fault *fault)
{
    struct verifying verifying = {.line = line, .printer = {.one = is_one(line)}};
    int format = 0;
    enum fault_code code = command_format(line, formats, &format, fault);
    if (code == FAULT_NONE && command_value(line, "key") && command_value(line, "db"))
        code = fault_set(fault, FAULT_USAGE, "Give --db or --key, not both.");
    if (code == FAULT_NONE && command_value(line, "proof") && !verifying.printer.one)
        code = fault_set(fault, FAULT_USAGE, "--proof is the proof of one record: name one file.");
    if (code == FAULT_NONE && command_value(line, "name") && command_value(line, "key"))
        code = fault_set(fault, FAULT_USAGE, "--name can only be confirmed with --db: a record holds no name.");
    verifying.printer.format = (enum verify_format)format;
    if (code == FAULT_NONE)
        code = open_trust(&verifying, fault);
    if (code == FAULT_NONE)
        code = check_all(&verifying, fault);
    reading_close(&verifying.reading);
    trust_release(&verifying.trust);
    return code;
}
