/*
 * store_support.c - what a School's leaders note about a tutor: concerns and waivers, each an event when it begins and another
 * when it ends.
 */
#include "store_internal.h"

/* ---- concerns ---- */

enum fault_code concern_list(struct db *db, struct arena *arena, int64_t person, const char *school, struct concern_row **out,
                             int *count, struct fault *fault)
{
    struct query query;
    struct list list;
    list_init(&list, sizeof(struct concern_row));
    query_open(&query, db, "SELECT seq, start, until FROM concern WHERE person = :person AND school = :school"
                           " ORDER BY start DESC, seq DESC", fault);
    bind_integer(&query, ":person", person);
    bind_text(&query, ":school", school);
    while (query_next(&query)) {
        struct concern_row *row = list_add(&query, &list);
        if (row)
            *row = (struct concern_row){
                .seq = column_integer(&query, 0),
                .start = column_date(&query, 1, DATE_MIN),
                .until = column_date(&query, 2, DATE_MAX),
            };
    }
    return list_finish(&query, &list, arena, out, count);
}

/* The open concern about PERSON at SCHOOL, or -1. */
static enum fault_code concern_find(struct db *db, int64_t person, const char *school, int64_t *seq, struct fault *fault)
{
    struct query query;
    query_open(&query, db, "SELECT max(seq) FROM concern WHERE person = :person AND school = :school AND until IS NULL", fault);
    bind_integer(&query, ":person", person);
    bind_text(&query, ":school", school);
    *seq = query_next(&query) ? column_integer_or(&query, 0, -1) : -1;
    return query_close(&query);
}

enum fault_code concern_open(struct tx *tx, int64_t by, int64_t person, const char *school, struct date from, struct fault *fault)
{
    int64_t open = -1;
    enum fault_code code = concern_find(tx->db, person, school, &open, fault);
    if (code == FAULT_NONE && open >= 0)
        code = fault_set(fault, FAULT_CONFLICT, "A concern is open already: close it before you open another.");
    struct event event = {.kind = "concern.opened", .by = by, .about = person, .school = school, .date = from, .payload = "{}"};
    return code == FAULT_NONE ? event_append(tx, &event, fault) : code;
}

/* Appends EVENT with the payload {NAME: SEQ}. */
static enum fault_code append_end(struct tx *tx, struct event *event, const char *name, int64_t seq, struct fault *fault)
{
    struct payload payload;
    payload_begin(&payload);
    json_out_member_integer(&payload.json, name, seq);
    event->payload = payload_end(&payload);
    enum fault_code code = event_append(tx, event, fault);
    payload_release(&payload);
    return code;
}

enum fault_code concern_close(struct tx *tx, int64_t by, int64_t person, const char *school, struct date last, struct fault *fault)
{
    int64_t open = -1;
    enum fault_code code = concern_find(tx->db, person, school, &open, fault);
    if (code == FAULT_NONE && open < 0)
        code = fault_set(fault, FAULT_CONFLICT, "No concern is open: it was closed before.");
    struct event event = {.kind = "concern.closed", .by = by, .about = person, .school = school, .date = last};
    return code == FAULT_NONE ? append_end(tx, &event, "concern", open, fault) : code;
}

/* ---- waivers ---- */

enum fault_code waiver_list(struct db *db, struct arena *arena, int64_t person, struct waiver_row **out, int *count,
                            struct fault *fault)
{
    struct query query;
    struct list list;
    list_init(&list, sizeof(struct waiver_row));
    query_open(&query, db, "SELECT seq, kind, reason, start, until, ended FROM waiver WHERE person = :person"
                           " ORDER BY start DESC, seq DESC", fault);
    bind_integer(&query, ":person", person);
    while (query_next(&query)) {
        struct waiver_row *row = list_add(&query, &list);
        if (row)
            *row = (struct waiver_row){
                .seq = column_integer(&query, 0),
                .kind = column_dup(&query, arena, 1),
                .reason = column_dup(&query, arena, 2),
                .start = column_date(&query, 3, DATE_MIN),
                .until = column_date(&query, 5, column_date(&query, 4, DATE_MAX)),
                .ended = column_integer_or(&query, 5, DATE_MIN.day) != DATE_MIN.day,
            };
    }
    return list_finish(&query, &list, arena, out, count);
}

/* A waiver of KIND that somebody has not ended and that reaches beyond the day before FROM. */
static enum fault_code waiver_refuse_second(struct db *db, int64_t person, const char *kind, struct date from, struct fault *fault)
{
    struct query query;
    query_open(&query, db, "SELECT 1 FROM waiver WHERE person = :person AND kind = :kind AND ended IS NULL"
                           " AND (until IS NULL OR until >= :from)", fault);
    bind_integer(&query, ":person", person);
    bind_text(&query, ":kind", kind);
    bind_date(&query, ":from", from);
    bool found = query_next(&query);
    enum fault_code code = query_close(&query);
    if (code == FAULT_NONE && found)
        code = fault_field(fault, FAULT_CONFLICT, "kind", "More time is given for this already: end that first.");
    return code;
}

enum fault_code waiver_grant(struct tx *tx, int64_t by, int64_t person, const char *kind, const char *reason, struct date from,
                             struct date until, struct fault *fault)
{
    struct payload payload;
    char day[DATE_TEXT];
    enum fault_code code = waiver_refuse_second(tx->db, person, kind, from, fault);
    if (code != FAULT_NONE)
        return code;
    bool open = date_compare(until, DATE_MAX) == 0;
    if (!open)
        date_text(until, day);
    payload_begin(&payload);
    json_out_member(&payload.json, "kind", kind);
    json_out_member(&payload.json, "reason", reason);
    json_out_member(&payload.json, "until", open ? NULL : day);
    struct event event = {.kind = "waiver.granted", .by = by, .about = person, .date = from, .payload = payload_end(&payload)};
    code = event_append(tx, &event, fault);
    payload_release(&payload);
    return code;
}

enum fault_code waiver_end(struct tx *tx, int64_t by, int64_t person, int64_t waiver, struct date last, struct fault *fault)
{
    struct query query;
    query_open(&query, tx->db, "SELECT 1 FROM waiver WHERE seq = :waiver AND person = :person AND ended IS NULL", fault);
    bind_integer(&query, ":waiver", waiver);
    bind_integer(&query, ":person", person);
    bool found = query_next(&query);
    enum fault_code code = query_close(&query);
    if (code == FAULT_NONE && !found)
        code = fault_field(fault, FAULT_CONFLICT, "waiver", "This was ended before, or it is not theirs.");
    struct event event = {.kind = "waiver.ended", .by = by, .about = person, .date = last};
    return code == FAULT_NONE ? append_end(tx, &event, "waiver", waiver, fault) : code;
}
