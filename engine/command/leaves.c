/*
 * command/leaves.c - every event's leaf computed again: the sequence is gapless and no event was altered.
 */
#include "command/command_internal.h"
#include <string.h>

struct leaves {
    int64_t next;
    struct findings *findings;
};

static enum fault_code check(void *context, const struct event *event, struct fault *fault)
{
    struct leaves *leaves = context;
    struct event again = *event;
    if (event->seq != leaves->next)
        findings_add(leaves->findings, "", 0, "Event %lld is missing.", (long long)leaves->next);
    leaves->next = event->seq + 1;
    enum fault_code code = event_hash(&again, fault);
    if (code == FAULT_INTERNAL || (code == FAULT_NONE && memcmp(again.leaf, event->leaf, sizeof again.leaf) != 0)) {
        findings_add(leaves->findings, "", 0, "Event %lld (%.60s) is not what was recorded: its leaf differs.",
                     (long long)event->seq, event->kind);
        return FAULT_NONE;
    }
    return code;
}

enum fault_code leaves_check(struct db *db, struct findings *findings, int64_t *count, struct fault *fault)
{
    struct leaves leaves = {.findings = findings};
    enum fault_code code = event_each(db, 0, -1, check, &leaves, fault);
    *count = leaves.next;
    return code;
}
