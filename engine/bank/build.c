/*
 * build.c - the bank from its checked set. Nothing is copied: strings stay in the parsed trees, which like every array lie in
 * the bank's arena.
 */
#include <string.h>
#include "bank/type.h"

/* Zeroed; never NULL for a count of nothing. */
static void *array_of(struct bank *bank, int count, size_t size)
{
    return arena_alloc(bank->arena, (size_t)(count + 1) * size);
}

static const char *const *strings(struct bank *bank, const cJSON *array, int *count)
{
    const char **made = array_of(bank, cJSON_GetArraySize(array), sizeof *made);
    const cJSON *item;
    *count = 0;
    if (!made)
        return NULL;
    cJSON_ArrayForEach(item, array)
        made[(*count)++] = item->valuestring;
    return made;
}

void build_source(const cJSON *json, struct question *out)
{
    const cJSON *source = json_object(json, "source");
    if (source) {
        out->source_document = json_string(source, "document");
        out->source_point = json_string(source, "point");
    }
}

bool build_asked(struct arena *arena, const cJSON *json, struct question *out)
{
    const cJSON *feedback = json_object(json, "feedback");
    out->id = json_string(json, "id");
    out->kind = question_kind_named(json_string(json, "type"));
    out->stem = json_string(json, "stem");
    out->right = json_string(feedback, "right");
    out->wrong = json_string(feedback, "wrong");
    out->shuffle = !cJSON_IsFalse(json_member(json, "shuffle"));
    build_source(json, out);
    return question_type_of(out)->build(arena, json, out);
}

static enum pool pool_named(const char *name)
{
    return strcmp(name, "quiz") == 0 ? POOL_QUIZ : strcmp(name, "local") == 0 ? POOL_LOCAL : POOL_PRACTICE;
}

static bool build_questions(struct bank *bank, const struct set *set)
{
    bank->questions = array_of(bank, set->questions.count, sizeof *bank->questions);
    if (!bank->questions)
        return false;
    for (int i = 0; i < set->questions.count; i++) {
        const struct entry *entry = &set->questions.items[i];
        struct question *question = &bank->questions[i];
        *question = (struct question){
            .subject = entry->subject, .school = entry->school, .pool = pool_named(json_string(entry->json, "pool"))};
        question->tags = strings(bank, json_array(entry->json, "tags"), &question->tag_count);
        if (!question->tags || !build_asked(bank->arena, entry->json, question))
            return false;
    }
    bank->question_count = set->questions.count;
    return true;
}

static bool build_quizzes(struct bank *bank, const struct set *set)
{
    bank->quizzes = array_of(bank, set->quizzes.count, sizeof *bank->quizzes);
    if (!bank->quizzes)
        return false;
    for (int i = 0; i < set->quizzes.count; i++) {
        const cJSON *json = set->quizzes.items[i].json, *row;
        struct quiz *quiz = &bank->quizzes[bank->quiz_count++];
        quiz->id = json_string(json, "id");
        quiz->title = json_string(json, "title");
        quiz->introduction = json_string(json, "introduction");
        cJSON_ArrayForEach(row, json_array(json, "draw")) {
            int64_t count = 0;
            if (json_integer(row, "count", &count))
                quiz->draw[json_string(row, "subject")[0] - 'a'] = (int)count;
            quiz->total += (int)count;
        }
    }
    return true;
}

static bool build_section(struct bank *bank, const struct set *set, const cJSON *json, struct section *out)
{
    const cJSON *checks = json_array(json, "checks"), *id;
    const struct question **found = array_of(bank, cJSON_GetArraySize(checks), sizeof *found);
    if (!found)
        return false;
    *out = (struct section){.id = json_string(json, "id"), .title = json_string(json, "title"),
                            .text = set_section_text(set, json), .checks = found};
    cJSON_ArrayForEach(id, checks)
        found[out->check_count++] = bank_find_question(bank, id->valuestring);
    out->tags = strings(bank, json_array(json, "tags"), &out->tag_count);
    return out->tags != NULL;
}

static bool build_module(struct bank *bank, const struct set *set, const cJSON *json, struct module *out)
{
    const cJSON *sections = json_array(json, "sections"), *section;
    struct section *made = array_of(bank, cJSON_GetArraySize(sections), sizeof *made);
    int64_t minutes = 0;
    if (!made || !json_integer(json, "minutes", &minutes))
        return false;
    out->id = json_string(json, "id");
    out->title = json_string(json, "title");
    out->introduction = json_string(json, "introduction");
    out->minutes = (int)minutes;
    out->opens_after = strings(bank, json_array(json, "opens_after"), &out->opens_after_count);
    out->sections = made;
    cJSON_ArrayForEach(section, sections)
        if (!build_section(bank, set, section, &made[out->section_count++]))
            return false;
    out->schools = strings(bank, json_array(json, "schools"), &out->school_count);
    return out->opens_after && out->schools;
}

static bool build_modules(struct bank *bank, const struct set *set)
{
    bank->modules = array_of(bank, set->modules.count, sizeof *bank->modules);
    if (!bank->modules)
        return false;
    for (int i = 0; i < set->modules.count; i++)
        if (!build_module(bank, set, set->modules.items[i].json, &bank->modules[bank->module_count++]))
            return false;
    return true;
}

/* A requirement of a School's own file is for that School alone. */
static bool build_requirement(struct bank *bank, const struct entry *entry, struct requirement *out)
{
    const cJSON *json = entry->json;
    const char *from = json_string(json, "from");
    *out = (struct requirement){.id = json_string(json, "id"), .title = json_string(json, "title"), .from = DATE_MIN};
    out->any_of = strings(bank, json_array(json, "any_of"), &out->any_of_count);
    out->schools = strings(bank, json_array(json, "schools"), &out->school_count);
    if (entry->school) {
        const char **own = array_of(bank, 1, sizeof *own);
        if (!own)
            return false;
        own[0] = entry->school;
        out->schools = own;
        out->school_count = 1;
    }
    return out->any_of && out->schools && (!from || date_parse(from, &out->from, NULL) == FAULT_NONE);
}

static bool build_requirements(struct bank *bank, const struct set *set)
{
    bank->requirements = array_of(bank, set->requirements.count, sizeof *bank->requirements);
    if (!bank->requirements)
        return false;
    for (int i = 0; i < set->requirements.count; i++)
        if (!build_requirement(bank, &set->requirements.items[i], &bank->requirements[bank->requirement_count++]))
            return false;
    return true;
}

static bool build_local(struct bank *bank, const cJSON *json, struct local_section *out)
{
    const struct question **pool = array_of(bank, bank->question_count, sizeof *pool);
    int64_t draw = 0;
    if (!pool || !json_integer(json, "draw", &draw))
        return false;
    *out = (struct local_section){.school = json_string(json, "school"), .title = json_string(json, "title"),
                                  .introduction = json_string(json, "introduction"), .questions = pool, .draw = (int)draw};
    for (int i = 0; i < bank->question_count; i++) {
        const struct question *question = &bank->questions[i];
        if (question->pool == POOL_LOCAL && strcmp(question->school, out->school) == 0)
            pool[out->question_count++] = question;
    }
    return true;
}

static bool build_locals(struct bank *bank, const struct set *set)
{
    bank->locals = array_of(bank, set->schools.count, sizeof *bank->locals);
    if (!bank->locals)
        return false;
    for (int i = 0; i < set->schools.count; i++)
        if (!build_local(bank, set->schools.items[i].json, &bank->locals[bank->local_count++]))
            return false;
    return true;
}

static bool build_institution(struct bank *bank, const cJSON *json)
{
    const cJSON *titles = json_object(json, "titles"), *directory = json_array(json, "directory"), *service;
    struct institution *out = &bank->institution;
    bank->source = json;
    struct service *services = array_of(bank, cJSON_GetArraySize(directory), sizeof *services);
    if (!services)
        return false;
    *out = (struct institution){
        .name = json_string(json, "name"),
        .time_zone = json_string(json, "time_zone"),
        .tutor = json_string(titles, "tutor"),
        .tutee = json_string(titles, "tutee"),
        .senior_tutor = json_string(titles, "senior_tutor"),
        .head_of_school = json_string(titles, "head_of_school"),
        .dean = json_string(titles, "dean"),
        .training_lead = json_string(titles, "training_lead"),
        .administrator = json_string(titles, "administrator"),
        .school = json_string(titles, "school"),
        .services = services,
    };
    for (int i = 0; i < SUBJECTS; i++)
        out->subject[i] = json_string(json_object(json, "subjects"), (const char[]){(char)('a' + i), '\0'});
    cJSON_ArrayForEach(service, directory)
        services[out->service_count++] = (struct service){
            .id = json_string(service, "id"),
            .name = json_string(service, "name"),
            .purpose = json_string(service, "purpose"),
            .contact = json_string(service, "contact"),
        };
    return true;
}

enum fault_code bank_build(struct bank *bank, const struct set *set, struct fault *fault)
{
    /* Modules after questions: their checks are found among them. */
    if (build_institution(bank, set->institution.json) && build_questions(bank, set) && build_quizzes(bank, set) &&
        build_modules(bank, set) && build_requirements(bank, set) && build_locals(bank, set))
        return FAULT_NONE;
    return fault_memory(fault);
}
