/*
 * view.c - building a view. Every way to add passes through add(), where the first failure sticks.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/base_internal.h"
#include "signpost/text.h"
#include "signpost/view.h"

/* Nodes live in the view's own arena, so that building and releasing one costs little; cJSON only reads them. */
static cJSON *node_new(struct view *view, int type)
{
    cJSON *node = view->arena ? arena_alloc(view->arena, sizeof *node) : NULL;

    if (node)
        node->type = type;
    return node;
}

static cJSON *node_text(struct view *view, int type, const char *text)
{
    cJSON *node = text ? node_new(view, type) : NULL;

    if (!node || !(node->valuestring = arena_dup(view->arena, text)))
        return NULL;
    return node;
}

static cJSON *node_number(struct view *view, double number)
{
    cJSON *node = node_new(view, cJSON_Number);

    if (node) {
        node->valuedouble = number;
        node->valueint = (int)(number > INT_MAX ? INT_MAX : number < INT_MIN ? INT_MIN : number);
    }
    return node;
}

/* As cJSON keeps its lists: the first child's prev is the last one. */
static void node_append(cJSON *parent, cJSON *node)
{
    cJSON *first = parent->child;

    if (!first) {
        parent->child = node->prev = node;
        return;
    }
    first->prev->next = node;
    node->prev = first->prev;
    first->prev = node;
}

void view_init(struct view *view)
{
    *view = (struct view){.arena = arena_new()};
    view->root = node_new(view, cJSON_Object);
    view->failed = view->root == NULL;
}

void view_release(struct view *view)
{
    arena_free(view->arena);
    *view = (struct view){0};
}

bool view_ok(const struct view *view)
{
    return view->root && !view->failed;
}

/* Takes ITEM over, whatever happens. */
static cJSON *add(struct view *view, cJSON *parent, const char *name, cJSON *item, int flags)
{
    bool fits = parent && ((cJSON_IsArray(parent) && !name) || (cJSON_IsObject(parent) && name));

    if (!item || !fits || (name && !(item->string = arena_dup(view->arena, name)))) {
        view->failed = true;
        return NULL;
    }
    item->type |= flags;
    node_append(parent, item);
    return item;
}

cJSON *view_object(struct view *view, cJSON *parent, const char *name)
{
    return add(view, parent, name, node_new(view, cJSON_Object), 0);
}

cJSON *view_array(struct view *view, cJSON *parent, const char *name)
{
    return add(view, parent, name, node_new(view, cJSON_Array), 0);
}

void view_null(struct view *view, cJSON *parent, const char *name)
{
    add(view, parent, name, node_new(view, cJSON_NULL), 0);
}

void view_string(struct view *view, cJSON *parent, const char *name, const char *text)
{
    add(view, parent, name, text ? node_text(view, cJSON_String, text) : node_new(view, cJSON_NULL), 0);
}

void view_printf(struct view *view, cJSON *parent, const char *name, const char *format, ...)
{
    char *text = NULL;
    va_list arguments;

    va_start(arguments, format);
    if (vasprintf(&text, format, arguments) < 0)
        text = NULL;
    va_end(arguments);
    add(view, parent, name, node_text(view, cJSON_String, text), 0);
    free(text);
}

/* Beyond 2^53 a double would change the number, so its digits are kept as they are. */
void view_integer(struct view *view, cJSON *parent, const char *name, int64_t number)
{
    char digits[24];

    if (number <= WHOLE_MAX && number >= -WHOLE_MAX) {
        add(view, parent, name, node_number(view, (double)number), 0);
        return;
    }
    snprintf(digits, sizeof digits, "%lld", (long long)number);
    add(view, parent, name, node_text(view, cJSON_Raw, digits), 0);
}

void view_bool(struct view *view, cJSON *parent, const char *name, bool value)
{
    add(view, parent, name, node_new(view, value ? cJSON_True : cJSON_False), 0);
}

void view_ratio(struct view *view, cJSON *parent, const char *name, long long numerator, long long denominator,
                int decimals)
{
    char text[48];

    text_ratio(text, sizeof text, numerator, denominator, decimals);
    add(view, parent, name, node_text(view, cJSON_Raw, text), 0);
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

/* Depth is bounded by the strict reader, which made ITEM. */
static cJSON *node_copy(struct view *view, const cJSON *item)
{
    cJSON *copy = node_new(view, item->type & ~(cJSON_IsReference | cJSON_StringIsConst));

    if (!copy || (item->valuestring && !(copy->valuestring = arena_dup(view->arena, item->valuestring))))
        return NULL;
    copy->valuedouble = item->valuedouble;
    copy->valueint = item->valueint;
    for (const cJSON *child = item->child; child; child = child->next) {
        cJSON *inner = node_copy(view, child);
        if (!inner || (child->string && !(inner->string = arena_dup(view->arena, child->string))))
            return NULL;
        node_append(copy, inner);
    }
    return copy;
}

void view_copy(struct view *view, cJSON *parent, const char *name, const cJSON *item)
{
    add(view, parent, name, item ? node_copy(view, item) : NULL, 0);
}

void view_html(struct view *view, cJSON *parent, const char *name, const char *safe_html)
{
    if (view->json_only)
        return;
    add(view, parent, name, node_text(view, cJSON_String, safe_html), VIEW_HTML);
}

static void add_commonmark(struct view *view, cJSON *parent, const char *name, const char *commonmark, bool line)
{
    struct buf html;
    const char *words = NULL;

    if (view->json_only)
        return;
    buf_init(&html, 0);
    if (!commonmark || text_commonmark(&html, commonmark, NULL) != FAULT_NONE)
        view->failed = true;
    else if (line)
        words = text_one_paragraph(&html);
    if (!view->failed)
        view_html(view, parent, name, words ? words : buf_string(&html));
    buf_release(&html);
}

void view_commonmark(struct view *view, cJSON *parent, const char *name, const char *commonmark)
{
    add_commonmark(view, parent, name, commonmark, false);
}

void view_commonmark_line(struct view *view, cJSON *parent, const char *name, const char *commonmark)
{
    add_commonmark(view, parent, name, commonmark, true);
}

void view_page_string(struct view *view, cJSON *parent, const char *name, const char *text)
{
    if (view->json_only)
        return;
    add(view, parent, name, text ? node_text(view, cJSON_String, text) : node_new(view, cJSON_NULL), VIEW_PAGE);
}

void view_page_bool(struct view *view, cJSON *parent, const char *name, bool value)
{
    if (view->json_only)
        return;
    add(view, parent, name, node_new(view, value ? cJSON_True : cJSON_False), VIEW_PAGE);
}

void view_page_words(struct view *view, cJSON *parent, const char *name, struct date date)
{
    char text[DATE_WORDS];

    date_words(date, text);
    view_page_string(view, parent, name, text);
}
