/*
 * fault.c - what went wrong, and what an exit code, an HTTP status and a heading make of it. One table.
 */
#include <stdio.h>
#include <string.h>
#include "base/base_internal.h"
#include "signpost/fault.h"

static const struct {
    int exit_code;
    int http_status;
    const char *title;
} table[FAULT_CODES] = {
    [FAULT_NONE] = {0, 200, "Done"},
    [FAULT_USAGE] = {2, 400, "Not a call that exists"},
    [FAULT_INPUT] = {3, 422, "Something in the input is wrong"},
    [FAULT_MALFORMED] = {3, 400, "Not well formed"},
    [FAULT_ABSENT] = {4, 404, "Not found"},
    [FAULT_PROOF] = {5, 422, "The proof does not hold"},
    [FAULT_DENIED] = {1, 403, "Not allowed"},
    [FAULT_SIGN_IN] = {1, 401, "Please sign in"},
    [FAULT_CONFLICT] = {1, 409, "Changed in the meantime"},
    [FAULT_LARGE] = {3, 413, "Too large"},
    [FAULT_BUSY] = {1, 503, "Busy"},
    [FAULT_STORAGE] = {1, 503, "The storage failed"},
    [FAULT_MEMORY] = {1, 500, "Out of memory"},
    [FAULT_INTERNAL] = {1, 500, "Something went wrong here"},
};

/* A code from outside the enumeration is a broken promise of ours, not a success. */
static enum fault_code known(enum fault_code code)
{
    return (unsigned)code < FAULT_CODES ? code : FAULT_INTERNAL;
}

int fault_exit_code(enum fault_code code)
{
    return table[known(code)].exit_code;
}

int fault_http_status(enum fault_code code)
{
    return table[known(code)].http_status;
}

const char *fault_title(enum fault_code code)
{
    return table[known(code)].title;
}

static void copy(char *out, size_t size, const char *text)
{
    snprintf(out, size, "%s", text ? text : "");
    utf8_scrub(out);
}

/* The message is formatted aside first, because its arguments may be members of the same fault. */
static enum fault_code PRINTF_LIKE(6, 0) fill(struct fault *fault, enum fault_code code, const char *file, int line,
                                              const char *field, const char *format, va_list arguments)
{
    struct fault made = {.code = code, .line = line};

    if (!fault)
        return code;
    copy(made.file, sizeof made.file, file);
    copy(made.field, sizeof made.field, field);
    if (vsnprintf(made.message, sizeof made.message, format, arguments) < 0)
        copy(made.message, sizeof made.message, fault_title(code));
    utf8_scrub(made.message);
    *fault = made;
    return code;
}

enum fault_code fault_set(struct fault *fault, enum fault_code code, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    code = fill(fault, code, NULL, 0, NULL, format, arguments);
    va_end(arguments);
    return code;
}

enum fault_code fault_field(struct fault *fault, enum fault_code code, const char *field, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    code = fill(fault, code, NULL, 0, field, format, arguments);
    va_end(arguments);
    return code;
}

enum fault_code fault_at(struct fault *fault, enum fault_code code, const char *file, int line, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    code = fill(fault, code, file, line, NULL, format, arguments);
    va_end(arguments);
    return code;
}

enum fault_code fault_memory(struct fault *fault)
{
    return fault_set(fault, FAULT_MEMORY, "There is not enough memory for this; try again later.");
}

void fault_text(const struct fault *fault, char *out, size_t size)
{
    if (size == 0)
        return;
    if (fault->file[0] && fault->line > 0)
        snprintf(out, size, "%s:%d: %s", fault->file, fault->line, fault->message);
    else if (fault->file[0])
        snprintf(out, size, "%s: %s", fault->file, fault->message);
    else
        snprintf(out, size, "%s", fault->message);
    utf8_scrub(out);
}
