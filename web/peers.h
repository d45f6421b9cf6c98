/*
 * peers.h - the connections that are open, and a watch over those whose request does not arrive. libmicrohttpd's timeout is of
 * inactivity only: a byte a minute would hold a connection for ever.
 */
#ifndef SIGNPOST_PEERS_H
#define SIGNPOST_PEERS_H
#include <stdbool.h>

struct peers;
struct peer;
struct peers *peers_new(void);                       /* starts the watch; NULL when memory or a thread is wanting */
void peers_free(struct peers *peers);                /* ends it; every peer must have left */
struct peer *peer_join(struct peers *peers, int fd); /* a new connection; NULL when memory ran out (then it is not watched) */
void peer_leave(struct peers *peers, struct peer *peer);
/* What is expected of it: a whole request within so many seconds, or (0) nothing, since one has arrived and waits for its reply. */
void peer_expect(struct peers *peers, struct peer *peer, int seconds);
bool peers_busy(struct peers *peers);                /* does any wait for its reply? */
#endif
