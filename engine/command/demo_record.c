/*
 * command/demo_record.c - one action of the history, recorded as real life would: the same functions, at its own
 * moment.
 */
#include "command/command_internal.h"
#include "command/demo_internal.h"
#include "signpost/text.h"
#include <string.h>

static enum fault_code append(struct tx *tx, const char *kind, int64_t by, int64_t about, const char *school,
                              struct date date,
                              const char *payload, int64_t *seq, struct fault *fault)
{
    struct event event = {.kind = kind, .by = by, .about = about, .school = school, .date = date, .payload = payload};
    enum fault_code code = event_append(tx, &event, fault);
    if (seq)
        *seq = event.seq;
    return code;
}

/* What is there before anybody is: the institution, its keys, Schools, questions and requirements. */
enum fault_code demo_found(struct demo *demo, struct tx *tx, struct fault *fault)
{
    const struct institution *institution = bank_institution(demo->bank);
    const struct requirement *list[64];
    int count = bank_requirement_count(demo->bank);
    size_t size = 0;
    const char *document = bank_document(demo->bank, &size);
    enum fault_code code =
        institution_record(tx, institution->name, NULL, institution->time_zone, demo->signing.keys, fault);
    for (int i = 0; i < demo->school_count && code == FAULT_NONE; i++)
        code = school_name_set(tx, 0, demo->schools[i].code, demo->schools[i].name, fault);
    if (code == FAULT_NONE)
        code = bank_version_keep(tx, bank_hash(demo->bank), document, size, fault);
    count = count > 64 ? 64 : count;
    for (int i = 0; i < count; i++)
        list[i] = bank_requirement(demo->bank, i);
    return code == FAULT_NONE ? requirements_record(tx, list, count, fault) : code;
}

static void describe(const struct demo *demo, const struct demo_post *from, struct post *out)
{
    *out = (struct post){.seq = from->seq, .person = demo->people[from->person].number, .role = from->role,
                         .start = from->start, .end = from->end};
    if (from->school >= 0)
        snprintf(out->school, sizeof out->school, "%s", demo->schools[from->school].code);
    snprintf(out->system, sizeof out->system, "%s", from->system);
}

/* An end is not known yet when a post is first recorded. */
static enum fault_code begin_post(struct demo *demo, struct tx *tx, struct demo_post *from, struct fault *fault)
{
    struct demo_person *person = &demo->people[from->person];
    struct post post;
    enum fault_code code = FAULT_NONE;
    if (!person->number)
        code = identity_add(tx, 0, person->staff_id, person->name, person->email, &person->number, fault);
    describe(demo, from, &post);
    post.end = DATE_MAX;
    return code == FAULT_NONE ? post_begin(tx, 0, &post, &from->seq, fault) : code;
}

static enum fault_code end_post(struct demo *demo, struct tx *tx, const struct demo_post *from, struct fault *fault)
{
    struct post post;
    describe(demo, from, &post);
    return post_correct(tx, 0, &post, fault);
}

static enum fault_code import(struct demo *demo, struct tx *tx, const struct demo_action *action, struct fault *fault)
{
    const struct demo_person *person = &demo->people[action->subject];
    bool quiz = bank_find_quiz(demo->bank, action->item) != NULL;
    struct completion_new completion =
        {.person = person->number, .kind = quiz ? "quiz" : "training", .item = action->item,
                                        .source = "import", .completed_on = action->date, .score = -1, .max = -1};
    int64_t seq = 0;
    if (quiz && demo_chance(demo, 90)) { /* a few older records have no score */
        int right = 0;
        for (int i = 0; i < 20; i++)
            right += demo_chance(demo, person->ability);
        completion.score = (int64_t)right * MARK_UNIT;
        completion.max = (int64_t)20 * MARK_UNIT;
        completion.unit = MARK_UNIT;
    }
    enum fault_code code = completion_add(tx, &completion, &seq, fault);
    return code == FAULT_NONE ? evidence_add(tx, seq, "Register of the former training system", fault) : code;
}

/* The School in which somebody is a tutor now. */
static const char *school_of(const struct demo *demo, int person)
{
    struct date today = clock_today();
    for (int i = demo->people[person].posts; i >= 0; i = demo->posts[i].earlier)
        if (demo->posts[i].role == ROLE_TUTOR && date_compare(demo->posts[i].start, today) <= 0)
            return demo->schools[demo->posts[i].school].code;
    return demo->schools[0].code;
}

static enum fault_code acknowledge(struct demo *demo, struct tx *tx, int at, struct fault *fault)
{
    struct demo_person *person = &demo->people[at];
    const char *school = school_of(demo, at), *statement = bank_statement(demo->bank, school);
    char hash[65], payload[100];
    bool done = false;
    sha256_hex(statement, strlen(statement), hash);
    snprintf(payload, sizeof payload, "{\"statement\":\"%s\"}", hash);
    enum fault_code code = statement_acknowledged(tx_db(tx), person->number, school, hash, &done, fault);
    if (code != FAULT_NONE || done)
        return code;
    return append(tx, "statement.acknowledged", person->number, person->number, school, clock_today(), payload, NULL,
                  fault);
}

static void step_clock(struct demo *demo, int least, int spread)
{
    struct instant now = clock_now();
    now.ms += (least + demo_below(demo, spread)) * (int64_t)1000;
    clock_set(now);
}

/* Answers the first COUNT questions, each saved by itself. */
static enum fault_code answer(struct demo *demo, struct tx *tx, const struct paper *paper, struct attempt *attempt,
                              int ability,
                              int count, struct answer *answers, struct arena *arena, struct fault *fault)
{
    struct buf text;
    enum fault_code code = FAULT_NONE;
    buf_init(&text, 0);
    for (int i = 0; i < count && code == FAULT_NONE; i++) {
        struct answer stored;
        step_clock(demo, 20, 70);
        if (!demo_answer(demo, &paper->items[i], ability, &text))
            continue;
        answers[i] = (struct answer){.number = i + 1, .response = arena_dup(arena, buf_string(&text))};
        struct answer_save save = {attempt->id, attempt->person, i + 1, 0, answers[i].response, -1};
        code = buf_ok(&text) && answers[i].response ? answer_save(tx, arena, &save, &stored, fault)
            : fault_memory(fault);
        attempt->revision++;
    }
    buf_release(&text);
    return code;
}

static enum fault_code begin_attempt(struct demo *demo, struct tx *tx, const struct quiz *quiz,
                                     const struct demo_person *person,
                                     struct attempt *out, struct fault *fault)
{
    *out = (struct attempt){.person = person->number, .started_at = clock_now(), .completion = -1};
    snprintf(out->quiz, sizeof out->quiz, "%s", quiz->id);
    snprintf(out->bank, sizeof out->bank, "%s", bank_hash(demo->bank));
    text_random_hex(out->id, (ATTEMPT_ID_TEXT - 1) / 2);
    for (size_t i = 0; i < sizeof out->seed; i++)
        out->seed[i] = (unsigned char)demo_below(demo, 256);
    return attempt_add(tx, out, fault);
}

/* An attempt: submitted, or left open after a third. */
static enum fault_code take_quiz(struct demo *demo, struct tx *tx, const struct demo_action *action,
                                 struct arena *arena,
                                 struct fault *fault)
{
    const struct demo_person *person = &demo->people[action->subject];
    const struct quiz *quiz = bank_find_quiz(demo->bank, action->item);
    struct actor actor = {.person = person->number};
    struct attempt attempt, done;
    struct paper paper;
    if (!quiz)
        return fault_set(fault, FAULT_ABSENT, "The questions folder has no quiz %s.", action->item);
    snprintf(actor.email, sizeof actor.email, "%s", person->email);
    enum fault_code code = acknowledge(demo, tx, action->subject, fault);
    if (code == FAULT_NONE)
        code = begin_attempt(demo, tx, quiz, person, &attempt, fault);
    if (code == FAULT_NONE)
        code = paper_draw(demo->bank, quiz, attempt.seed, arena, &paper, fault);
    if (code != FAULT_NONE)
        return code;
    struct answer *answers = arena_alloc(arena, (size_t)paper.count * sizeof *answers);
    if (!answers)
        return fault_memory(fault);
    bool submit = action->kind == DEMO_QUIZ;
    code =
        answer(demo, tx, &paper, &attempt, person->ability, submit ? paper.count : paper.count / 3, answers, arena,
               fault);
    if (code == FAULT_NONE && submit)
        code = attempt_complete_within(tx, &demo->signing, &paper, answers, &attempt, &actor, &done, fault);
    return code;
}

static enum fault_code take_module(struct demo *demo, struct tx *tx, const struct demo_action *action,
                                   struct fault *fault)
{
    const struct demo_person *person = &demo->people[action->subject];
    struct actor actor = {.person = person->number};
    if (!bank_find_module(demo->bank, action->item))
        return FAULT_NONE; /* another University's folder may have other modules */
    snprintf(actor.email, sizeof actor.email, "%s", person->email);
    return module_complete_within(tx, &demo->signing, demo->bank, action->item, &actor, fault);
}

static enum fault_code end_concern(struct demo *demo, struct tx *tx, int64_t person, const char *school,
                                   struct fault *fault)
{
    char payload[60];
    snprintf(payload, sizeof payload, "{\"concern\":%lld}", (long long)demo->concern);
    return append(tx, "concern.closed", 0, person, school, clock_today(), payload, NULL, fault);
}

static enum fault_code grant_waiver(struct tx *tx, int64_t person, struct fault *fault)
{
    char until[DATE_TEXT], payload[100];
    date_text(date_add_days(clock_today(), 120), until);
    snprintf(payload, sizeof payload, "{\"kind\":\"quiz\",\"reason\":\"leave\",\"until\":\"%s\"}", until);
    return append(tx, "waiver.granted", 0, person, NULL, clock_today(), payload, NULL, fault);
}

static enum fault_code dispatch(struct demo *demo, struct tx *tx, const struct demo_action *action, struct arena *arena,
                                struct fault *fault)
{
    bool post = action->kind == DEMO_POST_BEGINS || action->kind == DEMO_POST_ENDS;
    int64_t person = post ? 0 : demo->people[action->subject].number;
    const char *school = post ? NULL : school_of(demo, action->subject);
    switch (action->kind) {
    case DEMO_POST_BEGINS: return begin_post(demo, tx, &demo->posts[action->subject], fault);
    case DEMO_POST_ENDS: return end_post(demo, tx, &demo->posts[action->subject], fault);
    case DEMO_IMPORT: return import(demo, tx, action, fault);
    case DEMO_MODULE: return take_module(demo, tx, action, fault);
    case DEMO_CONCERN:
        return append(tx, "concern.opened", 0, person, school, clock_today(), "{}",
                      action->subject == demo->helped ? &demo->concern : NULL, fault);
    case DEMO_CONCERN_ENDS: return end_concern(demo, tx, person, school, fault);
    case DEMO_WAIVER: return grant_waiver(tx, person, fault);
    case DEMO_LOOK: return look_add(tx, demo->people[demo->senior_tutor].number, person, school, "person", fault);
    default: return take_quiz(demo, tx, action, arena, fault);
    }
}

enum fault_code demo_record(struct demo *demo, struct tx *tx, const struct demo_action *action, struct fault *fault)
{
    struct arena *arena = arena_new();
    if (!arena)
        return fault_memory(fault);
    clock_set(action->at);
    enum fault_code code = dispatch(demo, tx, action, arena, fault);
    arena_free(arena);
    return code;
}
