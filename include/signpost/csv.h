/*
 * csv.h - RFC 4180 in (strict, through libcsv, with line numbers) and out (formula-guarded).
 */
#ifndef SIGNPOST_CSV_H
#define SIGNPOST_CSV_H
#include <stddef.h>
#include "signpost/buf.h"
#include "signpost/fault.h"

struct csv_row {
    int line;             /* on which the row begins, from 1 */
    const char **field;   /* as many as the header has names; "" where empty; borrowed during the call */
};
/* Called for each row after the header; anything but FAULT_NONE stops the reading and is returned. */
typedef enum fault_code (*csv_row_fn)(void *context, const struct csv_row *row, struct fault *fault);

/*
 * Reads BYTES. A UTF-8 BOM is dropped. The header must be exactly NAMES (NULL-terminated), in that order. Fields must be
 * UTF-8 without NUL, at most LIMIT_CSV_FIELD. Every row must have as many fields. A blank line is passed over.
 * Troubles go to FINDINGS with FILE and line and the reading goes on where it can, so that all are shown at once.
 * Returns MEMORY, LARGE, or what the callback returned; FAULT_NONE even with findings (ask findings_verdict).
 */
enum fault_code csv_read(const char *bytes, size_t size, const char *file, const char *const *names,
                         csv_row_fn row, void *context, struct findings *findings, struct fault *fault) MUST_USE;

/* Out: fields joined by commas, CRLF; quoted where needed; a text that a spreadsheet would run (= + - @ tab CR first) gets a
 * leading apostrophe, numbers are left alone (csv_number). */
struct csv_out { struct buf *buf; int column; };
void csv_out_init(struct csv_out *out, struct buf *buf);
void csv_text(struct csv_out *out, const char *text);   /* NULL: empty */
void csv_number(struct csv_out *out, const char *digits);
void csv_integer(struct csv_out *out, long long number);
void csv_end_row(struct csv_out *out);
#endif
