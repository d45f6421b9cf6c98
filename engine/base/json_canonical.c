/*
 * json_canonical.c - any parsed tree as RFC 8785 writes it.
 */
#include <stdlib.h>
#include <string.h>
#include "base/base_internal.h"
#include "signpost/json.h"
#include "signpost/limits.h"

#define FEW 32 /* members, which are sorted in place */

static enum fault_code write_item(const cJSON *item, int depth, struct buf *out, struct fault *fault) MUST_USE;

/* An object being written: its own members but those named WITHOUT (NULL: all), and those of MORE (NULL: none). */
struct writing {
    const cJSON *object, *more;
    const char *const *without;
};

static int compare_members(const void *left, const void *right)
{
    const cJSON *const *a = left, *const *b = right;

    return json_compare_utf16((*a)->string, (*b)->string);
}

static bool is_left_out(const struct writing *writing, const char *name)
{
    for (const char *const *left = writing->without; left && *left; left++)
        if (strcmp(name, *left) == 0)
            return true;
    return false;
}

/* Into MEMBERS, which has room for MOST; how many there are, or -1 when one has no name. */
static int gather(const struct writing *writing, const cJSON **members, int most)
{
    const cJSON *const objects[] = {writing->object, writing->more}, *member;
    int count = 0;

    for (int i = 0; i < 2; i++)
        cJSON_ArrayForEach(member, objects[i])
        {
            if (!member->string)
                return -1;
            if (i == 0 && is_left_out(writing, member->string))
                continue;
            if (count < most)
                members[count] = member;
            count++;
        }
    return count;
}

/* Few, and most often nearly in order. */
static void sort_few(const cJSON **members, int count)
{
    for (int i = 1; i < count; i++) {
        const cJSON *member = members[i];
        int place = i;

        for (; place > 0 && json_compare_utf16(members[place - 1]->string, member->string) > 0; place--)
            members[place] = members[place - 1];
        members[place] = member;
    }
}

static enum fault_code write_members(const cJSON *const *members, int count, int depth, struct buf *out, struct fault *fault)
{
    for (int i = 0; i < count; i++) {
        enum fault_code code;

        if (i && json_compare_utf16(members[i - 1]->string, members[i]->string) == 0)
            return fault_field(fault, FAULT_INPUT, members[i]->string, "The member \"%.80s\" is given twice in one object.",
                               members[i]->string);
        if (i)
            buf_char(out, ',');
        if (!json_quote(out, members[i]->string))
            return fault_set(fault, FAULT_INPUT, "A member's name is not UTF-8.");
        buf_char(out, ':');
        code = write_item(members[i], depth + 1, out, fault);
        if (code != FAULT_NONE)
            return code;
    }
    return FAULT_NONE;
}

static enum fault_code write_object(const struct writing *writing, int depth, struct buf *out, struct fault *fault)
{
    const cJSON *few[FEW], **members = few;
    int count = gather(writing, few, FEW);
    enum fault_code code;

    if (count < 0)
        return fault_set(fault, FAULT_INPUT, "A member of an object has no name.");
    if (count <= FEW) {
        sort_few(few, count);
    } else {
        members = malloc((size_t)count * sizeof *members);
        if (!members)
            return fault_memory(fault);
        gather(writing, members, count);
        qsort(members, (size_t)count, sizeof *members, compare_members);
    }
    buf_char(out, '{');
    code = write_members(members, count, depth, out, fault);
    buf_char(out, '}');
    if (members != few)
        free(members);
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
        return write_object(&(struct writing){.object = item}, depth, out, fault);
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

enum fault_code json_canonical_changed(const cJSON *object, const char *const *without, const cJSON *more, struct buf *out,
                                       struct fault *fault)
{
    const struct writing writing = {.object = object, .more = more, .without = without};
    enum fault_code code = write_object(&writing, 0, out, fault);

    if (code == FAULT_NONE && !buf_ok(out))
        code = fault_memory(fault);
    return code;
}

enum fault_code json_canonical_without(const cJSON *object, const char *name, struct buf *out, struct fault *fault)
{
    const char *const without[] = {name, NULL};

    return json_canonical_changed(object, without, NULL, out, fault);
}
