/*
 * history_random.h - random small Universities: few people, Schools and modules, so that everything meets everything.
 */
#ifndef TEST_HISTORY_RANDOM_H
#define TEST_HISTORY_RANDOM_H
#include "history.h"

#define PEOPLE 14
#define SCHOOLS 4
static const char *const school_codes[SCHOOLS] = {"BIO", "ART", "LAW", "MED"};
static const char *const module_ids[] = {"role", "signposting", "refresher", "law-extra"};
static const char *const requirement_ids[] = {"role", "signposting", "extra"};

static inline unsigned random_below(uint64_t *seed, unsigned bound)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(((*seed >> 33) * bound) >> 31);
}
#define ONE_OF(seed, list) ((list)[random_below(seed, sizeof(list) / sizeof *(list))])

/* From the start of 2016 to the end of 2027, with a liking for the ends of February and of other months. */
static inline int random_day(uint64_t *seed)
{
    static const char *const edges[] = {"2019-02-28", "2020-02-28", "2020-02-29", "2020-03-01", "2023-02-28",
                                        "2023-03-01", "2024-02-29", "2024-03-31", "2024-10-27", "2026-12-31"};
    if (random_below(seed, 6) == 0)
        return day(ONE_OF(seed, edges));
    return day("2016-01-01") + (int)random_below(seed, 12 * 365);
}

static inline int random_end(uint64_t *seed, int start)
{
    return random_below(seed, 3) == 0 ? NO_END : start + (int)random_below(seed, 1500);
}

/* The sequence of an earlier fact of this kind, chosen at random; -1: there is none. */
static inline int64_t random_earlier(const struct history *history, enum what what, uint64_t *seed)
{
    int64_t found = -1;
    unsigned met = 0;
    for (int i = 0; i < history->count; i++)
        if (history->facts[i].what == what && random_below(seed, ++met) == 0)
            found = i;
    return found;
}

static inline void random_post(struct history *history, uint64_t *seed)
{
    struct fact fact = {.what = POST, .about = 1 + random_below(seed, PEOPLE), .school = ONE_OF(seed, school_codes)};
    fact.system = random_below(seed, 4) ? "" : "DL";
    fact.item = random_below(seed, 12) ? "tutor" : "senior_tutor";
    fact.day = random_day(seed);
    /* Often right after a former post, or a day too late. */
    int64_t former = random_earlier(history, POST, seed);
    if (former >= 0 && history->facts[former].end != NO_END && random_below(seed, 2)) {
        fact.about = history->facts[former].about;
        fact.day = history->facts[former].end + (int)random_below(seed, 3);
    }
    fact.end = random_end(seed, fact.day);
    happens(history, fact);
}

static inline void random_done(struct history *history, uint64_t *seed)
{
    struct fact fact = {.what = DONE, .about = 1 + random_below(seed, PEOPLE), .day = random_day(seed)};
    int64_t former = random_earlier(history, DONE, seed);
    if (former >= 0 && random_below(seed, 6) == 0) { /* twice on one day */
        fact.about = history->facts[former].about;
        fact.day = history->facts[former].day;
    }
    bool is_quiz = random_below(seed, 2);
    fact.kind = is_quiz ? "quiz" : "training";
    fact.item = !is_quiz ? ONE_OF(seed, module_ids) : random_below(seed, 10) ? "personal-tutoring" : "other-quiz";
    if (is_quiz && random_below(seed, 6)) {
        fact.max = 1 + random_below(seed, 20);
        fact.score = random_below(seed, (unsigned)fact.max + 1);
    }
    happens(history, fact);
}

/* A change to an earlier post, waiver or concern; nothing when there is none yet. */
static inline void random_change(struct history *history, enum what what, enum what of, uint64_t *seed)
{
    int64_t earlier = random_earlier(history, of, seed);
    if (earlier < 0)
        return;
    struct fact fact = {.what = what, .of = earlier, .about = history->facts[earlier].about, .day = random_day(seed)};
    fact.school = history->facts[earlier].school;
    fact.end = random_end(seed, fact.day);
    happens(history, fact);
}

/* A quiz gets another score. */
static inline void random_regrade(struct history *history, uint64_t *seed)
{
    struct fact fact = {.what = REGRADED, .of = random_earlier(history, DONE, seed), .day = ALWAYS};
    if (fact.of < 0 || strcmp(history->facts[fact.of].kind, "quiz") != 0)
        return;
    fact.about = history->facts[fact.of].about;
    fact.max = 1 + random_below(seed, 20);
    fact.score = random_below(seed, (unsigned)fact.max + 1);
    happens(history, fact);
}

static inline void random_rule(struct history *history, uint64_t *seed)
{
    static const char *const medians[] = {"latest", "best", "first"};
    struct fact fact = {.what = POLICY, .day = random_day(seed), .kind = ONE_OF(seed, medians)};
    fact.years = 1 + (int)random_below(seed, 4);
    fact.soon = (int)random_below(seed, 120);
    fact.first = (int)random_below(seed, 3);
    fact.least = (int)random_below(seed, 5);
    if (random_below(seed, 3)) {
        fact.what = random_below(seed, 4) ? REQUIREMENT : REQUIREMENT_ENDED;
        fact.item = ONE_OF(seed, requirement_ids);
        fact.any_of[0] = ONE_OF(seed, module_ids);
        fact.any_of[1] = random_below(seed, 2) ? ONE_OF(seed, module_ids) : NULL;
        fact.at[0] = random_below(seed, 2) ? ONE_OF(seed, school_codes) : NULL;
        if (fact.what == REQUIREMENT && random_below(seed, 2))
            fact.day = ALWAYS;
    }
    happens(history, fact);
}

static inline void random_fact(struct history *history, uint64_t *seed)
{
    static const char *const reasons[] = {"leave", "new", "other"};
    struct fact fact = {.about = 1 + random_below(seed, PEOPLE), .day = random_day(seed), .end = NO_END};
    unsigned dice = random_below(seed, 100);
    if (dice < 30) {
        random_post(history, seed);
    } else if (dice < 58) {
        random_done(history, seed);
    } else if (dice < 61) {
        random_change(history, WITHDRAWN, DONE, seed);
    } else if (dice < 64) {
        random_regrade(history, seed);
    } else if (dice < 72) {
        random_change(history, POST_CORRECTED, POST, seed);
    } else if (dice < 78) {
        fact.what = WAIVER;
        fact.kind = random_below(seed, 2) ? "quiz" : "training";
        fact.item = ONE_OF(seed, reasons);
        fact.end = random_end(seed, fact.day);
        happens(history, fact);
    } else if (dice < 81) {
        random_change(history, WAIVER_ENDED, WAIVER, seed);
    } else if (dice < 86) {
        fact.what = CONCERN;
        fact.school = ONE_OF(seed, school_codes);
        happens(history, fact);
    } else if (dice < 89) {
        random_change(history, CONCERN_CLOSED, CONCERN, seed);
    } else if (dice < 95) {
        random_rule(history, seed);
    } else if (dice < 97) {
        happens(history, (struct fact){.what = NAMED, .school = ONE_OF(seed, school_codes), .item = "A School"});
    } else {
        happens(history, (struct fact){.what = OTHER, .about = fact.about});
    }
}

static inline void history_random(struct history *history, uint64_t *seed, int facts)
{
    history_init(history);
    while (history->count < facts)
        random_fact(history, seed);
}
#endif
