/*
 * view.c - building a view. Every way to add passes through add(), where the first failure sticks.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/base_internal.h"
#include "signpost/text.h"
#include "signpost/view.h"

void view_init(struct view *view)
{
    view->root = cJSON_CreateObject();
    view->failed = view->root == NULL;
}

void view_release(struct view *view)
{
    cJSON_Delete(view->root);
    *view = (struct view){0};
}

bool view_ok(const struct view *view)
{
    return view->root && !view->failed;
}

/* Takes ITEM over, whatever happens. */
static cJSON *add(struct view *view, cJSON *parent, const char *name, cJSON *item, int flags)
{
    bool added = false;

    if (item && parent) {
        item->type |= flags;
        if (cJSON_IsArray(parent) && !name)
            added = cJSON_AddItemToArray(parent, item);
        else if (cJSON_IsObject(parent) && name)
            added = cJSON_AddItemToObject(parent, name, item);
    }
    if (added)
        return item;
    cJSON_Delete(item);
    view->failed = true;
    return NULL;
}

cJSON *view_object(struct view *view, cJSON *parent, const char *name)
{
    return add(view, parent, name, cJSON_CreateObject(), 0);
}

cJSON *view_array(struct view *view, cJSON *parent, const char *name)
{
    return add(view, parent, name, cJSON_CreateArray(), 0);
}

void view_null(struct view *view, cJSON *parent, const char *name)
{
    add(view, parent, name, cJSON_CreateNull(), 0);
}

void view_string(struct view *view, cJSON *parent, const char *name, const char *text)
{
    add(view, parent, name, text ? cJSON_CreateString(text) : cJSON_CreateNull(), 0);
}

void view_printf(struct view *view, cJSON *parent, const char *name, const char *format, ...)
{
    char *text = NULL;
    va_list arguments;

    va_start(arguments, format);
    if (vasprintf(&text, format, arguments) < 0)
        text = NULL;
    va_end(arguments);
    add(view, parent, name, text ? cJSON_CreateString(text) : NULL, 0);
    free(text);
}

/* Beyond 2^53 a double would change the number, so its digits are kept as they are. */
void view_integer(struct view *view, cJSON *parent, const char *name, int64_t number)
{
    char digits[24];

    if (number <= WHOLE_MAX && number >= -WHOLE_MAX) {
        add(view, parent, name, cJSON_CreateNumber((double)number), 0);
        return;
    }
    snprintf(digits, sizeof digits, "%lld", (long long)number);
    add(view, parent, name, cJSON_CreateRaw(digits), 0);
}

void view_bool(struct view *view, cJSON *parent, const char *name, bool value)
{
    add(view, parent, name, cJSON_CreateBool(value), 0);
}

void view_ratio(struct view *view, cJSON *parent, const char *name, long long numerator, long long denominator,
                int decimals)
{
    char text[48];

    text_ratio(text, sizeof text, numerator, denominator, decimals);
    add(view, parent, name, cJSON_CreateRaw(text), 0);
}

void view_date(struct view *view, cJSON *parent, const char *name, struct date date)
{
    char text[DATE_TEXT];

    if (date_compare(date, DATE_MIN) == 0 || date_compare(date, DATE_MAX) == 0) {
        view_null(view, parent, name);
        return;
    }
    date_text(date, text);
    view_string(view, parent, name, text);
}

void view_instant(struct view *view, cJSON *parent, const char *name, struct instant instant)
{
    char text[INSTANT_TEXT];

    instant_text(instant, text);
    view_string(view, parent, name, text);
}

void view_copy(struct view *view, cJSON *parent, const char *name, const cJSON *item)
{
    add(view, parent, name, item ? cJSON_Duplicate(item, true) : NULL, 0);
}

void view_html(struct view *view, cJSON *parent, const char *name, const char *safe_html)
{
    add(view, parent, name, safe_html ? cJSON_CreateString(safe_html) : NULL, VIEW_HTML);
}

void view_commonmark(struct view *view, cJSON *parent, const char *name, const char *commonmark)
{
    struct buf html;

    buf_init(&html, 0);
    if (!commonmark || text_commonmark(&html, commonmark, NULL) != FAULT_NONE)
        view->failed = true;
    else
        view_html(view, parent, name, buf_string(&html));
    buf_release(&html);
}

void view_page_string(struct view *view, cJSON *parent, const char *name, const char *text)
{
    add(view, parent, name, text ? cJSON_CreateString(text) : cJSON_CreateNull(), VIEW_PAGE);
}

void view_page_bool(struct view *view, cJSON *parent, const char *name, bool value)
{
    add(view, parent, name, cJSON_CreateBool(value), VIEW_PAGE);
}

void view_page_words(struct view *view, cJSON *parent, const char *name, struct date date)
{
    char text[DATE_WORDS];

    date_words(date, text);
    view_page_string(view, parent, name, text);
}
