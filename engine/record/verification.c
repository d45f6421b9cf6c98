/*
 * verification.c - one record, every check that can be made of it with what is at hand, in the order in which they depend on each
 * other: what cannot be read is not verified, and what is not verified is not looked up.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "record/verification_internal.h"
#include "signpost/badge.h"
#include "signpost/json.h"
#include "signpost/limits.h"

/* ---- the list of checks ---- */

void check_add(struct verification *out, const char *id, const char *what, enum verification_result result, const char *why, ...)
{
    if (out->count == VERIFICATION_CHECKS)
        return;
    struct verification_check *check = &out->check[out->count++];
    va_list arguments;
    *check = (struct verification_check){.id = id, .what = what, .result = result};
    if (!why)
        return;
    va_start(arguments, why);
    vsnprintf(check->why, sizeof check->why, why, arguments);
    va_end(arguments);
}

const char *verification_word(enum verification_result result)
{
    return result == VERIFICATION_YES ? "yes" : result == VERIFICATION_NO ? "no" : "not checked";
}

void verification_release(struct verification *verification)
{
    credential_check_release(&verification->credential);
}

/* ---- the record itself ---- */

struct record_text { struct buf inside; const char *bytes; size_t size; };

/* The credential: as it is, without a byte order mark, or from inside a picture. */
static enum fault_code text_take(const struct verification_input *input, struct record_text *out, struct fault *fault)
{
    buf_init(&out->inside, LIMIT_BODY_UPLOAD + 1);
    out->bytes = input->record;
    out->size = input->size;
    if (out->size >= 3 && memcmp(out->bytes, "\xef\xbb\xbf", 3) == 0) {
        out->bytes += 3;
        out->size -= 3;
    }
    if (!badge_looks_like(out->bytes, out->size))
        return FAULT_NONE;
    enum fault_code code = badge_read(out->bytes, out->size, &out->inside, fault);
    out->bytes = buf_string(&out->inside);
    out->size = out->inside.size;
    return code;
}

static enum fault_code canonical_take(const struct record_text *text, struct buf *out, struct fault *fault)
{
    struct json_doc doc = {0};
    enum fault_code code = json_read(text->bytes, text->size, "record", &doc, fault);
    if (code == FAULT_NONE)
        code = json_canonical(doc.root, out, fault);
    json_release(&doc);
    return code;
}

/* The UUID at the end of <url>/records/<uuid> or urn:uuid:<uuid>. */
static void record_number(const char *id, char out[RECORD_ID_TEXT])
{
    size_t size = id ? strlen(id) : 0;
    const char *tail = size >= RECORD_ID_TEXT - 1 ? id + size - (RECORD_ID_TEXT - 1) : "";
    bool led = tail != id && *tail && (tail[-1] == '/' || tail[-1] == ':');
    out[0] = '\0';
    if (led && strspn(tail, "0123456789abcdef-") == RECORD_ID_TEXT - 1)
        memcpy(out, tail, RECORD_ID_TEXT);
}

static void read_dates(struct verification *out)
{
    struct instant instant;
    out->completed_on = DATE_MIN;
    out->counts_until = DATE_MAX;
    if (out->credential.awarded_on && instant_parse(out->credential.awarded_on, &instant, NULL) == FAULT_NONE)
        out->completed_on = date_of_instant(instant);
    if (out->credential.valid_until && instant_parse(out->credential.valid_until, &instant, NULL) == FAULT_NONE)
        out->counts_until = date_of_instant((struct instant){instant.ms - 1}); /* it ends with the first instant of the day after */
}

static enum verification_result suite_result(enum proof_result result)
{
    return result == PROOF_HELD ? VERIFICATION_YES : result == PROOF_BROKEN ? VERIFICATION_NO : VERIFICATION_NOT_CHECKED;
}

/* Shape, both signatures and the key. REASON: why the record did not hold, when CODE says so. */
static void add_signatures(struct verification *out, enum fault_code code, const char *reason, bool online)
{
    const struct credential_check *record = &out->credential;
    const char *whose = online ? "It was signed with a key of this University" : "It was signed with a key that you trust";
    bool readable = code == FAULT_NONE || code == FAULT_PROOF, broken = !record->signature_holds;
    static const char later[] = "The record could not be read so far.";
    static const char none[] = "The record carries none of this kind that can be checked here.";
    enum verification_result first = suite_result(record->jcs), second = suite_result(record->rdfc);
    if (readable && broken && first != VERIFICATION_NO && second != VERIFICATION_NO)
        first = VERIFICATION_NO; /* no signature at all is not a signature that was not checked */
    check_add(out, "shape", "It is an Open Badges 3.0 credential", readable ? VERIFICATION_YES : VERIFICATION_NO, "%s",
              readable ? "" : reason);
    check_add(out, "signature", "Nothing in it was changed since it was signed (eddsa-jcs-2022)",
              readable ? first : VERIFICATION_NOT_CHECKED, "%s",
              !readable ? later : first == VERIFICATION_YES ? "" : first == VERIFICATION_NO ? reason : none);
    check_add(out, "second_signature", "Its second signature says the same (eddsa-rdfc-2022)",
              readable ? second : VERIFICATION_NOT_CHECKED, "%s",
              !readable ? later : second == VERIFICATION_YES ? "" : second == VERIFICATION_NO ? reason : none);
    if (!readable || broken)
        check_add(out, "key", whose, VERIFICATION_NOT_CHECKED, "No signature held, so there is no key to speak of.");
    else
        check_add(out, "key", whose, record->key_trusted ? VERIFICATION_YES : VERIFICATION_NO, "%s",
                  record->key_trusted ? record->signed_by : reason);
}

/* ---- the log ---- */

static void add_opening(struct verification *out, const struct verification_input *input, const struct opening *opening)
{
    check_add(out, "proof", "An entry of the log was made for exactly this record", opening->of_record, "%s", opening->why_record);
    check_add(out, "log", "That entry stands in the log, as the University signed it", opening->in_log, "%s", opening->why_log);
    if (input->witness_count)
        check_add(out, "witness", "A witness outside saw the same log and signed it too", opening->witnessed, "%s",
                  opening->why_witness);
}

static enum fault_code add_log(struct verification *out, const struct verification_input *input, const char *document, size_t size,
                               const struct opening *own, const struct verification_status *status, struct fault *fault)
{
    struct opening opening = *own;
    enum fault_code code = FAULT_NONE;
    if (!input->proof && status->proof)
        code = opening_check(input, status->proof, status->proof_size, document, size, &opening, fault);
    else if (!input->proof)
        snprintf(opening.why_record, sizeof opening.why_record, "%s",
                 input->source ? "The database has no proof of it: the log has not been signed since it was issued, or it is not held."
                               : "No proof file was given. Its holder can download it beside the record.");
    if (opening.of_record == VERIFICATION_NOT_CHECKED) {
        snprintf(opening.why_log, sizeof opening.why_log, "There is no proof to follow.");
        snprintf(opening.why_witness, sizeof opening.why_witness, "There is no proof to follow.");
    }
    if (code == FAULT_NONE)
        add_opening(out, input, &opening);
    return code;
}

/* ---- what became of it ---- */

static void add_offline_standing(struct verification *out)
{
    static const char why[] = "Only the University can tell: ask at its own address, or give its database.";
    check_add(out, "held", "The University’s records hold it", VERIFICATION_NOT_CHECKED, why);
    check_add(out, "withdrawn", "It has not been withdrawn", VERIFICATION_NOT_CHECKED, why);
    check_add(out, "current", "No later record took its place", VERIFICATION_NOT_CHECKED, why);
}

static void add_standing(struct verification *out, const struct verification_status *status)
{
    static const char unknown[] = "The University’s records do not hold it.";
    char on[DATE_WORDS] = "";
    bool withdrawn = status->withdrawn_at.ms != 0;
    if (status->held)
        check_add(out, "held", "The University’s records hold it", VERIFICATION_YES, NULL);
    else if (status->known && !status->other)
        check_add(out, "held", "The University’s records hold it", VERIFICATION_NOT_CHECKED,
                  "They hold it no longer, as when its holder has been erased. Its proof shows that it was issued.");
    else
        check_add(out, "held", "The University’s records hold it", VERIFICATION_NO, "%s",
                  status->other ? "They hold another record of this number."
                                : "They do not. A record is deleted when its holder is erased: then its proof file still shows that it was "
                                  "issued. Ask for that file, or do not rely on this one.");
    if (withdrawn)
        date_words(date_of_instant(status->withdrawn_at), on);
    if (!status->known)
        check_add(out, "withdrawn", "It has not been withdrawn", VERIFICATION_NOT_CHECKED, unknown);
    else
        check_add(out, "withdrawn", "It has not been withdrawn", withdrawn ? VERIFICATION_NO : VERIFICATION_YES, "%s%s%s",
                  withdrawn ? "The University withdrew it on " : "", on, withdrawn ? "." : "");
    if (!status->known)
        check_add(out, "current", "No later record took its place", VERIFICATION_NOT_CHECKED, unknown);
    else
        check_add(out, "current", "No later record took its place", status->superseded ? VERIFICATION_NO : VERIFICATION_YES, "%s",
                  status->superseded ? "Its score was worked out anew, and a later record says it." : "");
}

static void add_counts(struct verification *out)
{
    bool withdrawn = false;
    for (int i = 0; i < out->count; i++)
        withdrawn |= !strcmp(out->check[i].id, "withdrawn") && out->check[i].result == VERIFICATION_NO;
    bool counts = !out->credential.expired && !withdrawn;
    check_add(out, "counts", "It counts today", counts ? VERIFICATION_YES : VERIFICATION_NO, "%s",
              counts ? "" : withdrawn ? "It was withdrawn." : "Its time is over: a completion counts for a time and is then renewed.");
}

static bool asked(const char *text)
{
    return text && *text;
}

static void add_person(struct verification *out, const struct verification_input *input, const struct verification_status *status)
{
    if (asked(input->email) && !out->credential.identity_hash)
        check_add(out, "email", "It was issued to the e-mail address you gave", VERIFICATION_NOT_CHECKED,
                  "This record holds no coded e-mail address.");
    else if (asked(input->email))
        check_add(out, "email", "It was issued to the e-mail address you gave",
                  credential_check_email(&out->credential, input->email) ? VERIFICATION_YES : VERIFICATION_NO, "%s",
                  credential_check_email(&out->credential, input->email)
                      ? "" : "It holds the coded form of another address; it may be an earlier one of the same person.");
    if (!asked(input->name))
        return;
    if (status->name == NAME_HIDDEN)
        check_add(out, "name", "It belongs to the person you named", VERIFICATION_NOT_CHECKED, "%s",
                  input->source ? "A record holds no name, and its holder has not chosen to show theirs. Ask them to share it with their "
                                  "name, or give their e-mail address."
                                : "A record holds no name. Give an e-mail address instead, or ask at the University’s own address.");
    else
        check_add(out, "name", "It belongs to the person you named",
                  status->name == NAME_SAME ? VERIFICATION_YES : VERIFICATION_NO, "%s",
                  status->name == NAME_SAME ? "" : "Its holder goes by another name there.");
}

/* ---- the whole of it ---- */

/* Everything that is asked of a record whose signature holds under a trusted key. */
static enum fault_code look_further(const struct verification_input *input, const char *document, size_t size,
                                    struct verification *out, struct fault *fault)
{
    struct verification_status status = {.held = false};
    struct opening own = {.issued = -1};
    enum fault_code code = FAULT_NONE;
    if (input->proof)
        code = opening_check(input, input->proof, input->proof_size, document, size, &own, fault);
    if (code == FAULT_NONE && input->source) {
        struct verification_question question = {
            .document = document, .size = size, .score = out->credential.score != NULL, .name = asked(input->name) ? input->name : NULL,
            .issued = own.in_log == VERIFICATION_YES ? own.issued : -1};
        memcpy(question.record, out->record, sizeof question.record);
        code = input->source(input->context, &question, &status, fault);
    }
    if (code == FAULT_NONE)
        code = add_log(out, input, document, size, &own, &status, fault);
    if (code != FAULT_NONE)
        return code;
    if (input->source)
        add_standing(out, &status);
    else
        add_offline_standing(out);
    add_counts(out);
    add_person(out, input, &status);
    return FAULT_NONE;
}

enum fault_code verification_run(const struct verification_input *input, struct verification *out, struct fault *fault)
{
    struct record_text text;
    struct fault reason = {.code = FAULT_NONE};
    struct buf canonical;
    memset(out, 0, sizeof *out);
    buf_init(&canonical, 0);
    enum fault_code code = text_take(input, &text, &reason);
    if (code == FAULT_NONE)
        code = credential_check(text.bytes, text.size, input->keys, input->now, &out->credential, &reason);
    enum fault_code trouble = code == FAULT_MEMORY || code == FAULT_INTERNAL ? code : FAULT_NONE;
    if (trouble == FAULT_NONE) {
        record_number(out->credential.id, out->record);
        read_dates(out);
        add_signatures(out, code, reason.message, input->source != NULL);
        if (code == FAULT_NONE)
            trouble = canonical_take(&text, &canonical, &reason);
        if (code == FAULT_NONE && trouble == FAULT_NONE)
            trouble = look_further(input, canonical.bytes, canonical.size, out, &reason);
        verification_conclude(out, input->source != NULL);
    }
    buf_release(&canonical);
    buf_release(&text.inside);
    if (trouble == FAULT_NONE)
        return FAULT_NONE;
    verification_release(out);
    if (fault)
        *fault = reason;
    return trouble;
}
