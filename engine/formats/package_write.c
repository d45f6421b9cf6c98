/*
 * package_write.c - zip files out, through libzip. Entries have no time of their own, so the same bank gives the same bytes.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zip.h>
#include "formats/package.h"

struct package_out {
    zip_source_t *source; /* the bytes of the file, once it is closed */
    zip_t *zip;
    time_t epoch;         /* of every entry */
};

/* The beginning of 1980, the earliest that a zip file can say: it says local time, so this is what it is here. */
static time_t earliest(void)
{
    struct tm day = {.tm_year = 80, .tm_mday = 1, .tm_isdst = -1};
    return mktime(&day);
}

enum fault_code package_new(struct package_out **out, struct fault *fault)
{
    struct package_out *package = calloc(1, sizeof *package);
    if (!package)
        return fault_memory(fault);
    package->epoch = earliest();
    package->source = zip_source_buffer_create(NULL, 0, 0, NULL);
    if (package->source)
        package->zip = zip_open_from_source(package->source, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    if (!package->zip) {
        package_free(package);
        return fault_memory(fault);
    }
    zip_source_keep(package->source); /* closing the archive gives up its own hold */
    *out = package;
    return FAULT_NONE;
}

enum fault_code package_add(struct package_out *package, const char *name, const struct buf *text, struct fault *fault)
{
    char *copy = malloc(text->size + 1);
    if (!copy)
        return fault_memory(fault);
    memcpy(copy, buf_string(text), text->size);
    zip_source_t *source = zip_source_buffer(package->zip, copy, text->size, 1);
    if (!source) {
        free(copy);
        return fault_memory(fault);
    }
    zip_int64_t index = zip_file_add(package->zip, name, source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return fault_set(fault, FAULT_INTERNAL, "The entry %.100s could not be added to the package.", name);
    }
    zip_file_set_mtime(package->zip, (zip_uint64_t)index, package->epoch, 0);
    return FAULT_NONE;
}

static enum fault_code read_back(zip_source_t *source, struct buf *out, struct fault *fault)
{
    char piece[16 * 1024];
    zip_int64_t got = 0;
    if (zip_source_open(source) != 0)
        return fault_memory(fault);
    while ((got = zip_source_read(source, piece, sizeof piece)) > 0)
        buf_append(out, piece, (size_t)got);
    zip_source_close(source);
    return got == 0 && buf_ok(out) ? FAULT_NONE : fault_memory(fault);
}

enum fault_code package_finish(struct package_out *package, struct buf *out, struct fault *fault)
{
    int closed = zip_close(package->zip);
    if (closed != 0)
        zip_discard(package->zip);
    package->zip = NULL;
    return closed == 0 ? read_back(package->source, out, fault) : fault_memory(fault);
}

void package_free(struct package_out *package)
{
    if (!package)
        return;
    if (package->zip)
        zip_discard(package->zip);
    zip_source_free(package->source);
    free(package);
}
