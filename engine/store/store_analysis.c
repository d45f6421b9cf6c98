/*
 * store_analysis.c - submitted attempts without their people: which bank versions they used, and what was answered.
 */
#include <string.h>
#include "signpost/limits.h"
#include "signpost/store_bank.h"
#include "store_internal.h"

enum fault_code bank_uses(struct db *db, struct arena *arena, const char *quiz, struct bank_use **out, int *count,
                          struct fault *fault)
{
    struct query query;
    struct list list;
    list_init(&list, sizeof(struct bank_use));
    query_open(&query, db,
               "SELECT bank, count(*), min(submitted_at), max(submitted_at) FROM attempt"
               " WHERE quiz = :quiz AND submitted_at IS NOT NULL GROUP BY bank ORDER BY max(submitted_at) DESC, bank",
               fault);
    bind_text(&query, ":quiz", quiz);
    while (query_next(&query)) {
        struct bank_use *use = list_add(&query, &list);
        if (use)
            *use = (struct bank_use){
                .bank = column_dup(&query, arena, 0),
                .attempts = (int)column_integer(&query, 1),
                .first = column_instant(&query, 2),
                .last = column_instant(&query, 3),
            };
    }
    return list_finish(&query, &list, arena, out, count);
}

enum fault_code bank_stamp_read(struct db *db, const char *quiz, struct bank_stamp *out, struct fault *fault)
{
    struct query query;
    *out = (struct bank_stamp){0};
    query_open(&query, db,
               "SELECT count(*), coalesce(max(completion), 0), (SELECT coalesce(max(seq), 0) FROM regrade) FROM attempt"
               " WHERE quiz = :quiz AND submitted_at IS NOT NULL",
               fault);
    bind_text(&query, ":quiz", quiz);
    if (query_next(&query))
        *out = (struct bank_stamp){column_integer(&query, 0), column_integer(&query, 1), column_integer(&query, 2)};
    return query_close(&query);
}

/* The rows of one attempt as they come in, handed on when the next attempt begins. */
struct gathering {
    int64_t attempt, who; /* 0: none */
    unsigned char seed[32];
    struct sat_answer answers[LIMIT_QUIZ_QUESTIONS];
    int count;
    struct buf texts; /* the responses, one after another; their places until all are in */
    size_t at[LIMIT_QUIZ_QUESTIONS];
};

static enum fault_code hand_on(struct gathering *gathering, sitting_fn fn, void *context, struct fault *fault)
{
    if (!gathering->attempt)
        return FAULT_NONE;
    if (!buf_ok(&gathering->texts))
        return fault_memory(fault);
    for (int i = 0; i < gathering->count; i++)
        if (gathering->answers[i].response)
            gathering->answers[i].response = buf_string(&gathering->texts) + gathering->at[i];
    return fn(context, gathering->seed, gathering->who, gathering->answers, gathering->count, fault);
}

static void gather(struct gathering *gathering, struct query *query)
{
    const char *response = column_text(query, 3);
    int64_t number = column_integer_or(query, 2, 0);
    if (number < 1 || gathering->count == LIMIT_QUIZ_QUESTIONS)
        return; /* nothing was ever saved */
    gathering->at[gathering->count] = gathering->texts.size;
    gathering->answers[gathering->count++] = (struct sat_answer){(int)number, response ? "" : NULL};
    if (response)
        buf_append(&gathering->texts, response, strlen(response) + 1);
}

static enum fault_code each(struct query *query, struct gathering *gathering, sitting_fn fn, void *context,
                            struct fault *fault)
{
    enum fault_code code = FAULT_NONE;
    while (code == FAULT_NONE && query_next(query)) {
        int64_t attempt = column_integer(query, 0);
        if (attempt != gathering->attempt) {
            code = hand_on(gathering, fn, context, fault);
            gathering->attempt = attempt;
            gathering->who = column_integer(query, 4);
            gathering->count = 0;
            buf_clear(&gathering->texts);
            column_bytes(query, 1, gathering->seed, sizeof gathering->seed);
        }
        gather(gathering, query);
    }
    enum fault_code closed = query_close(query);
    if (code == FAULT_NONE)
        code = closed;
    return code == FAULT_NONE ? hand_on(gathering, fn, context, fault) : code;
}

/* The attempts that count, under one name for both queries. */
#define COUNTED                                                                                                        \
    "WITH counted AS (SELECT number, person, seed, completion FROM attempt AS a WHERE quiz = :quiz AND bank = :bank"   \
    " AND submitted_at IS NOT NULL AND NOT (:first AND EXISTS (SELECT 1 FROM attempt AS b WHERE b.person = a.person"   \
    " AND b.quiz = a.quiz AND b.number < a.number AND b.submitted_at IS NOT NULL)))"

struct counting { const char *quiz, *bank; bool first_only; };

static void open_counted(struct query *query, struct db *db, const char *sql, const struct counting *what, struct fault *fault)
{
    query_open(query, db, sql, fault);
    bind_text(query, ":quiz", what->quiz);
    bind_text(query, ":bank", what->bank);
    bind_integer(query, ":first", what->first_only);
}

static bool is_among(const int64_t *people, int count, int64_t person)
{
    for (int i = 0; i < count; i++)
        if (people[i] == person)
            return true;
    return false;
}

/* LAST: the completion that filled the last lot; -1: none is full. */
static enum fault_code last_of_lots(struct db *db, const struct counting *what, int lot, int64_t *last, struct fault *fault)
{
    struct query query;
    struct arena *scratch = arena_new();
    int64_t *people = scratch ? arena_alloc(scratch, (size_t)lot * sizeof *people) : NULL;
    int count = 0;
    *last = -1;
    if (!people) {
        if (scratch)
            arena_free(scratch);
        return fault_memory(fault);
    }
    open_counted(&query, db, COUNTED " SELECT person, completion FROM counted ORDER BY completion", what, fault);
    while (query_next(&query)) {
        int64_t person = column_integer(&query, 0);
        if (is_among(people, count, person))
            continue;
        people[count++] = person;
        if (count == lot) {
            *last = column_integer(&query, 1);
            count = 0;
        }
    }
    arena_free(scratch);
    return query_close(&query);
}

enum fault_code sittings_each(struct db *db, const char *quiz, const char *bank, bool first_only, int lot, sitting_fn fn,
                              void *context, struct fault *fault)
{
    struct query query;
    struct gathering gathering = {.attempt = 0};
    struct counting what = {quiz, bank, first_only};
    int64_t last = -1;
    enum fault_code code = last_of_lots(db, &what, lot, &last, fault);
    if (code != FAULT_NONE)
        return code;
    buf_init(&gathering.texts, 0);
    open_counted(&query, db,
                 COUNTED " SELECT a.number, a.seed, w.number, w.response, a.person FROM counted AS a"
                         " LEFT JOIN answer AS w ON w.attempt = a.number WHERE a.completion <= :last"
                         " ORDER BY a.completion, w.number",
                 &what, fault);
    bind_integer(&query, ":last", last);
    code = each(&query, &gathering, fn, context, fault);
    buf_release(&gathering.texts);
    return code;
}
