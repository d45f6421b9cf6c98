/*
 * command/demo_history.c - demo_fill: a University with years behind it, planned from a seed and then recorded.
 */
#include "command/demo_internal.h"
#include <stdlib.h>

#define BATCH 400 /* actions to a transaction */

struct batch {
    struct demo *demo;
    int from, to;
};

static enum fault_code run(struct tx *tx, void *context, struct fault *fault)
{
    struct batch *batch = context;
    enum fault_code code = FAULT_NONE;
    if (batch->from == 0) {
        clock_set(instant_of_date(date_add_days(batch->demo->first, -2)));
        code = demo_found(batch->demo, tx, fault);
    }
    for (int i = batch->from; i < batch->to && code == FAULT_NONE; i++)
        code = demo_record(batch->demo, tx, &batch->demo->actions[i], fault);
    return code;
}

static enum fault_code record_all(struct demo *demo, demo_progress_fn progress, void *context, struct fault *fault)
{
    enum fault_code code = FAULT_NONE;
    for (int from = 0; from < demo->action_count && code == FAULT_NONE; from += BATCH) {
        struct batch batch = {demo, from, from + BATCH < demo->action_count ? from + BATCH : demo->action_count};
        code = store_write(demo->signing.store, run, &batch, fault);
        if (progress)
            progress(context, batch.to, demo->action_count);
    }
    clock_release();
    return code;
}

static void plan(struct demo *demo)
{
    unsigned char seed[STREAM_SEED] = "signpost demonstration";
    for (int i = 0; i < 8; i++)
        seed[24 + i] = (unsigned char)(demo->options->seed >> 8 * i);
    stream_init(&demo->stream, seed);
    demo_schools_choose(demo);
    demo_posts_plan(demo);
    if (!demo->failed)
        demo_examples_plan(demo);
    if (!demo->failed)
        demo_learning_plan(demo);
    if (!demo->failed)
        demo_actions_sort(demo);
}

static void cast(const struct demo *demo, struct demo_cast *out)
{
    *out = (struct demo_cast){
        .tutor = demo->people[demo->tutor].number, .senior_tutor = demo->people[demo->senior_tutor].number,
        .head_of_school = demo->people[demo->head].number, .dean = demo->people[demo->dean].number,
        .training_lead = demo->people[demo->lead].number, .administrator = demo->people[demo->administrator].number,
    };
}

enum fault_code demo_fill(struct store *store, const struct keys *keys, const struct bank *bank,
                          const struct demo_options *options, demo_progress_fn progress, void *context,
                              struct demo_cast *out,
                          struct fault *fault)
{
    if (options->people < 1 || options->people > 20000 || options->schools < 1 || options->schools > DEMO_SCHOOLS ||
        options->years < 1 || options->years > 20)
        return fault_set(fault, FAULT_USAGE,
                         "A demonstration has 1 to 20000 people, 1 to %d Schools and 1 to 20 years.",
                         DEMO_SCHOOLS);
    struct demo demo = {.options = options, .bank = bank, .now = clock_now(), .open = -1,
                        .signing = {store, keys, bank_institution(bank)->name, NULL}};
    enum fault_code code = date_set_zone(bank_institution(bank)->time_zone, fault);
    if (code != FAULT_NONE)
        return code;
    demo.today = date_of_instant(demo.now);
    demo.first = date_add_years(demo.today, -options->years);
    plan(&demo);
    code = demo.failed ? fault_memory(fault) : record_all(&demo, progress, context, fault);
    if (code == FAULT_NONE)
        cast(&demo, out);
    free(demo.actions);
    free(demo.posts);
    free(demo.people);
    return code;
}
