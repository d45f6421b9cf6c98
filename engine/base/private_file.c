/*
 * private_file.c - reading, making and replacing a small file that holds a secret.
 */
#include "signpost/private_file.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- reading ---- */

/* O_NONBLOCK: a pipe in the file's place must not hold us up; fstat refuses it next. */
static enum fault_code file_open(const char *file, const char *noun, int *out, struct fault *fault)
{
    struct stat status;
    int fd = open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0 && errno == ELOOP)
        return fault_at(fault, FAULT_INPUT, file, 0, "The %s is a symbolic link: name the file itself.", noun);
    if (fd < 0 && errno == ENOENT)
        return fault_at(fault, FAULT_ABSENT, file, 0, "There is no such %s.", noun);
    if (fd < 0)
        return fault_at(fault, FAULT_STORAGE, file, 0, "The %s cannot be opened: %s.", noun, strerror(errno));
    enum fault_code code = FAULT_NONE;
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode))
        code = fault_at(fault, FAULT_INPUT, file, 0, "The %s is not a regular file.", noun);
    else if (status.st_mode & (S_IRWXG | S_IRWXO))
        code = fault_at(fault, FAULT_INPUT, file, 0,
                        "Others than its owner may read or write the %s: run chmod 600 on it, and if anyone may have read it, "
                        "make new keys.", noun);
    if (code == FAULT_NONE)
        *out = fd;
    else
        close(fd);
    return code;
}

enum fault_code private_file_read(const char *file, const char *noun, char *bytes, size_t room, size_t *size,
                                  struct fault *fault)
{
    int fd = -1;
    ssize_t got = 1;
    *size = 0;
    enum fault_code code = file_open(file, noun, &fd, fault);
    if (code != FAULT_NONE)
        return code;
    while (*size < room && got > 0) {
        got = read(fd, bytes + *size, room - *size);
        if (got < 0 && errno == EINTR)
            got = 1;
        else if (got > 0)
            *size += (size_t)got;
    }
    if (got < 0)
        code = fault_at(fault, FAULT_STORAGE, file, 0, "The %s cannot be read: %s.", noun, strerror(errno));
    else if (*size == room)
        code = fault_at(fault, FAULT_LARGE, file, 0, "This is no %s: it is over %zu bytes.", noun, room - 1);
    close(fd);
    return code;
}

/* ---- writing ---- */

static bool write_all(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t written = write(fd, bytes, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes += written;
        size -= (size_t)written;
    }
    return true;
}

/* The name of a file is on disk only when its folder is. */
static enum fault_code name_sync(const char *file, const char *noun, struct fault *fault)
{
    const char *slash = strrchr(file, '/');
    char folder[PATH_MAX] = ".";
    size_t size = slash ? (size_t)(slash - file) + 1 : 0;
    if (size < sizeof folder && size > 0) {
        memcpy(folder, file, size);
        folder[size] = '\0';
    }
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool done = fd >= 0 && fsync(fd) == 0;
    int trouble = errno;
    if (fd >= 0)
        close(fd);
    return done ? FAULT_NONE : fault_at(fault, FAULT_STORAGE, file, 0, "The folder of the %s cannot be written to disk: %s.", noun,
                                        strerror(trouble));
}

/* A new file, on disk; not its name yet. */
static enum fault_code file_make(const char *file, const char *noun, const char *bytes, size_t size, struct fault *fault)
{
    int fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (fd < 0 && errno == EEXIST)
        return fault_at(fault, FAULT_CONFLICT, file, 0, "The %s is there already. It is never overwritten: move it away first.",
                        noun);
    if (fd < 0)
        return fault_at(fault, FAULT_STORAGE, file, 0, "The %s cannot be created: %s.", noun, strerror(errno));
    bool stored = fchmod(fd, S_IRUSR | S_IWUSR) == 0 && write_all(fd, bytes, size) && fsync(fd) == 0;
    int trouble = errno;
    if (close(fd) != 0 && stored) {
        trouble = errno;
        stored = false;
    }
    if (stored)
        return FAULT_NONE;
    unlink(file);
    return fault_at(fault, FAULT_STORAGE, file, 0, "The %s cannot be written: %s.", noun, strerror(trouble));
}

enum fault_code private_file_create(const char *file, const char *noun, const char *bytes, size_t size, struct fault *fault)
{
    enum fault_code code = file_make(file, noun, bytes, size, fault);
    if (code != FAULT_NONE)
        return code;
    code = name_sync(file, noun, fault);
    if (code != FAULT_NONE)
        unlink(file);
    return code;
}

/* Does the disk give back what was written to it? */
static enum fault_code read_back(const char *file, const char *noun, const char *bytes, size_t size, struct fault *fault)
{
    size_t got = 0;
    char *again = malloc(size + 1);
    if (!again)
        return fault_memory(fault);
    enum fault_code code = private_file_read(file, noun, again, size + 1, &got, fault);
    if (code == FAULT_LARGE || (code == FAULT_NONE && (got != size || memcmp(again, bytes, size) != 0)))
        code = fault_at(fault, FAULT_STORAGE, file, 0, "The disk does not give back what was written to it.");
    sodium_memzero(again, size + 1);
    free(again);
    return code;
}

enum fault_code private_file_replace(const char *file, const char *noun, const char *bytes, size_t size, struct fault *fault)
{
    char made[PATH_MAX];
    if (snprintf(made, sizeof made, "%s.new", file) >= (int)sizeof made)
        return fault_at(fault, FAULT_INPUT, file, 0, "The name of the %s is too long.", noun);
    unlink(made); /* of a time that was interrupted: nothing in it was ever relied on */
    enum fault_code code = file_make(made, noun, bytes, size, fault);
    if (code == FAULT_NONE)
        code = read_back(made, noun, bytes, size, fault);
    if (code == FAULT_NONE && rename(made, file) != 0)
        code = fault_at(fault, FAULT_STORAGE, file, 0, "The %s cannot be replaced: %s.", noun, strerror(errno));
    if (code == FAULT_NONE)
        return name_sync(file, noun, fault);
    unlink(made);
    return code;
}

/* ---- one at a time ---- */

/* The lock is the open file's and goes with the process. The file stays: removing it would let two lock two different ones. */
enum fault_code private_file_lock(const char *file, const char *noun, int *out, struct fault *fault)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    char path[PATH_MAX];
    if (snprintf(path, sizeof path, "%s.lock", file) >= (int)sizeof path)
        return fault_at(fault, FAULT_INPUT, file, 0, "The name of the %s is too long.", noun);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (fd < 0)
        return fault_at(fault, FAULT_STORAGE, path, 0, "The lock of the %s cannot be opened: %s.", noun, strerror(errno));
    if (fcntl(fd, F_OFD_SETLK, &lock) != 0) {
        int trouble = errno;
        close(fd);
        if (trouble == EAGAIN || trouble == EACCES)
            return fault_at(fault, FAULT_BUSY, file, 0, "Another program is using this %s: wait until it is done.", noun);
        return fault_at(fault, FAULT_STORAGE, path, 0, "The %s cannot be locked: %s.", noun, strerror(trouble));
    }
    *out = fd;
    return FAULT_NONE;
}

void private_file_unlock(int lock)
{
    if (lock >= 0)
        close(lock);
}
