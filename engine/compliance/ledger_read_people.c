/*
 * ledger_read_people.c - reads the events about people into the ledger: posts, waivers, concerns.
 *
 * Each reader checks everything and makes room before it changes anything, so a refused event leaves no trace.
 */
#include <string.h>
#include "compliance/ledger_internal.h"

enum fault_code read_refuse(const struct event *event, const char *what, struct fault *fault)
{
    return fault_set(fault, FAULT_INTERNAL, "Event %lld (%s) cannot be read: %s.", (long long)event->seq, event->kind,
                     what);
}

bool read_date(const cJSON *payload, const char *name, struct date when_null, struct date *out)
{
    const cJSON *member = json_member(payload, name);
    if (!member)
        return false;
    *out = when_null;
    return cJSON_IsNull(member) || (cJSON_IsString(member) && date_parse(member->valuestring, out, NULL) == FAULT_NONE);
}

bool read_dated(const struct event *event)
{
    return date_compare(event->date, DATE_MIN) != 0 && event->about > 0;
}

/* ---- posts ---- */
static bool ever_at(const struct person *person, int32_t school)
{
    for (int i = 0; i < person->posts.count; i++)
        if (person->posts.items[i].school == school)
            return true;
    return false;
}

enum fault_code read_post_begun(struct ledger *ledger, const struct event *event, const cJSON *payload,
                                struct fault *fault)
{
    const char *role = json_string(payload, "role"), *system = json_string(payload, "system");
    struct span post = {.id = event->seq, .known_from = event->seq, .known_until = INT64_MAX, .start = event->date};
    if (!role || !system || !read_dated(event) || !read_date(payload, "end", DATE_MAX, &post.end))
        return read_refuse(event, "role, system, date, person or end is not as it should be", fault);
    if (strcmp(role, "tutor") != 0)
        return FAULT_NONE;
    if (!event->school || !*event->school)
        return read_refuse(event, "a tutor's post needs a School", fault);
    struct person *person = ledger_person_add(ledger, event->about);
    post.school = ledger_school_add(ledger, event->school);
    if (!person || post.school < 0)
        return fault_memory(fault);
    struct school *school = ledger->schools + post.school;
    post.system = names_intern(&school->systems, system);
    if (post.system < 0 || !spans_reserve(&person->posts))
        return fault_memory(fault);
    if (!ever_at(person, post.school) && !indexes_add(&school->people, (int32_t)(person - ledger->people)))
        return fault_memory(fault);
    spans_insert(&person->posts, &post);
    if (person->posts.count > ledger->most_posts)
        ledger->most_posts = person->posts.count;
    return FAULT_NONE;
}

/* Closes the version of ID that was the current one and opens CHANGED in its stead; room was made. */
static void supersede(struct spans *list, struct span *current, struct span changed, int64_t seq)
{
    current->known_until = seq;
    changed.known_from = seq;
    changed.known_until = INT64_MAX;
    spans_insert(list, &changed);
}

enum fault_code read_post_corrected(struct ledger *ledger, const struct event *event, const cJSON *payload,
                                    struct fault *fault)
{
    int64_t id = -1;
    struct date end;
    if (!json_integer(payload, "post", &id) || !read_dated(event) || !read_date(payload, "end", DATE_MAX, &end))
        return read_refuse(event, "post, date, person or end is not as it should be", fault);
    struct person *person = ledger_person(ledger, event->about);
    if (!person || !spans_current(&person->posts, id))
        return FAULT_NONE; /* a post of another role */
    if (!spans_reserve(&person->posts))
        return fault_memory(fault);
    struct span *current = spans_current(&person->posts, id);
    struct span changed = *current;
    changed.start = event->date;
    changed.end = end;
    supersede(&person->posts, current, changed, event->seq);
    if (person->posts.count > ledger->most_posts)
        ledger->most_posts = person->posts.count;
    return FAULT_NONE;
}

/* ---- waivers ---- */
static bool read_waiver(const cJSON *payload, struct span *waiver)
{
    static const char *const kinds[] = {"quiz", "training"}, *const reasons[] = {"leave", "new", "other"};
    const char *kind = json_string(payload, "kind"), *reason = json_string(payload, "reason");
    int k = 0, r = 0;
    while (kind && k < 2 && strcmp(kind, kinds[k]) != 0)
        k++;
    while (reason && r < 3 && strcmp(reason, reasons[r]) != 0)
        r++;
    waiver->subject = (enum subject)k;
    waiver->reason = (enum waiver_reason)r;
    return kind && reason && k < 2 && r < 3 && read_date(payload, "until", DATE_MAX, &waiver->end);
}

enum fault_code read_waiver_granted(struct ledger *ledger, const struct event *event, const cJSON *payload,
                                    struct fault *fault)
{
    struct span waiver = {
        .id = event->seq, .known_from = event->seq, .known_until = INT64_MAX, .start = event->date, .school = -1};
    if (!read_dated(event) || !read_waiver(payload, &waiver))
        return read_refuse(event, "kind, reason, date, person or until is not as it should be", fault);
    waiver.granted = waiver.end;
    struct person *person = ledger_person_add(ledger, event->about);
    if (!person || !spans_reserve(&person->waivers))
        return fault_memory(fault);
    spans_insert(&person->waivers, &waiver);
    return FAULT_NONE;
}

enum fault_code read_waiver_ended(struct ledger *ledger, const struct event *event, const cJSON *payload,
                                  struct fault *fault)
{
    int64_t id = -1;
    struct person *person = ledger_person(ledger, event->about);
    if (!read_dated(event) || !json_integer(payload, "waiver", &id) || !person || !spans_current(&person->waivers, id))
        return read_refuse(event, "it names no waiver of this person", fault);
    if (!spans_reserve(&person->waivers))
        return fault_memory(fault);
    struct span *current = spans_current(&person->waivers, id);
    struct span changed = *current;
    changed.end = date_compare(event->date, changed.granted) < 0 ? event->date : changed.granted;
    supersede(&person->waivers, current, changed, event->seq);
    return FAULT_NONE;
}

/* ---- concerns ---- */
enum fault_code read_concern_opened(struct ledger *ledger, const struct event *event, const cJSON *payload,
                                    struct fault *fault)
{
    (void)payload;
    struct span concern = {.id = event->seq,
                           .known_from = event->seq,
                           .known_until = INT64_MAX,
                           .start = event->date,
                           .end = DATE_MAX,
                           .school = -1};
    if (!read_dated(event))
        return read_refuse(event, "it names no person or no date", fault);
    struct person *person = ledger_person_add(ledger, event->about);
    if (event->school)
        concern.school = ledger_school_add(ledger, event->school);
    if (!person || (event->school && concern.school < 0) || !spans_reserve(&person->concerns))
        return fault_memory(fault);
    spans_insert(&person->concerns, &concern);
    return FAULT_NONE;
}

enum fault_code read_concern_closed(struct ledger *ledger, const struct event *event, const cJSON *payload,
                                    struct fault *fault)
{
    int64_t id = -1;
    struct person *person = ledger_person(ledger, event->about);
    if (!read_dated(event) || !json_integer(payload, "concern", &id) || !person || !spans_current(&person->concerns, id))
        return read_refuse(event, "it names no concern about this person", fault);
    if (!spans_reserve(&person->concerns))
        return fault_memory(fault);
    struct span *current = spans_current(&person->concerns, id);
    struct span changed = *current;
    changed.end = event->date;
    supersede(&person->concerns, current, changed, event->seq);
    return FAULT_NONE;
}
