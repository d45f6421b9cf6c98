/* fuzz_bank_document.c - a bank's canonical document: one that is taken can fill every quiz, and is named by its own bytes. */
#include <string.h>
#include "fuzz.h"
#include "signpost/paper.h"

static void draw_all(const struct bank *bank)
{
    static const unsigned char seed[PAPER_SEED] = {7};
    for (int i = 0; i < bank_quiz_count(bank); i++) {
        struct arena *arena = arena_new();
        struct paper paper;
        struct fault fault;
        HOLDS(arena);
        HOLDS(paper_draw(bank, bank_quiz(bank, i), seed, arena, &paper, &fault) == FAULT_NONE);
        HOLDS(paper.count == bank_quiz(bank, i)->total);
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
