/*
 * writer.c - the one writer: a thread that runs every queued job in one transaction, has it sealed (seal.c) and durable with one
 * fsync, tells of the events, wakes the callers, and checkpoints. store.h has the contract.
 */
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>
#include "store_internal.h"

struct job {
    struct job *next;
    store_job run;       /* NULL: what was erased is to be gone from the files once the group is committed */
    void *context;
    struct fault *fault; /* the caller's; may be NULL */
    enum fault_code code;
    sem_t done;
};

struct writer {
    struct db *db;
    struct tx tx;
    pthread_t thread;
    pthread_mutex_t lock; /* guards the queue, closing and the listener */
    pthread_cond_t wake;
    struct job *first, **last;
    bool closing;
    store_event_fn listener;
    void *listener_context;
    int64_t told;       /* events the listener has been told of */
    struct wal wal;
    struct seal seal;
    atomic_bool failed;
    atomic_llong commits, jobs, failures, wal_bytes, events;
};

/* ---- the queue ---- */

enum fault_code writer_run(struct writer *writer, store_job run, void *context, struct fault *fault)
{
    struct job job = {.run = run, .context = context, .fault = fault};
    sem_init(&job.done, 0, 0);
    pthread_mutex_lock(&writer->lock);
    bool closing = writer->closing;
    if (!closing) {
        *writer->last = &job;
        writer->last = &job.next;
        pthread_cond_signal(&writer->wake);
    }
    pthread_mutex_unlock(&writer->lock);
    if (closing)
        job.code = fault_set(fault, FAULT_BUSY, "The database is closing; try again in a moment.");
    while (!closing && sem_wait(&job.done) != 0)
        ; /* interrupted by a signal */
    sem_destroy(&job.done);
    return job.code;
}

enum fault_code writer_forget(struct writer *writer, struct fault *fault)
{
    return writer_run(writer, NULL, NULL, fault);
}

/* Everything that is queued, or NULL when the writer is closing and nothing is. */
static struct job *take_all(struct writer *writer)
{
    pthread_mutex_lock(&writer->lock);
    while (!writer->first && !writer->closing)
        pthread_cond_wait(&writer->wake, &writer->lock);
    struct job *job = writer->first;
    writer->first = NULL;
    writer->last = &writer->first;
    pthread_mutex_unlock(&writer->lock);
    return job;
}

/* ---- one group ---- */

/* Notes whether what just failed leaves the disk unknown. */
static void note_failure(struct writer *writer)
{
    if (db_is_poison(writer->db->trouble, writer->db->system_errno))
        atomic_store(&writer->failed, true);
}

/* Runs one job in its savepoint. False: the whole transaction is lost. */
static bool run_job(struct writer *writer, struct job *job)
{
    struct db *db = writer->db;
    if (!job->run)
        return true;
    enum fault_code code = db_run(db, "SAVEPOINT job", job->fault);
    if (code != FAULT_NONE) {
        job->code = code;
        return false;
    }
    job->code = job->run(&writer->tx, job->context, job->fault);
    if (db->trouble != SQLITE_OK || sqlite3_get_autocommit(db->handle)) {
        if (job->code == FAULT_NONE)
            job->code = fault_set(job->fault, FAULT_STORAGE, "The database failed while this was being saved.");
        return false;
    }
    if (job->code != FAULT_NONE && db_run(db, "ROLLBACK TO job", NULL) != FAULT_NONE)
        return false;
    return db_run(db, "RELEASE job", NULL) == FAULT_NONE;
}

static void roll_back(struct writer *writer)
{
    note_failure(writer);
    if (!sqlite3_get_autocommit(writer->db->handle) &&
        sqlite3_exec(writer->db->handle, "ROLLBACK", NULL, NULL, NULL) != SQLITE_OK)
        atomic_store(&writer->failed, true);
}

/* Gives every job of the group that had succeeded the fault that undid it. */
static void undo(struct job *group, const struct job *end, enum fault_code code, const char *message)
{
    for (struct job *job = group; job != end; job = job->next)
        if (job->code == FAULT_NONE)
            job->code = fault_set(job->fault, code, "%s", message);
}

/*
 * Runs jobs from GROUP on in one transaction. Returns the first job that is not part of it: NULL, or the one after a
 * job whose failure ended the transaction, which gets a new one.
 */
static struct job *run_group(struct writer *writer, struct job *group)
{
    struct fault fault = {0};
    struct db *db = writer->db;
    db->trouble = SQLITE_OK;
    if (atomic_load(&writer->failed)) {
        undo(group, NULL, FAULT_STORAGE,
             "The database failed earlier: nothing can be saved until it has been restarted.");
        return NULL;
    }
    enum fault_code code = db_run(db, "BEGIN IMMEDIATE", &fault);
    if (code != FAULT_NONE) {
        note_failure(writer);
        undo(group, NULL, code, fault.message);
        return NULL;
    }
    for (struct job *job = group; job; job = job->next) {
        if (!run_job(writer, job)) {
            roll_back(writer);
            undo(group, job->next, FAULT_STORAGE, "The database failed while this was being saved; try again.");
            return job->next;
        }
    }
    code = seal_commit(&writer->seal, db, &fault);
    if (code == FAULT_NONE) {
        atomic_fetch_add(&writer->commits, 1);
    } else {
        roll_back(writer);
        undo(group, NULL, code == FAULT_PROOF || code == FAULT_MEMORY ? code : FAULT_STORAGE, fault.message);
    }
    return NULL;
}

static enum fault_code tell_one(void *context, const struct event *event, struct fault *fault)
{
    struct writer *writer = context;
    (void)fault;
    pthread_mutex_lock(&writer->lock);
    store_event_fn listener = writer->listener;
    void *listener_context = writer->listener_context;
    pthread_mutex_unlock(&writer->lock);
    if (listener)
        listener(listener_context, event);
    writer->told = event->seq + 1;
    return FAULT_NONE;
}

/* Tells of the committed events. One that cannot be read back would leave a hole in every figure: then stop writing. */
static void tell(struct writer *writer)
{
    int64_t count = writer->told;
    writer->db->trouble = SQLITE_OK;
    if (event_count(writer->db, &count, NULL) != FAULT_NONE)
        atomic_store(&writer->failed, true);
    if (count == writer->told)
        return;
    pthread_mutex_lock(&writer->lock);
    bool listening = writer->listener != NULL;
    pthread_mutex_unlock(&writer->lock);
    if (listening && event_each(writer->db, writer->told, count, tell_one, writer, NULL) != FAULT_NONE)
        atomic_store(&writer->failed, true);
    writer->told = count;
    atomic_store(&writer->events, count);
}

/* For each job of the group that asked for it; the first does the work. */
static void forget(struct writer *writer, struct job *group)
{
    for (struct job *job = group; job; job = job->next)
        if (!job->run && job->code == FAULT_NONE && !atomic_load(&writer->failed)) {
            job->code = anew_settle(writer->db, job->fault);
            if (job->code == FAULT_NONE)
                job->code = wal_truncate(&writer->wal, job->fault);
            if (db_is_poison(writer->db->trouble, writer->db->system_errno))
                atomic_store(&writer->failed, true);
        }
}

static void wake_all(struct writer *writer, struct job *job)
{
    while (job) {
        struct job *next = job->next; /* the job is gone as soon as its caller runs again */
        atomic_fetch_add(&writer->jobs, 1);
        if (job->code != FAULT_NONE)
            atomic_fetch_add(&writer->failures, 1);
        sem_post(&job->done);
        job = next;
    }
}

/* ---- the thread ---- */

static void *work(void *context)
{
    struct writer *writer = context;
    struct job *group;
    while ((group = take_all(writer)) != NULL) {
        for (struct job *rest = group; rest;)
            rest = run_group(writer, rest);
        if (!atomic_load(&writer->failed))
            tell(writer);
        forget(writer, group);
        atomic_store(&writer->wal_bytes, wal_bytes(&writer->wal));
        wake_all(writer, group);
        if (!atomic_load(&writer->failed) && !wal_checkpoint(&writer->wal))
            atomic_store(&writer->failed, true);
    }
    return NULL;
}

static int start_thread(struct writer *writer)
{
    sigset_t all, before;
    sigfillset(&all); /* signals are for the thread that asked for them */
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int result = pthread_create(&writer->thread, NULL, work, writer);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return result;
}

enum fault_code writer_new(struct store *store, struct db *db, struct writer **out, struct fault *fault)
{
    struct writer *writer = calloc(1, sizeof *writer);
    if (!writer)
        return fault_memory(fault);
    writer->db = db;
    writer->tx = (struct tx){.db = db, .store = store};
    writer->last = &writer->first;
    pthread_mutex_init(&writer->lock, NULL);
    pthread_cond_init(&writer->wake, NULL);
    wal_watch(&writer->wal, db);
    if (!wal_checkpoint(&writer->wal))
        atomic_store(&writer->failed, true);
    enum fault_code code = event_count(db, &writer->told, fault);
    if (code == FAULT_NONE)
        code = seal_open(&writer->seal, db, fault);
    atomic_store(&writer->events, writer->told);
    if (code == FAULT_NONE && start_thread(writer) != 0)
        code = fault_set(fault, FAULT_MEMORY, "The writer's thread could not be started.");
    if (code != FAULT_NONE) {
        wal_leave(&writer->wal);
        free(writer);
        return code;
    }
    *out = writer;
    return FAULT_NONE;
}

void writer_free(struct writer *writer)
{
    if (!writer)
        return;
    pthread_mutex_lock(&writer->lock);
    writer->closing = true;
    pthread_cond_signal(&writer->wake);
    pthread_mutex_unlock(&writer->lock);
    pthread_join(writer->thread, NULL);
    wal_leave(&writer->wal);
    pthread_cond_destroy(&writer->wake);
    pthread_mutex_destroy(&writer->lock);
    free(writer);
}

bool writer_failed(const struct writer *writer)
{
    return atomic_load(&writer->failed);
}

/* ---- keys ---- */

struct handing_over { struct writer *writer; const struct keys *keys; struct keys **taken; };

/* On the writer's thread, so that no group is signed in part with other keys. */
static enum fault_code take_keys(struct tx *tx, void *context, struct fault *fault)
{
    struct handing_over *handing = context;
    return seal_keys_take(&handing->writer->seal, tx->db, handing->keys, handing->taken, fault);
}

enum fault_code writer_keys_use(struct writer *writer, const struct keys *keys, struct keys **out, struct fault *fault)
{
    struct handing_over handing = {writer, keys, out};
    return writer_run(writer, take_keys, &handing, fault);
}

const struct keys *writer_keys(const struct writer *writer)
{
    return seal_keys(&writer->seal);
}

void writer_on_event(struct writer *writer, store_event_fn fn, void *context)
{
    pthread_mutex_lock(&writer->lock);
    writer->listener = fn;
    writer->listener_context = context;
    pthread_mutex_unlock(&writer->lock);
}

void writer_stats(const struct writer *writer, struct store_stats *out)
{
    *out = (struct store_stats){
        .commits = atomic_load(&writer->commits),
        .jobs = atomic_load(&writer->jobs),
        .failures = atomic_load(&writer->failures),
        .wal_bytes = atomic_load(&writer->wal_bytes),
        .events = atomic_load(&writer->events),
    };
    seal_stats(&writer->seal, out);
}
