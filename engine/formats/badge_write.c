/*
 * badge_write.c - the picture of a badge: plain, in the University's name, with the signed credential inside. What is drawn is for
 * the eye alone; what counts is the credential.
 */
#include <string.h>
#include "signpost/badge.h"
#include "signpost/text.h"

#define MIDDLE 240
#define LINES 4

/* Text broken into lines of about so many characters at its spaces; what does not fit on the last line ends in an ellipsis. */
struct lines { const char *start[LINES]; size_t size[LINES]; int count; bool cut; };

static size_t characters(const char *text, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i < size; i++)
        count += ((unsigned char)text[i] & 0xc0) != 0x80;
    return count;
}

/* Bytes of the first line: whole words while they fit, at least one. */
static size_t line_size(const char *text, size_t room)
{
    size_t best = 0;
    for (size_t at = 0; text[at];) {
        size_t word = strcspn(text + at + 1, " ") + 1;
        if (best && characters(text, at + word) > room)
            break;
        best = at += word;
    }
    return best;
}

static struct lines break_lines(const char *text, size_t room, int most)
{
    struct lines lines = {.count = 0};
    while (*text && lines.count < most) {
        size_t size = line_size(text, room);
        lines.start[lines.count] = text;
        lines.size[lines.count++] = size;
        text += size;
        text += strspn(text, " ");
    }
    lines.cut = *text != '\0';
    return lines;
}

static void draw_lines(struct buf *out, const struct lines *lines, int y, int size, int weight, const char *colour)
{
    for (int i = 0; i < lines->count; i++) {
        char line[1024];
        size_t kept = lines->size[i] < sizeof line ? lines->size[i] : 0;
        memcpy(line, lines->start[i], kept);
        line[kept] = '\0';
        buf_printf(out, "<text x=\"%d\" y=\"%d\" font-size=\"%d\" font-weight=\"%d\" fill=\"%s\">", MIDDLE,
                   y + i * (size + size / 4), size, weight, colour);
        text_html(out, line);
        buf_text(out, lines->cut && i == lines->count - 1 ? "…</text>\n" : "</text>\n");
    }
}

/* CDATA ends at "]]>": a credential that holds it goes on in a second one. */
static void put_document(struct buf *out, const char *document, size_t size)
{
    buf_text(out, "<openbadges:credential><![CDATA[");
    for (size_t at = 0; at < size;) {
        const char *end = memmem(document + at, size - at, "]]>", 3);
        size_t piece = end ? (size_t)(end - document) + 2 - at : size - at;
        buf_append(out, document + at, piece);
        if (end)
            buf_text(out, "]]><![CDATA[");
        at += piece;
    }
    buf_text(out, "]]></openbadges:credential>\n");
}

static void draw_signpost(struct buf *out)
{
    buf_text(out, "<g transform=\"translate(192 52) scale(3)\"><rect fill=\"#5b6577\" x=\"14.5\" y=\"2\" width=\"3\" height=\"28\" "
                  "rx=\"1.5\"/><path fill=\"#12436d\" d=\"M6 5h17l5 4.5-5 4.5H6z\"/><path fill=\"#28a197\" "
                  "d=\"M26 16H9l-5 4.5L9 25h17z\"/></g>\n");
}

static void draw_frame(struct buf *out)
{
    buf_text(out, "<rect x=\"8\" y=\"8\" width=\"464\" height=\"464\" rx=\"28\" fill=\"#ffffff\" stroke=\"#12436d\" "
                  "stroke-width=\"6\"/>\n<rect x=\"22\" y=\"22\" width=\"436\" height=\"436\" rx=\"18\" fill=\"none\" "
                  "stroke=\"#d5d9de\"/>\n");
}

enum fault_code badge_write(const struct badge *badge, struct buf *out, struct fault *fault)
{
    struct lines title = break_lines(badge->title, 22, 3), institution = break_lines(badge->institution, 34, 2);
    struct lines line = break_lines(badge->line, 48, 1);
    int below = 206 + (title.count - 1) * 35;
    buf_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "
                  "xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\" viewBox=\"0 0 480 480\" width=\"480\" height=\"480\" "
                  "role=\"img\">\n");
    put_document(out, badge->document, badge->size);
    buf_text(out, "<title>");
    text_html(out, badge->title);
    buf_text(out, ", ");
    text_html(out, badge->institution);
    buf_text(out, "</title>\n");
    draw_frame(out);
    draw_signpost(out);
    buf_text(out, "<g text-anchor=\"middle\" font-family=\"Georgia, 'Noto Serif', 'Liberation Serif', serif\">\n");
    draw_lines(out, &title, 206, 28, 700, "#1b2330");
    draw_lines(out, &line, below + 48, 20, 400, "#4b5567");
    buf_printf(out, "<path d=\"M190 %d h100\" stroke=\"#28a197\" stroke-width=\"3\"/>\n", below + 74);
    draw_lines(out, &institution, 406 - (institution.count - 1) * 14, 24, 400, "#12436d");
    buf_text(out, "</g>\n</svg>\n");
    return buf_ok(out) ? FAULT_NONE : fault_memory(fault);
}
