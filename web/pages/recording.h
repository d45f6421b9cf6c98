/*
 * recording.h - what the pages of one record share: finding it for whoever asks, and what it says of itself.
 */
#ifndef SIGNPOST_PAGES_RECORDING_H
#define SIGNPOST_PAGES_RECORDING_H
#include "common.h"

struct recording {
    struct record_found found;
    const char *path;                     /* /records/<id> */
    const char *address;                  /* of its verification, with scheme and host */
    bool lasting;                         /* the address is the one that the University gave this server for good */
    /* as the credential says */
    const char *id, *title, *description, *issuer_name, *key, *score, *max;
    struct date counts_until;             /* DATE_MAX: no end */
};
/* The record in the path, when this reader may open it; else the one ABSENT that is also given for what is not there. */
enum fault_code recording_get(struct request *request, struct db *db, struct recording *out, struct fault *fault) MUST_USE;
/* The same in a read transaction of its own. */
enum fault_code recording_open(struct request *request, struct recording *out, struct fault *fault) MUST_USE;
/* Adds for the page: path, title, completed_words, until_words, has_ended, score_words, issuer_name, number, key, holder, withdrawn_on. */
void recording_view(struct request *request, const struct recording *recording, struct view *view);
/* No search engine shall list it: it is for who was given the link. */
struct reply *recording_unlisted(struct request *request, struct reply *reply);
#endif
