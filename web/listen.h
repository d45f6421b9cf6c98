/* listen.h - the socket that the server listens on. */
#ifndef SIGNPOST_LISTEN_H
#define SIGNPOST_LISTEN_H
#include <stddef.h>
#include "signpost/fault.h"

/* LISTEN: "127.0.0.1:8080", "[::1]:0" or "unix:PATH". The caller closes *OUT; WHERE gets the address to print. */
enum fault_code listen_on(const char *listen, int *out, char *where, size_t size, struct fault *fault) MUST_USE;
#endif
