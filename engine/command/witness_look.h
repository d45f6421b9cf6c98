/*
 * command/witness_look.h - one look at the log: what came of it, and how it is said. Only engine/command includes it.
 */
#ifndef COMMAND_WITNESS_LOOK_H
#define COMMAND_WITNESS_LOOK_H
#include "command/command_internal.h"
#include "signpost/witness.h"

struct look {
    const struct command_line *line;
    const char *file;          /* the state's */
    int seconds;               /* for each answer */
    struct instant at;
    struct witness *witness;   /* owned; NULL: it did not come so far */
    bool is_new;               /* this look made the state */
    bool judged;               /* finding, before and now are known */
    enum witness_finding finding;
    struct log_checkpoint before, now;
    struct instant before_at;
    bool cosigned;             /* and on disk */
    bool handed_in;            /* and taken */
    char evidence[512];        /* the file that keeps what was refused; "" */
};
/*
 * Looks once: lock, state, checkpoint, judgement; then cosigns, saves, and hands in. A fault after look->cosigned means that only the
 * handing in failed. OUT is filled as far as it came: look_release.
 */
enum fault_code look_run(const struct command_line *line, const char *file, int seconds, struct look *out, struct fault *fault) MUST_USE;
void look_release(struct look *look);
/* For people or as one line of JSON. WHY: the fault that the look ended with, or NULL. */
enum fault_code look_print(const struct look *look, bool json, const struct fault *why, struct fault *fault) MUST_USE;
#endif
