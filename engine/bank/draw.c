/*
 * draw.c - from a blueprint to a paper. Stored seeds redraw old papers, so the order in which numbers are taken from
 * the stream may never change: subjects a to e, then the order of the questions, then each item in that order.
 */
#include <string.h>
#include "bank/bank_internal.h"
#include "bank/type.h"

_Static_assert(PAPER_SEED == STREAM_SEED, "a paper's seed is a stream's");

void draw_choose(struct stream *stream, const struct question **pool, int size, int count)
{
    for (int i = 0; i < count; i++) {
        int j = i + (int)stream_below(stream, (uint32_t)(size - i));
        const struct question *kept = pool[i];
        pool[i] = pool[j];
        pool[j] = kept;
    }
}

static int collect(const struct bank *bank, char subject, const struct question **pool)
{
    int size = 0;
    for (int i = 0; i < bank->question_count; i++)
        if (bank->questions[i].pool == POOL_QUIZ && bank->questions[i].subject == subject)
            pool[size++] = &bank->questions[i];
    return size;
}

void draw_item(struct stream *stream, const struct question *question, int number, struct paper_item *out)
{
    memset(out, 0, sizeof *out);
    out->question = question;
    out->number = number;
    if (question_type_of(question)->draw)
        question_type_of(question)->draw(question, stream, out);
}

enum fault_code paper_draw(const struct bank *bank, const struct quiz *quiz, const unsigned char seed[PAPER_SEED],
                           struct arena *arena, struct paper *out, struct fault *fault)
{
    const struct question **pool = arena_alloc(arena, (size_t)bank->question_count * sizeof *pool);
    const struct question **chosen = arena_alloc(arena, (size_t)quiz->total * sizeof *chosen);
    struct paper_item *items = arena_alloc(arena, (size_t)quiz->total * sizeof *items);
    struct stream stream;
    int count = 0;
    if (!pool || !chosen || !items)
        return fault_memory(fault);
    stream_init(&stream, seed);
    for (int subject = 0; subject < SUBJECTS; subject++) {
        int size = collect(bank, (char)('a' + subject), pool);
        if (size < quiz->draw[subject])
            return fault_set(fault, FAULT_INTERNAL, "The bank cannot fill the quiz \"%s\".", quiz->id);
        draw_choose(&stream, pool, size, quiz->draw[subject]);
        for (int i = 0; i < quiz->draw[subject]; i++)
            chosen[count++] = pool[i];
    }
    draw_choose(&stream, chosen, count, count);
    for (int i = 0; i < count; i++)
        draw_item(&stream, chosen[i], i + 1, &items[i]);
    *out = (struct paper){.bank = bank, .quiz = quiz, .items = items, .count = count};
    return FAULT_NONE;
}

void paper_item_draw(const struct question *question, const unsigned char seed[PAPER_SEED], struct paper_item *out)
{
    struct stream stream;
    stream_init(&stream, seed);
    draw_item(&stream, question, 1, out);
}
