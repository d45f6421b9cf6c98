/*
 * typed.c - what the two types that are typed in, numeric and short, have in common.
 */
#include <string.h>
#include "bank/typed_internal.h"
#include "signpost/text.h"

enum fault_code typed_read(const cJSON *json, const char **out, struct fault *fault)
{
    if (!cJSON_IsString(json))
        return response_malformed(fault, "a text in quotation marks");
    const char *text = json->valuestring;
    *out = NULL;
    if (check_is_blank(text))
        return FAULT_NONE;
    if (strlen(text) > LIMIT_SHORT_RESPONSE)
        return fault_field(fault, FAULT_INPUT, "response", "The answer is too long: at most %d bytes.",
                           LIMIT_SHORT_RESPONSE);
    if (!text_is_clean(text))
        return fault_field(fault, FAULT_INPUT, "response", "Write the answer on one line, without control characters.");
    *out = text;
    return FAULT_NONE;
}

cJSON *typed_form(const struct paper_item *item, form_value_fn value, void *context, bool *failed)
{
    (void)item;
    return form_text(value, context, failed);
}

/* What was refused is shown again as it was typed. */
void typed_rows(const struct showing *showing, cJSON *rows, cJSON *into)
{
    const char *text = cJSON_GetStringValue(showing->response);
    (void)rows;
    if (showing->given->state == RESPONSE_GIVEN)
        text = showing->given->text;
    else if (showing->given->state == RESPONSE_DONT_KNOW || !text)
        text = "";
    view_page_string(showing->view, into, "text", text);
}
