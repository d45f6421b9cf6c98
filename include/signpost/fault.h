/*
 * fault.h - how every room says that something went wrong.
 *
 * A fallible function returns an enum fault_code (FAULT_NONE is 0) and fills the struct fault it is handed.
 * The struct is the caller's, may be reused, and is meaningful only after a code other than FAULT_NONE.
 * Passing NULL for it is allowed: the code is returned all the same.
 * One table (fault.c) turns a code into a process exit code (CONTRACT) and an HTTP status (RFC 9110).
 *
 * Many troubles in one input (a bank, a CSV file) are collected in a struct findings, so that an author sees all at once.
 */
#ifndef SIGNPOST_FAULT_H
#define SIGNPOST_FAULT_H
#include <stdarg.h>
#include <stddef.h>

#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(text, first) __attribute__((__format__(__printf__, text, first)))

enum fault_code {
    FAULT_NONE = 0,
    FAULT_USAGE,     /* the command line is wrong: exit 2, 400 */
    FAULT_INPUT,     /* the input is wrong; nothing was applied: exit 3, 422 */
    FAULT_MALFORMED, /* a request that is not well formed (bad JSON, wrong type): exit 3, 400 */
    FAULT_ABSENT,    /* no such thing, or not yours to know of: exit 4, 404 */
    FAULT_PROOF,     /* a signature, hash or proof does not hold: exit 5, 422 */
    FAULT_DENIED,    /* signed in, but this may not be done (CSRF, role): exit 1, 403 */
    FAULT_SIGN_IN,   /* nobody is signed in: exit 1, 401 */
    FAULT_CONFLICT,  /* stale version, already submitted, duplicate: exit 1, 409 */
    FAULT_LARGE,     /* over a ceiling of limits.h: exit 3, 413 */
    FAULT_BUSY,      /* queue full or another process owns the database: exit 1, 503 with Retry-After */
    FAULT_STORAGE,   /* the disk or database failed; what happened is unknown, retry is safe: exit 1, 503 */
    FAULT_MEMORY,    /* an allocation failed: exit 1, 500 */
    FAULT_INTERNAL,  /* a broken promise of our own: exit 1, 500 */
    FAULT_CODES
};

struct fault {
    enum fault_code code;
    int line;            /* of the file, from 1; 0 where there is none */
    char file[256];      /* the file at fault, or "" */
    char field[96];      /* the form field or JSON member at fault, or "" */
    char message[512];   /* one sentence: what is wrong and what to do; UTF-8, never a secret */
};

/* Fill FAULT with CODE and a message; returns CODE, so `return fault_set(f, FAULT_INPUT, "...")` reads well. */
enum fault_code fault_set(struct fault *fault, enum fault_code code, const char *format, ...) PRINTF_LIKE(3, 4);
/* The same, naming the field / the file and line. */
enum fault_code fault_field(struct fault *fault, enum fault_code code, const char *field, const char *format, ...)
    PRINTF_LIKE(4, 5);
enum fault_code fault_at(struct fault *fault, enum fault_code code, const char *file, int line, const char *format, ...)
    PRINTF_LIKE(5, 6);
/* FAULT_MEMORY with its standing sentence. */
enum fault_code fault_memory(struct fault *fault);

int fault_exit_code(enum fault_code code);   /* 0 for FAULT_NONE */
int fault_http_status(enum fault_code code); /* 200 for FAULT_NONE */
const char *fault_title(enum fault_code code); /* a short standing phrase, "Not found" */
/* "file:line: message", "file: message" or "message" into OUT (always terminated). */
void fault_text(const struct fault *fault, char *out, size_t size);

/* ---- findings ---- */
struct finding {
    char *file; /* owned */
    int line;
    char *text; /* owned */
};
struct findings {
    struct finding *items;
    size_t count;   /* kept in items: at most LIMIT_FINDINGS */
    size_t total;   /* met, kept or not */
    size_t capacity;
    int failed;     /* an allocation failed: the list is not complete and must not be read as "clean" */
};
void findings_init(struct findings *findings);
void findings_release(struct findings *findings);
void findings_add(struct findings *findings, const char *file, int line, const char *format, ...) PRINTF_LIKE(4, 5);
/* FAULT_NONE when nothing was met; FAULT_MEMORY when the list failed; else FAULT_INPUT with the first finding and "(and N more)". */
enum fault_code findings_verdict(const struct findings *findings, struct fault *fault) MUST_USE;
/* The same for who shows the findings themselves: INPUT says only how many there are in WHERE. */
enum fault_code findings_counted(const struct findings *findings, const char *where, struct fault *fault) MUST_USE;
#endif
