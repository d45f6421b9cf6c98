/* request.h - making a request out of what arrived: for exchange.c alone; handlers use web.h. */
#ifndef SIGNPOST_REQUEST_H
#define SIGNPOST_REQUEST_H
#include "web.h"

struct request *request_new(struct site *site);              /* NULL when memory ran out */
void request_free(struct request *request);
void request_choose_face(struct request *request);           /* from the Accept header */
/* Splits and decodes the raw URI, finds the route. An unknown path leaves request->route NULL. MALFORMED for bad encoding. */
enum fault_code request_route(struct request *request, const char *uri, struct fault *fault) MUST_USE;
/* Parses request->body by its Content-Type; an answer to a body that is neither form nor JSON. */
enum fault_code request_read_body(struct request *request, struct fault *fault) MUST_USE;
#endif
