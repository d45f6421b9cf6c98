/*
 * response.c - what people answer: JSON understood, JSON made of a posted form, and an answer in a word or two.
 */
#include <stdio.h>
#include <string.h>
#include "bank/type.h"

enum fault_code response_read(const struct paper_item *item, const cJSON *json, struct response *out,
                              struct fault *fault)
{
    struct response made;
    memset(&made, 0, sizeof made);
    enum fault_code code = FAULT_NONE;
    if (cJSON_IsString(json) && strcmp(json->valuestring, DONT_KNOW) == 0)
        made.state = RESPONSE_DONT_KNOW;
    else if (json && !cJSON_IsNull(json))
        code = question_type_of(item->question)->read(item, json, &made, fault);
    if (code == FAULT_NONE)
        *out = made;
    return code;
}

enum fault_code response_stored(const struct paper_item *item, const char *stored, struct json_doc *doc, struct response *out,
                                struct fault *fault)
{
    enum fault_code code = FAULT_NONE;
    memset(doc, 0, sizeof *doc);
    if (stored)
        code = json_read(stored, strlen(stored), "stored response", doc, fault);
    if (code == FAULT_NONE)
        code = response_read(item, doc->root, out, fault);
    if (code != FAULT_NONE && code != FAULT_MEMORY)
        code = fault_set(fault, FAULT_INTERNAL, "The stored answer to question %d cannot be read.", item->number);
    return code;
}

cJSON *response_posted(const struct paper_item *item, form_value_fn value, void *context)
{
    const struct question_type *type = question_type_of(item->question);
    bool failed = false;
    cJSON *json;
    if (!type->in_parts && form_unsure(value, context))
        return cJSON_CreateString(DONT_KNOW);
    json = type->form(item, value, context, &failed);
    return json || failed ? json : cJSON_CreateNull();
}

enum fault_code response_from_form(const struct paper_item *item, form_value_fn value, void *context, cJSON **out,
                                   struct fault *fault)
{
    struct response understood;
    cJSON *json = response_posted(item, value, context);
    enum fault_code code = json ? response_read(item, json, &understood, fault) : fault_memory(fault);
    if (code == FAULT_NONE)
        *out = json;
    else
        cJSON_Delete(json);
    return code;
}

void response_words(const struct paper_item *item, const struct response *response, char out[RESPONSE_WORDS], bool *whole)
{
    static const char *const words[] = {
        [RESPONSE_NONE] = "Not answered", [RESPONSE_DONT_KNOW] = "I don’t know", [RESPONSE_GIVEN] = "Answered"};
    int parts = item->question->part_count, open = 0;
    bool each = false; /* a whole "dont_know" says nothing of single parts */
    for (int i = 0; i < parts; i++) {
        open += response->parts[i].state == RESPONSE_NONE;
        each |= response->parts[i].state != RESPONSE_NONE;
    }
    if (each && open)
        snprintf(out, RESPONSE_WORDS, "%d of %d parts answered", parts - open, parts);
    else
        snprintf(out, RESPONSE_WORDS, "%s", words[response->state]);
    if (whole)
        *whole = response->state != RESPONSE_NONE && !(each && open);
}

void response_example(const struct paper_item *item, bool right, struct stream *stream, struct buf *out)
{
    question_type_of(item->question)->example(item, right, stream, out);
}
