/*
 * package_read.c - zip files in, through libzip.
 */
#include <stdlib.h>
#include <string.h>
#include <zip.h>
#include "formats/package.h"
#include "signpost/limits.h"
#include "signpost/text.h"

#define PIECE (64 * 1024)

struct package {
    zip_t *zip;
    const char *file;  /* its name in faults; borrowed */
    size_t total;      /* bytes read of all entries */
};

/* Names of a folder's own: neither absolute nor with a step out of it. */
static bool is_inside(const char *name)
{
    if (!*name || *name == '/' || strchr(name, '\\') || strchr(name, ':') || !text_is_clean(name))
        return false;
    for (const char *part = name; *part; part += strcspn(part, "/"), part += *part == '/')
        if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || !part[2]))
            return false;
    return true;
}

static enum fault_code check_names(const struct package *package, struct fault *fault)
{
    zip_int64_t count = zip_get_num_entries(package->zip, 0);
    if (count > LIMIT_PACKAGE_ENTRIES)
        return fault_at(fault, FAULT_LARGE, package->file, 0, "The package has %lld entries: at most %d are read.",
                        (long long)count, LIMIT_PACKAGE_ENTRIES);
    for (zip_int64_t i = 0; i < count; i++) {
        const char *name = zip_get_name(package->zip, (zip_uint64_t)i, 0);
        if (!name || !is_inside(name))
            return fault_at(fault, FAULT_INPUT, package->file, 0, "The package has an entry whose name leads out of it, or is "
                            "no name: it was not made by a question system.");
    }
    return FAULT_NONE;
}

enum fault_code package_open(const char *bytes, size_t size, const char *file, struct package **out, struct fault *fault)
{
    struct package *package = calloc(1, sizeof *package);
    zip_source_t *source = package ? zip_source_buffer_create(bytes, size, 0, NULL) : NULL;
    if (!source) {
        free(package);
        return fault_memory(fault);
    }
    package->file = file;
    package->zip = zip_open_from_source(source, ZIP_RDONLY, NULL);
    if (!package->zip) {
        zip_source_free(source);
        free(package);
        return fault_at(fault, FAULT_INPUT, file, 0, "The zip file is damaged: export it again.");
    }
    enum fault_code code = check_names(package, fault);
    if (code != FAULT_NONE) {
        package_close(package);
        return code;
    }
    *out = package;
    return FAULT_NONE;
}

void package_close(struct package *package)
{
    if (!package)
        return;
    zip_discard(package->zip);
    free(package);
}

static enum fault_code read_all(struct package *package, zip_file_t *entry, const char *name, size_t ceiling,
                                struct buf *out, struct fault *fault)
{
    char *piece = malloc(PIECE);
    size_t size = 0;
    enum fault_code code = piece ? FAULT_NONE : fault_memory(fault);
    while (code == FAULT_NONE) {
        zip_int64_t got = zip_fread(entry, piece, PIECE);
        if (got == 0)
            break;
        if (got < 0) {
            code = fault_at(fault, FAULT_INPUT, name, 0, "The entry is damaged: export the package again.");
            break;
        }
        size += (size_t)got;
        package->total += (size_t)got;
        if (size > ceiling || package->total > LIMIT_PACKAGE)
            code = fault_at(fault, FAULT_LARGE, name, 0, "The entry unpacks to more than is read (%zu bytes of one, %d MiB of "
                            "all).", ceiling, LIMIT_PACKAGE / 1024 / 1024);
        else
            buf_append(out, piece, (size_t)got);
    }
    free(piece);
    return code == FAULT_NONE && !buf_ok(out) ? fault_memory(fault) : code;
}

enum fault_code package_read(struct package *package, const char *name, size_t ceiling, struct buf *out, struct fault *fault)
{
    zip_int64_t index = zip_name_locate(package->zip, name, 0);
    if (index < 0)
        return fault_at(fault, FAULT_ABSENT, name, 0, "The package has no such entry.");
    zip_file_t *entry = zip_fopen_index(package->zip, (zip_uint64_t)index, 0);
    if (!entry)
        return fault_at(fault, FAULT_INPUT, name, 0, "The entry is encrypted or packed in a way that is not read: export the "
                        "package again, without a password.");
    enum fault_code code = read_all(package, entry, name, ceiling, out, fault);
    zip_fclose(entry);
    return code;
}

const char *package_find(struct package *package, const char *base)
{
    size_t length = strlen(base);
    for (zip_int64_t i = 0; i < zip_get_num_entries(package->zip, 0); i++) {
        const char *name = zip_get_name(package->zip, (zip_uint64_t)i, 0);
        size_t size = name ? strlen(name) : 0;
        if (size >= length && strcmp(name + size - length, base) == 0 && (size == length || name[size - length - 1] == '/'))
            return name;
    }
    return NULL;
}
