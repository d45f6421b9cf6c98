/*
 * pager.c - see pager.h.
 */
#include "pager.h"
#include <stdlib.h>
#include <string.h>
#include "signpost/text.h"

static int pages_of(int total)
{
    return total > 0 ? (total + PAGER_ROWS - 1) / PAGER_ROWS : 1;
}

struct pager pager_of(const struct request *request, int total)
{
    const char *asked = request_query(request, "page");
    struct pager pager = {.total = total, .end = total};
    if ((!asked && request->face != FACE_HTML) || (asked && !strcmp(asked, "all")))
        return pager;
    long page = asked ? strtol(asked, NULL, 10) : 1;
    pager.page = page < 1 ? 1 : page > pages_of(total) ? pages_of(total) : (int)page;
    pager.first = (pager.page - 1) * PAGER_ROWS;
    if (pager.first + PAGER_ROWS < total)
        pager.end = pager.first + PAGER_ROWS;
    return pager;
}

/* This path with everything that was asked, but another page. */
static const char *path_of(struct request *request, const char *page)
{
    struct buf path;
    buf_init(&path, 0);
    buf_text(&path, request->path);
    buf_text(&path, "?");
    for (int i = 0; i < request->query.count; i++) {
        const struct pair *pair = &request->query.items[i];
        if (!strcmp(pair->name, "page") || !*pair->value)
            continue;
        text_url(&path, pair->name);
        buf_text(&path, "=");
        text_url(&path, pair->value);
        buf_text(&path, "&");
    }
    buf_printf(&path, "page=%s", page);
    const char *kept = buf_ok(&path) ? arena_dup(request->arena, buf_string(&path)) : NULL;
    buf_release(&path);
    return kept;
}

static const char *path_of_number(struct request *request, int page)
{
    const char *number = arena_printf(request->arena, "%d", page);
    return number ? path_of(request, number) : NULL;
}

void pager_view(struct request *request, const struct pager *pager, const char *what, struct view *view)
{
    struct arena *arena = request->arena;
    int pages = pages_of(pager->total);
    bool one = pager->page == 0 || pages == 1;
    view_page_string(view, view->root, "rows_words",
                     one ? NULL : arena_printf(arena, "%s %d–%d of %d", what, pager->first + 1, pager->end, pager->total));
    view_page_bool(view, view->root, "paged", pages > 1);
    if (pages == 1)
        return;
    view_page_string(view, view->root, "page_words", one ? "All on one page" : arena_printf(arena, "Page %d of %d", pager->page, pages));
    view_page_string(view, view->root, "previous_path", pager->page > 1 ? path_of_number(request, pager->page - 1) : NULL);
    view_page_string(view, view->root, "next_path",
                     !one && pager->page < pages ? path_of_number(request, pager->page + 1) : NULL);
    view_page_string(view, view->root, "whole_path", one ? NULL : path_of(request, "all"));
    view_page_string(view, view->root, "paged_path", one ? path_of(request, "1") : NULL);
    view_page_string(view, view->root, "whole_words", arena_printf(arena, "All %d on one page, to print", pager->total));
}
