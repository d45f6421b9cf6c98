/*
 * ledger.c - the ledger: takes in events one by one, in order, under a lock that lets many threads read.
 */
#include <stdlib.h>
#include <string.h>
#include "compliance/ledger_internal.h"

/* Kinds that no figure depends on have no row here: they only count. */
static const struct {
    const char *kind;
    ledger_reader read;
} readers[] = {
    {"completion.recorded", read_completion_recorded},
    {"completion.regraded", read_completion_regraded},
    {"completion.withdrawn", read_completion_withdrawn},
    {"concern.closed", read_concern_closed},
    {"concern.opened", read_concern_opened},
    {"policy.set", read_policy_set},
    {"post.begun", read_post_begun},
    {"post.corrected", read_post_corrected},
    {"requirement.ended", read_requirement_ended},
    {"requirement.set", read_requirement_set},
    {"school.named", read_school_named},
    {"waiver.ended", read_waiver_ended},
    {"waiver.granted", read_waiver_granted},
};

struct ledger *ledger_new(void)
{
    struct ledger *ledger = calloc(1, sizeof *ledger);
    if (!ledger)
        return NULL;
    /* The writer comes first: a stream of readers must not hold up the saving of answers. */
    pthread_rwlockattr_t attributes;
    int failed = pthread_rwlockattr_init(&attributes);
    if (!failed) {
        pthread_rwlockattr_setkind_np(&attributes, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
        failed = pthread_rwlock_init(&ledger->lock, &attributes);
        pthread_rwlockattr_destroy(&attributes);
    }
    if (failed) {
        free(ledger);
        return NULL;
    }
    return ledger;
}

static void requirement_versions_release(struct requirement_versions *versions)
{
    for (int i = 0; i < versions->count; i++)
        requirement_version_release(versions->items + i);
    free(versions->items);
    *versions = (struct requirement_versions){0};
}

static void school_release(struct school *school)
{
    for (int i = 0; i < school->name_count; i++)
        free(school->name[i].name);
    free(school->name);
    names_release(&school->systems);
    free(school->people.items);
}

void ledger_free(struct ledger *ledger)
{
    if (!ledger)
        return;
    for (int i = 0; i < ledger->person_count; i++) {
        struct person *person = ledger->people + i;
        free(person->posts.items);
        free(person->waivers.items);
        free(person->concerns.items);
        free(person->quiz.items);
        free(person->training.items);
    }
    for (int i = 0; i < ledger->school_codes.count; i++)
        school_release(ledger->schools + i);
    free(ledger->people);
    free(ledger->slots);
    free(ledger->schools);
    free(ledger->policies);
    names_release(&ledger->school_codes);
    names_release(&ledger->modules);
    names_release(&ledger->requirement_ids);
    requirement_versions_release(&ledger->requirements);
    requirement_versions_release(&ledger->shipped);
    pthread_rwlock_destroy(&ledger->lock);
    free(ledger);
}

static ledger_reader reader_of(const char *kind)
{
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
        if (strcmp(readers[i].kind, kind) == 0)
            return readers[i].read;
    return NULL;
}

enum fault_code ledger_apply(struct ledger *ledger, const struct event *event, struct fault *fault)
{
    struct json_doc payload = {0};
    ledger_reader read = reader_of(event->kind);
    if (read) {
        enum fault_code code = json_read(event->payload, strlen(event->payload), "event", &payload, fault);
        if (code == FAULT_MEMORY)
            return code;
        if (code || !cJSON_IsObject(payload.root)) {
            json_release(&payload);
            return read_refuse(event, "its payload is not a JSON object", fault);
        }
    }
    pthread_rwlock_wrlock(&ledger->lock);
    enum fault_code code = FAULT_NONE;
    if (event->seq != ledger->size)
        code = fault_set(fault, FAULT_INTERNAL, "The ledger was handed event %lld; the next is %lld.",
                         (long long)event->seq, (long long)ledger->size);
    else if (read)
        code = read(ledger, event, payload.root, fault);
    if (!code)
        ledger->size++;
    pthread_rwlock_unlock(&ledger->lock);
    json_release(&payload);
    return code;
}

int64_t ledger_lock_read(const struct ledger *ledger, int64_t known_at)
{
    pthread_rwlock_rdlock((pthread_rwlock_t *)&ledger->lock);
    return known_at < 0 || known_at > ledger->size ? ledger->size : known_at;
}

void ledger_unlock_read(const struct ledger *ledger)
{
    pthread_rwlock_unlock((pthread_rwlock_t *)&ledger->lock);
}

int64_t ledger_size(const struct ledger *ledger)
{
    int64_t size = ledger_lock_read(ledger, -1);
    ledger_unlock_read(ledger);
    return size;
}
