/* fuzz_bank_document.c - a bank's canonical document: one that is taken can fill every quiz, and is named by its own bytes. */
#include <string.h>
#include "fuzz.h"
#include "signpost/paper.h"

static void draw_all(const struct bank *bank)
{
    static const unsigned char seed[PAPER_SEED] = {7};
    const char *codes[LIMIT_LOCAL_SCHOOLS];
    char schools[LIMIT_ATTEMPT_SCHOOLS];
    int count = 0, local = 0;
    for (; count < bank_local_count(bank) && count < LIMIT_LOCAL_SCHOOLS; count++) {
        codes[count] = bank_local(bank, count)->school;
        local += bank_local(bank, count)->draw;
    }
    paper_schools(bank, codes, count, schools);
    for (int i = 0; i < bank_quiz_count(bank); i++) {
        struct arena *arena = arena_new();
        struct paper paper;
        struct fault fault;
        HOLDS(arena);
        HOLDS(paper_draw(bank, bank_quiz(bank, i), seed, arena, &paper, &fault) == FAULT_NONE);
        HOLDS(paper.count == bank_quiz(bank, i)->total);
        HOLDS(paper_draw_local(schools, seed, arena, &paper, &fault) == FAULT_NONE && paper.local_count == local);
        for (int k = 0; k < paper.count + paper.local_count; k++)
            HOLDS(paper.items[k].number == k + 1 && (paper.items[k].section != NULL) == (k >= paper.count));
        arena_free(arena);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bank *bank = NULL, *again = NULL;
    struct fault fault;
    size_t length = 0;
    if (bank_from_document((const char *)data, size, &bank, &fault) != FAULT_NONE) {
        HOLDS(fault.message[0]);
        return 0;
    }
    draw_all(bank);
    const char *document = bank_document(bank, &length);
    HOLDS(bank_from_document(document, length, &again, &fault) == FAULT_NONE);
    HOLDS(!strcmp(bank_hash(bank), bank_hash(again)));
    bank_release(again);
    bank_release(bank);
    return 0;
}
