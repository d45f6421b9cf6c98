/*
 * typed.c - what the two types that are typed in, numeric and short, have in common.
 */
#include <string.h>
#include "bank/typed_internal.h"
#include "signpost/text.h"

enum fault_code typed_read(const cJSON *json, struct response *out, struct fault *fault)
{
    if (!cJSON_IsString(json))
        return response_malformed(fault, "a text in quotation marks");
    const char *text = json->valuestring;
    if (check_is_blank(text))
        return FAULT_NONE;
    if (strlen(text) > LIMIT_SHORT_RESPONSE)
        return fault_field(fault, FAULT_INPUT, "response", "The answer is too long: at most %d bytes.",
                           LIMIT_SHORT_RESPONSE);
    if (!text_is_clean(text))
        return fault_field(fault, FAULT_INPUT, "response", "Write the answer on one line, without control characters.");
    memcpy(out->text, text, strlen(text) + 1);
    out->state = RESPONSE_GIVEN;
    return FAULT_NONE;
}

cJSON *typed_form(const struct paper_item *item, form_value_fn value, void *context, bool *failed)
{
    (void)item;
    return form_text(value, context, failed);
}

void typed_draw(const struct question *question, struct stream *stream, struct paper_item *out)
{
    (void)question;
    (void)stream;
    (void)out;
}

void typed_rows(const struct showing *showing, cJSON *rows, cJSON *into)
{
    (void)rows;
    view_page_string(showing->view, into, "text", showing->given->state == RESPONSE_GIVEN ? showing->given->text : "");
}
