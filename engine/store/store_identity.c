/*
 * store_identity.c - who a person number is: staff id, name and e-mail address (erasable), and the actor of a request.
 */
#include <string.h>
#include "store_internal.h"

#define IDENTITY "SELECT person, staff_id, name, email, password IS NOT NULL FROM identity"

/* ---- adding ---- */

static enum fault_code insert_identity(struct tx *tx, int64_t person, const char *staff_id, const char *name,
                                       const char *email, struct fault *fault)
{
    struct query query;
    query_open(&query, tx->db, "INSERT INTO identity VALUES (:person, :staff_id, :name, :email, NULL)", fault);
    bind_integer(&query, ":person", person);
    bind_text(&query, ":staff_id", staff_id);
    bind_text(&query, ":name", name);
    bind_text(&query, ":email", email);
    return query_run(&query);
}

/* A random number that no person has or, erased since, ever had. */
static enum fault_code unused_person(struct tx *tx, int64_t *out, struct fault *fault)
{
    enum fault_code code = FAULT_NONE;
    bool used = true;
    while (code == FAULT_NONE && used) {
        uint64_t number = 0;
        struct query query;
        random_bytes((unsigned char *)&number, sizeof number);
        *out = (int64_t)(number & ((UINT64_C(1) << 53) - 1));
        query_open(&query, tx->db, "SELECT 1 FROM person WHERE person = :person", fault);
        bind_integer(&query, ":person", *out);
        used = query_next(&query) || *out == 0;
        code = query_close(&query);
    }
    return code;
}

static enum fault_code taken(struct tx *tx, const char *staff_id, const char *email, struct fault *fault)
{
    struct query query;
    bool by_staff_id = false;
    query_open(&query, tx->db, "SELECT 1 FROM identity WHERE staff_id = :staff_id", fault);
    bind_text(&query, ":staff_id", staff_id);
    by_staff_id = query_next(&query);
    enum fault_code code = query_close(&query);
    if (code != FAULT_NONE)
        return code;
    if (by_staff_id)
        return fault_field(fault, FAULT_CONFLICT, "staff_id", "Somebody has the staff id %s already.", staff_id);
    return fault_field(fault, FAULT_CONFLICT, "email", "Somebody has the e-mail address %s already.", email);
}

enum fault_code identity_add(struct tx *tx, int64_t by, const char *staff_id, const char *name, const char *email,
                             int64_t *person, struct fault *fault)
{
    int64_t number = 0;
    enum fault_code code = unused_person(tx, &number, fault);
    if (code == FAULT_NONE)
        code = insert_identity(tx, number, staff_id, name, email, fault);
    if (code == FAULT_CONFLICT)
        return taken(tx, staff_id, email, fault);
    if (code == FAULT_NONE) {
        struct event event = {.kind = "person.added", .by = by, .about = number, .date = DATE_MIN, .payload = "{}"};
        code = event_append(tx, &event, fault);
    }
    if (code == FAULT_NONE)
        *person = number;
    return code;
}

/* ---- changing ---- */

static enum fault_code what_differs(struct tx *tx, int64_t person, const char *name, const char *email,
                                    bool *name_differs, bool *email_differs, struct fault *fault)
{
    struct query query;
    query_open(&query, tx->db, "SELECT name, email FROM identity WHERE person = :person", fault);
    bind_integer(&query, ":person", person);
    if (query_one(&query, "There is no such person.")) {
        const char *old_name = column_text(&query, 0), *old_email = column_text(&query, 1);
        *name_differs = old_name && strcmp(old_name, name) != 0;
        *email_differs = old_email && strcmp(old_email, email) != 0;
    }
    return query_close(&query);
}

static enum fault_code record_change(struct tx *tx, int64_t by, int64_t person, bool name, bool email,
                                     struct fault *fault)
{
    struct payload payload;
    payload_begin(&payload);
    json_out_key(&payload.json, "fields");
    json_out_array(&payload.json);
    if (email)
        json_out_string(&payload.json, "email");
    if (name)
        json_out_string(&payload.json, "name");
    json_out_end(&payload.json);
    struct event event = {.kind = "person.changed", .by = by, .about = person, .date = DATE_MIN,
                          .payload = payload_end(&payload)};
    enum fault_code code = event_append(tx, &event, fault);
    payload_release(&payload);
    return code;
}

enum fault_code identity_change(struct tx *tx, int64_t by, int64_t person, const char *name, const char *email,
                                struct fault *fault)
{
    bool name_differs = false, email_differs = false;
    enum fault_code code = what_differs(tx, person, name, email, &name_differs, &email_differs, fault);
    if (code != FAULT_NONE || (!name_differs && !email_differs))
        return code;
    struct query query;
    query_open(&query, tx->db, "UPDATE identity SET name = :name, email = :email WHERE person = :person", fault);
    bind_text(&query, ":name", name);
    bind_text(&query, ":email", email);
    bind_integer(&query, ":person", person);
    code = query_run(&query);
    if (code == FAULT_CONFLICT)
        return fault_field(fault, code, "email", "Somebody has the e-mail address %s already.", email);
    return code == FAULT_NONE ? record_change(tx, by, person, name_differs, email_differs, fault) : code;
}

/* ---- reading ---- */

static void read_identity(struct query *query, struct arena *arena, struct identity *out)
{
    *out = (struct identity){
        .person = column_integer(query, 0),
        .staff_id = column_dup(query, arena, 1),
        .name = column_dup(query, arena, 2),
        .email = column_dup(query, arena, 3),
        .has_password = column_integer(query, 4) != 0,
    };
}

static enum fault_code identity_one(struct query *query, struct arena *arena, struct identity *out)
{
    if (query_one(query, "There is no such person."))
        read_identity(query, arena, out);
    return query_close(query);
}

enum fault_code identity_by_person(struct db *db, struct arena *arena, int64_t person, struct identity *out,
                                   struct fault *fault)
{
    struct query query;
    query_open(&query, db, IDENTITY " WHERE person = :person", fault);
    bind_integer(&query, ":person", person);
    return identity_one(&query, arena, out);
}

enum fault_code identity_by_staff_id(struct db *db, struct arena *arena, const char *staff_id, struct identity *out,
                                     struct fault *fault)
{
    struct query query;
    query_open(&query, db, IDENTITY " WHERE staff_id = :staff_id", fault);
    bind_text(&query, ":staff_id", staff_id);
    return identity_one(&query, arena, out);
}

enum fault_code identity_list(struct db *db, struct arena *arena, struct identity **out, int *count,
                              struct fault *fault)
{
    struct query query;
    struct list list;
    list_init(&list, sizeof(struct identity));
    query_open(&query, db, IDENTITY " ORDER BY staff_id", fault);
    while (query_next(&query)) {
        struct identity *identity = list_add(&query, &list);
        if (identity)
            read_identity(&query, arena, identity);
    }
    return list_finish(&query, &list, arena, out, count);
}

enum fault_code actor_get(struct db *db, struct arena *arena, int64_t person, struct date today, struct actor *out,
                          struct fault *fault)
{
    struct query query;
    struct post *posts = NULL;
    query_open(&query, db, IDENTITY " WHERE person = :person", fault);
    bind_integer(&query, ":person", person);
    if (query_one(&query, "There is no such person.")) {
        *out = (struct actor){.person = person, .today = today};
        column_copy(&query, 1, out->staff_id, sizeof out->staff_id);
        column_copy(&query, 2, out->name, sizeof out->name);
        column_copy(&query, 3, out->email, sizeof out->email);
    }
    enum fault_code code = query_close(&query);
    if (code == FAULT_NONE)
        code = posts_on(db, arena, person, today, &posts, &out->post_count, fault);
    if (code == FAULT_NONE)
        out->posts = posts;
    return code;
}
