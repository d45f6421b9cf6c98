/*
 * list.c - the rows of a query while they are gathered: grown on the heap, so that the arena holds them only once.
 */
#include <stdlib.h>
#include <string.h>
#include "store_internal.h"

void list_init(struct list *list, size_t each)
{
    *list = (struct list){.each = each};
}

void *list_add(struct query *query, struct list *list)
{
    if (list->count == list->capacity) {
        int capacity = list->capacity ? list->capacity * 2 : 16;
        char *items = reallocarray(list->items, (size_t)capacity, list->each);
        if (!items) {
            query->code = fault_memory(query->fault);
            return NULL;
        }
        list->items = items;
        list->capacity = capacity;
    }
    void *item = list->items + (size_t)list->count * list->each;
    list->count++;
    return memset(item, 0, list->each);
}

enum fault_code list_finish(struct query *query, struct list *list, struct arena *arena, void *out, int *count)
{
    enum fault_code code = query_close(query);
    size_t size = (size_t)list->count * list->each;
    void *items = code == FAULT_NONE ? arena_alloc(arena, size ? size : 1) : NULL;
    if (code == FAULT_NONE && !items)
        code = fault_memory(query->fault);
    if (code == FAULT_NONE) {
        if (size)
            memcpy(items, list->items, size);
        memcpy(out, &items, sizeof items); /* OUT points to a pointer to the items' own type */
        *count = list->count;
    }
    free(list->items);
    return code;
}
