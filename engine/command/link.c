/*
 * command/link.c - `sign-in-link`: a single-use sign-in link for one person, who may choose a password with it.
 */
#include "command/command_internal.h"

const struct command_option link_options[] = {
    OPTION_DB,
    {"staff-id", "ID", "whose"},
    {"url", "URL", "where the server is (the institution's address, or " DEFAULT_URL ")"},
    {0},
};

enum fault_code link_add(struct tx *tx, int64_t person, const char *url, struct buf *out, struct fault *fault)
{
    char secret[SECRET_TEXT];
    struct instant expires;
    enum fault_code code = sign_in_link_make(tx, person, secret, &expires, fault);
    if (code == FAULT_NONE)
        buf_printf(out, "%s/sign-in?token=%s\n", url, secret);
    return code;
}

struct link_job {
    const char *staff_id, *url;
    struct arena *arena;
    struct buf *out;
};

static enum fault_code run(struct tx *tx, void *context, struct fault *fault)
{
    struct link_job *job = context;
    struct identity identity;
    struct institution_row institution;
    enum fault_code code = institution_get(tx_db(tx), job->arena, &institution, fault);
    if (code == FAULT_NONE)
        code = identity_by_staff_id(tx_db(tx), job->arena, job->staff_id, &identity, fault);
    if (code == FAULT_ABSENT)
        return fault_set(fault, code, "Nobody has the staff id %.64s.", job->staff_id);
    const char *url = job->url ? job->url : code == FAULT_NONE && institution.url ? institution.url : DEFAULT_URL;
    if (code == FAULT_NONE)
        code = link_add(tx, identity.person, url, job->out, fault);
    return code == FAULT_NONE ? access_add(tx, 0, identity.person, "link", fault) : code;
}

enum fault_code link_job(struct store *store, const struct job_request *request, struct buf *out, struct buf *err,
                         struct fault *fault)
{
    struct link_job job = {command_value(request->line, "staff-id"), command_value(request->line, "url"), NULL, out};
    (void)err;
    if (!job.staff_id)
        return fault_set(fault, FAULT_USAGE, "Say whose: --staff-id ID.");
    job.arena = arena_new();
    if (!job.arena)
        return fault_memory(fault);
    enum fault_code code = store_write(store, run, &job, fault);
    arena_free(job.arena);
    return code;
}
