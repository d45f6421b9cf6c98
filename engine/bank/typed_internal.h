/*
 * typed_internal.h - what the two types that are typed in, numeric and short, have in common.
 */
#ifndef BANK_TYPED_INTERNAL_H
#define BANK_TYPED_INTERNAL_H
#include "bank/type.h"

/* The text of a response, within its limits; NULL when it is blank. */
enum fault_code typed_read(const cJSON *json, const char **out, struct fault *fault) MUST_USE;
cJSON *typed_form(const struct paper_item *item, form_value_fn value, void *context, bool *failed);
void typed_rows(const struct showing *showing, cJSON *rows, cJSON *into); /* "text" */
#endif
