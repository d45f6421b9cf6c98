/*
 * gate.c - the header gate: libmicrohttpd 0.9.75 accepts requests that another reader in front of it would understand
 * differently (both Content-Length and Transfer-Encoding, differing lengths, a space before the colon, NUL in the
 * path). Each is refused here, before anything reads it, and the connection is closed.
 */
#include "gate.h"
#include <microhttpd.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include "signpost/limits.h"

struct headers {
    int lengths, encodings, hosts, types, authorizations;
    const char *trouble;
};

static bool is_decimal(const char *text)
{
    size_t size = strlen(text);
    return size > 0 && size <= 12 && strspn(text, "0123456789") == size;
}

static bool is_token(const char *name, size_t size)
{
    static const char allowed[] = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    return size > 0 && strspn(name, allowed) == size;
}

static void look_at(struct headers *seen, const char *name, const char *value)
{
    if (!strcasecmp(name, "Content-Length")) {
        seen->lengths++;
        if (!is_decimal(value))
            seen->trouble = "Content-Length is not a decimal number.";
    } else if (!strcasecmp(name, "Transfer-Encoding")) {
        seen->encodings++;
        if (strcasecmp(value, "chunked") != 0)
            seen->trouble = "This transfer coding is not known here; only chunked is.";
    } else if (!strcasecmp(name, "Host")) {
        seen->hosts++;
    } else if (!strcasecmp(name, "Content-Type")) {
        seen->types++;
    } else if (!strcasecmp(name, "Authorization")) {
        seen->authorizations++;
    }
}

static enum MHD_Result each_header(void *context, enum MHD_ValueKind kind, const char *name, size_t name_size,
                                   const char *value, size_t value_size)
{
    struct headers *seen = context;
    (void)kind;
    if (!is_token(name, name_size)) {
        seen->trouble = "A header's name holds a character that is not allowed there.";
        return MHD_NO;
    }
    for (size_t i = 0; i < value_size; i++) {
        unsigned char c = (unsigned char)value[i];
        if ((c < 0x20 && c != '\t') || c == 0x7f) {
            seen->trouble = "A header's value holds a control character.";
            return MHD_NO;
        }
    }
    look_at(seen, name, value ? value : "");
    return seen->trouble ? MHD_NO : MHD_YES;
}

static const char *uri_trouble(const char *uri)
{
    size_t size = strlen(uri);
    if (size > LIMIT_URL)
        return "The address is too long.";
    if (uri[0] != '/' || (size > 1 && uri[1] == '/'))
        return "The request target must be a path on this server.";
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)uri[i];
        if (c <= 0x20 || c >= 0x7f || c == '\\')
            return "The address holds a character that must be percent-encoded.";
        if (c == '%' && !strncmp(uri + i, "%00", 3))
            return "The address holds a NUL.";
    }
    return NULL;
}

const char *gate_refuses(struct MHD_Connection *connection, const char *raw_uri, const char *method)
{
    struct headers seen = {0};
    const char *trouble = raw_uri ? uri_trouble(raw_uri) : "There is no request target.";
    if (trouble)
        return trouble;
    MHD_get_connection_values_n(connection, MHD_HEADER_KIND, each_header, &seen);
    if (seen.trouble)
        return seen.trouble;
    if (seen.lengths > 1 || seen.encodings > 1 || seen.hosts > 1 || seen.types > 1 || seen.authorizations > 1)
        return "A header that may stand once stands twice.";
    if (seen.lengths && seen.encodings)
        return "Content-Length and Transfer-Encoding may not stand together.";
    if (!seen.hosts)
        return "The Host header is missing.";
    if (seen.encodings && strcmp(method, "POST") != 0 && strcmp(method, "PUT") != 0)
        return "A body is not expected with this method.";
    return NULL;
}
