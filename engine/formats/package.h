/*
 * package.h - a zip file as a folder of named texts, in memory: nothing is ever written where a name says. Entries, sizes and
 * names have bounds, and what an entry claims about its size is not believed.
 */
#ifndef FORMATS_PACKAGE_H
#define FORMATS_PACKAGE_H
#include <stdbool.h>
#include "signpost/buf.h"

/* Does it begin as a zip file does? */
bool package_is(const char *bytes, size_t size);

struct package;
/* Borrows BYTES until it is closed; FILE is its name in faults. INPUT: no zip file, or an entry's name leads out of it or is
 * there twice; LARGE: too many entries. */
enum fault_code package_open(const char *bytes, size_t size, const char *file, struct package **out,
                             struct fault *fault) MUST_USE;
void package_close(struct package *package); /* NULL is allowed */
bool package_has(struct package *package, const char *name);
/* Appends the entry NAME. ABSENT, LARGE (over CEILING, or all that was read so far over LIMIT_PACKAGE), INPUT (damaged,
 * encrypted). */
enum fault_code package_read(struct package *package, const char *name, size_t ceiling, struct buf *out,
                             struct fault *fault) MUST_USE;
/* The name of the entry that is called BASE in the folder nearest to the top; NULL: there is none. Borrowed. */
const char *package_find(struct package *package, const char *base);

struct package_out;
enum fault_code package_new(struct package_out **out, struct fault *fault) MUST_USE;
enum fault_code package_add(struct package_out *package, const char *name, const struct buf *text,
                            struct fault *fault) MUST_USE;
enum fault_code package_finish(struct package_out *package, struct buf *out, struct fault *fault) MUST_USE; /* appends */
void package_free(struct package_out *package); /* NULL is allowed */
#endif
