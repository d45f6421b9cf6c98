/*
 * send.c - a reply on its way into libmicrohttpd, with the headers that every reply has.
 */
#include "send.h"
#include <string.h>
#include "reply_internal.h"
#include "web.h"

static const char *const security_headers[][2] = {
    {"Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
                                "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"},
    {"X-Frame-Options", "DENY"},
};

static void add_headers(struct MHD_Response *response, const struct reply *reply, const struct site *site)
{
    if (reply->type)
        MHD_add_response_header(response, "Content-Type", reply->type);
    MHD_add_response_header(response, "Cache-Control", reply->immutable ? "public, max-age=31536000, immutable" : "no-store");
    MHD_add_response_header(response, "Vary", "Accept, Cookie, Authorization");
    for (size_t i = 0; i < sizeof security_headers / sizeof *security_headers; i++)
        MHD_add_response_header(response, security_headers[i][0], security_headers[i][1]);
    if (site->url && !strncmp(site->url, "https://", 8))
        MHD_add_response_header(response, "Strict-Transport-Security", "max-age=31536000");
    for (int i = 0; i < reply->headers; i++)
        MHD_add_response_header(response, reply->header[i].name, reply->header[i].value);
}

enum MHD_Result send_queue(struct MHD_Connection *connection, const struct reply *reply, struct site *site, bool last)
{
    /* The bytes live in the request's arena, which is freed only when the request is completed. */
    struct MHD_Response *response =
        MHD_create_response_from_buffer(reply->size, (void *)(uintptr_t)reply->bytes, MHD_RESPMEM_PERSISTENT);
    if (!response)
        return MHD_NO;
    add_headers(response, reply, site);
    if (last)
        MHD_add_response_header(response, "Connection", "close");
    atomic_fetch_add(&site->requests, 1);
    if (reply->status >= 500)
        atomic_fetch_add(&site->errors, 1);
    enum MHD_Result result = MHD_queue_response(connection, (unsigned)reply->status, response);
    MHD_destroy_response(response);
    return result;
}
