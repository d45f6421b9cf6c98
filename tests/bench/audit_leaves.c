/*
 * audit_leaves.c DATABASE - what an audit of a long history costs, in CPU time: the one pass over its events, beside SHA-256 alone
 * over the same bytes (entry, leaf and one node for each); the whole audit; and the most memory that was in use.
 */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include "cost.h"
#include "signpost/audit.h"

static double begun[AUDIT_PARTS];
static void note(void *context, enum audit_part part, int64_t done, int64_t of)
{
    (void)context;
    (void)of;
    if (done == 0 && begun[part] == 0)
        begun[part] = seconds();
}

/* Bare: the same number of hashes of the same length, on average. */
struct bytes { int64_t events, size; };
static enum fault_code measure(void *context, const struct event *event, struct fault *fault)
{
    struct bytes *bytes = context;
    struct buf canonical;
    buf_init(&canonical, 0);
    enum fault_code code = event_canonical(event, &canonical, fault);
    bytes->events++;
    bytes->size += (int64_t)canonical.size;
    buf_release(&canonical);
    return code;
}

static double bare(const struct bytes *bytes)
{
    static unsigned char text[65536], hash[crypto_hash_sha256_BYTES];
    size_t each = (size_t)(bytes->size / bytes->events) + EVENT_SALT;
    double begin = seconds();
    for (int64_t i = 0; i < bytes->events; i++) {
        memcpy(text, hash, sizeof hash);
        crypto_hash_sha256(hash, text, each);
        crypto_hash_sha256(hash, text, 33);
        crypto_hash_sha256(hash, text, 65);
    }
    return seconds() - begin;
}

int main(int argc, char **argv)
{
    struct audit_options options = {.as_of = DATE_MIN, .progress = note};
    struct audit_result result;
    struct store *store = NULL;
    struct db *db = NULL;
    struct bytes bytes = {0};
    struct rusage usage;
    struct fault fault;
    if (argc != 2 || sodium_init() < 0)
        return 2;
    must(store_open_read(argv[1], &store, &fault), &fault);
    double begin = seconds();
    must(audit_run(store, &options, &result, &fault), &fault);
    double whole = seconds() - begin, pass = begun[AUDIT_TABLES] - begun[AUDIT_EVENTS];
    getrusage(RUSAGE_SELF, &usage);
    if (audit_findings(&result) || !result.events)
        return 1;
    must(store_read(store, &db, &fault), &fault);
    must(event_each(db, 0, 20000, measure, &bytes, &fault), &fault);
    store_done(store, db);
    bytes.size = bytes.size / bytes.events * result.events;
    bytes.events = result.events;
    double hashing = bare(&bytes);
    printf("  %-34s %.2f s, %.0f events/s, %.0f%% of the bare SHA-256 rate\n", "the pass over events and tree", pass,
           (double)result.events / pass, 100 * hashing / pass);
    printf("  %-34s %.2f s for %lld events and %lld Personal Tutors\n", "the whole audit", whole, (long long)result.events,
           (long long)result.people);
    printf("  %-34s %ld MB\n", "memory in use at most", usage.ru_maxrss / 1024);
    audit_result_release(&result);
    store_close(store);
    return 0;
}
