/*
 * recount_tutors.c - one person after another: are they a Personal Tutor on the day, since when, what have they
 * completed, what do they owe, and what state does that come to (rules 3 to 7).
 */
#include <stdlib.h>
#include <string.h>
#include "audit/recount.h"

/* ---- in order of person ---- */

static int person_order(const void *a, const void *b)
{
    const struct fact *left = a, *right = b;
    if (left->person != right->person)
        return (left->person > right->person) - (left->person < right->person);
    return (left->seq > right->seq) - (left->seq < right->seq);
}

void recount_sort(struct recount *recount)
{
    struct rows *lists[] = {&recount->posts, &recount->dones, &recount->waivers, &recount->concerns};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        if (lists[i]->count)
            qsort(lists[i]->items, (size_t)lists[i]->count, lists[i]->each, person_order);
}

/* PERSON's part of a sorted list: from the first one on; COUNT of them. */
static const void *part_of(const struct rows *list, int64_t person, int *count)
{
    const char *items = list->items;
    int low = 0, high = list->count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (((const struct fact *)(const void *)(items + (size_t)middle * list->each))->person < person)
            low = middle + 1;
        else
            high = middle;
    }
    const char *first = items + (size_t)low * list->each;
    for (*count = 0; low + *count < list->count; ++*count)
        if (((const struct fact *)(const void *)(first + (size_t)*count * list->each))->person != person)
            break;
    return first;
}

/* ---- posts ---- */

bool in_post(const struct fact_post *post, int on)
{
    return post->start <= on && post->end >= on;
}

/* Backwards from the day: whatever touches what is covered already reaches further back. */
static int spell_began(const struct fact_post *posts, int count, int on)
{
    int since = NO_END;
    for (int i = 0; i < count; i++)
        if (in_post(&posts[i], on) && posts[i].start < since)
            since = posts[i].start;
    for (bool again = since != NO_END; again;) {
        again = false;
        for (int i = 0; i < count; i++)
            if (posts[i].start < since && posts[i].end >= since - 1 && posts[i].end >= posts[i].start) {
                since = posts[i].start;
                again = true;
            }
    }
    return since;
}

/* ---- the Quiz ---- */

static bool later(const struct fact_done *a, const struct fact_done *b)
{
    return a->on > b->on || (a->on == b->on && a->is.seq > b->is.seq);
}

/* Does A's score come before B's, by the policy? */
static bool taken_before(const struct fact_policy *policy, const struct fact_done *a, const struct fact_done *b)
{
    if (strcmp(policy->median, "first") == 0)
        return later(b, a);
    if (strcmp(policy->median, "best") == 0) {
        __int128 mine = (__int128)a->score * b->max, other = (__int128)b->score * a->max;
        if (mine != other)
            return mine > other;
    }
    return later(a, b);
}

static void count_quiz(const struct day *day, const struct tutor *tutor, struct recounted *out)
{
    const struct fact_done *latest = NULL, *scored = NULL;
    for (int i = 0; i < tutor->done_count; i++) {
        const struct fact_done *done = &tutor->dones[i];
        if (done->module >= 0 || done->withdrawn || done->on > day->on)
            continue;
        if (!latest || later(done, latest))
            latest = done;
        if (done->max > 0 && corresponding(done->on, day->policy.valid_years) >= day->on &&
            (!scored || taken_before(&day->policy, done, scored)))
            scored = done;
    }
    out->completed_on = latest ? latest->on : NEVER;
    out->counts_until = latest ? corresponding(latest->on, day->policy.valid_years) : NEVER;
    out->completed = latest && out->counts_until >= day->on;
    out->score = scored ? scored->score : -1;
    out->max = scored ? scored->max : -1;
    out->unit = scored ? scored->unit : -1;
}

/* ---- training ---- */

static bool has(const struct rows *numbers, int number)
{
    const int *items = numbers->items;
    for (int i = 0; i < numbers->count; i++)
        if (items[i] == number)
            return true;
    return false;
}

/* Is it owed at SCHOOL; with -1, at any School that they are in? */
static bool is_owed(const struct day *day, const struct tutor *tutor, const struct fact_requirement *requirement,
                    int school)
{
    if (requirement->schools.count == 0)
        return true;
    if (school >= 0)
        return has(&requirement->schools, school);
    for (int i = 0; i < tutor->post_count; i++)
        if (in_post(&tutor->posts[i], day->on) && has(&requirement->schools, tutor->posts[i].school))
            return true;
    return false;
}

static int last_done(const struct day *day, const struct tutor *tutor, const struct fact_requirement *requirement)
{
    int last = NEVER;
    for (int i = 0; i < tutor->done_count; i++) {
        const struct fact_done *done = &tutor->dones[i];
        if (done->module >= 0 && !done->withdrawn && done->on <= day->on && done->on > last &&
            has(&requirement->any_of, done->module))
            last = done->on;
    }
    return last;
}

static void count_training(const struct day *day, const struct tutor *tutor, int school, struct recounted *out)
{
    *out = (struct recounted){.completed = true, .completed_on = NEVER, .counts_until = NO_END,
                              .score = -1, .max = -1, .unit = -1};
    for (int i = 0; i < day->owed_count; i++) {
        if (!is_owed(day, tutor, day->owed[i], school))
            continue;
        int last = last_done(day, tutor, day->owed[i]);
        int until = last == NEVER ? NEVER : corresponding(last, day->policy.valid_years);
        if (until < out->counts_until) {
            out->counts_until = until;
            out->completed_on = last;
        }
        out->completed = out->completed && until >= day->on;
    }
}

/* ---- the state ---- */

static bool waived(const struct recount *recount, const struct day *day, int64_t person, bool quiz)
{
    int count = 0;
    const struct fact_waiver *waivers = part_of(&recount->waivers, person, &count);
    for (int i = 0; i < count; i++)
        if (waivers[i].quiz == quiz && waivers[i].start <= day->on && waivers[i].end >= day->on)
            return true;
    return false;
}

static void settle(const struct recount *recount, const struct day *day, const struct tutor *tutor, bool quiz,
                   struct recounted *out)
{
    if (out->completed) {
        int64_t left = (int64_t)out->counts_until - day->on;
        out->state = left <= day->policy.due_soon_days ? STATE_DUE_SOON : STATE_COMPLETE;
        return;
    }
    out->counts_until = NEVER;
    out->state = STATE_NOT_YET_DUE;
    if (day->on <= tutor->first_due)
        return;
    out->waived = waived(recount, day, tutor->person, quiz);
    if (!out->waived)
        out->state = STATE_OVERDUE;
}

static enum state worse(enum state a, enum state b)
{
    static const enum state order[] = {STATE_OVERDUE, STATE_NOT_YET_DUE, STATE_DUE_SOON};
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++)
        if (a == order[i] || b == order[i])
            return order[i];
    return STATE_COMPLETE;
}

bool tutor_next(const struct recount *recount, const struct day *day, int *at, struct tutor *out)
{
    const struct fact_post *posts = recount->posts.items;
    if (*at >= recount->posts.count)
        return false;
    *out = (struct tutor){.person = posts[*at].is.person, .posts = posts + *at};
    while (*at < recount->posts.count && posts[*at].is.person == out->person)
        out->post_count++, ++*at;
    out->since = spell_began(out->posts, out->post_count, day->on);
    if (out->since == NO_END)
        return true;
    out->dones = part_of(&recount->dones, out->person, &out->done_count);
    out->concerns = part_of(&recount->concerns, out->person, &out->concern_count);
    out->first_due = corresponding(out->since, day->policy.first_due_years);
    count_quiz(day, out, &out->quiz);
    count_training(day, out, -1, &out->training);
    settle(recount, day, out, true, &out->quiz);
    settle(recount, day, out, false, &out->training);
    out->state = worse(out->quiz.state, out->training.state);
    return true;
}

bool tutor_trained_at(const struct day *day, const struct tutor *tutor, int school)
{
    struct recounted training;
    count_training(day, tutor, school, &training);
    return training.completed;
}

bool tutor_concern(const struct day *day, const struct tutor *tutor, int school)
{
    for (int i = 0; i < tutor->concern_count; i++) {
        const struct fact_concern *concern = &tutor->concerns[i];
        if ((school < 0 || concern->school < 0 || concern->school == school) && concern->start <= day->on &&
            concern->end >= day->on)
            return true;
    }
    return false;
}
