/*
 * fuzz_multipart.c - a multipart/form-data body from outside: the first line is the Content-Type, the rest the body. Fields are UTF-8
 * without NUL and have a name, files lie inside the body, and neither holds the boundary.
 */
#include <string.h>
#include "fuzz.h"
#include "multipart.h"
#include "signpost/limits.h"
#include "signpost/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    const uint8_t *end = size ? memchr(data, '\n', size) : NULL;
    size_t head = end ? (size_t)(end - data) : size;
    struct pairs form = {0};
    struct uploads files = {0};
    struct fault fault;
    HOLDS(arena);
    char *type = arena_dup_bytes(arena, data, head);
    const char *body = end ? (const char *)end + 1 : "";
    size_t body_size = end ? size - head - 1 : 0;
    HOLDS(type);
    if (multipart_read(arena, type, body, body_size, &form, &files, &fault) == FAULT_NONE) {
        HOLDS(form.count + files.count <= LIMIT_PARTS);
        for (int i = 0; i < form.count; i++) {
            HOLDS(form.items[i].name[0] && text_is_clean(form.items[i].name));
            HOLDS(text_is_utf8(form.items[i].value, strlen(form.items[i].value)));
        }
        for (int i = 0; i < files.count; i++) {
            HOLDS(files.items[i].name[0] && text_is_clean(files.items[i].filename));
            HOLDS(files.items[i].bytes >= body && files.items[i].bytes + files.items[i].size <= body + body_size);
        }
    }
    arena_free(arena);
    return 0;
}
