/* qr.h - a QR code as SVG: drawn here, so that a page needs neither a picture nor a script. */
#ifndef SIGNPOST_QR_H
#define SIGNPOST_QR_H
#include <stdbool.h>
#include "signpost/buf.h"

/*
 * Appends the code of TEXT (an address) as safe HTML, black on white with the quiet zone that readers need, whatever the page's
 * colours. LABEL is its text alternative. False when TEXT is too long for one, or OUT failed.
 */
bool qr_svg(struct buf *out, const char *text, const char *label) __attribute__((warn_unused_result));
#endif
