/*
 * command/witness_trust.c - `witness trust`, `witness end`, `witness list`: whose word counts as a witness's, for the server.
 */
#include "command/command_internal.h"
#include "signpost/limits.h"
#include "signpost/witness.h"
#include <string.h>

const struct command_option witness_trust_options[] = {OPTION_DB, {0}};
const struct command_option witness_list_options[] = {OPTION_DB, {"format", "text|json", "how to print the list"}, {0}};

struct trust_job {
    const char *vkey;
    struct arena *arena;
    int64_t seq;
};

/* ---- trusting and ending ---- */

/* The witness of that key that is trusted now (-1: none), and how many are. */
static enum fault_code find(struct db *db, const struct trust_job *job, int64_t *seq, int *trusted, struct fault *fault)
{
    struct witness_row *rows = NULL;
    int count = 0;
    enum fault_code code = witness_list(db, job->arena, &rows, &count, fault);
    *seq = -1;
    *trusted = 0;
    for (int i = 0; code == FAULT_NONE && i < count; i++) {
        *trusted += !rows[i].ended;
        if (!rows[i].ended && strcmp(rows[i].vkey, job->vkey) == 0)
            *seq = rows[i].seq;
    }
    return code;
}

static enum fault_code trust(struct tx *tx, void *context, struct fault *fault)
{
    struct trust_job *job = context;
    int64_t there = -1;
    int trusted = 0;
    enum fault_code code = find(tx_db(tx), job, &there, &trusted, fault);
    if (code == FAULT_NONE && there < 0 && trusted >= LIMIT_WITNESSES)
        code = fault_set(fault, FAULT_LARGE, "%d witnesses are trusted already, and that is the most: end one first.", trusted);
    return code == FAULT_NONE ? witness_add(tx, 0, job->vkey, &job->seq, fault) : code;
}

static enum fault_code end(struct tx *tx, void *context, struct fault *fault)
{
    struct trust_job *job = context;
    int trusted = 0;
    enum fault_code code = find(tx_db(tx), job, &job->seq, &trusted, fault);
    if (code == FAULT_NONE && job->seq < 0)
        code = fault_set(fault, FAULT_ABSENT, "No witness of this key is trusted: signpost witness list shows those that are.");
    return code == FAULT_NONE ? witness_end(tx, 0, job->seq, fault) : code;
}

static enum fault_code run(struct store *store, const struct job_request *request, store_job work, struct log_vkey *vkey,
                           struct fault *fault)
{
    struct trust_job job = {.vkey = request->line->argument[0], .arena = arena_new()};
    struct fault why;
    if (!job.arena)
        return fault_memory(fault);
    enum fault_code code = log_vkey_read(job.vkey, vkey, &why);
    if (code != FAULT_NONE)
        code = fault_set(fault, FAULT_USAGE, "This is no key of a witness. %s", why.message);
    else if (vkey->kind != LOG_KEY_COSIGNATURE)
        code = fault_set(fault, FAULT_USAGE, "This is a log's key, not a witness's: signpost witness says its own when it begins.");
    else
        code = store_write(store, work, &job, fault);
    arena_free(job.arena);
    return code;
}

enum fault_code witness_trust_job(struct store *store, const struct job_request *request, struct buf *out, struct buf *err,
                                  struct fault *fault)
{
    struct log_vkey vkey;
    (void)err;
    enum fault_code code = run(store, request, trust, &vkey, fault);
    if (code == FAULT_NONE)
        buf_printf(out, "%s is trusted as a witness from now on, and the log says so.\n", vkey.name);
    return code;
}

enum fault_code witness_end_job(struct store *store, const struct job_request *request, struct buf *out, struct buf *err,
                                struct fault *fault)
{
    struct log_vkey vkey;
    (void)err;
    enum fault_code code = run(store, request, end, &vkey, fault);
    if (code == FAULT_NONE)
        buf_printf(out, "%s is a witness no longer, and the log says so. What it signed stays.\n", vkey.name);
    return code;
}

/* ---- the list ---- */

static void view_witnesses(const struct witness_standing *standing, struct view *view)
{
    cJSON *list = view_array(view, view->root, "witnesses");
    for (int i = 0; i < standing->count; i++) {
        const struct witness_seen *seen = &standing->list[i];
        cJSON *item = view_object(view, list, NULL);
        view_string(view, item, "name", seen->name);
        view_string(view, item, "key", seen->vkey);
        if (seen->last) {
            cJSON *last = view_object(view, item, "last");
            view_integer(view, last, "size", seen->last->size);
            view_instant(view, last, "at", seen->last->at);
        } else {
            view_null(view, item, "last");
        }
    }
}

static void say_witnesses(const struct witness_standing *standing, struct buf *out)
{
    char at[INSTANT_TEXT], events[COUNT_TEXT];
    for (int i = 0; i < standing->count; i++) {
        const struct witness_seen *seen = &standing->list[i];
        buf_printf(out, "%s\n    ", seen->vkey);
        if (seen->last) {
            instant_text(seen->last->at, at);
            count_words(seen->last->size, events);
            buf_printf(out, "last seen on %s, covering %s events\n", at, events);
        } else {
            buf_text(out, "has not cosigned yet\n");
        }
    }
    if (standing->count == 0)
        buf_text(out, "No witness is trusted.\n");
}

static enum fault_code list_witnesses(struct reading *reading, struct view *view, struct buf *out, struct fault *fault)
{
    struct witness_standing standing;
    enum fault_code code = witness_standing(reading->db, reading->arena, clock_now(), &standing, fault);
    if (code == FAULT_NONE && view)
        view_witnesses(&standing, view);
    else if (code == FAULT_NONE)
        say_witnesses(&standing, out);
    return code;
}

enum fault_code witness_list_run(const struct command_line *line, struct fault *fault)
{
    return listing_run(line, list_witnesses, fault);
}
