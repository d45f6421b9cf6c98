/*
 * command/witness.c - `witness`: looks at a log as somebody outside, once or every so often, and refuses to go back.
 */
#include "command/witness_look.h"
#include <string.h>
#include <time.h>

const struct command_option witness_options[] = {
    {"state", "FILE", "what this witness has seen, and its key; the first look makes it"},
    {"url", "URL", "where the log is served"},
    {"log-key", "VKEY…", "a key of the log, as its page /log shows it; again for each key while keys change"},
    {"name", "NAME", "what this witness is called, without spaces: deans-office"},
    {"every", "MINUTES", "look again and again, until stopped or refused"},
    {"timeout", "SECONDS", "how long one answer of the server may take (30)"},
    {"force", NULL, "trust a new --log-key on your word alone, though no trusted key signed beside it"},
    {"format", "text|json", "how to print the result"},
    {0},
};
static const char *const formats[] = {"text", "json", NULL};

struct options { const char *file; int64_t every, seconds; int format; };

static enum fault_code read_options(const struct command_line *line, struct options *out, struct fault *fault)
{
    out->file = command_value(line, "state");
    if (!out->file || !*out->file)
        return fault_set(fault, FAULT_USAGE, "Say where the witness keeps what it has seen: --state FILE.");
    if (command_flag(line, "force") && !command_value(line, "log-key"))
        return fault_set(fault, FAULT_USAGE, "--force is for a new key of the log: give it with --log-key VKEY.");
    enum fault_code code = command_format(line, formats, &out->format, fault);
    if (code == FAULT_NONE)
        code = command_number(line, "every", 1, 60 * 24 * 31, 0, &out->every, fault);
    return code == FAULT_NONE ? command_number(line, "timeout", 1, 600, LIMIT_WITNESS_SECONDS, &out->seconds, fault) : code;
}

static enum fault_code look_once(const struct command_line *line, const struct options *options, struct fault *fault)
{
    struct look look;
    struct fault unprinted;
    enum fault_code code = look_run(line, options->file, (int)options->seconds, &look, fault);
    enum fault_code printed = FAULT_NONE;
    if (look.witness)
        printed = look_print(&look, options->format != 0, code == FAULT_NONE ? NULL : fault, &unprinted);
    look_release(&look);
    if (code == FAULT_NONE && printed != FAULT_NONE) {
        *fault = unprinted;
        code = printed;
    }
    return code;
}

/* Trouble that may pass: the server or the line is down, or the server does not trust this witness yet. */
static bool may_pass(enum fault_code code)
{
    return code == FAULT_BUSY || code == FAULT_ABSENT;
}

enum fault_code witness_run(const struct command_line *line, struct fault *fault)
{
    struct options options;
    char text[900];
    enum fault_code code = read_options(line, &options, fault);
    if (code != FAULT_NONE)
        return code;
    for (;;) {
        code = look_once(line, &options, fault);
        if (!options.every || (code != FAULT_NONE && !may_pass(code)))
            return code;
        if (code != FAULT_NONE) {
            fault_text(fault, text, sizeof text);
            fprintf(stderr, "signpost: %s\n", text);
        }
        struct timespec rest = {.tv_sec = (time_t)options.every * 60};
        nanosleep(&rest, NULL);
    }
}
