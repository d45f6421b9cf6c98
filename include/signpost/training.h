/*
 * training.h - a person's way through a module: which sections are done, whether it is open to them, and completion.
 * A section is done when it was read and each of its checks was answered right once. A module is complete when every
 * section is done; completing it records and signs a completion and clears the progress, so it can be taken again.
 */
#ifndef SIGNPOST_TRAINING_H
#define SIGNPOST_TRAINING_H
#include "signpost/bank.h"
#include "signpost/store.h"

struct module_state {
    const struct module *module;
    bool open;                      /* its opens_after were each completed once */
    const char *waits_for;          /* title of the first that was not, or NULL */
    bool *section_done;             /* one for each section; arena */
    const struct check_row *checks; int check_count;
    int done;                       /* sections */
    bool all_done;
    struct date completed_on;       /* latest completion; DATE_MIN: never */
};
enum fault_code module_state_get(struct db *db, const struct bank *bank, const struct module *module, int64_t person,
                                 struct arena *arena, struct module_state *out, struct fault *fault) MUST_USE;
/*
 * Is the module for this person? Those of some Schools are for whoever holds a post there today, and for training leads; to
 * everybody else they are not there.
 */
bool module_is_for(const struct module *module, const struct actor *actor);
/* The module ID, if it is for ACTOR; NULL otherwise. */
const struct module *module_find_for(const struct bank *bank, const char *id, const struct actor *actor);
/* The stored response of one check, or NULL. */
const struct check_row *module_state_check(const struct module_state *state, const char *section, const char *question);
#endif
