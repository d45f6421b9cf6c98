/*
 * command/demo_posts.c - who is where: each School has places, each place one Personal Tutor after another. Every
 * summer some leave
 * or move to another School, and new tutors join in the autumn.
 */
#include "command/demo_internal.h"
#include <stdlib.h>

struct place {
    int school;
    const char *system;
    int post;              /* of the tutor who has it; -1: vacant */
};

int demo_post_new(struct demo *demo, int person, enum role role, int school, const char *system, struct date start,
                  struct date end)
{
    if (demo->post_count == demo->post_capacity) {
        int more = demo->post_capacity ? demo->post_capacity * 2 : 1024;
        struct demo_post *posts = realloc(demo->posts, (size_t)more * sizeof *posts);
        if (!posts) {
            demo->failed = true;
            return 0;
        }
        demo->posts = posts;
        demo->post_capacity = more;
    }
    demo->posts[demo->post_count] =
        (struct demo_post){.person = person, .school = school, .role = role, .system = system,
                                                       .start = start, .end = end,
                                                       .earlier = demo->people[person].posts};
    demo->people[person].posts = demo->post_count;
    return demo->post_count++;
}

static int tutor(struct demo *demo, int person, const struct place *place, struct date start)
{
    int post = demo_post_new(demo, person, ROLE_TUTOR, place->school, place->system, start, DATE_MAX);
    if (demo->people[person].first_post < 0)
        demo->people[person].first_post = post;
    return post;
}

static int year_of(struct date date)
{
    int year, month, day;
    date_to_ymd(date, &year, &month, &day);
    return year;
}

/* Places by School, some Schools larger than others, at least three each. */
static struct place *make_places(struct demo *demo, int *count)
{
    int weight[DEMO_SCHOOLS], total = 0, made = 0, wanted = demo->options->people, least = 3 * demo->school_count;
    *count = wanted > least ? wanted : least;
    struct place *places = calloc((size_t)*count, sizeof *places);
    for (int i = 0; i < demo->school_count; i++)
        total += weight[i] = 50 + demo_below(demo, 100);
    for (int i = demo->school_count - 1; places && i >= 0; i--) {
        int share = i == 0 ? *count - made : 3 + (*count - least) * weight[i] / total;
        for (int j = 0; j < share; j++)
            places[made++] = (struct place){i, i == 1 && j % 4 == 3 ? "DL" : "", -1};
    }
    demo->failed |= !places;
    return places;
}

/* Those who were there before the history begins. The first two of each School are its Senior Tutors, one after the
 * other. */
static void settle(struct demo *demo, struct place *places, int count)
{
    int met[DEMO_SCHOOLS] = {0}, year = year_of(demo->first);
    struct date handover = date_from_ymd(year + (year_of(demo->today) - year) / 2, 7, 31);
    for (int i = 0; i < count; i++) {
        int person = demo_person_new(demo), school = places[i].school, nth = met[school]++;
        struct date start = date_from_ymd(year - 1 - demo_below(demo, 9), 9, 1);
        places[i].post = tutor(demo, person, &places[i], start);
        demo->people[person].stays = nth < 3;
        if (nth == 0)
            demo_post_new(demo, person, ROLE_SENIOR_TUTOR, school, "", start,
                          date_compare(handover, demo->today) < 0 ? handover : DATE_MAX);
        if (nth == 1 && date_compare(handover, demo->today) < 0)
            demo_post_new(demo, person, ROLE_SENIOR_TUTOR, school, "", date_add_days(handover, 1), DATE_MAX);
        if (nth == (date_compare(handover, demo->today) < 0))
            demo->schools[school].senior_tutor = person;
        if (nth == 2 && school == 0)
            demo->tutor = person;
        if (nth < 2)
            demo->people[person].care = 90;
    }
}

static void leave(struct demo *demo, struct place *place, struct date last)
{
    struct demo_person *person = &demo->people[demo->posts[place->post].person];
    demo->posts[place->post].end = last;
    if (person->second_post >= 0)
        demo->posts[person->second_post].end = last;
    person->second_post = -1;
}

/* Another vacant place in another School for this one's former tutor; -1: none. */
static int elsewhere(struct demo *demo, const struct place *places, const int *vacant, int count, int at)
{
    for (int tries = 0; tries < 8; tries++) {
        int other = demo_below(demo, count);
        if (places[vacant[other]].school != places[vacant[at]].school && places[vacant[other]].post < 0)
            return vacant[other];
    }
    return -1;
}

/* The summer of YEAR: about one in nine goes; three in ten of those to another School. */
static void summer(struct demo *demo, struct place *places, int count, int year, int *vacant, int *former)
{
    struct date last = date_from_ymd(year, 7, 31);
    int vacated = 0;
    for (int i = 0; i < count; i++) {
        const struct demo_person *person = &demo->people[demo->posts[places[i].post].person];
        if (person->stays || date_compare(demo->posts[places[i].post].start, date_add_days(last, -200)) > 0 ||
            demo_below(demo, 1000) >= 112)
            continue;
        leave(demo, &places[i], last);
        former[vacated] = demo->posts[places[i].post].person;
        places[i].post = -1;
        vacant[vacated++] = i;
    }
    for (int i = 0; i < vacated; i++) {
        int to = demo_chance(demo, 30) ? elsewhere(demo, places, vacant, vacated, i) : -1;
        if (to >= 0)
            places[to].post = tutor(demo, former[i], &places[to], date_add_days(last, 1));
    }
    for (int i = 0; i < vacated; i++) {
        if (places[vacant[i]].post >= 0)
            continue;
        struct date start = demo_chance(demo, 85) ? date_from_ymd(year, 9, 1)
            : date_from_ymd(year, 10, 1 + demo_below(demo, 20));
        places[vacant[i]].post = tutor(demo, demo_person_new(demo), &places[vacant[i]], start);
    }
}

/* A few tutor in a second School as well, from this September on. */
static void lend(struct demo *demo, const struct place *places, int count, int year)
{
    for (int i = 0; i < count && demo->school_count > 1; i++) {
        const struct demo_post *post = &demo->posts[places[i].post];
        struct demo_person *person = &demo->people[post->person];
        struct place other =
            {(post->school + 1 + demo_below(demo, demo->school_count - 1)) % demo->school_count, "", -1};
        if (person->second_post < 0 && !person->stays && demo_below(demo, 1000) < 8 && year_of(post->start) < year) {
            int made = tutor(demo, post->person, &other, date_from_ymd(year, 9, 1));
            demo->people[post->person].second_post = made;
        }
    }
}

static int officer(struct demo *demo, enum role role, int school, struct date start, struct date end)
{
    int person = demo_person_new(demo);
    demo_post_new(demo, person, role, school, "", start, end);
    return person;
}

static void officers(struct demo *demo)
{
    int year = year_of(demo->first);
    struct date before = date_from_ymd(year - 1, 8, 1), change = date_from_ymd(year_of(demo->today) - 1, 7, 31);
    bool changed = date_compare(change, demo->first) > 0;
    for (int i = 0; i < demo->school_count; i++)
        demo->schools[i].head = officer(demo, ROLE_HEAD_OF_SCHOOL, i, before, DATE_MAX);
    if (changed)
        officer(demo, ROLE_DEAN, -1, before, change);
    demo->dean = officer(demo, ROLE_DEAN, -1, changed ? date_add_days(change, 1) : before, DATE_MAX);
    demo->lead = officer(demo, ROLE_TRAINING_LEAD, -1, before, DATE_MAX);
    demo->administrator = officer(demo, ROLE_ADMINISTRATOR, -1, before, DATE_MAX);
    demo->senior_tutor = demo->schools[0].senior_tutor;
    demo->head = demo->schools[0].head;
}

void demo_posts_plan(struct demo *demo)
{
    int count = 0;
    struct place *places = make_places(demo, &count);
    int *vacant = calloc((size_t)count, sizeof *vacant), *former = calloc((size_t)count, sizeof *former);
    if (places && vacant && former && !demo->failed) {
        settle(demo, places, count);
        for (int year = year_of(demo->first); year <= year_of(demo->today) && !demo->failed; year++) {
            struct date july = date_from_ymd(year, 7, 31), september = date_from_ymd(year, 9, 1);
            if (date_compare(july, demo->first) > 0 && date_compare(july, demo->today) < 0)
                summer(demo, places, count, year, vacant, former);
            if (date_compare(september, demo->first) > 0 && date_compare(september, demo->today) < 0 && !demo->failed)
                lend(demo, places, count, year);
        }
        officers(demo);
    } else {
        demo->failed = true;
    }
    free(places);
    free(vacant);
    free(former);
}
