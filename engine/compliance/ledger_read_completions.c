/*
 * ledger_read_completions.c - reads completions into the ledger, and what became of them: withdrawn, regraded. Either counts
 * from when it is known on; who asks for an earlier known_at is answered as before.
 */
#include <string.h>
#include "compliance/ledger_internal.h"

#define TUTORING_QUIZ "personal-tutoring" /* the Quiz of rule 4; others are not counted */

/* Score, max and unit: all null, or whole numbers with 0 <= score <= max, max > 0 and unit > 0. */
static bool read_score(const cJSON *payload, struct done *done)
{
    const cJSON *score = json_member(payload, "score"), *max = json_member(payload, "max");
    const cJSON *unit = json_member(payload, "unit");
    done->score = done->max = done->unit = -1;
    if ((!score || cJSON_IsNull(score)) && (!max || cJSON_IsNull(max)) && (!unit || cJSON_IsNull(unit)))
        return true;
    return json_is_integer(score, &done->score) && json_is_integer(max, &done->max) &&
           json_is_integer(unit, &done->unit) && done->score >= 0 && done->max > 0 && done->score <= done->max &&
           done->unit > 0;
}

enum fault_code read_completion_recorded(struct ledger *ledger, const struct event *event, const cJSON *payload,
                                         struct fault *fault)
{
    const char *kind = json_string(payload, "kind"), *item = json_string(payload, "item");
    struct done done = {.seq = event->seq, .known_from = event->seq, .known_until = INT64_MAX, .on = event->date};
    if (!kind || !item || !read_dated(event) || !read_score(payload, &done))
        return read_refuse(event, "kind, item, date, person, score or max is not as it should be", fault);
    bool quiz = strcmp(kind, "quiz") == 0;
    if (!quiz && strcmp(kind, "training") != 0)
        return read_refuse(event, "its kind is neither quiz nor training", fault);
    if (quiz && strcmp(item, TUTORING_QUIZ) != 0)
        return FAULT_NONE;
    if (!quiz)
        done.module = names_intern(&ledger->modules, item);
    struct person *person = ledger_person_add(ledger, event->about);
    struct dones *list = !person ? NULL : quiz ? &person->quiz : &person->training;
    if (!list || done.module < 0 || !dones_reserve(list))
        return fault_memory(fault);
    dones_insert(list, &done);
    return FAULT_NONE;
}

/* ---- what is said of it later; of a completion of another quiz nothing is kept ---- */
enum fault_code read_completion_withdrawn(struct ledger *ledger, const struct event *event, const cJSON *payload,
                                          struct fault *fault)
{
    int64_t seq = -1;
    if (!json_integer(payload, "completion", &seq) || event->about <= 0)
        return read_refuse(event, "it names no completion or no person", fault);
    struct person *person = ledger_person(ledger, event->about);
    struct done *current = person ? dones_current(&person->quiz, seq) : NULL;
    if (person && !current)
        current = dones_current(&person->training, seq);
    if (current) {
        current->known_until = event->seq;
        current->withdrawn = true;
    }
    return FAULT_NONE;
}

enum fault_code read_completion_regraded(struct ledger *ledger, const struct event *event, const cJSON *payload,
                                         struct fault *fault)
{
    int64_t seq = -1;
    struct done score;
    if (!json_integer(payload, "completion", &seq) || event->about <= 0 || !read_score(payload, &score) || score.max < 0)
        return read_refuse(event, "completion, person, score or max is not as it should be", fault);
    struct person *person = ledger_person(ledger, event->about);
    if (!person || !dones_current(&person->quiz, seq)) /* or it was withdrawn */
        return FAULT_NONE;
    if (!dones_reserve(&person->quiz))
        return fault_memory(fault);
    struct done *current = dones_current(&person->quiz, seq);
    struct done changed = *current;
    changed.score = score.score;
    changed.max = score.max;
    changed.unit = score.unit;
    changed.known_from = event->seq;
    current->known_until = event->seq;
    dones_insert(&person->quiz, &changed);
    return FAULT_NONE;
}
