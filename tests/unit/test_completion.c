/*
 * test_completion.c - submitting once, whatever happens at the same moment: marks are of the answers stored, and
 * result, event, credential and commitment belong together. Drawn from the bank that ships.
 */
#include "completion_fixture.h"

#define RACES 12

/* ---- helpers ---- */

static enum fault_code keep_bank(struct tx *tx, void *unused, struct fault *fault)
{
    size_t size = 0;
    const char *document = bank_document(bank, &size);
    (void)unused;
    return bank_version_keep(tx, bank_hash(bank), document, size, fault);
}

static struct attempt begin(struct world *world, int number)
{
    struct attempt attempt = new_attempt(actor.person, number);
    snprintf(attempt.bank, sizeof attempt.bank, "%s", bank_hash(bank));
    memset(attempt.seed, number, sizeof attempt.seed);
    assert_fine(world, store_write(world->store, keep_bank, NULL, &world->fault));
    assert_fine(world, store_write(world->store, attempt_job, &attempt, &world->fault));
    return attempt;
}

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

static void submission_leaves_result_record_and_event_that_agree(void **state)
{
    struct world *world = *state;
    struct attempt attempt = begin(world, 1);
    struct paper paper = draw(world, &attempt);
    int right = answer_what_is_short(world, &attempt, &paper);
    struct attempt out = complete(world, attempt.id);
    struct credential_row credential;
    struct credential_check check;
    struct last_event last = {.seq = -1};
    char commitment[65], expected[1024];
    struct db *db = NULL;
    assert_int_equal(out.score, right * MARK_UNIT);
    assert_int_equal(out.submitted_at.ms, NOON);
    credential_of(world, out.record, &credential);
    assert_int_equal(credential.completion, out.completion);
    assert_int_equal(credential.person, actor.person);
    assert_int_equal(credential_check(credential.document, credential.size, trusted, clock_now(), &check, NULL),
                     FAULT_NONE);
    assert_non_null(strstr(check.id, out.record));
    assert_string_equal(check.achievement, paper.quiz->title);
    assert_string_equal(check.valid_until, "2029-06-30T23:00:00Z");
    assert_true(credential_check_email(&check, "tutor@example.ac.uk"));
    credential_check_release(&check);

    credential_commitment(credential.salt, credential.document, credential.size, commitment);
    snprintf(expected, sizeof expected,
             "{\"bank\":\"%s\",\"commitment\":\"%s\",\"item\":\"" QUIZ "\",\"kind\":\"quiz\","
             "\"max\":%lld,\"score\":%lld,\"source\":\"attempt\",\"unit\":5040}",
             bank_hash(bank), commitment, (long long)(paper.count * MARK_UNIT), (long long)(right * MARK_UNIT));
    assert_fine(world, store_read(world->store, &db, &world->fault));
    assert_fine(world, event_each(db, 0, -1, keep_last, &last, &world->fault));
    assert_string_equal(last.kind, "completion.recorded");
    assert_int_equal(last.seq, out.completion);
    assert_string_equal(last.payload, expected);
    store_done(world->store, db);
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
    assert_int_equal(world_number(world, "SELECT count(*) FROM credential"), 1);
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
    assert_int_equal(world_number(world, "SELECT count(*) FROM credential"), 1);
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
    assert_int_equal(world_number(world, "SELECT count(*) FROM credential"), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, completion_setup, world_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(marking_adds_up_by_subject_and_gives_nothing_for_silence),
        TEST(marking_refuses_a_stored_answer_that_cannot_be_one),
        TEST(submission_leaves_result_record_and_event_that_agree),
        TEST(second_submission_gives_the_first_result),
        TEST(attempt_of_someone_else_is_absent_and_untouched),
        TEST(submission_that_cannot_be_signed_stores_nothing),
        TEST(sixty_four_submissions_at_once_give_one_record),
        TEST(answers_that_move_during_submission_are_marked_as_they_are_stored),
        TEST(answer_that_slips_in_before_the_submission_is_marked_too),
    };
    return cmocka_run_group_tests(tests, load_once, drop_once);
}
