/*
 * chart.c - see chart.h. Coordinates are whole numbers: x in thousandths of the width, y in tenths of a percent from the top.
 *
 * The trend's lines live in an inner drawing that is stretched to the width there is, while its words stay in the outer one,
 * so that they keep their size on a narrow screen.
 */
#include "chart.h"
#include "signpost/text.h"

#define WIDTH 1000
#define GAP 6 /* between the parts of a bar, so that they can be told apart without colour */

static void open_svg(struct buf *out, const char *attributes, const char *title)
{
    buf_printf(out, "<svg %s role=\"img\"><title>", attributes);
    text_html(out, title);
    buf_text(out, "</title>");
}

void chart_states(struct buf *out, const int states[STATES], const char *title)
{
    int total = 0, before = 0;
    for (int i = 0; i < STATES; i++)
        total += states[i];
    open_svg(out, "class=\"bar\" viewBox=\"0 0 1000 100\" preserveAspectRatio=\"none\"", title);
    buf_text(out, "<rect class=\"track\" width=\"1000\" height=\"100\"/>");
    for (int i = 0; total && i < STATES; i++) {
        int from = (int)((int64_t)WIDTH * before / total), to = (int)((int64_t)WIDTH * (before + states[i]) / total);
        int gap = to < WIDTH && to - from > 2 * GAP ? GAP : 0;
        if (states[i])
            buf_printf(out, "<rect class=\"state-%s\" x=\"%d\" width=\"%d\" height=\"100\"/>", state_name((enum state)i), from,
                       to - from - gap);
        before += states[i];
    }
    buf_text(out, "</svg>");
}

static int place_of(int i, int count)
{
    return count > 1 ? WIDTH * i / (count - 1) : WIDTH;
}

/* One line through the points that have a value; months with nobody break it. */
static void line(struct buf *out, const struct trend_point *points, int count, bool quiz, const char *class_name)
{
    bool open = false;
    for (int i = 0; i < count; i++) {
        int tenths = quiz ? points[i].quiz_tenths : points[i].training_tenths;
        if (tenths < 0) {
            buf_text(out, open ? "\"/>" : "");
            open = false;
            continue;
        }
        if (!open)
            buf_printf(out, "<polyline class=\"%s\" vector-effect=\"non-scaling-stroke\" points=\"", class_name);
        buf_printf(out, "%d,%d ", place_of(i, count), 1000 - tenths);
        open = true;
    }
    buf_text(out, open ? "\"/>" : "");
}

void chart_spark(struct buf *out, const struct trend_point *points, int count, const char *title)
{
    open_svg(out, "class=\"spark\" viewBox=\"-10 -60 1020 1120\" preserveAspectRatio=\"none\"", title);
    buf_text(out, "<rect class=\"track\" x=\"-10\" y=\"-60\" width=\"1020\" height=\"1120\"/>"
                  "<line class=\"grid\" vector-effect=\"non-scaling-stroke\" x1=\"0\" x2=\"1000\" y1=\"500\" y2=\"500\"/>");
    line(out, points, count, true, "line");
    buf_text(out, "</svg>");
}

/* "2025" under each January; the plot takes 88% of the width, the percentages the rest. */
static void years(struct buf *out, const struct trend_point *points, int count)
{
    for (int i = 0; i < count; i++) {
        int year, month, day;
        date_to_ymd(points[i].as_of, &year, &month, &day);
        int tenths = place_of(i, count) * 88 / 100;
        if (month != 1 || tenths > 830)
            continue;
        buf_printf(out, "<line class=\"axis\" x1=\"%d.%d%%\" x2=\"%d.%d%%\" y1=\"212\" y2=\"218\"/>", tenths / 10, tenths % 10,
                   tenths / 10, tenths % 10);
        buf_printf(out, "<text x=\"%d.%d%%\" y=\"234\">%d</text>", tenths / 10, tenths % 10, year);
    }
}

/* Where the record ends and the forecast begins. */
static void forecast_mark(struct buf *out, const struct trend_point *points, int count, struct date today)
{
    int i = 0;
    while (i < count && date_compare(points[i].as_of, today) <= 0)
        i++;
    if (i == 0 || i == count)
        return;
    int tenths = place_of(i - 1, count) * 88 / 100;
    buf_printf(out, "<line class=\"axis\" x1=\"%d.%d%%\" x2=\"%d.%d%%\" y1=\"28\" y2=\"212\"/>", tenths / 10, tenths % 10, tenths / 10,
               tenths % 10);
    buf_printf(out, "<text x=\"%d.%d%%\" dx=\"4\" y=\"206\">forecast</text>", tenths / 10, tenths % 10);
}

void chart_trend(struct buf *out, const struct trend_point *points, int count, struct date today, const char *title)
{
    open_svg(out, "class=\"chart trend\" width=\"100%\" height=\"240\"", title);
    buf_text(out, "<line class=\"line\" x1=\"0\" x2=\"28\" y1=\"10\" y2=\"10\"/><text x=\"36\" y=\"14\">Quiz</text>"
                  "<line class=\"line-2\" x1=\"84\" x2=\"112\" y1=\"10\" y2=\"10\"/><text x=\"120\" y=\"14\">Training</text>");
    for (int percent = 0; percent <= 100; percent += 25) {
        int y = 212 - percent * 180 / 100;
        buf_printf(out, "<line class=\"%s\" x1=\"0\" x2=\"88%%\" y1=\"%d\" y2=\"%d\"/>", percent ? "grid" : "axis", y, y);
        buf_printf(out, "<text x=\"89%%\" y=\"%d\">%d%%</text>", y + 4, percent);
    }
    years(out, points, count);
    forecast_mark(out, points, count, today);
    buf_text(out, "<svg y=\"32\" width=\"88%\" height=\"180\" viewBox=\"0 0 1000 1000\" preserveAspectRatio=\"none\""
                  " overflow=\"visible\">");
    line(out, points, count, false, "line-2");
    line(out, points, count, true, "line");
    buf_text(out, "</svg></svg>");
}
