/*
 * command/socket_address.c - FILE.sock: its path, its address however long that path is, and whole lines over it.
 */
#include "command/command_internal.h"
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define LINE_CEILING (2 * (size_t)LIMIT_CSV_FILE)

char *socket_path(const char *file)
{
    char *real = realpath(file, NULL), *path = NULL;
    if (real && asprintf(&path, "%s.sock", real) < 0)
        path = NULL;
    free(real);
    return path;
}

/* An address holds 107 bytes. A longer path is reached through its open folder, which *FOLDER keeps (-1: not
 * needed). */
enum fault_code socket_address(const char *path, struct sockaddr_un *out, int *folder, struct fault *fault)
{
    *out = (struct sockaddr_un){.sun_family = AF_UNIX};
    *folder = -1;
    if (strlen(path) < sizeof out->sun_path) {
        memcpy(out->sun_path, path, strlen(path) + 1);
        return FAULT_NONE;
    }
    char *copy = strdup(path);
    if (!copy)
        return fault_memory(fault);
    const char *name = strrchr(path, '/') + 1;
    *folder = open(dirname(copy), O_PATH | O_DIRECTORY | O_CLOEXEC);
    free(copy);
    int size = snprintf(out->sun_path, sizeof out->sun_path, "/proc/self/fd/%d/%s", *folder, name);
    if (*folder >= 0 && size > 0 && (size_t)size < sizeof out->sun_path)
        return FAULT_NONE;
    if (*folder >= 0)
        close(*folder);
    *folder = -1;
    return fault_set(fault, FAULT_STORAGE, "%s is too long a name for a socket: give the database a shorter one.",
                     path);
}

enum fault_code socket_send(int to, const char *bytes, size_t size, struct fault *fault)
{
    while (size > 0) {
        ssize_t sent = send(to, bytes, size, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return fault_set(fault, FAULT_STORAGE, "The other program stopped listening: %s.", strerror(errno));
        bytes += sent;
        size -= (size_t)sent;
    }
    return FAULT_NONE;
}

enum fault_code socket_receive_line(int from, struct buf *out, struct fault *fault)
{
    char piece[64 * 1024];
    buf_init(out, LINE_CEILING);
    for (;;) {
        ssize_t got = recv(from, piece, sizeof piece, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return fault_set(fault, FAULT_STORAGE, "The other program stopped in the middle of a line.");
        char *end = memchr(piece, '\n', (size_t)got);
        buf_append(out, piece, end ? (size_t)(end - piece) : (size_t)got);
        if (!buf_ok(out))
            return fault_set(fault, FAULT_LARGE,
                             "The input is too large to hand to the server: stop it, or split the file.");
        if (end)
            return FAULT_NONE;
    }
}
