/* static_files.h - the stylesheet, the script and the icon, from a compiled map: no request ever names a file on disk. */
#ifndef SIGNPOST_STATIC_FILES_H
#define SIGNPOST_STATIC_FILES_H
#include "web.h"

/* "/static/signpost.css?v=<hash>": an address that changes with the content, so that it may be cached for ever. */
const char *static_file_path(const char *name);
void static_files_prepare(void);                       /* once, before the server starts */
struct reply *page_static(struct request *request);    /* GET /static/{name} */
#endif
