/*
 * store_training.c - a person's way through a module, until it is complete.
 */
#include "store_internal.h"

enum fault_code module_progress(struct db *db, struct arena *arena, int64_t person, const char *module,
                                struct check_row **out, int *count, struct fault *fault)
{
    struct query query;
    struct list list;
    list_init(&list, sizeof(struct check_row));
    query_open(&query, db, "SELECT section, question, response, correct FROM module_progress"
                           " WHERE person = :person AND module = :module ORDER BY section, question", fault);
    bind_integer(&query, ":person", person);
    bind_text(&query, ":module", module);
    while (query_next(&query)) {
        struct check_row *row = list_add(&query, &list);
        if (row)
            *row = (struct check_row){
                .section = column_dup(&query, arena, 0),
                .question = column_dup(&query, arena, 1),
                .response = column_dup(&query, arena, 2),
                .correct = column_integer(&query, 3) != 0,
            };
    }
    return list_finish(&query, &list, arena, out, count);
}

enum fault_code module_check_save(struct tx *tx, int64_t person, const char *module, const char *section,
                                  const char *question, const char *response, bool correct, struct fault *fault)
{
    struct query query;
    query_open(&query, tx->db,
               "INSERT INTO module_progress VALUES (:person, :module, :section, :question, :response, :correct)"
               " ON CONFLICT DO UPDATE SET response = excluded.response,"
               " correct = max(correct, excluded.correct)",
               fault);
    bind_integer(&query, ":person", person);
    bind_text(&query, ":module", module);
    bind_text(&query, ":section", section);
    bind_text(&query, ":question", question);
    bind_text(&query, ":response", response);
    bind_integer(&query, ":correct", correct);
    return query_run(&query);
}

enum fault_code module_progress_clear(struct tx *tx, int64_t person, const char *module, struct fault *fault)
{
    struct query query;
    query_open(&query, tx->db, "DELETE FROM module_progress WHERE person = :person AND module = :module", fault);
    bind_integer(&query, ":person", person);
    bind_text(&query, ":module", module);
    return query_run(&query);
}
