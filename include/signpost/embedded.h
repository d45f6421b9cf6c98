/*
 * embedded.h - files compiled into the program: pages, static files, SQL migrations, shipped requirements.
 * The table is written by the build, sorted as the build lists it, and ends with a NULL path.
 */
#ifndef SIGNPOST_EMBEDDED_H
#define SIGNPOST_EMBEDDED_H
#include <stddef.h>

struct embedded {
    const char *path;            /* as in the source tree: "web/pages/home.html" */
    const unsigned char *bytes;  /* NUL-terminated */
    size_t size;                 /* without the NUL */
};
extern const struct embedded embedded_files[];
const struct embedded *embedded_find(const char *path); /* NULL when there is none */
#endif
