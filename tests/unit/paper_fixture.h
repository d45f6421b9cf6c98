/*
 * paper_fixture.h - the fixture's bank for a whole program of tests, and single questions of it, shuffled or not.
 */
#ifndef PAPER_FIXTURE_H
#define PAPER_FIXTURE_H
#include "bank_fixture.h"
#include "signpost/paper.h"

/* One bank for all tests of a program: cmocka's group setup and teardown. */
static struct bank *bank;

static inline int make_bank(void **state)
{
    (void)state;
    bank = fixture_bank();
    return bank ? 0 : -1;
}

static inline int drop_bank(void **state)
{
    (void)state;
    bank_release(bank);
    return 0;
}

static inline void seed_of(int number, unsigned char seed[PAPER_SEED])
{
    memset(seed, 0, PAPER_SEED);
    for (int i = 0; i < 4; i++)
        seed[i] = (unsigned char)(number >> 8 * i);
}

static inline void item_of(const char *id, int number, struct paper_item *item)
{
    unsigned char seed[PAPER_SEED];
    seed_of(number, seed);
    paper_item_draw(bank_find_question(bank, id), seed, item);
}

/* The question in the order of its file, so that displayed ids are easy to read in the tables below. */
static inline struct paper_item plain(const struct question *question)
{
    struct paper_item item = {.question = question, .number = 1};
    for (int i = 0; i < LIMIT_CHOICES; i++) {
        item.order[i] = item.targets[i] = (unsigned char)i;
        for (int part = 0; part < LIMIT_SITUATION; part++)
            item.parts[part].order[i] = item.parts[part].targets[i] = (unsigned char)i;
    }
    return item;
}

static inline struct paper_item plain_item(const char *id)
{
    return plain(bank_find_question(bank, id));
}
#endif
