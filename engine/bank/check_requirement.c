/*
 * check_requirement.c - requirements.json: which training Personal Tutors owe.
 */
#include <stddef.h>
#include <string.h>
#include "bank/check.h"
#include "signpost/text.h"

#define REQUIREMENTS_MOST 200 /* with those of all Schools */
#define MODULES_MOST 20
#define SCHOOLS_MOST 200

static void check_any_of(const struct check *check, const cJSON *json)
{
    const cJSON *modules = check_ids(check, json, "any_of", 1, MODULES_MOST), *id;
    if (!check->set->modules_whole)
        return;
    cJSON_ArrayForEach(id, modules)
        if (!set_find(&check->set->modules, id->valuestring))
            check_say(check, id, "\"any_of\" names \"%s\", but there is no such module.", id->valuestring);
}

static void check_from(const struct check *check, const cJSON *json)
{
    const cJSON *from = json_member(json, "from");
    struct date date;
    if (from && !cJSON_IsNull(from) &&
        (!cJSON_IsString(from) || date_parse(from->valuestring, &date, NULL) != FAULT_NONE))
        check_say(check, from, "\"from\" must be null or a date that exists, such as \"2026-09-01\".");
}

const cJSON *check_codes(const struct check *check, const cJSON *json, int least)
{
    const cJSON *schools = check_list(check, json, "schools", least, SCHOOLS_MOST), *school, *other;
    cJSON_ArrayForEach(school, schools) {
        if (!cJSON_IsString(school) || !text_is_code(school->valuestring)) {
            check_say(check, school, "\"schools\" must hold School codes: letters, digits, '.', '_' and '-', at "
                      "most %d.", LIMIT_CODE);
            continue;
        }
        for (other = schools->child; other != school; other = other->next)
            if (cJSON_IsString(other) && strcmp(other->valuestring, school->valuestring) == 0)
                check_say(check, school, "\"schools\" names \"%s\" twice: remove one.", school->valuestring);
    }
    return schools;
}

/* Is the module for everybody of SCHOOL (NULL: of every School)? One that is not there is somebody else's finding. */
static bool is_for(const struct set *set, const char *module, const char *school)
{
    const struct entry *entry = set_find(&set->modules, module);
    const cJSON *schools = entry ? json_array(entry->json, "schools") : NULL, *code;
    cJSON_ArrayForEach(code, schools)
        if (school && cJSON_IsString(code) && strcmp(code->valuestring, school) == 0)
            return true;
    return !schools;
}

/* Whoever owes a requirement must be able to open one of its modules. */
static void check_reach(const struct check *check, const cJSON *json, const char *school)
{
    const cJSON *modules = json_array(json, "any_of"), *id;
    bool reached = !modules || !check->set->modules_whole;
    cJSON_ArrayForEach(id, modules)
        reached |= cJSON_IsString(id) && is_for(check->set, id->valuestring, school);
    if (!reached)
        check_say(check, modules, "None of these modules is open to tutors of %s%.40s, who owe one of them: name another, or "
                  "add the School to the module's \"schools\".", school ? "" : "every School", school ? school : "");
}

static void check_requirement(const struct check *check, const struct entry *entry)
{
    static const char *const members[] = {"id", "title", "any_of", "from", "schools", NULL};
    static const char *const of_school[] = {"id", "title", "any_of", "from", NULL};
    const cJSON *json = entry->json, *school;
    if (!check_object(check, json, "A requirement", entry->school ? of_school : members, NULL))
        return;
    check_id(check, json, "id");
    check_label(check, json, "title");
    check_any_of(check, json);
    check_from(check, json);
    const cJSON *schools = entry->school ? NULL : check_codes(check, json, 0);
    if (entry->school)
        check_reach(check, json, entry->school);
    else if (schools && !schools->child)
        check_reach(check, json, NULL);
    cJSON_ArrayForEach(school, schools)
        if (cJSON_IsString(school))
            check_reach(check, json, school->valuestring);
}

void check_requirements(const struct set *set)
{
    for (int i = 0; i < set->requirements.count; i++) {
        struct check check = check_of(set, &set->requirements.items[i]);
        check_requirement(&check, &set->requirements.items[i]);
    }
    check_twins(set, &set->requirements, "requirement");
    if (set->requirements.count > REQUIREMENTS_MOST) {
        struct check check = check_of(set, &set->requirements.items[REQUIREMENTS_MOST]);
        check_say(&check, set->requirements.items[REQUIREMENTS_MOST].json, "There are more than %d requirements.",
                  REQUIREMENTS_MOST);
    }
}
