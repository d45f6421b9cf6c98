/*
 * command/doctor.c - `doctor`: is the database whole, does every event have its leaf, do the tables say what the
 * events say?
 * With --rebuild the tables are made again from the events.
 */
#include "command/command_internal.h"
#include "signpost/witness.h"
#include <string.h>

const struct command_option doctor_options[] = {
    OPTION_DB,
    {"rebuild", NULL, "make the tables that pages read again from the events"},
    {0},
};
#define WAL_ALARM (256 * 1024 * 1024) /* a reader that never ends keeps it growing */

struct rebuild_job {
    bool check_only;
    int64_t different;
    struct findings *findings;
};

static enum fault_code rebuild(struct tx *tx, void *context, struct fault *fault)
{
    struct rebuild_job *job = context;
    return projections_rebuild(tx, job->check_only, &job->different, job->findings, fault);
}

/* Who watches the log, and whether what they signed still holds. */
static enum fault_code check_witnesses(struct db *db, struct findings *findings, struct buf *out, struct fault *fault)
{
    struct witness_standing standing;
    struct arena *arena = arena_new();
    if (!arena)
        return fault_memory(fault);
    enum fault_code code = witness_standing(db, arena, clock_now(), &standing, fault);
    const char *words = code == FAULT_NONE ? witness_standing_words(&standing, arena, clock_now()) : NULL;
    if (code == FAULT_NONE && !words)
        code = fault_memory(fault);
    buf_printf(out, "%s\n", words ? words : "");
    if (code == FAULT_NONE)
        code = witness_standing_check(db, arena, findings, fault);
    arena_free(arena);
    return code;
}

static enum fault_code check_file(struct store *store, struct findings *findings, int64_t *events, struct buf *witnesses,
                                  struct fault *fault)
{
    struct db *db = NULL;
    enum fault_code code = store_read(store, &db, fault);
    if (code != FAULT_NONE)
        return code;
    code = store_integrity(db, findings, fault);
    if (code == FAULT_NONE)
        code = leaves_check(db, findings, events, fault);
    if (code == FAULT_NONE)
        code = check_witnesses(db, findings, witnesses, fault);
    store_done(store, db);
    return code;
}

static enum fault_code check_keys(struct store *store, struct findings *findings, struct buf *err, struct fault *fault)
{
    struct db *db = NULL;
    struct arena *arena = arena_new();
    enum fault_code code = arena ? store_read(store, &db, fault) : fault_memory(fault);
    if (code == FAULT_NONE) {
        code = doctor_keys(store, db, arena, findings, err, fault);
        store_done(store, db);
    }
    if (arena)
        arena_free(arena);
    return code;
}

static void warn(struct store *store, struct buf *err)
{
    struct store_stats stats = {0};
    store_stats(store, &stats);
    if (stats.wal_bytes > WAL_ALARM)
        buf_printf(err, "The write-ahead log holds %lld MB: something has been reading for a long time.\n",
                   (long long)stats.wal_bytes / (1024 * 1024));
    others_text(store_file(store), err);
    forget_erased(store, err);
}

enum fault_code doctor_job(struct store *store, const struct job_request *request, struct buf *out, struct buf *err,
                           struct fault *fault)
{
    struct findings findings;
    struct buf witnesses;
    bool repair = command_flag(request->line, "rebuild");
    int64_t events = 0;
    findings_init(&findings);
    buf_init(&witnesses, 0);
    struct rebuild_job job = {.check_only = !repair, .findings = &findings};
    enum fault_code code = check_file(store, &findings, &events, &witnesses, fault);
    size_t broken = findings.total; /* what no rebuilding mends */
    if (code == FAULT_NONE)
        code = check_keys(store, &findings, err, fault);
    bool keys_differ = findings.total > broken;
    if (code == FAULT_NONE)
        code = store_write(store, rebuild, &job, fault);
    if (code == FAULT_NONE)
        warn(store, err);
    findings_text(&findings, err);
    if (code == FAULT_NONE && findings.failed)
        code = fault_memory(fault);
    else if (code == FAULT_NONE && broken)
        code = fault_set(fault, FAULT_PROOF, "The database is damaged: restore a backup.");
    else if (code == FAULT_NONE && keys_differ)
        code = fault_set(fault, FAULT_STORAGE, "The key file beside the database is not the one that the log tells of.");
    else if (code == FAULT_NONE && job.different && !repair)
        code = fault_set(fault, FAULT_STORAGE, "%lld rows do not say what the events say: run doctor --rebuild.",
                         (long long)job.different);
    else if (code == FAULT_NONE)
        buf_printf(out, "%lld events, every leaf as it should be. %s\n", (long long)events,
                   !repair ? "Every table says what the events say." : job.different ? "The tables were rebuilt." :
                   "The tables were rebuilt; nothing was different.");
    if (code == FAULT_NONE)
        buf_text(out, buf_string(&witnesses));
    buf_release(&witnesses);
    findings_release(&findings);
    return code;
}
