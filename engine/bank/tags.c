/*
 * tags.c - the institution's vocabulary of tags: what the frameworks it follows ask of tutors, and words of its own; and which
 * questions and sections carry each.
 */
#include <string.h>
#include "bank/bank_internal.h"

/* What an import gives to what it could not complete. */
static const char *const marks[] = {"needs-feedback", "needs-source"};

static bool is_listed(const cJSON *tags, const char *tag)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, tags) {
        const char *id = json_string(item, "id");
        if (id && strcmp(id, tag) == 0)
            return true;
    }
    return false;
}

bool tag_is_known(const cJSON *institution, const char *tag)
{
    const cJSON *frameworks = json_array(institution, "frameworks"), *own = json_array(institution, "tags"), *framework;
    bool known = (!frameworks && !own) || is_listed(own, tag);
    cJSON_ArrayForEach(framework, frameworks)
        known = known || is_listed(json_array(framework, "tags"), tag);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        known = known || strcmp(marks[i], tag) == 0;
    return known;
}

bool bank_tag_is_known(const struct json_doc *institution, const char *tag)
{
    return tag_is_known(institution->root, tag);
}

static bool holds(const char *const *tags, int count, const char *tag)
{
    for (int i = 0; i < count; i++)
        if (strcmp(tags[i], tag) == 0)
            return true;
    return false;
}

bool question_has_tag(const struct question *question, const char *tag)
{
    return holds(question->tags, question->tag_count, tag);
}

static int sections_with(const struct bank *bank, const char *tag)
{
    int count = 0;
    for (int i = 0; i < bank->module_count; i++) {
        const struct module *module = &bank->modules[i];
        for (int j = 0; j < module->section_count; j++)
            count += holds(module->sections[j].tags, module->sections[j].tag_count, tag);
    }
    return count;
}

static struct tag tag_of(const struct bank *bank, const char *id, const char *title, const char *framework, bool tutors)
{
    struct tag tag = {.id = id, .title = title, .framework = framework, .tutors = tutors, .sections = sections_with(bank, id)};
    for (int i = 0; i < bank->question_count; i++) {
        if (!question_has_tag(&bank->questions[i], id))
            continue;
        if (bank->questions[i].pool == POOL_QUIZ)
            tag.quiz++;
        else
            tag.practice++;
    }
    return tag;
}

enum fault_code bank_tags(const struct bank *bank, struct arena *arena, struct tag **out, int *count_out, struct fault *fault)
{
    const cJSON *frameworks = json_array(bank->source, "frameworks"), *own = json_array(bank->source, "tags"), *framework, *item;
    size_t size = (size_t)cJSON_GetArraySize(own) + sizeof marks / sizeof *marks, filled = 0;
    cJSON_ArrayForEach(framework, frameworks)
        size += (size_t)cJSON_GetArraySize(json_array(framework, "tags"));
    struct tag *list = arena_alloc(arena, size * sizeof *list);
    if (!list)
        return fault_memory(fault);
    cJSON_ArrayForEach(framework, frameworks)
        cJSON_ArrayForEach(item, json_array(framework, "tags"))
            list[filled++] = tag_of(bank, json_string(item, "id"), json_string(item, "title"), json_string(framework, "title"),
                                    cJSON_IsTrue(json_member(item, "tutors")));
    cJSON_ArrayForEach(item, own)
        list[filled++] = tag_of(bank, json_string(item, "id"), json_string(item, "title"), NULL, false);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        list[filled++] = tag_of(bank, marks[i], marks[i], NULL, false);
    *out = list;
    *count_out = (int)filled;
    return FAULT_NONE;
}
