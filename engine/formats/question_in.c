/*
 * question_in.c - the value from a question of the bank, as its document has it. The bank is checked, so nothing here is
 * in doubt; strings stay where they are.
 */
#include <string.h>
#include "formats/formats_internal.h"

static int take_choices(const cJSON *array, struct format_choice *out)
{
    const cJSON *choice;
    int count = 0;
    cJSON_ArrayForEach(choice, array)
        out[count++] = (struct format_choice){.id = json_string(choice, "id"), .text = json_string(choice, "text")};
    return count;
}

static int index_of(const struct format_choice *choices, int count, const char *id)
{
    for (int i = 0; i < count; i++)
        if (strcmp(choices[i].id, id) == 0)
            return i;
    return 0;
}

static void take_key(const cJSON *json, struct format_question *out)
{
    const cJSON *key = json_member(json, "key"), *item;
    int count = 0;
    if (out->kind == QUESTION_SINGLE)
        out->key[0] = index_of(out->choices, out->choice_count, key->valuestring);
    else if (out->kind == QUESTION_TRUE_FALSE)
        out->key[0] = cJSON_IsTrue(key);
    else if (out->kind == QUESTION_NUMERIC)
        out->number = key->valuestring;
    cJSON_ArrayForEach(item, key) {
        if (out->kind == QUESTION_MULTIPLE)
            out->key[index_of(out->choices, out->choice_count, item->valuestring)] = 1;
        else if (out->kind == QUESTION_ORDERING)
            out->key[count++] = index_of(out->choices, out->choice_count, item->valuestring);
        else if (out->kind == QUESTION_MATCHING)
            out->key[index_of(out->choices, out->choice_count, item->string)] =
                index_of(out->targets, out->target_count, item->valuestring);
        else if (out->kind == QUESTION_SHORT)
            out->accepted[out->accepted_count++] = item->valuestring;
    }
}

/* All but what stands in it: a question, or a part of one, which has fewer members. */
static void take_one(const cJSON *json, struct format_question *out)
{
    const char *type = json_string(json, "type"), *subject = json_string(json, "subject"), *pool = json_string(json, "pool");
    const cJSON *feedback = json_object(json, "feedback"), *source = json_object(json, "source"), *tag;
    enum question_kind kind = QUESTION_SINGLE;
    while (kind < QUESTION_KINDS - 1 && strcmp(question_kind_name(kind), type) != 0)
        kind++;
    *out = (struct format_question){
        .name = json_string(json, "id"),
        .kind = kind,
        .subject = subject ? *subject : '\0',
        .pool = !pool ? -1 : strcmp(pool, "quiz") == 0 ? POOL_QUIZ : POOL_PRACTICE,
        .stem = json_string(json, "stem"),
        .right = json_string(feedback, "right"),
        .wrong = json_string(feedback, "wrong"),
        .source_document = json_string(source, "document"),
        .source_point = json_string(source, "point"),
        .shuffle = !cJSON_IsFalse(json_member(json, "shuffle")),
        .tolerance = json_string(json, "tolerance"),
        .unit = json_string(json, "unit"),
    };
    cJSON_ArrayForEach(tag, json_array(json, "tags"))
        out->tags[out->tag_count++] = tag->valuestring;
    const char *list = kind == QUESTION_MATCHING ? "left" : kind == QUESTION_ORDERING ? "items" : "choices";
    out->choice_count = take_choices(json_array(json, list), out->choices);
    out->target_count = take_choices(json_array(json, "right"), out->targets);
    take_key(json, out);
}

enum fault_code question_in(const cJSON *json, struct arena *arena, struct format_question *out, struct fault *fault)
{
    const cJSON *part;
    take_one(json, out);
    if (out->kind != QUESTION_SITUATION)
        return FAULT_NONE;
    out->parts = arena_alloc(arena, LIMIT_SITUATION * sizeof *out->parts);
    if (!out->parts)
        return fault_memory(fault);
    cJSON_ArrayForEach(part, json_array(json, "parts"))
        take_one(part, &out->parts[out->part_count++]);
    return FAULT_NONE;
}
