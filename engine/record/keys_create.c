/*
 * keys_create.c - a new key file: canonical JSON, for its owner alone, on disk before anyone relies on it.
 *
 *   {"credential":[{"secret":"z3u2…","since":"…Z"}],"log":[{…}],"version":1}
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "record/record_internal.h"
#include "signpost/json.h"

static void write_new_key(struct json_out *json, const char *name, const char *since)
{
    unsigned char seed[SEED_SIZE];
    char secret[MULTIKEY_TEXT];

    randombytes_buf(seed, sizeof seed);
    multikey_secret_write(seed, secret);
    json_out_key(json, name);
    json_out_array(json);
    json_out_object(json);
    json_out_member(json, "secret", secret);
    json_out_member(json, "since", since);
    json_out_end(json);
    json_out_end(json);
    sodium_memzero(seed, sizeof seed);
    sodium_memzero(secret, sizeof secret);
}

/* OUT has its memory beforehand, so that it never moves and leaves a copy of a secret behind. */
static enum fault_code write_key_file(struct buf *out, struct fault *fault)
{
    static const char room[1024];
    struct json_out json;
    char since[INSTANT_TEXT];

    buf_append(out, room, sizeof room);
    if (!buf_ok(out))
        return fault_memory(fault);
    buf_clear(out);
    instant_text(clock_now(), since);
    json_out_init(&json, out);
    json_out_object(&json);
    write_new_key(&json, "credential", since);
    write_new_key(&json, "log", since);
    json_out_member_integer(&json, "version", KEY_FILE_VERSION);
    json_out_end(&json);
    return json_out_ok(&json) ? FAULT_NONE : fault_memory(fault);
}

static bool write_all(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t written = write(fd, bytes, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes += written;
        size -= (size_t)written;
    }
    return true;
}

/* The name of a new file is on disk only when its folder is. */
static bool folder_sync(const char *file)
{
    const char *slash = strrchr(file, '/');
    char folder[PATH_MAX];
    size_t size = slash ? (size_t)(slash - file) : 0;
    int fd;
    bool done;

    if (size >= sizeof folder)
        return false;
    memcpy(folder, file, size);
    folder[size] = '\0';
    fd = open(size > 0 ? folder : slash ? "/" : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return false;
    done = fsync(fd) == 0;
    close(fd);
    return done;
}

static enum fault_code file_store(const char *file, const struct buf *bytes, struct fault *fault)
{
    int fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    bool stored;
    int trouble;

    if (fd < 0 && errno == EEXIST)
        return fault_at(fault, FAULT_CONFLICT, file, 0,
                        "The key file is there already. It is never overwritten: move it away first.");
    if (fd < 0)
        return fault_at(fault, FAULT_STORAGE, file, 0, "The key file cannot be created: %s.", strerror(errno));
    stored = fchmod(fd, S_IRUSR | S_IWUSR) == 0 && write_all(fd, bytes->bytes, bytes->size) && fsync(fd) == 0;
    trouble = errno;
    if (close(fd) != 0 && stored) {
        trouble = errno;
        stored = false;
    }
    if (stored && !folder_sync(file)) {
        trouble = errno;
        stored = false;
    }
    if (stored)
        return FAULT_NONE;
    unlink(file);
    return fault_at(fault, FAULT_STORAGE, file, 0, "The key file cannot be written: %s.", strerror(trouble));
}

enum fault_code keys_create(const char *file, struct fault *fault)
{
    struct buf bytes;
    enum fault_code code;

    if (sodium_init() < 0)
        return fault_set(fault, FAULT_INTERNAL, "libsodium cannot start: the system gives no random numbers.");
    buf_init(&bytes, KEY_FILE_MAX);
    code = write_key_file(&bytes, fault);
    if (code == FAULT_NONE)
        code = file_store(file, &bytes, fault);
    if (bytes.bytes)
        sodium_memzero(bytes.bytes, bytes.capacity);
    buf_release(&bytes);
    return code;
}
