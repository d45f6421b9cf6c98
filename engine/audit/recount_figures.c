/*
 * recount_figures.c - the whole report: each Personal Tutor put into the University's row, their Schools' and those
 * Schools' systems', once in each; then percentages, and medians from lists of scores that are sorted row by row.
 */
#include <stdlib.h>
#include <string.h>
#include "audit/recount.h"

/* One row of the report: the University (school -1), a School (system -1) or a School's system. */
struct row {
    int school, system;
    bool seen; /* had a Personal Tutor's post by the day */
    int64_t last; /* whoever was counted in it last: each once */
    struct figures figures;
};
struct score { int row; int64_t score, max; };

struct sum {
    const struct recount *recount;
    const struct day *day;
    struct rows rows, scores;
};

static struct row *row_of(struct sum *sum, int school, int system)
{
    struct row *rows = sum->rows.items;
    for (int i = 0; i < sum->rows.count; i++)
        if (rows[i].school == school && rows[i].system == system)
            return &rows[i];
    struct row *made = rows_add(&sum->rows);
    if (made)
        *made = (struct row){.school = school, .system = system};
    return made;
}

static bool count_in(struct sum *sum, int school, int system, const struct tutor *tutor)
{
    struct row *row = row_of(sum, school, system);
    if (!row)
        return false;
    if (row->last == tutor->person)
        return true;
    row->last = tutor->person;
    row->figures.personal_tutors++;
    row->figures.quiz_completed += tutor->quiz.completed;
    row->figures.training_completed +=
        school < 0 ? tutor->training.completed : tutor_trained_at(sum->day, tutor, school);
    row->figures.states[tutor->state]++;
    row->figures.concerns += tutor_concern(sum->day, tutor, school);
    if (tutor->quiz.max <= 0)
        return true;
    struct score *score = rows_add(&sum->scores);
    if (score)
        *score = (struct score){(int)(row - (struct row *)sum->rows.items), tutor->quiz.score, tutor->quiz.max};
    return score != NULL;
}

/* A School is listed once somebody's post began there. */
static bool see(struct sum *sum, const struct tutor *tutor)
{
    for (int i = 0; i < tutor->post_count; i++) {
        const struct fact_post *post = &tutor->posts[i];
        if (post->start > sum->day->on || post->end < post->start)
            continue;
        struct row *school = row_of(sum, post->school, -1);
        if (school)
            school->seen = true;
        struct row *system = school ? row_of(sum, post->school, post->system) : NULL;
        if (!system)
            return false;
        system->seen = true;
    }
    return true;
}

static bool count_tutor(struct sum *sum, const struct tutor *tutor)
{
    bool ok = count_in(sum, -1, -1, tutor);
    for (int i = 0; ok && i < tutor->post_count; i++)
        if (in_post(&tutor->posts[i], sum->day->on))
            ok = count_in(sum, tutor->posts[i].school, -1, tutor) &&
                 count_in(sum, tutor->posts[i].school, tutor->posts[i].system, tutor);
    return ok;
}

/* ---- percentages and medians: exact until the end, then half away from zero ---- */

static int tenths(__int128 numerator, __int128 denominator)
{
    __int128 whole = numerator / denominator, rest = numerator % denominator;
    return (int)(rest * 2 >= denominator ? whole + 1 : whole);
}

static int percent(int part, int whole)
{
    return whole ? tenths((__int128)part * 1000, whole) : -1;
}

static int score_order(const void *a, const void *b)
{
    const struct score *left = a, *right = b;
    if (left->row != right->row)
        return left->row - right->row;
    __int128 x = (__int128)left->score * right->max, y = (__int128)right->score * left->max;
    return (x > y) - (x < y);
}

static void fill_medians(struct sum *sum)
{
    struct row *rows = sum->rows.items;
    const struct score *scores = sum->scores.items;
    if (sum->scores.count)
        qsort(sum->scores.items, (size_t)sum->scores.count, sizeof *scores, score_order);
    for (int from = 0, to; from < sum->scores.count; from = to) {
        for (to = from; to < sum->scores.count && scores[to].row == scores[from].row;)
            to++;
        const struct score *low = &scores[from + (to - from - 1) / 2], *high = &scores[from + (to - from) / 2];
        struct median *median = &rows[scores[from].row].figures.median;
        median->people = to - from;
        median->present = true;
        median->tenths = tenths(((__int128)low->score * high->max + (__int128)high->score * low->max) * 1000,
                                (__int128)low->max * high->max * 2);
    }
}

/* ---- the report ---- */

static int code_order(const void *a, const void *b)
{
    return strcmp(((const struct figures *)a)->code, ((const struct figures *)b)->code);
}

static void finish(struct row *row, struct figures *out)
{
    row->figures.quiz_tenths = percent(row->figures.quiz_completed, row->figures.personal_tutors);
    row->figures.training_tenths = percent(row->figures.training_completed, row->figures.personal_tutors);
    *out = row->figures;
}

/* The systems of a School that has any beside its main one. */
static bool fill_systems(struct sum *sum, struct arena *arena, int school, struct figures *out)
{
    struct row *rows = sum->rows.items;
    bool separate = false;
    out->systems = arena_alloc(arena, (size_t)sum->rows.count * sizeof *out->systems);
    if (!out->systems)
        return false;
    for (int i = 0; i < sum->rows.count; i++) {
        if (rows[i].school != school || rows[i].system < 0 || !rows[i].seen)
            continue;
        struct figures *system = &out->systems[out->system_count++];
        finish(&rows[i], system);
        system->code = codes_text(&sum->recount->systems, rows[i].system);
        separate = separate || *system->code;
    }
    if (!separate)
        out->system_count = 0;
    qsort(out->systems, (size_t)out->system_count, sizeof *out->systems, code_order);
    return true;
}

static bool fill_school(struct sum *sum, struct arena *arena, int school, struct report *out)
{
    const struct recount *recount = sum->recount;
    char *const *names = recount->names.items;
    const char *name = school < recount->names.count ? names[school] : NULL;
    struct row *row = row_of(sum, school, -1);
    if (!row)
        return false;
    if (!row->seen && !name)
        return true;
    struct figures *figures = &out->schools[out->school_count++];
    finish(row, figures);
    figures->code = codes_text(&recount->schools, school);
    figures->name = name ? name : figures->code;
    return fill_systems(sum, arena, school, figures);
}

static bool fill_report(struct sum *sum, struct arena *arena, struct report *out)
{
    int schools = sum->recount->schools.texts.count;
    struct row *university = row_of(sum, -1, -1);
    *out = (struct report){.as_of = {sum->day->on}, .known_at = sum->recount->events};
    out->schools = arena_alloc(arena, ((size_t)schools + 1) * sizeof *out->schools);
    if (!out->schools || !university)
        return false;
    finish(university, &out->university);
    for (int i = 0; i < schools; i++)
        if (!fill_school(sum, arena, i, out))
            return false;
    qsort(out->schools, (size_t)out->school_count, sizeof *out->schools, code_order);
    return true;
}

enum fault_code recount_figures(const struct recount *recount, const struct day *day, struct arena *arena,
                                struct report *out, struct rows *tutors, struct fault *fault)
{
    struct sum sum = {.recount = recount, .day = day};
    struct tutor tutor;
    bool ok = true;
    rows_init(&sum.rows, sizeof(struct row));
    rows_init(&sum.scores, sizeof(struct score));
    for (int at = 0; ok && tutor_next(recount, day, &at, &tutor);) {
        ok = see(&sum, &tutor);
        if (!ok || tutor.since == NO_END)
            continue;
        struct tutor *kept = rows_add(tutors);
        if (kept)
            *kept = tutor;
        ok = kept && count_tutor(&sum, &tutor);
    }
    fill_medians(&sum);
    ok = ok && fill_report(&sum, arena, out);
    free(sum.rows.items);
    free(sum.scores.items);
    return ok ? FAULT_NONE : fault_memory(fault);
}
