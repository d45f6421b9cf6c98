/*
 * leaf.c - hashes that are for ever: an event's canonical bytes, its leaf of the log, and a credential's commitment.
 */
#include <sodium.h>
#include <string.h>
#include "base/sha256.h"
#include "record/record_internal.h"
#include "signpost/event.h"
#include "signpost/json.h"
#include "signpost/log.h"

#define EVENT_VERSION 1

static void salted_hash(const unsigned char *salt, size_t salt_size, const void *bytes, size_t size,
                        unsigned char out[crypto_hash_sha256_BYTES])
{
    struct sha256 hash_state;

    sha256_begin(&hash_state);
    sha256_add(&hash_state, salt, salt_size);
    sha256_add(&hash_state, bytes, size);
    sha256_end(&hash_state, out);
}

void sha256_hex(const void *bytes, size_t size, char out[65])
{
    unsigned char hash[crypto_hash_sha256_BYTES];

    sha256_of(bytes, size, hash);
    sodium_bin2hex(out, 65, hash, sizeof hash);
}

void commitment_salt_new(unsigned char out[RECORD_COMMITMENT_SALT])
{
    randombytes_buf(out, RECORD_COMMITMENT_SALT);
}

void credential_commitment(const unsigned char salt[RECORD_COMMITMENT_SALT], const char *credential, size_t size,
                           char out[65])
{
    unsigned char hash[crypto_hash_sha256_BYTES];

    salted_hash(salt, RECORD_COMMITMENT_SALT, credential, size, hash);
    sodium_bin2hex(out, 65, hash, sizeof hash);
}

/* What is hashed must be what a reader would write again, so a payload that is not its own canonical form is refused.
 */
static enum fault_code payload_check(const char *payload, struct fault *fault)
{
    struct json_doc doc = {0};
    struct buf canonical;
    enum fault_code code;

    buf_init(&canonical, 0);
    if (!payload)
        return fault_set(fault, FAULT_INTERNAL, "An event has no payload.");
    code = json_read(payload, strlen(payload), "event payload", &doc, fault);
    if (code == FAULT_MEMORY)
        goto done;
    if (code != FAULT_NONE || !cJSON_IsObject(doc.root)) {
        code = fault_set(fault, FAULT_INTERNAL, "An event's payload is not a JSON object.");
        goto done;
    }
    code = json_canonical(doc.root, &canonical, fault);
    if (code != FAULT_NONE)
        goto done;
    if (strcmp(buf_string(&canonical), payload) != 0)
        code = fault_set(fault, FAULT_INTERNAL, "An event's payload is not in canonical form.");
done:
    json_release(&doc);
    buf_release(&canonical);
    return code;
}

static void write_number_or_null(struct json_out *json, const char *name, int64_t number)
{
    json_out_key(json, name);
    if (number == 0)
        json_out_null(json);
    else
        json_out_integer(json, number);
}

static void write_event(struct json_out *json, const struct event *event)
{
    char date[DATE_TEXT];

    json_out_object(json);
    write_number_or_null(json, "about", event->about);
    json_out_member_integer(json, "at", event->recorded_at.ms);
    write_number_or_null(json, "by", event->by);
    if (date_compare(event->date, DATE_MIN) == 0) {
        json_out_member(json, "date", NULL);
    } else {
        date_text(event->date, date);
        json_out_member(json, "date", date);
    }
    json_out_member(json, "kind", event->kind);
    json_out_key(json, "payload");
    json_out_canonical(json, event->payload);
    json_out_member(json, "school", event->school);
    json_out_member_integer(json, "seq", event->seq);
    json_out_member_integer(json, "v", EVENT_VERSION);
    json_out_end(json);
}

enum fault_code event_canonical(const struct event *event, struct buf *out, struct fault *fault)
{
    struct json_out json;
    struct buf bytes;
    enum fault_code code;

    buf_init(&bytes, 0);
    if (!event->kind || date_compare(event->date, DATE_MAX) == 0) {
        code = fault_set(fault, FAULT_INTERNAL, "An event lacks its kind, or has a date without end.");
        goto done;
    }
    code = payload_check(event->payload, fault);
    if (code != FAULT_NONE)
        goto done;
    json_out_init(&json, &bytes);
    write_event(&json, event);
    if (!buf_ok(&bytes)) {
        code = fault_memory(fault);
        goto done;
    }
    if (!json_out_ok(&json)) {
        code = fault_set(fault, FAULT_INTERNAL,
                         "An event cannot be written canonically: a text is not UTF-8 or a number is too large.");
        goto done;
    }
    buf_append(out, bytes.bytes, bytes.size);
    if (!buf_ok(out))
        code = fault_memory(fault);
done:
    buf_release(&bytes);
    return code;
}

void event_entry(const unsigned char salt[EVENT_SALT], const char *canonical, size_t size, unsigned char out[EVENT_HASH])
{
    salted_hash(salt, EVENT_SALT, canonical, size, out);
}

enum fault_code event_hash(struct event *event, struct fault *fault)
{
    unsigned char entry[EVENT_HASH];
    struct log_hash leaf;
    struct buf bytes;
    enum fault_code code;

    buf_init(&bytes, 0);
    code = event_canonical(event, &bytes, fault);
    if (code == FAULT_NONE) {
        event_entry(event->salt, bytes.bytes, bytes.size, entry);
        log_leaf_hash(entry, sizeof entry, &leaf);
        memcpy(event->leaf, leaf.bytes, EVENT_HASH);
    }
    buf_release(&bytes);
    return code;
}
