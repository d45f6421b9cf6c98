/*
 * response.c - what people answer: JSON understood, and JSON made of a posted form.
 */
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

static bool says_dont_know(form_value_fn value, void *context)
{
    const char *response = value(context, "response", 0), *box = value(context, DONT_KNOW, 0);
    return (response && strcmp(response, DONT_KNOW) == 0) || (box && *box);
}

enum fault_code response_from_form(const struct paper_item *item, form_value_fn value, void *context, cJSON **out,
                                   struct fault *fault)
{
    struct response understood;
    bool failed = false;
    cJSON *json;
    if (says_dont_know(value, context))
        json = cJSON_CreateString(DONT_KNOW);
    else
        json = question_type_of(item->question)->form(item, value, context, &failed);
    if (!json && !failed)
        json = cJSON_CreateNull();
    enum fault_code code = json ? response_read(item, json, &understood, fault) : fault_memory(fault);
    if (code == FAULT_NONE)
        *out = json;
    else
        cJSON_Delete(json);
    return code;
}
