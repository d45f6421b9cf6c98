/*
 * regrade.c - what a mended key would change: every submitted attempt that holds the question, marked again.
 */
#include <stdlib.h>
#include <string.h>
#include "completion/completion_internal.h"

/* ---- the same question? ---- */

/* Do the words of TEXT stand under another of OPTIONS than that of the id ID? Then an answer by its id means other words now. */
static bool moved(const char *id, const char *text, const struct option *options, int count)
{
    bool elsewhere = false;
    for (int i = 0; i < count; i++) {
        if (strcmp(options[i].text, text) != 0)
            continue;
        if (strcmp(options[i].id, id) == 0)
            return false;
        elsewhere = true;
    }
    return elsewhere;
}

static bool options_alike(const struct option *one, int one_count, const struct option *other, int other_count)
{
    if (one_count != other_count)
        return false;
    for (int i = 0; i < one_count; i++)
        if (strcmp(one[i].id, other[i].id) != 0 || moved(one[i].id, one[i].text, other, other_count))
            return false;
    return true;
}

bool question_alike(const struct question *one, const struct question *other)
{
    if (one->kind != other->kind || one->part_count != other->part_count ||
        !options_alike(one->options, one->option_count, other->options, other->option_count) ||
        !options_alike(one->targets, one->target_count, other->targets, other->target_count))
        return false;
    for (int i = 0; i < one->part_count; i++)
        if (!question_alike(&one->parts[i], &other->parts[i]))
            return false;
    return true;
}

static bool text_alike(const char *one, const char *other)
{
    return one && other ? strcmp(one, other) == 0 : one == other;
}

bool question_key_alike(const struct question *one, const struct question *other)
{
    if (memcmp(one->key, other->key, sizeof one->key) != 0 || one->accepted_count != other->accepted_count ||
        !text_alike(one->number, other->number) || !text_alike(one->tolerance, other->tolerance) || !text_alike(one->unit, other->unit))
        return false;
    for (int i = 0; i < one->accepted_count; i++)
        if (strcmp(one->folded[i], other->folded[i]) != 0)
            return false;
    for (int i = 0; i < one->part_count; i++)
        if (!question_key_alike(&one->parts[i], &other->parts[i]))
            return false;
    return true;
}

enum fault_code regrade_item(const struct paper_item *item, const struct regrade_row *rows, int count, bank_find_fn find,
                             void *context, struct paper_item *out, struct fault *fault)
{
    const struct bank *bank = NULL;
    *out = *item;
    for (int i = count - 1; i >= 0; i--) {
        if (strcmp(rows[i].question, item->question->id) != 0)
            continue;
        enum fault_code code = find(context, rows[i].bank, &bank, fault);
        const struct question *mended = code == FAULT_NONE ? bank_find_question(bank, item->question->id) : NULL;
        if (mended && question_alike(item->question, mended))
            out->question = mended;
        return code;
    }
    return FAULT_NONE;
}

/* ---- versions of the bank, each loaded once ---- */

#define VERSIONS_KEPT 16

struct planning {
    struct db *db;
    const struct bank *bank;         /* with the mended key */
    const struct question *mended;
    struct arena *arena;             /* of the plan */
    struct bank *versions[VERSIONS_KEPT];
    int version_count, next;         /* NEXT: whose place the next one takes */
    struct regrade *out;
    int capacity;
};

static enum fault_code version_of(void *context, const char *hash, const struct bank **out, struct fault *fault)
{
    struct planning *planning = context;
    const char *document = NULL;
    size_t size = 0;
    if (strcmp(bank_hash(planning->bank), hash) == 0) {
        *out = planning->bank;
        return FAULT_NONE;
    }
    for (int i = 0; i < planning->version_count; i++) {
        if (strcmp(bank_hash(planning->versions[i]), hash) == 0) {
            *out = planning->versions[i];
            return FAULT_NONE;
        }
    }
    struct arena *scratch = arena_new();
    struct bank *loaded = NULL;
    if (!scratch)
        return fault_memory(fault);
    enum fault_code code = bank_version_get(planning->db, scratch, hash, &document, &size, fault);
    if (code == FAULT_NONE)
        code = bank_from_document(document, size, &loaded, fault);
    arena_free(scratch);
    if (code != FAULT_NONE)
        return code;
    int place = planning->version_count < VERSIONS_KEPT ? planning->version_count++ : planning->next;
    planning->next = (place + 1) % VERSIONS_KEPT;
    bank_release(planning->versions[place]);
    *out = planning->versions[place] = loaded;
    return FAULT_NONE;
}

/* ---- one attempt ---- */

static enum fault_code change_add(struct planning *planning, const struct attempt *attempt, int64_t after, struct fault *fault)
{
    struct regrade *out = planning->out;
    if (out->count == planning->capacity) {
        int capacity = planning->capacity ? 2 * planning->capacity : 64;
        struct regrade_change *grown = arena_alloc(planning->arena, (size_t)capacity * sizeof *grown);
        if (!grown)
            return fault_memory(fault);
        if (out->count)
            memcpy(grown, out->changes, (size_t)out->count * sizeof *grown);
        out->changes = grown;
        planning->capacity = capacity;
    }
    struct regrade_change *change = &out->changes[out->count++];
    *change = (struct regrade_change){.person = attempt->person, .completion = attempt->completion,
                                      .completed_on = date_of_instant(attempt->submitted_at), .before = attempt->score,
                                      .after = after, .max = attempt->max};
    memcpy(change->attempt, attempt->id, sizeof change->attempt);
    memcpy(change->quiz, attempt->quiz, sizeof change->quiz);
    return FAULT_NONE;
}

/* ITEM is the question as the attempt met it. The score moves by what this one question's mark does. */
static enum fault_code mark_again(struct planning *planning, const struct attempt *attempt, const struct paper *paper,
                                  const struct paper_item *item, struct arena *scratch, struct fault *fault)
{
    struct regrade_row *rows = NULL;
    struct answer *answers = NULL;
    struct paper_item now, mended = *item;
    struct response response;
    int count = 0, before = 0, after = 0;

    if (!question_alike(item->question, planning->mended)) {
        planning->out->unlike++;
        return FAULT_NONE;
    }
    mended.question = planning->mended;
    enum fault_code code = regrade_list(planning->db, scratch, attempt->completion, &rows, &count, fault);
    if (code == FAULT_NONE)
        code = regrade_item(item, rows, count, version_of, planning, &now, fault);
    if (code == FAULT_NONE)
        code = answers_get(planning->db, scratch, attempt->id, paper->count, &answers, fault);
    if (code == FAULT_NONE)
        code = mark_stored(&now, answers[item->number - 1].response, &response, &before, fault);
    if (code == FAULT_NONE)
        code = mark_stored(&mended, answers[item->number - 1].response, &response, &after, fault);
    if (code != FAULT_NONE || before == after)
        return code;
    return change_add(planning, attempt, attempt->score + after - before, fault);
}

static enum fault_code look_at(void *context, const struct attempt *attempt, struct fault *fault)
{
    struct planning *planning = context;
    const struct bank *version = NULL;
    struct paper paper;
    enum fault_code code = version_of(planning, attempt->bank, &version, fault);
    if (code != FAULT_NONE || !bank_find_question(version, planning->mended->id))
        return code;
    const struct quiz *quiz = bank_find_quiz(version, attempt->quiz);
    struct arena *scratch = arena_new();
    if (!quiz || !scratch) {
        code = quiz ? fault_memory(fault) : fault_set(fault, FAULT_INTERNAL, "Attempt %s is at no quiz of its bank.", attempt->id);
        goto done;
    }
    code = paper_draw(version, quiz, attempt->seed, scratch, &paper, fault);
    if (code == FAULT_NONE)
        code = paper_draw_local(attempt->schools, attempt->seed, scratch, &paper, fault);
    for (int i = 0; code == FAULT_NONE && i < paper.count + paper.local_count; i++) {
        if (strcmp(paper.items[i].question->id, planning->mended->id) != 0)
            continue;
        planning->out->holding++;
        if (paper.items[i].section)
            planning->out->local++;
        else
            code = mark_again(planning, attempt, &paper, &paper.items[i], scratch, fault);
    }
done:
    if (scratch)
        arena_free(scratch);
    return code;
}

enum fault_code regrade_plan(struct db *db, const struct bank *bank, const char *question, struct arena *arena,
                             struct regrade *out, struct fault *fault)
{
    struct planning planning = {.db = db, .bank = bank, .mended = bank_find_question(bank, question), .arena = arena, .out = out};
    *out = (struct regrade){.question = question};
    if (!planning.mended)
        return fault_set(fault, FAULT_ABSENT, "The bank has no question \"%.64s\".", question);
    out->question = planning.mended->id;
    enum fault_code code = attempt_each(db, look_at, &planning, fault);
    for (int i = 0; i < planning.version_count; i++)
        bank_release(planning.versions[i]);
    return code;
}
