/*
 * command/demo_actions.c - people, days and the list of what happens, in order of time.
 */
#include "command/demo_internal.h"
#include <stdlib.h>

int demo_below(struct demo *demo, int n)
{
    return n > 1 ? (int)stream_below(&demo->stream, (uint32_t)n) : 0;
}

bool demo_chance(struct demo *demo, int percent)
{
    return demo_below(demo, 100) < percent;
}

struct date demo_workday(struct date date)
{
    int weekday = ((date.day + 4) % 7 + 7) % 7; /* 1970-01-01 was a Thursday; 0 is Sunday */
    return date_add_days(date, weekday == 6 ? 2 : weekday == 0 ? 1 : 0);
}

int demo_person_new(struct demo *demo)
{
    if (demo->person_count == demo->person_capacity) {
        int more = demo->person_capacity ? demo->person_capacity * 2 : 1024;
        struct demo_person *people = realloc(demo->people, (size_t)more * sizeof *people);
        if (!people) {
            demo->failed = true;
            return 0;
        }
        demo->people = people;
        demo->person_capacity = more;
    }
    struct demo_person *person = &demo->people[demo->person_count];
    *person = (struct demo_person){.first_post = -1, .posts = -1, .second_post = -1};
    demo_person_name(demo, demo->person_count, person);
    person->ability = 48 + demo_below(demo, 30) + demo_below(demo, 22);
    person->care = demo_below(demo, 100);
    return demo->person_count++;
}

void demo_act(struct demo *demo, enum demo_kind kind, int subject, const char *item, struct date day, struct date date)
{
    struct instant at = instant_of_date(day);
    at.ms += (8 * 3600 + 1800 + demo_below(demo, 9 * 3600)) * (int64_t)1000;
    if (at.ms > demo->now.ms - 3600 * 1000)
        return; /* not yet */
    if (demo->action_count == demo->action_capacity) {
        int more = demo->action_capacity ? demo->action_capacity * 2 : 4096;
        struct demo_action *actions = realloc(demo->actions, (size_t)more * sizeof *actions);
        if (!actions) {
            demo->failed = true;
            return;
        }
        demo->actions = actions;
        demo->action_capacity = more;
    }
    demo->actions[demo->action_count] = (struct demo_action){at, demo->action_count, kind, subject, item, date};
    demo->action_count++;
}

static int in_time(const void *left, const void *right)
{
    const struct demo_action *a = left, *b = right;
    if (a->at.ms != b->at.ms)
        return a->at.ms < b->at.ms ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* Adds what the posts mean: staff are imported before they begin, ends are known a few weeks before. */
void demo_actions_sort(struct demo *demo)
{
    for (int i = 0; i < demo->post_count; i++) {
        const struct demo_post *post = &demo->posts[i];
        bool before = date_compare(post->start, demo->first) <= 0;
        struct date begins = before ? date_add_days(demo->first, -1) : date_add_days(post->start, -12);
        struct date ends = date_compare(post->end, DATE_MAX) ? date_add_days(post->end, -25) : DATE_MAX;
        demo_act(demo, DEMO_POST_BEGINS, i, NULL, begins, DATE_MIN);
        if (date_compare(post->end, DATE_MAX) != 0)
            demo_act(demo, DEMO_POST_ENDS, i, NULL, date_compare(ends, begins) > 0 ? ends : date_add_days(begins, 1),
                     DATE_MIN);
    }
    if (demo->action_count)
        qsort(demo->actions, (size_t)demo->action_count, sizeof *demo->actions, in_time);
}
