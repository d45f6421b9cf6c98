/*
 * attempt.c - the attempt behind a completion: its marks are those of the events, they are what its stored answers come
 * to by the version of the bank that it was drawn from, and the answers are those that were committed to.
 */
#include <stdio.h>
#include <string.h>
#include "audit/records.h"
#include "signpost/completion.h"
#include "signpost/text.h"

/* ---- versions of the bank: each is what it is called, and stays at hand while attempts were drawn from it ---- */

struct kept_bank { char hash[65]; struct bank *bank; };
#define BANKS_AT_HAND 4

struct banks { struct kept_bank at_hand[BANKS_AT_HAND]; int next; };

static enum fault_code take_bank(void *context, const char *hash, const char *document, size_t size, struct fault *fault)
{
    struct audit *audit = context;
    char made[65], where[120];
    (void)fault;
    sha256_hex(document, size, made);
    snprintf(where, sizeof where, "table bank_version, row %.64s", hash);
    if (strcmp(made, hash) != 0)
        audit_found(audit, AUDIT_RECORDS, where, "its document is another: its SHA-256 is %.16s….", made);
    return FAULT_NONE;
}

enum fault_code banks_audit(struct audit *audit)
{
    audit->banks = arena_alloc(audit->arena, sizeof *audit->banks);
    if (!audit->banks)
        return fault_memory(audit->fault);
    return bank_each_raw(audit->db, take_bank, audit, audit->fault);
}

void banks_release(struct audit *audit)
{
    for (int i = 0; audit->banks && i < BANKS_AT_HAND; i++)
        bank_release(audit->banks->at_hand[i].bank);
}

/* Borrowed; NULL with FAULT_NONE: it cannot be read, which was said. */
static enum fault_code bank_of(struct audit *audit, const char *hash, const struct bank **out, struct fault *fault)
{
    struct arena *arena = NULL;
    const char *document = NULL;
    size_t size = 0;
    *out = NULL;
    for (int i = 0; i < BANKS_AT_HAND; i++)
        if (strcmp(audit->banks->at_hand[i].hash, hash) == 0) {
            *out = audit->banks->at_hand[i].bank;
            return FAULT_NONE;
        }
    struct kept_bank *kept = &audit->banks->at_hand[audit->banks->next++ % BANKS_AT_HAND];
    bank_release(kept->bank);
    *kept = (struct kept_bank){.bank = NULL};
    snprintf(kept->hash, sizeof kept->hash, "%s", hash);
    arena = arena_new();
    enum fault_code code = arena ? bank_version_get(audit->db, arena, hash, &document, &size, fault) : fault_memory(fault);
    if (code == FAULT_NONE)
        code = bank_from_document(document, size, &kept->bank, fault);
    arena_free(arena);
    *out = kept->bank;
    if (code != FAULT_NONE && code != FAULT_MEMORY) {
        audit_found(audit, AUDIT_RECORDS, "table bank_version", "version %.16s… cannot be read, so that what was drawn "
                    "from it cannot be marked: %s", hash, fault ? fault->message : "");
        code = FAULT_NONE;
    }
    return code;
}

/* ---- answers ---- */

struct answers { struct arena *arena; struct answer *list; int count, local, beyond; };

static enum fault_code take_answer(void *context, int64_t number, const char *response, struct fault *fault)
{
    struct answers *answers = context;
    if (number < 1 || number > answers->count) { /* those of Schools' sections count for nothing */
        answers->beyond += number < 1 || number > answers->count + answers->local;
        return FAULT_NONE;
    }
    struct answer *answer = &answers->list[number - 1];
    answer->response = response ? arena_dup(answers->arena, response) : NULL;
    return response && !answer->response ? fault_memory(fault) : FAULT_NONE;
}

/* The bytes committed to: canonical JSON of the responses in order, with what the paper was drawn from (event.h). */
static bool write_answers(const struct attempt *attempt, const struct answers *answers, struct buf *out)
{
    char seed[2 * PAPER_SEED + 1];
    struct json_out json;
    json_out_init(&json, out);
    json_out_object(&json);
    json_out_key(&json, "answers");
    json_out_array(&json);
    for (int i = 0; i < answers->count; i++) {
        const char *response = answers->list[i].response;
        struct json_doc doc = {0};
        struct buf canonical;
        buf_init(&canonical, 0);
        if (response && json_read(response, strlen(response), "response", &doc, NULL) == FAULT_NONE &&
            json_canonical(doc.root, &canonical, NULL) == FAULT_NONE)
            json_out_canonical(&json, buf_string(&canonical));
        else
            json_out_null(&json);
        json_release(&doc);
        buf_release(&canonical);
    }
    json_out_end(&json);
    json_out_member(&json, "bank", attempt->bank);
    json_out_member(&json, "quiz", attempt->quiz);
    text_hex(seed, attempt->seed, PAPER_SEED);
    json_out_member(&json, "seed", seed);
    json_out_end(&json);
    return json_out_ok(&json);
}

/* ---- one attempt ---- */

struct look {
    struct completed *completed;
    const struct attempt_raw *raw;
};

static void found(const struct look *look, const char *words)
{
    audit_found_row(look->completed->audit, AUDIT_RECORDS, "attempt", look->raw->number, "%s (completion of event %lld).",
                    words, (long long)look->completed->seq);
}

static void differs(const struct look *look, const char *what, int64_t have, int64_t want, const char *who)
{
    if (have != want)
        audit_found_row(look->completed->audit, AUDIT_RECORDS, "attempt", look->raw->number, "%s is %lld, %s %lld.", what,
                        (long long)have, who, (long long)want);
}

static enum fault_code check_commitment(const struct look *look, const struct answers *answers, struct fault *fault)
{
    char made[65];
    struct buf bytes;
    if (!*look->completed->answers)
        return FAULT_NONE; /* older than commitments */
    buf_init(&bytes, 0);
    if (!write_answers(&look->raw->attempt, answers, &bytes)) {
        buf_release(&bytes);
        return fault_memory(fault);
    }
    if (look->raw->answers_salt)
        credential_commitment(look->raw->answers_salt, buf_string(&bytes), bytes.size, made);
    if (!look->raw->answers_salt || strcmp(made, look->completed->answers) != 0)
        found(look, "its answers do not open the commitment that was made when it was submitted: an answer, the seed or the "
                    "salt was changed");
    buf_release(&bytes);
    return FAULT_NONE;
}

static void check_again(const struct look *look, const struct paper *paper, const struct answers *answers)
{
    static const char *const subjects[] = {"score in subject a", "score in subject b", "score in subject c",
                                           "score in subject d", "score in subject e"};
    const struct attempt *attempt = &look->raw->attempt;
    struct attempt marked = *attempt;
    struct fault fault = {0};
    if (attempt_mark(paper, answers->list, &marked, &fault) != FAULT_NONE) {
        found(look, fault.message);
        return;
    }
    differs(look, "score", attempt->score, marked.score, "its answers come to");
    differs(look, "max", attempt->max, marked.max, "its paper comes to");
    for (int i = 0; i < SUBJECTS; i++) {
        differs(look, subjects[i], attempt->subject[i].score, marked.subject[i].score, "its answers come to");
        differs(look, subjects[i], attempt->subject[i].max, marked.subject[i].max, "its paper has marks of");
    }
}

static enum fault_code check_answers(const struct look *look, struct fault *fault)
{
    struct audit *audit = look->completed->audit;
    const struct attempt *attempt = &look->raw->attempt;
    const struct bank *bank = NULL;
    struct answers answers = {.arena = arena_new()};
    struct paper paper;
    enum fault_code code = answers.arena ? bank_of(audit, attempt->bank, &bank, fault) : fault_memory(fault);
    const struct quiz *quiz = bank ? bank_find_quiz(bank, attempt->quiz) : NULL;
    if (code == FAULT_NONE && bank && !quiz)
        found(look, "the version of the bank that it names has no such quiz");
    if (code != FAULT_NONE || !quiz)
        goto done;
    code = paper_draw(bank, quiz, attempt->seed, answers.arena, &paper, fault);
    if (code == FAULT_NONE)
        code = paper_draw_local(attempt->schools, attempt->seed, answers.arena, &paper, fault);
    if (code != FAULT_NONE)
        goto done;
    answers.count = paper.count;
    answers.local = paper.local_count;
    answers.list = arena_alloc(answers.arena, (size_t)paper.count * sizeof *answers.list);
    code = answers.list ? answer_each_raw(audit->db, look->raw->number, take_answer, &answers, fault) : fault_memory(fault);
    if (code != FAULT_NONE)
        goto done;
    if (answers.beyond)
        found(look, "table answer holds answers to questions that its paper does not have");
    check_again(look, &paper, &answers);
    code = check_commitment(look, &answers, fault);
done:
    arena_free(answers.arena);
    return code;
}

#define SAME_TIME_MS (60 * 1000) /* event and attempt are of one transaction */

static bool same_time(const struct look *look)
{
    int64_t after = look->raw->attempt.submitted_at.ms - look->completed->recorded_at.ms;
    return after <= SAME_TIME_MS && (after >= -SAME_TIME_MS || look->completed->clock_behind);
}

/* What the completion's event says beside what the attempt says. */
static void check_event(const struct look *look)
{
    const struct attempt *attempt = &look->raw->attempt;
    const cJSON *payload = look->completed->payload;
    const char *item = json_string(payload, "item"), *bank = json_string(payload, "bank");
    int day = date_of_instant(attempt->submitted_at).day, on = look->completed->on.day;
    int64_t score = -1, max = -1;
    if (!json_integer(payload, "score", &score) || !json_integer(payload, "max", &max))
        score = max = -1;
    differs(look, "score", attempt->score, score, "the event says");
    differs(look, "max", attempt->max, max, "the event says");
    if (!item || strcmp(item, attempt->quiz) != 0)
        found(look, "it is at another quiz than the event says");
    if (!bank || strcmp(bank, attempt->bank) != 0)
        found(look, "it was drawn from another version of the bank than the event says");
    if (day < on || day > on + 1) /* it may have been midnight between signing and storing */
        found(look, "it was submitted on another day than the event says");
    else if (!same_time(look))
        found(look, "it was submitted at another time than the event says");
    if (strcmp(attempt->record, look->completed->record) != 0)
        found(look, "the record that it names is not that of its completion");
}

struct looking { struct completed *completed; int count; };

static enum fault_code take_attempt(void *context, const struct attempt_raw *raw, struct fault *fault)
{
    struct looking *looking = context;
    struct look look = {looking->completed, raw};
    if (looking->count++)
        found(&look, "another attempt says it is this completion's too");
    looking->completed->audit->out->attempts++;
    if (!raw->whole) {
        found(&look, "a column holds what no attempt can");
        return FAULT_NONE;
    }
    check_event(&look);
    return check_answers(&look, fault);
}

enum fault_code attempt_audit(struct completed *completed, struct fault *fault)
{
    struct looking looking = {.completed = completed};
    if (!completed->by_attempt)
        return FAULT_NONE;
    enum fault_code code =
        attempt_each_raw(completed->audit->db, completed->person, completed->seq, take_attempt, &looking, fault);
    if (code == FAULT_NONE && looking.count == 0)
        audit_found(completed->audit, AUDIT_RECORDS, "table attempt",
                    "the attempt that was completed by event %lld is not there.", (long long)completed->seq);
    return code;
}
