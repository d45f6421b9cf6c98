/*
 * qr.c - QR codes by libqrcodegen, drawn as one path: a run of dark modules is one stroke of it.
 */
#include "qr.h"
#include <qrcodegen/qrcodegen.h>
#include "signpost/text.h"

#define QUIET 4           /* modules of white around it: ISO/IEC 18004 */
#define VERSION_MOST 20   /* 97 by 97 modules: more is hard to read off paper */

static void draw_row(struct buf *out, const uint8_t *code, int size, int y)
{
    for (int x = 0; x < size; x++) {
        int from = x;
        while (x < size && qrcodegen_getModule(code, x, y))
            x++;
        if (x > from)
            buf_printf(out, "M%d %dh%dv1h-%dz", from + QUIET, y + QUIET, x - from, x - from);
    }
}

bool qr_svg(struct buf *out, const char *text, const char *label)
{
    uint8_t code[qrcodegen_BUFFER_LEN_FOR_VERSION(VERSION_MOST)], work[qrcodegen_BUFFER_LEN_FOR_VERSION(VERSION_MOST)];
    if (!qrcodegen_encodeText(text, work, code, qrcodegen_Ecc_MEDIUM, qrcodegen_VERSION_MIN, VERSION_MOST, qrcodegen_Mask_AUTO, true))
        return false;
    int size = qrcodegen_getSize(code), whole = size + 2 * QUIET;
    buf_printf(out, "<svg class=\"qr\" viewBox=\"0 0 %d %d\" role=\"img\" shape-rendering=\"crispEdges\"><title>", whole, whole);
    text_html(out, label);
    buf_printf(out, "</title><rect width=\"%d\" height=\"%d\" fill=\"#fff\"/><path fill=\"#000\" d=\"", whole, whole);
    for (int y = 0; y < size; y++)
        draw_row(out, code, size, y);
    buf_text(out, "\"/></svg>");
    return buf_ok(out);
}
