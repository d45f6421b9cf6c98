/*
 * lock.c - one process owns a database: FILE.lock beside it, locked for as long as the owner lives.
 *
 * The lock is the open file's (OFD), so it goes with the process however that ends, and a second store in the same
 * process is refused too. The file stays behind on purpose: removing it would let two owners lock two different files.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "store_internal.h"

#define LOCK_PATH 4200

static enum fault_code taken_by(int file, const char *name, struct fault *fault)
{
    char pid[24] = "";
    ssize_t size = pread(file, pid, sizeof pid - 1, 0);
    if (size < 0)
        size = 0;
    pid[strspn(pid, "0123456789")] = '\0';
    return fault_set(fault, FAULT_BUSY, "Another program owns the database %s%s%s.", name, pid[0] ? ": process " : "",
                     pid);
}

enum fault_code lock_take(const char *name, int *out, struct fault *fault)
{
    char path[LOCK_PATH];
    int length = snprintf(path, sizeof path, "%s.lock", name);
    if (length < 0 || (size_t)length >= sizeof path)
        return fault_set(fault, FAULT_INPUT, "The name of the database is too long.");
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        return fault_set(fault, FAULT_STORAGE, "The lock file %s cannot be opened: %s.", path, strerror(errno));
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (fcntl(file, F_OFD_SETLK, &lock) != 0) {
        enum fault_code code = errno == EAGAIN || errno == EACCES
                                   ? taken_by(file, name, fault)
                                   : fault_set(fault, FAULT_STORAGE, "%s cannot be locked: %s.", path, strerror(errno));
        close(file);
        return code;
    }
    /* The number is for people; the lock does not depend on it. */
    char pid[24];
    int digits = snprintf(pid, sizeof pid, "%ld\n", (long)getpid());
    if (ftruncate(file, 0) != 0 || pwrite(file, pid, (size_t)digits, 0) != digits) {
        close(file);
        return fault_set(fault, FAULT_STORAGE, "The lock file %s cannot be written.", path);
    }
    *out = file;
    return FAULT_NONE;
}

void lock_release(int lock)
{
    if (lock >= 0)
        close(lock);
}
