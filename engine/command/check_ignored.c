/*
 * command/check_ignored.c - what lies in a questions folder and is not read: notes, copies that an editor left, a name in
 * capitals. It may be meant to be there, so it is no finding; it may not, so it is named.
 */
#include "command/check_coverage.h"
#include "command/command_internal.h"
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool ends_in(const char *name, const char *end)
{
    size_t length = strlen(name), size = strlen(end);
    return length > size && strcmp(name + length - size, end) == 0;
}

/* Hidden files are nobody's questions, and a module's sections stand in folders and texts of their own. */
static void look_at(const char *dir, const char *folder, const char *name, struct buf *out)
{
    bool modules = strcmp(folder, "modules") == 0;
    char path[4096];
    struct stat stat_of;
    if (*name == '.' || ends_in(name, ".json") || (modules && ends_in(name, ".md")) ||
        snprintf(path, sizeof path, "%s/%s/%s", dir, folder, name) >= (int)sizeof path || stat(path, &stat_of) != 0)
        return;
    if (!S_ISDIR(stat_of.st_mode))
        buf_printf(out, "%s is not read: its name does not end in .json.\n", path);
    else if (!modules)
        buf_printf(out, "%s is not read: it is a folder.\n", path);
}

void ignored_text(const char *dir, struct buf *out)
{
    static const char *const folders[] = {"bank", "modules", "quizzes", "schools"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        struct dirent **names = NULL;
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", dir, folders[i]);
        int count = scandir(path, &names, NULL, alphasort);
        for (int j = 0; j < count; j++) {
            look_at(dir, folders[i], names[j]->d_name, out);
            free(names[j]);
        }
        free(names);
    }
}
