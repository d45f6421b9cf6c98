/*
 * chart.h - small charts as SVG: bars of states, sparklines, a trend. Safe HTML for view_html, each with a <title>; what they
 * show always stands in words or a table beside them. Colours come from the stylesheet's classes, never from here.
 */
#ifndef SIGNPOST_CHART_H
#define SIGNPOST_CHART_H
#include "signpost/compliance.h"

/* One bar, its parts as wide as each state's share; nobody gives an empty track. TITLE is read out. */
void chart_states(struct buf *out, const int states[STATES], const char *title);
/* Quiz percentages from 0 to 100, whatever the values: sparklines on one page share their axis. */
void chart_spark(struct buf *out, const struct trend_point *points, int count, const char *title);
/* Quiz and training, month by month, with years below and percentages at the side; readable at any width. What comes after
 * TODAY is marked as a forecast. */
void chart_trend(struct buf *out, const struct trend_point *points, int count, struct date today, const char *title);
/* Dots with links; X from 0 to 100, Y from -100 to 100. CLASS_NAME ends "dot dot-…"; a flagged one has another shape. */
struct chart_dot { double x, y; const char *class_name, *href, *title; bool flagged; };
void chart_dots(struct buf *out, const struct chart_dot *dots, int count, const char *title);
#endif
