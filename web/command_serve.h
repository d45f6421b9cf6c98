/* command_serve.h - `signpost serve` and `signpost demo`: the subcommands that need the web. */
#ifndef SIGNPOST_COMMAND_SERVE_H
#define SIGNPOST_COMMAND_SERVE_H
#include "signpost/command.h"

extern const struct command serve_commands[]; /* ends with a NULL name */
#endif
