/*
 * package_read.c - zip files in, through libzip. A package with one bad entry is refused as a whole, and the fault names the
 * entry: whoever made it meant something else than questions, or it came to harm on the way.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>
#include "formats/package.h"
#include "signpost/limits.h"
#include "signpost/text.h"

#define PIECE (64 * 1024)
#define MIB (1024 * 1024)

struct package {
    zip_t *zip;
    const char *file;  /* its name in faults; borrowed */
    size_t total;      /* bytes read of all entries */
};

bool package_is(const char *bytes, size_t size)
{
    return size >= 4 && (strncmp(bytes, "PK\3\4", 4) == 0 || strncmp(bytes, "PK\5\6", 4) == 0);
}

/* A fault of one entry, whose name may hold anything. */
static enum fault_code entry_fault(const struct package *package, enum fault_code code, const char *name,
                                   const char *message, struct fault *fault)
{
    char shown[128];
    snprintf(shown, sizeof shown, "%.120s", name ? name : "");
    for (char *at = shown; *at; at++)
        if ((unsigned char)*at < 0x20 || (unsigned char)*at >= 0x7f)
            *at = '?';
    return fault_at(fault, code, package->file, 0, "The entry \"%s\" %s", shown, message);
}

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
            return entry_fault(package, FAULT_INPUT, name, "has a name that leads out of the package, or is no name: no question "
                               "system makes such a file, so nothing of it is read.", fault);
        if (zip_name_locate(package->zip, name, 0) != i)
            return entry_fault(package, FAULT_INPUT, name, "is there twice, and which one is meant cannot be told: export the "
                               "package again.", fault);
    }
    return FAULT_NONE;
}

static enum fault_code refuse_file(zip_error_t *error, const char *file, struct fault *fault)
{
    bool memory = zip_error_code_zip(error) == ZIP_ER_MEMORY;
    zip_error_fini(error);
    return memory ? fault_memory(fault)
                  : fault_at(fault, FAULT_INPUT, file, 0, "The zip file is damaged or not whole: export it again.");
}

enum fault_code package_open(const char *bytes, size_t size, const char *file, struct package **out, struct fault *fault)
{
    struct package *package = calloc(1, sizeof *package);
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = package ? zip_source_buffer_create(bytes, size, 0, &error) : NULL;
    if (!source) {
        free(package);
        return fault_memory(fault);
    }
    package->file = file;
    package->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (!package->zip) {
        zip_source_free(source);
        free(package);
        return refuse_file(&error, file, fault);
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

bool package_has(struct package *package, const char *name)
{
    return zip_name_locate(package->zip, name, 0) >= 0;
}

static enum fault_code read_all(struct package *package, zip_file_t *entry, const char *name, size_t ceiling,
                                struct buf *out, struct fault *fault)
{
    char *piece = malloc(PIECE), message[160];
    size_t size = 0;
    enum fault_code code = piece ? FAULT_NONE : fault_memory(fault);
    while (code == FAULT_NONE) {
        zip_int64_t got = zip_fread(entry, piece, PIECE);
        if (got == 0)
            break;
        if (got < 0) {
            code = entry_fault(package, FAULT_INPUT, name, "is damaged: export the package again.", fault);
            break;
        }
        size += (size_t)got;
        package->total += (size_t)got;
        snprintf(message, sizeof message, "unpacks to more than is read: at most %zu KiB of this one, and %d MiB of all of them.",
                 ceiling / 1024, LIMIT_PACKAGE / MIB);
        if (size > ceiling || package->total > LIMIT_PACKAGE)
            code = entry_fault(package, FAULT_LARGE, name, message, fault);
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
        return entry_fault(package, FAULT_ABSENT, name, "is not in the package.", fault);
    zip_file_t *entry = zip_fopen_index(package->zip, (zip_uint64_t)index, 0);
    if (!entry) {
        int why = zip_error_code_zip(zip_get_error(package->zip));
        if (why == ZIP_ER_MEMORY)
            return fault_memory(fault);
        return entry_fault(package, FAULT_INPUT, name, why == ZIP_ER_NOPASSWD || why == ZIP_ER_ENCRNOTSUPP
                           ? "is encrypted: export the package without a password."
                           : "is damaged, or packed in a way that is not read: export the package again.", fault);
    }
    enum fault_code code = read_all(package, entry, name, ceiling, out, fault);
    zip_fclose(entry);
    return code;
}

static size_t depth_of(const char *name)
{
    size_t depth = 0;
    for (; *name; name++)
        depth += *name == '/';
    return depth;
}

const char *package_find(struct package *package, const char *base)
{
    size_t length = strlen(base);
    const char *found = NULL;
    for (zip_int64_t i = 0; i < zip_get_num_entries(package->zip, 0); i++) {
        const char *name = zip_get_name(package->zip, (zip_uint64_t)i, 0);
        size_t size = name ? strlen(name) : 0;
        bool called = size >= length && strcmp(name + size - length, base) == 0 &&
                      (size == length || name[size - length - 1] == '/');
        if (called && (!found || depth_of(name) < depth_of(found)))
            found = name;
    }
    return found;
}
