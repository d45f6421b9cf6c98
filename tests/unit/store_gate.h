/*
 * store_gate.h - a gate that holds the writer, so that what is queued behind it becomes one group.
 */
#ifndef TEST_STORE_GATE_H
#define TEST_STORE_GATE_H
#include "store_world.h"
#include <pthread.h>
#include <semaphore.h>

struct gate { sem_t entered, open; };
static inline enum fault_code gate_job(struct tx *tx, void *context, struct fault *fault)
{
    struct gate *gate = context;
    (void)tx;
    (void)fault;
    sem_post(&gate->entered);
    while (sem_wait(&gate->open) != 0)
        ;
    return FAULT_NONE;
}

struct task {
    struct world *world;
    store_job job;
    void *context;
    enum fault_code code;
    struct fault fault;
    pthread_t thread;
};
static inline void *run_task(void *context)
{
    struct task *task = context;
    task->code = store_write(task->world->store, task->job, task->context, &task->fault);
    return NULL;
}

static inline void start(struct task *task, struct world *world, store_job job, void *context)
{
    *task = (struct task){.world = world, .job = job, .context = context};
    assert_int_equal(pthread_create(&task->thread, NULL, run_task, task), 0);
}

static inline void hold(struct gate *gate, struct task *task, struct world *world)
{
    sem_init(&gate->entered, 0, 0);
    sem_init(&gate->open, 0, 0);
    start(task, world, gate_job, gate);
    while (sem_wait(&gate->entered) != 0)
        ;
}

static inline void release(struct gate *gate, struct task *task)
{
    usleep(100000); /* for the others to queue */
    sem_post(&gate->open);
    pthread_join(task->thread, NULL);
}
#endif
