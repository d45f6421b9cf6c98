/*
 * check_module.c - training modules: sections, knowledge checks from the practice pool, what opens after what.
 */
#include <string.h>
#include "bank/check.h"

#define SECTIONS_MOST 40
#define CHECKS_MOST 10
#define OPENS_MOST 20
#define MINUTES_MOST 600

/* Only modules for one School alone may use what is that School's own. */
static void check_own(const struct check *check, const cJSON *id, const struct entry *question, const cJSON *module)
{
    const cJSON *schools = json_array(module, "schools");
    const char *only = cJSON_GetArraySize(schools) == 1 ? cJSON_GetStringValue(schools->child) : NULL;
    if (question->school && (!only || strcmp(only, question->school) != 0))
        check_say(check, id, "The question \"%s\" is School %s's own: only a module whose \"schools\" is [\"%s\"] may use it.",
                  id->valuestring, question->school, question->school);
}

static void check_checks(const struct check *check, const cJSON *section, const cJSON *module)
{
    const cJSON *checks = check_ids(check, section, "checks", 0, CHECKS_MOST), *id;
    if (!check->set->questions_whole)
        return;
    cJSON_ArrayForEach(id, checks) {
        const struct entry *question = set_find(&check->set->questions, id->valuestring);
        const char *pool = question ? json_string(question->json, "pool") : NULL;
        if (!question)
            check_say(check, id, "There is no question \"%s\": write it or name another.", id->valuestring);
        else if (pool && strcmp(pool, "practice") != 0)
            check_say(check, id, "The question \"%s\" is of the %s pool: knowledge checks come from the practice "
                      "pool.", id->valuestring, check_quote(pool));
        else
            check_own(check, id, question, module);
    }
}

static void check_section(struct set *set, const struct check *check, const cJSON *section, const cJSON *module)
{
    static const char *const of_folder[] = {"id", "title", "file", "checks", NULL};
    static const char *const of_document[] = {"id", "title", "text", "checks", NULL}, *const optional[] = {"tags", NULL};
    if (!check_object(check, section, "A section", set->dir ? of_folder : of_document, optional))
        return;
    check_id(check, section, "id");
    check_label(check, section, "title");
    check_checks(check, section, module);
    check_tags(check, section);
    if (set->dir) {
        check_section_file(set, check, section);
        return;
    }
    const char *text = check_string(check, section, "text");
    const char *trouble = text ? check_commonmark(text, LIMIT_SECTION, NULL, check->findings) : NULL;
    if (trouble)
        check_say(check, section, "\"text\" %s", trouble);
}

/* Whom the module is for must be able to open the one before it. */
static bool reaches(const cJSON *before, const cJSON *module)
{
    const cJSON *first = json_array(before, "schools"), *schools = json_array(module, "schools"), *school, *other;
    if (!first)
        return true;
    cJSON_ArrayForEach(school, schools) {
        bool found = false;
        cJSON_ArrayForEach(other, first)
            found |= cJSON_IsString(school) && cJSON_IsString(other) && strcmp(school->valuestring, other->valuestring) == 0;
        if (!found)
            return false;
    }
    return schools != NULL;
}

static void check_opens_after(const struct check *check, const cJSON *json, const char *own)
{
    const cJSON *modules = check_ids(check, json, "opens_after", 0, OPENS_MOST), *id;
    cJSON_ArrayForEach(id, modules) {
        const struct entry *before = set_find(&check->set->modules, id->valuestring);
        if (own && strcmp(id->valuestring, own) == 0)
            check_say(check, id, "The module opens after itself: remove it from \"opens_after\".");
        else if (check->set->modules_whole && !before)
            check_say(check, id, "\"opens_after\" names \"%s\", but there is no such module.", id->valuestring);
        else if (before && !reaches(before->json, json))
            check_say(check, id, "The module opens after \"%s\", which is not for everybody whom this one is for: it would never "
                      "open to them. Name another, or keep this one to the \"schools\" of that.", id->valuestring);
    }
}

static void check_module(struct set *set, const struct entry *entry)
{
    static const char *const members[] = {"id", "title", "minutes", "introduction", "opens_after", "sections", NULL};
    static const char *const optional[] = {"schools", "$schema", NULL}, *const kept[] = {"schools", NULL};
    struct check check = check_of(set, entry);
    const cJSON *json = entry->json, *section;
    int64_t minutes;
    if (!check_object(&check, json, "The module", members, set->dir ? optional : kept))
        return;
    if (json_member(json, "schools"))
        check_codes(&check, json, 1);
    const char *id = check_id(&check, json, "id");
    if (id && entry->name && strcmp(id, entry->name) != 0)
        check_say(&check, json_member(json, "id"), "The module \"%s\" must stand in a file named %s.json.", id, id);
    check_label(&check, json, "title");
    check_text(&check, json, "introduction");
    check_whole(&check, json, "minutes", 1, MINUTES_MOST, &minutes);
    check_opens_after(&check, json, id);
    const cJSON *sections = check_list(&check, json, "sections", 1, SECTIONS_MOST);
    cJSON_ArrayForEach(section, sections)
        check_section(set, &check, section, json);
    if (sections)
        check_distinct(&check, sections, "section");
}

/* One more than the deepest module that this one opens after. */
static int module_depth(const struct set *set, const struct entry *entry)
{
    int depth = 0;
    const cJSON *id;
    cJSON_ArrayForEach(id, json_array(entry->json, "opens_after")) {
        const char *name = cJSON_GetStringValue(id);
        const struct entry *before = name ? set_find(&set->modules, name) : NULL;
        if (before && before != entry && before->depth >= depth)
            depth = before->depth + 1;
    }
    return depth;
}

/* Depths settle after as many rounds as there are modules, unless some open after each other in a circle. */
static void check_circles(struct set *set)
{
    struct entries *modules = &set->modules;
    bool moved = true;
    for (int round = 0; moved && round <= modules->count; round++) {
        moved = false;
        for (int i = 0; i < modules->count; i++) {
            int depth = module_depth(set, &modules->items[i]);
            moved |= depth != modules->items[i].depth;
            modules->items[i].depth = depth;
        }
    }
    for (int i = 0; moved && i < modules->count; i++) {
        const struct entry *entry = &modules->items[i];
        if (entry->depth < modules->count)
            continue;
        struct check check = check_of(set, entry);
        check_say(&check, json_member(entry->json, "opens_after"), "Modules open after each other in a circle, so none "
                  "of them ever opens: break it here or in another module.");
        return;
    }
}

void check_modules(struct set *set)
{
    for (int i = 0; i < set->modules.count; i++)
        check_module(set, &set->modules.items[i]);
    check_twins(set, &set->modules, "module");
    check_circles(set);
}
