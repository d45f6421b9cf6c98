/*
 * history.c DATABASE EVENTS [PEOPLE-A-SCHOOL] - a University whose history has so many events, through the same functions as the
 * server, signed with the keys beside the database (made by init): tutors, their posts, their completions over the years, and who
 * looked. For benches of the log, of the audit and of the figures.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "signpost/limits.h"
#include "signpost/store.h"
#include "signpost/text.h"

#define BATCH 10         /* people to a transaction: what undoes a large one costs more than its commit */
#define COMPLETIONS 16   /* of each person, */
#define LOOKS 32         /* and looks at them: with joining and a post, fifty events */
#define EVENTS_EACH (2 + COMPLETIONS + LOOKS)

struct batch { int64_t from, to; int people_a_school; };

static void leave(const struct fault *fault)
{
    char text[1024];
    fault_text(fault, text, sizeof text);
    fprintf(stderr, "history: %s\n", text);
    exit(1);
}

static enum fault_code complete(struct tx *tx, int64_t person, int64_t number, int which, struct fault *fault)
{
    bool quiz = which % 2 == 0;
    int64_t seq = 0;
    struct completion_new completion = {.by = person, .person = person, .kind = quiz ? "quiz" : "training",
                                        .item = quiz ? "personal-tutoring" : "introduction", .source = "import",
                                        .completed_on = date_from_ymd(2018 + which / 2, 1 + (int)(number % 12), 1 + (int)(number % 28)),
                                        .score = quiz ? (number * 7 + which) % 21 : -1, .max = quiz ? 20 : -1, .unit = quiz ? 1 : -1};
    return completion_add(tx, &completion, &seq, fault);
}

static enum fault_code add_person(struct tx *tx, const struct batch *batch, int64_t number, struct fault *fault)
{
    char id[LIMIT_STAFF_ID], email[LIMIT_EMAIL];
    struct post post = {.role = ROLE_TUTOR, .start = date_from_ymd(2018, 9, 1), .end = DATE_MAX};
    snprintf(id, sizeof id, "h%lld", (long long)number);
    snprintf(email, sizeof email, "%s@middlemarch.example", id);
    snprintf(post.school, sizeof post.school, "S%lld", (long long)(number / batch->people_a_school));
    enum fault_code code = identity_add(tx, 0, id, "A Tutor", email, &post.person, fault);
    if (code == FAULT_NONE)
        code = post_begin(tx, 0, &post, NULL, fault);
    for (int i = 0; i < COMPLETIONS && code == FAULT_NONE; i++)
        code = complete(tx, post.person, number, i, fault);
    for (int i = 0; i < LOOKS && code == FAULT_NONE; i++)
        code = look_add(tx, post.person, post.person, post.school, "person", fault);
    return code;
}

static enum fault_code add_batch(struct tx *tx, void *context, struct fault *fault)
{
    const struct batch *batch = context;
    enum fault_code code = FAULT_NONE;
    for (int64_t i = batch->from; i < batch->to && code == FAULT_NONE; i++)
        code = add_person(tx, batch, i, fault);
    return code;
}

static enum fault_code open_signed(const char *file, struct store **store, struct fault *fault)
{
    char keys_file[1024];
    struct keys *keys = NULL;
    snprintf(keys_file, sizeof keys_file, "%s.keys", file);
    enum fault_code code = store_open(file, store, fault);
    if (code == FAULT_NONE)
        code = keys_load(keys_file, &keys, fault);
    return code == FAULT_NONE ? store_keys_use(*store, keys, fault) : code;
}

int main(int argc, char **argv)
{
    struct fault fault;
    struct store *store = NULL;
    int64_t events = argc >= 3 ? strtoll(argv[2], NULL, 10) : 0;
    struct batch batch = {.people_a_school = argc >= 4 ? (int)strtol(argv[3], NULL, 10) : 500};
    int64_t people = (events + EVENTS_EACH - 1) / EVENTS_EACH;
    if (events < 1 || batch.people_a_school < 1 || date_set_zone("Europe/London", &fault) != FAULT_NONE)
        return 2;
    if (open_signed(argv[1], &store, &fault) != FAULT_NONE)
        leave(&fault);
    for (batch.from = 0; batch.from < people; batch.from = batch.to) {
        batch.to = batch.from + BATCH < people ? batch.from + BATCH : people;
        if (store_write(store, add_batch, &batch, &fault) != FAULT_NONE)
            leave(&fault);
    }
    store_close(store);
    return 0;
}
