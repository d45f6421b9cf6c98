/*
 * private_file.h - small files that hold a secret: for their owner alone, never a symbolic link, on disk before anyone
 * relies on them, and replaced whole: after a crash there is the old file or the new one.
 *
 * NOUN is what messages call the file: "key file", "state file".
 */
#ifndef SIGNPOST_PRIVATE_FILE_H
#define SIGNPOST_PRIVATE_FILE_H
#include "signpost/buf.h"

/* Reads FILE into BYTES, which has ROOM; *SIZE is less than ROOM. ABSENT, INPUT when others than its owner may read or write
 * it or it is no regular file, LARGE, STORAGE. */
enum fault_code private_file_read(const char *file, const char *noun, char *bytes, size_t room, size_t *size,
                                  struct fault *fault) MUST_USE;
/* A new file (0600, whatever the umask), on disk with its name. CONFLICT when FILE exists; STORAGE. */
enum fault_code private_file_create(const char *file, const char *noun, const char *bytes, size_t size,
                                    struct fault *fault) MUST_USE;
/*
 * Puts a file of these bytes into FILE's place: FILE.new is written, synced, read back, and takes its name. The caller sees to it that
 * nobody else does the same. STORAGE: the old one still stands, or (after the last sync) the new one; nothing in between.
 */
enum fault_code private_file_replace(const char *file, const char *noun, const char *bytes, size_t size,
                                     struct fault *fault) MUST_USE;
/* Holds FILE.lock until it is closed or the process ends, so that two of one program cannot change FILE at once. BUSY. */
enum fault_code private_file_lock(const char *file, const char *noun, int *out, struct fault *fault) MUST_USE;
void private_file_unlock(int lock); /* -1: nothing to do */
#endif
