/* reply_internal.h - the inside of a reply: for reply.c, which makes them, and for exchange.c and send.c, which send them. */
#ifndef SIGNPOST_REPLY_INTERNAL_H
#define SIGNPOST_REPLY_INTERNAL_H
#include "web.h"

#define REPLY_HEADERS 8
struct reply {
    int status;
    const char *type;                  /* Content-Type, or NULL when there is no body */
    const char *bytes; size_t size;    /* in the request's arena, or static for the whole run */
    bool immutable;                    /* may be cached for ever */
    struct { const char *name, *value; } header[REPLY_HEADERS];
    int headers;
    hash_work_fn work;                 /* reply_later: not NULL */
    handler_fn then;
};
#endif
