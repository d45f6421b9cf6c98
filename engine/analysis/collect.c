/*
 * analysis/collect.c - from submitted attempts to figures: each paper is drawn again from its seed, each answer marked again by
 * the version's own key, and what each attempt held handed to the arithmetic.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "analysis/analysis_internal.h"

/* A question's index in the bank by its address. */
struct index_entry { const struct question *question; int index; };

static int by_address(const void *left, const void *right)
{
    const struct question *a = ((const struct index_entry *)left)->question, *b = ((const struct index_entry *)right)->question;
    return a < b ? -1 : a > b;
}

static bool index_make(const struct bank *bank, struct arena *arena, struct index_entry **out)
{
    int count = bank_question_count(bank);
    struct index_entry *entries = arena_alloc(arena, ((size_t)count + 1) * sizeof *entries);
    for (int i = 0; entries && i < count; i++)
        entries[i] = (struct index_entry){bank_question(bank, i), i};
    if (entries)
        qsort(entries, (size_t)count, sizeof *entries, by_address);
    *out = entries;
    return entries != NULL;
}

static int index_of(const struct index_entry *entries, int count, const struct question *question)
{
    const struct index_entry wanted = {question, 0};
    const struct index_entry *found = bsearch(&wanted, entries, (size_t)count, sizeof *entries, by_address);
    return found ? found->index : -1;
}

/* ---- one attempt after another ---- */

#define PAPERS_PER_ARENA 512 /* a paper is forgotten as soon as it was looked at */

struct walk {
    const struct bank *bank;
    const struct quiz *quiz;
    paper_fn fn;
    void *context;
    struct arena *scratch;
    int papers;
};

static enum fault_code walk_one(void *context, const unsigned char seed[32], int64_t who, const struct sat_answer *answers,
                                int count, struct fault *fault)
{
    struct walk *walk = context;
    struct paper paper;

    if (walk->papers++ % PAPERS_PER_ARENA == 0) {
        if (walk->scratch)
            arena_free(walk->scratch);
        walk->scratch = arena_new();
    }
    if (!walk->scratch)
        return fault_memory(fault);
    enum fault_code code = paper_draw(walk->bank, walk->quiz, seed, walk->scratch, &paper, fault);
    return code == FAULT_NONE ? walk->fn(walk->context, &paper, who, answers, count, fault) : code;
}

enum fault_code papers_each(struct db *db, const struct bank *bank, const char *quiz, enum attempts_taken taken, paper_fn fn,
                            void *context, struct fault *fault)
{
    struct walk walk = {.bank = bank, .quiz = bank_find_quiz(bank, quiz), .fn = fn, .context = context};
    if (!walk.quiz)
        return fault_set(fault, FAULT_ABSENT, "There is no such quiz in this version of the bank.");
    enum fault_code code = sittings_each(db, quiz, bank_hash(bank), taken == ATTEMPTS_FIRST, ANALYSIS_LEAST, walk_one,
                                         &walk, fault);
    if (walk.scratch)
        arena_free(walk.scratch);
    return code;
}

/* ---- what a whole quiz needs ---- */

struct collection {
    const struct index_entry *index;
    int questions;
    int before[SUBJECTS];   /* places of the subjects before: a place is the nth question drawn from a subject */
    struct question_analysis *analyses; /* one a question of the bank */
    struct arena *arena;
    struct sitting *sittings;
    int count, capacity;    /* sittings: on the heap while they grow */
};

static enum fault_code mark_of(const struct paper_item *item, const char *stored, struct question_analysis *analysis, int *out,
                               struct fault *fault)
{
    struct response response;
    enum fault_code code = mark_stored(item, stored, &response, out, fault);
    if (code != FAULT_NONE)
        return code;
    analysis->dont_know += response.state == RESPONSE_DONT_KNOW;
    analysis->unanswered += response.state == RESPONSE_NONE;
    return FAULT_NONE;
}

static bool sitting_add(struct collection *collection, struct sitting sitting)
{
    if (collection->count == collection->capacity) {
        int capacity = collection->capacity ? 2 * collection->capacity : 256;
        struct sitting *grown = realloc(collection->sittings, (size_t)capacity * sizeof *grown);
        if (!grown)
            return false;
        collection->sittings = grown;
        collection->capacity = capacity;
    }
    collection->sittings[collection->count++] = sitting;
    return true;
}

const char *answer_to(const struct sat_answer *answers, int count, int number)
{
    for (int i = 0; i < count; i++)
        if (answers[i].number == number)
            return answers[i].response;
    return NULL;
}

static enum fault_code collect(void *context, const struct paper *paper, int64_t who, const struct sat_answer *answers, int count,
                               struct fault *fault)
{
    struct collection *collection = context;
    struct sat *sat = arena_alloc(collection->arena, ((size_t)paper->count + 1) * sizeof *sat);
    int met[SUBJECTS] = {0};

    if (!sat)
        return fault_memory(fault);
    for (int i = 0; i < paper->count; i++) {
        const struct paper_item *item = &paper->items[i];
        int index = index_of(collection->index, collection->questions, item->question), subject = item->question->subject - 'a';
        enum fault_code code;
        if (index < 0)
            return fault_set(fault, FAULT_INTERNAL, "A paper holds a question that its bank does not.");
        code = mark_of(item, answer_to(answers, count, item->number), &collection->analyses[index], &sat[i].mark, fault);
        if (code != FAULT_NONE)
            return code;
        sat[i].item = index;
        sat[i].place = collection->before[subject] + met[subject]++;
        sat[i].max = MARK_UNIT;
    }
    return sitting_add(collection, (struct sitting){sat, paper->count, who}) ? FAULT_NONE : fault_memory(fault);
}

/*
 * A correlation over few attempts is mostly chance: it counts against a question only when it is low by more than its standard
 * error, which for a correlation near nought is 1/√(n - 1).
 */
static bool lower_than(const struct item_figures *figures, double bound)
{
    return figures->discrimination.present && figures->attempts > 1 &&
           figures->discrimination.value + 100 / sqrt(figures->attempts - 1) < bound;
}

static enum item_health health_of(const struct item_figures *figures)
{
    if (!figures->facility.present)
        return HEALTH_UNKNOWN;
    if (lower_than(figures, 0))
        return HEALTH_MISLEADING;
    if (figures->facility.value >= 95)
        return HEALTH_EASY;
    if (figures->facility.value < 25)
        return HEALTH_HARD;
    return lower_than(figures, 15) ? HEALTH_WEAK : HEALTH_SOUND;
}

/* Keeps the questions that some attempt held, with their figures. */
static enum fault_code finish(struct collection *collection, int places, struct quiz_analysis *out, struct fault *fault)
{
    struct item_figures *items = arena_alloc(collection->arena, ((size_t)collection->questions + 1) * sizeof *items);
    if (!items)
        return fault_memory(fault);
    enum fault_code code = analysis_compute(collection->sittings, collection->count, collection->questions, places,
                                            collection->arena, items, &out->figures, fault);
    out->questions = collection->analyses;
    out->count = 0;
    for (int i = 0; code == FAULT_NONE && i < collection->questions; i++) {
        struct question_analysis *analysis = &collection->analyses[i];
        if (items[i].attempts == 0)
            continue;
        analysis->figures = items[i];
        analysis->health = health_of(&items[i]);
        out->questions[out->count++] = *analysis;
    }
    return code;
}

enum fault_code analysis_of_quiz(struct db *db, const struct bank *bank, const char *quiz, enum attempts_taken taken,
                                 struct arena *arena, struct quiz_analysis *out, struct fault *fault)
{
    struct collection collection = {.questions = bank_question_count(bank), .arena = arena};
    const struct quiz *found = bank_find_quiz(bank, quiz);
    struct index_entry *index = NULL;
    int places = 0;

    collection.analyses = arena_alloc(arena, ((size_t)collection.questions + 1) * sizeof *collection.analyses);
    if (!collection.analyses || !index_make(bank, arena, &index))
        return fault_memory(fault);
    collection.index = index;
    for (int i = 0; i < collection.questions; i++)
        collection.analyses[i].question = bank_question(bank, i);
    for (int i = 0; found && i < SUBJECTS; i++) {
        collection.before[i] = places;
        places += found->draw[i];
    }
    enum fault_code code = papers_each(db, bank, quiz, taken, collect, &collection, fault);
    if (code == FAULT_NONE)
        code = finish(&collection, places, out, fault);
    free(collection.sittings);
    return code;
}
