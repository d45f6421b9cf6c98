/*
 * command/demo_learning.c - who completes the Quiz and the modules, and when. Some keep up, some let it lapse, some
 * never begin;
 * what lies before the history is imported when it begins.
 */
#include "command/demo_internal.h"

#define QUIZ "personal-tutoring"

/* The days in which somebody is a tutor: from their first post to their last day, or today. */
static struct date last_day(const struct demo *demo, int person)
{
    struct date last = DATE_MIN;
    for (int i = demo->people[person].posts; i >= 0; i = demo->posts[i].earlier)
        if (demo->posts[i].role == ROLE_TUTOR && date_compare(demo->posts[i].end, last) > 0)
            last = demo->posts[i].end;
    return date_compare(last, demo->today) > 0 ? demo->today : last;
}

static struct date later(struct demo *demo, struct date from, int least, int spread)
{
    return demo_workday(date_add_days(from, least + demo_below(demo, spread)));
}

static void complete(struct demo *demo, int person, enum demo_kind kind, const char *item, struct date day)
{
    if (date_compare(day, demo->first) < 0)
        demo_act(demo, DEMO_IMPORT, person, item, later(demo, demo->first, 3, 20), day);
    else
        demo_act(demo, kind, person, item, day, day);
}

/* The first time: DATE_MAX for never. Someone long in post has a past of their own. */
static struct date begin(struct demo *demo, struct date joined, int care)
{
    struct date past = date_add_years(demo->first, -1);
    if (date_compare(joined, past) < 0) {
        struct date earliest = date_add_days(date_add_years(demo->first, -3), 20);
        if (date_compare(earliest, joined) < 0)
            earliest = date_add_days(joined, 10);
        if (demo_chance(demo, 25 + care * 7 / 10))
            return later(demo, earliest, 0, demo->first.day - earliest.day - 10);
        return later(demo, demo->first, 10, 800 - care * 6);
    }
    if (demo_chance(demo, (100 - care) / 8))
        return DATE_MAX;
    return care > 65 ? later(demo, joined, 5, 110) : care > 30 ? later(demo, joined, 30, 290)
        : later(demo, joined, 120, 700);
}

/* The next time after DAY: in time, late, or DATE_MAX. */
static struct date again(struct demo *demo, struct date day, int care)
{
    struct date end = date_add_years(day, 3);
    int way = demo_below(demo, 100);
    if (way < 30 + care * 6 / 10)
        return later(demo, end, -100, 95);
    if (way < 92)
        return later(demo, end, 10, 200);
    return DATE_MAX;
}

static void quizzes(struct demo *demo, int person, struct date joined, struct date last, int care)
{
    struct date day = begin(demo, joined, care);
    while (date_compare(day, last) <= 0) {
        complete(demo, person, DEMO_QUIZ, QUIZ, day);
        /* Some take it again long before they need to: at will, to see what they learnt. */
        day = demo_chance(demo, 7) ? later(demo, day, 150, 400) : again(demo, day, care);
    }
}

static void modules(struct demo *demo, int person, struct date joined, struct date last, int care)
{
    struct date role = begin(demo, joined, care);
    struct date signposting = role.day == DATE_MAX.day || demo_chance(demo, (100 - care) / 7) ? DATE_MAX
        : later(demo, role, 1, 50);
    if (date_compare(role, last) <= 0)
        complete(demo, person, DEMO_MODULE, "role", role);
    if (date_compare(signposting, last) > 0)
        return;
    complete(demo, person, DEMO_MODULE, "signposting", signposting);
    struct date day = again(demo, role, care);
    while (date_compare(day, last) <= 0) {
        if (date_compare(day, signposting) > 0)
            complete(demo, person, DEMO_MODULE, "refresher", day);
        day = again(demo, day, care);
    }
}

void demo_learning_plan(struct demo *demo)
{
    for (int i = 0; i < demo->person_count; i++) {
        const struct demo_person *person = &demo->people[i];
        if (person->first_post < 0 || i == demo->tutor || i == demo->open)
            continue;
        const struct demo_post *post = &demo->posts[person->first_post];
        int care = (2 * person->care + demo->schools[post->school].care) / 3;
        struct date last = last_day(demo, i);
        quizzes(demo, i, post->start, last, care);
        modules(demo, i, post->start, last, care);
    }
}

/* The tutor whose page is shown: two attempts behind them, the last of which stops counting in 38 days. */
static void example_tutor(struct demo *demo)
{
    struct date quiz = demo_workday(date_add_days(date_add_years(demo->today, -3), 38));
    struct date earlier = demo_workday(date_add_days(date_add_years(quiz, -2), -90));
    struct date role = demo_workday(date_add_days(date_add_years(demo->today, -2), -120));
    if (date_compare(role, demo->first) <= 0)
        role = demo_workday(date_add_days(demo->first, 40));
    complete(demo, demo->tutor, DEMO_QUIZ, QUIZ, earlier);
    complete(demo, demo->tutor, DEMO_QUIZ, QUIZ, quiz);
    complete(demo, demo->tutor, DEMO_MODULE, "role", role);
    complete(demo, demo->tutor, DEMO_MODULE, "signposting", demo_workday(date_add_days(role, 12)));
    demo_act(demo, DEMO_LOOK, demo->tutor, NULL, demo_workday(date_add_days(demo->today, -30)), DATE_MIN);
}

/* Someone in the middle of the Quiz, and a few whom their Senior Tutor is helping. */
void demo_examples_plan(struct demo *demo)
{
    int met = 0;
    demo->open = -1;
    for (int i = demo->person_count - 1; i >= 0 && met < 5; i--) {
        struct demo_person *person = &demo->people[i];
        if (person->first_post < 0 || person->stays || last_day(demo, i).day != demo->today.day ||
            demo->today.day - demo->posts[person->first_post].start.day < 60)
            continue;
        if (met == 0) {
            demo->open = i;
            demo_act(demo, DEMO_BEGIN_QUIZ, i, QUIZ, date_add_days(demo->today, -2), DATE_MIN);
        } else if (met < 4) {
            demo_act(demo, DEMO_CONCERN, i, NULL, date_add_days(demo->today, -20 * met), DATE_MIN);
        } else {
            demo_act(demo, DEMO_WAIVER, i, NULL, date_add_days(demo->today, -25), DATE_MIN);
        }
        if (met == 3) {
            demo->helped = i;
            demo_act(demo, DEMO_CONCERN_ENDS, i, NULL, date_add_days(demo->today, -12), DATE_MIN);
        }
        met++;
    }
    example_tutor(demo);
}
