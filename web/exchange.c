/*
 * exchange.c - the way of one request over a connection: its head (gate.c, head.c), its body under its ceiling, sign-in suspended
 * while a password is hashed, its reply (send.c).
 */
#include <stdlib.h>
#include <string.h>
#include "exchange.h"
#include "gate.h"
#include "head.h"
#include "peers.h"
#include "reply_internal.h"
#include "request.h"
#include "send.h"
#include "signpost/limits.h"
#include "web.h"

struct exchange {              /* one request on a connection */
    struct serving *serving;
    struct request *request;
    char *uri;
    struct buf body;
    size_t ceiling;
    bool begun, refused;
    struct reply *reply;       /* waiting for the hash pool */
    struct MHD_Connection *connection;
};

/* Seconds in which a whole request is expected on the connection; 0: it has arrived. */
static void expect(struct serving *serving, struct MHD_Connection *connection, int seconds)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    peer_expect(serving->peers, info ? info->socket_context : NULL, seconds);
}

/* ---- sending ---- */

static enum MHD_Result send_reply(struct exchange *exchange, struct MHD_Connection *connection, const struct reply *reply)
{
    return send_queue(connection, reply, exchange->serving->site, exchange->refused || exchange->serving->stopping);
}

static enum MHD_Result send_fault(struct exchange *exchange, struct MHD_Connection *connection, enum fault_code code, const char *text)
{
    struct fault fault;
    fault_set(&fault, code, "%s", text);
    exchange->refused = true;
    return send_reply(exchange, connection, reply_fault(exchange->request, &fault));
}

/* ---- sign-in's detour through the hash pool ---- */

static void hash_work(void *context)
{
    struct exchange *exchange = context;
    exchange->refused = exchange->serving->stopping; /* who still waits is told to come back */
    if (!exchange->refused)
        exchange->reply->work(exchange->request);
}

static void hash_done(void *context)
{
    struct exchange *exchange = context;
    MHD_resume_connection(exchange->connection);
}

static enum MHD_Result answer(struct exchange *exchange, struct MHD_Connection *connection, struct reply *reply)
{
    if (!reply->work)
        return send_reply(exchange, connection, reply);
    exchange->reply = reply;
    exchange->connection = connection;
    /* Suspended first: the pool may be done before this function returns. */
    MHD_suspend_connection(connection);
    if (hash_pool_add(exchange->serving->site->hashers, hash_work, hash_done, exchange))
        return MHD_YES;
    exchange->reply = NULL;
    MHD_resume_connection(connection);
    exchange->refused = true;
    return MHD_YES;
}

static enum MHD_Result answer_later(struct exchange *exchange, struct MHD_Connection *connection)
{
    handler_fn then = exchange->reply->then;
    exchange->reply = NULL;
    return send_reply(exchange, connection, then(exchange->request));
}

/* ---- receiving ---- */

static enum MHD_Result begin(struct exchange *exchange, struct MHD_Connection *connection, const char *method)
{
    struct request *request = exchange->request;
    exchange->begun = true;
    expect(exchange->serving, connection, LIMIT_REQUEST_SECONDS);
    head_take(connection, request);
    request->head = !strcmp(method, "HEAD");
    request->method = request->head ? "GET" : arena_dup(request->arena, method);
    request_choose_face(request);
    const char *trouble = gate_refuses(connection, exchange->uri, method);
    if (trouble)
        return send_fault(exchange, connection, FAULT_MALFORMED, trouble);
    struct fault fault;
    if (request_route(request, exchange->uri, &fault) != FAULT_NONE)
        return send_fault(exchange, connection, fault.code, fault.message);
    exchange->ceiling = request->route ? request->route->body : 0;
    buf_init(&exchange->body, exchange->ceiling + 1);
    const char *length = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Content-Length");
    if (length && strtoull(length, NULL, 10) > (exchange->ceiling ? exchange->ceiling : LIMIT_BODY_FORM))
        return send_fault(exchange, connection, FAULT_LARGE, "The request is larger than this address takes.");
    return MHD_YES;
}

static enum MHD_Result receive(struct exchange *exchange, struct MHD_Connection *connection, const char *data, size_t *size)
{
    if (!exchange->refused && exchange->body.size + *size <= exchange->ceiling)
        buf_append(&exchange->body, data, *size);
    else
        exchange->refused = true; /* answered when all of it has arrived or the deadline passed */
    *size = 0;
    (void)connection;
    return MHD_YES;
}

static enum MHD_Result finish(struct exchange *exchange, struct MHD_Connection *connection)
{
    struct request *request = exchange->request;
    expect(exchange->serving, connection, 0);
    if (exchange->reply && !exchange->refused)
        return answer_later(exchange, connection);
    if (exchange->refused && request->suspended)
        return send_fault(exchange, connection, FAULT_BUSY, "Many people are signing in just now. Please try again in a few seconds.");
    if (exchange->refused)
        return send_fault(exchange, connection, FAULT_LARGE, "The request is larger than this address takes.");
    if (!buf_ok(&exchange->body))
        return send_fault(exchange, connection, FAULT_MEMORY, "There is not enough memory for this request.");
    struct fault fault;
    request->body = buf_string(&exchange->body);
    request->body_size = exchange->body.size;
    if (request_read_body(request, &fault) != FAULT_NONE)
        return send_reply(exchange, connection, reply_fault(request, &fault));
    struct reply *reply = route_serve(request);
    request->suspended = reply->work != NULL;
    return answer(exchange, connection, reply);
}

enum MHD_Result exchange_on_request(void *context, struct MHD_Connection *connection, const char *url, const char *method,
                                  const char *version, const char *data, size_t *size, void **slot)
{
    struct exchange *exchange = *slot;
    (void)context, (void)url, (void)version;
    if (!exchange || !exchange->request)
        return MHD_NO;
    if (!exchange->begun)
        return begin(exchange, connection, method);
    if (*size)
        return receive(exchange, connection, data, size);
    return finish(exchange, connection);
}

void *exchange_on_uri(void *context, const char *uri, struct MHD_Connection *connection)
{
    struct serving *serving = context;
    struct exchange *exchange = calloc(1, sizeof *exchange);
    (void)connection;
    if (!exchange)
        return NULL;
    exchange->serving = serving;
    exchange->request = request_new(serving->site);
    exchange->uri = strdup(uri);
    buf_init(&exchange->body, 1);
    return exchange;
}

void exchange_on_completed(void *context, struct MHD_Connection *connection, void **slot, enum MHD_RequestTerminationCode why)
{
    struct exchange *exchange = *slot;
    (void)why;
    if (!exchange)
        return;
    expect(context, connection, LIMIT_IDLE_SECONDS + LIMIT_REQUEST_SECONDS);
    request_free(exchange->request);
    buf_release(&exchange->body);
    free(exchange->uri);
    free(exchange);
    *slot = NULL;
}
