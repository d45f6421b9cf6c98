/*
 * store_world.h - a small University in a throw-away database, for the store's tests: each helper is one write, and
 * fails the test when that write does.
 */
#ifndef TEST_STORE_WORLD_H
#define TEST_STORE_WORLD_H
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include <sqlite3.h>
#include "signpost/store.h"
#include "signpost/text.h"

#define QUIZ "personal-tutoring"
#define BANK "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define QUIZ_LENGTH 20

struct world {
    char dir[64], file[96];
    struct store *store;
    struct arena *arena;
    struct fault fault;
};

#define assert_fine(world, call) \
    do { \
        enum fault_code fine_code = (call); \
        if (fine_code != FAULT_NONE) \
            fail_msg("%s: fault %d: %s", #call, (int)fine_code, (world)->fault.message); \
    } while (0)

/* ---- opening and closing ---- */

static inline struct world *world_new(void)
{
    struct world *world = calloc(1, sizeof *world);
    assert_non_null(world);
    snprintf(world->dir, sizeof world->dir, "%s/signpost-test-XXXXXX", P_tmpdir);
    assert_non_null(mkdtemp(world->dir));
    snprintf(world->file, sizeof world->file, "%s/store.db", world->dir);
    world->arena = arena_new();
    assert_non_null(world->arena);
    return world;
}

static inline void world_open(struct world *world)
{
    assert_fine(world, store_open(world->file, &world->store, &world->fault));
}

static inline void world_shut(struct world *world)
{
    store_close(world->store);
    world->store = NULL;
}

static inline void world_free(struct world *world)
{
    static const char *const names[] = {"store.db", "store.db-wal", "store.db-shm", "store.db.lock", "link.db"};
    store_close(world->store);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", world->dir, names[i]);
        unlink(path);
    }
    rmdir(world->dir);
    arena_free(world->arena);
    free(world);
}

static inline int world_setup(void **state)
{
    struct world *world = world_new();
    assert_fine(world, store_create(world->file, &world->fault));
    world_open(world);
    *state = world;
    return 0;
}

static inline int world_teardown(void **state)
{
    clock_release();
    world_free(*state);
    return 0;
}

/* Another connection, as somebody with the file would open it. */
static inline sqlite3 *world_raw(struct world *world)
{
    sqlite3 *raw = NULL;
    assert_int_equal(sqlite3_open_v2(world->file, &raw, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    sqlite3_busy_timeout(raw, 5000);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    return raw;
}

static inline int64_t raw_number(sqlite3 *raw, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_prepare_v2(raw, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    int64_t number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return number;
}

static inline int64_t world_number(struct world *world, const char *sql)
{
    sqlite3 *raw = world_raw(world);
    int64_t number = raw_number(raw, sql);
    sqlite3_close(raw);
    return number;
}

/* ---- events ---- */

static inline enum fault_code event_job(struct tx *tx, void *context, struct fault *fault)
{
    return event_append(tx, context, fault);
}

static inline int64_t record(struct world *world, struct event event)
{
    assert_fine(world, store_write(world->store, event_job, &event, &world->fault));
    return event.seq;
}

static inline struct date day(const char *text)
{
    struct date date = DATE_MIN;
    assert_int_equal(date_parse(text, &date, NULL), FAULT_NONE);
    return date;
}

static inline int64_t begin_post(struct world *world, int64_t person, const char *role, const char *school,
                                 const char *start, const char *end)
{
    char payload[160];
    snprintf(payload, sizeof payload, "{\"end\":%s%s%s,\"role\":\"%s\",\"system\":\"\"}", end ? "\"" : "",
             end ? end : "null", end ? "\"" : "", role);
    return record(world, (struct event){.kind = "post.begun", .about = person, .school = school, .date = day(start),
                                        .payload = payload});
}

static inline void correct_post(struct world *world, int64_t person, int64_t post, const char *school,
                                const char *start, const char *end)
{
    char payload[160];
    snprintf(payload, sizeof payload, "{\"end\":%s%s%s,\"post\":%lld}", end ? "\"" : "", end ? end : "null",
             end ? "\"" : "", (long long)post);
    record(world, (struct event){.kind = "post.corrected", .about = person, .school = school, .date = day(start),
                                 .payload = payload});
}

/* ---- people ---- */

struct new_person { const char *staff_id, *name, *email; int64_t person; };

static inline enum fault_code person_job(struct tx *tx, void *context, struct fault *fault)
{
    struct new_person *new = context;
    return identity_add(tx, 0, new->staff_id, new->name, new->email, &new->person, fault);
}

static inline int64_t add_person(struct world *world, const char *staff_id)
{
    char email[96];
    snprintf(email, sizeof email, "%s@example.ac.uk", staff_id);
    struct new_person new = {staff_id, "A Person", email, 0};
    assert_fine(world, store_write(world->store, person_job, &new, &world->fault));
    return new.person;
}

/* ---- attempts ---- */

static inline enum fault_code bank_job(struct tx *tx, void *context, struct fault *fault)
{
    (void)context;
    return bank_version_keep(tx, BANK, "{}", 2, fault);
}

static inline enum fault_code attempt_job(struct tx *tx, void *context, struct fault *fault)
{
    return attempt_add(tx, context, fault);
}

static inline struct attempt new_attempt(int64_t person, int number)
{
    struct attempt attempt = {.person = person, .quiz = QUIZ, .bank = BANK, .started_at = clock_now()};
    snprintf(attempt.id, sizeof attempt.id, "%032x", (unsigned)number);
    return attempt;
}

static inline struct attempt start_attempt(struct world *world, int64_t person, int number)
{
    struct attempt attempt = new_attempt(person, number);
    assert_fine(world, store_write(world->store, bank_job, NULL, &world->fault));
    assert_fine(world, store_write(world->store, attempt_job, &attempt, &world->fault));
    return attempt;
}

struct save { struct answer_save save; struct answer stored; struct arena *arena; };

static inline enum fault_code save_job(struct tx *tx, void *context, struct fault *fault)
{
    struct save *save = context;
    return answer_save(tx, save->arena, &save->save, &save->stored, fault);
}

static inline enum fault_code save_answer(struct world *world, const struct attempt *attempt, int number,
                                          int64_t version, const char *response, int flagged, struct answer *stored)
{
    struct save save = {.save = {attempt->id, attempt->person, number, version, response, flagged},
                        .arena = world->arena};
    enum fault_code code = store_write(world->store, save_job, &save, &world->fault);
    *stored = save.stored;
    return code;
}

/* A submission as completion.h makes it: result, events and both records. */
struct submission {
    struct attempt attempt, out;
    struct attempt_result result;
    struct credential_row record, score;
    char document[2048], score_document[1024];
    bool already;
};

static inline void submission_init(struct submission *submission, const struct attempt *attempt, int64_t revision)
{
    memset(submission, 0, sizeof *submission);
    submission->attempt = *attempt;
    submission->attempt.score = 15 * 5040;
    submission->attempt.max = 20 * 5040;
    for (int i = 0; i < 5; i++) {
        submission->attempt.subject[i].score = 3 * 5040;
        submission->attempt.subject[i].max = 4 * 5040;
    }
    memset(submission->document, 'x', sizeof submission->document);
    memset(submission->score_document, 'y', sizeof submission->score_document);
    submission->record.document = submission->document;
    submission->record.size = sizeof submission->document;
    submission->score.document = submission->score_document;
    submission->score.size = sizeof submission->score_document;
    memset(submission->record.salt, 7, sizeof submission->record.salt);
    memset(submission->score.salt, 8, sizeof submission->score.salt);
    text_uuid(submission->record.record);
    text_uuid(submission->score.record);
    submission->result = (struct attempt_result){.attempt = &submission->attempt, .revision = revision,
                                                 .completed_on = clock_today(), .completion = &submission->record,
                                                 .score = &submission->score, .answers = BANK};
    memset(submission->result.answers_salt, 9, sizeof submission->result.answers_salt);
}

static inline enum fault_code submission_job(struct tx *tx, void *context, struct fault *fault)
{
    struct submission *submission = context;
    return attempt_submit(tx, &submission->result, &submission->out, &submission->already, fault);
}

static inline struct attempt submit(struct world *world, const struct attempt *attempt, int64_t revision)
{
    struct submission submission;
    submission_init(&submission, attempt, revision);
    assert_fine(world, store_write(world->store, submission_job, &submission, &world->fault));
    return submission.out;
}
#endif
