/*
 * site_analysis.c - how the questions of a quiz do, kept from one request to the next: drawing and marking every submitted attempt
 * again is work for a new submission, and not for each look at the page.
 *
 * What is kept is never changed: it is copied for each request under the lock, so pages may sort their copy. Several threads may
 * compute the same at once; the last one's is kept. A kept one whose stamp is no longer the database's is dropped.
 */
#include "site_analysis.h"
#include <stdlib.h>
#include <string.h>
#include "signpost/limits.h"

#define KEPT (sizeof ((struct site *)0)->analyses / sizeof(struct kept_analysis *))

struct kept_analysis {
    struct bank *bank;      /* a reference: the rows point to its questions */
    char quiz[LIMIT_ID + 1];
    enum attempts_taken taken;
    struct bank_stamp stamp;
    struct quiz_figures figures;
    int count;
    struct question_analysis rows[];
};

static void kept_free(struct kept_analysis *kept)
{
    if (!kept)
        return;
    bank_release(kept->bank);
    free(kept);
}

static bool is_of(const struct kept_analysis *kept, const struct bank *bank, const char *quiz, enum attempts_taken taken)
{
    return kept->taken == taken && !strcmp(kept->quiz, quiz) && !strcmp(bank_hash(kept->bank), bank_hash(bank));
}

static bool same_stamp(const struct bank_stamp *left, const struct bank_stamp *right)
{
    return left->attempts == right->attempts && left->last_completion == right->last_completion &&
           left->last_regrade == right->last_regrade;
}

/* The caller's copy; its questions are those of the caller's own BANK, which has the same. */
static bool copy(const struct kept_analysis *kept, const struct bank *bank, struct arena *arena, struct quiz_analysis *out)
{
    size_t size = (size_t)kept->count * sizeof *kept->rows;
    *out = (struct quiz_analysis){kept->figures, arena_alloc(arena, size + 1), kept->count};
    if (!out->questions)
        return false;
    memcpy(out->questions, kept->rows, size);
    for (int i = 0; i < out->count && bank != kept->bank; i++)
        out->questions[i].question = bank_find_question(bank, out->questions[i].question->id);
    return true;
}

/* Makes room at the front and puts KEPT there; what stood for the same, or is the oldest, goes. Lock held. */
static void keep(struct site *site, struct kept_analysis *kept)
{
    size_t place = 0;
    while (place < KEPT - 1 && site->analyses[place] && !is_of(site->analyses[place], kept->bank, kept->quiz, kept->taken))
        place++;
    kept_free(site->analyses[place]);
    memmove(site->analyses + 1, site->analyses, place * sizeof *site->analyses);
    site->analyses[0] = kept;
}

/* Where memory is short nothing is kept, and the next request computes it again. */
static void remember(struct site *site, struct bank *bank, const char *quiz, enum attempts_taken taken,
                     const struct bank_stamp *stamp, const struct quiz_analysis *analysis)
{
    size_t size = (size_t)analysis->count * sizeof *analysis->questions;
    struct kept_analysis *kept = strlen(quiz) <= LIMIT_ID ? malloc(sizeof *kept + size) : NULL;
    if (!kept)
        return;
    *kept = (struct kept_analysis){.bank = bank_retain(bank), .taken = taken, .stamp = *stamp, .figures = analysis->figures,
                                   .count = analysis->count};
    memcpy(kept->quiz, quiz, strlen(quiz) + 1);
    memcpy(kept->rows, analysis->questions, size);
    pthread_mutex_lock(&site->analysis_lock);
    keep(site, kept);
    pthread_mutex_unlock(&site->analysis_lock);
}

enum fault_code site_analysis(struct site *site, struct db *db, struct bank *bank, const char *quiz, enum attempts_taken taken,
                              struct arena *arena, struct quiz_analysis *out, struct fault *fault)
{
    struct bank_stamp stamp;
    bool found = false, copied = false;
    enum fault_code code = bank_stamp_read(db, quiz, &stamp, fault);
    if (code != FAULT_NONE)
        return code;
    pthread_mutex_lock(&site->analysis_lock);
    for (size_t i = 0; i < KEPT && site->analyses[i] && !found; i++) {
        struct kept_analysis *kept = site->analyses[i];
        if (!is_of(kept, bank, quiz, taken) || !same_stamp(&kept->stamp, &stamp))
            continue;
        found = true;
        copied = copy(kept, bank, arena, out);
    }
    pthread_mutex_unlock(&site->analysis_lock);
    if (found)
        return copied ? FAULT_NONE : fault_memory(fault);
    code = analysis_of_quiz(db, bank, quiz, taken, arena, out, fault);
    if (code == FAULT_NONE)
        remember(site, bank, quiz, taken, &stamp, out);
    return code;
}

void site_analyses_free(struct site *site)
{
    for (size_t i = 0; i < KEPT; i++) {
        kept_free(site->analyses[i]);
        site->analyses[i] = NULL;
    }
}
