/*
 * tutors.c - see tutors.h.
 */
#include "tutors.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *const tutors_orders[ORDERS] = {"state", "name", "until"};

enum order tutors_order(const struct request *request)
{
    const char *sort = request_query(request, "sort");
    for (int i = 0; sort && i < ORDERS; i++)
        if (!strcmp(sort, tutors_orders[i]))
            return (enum order)i;
    return ORDER_STATE;
}

static int by_name(const void *a, const void *b)
{
    return strcasecmp(((const struct tutor *)a)->identity.name, ((const struct tutor *)b)->identity.name);
}

/* What is not complete has ended already, so it comes first. */
static struct date first_end(const struct tutor_state *state)
{
    struct date quiz = state->quiz.counts_until, training = state->training.counts_until;
    return date_compare(quiz, training) < 0 ? quiz : training;
}

static int by_until(const void *a, const void *b)
{
    const struct tutor *left = a, *right = b;
    int order = date_compare(first_end(&left->state), first_end(&right->state));
    return order ? order : by_name(a, b);
}

enum fault_code tutors_read(struct request *request, struct db *db, struct tutors *out, struct fault *fault)
{
    struct tutor_state *states = NULL;
    const char *wanted = request_query(request, "state");
    enum order order = tutors_order(request);
    *out = (struct tutors){0};
    enum fault_code code = compliance_people(request->site->ledger, request->param[0], request->actor.today, -1, request->arena,
                                             &states, &out->all, fault);
    if (code != FAULT_NONE)
        return code;
    out->items = arena_alloc(request->arena, ((size_t)out->all + 1) * sizeof *out->items);
    if (!out->items)
        return fault_memory(fault);
    for (int i = 0; i < out->all; i++) {
        struct tutor *tutor = &out->items[out->count];
        if (wanted && *wanted && strcmp(wanted, state_name(states[i].state)) != 0)
            continue;
        tutor->state = states[i];
        code = identity_by_person(db, request->arena, states[i].person, &tutor->identity, fault);
        if (code == FAULT_NONE)
            out->count++;
        else if (code == FAULT_ABSENT) /* erased: counted in the figures, nobody to show */
            out->erased++;
        else
            return code;
    }
    if (order != ORDER_STATE)
        qsort(out->items, (size_t)out->count, sizeof *out->items, order == ORDER_NAME ? by_name : by_until);
    return FAULT_NONE;
}
