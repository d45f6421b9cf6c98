/*
 * analysis/figures.c - the arithmetic of item analysis: sums are exact whole numbers, and only the last step of each figure
 * divides or takes a root.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "analysis/analysis_internal.h"

/* What mean, variance and covariance of pairs (a, b) need. Marks are at most some thousands, so the sums are far from full. */
struct sums { int64_t n, a, b, aa, bb, ab; };

static void sums_add(struct sums *sums, int64_t a, int64_t b)
{
    sums->n++;
    sums->a += a;
    sums->b += b;
    sums->aa += a * a;
    sums->bb += b * b;
    sums->ab += a * b;
}

/* n Σab - Σa Σb, which is n(n - 1) times the covariance: exact, so that "nobody differed" is exactly nought. */
static double spread(int64_t n, int64_t a, int64_t b, int64_t ab)
{
    return (double)((__int128)n * ab - (__int128)a * b);
}

static double covariance(const struct sums *sums)
{
    return spread(sums->n, sums->a, sums->b, sums->ab) / ((double)sums->n * (double)(sums->n - 1));
}

static double variance_a(const struct sums *sums)
{
    return spread(sums->n, sums->a, sums->a, sums->aa) / ((double)sums->n * (double)(sums->n - 1));
}

static double variance_b(const struct sums *sums)
{
    return spread(sums->n, sums->b, sums->b, sums->bb) / ((double)sums->n * (double)(sums->n - 1));
}

static struct figure figure(double value)
{
    return (struct figure){isfinite(value), isfinite(value) ? value : 0};
}

/* ---- one item ---- */

struct held { int64_t mark, rest; }; /* of one attempt that holds the item */
struct item_sums {
    struct sums with_rest, with_total;
    int64_t max, whole; /* of the item; of all its attempts together */
    struct held *held;  /* each attempt's, for the greatest covariance */
    int filled;
    struct crowd crowd;
};

void crowd_add(struct crowd *crowd, int64_t who)
{
    for (int i = 0; i < crowd->count; i++)
        if (crowd->who[i] == who)
            return;
    if (crowd->count < ANALYSIS_LEAST)
        crowd->who[crowd->count++] = who;
}

static int by_value(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return a < b ? -1 : a > b;
}

/* Cov(x, R) if whoever has more of the one had more of the other: both sorted, then paired. */
static bool greatest_covariance(const struct item_sums *item, struct arena *arena, double *out)
{
    int count = item->filled;
    int64_t *marks = arena_alloc(arena, 2 * (size_t)count * sizeof *marks), *rests = marks + count;
    struct sums sorted = {0};
    if (!marks)
        return false;
    for (int i = 0; i < count; i++) {
        marks[i] = item->held[i].mark;
        rests[i] = item->held[i].rest;
    }
    qsort(marks, (size_t)count, sizeof *marks, by_value);
    qsort(rests, (size_t)count, sizeof *rests, by_value);
    for (int i = 0; i < count; i++)
        sums_add(&sorted, marks[i], rests[i]);
    *out = covariance(&sorted);
    return true;
}

/* ROOTS: Σ√Cov⁺ over places, what the effective weights are shares of. */
static bool item_figures(const struct item_sums *item, double roots, struct arena *arena, struct item_figures *out)
{
    const struct sums *rest = &item->with_rest;
    double greatest = 0;

    *out = (struct item_figures){.attempts = (int)rest->n, .people = item->crowd.count};
    if (out->people < ANALYSIS_LEAST)
        return true;
    if (!greatest_covariance(item, arena, &greatest))
        return false;
    double shared = covariance(rest), with_total = covariance(&item->with_total);
    out->facility = figure(100 * (double)rest->a / ((double)rest->n * (double)item->max));
    out->deviation = figure(100 * sqrt(variance_a(rest)) / (double)item->max);
    if (variance_a(rest) > 0 && variance_b(rest) > 0)
        out->discrimination = figure(100 * shared / sqrt(variance_a(rest) * variance_b(rest)));
    if (greatest > 0)
        out->efficiency = figure(100 * shared / greatest);
    out->intended = figure(100 * (double)item->max * (double)rest->n / (double)item->whole);
    if (with_total >= 0 && roots > 0)
        out->effective = figure(100 * sqrt(with_total) / roots);
    return true;
}

/* ---- the whole ---- */

struct totals { int64_t mark, max; };

static struct totals total_of(const struct sitting *sitting)
{
    struct totals total = {0, 0};
    for (int i = 0; i < sitting->count; i++) {
        total.mark += sitting->sat[i].mark;
        total.max += sitting->sat[i].max;
    }
    return total;
}

/*
 * α = p/(p - 1) (1 - ΣVar(x)/Var(X)), over places that every attempt fills; error ratio = √(1 - α), which does not exist for an
 * α over 100 and is over 100 for one below 0.
 */
static void quiz_figures(const struct sums *place, int places, const struct sums *total, int64_t whole,
                         struct quiz_figures *out)
{
    double within = 0, max = whole > 0 ? (double)whole / (double)total->n : 0;
    int filled = 0;

    *out = (struct quiz_figures){.attempts = (int)total->n};
    if (total->n < ANALYSIS_LEAST || max <= 0)
        return;
    out->mean = figure(100 * (double)total->a / ((double)total->n * max));
    out->deviation = figure(100 * sqrt(variance_a(total)) / max);
    for (int i = 0; i < places; i++) {
        if (place[i].n != total->n)
            continue;
        within += variance_a(&place[i]);
        filled++;
    }
    if (filled < 2 || variance_a(total) <= 0)
        return;
    double alpha = 100.0 * filled / (filled - 1) * (1 - within / variance_a(total));
    out->alpha = figure(alpha);
    if (alpha <= 100) {
        out->error_ratio = figure(100 * sqrt(1 - alpha / 100));
        out->standard_error = figure(out->error_ratio.value * out->deviation.value / 100);
    }
}

static bool items_begin(struct item_sums *sums, const struct sitting *sittings, int count, int items, struct arena *arena)
{
    for (int i = 0; i < count; i++)
        for (int j = 0; j < sittings[i].count; j++)
            sums[sittings[i].sat[j].item].with_rest.n++;
    for (int i = 0; i < items; i++) {
        sums[i].held = arena_alloc(arena, ((size_t)sums[i].with_rest.n + 1) * sizeof *sums[i].held);
        if (!sums[i].held)
            return false;
        sums[i].with_rest.n = 0;
    }
    return true;
}

static void take(struct item_sums *items, struct sums *places, const struct sitting *sitting)
{
    struct totals total = total_of(sitting);
    for (int i = 0; i < sitting->count; i++) {
        const struct sat *sat = &sitting->sat[i];
        struct item_sums *item = &items[sat->item];
        sums_add(&item->with_rest, sat->mark, total.mark - sat->mark);
        sums_add(&item->with_total, sat->mark, total.mark);
        item->held[item->filled++] = (struct held){sat->mark, total.mark - sat->mark};
        crowd_add(&item->crowd, sitting->who);
        item->max = sat->max;
        item->whole += total.max;
        sums_add(&places[sat->place], sat->mark, total.mark);
    }
}

enum fault_code analysis_compute(const struct sitting *sittings, int count, int items, int places, struct arena *arena,
                                 struct item_figures *item, struct quiz_figures *quiz, struct fault *fault)
{
    struct item_sums *sums = arena_alloc(arena, ((size_t)items + 1) * sizeof *sums);
    struct sums *place = arena_alloc(arena, ((size_t)places + 1) * sizeof *place), total = {0};
    int64_t whole = 0;
    double roots = 0;

    if (!sums || !place || !items_begin(sums, sittings, count, items, arena))
        return fault_memory(fault);
    for (int i = 0; i < count; i++) {
        struct totals of = total_of(&sittings[i]);
        sums_add(&total, of.mark, of.mark);
        whole += of.max;
        take(sums, place, &sittings[i]);
    }
    for (int i = 0; i < places; i++) {
        double shared = place[i].n > 1 ? covariance(&place[i]) : 0;
        roots += shared > 0 ? sqrt(shared) : 0;
    }
    quiz_figures(place, places, &total, whole, quiz);
    for (int i = 0; i < items; i++)
        if (!item_figures(&sums[i], roots, arena, &item[i]))
            return fault_memory(fault);
    return FAULT_NONE;
}
