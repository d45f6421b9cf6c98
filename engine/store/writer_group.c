/*
 * writer_group.c - a group of jobs in one transaction: each in a savepoint of its own, so that one that fails leaves no trace and
 * the others stand; sealed (seal.c) and durable with one fsync, or undone for all.
 */
#include "writer.h"

void writer_note_failure(struct writer *writer)
{
    if (db_is_poison(writer->db->trouble, writer->db->system_errno))
        atomic_store(&writer->failed, true);
}

/* Runs one job in its savepoint. False: the whole transaction is lost. */
static bool run_job(struct writer *writer, struct job *job)
{
    struct db *db = writer->db;
    if (!job->run)
        return true;
    enum fault_code code = db_run(db, "SAVEPOINT job", job->fault);
    if (code != FAULT_NONE) {
        job->code = code;
        return false;
    }
    job->code = job->run(&writer->tx, job->context, job->fault);
    if (db->trouble != SQLITE_OK || sqlite3_get_autocommit(db->handle)) {
        if (job->code == FAULT_NONE)
            job->code = fault_set(job->fault, FAULT_STORAGE, "The database failed while this was being saved.");
        return false;
    }
    if (job->code != FAULT_NONE && db_run(db, "ROLLBACK TO job", NULL) != FAULT_NONE)
        return false;
    return db_run(db, "RELEASE job", NULL) == FAULT_NONE;
}

static void roll_back(struct writer *writer)
{
    writer_note_failure(writer);
    if (!sqlite3_get_autocommit(writer->db->handle) &&
        sqlite3_exec(writer->db->handle, "ROLLBACK", NULL, NULL, NULL) != SQLITE_OK)
        atomic_store(&writer->failed, true);
}

/* Gives every job of the group that had succeeded the fault that undid it. */
static void undo(struct job *group, const struct job *end, enum fault_code code, const char *message)
{
    for (struct job *job = group; job != end; job = job->next)
        if (job->code == FAULT_NONE)
            job->code = fault_set(job->fault, code, "%s", message);
}

struct job *group_run(struct writer *writer, struct job *group)
{
    struct fault fault = {0};
    struct db *db = writer->db;
    db->trouble = SQLITE_OK;
    if (atomic_load(&writer->failed)) {
        undo(group, NULL, FAULT_STORAGE,
             "The database failed earlier: nothing can be saved until it has been restarted.");
        return NULL;
    }
    enum fault_code code = db_run(db, "BEGIN IMMEDIATE", &fault);
    if (code != FAULT_NONE) {
        writer_note_failure(writer);
        undo(group, NULL, code, fault.message);
        return NULL;
    }
    for (struct job *job = group; job; job = job->next) {
        if (!run_job(writer, job)) {
            roll_back(writer);
            undo(group, job->next, FAULT_STORAGE, "The database failed while this was being saved; try again.");
            return job->next;
        }
    }
    code = seal_commit(&writer->seal, db, &fault);
    if (code == FAULT_NONE) {
        atomic_fetch_add(&writer->commits, 1);
    } else {
        roll_back(writer);
        undo(group, NULL, code == FAULT_PROOF || code == FAULT_MEMORY ? code : FAULT_STORAGE, fault.message);
    }
    return NULL;
}
