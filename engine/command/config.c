/*
 * command/config.c - `config dump`: what would be used, and from where.
 */
#include "command/command_internal.h"
#include "signpost/bank.h"
#include <stdlib.h>

const struct command_option config_options[] = {
    OPTION_DB,
    {"questions", "DIR", "as serve would be told"},
    {"listen", "WHERE", "as serve would be told"},
    {"format", "text|json", "how to print it"},
    {0},
};
static const char *const formats[] = {"text", "json", NULL};

struct setting {
    const char *name, *value, *from;
};

static struct setting find(const struct command_line *line, const char *name, const char *variable, const char *usual)
{
    const char *given = command_value(line, name), *environment = getenv(variable);
    if (given)
        return (struct setting){name, given, "the command line"};
    if (environment && *environment)
        return (struct setting){name, environment, variable};
    return (struct setting){name, usual, usual ? "the default" : "nowhere"};
}

static enum fault_code say_json(const struct setting *settings, int count, struct fault *fault)
{
    struct view view;
    view_init(&view);
    for (int i = 0; i < count; i++) {
        cJSON *item = view_object(&view, view.root, settings[i].name);
        view_string(&view, item, "value", settings[i].value);
        view_string(&view, item, "from", settings[i].from);
    }
    enum fault_code code = print_view(&view, fault);
    view_release(&view);
    return code;
}

enum fault_code config_run(const struct command_line *line, struct fault *fault)
{
    char *folder = bank_default_dir();
    int format = 0;
    struct setting settings[] = {
        find(line, "db", "SIGNPOST_DB", NULL),
        find(line, "questions", "SIGNPOST_QUESTIONS", folder),
        find(line, "listen", "SIGNPOST_LISTEN", "127.0.0.1:8080"),
    };
    int count = (int)(sizeof settings / sizeof *settings);
    enum fault_code code = command_format(line, formats, &format, fault);
    if (code == FAULT_NONE && format == 1)
        code = say_json(settings, count, fault);
    for (int i = 0; code == FAULT_NONE && format == 0 && i < count; i++)
        printf("%-10s %s (from %s)\n", settings[i].name, settings[i].value ? settings[i].value : "-", settings[i].from);
    free(folder);
    return code;
}
