/*
 * command/main.c - from the words of the command line to a subcommand and an exit code.
 */
#include "command/command_internal.h"
#include "signpost/text.h"
#include <string.h>

/* The subcommand that the first one or two words name; *USED of them. */
static const struct command *find(const struct command *const *tables, const char *const *words, int count, int *used)
{
    for (; *tables; tables++)
        for (const struct command *command = *tables; command->name; command++) {
            const char *space = strchr(command->name, ' ');
            size_t first = space ? (size_t)(space - command->name) : strlen(command->name);
            if (strncmp(words[0], command->name, first) != 0 || words[0][first])
                continue;
            if (space && (count < 2 || strcmp(words[1], space + 1) != 0))
                continue;
            *used = space ? 2 : 1;
            return command;
        }
    return NULL;
}

static enum fault_code unknown(const struct command *const *tables, const char *const *words, int count,
                               struct fault *fault)
{
    const struct command *const *const tables_given = tables;
    const char *names[64] = {NULL};
    char both[200];
    int known = 0;
    for (; *tables; tables++)
        for (const struct command *command = *tables; command->name && known < 63; command++)
            names[known++] = command->name;
    snprintf(both, sizeof both, "%.90s%s%.90s", words[0], count > 1 ? " " : "", count > 1 ? words[1] : "");
    const char *near = NULL;
    for (int i = 0; i < known && !near; i++)
        if (strncmp(names[i], words[0], strlen(words[0])) == 0)
            near = names[i];
    if (!near)
        near = text_nearest(both, names);
    if (!near)
        near = text_nearest(words[0], names);
    bool noun = help_noun(tables_given, words[0], NULL);
    return fault_set(fault, FAULT_USAGE, "There is no subcommand \"%.180s\"%s%s%s. signpost %.40s%s--help lists them.",
                     noun ? both : words[0], near ? " (did you mean \"" : "", near ? near : "", near ? "\"?)" : "",
                     noun ? words[0] : "", noun ? " " : "");
}

static bool asks_for_help(const char *const *words, int count)
{
    for (int i = 0; i < count && strcmp(words[i], "--") != 0; i++)
        if (strcmp(words[i], "--help") == 0)
            return true;
    return false;
}

static enum fault_code run(const struct command *const *tables, const char *const *words, int count,
                           struct fault *fault)
{
    struct command_line line;
    int used = 0;
    if (count == 0) {
        help_program(tables, stderr);
        return fault_set(fault, FAULT_USAGE, "Name a subcommand.");
    }
    if (strcmp(words[0], "--version") == 0) {
        puts("signpost " SIGNPOST_VERSION);
        return FAULT_NONE;
    }
    if (strcmp(words[0], "--help") == 0 || strcmp(words[0], "help") == 0) {
        help_program(tables, stdout);
        return FAULT_NONE;
    }
    const struct command *command = find(tables, words, count, &used);
    if (!command && help_noun(tables, words[0], NULL) && (count == 1 || strcmp(words[1], "--help") == 0)) {
        help_noun(tables, words[0], count == 1 ? stderr : stdout);
        return count > 1 ? FAULT_NONE : fault_set(fault, FAULT_USAGE, "Say which of these: signpost %.40s …", words[0]);
    }
    if (!command)
        return unknown(tables, words, count, fault);
    if (asks_for_help(words + used, count - used)) {
        help_command(command, stdout);
        return FAULT_NONE;
    }
    enum fault_code code = command_parse(command, words + used, count - used, &line, fault);
    if (code != FAULT_NONE)
        return code;
    return command->job ? job_run(&line, fault) : command->run(&line, fault);
}

int command_main(const struct command *const *tables, int argc, char **argv)
{
    struct fault fault = {0};
    char text[900];
    enum fault_code code = run(tables, (const char *const *)(argv + 1), argc > 0 ? argc - 1 : 0, &fault);
    if (code == FAULT_NONE && fflush(stdout) != 0)
        code = fault_set(&fault, FAULT_STORAGE, "The output could not be written.");
    if (code != FAULT_NONE) {
        fault_text(&fault, text, sizeof text);
        fflush(stdout);
        fprintf(stderr, "signpost: %s\n", text);
    }
    return fault_exit_code(code);
}
