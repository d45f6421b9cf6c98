/*
 * json.h - strict JSON in (RFC 8259), canonical JSON out (RFC 8785, JCS).
 *
 * Reading: the bytes are scanned before cJSON sees them: UTF-8, duplicate member names, NUL (raw or \u0000), depth
 * <= LIMIT_JSON_DEPTH, number grammar, integers beyond 2^53, raw control characters, trailing bytes, lone surrogates.
 * Each refusal names file, line and what to do. Writing signed bytes: the json_out writer below, never cJSON's printer
 * (it prints a shorter document when memory runs out).
 */
#ifndef SIGNPOST_JSON_H
#define SIGNPOST_JSON_H
#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>
#include "signpost/arena.h"
#include "signpost/buf.h"
#include "signpost/fault.h"

struct json_doc {
    cJSON *root;   /* owned by the doc */
    char *file;    /* the name used in findings; owned */
    char *text;    /* the bytes read, NUL-terminated; owned */
    size_t size;
};
/* FILE is only a name ("request body", "bank/a.json"). MALFORMED, LARGE or MEMORY; OUT is untouched then. */
enum fault_code json_read(const char *bytes, size_t size, const char *file, struct json_doc *out,
    struct fault *fault) MUST_USE;
/* The same for what is only looked at: the tree lies in ARENA and lives as long; it is never changed, and not cJSON's to free. */
enum fault_code json_read_in(const char *bytes, size_t size, const char *file, struct arena *arena, const cJSON **out,
    struct fault *fault) MUST_USE;
enum fault_code json_read_file(const char *path, const char *name, size_t ceiling, struct json_doc *out,
    struct fault *fault) MUST_USE;
/* Documents that are only looked at: the tree of OUT lies in ARENA, its name and text in TEXTS; nothing is released or changed. */
enum fault_code json_read_doc_in(const char *bytes, size_t size, const char *file, struct arena *arena, struct arena *texts,
    struct json_doc *out, struct fault *fault) MUST_USE;
enum fault_code json_read_file_in(const char *path, struct arena *arena, struct arena *texts, struct json_doc *out,
    struct fault *fault) MUST_USE;
void json_release(struct json_doc *doc);
/* The line (from 1) on which ITEM of this doc begins; found by walking the text, so only called when there is a finding. */
int json_line(const struct json_doc *doc, const cJSON *item);

/* Case-sensitive getters; NULL / false when absent or of another type. Borrowed from the tree. */
const cJSON *json_member(const cJSON *object, const char *name);
const char *json_string(const cJSON *object, const char *name);
const cJSON *json_array(const cJSON *object, const char *name);
const cJSON *json_object(const cJSON *object, const char *name);
bool json_integer(const cJSON *object, const char *name, int64_t *out); /* a whole number within 2^53 */
bool json_is_integer(const cJSON *item, int64_t *out);
/* The first member of OBJECT whose name is not among NAMES (NULL-terminated), or NULL. */
const cJSON *json_unknown_member(const cJSON *object, const char *const *names);

/* ---- canonical writing ----
 * A writer over a buf. Member names must be given in ascending UTF-16 order: the writer checks, and a breach, an
 * unbalanced end, or a failed append makes json_out_ok false. Strings must be UTF-8. Integers must be within 2^53.
 */
#define LIMIT_JSON_OUT_DEPTH 16 /* levels of one written document */
#define LIMIT_JSON_OUT_KEY 160   /* bytes of a member name, with its NUL */
struct json_out {
    struct buf *buf;
    int depth;
    bool failed;
    bool keyed;    /* a key awaits its value */
    bool complete; /* the one value at the top is written */
    struct { bool object, first; char last[LIMIT_JSON_OUT_KEY]; } level[LIMIT_JSON_OUT_DEPTH];
};
void json_out_init(struct json_out *out, struct buf *buf);
void json_out_object(struct json_out *out);
void json_out_array(struct json_out *out);
void json_out_end(struct json_out *out);                      /* closes the innermost object or array */
void json_out_key(struct json_out *out, const char *name);
void json_out_string(struct json_out *out, const char *text);
void json_out_integer(struct json_out *out, int64_t number);
void json_out_bool(struct json_out *out, bool value);
void json_out_null(struct json_out *out);
/* key + value in one; a NULL text writes null. */
void json_out_member(struct json_out *out, const char *name, const char *text);
void json_out_member_integer(struct json_out *out, const char *name, int64_t number);
/* An already canonical value, written as it is (a payload built earlier by this writer). */
void json_out_canonical(struct json_out *out, const char *canonical);
void json_out_changed(struct json_out *out, const cJSON *object, const char *const *without, const cJSON *more);
bool json_out_ok(const struct json_out *out) MUST_USE;        /* balanced, ordered, nothing failed */
/* Any parsed tree, canonically (RFC 8785 incl. ECMAScript numbers), appended. MEMORY or INPUT (a number beyond a double). */
enum fault_code json_canonical(const cJSON *item, struct buf *out, struct fault *fault) MUST_USE;
/* The same of OBJECT without its members WITHOUT, and with those of MORE (NULL: none). Each name list ends with NULL. */
enum fault_code json_canonical_changed(const cJSON *object, const char *const *without, const cJSON *more, struct buf *out,
    struct fault *fault) MUST_USE;
/* The same of OBJECT without its member NAME. */
enum fault_code json_canonical_without(const cJSON *object, const char *name, struct buf *out, struct fault *fault) MUST_USE;
#endif
