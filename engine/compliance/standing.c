/*
 * standing.c - what a person has done and owes on a date: their Quiz, their training, and their states (rules 4 to 7).
 */
#include <stdio.h>
#include <string.h>
#include "compliance/compliance_internal.h"

/* ---- the Quiz ---- */
/* Is B, the later one, to be taken rather than A? */
static bool preferred(enum median_choice choice, const struct done *a, const struct done *b)
{
    if (choice == CHOOSE_BEST)
        return (__int128)b->score * a->max >= (__int128)a->score * b->max;
    return choice == CHOOSE_LATEST;
}

struct quiz_done quiz_done_on(const struct person *person, const struct rules *rules)
{
    struct quiz_done out = {0};
    for (int i = 0; i < person->quiz.count; i++) {
        const struct done *done = person->quiz.items + i;
        if (date_compare(done->on, rules->on) > 0)
            break;
        if (!done_known(done, rules->known_at))
            continue;
        out.latest = done;
        if (done->max > 0 && date_compare(done->on, rules->counts_from) >= 0 &&
            (!out.scored || preferred(rules->policy.median, out.scored, done)))
            out.scored = done;
    }
    return out;
}

/* ---- training ---- */
void training_latest(const struct person *person, const struct rules *rules, struct date *latest)
{
    for (int r = 0; r < rules->count; r++)
        latest[r] = DATE_MIN;
    for (int i = 0; i < person->training.count; i++) {
        const struct done *done = person->training.items + i;
        if (date_compare(done->on, rules->on) > 0)
            break;
        if (!done_known(done, rules->known_at))
            continue;
        for (int k = rules->module_first[done->module]; k < rules->module_first[done->module + 1]; k++)
            latest[rules->module_requirement[k]] = done->on;
    }
}

static bool training_owed_at(const struct rules *rules, int requirement, int32_t school)
{
    return rules->owed[(size_t)requirement * (size_t)rules->ledger->school_codes.count + (size_t)school];
}

bool training_owed_over(const struct rules *rules, int requirement, const struct span *const *posts, int count)
{
    for (int i = 0; i < count; i++)
        if (training_owed_at(rules, requirement, posts[i]->school))
            return true;
    return false;
}

struct training_done training_done_over(const struct rules *rules, const struct date *latest,
                                        const struct span *const *posts, int count)
{
    /* The oldest of the latest completions ends first, or ended first, or was never made: in each case it decides. */
    struct training_done out = {.decides = -1};
    for (int r = 0; r < rules->count; r++) {
        if (!training_owed_over(rules, r, posts, count))
            continue;
        if (out.decides < 0 || date_compare(latest[r], latest[out.decides]) < 0)
            out.decides = r;
        if (date_compare(latest[r], rules->counts_from) < 0)
            out.unmet++;
    }
    out.completed = out.unmet == 0;
    return out;
}

/* ---- states ---- */
/* The waiver in force that ends last, or NULL. */
static const struct span *waiver_on(const struct person *person, enum subject subject, const struct rules *rules)
{
    const struct span *out = NULL;
    for (int i = 0; i < person->waivers.count; i++) {
        const struct span *waiver = person->waivers.items + i;
        if (waiver->subject == subject && span_known(waiver, rules->known_at) && span_covers(waiver, rules->on) &&
            (!out || date_compare(waiver->end, out->end) > 0))
            out = waiver;
    }
    return out;
}

/* Rule 7, once it is known whether it is completed and until when. Gives the waiver that decided, or NULL. */
static const struct span *state_settle(struct standing *standing, const struct person *person, enum subject subject,
                                       const struct rules *rules)
{
    const struct span *waiver = NULL;
    if (standing->completed) {
        int64_t left = (int64_t)standing->counts_until.day - rules->on.day;
        standing->state = left <= rules->policy.due_soon_days ? STATE_DUE_SOON : STATE_COMPLETE;
        return NULL;
    }
    standing->state = STATE_NOT_YET_DUE;
    if (date_compare(rules->on, standing->first_due) > 0) {
        waiver = waiver_on(person, subject, rules);
        standing->waived = waiver != NULL;
        if (!waiver)
            standing->state = STATE_OVERDUE;
    }
    return waiver;
}

/* For a reason: the day of the latest completion that was withdrawn, of a module that serves REQUIREMENT where one is given (-1:
 * the Quiz). DATE_MIN: none, or a later one stands. */
static struct date withdrawn_since(const struct dones *dones, const struct rules *rules, int requirement, struct date latest)
{
    struct date out = DATE_MIN;
    for (int i = 0; i < dones->count && date_compare(dones->items[i].on, rules->on) <= 0; i++) {
        const struct done *done = &dones->items[i];
        bool serves = requirement < 0;
        for (int k = serves ? 0 : rules->module_first[done->module]; !serves && k < rules->module_first[done->module + 1]; k++)
            serves = rules->module_requirement[k] == requirement;
        if (serves && done->withdrawn && done->known_until < rules->known_at && date_compare(done->on, latest) > 0)
            out = done->on;
    }
    return out;
}

static void quiz_settle(const struct person *person, const struct rules *rules, struct date since, bool words,
                        struct standing *out)
{
    struct quiz_done done = quiz_done_on(person, rules);
    struct date until = done.latest ? date_add_years(done.latest->on, rules->policy.valid_years) : DATE_MIN;
    out->completed_on = done.latest ? done.latest->on : DATE_MIN;
    out->completed = done.latest && date_compare(done.latest->on, rules->counts_from) >= 0;
    out->counts_until = out->completed ? until : DATE_MIN;
    out->score = done.scored ? done.scored->score : -1;
    out->max = done.scored ? done.scored->max : -1;
    out->unit = done.scored ? done.scored->unit : -1;
    const struct span *waiver = state_settle(out, person, SUBJECT_QUIZ, rules);
    if (!words)
        return;
    struct reason reason = {
        .standing = out, .subject = "Quiz", .since = since, .counted_until = until, .waiver = waiver,
        .withdrawn = withdrawn_since(&person->quiz, rules, -1, out->completed_on)};
    reason_words(&reason, out->reason, sizeof out->reason);
}

static const char *title_told(const struct rules *rules, int requirement, int32_t told)
{
    if (requirement < 0)
        return NULL;
    bool theirs = told < 0 || training_owed_at(rules, requirement, told);
    return theirs ? rules->requirements[requirement]->title : "what another School asks";
}

static void training_settle(const struct person *person, const struct rules *rules, const struct spell *spell,
                            struct date *latest, int32_t told, struct standing *out)
{
    training_latest(person, rules, latest);
    struct training_done done = training_done_over(rules, latest, spell->posts, spell->count);
    struct date on = done.decides < 0 ? DATE_MIN : latest[done.decides], until = DATE_MIN;
    if (date_compare(on, DATE_MIN) != 0)
        until = date_add_years(on, rules->policy.valid_years);
    out->completed_on = on;
    out->completed = done.completed;
    out->counts_until = !done.completed ? DATE_MIN : done.decides < 0 ? DATE_MAX : until;
    out->score = out->max = out->unit = -1;
    const struct span *waiver = state_settle(out, person, SUBJECT_TRAINING, rules);
    if (told == TOLD_NOBODY)
        return;
    struct reason reason = {.standing = out,
                            .subject = "Training",
                            .since = spell->since,
                            .counted_until = until,
                            .others = done.unmet > 1 ? done.unmet - 1 : 0,
                            .waiver = waiver,
                            .withdrawn = DATE_MIN,
                            .title = title_told(rules, done.decides, told)};
    if (done.decides >= 0)
        reason.withdrawn = withdrawn_since(&person->training, rules, done.decides, on);
    reason_words(&reason, out->reason, sizeof out->reason);
}

void standing_settle(const struct person *person, const struct rules *rules, const struct spell *spell,
                     struct date *latest, int32_t told, struct tutor_state *out)
{
    bool words = told != TOLD_NOBODY;
    struct date first_due = date_add_years(spell->since, rules->policy.first_due_years);
    out->person = person->number;
    out->since = spell->since;
    out->concern = false;
    out->quiz.first_due = out->training.first_due = first_due;
    out->quiz.waived = out->training.waived = false;
    quiz_settle(person, rules, spell->since, words, &out->quiz);
    training_settle(person, rules, spell, latest, told, &out->training);
    /* The states stand in the order in which one outweighs another. */
    bool training_first = out->training.state > out->quiz.state;
    out->state = training_first ? out->training.state : out->quiz.state;
    if (words)
        snprintf(out->reason, sizeof out->reason, "%s %s", training_first ? out->training.reason : out->quiz.reason,
                 training_first ? out->quiz.reason : out->training.reason);
}
