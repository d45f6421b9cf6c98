/*
 * findings.c - the troubles of one input, collected so that its author sees them all at once.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/base_internal.h"
#include "signpost/fault.h"
#include "signpost/limits.h"

void findings_init(struct findings *findings)
{
    *findings = (struct findings){0};
}

void findings_release(struct findings *findings)
{
    for (size_t i = 0; i < findings->count; i++) {
        free(findings->items[i].file);
        free(findings->items[i].text);
    }
    free(findings->items);
    findings_init(findings);
}

static int grow(struct findings *findings)
{
    size_t capacity = findings->capacity ? findings->capacity * 2 : 8;
    struct finding *items;

    if (findings->count < findings->capacity)
        return 0;
    items = realloc(findings->items, capacity * sizeof *items);
    if (!items)
        return -1;
    findings->items = items;
    findings->capacity = capacity;
    return 0;
}

void findings_add(struct findings *findings, const char *file, int line, const char *format, ...)
{
    struct finding made = {.line = line};
    va_list arguments;

    findings->total++;
    if (findings->count >= LIMIT_FINDINGS)
        return;
    va_start(arguments, format);
    if (vasprintf(&made.text, format, arguments) < 0)
        made.text = NULL;
    va_end(arguments);
    made.file = strdup(file ? file : "");
    if (!made.text || !made.file || grow(findings) != 0) {
        free(made.text);
        free(made.file);
        findings->failed = 1;
        return;
    }
    utf8_scrub(made.text);
    utf8_scrub(made.file);
    findings->items[findings->count++] = made;
}

enum fault_code findings_verdict(const struct findings *findings, struct fault *fault)
{
    const struct finding *first = findings->items;

    if (findings->failed)
        return fault_memory(fault);
    if (findings->total == 0)
        return FAULT_NONE;
    if (findings->total == 1)
        return fault_at(fault, FAULT_INPUT, first->file, first->line, "%s", first->text);
    return fault_at(fault, FAULT_INPUT, first->file, first->line, "%.400s (and %zu more)", first->text,
                    findings->total - 1);
}

enum fault_code findings_counted(const struct findings *findings, const char *where, struct fault *fault)
{
    if (findings->failed || findings->total == 0)
        return findings_verdict(findings, fault);
    return fault_set(fault, FAULT_INPUT, "%zu %s in %.200s.", findings->total, findings->total == 1 ? "finding" : "findings", where);
}
