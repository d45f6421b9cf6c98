/*
 * command/versions.c - the question bank wherever it is: in its folder, in a document, or among the versions that the database
 * keeps.
 */
#include <string.h>
#include <sys/stat.h>
#include "command/command_internal.h"
#include "signpost/json.h"
#include "signpost/record.h"
#include "signpost/store_bank.h"

#define LEAST_OF_HASH 4

enum fault_code questions_load(const struct command_line *line, struct bank **out, struct buf *err, struct fault *fault)
{
    struct findings findings;
    findings_init(&findings);
    const char *dir = command_value(line, "questions");
    enum fault_code code = bank_load(dir, &findings, out, fault);
    if (code != FAULT_NONE)
        findings_text(&findings, err);
    if (code == FAULT_INPUT)
        code = findings_counted(&findings, dir ? dir : "the questions folder", fault);
    findings_release(&findings);
    return code;
}

/* A copy in the arena, under its hash. */
static enum fault_code keep(struct versions *versions, const char *document, size_t size, struct version *out, struct fault *fault)
{
    out->document = arena_dup_bytes(versions->arena, document, size);
    out->size = size;
    sha256_hex(document, size, out->hash);
    return out->document ? FAULT_NONE : fault_memory(fault);
}

static enum fault_code from_folder(struct versions *versions, const char *dir, struct version *out, struct fault *fault)
{
    struct findings findings;
    struct bank *bank = NULL;
    struct buf said;
    size_t size = 0;
    findings_init(&findings);
    buf_init(&said, 0);
    enum fault_code code = bank_load(dir, &findings, &bank, fault);
    findings_text(&findings, &said);
    fwrite(buf_string(&said), 1, said.size, stderr);
    if (code == FAULT_NONE) {
        const char *document = bank_document(bank, &size);
        code = keep(versions, document, size, out, fault);
    } else if (code == FAULT_INPUT && findings.total) {
        code = findings_counted(&findings, dir, fault);
    }
    bank_release(bank);
    buf_release(&said);
    findings_release(&findings);
    return code;
}

/* However it is written: its name is of its canonical form. */
static enum fault_code from_file(struct versions *versions, const char *path, struct version *out, struct fault *fault)
{
    struct json_doc doc = {0};
    struct buf canonical;
    buf_init(&canonical, LIMIT_JSON_FILE);
    enum fault_code code = json_read_file(path, path, LIMIT_JSON_FILE, &doc, fault);
    if (code == FAULT_NONE)
        code = json_canonical(doc.root, &canonical, fault);
    if (code == FAULT_NONE)
        code = keep(versions, buf_string(&canonical), canonical.size, out, fault);
    buf_release(&canonical);
    json_release(&doc);
    return code;
}

static enum fault_code from_database(struct versions *versions, const char *beginning, struct version *out, struct fault *fault)
{
    const char *file = NULL;
    size_t size = strlen(beginning);
    if (strspn(beginning, "0123456789abcdef") != size || size < LEAST_OF_HASH || size >= BANK_HASH_TEXT)
        return fault_set(fault, FAULT_ABSENT, "\"%.200s\" is no folder, no file, and no version's hash or its first %d characters "
                         "at least.", beginning, LEAST_OF_HASH);
    if (!versions->open && command_db(versions->line, &file, NULL) != FAULT_NONE)
        return fault_set(fault, FAULT_USAGE, "\"%.64s\" is no folder or file here. To find a version by its hash, name the database: "
                         "--db FILE.", beginning);
    enum fault_code code = versions->open ? FAULT_NONE : reading_open(versions->line, &versions->reading, fault);
    versions->open = true;
    if (code == FAULT_NONE)
        code = bank_version_find(versions->reading.db, beginning, out->hash, fault);
    if (code == FAULT_NONE)
        code = bank_version_get(versions->reading.db, versions->arena, out->hash, &out->document, &out->size, fault);
    return code;
}

enum fault_code version_read(struct versions *versions, const char *name, struct version *out, struct fault *fault)
{
    struct stat about;
    if (!versions->arena && !(versions->arena = arena_new()))
        return fault_memory(fault);
    if (stat(name, &about) != 0)
        return from_database(versions, name, out, fault);
    return S_ISDIR(about.st_mode) ? from_folder(versions, name, out, fault) : from_file(versions, name, out, fault);
}

void versions_close(struct versions *versions)
{
    if (versions->open)
        reading_close(&versions->reading);
    if (versions->arena)
        arena_free(versions->arena);
}
