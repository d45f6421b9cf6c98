/*
 * command/revoke.c - `record revoke`: a completion is withdrawn. From then on it counts no longer and its records are
 * revoked; what reports said before, as known then, they go on saying.
 */
#include "command/command_internal.h"
#include "signpost/text.h"
#include <string.h>

const struct command_option revoke_options[] = {
    OPTION_DB,
    {"reason", "mistake|misconduct|other", "why; its holder sees it"},
    {"dry-run", NULL, "say which completion it is and change nothing"},
    {0},
};

struct revoke_job {
    const char *id, *reason;
    bool dry_run;
    struct arena *arena;
    struct buf *out;
};

/* A record's UUID, or the completion's own number: one that was imported has no record. */
static enum fault_code find(struct db *db, const struct revoke_job *job, struct completion_row *out, struct fault *fault)
{
    struct credential_row credential = {.completion = -1};
    enum fault_code code = FAULT_NONE;
    size_t digits = strspn(job->id, "0123456789");
    if (job->id[digits] || digits > 15) {
        code = credential_get(db, job->arena, job->id, &credential, fault);
    } else {
        credential.completion = 0;
        for (const char *c = job->id; *c; c++)
            credential.completion = credential.completion * 10 + (*c - '0');
    }
    if (code == FAULT_NONE)
        code = completion_get(db, job->arena, credential.completion, out, fault);
    if (code == FAULT_ABSENT)
        fault_set(fault, code, "There is no record or completion %.60s: name the number of the record, or of the completion as "
                               "person export shows it.", job->id);
    return code;
}

static const char *who(struct db *db, struct arena *arena, int64_t person, char out[LIMIT_NAME + LIMIT_STAFF_ID + 8])
{
    struct identity identity;
    if (identity_by_person(db, arena, person, &identity, NULL) != FAULT_NONE)
        return "a person whose details were erased";
    snprintf(out, LIMIT_NAME + LIMIT_STAFF_ID + 8, "%s (%s)", identity.name, identity.staff_id);
    return out;
}

static enum fault_code run(struct tx *tx, void *context, struct fault *fault)
{
    struct revoke_job *job = context;
    struct completion_row row;
    char name[LIMIT_NAME + LIMIT_STAFF_ID + 8], words[DATE_WORDS];
    enum fault_code code = find(tx_db(tx), job, &row, fault);
    if (code != FAULT_NONE)
        return code;
    date_words(row.completed_on, words);
    if (row.withdrawn)
        return fault_set(fault, FAULT_CONFLICT, "Completion %lld was withdrawn before (%s).", (long long)row.seq, row.withdrawn);
    if (!job->dry_run)
        code = completion_withdraw(tx, 0, row.seq, job->reason, fault);
    if (code == FAULT_NONE)
        buf_printf(job->out, "%s completion %lld: the %s %s, completed on %s by %s.\n", job->dry_run ? "Would withdraw" : "Withdrew",
                   (long long)row.seq, strcmp(row.kind, "quiz") == 0 ? "quiz" : "module", row.item, words,
                   who(tx_db(tx), job->arena, row.person, name));
    return code;
}

enum fault_code revoke_job(struct store *store, const struct job_request *request, struct buf *out, struct buf *err,
                           struct fault *fault)
{
    static const char *const reasons[] = {"mistake", "misconduct", "other"};
    struct revoke_job job = {.id = request->line->argument[0], .reason = command_value(request->line, "reason"),
                             .dry_run = command_flag(request->line, "dry-run"), .out = out};
    bool known = false;
    (void)err;
    for (size_t i = 0; job.reason && i < sizeof reasons / sizeof *reasons; i++)
        known = known || strcmp(job.reason, reasons[i]) == 0;
    if (!known)
        return fault_set(fault, FAULT_USAGE, "Say why: --reason mistake, misconduct or other.");
    job.arena = arena_new();
    if (!job.arena)
        return fault_memory(fault);
    enum fault_code code = store_write(store, run, &job, fault);
    if (code == FAULT_NONE)
        buf_text(out, job.dry_run ? "Dry run: nothing was changed.\n"
                                  : "It counts no longer and its records are revoked. Reports as known before stay as they were.\n");
    arena_free(job.arena);
    return code;
}
