/*
 * check_school.c - a School's own file: its section of the Quiz. Its questions and requirements are looked through with those
 * of the University, its modules stand among the others.
 */
#include <string.h>
#include "bank/check.h"
#include "signpost/text.h"

static int local_pool(const struct set *set, const char *school)
{
    int count = 0;
    for (int i = 0; i < set->questions.count; i++) {
        const struct entry *entry = &set->questions.items[i];
        const char *pool = json_string(entry->json, "pool");
        count += entry->school && pool && strcmp(entry->school, school) == 0 && strcmp(pool, "local") == 0;
    }
    return count;
}

static void check_draw(const struct check *check, const cJSON *json, const char *school)
{
    int64_t draw = 0;
    if (!check_whole(check, json, "draw", 0, LIMIT_LOCAL_QUESTIONS, &draw) || !school || !json_array(json, "questions"))
        return;
    int pool = local_pool(check->set, school);
    if (draw > pool)
        check_say(check, json_member(json, "draw"), "The section draws %d questions, but the School's local pool has %d: write "
                  "more or draw fewer.", (int)draw, pool);
    else if (pool && !draw)
        check_say(check, json_member(json, "draw"), "The section draws no question, though the local pool has %d: draw at least "
                  "one, or move them to the practice pool.", pool);
}

static void check_school(const struct check *check, const struct entry *entry)
{
    static const char *const of_folder[] = {"school", "title", "draw", "questions", "requirements", NULL};
    static const char *const of_document[] = {"school", "title", "draw", "questions", NULL};
    static const char *const optional[] = {"introduction", "$schema", NULL}, *const kept[] = {"introduction", NULL};
    const cJSON *json = entry->json;
    bool folder = check->set->dir != NULL;
    if (!check_object(check, json, "A School's file", folder ? of_folder : of_document, folder ? optional : kept))
        return;
    const char *school = check_string(check, json, "school");
    if (school && !text_is_code(school))
        check_say(check, json_member(json, "school"), "\"school\" must be the School's code: letters, digits, '.', '_' and '-', "
                  "at most %d.", LIMIT_CODE);
    else if (school && entry->name && strcmp(school, entry->name) != 0)
        check_say(check, json_member(json, "school"), "The file of School \"%s\" must be named %s.json.", check_quote(school),
                  check_quote(school));
    check_label(check, json, "title");
    if (json_member(json, "introduction"))
        check_text(check, json, "introduction");
    if (!folder)
        check_list(check, json, "questions", 0, LIMIT_QUESTIONS);
    check_draw(check, json, school);
}

void check_schools(const struct set *set)
{
    for (int i = 0; i < set->schools.count; i++) {
        struct check check = check_of(set, &set->schools.items[i]);
        const char *school = json_string(set->schools.items[i].json, "school");
        check_school(&check, &set->schools.items[i]);
        for (int k = 0; k < i && school && !set->dir; k++) { /* in a folder the names of the files see to it */
            const char *other = json_string(set->schools.items[k].json, "school");
            if (other && strcmp(school, other) == 0)
                check_say(&check, set->schools.items[i].json, "The School \"%s\" is there twice.", check_quote(school));
        }
    }
}
