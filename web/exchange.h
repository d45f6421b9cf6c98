/*
 * exchange.h - one request over a connection and its reply (exchange.c): what libmicrohttpd calls, for server.c to name.
 */
#ifndef SIGNPOST_WEB_EXCHANGE_H
#define SIGNPOST_WEB_EXCHANGE_H
#include <microhttpd.h>
#include <stdatomic.h>
#include <stddef.h>
struct peers;
struct site;

/* The context of each callback: what all exchanges of a server share. */
struct serving {
    struct site *site;
    struct peers *peers;
    atomic_bool stopping;          /* each connection closes after its reply */
};
/* The only place that shows the path as it was sent; it also makes the exchange. */
void *exchange_on_uri(void *serving, const char *uri, struct MHD_Connection *connection);
/* First for the head, then for each piece of the body, then for its end; again when a suspended one goes on. */
enum MHD_Result exchange_on_request(void *serving, struct MHD_Connection *connection, const char *url, const char *method,
                                    const char *version, const char *data, size_t *size, void **exchange);
void exchange_on_completed(void *serving, struct MHD_Connection *connection, void **exchange, enum MHD_RequestTerminationCode why);
#endif
