/*
 * store_backup.c - a copy of the database at one moment, and putting a copy in a database's place.
 */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "store_internal.h"

/* File and folder, so that the copy survives a power cut, and its name with it. */
static enum fault_code sync_both(const char *file, struct fault *fault)
{
    enum fault_code code = FAULT_NONE;
    char *copy = strdup(file);
    int opened = open(file, O_RDONLY | O_CLOEXEC), folder = -1;
    if (copy)
        folder = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0 || folder < 0 || fsync(opened) != 0 || fsync(folder) != 0)
        code = fault_set(fault, FAULT_STORAGE, "%.200s could not be brought to disk: %s.", file, strerror(errno));
    if (opened >= 0)
        close(opened);
    if (folder >= 0)
        close(folder);
    free(copy);
    return code;
}

/* All pages in one step: a stepped copy starts again whenever somebody writes. */
static enum fault_code copy_pages(struct db *from, const char *file, struct fault *fault)
{
    struct db to = {0};
    enum fault_code code = FAULT_NONE;
    int result =
        sqlite3_open_v2(file, &to.handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    if (result == SQLITE_OK) {
        sqlite3_backup *backup = sqlite3_backup_init(to.handle, "main", from->handle, "main");
        result = backup ? sqlite3_backup_step(backup, -1) : sqlite3_extended_errcode(to.handle);
        if (backup && sqlite3_backup_finish(backup) != SQLITE_OK && result == SQLITE_DONE)
            result = sqlite3_extended_errcode(to.handle);
    }
    if (result != SQLITE_OK && result != SQLITE_DONE)
        code = db_fault(&to, result, fault);
    sqlite3_close(to.handle);
    return code;
}

enum fault_code store_backup(struct store *store, const char *file, struct fault *fault)
{
    struct db *db = NULL;
    int made = open(file, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (made < 0 && errno == EEXIST)
        return fault_set(fault, FAULT_CONFLICT, "%.200s is there already: name another file.", file);
    if (made < 0)
        return fault_set(fault, FAULT_STORAGE, "%.200s cannot be made: %s.", file, strerror(errno));
    close(made);
    enum fault_code code = store_read(store, &db, fault);
    if (code == FAULT_NONE)
        code = copy_pages(db, file, fault);
    store_done(store, db);
    if (code == FAULT_NONE)
        code = sync_both(file, fault);
    if (code != FAULT_NONE)
        unlink(file);
    return code;
}

/* The former log must be gone before the new file is there: it would be read into it. */
static enum fault_code move(const char *made, const char *file, bool force, struct fault *fault)
{
    static const char *const endings[] = {"-wal", "-shm"};
    if (!force && access(file, F_OK) == 0)
        return fault_set(fault, FAULT_CONFLICT, "%.200s is there already.", file);
    for (int i = 0; i < 2; i++) {
        char *name = NULL;
        if (asprintf(&name, "%s%s", file, endings[i]) < 0)
            return fault_memory(fault);
        int removed = unlink(name);
        free(name);
        if (removed != 0 && errno != ENOENT)
            return fault_set(fault, FAULT_STORAGE, "%.200s%s cannot be removed: %s.", file, endings[i],
                             strerror(errno));
    }
    if (rename(made, file) != 0)
        return fault_set(fault, FAULT_STORAGE, "%.200s cannot be replaced: %s.", file, strerror(errno));
    return sync_both(file, fault);
}

enum fault_code store_replace(const char *made, const char *file, bool force, struct fault *fault)
{
    int lock = -1;
    char *path = realpath(file, NULL);
    enum fault_code code = lock_take(path ? path : file, &lock, fault);
    if (code == FAULT_NONE)
        code = move(made, path ? path : file, force, fault);
    lock_release(lock);
    free(path);
    return code;
}

static enum fault_code ask(struct db *db, const char *sql, bool rows_are_troubles, struct findings *findings,
                           struct fault *fault)
{
    struct query query;
    query_open_once(&query, db, sql, fault);
    while (query_next(&query)) {
        const char *text = column_text(&query, 0), *heading = text ? strrchr(text, '\n') : NULL;
        if (heading)
            text = heading + 1; /* "*** in database main ***" */
        if (rows_are_troubles || !text || strcmp(text, "ok") != 0)
            findings_add(findings, "", 0, "The database is damaged: %.300s.", text ? text : "");
    }
    return query_close(&query);
}

/* A connection that was opened for reading knows no CHECK constraint (seen with 3.40.1), so that a value which its table refuses
 * would pass: another looks, and this one where the file cannot be opened twice or is damaged. */
static enum fault_code ask_integrity(struct db *db, struct findings *findings, struct fault *fault)
{
    static const char sql[] = "PRAGMA integrity_check(50)";
    const char *file = sqlite3_db_filename(db->handle, "main");
    struct db *checking = NULL;
    enum fault_code code = FAULT_STORAGE;
    if (file && *file && db_open(file, DB_CHECK, &checking, NULL) == FAULT_NONE) {
        code = ask(checking, sql, false, findings, NULL);
        db_close(checking);
    }
    return code == FAULT_NONE ? code : ask(db, sql, false, findings, fault);
}

enum fault_code store_integrity(struct db *db, struct findings *findings, struct fault *fault)
{
    enum fault_code code = ask_integrity(db, findings, fault);
    if (code == FAULT_NONE)
        code = ask(db, "SELECT \"table\" || ' row ' || ifnull(rowid, '?') || ' points at nothing in ' || parent"
                       " FROM pragma_foreign_key_check", true, findings, fault);
    return code;
}
