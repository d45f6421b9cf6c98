/* peers.c - a list of connections with deadlines, and a thread that shuts down those which passed theirs. */
#include "peers.h"
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include "signpost/limits.h"

struct peer {
    struct peer *next, *previous;
    int fd;
    time_t deadline;           /* monotonic seconds by which its request must have arrived; 0: it has */
};
struct peers {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    pthread_t watch;
    struct peer *first;
    bool stopping;
};

static time_t now_seconds(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec;
}

static void *watch(void *context)
{
    struct peers *peers = context;
    pthread_mutex_lock(&peers->lock);
    while (!peers->stopping) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += 1;
        pthread_cond_timedwait(&peers->wake, &peers->lock, &until);
        time_t now = now_seconds();
        for (struct peer *peer = peers->first; peer; peer = peer->next)
            if (peer->deadline && peer->deadline < now)
                shutdown(peer->fd, SHUT_RDWR);
    }
    pthread_mutex_unlock(&peers->lock);
    return NULL;
}

struct peers *peers_new(void)
{
    struct peers *peers = calloc(1, sizeof *peers);
    if (!peers)
        return NULL;
    pthread_mutex_init(&peers->lock, NULL);
    pthread_cond_init(&peers->wake, NULL);
    if (pthread_create(&peers->watch, NULL, watch, peers) == 0)
        return peers;
    pthread_cond_destroy(&peers->wake);
    pthread_mutex_destroy(&peers->lock);
    free(peers);
    return NULL;
}

void peers_free(struct peers *peers)
{
    if (!peers)
        return;
    pthread_mutex_lock(&peers->lock);
    peers->stopping = true;
    pthread_cond_signal(&peers->wake);
    pthread_mutex_unlock(&peers->lock);
    pthread_join(peers->watch, NULL);
    pthread_cond_destroy(&peers->wake);
    pthread_mutex_destroy(&peers->lock);
    free(peers);
}

struct peer *peer_join(struct peers *peers, int fd)
{
    struct peer *peer = calloc(1, sizeof *peer);
    if (!peer)
        return NULL;
    peer->fd = fd;
    peer->deadline = now_seconds() + LIMIT_REQUEST_SECONDS;
    pthread_mutex_lock(&peers->lock);
    peer->next = peers->first;
    if (peers->first)
        peers->first->previous = peer;
    peers->first = peer;
    pthread_mutex_unlock(&peers->lock);
    return peer;
}

void peer_leave(struct peers *peers, struct peer *peer)
{
    if (!peer)
        return;
    pthread_mutex_lock(&peers->lock);
    if (peer->previous)
        peer->previous->next = peer->next;
    else
        peers->first = peer->next;
    if (peer->next)
        peer->next->previous = peer->previous;
    pthread_mutex_unlock(&peers->lock);
    free(peer);
}

void peer_expect(struct peers *peers, struct peer *peer, int seconds)
{
    if (!peer)
        return;
    pthread_mutex_lock(&peers->lock);
    peer->deadline = seconds ? now_seconds() + seconds : 0;
    pthread_mutex_unlock(&peers->lock);
}

bool peers_busy(struct peers *peers)
{
    bool busy = false;
    pthread_mutex_lock(&peers->lock);
    for (const struct peer *peer = peers->first; peer && !busy; peer = peer->next)
        busy = !peer->deadline;
    pthread_mutex_unlock(&peers->lock);
    return busy;
}
