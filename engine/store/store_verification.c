/*
 * store_verification.c - what the database adds to a verification: does it hold this record, what became of it, and the proof that its
 * log holds it; and the name of its holder only where that may be told.
 */
#include <stdlib.h>
#include <string.h>
#include "signpost/text.h"
#include "signpost/verification.h"
#include "store_internal.h"

/* ---- a record's proof ---- */

static enum fault_code write_extra(const struct event *event, const struct credential_row *row, struct buf *out, struct fault *fault)
{
    char event_salt[2 * EVENT_SALT + 1], record_salt[2 * RECORD_COMMITMENT_SALT + 1];
    struct json_out json;
    struct buf canonical;
    buf_init(&canonical, 0);
    enum fault_code code = event_canonical(event, &canonical, fault);
    text_hex(event_salt, event->salt, sizeof event->salt);
    text_hex(record_salt, row->salt, sizeof row->salt);
    json_out_init(&json, out);
    json_out_object(&json);
    json_out_member(&json, "event", buf_string(&canonical));
    json_out_member(&json, "event_salt", event_salt);
    json_out_member(&json, "record_salt", record_salt);
    json_out_end(&json);
    if (code == FAULT_NONE && !json_out_ok(&json))
        code = fault_memory(fault);
    buf_release(&canonical);
    return code;
}

enum fault_code record_proof(struct db *db, struct arena *arena, const struct credential_row *row, struct buf *out, struct fault *fault)
{
    struct event event;
    struct buf extra;
    int64_t entry = row->issued >= 0 ? row->issued : row->completion;
    buf_init(&extra, 0);
    enum fault_code code = event_get(db, arena, entry, &event, fault);
    if (code == FAULT_NONE)
        code = write_extra(&event, row, &extra, fault);
    if (code == FAULT_NONE)
        code = log_proof_get(db, arena, entry, extra.bytes, extra.size, out, fault);
    buf_release(&extra);
    return code;
}

/* ---- a source for verification_run ---- */

/* ABSENT: the log has not been signed since it was issued. */
static enum fault_code take_proof(const struct verification_db *from, const struct credential_row *row, struct verification_status *out,
                                  struct fault *fault)
{
    struct buf proof;
    buf_init(&proof, 0);
    enum fault_code code = record_proof(from->db, from->arena, row, &proof, fault);
    if (code == FAULT_NONE) {
        out->proof = arena_dup_bytes(from->arena, buf_string(&proof), proof.size);
        out->proof_size = proof.size;
        if (!out->proof)
            code = fault_memory(fault);
    }
    buf_release(&proof);
    return code == FAULT_ABSENT ? FAULT_NONE : code;
}

/* The same answer, whatever is asked, where the holder has not chosen to show a name. */
static enum fault_code take_name(const char *asked, const char *holder, enum name_answer *out, struct fault *fault)
{
    *out = NAME_HIDDEN;
    if (!asked || !holder)
        return FAULT_NONE;
    char *theirs = text_fold(holder), *given = text_fold(asked);
    if (theirs && given)
        *out = strcmp(theirs, given) == 0 ? NAME_SAME : NAME_OTHER;
    enum fault_code code = theirs && given ? FAULT_NONE : fault_memory(fault);
    free(theirs);
    free(given);
    return code;
}

static enum fault_code take_held(const struct verification_db *from, const struct verification_question *question,
                                 const struct record_found *found, struct verification_status *out, struct fault *fault)
{
    const struct credential_row *row = &found->credential;
    if (row->size != question->size || memcmp(row->document, question->document, row->size) != 0) {
        out->other = true;
        return FAULT_NONE;
    }
    out->held = out->known = true;
    out->withdrawn_at = found->withdrawn_at;
    out->superseded = row->superseded_by[0] != '\0';
    enum fault_code code = take_name(question->name, found->holder, &out->name, fault);
    return code == FAULT_NONE ? take_proof(from, row, out, fault) : code;
}

enum fault_code verification_db(void *context, const struct verification_question *question, struct verification_status *out,
                                struct fault *fault)
{
    const struct verification_db *from = context;
    struct record_found found;
    *out = (struct verification_status){.held = false};
    enum fault_code code = record_held(from->db, from->arena, question->record, from->reader, &found, fault);
    if (code == FAULT_NONE)
        return take_held(from, question, &found, out, fault);
    if (code != FAULT_ABSENT || question->issued < 0)
        return code == FAULT_ABSENT ? FAULT_NONE : code;
    code = record_of_event(from->db, question->issued, question->score, &out->withdrawn_at, &out->superseded, fault);
    out->known = code == FAULT_NONE;
    return code == FAULT_ABSENT ? FAULT_NONE : code;
}
