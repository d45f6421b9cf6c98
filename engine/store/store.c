/*
 * store.c - opening and closing a store: the lock, the schema, the writer and the readers put together.
 */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "store_internal.h"

struct kept_keys { struct kept_keys *next; struct keys *keys, *chosen; /* NULL: all of them */ };
struct store {
    char *file;  /* as it was named */
    char *path;  /* the real one, so that one database has one lock whatever link names it */
    int lock;    /* -1: reading only */
    struct db *db;
    struct writer *writer; /* NULL: reading only */
    struct readers *readers;
    struct kept_keys *keys; /* all that were ever handed over: somebody may still be signing with the former ones */
};

/* ---- creating ---- */

static enum fault_code create_file(const char *file, struct fault *fault)
{
    int made = open(file, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (made < 0 && errno == EEXIST)
        return fault_set(fault, FAULT_CONFLICT, "%s exists already.", file);
    if (made < 0)
        return fault_set(fault, FAULT_STORAGE, "%s cannot be created: %s.", file, strerror(errno));
    close(made);
    return FAULT_NONE;
}

/* The file's name itself must survive a power cut. */
static enum fault_code sync_folder(const char *path, struct fault *fault)
{
    char *copy = strdup(path);
    if (!copy)
        return fault_memory(fault);
    int folder = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum fault_code code = FAULT_NONE;
    if (folder < 0 || fsync(folder) != 0)
        code = fault_set(fault, FAULT_STORAGE, "The folder of %s cannot be written: %s.", path, strerror(errno));
    if (folder >= 0)
        close(folder);
    free(copy);
    return code;
}

static void remove_database(const char *path)
{
    static const char *const endings[] = {"-wal", "-shm", ""};
    for (int i = 0; i < 3; i++) {
        char name[4200];
        size_t length = strlen(path), more = strlen(endings[i]);
        if (length + more >= sizeof name)
            continue;
        memcpy(name, path, length);
        memcpy(name + length, endings[i], more + 1);
        unlink(name);
    }
}

static enum fault_code fill(const char *path, struct fault *fault)
{
    struct db *db = NULL;
    enum fault_code code = db_open(path, DB_CREATE, &db, fault);
    if (code == FAULT_NONE)
        code = migrate(db, path, true, fault);
    if (code == FAULT_NONE)
        code = wal_empty(db, fault);
    db_close(db);
    if (code == FAULT_NONE)
        code = sync_folder(path, fault);
    return code;
}

enum fault_code store_create(const char *file, struct fault *fault)
{
    int lock = -1;
    char *path = NULL;
    enum fault_code code = create_file(file, fault);
    if (code != FAULT_NONE)
        return code;
    path = realpath(file, NULL);
    if (!path) {
        code = fault_set(fault, FAULT_STORAGE, "%s cannot be found again: %s.", file, strerror(errno));
        goto done;
    }
    code = lock_take(path, &lock, fault);
    if (code == FAULT_NONE)
        code = fill(path, fault);
    if (code != FAULT_NONE)
        remove_database(path);
done:
    lock_release(lock);
    free(path);
    return code;
}

/* ---- opening ---- */

static enum fault_code store_new(const char *file, struct store **out, struct fault *fault)
{
    struct store *store = calloc(1, sizeof *store);
    if (!store)
        return fault_memory(fault);
    store->lock = -1;
    store->file = strdup(file);
    store->path = realpath(file, NULL);
    if (store->file && store->path) {
        *out = store;
        return FAULT_NONE;
    }
    enum fault_code code = FAULT_STORAGE;
    if (!store->file || errno == ENOMEM)
        code = fault_memory(fault);
    else if (errno == ENOENT || errno == ENOTDIR)
        code = fault_set(fault, FAULT_ABSENT, "There is no database %s: make it with signpost init.", file);
    else
        fault_set(fault, code, "%s cannot be opened: %s.", file, strerror(errno));
    store_close(store);
    return code;
}

/* Before a lock is left beside it: does the file begin as SQLite's do (fileformat2, 1.3), with our application id? */
static enum fault_code check_header(const char *path, const char *file, struct fault *fault)
{
    unsigned char header[72] = {0};
    int from = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t size = from >= 0 ? pread(from, header, sizeof header, 0) : -1;
    if (from >= 0)
        close(from);
    if (size < 0)
        return FAULT_NONE; /* db_open says why, in its own words */
    uint32_t id = (uint32_t)header[68] << 24 | (uint32_t)header[69] << 16 | (uint32_t)header[70] << 8 | header[71];
    if (size == sizeof header && !memcmp(header, "SQLite format 3", 16) && id == SCHEMA_APPLICATION_ID)
        return FAULT_NONE;
    return fault_at(fault, FAULT_INPUT, file, 0, "this is not a Signpost database");
}

enum fault_code store_open(const char *file, struct store **out, struct fault *fault)
{
    struct store *store = NULL;
    enum fault_code code = store_new(file, &store, fault);
    if (code == FAULT_NONE)
        code = check_header(store->path, file, fault);
    if (code == FAULT_NONE)
        code = lock_take(store->path, &store->lock, fault);
    if (code == FAULT_NONE)
        code = db_open(store->path, DB_WRITE, &store->db, fault);
    if (code == FAULT_NONE)
        code = migrate(store->db, file, false, fault);
    if (code == FAULT_NONE && anew_settle(store->db, NULL) != FAULT_NONE) /* left undone; on a full disk it stays so */
        store->db->trouble = SQLITE_OK;
    if (code == FAULT_NONE)
        code = readers_new(store->path, &store->readers, fault);
    if (code == FAULT_NONE)
        code = writer_new(store, store->db, &store->writer, fault);
    if (code == FAULT_NONE)
        *out = store;
    else
        store_close(store);
    return code;
}

enum fault_code store_open_read(const char *file, struct store **out, struct fault *fault)
{
    struct store *store = NULL;
    struct db *db = NULL;
    enum fault_code code = store_new(file, &store, fault);
    if (code == FAULT_NONE)
        code = readers_new(store->path, &store->readers, fault);
    if (code == FAULT_NONE)
        code = readers_borrow(store->readers, &db, fault);
    if (code == FAULT_NONE)
        code = migrate_check(db, file, fault);
    if (db)
        readers_return(store->readers, db);
    if (code == FAULT_NONE)
        *out = store;
    else
        store_close(store);
    return code;
}

static void keys_forget(struct store *store)
{
    while (store->keys) {
        struct kept_keys *kept = store->keys;
        store->keys = kept->next;
        keys_free(kept->chosen);
        keys_free(kept->keys);
        free(kept);
    }
}

void store_close(struct store *store)
{
    if (!store)
        return;
    bool sound = store->writer && !writer_failed(store->writer);
    writer_free(store->writer);
    readers_free(store->readers);
    if (store->db && sound) {
        store->db->trouble = SQLITE_OK;
        db_forget_statements(store->db);
        /* Not being able to is no loss: the WAL holds everything, and whoever opens the store next reads it. */
        if (wal_empty(store->db, NULL) != FAULT_NONE)
            store->db->trouble = SQLITE_OK;
    }
    db_close(store->db);
    keys_forget(store);
    lock_release(store->lock);
    free(store->path);
    free(store->file);
    free(store);
}

/* ---- using ---- */

struct db *tx_db(struct tx *tx)
{
    return tx->db;
}

const char *store_file(const struct store *store)
{
    return store->file;
}

bool store_failed(const struct store *store)
{
    return store->writer && writer_failed(store->writer);
}

enum fault_code store_write(struct store *store, store_job job, void *context, struct fault *fault)
{
    if (!store->writer)
        return fault_set(fault, FAULT_INTERNAL, "This store was opened for reading only.");
    return writer_run(store->writer, job, context, fault);
}

/* A whole copy of an earlier state, left by a restore that was killed. Whoever has the store open is not being restored. */
static void remove_restoring(const char *file)
{
    static const char *const endings[] = {STORE_RESTORING, STORE_RESTORING "-journal", STORE_RESTORING "-wal"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        char *name = NULL;
        if (asprintf(&name, "%s%s", file, endings[i]) < 0)
            return;
        unlink(name); /* there is hardly ever one */
        free(name);
    }
}

enum fault_code store_forget(struct store *store, struct fault *fault)
{
    if (!store->writer)
        return fault_set(fault, FAULT_INTERNAL, "This store was opened for reading only.");
    remove_restoring(store->file);
    remove_restoring(store->path);
    return writer_forget(store->writer, fault);
}

enum fault_code store_read(struct store *store, struct db **out, struct fault *fault)
{
    return readers_borrow(store->readers, out, fault);
}

void store_done(struct store *store, struct db *db)
{
    if (db)
        readers_return(store->readers, db);
}

void store_on_event(struct store *store, store_event_fn fn, void *context)
{
    if (store->writer)
        writer_on_event(store->writer, fn, context);
}

enum fault_code store_keys_use(struct store *store, struct keys *keys, struct fault *fault)
{
    struct kept_keys *kept = malloc(sizeof *kept);
    if (!kept || !store->writer) {
        free(kept);
        keys_free(keys);
        return store->writer ? fault_memory(fault)
                             : fault_set(fault, FAULT_INTERNAL, "This store was opened for reading only.");
    }
    *kept = (struct kept_keys){store->keys, keys, NULL};
    store->keys = kept;
    return writer_keys_use(store->writer, keys, &kept->chosen, fault);
}

const struct keys *store_keys(const struct store *store)
{
    return store->writer ? writer_keys(store->writer) : NULL;
}

void store_stats(struct store *store, struct store_stats *out)
{
    if (store->writer)
        writer_stats(store->writer, out);
    else
        *out = (struct store_stats){.signed_size = -1};
}
