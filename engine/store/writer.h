/*
 * writer.h - what the files of the writer share.
 *
 * writer.c         the thread: takes what is queued, runs it, tells of the events, wakes the callers, checkpoints
 * writer_queue.c   how jobs come from their callers' threads
 * writer_group.c   jobs run together in one transaction
 */
#ifndef STORE_WRITER_H
#define STORE_WRITER_H
#include <pthread.h>
#include <semaphore.h>
#include "store_internal.h"

struct job {
    struct job *next;
    store_job run;       /* NULL: what was erased is to be gone from the files once the group is committed */
    void *context;
    struct fault *fault; /* the caller's; may be NULL */
    enum fault_code code;
    sem_t done;
};

struct queue {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    struct job *first, **last;
    bool closing;
};

struct writer {
    struct db *db;
    struct tx tx;
    pthread_t thread;
    struct queue queue;
    pthread_mutex_t lock; /* guards the listener */
    store_event_fn listener;
    void *listener_context;
    int64_t told;         /* events the listener has been told of */
    struct wal wal;
    struct seal seal;
    atomic_bool failed;   /* the disk's state is unknown: nothing is written any more */
    atomic_llong commits, jobs, failures, wal_bytes, events;
};

/* ---- the queue (writer_queue.c); it begins zeroed ---- */
void queue_init(struct queue *queue);
void queue_release(struct queue *queue);
/* Puts a job in and sleeps until queue_wake. BUSY at once when the queue is closing. */
enum fault_code queue_run(struct queue *queue, store_job run, void *context, struct fault *fault) MUST_USE;
/*
 * Waits for jobs and takes all that there are. WAIT milliseconds at most when it is not 0: then OUT may be NULL. False when it is
 * closing and none is left.
 */
bool queue_take(struct queue *queue, int wait, struct job **out);
/* Wakes the callers of GROUP: their jobs are gone then. */
void queue_wake(struct job *group);
void queue_close(struct queue *queue);

/* ---- a group (writer_group.c) ---- */
/*
 * Runs jobs from GROUP on in one transaction and seals it. Returns the first job that is not part of it: NULL, or the one after
 * a job whose failure ended the transaction, which gets a new one.
 */
struct job *group_run(struct writer *writer, struct job *group);
/* Notes whether what just failed leaves the disk unknown. */
void writer_note_failure(struct writer *writer);
#endif
