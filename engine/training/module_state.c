/*
 * module_state.c - a person's way through a module, worked out from what the store holds.
 */
#include <string.h>
#include "signpost/training.h"

#define SECTION_READ "" /* the question of the row that says that a section was read */

bool module_is_for(const struct module *module, const struct actor *actor)
{
    if (!module->school_count || actor_has_role(actor, ROLE_TRAINING_LEAD))
        return true;
    for (int i = 0; i < actor->post_count; i++)
        for (int k = 0; k < module->school_count; k++)
            if (strcmp(actor->posts[i].school, module->schools[k]) == 0)
                return true;
    return false;
}

const struct module *module_find_for(const struct bank *bank, const char *id, const struct actor *actor)
{
    const struct module *module = bank_find_module(bank, id);
    return module && module_is_for(module, actor) ? module : NULL;
}

const struct check_row *module_state_check(const struct module_state *state, const char *section, const char *question)
{
    for (int i = 0; i < state->check_count; i++) {
        if (strcmp(state->checks[i].section, section) == 0 && strcmp(state->checks[i].question, question) == 0)
            return &state->checks[i];
    }
    return NULL;
}

static bool section_is_done(const struct module_state *state, const struct section *section)
{
    if (!module_state_check(state, section->id, SECTION_READ))
        return false;
    for (int i = 0; i < section->check_count; i++) {
        const struct check_row *check = module_state_check(state, section->id, section->checks[i]->id);
        if (!check || !check->correct)
            return false;
    }
    return true;
}

static bool row_is(const struct completion_row *row, const char *module)
{
    return strcmp(row->kind, "training") == 0 && strcmp(row->item, module) == 0 && !row->withdrawn;
}

static bool was_completed(const struct completion_row *rows, int count, const char *module)
{
    for (int i = 0; i < count; i++) {
        if (row_is(&rows[i], module))
            return true;
    }
    return false;
}

static void state_open(const struct bank *bank, const struct completion_row *rows, int count,
                       struct module_state *state)
{
    state->open = true;
    for (int i = 0; i < state->module->opens_after_count && state->open; i++) {
        const char *before = state->module->opens_after[i];
        const struct module *module = bank_find_module(bank, before);
        if (was_completed(rows, count, before))
            continue;
        state->open = false;
        state->waits_for = module ? module->title : before;
    }
}

enum fault_code module_state_get(struct db *db, const struct bank *bank, const struct module *module, int64_t person,
                                 struct arena *arena, struct module_state *out, struct fault *fault)
{
    struct module_state state = {.module = module, .completed_on = DATE_MIN};
    struct completion_row *completions = NULL;
    struct check_row *checks = NULL;
    int count = 0;
    enum fault_code code = module_progress(db, arena, person, module->id, &checks, &state.check_count, fault);

    if (code == FAULT_NONE)
        code = completion_list(db, arena, person, &completions, &count, fault);
    if (code != FAULT_NONE)
        return code;
    state.checks = checks;
    state.section_done = arena_alloc(arena, sizeof *state.section_done * (size_t)(module->section_count + 1));
    if (!state.section_done)
        return fault_memory(fault);
    for (int i = 0; i < module->section_count; i++) {
        state.section_done[i] = section_is_done(&state, &module->sections[i]);
        state.done += state.section_done[i];
    }
    state.all_done = state.done == module->section_count;
    for (int i = 0; i < count; i++) {
        if (row_is(&completions[i], module->id) && date_compare(completions[i].completed_on, state.completed_on) > 0)
            state.completed_on = completions[i].completed_on;
    }
    state_open(bank, completions, count, &state);
    *out = state;
    return FAULT_NONE;
}
