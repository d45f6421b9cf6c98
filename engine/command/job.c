/*
 * command/job.c - a subcommand that writes: here when nobody owns the database, else in the server that does.
 */
#include "command/command_internal.h"
#include "signpost/text.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum fault_code zone_of(struct store *store, struct fault *fault)
{
    struct db *db = NULL;
    struct institution_row institution;
    struct arena *arena = arena_new();
    enum fault_code code = arena ? store_read(store, &db, fault) : fault_memory(fault);
    if (code == FAULT_NONE) {
        code = institution_get(db, arena, &institution, fault);
        store_done(store, db);
    }
    if (code == FAULT_NONE)
        code = date_set_zone(institution.zone, fault);
    if (arena)
        arena_free(arena);
    return code;
}

/* A long import says that it is under way, to people only. */
static void announce(const struct job_request *request, bool begins)
{
    if (request->size < 1024 * 1024 || !isatty(STDERR_FILENO))
        return;
    if (begins)
        fprintf(stderr, "Importing %s (%zu MB)…", request->line->argument[0], request->size / (1024 * 1024));
    else
        fputs("\r\033[K", stderr);
    fflush(stderr);
}

/* The server takes text only. A file that is none gets its finding here. */
static enum fault_code check_text(const struct job_request *request, struct fault *fault)
{
    const char *at = request->input, *end = at + request->size;
    for (int line = 1; at && at < end; line++) {
        const char *next = memchr(at, '\n', (size_t)(end - at));
        size_t size = (size_t)((next ? next + 1 : end) - at);
        if (!text_is_utf8(at, size) || memchr(at, '\0', size))
            return fault_at(fault, FAULT_INPUT, request->line->argument[0], line,
                            "This is not UTF-8 text. Save the file as CSV UTF-8; nothing was imported.");
        at += size;
    }
    return FAULT_NONE;
}

/* The keys beside the database sign for what is recorded. Without them it goes on, and TROUBLE says why. */
static void use_keys(struct store *store, const char *file, struct fault *trouble)
{
    struct keys *keys = NULL;
    char *keys_file = NULL;
    *trouble = (struct fault){0};
    if (asprintf(&keys_file, "%s.keys", file) < 0) {
        fault_memory(trouble);
        return;
    }
    if (keys_load(keys_file, &keys, trouble) == FAULT_NONE && store_keys_use(store, keys, trouble) == FAULT_NONE)
        *trouble = (struct fault){0};
    free(keys_file);
}

static void tell_unsigned(struct store *store, const struct fault *trouble, struct buf *err)
{
    struct store_stats stats;
    char why[900];
    store_stats(store, &stats);
    if (trouble->code == FAULT_NONE || stats.events <= stats.signed_size)
        return;
    fault_text(trouble, why, sizeof why);
    buf_printf(err, "Recorded, but not signed for: %s\nThe next to start on this database with its keys signs for it.\n", why);
}

/* FAULT_BUSY: somebody owns the database and nobody answers at its socket. Nothing was done then. */
static enum fault_code run_somewhere(const char *file, const struct job_request *request, struct buf *out,
                                     struct buf *err, struct fault *fault)
{
    struct store *store = NULL;
    struct fault trouble;
    enum fault_code code = store_open(file, &store, fault);
    if (code == FAULT_BUSY) {
        code = check_text(request, fault);
        return code == FAULT_NONE ? socket_call(file, request, out, err, fault) : code;
    }
    if (code == FAULT_NONE)
        code = zone_of(store, fault);
    if (code == FAULT_NONE) {
        use_keys(store, file, &trouble);
        code = request->line->command->job(store, request, out, err, fault);
        if (code == FAULT_NONE)
            tell_unsigned(store, &trouble, err);
    }
    store_close(store);
    return code;
}

/* Another subcommand is done in a moment, and a server that starts or stops answers soon: wait for a while. */
static enum fault_code run_when_free(const char *file, const struct job_request *request, struct buf *out,
                                     struct buf *err, struct fault *fault)
{
    enum fault_code code = run_somewhere(file, request, out, err, fault);
    for (int tenths = 0; code == FAULT_BUSY && tenths < 10 * LIMIT_WAIT_SECONDS; tenths++) {
        nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
        code = run_somewhere(file, request, out, err, fault);
    }
    return code;
}

enum fault_code job_run(const struct command_line *line, struct fault *fault)
{
    const char *questions = getenv("SIGNPOST_QUESTIONS");
    struct job_request request = {.line = line, .questions = questions && *questions ? questions : NULL};
    struct buf input, out, err;
    const char *file = NULL;
    buf_init(&input, 0);
    buf_init(&out, 0);
    buf_init(&err, 0);
    enum fault_code code = command_db(line, &file, fault);
    if (code == FAULT_NONE && line->command->input)
        code = buf_read_file(&input, line->argument[0], line->command->input, fault);
    if (code == FAULT_NONE) {
        request.input = line->command->input ? buf_string(&input) : NULL;
        request.size = input.size;
        announce(&request, true);
        code = run_when_free(file, &request, &out, &err, fault);
        announce(&request, false);
        struct fault unprinted;
        enum fault_code printed = print_out(&out, &unprinted);
        fwrite(buf_string(&err), 1, err.size, stderr);
        if (code == FAULT_NONE && printed != FAULT_NONE) {
            *fault = unprinted;
            code = printed;
        }
    }
    buf_release(&err);
    buf_release(&out);
    buf_release(&input);
    return code;
}
