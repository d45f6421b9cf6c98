/*
 * check_institution.c - institution.json: name, zone, titles, subjects, documents and their points, statements.
 */
#include <stdio.h>
#include <string.h>
#include "bank/check.h"
#include "signpost/date.h"
#include "signpost/text.h"

#define POINTS_MOST 300

static void check_zone(const struct check *check, const cJSON *json)
{
    const char *zone = check_string(check, json, "time_zone");
    /* A stored document was checked where it was made; the zones of this machine are no matter of its form. */
    if (zone && check->set->dir && !date_zone_known(zone))
        check_say(check, json_member(json, "time_zone"), "The time zone \"%s\" is not known: name one such as "
                  "\"Europe/London\".", check_quote(zone));
}

static void check_labels(const struct check *check, const cJSON *json, const char *name, const char *const *labels)
{
    const cJSON *object = json_member(json, name);
    char what[32];
    snprintf(what, sizeof what, "\"%s\"", name);
    if (!object || !check_object(check, object, what, labels, NULL))
        return;
    for (; *labels; labels++)
        check_label(check, object, *labels);
}

static void check_points(const struct check *check, const cJSON *document)
{
    static const char *const members[] = {"point", "title", "tutors", NULL};
    const cJSON *points = json_member(document, "points") ? check_list(check, document, "points", 1, POINTS_MOST) : NULL, *point;
    cJSON_ArrayForEach(point, points) {
        if (!check_object(check, point, "A point", members, NULL))
            continue;
        const char *name = check_label(check, point, "point");
        const cJSON *tutors = json_member(point, "tutors");
        check_label(check, point, "title");
        if (!cJSON_IsBool(tutors))
            check_say(check, tutors, "\"tutors\" must be true, where a Tutor can act on the point, or false.");
        for (const cJSON *other = points->child; name && other != point; other = other->next) {
            const char *earlier = json_string(other, "point");
            if (earlier && strcmp(earlier, name) == 0)
                check_say(check, point, "There are two points \"%s\": remove one.", check_quote(name));
        }
    }
}

static void check_documents(const struct check *check, const cJSON *json)
{
    static const char *const members[] = {"id", "title", NULL}, *const optional[] = {"points", NULL};
    const cJSON *documents = check_list(check, json, "documents", 1, 100), *document;
    cJSON_ArrayForEach(document, documents) {
        if (!check_object(check, document, "A document", members, optional))
            continue;
        check_id(check, document, "id");
        check_label(check, document, "title");
        check_points(check, document);
    }
    if (documents)
        check_distinct(check, documents, "document");
}

static void check_statement(const struct check *check, const cJSON *json)
{
    static const char *const members[] = {"default", "schools", NULL};
    const cJSON *statement = json_member(json, "statement"), *school;
    if (!statement || !check_object(check, statement, "\"statement\"", members, NULL))
        return;
    check_text(check, statement, "default");
    const cJSON *schools = json_member(statement, "schools");
    if (schools && !cJSON_IsObject(schools)) {
        check_say(check, schools, "\"schools\" must be an object in braces.");
        return;
    }
    cJSON_ArrayForEach(school, schools) {
        if (!text_is_code(school->string))
            check_say(check, school, "\"%s\" is no School code: letters, digits, '.', '_' and '-', at most %d.",
                      check_quote(school->string), LIMIT_CODE);
        else
            check_text(check, schools, school->string);
    }
}

void check_institution(const struct set *set)
{
    static const char *const members[] = {"name", "time_zone", "titles", "subjects", "documents", "statement",
                                          "directory", NULL};
    static const char *const optional[] = {"frameworks", "tags", "$schema", NULL},
                             *const of_document[] = {"frameworks", "tags", NULL};
    static const char *const titles[] = {"tutor", "tutee", "senior_tutor", "head_of_school", "dean", "training_lead",
                                         "administrator", "school", NULL};
    static const char *const subjects[] = {"a", "b", "c", "d", "e", NULL};
    const cJSON *json = set->institution.json;
    struct check check = check_of(set, &set->institution);
    if (!json || !check_object(&check, json, "The institution", members, set->dir ? optional : of_document))
        return;
    check_label(&check, json, "name");
    check_zone(&check, json);
    check_labels(&check, json, "titles", titles);
    check_labels(&check, json, "subjects", subjects);
    check_documents(&check, json);
    check_vocabulary(&check, json);
    check_statement(&check, json);
    check_directory(&check, json);
}
