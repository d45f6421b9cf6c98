/*
 * typed_internal.h - what the two types that are typed in, numeric and short, have in common.
 */
#ifndef BANK_TYPED_INTERNAL_H
#define BANK_TYPED_INTERNAL_H
#include "bank/type.h"

enum fault_code typed_read(const cJSON *json, struct response *out, struct fault *fault); /* NONE when blank */
cJSON *typed_form(const struct paper_item *item, form_value_fn value, void *context, bool *failed);
void typed_draw(const struct question *question, struct stream *stream, struct paper_item *out); /* nothing to do */
void typed_rows(const struct showing *showing, cJSON *rows, cJSON *into);                        /* "text" */
#endif
