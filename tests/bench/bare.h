/* bare.h - what the two bare reference servers share: a libmicrohttpd daemon on a free port, said on stdout, until SIGTERM. */
#ifndef SIGNPOST_BENCH_BARE_H
#define SIGNPOST_BENCH_BARE_H
#include <microhttpd.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BARE_THREADS 64u /* as many as Signpost's own */

static inline enum MHD_Result bare_reply(struct MHD_Connection *connection, unsigned status, const char *bytes, size_t size,
                                         enum MHD_ResponseMemoryMode mode)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(size, (void *)(size_t)bytes, mode);
    enum MHD_Result result = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return result;
}

/* Serves until SIGTERM, then leaves at once: a reference has nothing to keep. */
static inline int bare_serve(MHD_AccessHandlerCallback handler, MHD_RequestCompletedCallback completed)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct MHD_Daemon *daemon =
        MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, handler, NULL, MHD_OPTION_THREAD_POOL_SIZE, BARE_THREADS,
                         MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_CONNECTION_LIMIT, 2000u, MHD_OPTION_NOTIFY_COMPLETED,
                         completed, NULL, MHD_OPTION_END);
    const union MHD_DaemonInfo *info = daemon ? MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT) : NULL;
    sigset_t signals;
    int signal;
    if (!info)
        return 1;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    printf("listening on http://127.0.0.1:%u\n", (unsigned)info->port);
    fflush(stdout);
    sigwait(&signals, &signal);
    _exit(0);
}

/* Before any thread starts: SIGTERM is for bare_serve's sigwait alone. */
static inline void bare_block_signals(void)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigprocmask(SIG_BLOCK, &signals, NULL);
}
#endif
