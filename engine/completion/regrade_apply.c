/*
 * regrade_apply.c - doing what a regrade's plan says: the new score records are signed first, then events and records go into one
 * transaction, or none of them does.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "completion/completion_internal.h"

struct regraded { struct credential_row record; struct buf bytes; };
struct applying {
    const struct completion_context *context;
    const struct bank *bank;
    const struct regrade *plan;
    struct regraded *records; /* one a change */
    int64_t by;
};

static enum fault_code holder_of(struct db *db, struct arena *arena, int64_t person, struct actor *out, struct fault *fault)
{
    struct identity identity;
    enum fault_code code = identity_by_person(db, arena, person, &identity, fault);
    *out = (struct actor){.person = person};
    if (code == FAULT_NONE)
        snprintf(out->email, sizeof out->email, "%s", identity.email);
    return code;
}

static enum fault_code sign_all(struct applying *applying, struct db *db, struct arena *arena, struct fault *fault)
{
    enum fault_code code = FAULT_NONE;
    for (int i = 0; i < applying->plan->count && code == FAULT_NONE; i++) {
        const struct regrade_change *change = &applying->plan->changes[i];
        const struct quiz *quiz = bank_find_quiz(applying->bank, change->quiz);
        struct completed what = {.kind = "quiz", .item = change->quiz, .title = quiz ? quiz->title : change->quiz, .at = clock_now(),
                                 .on = &change->completed_on, .score = change->after, .max = change->max, .unit = MARK_UNIT};
        struct actor holder;
        code = holder_of(db, arena, change->person, &holder, fault);
        if (code == FAULT_NONE)
            code = completion_sign_score(applying->context, &holder, &what, &applying->records[i].bytes,
                                         &applying->records[i].record, fault);
    }
    return code;
}

static enum fault_code store_all(struct tx *tx, void *context, struct fault *fault)
{
    const struct applying *applying = context;
    size_t size = 0;
    const char *document = bank_document(applying->bank, &size);
    enum fault_code code = bank_version_keep(tx, bank_hash(applying->bank), document, size, fault);
    for (int i = 0; i < applying->plan->count && code == FAULT_NONE; i++) {
        const struct regrade_change *change = &applying->plan->changes[i];
        const struct regrade_row row = {.completion = change->completion, .question = applying->plan->question,
                                        .bank = bank_hash(applying->bank), .score = change->after, .max = change->max,
                                        .unit = MARK_UNIT};
        const struct records_new records = {.completion = change->completion, .score = &applying->records[i].record};
        int64_t seq = -1;
        code = regrade_add(tx, applying->by, change->person, &row, change->before, fault);
        if (code == FAULT_NONE)
            code = records_issue(tx, &records, &seq, fault);
    }
    return code;
}

enum fault_code regrade_apply(const struct completion_context *context, const struct bank *bank, const struct regrade *plan,
                              int64_t by, struct fault *fault)
{
    struct applying applying = {.context = context, .bank = bank, .plan = plan, .by = by};
    struct arena *arena = arena_new();
    struct db *db = NULL;
    enum fault_code code = FAULT_NONE;

    if (!plan->count)
        goto done;
    applying.records = calloc((size_t)plan->count, sizeof *applying.records);
    if (!arena || !applying.records) {
        code = fault_memory(fault);
        goto done;
    }
    for (int i = 0; i < plan->count; i++)
        buf_init(&applying.records[i].bytes, 0);
    code = store_read(context->store, &db, fault);
    if (code == FAULT_NONE) {
        code = sign_all(&applying, db, arena, fault);
        store_done(context->store, db);
    }
    if (code == FAULT_NONE)
        code = store_write(context->store, store_all, &applying, fault);
    for (int i = 0; i < plan->count; i++)
        buf_release(&applying.records[i].bytes);
done:
    free(applying.records);
    if (arena)
        arena_free(arena);
    return code;
}
