/*
 * writer.c - the one writer: a thread that runs every queued job, a group at a time (writer_group.c), tells of the events, wakes
 * the callers, and checkpoints. store.h has the contract.
 */
#include <signal.h>
#include <stdlib.h>
#include "writer.h"

#define WAL_AGAIN_MILLISECONDS 500

enum fault_code writer_run(struct writer *writer, store_job run, void *context, struct fault *fault)
{
    return queue_run(&writer->queue, run, context, fault);
}

enum fault_code writer_forget(struct writer *writer, struct fault *fault)
{
    return queue_run(&writer->queue, NULL, NULL, fault);
}

/* ---- after a group ---- */

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
            writer_note_failure(writer);
        }
}

static void count_jobs(struct writer *writer, const struct job *group)
{
    for (const struct job *job = group; job; job = job->next) {
        atomic_fetch_add(&writer->jobs, 1);
        if (job->code != FAULT_NONE)
            atomic_fetch_add(&writer->failures, 1);
    }
}

/* ---- the thread ---- */

static void work_through(struct writer *writer, struct job *group)
{
    for (struct job *rest = group; rest;)
        rest = group_run(writer, rest);
    if (!atomic_load(&writer->failed))
        tell(writer);
    forget(writer, group);
    atomic_store(&writer->wal_bytes, wal_bytes(&writer->wal));
    count_jobs(writer, group);
    queue_wake(group);
}

/* Where the log could not be emptied it looks again from time to time: on a quiet server nobody may write for long. */
static int patience(const struct writer *writer)
{
    return writer->wal.emptying && !atomic_load(&writer->failed) ? WAL_AGAIN_MILLISECONDS : 0;
}

static void *work(void *context)
{
    struct writer *writer = context;
    struct job *group;
    while (queue_take(&writer->queue, patience(writer), &group)) {
        if (group)
            work_through(writer, group);
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

static void release(struct writer *writer)
{
    wal_leave(&writer->wal);
    queue_release(&writer->queue);
    pthread_mutex_destroy(&writer->lock);
    free(writer);
}

enum fault_code writer_new(struct store *store, struct db *db, struct writer **out, struct fault *fault)
{
    struct writer *writer = calloc(1, sizeof *writer);
    if (!writer)
        return fault_memory(fault);
    writer->db = db;
    writer->tx = (struct tx){.db = db, .store = store};
    queue_init(&writer->queue);
    pthread_mutex_init(&writer->lock, NULL);
    wal_watch(&writer->wal, db);
    if (!wal_checkpoint(&writer->wal))
        atomic_store(&writer->failed, true);
    enum fault_code code = event_count(db, &writer->told, fault);
    if (code == FAULT_NONE)
        code = seal_open(&writer->seal, db, fault);
    atomic_store(&writer->events, writer->told);
    if (code == FAULT_NONE && start_thread(writer) != 0)
        code = fault_set(fault, FAULT_MEMORY, "The writer's thread could not be started.");
    if (code == FAULT_NONE)
        *out = writer;
    else
        release(writer);
    return code;
}

void writer_free(struct writer *writer)
{
    if (!writer)
        return;
    queue_close(&writer->queue);
    pthread_join(writer->thread, NULL);
    release(writer);
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

/* ---- for those outside the thread ---- */

bool writer_failed(const struct writer *writer)
{
    return atomic_load(&writer->failed);
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
