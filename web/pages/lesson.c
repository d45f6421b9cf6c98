/*
 * lesson.c - one section of a module as its reader meets it (lesson.h).
 */
#include "lesson.h"
#include <string.h>

enum fault_code lesson_get(struct request *request, struct db *db, struct lesson *out, struct fault *fault)
{
    out->module = module_find_for(request->bank, request->param[0], &request->actor);
    for (int i = 0; out->module && i < out->module->section_count; i++)
        if (!strcmp(out->module->sections[i].id, request->param[1])) {
            out->section = &out->module->sections[i];
            out->index = i;
        }
    if (!out->section)
        return fault_set(fault, FAULT_ABSENT, "There is no such section.");
    enum fault_code code =
        module_state_get(db, request->bank, out->module, request->actor.person, request->arena, &out->state, fault);
    if (code == FAULT_NONE && !out->state.open)
        code =
            fault_set(fault, FAULT_CONFLICT, "This module opens when you have completed “%s”.", out->state.waits_for);
    return code;
}

void lesson_draw(const struct request *request, const struct section *section, int index, struct paper_item *out)
{
    unsigned char seed[PAPER_SEED];
    page_seed(request->actor.person, section->checks[index]->id, seed);
    paper_item_draw(section->checks[index], seed, out);
    out->number = index + 1;
}

void lesson_check(struct request *request, const struct paper_item *item, const cJSON *response, bool was_right,
                      struct view *view, cJSON *into)
{
    view_string(view, into, "id", item->question->id);
    question_present(request->bank, item, response, view, into);
    view_bool(view, into, "answered_right", was_right);
    if (response)
        question_explain(request->bank, item, response, view, into);
    else
        view_page_string(view, into, "outcome", NULL);
}
