/*
 * chart_dots.c - a plot of dots, each a link: percentages from left to right, -50 to 100 from bottom to top; correlations under -50 are
 * rare, so the axis reaches -100 only where a dot needs it. See chart.h.
 */
#include "chart.h"
#include "signpost/text.h"

#define LEFT 44   /* of the plot, for the words beside it */
#define TOP 12
#define ACROSS 620
#define DOWN 360

static double x_of(double value)
{
    return LEFT + ACROSS * value / 100;
}

static double y_of(double value, int least)
{
    return TOP + DOWN * (100 - value) / (100 - least);
}

static void frame(struct buf *out, int least)
{
    for (int value = least; value <= 100; value += 50) {
        buf_printf(out, "<line class=\"%s\" x1=\"%d\" x2=\"%d\" y1=\"%.0f\" y2=\"%.0f\"/>", value ? "grid" : "axis", LEFT,
                   LEFT + ACROSS, y_of(value, least), y_of(value, least));
        buf_printf(out, "<text x=\"%d\" y=\"%.0f\" text-anchor=\"end\">%s%d</text>", LEFT - 8, y_of(value, least) + 4,
                   value < 0 ? "−" : "", value < 0 ? -value : value);
    }
    for (int value = 0; value <= 100; value += 25) {
        buf_printf(out, "<line class=\"grid\" x1=\"%.0f\" x2=\"%.0f\" y1=\"%d\" y2=\"%d\"/>", x_of(value), x_of(value), TOP,
                   TOP + DOWN);
        buf_printf(out, "<text x=\"%.0f\" y=\"%d\" text-anchor=\"middle\">%d%%</text>", x_of(value), TOP + DOWN + 18, value);
    }
    buf_printf(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">Facility</text>", LEFT + ACROSS / 2, TOP + DOWN + 36);
    buf_printf(out, "<text x=\"%d\" y=\"%d\">Discrimination</text>", LEFT + 6, TOP + 16);
}

/*
 * What is sound is a disc, what is not a hollow square: told apart without colour. One shape a dot, with a broad transparent
 * edge to aim at: a page with hundreds of them stays light.
 */
static void dot(struct buf *out, const struct chart_dot *dot, int least)
{
    buf_text(out, "<a href=\"");
    text_html(out, dot->href);
    buf_text(out, "\"><title>");
    text_html(out, dot->title);
    buf_printf(out, "</title><path class=\"dot-%s\" d=\"M%.1f %.1f%s\"/></a>", dot->class_name, x_of(dot->x), y_of(dot->y, least),
               dot->flagged ? "m-6-6h12v12h-12zm2 2v8h8v-8z" : "m-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z");
}

void chart_dots(struct buf *out, const struct chart_dot *dots, int count, const char *title)
{
    int least = -50;
    for (int i = 0; i < count; i++)
        if (dots[i].y < least)
            least = -100;
    buf_printf(out, "<svg class=\"chart dots\" viewBox=\"0 0 %d %d\" role=\"group\"><title>", LEFT + ACROSS + 24, TOP + DOWN + 44);
    text_html(out, title);
    buf_text(out, "</title>");
    frame(out, least);
    for (int i = 0; i < count; i++)
        dot(out, &dots[i], least);
    buf_text(out, "</svg>");
}
