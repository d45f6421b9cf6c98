/*
 * json_read.c - JSON in: the strict scan, then the parser, then getters that do not confuse absent with empty.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/base_internal.h"
#include "signpost/json.h"
#include "signpost/limits.h"

/* Takes TEXT over, whatever happens. */
static enum fault_code adopt(char *text, size_t size, const char *file, struct json_doc *out, struct fault *fault)
{
    struct json_doc made = {.text = text, .size = size};
    enum fault_code code;

    code = json_scan(text, size, file, -1, NULL, fault);
    if (code != FAULT_NONE)
        goto done;
    made.file = strdup(file);
    made.root = cJSON_ParseWithLength(text, size);
    if (!made.file || !made.root) { /* what the scan lets through, the parser takes, unless memory is short */
        code = fault_memory(fault);
        goto done;
    }
    *out = made;
    made = (struct json_doc){0};
done:
    json_release(&made);
    return code;
}

enum fault_code json_read(const char *bytes, size_t size, const char *file, struct json_doc *out, struct fault *fault)
{
    char *text = NULL;

    if (size > LIMIT_JSON_FILE)
        return fault_at(fault, FAULT_LARGE, file, 0, "The JSON is larger than %d bytes, the most that is read.",
                        LIMIT_JSON_FILE);
    text = malloc(size + 1);
    if (!text)
        return fault_memory(fault);
    if (size)
        memcpy(text, bytes, size);
    text[size] = 0;
    return adopt(text, size, file, out, fault);
}

enum fault_code json_read_file(const char *path, const char *name, size_t ceiling, struct json_doc *out,
                               struct fault *fault)
{
    enum fault_code code = FAULT_NONE;
    struct buf buf;
    size_t size;
    char *text;

    buf_init(&buf, 0);
    name = name ? name : path;
    code = buf_read_file(&buf, path, ceiling ? ceiling : LIMIT_JSON_FILE, fault);
    if (code != FAULT_NONE) {
        if (fault && fault->file[0])
            code = fault_at(fault, code, name, 0, "%s", fault->message);
        goto done;
    }
    size = buf.size;
    text = buf_take(&buf);
    code = text ? adopt(text, size, name, out, fault) : fault_memory(fault);
done:
    buf_release(&buf);
    return code;
}

enum fault_code json_read_doc_in(const char *bytes, size_t size, const char *file, struct arena *arena, struct arena *texts,
                                 struct json_doc *out, struct fault *fault)
{
    const cJSON *root = NULL;
    enum fault_code code = json_read_in(bytes, size, file, arena, &root, fault);

    if (code != FAULT_NONE)
        return code;
    *out = (struct json_doc){.root = (cJSON *)root, .file = arena_dup(texts, file), .size = size,
                             .text = arena_dup_bytes(texts, bytes, size)};
    return out->file && out->text ? FAULT_NONE : fault_memory(fault);
}

enum fault_code json_read_file_in(const char *path, struct arena *arena, struct arena *texts, struct json_doc *out,
                                  struct fault *fault)
{
    const cJSON *root = NULL;
    struct buf buf;
    enum fault_code code;

    buf_init(&buf, 0);
    code = buf_read_file(&buf, path, LIMIT_JSON_FILE, fault);
    if (code == FAULT_NONE)
        code = json_read_in(buf_string(&buf), buf.size, path, arena, &root, fault);
    if (code == FAULT_NONE) {
        *out = (struct json_doc){.root = (cJSON *)root, .file = arena_dup(texts, path), .size = buf.size};
        out->text = buf_take(&buf);
        if (!out->text || arena_defer(texts, free, out->text) != 0 || !out->file)
            code = fault_memory(fault);
    }
    buf_release(&buf);
    return code;
}

void json_release(struct json_doc *doc)
{
    cJSON_Delete(doc->root);
    free(doc->file);
    free(doc->text);
    *doc = (struct json_doc){0};
}

/* True once ITEM is met, with INDEX its place in pre-order. */
static bool place_of(const cJSON *at, const cJSON *item, long *index)
{
    const cJSON *child;

    if (at == item)
        return true;
    cJSON_ArrayForEach(child, at)
    {
        ++*index;
        if (place_of(child, item, index))
            return true;
    }
    return false;
}

int json_line(const struct json_doc *doc, const cJSON *item)
{
    long index = 0;
    int line = 0;

    if (!doc->root || !item || !place_of(doc->root, item, &index))
        return 0;
    return json_scan(doc->text, doc->size, doc->file, index, &line, NULL) == FAULT_NONE ? line : 0;
}

/* Names are short: to call something would take longer than to compare them. */
static bool is_called(const char *name, const char *wanted)
{
    while (*name && *name == *wanted) {
        name++;
        wanted++;
    }
    return *name == *wanted;
}

/* Nothing is asked of a tree as often, so it is asked here and not of the library. */
const cJSON *json_member(const cJSON *object, const char *name)
{
    const cJSON *member = object && (object->type & 0xFF) == cJSON_Object ? object->child : NULL;

    while (member && (!member->string || !is_called(member->string, name)))
        member = member->next;
    return member;
}

const char *json_string(const cJSON *object, const char *name)
{
    const cJSON *member = json_member(object, name);

    return member && (member->type & 0xFF) == cJSON_String ? member->valuestring : NULL;
}

const cJSON *json_array(const cJSON *object, const char *name)
{
    const cJSON *item = json_member(object, name);

    return cJSON_IsArray(item) ? item : NULL;
}

const cJSON *json_object(const cJSON *object, const char *name)
{
    const cJSON *item = json_member(object, name);

    return cJSON_IsObject(item) ? item : NULL;
}

bool json_is_integer(const cJSON *item, int64_t *out)
{
    double number;

    if (!cJSON_IsNumber(item))
        return false;
    number = item->valuedouble;
    if (!isfinite(number) || fabs(number) > (double)WHOLE_MAX || trunc(number) != number)
        return false;
    *out = (int64_t)number;
    return true;
}

bool json_integer(const cJSON *object, const char *name, int64_t *out)
{
    return json_is_integer(json_member(object, name), out);
}

const cJSON *json_unknown_member(const cJSON *object, const char *const *names)
{
    const cJSON *member;

    if (!cJSON_IsObject(object))
        return NULL;
    cJSON_ArrayForEach(member, object)
    {
        const char *const *name = names;

        while (*name && strcmp(*name, member->string) != 0)
            name++;
        if (!*name)
            return member;
    }
    return NULL;
}
