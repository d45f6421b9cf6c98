/*
 * records.c - completions one by one, in the order of their events: what was issued for each is there, opens its
 * commitment and says what the events say (credential.c), and the attempt behind it bears its marks out (attempt.c).
 * Then who is there at all, and what stands where nothing should.
 */
#include <stdio.h>
#include <string.h>
#include "audit/records.h"

/* ---- what should be there ---- */

static enum fault_code expect(struct completed *completed, const char *kind, int64_t issued, const char *commitment,
                              struct instant recorded_at, struct fault *fault)
{
    struct expected *expected;
    if (!commitment)
        return FAULT_NONE;
    expected = rows_add(&completed->expected);
    if (!expected)
        return fault_memory(fault);
    *expected = (struct expected){.kind = kind, .issued = issued, .recorded_at = recorded_at};
    snprintf(expected->commitment, sizeof expected->commitment, "%s", commitment);
    return FAULT_NONE;
}

static enum fault_code take_issue(void *context, const struct issue_raw *raw, struct fault *fault)
{
    struct completed *completed = context;
    enum fault_code code = expect(completed, "completion", raw->seq, raw->commitment, raw->recorded_at, fault);
    if (code == FAULT_NONE)
        code = expect(completed, "score", raw->seq, raw->score_commitment, raw->recorded_at, fault);
    if (raw->answers && !*completed->answers)
        snprintf(completed->answers, sizeof completed->answers, "%s", raw->answers);
    return code;
}

/* ---- what is there ---- */

static enum fault_code take_credential(void *context, const struct credential_raw *raw, struct fault *fault)
{
    struct completed *completed = context;
    struct expected *expected = completed->expected.items;
    completed->audit->out->records++;
    for (int i = 0; i < completed->expected.count; i++) {
        if (expected[i].met || !raw->kind || strcmp(expected[i].kind, raw->kind) != 0 ||
            expected[i].issued != raw->issued)
            continue;
        expected[i].met = true;
        return credential_audit(completed, &expected[i], raw, fault);
    }
    audit_found_row(completed->audit, AUDIT_RECORDS, "credential", raw->number,
                    completed->gone ? "its holder was erased (completion of event %lld), and it is still there."
                                    : "no event issued it for the completion of event %lld.", (long long)completed->seq);
    return FAULT_NONE;
}

static void check_all_met(struct completed *completed)
{
    const struct expected *expected = completed->expected.items;
    for (int i = 0; i < completed->expected.count; i++)
        if (!expected[i].met)
            audit_found(completed->audit, AUDIT_RECORDS, "table credential",
                        "the %s record that event %lld issued for the completion of event %lld is not there.",
                        expected[i].kind, (long long)(expected[i].issued < 0 ? completed->seq : expected[i].issued),
                        (long long)completed->seq);
    if (completed->own && completed->expected.count == 0)
        audit_found_row(completed->audit, AUDIT_RECORDS, "event", completed->seq,
                        "it was completed here, and no event issued a record for it.");
}

static enum fault_code look_into(struct completed *completed, struct fault *fault)
{
    struct db *db = completed->audit->db;
    enum fault_code code = FAULT_NONE;
    if (!completed->gone) {
        code = expect(completed, "completion", -1, json_string(completed->payload, "commitment"), completed->recorded_at,
                      fault);
        if (code == FAULT_NONE)
            code = issue_each_raw(db, completed->seq, take_issue, completed, fault);
    }
    if (code == FAULT_NONE)
        code = credential_each_raw(db, completed->seq, take_credential, completed, fault);
    if (code == FAULT_NONE && *completed->last_superseded)
        audit_found_row(completed->audit, AUDIT_RECORDS, "credential", completed->last_number,
                        "superseded_by is “%.36s”, and no later record took its place.", completed->last_superseded);
    if (code == FAULT_NONE && !completed->gone) {
        check_all_met(completed);
        code = attempt_audit(completed, fault);
    }
    return code;
}

static enum fault_code take_completion(void *context, const struct completion_raw *raw, struct fault *fault)
{
    struct audit *audit = context;
    struct json_doc doc = {0};
    const struct known_person *person = history_person(&audit->history, raw->person);
    struct completed completed = {.audit = audit, .seq = raw->seq, .person = raw->person, .on = raw->completed_on,
                                  .recorded_at = raw->recorded_at, .clock_behind = raw->clock_behind, .email = raw->email, .known = person,
                                  .gone = !person || person->erased >= 0};
    enum fault_code code =
        raw->payload ? json_read(raw->payload, strlen(raw->payload), "payload", &doc, fault) : FAULT_MALFORMED;
    if (code == FAULT_MEMORY)
        return code;
    if (code != FAULT_NONE)
        return FAULT_NONE; /* named with the events */
    const char *source = json_string(doc.root, "source");
    rows_init(&completed.expected, sizeof(struct expected));
    completed.payload = doc.root;
    completed.own = source && strcmp(source, "import") != 0;
    completed.by_attempt = source && strcmp(source, "attempt") == 0;
    code = look_into(&completed, fault);
    free(completed.expected.items);
    json_release(&doc);
    audit_progress(audit, AUDIT_RECORDS, raw->seq, audit->expected);
    return code;
}

/* ---- who is there ---- */

static enum fault_code take_identity(void *context, int64_t person, struct fault *fault)
{
    struct audit *audit = context;
    struct known_person *known = history_person(&audit->history, person);
    (void)fault;
    if (!known)
        audit_found_row(audit, AUDIT_RECORDS, "identity", person, "no event added this person.");
    else if (known->erased >= 0)
        audit_found_row(audit, AUDIT_RECORDS, "identity", person, "event %lld erased this person, and it is still there.",
                        (long long)known->erased);
    else
        known->seen = true;
    return FAULT_NONE;
}

static enum fault_code check_people(struct audit *audit)
{
    enum fault_code code = identity_each_raw(audit->db, take_identity, audit, audit->fault);
    for (int i = 0; i < audit->history.people_room && code == FAULT_NONE; i++) {
        const struct known_person *known = &audit->history.people[i];
        if (known->person && known->erased < 0 && !known->seen)
            audit_found_row(audit, AUDIT_RECORDS, "identity", known->person,
                            "it is not there, and no event erased this person.");
    }
    return code;
}

static enum fault_code take_stray(void *context, const char *table, int64_t row, const char *words, struct fault *fault)
{
    (void)fault;
    audit_found_row(context, AUDIT_RECORDS, table ? table : "?", row, "%s.", words ? words : "?");
    return FAULT_NONE;
}

enum fault_code audit_records(struct audit *audit)
{
    audit_progress(audit, AUDIT_RECORDS, 0, audit->expected);
    enum fault_code code = check_people(audit);
    if (code == FAULT_NONE)
        code = stray_each(audit->db, take_stray, audit, audit->fault);
    if (code == FAULT_NONE)
        code = banks_audit(audit);
    if (code == FAULT_NONE)
        code = credentials_prepare(audit);
    if (code == FAULT_NONE)
        code = completion_each_raw(audit->db, take_completion, audit, audit->fault);
    banks_release(audit);
    return code;
}
