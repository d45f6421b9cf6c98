/*
 * test_completion.c - submitting once, whatever happens at the same moment: marks are of the answers stored, and
 * result, event, credential and commitment belong together. Drawn from the bank that ships.
 */
#include "completion_fixture.h"

#define RACES 12

/* ---- helpers ---- */

static struct paper draw(struct world *world, const struct attempt *attempt)
{
    struct paper paper;
    assert_fine(world, paper_draw(bank, bank_find_quiz(bank, attempt->quiz), attempt->seed, world->arena, &paper,
                                  &world->fault));
    return paper;
}

/* The right response of the kinds that have a short one; else NULL. */
static const char *right_response(const struct paper_item *item)
{
    static const char *const letters[] = {"\"a\"", "\"b\"", "\"c\"", "\"d\"", "\"e\"", "\"f\"", "\"g\"", "\"h\""};
    if (item->question->kind == QUESTION_TRUE_FALSE)
        return item->question->key[0] ? "true" : "false";
    for (int i = 0; item->question->kind == QUESTION_SINGLE && i < item->question->option_count; i++) {
        if (item->order[i] == item->question->key[0])
            return letters[i];
    }
    return NULL;
}

/* Answers rightly what it can; returns how many that were. */
static int answer_what_is_short(struct world *world, const struct attempt *attempt, const struct paper *paper)
{
    int right = 0;
    for (int i = 0; i < paper->count; i++) {
        struct answer stored;
        const char *response = right_response(&paper->items[i]);
        if (!response)
            continue;
        assert_fine(world, save_answer(world, attempt, i + 1, 0, response, -1, &stored));
        right++;
    }
    return right;
}

static struct attempt complete(struct world *world, const char *id)
{
    struct attempt out;
    assert_fine(world, attempt_complete(&context, bank, id, &actor, world->arena, &out, &world->fault));
    return out;
}

/* ---- marking ---- */

static void marking_adds_up_by_subject_and_gives_nothing_for_silence(void **state)
{
    struct world *world = *state;
    struct attempt attempt = begin(world, 1), blank = attempt;
    struct paper paper = draw(world, &attempt);
    struct answer answers[64] = {{0}};
    int64_t right = 0, subjects = 0, maxima = 0;
    assert_in_range(paper.count, 1, 64);
    assert_fine(world, attempt_mark(&paper, answers, &blank, &world->fault));
    assert_int_equal(blank.score, 0);
    assert_int_equal(blank.max, paper.count * MARK_UNIT);
    for (int i = 0; i < paper.count; i++) {
        const char *response = right_response(&paper.items[i]);
        answers[i].response = response ? response : i % 2 ? "\"dont_know\"" : "null";
        right += response != NULL;
    }
    assert_fine(world, attempt_mark(&paper, answers, &attempt, &world->fault));
    assert_int_equal(attempt.score, right * MARK_UNIT);
    for (int i = 0; i < SUBJECTS; i++) {
        subjects += attempt.subject[i].score;
        maxima += attempt.subject[i].max;
        assert_int_equal(attempt.subject[i].max, paper.quiz->draw[i] * MARK_UNIT);
    }
    assert_int_equal(subjects, attempt.score);
    assert_int_equal(maxima, attempt.max);
}

static void marking_refuses_a_stored_answer_that_cannot_be_one(void **state)
{
    struct world *world = *state;
    static const char *const responses[] = {"", "{", "\"a\" ,", "{\"x\":{}}", "[[[]]]"};
    struct attempt attempt = begin(world, 1);
    struct paper paper = draw(world, &attempt);
    for (size_t i = 0; i < sizeof responses / sizeof *responses; i++) {
        struct answer answers[64] = {{0}};
        struct attempt marked = attempt;
        answers[paper.count - 1].response = responses[i];
        assert_int_equal(attempt_mark(&paper, answers, &marked, &world->fault), FAULT_INTERNAL);
        assert_memory_equal(&marked, &attempt, sizeof marked);
    }
}

/* ---- submitting ---- */

struct last_event {
    char payload[1024], kind[64];
    int64_t seq;
};

static enum fault_code keep_last(void *into, const struct event *event, struct fault *fault)
{
    struct last_event *last = into;
    (void)fault;
    snprintf(last->payload, sizeof last->payload, "%s", event->payload);
    snprintf(last->kind, sizeof last->kind, "%s", event->kind);
    last->seq = event->seq;
    return FAULT_NONE;
}

/* What the tutor's record says, apart from what all of them say. */
static void check_record(const struct credential_row *row, const char *title, const char *score)
{
    struct credential_check check;
    assert_int_equal(credential_check(row->document, row->size, trusted, clock_now(), &check, NULL), FAULT_NONE);
    assert_non_null(strstr(check.id, row->record));
    assert_string_equal(check.achievement, title);
    assert_string_equal(check.valid_until, "2029-06-30T23:00:00Z");
    assert_true(credential_check_email(&check, "tutor@example.ac.uk"));
    if (score)
        assert_string_equal(check.score, score);
    else
        assert_null(check.score);
    credential_check_release(&check);
}

/* JCS of the paper as answered, from the store. */
static void commit_to_answers(struct world *world, const struct attempt *attempt, int count, char out[65])
{
    struct answer *answers = NULL;
    struct db *db = NULL;
    struct buf bytes;
    unsigned char salt[32];
    char sql[256];
    buf_init(&bytes, 0);
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, answers_get(db, world->arena, attempt->id, count, &answers, &world->fault));
    store_done(world->store, db);
    buf_text(&bytes, "{\"answers\":[");
    for (int i = 0; i < count; i++)
        buf_printf(&bytes, "%s%s", i ? "," : "", answers[i].response ? answers[i].response : "null");
    buf_printf(&bytes, "],\"bank\":\"%s\",\"quiz\":\"" QUIZ "\",\"seed\":\"", bank_hash(bank));
    for (int i = 0; i < 32; i++)
        buf_printf(&bytes, "%02x", attempt->seed[i]);
    buf_text(&bytes, "\"}");
    for (int i = 0; i < 32; i++) {
        snprintf(sql, sizeof sql,
                 "SELECT (instr('0123456789ABCDEF', substr(hex(answers_salt), %d, 1)) - 1) * 16"
                 " + instr('0123456789ABCDEF', substr(hex(answers_salt), %d, 1)) - 1 FROM attempt",
                 2 * i + 1, 2 * i + 2);
        salt[i] = (unsigned char)world_number(world, sql);
    }
    credential_commitment(salt, bytes.bytes, bytes.size, out);
    buf_release(&bytes);
}

static void submission_leaves_result_records_and_events_that_agree(void **state)
{
    struct world *world = *state;
    struct attempt attempt = begin(world, 1);
    struct paper paper = draw(world, &attempt);
    int right = answer_what_is_short(world, &attempt, &paper), count = 0;
    struct attempt out = complete(world, attempt.id);
    struct credential_row *records = NULL;
    struct last_event last = {.seq = out.completion};
    char commitment[65], score_commitment[65], answers[65], expected[1024], score[32];
    struct db *db = NULL;
    assert_int_equal(out.score, right * MARK_UNIT);
    assert_int_equal(out.submitted_at.ms, NOON);
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, credential_list(db, world->arena, out.completion, &records, &count, &world->fault));
    assert_int_equal(count, 2);
    assert_string_equal(records[0].record, out.record);
    assert_int_not_equal(memcmp(records[0].salt, records[1].salt, sizeof records[0].salt), 0);
    snprintf(score, sizeof score, "%d.00", right);
    check_record(&records[0], paper.quiz->title, NULL);
    check_record(&records[1], paper.quiz->title, score);

    assert_fine(world, event_each(db, out.completion, out.completion + 1, keep_last, &last, &world->fault));
    snprintf(expected, sizeof expected,
             "{\"bank\":\"%s\",\"commitment\":null,\"item\":\"" QUIZ "\",\"kind\":\"quiz\","
             "\"max\":%lld,\"score\":%lld,\"source\":\"attempt\",\"unit\":5040}",
             bank_hash(bank), (long long)(paper.count * MARK_UNIT), (long long)(right * MARK_UNIT));
    assert_string_equal(last.kind, "completion.recorded");
    assert_string_equal(last.payload, expected);
    assert_fine(world, event_each(db, out.completion + 1, -1, keep_last, &last, &world->fault));
    store_done(world->store, db);
    credential_commitment(records[0].salt, records[0].document, records[0].size, commitment);
    credential_commitment(records[1].salt, records[1].document, records[1].size, score_commitment);
    commit_to_answers(world, &attempt, paper.count, answers);
    snprintf(expected, sizeof expected,
             "{\"answers\":\"%s\",\"commitment\":\"%s\",\"completion\":%lld,\"score_commitment\":\"%s\"}", answers,
             commitment, (long long)out.completion, score_commitment);
    assert_string_equal(last.kind, "record.issued");
    assert_int_equal(last.seq, out.completion + 1);
    assert_string_equal(last.payload, expected);
}

static void no_record_tells_what_the_other_one_does(void **state)
{
    struct world *world = *state;
    struct attempt attempt = begin(world, 1);
    struct attempt out = complete(world, attempt.id);
    struct credential_row *records = NULL;
    struct db *db = NULL;
    int count = 0;
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, credential_list(db, world->arena, out.completion, &records, &count, &world->fault));
    store_done(world->store, db);
    assert_null(strstr(records[0].document, "0.00"));
    assert_null(strstr(records[0].document, "esult"));
    assert_non_null(strstr(records[1].document, "\"value\":\"0.00\""));
    assert_null(strstr(records[0].document, records[1].record)); /* the one shown does not lead to the other */
    assert_null(strstr(records[1].document, records[0].record));
}

static void second_submission_gives_the_first_result(void **state)
{
    struct world *world = *state;
    struct attempt attempt = begin(world, 1);
    struct attempt first = complete(world, attempt.id);
    clock_set((struct instant){NOON + DAY_MS});
    struct attempt second = complete(world, attempt.id);
    assert_string_equal(first.record, second.record);
    assert_int_equal(first.completion, second.completion);
    assert_int_equal(second.submitted_at.ms, NOON);
    assert_int_equal(world_number(world, "SELECT count(*) FROM credential"), 2);
}

static void attempt_of_someone_else_is_absent_and_untouched(void **state)
{
    struct world *world = *state;
    struct attempt attempt = begin(world, 1), out;
    struct actor other = actor;
    other.person = add_person(world, "other");
    assert_int_equal(attempt_complete(&context, bank, attempt.id, &other, world->arena, &out, &world->fault),
                     FAULT_ABSENT);
    assert_int_equal(attempt_complete(&context, bank, "none", &actor, world->arena, &out, &world->fault), FAULT_ABSENT);
    assert_int_equal(world_number(world, "SELECT count(*) FROM credential"), 0);
}

static void submission_that_cannot_be_signed_stores_nothing(void **state)
{
    struct world *world = *state;
    struct attempt attempt = begin(world, 1), out;
    int64_t events = world_number(world, "SELECT count(*) FROM event");
    context.institution = "";
    assert_int_equal(attempt_complete(&context, bank, attempt.id, &actor, world->arena, &out, &world->fault),
                     FAULT_INTERNAL);
    assert_int_equal(world_number(world, "SELECT count(*) FROM event"), events);
    assert_int_equal(world_number(world, "SELECT count(*) FROM attempt WHERE submitted_at IS NOT NULL"), 0);
    context.institution = "University of Middle England";
    assert_true(complete(world, attempt.id).completion >= 0);
}

/* ---- at the same moment ---- */

static void *run_attempt(void *argument)
{
    struct runner *runner = argument;
    struct arena *arena = arena_new();
    struct fault fault;
    runner->code = arena ? attempt_complete(&context, bank, runner->id, &actor, arena, &runner->out, &fault)
                         : FAULT_MEMORY;
    arena_free(arena);
    return NULL;
}

static void sixty_four_submissions_at_once_give_one_record(void **state)
{
    struct world *world = *state;
    static struct runner runners[THREADS];
    struct attempt attempt = begin(world, 1);
    struct paper paper = draw(world, &attempt);
    answer_what_is_short(world, &attempt, &paper);
    run_all(runners, THREADS, run_attempt, attempt.id);
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(runners[i].code, FAULT_NONE);
        assert_string_equal(runners[i].out.record, runners[0].out.record);
        assert_int_equal(runners[i].out.completion, runners[0].out.completion);
    }
    assert_int_equal(world_number(world, "SELECT count(*) FROM credential"), 2);
    assert_int_equal(world_number(world, "SELECT count(*) FROM event WHERE kind = 'completion.recorded'"), 1);
}

static void answers_that_move_during_submission_are_marked_as_they_are_stored(void **state)
{
    struct world *world = *state;
    for (int race = 1; race <= RACES; race++) {
        struct attempt attempt = begin(world, race), again;
        struct paper paper = draw(world, &attempt);
        struct runner runner = {.id = attempt.id};
        struct answer *answers = NULL;
        struct db *db = NULL;
        assert_int_equal(pthread_create(&runner.thread, NULL, run_attempt, &runner), 0);
        for (int i = 0; i < paper.count; i++) {
            struct answer stored;
            const char *response = right_response(&paper.items[i]);
            enum fault_code code = save_answer(world, &attempt, i + 1, 0, response ? response : "\"dont_know\"", -1,
                                               &stored);
            assert_true(code == FAULT_NONE || (code == FAULT_CONFLICT && stored.version == -1));
        }
        assert_int_equal(pthread_join(runner.thread, NULL), 0);
        if (runner.code == FAULT_CONFLICT) /* gave up: nothing is lost, and the next time holds */
            runner.out = complete(world, attempt.id);
        else
            assert_int_equal(runner.code, FAULT_NONE);
        again = runner.out;
        assert_fine(world, store_read(world->store, &db, &world->fault));
        assert_fine(world, answers_get(db, world->arena, attempt.id, paper.count, &answers, &world->fault));
        store_done(world->store, db);
        assert_fine(world, attempt_mark(&paper, answers, &again, &world->fault));
        assert_int_equal(again.score, runner.out.score);
    }
}

/* Holds the writer until a submission has read, marked and queued behind it, then changes an answer. */
static enum fault_code late_answer(struct tx *tx, void *argument, struct fault *fault)
{
    usleep(200000);
    return save_job(tx, argument, fault);
}

struct late {
    pthread_t thread;
    struct world *world;
    struct save save;
    enum fault_code code;
};

static void *run_late(void *argument)
{
    struct late *late = argument;
    struct fault fault;
    late->code = store_write(late->world->store, late_answer, &late->save, &fault);
    return NULL;
}

static void answer_that_slips_in_before_the_submission_is_marked_too(void **state)
{
    struct world *world = *state;
    struct attempt attempt = begin(world, 1);
    struct paper paper = draw(world, &attempt);
    struct arena *arena = arena_new();
    struct late late = {.world = world, .save = {.arena = arena}};
    int number = 0;
    while (number < paper.count && !right_response(&paper.items[number]))
        number++;
    assert_in_range(number, 0, paper.count - 1);
    late.save.save = (struct answer_save){
        attempt.id, attempt.person, number + 1, 0, right_response(&paper.items[number]), -1};
    assert_int_equal(pthread_create(&late.thread, NULL, run_late, &late), 0);
    usleep(50000);
    struct attempt out = complete(world, attempt.id);
    assert_int_equal(pthread_join(late.thread, NULL), 0);
    arena_free(arena);
    assert_int_equal(late.code, FAULT_NONE);
    assert_int_equal(out.score, MARK_UNIT);
    assert_int_equal(world_number(world, "SELECT count(*) FROM credential"), 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, completion_setup, world_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(marking_adds_up_by_subject_and_gives_nothing_for_silence),
        TEST(marking_refuses_a_stored_answer_that_cannot_be_one),
        TEST(submission_leaves_result_records_and_events_that_agree),
        TEST(no_record_tells_what_the_other_one_does),
        TEST(second_submission_gives_the_first_result),
        TEST(attempt_of_someone_else_is_absent_and_untouched),
        TEST(submission_that_cannot_be_signed_stores_nothing),
        TEST(sixty_four_submissions_at_once_give_one_record),
        TEST(answers_that_move_during_submission_are_marked_as_they_are_stored),
        TEST(answer_that_slips_in_before_the_submission_is_marked_too),
    };
    return cmocka_run_group_tests(tests, load_once, drop_once);
}
