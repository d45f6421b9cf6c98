/*
 * pager.h - a long list in pages: which page was asked for, and links to the others that keep everything else that was asked.
 */
#ifndef SIGNPOST_PAGES_PAGER_H
#define SIGNPOST_PAGES_PAGER_H
#include "common.h"

#define PAGER_ROWS 25

struct pager {
    int total;      /* rows of all pages */
    int first, end; /* rows of this one: from FIRST, and before END */
    int page;       /* from 1; 0: everything at once */
};
/* ?page=N from 1, the last one for what is past it, or "all". JSON is everything unless it asks for a page. */
struct pager pager_of(const struct request *request, int total);
/* "rows_words" ("Questions 26–50 of 223"; WHAT is "Questions") and, where there are several pages, "pager" for pager.html. */
void pager_view(struct request *request, const struct pager *pager, const char *what, struct view *view);
#endif
