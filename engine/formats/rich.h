/*
 * rich.h - texts between CommonMark, which the bank holds, and what the formats hold: HTML, plain text, CommonMark.
 *
 * Whatever comes in becomes a CommonMark tree first and is then written as CommonMark of our own spelling; the result is
 * read back and compared, so a text never says something else than it did. What CommonMark has no sign for is named in
 * the losses; raw HTML never gets through.
 */
#ifndef FORMATS_RICH_H
#define FORMATS_RICH_H
#include <stdbool.h>
#include "signpost/arena.h"
#include "signpost/buf.h"

enum rich_kind {
    RICH_COMMONMARK,
    RICH_HTML,
    RICH_PLAIN,  /* every line end is one */
    RICH_AUTO    /* Moodle's own: plain text that may hold tags; line ends count */
};

struct rich_losses {
    char dropped[96]; /* markup that is gone while its text stayed, "sub, u"; "" when there is none */
    char whole[32];   /* what the text makes no sense without, "img"; "" when there is none */
};

void rich_lose(struct rich_losses *losses, const char *what); /* named once */

/* In the arena; "" stays "". MEMORY only; LOSSES is added to. */
enum fault_code rich_in(struct arena *arena, enum rich_kind kind, const char *text, const char **out,
                        struct rich_losses *losses, struct fault *fault) MUST_USE;
/* The same text without any formatting; *FORMATTED says whether that took something away. */
enum fault_code rich_to_plain(struct arena *arena, const char *commonmark, const char **out, bool *formatted,
                              struct fault *fault) MUST_USE;

/* ---- the builder: a reader of HTML, or the nodes of an XML tree, tell it what they meet ---- */
struct rich;
struct rich *rich_new(struct rich_losses *losses);      /* NULL when memory ran out */
void rich_free(struct rich *rich);                      /* NULL is allowed */
/* NAME in lower case; VALUE is the href of <a>, the start of <ol>, or NULL. A void element is opened only. */
void rich_open(struct rich *rich, const char *name, const char *value);
void rich_close(struct rich *rich, const char *name);
void rich_text(struct rich *rich, const char *bytes, size_t size); /* white space collapses, but in <pre> */
/* The CommonMark of all that was met. MEMORY only. */
enum fault_code rich_finish(struct rich *rich, struct arena *arena, const char **out, struct fault *fault) MUST_USE;
/* rich_html.c: all of an HTML text, however untidy. LINES: a line end is a <br>. */
void rich_html(struct rich *rich, const char *html, bool lines);
#endif
