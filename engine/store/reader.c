/*
 * reader.c - the pool of read-only connections: about two a core, handed out in the order they were asked for.
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "store_internal.h"

#define READERS_MAX 32

/* A thread that waits. A connection is handed straight to the first of them, so that nobody can overtake. */
struct waiter {
    struct waiter *next;
    struct db *db; /* NULL: try again */
    sem_t ready;
};

struct readers {
    char *file;
    pthread_mutex_t lock;
    struct db *idle[READERS_MAX]; /* the last one returned is the first one lent: its caches are warm */
    int idle_count;
    int opened; /* idle or lent */
    int limit;
    struct waiter *first, **last;
};

enum fault_code readers_new(const char *file, struct readers **out, struct fault *fault)
{
    struct readers *readers = calloc(1, sizeof *readers);
    if (!readers || !(readers->file = strdup(file))) {
        free(readers);
        return fault_memory(fault);
    }
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    readers->limit = cores < 1 ? 4 : cores > (READERS_MAX - 2) / 2 ? READERS_MAX : (int)cores * 2 + 2;
    readers->last = &readers->first;
    pthread_mutex_init(&readers->lock, NULL);
    *out = readers;
    return FAULT_NONE;
}

void readers_free(struct readers *readers)
{
    if (!readers)
        return;
    for (int i = 0; i < readers->idle_count; i++)
        db_close(readers->idle[i]);
    pthread_mutex_destroy(&readers->lock);
    free(readers->file);
    free(readers);
}

/* Hands DB (NULL: the right to try again) to the first who waits. The lock is held. */
static bool hand_over(struct readers *readers, struct db *db)
{
    struct waiter *waiter = readers->first;
    if (!waiter)
        return false;
    readers->first = waiter->next;
    if (!readers->first)
        readers->last = &readers->first;
    waiter->db = db;
    sem_post(&waiter->ready);
    return true;
}

/* Waits in line; the lock is held before and not after. */
static struct db *wait_in_line(struct readers *readers)
{
    struct waiter waiter = {0};
    sem_init(&waiter.ready, 0, 0);
    *readers->last = &waiter;
    readers->last = &waiter.next;
    pthread_mutex_unlock(&readers->lock);
    while (sem_wait(&waiter.ready) != 0)
        ; /* interrupted by a signal */
    sem_destroy(&waiter.ready);
    return waiter.db;
}

static enum fault_code open_another(struct readers *readers, struct db **out, struct fault *fault)
{
    enum fault_code code = db_open(readers->file, DB_READ, out, fault);
    if (code != FAULT_NONE) {
        pthread_mutex_lock(&readers->lock);
        readers->opened--;
        hand_over(readers, NULL);
        pthread_mutex_unlock(&readers->lock);
    }
    return code;
}

static enum fault_code take(struct readers *readers, struct db **out, struct fault *fault)
{
    struct db *db = NULL;
    while (!db) {
        pthread_mutex_lock(&readers->lock);
        if (readers->idle_count > 0) {
            db = readers->idle[--readers->idle_count];
            pthread_mutex_unlock(&readers->lock);
        } else if (readers->opened < readers->limit) {
            readers->opened++;
            pthread_mutex_unlock(&readers->lock);
            return open_another(readers, out, fault);
        } else {
            db = wait_in_line(readers);
        }
    }
    *out = db;
    return FAULT_NONE;
}

static void give_back(struct readers *readers, struct db *db)
{
    pthread_mutex_lock(&readers->lock);
    if (!hand_over(readers, db))
        readers->idle[readers->idle_count++] = db;
    pthread_mutex_unlock(&readers->lock);
}

enum fault_code readers_borrow(struct readers *readers, struct db **out, struct fault *fault)
{
    struct db *db = NULL;
    enum fault_code code = take(readers, &db, fault);
    if (code != FAULT_NONE)
        return code;
    db->trouble = SQLITE_OK;
    code = db_run(db, "BEGIN DEFERRED", fault);
    if (code == FAULT_NONE)
        *out = db;
    else
        give_back(readers, db);
    return code;
}

void readers_return(struct readers *readers, struct db *db)
{
    db->trouble = SQLITE_OK;
    if (!sqlite3_get_autocommit(db->handle) && db_run(db, "COMMIT", NULL) != FAULT_NONE)
        sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
    give_back(readers, db);
}
