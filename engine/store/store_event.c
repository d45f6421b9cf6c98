/*
 * store_event.c - the events: appending them with their projections, and reading them back in order.
 */
#include <string.h>
#include "signpost/text.h"
#include "store_internal.h"

void random_bytes(unsigned char *out, size_t size)
{
    char hex[2 * 32 + 1];
    text_random_hex(hex, size);
    for (size_t i = 0; i < size; i++) {
        int high = hex[2 * i] <= '9' ? hex[2 * i] - '0' : hex[2 * i] - 'a' + 10;
        int low = hex[2 * i + 1] <= '9' ? hex[2 * i + 1] - '0' : hex[2 * i + 1] - 'a' + 10;
        out[i] = (unsigned char)(high << 4 | low);
    }
}

void payload_begin(struct payload *payload)
{
    buf_init(&payload->buf, 0);
    json_out_init(&payload->json, &payload->buf);
    json_out_object(&payload->json);
}

const char *payload_end(struct payload *payload)
{
    json_out_end(&payload->json);
    return json_out_ok(&payload->json) ? buf_string(&payload->buf) : NULL;
}

void payload_release(struct payload *payload)
{
    buf_release(&payload->buf);
}

/* ---- appending ---- */

/* The next sequence, and an instant that is never before the last event's, even when the clock was set back. */
static enum fault_code number_event(struct db *db, struct event *event, struct fault *fault)
{
    struct query query;
    event->seq = 0;
    event->recorded_at = clock_now();
    query_open(&query, db, "SELECT seq, recorded_at FROM event ORDER BY seq DESC LIMIT 1", fault);
    if (query_next(&query)) {
        event->seq = column_integer(&query, 0) + 1;
        if (event->recorded_at.ms < column_integer(&query, 1))
            event->recorded_at.ms = column_integer(&query, 1);
    }
    return query_close(&query);
}

static enum fault_code insert_event(struct db *db, const struct event *event, struct fault *fault)
{
    struct query query;
    query_open(&query, db,
               "INSERT INTO event VALUES (:seq, :kind, :at, :by, :about, :school, :date, :payload, :salt, :leaf)",
               fault);
    bind_integer(&query, ":seq", event->seq);
    bind_text(&query, ":kind", event->kind);
    bind_integer(&query, ":at", event->recorded_at.ms);
    bind_integer_or_null(&query, ":by", event->by, 0);
    bind_integer_or_null(&query, ":about", event->about, 0);
    bind_text(&query, ":school", event->school);
    bind_date(&query, ":date", event->date);
    bind_text(&query, ":payload", event->payload);
    bind_bytes(&query, ":salt", event->salt, sizeof event->salt);
    bind_bytes(&query, ":leaf", event->leaf, sizeof event->leaf);
    return query_run(&query);
}

enum fault_code event_append(struct tx *tx, struct event *event, struct fault *fault)
{
    if (!event->payload)
        return fault_memory(fault); /* payload_end says so with NULL */
    if (event->school && !event->school[0])
        event->school = NULL;
    if (event->date.day == DATE_MAX.day)
        event->date = DATE_MIN;
    enum fault_code code = number_event(tx->db, event, fault);
    if (code != FAULT_NONE)
        return code;
    random_bytes(event->salt, sizeof event->salt);
    code = event_hash(event, fault);
    if (code == FAULT_NONE)
        code = insert_event(tx->db, event, fault);
    if (code == FAULT_NONE)
        code = project_event(tx->db, event, fault);
    return code;
}

/* ---- reading ---- */

static void read_event(struct query *query, struct event *out)
{
    *out = (struct event){
        .seq = column_integer(query, 0),
        .kind = column_text(query, 1),
        .recorded_at = column_instant(query, 2),
        .by = column_integer(query, 3),
        .about = column_integer(query, 4),
        .school = column_text(query, 5),
        .date = column_date(query, 6, DATE_MIN),
        .payload = column_text(query, 7),
    };
    column_bytes(query, 8, out->salt, sizeof out->salt);
    column_bytes(query, 9, out->leaf, sizeof out->leaf);
}

enum fault_code event_each(struct db *db, int64_t from, int64_t to, event_fn fn, void *context, struct fault *fault)
{
    struct query query;
    enum fault_code code = FAULT_NONE;
    query_open(&query, db,
               "SELECT seq, kind, recorded_at, by_person, about, school, date, payload, salt, leaf FROM event"
               " WHERE seq >= :from AND seq < :to ORDER BY seq",
               fault);
    bind_integer(&query, ":from", from);
    bind_integer(&query, ":to", to < 0 ? INT64_MAX : to);
    while (code == FAULT_NONE && query_next(&query)) {
        struct event event;
        read_event(&query, &event);
        if (query.code == FAULT_NONE)
            code = fn(context, &event, fault);
    }
    enum fault_code closed = query_close(&query);
    return code != FAULT_NONE ? code : closed;
}

enum fault_code event_get(struct db *db, struct arena *arena, int64_t seq, struct event *out, struct fault *fault)
{
    struct query query;
    query_open(&query, db,
               "SELECT seq, kind, recorded_at, by_person, about, school, date, payload, salt, leaf FROM event WHERE seq = :seq",
               fault);
    bind_integer(&query, ":seq", seq);
    if (query_one(&query, "There is no such event.")) {
        read_event(&query, out);
        out->kind = column_dup(&query, arena, 1);
        out->school = column_dup(&query, arena, 5);
        out->payload = column_dup(&query, arena, 7);
    }
    return query_close(&query);
}

enum fault_code event_count(struct db *db, int64_t *out, struct fault *fault)
{
    struct query query;
    query_open(&query, db, "SELECT coalesce(max(seq), -1) + 1 FROM event", fault);
    if (query_next(&query))
        *out = column_integer(&query, 0);
    return query_close(&query);
}

static enum fault_code recorded_at(struct db *db, int64_t seq, int64_t *out, struct fault *fault)
{
    struct query query;
    query_open(&query, db, "SELECT recorded_at FROM event WHERE seq = :seq", fault);
    bind_integer(&query, ":seq", seq);
    if (query_one(&query, "There is no such event."))
        *out = column_integer(&query, 0);
    return query_close(&query);
}

/* Events are recorded in order of time, so the size is found by halving. */
enum fault_code event_size_on(struct db *db, struct date date, int64_t *out, struct fault *fault)
{
    int64_t low = 0, high = 0;
    enum fault_code code = event_count(db, &high, fault);
    struct instant end = {date.day == DATE_MAX.day ? INT64_MAX : INT64_MIN};
    if (date.day != DATE_MIN.day && date.day != DATE_MAX.day)
        end = instant_of_date(date_add_days(date, 1));
    while (code == FAULT_NONE && low < high) {
        int64_t middle = low + (high - low) / 2, at = 0;
        code = recorded_at(db, middle, &at, fault);
        if (at < end.ms)
            low = middle + 1;
        else
            high = middle;
    }
    *out = low;
    return code;
}
