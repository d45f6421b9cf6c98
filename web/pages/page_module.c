/*
 * page_module.c - the training modules with this person's state of each, one module, and completing it.
 */
#include "common.h"
#include <string.h>
#include "signpost/training.h"

static const char *module_words(struct request *request, const struct module_state *state)
{
    if (!state->open)
        return arena_printf(request->arena, "Opens after you have completed “%s”", state->waits_for);
    if (state->all_done)
        return "All sections done: complete it to receive your record";
    if (state->done)
        return arena_printf(request->arena, "In progress: %d of %d sections done", state->done,
                            state->module->section_count);
    if (date_compare(state->completed_on, DATE_MIN))
        return arena_printf(request->arena, "Completed on %s", page_date_words(request->arena, state->completed_on));
    return "Not started";
}

static void add_module(struct request *request, const struct module_state *state, struct view *view, cJSON *into)
{
    view_string(view, into, "id", state->module->id);
    view_string(view, into, "title", state->module->title);
    view_integer(view, into, "minutes", state->module->minutes);
    cJSON *schools = view_array(view, into, "schools");
    for (int i = 0; i < state->module->school_count; i++)
        view_string(view, schools, NULL, state->module->schools[i]);
    view_bool(view, into, "open", state->open);
    view_integer(view, into, "sections_done", state->done);
    view_date(view, into, "completed_on", state->completed_on);
    view_string(view, into, "waits_for", state->waits_for);
    view_page_string(view, into, "progress_words", module_words(request, state));
    view_commonmark(view, into, "introduction_html", state->module->introduction);
}

/* ---- the list ---- */

static bool would_do(const struct wanting *wanting, const char *module)
{
    for (int i = 0; i < wanting->any_of_count; i++)
        if (!strcmp(wanting->any_of[i], module))
            return true;
    return false;
}

/* Which of the modules that would do comes first: the one in progress, then a refresher, then one never completed. */
static int eagerness(const struct module_state *state)
{
    return state->done ? 3 : state->module->opens_after_count ? 2 : !date_compare(state->completed_on, DATE_MIN);
}

/*
 * The module to do next: an open one that meets what is wanting, of what is wanting first; a refresher, once open, rather than what
 * its holder has been through before. Where nothing is wanting, whatever is in progress.
 */
static int next_module(const struct module_state *states, int count, const struct wanting *wanting, int wanting_count)
{
    for (int w = 0; w < wanting_count; w++) {
        int best = -1;
        for (int i = 0; i < count; i++)
            if (states[i].open && would_do(&wanting[w], states[i].module->id) &&
                (best < 0 || eagerness(&states[i]) > eagerness(&states[best])))
                best = i;
        if (best >= 0)
            return best;
    }
    for (int i = 0; !wanting_count && i < count; i++)
        if (states[i].open && states[i].done)
            return i;
    return -1;
}

static bool asked_elsewhere(const struct actor *actor, const cJSON *requirement)
{
    const cJSON *schools = json_array(requirement, "schools"), *school;
    bool elsewhere = schools && schools->child && !actor_has_role(actor, ROLE_TRAINING_LEAD);
    for (int i = 0; elsewhere && i < actor->post_count; i++)
        cJSON_ArrayForEach(school, schools)
            elsewhere = elsewhere && strcmp(school->valuestring, actor->posts[i].school) != 0;
    return elsewhere;
}

/* What only other Schools ask of their tutors is left out of every face, and so is a module of theirs that would do as well.
 * The view frees them. */
static void leave_out_elsewhere(const struct request *request, cJSON *requirements)
{
    for (cJSON *requirement = requirements->child, *after; requirement; requirement = after) {
        cJSON *any_of = cJSON_GetObjectItemCaseSensitive(requirement, "any_of");
        after = requirement->next;
        for (cJSON *id = any_of ? any_of->child : NULL, *next; id; id = next) {
            const struct module *module = bank_find_module(request->bank, id->valuestring);
            next = id->next;
            if (module && !module_is_for(module, &request->actor))
                cJSON_DetachItemViaPointer(any_of, id);
        }
        if (asked_elsewhere(&request->actor, requirement))
            cJSON_DetachItemViaPointer(requirements, requirement);
    }
}

static enum fault_code build_list(struct request *request, struct db *db, struct view *view, const char **title,
                                  struct fault *fault)
{
    struct tutor_state tutor;
    struct wanting *wanting = NULL;
    int count = 0, wanting_count = 0;
    struct module_state *states = arena_alloc(request->arena, sizeof *states * (size_t)(bank_module_count(request->bank) + 1));
    (void)title;
    if (!states)
        return fault_memory(fault);
    cJSON *list = view_array(view, view->root, "modules");
    for (int i = 0; i < bank_module_count(request->bank); i++) {
        const struct module *module = bank_module(request->bank, i);
        if (!module_is_for(module, &request->actor))
            continue;
        enum fault_code code = module_state_get(db, request->bank, module, request->actor.person, request->arena,
                                                &states[count], fault);
        if (code != FAULT_NONE)
            return code;
        add_module(request, &states[count++], view, view_object(view, list, NULL));
    }
    enum fault_code code =
        compliance_person(request->site->ledger, request->actor.person, request->actor.today, -1, &tutor, fault);
    if (code != FAULT_NONE && code != FAULT_ABSENT)
        return code;
    bool is_tutor = code == FAULT_NONE;
    code = compliance_wanting(request->site->ledger, request->actor.person, request->actor.today, -1, request->arena, &wanting,
                              &wanting_count, fault);
    if (code != FAULT_NONE)
        return code;
    int next = next_module(states, count, wanting, wanting_count);
    view_page_string(view, view->root, "next_id", next < 0 ? NULL : states[next].module->id);
    view_page_string(view, view->root, "next_title", next < 0 ? NULL : states[next].module->title);
    view_page_string(view, view->root, "training_state", is_tutor ? state_name(tutor.training.state) : NULL);
    view_page_string(view, view->root, "training_words", is_tutor ? state_words(tutor.training.state) : NULL);
    view_page_string(view, view->root, "training_reason", is_tutor ? tutor.training.reason : NULL);
    cJSON *requirements = view_array(view, view->root, "requirements");
    compliance_requirements(request->site->ledger, request->actor.today, -1, view, requirements);
    if (requirements)
        leave_out_elsewhere(request, requirements);
    return FAULT_NONE;
}

struct reply *page_modules(struct request *request)
{
    return page_of(request, "modules", "Training", build_list);
}

/* ---- one module ---- */

static enum fault_code build_one(struct request *request, struct db *db, struct view *view, const char **title,
                                 struct fault *fault)
{
    struct module_state state;
    const struct module *module = module_find_for(request->bank, request->param[0], &request->actor);
    const char *next = NULL;
    if (!module)
        return fault_set(fault, FAULT_ABSENT, "There is no such module.");
    enum fault_code code =
        module_state_get(db, request->bank, module, request->actor.person, request->arena, &state, fault);
    if (code != FAULT_NONE)
        return code;
    *title = module->title;
    add_module(request, &state, view, view->root);
    view_string(view, view->root, "introduction", module->introduction);
    view_page_string(view, view->root, "module_id", module->id);
    view_bool(view, view->root, "all_done", state.all_done);
    bool again = !state.done && date_compare(state.completed_on, DATE_MIN); /* completed before, not begun anew */
    cJSON *list = view_array(view, view->root, "sections");
    for (int i = 0; i < module->section_count; i++) {
        cJSON *section = view_object(view, list, NULL);
        bool done = state.section_done[i], read = module_state_check(&state, module->sections[i].id, "") != NULL;
        view_string(view, section, "id", module->sections[i].id);
        view_string(view, section, "title", module->sections[i].title);
        view_integer(view, section, "checks", module->sections[i].check_count);
        view_bool(view, section, "done", done);
        view_page_string(view, section, "section_words",
                         done    ? "Done"
                         : read  ? "Read; not every question is right yet"
                         : again ? ""
                                 : "To do");
        if (!done && !next)
            next = module->sections[i].id;
    }
    view_page_string(view, view->root, "next_section", next);
    view_page_string(view, view->root, "start_words", again ? "Take it again" : state.done ? "Go on" : "Start");
    return FAULT_NONE;
}

struct reply *page_module(struct request *request)
{
    return page_of(request, "module", "Training", build_one);
}

struct reply *page_module_complete(struct request *request)
{
    static const char *const names[] = {NULL};
    char record[RECORD_ID_TEXT];
    struct fault fault;
    struct view view;
    const struct completion_context context = page_completion_context(request);
    enum fault_code code = page_json_body(request, names, &fault);
    if (code == FAULT_NONE)
        code = module_complete(&context, request->bank, request->param[0], &request->actor, request->arena, record,
                               &fault);
    if (code != FAULT_NONE)
        return page_fault(request, &fault);
    const char *path = arena_printf(request->arena, "/records/%s", record);
    page_view(request, &view);
    view_string(&view, view.root, "module", request->param[0]);
    view_string(&view, view.root, "record", path);
    return reply_created(request, 201, path ? path : "/", &view);
}
