/*
 * prepare.c DATABASE QUESTIONS COUNT - makes COUNT tutors with a bearer token and an open attempt whose every question is answered,
 * through the same functions as the server, and prints "attempt-id token" for each. Over HTTP this would take minutes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "signpost/paper.h"
#include "signpost/store.h"
#include "signpost/stream.h"
#include "signpost/text.h"

#define BATCH 50

struct batch {
    const struct bank *bank;
    int from, to;
    char token[BATCH][SECRET_TEXT], attempt[BATCH][ATTEMPT_ID_TEXT];
};

static void leave(const struct fault *fault)
{
    char text[1024];
    fault_text(fault, text, sizeof text);
    fprintf(stderr, "prepare: %s\n", text);
    exit(1);
}

/* Right or not, by turns. */
static const char *any_response(const struct paper_item *item, struct arena *arena)
{
    static const unsigned char seed[STREAM_SEED] = {7};
    struct stream stream;
    struct buf out;
    buf_init(&out, 0);
    stream_init(&stream, seed);
    response_example(item, item->number % 2 == 0, &stream, &out);
    const char *text = arena_dup(arena, buf_string(&out));
    buf_release(&out);
    return text;
}

static enum fault_code answer_all(struct tx *tx, const struct batch *batch, const struct attempt *attempt, struct arena *arena,
                                  struct fault *fault)
{
    struct paper paper;
    enum fault_code code = paper_draw(batch->bank, bank_quiz(batch->bank, 0), attempt->seed, arena, &paper, fault);
    for (int i = 0; i < paper.count && code == FAULT_NONE; i++) {
        struct answer stored;
        const struct answer_save save = {.attempt = attempt->id, .person = attempt->person, .number = i + 1,
                                         .response = any_response(&paper.items[i], arena), .flagged = -1};
        code = answer_save(tx, arena, &save, &stored, fault);
    }
    return code;
}

static enum fault_code add_one(struct tx *tx, struct batch *batch, int index, struct arena *arena, struct fault *fault)
{
    struct attempt attempt = {.started_at = clock_now(), .completion = -1};
    struct post post = {.role = ROLE_TUTOR, .school = "BIO", .start = date_from_ymd(2021, 9, 1), .end = DATE_MAX};
    unsigned char hash[32];
    int place = index - batch->from;
    const char *id = arena_printf(arena, "bench%d", index), *email = arena_printf(arena, "bench%d@middlemarch.example", index);
    enum fault_code code = identity_add(tx, 0, id, "A Tutor", email, &attempt.person, fault);
    post.person = attempt.person;
    if (code == FAULT_NONE)
        code = post_begin(tx, 0, &post, NULL, fault);
    secret_new(batch->token[place]);
    secret_hash(batch->token[place], hash);
    if (code == FAULT_NONE)
        code = token_add(tx, attempt.person, hash, fault);
    text_random_hex(attempt.id, (ATTEMPT_ID_TEXT - 1) / 2);
    secret_hash(attempt.id, attempt.seed);
    memcpy(batch->attempt[place], attempt.id, sizeof attempt.id);
    snprintf(attempt.quiz, sizeof attempt.quiz, "%s", bank_quiz(batch->bank, 0)->id);
    snprintf(attempt.bank, sizeof attempt.bank, "%s", bank_hash(batch->bank));
    if (code == FAULT_NONE)
        code = attempt_add(tx, &attempt, fault);
    return code == FAULT_NONE ? answer_all(tx, batch, &attempt, arena, fault) : code;
}

static enum fault_code add_batch(struct tx *tx, void *context, struct fault *fault)
{
    struct batch *batch = context;
    struct arena *arena = arena_new();
    size_t size = 0;
    const char *document = bank_document(batch->bank, &size);
    enum fault_code code = arena ? bank_version_keep(tx, bank_hash(batch->bank), document, size, fault) : fault_memory(fault);
    for (int i = batch->from; i < batch->to && code == FAULT_NONE; i++)
        code = add_one(tx, batch, i, arena, fault);
    if (arena)
        arena_free(arena);
    return code;
}

int main(int argc, char **argv)
{
    struct findings findings;
    struct fault fault;
    struct bank *bank = NULL;
    struct store *store = NULL;
    struct batch batch;
    int count = argc == 4 ? (int)strtol(argv[3], NULL, 10) : 0;
    findings_init(&findings);
    if (!count || date_set_zone("Europe/London", &fault) != FAULT_NONE)
        return 2;
    if (bank_load(argv[2], &findings, &bank, &fault) != FAULT_NONE || store_open(argv[1], &store, &fault) != FAULT_NONE)
        leave(&fault);
    batch.bank = bank;
    for (batch.from = 0; batch.from < count; batch.from = batch.to) {
        batch.to = batch.from + BATCH < count ? batch.from + BATCH : count;
        if (store_write(store, add_batch, &batch, &fault) != FAULT_NONE)
            leave(&fault);
        for (int i = 0; i < batch.to - batch.from; i++)
            printf("%s %s\n", batch.attempt[i], batch.token[i]);
    }
    store_close(store);
    bank_release(bank);
    findings_release(&findings);
    return 0;
}
