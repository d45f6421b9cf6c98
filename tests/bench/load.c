/*
 * load.c URL CONNECTIONS SECONDS FILE [once|repeat|size] - a load on one server over kept-alive connections, from one thread.
 *
 * Each line of FILE is a request: method, path, bearer token, Accept, Content-Type, body, separated by tabs ("-": none). `once`
 * sends each line once and stops when all were answered; `repeat` goes round until the time is up. Prints one line:
 * requests a second, the median and the 99th percentile of their times, and how many were not answered with 2xx or 3xx.
 * `size` sends one request and prints the length of its reply's body.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define HEAD_MAX 16384

struct connection {
    int fd;
    const char *out;              /* what is left to send */
    size_t left;
    char head[HEAD_MAX];          /* of the reply, as far as it came */
    size_t head_size;
    long long body_left;          /* -1: the head is not complete yet */
    int status;
    double began;
};

static struct { char *bytes; size_t size; } *requests;
static size_t request_count, request_next;
static double *times;
static size_t time_count, time_room, refused;
static long long last_length;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void die(const char *what)
{
    fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
    exit(1);
}

/* ---- the requests ---- */

static void add_request(char *line, const char *host)
{
    const char *part[6];
    char *rest = line, token[256] = "", accept[128] = "", type[256] = "";
    for (int i = 0; i < 6; i++)
        if (!(part[i] = strsep(&rest, "\t")))
            die("a line of the file has too few fields");
    const char *body = strcmp(part[5], "-") != 0 ? part[5] : "";
    if (strcmp(part[2], "-") != 0)
        snprintf(token, sizeof token, "Authorization: Bearer %s\r\n", part[2]);
    if (strcmp(part[3], "-") != 0)
        snprintf(accept, sizeof accept, "Accept: %s\r\n", part[3]);
    if (strcmp(part[4], "-") != 0)
        snprintf(type, sizeof type, "Content-Type: %s\r\nContent-Length: %zu\r\n", part[4], strlen(body));
    requests = realloc(requests, (request_count + 1) * sizeof *requests);
    char *bytes = NULL;
    int size = asprintf(&bytes, "%s %s HTTP/1.1\r\nHost: %s\r\n%s%s%s\r\n%s", part[0], part[1], host, token, accept, type, body);
    if (!requests || size < 0)
        die("memory");
    requests[request_count].bytes = bytes;
    requests[request_count++].size = (size_t)size;
}

static void read_requests(const char *path, const char *host)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    ssize_t size;
    if (!file)
        die(path);
    while ((size = getline(&line, &room, file)) > 0) {
        line[strcspn(line, "\n")] = '\0';
        if (*line)
            add_request(line, host);
    }
    free(line);
    fclose(file);
    if (!request_count)
        die("no requests");
}

/* ---- a connection ---- */

static int next_request(struct connection *c, int once)
{
    if (request_next == request_count) {
        if (once)
            return 0;
        request_next = 0;
    }
    c->out = requests[request_next].bytes;
    c->left = requests[request_next++].size;
    c->head_size = 0;
    c->body_left = -1;
    c->began = now();
    return 1;
}

static void send_some(struct connection *c)
{
    while (c->left) {
        ssize_t sent = send(c->fd, c->out, c->left, MSG_NOSIGNAL);
        if (sent < 0 && errno == EAGAIN)
            return;
        if (sent < 0)
            die("send");
        c->out += sent;
        c->left -= (size_t)sent;
    }
}

/* The head ends: status and length. What came of the body already is counted off. */
static void read_head(struct connection *c)
{
    char *end = memmem(c->head, c->head_size, "\r\n\r\n", 4);
    if (!end) {
        if (c->head_size == HEAD_MAX)
            die("a reply's head is too long");
        return;
    }
    *end = '\0';
    const char *length = strcasestr(c->head, "\r\nContent-Length:");
    c->status = (int)strtol(c->head + 9, NULL, 10);
    c->body_left = last_length = length ? strtoll(length + 17, NULL, 10) : 0;
    c->body_left -= (long long)(c->head_size - (size_t)(end + 4 - c->head));
}

/* True when the reply is complete. */
static int receive_some(struct connection *c)
{
    static char waste[65536];
    for (;;) {
        char *into = c->body_left < 0 ? c->head + c->head_size : waste;
        size_t room = c->body_left < 0 ? HEAD_MAX - c->head_size : sizeof waste;
        ssize_t got = recv(c->fd, into, room, 0);
        if (got < 0 && errno == EAGAIN)
            return 0;
        if (got <= 0)
            die("the server closed a connection");
        if (c->body_left >= 0) {
            c->body_left -= got;
        } else {
            c->head_size += (size_t)got;
            read_head(c);
        }
        if (c->body_left == 0)
            return 1;
    }
}

static void note(const struct connection *c)
{
    if (time_count == time_room) {
        time_room = time_room ? time_room * 2 : 65536;
        times = realloc(times, time_room * sizeof *times);
        if (!times)
            die("memory");
    }
    times[time_count++] = now() - c->began;
    refused += c->status < 200 || c->status > 399;
}

static int open_connection(const struct sockaddr_in *address)
{
    int one = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, (const struct sockaddr *)address, sizeof *address))
        die("connect");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    return fd;
}

/* ---- the whole ---- */

static int by_time(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

static void run(struct connection *all, int count, double seconds, int once, int poll)
{
    struct epoll_event events[256];
    double until = now() + seconds;
    int busy = 0;
    for (int i = 0; i < count; i++) {
        struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = &all[i]};
        if (!next_request(&all[i], once))
            continue;
        busy++;
        epoll_ctl(poll, EPOLL_CTL_ADD, all[i].fd, &event);
    }
    while (busy) {
        int ready = epoll_wait(poll, events, 256, 10000);
        if (!ready)
            die("no reply within ten seconds");
        for (int i = 0; i < ready; i++) {
            struct connection *c = events[i].data.ptr;
            send_some(c);
            while (!c->left && receive_some(c)) {
                note(c);
                if ((!once && now() >= until) || !next_request(c, once)) {
                    epoll_ctl(poll, EPOLL_CTL_DEL, c->fd, NULL);
                    busy--;
                    break;
                }
                send_some(c);
            }
        }
    }
}

int main(int argc, char **argv)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    char host[64];
    if (argc < 5 || sscanf(argv[1], "http://%63[^/]", host) != 1) {
        fprintf(stderr, "load URL CONNECTIONS SECONDS FILE [once|repeat|size]\n");
        return 2;
    }
    char *colon = strchr(host, ':');
    int count = (int)strtol(argv[2], NULL, 10), once = argc > 5 && !strcmp(argv[5], "once");
    struct connection *all = calloc((size_t)count, sizeof *all);
    read_requests(argv[4], host);
    if (!all || !colon)
        die("the address");
    address.sin_port = htons((unsigned short)strtol(colon + 1, NULL, 10));
    *colon = '\0';
    inet_pton(AF_INET, host, &address.sin_addr);
    int poll = epoll_create1(EPOLL_CLOEXEC);
    for (int i = 0; i < count; i++)
        all[i].fd = open_connection(&address);
    double began = now();
    run(all, count, strtod(argv[3], NULL), once, poll);
    double took = now() - began;
    if (argc > 5 && !strcmp(argv[5], "size")) {
        printf("%lld\n", last_length);
        return refused != 0;
    }
    qsort(times, time_count, sizeof *times, by_time);
    printf("%.0f requests/s  p50 %.2f ms  p99 %.2f ms  %zu requests, %zu refused\n", (double)time_count / took,
           times[time_count / 2] * 1e3, times[time_count * 99 / 100] * 1e3, time_count, refused);
    return refused != 0;
}
