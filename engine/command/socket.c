/*
 * command/socket.c - the owner's end of FILE.sock: a thread that runs the jobs of writing subcommands, one at a time.
 */
#include "command/command_internal.h"
#include "signpost/json.h"
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define PATIENCE_SECONDS 30 /* for a caller that does not send or read on */

struct socket_serve {
    struct store *store;
    const char *questions; /* the folder that the server serves */
    char *path;
    int listener, stop, folder;
    pthread_t thread;
};

/* ---- one call ---- */

static const struct command *find_job(const char *name)
{
    for (const struct command *command = engine_commands; name && command->name; command++)
        if (command->job && strcmp(command->name, name) == 0)
            return command;
    return NULL;
}

/* The reply line. What does not fit into memory or is not text becomes a short refusal. */
static void write_reply(enum fault_code code, const char *message, const struct buf *out, const struct buf *err,
                        struct buf *reply)
{
    struct json_out json;
    json_out_init(&json, reply);
    json_out_object(&json);
    json_out_member_integer(&json, "code", code);
    json_out_member(&json, "err", buf_string(err));
    json_out_member(&json, "message", message);
    json_out_member(&json, "out", buf_string(out));
    json_out_end(&json);
    if (!json_out_ok(&json) || !buf_ok(reply)) {
        buf_clear(reply);
        buf_printf(reply, "{\"code\":%d,\"err\":\"\",\"message\":\"The server ran out of memory.\",\"out\":\"\"}",
                   FAULT_MEMORY);
    }
    buf_char(reply, '\n');
}

static enum fault_code run_call(const struct socket_serve *serve, const cJSON *call, struct buf *out, struct buf *err,
                                struct fault *fault)
{
    const struct command *command = find_job(json_string(call, "command"));
    const cJSON *args = json_array(call, "args"), *word;
    const char *words[2 * (COMMAND_OPTIONS + COMMAND_REPEATS) + COMMAND_ARGUMENTS], *input = json_string(call, "input");
    struct command_line line;
    int count = 0;
    if (!command || !args || (command->input && !input))
        return fault_set(fault, FAULT_MALFORMED, "The server does not know this call: is it another version?");
    cJSON_ArrayForEach(word, args) {
        if (!cJSON_IsString(word) || count == sizeof words / sizeof *words)
            return fault_set(fault, FAULT_MALFORMED, "The words of a call are texts, and not that many.");
        words[count++] = word->valuestring;
    }
    enum fault_code code = command_parse(command, words, count, &line, fault);
    struct job_request request = {.line = &line, .input = input, .size = input ? strlen(input) : 0,
                                  .questions = json_string(call, "questions"), .serving = serve->questions};
    return code == FAULT_NONE ? command->job(serve->store, &request, out, err, fault) : code;
}

static void answer(const struct socket_serve *serve, int caller)
{
    struct buf line, out, err, reply;
    struct json_doc doc = {0};
    struct fault fault = {0}, unsent;
    char message[900] = "";
    buf_init(&out, 0);
    buf_init(&err, 0);
    buf_init(&reply, 0);
    enum fault_code code = socket_receive_line(caller, &line, &fault);
    if (code == FAULT_NONE)
        code = json_read(buf_string(&line), line.size, "call", &doc, &fault);
    if (code == FAULT_NONE)
        code = run_call(serve, doc.root, &out, &err, &fault);
    if (code != FAULT_NONE)
        fault_text(&fault, message, sizeof message);
    write_reply(code, message, &out, &err, &reply);
    if (socket_send(caller, buf_string(&reply), reply.size, &unsent) != FAULT_NONE && code == FAULT_NONE)
        fprintf(stderr, "signpost: a subcommand's caller left before the answer; what it asked for was done.\n");
    json_release(&doc);
    buf_release(&reply);
    buf_release(&err);
    buf_release(&out);
    buf_release(&line);
}

/* Only who runs the server, or root: the socket's mode says so, and this does not depend on it. */
static bool is_ours(int caller)
{
    struct ucred who;
    socklen_t size = sizeof who;
    return getsockopt(caller, SOL_SOCKET, SO_PEERCRED, &who, &size) == 0 && (who.uid == 0 || who.uid == geteuid());
}

/* ---- the thread ---- */

static void *listen_on(void *context)
{
    struct socket_serve *serve = context;
    struct pollfd waits[2] = {{.fd = serve->listener, .events = POLLIN}, {.fd = serve->stop, .events = POLLIN}};
    for (;;) {
        if (poll(waits, 2, -1) < 0 && errno != EINTR)
            return NULL;
        if (waits[1].revents)
            return NULL;
        if (!(waits[0].revents & POLLIN))
            continue;
        int caller = accept4(serve->listener, NULL, NULL, SOCK_CLOEXEC);
        if (caller < 0)
            continue;
        struct timeval patience = {.tv_sec = PATIENCE_SECONDS};
        setsockopt(caller, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        setsockopt(caller, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
        if (is_ours(caller))
            answer(serve, caller);
        close(caller);
    }
}

static enum fault_code start_listening(struct socket_serve *serve, struct fault *fault)
{
    struct sockaddr_un address;
    enum fault_code code = socket_address(serve->path, &address, &serve->folder, fault);
    if (code != FAULT_NONE)
        return code;
    serve->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    serve->stop = eventfd(0, EFD_CLOEXEC);
    unlink(serve->path); /* we own the database: nobody listens there any more */
    if (serve->listener < 0 || serve->stop < 0 ||
        bind(serve->listener, (struct sockaddr *)&address, sizeof address) != 0 ||
        chmod(serve->path, 0600) != 0 || listen(serve->listener, 16) != 0)
        return fault_set(fault, FAULT_STORAGE, "%s cannot be listened on: %s.", serve->path, strerror(errno));
    return FAULT_NONE;
}

static void release(struct socket_serve *serve)
{
    if (serve->listener >= 0) {
        close(serve->listener);
        unlink(serve->path);
    }
    if (serve->stop >= 0)
        close(serve->stop);
    if (serve->folder >= 0)
        close(serve->folder);
    free(serve->path);
    free(serve);
}

enum fault_code socket_serve_start(struct store *store, const char *file, const char *questions, struct socket_serve **out,
                                   struct fault *fault)
{
    struct socket_serve *serve = calloc(1, sizeof *serve);
    if (!serve)
        return fault_memory(fault);
    *serve = (struct socket_serve){.store = store, .questions = questions, .path = socket_path(file), .listener = -1, .stop = -1,
                                   .folder = -1};
    enum fault_code code = serve->path ? start_listening(serve, fault) : fault_memory(fault);
    if (code == FAULT_NONE && pthread_create(&serve->thread, NULL, listen_on, serve) != 0)
        code = fault_memory(fault);
    if (code == FAULT_NONE)
        *out = serve;
    else
        release(serve);
    return code;
}

void socket_serve_stop(struct socket_serve *serve)
{
    if (!serve)
        return;
    eventfd_write(serve->stop, 1);
    pthread_join(serve->thread, NULL);
    release(serve);
}
