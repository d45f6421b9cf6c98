/*
 * lesson.h - one section of a module as its reader meets it: its place, its progress, its knowledge checks.
 */
#ifndef SIGNPOST_PAGES_LESSON_H
#define SIGNPOST_PAGES_LESSON_H
#include "common.h"
#include "signpost/training.h"

struct lesson {
    const struct module *module;
    const struct section *section;
    int index;
    struct module_state state;
};
/*
 * The section of the address /modules/{id}/sections/{section}; CONFLICT when the module is not open to this person
 * yet.
 */
enum fault_code lesson_get(struct request *request, struct db *db, struct lesson *out, struct fault *fault) MUST_USE;
/* One check's item: the same person always sees its choices in the same order. */
void lesson_draw(const struct request *request, const struct section *section, int index, struct paper_item *out);
/* A check as CONTRACT's question, with its outcome once it was answered. */
void lesson_check(struct request *request, const struct paper_item *item, const cJSON *response, bool was_right,
                  struct view *view, cJSON *into);
#endif
