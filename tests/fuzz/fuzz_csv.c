/* fuzz_csv.c - staff.csv's reader: every field handed on is UTF-8 within its ceiling, and every line number is one of the file. */
#include <string.h>
#include "fuzz.h"
#include "signpost/csv.h"
#include "signpost/limits.h"
#include "signpost/text.h"

#define COLUMNS 3
struct seen { int lines, last; };

static enum fault_code each(void *context, const struct csv_row *row, struct fault *fault)
{
    struct seen *seen = context;
    (void)fault;
    HOLDS(row->line > 1 && row->line <= seen->lines && row->line > seen->last);
    seen->last = row->line;
    for (int i = 0; i < COLUMNS; i++) {
        size_t size = strlen(row->field[i]);
        HOLDS(size <= LIMIT_CSV_FIELD && text_is_utf8(row->field[i], size));
    }
    return FAULT_NONE;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[COLUMNS + 1] = {"a", "b", "c", NULL};
    struct seen seen = {.lines = 1};
    struct findings findings;
    struct fault fault;
    for (size_t i = 0; i < size; i++)
        seen.lines += data[i] == '\n' || data[i] == '\r';
    findings_init(&findings);
    enum fault_code code = csv_read((const char *)data, size, "input.csv", names, each, &seen, &findings, &fault);
    HOLDS(code == FAULT_NONE || code == FAULT_LARGE || code == FAULT_MEMORY);
    for (size_t i = 0; i < findings.count; i++)
        HOLDS(findings.items[i].line <= seen.lines && findings.items[i].text[0]);
    findings_release(&findings);
    return 0;
}
