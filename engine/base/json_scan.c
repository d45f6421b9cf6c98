/*
 * json_scan.c - the strict look at JSON's bytes before a parser sees them (RFC 8259 and json.h's further refusals).
 *
 * One pass, recursive to LIMIT_JSON_DEPTH. The member names of the objects that are open lie on a stack; when an
 * object closes, its own are on top, get sorted, and twins are neighbours. On the way the tree can be built, in an arena: then
 * no parser is needed behind.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include "base/json_scan_internal.h"
#include "signpost/json.h"
#include "signpost/limits.h"

#define FEW_NAMES 12 /* are compared one by one */

static enum fault_code scan_value(struct scan *scan, cJSON *node) MUST_USE;

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

/* ---- the tree ---- */

/* The name in the pool from OFFSET on, kept once for all that are the same. */
static enum fault_code keep_name(struct scan *scan, size_t offset, char **out)
{
    const char *name = buf_string(&scan->pool) + offset;
    size_t size = scan->pool.size - offset;
    char **known = &scan->known[size ? (size * 31 + (unsigned char)name[0] * 7 + (unsigned char)name[size - 1]) % KNOWN_NAMES : 0];

    if (*known && strcmp(*known, name) == 0) {
        *out = *known;
        return FAULT_NONE;
    }
    *out = *known = arena_dup_bytes(scan->arena, name, size);
    return *out ? FAULT_NONE : fault_memory(scan->fault);
}

/* The text in the pool from OFFSET on, copied into the arena. */
static enum fault_code keep_text(struct scan *scan, size_t offset, char **out)
{
    *out = buf_ok(&scan->pool)
               ? arena_dup_bytes(scan->arena, buf_string(&scan->pool) + offset, scan->pool.size - offset) : NULL;
    return *out ? FAULT_NONE : fault_memory(scan->fault);
}

/* A new child of PARENT, in cJSON's way: the first child's prev is the last one. *OUT stays NULL when no tree is built. */
static enum fault_code child_new(struct scan *scan, cJSON *parent, cJSON **out)
{
    cJSON *node = parent ? arena_alloc(scan->arena, sizeof *node) : NULL, *first;

    *out = node;
    if (!parent)
        return FAULT_NONE;
    if (!node)
        return fault_memory(scan->fault);
    first = parent->child;
    if (!first) {
        parent->child = node->prev = node;
        return FAULT_NONE;
    }
    first->prev->next = node;
    node->prev = first->prev;
    first->prev = node;
    return FAULT_NONE;
}

static void keep_number(cJSON *node, double number)
{
    node->type = cJSON_Number;
    node->valuedouble = number;
    node->valueint = (int)(number >= INT_MAX ? INT_MAX : number <= INT_MIN ? INT_MIN : number);
}

/* ---- names ---- */

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

    for (size_t i = 0; i < count; i++)
        names[i].pool = buf_string(&scan->pool);
    if (count > FEW_NAMES) {
        qsort(names, count, sizeof *names, compare_names);
        for (size_t i = 1; i < count; i++)
            if (same_name(&names[i - 1], &names[i]) && (!twin || names[i].line < twin->line))
                twin = &names[i];
    } else {
        for (size_t i = 1; i < count && !twin; i++)
            for (size_t j = 0; j < i && !twin; j++)
                twin = same_name(&names[j], &names[i]) ? &names[i] : NULL;
    }
    if (twin)
        return fault_at(scan->fault, FAULT_MALFORMED, scan->file, twin->line,
                        "The member \"%.*s\" is given twice in one object; remove one.",
                        (int)(twin->size < 80 ? twin->size : 80), twin->pool + twin->offset);
    scan->name_count = first;
    scan->pool.size = pool_size;
    return FAULT_NONE;
}

static enum fault_code scan_member(struct scan *scan, cJSON *node)
{
    size_t offset = scan->pool.size;
    int line = scan->line;
    enum fault_code code;

    if (scan_peek(scan) != '"')
        return scan_refuse(scan, "A member's name in double quotes is expected (no comma before a closing brace).");
    code = scan_string(scan);
    if (code == FAULT_NONE)
        code = remember_name(scan, offset, line);
    if (code == FAULT_NONE && node)
        code = keep_name(scan, offset, &node->string);
    if (code != FAULT_NONE)
        return code;
    scan_space(scan);
    if (scan_peek(scan) != ':')
        return scan_refuse(scan, "A colon is expected after a member's name.");
    scan->at++;
    scan_space(scan);
    return scan_value(scan, node);
}

/* At the opening bracket or brace. */
static enum fault_code scan_container(struct scan *scan, bool object, cJSON *node)
{
    size_t first = scan->name_count, pool_size = scan->pool.size;
    int close = object ? '}' : ']';

    if (scan->depth == LIMIT_JSON_DEPTH)
        return scan_refuse(scan, "Arrays and objects are nested too deeply here; at most 32 levels are read.");
    scan->open[scan->depth].bracket = object ? '{' : '[';
    scan->open[scan->depth++].line = scan->line;
    scan->at++;
    scan_space(scan);
    for (bool more = scan_peek(scan) != close; more;) {
        cJSON *child = NULL;
        enum fault_code code = child_new(scan, node, &child);

        if (code == FAULT_NONE)
            code = object ? scan_member(scan, child) : scan_value(scan, child);
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

/* At the opening quotation mark of a value. */
static enum fault_code scan_text(struct scan *scan, cJSON *node)
{
    size_t offset = scan->pool.size, size;
    const unsigned char *literal;
    enum fault_code code;

    if (scan_literal_string(scan, &literal, &size)) {
        if (!node)
            return FAULT_NONE;
        node->type = cJSON_String;
        node->valuestring = arena_dup_bytes(scan->arena, literal, size);
        return node->valuestring ? FAULT_NONE : fault_memory(scan->fault);
    }
    code = scan_string(scan);
    if (code == FAULT_NONE && node) {
        node->type = cJSON_String;
        code = keep_text(scan, offset, &node->valuestring);
    }
    scan->pool.size = offset;
    return code;
}

static bool scan_literal(struct scan *scan, cJSON *node)
{
    int type = literal(scan, "true")    ? cJSON_True
               : literal(scan, "false") ? cJSON_False
               : literal(scan, "null")  ? cJSON_NULL
                                        : cJSON_Invalid;

    if (node) {
        node->type = type;
        node->valueint = type == cJSON_True;
    }
    return type != cJSON_Invalid;
}

/* NODE, empty so far, becomes the value; NULL: no tree is built. */
static enum fault_code scan_value(struct scan *scan, cJSON *node)
{
    int c = scan_peek(scan);

    if (scan->met++ == scan->wanted) {
        scan->found = scan->line;
        return FAULT_NONE;
    }
    if (c == '{' || c == '[') {
        if (node)
            node->type = c == '{' ? cJSON_Object : cJSON_Array;
        return scan_container(scan, c == '{', node);
    }
    if (c == '"')
        return scan_text(scan, node);
    if (c == '-' || (c >= '0' && c <= '9')) {
        double number = 0;
        enum fault_code code = scan_number(scan, &number);

        if (node)
            keep_number(node, number);
        return code;
    }
    if (scan_literal(scan, node))
        return FAULT_NONE;
    if (c < 0)
        return scan_refuse(scan, "The text ends where a value is expected.");
    return scan_refuse(scan, "A value is expected: object, array, text in double quotes, number, true, false, null.");
}

static enum fault_code scan_document(struct scan *scan, cJSON *root)
{
    enum fault_code code;

    if (scan->size >= 3 && memcmp(scan->bytes, "\xEF\xBB\xBF", 3) == 0)
        return scan_refuse(scan, "The text begins with a byte order mark; save it as UTF-8 without one.");
    scan_space(scan);
    if (scan->at == scan->size)
        return scan_refuse(scan, "The text is empty; one JSON value is expected.");
    code = scan_value(scan, root);
    if (code != FAULT_NONE || scan->found)
        return code;
    scan_space(scan);
    if (scan->at != scan->size)
        return scan_refuse(scan, "There is something after the end of the JSON value; remove it.");
    return buf_ok(&scan->pool) ? FAULT_NONE : fault_memory(scan->fault);
}

static enum fault_code run(struct scan *scan, cJSON *root)
{
    enum fault_code code;

    buf_init(&scan->pool, 0);
    code = scan_document(scan, root);
    free(scan->names);
    buf_release(&scan->pool);
    return code;
}

enum fault_code json_scan(const char *bytes, size_t size, const char *name, long wanted, int *line,
                          struct fault *fault)
{
    struct scan scan = {.bytes = (const unsigned char *)bytes, .size = size, .line = 1, .file = name, .fault = fault,
                        .wanted = wanted};
    enum fault_code code = run(&scan, NULL);

    if (line)
        *line = scan.found;
    return code;
}

enum fault_code json_read_in(const char *bytes, size_t size, const char *file, struct arena *arena, const cJSON **out,
                             struct fault *fault)
{
    struct scan scan = {.bytes = (const unsigned char *)bytes, .size = size, .line = 1, .file = file, .fault = fault,
                        .wanted = -1, .arena = arena};
    cJSON *root = NULL;
    enum fault_code code;

    if (size > LIMIT_JSON_FILE)
        return fault_at(fault, FAULT_LARGE, file, 0, "The JSON is larger than %d bytes, the most that is read.",
                        LIMIT_JSON_FILE);
    root = arena_alloc(arena, sizeof *root);
    code = root ? run(&scan, root) : fault_memory(fault);
    if (code == FAULT_NONE)
        *out = root;
    return code;
}
