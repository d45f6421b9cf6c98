/*
 * view_json.c - a view's JSON face, printed here because cJSON's own printer writes a shorter text when memory fails.
 */
#include "base/base_internal.h"
#include "signpost/view.h"

static bool write_item(const cJSON *item, struct buf *out);

static bool write_children(const cJSON *parent, bool object, struct buf *out)
{
    const cJSON *child;
    bool first = true;

    buf_char(out, object ? '{' : '[');
    cJSON_ArrayForEach(child, parent)
    {
        if (child->type & (VIEW_HTML | VIEW_PAGE))
            continue;
        if (!first)
            buf_char(out, ',');
        first = false;
        if (object) {
            if (!child->string || !json_quote(out, child->string))
                return false;
            buf_char(out, ':');
        }
        if (!write_item(child, out))
            return false;
    }
    buf_char(out, object ? '}' : ']');
    return true;
}

static bool write_item(const cJSON *item, struct buf *out)
{
    char number[JSON_NUMBER_TEXT];

    if (cJSON_IsObject(item) || cJSON_IsArray(item))
        return write_children(item, cJSON_IsObject(item), out);
    if (cJSON_IsString(item))
        return item->valuestring && json_quote(out, item->valuestring);
    if (cJSON_IsNumber(item)) {
        if (!json_number_text(item->valuedouble, number))
            return false;
        buf_text(out, number);
    } else if (cJSON_IsRaw(item)) {
        buf_text(out, item->valuestring);
    } else {
        buf_text(out, cJSON_IsTrue(item) ? "true" : cJSON_IsFalse(item) ? "false" : "null");
    }
    return true;
}

enum fault_code view_json(const struct view *view, struct buf *out, struct fault *fault)
{
    if (!view_ok(view))
        return fault_memory(fault);
    if (!write_item(view->root, out))
        return fault_set(fault, FAULT_INTERNAL, "A page holds a text or number that JSON cannot say.");
    return buf_ok(out) ? FAULT_NONE : fault_memory(fault);
}
