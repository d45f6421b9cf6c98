/*
 * server.c - starts and stops the server and watches its connections; a request on one is exchange.c's. libmicrohttpd, with epoll
 * and a pool of threads; handlers simply block.
 */
#include <errno.h>
#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "exchange.h"
#include "listen.h"
#include "peers.h"
#include "signpost/limits.h"
#include "web.h"

struct server {
    struct MHD_Daemon *daemon;
    char *unlink_path;
    struct serving serving;
};

static void on_connection(void *context, struct MHD_Connection *connection, void **slot,
                          enum MHD_ConnectionNotificationCode code)
{
    struct serving *serving = context;
    if (code != MHD_CONNECTION_NOTIFY_STARTED) {
        peer_leave(serving->peers, *slot);
        *slot = NULL;
        return;
    }
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    *slot = info ? peer_join(serving->peers, info->connect_fd) : NULL;
}

/* %XX stays as it is: request.c decodes, once and strictly. */
static size_t leave_escaped(void *context, struct MHD_Connection *connection, char *text)
{
    (void)context, (void)connection;
    return strlen(text);
}

static struct MHD_Daemon *start_daemon(struct server *server, int fd)
{
    struct serving *serving = &server->serving;
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC, 0, NULL, NULL, exchange_on_request, serving,
        MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_THREAD_POOL_SIZE, (unsigned)LIMIT_THREADS, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)LIMIT_CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)LIMIT_IDLE_SECONDS,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)LIMIT_CONNECTION_MEMORY, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_NOTIFY_COMPLETED, exchange_on_completed, serving, MHD_OPTION_NOTIFY_CONNECTION, on_connection, serving,
        MHD_OPTION_URI_LOG_CALLBACK, exchange_on_uri, serving, MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL, MHD_OPTION_END);
}

enum fault_code server_start(struct site *site, const char *listen_text, struct server **out, char *where, size_t size,
                             struct fault *fault)
{
    struct server *server = calloc(1, sizeof *server);
    int fd = -1;
    if (!server)
        return fault_memory(fault);
    server->serving.site = site;
    server->serving.peers = peers_new();
    if (!server->serving.peers) {
        free(server);
        return fault_memory(fault);
    }
    enum fault_code code = listen_on(listen_text, &fd, where, size, fault);
    if (code != FAULT_NONE)
        goto failed;
    if (!strncmp(where, "unix:", 5))
        server->unlink_path = strdup(where + 5);
    server->daemon = start_daemon(server, fd);
    if (!server->daemon) {
        close(fd);
        code = fault_set(fault, FAULT_STORAGE, "The server did not start: %s.", strerror(errno));
        goto failed;
    }
    *out = server;
    return FAULT_NONE;
failed:
    server_stop(server);
    return code;
}

void server_stop(struct server *server)
{
    if (!server)
        return;
    if (server->daemon) {
        MHD_socket fd = MHD_quiesce_daemon(server->daemon); /* no new connections; those under way are answered */
        server->serving.stopping = true;
        hash_pool_stop(server->serving.site->hashers); /* libmicrohttpd aborts when stopped while a connection is suspended */
        for (int tenths = 0; tenths < 50 && peers_busy(server->serving.peers); tenths++)
            nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
        MHD_stop_daemon(server->daemon);
        if (fd != MHD_INVALID_SOCKET)
            close(fd);
    }
    if (server->unlink_path)
        unlink(server->unlink_path);
    free(server->unlink_path);
    peers_free(server->serving.peers);
    free(server);
}
