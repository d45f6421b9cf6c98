/*
 * median.c - medians as exact rationals, rounded once (DESIGN, rules 4 and 9). No floating point.
 *
 * All scores are put in order once; walking them in that order, each bucket meets its own middle.
 */
#include <stdlib.h>
#include "compliance/compliance_internal.h"

struct score {
    const struct done *done;
    const struct person *person;
};

static int score_compare(const void *left, const void *right)
{
    const struct done *a = ((const struct score *)left)->done, *b = ((const struct score *)right)->done;
    if (a->max == b->max)
        return (a->score > b->score) - (a->score < b->score);
    __int128 x = (__int128)a->score * b->max, y = (__int128)b->score * a->max;
    return (x > y) - (x < y);
}

/* The mean of two scores, in tenths of a percent, half away from zero. Scores are below 2^53, so 2^118 is the most. */
static int middle_tenths(const struct done *a, const struct done *b)
{
    __int128 numerator = ((__int128)a->score * b->max + (__int128)b->score * a->max) * 1000;
    __int128 denominator = (__int128)a->max * b->max * 2;
    return (int)((2 * numerator + denominator) / (2 * denominator));
}

/* Who has a score, and how many in each bucket. */
static int scores_gather(const struct rules *rules, const struct people *people, struct buckets *buckets,
                         struct spell *spell, struct score *scores, struct median *out)
{
    int count = 0;
    for (int i = 0; i < people->count; i++) {
        const struct person *person = people_get(rules->ledger, people, i);
        if (!spell_on(person, rules->on, rules->known_at, spell))
            continue;
        const struct done *scored = quiz_done_on(person, rules).scored;
        if (!scored)
            continue;
        scores[count++] = (struct score){scored, person};
        int visits = buckets_visit(buckets, spell);
        for (int v = 0; v < visits; v++) {
            struct median *median = out + buckets->visits[v].bucket;
            median->people++;
            median->regraded += scored->known_from != scored->seq;
        }
    }
    return count;
}

enum fault_code medians(const struct rules *rules, const struct people *people, struct buckets *buckets,
                        struct arena *arena, struct median *out, struct fault *fault)
{
    struct spell spell;
    struct score *scores = arena_alloc(arena, ((size_t)people->count + 1) * sizeof *scores);
    const struct done **lower = arena_alloc(arena, (size_t)buckets->count * sizeof *lower);
    int *met = arena_alloc(arena, (size_t)buckets->count * sizeof *met);
    enum fault_code code = spell_init(rules->ledger, arena, &spell, fault);
    if (code || !scores || !lower || !met)
        return code ? code : fault_memory(fault);
    for (int i = 0; i < buckets->count; i++)
        out[i] = (struct median){.as_of = rules->on};
    int count = scores_gather(rules, people, buckets, &spell, scores, out);
    qsort(scores, (size_t)count, sizeof *scores, score_compare);
    for (int i = 0; i < count; i++) {
        spell_on(scores[i].person, rules->on, rules->known_at, &spell);
        int visits = buckets_visit(buckets, &spell);
        for (int v = 0; v < visits; v++) {
            int bucket = buckets->visits[v].bucket, place = met[bucket]++;
            struct median *median = out + bucket;
            if (place == (median->people - 1) / 2)
                lower[bucket] = scores[i].done;
            if (place == median->people / 2) {
                median->present = true;
                median->tenths = middle_tenths(lower[bucket], scores[i].done);
            }
        }
    }
    return FAULT_NONE;
}
