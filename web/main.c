/* main.c - the program: the engine's subcommands, and serving. */
#include "command_serve.h"
#include "signpost/command.h"

int main(int argc, char **argv)
{
    const struct command *const tables[] = {serve_commands, engine_commands, NULL};
    return command_main(tables, argc, argv);
}
