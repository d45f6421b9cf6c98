/*
 * base_internal.h - what the files of engine/base share and no other room sees.
 */
#ifndef SIGNPOST_BASE_INTERNAL_H
#define SIGNPOST_BASE_INTERNAL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "signpost/buf.h"
#include "signpost/fault.h"

/* 2^53: the largest whole number below which every whole number is a double of its own. */
#define WHOLE_MAX 9007199254740992LL

/* ---- utf8.c ---- */
/* The length of the UTF-8 sequence that BYTES begins with, 0 when it is not one. CODEPOINT may be NULL. */
size_t utf8_step(const unsigned char *bytes, size_t size, uint32_t *codepoint);
/* Make TEXT fit to be shown: control characters and bytes that are no UTF-8 become '?', a cut-off tail is dropped. */
void utf8_scrub(char *text);

/* ---- json_scan.c ---- */
/* Refuses all that json.h says is refused. Where WANTED is not negative, stops at that value (in pre-order, from 0)
 * and tells its line. NAME is the file's name in messages. */
enum fault_code json_scan(const char *bytes, size_t size, const char *name, long wanted, int *line,
                          struct fault *fault) MUST_USE;

/* ---- json_text.c: what both writers and the view's printer put out ---- */
#define JSON_NUMBER_TEXT 32
/* ECMAScript's Number::toString; false when NUMBER is not finite. */
bool json_number_text(double number, char out[JSON_NUMBER_TEXT]);
/* Quoted and escaped as RFC 8785 says; false (nothing appended) when TEXT is not UTF-8. */
bool json_quote(struct buf *out, const char *text);
/* <0, 0, >0 as the UTF-16 code units of the two UTF-8 texts compare. */
int json_compare_utf16(const char *a, const char *b);
/* ---- markup_memo.c: what a CommonMark text became the last time ---- */
bool markup_recall(const char *commonmark, struct buf *out); /* appends the HTML; false when it is not known */
void markup_remember(const char *commonmark, const char *html);
#endif
