/*
 * store_erase.c - erasing a person: who they are, what they answered and what was issued to them is deleted and, since the
 * writer's connection has secure_delete on, overwritten; the file is then written anew (anew.c). What the events say of their
 * number stays, and with it every figure and every other person's proof.
 */
#include "store_internal.h"

/* Of everything that hangs on an identity, how many there are; one row. */
#define HELD \
    "SELECT (SELECT count(*) FROM attempt WHERE person = :person)," \
    " (SELECT count(*) FROM credential WHERE person = :person)," \
    " (SELECT count(*) FROM share JOIN credential USING (record) WHERE person = :person)," \
    " (SELECT count(*) FROM evidence WHERE person = :person)," \
    " (SELECT count(DISTINCT module) FROM module_progress WHERE person = :person)," \
    " (SELECT count(*) FROM session WHERE person = :person AND expires > :now)," \
    " (SELECT count(*) FROM token WHERE person = :person)," \
    " (SELECT count(*) FROM sign_in_link WHERE person = :person AND used_at IS NULL AND expires > :now)," \
    " (SELECT count(*) FROM remark WHERE person = :person)," \
    " (SELECT count(*) FROM event WHERE about = :person)"

enum fault_code person_held(struct db *db, int64_t person, struct person_held *out, struct fault *fault)
{
    int *const counts[] = {&out->attempts, &out->records, &out->shared, &out->evidence, &out->modules, &out->sessions,
                           &out->tokens, &out->links, &out->remarks, &out->events};
    struct query query;
    query_open(&query, db, HELD, fault);
    bind_integer(&query, ":person", person);
    bind_integer(&query, ":now", clock_now().ms);
    if (query_next(&query))
        for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
            *counts[i] = (int)column_integer(&query, (int)i);
    return query_close(&query);
}

/* What was typed when they failed to sign in is theirs too, and nobody can tell whose a mistyped address, a name or a former address
 * was: so everybody's goes. It is kept to slow down who guesses, for a day at most. */
static enum fault_code erase_failures(struct tx *tx, struct fault *fault)
{
    return db_run(tx->db, "DELETE FROM sign_in_failure", fault);
}

enum fault_code person_erase(struct tx *tx, int64_t by, int64_t person, struct fault *fault)
{
    struct event event = {.kind = "person.erased", .by = by, .about = person, .date = DATE_MIN, .payload = "{}"};
    struct query query;
    enum fault_code code = erase_failures(tx, fault);
    if (code != FAULT_NONE)
        return code;
    query_open(&query, tx->db, "DELETE FROM identity WHERE person = :person", fault); /* the rest hangs on it */
    bind_integer(&query, ":person", person);
    code = query_run(&query);
    if (code == FAULT_NONE && query.changes == 0)
        code = fault_set(fault, FAULT_ABSENT, "There is no such person.");
    if (code == FAULT_NONE)
        code = anew_ask(tx, fault);
    return code == FAULT_NONE ? event_append(tx, &event, fault) : code;
}
