/*
 * command/token.c - `token`: a bearer token for one person's scripts. It is shown once; only its hash is kept.
 */
#include "command/command_internal.h"

const struct command_option token_options[] = {OPTION_DB, {"staff-id", "ID", "whose"}, {0}};

struct token_job {
    const char *staff_id, *secret;
    struct arena *arena;
};

static enum fault_code run(struct tx *tx, void *context, struct fault *fault)
{
    struct token_job *job = context;
    struct identity identity;
    unsigned char hash[32];
    enum fault_code code = identity_by_staff_id(tx_db(tx), job->arena, job->staff_id, &identity, fault);
    if (code == FAULT_ABSENT)
        return fault_set(fault, code, "Nobody has the staff id %.64s.", job->staff_id);
    secret_hash(job->secret, hash);
    if (code == FAULT_NONE)
        code = token_add(tx, identity.person, hash, fault);
    return code == FAULT_NONE ? access_add(tx, 0, identity.person, "token", fault) : code;
}

enum fault_code token_job(struct store *store, const struct job_request *request, struct buf *out, struct buf *err,
                          struct fault *fault)
{
    char secret[SECRET_TEXT];
    struct token_job job = {command_value(request->line, "staff-id"), secret, NULL};
    (void)err;
    if (!job.staff_id)
        return fault_set(fault, FAULT_USAGE, "Say whose: --staff-id ID.");
    job.arena = arena_new();
    if (!job.arena)
        return fault_memory(fault);
    secret_new(secret);
    enum fault_code code = store_write(store, run, &job, fault);
    if (code == FAULT_NONE)
        buf_printf(out, "%s\n", secret);
    arena_free(job.arena);
    return code;
}
