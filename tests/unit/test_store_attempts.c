/*
 * test_store_attempts.c - answers with versions, submitting once, and who may see a submitted attempt.
 */
#include "store_world.h"
#include <pthread.h>
#include "signpost/bank.h"

static void only_one_attempt_at_a_quiz_is_open_at_a_time(void **state)
{
    struct world *world = *state;
    int64_t person = add_person(world, "T1");
    struct attempt first = start_attempt(world, person, 1), second = new_attempt(person, 2), found;
    struct db *db = NULL;
    assert_int_equal(store_write(world->store, attempt_job, &second, &world->fault), FAULT_CONFLICT);
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, attempt_open_get(db, person, QUIZ, &found, &world->fault));
    assert_string_equal(found.id, first.id);
    assert_int_equal(found.completion, -1);
    store_done(world->store, db);
    submit(world, &first, 0);
    assert_fine(world, store_write(world->store, attempt_job, &second, &world->fault));
}

static void an_attempt_keeps_the_schools_whose_sections_it_has(void **state)
{
    struct world *world = *state;
    int64_t person = add_person(world, "T1");
    struct attempt started = new_attempt(person, 1), found, *list = NULL;
    struct db *db = NULL;
    int count = 0;
    snprintf(started.schools, sizeof started.schools, "BIO LAW");
    assert_fine(world, store_write(world->store, bank_job, NULL, &world->fault));
    assert_fine(world, store_write(world->store, attempt_job, &started, &world->fault));
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, attempt_get_own(db, started.id, person, &found, &world->fault));
    assert_string_equal(found.schools, "BIO LAW");
    assert_fine(world, attempt_list(db, world->arena, person, &list, &count, &world->fault));
    assert_string_equal(list[0].schools, "BIO LAW");
    store_done(world->store, db);
    /* Questions of sections are numbered on, so an answer's number may be beyond any quiz's. */
    struct save last = {.save = {.attempt = started.id, .person = person, .number = LIMIT_PAPER_QUESTIONS, .response = "true"},
                        .arena = world->arena}, beyond = last;
    beyond.save.number++;
    assert_fine(world, store_write(world->store, save_job, &last, &world->fault));
    assert_int_equal(store_write(world->store, save_job, &beyond, &world->fault), FAULT_ABSENT);
}

static void an_answer_is_saved_only_over_the_version_that_was_seen(void **state)
{
    struct world *world = *state;
    struct attempt attempt = start_attempt(world, add_person(world, "T1"), 1);
    struct answer stored;
    assert_fine(world, save_answer(world, &attempt, 3, 0, "\"a\"", -1, &stored));
    assert_int_equal(stored.version, 1);
    assert_string_equal(stored.response, "\"a\"");
    assert_true(stored.saved_at.ms > 0);
    assert_int_equal(save_answer(world, &attempt, 3, 0, "\"b\"", -1, &stored), FAULT_CONFLICT);
    assert_int_equal(stored.version, 1);
    assert_string_equal(stored.response, "\"a\"");
    assert_int_equal(save_answer(world, &attempt, 4, 1, "\"b\"", -1, &stored), FAULT_CONFLICT);
    assert_int_equal(stored.version, 0);
    assert_null(stored.response);
    assert_fine(world, save_answer(world, &attempt, 3, 1, "\"b\"", 1, &stored));
    assert_true(stored.flagged);
    assert_fine(world, save_answer(world, &attempt, 3, 2, NULL, -1, &stored));
    assert_true(stored.flagged && stored.response == NULL && stored.version == 3);
    assert_fine(world, save_answer(world, &attempt, 3, 3, "\"c\"", 0, &stored));
    assert_false(stored.flagged);

    struct answer *answers = NULL;
    struct db *db = NULL;
    struct attempt now;
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, answers_get(db, world->arena, attempt.id, QUIZ_LENGTH, &answers, &world->fault));
    assert_fine(world, attempt_get_own(db, attempt.id, attempt.person, &now, &world->fault));
    store_done(world->store, db);
    assert_int_equal(now.revision, 4);
    for (int i = 0; i < QUIZ_LENGTH; i++) {
        assert_int_equal(answers[i].number, i + 1);
        assert_int_equal(answers[i].version, i == 2 ? 4 : 0);
    }
    assert_string_equal(answers[2].response, "\"c\"");
}

static void an_answer_to_someone_elses_or_a_submitted_attempt_changes_nothing(void **state)
{
    struct world *world = *state;
    struct attempt attempt = start_attempt(world, add_person(world, "T1"), 1), forged = attempt;
    struct answer stored;
    forged.person = add_person(world, "T2");
    assert_int_equal(save_answer(world, &forged, 1, 0, "\"a\"", -1, &stored), FAULT_ABSENT);
    forged = new_attempt(attempt.person, 99);
    assert_int_equal(save_answer(world, &forged, 1, 0, "\"a\"", -1, &stored), FAULT_ABSENT);
    assert_int_equal(save_answer(world, &attempt, 0, 0, "\"a\"", -1, &stored), FAULT_ABSENT);
    assert_fine(world, save_answer(world, &attempt, 1, 0, "\"a\"", -1, &stored));
    submit(world, &attempt, 1);
    assert_int_equal(save_answer(world, &attempt, 1, 1, "\"b\"", -1, &stored), FAULT_CONFLICT);
    assert_int_equal(stored.version, -1);
    assert_string_equal(stored.response, "\"a\"");
    assert_int_equal(world_number(world, "SELECT group_concat(response) = '\"a\"' FROM answer"), 1);
    assert_int_equal(world_number(world, "SELECT revision FROM attempt"), 1);
}

/* ---- submitting ---- */

#define SALT_9 "0909090909090909090909090909090909090909090909090909090909090909"

static void submitting_writes_the_result_its_events_and_its_records_together(void **state)
{
    struct world *world = *state;
    int64_t person = add_person(world, "T1");
    struct attempt attempt = start_attempt(world, person, 1), out = submit(world, &attempt, 0), found;
    struct db *db = NULL;
    struct completion_row *rows = NULL;
    struct credential_row *records = NULL;
    int count = 0;
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, attempt_get_own(db, attempt.id, person, &found, &world->fault));
    assert_fine(world, completion_list(db, world->arena, person, &rows, &count, &world->fault));
    assert_int_equal(count, 1);
    assert_fine(world, credential_list(db, world->arena, found.completion, &records, &count, &world->fault));
    store_done(world->store, db);
    assert_memory_equal(&found, &out, sizeof out);
    assert_int_equal(found.score, 15 * 5040);
    assert_int_equal(found.subject[4].max, 4 * 5040);
    assert_int_equal(rows[0].seq, found.completion);
    assert_string_equal(rows[0].record, found.record);
    assert_int_equal(count, 2);
    assert_int_equal(records[0].kind, RECORD_COMPLETION);
    assert_int_equal(records[1].kind, RECORD_SCORE);
    assert_string_equal(records[0].record, rows[0].record);
    assert_string_equal(records[1].record, rows[0].score_record);
    assert_int_equal(records[0].size, 2048);
    assert_int_equal(records[1].size, 1024);
    assert_int_equal(world_number(world, "SELECT hex(answers_salt) = '" SALT_9 "' FROM attempt"), 1);
    char commitment[2][65], sql[512];
    for (int i = 0; i < 2; i++) {
        assert_int_equal(records[i].person, person);
        assert_int_equal(records[i].completion, found.completion);
        assert_int_equal(records[i].issued, found.completion + 1);
        assert_string_equal(records[i].superseded_by, "");
        credential_commitment(records[i].salt, records[i].document, records[i].size, commitment[i]);
    }
    snprintf(sql, sizeof sql,
             "SELECT kind = 'record.issued' AND by_person IS NULL AND about IS NULL AND school IS NULL AND date IS NULL"
             " AND payload = '{\"answers\":\"" BANK "\",\"commitment\":\"%s\",\"completion\":%lld,"
             "\"score_commitment\":\"%s\"}' FROM event WHERE seq = %lld",
             commitment[0], (long long)found.completion, commitment[1], (long long)found.completion + 1);
    assert_int_equal(world_number(world, sql), 1);
    snprintf(sql, sizeof sql,
             "SELECT payload -> 'commitment' = 'null' AND payload ->> 'bank' = '%s' FROM event WHERE seq = %lld",
             BANK, (long long)found.completion);
    assert_int_equal(world_number(world, sql), 1);
}

struct reissue { struct submission submission; struct records_new records; int64_t seq; };
static enum fault_code reissue_job(struct tx *tx, void *context, struct fault *fault)
{
    struct reissue *reissue = context;
    return records_issue(tx, &reissue->records, &reissue->seq, fault);
}

static void a_new_score_record_supersedes_the_one_before_it(void **state)
{
    struct world *world = *state;
    struct attempt attempt = start_attempt(world, add_person(world, "T1"), 1), out = submit(world, &attempt, 0);
    struct completion_row *rows = NULL;
    struct credential_row *records = NULL;
    struct reissue reissue;
    struct db *db = NULL;
    int count = 0;
    submission_init(&reissue.submission, &attempt, 0);
    reissue.records = (struct records_new){.completion = out.completion, .score = &reissue.submission.score};
    assert_fine(world, store_write(world->store, reissue_job, &reissue, &world->fault));
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, completion_list(db, world->arena, attempt.person, &rows, &count, &world->fault));
    assert_int_equal(count, 1);
    assert_fine(world, credential_list(db, world->arena, out.completion, &records, &count, &world->fault));
    store_done(world->store, db);
    assert_int_equal(count, 3);
    assert_string_equal(records[1].record, reissue.submission.score.record); /* the one that stands is first */
    assert_string_equal(rows[0].score_record, records[1].record);
    assert_string_equal(records[0].superseded_by, "");
    assert_string_equal(records[1].superseded_by, "");
    assert_string_equal(records[2].superseded_by, records[1].record);
    assert_int_equal(records[1].issued, reissue.seq);
    assert_int_equal(world_number(world, "SELECT count(*) FROM record WHERE commitment IS NULL AND answers IS NULL"), 1);
    reissue.records.completion = out.completion + 100;
    assert_int_equal(store_write(world->store, reissue_job, &reissue, &world->fault), FAULT_ABSENT);
}

static void a_submission_of_answers_that_changed_since_they_were_marked_is_refused(void **state)
{
    struct world *world = *state;
    struct attempt attempt = start_attempt(world, add_person(world, "T1"), 1);
    struct answer stored;
    struct submission submission;
    assert_fine(world, save_answer(world, &attempt, 1, 0, "\"a\"", -1, &stored));
    submission_init(&submission, &attempt, 0);
    assert_int_equal(store_write(world->store, submission_job, &submission, &world->fault), FAULT_CONFLICT);
    assert_int_equal(world_number(world, "SELECT count(*) FROM completion"), 0);
    submit(world, &attempt, 1);
}

struct submitter { struct world *world; struct submission submission; enum fault_code code; };
static void *submit_one(void *context)
{
    struct submitter *submitter = context;
    submitter->code = store_write(submitter->world->store, submission_job, &submitter->submission, NULL);
    return NULL;
}

static void sixty_four_submissions_at_once_make_one_completion(void **state)
{
    struct world *world = *state;
    struct attempt attempt = start_attempt(world, add_person(world, "T1"), 1);
    struct submitter *submitters = calloc(64, sizeof *submitters);
    pthread_t threads[64];
    int first = 0;
    assert_non_null(submitters);
    for (int i = 0; i < 64; i++) {
        submitters[i].world = world;
        submission_init(&submitters[i].submission, &attempt, 0);
        assert_int_equal(pthread_create(&threads[i], NULL, submit_one, &submitters[i]), 0);
    }
    for (int i = 0; i < 64; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < 64; i++) {
        assert_int_equal(submitters[i].code, FAULT_NONE);
        assert_memory_equal(&submitters[i].submission.out, &submitters[0].submission.out, sizeof attempt);
        first += !submitters[i].submission.already;
    }
    assert_int_equal(first, 1);
    assert_int_equal(world_number(world, "SELECT count(*) FROM event WHERE kind = 'completion.recorded'"), 1);
    assert_int_equal(world_number(world, "SELECT count(*) FROM credential"), 2);
    free(submitters);
}

static void a_submitted_attempt_cannot_be_changed_even_by_hand(void **state)
{
    struct world *world = *state;
    struct attempt attempt = start_attempt(world, add_person(world, "T1"), 1);
    submit(world, &attempt, 0);
    sqlite3 *raw = world_raw(world);
    assert_int_equal(sqlite3_exec(raw, "UPDATE attempt SET score = 100800", NULL, NULL, NULL), SQLITE_CONSTRAINT);
    sqlite3_close(raw);
}

/* ---- who sees a submitted attempt: tutor T, leader L, today 2026-06-15 ---- */

struct spell { const char *role, *school, *start, *end; };
static const struct {
    const char *what;
    struct spell tutor, leader;
    bool seen;
} sight[] = {
    {"a Senior Tutor of the School",
     {"tutor", "BIO", "2025-01-01", NULL},
     {"senior_tutor", "BIO", "2025-01-01", NULL},
     true},
    {"a Head of the School", {"tutor", "BIO", "2025-01-01", NULL}, {"head_of_school", "BIO", "2025-01-01", NULL}, true},
    {"on both last days",
     {"tutor", "BIO", "2025-01-01", "2026-06-15"},
     {"senior_tutor", "BIO", "2025-01-01", "2026-06-15"},
     true},
    {"on both first days", {"tutor", "BIO", "2026-06-15", NULL}, {"senior_tutor", "BIO", "2026-06-15", NULL}, true},
    {"of another School", {"tutor", "BIO", "2025-01-01", NULL}, {"senior_tutor", "CHE", "2025-01-01", NULL}, false},
    {"whose post ended yesterday",
     {"tutor", "BIO", "2025-01-01", NULL},
     {"senior_tutor", "BIO", "2025-01-01", "2026-06-14"},
     false},
    {"whose post begins tomorrow",
     {"tutor", "BIO", "2025-01-01", NULL},
     {"head_of_school", "BIO", "2026-06-16", NULL},
     false},
    {"of a tutor who left yesterday",
     {"tutor", "BIO", "2025-01-01", "2026-06-14"},
     {"senior_tutor", "BIO", "2025-01-01", NULL},
     false},
    {"of a tutor to come", {"tutor", "BIO", "2026-06-16", NULL}, {"senior_tutor", "BIO", "2025-01-01", NULL}, false},
    {"a fellow tutor", {"tutor", "BIO", "2025-01-01", NULL}, {"tutor", "BIO", "2025-01-01", NULL}, false},
    {"the Dean", {"tutor", "BIO", "2025-01-01", NULL}, {"dean", NULL, "2025-01-01", NULL}, false},
    {"an administrator", {"tutor", "BIO", "2025-01-01", NULL}, {"administrator", NULL, "2025-01-01", NULL}, false},
    {"a Senior Tutor looking at a Head",
     {"head_of_school", "BIO", "2025-01-01", NULL},
     {"senior_tutor", "BIO", "2025-01-01", NULL},
     false},
    {"University-wide both", {"dean", NULL, "2025-01-01", NULL}, {"training_lead", NULL, "2025-01-01", NULL}, false},
};

static enum fault_code look_at(struct world *world, const char *id, int64_t leader)
{
    struct db *db = NULL;
    struct attempt found;
    assert_fine(world, store_read(world->store, &db, &world->fault));
    enum fault_code code = attempt_get_led(db, id, leader, day("2026-06-15"), &found, &world->fault);
    store_done(world->store, db);
    return code;
}

static void only_those_who_lead_the_tutor_today_see_a_submitted_attempt(void **state)
{
    struct world *world = *state;
    for (size_t i = 0; i < sizeof sight / sizeof sight[0]; i++) {
        char staff_id[32];
        snprintf(staff_id, sizeof staff_id, "T%zu", i);
        int64_t tutor = add_person(world, staff_id);
        snprintf(staff_id, sizeof staff_id, "L%zu", i);
        int64_t leader = add_person(world, staff_id);
        begin_post(world, tutor, sight[i].tutor.role, sight[i].tutor.school, sight[i].tutor.start, sight[i].tutor.end);
        begin_post(world, leader, sight[i].leader.role, sight[i].leader.school, sight[i].leader.start,
                   sight[i].leader.end);
        struct attempt attempt = start_attempt(world, tutor, (int)i + 1);
        assert_int_equal(look_at(world, attempt.id, leader), FAULT_ABSENT); /* open ones are nobody else's */
        submit(world, &attempt, 0);
        if (look_at(world, attempt.id, leader) != (sight[i].seen ? FAULT_NONE : FAULT_ABSENT))
            fail_msg("wrong for: %s", sight[i].what);
    }
}

static void a_leader_loses_sight_of_a_tutor_who_moves(void **state)
{
    struct world *world = *state;
    int64_t tutor = add_person(world, "T1"), leader = add_person(world, "L1"), other = add_person(world, "L2");
    int64_t post = begin_post(world, tutor, "tutor", "BIO", "2025-01-01", NULL);
    begin_post(world, leader, "senior_tutor", "BIO", "2025-01-01", NULL);
    begin_post(world, other, "head_of_school", "CHE", "2025-01-01", NULL);
    struct attempt attempt = start_attempt(world, tutor, 1), found;
    struct db *db = NULL;
    submit(world, &attempt, 0);
    assert_int_equal(look_at(world, attempt.id, leader), FAULT_NONE);
    assert_int_equal(look_at(world, attempt.id, other), FAULT_ABSENT);
    correct_post(world, tutor, post, "BIO", "2025-01-01", "2026-05-31");
    begin_post(world, tutor, "tutor", "CHE", "2026-06-01", NULL);
    assert_int_equal(look_at(world, attempt.id, leader), FAULT_ABSENT);
    assert_int_equal(look_at(world, attempt.id, other), FAULT_NONE);
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_int_equal(attempt_get_own(db, attempt.id, leader, &found, &world->fault), FAULT_ABSENT);
    assert_fine(world, attempt_get_own(db, attempt.id, tutor, &found, &world->fault));
    store_done(world->store, db);
}

/* ---- the rest of a tutor's page ---- */

static enum fault_code look_job(struct tx *tx, void *context, struct fault *fault)
{
    int64_t *who = context;
    return look_add(tx, who[0], who[1], "BIO", "person", fault);
}

static void a_person_sees_who_looked(void **state)
{
    struct world *world = *state;
    int64_t who[2] = {add_person(world, "L1"), add_person(world, "T1")};
    struct look_row *rows = NULL;
    int count = 0;
    struct db *db = NULL;
    assert_fine(world, store_write(world->store, look_job, who, &world->fault));
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, look_list(db, world->arena, who[1], &rows, &count, &world->fault));
    assert_int_equal(count, 1);
    assert_string_equal(rows[0].by_name, "A Person");
    assert_string_equal(rows[0].school, "BIO");
    assert_fine(world, look_list(db, world->arena, who[0], &rows, &count, &world->fault));
    assert_int_equal(count, 0);
    store_done(world->store, db);
}

static enum fault_code look_through_job(struct tx *tx, void *context, struct fault *fault)
{
    return look_add(tx, *(int64_t *)context, 0, "BIO", "people", fault);
}

static int looks_at(struct world *world, int64_t person)
{
    struct look_row *rows = NULL;
    int count = 0;
    struct db *db = NULL;
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, look_list(db, world->arena, person, &rows, &count, &world->fault));
    store_done(world->store, db);
    return count;
}

static void a_look_at_the_list_is_one_at_each_who_was_a_tutor_there_that_day(void **state)
{
    struct world *world = *state;
    char yesterday[DATE_TEXT], today[DATE_TEXT];
    date_text(date_add_days(clock_today(), -1), yesterday);
    date_text(clock_today(), today);
    int64_t leader = add_person(world, "L1"), tutor = add_person(world, "T1"), former = add_person(world, "T2");
    int64_t last_day = add_person(world, "T3"), elsewhere = add_person(world, "T4");
    begin_post(world, tutor, "tutor", "BIO", "2025-01-01", NULL);
    begin_post(world, former, "tutor", "BIO", "2025-01-01", yesterday);
    begin_post(world, last_day, "tutor", "BIO", "2025-01-01", today);
    begin_post(world, elsewhere, "tutor", "CHE", "2025-01-01", NULL);
    begin_post(world, leader, "senior_tutor", "BIO", "2025-01-01", NULL);
    assert_fine(world, store_write(world->store, look_through_job, &leader, &world->fault));
    assert_int_equal(looks_at(world, tutor), 1);
    assert_int_equal(looks_at(world, former), 0);
    assert_int_equal(looks_at(world, last_day), 1);
    assert_int_equal(looks_at(world, elsewhere), 0);
    assert_int_equal(looks_at(world, leader), 0);
}

static enum fault_code access_job(struct tx *tx, void *context, struct fault *fault)
{
    return access_add(tx, 0, *(int64_t *)context, "link", fault);
}

static void a_link_or_token_made_for_somebody_shows_among_their_looks(void **state)
{
    struct world *world = *state;
    int64_t tutor = add_person(world, "T1");
    assert_fine(world, store_write(world->store, access_job, &tutor, &world->fault));
    assert_int_equal(looks_at(world, tutor), 1);
}

static enum fault_code progress_job(struct tx *tx, void *context, struct fault *fault)
{
    int64_t person = *(int64_t *)context;
    enum fault_code code = module_check_save(tx, person, "m", "s", "q", "\"a\"", true, fault);
    if (code == FAULT_NONE)
        code = module_check_save(tx, person, "m", "s", "q", "\"b\"", false, fault);
    return code == FAULT_NONE ? module_check_save(tx, person, "m", "s", "", NULL, false, fault) : code;
}

static void a_check_once_answered_right_stays_right(void **state)
{
    struct world *world = *state;
    int64_t person = add_person(world, "T1");
    struct check_row *rows = NULL;
    int count = 0;
    struct db *db = NULL;
    assert_fine(world, store_write(world->store, progress_job, &person, &world->fault));
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, module_progress(db, world->arena, person, "m", &rows, &count, &world->fault));
    store_done(world->store, db);
    assert_int_equal(count, 2);
    assert_string_equal(rows[0].question, "");
    assert_string_equal(rows[1].response, "\"b\"");
    assert_true(rows[1].correct);
}

struct required { const struct requirement *const *list; int count; };
static enum fault_code require_job(struct tx *tx, void *context, struct fault *fault)
{
    struct required *required = context;
    return requirements_record(tx, required->list, required->count, fault);
}

static void requirements_make_events_only_of_what_changed(void **state)
{
    struct world *world = *state;
    static const char *const modules[] = {"role", "refresher"};
    struct requirement role = {
        .id = "role", .title = "The role", .any_of = modules, .any_of_count = 2, .from = DATE_MIN};
    struct requirement other = {.id = "other", .title = "Other", .any_of = modules, .any_of_count = 1, .from = {20000}};
    const struct requirement *const both[] = {&role, &other}, *const one[] = {&role};
    struct required set = {both, 2}, fewer = {one, 1};
    static const char *const count = "SELECT count(*) FROM event";
    assert_fine(world, store_write(world->store, require_job, &set, &world->fault));
    assert_fine(world, store_write(world->store, require_job, &set, &world->fault));
    assert_int_equal(world_number(world, count), 2);
    assert_fine(world, store_write(world->store, require_job, &fewer, &world->fault));
    assert_fine(world, store_write(world->store, require_job, &fewer, &world->fault));
    assert_int_equal(world_number(world, count), 3);
    assert_int_equal(world_number(world,
                                  "SELECT payload = '{\"id\":\"other\"}' AND kind = 'requirement.ended' FROM event"
                                  " WHERE seq = 2"),
                     1);
    role.title = "The tutor's role";
    assert_fine(world, store_write(world->store, require_job, &set, &world->fault));
    assert_int_equal(world_number(world, count), 5);
    assert_int_equal(world_number(world, "SELECT count(*) FROM requirement WHERE ended IS NULL"), 2);
}

#define in_world(test) cmocka_unit_test_setup_teardown(test, world_setup, world_teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        in_world(only_one_attempt_at_a_quiz_is_open_at_a_time),
        in_world(an_attempt_keeps_the_schools_whose_sections_it_has),
        in_world(an_answer_is_saved_only_over_the_version_that_was_seen),
        in_world(an_answer_to_someone_elses_or_a_submitted_attempt_changes_nothing),
        in_world(submitting_writes_the_result_its_events_and_its_records_together),
        in_world(a_new_score_record_supersedes_the_one_before_it),
        in_world(a_submission_of_answers_that_changed_since_they_were_marked_is_refused),
        in_world(sixty_four_submissions_at_once_make_one_completion),
        in_world(a_submitted_attempt_cannot_be_changed_even_by_hand),
        in_world(only_those_who_lead_the_tutor_today_see_a_submitted_attempt),
        in_world(a_leader_loses_sight_of_a_tutor_who_moves),
        in_world(a_person_sees_who_looked),
        in_world(a_look_at_the_list_is_one_at_each_who_was_a_tutor_there_that_day),
        in_world(a_link_or_token_made_for_somebody_shows_among_their_looks),
        in_world(a_check_once_answered_right_stays_right),
        in_world(requirements_make_events_only_of_what_changed),
    };
    if (date_set_zone("Europe/London", NULL) != FAULT_NONE)
        return 1;
    return cmocka_run_group_tests_name("attempts", tests, NULL, NULL);
}
