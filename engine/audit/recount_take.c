/*
 * recount_take.c - from events to the recount's facts, each event as event.h has it.
 */
#include <stdlib.h>
#include <string.h>
#include "audit/recount.h"
#include "signpost/embedded.h"

static bool is(const char *a, const char *b)
{
    return a && strcmp(a, b) == 0;
}

/* ---- reading a payload ---- */

/* A date or null; what is neither reads as WHEN_NULL. */
static int day_of(const cJSON *payload, const char *name, int when_null)
{
    struct date date;
    const char *text = json_string(payload, name);
    return text && date_parse(text, &date, NULL) == FAULT_NONE ? date.day : when_null;
}

static int64_t number_of(const cJSON *payload, const char *name, int64_t otherwise)
{
    int64_t number = 0;
    return json_integer(payload, name, &number) ? number : otherwise;
}

/* The list is in the order of its sequences. */
static int sequence_order(const void *key, const void *item)
{
    int64_t seq = *(const int64_t *)key, other = ((const struct fact *)item)->seq;
    return (seq > other) - (seq < other);
}

static void *fact_find(const struct rows *list, int64_t seq, int64_t person)
{
    struct fact *found = list->count
        ? bsearch(&seq, list->items, (size_t)list->count, list->each, sequence_order) : NULL;
    return found && found->person == person ? found : NULL;
}

static void *fact_add(struct rows *list, const struct event *event)
{
    struct fact *fact = rows_add(list);
    if (fact)
        *fact = (struct fact){event->seq, event->about};
    return fact;
}

/* ---- about people ---- */

static bool take_post(struct recount *recount, const struct event *event, const cJSON *payload)
{
    const char *system = json_string(payload, "system");
    if (!is(json_string(payload, "role"), "tutor") || !event->school || !system)
        return true;
    struct fact_post *post = fact_add(&recount->posts, event);
    if (!post)
        return false;
    post->school = codes_number(&recount->schools, event->school);
    post->system = codes_number(&recount->systems, system);
    post->start = event->date.day;
    post->end = day_of(payload, "end", NO_END);
    return post->school >= 0 && post->system >= 0;
}

static bool take_post_correction(struct recount *recount, const struct event *event, const cJSON *payload)
{
    struct fact_post *post = fact_find(&recount->posts, number_of(payload, "post", -1), event->about);
    if (post) {
        post->start = event->date.day;
        post->end = day_of(payload, "end", NO_END);
    }
    return true;
}

static bool take_completion(struct recount *recount, const struct event *event, const cJSON *payload)
{
    const char *item = json_string(payload, "item");
    bool quiz = is(json_string(payload, "kind"), "quiz");
    if (!item || (quiz && !is(item, "personal-tutoring")))
        return true; /* other quizzes are no KPI's */
    struct fact_done *done = fact_add(&recount->dones, event);
    if (!done)
        return false;
    done->on = event->date.day;
    done->module = quiz ? -1 : codes_number(&recount->modules, item);
    done->max = number_of(payload, "max", 0);
    done->score = number_of(payload, "score", 0);
    done->unit = number_of(payload, "unit", 0);
    return quiz || done->module >= 0;
}

static bool take_withdrawal(struct recount *recount, const struct event *event, const cJSON *payload)
{
    struct fact_done *done = fact_find(&recount->dones, number_of(payload, "completion", -1), event->about);
    if (done)
        done->withdrawn = true;
    return true;
}

static bool take_regrade(struct recount *recount, const struct event *event, const cJSON *payload)
{
    struct fact_done *done = fact_find(&recount->dones, number_of(payload, "completion", -1), event->about);
    if (done) {
        done->max = number_of(payload, "max", 0);
        done->score = number_of(payload, "score", 0);
        done->unit = number_of(payload, "unit", 0);
    }
    return true;
}

static bool take_waiver(struct recount *recount, const struct event *event, const cJSON *payload)
{
    struct fact_waiver *waiver = fact_add(&recount->waivers, event);
    if (!waiver)
        return false;
    waiver->quiz = is(json_string(payload, "kind"), "quiz");
    waiver->start = event->date.day;
    waiver->granted = waiver->end = day_of(payload, "until", NO_END);
    return true;
}

/* Ending it cannot make it longer than it was granted for. */
static bool take_waiver_end(struct recount *recount, const struct event *event, const cJSON *payload)
{
    struct fact_waiver *waiver = fact_find(&recount->waivers, number_of(payload, "waiver", -1), event->about);
    if (waiver)
        waiver->end = event->date.day < waiver->granted ? event->date.day : waiver->granted;
    return true;
}

static bool take_concern(struct recount *recount, const struct event *event, const cJSON *payload)
{
    (void)payload;
    struct fact_concern *concern = fact_add(&recount->concerns, event);
    if (!concern)
        return false;
    concern->school = event->school ? codes_number(&recount->schools, event->school) : -1;
    concern->start = event->date.day;
    concern->end = NO_END;
    return !event->school || concern->school >= 0;
}

static bool take_concern_end(struct recount *recount, const struct event *event, const cJSON *payload)
{
    struct fact_concern *concern = fact_find(&recount->concerns, number_of(payload, "concern", -1), event->about);
    if (concern)
        concern->end = event->date.day;
    return true;
}

/* ---- about what is asked of them ---- */

static bool numbers_of(struct codes *codes, const cJSON *texts, struct rows *out)
{
    const cJSON *text;
    rows_init(out, sizeof(int));
    cJSON_ArrayForEach(text, texts) {
        int *number = cJSON_IsString(text) ? rows_add(out) : NULL;
        if (!number || (*number = codes_number(codes, text->valuestring)) < 0)
            return false;
    }
    return true;
}

static bool add_requirement(struct recount *recount, const cJSON *object, bool ended, int from)
{
    const char *id = json_string(object, "id");
    struct fact_requirement *requirement = id ? rows_add(&recount->requirements) : NULL;
    if (!requirement)
        return !id;
    requirement->id = codes_number(&recount->ids, id);
    requirement->ended = ended;
    requirement->from = from;
    return requirement->id >= 0 &&
           numbers_of(&recount->modules, json_array(object, "any_of"), &requirement->any_of) &&
           numbers_of(&recount->schools, json_array(object, "schools"), &requirement->schools);
}

static bool take_requirement(struct recount *recount, const struct event *event, const cJSON *payload)
{
    (void)event;
    return add_requirement(recount, payload, false, day_of(payload, "from", NEVER));
}

static bool take_requirement_end(struct recount *recount, const struct event *event, const cJSON *payload)
{
    return add_requirement(recount, payload, true, event->date.day);
}

static bool take_policy(struct recount *recount, const struct event *event, const cJSON *payload)
{
    const char *median = json_string(payload, "median");
    struct fact_policy *policy = rows_add(&recount->policies);
    if (!policy)
        return false;
    policy->from = event->date.day;
    policy->valid_years = (int)number_of(payload, "valid_years", 0);
    policy->due_soon_days = (int)number_of(payload, "due_soon_days", 0);
    policy->first_due_years = (int)number_of(payload, "first_due_years", 0);
    if (median && strlen(median) < sizeof policy->median)
        memcpy(policy->median, median, strlen(median) + 1);
    return true;
}

static bool take_school(struct recount *recount, const struct event *event, const cJSON *payload)
{
    const char *name = json_string(payload, "name");
    int school = event->school && name ? codes_number(&recount->schools, event->school) : -1;
    if (school < 0)
        return !event->school || !name;
    while (recount->names.count <= school)
        if (!rows_add(&recount->names))
            return false;
    char **place = (char **)recount->names.items + school, *copy = strdup(name);
    free(*place);
    *place = copy;
    return copy != NULL;
}

static const struct taker {
    const char *kind;
    bool (*take)(struct recount *recount, const struct event *event, const cJSON *payload); /* false: no memory */
} takers[] = {
    {"completion.recorded", take_completion},  {"completion.withdrawn", take_withdrawal},
    {"completion.regraded", take_regrade},     {"post.begun", take_post},
    {"post.corrected", take_post_correction},  {"waiver.granted", take_waiver},
    {"waiver.ended", take_waiver_end},         {"concern.opened", take_concern},
    {"concern.closed", take_concern_end},      {"requirement.set", take_requirement},
    {"requirement.ended", take_requirement_end}, {"policy.set", take_policy},
    {"school.named", take_school},
};

enum fault_code recount_take(struct recount *recount, const struct event *event, const cJSON *payload,
                             struct fault *fault)
{
    recount->events++;
    for (size_t i = 0; i < sizeof takers / sizeof takers[0]; i++)
        if (strcmp(takers[i].kind, event->kind) == 0)
            return takers[i].take(recount, event, payload) ? FAULT_NONE : fault_memory(fault);
    return FAULT_NONE;
}

enum fault_code recount_default_requirements(struct recount *recount, struct fault *fault)
{
    const struct embedded *shipped = embedded_find("questions/requirements.json");
    struct json_doc doc = {0};
    const cJSON *item;
    bool ok = true;
    if (recount->requirements.count || !shipped)
        return FAULT_NONE;
    enum fault_code code = json_read((const char *)shipped->bytes, shipped->size, shipped->path, &doc, fault);
    if (code != FAULT_NONE)
        return code;
    cJSON_ArrayForEach(item, json_array(doc.root, "requirements")) {
        ok = ok && add_requirement(recount, item, false, day_of(item, "from", NEVER));
    }
    json_release(&doc);
    return ok ? FAULT_NONE : fault_memory(fault);
}
