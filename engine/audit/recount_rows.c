/*
 * recount_rows.c - the recount's lists and numbered texts.
 */
#include <stdlib.h>
#include <string.h>
#include "audit/recount.h"

void rows_init(struct rows *rows, size_t each)
{
    *rows = (struct rows){.each = each};
}

void *rows_add(struct rows *rows)
{
    if (rows->count == rows->capacity) {
        int wanted = rows->capacity ? rows->capacity * 2 : 16;
        void *grown = realloc(rows->items, (size_t)wanted * rows->each);
        if (!grown)
            return NULL;
        rows->items = grown;
        rows->capacity = wanted;
    }
    char *item = (char *)rows->items + (size_t)rows->count++ * rows->each;
    memset(item, 0, rows->each);
    return item;
}

int codes_find(const struct codes *codes, const char *text)
{
    char *const *texts = codes->texts.items;
    for (int i = 0; i < codes->texts.count; i++)
        if (strcmp(texts[i], text) == 0)
            return i;
    return -1;
}

int codes_number(struct codes *codes, const char *text)
{
    int found = codes_find(codes, text);
    if (found >= 0)
        return found;
    char *copy = strdup(text), **place = copy ? rows_add(&codes->texts) : NULL;
    if (!place) {
        free(copy);
        return -1;
    }
    *place = copy;
    return codes->texts.count - 1;
}

const char *codes_text(const struct codes *codes, int number)
{
    return ((char *const *)codes->texts.items)[number];
}

static void codes_release(struct codes *codes)
{
    char **texts = codes->texts.items;
    for (int i = 0; i < codes->texts.count; i++)
        free(texts[i]);
    free(texts);
}

void recount_init(struct recount *recount)
{
    *recount = (struct recount){0};
    rows_init(&recount->posts, sizeof(struct fact_post));
    rows_init(&recount->dones, sizeof(struct fact_done));
    rows_init(&recount->waivers, sizeof(struct fact_waiver));
    rows_init(&recount->concerns, sizeof(struct fact_concern));
    rows_init(&recount->requirements, sizeof(struct fact_requirement));
    rows_init(&recount->policies, sizeof(struct fact_policy));
    rows_init(&recount->names, sizeof(char *));
    struct codes *codes[] = {&recount->schools, &recount->systems, &recount->modules, &recount->ids};
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        rows_init(&codes[i]->texts, sizeof(char *));
}

void recount_release(struct recount *recount)
{
    struct fact_requirement *requirements = recount->requirements.items;
    for (int i = 0; i < recount->requirements.count; i++) {
        free(requirements[i].any_of.items);
        free(requirements[i].schools.items);
    }
    char **names = recount->names.items;
    for (int i = 0; i < recount->names.count; i++)
        free(names[i]);
    struct rows *lists[] = {&recount->posts, &recount->dones, &recount->waivers, &recount->concerns,
                            &recount->requirements, &recount->policies, &recount->names};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        free(lists[i]->items);
    codes_release(&recount->schools);
    codes_release(&recount->systems);
    codes_release(&recount->modules);
    codes_release(&recount->ids);
    recount_init(recount);
}
