/*
 * command/demo_internal.h - what the steps of the synthetic history share.
 *
 * demo_names.c    Schools and people's names
 * demo_posts.c    who is where, from when to when: joiners, leavers, movers
 * demo_learning.c who completes what and when; the example of each role
 * demo_actions.c  all of it as a list in order of time
 * demo_answers.c  what somebody of this ability answers
 * demo_record.c   one action, recorded through the functions that real life uses
 * demo_history.c  demo_fill: the steps above, many actions to a transaction
 */
#ifndef DEMO_INTERNAL_H
#define DEMO_INTERNAL_H
#include "signpost/completion.h"
#include "signpost/demo.h"
#include "signpost/stream.h"

#define DEMO_SCHOOLS 24
struct demo_school {
    const char *code, *name;
    int care;              /* how much its tutors keep up, 0 to 99 */
    int senior_tutor, head;/* people, today's */
};
struct demo_person {
    char staff_id[16], name[100], email[140];
    int64_t number;        /* once recorded */
    int ability, care;     /* of 100 */
    int first_post;        /* its tutor post that began first; -1: none */
    int posts;             /* its latest post; the others hang on it; -1: none */
    int second_post;       /* in another School at the same time; -1: none */
    bool stays;            /* in post until today */
};
struct demo_post {
    int person, school;    /* school -1: University-wide */
    enum role role;
    const char *system;
    struct date start, end;
    int earlier;           /* the same person's post before this one; -1: none */
    int64_t seq;           /* once recorded */
};
enum demo_kind { DEMO_POST_BEGINS, DEMO_POST_ENDS, DEMO_IMPORT, DEMO_QUIZ, DEMO_MODULE, DEMO_BEGIN_QUIZ, DEMO_CONCERN,
                 DEMO_CONCERN_ENDS, DEMO_WAIVER, DEMO_LOOK };
struct demo_action {
    struct instant at;
    int order;             /* of equal instants */
    enum demo_kind kind;
    int subject;           /* a post, or a person */
    const char *item;      /* quiz or module */
    struct date date;      /* an import's completed_on */
};
struct demo {
    const struct demo_options *options;
    const struct bank *bank;
    struct completion_context signing;
    struct stream stream;
    struct date first, today;
    struct instant now;
    struct demo_school schools[DEMO_SCHOOLS];
    int school_count;
    struct demo_person *people;
    int person_count, person_capacity;
    struct demo_post *posts;
    int post_count, post_capacity;
    struct demo_action *actions;
    int action_count, action_capacity;
    int tutor, senior_tutor, head, dean, lead, administrator, open, helped; /* examples: people */
    int64_t concern;       /* event of the concern about the one who was helped: it ends */
    bool failed;           /* memory ran out */
};

/* A number below N; one of 0 to 99. */
int demo_below(struct demo *demo, int n);
bool demo_chance(struct demo *demo, int percent);
/* A working day on or after DATE. */
struct date demo_workday(struct date date);

/* Each sets demo->failed when memory runs out and then answers 0: a valid index as long as nothing is recorded. */
int demo_person_new(struct demo *demo);
int demo_post_new(struct demo *demo, int person, enum role role, int school, const char *system, struct date start,
                  struct date end);
void demo_act(struct demo *demo, enum demo_kind kind, int subject, const char *item, struct date day, struct date date);

void demo_schools_choose(struct demo *demo);
void demo_person_name(struct demo *demo, int number, struct demo_person *out);
void demo_posts_plan(struct demo *demo);
void demo_learning_plan(struct demo *demo);
void demo_examples_plan(struct demo *demo);
void demo_actions_sort(struct demo *demo);
/* The response as JSON into OUT; false: the question stays unanswered. */
bool demo_answer(struct demo *demo, const struct paper_item *item, int ability, struct buf *out);
enum fault_code demo_found(struct demo *demo, struct tx *tx, struct fault *fault) MUST_USE;
enum fault_code demo_record(struct demo *demo, struct tx *tx, const struct demo_action *action,
                            struct fault *fault) MUST_USE;
#endif
