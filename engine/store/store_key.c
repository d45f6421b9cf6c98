/*
 * store_key.c - the keys as the log tells of them: public halves only, each with the day from which it signs. A key is never
 * taken away: whatever was signed by any of them is verified for ever.
 */
#include <string.h>
#include "signpost/store_keys.h"
#include "store_internal.h"

enum fault_code key_record(struct tx *tx, enum key_purpose purpose, const char *public, struct date start, struct fault *fault)
{
    struct payload payload;
    payload_begin(&payload);
    json_out_member(&payload.json, "public", public);
    json_out_member(&payload.json, "purpose", key_purpose_name(purpose));
    struct event event = {.kind = "key.added", .date = start, .payload = payload_end(&payload)};
    enum fault_code code = event_append(tx, &event, fault);
    payload_release(&payload);
    return code;
}

enum fault_code keys_public(struct db *db, struct arena *arena, const char ***out, struct fault *fault)
{
    struct query query;
    struct list list;
    int count = 0;
    list_init(&list, sizeof(const char *));
    query_open(&query, db, "SELECT public FROM key WHERE purpose = 'credential' ORDER BY seq", fault);
    while (query_next(&query)) {
        const char **key = list_add(&query, &list);
        if (key)
            *key = column_dup(&query, arena, 0);
    }
    list_add(&query, &list); /* the NULL that ends it */
    return list_finish(&query, &list, arena, out, &count);
}

enum fault_code key_list(struct db *db, struct arena *arena, struct key_row **out, int *count, struct fault *fault)
{
    struct query query;
    struct list list;
    list_init(&list, sizeof(struct key_row));
    query_open(&query, db,
               "SELECT k.seq, k.purpose, k.public, k.start, e.recorded_at FROM key AS k JOIN event AS e ON e.seq = k.seq"
               " ORDER BY k.seq", fault);
    while (query_next(&query)) {
        struct key_row *row = list_add(&query, &list);
        const char *purpose = column_text(&query, 1);
        if (!row)
            continue;
        struct date start = column_date(&query, 3, DATE_MIN);
        *row = (struct key_row){
            .seq = column_integer(&query, 0),
            .purpose = purpose && strcmp(purpose, key_purpose_name(KEY_LOG)) == 0 ? KEY_LOG : KEY_CREDENTIAL,
            .public = column_dup(&query, arena, 2),
            .start = start,
            .added_at = column_instant(&query, 4),
        };
        row->since = start.day == DATE_MIN.day ? row->added_at : instant_of_date(start);
    }
    return list_finish(&query, &list, arena, out, count);
}

const struct key_row *key_in_force(const struct key_row *rows, int count, enum key_purpose purpose, struct instant at)
{
    const struct key_row *out = NULL;
    for (int i = 0; i < count; i++)
        if (rows[i].purpose == purpose && (!out || rows[i].since.ms <= at.ms))
            out = &rows[i];
    return out;
}

enum key_standing key_standing(const struct key_row *rows, int count, const struct key_row *key, struct instant at)
{
    const struct key_row *now = key_in_force(rows, count, key->purpose, at);
    if (key == now)
        return KEY_IN_FORCE;
    return now && key < now ? KEY_FORMER : KEY_TO_COME;
}
