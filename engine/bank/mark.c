/*
 * mark.c - marking: pure, exact, by DESIGN's rule 10. What a type gives for an answer stands in its own file.
 */
#include "bank/type.h"

int mark_response(const struct paper_item *item, const struct response *response)
{
    if (response->state != RESPONSE_GIVEN)
        return 0;
    return question_type_of(item->question)->mark(item->question, response);
}

enum fault_code mark_stored(const struct paper_item *item, const char *stored, struct response *out, int *mark,
                            struct fault *fault)
{
    struct json_doc doc;
    enum fault_code code = response_stored(item, stored, &doc, out, fault);
    json_release(&doc);
    *mark = code == FAULT_NONE ? mark_response(item, out) : 0;
    return code;
}
