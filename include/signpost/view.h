/*
 * view.h - building the one view that a page and its JSON are both made from.
 *
 * A view is a cJSON object behind a wrapper whose first failed allocation sticks; view_ok says so once, and the reply
 * becomes a 500 rather than a shorter document. Adding to a NULL parent is a no-op that also sticks.
 * HTML made by text_commonmark or chart.c is added with view_html: it is the only kind a template does not escape, and
 * it is left out of the JSON face (the CommonMark source stands beside it).
 */
#ifndef SIGNPOST_VIEW_H
#define SIGNPOST_VIEW_H
#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>
#include "signpost/arena.h"
#include "signpost/buf.h"
#include "signpost/date.h"

#define VIEW_HTML (1 << 16) /* flag on cJSON::type: already safe HTML, page face only */
#define VIEW_PAGE (1 << 17) /* flag: for the page face only, escaped as usual (labels, classes, csrf) */

struct view {
    cJSON *root;         /* the view's own: never given to cJSON_Delete or to cJSON's building functions */
    struct arena *arena; /* holds every node and text */
    bool failed;
    bool json_only;      /* set it after view_init when no page will be made: what is for the page face only is left out */
};
void view_init(struct view *view);
void view_release(struct view *view);
bool view_ok(const struct view *view) MUST_USE;

/* PARENT is view->root or an object/array returned below; in an array NAME is NULL. */
cJSON *view_object(struct view *view, cJSON *parent, const char *name);
cJSON *view_array(struct view *view, cJSON *parent, const char *name);
void view_string(struct view *view, cJSON *parent, const char *name, const char *text); /* NULL adds null */
void view_printf(struct view *view, cJSON *parent, const char *name, const char *format, ...) PRINTF_LIKE(4, 5);
void view_integer(struct view *view, cJSON *parent, const char *name, int64_t number);
void view_bool(struct view *view, cJSON *parent, const char *name, bool value);
void view_null(struct view *view, cJSON *parent, const char *name);
/* An exact decimal, numerator/denominator rounded once half away from zero; a JSON number with DECIMALS places. */
void view_ratio(struct view *view, cJSON *parent, const char *name, long long numerator, long long denominator,
    int decimals);
void view_date(struct view *view, cJSON *parent, const char *name, struct date date); /* DATE_MIN, DATE_MAX: null */
void view_instant(struct view *view, cJSON *parent, const char *name, struct instant instant);
void view_copy(struct view *view, cJSON *parent, const char *name, const cJSON *item);       /* a deep copy */
/* Page face only. */
void view_html(struct view *view, cJSON *parent, const char *name, const char *safe_html);
void view_commonmark(struct view *view, cJSON *parent, const char *name, const char *commonmark); /* adds HTML */
/* The same for what stands in a label: one paragraph goes without its <p>. */
void view_commonmark_line(struct view *view, cJSON *parent, const char *name, const char *commonmark);
void view_page_string(struct view *view, cJSON *parent, const char *name, const char *text);
void view_page_bool(struct view *view, cJSON *parent, const char *name, bool value);
void view_page_words(struct view *view, cJSON *parent, const char *name, struct date date);  /* "30 April 2026" */

/* The JSON face: every member but the page-only ones, compact, appended to OUT. */
enum fault_code view_json(const struct view *view, struct buf *out, struct fault *fault) MUST_USE;
#endif
