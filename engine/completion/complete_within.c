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
    struct attempt marked = *attempt;
    struct attempt_result result;
    struct signed_records records;
    bool already = false;

    signed_records_init(&records);
    enum fault_code code = attempt_mark(paper, answers, &marked, fault);
    if (code == FAULT_NONE)
        code = attempt_sign(context, actor, paper, answers, &marked, &records, &result, fault);
    if (code == FAULT_NONE)
        code = attempt_submit(tx, &result, out, &already, fault);
    signed_records_release(&records);
    return code;
}

enum fault_code module_complete_within(struct tx *tx, const struct completion_context *context, const struct bank *bank,
                                       const char *module, const struct actor *actor, struct fault *fault)
{
    const struct module *found = bank_find_module(bank, module);
    struct completed what = {.kind = "training", .item = module, .title = found ? found->title : "", .at = clock_now(),
                             .score = -1};
    struct completion_new completion =
        {.by = actor->person, .person = actor->person, .kind = "training", .item = module,
                                        .source = "module", .bank = bank_hash(bank), .score = -1, .max = -1};
    struct signed_records records;
    struct records_new issued = {.record = &records.record};
    int64_t seq = -1;

    if (!found)
        return fault_set(fault, FAULT_ABSENT, "There is no such module.");
    signed_records_init(&records);
    completion.completed_on = date_of_instant(what.at);
    enum fault_code code = completion_sign(context, actor, &what, &records, fault);
    if (code == FAULT_NONE)
        code = completion_add(tx, &completion, &issued.completion, fault);
    if (code == FAULT_NONE)
        code = records_issue(tx, &issued, &seq, fault);
    signed_records_release(&records);
    return code;
}
