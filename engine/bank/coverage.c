/*
 * coverage.c - which points of a document the questions ask about, and which they do not.
 */
#include <string.h>
#include "bank/bank_internal.h"

bool coverage_is_of(const char *known, const char *named)
{
    size_t size = strlen(known);
    return strncmp(known, named, size) == 0 && (!named[size] || strchr(" ,:;(", named[size]));
}

bool bank_source_is_known(const struct json_doc *institution, const char *document, const char *point)
{
    const cJSON *documents = json_array(institution->root, "documents"), *one, *listed;
    cJSON_ArrayForEach(one, documents) {
        const char *id = json_string(one, "id");
        const cJSON *points = json_array(one, "points");
        if (!id || strcmp(id, document) != 0)
            continue;
        cJSON_ArrayForEach(listed, points) {
            const char *known = json_string(listed, "point");
            if (known && coverage_is_of(known, point))
                return true;
        }
        return !points;
    }
    return !documents;
}

static void count(const struct bank *bank, struct coverage *coverage)
{
    for (int i = 0; i < bank->question_count; i++) {
        const struct question *question = &bank->questions[i];
        if (question->school || strcmp(question->source_document, coverage->document) != 0 ||
            !coverage_is_of(coverage->point, question->source_point))
            continue;
        if (question->pool == POOL_QUIZ)
            coverage->quiz++;
        else
            coverage->practice++;
    }
}

enum fault_code bank_coverage(const struct bank *bank, struct arena *arena, struct coverage **out, int *count_out,
                              struct fault *fault)
{
    const cJSON *documents = json_array(bank->source, "documents"), *document, *point;
    struct coverage *list = NULL;
    int size = 0, filled = 0;
    cJSON_ArrayForEach(document, documents)
        size += cJSON_GetArraySize(json_array(document, "points"));
    list = arena_alloc(arena, ((size_t)size + 1) * sizeof *list);
    if (!list)
        return fault_memory(fault);
    cJSON_ArrayForEach(document, documents) {
        cJSON_ArrayForEach(point, json_array(document, "points")) {
            list[filled] = (struct coverage){
                .document = json_string(document, "id"),
                .point = json_string(point, "point"),
                .title = json_string(point, "title"),
                .tutors = cJSON_IsTrue(json_member(point, "tutors")),
            };
            count(bank, &list[filled++]);
        }
    }
    *out = list;
    *count_out = filled;
    return FAULT_NONE;
}
