/*
 * diff_words.c - two texts word by word: what was taken out, what was put in, and as much between as tells where. Texts too long
 * for that are told apart line by line first; those that share little are not told apart at all.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "signpost/bank_diff.h"

#define CELLS_MOST (4 * 1024 * 1024) /* of the table of common words: 8 MiB */
#define AROUND 6                     /* words of what is the same, on either side of a change */
#define LEAST_COMMON 4               /* one in so many words must be the same */

struct word { const char *text; size_t size, gap; /* GAP: of white space behind it */ };
struct words { struct word *items; int count; };

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Words, or with BY_LINE whole lines. */
static bool split(const char *text, bool by_line, struct arena *arena, struct words *out)
{
    int room = 1;
    for (const char *at = text; *at; at++)
        room += is_space(*at);
    out->count = 0;
    out->items = arena_alloc(arena, ((size_t)room + 1) * sizeof *out->items);
    if (!out->items)
        return false;
    text += strspn(text, " \n\t\r");
    while (*text) {
        size_t size = strcspn(text, by_line ? "\n" : " \n\t\r"), gap = strspn(text + size, " \n\t\r");
        out->items[out->count++] = (struct word){text, size, gap};
        text += size + gap;
    }
    return true;
}

static bool same(const struct word *a, const struct word *b)
{
    return a->size == b->size && memcmp(a->text, b->text, a->size) == 0;
}

/* ---- runs on their way out ---- */

struct making { struct arena *arena; struct text_run *runs; struct buf text; enum run_kind kind; int count, words; bool failed; };

static void flush(struct making *making)
{
    if (making->text.size == 0)
        return;
    const char *text = buf_ok(&making->text) ? arena_dup(making->arena, buf_string(&making->text)) : NULL;
    making->failed |= !text;
    making->runs[making->count++] = (struct text_run){making->kind, text};
    buf_clear(&making->text);
}

static void add(struct making *making, enum run_kind kind, const struct word *word)
{
    if (kind != making->kind)
        flush(making);
    making->kind = kind;
    if (making->text.size)
        buf_char(&making->text, ' ');
    buf_append(&making->text, word->text, word->size);
}

/* COUNT words that are the same; of many only the first and the last few, next to what changed. */
static void add_same(struct making *making, const struct word *words, int count, bool first, bool last)
{
    static const struct word dots = {"…", sizeof "…" - 1, 0};
    int head = first ? 0 : AROUND, tail = last ? 0 : AROUND;
    bool whole = count <= head + tail + 2;
    for (int i = 0; i < count; i++) {
        if (whole || i < head || i >= count - tail)
            add(making, RUN_SAME, &words[i]);
        else if (i == head)
            add(making, RUN_LEFT_OUT, &dots);
    }
}

/* ---- what is common ---- */

struct table { uint16_t *length; int rows, columns; };

static uint16_t *cell(const struct table *table, int row, int column)
{
    return &table->length[(size_t)row * (size_t)(table->columns + 1) + (size_t)column];
}

/* LENGTH: of the longest common part of what stands from a row and a column on. */
static void fill(struct table *table, const struct word *a, const struct word *b)
{
    for (int i = table->rows - 1; i >= 0; i--)
        for (int k = table->columns - 1; k >= 0; k--) {
            uint16_t down = *cell(table, i + 1, k), right = *cell(table, i, k + 1);
            *cell(table, i, k) = same(&a[i], &b[k]) ? (uint16_t)(*cell(table, i + 1, k + 1) + 1) : down > right ? down : right;
        }
}

static int run_of_same(const struct table *table, const struct word *a, const struct word *b, int i, int k)
{
    int count = 0;
    while (i + count < table->rows && k + count < table->columns && same(&a[i + count], &b[k + count]))
        count++;
    return count;
}

/* What was taken out before what was put in, wherever both stand. */
static void trace(const struct table *table, const struct word *a, const struct word *b, struct making *making)
{
    int i = 0, k = 0;
    while (i < table->rows || k < table->columns) {
        int alike = run_of_same(table, a, b, i, k), put = k;
        if (alike) {
            add_same(making, &a[i], alike, i == 0 && k == 0, i + alike == table->rows && k + alike == table->columns);
            making->words += alike;
            i += alike;
            k += alike;
            continue;
        }
        while ((i < table->rows || k < table->columns) && !run_of_same(table, a, b, i, k)) {
            bool out = k == table->columns || (i < table->rows && *cell(table, i + 1, k) >= *cell(table, i, k + 1));
            if (out)
                add(making, RUN_REMOVED, &a[i]);
            i += out;
            k += !out;
        }
        for (; put < k; put++)
            add(making, RUN_ADDED, &b[put]);
    }
    flush(making);
}

static const struct text_run nothing;

/* NULL in *OUT: there are too many. */
static bool compare(const struct words *a, const struct words *b, struct arena *arena, const struct text_run **out, int *count)
{
    struct table table = {.rows = a->count, .columns = b->count};
    struct making making = {.arena = arena};
    int more = a->count > b->count ? a->count : b->count;
    *out = NULL;
    *count = 0;
    if (more > UINT16_MAX || (int64_t)(a->count + 1) * (b->count + 1) > CELLS_MOST)
        return true;
    table.length = calloc((size_t)(a->count + 1) * (size_t)(b->count + 1), sizeof *table.length);
    making.runs = arena_alloc(arena, ((size_t)a->count + (size_t)b->count + 2) * 2 * sizeof *making.runs);
    if (!table.length || !making.runs) {
        free(table.length);
        return false;
    }
    buf_init(&making.text, 0);
    fill(&table, a->items, b->items);
    trace(&table, a->items, b->items, &making);
    buf_release(&making.text);
    free(table.length);
    *out = making.runs;
    *count = making.words * LEAST_COMMON >= more ? making.count : 0;
    return !making.failed;
}

const struct text_run *text_runs(const char *before, const char *after, struct arena *arena, int *count)
{
    const struct text_run *out = NULL;
    *count = 0;
    for (int by_line = 0; by_line < 2; by_line++) {
        struct words a, b;
        if (!split(before, by_line, arena, &a) || !split(after, by_line, arena, &b) || !compare(&a, &b, arena, &out, count))
            return NULL;
        if (out)
            return out;
    }
    return &nothing;
}
