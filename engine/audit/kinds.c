/*
 * kinds.c - what an event of each kind holds, as include/signpost/event.h has it: its columns, and the members of its
 * payload with what each may be. An event speaks of person numbers, dates, Schools and facts; a member that is not
 * here could be anything, a name too.
 */
#include <stdio.h>
#include <string.h>
#include "audit/audit_internal.h"

enum presence { NONE, SOME, ANY }; /* of a column: never, always, either */
enum type { TEXT, CODE, HEX, WHOLE, DAY, TEXTS, ONE_OF };
struct member {
    const char *name;
    enum type type;
    bool null;               /* it may be null */
    const char *words;       /* ONE_OF: those it can be, each between spaces */
};
struct kind {
    const char *name;
    enum presence about, school, date;
    struct member members[9]; /* in order; ends with a NULL name */
};

static const struct kind kinds[] = {
    {"access.given", SOME, NONE, SOME, {{"what", ONE_OF, false, " link token "}}},
    {"completion.recorded", SOME, NONE, SOME,
     {{"bank", HEX, true, NULL}, {"commitment", HEX, true, NULL}, {"item", TEXT, false, NULL},
      {"kind", ONE_OF, false, " quiz training "}, {"max", WHOLE, true, NULL}, {"score", WHOLE, true, NULL},
      {"source", ONE_OF, false, " attempt module import "}, {"unit", WHOLE, true, NULL}}},
    {"completion.regraded", SOME, NONE, ANY,
     {{"bank", HEX, false, NULL}, {"completion", WHOLE, false, NULL}, {"max", WHOLE, false, NULL},
      {"question", TEXT, false, NULL}, {"score", WHOLE, false, NULL}, {"unit", WHOLE, false, NULL}}},
    {"completion.withdrawn", SOME, NONE, ANY,
     {{"completion", WHOLE, false, NULL}, {"reason", ONE_OF, false, " mistake misconduct other "}}},
    {"concern.closed", SOME, SOME, SOME, {{"concern", WHOLE, false, NULL}}},
    {"concern.opened", SOME, SOME, SOME, {{0}}},
    {"institution.named", NONE, NONE, ANY,
     {{"name", TEXT, false, NULL}, {"url", TEXT, true, NULL}, {"zone", TEXT, false, NULL}}},
    {"key.added", NONE, NONE, ANY,
     {{"public", TEXT, false, NULL}, {"purpose", ONE_OF, false, " credential log "}}},
    {"person.added", SOME, NONE, ANY, {{0}}},
    {"person.changed", SOME, NONE, ANY, {{"fields", TEXTS, false, NULL}}},
    {"person.erased", SOME, NONE, ANY, {{0}}},
    {"policy.set", NONE, NONE, ANY,
     {{"due_soon_days", WHOLE, false, NULL}, {"first_due_years", WHOLE, false, NULL},
      {"median", ONE_OF, false, " latest best first "}, {"minimum_group", WHOLE, false, NULL},
      {"valid_years", WHOLE, false, NULL}}},
    {"post.begun", SOME, ANY, SOME,
     {{"end", DAY, true, NULL},
      {"role", ONE_OF, false, " tutor senior_tutor head_of_school dean training_lead administrator "},
      {"system", CODE, false, NULL}}},
    {"post.corrected", SOME, ANY, SOME, {{"end", DAY, true, NULL}, {"post", WHOLE, false, NULL}}},
    {"record.issued", NONE, NONE, NONE,
     {{"answers", HEX, true, NULL}, {"commitment", HEX, true, NULL}, {"completion", WHOLE, false, NULL},
      {"score_commitment", HEX, true, NULL}}},
    {"requirement.ended", NONE, NONE, SOME, {{"id", TEXT, false, NULL}}},
    {"requirement.set", NONE, NONE, ANY,
     {{"any_of", TEXTS, false, NULL}, {"from", DAY, true, NULL}, {"id", TEXT, false, NULL},
      {"schools", TEXTS, false, NULL}, {"title", TEXT, false, NULL}}},
    {"result.viewed", ANY, ANY, SOME, {{"what", ONE_OF, false, " attempt people person keys "}}},
    {"school.named", NONE, SOME, ANY, {{"name", TEXT, false, NULL}}},
    {"statement.acknowledged", SOME, ANY, ANY, {{"statement", HEX, false, NULL}}},
    {"waiver.ended", SOME, NONE, SOME, {{"waiver", WHOLE, false, NULL}}},
    {"waiver.granted", SOME, NONE, SOME,
     {{"kind", ONE_OF, false, " quiz training "}, {"reason", ONE_OF, false, " leave new other "},
      {"until", DAY, true, NULL}}},
    {"witness.added", NONE, NONE, ANY, {{"key", TEXT, false, NULL}}},
    {"witness.ended", NONE, NONE, ANY, {{"witness", WHOLE, false, NULL}}},
};

static bool is_hex(const char *text)
{
    return strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64;
}

static bool is_one_of(const char *text, const char *words)
{
    char spaced[48];
    int size = snprintf(spaced, sizeof spaced, " %s ", text);
    return size > 0 && (size_t)size < sizeof spaced && !strchr(text, ' ') && strstr(words, spaced);
}

static bool are_texts(const cJSON *item)
{
    const cJSON *text;
    bool all = cJSON_IsArray(item);
    cJSON_ArrayForEach(text, item) {
        all = all && cJSON_IsString(text);
    }
    return all;
}

static bool fits(const cJSON *item, const struct member *member)
{
    struct date date;
    int64_t number;
    const char *text = cJSON_IsString(item) ? item->valuestring : NULL;
    if (cJSON_IsNull(item))
        return member->null;
    switch (member->type) {
    case TEXT:
        return text && *text;
    case CODE:
        return text != NULL;
    case HEX:
        return text && is_hex(text);
    case DAY:
        return text && date_parse(text, &date, NULL) == FAULT_NONE;
    case ONE_OF:
        return text && is_one_of(text, member->words);
    case TEXTS:
        return are_texts(item);
    default:
        return json_is_integer(item, &number) && number >= 0;
    }
}

static bool there(enum presence presence, bool is_there)
{
    return presence == ANY || (presence == SOME) == is_there;
}

static const struct kind *kind_find(const char *name)
{
    int low = 0, high = (int)(sizeof kinds / sizeof kinds[0]); /* they stand in order */
    while (low < high) {
        int middle = (low + high) / 2, order = strcmp(kinds[middle].name, name);
        if (order == 0)
            return &kinds[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const char *kind_trouble(const struct event *event, const cJSON *payload, char *words, size_t size)
{
    const struct kind *kind = kind_find(event->kind);
    const cJSON *item = payload->child;
    if (!kind) {
        snprintf(words, size, "there is no kind of event “%.60s”", event->kind);
        return words;
    }
    if (!there(kind->about, event->about != 0) || !there(kind->school, event->school != NULL) ||
        !there(kind->date, date_compare(event->date, DATE_MIN) != 0)) {
        snprintf(words, size, "%s cannot be about %s, with %s and %s", kind->name, event->about ? "a person" : "nobody",
                 event->school ? "a School" : "no School", date_compare(event->date, DATE_MIN) ? "a date" : "no date");
        return words;
    }
    for (const struct member *member = kind->members; member->name; member++, item = item->next)
        if (!item || strcmp(item->string, member->name) != 0 || !fits(item, member)) {
            snprintf(words, size, "%s needs “%s”, and not as it stands there", kind->name, member->name);
            return words;
        }
    if (item) {
        snprintf(words, size, "%s holds “%.60s”, which it has no place for", kind->name, item->string);
        return words;
    }
    return NULL;
}
