/*
 * command/socket_client.c - a job handed to the server that owns the database.
 */
#include "command/command_internal.h"
#include "signpost/json.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* A folder is named so that the server finds it from where it stands. */
static void write_folder(const char *folder, struct json_out *json)
{
    char *real = realpath(folder, NULL);
    json_out_string(json, real ? real : folder);
    free(real);
}

/* The words of the call again. */
static void write_words(const struct command_line *line, struct json_out *json)
{
    json_out_array(json);
    for (int i = 0; line->command->options && line->command->options[i].name; i++) {
        const struct command_option *option = &line->command->options[i];
        char name[80];
        if (!line->value[i] || strcmp(option->name, "db") == 0)
            continue;
        snprintf(name, sizeof name, "--%s", option->name);
        json_out_string(json, name);
        if (!option->value)
            continue;
        if (strcmp(option->value, "DIR") == 0)
            write_folder(line->value[i], json);
        else
            json_out_string(json, line->value[i]);
        for (int nth = 1; command_value_nth(line, option->name, nth); nth++) {
            json_out_string(json, name);
            json_out_string(json, command_value_nth(line, option->name, nth));
        }
    }
    json_out_string(json, "--");
    for (int i = 0; i < line->argument_count; i++)
        json_out_string(json, line->argument[i]);
    json_out_end(json);
}

static enum fault_code write_request(const struct job_request *request, struct buf *out, struct fault *fault)
{
    struct json_out json;
    json_out_init(&json, out);
    json_out_object(&json);
    json_out_key(&json, "args");
    write_words(request->line, &json);
    json_out_member(&json, "command", request->line->command->name);
    json_out_member(&json, "file", request->line->argument_count ? request->line->argument[0] : NULL);
    json_out_member(&json, "input", request->input);
    if (request->questions) {
        json_out_key(&json, "questions");
        write_folder(request->questions, &json);
    }
    json_out_end(&json);
    bool good = json_out_ok(&json);
    buf_char(out, '\n');
    return good && buf_ok(out) ? FAULT_NONE : fault_memory(fault);
}

static enum fault_code connect_to(const char *file, int *out, struct fault *fault)
{
    struct sockaddr_un address;
    int folder = -1, made = -1;
    char *path = socket_path(file);
    enum fault_code code = path ? socket_address(path, &address, &folder, fault) : fault_memory(fault);
    if (code != FAULT_NONE)
        goto done;
    made = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (made < 0 || connect(made, (struct sockaddr *)&address, sizeof address) != 0)
        code =
            fault_set(fault, FAULT_BUSY,
                      "Another program is using %s and does not answer at %s (%s): wait for it or stop it.",
                         file, path, strerror(errno));
done:
    if (code == FAULT_NONE)
        *out = made;
    else if (made >= 0)
        close(made);
    if (folder >= 0)
        close(folder);
    free(path);
    return code;
}

static enum fault_code read_reply(const struct buf *bytes, struct buf *out, struct buf *err, struct fault *fault)
{
    struct json_doc doc = {0};
    int64_t number = 0;
    enum fault_code code = json_read(buf_string(bytes), bytes->size, "reply", &doc, fault);
    if (code != FAULT_NONE)
        return code;
    const char *said = json_string(doc.root, "out"), *complained = json_string(doc.root, "err");
    const char *message = json_string(doc.root, "message");
    if (!said || !complained || !message || !json_integer(doc.root, "code", &number) || number < 0 ||
        number >= FAULT_CODES) {
        code = fault_set(fault, FAULT_INTERNAL, "The server's reply was not understood: is it another version?");
    } else {
        buf_text(out, said);
        buf_text(err, complained);
        code = number ? fault_set(fault, (enum fault_code)number, "%s", message) : FAULT_NONE;
    }
    json_release(&doc);
    return code;
}

enum fault_code socket_call(const char *file, const struct job_request *request, struct buf *out, struct buf *err,
                            struct fault *fault)
{
    struct buf bytes;
    int to = -1;
    buf_init(&bytes, 0);
    enum fault_code code = write_request(request, &bytes, fault);
    if (code == FAULT_NONE)
        code = connect_to(file, &to, fault);
    if (code == FAULT_NONE)
        code = socket_send(to, buf_string(&bytes), bytes.size, fault);
    buf_release(&bytes);
    if (code == FAULT_NONE)
        code = socket_receive_line(to, &bytes, fault);
    if (code == FAULT_NONE)
        code = read_reply(&bytes, out, err, fault);
    buf_release(&bytes);
    if (to >= 0)
        close(to);
    return code;
}
