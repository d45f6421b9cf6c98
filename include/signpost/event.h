/*
 * event.h - the events: everything a figure depends on, never rewritten (DESIGN, "Facts and figures").
 *
 * An event speaks of random person numbers, dates, Schools and facts, never of a name, an address or an answer. It is
 * the leaf of the transparency log whose index is its sequence. Its bytes are settled for ever:
 *
 *   canonical = JCS of {"about":N|null,"at":ms,"by":N|null,"date":"YYYY-MM-DD"|null,"kind":"…","payload":{…},
 *               "school":"…"|null,"seq":N,"v":1}
 *   entry     = SHA-256(salt ‖ canonical)          salt: 32 random bytes stored with the event
 *   leaf      = SHA-256(0x00 ‖ entry)              RFC 6962, 2.1
 *
 * Kinds, with their payload (canonical JSON, members in order) and what the other columns hold:
 *   institution.named     {"name","url":text|null,"zone"}
 *   key.added             {"public":multikey,"purpose":"credential"|"log"}    date: first day on which it signs; none: at once
 *   witness.added         {"key":vkey}                                  a witness (C2SP cosignature/v1) whose word counts
 *   witness.ended         {"witness":seq}
 *   person.added          {}                                            about
 *   person.changed        {"fields":["email","name"]}                   about: which were corrected, not to what
 *   person.erased         {}                                            about: who they were is forgotten; what the events say stays
 *   school.named          {"name"}                                      school
 *   post.begun            {"end":date|null,"role","system":code|""}     about, school (null: University-wide), date: start
 *   post.corrected        {"end":date|null,"post":seq}                  about, school, date: start
 *   completion.recorded   {"bank":hex|null,"commitment":hex|null,"item","kind":"quiz"|"training","max":n|null,
 *                          "score":n|null,"source":"attempt"|"module"|"import","unit":n|null}   about, date: completed on
 *                         score and max: whole numbers of 1/unit marks (unit: MARK_UNIT for our own attempts, a power
 *                         of ten for imported decimals)
 *                         commitment: null since record.issued speaks of records; before, as there
 *   record.issued         {"answers":hex|null,"commitment":hex|null,"completion":seq,"score_commitment":hex|null}
 *                         by, about: nobody. It can be shown to a verifier without telling whose it is or what the score was.
 *                         commitment, score_commitment: SHA-256(salt ‖ credential bytes) of the completion record and of the
 *                         score record; answers: SHA-256(salt ‖ JCS of {"answers":[response|null,…],"bank":hex,"quiz":id,
 *                         "seed":hex}). Each has a salt of its own, kept with what it commits to, erasable with it. A
 *                         regrade issues a new score record: then commitment and answers are null.
 *   completion.withdrawn  {"completion":seq,"reason":"mistake"|"misconduct"|"other"}   about. It counts no longer, its records
 *                         are revoked
 *   completion.regraded   {"bank":hex,"completion":seq,"max":n,"question":id,"score":n,"unit":n}   about. Its score as now known,
 *                         marked by the key of that bank; the first score stays in completion.recorded
 *   statement.acknowledged {"statement":hex}                            about, school: SHA-256 of the text acknowledged
 *   requirement.set       {"any_of":[…],"from":date|null,"id","schools":[…],"title"}   date: from
 *   requirement.ended     {"id"}                                        date: first day it is no longer owed
 *   policy.set            {"due_soon_days","first_due_years","median":"latest"|"best"|"first","minimum_group","valid_years"}  date
 *   waiver.granted        {"kind":"quiz"|"training","reason":"leave"|"new"|"other","until":date|null}   about, date: from
 *   waiver.ended          {"waiver":seq}                                about, date: last day in force
 *   concern.opened        {}                                            about, school, date
 *   concern.closed        {"concern":seq}                               about, school, date: last day open
 *   access.given          {"what":"link"|"token"}                       by, about: a sign-in link or token was made for them; date
 *   result.viewed         {"what":"attempt"|"people"|"person"|"keys"}   by, about or school (keys: neither)
 */
#ifndef SIGNPOST_EVENT_H
#define SIGNPOST_EVENT_H
#include <stdint.h>
#include "signpost/buf.h"
#include "signpost/date.h"

#define EVENT_SALT 32
#define EVENT_HASH 32

struct event {
    int64_t seq;              /* from 0, gapless */
    const char *kind;
    struct instant recorded_at; /* never before the event that precedes it */
    int64_t by;               /* person number; 0: the machine's administrator */
    int64_t about;            /* person number; 0: nobody */
    const char *school;       /* code, or NULL */
    struct date date;         /* effective date; DATE_MIN: none */
    const char *payload;      /* canonical JSON object */
    unsigned char salt[EVENT_SALT];
    unsigned char leaf[EVENT_HASH];
};
/* The canonical bytes of the event, appended. INTERNAL when the payload is not a JSON object. */
enum fault_code event_canonical(const struct event *event, struct buf *out, struct fault *fault) MUST_USE;
/* The log's entry of CANONICAL: SHA-256(salt ‖ canonical). Its leaf is log_leaf_hash of these 32 bytes (log.h). */
void event_entry(const unsigned char salt[EVENT_SALT], const char *canonical, size_t size, unsigned char out[EVENT_HASH]);
/* Computes event->leaf from everything else (engine/record/leaf.c). */
enum fault_code event_hash(struct event *event, struct fault *fault) MUST_USE;
#endif
