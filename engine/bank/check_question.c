/*
 * check_question.c - what every question has, whatever its type; the rest is the type's own check.
 */
#include <stdio.h>
#include <string.h>
#include "bank/check.h"
#include "bank/type.h"
#include "signpost/text.h"

#define NAMES 16 /* members of one question */

static void check_feedback(const struct check *check, const cJSON *json)
{
    static const char *const members[] = {"right", "wrong", NULL};
    const cJSON *feedback = json_member(json, "feedback");
    if (!feedback || !check_object(check, feedback, "\"feedback\"", members, NULL))
        return;
    check_text(check, feedback, "right");
    check_text(check, feedback, "wrong");
}

/* Where it is kept that the institution has this source; NULL: nowhere. */
static struct known_source *place_of_source(const struct set *set, const char *document, const char *point)
{
    uint32_t hash = UINT32_C(2166136261); /* FNV-1a */
    for (const char *at = document; *at; at++)
        hash = (hash ^ (unsigned char)*at) * UINT32_C(16777619);
    for (const char *at = point; *at; at++)
        hash = (hash ^ (unsigned char)*at) * UINT32_C(16777619);
    return set->sources ? &set->sources[(hash ^ hash >> 16) % SOURCES_KNOWN] : NULL;
}

/* A document that lists its points has no others. */
static bool check_point(const struct check *check, const cJSON *document, const cJSON *source)
{
    const cJSON *points = json_array(document, "points"), *point;
    const char *named = json_string(source, "point");
    if (!points || !named)
        return true;
    cJSON_ArrayForEach(point, points) {
        const char *known = json_string(point, "point");
        if (known && coverage_is_of(known, named))
            return true;
    }
    check_say(check, json_member(source, "point"), "\"%s\" is no point of \"%s\": name one of its \"points\" in "
              "institution.json, or add it there.", check_quote(named), json_string(document, "id"));
    return false;
}

void check_source(const struct check *check, const cJSON *json)
{
    static const char *const members[] = {"document", "point", NULL};
    const cJSON *source = json_member(json, "source"), *document;
    if (!source || !check_object(check, source, "\"source\"", members, NULL))
        return;
    const char *point = check_label(check, source, "point"), *id = check_id(check, source, "document");
    const cJSON *documents = json_array(check->set->institution.json, "documents");
    if (!id || !documents)
        return;
    struct known_source *place = point ? place_of_source(check->set, id, point) : NULL;
    if (place && place->document && strcmp(place->document, id) == 0 && strcmp(place->point, point) == 0)
        return;
    cJSON_ArrayForEach(document, documents) {
        const char *known = json_string(document, "id");
        if (known && strcmp(known, id) == 0) {
            if (check_point(check, document, source) && place)
                *place = (struct known_source){id, point};
            return;
        }
    }
    check_say(check, json_member(source, "document"), "The source \"%s\" is none of the institution's documents: add "
              "it to \"documents\" of institution.json or name another.", id);
}

/* A School's questions never stand in the Quiz's pool, and the University's never in a School's. */
static void check_pool(const struct check *check, const cJSON *json, bool of_school)
{
    const char *pool = check_string(check, json, "pool"), *first = of_school ? "local" : "quiz";
    if (pool && strcmp(pool, first) != 0 && strcmp(pool, "practice") != 0)
        check_say(check, json_member(json, "pool"), "\"pool\" must be \"%s\" or \"practice\"%s.", first,
                  of_school ? ": a School's questions stand in a section of their own, beside the Quiz" : "");
}

/* "single, multiple or short" */
static void type_names(char *out, size_t size)
{
    size_t used = 0;
    *out = '\0';
    for (int i = 0; i < QUESTION_KINDS && used < size; i++)
        used += (size_t)snprintf(out + used, size - used, "%s%s", i == 0 ? "" : i == QUESTION_KINDS - 1 ? " or " : ", ",
                                 question_kind_name((enum question_kind)i));
}

static const struct question_type *check_type(const struct check *check, const cJSON *json)
{
    const char *name = check_string(check, json, "type");
    const struct question_type *type = name ? question_type_named(name) : NULL;
    char names[200];
    if (name && !type) {
        type_names(names, sizeof names);
        check_say(check, json_member(json, "type"), "There is no question type \"%s\": write %s.", check_quote(name), names);
    }
    return type;
}

/* The members that a question of this type may have, after those of REQUIRED and OPTIONAL. */
static void check_members(const struct check *check, const cJSON *json, const char *what, const struct question_type *type,
                          const char *const *required, const char *const *optional)
{
    const char *needed[NAMES], *allowed[NAMES];
    size_t need = 0, allow = 0;
    for (; *required && need < NAMES - 1; required++)
        needed[need++] = *required;
    for (const char *const *name = type->required; *name && need < NAMES - 1; name++)
        needed[need++] = *name;
    for (; *optional && allow < NAMES - 2; optional++)
        allowed[allow++] = *optional;
    if (type->optional)
        allowed[allow++] = type->optional;
    needed[need] = allowed[allow] = NULL;
    check_object(check, json, what, needed, allowed);
}

const struct question_type *check_asked(const struct check *check, const cJSON *json, const char *what,
                                        const char *const *required, const char *const *optional)
{
    const cJSON *shuffle = json_member(json, "shuffle");
    if (!cJSON_IsObject(json)) {
        check_say(check, json, "%s must be an object in braces.", what);
        return NULL;
    }
    if (!json_member(json, "type"))
        check_say(check, json, "%s lacks \"type\": add it.", what);
    const struct question_type *type = check_type(check, json);
    if (type)
        check_members(check, json, what, type, required, optional);
    check_text(check, json, "stem");
    check_feedback(check, json);
    if (shuffle && !cJSON_IsBool(shuffle))
        check_say(check, shuffle, "\"shuffle\" must be true or false.");
    return type;
}

static void check_question(const struct check *check, const struct entry *entry)
{
    static const char *const of_folder[] = {"id", "type", "pool", "stem", "feedback", "source", NULL};
    static const char *const of_document[] = {"id", "type", "pool", "stem", "feedback", "source", "subject", NULL};
    static const char *const optional[] = {"tags", "shuffle", NULL};
    const cJSON *json = entry->json;
    const struct question_type *type = check_asked(check, json, "The question", check->set->dir || entry->school ? of_folder
                                                   : of_document, optional);
    if (!cJSON_IsObject(json))
        return;
    const char *id = check_id(check, json, "id");
    if (id && check->set->dir && !entry->at && strncmp(id, DIRECTORY_PREFIX, strlen(DIRECTORY_PREFIX)) == 0)
        check_say(check, json_member(json, "id"), "Ids that begin with \"" DIRECTORY_PREFIX "\" belong to the "
                  "questions made from the directory of services: give this one another.");
    if (!check->set->dir && !entry->school && (entry->subject < 'a' || entry->subject >= 'a' + SUBJECTS))
        check_say(check, json, "\"subject\" must be one of a, b, c, d and e.");
    check_pool(check, json, entry->school != NULL);
    check_source(check, json);
    check_tags(check, json);
    if (type)
        type->check(check, json);
}

/* Who imports it knows it by the name that it had before, so its id is not said. */
void bank_check_question(const struct json_doc *institution, const struct json_doc *question, char subject,
                         struct findings *findings)
{
    struct set set = {.dir = "", .institution = {.doc = institution, .json = institution->root}, .findings = findings};
    struct entry entry = {.doc = question, .json = question->root, .subject = subject};
    struct check check = check_of(&set, &entry);
    check_question(&check, &entry);
}

void check_questions(const struct set *set)
{
    for (int i = 0; i < set->questions.count; i++) {
        struct check check = check_of(set, &set->questions.items[i]);
        check.question = check_own_id(set->questions.items[i].json);
        check_question(&check, &set->questions.items[i]);
    }
    check_twins(set, &set->questions, "question");
    if (set->questions.count > LIMIT_QUESTIONS)
        findings_add(set->findings, set->questions.items[0].doc->file, 0, "The bank has %d questions: at most %d.",
                     set->questions.count, LIMIT_QUESTIONS);
}
