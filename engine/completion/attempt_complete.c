/*
 * attempt_complete.c - submitting the Quiz: read, mark, sign, store, once.
 *
 * Marking and signing happen outside the transaction, so that the writer is not held up by them; the revision says in
 * the transaction whether the answers are still those that were marked. If they moved, we mark again.
 */
#include <stdio.h>
#include <string.h>
#include "completion/completion_internal.h"

#define TRIES 8 /* answers can only move while their owner is typing elsewhere */

/* ---- marking ---- */

enum fault_code attempt_mark(const struct paper *paper, const struct answer *answers, struct attempt *attempt,
                             struct fault *fault)
{
    struct attempt marked = *attempt;

    marked.score = marked.max = 0;
    memset(marked.subject, 0, sizeof marked.subject);
    for (int i = 0; i < paper->count; i++) {
        const struct paper_item *item = &paper->items[i];
        int subject = item->question->subject - 'a', mark = 0;
        struct response response;
        enum fault_code code = mark_stored(item, answers[i].response, &response, &mark, fault);

        if (code != FAULT_NONE)
            return code;
        if (subject < 0 || subject >= SUBJECTS)
            return fault_set(fault, FAULT_INTERNAL, "Question %s has no subject.", item->question->id);
        marked.score += mark;
        marked.max += MARK_UNIT;
        marked.subject[subject].score += mark;
        marked.subject[subject].max += MARK_UNIT;
    }
    *attempt = marked;
    return FAULT_NONE;
}

/* ---- storing ---- */

struct submission {
    struct attempt_result result;
    struct attempt *out;
    bool already;
};

/* The job: the result with its records and events. */
static enum fault_code submission_store(struct tx *tx, void *context, struct fault *fault)
{
    struct submission *submission = context;
    return attempt_submit(tx, &submission->result, submission->out, &submission->already, fault);
}

/* ---- the way of a submission ---- */

struct reading {
    struct attempt attempt;
    struct paper paper;
    struct answer *answers;
};

/* One read transaction, so that revision and answers belong together. */
static enum fault_code reading_take(const struct completion_context *context, const struct bank *bank,
                                    const char *attempt_id, int64_t person, struct arena *arena, struct reading *out,
                                    struct fault *fault)
{
    const struct quiz *quiz = NULL;
    struct db *db = NULL;
    enum fault_code code = store_read(context->store, &db, fault);

    if (code != FAULT_NONE)
        return code;
    code = attempt_get_own(db, attempt_id, person, &out->attempt, fault);
    if (code != FAULT_NONE || out->attempt.submitted_at.ms != 0)
        goto done;
    quiz = bank_find_quiz(bank, out->attempt.quiz);
    if (!quiz || strcmp(bank_hash(bank), out->attempt.bank) != 0) {
        code = fault_set(fault, FAULT_INTERNAL, "The attempt was drawn from another version of the question bank.");
        goto done;
    }
    code = paper_draw(bank, quiz, out->attempt.seed, arena, &out->paper, fault);
    if (code == FAULT_NONE)
        code = answers_get(db, arena, attempt_id, out->paper.count, &out->answers, fault);
done:
    store_done(context->store, db);
    return code;
}

/* Marks, signs and stores what was read; CONFLICT when the answers have moved since. */
static enum fault_code reading_submit(const struct completion_context *context, const struct actor *actor,
                                      struct reading *reading, struct attempt *out, struct fault *fault)
{
    struct submission submission = {.out = out};
    struct signed_records records;
    enum fault_code code = attempt_mark(&reading->paper, reading->answers, &reading->attempt, fault);

    if (code != FAULT_NONE)
        return code;
    signed_records_init(&records);
    code = attempt_sign(context, actor, &reading->paper, reading->answers, &reading->attempt, &records,
                        &submission.result, fault);
    if (code == FAULT_NONE)
        code = store_write(context->store, submission_store, &submission, fault);
    signed_records_release(&records);
    return code;
}

enum fault_code attempt_complete(const struct completion_context *context, const struct bank *bank,
                                 const char *attempt_id, const struct actor *actor, struct arena *arena,
                                 struct attempt *out, struct fault *fault)
{
    for (int i = 0; i < TRIES; i++) {
        struct reading reading = {.answers = NULL};
        struct attempt stored = {.person = 0};
        enum fault_code code = reading_take(context, bank, attempt_id, actor->person, arena, &reading, fault);

        if (code == FAULT_NONE && reading.attempt.submitted_at.ms != 0) {
            *out = reading.attempt;
            return FAULT_NONE;
        }
        if (code == FAULT_NONE)
            code = reading_submit(context, actor, &reading, &stored, fault);
        if (code == FAULT_NONE)
            *out = stored;
        if (code != FAULT_CONFLICT)
            return code;
    }
    return fault_set(fault, FAULT_CONFLICT,
                     "Your answers were still being changed, in another window perhaps. They are saved: submit again.");
}
