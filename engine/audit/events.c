/*
 * events.c - the one pass over the events, whose memory does not grow with their number: each in its place, no earlier
 * than the one before, canonical, of a known kind, and its leaf what its bytes make. On the way the tree grows and the
 * facts of the recount are taken in.
 */
#include <string.h>
#include "audit/audit_internal.h"
#include "signpost/text.h"

#define STEP 16384 /* events between two words of progress */

struct pass {
    struct audit *audit;
    int64_t next;
    struct instant last;
    struct buf canonical, payload;
};

static void found(struct pass *pass, const struct event *event, const char *words)
{
    audit_found_row(pass->audit, AUDIT_EVENTS, "event", event->seq, "%s.", words);
}

/* ---- its place ---- */

static void check_place(struct pass *pass, const struct event *event)
{
    if (event->seq == pass->next + 1)
        audit_found_row(pass->audit, AUDIT_EVENTS, "event", pass->next, "it is missing: sequences have no gaps.");
    else if (event->seq != pass->next)
        audit_found_row(pass->audit, AUDIT_EVENTS, "event", pass->next, "it is missing, and so are those up to %lld.",
                        (long long)event->seq - 1);
    pass->next = event->seq + 1;
}

static void check_time(struct pass *pass, const struct event *event)
{
    if (event->recorded_at.ms < pass->last.ms)
        found(pass, event, "it was recorded before the event that precedes it");
    pass->last = event->recorded_at;
}

/* ---- its bytes ---- */

static void number_or_null(struct json_out *json, const char *name, int64_t number)
{
    json_out_key(json, name);
    if (number)
        json_out_integer(json, number);
    else
        json_out_null(json);
}

/* The canonical bytes of event.h, written here a second time; the payload is its own canonical form. */
static bool write_canonical(struct pass *pass, const struct event *event)
{
    struct json_out json;
    char date[DATE_TEXT];
    bool dated = date_compare(event->date, DATE_MIN) != 0;
    buf_clear(&pass->canonical);
    json_out_init(&json, &pass->canonical);
    json_out_object(&json);
    number_or_null(&json, "about", event->about);
    json_out_member_integer(&json, "at", event->recorded_at.ms);
    number_or_null(&json, "by", event->by);
    if (dated)
        date_text(event->date, date);
    json_out_member(&json, "date", dated ? date : NULL);
    json_out_member(&json, "kind", event->kind);
    json_out_key(&json, "payload");
    json_out_canonical(&json, event->payload);
    json_out_member(&json, "school", event->school);
    json_out_member_integer(&json, "seq", event->seq);
    json_out_member_integer(&json, "v", 1);
    json_out_end(&json);
    return json_out_ok(&json);
}

static void check_leaf(struct pass *pass, const struct event *event)
{
    unsigned char entry[EVENT_HASH];
    struct log_hash leaf;
    char have[2 * EVENT_HASH + 1], want[2 * EVENT_HASH + 1];
    if (!write_canonical(pass, event)) {
        found(pass, event, "it cannot be written canonically: a text is not UTF-8, or a number is too large");
        return;
    }
    event_entry(event->salt, pass->canonical.bytes, pass->canonical.size, entry);
    log_leaf_hash(entry, sizeof entry, &leaf);
    if (memcmp(leaf.bytes, event->leaf, EVENT_HASH) == 0)
        return;
    text_hex(have, event->leaf, EVENT_HASH);
    text_hex(want, leaf.bytes, EVENT_HASH);
    audit_found_row(pass->audit, AUDIT_EVENTS, "event", event->seq,
                    "its leaf is not what its bytes make: stored %.16s…, expected %.16s…. The event (%.40s), its salt or "
                    "its leaf was changed.", have, want, event->kind);
}

/* ---- what it says ---- */

static enum fault_code check_payload(struct pass *pass, const struct event *event, const cJSON *payload)
{
    char words[200];
    const char *trouble;
    enum fault_code code;
    buf_clear(&pass->payload);
    code = json_canonical(payload, &pass->payload, pass->audit->fault);
    if (code == FAULT_MEMORY)
        return code;
    if (code != FAULT_NONE || strcmp(buf_string(&pass->payload), event->payload) != 0)
        found(pass, event, "its payload is not in canonical form");
    trouble = kind_trouble(event, payload, words, sizeof words);
    if (trouble)
        found(pass, event, trouble);
    code = history_take(&pass->audit->history, event, payload, pass->audit->fault);
    if (code == FAULT_NONE)
        code = recount_take(&pass->audit->recount, event, payload, pass->audit->fault);
    if (code == FAULT_NONE && event->about && !history_person(&pass->audit->history, event->about))
        found(pass, event, "it is about a person whom no event added");
    return code;
}

static enum fault_code check_words(struct pass *pass, const struct event *event)
{
    struct json_doc doc = {0};
    enum fault_code code = json_read(event->payload, strlen(event->payload), "payload", &doc, pass->audit->fault);
    if (code == FAULT_MEMORY)
        return code;
    if (code == FAULT_NONE && cJSON_IsObject(doc.root))
        code = check_payload(pass, event, doc.root);
    else {
        found(pass, event, "its payload is not a JSON object");
        code = FAULT_NONE;
    }
    json_release(&doc);
    return code;
}

static enum fault_code check(void *context, const struct event *event, const char *trouble, struct fault *fault)
{
    struct pass *pass = context;
    enum fault_code code = FAULT_NONE;
    (void)fault;
    check_place(pass, event);
    if (trouble) {
        found(pass, event, trouble);
    } else {
        check_time(pass, event);
        code = check_words(pass, event);
        if (code == FAULT_NONE)
            check_leaf(pass, event);
    }
    if (code == FAULT_NONE)
        code = tree_add(pass->audit, event);
    if (pass->audit->tree.size % STEP == 0)
        audit_progress(pass->audit, AUDIT_EVENTS, pass->audit->tree.size, pass->audit->expected);
    return code;
}

enum fault_code audit_events(struct audit *audit)
{
    struct pass pass = {.audit = audit};
    buf_init(&pass.canonical, 0);
    buf_init(&pass.payload, 0);
    audit_progress(audit, AUDIT_EVENTS, 0, audit->expected);
    enum fault_code code = event_each_raw(audit->db, check, &pass, audit->fault);
    audit->out->events = audit->tree.size;
    tree_root(&audit->tree, &audit->out->root);
    buf_release(&pass.canonical);
    buf_release(&pass.payload);
    return code;
}
