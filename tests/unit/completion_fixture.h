/*
 * completion_fixture.h - one tutor, the bank that ships and known keys, for the tests of completing things.
 */
#ifndef COMPLETION_FIXTURE_H
#define COMPLETION_FIXTURE_H
#include <pthread.h>
#include "record_fixture.h"
#include "signpost/completion.h"
#include "store_world.h"

#define THREADS 64
#define NOON INT64_C(1782820800000) /* 30 June 2026, 12:00 UTC */
#define DAY_MS INT64_C(86400000)

static struct bank *bank;
static struct keys *keys;
static struct actor actor;
static struct completion_context context;
static const char *const trusted[] = {FIXTURE_PUBLIC, NULL};

static inline int load_once(void **state)
{
    struct findings findings;
    char *folder = bank_default_dir();
    (void)state;
    findings_init(&findings);
    keys = fixture_keys(FIXTURE_SECRET);
    enum fault_code code = folder ? bank_load(folder, &findings, &bank, NULL) : FAULT_MEMORY;
    findings_release(&findings);
    free(folder);
    return code == FAULT_NONE && keys && date_set_zone("Europe/London", NULL) == FAULT_NONE ? 0 : -1;
}

static inline int drop_once(void **state)
{
    (void)state;
    bank_release(bank);
    keys_free(keys);
    return 0;
}

static inline int completion_setup(void **state)
{
    world_setup(state);
    struct world *world = *state;
    clock_set((struct instant){NOON});
    memset(&actor, 0, sizeof actor);
    actor.person = add_person(world, "tutor");
    snprintf(actor.email, sizeof actor.email, "tutor@example.ac.uk");
    context = (struct completion_context){
        .store = world->store, .keys = keys, .institution = "University of Middle England"};
    return 0;
}

static inline enum fault_code keep_bank(struct tx *tx, void *unused, struct fault *fault)
{
    size_t size = 0;
    const char *document = bank_document(bank, &size);
    (void)unused;
    return bank_version_keep(tx, bank_hash(bank), document, size, fault);
}

static inline struct attempt begin(struct world *world, int number)
{
    struct attempt attempt = new_attempt(actor.person, number);
    snprintf(attempt.bank, sizeof attempt.bank, "%s", bank_hash(bank));
    memset(attempt.seed, number, sizeof attempt.seed);
    assert_fine(world, store_write(world->store, keep_bank, NULL, &world->fault));
    assert_fine(world, store_write(world->store, attempt_job, &attempt, &world->fault));
    return attempt;
}

static inline void credential_of(struct world *world, const char *record, struct credential_row *out)
{
    struct db *db = NULL;
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, credential_get(db, world->arena, record, out, &world->fault));
    store_done(world->store, db);
}

struct runner {
    pthread_t thread;
    const char *id;
    struct attempt out;
    char record[RECORD_ID_TEXT];
    enum fault_code code;
};

static inline void run_all(struct runner *runners, int count, void *(*run)(void *), const char *id)
{
    for (int i = 0; i < count; i++) {
        runners[i].id = id;
        assert_int_equal(pthread_create(&runners[i].thread, NULL, run, &runners[i]), 0);
    }
    for (int i = 0; i < count; i++)
        assert_int_equal(pthread_join(runners[i].thread, NULL), 0);
}
#endif
