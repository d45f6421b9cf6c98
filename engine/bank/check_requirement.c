/*
 * check_requirement.c - requirements.json: which training Personal Tutors owe.
 */
#include <stddef.h>
#include <string.h>
#include "bank/check.h"
#include "signpost/text.h"

#define REQUIREMENTS_MOST 50
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

static void check_schools(const struct check *check, const cJSON *json)
{
    const cJSON *schools = check_list(check, json, "schools", 0, SCHOOLS_MOST), *school, *other;
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
}

void check_requirements(const struct set *set)
{
    static const char *const members[] = {"id", "title", "any_of", "from", "schools", NULL};
    struct check check = check_of(set, &set->requirements);
    const cJSON *list = set->requirements.json, *json;
    if (!list)
        return;
    if (cJSON_GetArraySize(list) > REQUIREMENTS_MOST)
        check_say(&check, list, "There are more than %d requirements.", REQUIREMENTS_MOST);
    cJSON_ArrayForEach(json, list) {
        if (!check_object(&check, json, "A requirement", members, NULL))
            continue;
        check_id(&check, json, "id");
        check_label(&check, json, "title");
        check_any_of(&check, json);
        check_from(&check, json);
        check_schools(&check, json);
    }
    check_distinct(&check, list, "requirement");
}
