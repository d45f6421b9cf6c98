/*
 * complete_within.c - the last steps of a submission inside a transaction that is under way: for histories, where many
 * are recorded in one. Marking, signing and storing are the same as everywhere.
 */
#include <string.h>
#include "completion/completion_internal.h"

enum fault_code attempt_complete_within(struct tx *tx, const struct completion_context *context,
                                        const struct paper *paper,
                                        const struct answer *answers, const struct attempt *attempt,
                                        const struct actor *actor, struct attempt *out, struct fault *fault)
{
    struct completed what = {.kind = "quiz", .item = attempt->quiz, .title = paper->quiz->title, .at = clock_now()};
    struct attempt marked = *attempt;
    struct credential_row credential;
    struct buf bytes;
    bool already = false;

    buf_init(&bytes, 0);
    enum fault_code code = attempt_mark(paper, answers, &marked, fault);
    if (code == FAULT_NONE)
        code = completion_sign(context, actor, &what, &bytes, &credential, fault);
    if (code == FAULT_NONE) {
        struct attempt_result result = {.attempt = &marked, .revision = marked.revision,
                                        .completed_on = date_of_instant(what.at), .credential = &credential};
        memcpy(marked.record, credential.record, sizeof marked.record);
        code = attempt_submit(tx, &result, out, &already, fault);
    }
    buf_release(&bytes);
    return code;
}

enum fault_code module_complete_within(struct tx *tx, const struct completion_context *context, const struct bank *bank,
                                       const char *module, const struct actor *actor, struct fault *fault)
{
    const struct module *found = bank_find_module(bank, module);
    struct completed what = {.kind = "training", .item = module, .title = found ? found->title : "", .at = clock_now()};
    struct completion_new completion =
        {.by = actor->person, .person = actor->person, .kind = "training", .item = module,
                                        .source = "module", .bank = bank_hash(bank), .score = -1, .max = -1};
    struct credential_row credential;
    char commitment[65];
    struct buf bytes;

    if (!found)
        return fault_set(fault, FAULT_ABSENT, "There is no such module.");
    buf_init(&bytes, 0);
    enum fault_code code = completion_sign(context, actor, &what, &bytes, &credential, fault);
    if (code == FAULT_NONE) {
        credential_commitment(credential.salt, credential.document, credential.size, commitment);
        completion.commitment = commitment;
        completion.completed_on = date_of_instant(what.at);
        code = completion_add(tx, &completion, &credential.completion, fault);
    }
    if (code == FAULT_NONE)
        code = credential_add(tx, &credential, fault);
    buf_release(&bytes);
    return code;
}
