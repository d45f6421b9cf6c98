/*
 * fuzz_form.c - an address and an urlencoded body as they come from outside: the first line is the request target, the rest the
 * body. Every name and value handed on is UTF-8 without NUL.
 */
#include <string.h>
#include "fuzz.h"
#include "request.h"
#include "signpost/text.h"

/* The two things request.c asks of the rest of web. */
struct bank *site_bank(struct site *site)
{
    (void)site;
    return NULL;
}

const struct route *route_find(struct arena *arena, const char *method, const char *path, const char *param[3], const char **allow)
{
    (void)method, (void)allow;
    const char *last = strrchr(path, '/');
    param[0] = last ? arena_dup(arena, last + 1) : NULL;
    return NULL;
}

static void look_at(const struct pairs *pairs)
{
    for (int i = 0; i < pairs->count; i++) {
        HOLDS(text_is_utf8(pairs->items[i].name, strlen(pairs->items[i].name)));
        HOLDS(text_is_utf8(pairs->items[i].value, strlen(pairs->items[i].value)));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct request *request = request_new(NULL);
    const uint8_t *end = size ? memchr(data, '\n', size) : NULL;
    size_t target = end ? (size_t)(end - data) : size;
    struct fault fault;
    HOLDS(request);
    char *uri = arena_dup_bytes(request->arena, (const char *)data, target);
    HOLDS(uri);
    if (request_route(request, uri, &fault) == FAULT_NONE)
        look_at(&request->query);
    request->content_type = "application/x-www-form-urlencoded";
    request->body = end ? arena_dup_bytes(request->arena, (const char *)end + 1, size - target - 1) : "";
    request->body_size = end ? size - target - 1 : 0;
    HOLDS(request->body);
    if (request_read_body(request, &fault) == FAULT_NONE)
        look_at(&request->form);
    request_free(request);
    return 0;
}
