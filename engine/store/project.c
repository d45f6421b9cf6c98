/*
 * project.c - what each kind of event does to the projections, as one statement a kind. The same statements run when an
 * event is appended and when the projections are rebuilt, so the two cannot differ.
 *
 * A statement names the parts of the event it wants, and must change exactly one row. Table names are bare on purpose:
 * rebuild.c puts empty tables of the same names in front of them.
 */
#include <string.h>
#include "store_internal.h"

const char *const project_tables[] = {"institution", "key", "person", "school", "post", "completion", "requirement",
                                      "policy", "waiver", "concern", "acknowledgement", "look",
                                      "record", "regrade", "witness", NULL};

/* A date of the payload as its day: exact, for a date is midnight; null stays NULL. */
#define DAY_OF(member) " unixepoch(:payload ->> '" member "') / 86400"

static const struct projection {
    const char *kind, *sql;
} projections[] = {
    {"completion.recorded",
     "INSERT INTO completion VALUES (:seq, :about, :payload ->> 'kind', :payload ->> 'item', :payload ->> 'source',"
     " :date, :payload ->> 'score', :payload ->> 'max', :payload ->> 'unit', :payload ->> 'bank',"
     " :payload ->> 'commitment', NULL)"},
    {"completion.withdrawn",
     "UPDATE completion SET withdrawn = :seq"
     " WHERE seq = :payload ->> 'completion' AND person = :about AND withdrawn IS NULL"},
    {"completion.regraded",
     "INSERT INTO regrade SELECT :seq, seq, person, :payload ->> 'question', :payload ->> 'bank', :payload ->> 'score',"
     " :payload ->> 'max', :payload ->> 'unit' FROM completion"
     " WHERE seq = :payload ->> 'completion' AND person = :about"},
    {"record.issued",
     "INSERT INTO record SELECT :seq, seq, :payload ->> 'commitment', :payload ->> 'score_commitment',"
     " :payload ->> 'answers' FROM completion WHERE seq = :payload ->> 'completion'"},
    {"result.viewed", "INSERT INTO look VALUES (:seq, :at, :date, :by, :about, :school, :payload ->> 'what')"},
    {"access.given", "INSERT INTO look VALUES (:seq, :at, :date, :by, :about, NULL, :payload ->> 'what')"},
    {"post.begun",
     "INSERT INTO post VALUES (:seq, :about, :payload ->> 'role', :school, :payload ->> 'system', :date,"
     DAY_OF("end") ", NULL)"},
    {"post.corrected",
     "UPDATE post SET start = :date, until =" DAY_OF("end") ", corrected = :seq"
     " WHERE seq = :payload ->> 'post' AND person = :about AND school IS :school"},
    {"person.added", "INSERT INTO person VALUES (:about, :seq, NULL, NULL)"},
    {"person.erased", "UPDATE person SET erased = :seq WHERE person = :about AND erased IS NULL"},
    {"person.changed", "UPDATE person SET changed = :seq WHERE person = :about"},
    {"statement.acknowledged",
     "INSERT INTO acknowledgement VALUES (:seq, :about, coalesce(:school, ''), :payload ->> 'statement')"},
    {"school.named",
     "INSERT INTO school VALUES (:seq, :school, :payload ->> 'name', :seq)"
     " ON CONFLICT (code) DO UPDATE SET name = excluded.name, named = excluded.named"},
    {"institution.named",
     "INSERT INTO institution VALUES (0, :seq, :payload ->> 'name', :payload ->> 'url', :payload ->> 'zone')"
     " ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, name = excluded.name, url = excluded.url,"
     " zone = excluded.zone"},
    {"key.added", "INSERT INTO key VALUES (:seq, :payload ->> 'public', :payload ->> 'purpose', :date)"},
    {"witness.added", "INSERT INTO witness VALUES (:seq, :payload ->> 'key', NULL)"},
    {"witness.ended", "UPDATE witness SET ended = :seq WHERE seq = :payload ->> 'witness' AND ended IS NULL"},
    {"requirement.set",
     "INSERT INTO requirement VALUES (:seq, :payload ->> 'id', :payload, :seq, NULL)"
     " ON CONFLICT (id) DO UPDATE SET definition = excluded.definition, latest = excluded.latest, ended = NULL"},
    {"requirement.ended", "UPDATE requirement SET ended = :date WHERE id = :payload ->> 'id'"},
    {"policy.set",
     "INSERT INTO policy VALUES (:seq, :date, :payload ->> 'due_soon_days', :payload ->> 'first_due_years',"
     " :payload ->> 'median', :payload ->> 'minimum_group', :payload ->> 'valid_years')"},
    {"waiver.granted",
     "INSERT INTO waiver VALUES (:seq, :about, :payload ->> 'kind', :payload ->> 'reason', :date,"
     DAY_OF("until") ", NULL)"},
    {"waiver.ended", "UPDATE waiver SET ended = :date WHERE seq = :payload ->> 'waiver' AND person = :about"},
    {"concern.opened", "INSERT INTO concern VALUES (:seq, :about, :school, :date, NULL)"},
    {"concern.closed", "UPDATE concern SET until = :date WHERE seq = :payload ->> 'concern' AND person = :about"},
};

static const struct projection *find(const char *kind)
{
    for (size_t i = 0; i < sizeof projections / sizeof projections[0]; i++)
        if (strcmp(projections[i].kind, kind) == 0)
            return &projections[i];
    return NULL;
}

enum fault_code project_event(struct db *db, const struct event *event, struct fault *fault)
{
    struct query query;
    const struct projection *projection = find(event->kind);
    if (!projection)
        return fault_set(fault, FAULT_INTERNAL, "There is no event of the kind %s.", event->kind);
    query_open(&query, db, projection->sql, fault);
    if (query_has(&query, ":seq"))
        bind_integer(&query, ":seq", event->seq);
    if (query_has(&query, ":at"))
        bind_integer(&query, ":at", event->recorded_at.ms);
    if (query_has(&query, ":by"))
        bind_integer_or_null(&query, ":by", event->by, 0);
    if (query_has(&query, ":about"))
        bind_integer_or_null(&query, ":about", event->about, 0);
    if (query_has(&query, ":school"))
        bind_text(&query, ":school", event->school);
    if (query_has(&query, ":date"))
        bind_date(&query, ":date", event->date);
    if (query_has(&query, ":payload"))
        bind_text(&query, ":payload", event->payload);
    return query_run_one(&query, "An event speaks of something that is not there.");
}
