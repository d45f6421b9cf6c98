/*
 * buf.c - a growing byte buffer with a ceiling and a sticky failure.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "signpost/buf.h"
#include "signpost/limits.h"

void buf_init(struct buf *buf, size_t ceiling)
{
    *buf = (struct buf){.ceiling = ceiling ? ceiling : LIMIT_BUF};
}

void buf_release(struct buf *buf)
{
    free(buf->bytes);
    buf_init(buf, buf->ceiling);
}

void buf_clear(struct buf *buf)
{
    buf->size = 0;
    buf->failed = false;
    if (buf->bytes)
        buf->bytes[0] = 0;
}

static size_t ceiling_of(const struct buf *buf)
{
    size_t most = SIZE_MAX / 4; /* so that doubling cannot overflow */

    return buf->ceiling == 0 ? LIMIT_BUF : buf->ceiling < most ? buf->ceiling : most;
}

/* Room for SIZE more bytes and the NUL; otherwise the buffer has failed. */
bool buf_reserve(struct buf *buf, size_t size)
{
    size_t ceiling = ceiling_of(buf), capacity = buf->capacity ? buf->capacity : 128;
    char *bytes;

    if (buf->failed)
        return false;
    if (size > ceiling || buf->size > ceiling - size) {
        buf->failed = true;
        return false;
    }
    if (buf->size + size < buf->capacity)
        return true;
    while (capacity <= buf->size + size)
        capacity *= 2;
    if (capacity > ceiling + 1)
        capacity = ceiling + 1;
    bytes = realloc(buf->bytes, capacity);
    if (!bytes) {
        buf->failed = true;
        return false;
    }
    buf->bytes = bytes;
    buf->capacity = capacity;
    return true;
}

void buf_append(struct buf *buf, const void *bytes, size_t size)
{
    if (!buf_reserve(buf, size))
        return;
    if (size)
        memcpy(buf->bytes + buf->size, bytes, size);
    buf->size += size;
    buf->bytes[buf->size] = 0;
}

void buf_text(struct buf *buf, const char *text)
{
    if (text)
        buf_append(buf, text, strlen(text));
    else
        buf->failed = true; /* most often the result of an allocation that failed */
}

void buf_char(struct buf *buf, char c)
{
    buf_append(buf, &c, 1);
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    va_list arguments, again;
    int length;

    va_start(arguments, format);
    va_copy(again, arguments);
    length = vsnprintf(NULL, 0, format, arguments);
    if (length < 0)
        buf->failed = true;
    else if (buf_reserve(buf, (size_t)length)) {
        vsnprintf(buf->bytes + buf->size, (size_t)length + 1, format, again);
        buf->size += (size_t)length;
    }
    va_end(again);
    va_end(arguments);
}

bool buf_ok(const struct buf *buf)
{
    return !buf->failed;
}

const char *buf_string(const struct buf *buf)
{
    return buf->bytes ? buf->bytes : "";
}

char *buf_take(struct buf *buf)
{
    char *bytes = NULL;

    if (!buf->failed) {
        buf_append(buf, "", 0); /* so that an empty text is a text too */
        if (!buf->failed) {
            bytes = buf->bytes;
            buf->bytes = NULL;
        }
    }
    buf_release(buf);
    return bytes;
}

static enum fault_code read_failed(const char *path, int error, struct fault *fault)
{
    const char *why = strerrordesc_np(error);

    if (error == ENOENT || error == ENOTDIR)
        return fault_at(fault, FAULT_ABSENT, path, 0, "There is no such file; check its name.");
    if (error == EISDIR)
        return fault_at(fault, FAULT_INPUT, path, 0, "This is a folder: name a file.");
    return fault_at(fault, FAULT_STORAGE, path, 0, "The file cannot be read: %s.", why ? why : "unknown error");
}

/* A file's size is most often known; then the buffer takes its place at once. It fails when it must, while reading. */
static void reserve_for(struct buf *buf, int fd, size_t ceiling)
{
    struct stat stat;

    if (fstat(fd, &stat) == 0 && S_ISREG(stat.st_mode) && stat.st_size > 0 && (size_t)stat.st_size <= ceiling &&
        (size_t)stat.st_size < ceiling_of(buf) - buf->size)
        buf_reserve(buf, (size_t)stat.st_size + 1);
}

enum fault_code buf_read_file(struct buf *buf, const char *path, size_t ceiling, struct fault *fault)
{
    enum fault_code code = FAULT_NONE;
    char *piece = NULL;
    size_t piece_size = 64 * 1024, total = 0;
    int fd = -1;

    if (ceiling == 0)
        ceiling = LIMIT_BUF;
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        code = read_failed(path, errno, fault);
        goto done;
    }
    reserve_for(buf, fd, ceiling);
    piece = malloc(piece_size);
    if (!piece) {
        code = fault_memory(fault);
        goto done;
    }
    for (;;) {
        ssize_t got = read(fd, piece, piece_size);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            code = read_failed(path, errno, fault);
        if (got <= 0)
            break;
        total += (size_t)got;
        if (total > ceiling || (size_t)got > ceiling_of(buf) - buf->size) {
            code = fault_at(fault, FAULT_LARGE, path, 0, "The file is larger than %zu bytes, the most that is read.",
                            ceiling);
            break;
        }
        buf_append(buf, piece, (size_t)got);
        if (buf->failed) {
            code = fault_memory(fault);
            break;
        }
    }
done:
    if (fd >= 0)
        close(fd);
    free(piece);
    return code;
}
