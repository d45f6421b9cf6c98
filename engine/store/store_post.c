/*
 * store_post.c - posts: who was what, where, from when to when.
 */
#include "store_internal.h"

#define POST "SELECT seq, person, role, school, system, start, until FROM post"

static void read_post(struct query *query, struct post *out)
{
    const char *role = column_text(query, 2);
    out->seq = column_integer(query, 0);
    out->person = column_integer(query, 1);
    if (role && !role_parse(role, &out->role))
        query->code = fault_set(query->fault, FAULT_INTERNAL, "The database holds an unknown role.");
    column_copy(query, 3, out->school, sizeof out->school);
    column_copy(query, 4, out->system, sizeof out->system);
    out->start = column_date(query, 5, DATE_MIN);
    out->end = column_date(query, 6, DATE_MAX);
}

static enum fault_code read_posts(struct query *query, struct arena *arena, struct post **out, int *count)
{
    struct list list;
    list_init(&list, sizeof(struct post));
    while (query_next(query)) {
        struct post *post = list_add(query, &list);
        if (post)
            read_post(query, post);
    }
    return list_finish(query, &list, arena, out, count);
}

enum fault_code posts_of(struct db *db, struct arena *arena, int64_t person, struct post **out, int *count,
                         struct fault *fault)
{
    struct query query;
    query_open(&query, db, POST " WHERE person = :person ORDER BY start, seq", fault);
    bind_integer(&query, ":person", person);
    return read_posts(&query, arena, out, count);
}

enum fault_code posts_on(struct db *db, struct arena *arena, int64_t person, struct date date, struct post **out,
                         int *count, struct fault *fault)
{
    struct query query;
    query_open(&query, db, POST " WHERE person = :person AND start <= :date AND (until IS NULL OR until >= :date)"
                                " ORDER BY start, seq", fault);
    bind_integer(&query, ":person", person);
    bind_integer(&query, ":date", date.day);
    return read_posts(&query, arena, out, count);
}

enum fault_code posts_all(struct db *db, struct arena *arena, struct post **out, int *count, struct fault *fault)
{
    struct query query;
    query_open(&query, db, POST " ORDER BY seq", fault);
    return read_posts(&query, arena, out, count);
}
