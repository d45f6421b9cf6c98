/*
 * wal.c - when the writer's write-ahead log goes into the database file. Only the writer's connection checkpoints:
 * two that do it at once can corrupt the database (SQLite 3.40.1).
 */
#include "store_internal.h"

#define PAGE_BYTES 4096
#define CHECKPOINT_PAGES 1024     /* a passive checkpoint each time the log has grown by 4 MiB */
#define RESTART_PAGES (16 * 1024) /* from 64 MiB on it waits for the readers, so that the log begins again */
#define RESTART_MILLISECONDS 1000 /* but no longer than this: a reader should be done well before */

static int after_commit(void *context, sqlite3 *handle, const char *name, int pages)
{
    struct wal *wal = context;
    (void)handle;
    (void)name;
    if (pages < wal->pages) /* it began again */
        wal->next = CHECKPOINT_PAGES;
    wal->pages = pages;
    return SQLITE_OK;
}

void wal_watch(struct wal *wal, struct db *db)
{
    *wal = (struct wal){.db = db, .next = CHECKPOINT_PAGES, .emptying = true}; /* an owner that was killed left it full */
    sqlite3_wal_hook(db->handle, after_commit, wal);
}

void wal_leave(struct wal *wal)
{
    sqlite3_wal_hook(wal->db->handle, NULL, NULL);
}

int64_t wal_bytes(const struct wal *wal)
{
    return (int64_t)wal->pages * PAGE_BYTES;
}

/* Waits for those who are reading, WAIT milliseconds at most; while it does, nobody can write. */
static int truncate_log(struct wal *wal, int wait)
{
    sqlite3_busy_timeout(wal->db->handle, wait);
    int result = sqlite3_wal_checkpoint_v2(wal->db->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    sqlite3_busy_timeout(wal->db->handle, DB_BUSY_MILLISECONDS);
    wal->emptying = result != SQLITE_OK;
    if (result == SQLITE_OK) {
        wal->pages = 0;
        wal->next = CHECKPOINT_PAGES;
    }
    return result;
}

enum fault_code wal_truncate(struct wal *wal, struct fault *fault)
{
    int result = truncate_log(wal, RESTART_MILLISECONDS);
    return result == SQLITE_OK ? FAULT_NONE : db_fault(wal->db, result, fault);
}

bool wal_checkpoint(struct wal *wal)
{
    if (wal->emptying) { /* it was asked for, and somebody was reading */
        int tried = truncate_log(wal, 0);
        if (tried == SQLITE_OK || db_is_poison(tried, sqlite3_system_errno(wal->db->handle)))
            return tried == SQLITE_OK;
    }
    if (wal->pages < wal->next)
        return true;
    int mode = wal->pages >= RESTART_PAGES ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE;
    sqlite3_busy_timeout(wal->db->handle, RESTART_MILLISECONDS);
    int result = sqlite3_wal_checkpoint_v2(wal->db->handle, NULL, mode, NULL, NULL);
    sqlite3_busy_timeout(wal->db->handle, DB_BUSY_MILLISECONDS);
    wal->next = wal->pages + CHECKPOINT_PAGES;
    return !db_is_poison(result, sqlite3_system_errno(wal->db->handle));
}

enum fault_code wal_empty(struct db *db, struct fault *fault)
{
    int result = sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    return result == SQLITE_OK ? FAULT_NONE : db_fault(db, result, fault);
}
