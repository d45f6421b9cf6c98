/*
 * completion_sign.c - the signed records of one completion, with salts of their own, ready for the store: that it was
 * completed, and apart from it, for its holder to show or keep, how well.
 */
#include <stdio.h>
#include <string.h>
#include "completion/completion_internal.h"
#include "signpost/text.h"

void signed_records_init(struct signed_records *records)
{
    memset(records, 0, sizeof *records);
    buf_init(&records->record_bytes, 0);
    buf_init(&records->score_bytes, 0);
}

void signed_records_release(struct signed_records *records)
{
    buf_release(&records->record_bytes);
    buf_release(&records->score_bytes);
}

static enum fault_code sign_one(const struct completion_context *context, const struct actor *actor,
                                const struct completed *what, enum record_kind kind, struct buf *bytes,
                                struct credential_row *out, struct fault *fault)
{
    char identity_salt[RECORD_SALT_TEXT];
    struct credential_row row = {.kind = kind, .person = actor->person, .completion = -1, .issued = -1};
    struct credential_facts facts = {
        .record_id = row.record,
        .url = context->url,
        .institution = context->institution,
        .kind = what->kind,
        .item = what->item,
        .title = what->title,
        .email = actor->email,
        .identity_salt = identity_salt,
        .completed_on = what->on ? *what->on : date_of_instant(what->at),
        .valid_years = COMPLETION_VALID_YEARS,
        .record = kind,
        .score = what->score,
        .max = what->max,
        .unit = what->unit,
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

enum fault_code completion_sign(const struct completion_context *context, const struct actor *actor,
                                const struct completed *what, struct signed_records *out, struct fault *fault)
{
    enum fault_code code =
        sign_one(context, actor, what, RECORD_COMPLETION, &out->record_bytes, &out->record, fault);

    out->scored = what->score >= 0;
    if (code == FAULT_NONE && out->scored)
        code = sign_one(context, actor, what, RECORD_SCORE, &out->score_bytes, &out->score, fault);
    if (code != FAULT_NONE) {
        signed_records_release(out);
        memset(&out->record, 0, sizeof out->record);
        out->scored = false;
    }
    return code;
}

enum fault_code completion_sign_score(const struct completion_context *context, const struct actor *actor,
                                      const struct completed *what, struct buf *bytes, struct credential_row *out,
                                      struct fault *fault)
{
    return sign_one(context, actor, what, RECORD_SCORE, bytes, out, fault);
}
