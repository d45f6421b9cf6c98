/*
 * page_about.c - GET /accessibility: how accessible Signpost is, what is known to be wanting, and whom to tell.
 */
#include "common.h"

struct reply *page_accessibility(struct request *request)
{
    struct view view;
    page_view(request, &view);
    view_string(&view, view.root, "standard", "WCAG 2.2 AA");
    return reply_view(request, 200, "accessibility", "Accessibility", &view);
}
