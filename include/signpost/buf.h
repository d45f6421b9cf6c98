/*
 * buf.h - a growing byte buffer with a ceiling and a sticky failure.
 *
 * Append as often as you like; the first failure (allocation, ceiling) sticks, later appends do nothing,
 * and buf_ok says so once at the end. The bytes are always NUL-terminated after a successful append.
 */
#ifndef SIGNPOST_BUF_H
#define SIGNPOST_BUF_H
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include "signpost/fault.h"

struct buf {
    char *bytes;     /* owned; NULL until the first append */
    size_t size;     /* bytes in use, without the NUL */
    size_t capacity;
    size_t ceiling;
    bool failed;
};

void buf_init(struct buf *buf, size_t ceiling); /* 0: LIMIT_BUF */
void buf_release(struct buf *buf);              /* frees; the struct may be initialised again */
void buf_clear(struct buf *buf);                /* empties, keeps the memory, forgets a failure */
void buf_append(struct buf *buf, const void *bytes, size_t size);
/* Room for SIZE more bytes at once, to append or to write there and add to size; false: the buf has failed. */
bool buf_reserve(struct buf *buf, size_t size);
void buf_text(struct buf *buf, const char *text);
void buf_char(struct buf *buf, char c);
void buf_printf(struct buf *buf, const char *format, ...) PRINTF_LIKE(2, 3);
bool buf_ok(const struct buf *buf) MUST_USE;
const char *buf_string(const struct buf *buf);  /* "" when empty; borrowed until the next append */
/* malloc'd, the caller frees; NULL when failed; the buf is empty after */
char *buf_take(struct buf *buf);
/* Reads a whole file under CEILING. ABSENT, LARGE, STORAGE or MEMORY. */
enum fault_code buf_read_file(struct buf *buf, const char *path, size_t ceiling, struct fault *fault) MUST_USE;
#endif
