/*
 * store_institution.c - the University's name and its Schools.
 */
#include "store_internal.h"

enum fault_code institution_get(struct db *db, struct arena *arena, struct institution_row *out, struct fault *fault)
{
    struct query query;
    query_open(&query, db, "SELECT name, url, zone FROM institution WHERE id = 0", fault);
    if (query_one(&query, "This database has no institution yet: run signpost init."))
        *out = (struct institution_row){
            .name = column_dup(&query, arena, 0),
            .url = column_dup(&query, arena, 1),
            .zone = column_dup(&query, arena, 2),
        };
    return query_close(&query);
}

enum fault_code school_list(struct db *db, struct arena *arena, struct school_row **out, int *count,
                            struct fault *fault)
{
    struct query query;
    struct list list;
    list_init(&list, sizeof(struct school_row));
    query_open(&query, db, "SELECT code, name FROM school ORDER BY code", fault);
    while (query_next(&query)) {
        struct school_row *row = list_add(&query, &list);
        if (row)
            *row = (struct school_row){column_dup(&query, arena, 0), column_dup(&query, arena, 1)};
    }
    return list_finish(&query, &list, arena, out, count);
}

enum fault_code school_get(struct db *db, struct arena *arena, const char *code, struct school_row *out,
                           struct fault *fault)
{
    struct query query;
    query_open(&query, db, "SELECT code, name FROM school WHERE code = :code", fault);
    bind_text(&query, ":code", code);
    if (query_one(&query, "There is no such School."))
        *out = (struct school_row){column_dup(&query, arena, 0), column_dup(&query, arena, 1)};
    return query_close(&query);
}
