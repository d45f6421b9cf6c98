/*
 * module_complete.c - completing a module: its sections are all done, so record it, sign it, and clear the way for
 * another time. Doing it twice gives the same record.
 */
#include <string.h>
#include "completion/completion_internal.h"
#include "signpost/training.h"

struct passing {
    const struct bank *bank;
    const struct module *module;
    const struct actor *actor;
    struct arena *arena; /* ours alone while we wait for the writer */
    const struct credential_row *signed_one;
    struct date completed_on;
    char record[RECORD_ID_TEXT]; /* of the completion, old or new */
};

/* Completed on that day, and nothing begun since: a second press of the button. */
static enum fault_code passing_repeated(struct db *db, struct passing *passing, const struct module_state *state,
                                        bool *out, struct fault *fault)
{
    struct completion_row *rows = NULL;
    int count = 0;
    enum fault_code code;

    *out = false;
    if (state->check_count > 0 || date_compare(state->completed_on, passing->completed_on) != 0)
        return FAULT_NONE;
    code = completion_list(db, passing->arena, passing->actor->person, &rows, &count, fault);
    for (int i = 0; code == FAULT_NONE && i < count && !*out; i++) {
        const struct completion_row *row = &rows[i];
        if (strcmp(row->kind, "training") != 0 || strcmp(row->item, passing->module->id) != 0 || !row->record ||
            row->withdrawn ||
            date_compare(row->completed_on, passing->completed_on) != 0 ||
            strlen(row->record) >= sizeof passing->record)
            continue;
        memcpy(passing->record, row->record, strlen(row->record) + 1);
        *out = true;
    }
    return code;
}

/* Is it all done? NONE with *REPEATED when it was recorded already. */
static enum fault_code passing_check(struct db *db, struct passing *passing, bool *repeated, struct fault *fault)
{
    struct module_state state;
    enum fault_code code = module_state_get(db, passing->bank, passing->module, passing->actor->person, passing->arena,
                                            &state, fault);

    if (code == FAULT_NONE)
        code = passing_repeated(db, passing, &state, repeated, fault);
    if (code != FAULT_NONE || *repeated)
        return code;
    if (!state.open)
        return fault_set(fault, FAULT_CONFLICT, "This module opens when “%s” has been completed.", state.waits_for);
    if (!state.all_done)
        return fault_set(
            fault, FAULT_CONFLICT,
            "%d of %d sections are done. Finish the others first: read each, and answer its questions rightly.",
            state.done, passing->module->section_count);
    return FAULT_NONE;
}

/* The job. Asks again, since another request may have been faster. */
static enum fault_code passing_store(struct tx *tx, void *context, struct fault *fault)
{
    struct passing *passing = context;
    struct records_new records = {.record = passing->signed_one};
    int64_t issued = -1;
    struct completion_new completion = {
        .by = passing->actor->person,
        .person = passing->actor->person,
        .kind = "training",
        .item = passing->module->id,
        .source = "module",
        .bank = bank_hash(passing->bank),
        .completed_on = passing->completed_on,
        .score = -1,
        .max = -1,
    };
    bool repeated = false;
    enum fault_code code = passing_check(tx_db(tx), passing, &repeated, fault);

    if (code != FAULT_NONE || repeated)
        return code;
    code = completion_add(tx, &completion, &records.completion, fault);
    if (code == FAULT_NONE)
        code = records_issue(tx, &records, &issued, fault);
    if (code == FAULT_NONE)
        code = module_progress_clear(tx, passing->actor->person, passing->module->id, fault);
    if (code == FAULT_NONE)
        memcpy(passing->record, passing->signed_one->record, sizeof passing->record);
    return code;
}

/* Before signing: most who are not ready are told so here, and cost no signature. */
static enum fault_code passing_look(struct store *store, struct passing *passing, bool *repeated, struct fault *fault)
{
    struct db *db = NULL;
    enum fault_code code = store_read(store, &db, fault);

    if (code != FAULT_NONE)
        return code;
    code = passing_check(db, passing, repeated, fault);
    store_done(store, db);
    return code;
}

enum fault_code module_complete(const struct completion_context *context, const struct bank *bank, const char *module,
                                const struct actor *actor, struct arena *arena, char record[RECORD_ID_TEXT],
                                struct fault *fault)
{
    const struct module *found = module_find_for(bank, module, actor);
    struct completed what = {.kind = "training", .item = module, .at = clock_now(), .score = -1};
    struct passing passing = {.bank = bank, .module = found, .actor = actor, .arena = arena};
    struct signed_records records;
    bool repeated = false;
    enum fault_code code;

    if (!found)
        return fault_set(fault, FAULT_ABSENT, "There is no such module.");
    signed_records_init(&records);
    what.title = found->title;
    passing.completed_on = date_of_instant(what.at);
    code = passing_look(context->store, &passing, &repeated, fault);
    if (code != FAULT_NONE || repeated)
        goto done;
    code = completion_sign(context, actor, &what, &records, fault);
    if (code != FAULT_NONE)
        goto done;
    passing.signed_one = &records.record;
    code = store_write(context->store, passing_store, &passing, fault);
done:
    if (code == FAULT_NONE)
        memcpy(record, passing.record, RECORD_ID_TEXT);
    signed_records_release(&records);
    return code;
}
