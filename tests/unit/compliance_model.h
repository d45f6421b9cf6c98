/*
 * compliance_model.h - DESIGN's rules 2 to 9 a second time, as plainly and as slowly as they read: day by day, fact by
 * fact.
 * It shares nothing with the engine, not even the calendar.
 */
#ifndef TEST_COMPLIANCE_MODEL_H
#define TEST_COMPLIANCE_MODEL_H
#include "compliance_calendar.h"
#include "history.h"

struct world {
    const struct history *history;
    int on, known;
};
struct settled {
    int years, soon, first, least;
    const char *median;
};
struct model_standing {
    enum state state;
    bool completed, waived;
    int completed_on, until;
    int64_t score, max;
};
struct model_tutor {
    enum state state;
    int since;
    struct model_standing quiz, training;
};

/* ---- what is known and holds ---- */
static inline struct fact version(const struct world *world, int index, enum what change)
{
    struct fact out = world->history->facts[index];
    int granted = out.end;
    for (int i = index; i < world->known; i++) {
        const struct fact *later = world->history->facts + i;
        if (later->what != change || later->of != index)
            continue;
        if (change == POST_CORRECTED)
            out.day = later->day;
        out.end = change == POST_CORRECTED ? later->end : later->day;
        if (change == WAIVER_ENDED && out.end > granted)
            out.end = granted;
    }
    return out;
}
static inline bool tutor_at(const struct world *world, int64_t person, const char *school, const char *system, int date)
{
    for (int i = 0; i < world->known; i++) {
        const struct fact *fact = world->history->facts + i;
        if (fact->what != POST || fact->about != person || (fact->item && strcmp(fact->item, "tutor") != 0) ||
            (school && strcmp(fact->school, school) != 0) || (system && strcmp(fact->system, system) != 0))
            continue;
        struct fact now = version(world, i, POST_CORRECTED);
        if (now.day <= date && now.end >= date)
            return true;
    }
    return false;
}
static inline struct settled settled(const struct world *world)
{
    struct settled out = {3, 90, 1, 5, "latest"};
    for (int i = 0; i < world->known; i++) {
        const struct fact *fact = world->history->facts + i;
        if (fact->what == POLICY && fact->day <= world->on)
            out = (struct settled){fact->years, fact->soon, fact->first, fact->least, fact->kind};
    }
    return out;
}
static inline bool waived(const struct world *world, int64_t person, const char *kind)
{
    for (int i = 0; i < world->known; i++) {
        struct fact fact = version(world, i, WAIVER_ENDED);
        if (fact.what == WAIVER && fact.about == person && strcmp(fact.kind, kind) == 0 && fact.day <= world->on &&
            fact.end >= world->on)
            return true;
    }
    return false;
}
static inline bool concerned(const struct world *world, int64_t person, const char *school)
{
    for (int i = 0; i < world->known; i++) {
        struct fact fact = version(world, i, CONCERN_CLOSED);
        if (fact.what == CONCERN && fact.about == person && (!school || strcmp(fact.school, school) == 0) &&
            fact.day <= world->on && fact.end >= world->on)
            return true;
    }
    return false;
}

/* ---- completions ---- */
/* The last that is known to have become of this one; NULL: nothing. */
static inline const struct fact *outcome(const struct world *world, int index, enum what what)
{
    const struct fact *out = NULL;
    for (int i = index; i < world->known; i++)
        if (world->history->facts[i].what == what && world->history->facts[i].of == index)
            out = world->history->facts + i;
    return out;
}
static inline bool is_done(const struct world *world, int index, int64_t person, const char *kind, const char *item)
{
    const struct fact *fact = world->history->facts + index;
    return fact->what == DONE && fact->about == person && strcmp(fact->kind, kind) == 0 &&
           strcmp(fact->item, item) == 0 && fact->day <= world->on && !outcome(world, index, WITHDRAWN);
}
/* Its score and maximum as now known. */
static inline struct fact graded(const struct world *world, int index)
{
    struct fact out = world->history->facts[index];
    const struct fact *regraded = outcome(world, index, REGRADED);
    if (regraded) {
        out.score = regraded->score;
        out.max = regraded->max;
    }
    return out;
}
/* Index of the latest completion, of the same date the later; -1: none. */
static inline int latest_done(const struct world *world, int64_t person, const char *kind, const char *const *items,
                              int count)
{
    int out = -1;
    for (int i = 0; i < world->known; i++)
        for (int k = 0; k < count && items[k]; k++)
            if (is_done(world, i, person, kind, items[k]) &&
                (out < 0 || world->history->facts[i].day >= world->history->facts[out].day))
                out = i;
    return out;
}
/* Index of the completion whose score the median takes; -1: none. */
static inline int scored_done(const struct world *world, int64_t person)
{
    struct settled rule = settled(world);
    int out = -1;
    for (int i = 0; i < world->known; i++) {
        if (!is_done(world, i, person, "quiz", "personal-tutoring"))
            continue;
        const struct fact a = graded(world, out < 0 ? i : out), b = graded(world, i);
        if (!b.max || years_later(b.day, rule.years) < world->on)
            continue;
        bool better =
            out < 0 || (strcmp(rule.median, "latest") == 0 && b.day >= a.day) ||
            (strcmp(rule.median, "first") == 0 && b.day < a.day) ||
            (strcmp(rule.median, "best") == 0 &&
             (b.score * a.max > a.score * b.max || (b.score * a.max == a.score * b.max && b.day >= a.day)));
        out = better ? i : out;
    }
    return out;
}

/* ---- requirements: those of the document in shipped_facts until an event speaks ---- */
static const struct fact shipped_facts[] = {
    {.what = REQUIREMENT, .item = "role", .any_of = {"role", "refresher"}, .day = ALWAYS},
    {.what = REQUIREMENT, .item = "signposting", .any_of = {"signposting", "refresher"}, .day = 17897 /* 2019-01-01 */},
};
static const char shipped_json[] = "{\"requirements\":[{\"id\":\"role\",\"title\":\"Role\",\"any_of\":[\"role\","
                                   "\"refresher\"],\"from\":null,\"schools\":[]},"
                                   "{\"id\":\"signposting\",\"title\":\"Signposting\",\"any_of\":[\"signposting\","
                                   "\"refresher\"],\"from\":\"2019-01-01\","
                                   "\"schools\":[]}]}";

static inline const struct fact *requirement_now(const struct world *world, const char *id)
{
    const struct fact *out = NULL, *list = shipped_facts;
    int count = 2;
    for (int i = 0; i < world->known; i++)
        if (world->history->facts[i].what == REQUIREMENT || world->history->facts[i].what == REQUIREMENT_ENDED) {
            list = world->history->facts;
            count = world->known;
        }
    for (int i = 0; i < count; i++)
        if ((list[i].what == REQUIREMENT || list[i].what == REQUIREMENT_ENDED) && strcmp(list[i].item, id) == 0 &&
            list[i].day <= world->on)
            out = list + i;
    return out && out->what == REQUIREMENT ? out : NULL;
}
/* SCHOOL: what is owed there; NULL: over all the person's Schools. UNTIL: when it ends; NO_END when nothing is owed. */
static inline bool trained_over(const struct world *world, int64_t person, const char *school, int *until,
                                int *completed_on)
{
    static const char *const ids[] = {"extra", "role", "signposting"};
    bool met = true;
    *until = NO_END;
    *completed_on = ALWAYS;
    for (int i = 0; i < 3; i++) {
        const struct fact *requirement = requirement_now(world, ids[i]);
        if (!requirement)
            continue;
        const char *at = requirement->at[0];
        if (at && (school ? strcmp(at, school) != 0 : !tutor_at(world, person, at, NULL, world->on)))
            continue;
        int done = latest_done(world, person, "training", requirement->any_of, 2);
        int end = done < 0 ? ALWAYS : years_later(world->history->facts[done].day, settled(world).years);
        if (end < *until) {
            *until = end;
            *completed_on = done < 0 ? ALWAYS : world->history->facts[done].day;
        }
        met = met && done >= 0 && end >= world->on;
    }
    return met;
}

/* ---- states ---- */
static inline void settle(const struct world *world, int64_t person, const char *kind, int first_due,
                          struct model_standing *out)
{
    out->waived = false;
    if (out->completed)
        out->state =
            out->until != NO_END && out->until - world->on <= settled(world).soon ? STATE_DUE_SOON : STATE_COMPLETE;
    else if (world->on <= first_due)
        out->state = STATE_NOT_YET_DUE;
    else
        out->state = (out->waived = waived(world, person, kind)) ? STATE_NOT_YET_DUE : STATE_OVERDUE;
}
/* False: no Personal Tutor that day. */
static inline bool model_tutor(const struct world *world, int64_t person, struct model_tutor *out)
{
    static const char *const the_quiz[] = {"personal-tutoring"};
    if (!tutor_at(world, person, NULL, NULL, world->on))
        return false;
    *out = (struct model_tutor){.since = world->on};
    while (tutor_at(world, person, NULL, NULL, out->since - 1))
        out->since--;
    int first_due = years_later(out->since, settled(world).first);
    int done = latest_done(world, person, "quiz", the_quiz, 1), scored = scored_done(world, person);
    const struct fact *facts = world->history->facts;
    out->quiz = (struct model_standing){.completed_on = done < 0 ? ALWAYS : facts[done].day, .score = -1, .max = -1};
    out->quiz.until = done < 0 ? ALWAYS : years_later(facts[done].day, settled(world).years);
    out->quiz.completed = done >= 0 && out->quiz.until >= world->on;
    if (scored >= 0) {
        out->quiz.score = graded(world, scored).score;
        out->quiz.max = graded(world, scored).max;
    }
    settle(world, person, "quiz", first_due, &out->quiz);
    out->training.completed = trained_over(world, person, NULL, &out->training.until, &out->training.completed_on);
    settle(world, person, "training", first_due, &out->training);
    for (int i = STATE_OVERDUE; i >= STATE_COMPLETE; i--)
        if ((int)out->quiz.state == i || (int)out->training.state == i) {
            out->state = (enum state)i;
            break;
        }
    return true;
}

/* ---- figures of the University (NULL), a School, a system ---- */
static inline struct median model_median(const struct world *world, const char *school, const char *system, int people)
{
    struct {
        int64_t score, max;
    } list[64], moving;
    struct median out = {.as_of = {world->on}};
    for (int64_t person = 1; person <= people; person++) {
        int scored = tutor_at(world, person, school, system, world->on) ? scored_done(world, person) : -1;
        if (scored < 0)
            continue;
        moving.score = graded(world, scored).score;
        moving.max = graded(world, scored).max;
        int at = out.people++;
        for (; at > 0 && list[at - 1].score * moving.max > moving.score * list[at - 1].max; at--)
            list[at] = list[at - 1];
        list[at] = moving;
    }
    if (!out.people)
        return out;
    int low = (out.people - 1) / 2, high = out.people / 2;
    int64_t numerator = 1000 * (list[low].score * list[high].max + list[high].score * list[low].max);
    int64_t denominator = 2 * list[low].max * list[high].max;
    out.present = true;
    out.tenths = (int)(numerator / denominator);
    if (2 * (numerator % denominator) >= denominator)
        out.tenths++;
    return out;
}
static inline void model_figures(const struct world *world, const char *school, const char *system, int people,
                                 struct figures *out)
{
    *out = (struct figures){0};
    for (int64_t person = 1; person <= people; person++) {
        struct model_tutor tutor;
        int until, completed_on;
        if (!tutor_at(world, person, school, system, world->on))
            continue;
        assert_true(model_tutor(world, person, &tutor));
        out->personal_tutors++;
        out->training_completed += trained_over(world, person, school, &until, &completed_on);
        out->quiz_completed += tutor.quiz.completed;
        out->states[tutor.state]++;
        out->concerns += concerned(world, person, school);
    }
}
#endif
