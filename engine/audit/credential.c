/*
 * credential.c - one issued record beside the events: it opens the commitment, both proofs hold under a key that was in
 * force when it was issued, it says of what, when, until when and how well what the events say, and its holder is the
 * person whom they name.
 */
#include <stdio.h>
#include <string.h>
#include "audit/records.h"
#include "signpost/completion.h"
#include "signpost/text.h"

/* Every credential key there ever was: which of them may have signed is asked afterwards. */
enum fault_code credentials_prepare(struct audit *audit)
{
    const struct known_key *keys = audit->history.keys.items;
    int count = 0;
    audit->trusted = arena_alloc(audit->arena, ((size_t)audit->history.keys.count + 1) * sizeof *audit->trusted);
    if (!audit->trusted)
        return fault_memory(audit->fault);
    for (int i = 0; i < audit->history.keys.count; i++)
        if (keys[i].credential)
            audit->trusted[count++] = keys[i].public;
    return FAULT_NONE;
}

struct look {
    struct completed *completed;
    const struct expected *expected;
    const struct credential_raw *raw;
    struct audit *audit;
};

static void found(const struct look *look, const char *words)
{
    audit_found_row(look->audit, AUDIT_RECORDS, "credential", look->raw->number, "%s (record %.36s, completion of event %lld).",
                    words, look->raw->record ? look->raw->record : "?", (long long)look->completed->seq);
}

/* ---- what it says ---- */

static bool ends_with(const char *text, const char *ending)
{
    size_t size = text ? strlen(text) : 0, length = strlen(ending);
    return size >= length && strcmp(text + size - length, ending) == 0;
}

static void check_instant(const struct look *look, const cJSON *document, const char *name, int day, const char *words)
{
    char want[INSTANT_TEXT];
    const char *have = json_string(document, name);
    instant_text(instant_of_date((struct date){day}), want);
    if (!have || strcmp(have, want) != 0)
        audit_found_row(look->audit, AUDIT_RECORDS, "credential", look->raw->number,
                        "its %s is %.30s, the events say %s: %s (record %.36s).", name, have ? have : "missing", want, words,
                        look->raw->record ? look->raw->record : "?");
}

static void check_item(const struct look *look, const cJSON *subject)
{
    char ending[2 * LIMIT_ID + 64];
    const cJSON *achievement = json_object(subject, "achievement");
    const char *kind = json_string(look->completed->payload, "kind"), *item = json_string(look->completed->payload, "item");
    snprintf(ending, sizeof ending, "/achievements/%.20s/%.*s", kind ? kind : "", LIMIT_ID, item ? item : "");
    if (!achievement || !ends_with(json_string(achievement, "id"), ending))
        found(look, "it is for another quiz or module than the events say");
}

/* The marks as the events had them when it was issued: of the completion itself, or of the last regrade before. */
static enum fault_code check_marks(const struct look *look, const cJSON *subject, struct fault *fault)
{
    char want[32], full[32];
    const cJSON *payload = look->completed->payload, *achievement = json_object(subject, "achievement");
    const cJSON *result = cJSON_GetArrayItem(json_array(subject, "result"), 0);
    const cJSON *scale = cJSON_GetArrayItem(json_array(achievement, "resultDescription"), 0);
    const char *have = json_string(result, "value"), *of = json_string(scale, "valueMax");
    struct completion_row marks = {.score = -1, .max = -1, .unit = 0};
    bool scored = json_integer(payload, "score", &marks.score) && json_integer(payload, "max", &marks.max) &&
                  json_integer(payload, "unit", &marks.unit);
    enum fault_code code = regrade_before(look->audit->db, look->completed->seq, look->raw->issued, &marks, fault);
    if (code != FAULT_NONE)
        return code;
    if (!scored || marks.unit <= 0) {
        found(look, "it tells a score, and the events know of none");
        return code;
    }
    text_ratio(want, sizeof want, marks.score, marks.unit, 2);
    text_ratio(full, sizeof full, marks.max, marks.unit, 2);
    if (!have || !of || strcmp(have, want) != 0 || strcmp(of, full) != 0)
        audit_found_row(look->audit, AUDIT_RECORDS, "credential", look->raw->number,
                        "its score is %.20s of %.20s, the events say %s of %s (record %.36s).", have ? have : "missing",
                        of ? of : "?", want, full, look->raw->record ? look->raw->record : "?");
    return code;
}

static void check_issuer(const struct look *look, const cJSON *document)
{
    const cJSON *issuer = json_object(document, "issuer");
    const char *name = json_string(issuer, "name");
    const struct known_name *known =
        history_name(&look->audit->history, look->raw->issued < 0 ? look->completed->seq : look->raw->issued);
    if (known && (!name || strcmp(name, known->name) != 0))
        audit_found_row(look->audit, AUDIT_RECORDS, "credential", look->raw->number,
                        "it names “%.80s” as its issuer, the events “%.80s” (record %.36s).", name ? name : "", known->name,
                        look->raw->record ? look->raw->record : "?");
}

static enum fault_code check_words(const struct look *look, const cJSON *document, struct fault *fault)
{
    const cJSON *subject = json_object(document, "credentialSubject");
    if (!ends_with(json_string(document, "id"), look->raw->record ? look->raw->record : "?"))
        found(look, "the address inside it is another's");
    check_instant(look, document, "awardedDate", look->completed->on.day, "another day of completion");
    check_instant(look, document, "validUntil", corresponding(look->completed->on.day, COMPLETION_VALID_YEARS) + 1,
                  "another end");
    check_item(look, subject);
    check_issuer(look, document);
    if (strcmp(look->expected->kind, "score") == 0)
        return check_marks(look, subject, fault);
    if (json_member(subject, "result"))
        found(look, "a completion record tells no score, and this one does");
    return FAULT_NONE;
}

/* ---- whose it is, and who signed ---- */

static void check_holder(const struct look *look, const struct credential_check *check)
{
    const struct completed *completed = look->completed;
    int64_t issued = look->raw->issued < 0 ? completed->seq : look->raw->issued;
    if (look->raw->person != completed->person)
        found(look, "it stands under another person than the events say");
    if (completed->email && completed->known->email_changed < issued && !credential_check_email(check, completed->email))
        found(look, "its holder's e-mail address is not that of the person whom the events name, and no event corrected it");
}

static void check_proofs(const struct look *look, const struct credential_check *check)
{
    int64_t seq = -1;
    int day = date_of_instant(look->expected->recorded_at).day;
    if (check->jcs != PROOF_HELD)
        found(look, "its eddsa-jcs-2022 proof is not there");
    if (look->raw->issued >= 0 && check->rdfc != PROOF_HELD)
        found(look, "its eddsa-rdfc-2022 proof is not there");
    if (!history_key_signs(&look->audit->history, true, check->signed_by, day, day, &seq))
        audit_found_row(look->audit, AUDIT_RECORDS, "credential", look->raw->number,
                        "it is signed with a key that was not in force when it was issued (%.20s…, event %lld).",
                        check->signed_by, (long long)seq);
}

/* A later score record takes the earlier one's place; nothing takes a completion record's. */
static void check_order(struct completed *completed, const struct look *look)
{
    const char *superseded = look->raw->superseded_by ? look->raw->superseded_by : "";
    const char *record = look->raw->record ? look->raw->record : "";
    if (strcmp(look->expected->kind, "completion") == 0) {
        if (*superseded)
            found(look, "superseded_by: nothing takes a completion record's place");
        snprintf(completed->record, sizeof completed->record, "%s", record);
        return;
    }
    if (*completed->last_score && strcmp(completed->last_superseded, record) != 0)
        audit_found_row(look->audit, AUDIT_RECORDS, "credential", completed->last_number,
                        "superseded_by is “%.36s”, and it was record %.36s that took its place.", completed->last_superseded,
                        record);
    snprintf(completed->last_score, sizeof completed->last_score, "%s", record);
    snprintf(completed->last_superseded, sizeof completed->last_superseded, "%s", superseded);
    completed->last_number = look->raw->number;
}

/* ---- one record ---- */

static enum fault_code check_document(const struct look *look, struct fault *fault)
{
    struct credential_check check = {0};
    struct json_doc doc = {0};
    struct fault why = {0};
    const char *text = look->raw->document;
    size_t size = strlen(text);
    enum fault_code code = credential_check(text, size, look->audit->trusted, clock_now(), &check, &why);
    if (code == FAULT_NONE) {
        check_proofs(look, &check);
        check_holder(look, &check);
        code = json_read(text, size, "record", &doc, fault);
        if (code == FAULT_NONE)
            code = check_words(look, doc.root, fault);
        json_release(&doc);
    } else if (code != FAULT_MEMORY) {
        audit_found_row(look->audit, AUDIT_RECORDS, "credential", look->raw->number,
                        "it does not hold: %s (record %.36s).", why.message, look->raw->record ? look->raw->record : "?");
        code = FAULT_NONE;
    }
    credential_check_release(&check);
    return code == FAULT_MEMORY ? fault_memory(fault) : code;
}

enum fault_code credential_audit(struct completed *completed, const struct expected *expected,
                                 const struct credential_raw *raw, struct fault *fault)
{
    struct look look = {completed, expected, raw, completed->audit};
    char commitment[65];
    check_order(completed, &look);
    if (!raw->document || !raw->salt) {
        found(&look, "its document or its salt is not there");
        return FAULT_NONE;
    }
    credential_commitment(raw->salt, raw->document, strlen(raw->document), commitment);
    if (strcmp(commitment, expected->commitment) != 0)
        audit_found_row(look.audit, AUDIT_RECORDS, "credential", raw->number,
                        "it does not open the commitment of event %lld: expected %.16s…, document and salt make %.16s…. "
                        "One of them was changed (record %.36s).",
                        (long long)(raw->issued < 0 ? completed->seq : raw->issued), expected->commitment, commitment,
                        raw->record ? raw->record : "?");
    return check_document(&look, fault);
}
