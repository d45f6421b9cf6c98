/*
 * send.h - sending a reply (send.c).
 */
#ifndef SIGNPOST_WEB_SEND_H
#define SIGNPOST_WEB_SEND_H
#include <microhttpd.h>
#include <stdbool.h>
struct reply;
struct site;

/* Queues REPLY, whose bytes live until the request is completed, and counts it. LAST: the connection closes after it. */
enum MHD_Result send_queue(struct MHD_Connection *connection, const struct reply *reply, struct site *site, bool last);
#endif
