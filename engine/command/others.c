/*
 * command/others.c - which other processes have the database open. Only Signpost may write it, and two programs that
 * both
 * tidy its log can damage it.
 */
#include "command/command_internal.h"
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool holds(const char *pid, const char *path)
{
    char folder[64], link[4200];
    struct dirent *entry;
    bool found = false;
    snprintf(folder, sizeof folder, "/proc/%.20s/fd", pid);
    DIR *files = opendir(folder);
    while (files && !found && (entry = readdir(files))) {
        ssize_t size = readlinkat(dirfd(files), entry->d_name, link, sizeof link - 1);
        if (size <= 0)
            continue;
        link[size] = '\0';
        size_t length = strlen(path);
        found = strncmp(link, path, length) == 0 && (!link[length] || strcmp(link + length, "-wal") == 0);
    }
    if (files)
        closedir(files);
    return found;
}

void others_text(const char *file, struct buf *out)
{
    char own[24], *path = realpath(file, NULL);
    struct dirent *entry;
    DIR *processes = path ? opendir("/proc") : NULL;
    snprintf(own, sizeof own, "%ld", (long)getpid());
    while (processes && (entry = readdir(processes)))
        if (entry->d_name[strspn(entry->d_name, "0123456789")] == '\0' && strcmp(entry->d_name, own) != 0 &&
            holds(entry->d_name, path))
            buf_printf(out, "Process %s has the database open. If it is no report of Signpost's, stop it.\n",
                       entry->d_name);
    if (processes)
        closedir(processes);
    free(path);
}
