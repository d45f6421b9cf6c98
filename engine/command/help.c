/*
 * command/help.c - --help, from the tables themselves.
 */
#include "command/command_internal.h"
#include <string.h>

static void say_command(const struct command *command, FILE *out)
{
    int width = width_of(command->name) + 1 + width_of(command->arguments);
    fprintf(out, "  %s %s%*s%s\n", command->name, command->arguments, width < 32 ? 32 - width : 1, "", command->help);
}

void help_program(const struct command *const *tables, FILE *out)
{
    fputs("Signpost: the Personal Tutoring Quiz and training engine.\n\nsignpost <subcommand> [options]\n\n", out);
    for (; *tables; tables++)
        for (const struct command *command = *tables; command->name; command++)
            say_command(command, out);
    fputs("\nsignpost <subcommand> --help shows its options. --version prints the version.\n"
          "Exit: 0 well, 1 failure, 2 usage, 3 findings in the input, 4 not found, 5 signature or proof invalid.\n",
              out);
}

static bool is_of(const struct command *command, const char *noun)
{
    size_t size = strlen(noun);
    return strncmp(command->name, noun, size) == 0 && command->name[size] == ' ';
}

bool help_noun(const struct command *const *tables, const char *noun, FILE *out)
{
    bool any = false;
    for (; *tables; tables++)
        for (const struct command *command = *tables; command->name; command++) {
            if (!is_of(command, noun))
                continue;
            if (out)
                say_command(command, out);
            any = true;
        }
    return any;
}

void help_command(const struct command *command, FILE *out)
{
    fprintf(out, "signpost %s%s%s%s\n\n%s\n", command->name, *command->arguments ? " " : "", command->arguments,
            command->options && command->options->name ? " [options]" : "", command->help);
    if (command->options && command->options->name)
        fputs("\n", out);
    for (const struct command_option *option = command->options; option && option->name; option++) {
        int width = width_of(option->name) + (option->value ? 1 + width_of(option->value) : 0);
        fprintf(out, "  --%s%s%s%*s%s\n", option->name, option->value ? " " : "", option->value ? option->value : "",
                width < 24 ? 24 - width : 1, "", option->help);
    }
}
