/*
 * demo.h - a synthetic University with years of history, for the demonstration and for tests.
 *
 * Everything is recorded through the same functions as real life uses, in order of time, with the clock held at each
 * moment.
 * The same options and bank give the same people, posts, completions and scores; random salts and ids differ.
 */
#ifndef SIGNPOST_DEMO_H
#define SIGNPOST_DEMO_H
#include <stdint.h>
#include "signpost/bank.h"
#include "signpost/record.h"
#include "signpost/store.h"

struct demo_options {
    int people;     /* tutors in post today, about */
    int schools;    /* 1 to 24 */
    int years;      /* of history, 1 to 20 */
    uint64_t seed;
};
/* One example of each role: person numbers. */
struct demo_cast { int64_t tutor, senior_tutor, head_of_school, dean, training_lead, administrator; };
typedef void (*demo_progress_fn)(void *context, int done, int of);
/*
 * Fills STORE, which holds nothing yet, up to now. The cast's tutor is in the Senior Tutor's School, has past records
 * and something
 * due soon or overdue. PROGRESS may be NULL. Holds the clock while it runs: nothing else may use it then.
 */
enum fault_code demo_fill(struct store *store, const struct keys *keys, const struct bank *bank,
                          const struct demo_options *options,
                          demo_progress_fn progress, void *context, struct demo_cast *out,
                              struct fault *fault) MUST_USE;
#endif
