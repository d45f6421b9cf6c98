/*
 * store_session.c - signing in: passwords, sign-in links, sessions, tokens, failed tries. Of secrets only hashes come
 * here.
 */
#include <string.h>
#include "store_internal.h"

#define SECRET_HASH 32
#define FAILURES_KEPT_MS (24 * 3600 * INT64_C(1000))

/* ---- passwords ---- */

static enum fault_code password_of(struct query *query, struct arena *arena, const char *login, int64_t *person,
                                   char **hash)
{
    bind_text(query, ":login", login);
    if (query_next(query)) {
        *person = column_integer(query, 0);
        *hash = column_dup(query, arena, 1);
    }
    return query_close(query);
}

enum fault_code password_get(struct db *db, struct arena *arena, const char *login, int64_t *person, char **hash,
                             struct fault *fault)
{
    struct query query;
    *person = 0;
    *hash = NULL;
    query_open(&query, db, "SELECT person, password FROM identity WHERE email = :login", fault);
    enum fault_code code = password_of(&query, arena, login, person, hash);
    if (code != FAULT_NONE || *person)
        return code;
    query_open(&query, db, "SELECT person, password FROM identity WHERE staff_id = :login", fault);
    return password_of(&query, arena, login, person, hash);
}

enum fault_code password_set(struct tx *tx, int64_t person, const char *hash, struct fault *fault)
{
    struct query query;
    query_open(&query, tx->db, "UPDATE identity SET password = :hash WHERE person = :person", fault);
    bind_text(&query, ":hash", hash);
    bind_integer(&query, ":person", person);
    enum fault_code code = query_run(&query);
    if (code == FAULT_NONE && query.changes == 0)
        code = fault_set(fault, FAULT_ABSENT, "There is no such person.");
    return code;
}

/* ---- sign-in links ---- */

enum fault_code sign_in_link_add(struct tx *tx, int64_t person, const unsigned char hash[32], struct instant expires,
                                 struct fault *fault)
{
    struct query query;
    query_open(&query, tx->db, "INSERT INTO sign_in_link VALUES (:hash, :person, :expires, NULL)", fault);
    bind_bytes(&query, ":hash", hash, SECRET_HASH);
    bind_integer(&query, ":person", person);
    bind_integer(&query, ":expires", expires.ms);
    return query_run(&query);
}

enum fault_code sign_in_link_use(struct tx *tx, const unsigned char hash[32], int64_t *person, struct fault *fault)
{
    struct query query;
    query_open(&query, tx->db, "UPDATE sign_in_link SET used_at = :now"
                               " WHERE hash = :hash AND used_at IS NULL AND expires > :now RETURNING person", fault);
    bind_bytes(&query, ":hash", hash, SECRET_HASH);
    bind_integer(&query, ":now", clock_now().ms);
    if (query_one(&query, "This sign-in link was used already or has expired: ask for a new one."))
        *person = column_integer(&query, 0);
    return query_close(&query);
}

/* ---- sessions ---- */

enum fault_code session_add(struct tx *tx, const unsigned char hash[32], const struct session *session,
                            struct fault *fault)
{
    struct query query;
    query_open(&query, tx->db, "DELETE FROM session WHERE expires <= :now", fault);
    bind_integer(&query, ":now", clock_now().ms);
    enum fault_code code = query_run(&query);
    if (code != FAULT_NONE)
        return code;
    query_open(&query, tx->db, "INSERT INTO session VALUES (:hash, :person, :csrf, :expires)", fault);
    bind_bytes(&query, ":hash", hash, SECRET_HASH);
    bind_integer(&query, ":person", session->person);
    bind_text(&query, ":csrf", session->csrf);
    bind_integer(&query, ":expires", session->expires.ms);
    return query_run(&query);
}

enum fault_code session_get(struct db *db, const unsigned char hash[32], struct session *out, struct fault *fault)
{
    struct query query;
    query_open(&query, db, "SELECT person, csrf, expires FROM session WHERE hash = :hash AND expires > :now", fault);
    bind_bytes(&query, ":hash", hash, SECRET_HASH);
    bind_integer(&query, ":now", clock_now().ms);
    if (query_one(&query, "There is no such session.")) {
        out->person = column_integer(&query, 0);
        column_copy(&query, 1, out->csrf, sizeof out->csrf);
        out->expires = column_instant(&query, 2);
    }
    return query_close(&query);
}

enum fault_code session_end(struct tx *tx, const unsigned char hash[32], struct fault *fault)
{
    struct query query;
    query_open(&query, tx->db, "DELETE FROM session WHERE hash = :hash", fault);
    bind_bytes(&query, ":hash", hash, SECRET_HASH);
    return query_run(&query);
}

enum fault_code session_end_all(struct tx *tx, int64_t person, struct fault *fault)
{
    struct query query;
    query_open(&query, tx->db, "DELETE FROM session WHERE person = :person", fault);
    bind_integer(&query, ":person", person);
    return query_run(&query);
}

/* ---- bearer tokens ---- */

enum fault_code token_add(struct tx *tx, int64_t person, const unsigned char hash[32], struct fault *fault)
{
    struct query query;
    query_open(&query, tx->db, "INSERT INTO token VALUES (:hash, :person, :now)", fault);
    bind_bytes(&query, ":hash", hash, SECRET_HASH);
    bind_integer(&query, ":person", person);
    bind_integer(&query, ":now", clock_now().ms);
    return query_run(&query);
}

enum fault_code token_get(struct db *db, const unsigned char hash[32], int64_t *person, struct fault *fault)
{
    struct query query;
    query_open(&query, db, "SELECT person FROM token WHERE hash = :hash", fault);
    bind_bytes(&query, ":hash", hash, SECRET_HASH);
    if (query_one(&query, "There is no such token."))
        *person = column_integer(&query, 0);
    return query_close(&query);
}

/* ---- failed tries ---- */

enum fault_code sign_in_failure_add(struct tx *tx, const char *login, const char *address, struct fault *fault)
{
    struct query query;
    int64_t now = clock_now().ms;
    query_open(&query, tx->db, "DELETE FROM sign_in_failure WHERE at < :before", fault);
    bind_integer(&query, ":before", now - FAILURES_KEPT_MS);
    enum fault_code code = query_run(&query);
    if (code != FAULT_NONE)
        return code;
    query_open(&query, tx->db, "INSERT INTO sign_in_failure VALUES (NULL, :login, :address, :now)", fault);
    bind_text(&query, ":login", login);
    bind_text(&query, ":address", address);
    bind_integer(&query, ":now", now);
    return query_run(&query);
}

enum fault_code sign_in_failures(struct db *db, const char *login, const char *address, struct instant since,
                                 int *of_login, int *of_address, struct fault *fault)
{
    struct query query;
    query_open(&query, db, "SELECT (SELECT count(*) FROM sign_in_failure WHERE login = :login AND at >= :since),"
                           " (SELECT count(*) FROM sign_in_failure WHERE address = :address AND at >= :since)", fault);
    bind_text(&query, ":login", login);
    bind_text(&query, ":address", address);
    bind_integer(&query, ":since", since.ms);
    if (query_next(&query)) {
        *of_login = (int)column_integer(&query, 0);
        *of_address = (int)column_integer(&query, 1);
    }
    return query_close(&query);
}
