/*
 * multipart.c - multipart/form-data (RFC 7578) read strictly: a boundary, then parts that each name a field once, with the two
 * headers that browsers send and no others, no preamble, no epilogue, no transfer encodings. Whatever two readers could
 * understand differently is refused.
 */
#include "multipart.h"
#include <string.h>
#include <strings.h>
#include "signpost/limits.h"
#include "signpost/text.h"

#define BOUNDARY_MAX 70 /* RFC 2046, 5.1.1 */

struct reader {
    struct arena *arena;
    const char *at, *end;
    char delimiter[BOUNDARY_MAX + 5]; /* CR LF - - boundary */
    size_t delimiter_size;
    struct fault *fault;
};

static enum fault_code refuse(struct reader *reader, const char *why)
{
    return fault_set(reader->fault, FAULT_MALFORMED, "The form was not sent as browsers send one with a file: %s.", why);
}

static size_t left(const struct reader *reader)
{
    return (size_t)(reader->end - reader->at);
}

static bool starts_with(const struct reader *reader, const char *text, size_t size)
{
    return left(reader) >= size && memcmp(reader->at, text, size) == 0;
}

/* ---- the boundary ---- */

static bool boundary_of(const char *type, char out[BOUNDARY_MAX + 1])
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'()+_,-./:=?";
    const char *at = strchr(type, ';');
    if (!at)
        return false;
    at += 1 + strspn(at + 1, " \t");
    if (strncasecmp(at, "boundary=", 9) != 0)
        return false;
    at += 9;
    bool quoted = *at == '"';
    at += quoted;
    size_t size = strspn(at, allowed);
    if (!size || size > BOUNDARY_MAX || strcmp(at + size, quoted ? "\"" : "") != 0)
        return false;
    memcpy(out, at, size);
    out[size] = '\0';
    return true;
}

/* ---- the head of a part ---- */

struct head { const char *name, *filename; bool typed; };

/* name="value" at TEXT; the value may hold anything but a quote and control characters. NULL when it is not so. */
static const char *read_parameter(struct reader *reader, const char *text, const char *name, const char **value)
{
    size_t size = strlen(name);
    if (strncmp(text, name, size) != 0 || strncmp(text + size, "=\"", 2) != 0)
        return NULL;
    text += size + 2;
    size = strcspn(text, "\"");
    if (!text[size])
        return NULL;
    *value = arena_dup_bytes(reader->arena, text, size);
    return *value && text_is_clean(*value) ? text + size + 1 : NULL;
}

static enum fault_code read_disposition(struct reader *reader, const char *value, struct head *head)
{
    if (head->name)
        return refuse(reader, "a part names its field twice");
    if (strncmp(value, "form-data; ", 11) != 0)
        return refuse(reader, "a part is no field of a form");
    value = read_parameter(reader, value + 11, "name", &head->name);
    if (value && !strncmp(value, "; ", 2))
        value = read_parameter(reader, value + 2, "filename", &head->filename);
    if (!value || *value || !*head->name)
        return refuse(reader, "the name of a field cannot be read");
    return FAULT_NONE;
}

/* One header line, without its CR LF. */
static enum fault_code read_header(struct reader *reader, const char *line, struct head *head)
{
    if (!strncasecmp(line, "Content-Disposition: ", 21))
        return read_disposition(reader, line + 21, head);
    if (strncasecmp(line, "Content-Type: ", 14) != 0 || head->typed)
        return refuse(reader, "a part has a header that is not expected");
    head->typed = true;
    return FAULT_NONE;
}

static enum fault_code read_head(struct reader *reader, struct head *head)
{
    const char *start = reader->at;
    for (;;) {
        const char *stop = memmem(reader->at, left(reader), "\r\n", 2);
        if (!stop || stop - start > LIMIT_PART_HEAD)
            return refuse(reader, "the head of a part has no end");
        size_t size = (size_t)(stop - reader->at);
        const char *line = arena_dup_bytes(reader->arena, reader->at, size);
        reader->at = stop + 2;
        if (!line)
            return fault_memory(reader->fault);
        if (!size)
            return head->name ? FAULT_NONE : refuse(reader, "a part does not name its field");
        if (strlen(line) != size || !text_is_clean(line))
            return refuse(reader, "a part's header holds a control character or is not UTF-8");
        enum fault_code code = read_header(reader, line, head);
        if (code != FAULT_NONE)
            return code;
    }
}

/* ---- a part ---- */

static enum fault_code keep_part(struct reader *reader, const struct head *head, const char *bytes, size_t size, struct pairs *form,
                                 struct uploads *files)
{
    if (form->count + files->count == LIMIT_PARTS)
        return fault_set(reader->fault, FAULT_LARGE, "There are more than %d fields.", LIMIT_PARTS);
    if (head->filename) {
        files->items[files->count++] = (struct upload){head->name, head->filename, bytes, size};
        return FAULT_NONE;
    }
    if (memchr(bytes, '\0', size) || !text_is_utf8(bytes, size))
        return refuse(reader, "a field is not UTF-8 text");
    const char *value = arena_dup_bytes(reader->arena, bytes, size);
    if (!value)
        return fault_memory(reader->fault);
    form->items[form->count++] = (struct pair){head->name, value};
    return FAULT_NONE;
}

static enum fault_code read_part(struct reader *reader, struct pairs *form, struct uploads *files)
{
    struct head head = {0};
    enum fault_code code = read_head(reader, &head);
    if (code != FAULT_NONE)
        return code;
    const char *stop = memmem(reader->at, left(reader), reader->delimiter, reader->delimiter_size);
    if (!stop)
        return refuse(reader, "a part has no end");
    code = keep_part(reader, &head, reader->at, (size_t)(stop - reader->at), form, files);
    reader->at = stop + reader->delimiter_size;
    return code;
}

enum fault_code multipart_read(struct arena *arena, const char *type, const char *body, size_t size, struct pairs *form,
                               struct uploads *files, struct fault *fault)
{
    struct reader reader = {.arena = arena, .at = body, .end = body + size, .fault = fault};
    char boundary[BOUNDARY_MAX + 1];
    if (!boundary_of(type, boundary))
        return refuse(&reader, "its Content-Type names no boundary");
    memcpy(reader.delimiter, "\r\n--", 4);
    memcpy(reader.delimiter + 4, boundary, strlen(boundary) + 1);
    reader.delimiter_size = 4 + strlen(boundary);
    form->items = arena_alloc(arena, LIMIT_PARTS * sizeof *form->items);
    files->items = arena_alloc(arena, LIMIT_PARTS * sizeof *files->items);
    if (!form->items || !files->items)
        return fault_memory(fault);
    if (!starts_with(&reader, reader.delimiter + 2, reader.delimiter_size - 2))
        return refuse(&reader, "it does not begin with the boundary");
    reader.at += reader.delimiter_size - 2;
    while (starts_with(&reader, "\r\n", 2)) {
        reader.at += 2;
        enum fault_code code = read_part(&reader, form, files);
        if (code != FAULT_NONE)
            return code;
    }
    if (!starts_with(&reader, "--", 2))
        return refuse(&reader, "it does not end");
    reader.at += 2;
    if (left(&reader) && !(left(&reader) == 2 && starts_with(&reader, "\r\n", 2)))
        return refuse(&reader, "something stands after its end");
    return FAULT_NONE;
}
