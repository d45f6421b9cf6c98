/*
 * choices.c - lists of choices, as authors write them and as people answer them: ids of the file, ids by place.
 */
#include <stdio.h>
#include <string.h>
#include "bank/type.h"

/* Marks are whole numbers of MARK_UNIT: every count of rights, wrongs, pairs and items that check lets in divides it */
_Static_assert(MARK_UNIT % 2520 == 0, "every count from 1 to 10 divides a mark");

const cJSON *check_choices(const struct check *check, const cJSON *json, const char *name, int least, int most)
{
    static const char *const members[] = {"id", "text", NULL};
    const cJSON *array = check_list(check, json, name, least, most), *choice;
    if (!array)
        return NULL;
    cJSON_ArrayForEach(choice, array) {
        if (!check_object(check, choice, "A choice", members, NULL))
            continue;
        check_id(check, choice, "id");
        check_text(check, choice, "text");
    }
    check_distinct(check, array, "choice");
    check_unlike(check, array);
    return array;
}

int choice_index(const cJSON *array, const char *id)
{
    const cJSON *choice;
    int index = 0;
    cJSON_ArrayForEach(choice, array) {
        const char *other = json_string(choice, "id");
        if (other && strcmp(other, id) == 0)
            return index;
        index++;
    }
    return -1;
}

bool check_choice_named(const struct check *check, const cJSON *array, const cJSON *id)
{
    if (cJSON_IsArray(id)) {
        check_say(check, id, "The key is a list, and one choice is right here: a question with several right ones is of the type "
                  "\"multiple\".");
        return false;
    }
    if (!cJSON_IsString(id)) {
        check_say(check, id, "The key must name a choice by its id, in quotation marks.");
        return false;
    }
    if (array && choice_index(array, id->valuestring) < 0) {
        check_say(check, id, "The key names \"%s\", which is no choice: name one of \"%s\".",
                  check_quote(id->valuestring), array->string);
        return false;
    }
    return true;
}

bool build_options(struct arena *arena, const cJSON *array, const struct option **out, int *count)
{
    struct option *options = arena_alloc(arena, (size_t)cJSON_GetArraySize(array) * sizeof *options);
    const cJSON *choice;
    if (!options)
        return false;
    *count = 0;
    cJSON_ArrayForEach(choice, array)
        options[(*count)++] = (struct option){.id = json_string(choice, "id"), .text = json_string(choice, "text")};
    *out = options;
    return true;
}

void order_plain(unsigned char order[LIMIT_CHOICES], int count)
{
    for (int i = 0; i < count; i++)
        order[i] = (unsigned char)i;
}

void order_shuffle(struct stream *stream, unsigned char order[LIMIT_CHOICES], int count)
{
    order_plain(order, count);
    for (int i = count - 1; i > 0; i--) {
        uint32_t j = stream_below(stream, (uint32_t)i + 1);
        unsigned char kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }
}

void draw_options(const struct question *question, struct stream *stream, struct paper_item *out)
{
    if (question->shuffle)
        order_shuffle(stream, out->order, question->option_count);
    else
        order_plain(out->order, question->option_count);
}

void place_letter(int place, char out[PLACE_TEXT])
{
    out[0] = (char)('a' + place);
    out[1] = '\0';
}

void place_number(int place, char out[PLACE_TEXT])
{
    snprintf(out, PLACE_TEXT, "%d", place + 1);
}

static int place_of(const char *id, int count, void (*place_id)(int place, char out[PLACE_TEXT]))
{
    char text[PLACE_TEXT];
    for (int place = 0; place < count; place++) {
        place_id(place, text);
        if (strcmp(text, id) == 0)
            return place;
    }
    return -1;
}

int place_of_letter(const char *id, int count)
{
    return place_of(id, count, place_letter);
}

int place_of_number(const char *id, int count)
{
    return place_of(id, count, place_number);
}

int place_of_index(const unsigned char *order, int count, int index)
{
    int place = 0;
    while (place < count - 1 && order[place] != index)
        place++;
    return place;
}

int grain_whole(const cJSON *json)
{
    (void)json;
    return MARK_UNIT;
}

enum fault_code response_malformed(struct fault *fault, const char *shape)
{
    return fault_field(fault, FAULT_MALFORMED, "response", "The answer to this question must be %s.", shape);
}

enum fault_code read_letter(const cJSON *json, const unsigned char *order, int count, int *out, struct fault *fault)
{
    if (!cJSON_IsString(json))
        return response_malformed(fault, "made of the ids of choices, as texts");
    int place = place_of_letter(json->valuestring, count);
    if (place < 0)
        return fault_field(fault, FAULT_INPUT, "response", "\"%.40s\" is none of the choices.", json->valuestring);
    *out = order[place];
    return FAULT_NONE;
}

bool form_unsure(form_value_fn value, void *context)
{
    const char *response = value(context, "response", 0), *box = value(context, DONT_KNOW, 0);
    return (response && strcmp(response, DONT_KNOW) == 0) || (box && *box);
}

cJSON *form_text(form_value_fn value, void *context, bool *failed)
{
    const char *text = value(context, "response", 0);
    if (!text || check_is_blank(text))
        return NULL;
    cJSON *json = cJSON_CreateString(text);
    *failed = !json;
    return json;
}
