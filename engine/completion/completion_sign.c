/*
 * completion_sign.c - the signed record of one completion, with salts of its own, ready for the store.
 */
#include <stdio.h>
#include <string.h>
#include "completion/completion_internal.h"
#include "signpost/text.h"

enum fault_code completion_sign(const struct completion_context *context, const struct actor *actor,
                                const struct completed *what, struct buf *bytes, struct credential_row *out,
                                struct fault *fault)
{
    char identity_salt[RECORD_SALT_TEXT];
    struct credential_row row = {.person = actor->person, .issued = -1};
    struct credential_facts facts = {
        .record_id = row.record,
        .url = context->url,
        .institution = context->institution,
        .kind = what->kind,
        .item = what->item,
        .title = what->title,
        .email = actor->email,
        .identity_salt = identity_salt,
        .completed_on = date_of_instant(what->at),
        .valid_years = COMPLETION_VALID_YEARS,
        .issued_at = what->at,
    };
    enum fault_code code;

    text_uuid(row.record);
    text_random_hex(identity_salt, (RECORD_SALT_TEXT - 1) / 2);
    commitment_salt_new(row.salt);
    buf_clear(bytes);
    code = credential_issue(context->keys, &facts, bytes, fault);
    if (code != FAULT_NONE)
        return code;
    row.document = buf_string(bytes);
    row.size = bytes->size;
    *out = row;
    return FAULT_NONE;
}
