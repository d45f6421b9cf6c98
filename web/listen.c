/* listen.c - makes the listening socket: an address and port, or a socket in the file system for a proxy in front. */
#include "listen.h"
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static enum fault_code listen_unix(const char *path, int *out, struct fault *fault)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path)
        return fault_set(fault, FAULT_USAGE, "The socket's path is too long: %s.", path);
    memcpy(address.sun_path, path, strlen(path));
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    unlink(path);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) || chmod(path, 0660) || listen(fd, 1024)) {
        enum fault_code code = fault_set(fault, FAULT_STORAGE, "Cannot listen on %s: %s.", path, strerror(errno));
        if (fd >= 0)
            close(fd);
        return code;
    }
    *out = fd;
    return FAULT_NONE;
}

static enum fault_code listen_tcp(const char *listen_text, int *out, char *where, size_t size, struct fault *fault)
{
    char host[256];
    const char *colon = strrchr(listen_text, ':');
    struct addrinfo hints = {.ai_flags = AI_PASSIVE | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM}, *found = NULL;
    int fd = -1, one = 1;
    if (!colon || (size_t)(colon - listen_text) >= sizeof host)
        return fault_set(fault, FAULT_USAGE, "--listen takes HOST:PORT or unix:PATH, not \"%s\".", listen_text);
    size_t digits = strspn(colon + 1, "0123456789");
    if (!digits || colon[1 + digits] || digits > 5 || strtol(colon + 1, NULL, 10) > 65535)
        return fault_set(fault, FAULT_USAGE, "--listen takes a port from 0 to 65535, not \"%s\".", colon + 1);
    snprintf(host, sizeof host, "%.*s", (int)(colon - listen_text), listen_text);
    char *bare = host[0] == '[' ? host + 1 : host;
    bare[strcspn(bare, "]")] = '\0';
    int status = getaddrinfo(bare, colon + 1, &hints, &found);
    if (status)
        return fault_set(fault, FAULT_USAGE, "Cannot listen on %s: %s.", listen_text, gai_strerror(status));
    fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0)
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (fd < 0 || bind(fd, found->ai_addr, found->ai_addrlen) || listen(fd, 1024)) {
        fault_set(fault, FAULT_STORAGE, "Cannot listen on %s: %s. Is another server there? --listen 127.0.0.1:0 picks a free port.",
                  listen_text, strerror(errno));
        if (fd >= 0)
            close(fd);
        freeaddrinfo(found);
        return FAULT_STORAGE;
    }
    freeaddrinfo(found);
    struct sockaddr_storage bound;
    socklen_t length = sizeof bound;
    char name[64], port[16];
    getsockname(fd, (struct sockaddr *)&bound, &length);
    getnameinfo((struct sockaddr *)&bound, length, name, sizeof name, port, sizeof port, NI_NUMERICHOST | NI_NUMERICSERV);
    snprintf(where, size, bound.ss_family == AF_INET6 ? "http://[%s]:%s" : "http://%s:%s", name, port);
    *out = fd;
    return FAULT_NONE;
}

enum fault_code listen_on(const char *listen_text, int *out, char *where, size_t size, struct fault *fault)
{
    if (strncmp(listen_text, "unix:", 5) != 0)
        return listen_tcp(listen_text, out, where, size, fault);
    snprintf(where, size, "%s", listen_text);
    return listen_unix(listen_text + 5, out, fault);
}
