/*
 * json_scan.c - the strict look at JSON's bytes before a parser sees them (RFC 8259 and json.h's further refusals).
 *
 * One pass, recursive to LIMIT_JSON_DEPTH. The member names of the objects that are open lie on a stack; when an
 * object closes, its own are on top, get sorted, and twins are neighbours.
 */
#include <stdlib.h>
#include <string.h>
#include "base/json_scan_internal.h"
#include "signpost/limits.h"

static enum fault_code scan_value(struct scan *scan) MUST_USE;

static enum fault_code remember_name(struct scan *scan, size_t offset, int line)
{
    if (!buf_ok(&scan->pool))
        return fault_memory(scan->fault);
    if (scan->name_count == scan->name_capacity) {
        size_t capacity = scan->name_capacity ? scan->name_capacity * 2 : 64;
        struct scan_name *names = realloc(scan->names, capacity * sizeof *names);

        if (!names)
            return fault_memory(scan->fault);
        scan->names = names;
        scan->name_capacity = capacity;
    }
    scan->names[scan->name_count++] =
        (struct scan_name){.offset = offset, .size = scan->pool.size - offset, .line = line};
    return FAULT_NONE;
}

static bool same_name(const struct scan_name *a, const struct scan_name *b)
{
    return a->size == b->size && (a->size == 0 || memcmp(a->pool + a->offset, b->pool + b->offset, a->size) == 0);
}

/* By size, bytes, and place: twins become neighbours, the earlier first. */
static int compare_names(const void *left, const void *right)
{
    const struct scan_name *a = left, *b = right;
    int order = 0;

    if (a->size != b->size)
        return a->size < b->size ? -1 : 1;
    if (a->size)
        order = memcmp(a->pool + a->offset, b->pool + b->offset, a->size);
    return order ? order : (a->offset > b->offset) - (a->offset < b->offset);
}

/* The object whose names begin at FIRST closes: no two may be the same, and they leave the stack. */
static enum fault_code check_names(struct scan *scan, size_t first, size_t pool_size)
{
    struct scan_name *names = scan->name_count > first ? scan->names + first : NULL;
    size_t count = scan->name_count - first;
    const struct scan_name *twin = NULL;

    if (count > 1) {
        for (size_t i = 0; i < count; i++)
            names[i].pool = buf_string(&scan->pool);
        qsort(names, count, sizeof *names, compare_names);
        for (size_t i = 1; i < count; i++)
            if (same_name(&names[i - 1], &names[i]) && (!twin || names[i].line < twin->line))
                twin = &names[i];
    }
    if (twin)
        return fault_at(scan->fault, FAULT_MALFORMED, scan->file, twin->line,
                        "The member \"%.*s\" is given twice in one object; remove one.",
                        (int)(twin->size < 80 ? twin->size : 80), twin->pool + twin->offset);
    scan->name_count = first;
    scan->pool.size = pool_size;
    return FAULT_NONE;
}

static enum fault_code scan_member(struct scan *scan)
{
    size_t offset = scan->pool.size;
    int line = scan->line;
    enum fault_code code;

    if (scan_peek(scan) != '"')
        return scan_refuse(scan, "A member's name in double quotes is expected (no comma before a closing brace).");
    code = scan_string(scan);
    if (code == FAULT_NONE)
        code = remember_name(scan, offset, line);
    if (code != FAULT_NONE)
        return code;
    scan_space(scan);
    if (scan_peek(scan) != ':')
        return scan_refuse(scan, "A colon is expected after a member's name.");
    scan->at++;
    scan_space(scan);
    return scan_value(scan);
}

/* At the opening bracket or brace. */
static enum fault_code scan_container(struct scan *scan, bool object)
{
    size_t first = scan->name_count, pool_size = scan->pool.size;
    int close = object ? '}' : ']';

    if (++scan->depth > LIMIT_JSON_DEPTH)
        return scan_refuse(scan, "Arrays and objects are nested too deeply here; at most 32 levels are read.");
    scan->at++;
    scan_space(scan);
    for (bool more = scan_peek(scan) != close; more;) {
        enum fault_code code = object ? scan_member(scan) : scan_value(scan);

        if (code != FAULT_NONE || scan->found)
            return code;
        scan_space(scan);
        more = scan_peek(scan) == ',';
        if (!more && scan_peek(scan) != close)
            return scan_refuse(scan, object ? "A comma or } is expected here." : "A comma or ] is expected here.");
        if (more) {
            scan->at++;
            scan_space(scan);
        }
    }
    scan->at++;
    scan->depth--;
    return check_names(scan, first, pool_size);
}

static bool literal(struct scan *scan, const char *word)
{
    size_t size = strlen(word);

    if (scan->size - scan->at < size || memcmp(scan->bytes + scan->at, word, size) != 0)
        return false;
    scan->at += size;
    return true;
}

static enum fault_code scan_value(struct scan *scan)
{
    int c = scan_peek(scan);

    if (scan->met++ == scan->wanted) {
        scan->found = scan->line;
        return FAULT_NONE;
    }
    if (c == '{' || c == '[')
        return scan_container(scan, c == '{');
    if (c == '"') {
        size_t pool_size = scan->pool.size;
        enum fault_code code = scan_string(scan);

        scan->pool.size = pool_size;
        return code;
    }
    if (c == '-' || (c >= '0' && c <= '9'))
        return scan_number(scan);
    if (literal(scan, "true") || literal(scan, "false") || literal(scan, "null"))
        return FAULT_NONE;
    if (c < 0)
        return scan_refuse(scan, "The text ends where a value is expected.");
    return scan_refuse(scan, "A value is expected: object, array, text in double quotes, number, true, false, null.");
}

static enum fault_code scan_document(struct scan *scan)
{
    enum fault_code code;

    if (scan->size >= 3 && memcmp(scan->bytes, "\xEF\xBB\xBF", 3) == 0)
        return scan_refuse(scan, "The text begins with a byte order mark; save it as UTF-8 without one.");
    scan_space(scan);
    if (scan->at == scan->size)
        return scan_refuse(scan, "The text is empty; one JSON value is expected.");
    code = scan_value(scan);
    if (code != FAULT_NONE || scan->found)
        return code;
    scan_space(scan);
    if (scan->at != scan->size)
        return scan_refuse(scan, "There is something after the end of the JSON value; remove it.");
    return buf_ok(&scan->pool) ? FAULT_NONE : fault_memory(scan->fault);
}

enum fault_code json_scan(const char *bytes, size_t size, const char *name, long wanted, int *line,
                          struct fault *fault)
{
    struct scan scan = {.bytes = (const unsigned char *)bytes, .size = size, .line = 1, .file = name, .fault = fault,
                        .wanted = wanted};
    enum fault_code code;

    buf_init(&scan.pool, 0);
    code = scan_document(&scan);
    if (line)
        *line = scan.found;
    free(scan.names);
    buf_release(&scan.pool);
    return code;
}
