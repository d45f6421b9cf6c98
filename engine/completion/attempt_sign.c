/*
 * attempt_sign.c - what a marked attempt leaves for ever: its two signed records, and a commitment to the paper and the
 * answers, so that a mark can be argued about later without anybody having kept another copy.
 */
#include <string.h>
#include "completion/completion_internal.h"
#include "signpost/json.h"
#include "signpost/text.h"

/* A stored response, in canonical form whoever stored it. */
static enum fault_code write_response(const char *response, struct json_out *json, struct fault *fault)
{
    struct json_doc doc = {0};
    struct buf canonical;
    enum fault_code code;

    if (!response) {
        json_out_null(json);
        return FAULT_NONE;
    }
    buf_init(&canonical, 0);
    code = json_read(response, strlen(response), "stored response", &doc, fault);
    if (code == FAULT_NONE)
        code = json_canonical(doc.root, &canonical, fault);
    if (code == FAULT_NONE)
        json_out_canonical(json, buf_string(&canonical));
    else if (code != FAULT_MEMORY)
        code = fault_set(fault, FAULT_INTERNAL, "A stored answer cannot be read.");
    json_release(&doc);
    buf_release(&canonical);
    return code;
}

enum fault_code answers_commit(const struct attempt *attempt, const struct answer *answers, int count,
                               struct attempt_result *out, struct fault *fault)
{
    char seed[2 * sizeof attempt->seed + 1];
    struct json_out json;
    struct buf bytes;
    enum fault_code code = FAULT_NONE;

    text_hex(seed, attempt->seed, sizeof attempt->seed);
    buf_init(&bytes, 0);
    json_out_init(&json, &bytes);
    json_out_object(&json);
    json_out_key(&json, "answers");
    json_out_array(&json);
    for (int i = 0; i < count && code == FAULT_NONE; i++)
        code = write_response(answers[i].response, &json, fault);
    json_out_end(&json);
    json_out_member(&json, "bank", attempt->bank);
    json_out_member(&json, "quiz", attempt->quiz);
    json_out_member(&json, "seed", seed);
    json_out_end(&json);
    if (code == FAULT_NONE && !json_out_ok(&json))
        code = fault_memory(fault);
    if (code == FAULT_NONE) {
        commitment_salt_new(out->answers_salt);
        credential_commitment(out->answers_salt, bytes.bytes, bytes.size, out->answers);
    }
    buf_release(&bytes);
    return code;
}

enum fault_code attempt_sign(const struct completion_context *context, const struct actor *actor,
                             const struct paper *paper, const struct answer *answers, const struct attempt *attempt,
                             struct signed_records *records, struct attempt_result *out, struct fault *fault)
{
    struct completed what = {.kind = "quiz", .item = attempt->quiz, .title = paper->quiz->title, .at = clock_now(),
                             .score = attempt->score, .max = attempt->max, .unit = MARK_UNIT};
    struct attempt_result result = {
        .attempt = attempt,
        .revision = attempt->revision,
        .completed_on = date_of_instant(what.at),
        .completion = &records->record,
        .score = &records->score,
    };
    enum fault_code code = answers_commit(attempt, answers, paper->count, &result, fault);

    if (code == FAULT_NONE)
        code = completion_sign(context, actor, &what, records, fault);
    if (code == FAULT_NONE)
        *out = result;
    return code;
}
