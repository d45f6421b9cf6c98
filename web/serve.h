/* serve.h - running the server: `signpost serve` and `signpost demo`. */
#ifndef SIGNPOST_SERVE_H
#define SIGNPOST_SERVE_H
#include <stdbool.h>
#include "signpost/fault.h"

struct serve_options {
    const char *db, *listen, *questions; /* questions NULL: the usual folder */
    bool demo;                           /* a banner on every page */
    /* Called once the server answers, with its address; for the demonstration's sign-in links. May be NULL. */
    void (*ready)(void *context, const char *where);
    void *context;
};
/*
 * Serves until SIGTERM or SIGINT, then lets requests under way finish, checkpoints and closes. SIGHUP reloads the questions, or
 * keeps the old ones and says why. Prints "listening on <where>" on stdout when ready.
 */
enum fault_code serve(const struct serve_options *options, struct fault *fault) MUST_USE;
#endif
