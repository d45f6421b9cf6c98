/*
 * json_canonical.c - any parsed tree as RFC 8785 writes it.
 */
#include <stdlib.h>
#include <string.h>
#include "base/base_internal.h"
#include "signpost/json.h"
#include "signpost/limits.h"

static enum fault_code write_item(const cJSON *item, int depth, struct buf *out, struct fault *fault) MUST_USE;

static int compare_members(const void *left, const void *right)
{
    const cJSON *const *a = left, *const *b = right;

    return json_compare_utf16((*a)->string, (*b)->string);
}

/* The members of OBJECT in canonical order, malloc'd; INPUT when two share a name. */
static enum fault_code sort_members(const cJSON *object, const cJSON ***out, size_t *count, struct fault *fault)
{
    const cJSON **members = NULL, *member;
    size_t total = 0;

    cJSON_ArrayForEach(member, object)
    {
        if (!member->string)
            return fault_set(fault, FAULT_INPUT, "A member of an object has no name.");
        total++;
    }
    members = malloc((total ? total : 1) * sizeof *members);
    if (!members)
        return fault_memory(fault);
    *count = 0;
    cJSON_ArrayForEach(member, object)
        members[(*count)++] = member;
    qsort(members, total, sizeof *members, compare_members);
    for (size_t i = 1; i < total; i++) {
        if (json_compare_utf16(members[i - 1]->string, members[i]->string) == 0) {
            enum fault_code code = fault_field(fault, FAULT_INPUT, members[i]->string,
                                               "The member \"%.80s\" is given twice in one object.",
                                               members[i]->string);

            free(members);
            return code;
        }
    }
    *out = members;
    return FAULT_NONE;
}

/* Are the members in canonical order already, as in what was written canonically? */
static bool in_order(const cJSON *object)
{
    for (const cJSON *member = object->child; member; member = member->next) {
        if (!member->string ||
            (member->next && (!member->next->string || json_compare_utf16(member->string, member->next->string) >= 0)))
            return false;
    }
    return true;
}

/* An object being written: its members but the one named WITHOUT (NULL: all). */
struct writing { const char *without; int depth; struct buf *out; bool begun; };

static enum fault_code write_member(const cJSON *member, struct writing *writing, struct fault *fault)
{
    if (writing->without && strcmp(member->string, writing->without) == 0)
        return FAULT_NONE;
    if (writing->begun)
        buf_char(writing->out, ',');
    writing->begun = true;
    if (!json_quote(writing->out, member->string))
        return fault_set(fault, FAULT_INPUT, "A member's name is not UTF-8.");
    buf_char(writing->out, ':');
    return write_item(member, writing->depth + 1, writing->out, fault);
}

static enum fault_code write_members_sorted(const cJSON *object, struct writing *writing, struct fault *fault)
{
    const cJSON **members = NULL;
    size_t count = 0;
    enum fault_code code = sort_members(object, &members, &count, fault);

    if (code != FAULT_NONE)
        return code;
    for (size_t i = 0; i < count && code == FAULT_NONE; i++)
        code = write_member(members[i], writing, fault);
    free(members);
    return code;
}

static enum fault_code write_object(const cJSON *object, const char *without, int depth, struct buf *out,
                                    struct fault *fault)
{
    struct writing writing = {without, depth, out, false};
    enum fault_code code = FAULT_NONE;

    buf_char(out, '{');
    if (in_order(object)) {
        for (const cJSON *member = object->child; member && code == FAULT_NONE; member = member->next)
            code = write_member(member, &writing, fault);
    } else {
        code = write_members_sorted(object, &writing, fault);
    }
    buf_char(out, '}');
    return code;
}

static enum fault_code write_array(const cJSON *array, int depth, struct buf *out, struct fault *fault)
{
    const cJSON *item;

    buf_char(out, '[');
    cJSON_ArrayForEach(item, array)
    {
        enum fault_code code;

        if (item != array->child)
            buf_char(out, ',');
        code = write_item(item, depth + 1, out, fault);
        if (code != FAULT_NONE)
            return code;
    }
    buf_char(out, ']');
    return FAULT_NONE;
}

static enum fault_code write_item(const cJSON *item, int depth, struct buf *out, struct fault *fault)
{
    char number[JSON_NUMBER_TEXT];

    if (depth > LIMIT_JSON_DEPTH)
        return fault_set(fault, FAULT_INPUT, "Arrays and objects are nested more than %d deep.", LIMIT_JSON_DEPTH);
    if (cJSON_IsObject(item))
        return write_object(item, NULL, depth, out, fault);
    if (cJSON_IsArray(item))
        return write_array(item, depth, out, fault);
    if (cJSON_IsString(item) && item->valuestring) {
        if (!json_quote(out, item->valuestring))
            return fault_set(fault, FAULT_INPUT, "A text is not UTF-8.");
    } else if (cJSON_IsNumber(item)) {
        if (!json_number_text(item->valuedouble, number))
            return fault_set(fault, FAULT_INPUT, "A number is too large to be written.");
        buf_text(out, number);
    } else if (cJSON_IsBool(item) || cJSON_IsNull(item)) {
        buf_text(out, cJSON_IsNull(item) ? "null" : cJSON_IsTrue(item) ? "true" : "false");
    } else {
        return fault_set(fault, FAULT_INPUT, "A value is of no kind that JSON knows.");
    }
    return FAULT_NONE;
}

enum fault_code json_canonical(const cJSON *item, struct buf *out, struct fault *fault)
{
    enum fault_code code = write_item(item, 0, out, fault);

    if (code == FAULT_NONE && !buf_ok(out))
        code = fault_memory(fault);
    return code;
}

enum fault_code json_canonical_without(const cJSON *object, const char *name, struct buf *out, struct fault *fault)
{
    enum fault_code code = write_object(object, name, 0, out, fault);

    if (code == FAULT_NONE && !buf_ok(out))
        code = fault_memory(fault);
    return code;
}
