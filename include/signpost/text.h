/*
 * text.h - UTF-8: checking, folding, measuring, random names.
 */
#ifndef SIGNPOST_TEXT_H
#define SIGNPOST_TEXT_H
#include <stdbool.h>
#include <stddef.h>
#include "signpost/buf.h"

bool text_is_utf8(const char *bytes, size_t size);  /* strict: no overlongs, surrogates; NUL is allowed here */
/* UTF-8 without C0/C1 control characters (tab and newline count as control) */
bool text_is_clean(const char *text);
/* [a-z0-9] first, then [a-z0-9._-], at most LIMIT_ID: ids of questions, quizzes, modules, choices. */
bool text_is_id(const char *text);
/* [A-Za-z0-9] first, then [A-Za-z0-9_.-], at most LIMIT_CODE: School and system codes. Capitals matter. */
bool text_is_code(const char *text);
bool text_is_email(const char *text);               /* one @, no spaces or controls, <= LIMIT_EMAIL */
/* Key for comparing answers and names: NFKD, marks stripped, case folded, apostrophes and punctuation at the ends dropped,
 * dashes as spaces, runs of white space one space (utf8proc). malloc'd; NULL when memory ran out. */
char *text_fold(const char *text);
/* Append escaped for HTML text and attributes: & < > " ' */
void text_html(struct buf *out, const char *text);
/* Append percent-encoded for one URL path segment or query value. */
void text_url(struct buf *out, const char *text);
/* CommonMark to HTML through libcmark in safe mode (no raw HTML, no javascript: links), appended. MEMORY only. */
enum fault_code text_commonmark(struct buf *out, const char *commonmark, struct fault *fault) MUST_USE;
/* HTML that is one paragraph, without its <p>, so that it may stand in a heading or a label; NULL when it is something else.
 * Points into HTML, which is changed. */
const char *text_one_paragraph(struct buf *html);
/* The line (from 1) of the first raw HTML or image, which pages leave out; 0: there is none; -1: memory ran out. */
int text_markup_line(const char *commonmark);
/* A decimal of an exact ratio, rounded once, half away from zero: text_ratio(buf,10,3,2,...) is "3.33". Denominator > 0. */
void text_ratio(char *out, size_t size, long long numerator, long long denominator, int decimals);
/* How many bytes of TEXT, from its start, are printable ASCII but '"' and '\\': what JSON and N-Quads write as it is. */
size_t text_plain(const char *text, size_t size);
void text_hex(char *out, const unsigned char *bytes, size_t size); /* lower case, and a NUL: out[2*size+1] */
/* Random (libsodium): lower-case hex of BYTES bytes and a NUL into out[2*BYTES+1]; a UUIDv7 into out[37]. */
void text_random_hex(char *out, size_t bytes);
void text_uuid(char out[37]);
/* The closest of NAMES (NULL-terminated) to TEXT for "did you mean", or NULL when none is near. */
const char *text_nearest(const char *text, const char *const *names);
#endif
