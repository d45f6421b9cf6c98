/*
 * head.c - what a request's head says, taken from libmicrohttpd: the headers that anything reads, and whom it came from.
 */
#include "head.h"
#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>
#include "request.h"

/* Some proxies add to the header that came, others send one of their own after it: the last one is the proxy's. */
static enum MHD_Result last_forwarded(void *context, enum MHD_ValueKind kind, const char *name, const char *value)
{
    (void)kind;
    if (!strcasecmp(name, "X-Forwarded-For"))
        *(const char **)context = value;
    return MHD_YES;
}

static void take_address(struct MHD_Connection *connection, struct request *request)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    char text[INET6_ADDRSTRLEN] = "local";
    const struct sockaddr *address = info ? info->client_addr : NULL;
    if (address && address->sa_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)address)->sin_addr, text, sizeof text);
    else if (address && address->sa_family == AF_INET6)
        inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr, text, sizeof text);
    request->address = arena_dup(request->arena, text);
    /* Behind a proxy on this machine everybody would share its address: then the last one that it names counts. */
    const char *forwarded = NULL;
    MHD_get_connection_values(connection, MHD_HEADER_KIND, last_forwarded, &forwarded);
    if (!forwarded || (strcmp(text, "127.0.0.1") != 0 && strcmp(text, "::1") != 0 && strcmp(text, "local") != 0))
        return;
    const char *comma = strrchr(forwarded, ',');
    const char *last = comma ? comma + 1 + strspn(comma + 1, " \t") : forwarded;
    if (*last && strlen(last) < sizeof text)
        request->address = arena_dup(request->arena, last);
}

static void take_values(struct MHD_Connection *connection, struct request *request)
{
    const struct { const char *name; const char **into; } wanted[] = {
        {"Cookie", &request->cookie}, {"Authorization", &request->authorization}, {"Origin", &request->origin},
        {"Host", &request->host}, {"Sec-Fetch-Site", &request->sec_fetch_site}, {"X-CSRF-Token", &request->csrf_header},
        {"Accept", &request->accept}, {"Content-Type", &request->content_type}, {"Sec-Purpose", &request->purpose},
    };
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        *wanted[i].into = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, wanted[i].name);
}

void head_take(struct MHD_Connection *connection, struct request *request)
{
    take_values(connection, request);
    take_address(connection, request);
}
