/*
 * writer_queue.c - how jobs come to the writer: callers of any thread put theirs in and sleep until it is done, and the writer
 * takes all that there are at once.
 */
#include <time.h>
#include "writer.h"

void queue_init(struct queue *queue)
{
    queue->last = &queue->first;
    pthread_condattr_t monotonic; /* a clock that is set does not make anybody wait */
    pthread_mutex_init(&queue->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&queue->wake, &monotonic);
    pthread_condattr_destroy(&monotonic);
}

void queue_release(struct queue *queue)
{
    pthread_cond_destroy(&queue->wake);
    pthread_mutex_destroy(&queue->lock);
}

enum fault_code queue_run(struct queue *queue, store_job run, void *context, struct fault *fault)
{
    struct job job = {.run = run, .context = context, .fault = fault};
    sem_init(&job.done, 0, 0);
    pthread_mutex_lock(&queue->lock);
    bool closing = queue->closing;
    if (!closing) {
        *queue->last = &job;
        queue->last = &job.next;
        pthread_cond_signal(&queue->wake);
    }
    pthread_mutex_unlock(&queue->lock);
    if (closing)
        job.code = fault_set(fault, FAULT_BUSY, "The database is closing; try again in a moment.");
    while (!closing && sem_wait(&job.done) != 0)
        ; /* interrupted by a signal */
    sem_destroy(&job.done);
    return job.code;
}

static struct timespec from_now(int milliseconds)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_sec += milliseconds / 1000;
    at.tv_nsec += milliseconds % 1000 * 1000000L;
    at.tv_sec += at.tv_nsec / 1000000000L;
    at.tv_nsec %= 1000000000L;
    return at;
}

bool queue_take(struct queue *queue, int wait, struct job **out)
{
    struct timespec until = from_now(wait);
    int result = 0;
    pthread_mutex_lock(&queue->lock);
    while (!queue->first && !queue->closing && result == 0)
        result = wait ? pthread_cond_timedwait(&queue->wake, &queue->lock, &until) : pthread_cond_wait(&queue->wake, &queue->lock);
    bool over = queue->closing && !queue->first;
    *out = queue->first;
    queue->first = NULL;
    queue->last = &queue->first;
    pthread_mutex_unlock(&queue->lock);
    return !over;
}

void queue_wake(struct job *group)
{
    while (group) {
        struct job *job = group;
        group = job->next; /* the job is gone as soon as its caller runs again */
        sem_post(&job->done);
    }
}

void queue_close(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    queue->closing = true;
    pthread_cond_signal(&queue->wake);
    pthread_mutex_unlock(&queue->lock);
}
