/*
 * head.h - the head of a request (head.c).
 */
#ifndef SIGNPOST_WEB_HEAD_H
#define SIGNPOST_WEB_HEAD_H
#include <microhttpd.h>
struct request;

/* Fills REQUEST's headers, which live as long as the connection's request does, and its address. */
void head_take(struct MHD_Connection *connection, struct request *request);
#endif
