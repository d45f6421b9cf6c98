/* static_files.c - serves web/static/ from the program itself, under addresses that name the content. */
#include "static_files.h"
#include <stdio.h>
#include <string.h>
#include "signpost/embedded.h"
#include "signpost/record.h"

struct static_file {
    const char *name, *type;
    char path[96], version[17];
    const struct embedded *file;
};
static struct static_file files[] = {
    {.name = "signpost.css", .type = "text/css; charset=utf-8"},
    {.name = "signpost.js", .type = "text/javascript; charset=utf-8"},
    {.name = "signpost.svg", .type = "image/svg+xml"},
};
#define FILES (sizeof files / sizeof *files)

void static_files_prepare(void)
{
    for (size_t i = 0; i < FILES; i++) {
        char path[96], hash[65];
        snprintf(path, sizeof path, "web/static/%s", files[i].name);
        files[i].file = embedded_find(path);
        if (!files[i].file)
            continue;
        sha256_hex(files[i].file->bytes, files[i].file->size, hash);
        snprintf(files[i].version, sizeof files[i].version, "%.16s", hash);
        snprintf(files[i].path, sizeof files[i].path, "/static/%s?v=%.16s", files[i].name, hash);
    }
}

const char *static_file_path(const char *name)
{
    for (size_t i = 0; i < FILES; i++)
        if (!strcmp(files[i].name, name))
            return files[i].path;
    return "";
}

struct reply *page_static(struct request *request)
{
    const char *version = request_query(request, "v");
    for (size_t i = 0; i < FILES; i++)
        if (!strcmp(files[i].name, request->param[0]) && files[i].file)
            return reply_static(request, files[i].type, files[i].file->bytes, files[i].file->size,
                                version && !strcmp(version, files[i].version));
    return reply_absent(request);
}
