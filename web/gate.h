/* gate.h - refuses requests that two readers could understand differently, before anything reads them (RFC 9112). */
#ifndef SIGNPOST_GATE_H
#define SIGNPOST_GATE_H
#include <stddef.h>
struct MHD_Connection;
/* NULL when the request is well formed; otherwise what is wrong, and the connection must be closed. */
const char *gate_refuses(struct MHD_Connection *connection, const char *raw_uri, const char *method);
#endif
