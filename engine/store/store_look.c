/*
 * store_look.c - who looked at whose results, and who was given access as whom: each is an event that the person can see.
 * A look at a School's people is one at each who was a tutor there that day.
 */
#include "signpost/limits.h"
#include "store_internal.h"

enum fault_code look_list(struct db *db, struct arena *arena, int64_t person, struct look_row **out, int *count,
                          struct fault *fault)
{
    struct query query;
    struct list list;
    list_init(&list, sizeof(struct look_row));
    query_open(&query, db, "SELECT l.at, iif(l.by_person IS NULL, NULL, coalesce(i.name, '')),"
                           " l.what, coalesce(l.school, '') FROM look AS l"
                           " LEFT JOIN identity AS i ON i.person = l.by_person"
                           " WHERE l.seq IN (SELECT seq FROM look WHERE about = :person UNION"
                           " SELECT s.seq FROM post AS p JOIN look AS s ON s.school = p.school AND s.what = 'people'"
                           " AND s.day BETWEEN p.start AND coalesce(p.until, s.day)"
                           " WHERE p.person = :person AND p.role = 'tutor')"
                           " ORDER BY l.seq DESC LIMIT :most", fault);
    bind_integer(&query, ":person", person);
    bind_integer(&query, ":most", LIMIT_LOOKS + 1); /* one more says that there are more */
    while (query_next(&query)) {
        struct look_row *row = list_add(&query, &list);
        if (row)
            *row = (struct look_row){
                .at = column_instant(&query, 0),
                .by_name = column_dup(&query, arena, 1),
                .what = column_dup(&query, arena, 2),
                .school = column_dup(&query, arena, 3),
            };
    }
    return list_finish(&query, &list, arena, out, count);
}

static enum fault_code say(struct tx *tx, const char *kind, int64_t by, int64_t about, const char *school,
                           const char *what, struct fault *fault)
{
    struct payload payload;
    payload_begin(&payload);
    json_out_member(&payload.json, "what", what);
    struct event event = {.kind = kind, .by = by, .about = about, .school = school, .date = clock_today(),
                          .payload = payload_end(&payload)};
    enum fault_code code = event_append(tx, &event, fault);
    payload_release(&payload);
    return code;
}

enum fault_code look_add(struct tx *tx, int64_t by, int64_t about, const char *school, const char *what,
                         struct fault *fault)
{
    return say(tx, "result.viewed", by, about, school, what, fault);
}

enum fault_code access_add(struct tx *tx, int64_t by, int64_t about, const char *what, struct fault *fault)
{
    return say(tx, "access.given", by, about, NULL, what, fault);
}
