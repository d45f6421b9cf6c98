/*
 * tutors.h - a School's tutors as its leaders list them: in an order, of a state. What the page and its CSV share.
 */
#ifndef SIGNPOST_PAGES_TUTORS_H
#define SIGNPOST_PAGES_TUTORS_H
#include "common.h"

struct tutor { struct identity identity; struct tutor_state state; };
struct tutors { struct tutor *items; int count, all, erased; }; /* all: of the School; erased: of those asked for, nobody to show */
enum order { ORDER_STATE, ORDER_NAME, ORDER_UNTIL, ORDERS };
extern const char *const tutors_orders[ORDERS];            /* as ?sort= has them */
enum order tutors_order(const struct request *request);    /* the one asked for, else ORDER_STATE */
/* Worst first, as the engine gives them, unless another order is asked for; only those of ?state= when it is. */
enum fault_code tutors_read(struct request *request, struct db *db, struct tutors *out, struct fault *fault) MUST_USE;
#endif
