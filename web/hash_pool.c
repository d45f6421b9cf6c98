/*
 * hash_pool.c - a few threads that hash passwords, with a bounded queue: Argon2id takes 60 ms and 64 MiB, so a
 * hundred people signing in must never hold up a page.
 */
#include <stdlib.h>
#include "web.h"

struct job {
    void (*work)(void *);
    void (*done)(void *);
    void *context;
};
struct hash_pool {
    pthread_mutex_t lock;
    pthread_cond_t ready;
    struct job *jobs; /* a ring */
    int capacity, first, count;
    bool stopping;
    int threads;
    pthread_t thread[];
};

static void *run(void *context)
{
    struct hash_pool *pool = context;
    pthread_mutex_lock(&pool->lock);
    for (;;) {
        while (!pool->count && !pool->stopping)
            pthread_cond_wait(&pool->ready, &pool->lock);
        if (!pool->count)
            break;
        struct job job = pool->jobs[pool->first];
        pool->first = (pool->first + 1) % pool->capacity;
        pool->count--;
        pthread_mutex_unlock(&pool->lock);
        job.work(job.context);
        job.done(job.context);
        pthread_mutex_lock(&pool->lock);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

struct hash_pool *hash_pool_new(int threads, int queue)
{
    struct hash_pool *pool = calloc(1, sizeof *pool + (size_t)threads * sizeof(pthread_t));
    if (!pool || !(pool->jobs = calloc((size_t)queue, sizeof *pool->jobs))) {
        free(pool);
        return NULL;
    }
    pool->capacity = queue;
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->ready, NULL);
    while (pool->threads < threads && !pthread_create(&pool->thread[pool->threads], NULL, run, pool))
        pool->threads++;
    if (pool->threads)
        return pool;
    hash_pool_free(pool);
    return NULL;
}

void hash_pool_stop(struct hash_pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->stopping = true;
    pthread_cond_broadcast(&pool->ready);
    pthread_mutex_unlock(&pool->lock);
    while (pool->threads)
        pthread_join(pool->thread[--pool->threads], NULL);
}

void hash_pool_free(struct hash_pool *pool)
{
    if (!pool)
        return;
    hash_pool_stop(pool);
    pthread_mutex_destroy(&pool->lock);
    pthread_cond_destroy(&pool->ready);
    free(pool->jobs);
    free(pool);
}

bool hash_pool_add(struct hash_pool *pool, void (*work)(void *), void (*done)(void *), void *context)
{
    bool taken = false;
    pthread_mutex_lock(&pool->lock);
    if (pool->count < pool->capacity && !pool->stopping) {
        pool->jobs[(pool->first + pool->count++) % pool->capacity] = (struct job){work, done, context};
        taken = true;
        pthread_cond_signal(&pool->ready);
    }
    pthread_mutex_unlock(&pool->lock);
    return taken;
}
