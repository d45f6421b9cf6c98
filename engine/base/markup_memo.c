/*
 * markup_memo.c - remembers what CommonMark became: the texts of a bank are the same for everybody, and turning one into HTML
 * costs more than everything else on a page. A fixed table for the process; a text that falls on a taken place takes it over.
 */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "base/base_internal.h"

#define PLACES 4096         /* with LONGEST, a ceiling of about 64 MB; a real bank takes well under one */
#define LONGEST (8 * 1024)  /* longer texts and results are not remembered */

struct remembered {
    char *commonmark, *html; /* owned; NULL: a free place */
};
static struct remembered places[PLACES];
static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

static struct remembered *place_of(const char *commonmark)
{
    uint64_t hash = UINT64_C(14695981039346656037); /* FNV-1a */
    for (const char *at = commonmark; *at; at++)
        hash = (hash ^ (unsigned char)*at) * UINT64_C(1099511628211);
    return &places[(hash ^ (hash >> 32)) % PLACES];
}

bool markup_recall(const char *commonmark, struct buf *out)
{
    struct remembered *place = place_of(commonmark);
    pthread_rwlock_rdlock(&lock);
    bool found = place->commonmark && !strcmp(place->commonmark, commonmark);
    if (found)
        buf_text(out, place->html);
    pthread_rwlock_unlock(&lock);
    return found;
}

void markup_remember(const char *commonmark, const char *html)
{
    struct remembered *place = place_of(commonmark), former;
    if (strlen(commonmark) > LONGEST || strlen(html) > LONGEST)
        return;
    struct remembered fresh = {strdup(commonmark), strdup(html)};
    if (!fresh.commonmark || !fresh.html) {
        free(fresh.commonmark);
        free(fresh.html);
        return;
    }
    pthread_rwlock_wrlock(&lock);
    former = *place;
    *place = fresh;
    pthread_rwlock_unlock(&lock);
    free(former.commonmark);
    free(former.html);
}
