/*
 * csv_in.c - CSV in, through libcsv in its strict mode.
 *
 * libcsv knows no lines, so the text is fed to it line by line; a row that runs over several (a quoted line break)
 * carries the number of the line it began on. A line that is no CSV is reported, and the reading begins anew behind it.
 */
#include <csv.h>
#include <stdlib.h>
#include <string.h>
#include "signpost/csv.h"
#include "signpost/limits.h"
#include "signpost/text.h"

struct reading {
    struct csv_parser parser;
    const char *file;
    const char *const *names;
    csv_row_fn row;
    void *context;
    struct findings *findings;
    struct fault *fault;
    enum fault_code code; /* what stops the reading */
    bool stop;            /* the header is wrong, or code is set */
    bool header_met;
    bool row_bad;         /* the row at hand already has its finding */
    bool row_open;        /* a row has begun on an earlier line */
    int row_line;
    size_t rows, width;   /* width: of the header */
    size_t count;         /* fields of the row at hand */
    struct buf text;      /* its fields, each with a NUL */
    size_t *offset;       /* width of them: where each field begins in text */
    const char **field;   /* width of them, set when the row ends */
};

static void bad_row(struct reading *reading, const char *what)
{
    if (!reading->row_bad)
        findings_add(reading->findings, reading->file, reading->row_line, "%s", what);
    reading->row_bad = true;
}

static void on_field(void *bytes, size_t size, void *context)
{
    struct reading *reading = context;

    if (reading->stop)
        return;
    if (reading->count < reading->width) {
        if (size > LIMIT_CSV_FIELD)
            bad_row(reading, "A field is longer than 4096 bytes; shorten it.");
        else if (size && memchr(bytes, 0, size))
            bad_row(reading, "A field holds a NUL byte; remove it.");
        else if (!text_is_utf8(bytes, size))
            bad_row(reading, "A field is not UTF-8; save the file as UTF-8.");
        reading->offset[reading->count] = reading->text.size;
        if (!reading->row_bad) {
            buf_append(&reading->text, bytes, size);
            buf_append(&reading->text, "", 1);
        }
    }
    reading->count++;
}

/* The header is the first row, and each of its names is expected where it is. */
static void take_header(struct reading *reading)
{
    const char *const *names = reading->names;

    reading->header_met = true;
    reading->stop = true;
    if (reading->row_bad)
        return;
    for (size_t i = 0; i < reading->width; i++) {
        const char *found = i < reading->count ? reading->field[i] : NULL;

        if (found && strcmp(found, names[i]) == 0)
            continue;
        findings_add(reading->findings, reading->file, reading->row_line,
                     found ? "Column %zu of the header must be \"%s\"; it is \"%.80s\"."
                           : "Column %zu of the header must be \"%s\"; it is missing.",
                     i + 1, names[i], found);
        return;
    }
    if (reading->count > reading->width) {
        findings_add(reading->findings, reading->file, reading->row_line,
                     "The header has %zu columns where %zu are expected; the last is \"%s\".", reading->count,
                     reading->width, names[reading->width - 1]);
        return;
    }
    reading->stop = false;
}

static void take_row(struct reading *reading)
{
    struct csv_row row = {.line = reading->row_line, .field = reading->field};

    if (++reading->rows > LIMIT_CSV_ROWS) {
        reading->code = fault_at(reading->fault, FAULT_LARGE, reading->file, row.line,
                                 "The file has more than %d rows; split it.", LIMIT_CSV_ROWS);
    } else if (reading->row_bad) {
        return;
    } else if (reading->count != reading->width) {
        findings_add(reading->findings, reading->file, row.line, "The row has %zu fields where the header has %zu.",
                     reading->count, reading->width);
    } else {
        reading->code = reading->row(reading->context, &row, reading->fault);
    }
    reading->stop = reading->code != FAULT_NONE;
}

static void next_row(struct reading *reading)
{
    reading->count = 0;
    reading->row_bad = false;
    reading->row_open = false;
    buf_clear(&reading->text);
}

static void on_row(int terminator, void *context)
{
    struct reading *reading = context;

    (void)terminator;
    if (reading->stop)
        return;
    if (!buf_ok(&reading->text)) {
        reading->code = fault_memory(reading->fault);
        reading->stop = true;
        return;
    }
    for (size_t i = 0; i < reading->width; i++)
        reading->field[i] = i < reading->count && !reading->row_bad ? reading->text.bytes + reading->offset[i] : "";
    if (reading->header_met)
        take_row(reading);
    else
        take_header(reading);
    next_row(reading);
}

static bool parser_begin(struct reading *reading)
{
    return csv_init(&reading->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) == 0;
}

/* libcsv gave up: for want of memory, or because the row is no CSV; then begin anew with the next line. */
static void recover(struct reading *reading)
{
    if (csv_error(&reading->parser) != CSV_EPARSE) {
        reading->code = fault_memory(reading->fault);
        reading->stop = true;
        return;
    }
    bad_row(reading, "A quotation mark stands where none may; enclose the whole field in quotation marks and double "
                     "those inside it.");
    reading->stop = reading->stop || !reading->header_met;
    csv_free(&reading->parser);
    if (!parser_begin(reading)) {
        reading->code = fault_memory(reading->fault);
        reading->stop = true;
    }
    next_row(reading);
}

/* The size of the line at BYTES with its end: LF, CR LF or CR. */
static size_t line_size(const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i] == '\n' || (bytes[i] == '\r' && (i + 1 == size || bytes[i + 1] != '\n')))
            return i + 1;
    return size;
}

static bool is_blank(const char *line, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (!strchr(" \t\r\n", line[i]) || line[i] == 0)
            return false;
    return true;
}

static void read_lines(struct reading *reading, const char *bytes, size_t size)
{
    int line = 1;

    for (size_t at = 0, length; at < size && !reading->stop; at += length, line++) {
        length = line_size(bytes + at, size - at);
        if (!reading->row_open) {
            if (is_blank(bytes + at, length))
                continue;
            reading->row_line = line;
        }
        reading->row_open = true; /* until on_row says that it ended */
        if (csv_parse(&reading->parser, bytes + at, length, on_field, on_row, reading) != length)
            recover(reading);
    }
    if (reading->stop)
        return;
    if (csv_fini(&reading->parser, on_field, on_row, reading) != 0) {
        if (csv_error(&reading->parser) == CSV_EPARSE)
            bad_row(reading, "The row that begins here opens a quotation mark and never closes it; close it.");
        else
            reading->code = fault_memory(reading->fault);
    } else if (!reading->header_met && !reading->stop) {
        findings_add(reading->findings, reading->file, 1, "The file is empty; its first row must name the columns.");
    }
}

enum fault_code csv_read(const char *bytes, size_t size, const char *file, const char *const *names,
                         csv_row_fn row, void *context, struct findings *findings, struct fault *fault)
{
    struct reading reading = {.file = file, .names = names, .row = row, .context = context, .findings = findings,
                              .fault = fault};

    if (size > LIMIT_CSV_FILE)
        return fault_at(fault, FAULT_LARGE, file, 0, "The file is larger than %d bytes; split it.", LIMIT_CSV_FILE);
    if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        size -= 3;
    }
    while (names[reading.width])
        reading.width++;
    buf_init(&reading.text, 0);
    if (!parser_begin(&reading))
        return fault_memory(fault);
    reading.offset = calloc(reading.width + 1, sizeof *reading.offset);
    reading.field = calloc(reading.width + 1, sizeof *reading.field);
    if (reading.offset && reading.field)
        read_lines(&reading, bytes, size);
    else
        reading.code = fault_memory(fault);
    csv_free(&reading.parser);
    free(reading.offset);
    free(reading.field);
    buf_release(&reading.text);
    return reading.code;
}
