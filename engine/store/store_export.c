/*
 * store_export.c - everything that is held about one person, as they may ask for it: one list a kind, a row as an object whose members
 * are the statement's columns. Of secrets only that there are some, and when they end. Marks are whole numbers of 1/unit.
 */
#include "signpost/view.h"
#include "store_internal.h"

#define DAY(column) "date(" column " * 86400, 'unixepoch')"
#define AT(column) "strftime('%Y-%m-%dT%H:%M:%SZ', " column " / 1000, 'unixepoch')"

static const struct { const char *name, *sql; } lists[] = {
    {"posts", "SELECT role, school, system, " DAY("start") " AS start, " DAY("until") " AS \"end\" FROM post"
              " WHERE person = :person ORDER BY post.start, seq"},
    {"attempts", "SELECT id, quiz, bank, " AT("started_at") " AS started_at, " AT("submitted_at") " AS submitted_at, score, max,"
                 " 5040 AS unit, completion FROM attempt WHERE person = :person ORDER BY number"},
    {"answers", "SELECT a.id AS attempt, r.number, r.response, r.flagged, " AT("r.saved_at") " AS saved_at FROM attempt AS a"
                " JOIN answer AS r ON r.attempt = a.number WHERE a.person = :person ORDER BY a.number, r.number"},
    {"completions", "SELECT c.seq AS completion, c.kind, c.item, c.source, " DAY("c.completed_on") " AS completed_on, c.score, c.max,"
                    " c.unit, e.evidence, w.payload ->> 'reason' AS withdrawn, " AT("w.recorded_at") " AS withdrawn_at"
                    " FROM completion AS c LEFT JOIN evidence AS e ON e.completion = c.seq LEFT JOIN event AS w ON w.seq = c.withdrawn"
                    " WHERE c.person = :person ORDER BY c.seq"},
    {"regrades", "SELECT completion, question, bank, score, max, unit FROM regrade WHERE person = :person ORDER BY seq"},
    {"records", "SELECT c.record, c.kind, c.completion, c.superseded_by, " AT("s.since") " AS shared_since, s.name AS shared_name,"
                " c.document FROM credential AS c LEFT JOIN share AS s ON s.record = c.record WHERE c.person = :person"
                " ORDER BY c.number"},
    {"training", "SELECT module, section, question, response, correct FROM module_progress WHERE person = :person"
                 " ORDER BY module, section, question"},
    {"remarks", "SELECT a.id AS attempt, r.question, r.text, " AT("r.sent_at") " AS sent_at, " AT("r.settled_at") " AS settled_at"
                " FROM remark AS r JOIN attempt AS a ON a.number = r.attempt WHERE r.person = :person ORDER BY r.number"},
    {"acknowledgements", "SELECT a.school, a.statement, " AT("e.recorded_at") " AS at FROM acknowledgement AS a"
                         " JOIN event AS e ON e.seq = a.seq WHERE a.person = :person ORDER BY a.seq"},
    {"waivers", "SELECT kind, reason, " DAY("start") " AS start, " DAY("coalesce(ended, until)") " AS \"end\" FROM waiver"
                " WHERE person = :person ORDER BY seq"},
    {"concerns", "SELECT school, " DAY("start") " AS start, " DAY("until") " AS \"end\" FROM concern WHERE person = :person ORDER BY seq"},
    {"looks", "SELECT " AT("l.at") " AS at, i.name AS by, l.what, l.school FROM look AS l LEFT JOIN identity AS i ON i.person = l.by_person"
              " WHERE l.seq IN (SELECT seq FROM look WHERE about = :person UNION"
              " SELECT s.seq FROM post AS p JOIN look AS s ON s.school = p.school AND s.what = 'people'"
              " AND s.day BETWEEN p.start AND coalesce(p.until, s.day) WHERE p.person = :person AND p.role = 'tutor') ORDER BY l.seq"},
    {"sessions", "SELECT " AT("expires") " AS expires FROM session WHERE person = :person ORDER BY session.expires"},
    {"tokens", "SELECT " AT("added_at") " AS added_at FROM token WHERE person = :person ORDER BY token.added_at"},
    {"sign_in_links", "SELECT " AT("expires") " AS expires, " AT("used_at") " AS used_at FROM sign_in_link WHERE person = :person"
                      " ORDER BY sign_in_link.expires"},
    {"failed_sign_ins", "SELECT f.login, f.address, " AT("f.at") " AS at FROM sign_in_failure AS f JOIN identity AS i"
                        " ON f.login = i.email OR f.login = i.staff_id WHERE i.person = :person ORDER BY f.number"},
    {"events", "SELECT seq, kind, " AT("recorded_at") " AS recorded_at, " DAY("date") " AS date, school, payload FROM event"
               " WHERE about = :person ORDER BY seq"},
    {"did", "SELECT seq, kind, " AT("recorded_at") " AS recorded_at, school FROM event WHERE by_person = :person"
            " AND about IS NOT :person ORDER BY seq"},
};

static void add_row(struct query *query, struct view *view, cJSON *item)
{
    for (int i = 0; i < sqlite3_column_count(query->statement); i++) {
        const char *name = sqlite3_column_name(query->statement, i);
        if (!name)
            query->code = fault_memory(query->fault);
        else if (sqlite3_column_type(query->statement, i) == SQLITE_INTEGER)
            view_integer(view, item, name, column_integer(query, i));
        else
            view_string(view, item, name, column_text(query, i));
    }
}

static enum fault_code add_list(struct db *db, int64_t person, const char *name, const char *sql, struct view *view, cJSON *into,
                                struct fault *fault)
{
    struct query query;
    cJSON *list = view_array(view, into, name);
    query_open(&query, db, sql, fault);
    bind_integer(&query, ":person", person);
    while (query_next(&query))
        add_row(&query, view, view_object(view, list, NULL));
    return query_close(&query);
}

enum fault_code person_export(struct db *db, int64_t person, struct view *view, struct cJSON *into, struct fault *fault)
{
    struct query query;
    query_open(&query, db, "SELECT person, staff_id, name, email, password IS NOT NULL AS has_password FROM identity"
                           " WHERE person = :person", fault);
    bind_integer(&query, ":person", person);
    if (query_one(&query, "There is no such person."))
        add_row(&query, view, into);
    enum fault_code code = query_close(&query);
    for (size_t i = 0; code == FAULT_NONE && i < sizeof lists / sizeof *lists; i++)
        code = add_list(db, person, lists[i].name, lists[i].sql, view, into, fault);
    return code;
}
