/*
 * save.c - new files, all of them or none, and never over one that is there: each is written whole under another name first
 * and then linked to its own.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "formats/import_internal.h"

static enum fault_code in_the_way(const char *path, struct fault *fault)
{
    return fault_at(fault, FAULT_CONFLICT, path, 0, "There is such a file already, and nothing is written over it: name "
                    "another, or move it away.");
}

enum fault_code save_free(const struct new_file *files, int count, struct fault *fault)
{
    for (int i = 0; i < count; i++)
        if (access(files[i].path, F_OK) == 0)
            return in_the_way(files[i].path, fault);
    return FAULT_NONE;
}

static enum fault_code failed(const char *path, struct fault *fault)
{
    const char *slash = strrchr(path, '/');
    int error = errno;
    if (error == ENOENT && slash)
        return fault_at(fault, FAULT_ABSENT, path, 0, "There is no folder %.*s: make it first, or name another.",
                        slash - path > 200 ? 200 : (int)(slash - path), path);
    return fault_at(fault, FAULT_STORAGE, path, 0, "The file cannot be written: %s.", strerror(error));
}

/* What goes wrong with PART is said of the file itself, whose name its author knows. */
static enum fault_code write_part(const char *part, const struct new_file *file, struct fault *fault)
{
    int fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    size_t done = 0;
    if (fd < 0)
        return failed(file->path, fault);
    while (done < file->size) {
        ssize_t put = write(fd, file->bytes + done, file->size - done);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            break;
        done += (size_t)put;
    }
    bool whole = done == file->size && fsync(fd) == 0;
    enum fault_code code = whole ? FAULT_NONE : failed(file->path, fault);
    if (close(fd) != 0 && code == FAULT_NONE)
        code = failed(file->path, fault);
    return code;
}

static enum fault_code save_one(const struct new_file *file, struct fault *fault)
{
    char *part = NULL;
    if (asprintf(&part, "%s.%ld.part", file->path, (long)getpid()) < 0)
        return fault_memory(fault);
    enum fault_code code = write_part(part, file, fault);
    if (code == FAULT_NONE && link(part, file->path) != 0)
        code = errno == EEXIST ? in_the_way(file->path, fault) : failed(file->path, fault);
    unlink(part);
    free(part);
    return code;
}

enum fault_code save_files(const struct new_file *files, int count, struct fault *fault)
{
    enum fault_code code = FAULT_NONE;
    int saved = 0;
    while (saved < count && code == FAULT_NONE) {
        code = save_one(&files[saved], fault);
        saved += code == FAULT_NONE;
    }
    while (code != FAULT_NONE && saved > 0)
        unlink(files[--saved].path);
    return code;
}

enum fault_code format_save(const char *path, const struct buf *bytes, struct fault *fault)
{
    char *name = strdup(path);
    const struct new_file file = {name, buf_string(bytes), bytes->size};
    enum fault_code code = name ? save_files(&file, 1, fault) : fault_memory(fault);
    free(name);
    return code;
}
