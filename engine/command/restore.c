/*
 * command/restore.c - `restore FILE`: a copy is checked (whole, of this schema, every leaf) and only then put in place.
 */
#include "command/command_internal.h"
#include <stdlib.h>
#include <unistd.h>

const struct command_option restore_options[] = {
    OPTION_DB,
    {"force", NULL, "also in place of a database that is there"},
    {0},
};

/* Reads all of COPY; writes a fresh file beside the database when it holds. */
static enum fault_code check_and_copy(const char *copy, const char *made, int64_t *events, struct fault *fault)
{
    struct findings findings;
    struct store *store = NULL;
    struct db *db = NULL;
    struct buf text;
    findings_init(&findings);
    buf_init(&text, 0);
    enum fault_code code = store_open_read(copy, &store, fault);
    if (code == FAULT_NONE)
        code = store_read(store, &db, fault);
    if (code == FAULT_NONE)
        code = store_integrity(db, &findings, fault);
    if (code == FAULT_NONE)
        code = leaves_check(db, &findings, events, fault);
    if (db)
        store_done(store, db);
    if (code == FAULT_NONE && findings.total) {
        findings_text(&findings, &text);
        fwrite(buf_string(&text), 1, text.size, stderr);
        code = fault_set(fault, FAULT_PROOF, "%.200s is damaged and was not restored.", copy);
    }
    if (code == FAULT_NONE)
        code = store_backup(store, made, fault);
    store_close(store);
    buf_release(&text);
    findings_release(&findings);
    return code;
}

enum fault_code restore_run(const struct command_line *line, struct fault *fault)
{
    const char *file = NULL;
    char *made = NULL;
    int64_t events = 0;
    bool force = command_flag(line, "force");
    enum fault_code code = command_db(line, &file, fault);
    if (code != FAULT_NONE)
        return code;
    if (!force && access(file, F_OK) == 0)
        return fault_set(fault, FAULT_CONFLICT,
                         "%.200s is there already. To put the copy in its place, repeat with --force.", file);
    if (asprintf(&made, "%s" STORE_RESTORING, file) < 0)
        return fault_memory(fault);
    unlink(made); /* of a restore that was interrupted */
    code = check_and_copy(line->argument[0], made, &events, fault);
    if (code == FAULT_NONE)
        code = store_replace(made, file, force, fault);
    if (code == FAULT_NONE)
        fprintf(stderr, "Restored %lld events to %s. It needs its keys beside it, in %s.keys.\n", (long long)events,
                file, file);
    else
        unlink(made);
    free(made);
    return code;
}
