/*
 * analysis/answers.c - what people answered to one question, counted by what they meant and not by how their paper showed it.
 */
#include <stdlib.h>
#include <string.h>
#include "analysis/analysis_internal.h"
#include "signpost/json.h"

/* What one person wrote themselves, however often, is nobody else's business: it is told when SEVERAL wrote it. */
struct kind_of_answer { const char *html; int64_t who; int count; bool right, several; };
struct tally {
    const struct bank *bank;
    const struct question *question;
    struct arena *arena;
    struct kind_of_answer *kinds; /* on the heap while they grow */
    int count, capacity;
    int attempts, dont_know, unanswered;
    int64_t who; /* of the attempt that is looked at */
    struct crowd crowd;
};

static enum fault_code tally_add(struct tally *tally, const char *html, bool right, struct fault *fault)
{
    for (int i = 0; i < tally->count; i++) {
        if (strcmp(tally->kinds[i].html, html) == 0) {
            tally->kinds[i].count++;
            tally->kinds[i].several |= tally->kinds[i].who != tally->who;
            return FAULT_NONE;
        }
    }
    if (tally->count == tally->capacity) {
        int capacity = tally->capacity ? 2 * tally->capacity : 32;
        struct kind_of_answer *grown = realloc(tally->kinds, (size_t)capacity * sizeof *grown);
        if (!grown)
            return fault_memory(fault);
        tally->kinds = grown;
        tally->capacity = capacity;
    }
    const char *kept = arena_dup(tally->arena, html);
    tally->kinds[tally->count++] = (struct kind_of_answer){kept, tally->who, 1, right, false};
    return kept ? FAULT_NONE : fault_memory(fault);
}

static bool stands_in(const cJSON *list, const char *html)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, list) {
        const char *text = json_string(item, "html");
        if (text && strcmp(text, html) == 0)
            return true;
    }
    return false;
}

/* One row a choice, a pair, a place; in a situation each says of which part. */
static enum fault_code tally_lines(struct tally *tally, const cJSON *explained, int part, struct fault *fault)
{
    const cJSON *answer = json_array(explained, "answer"), *row;
    enum fault_code code = FAULT_NONE;
    struct buf line;

    buf_init(&line, 0);
    cJSON_ArrayForEach(row, json_array(explained, "yours")) {
        const char *html = json_string(row, "html");
        if (!html || code != FAULT_NONE)
            continue;
        buf_clear(&line);
        if (part)
            buf_printf(&line, "Part %d: ", part);
        buf_text(&line, html);
        code = buf_ok(&line) ? tally_add(tally, buf_string(&line), stands_in(answer, html), fault) : fault_memory(fault);
    }
    buf_release(&line);
    return code;
}

/* The question explains what was answered, as it does to whoever answered it. */
static enum fault_code explain(struct tally *tally, const struct paper_item *item, const cJSON *response, struct fault *fault)
{
    struct view view;
    enum fault_code code = FAULT_NONE;

    view_init(&view);
    question_explain(tally->bank, item, response, &view, view.root);
    const cJSON *part;
    int number = 0;
    code = view_ok(&view) ? tally_lines(tally, view.root, 0, fault) : fault_memory(fault);
    cJSON_ArrayForEach(part, json_array(view.root, "parts"))
        if (code == FAULT_NONE)
            code = tally_lines(tally, part, ++number, fault);
    view_release(&view);
    return code;
}

static enum fault_code count_one(struct tally *tally, const struct paper_item *item, const char *stored, struct fault *fault)
{
    struct response response;
    struct json_doc doc;
    enum fault_code code = response_stored(item, stored, &doc, &response, fault);

    if (code == FAULT_NONE && response.state == RESPONSE_GIVEN)
        code = explain(tally, item, doc.root, fault);
    if (code == FAULT_NONE) {
        tally->attempts++;
        crowd_add(&tally->crowd, tally->who);
        tally->dont_know += response.state == RESPONSE_DONT_KNOW;
        tally->unanswered += response.state == RESPONSE_NONE;
    }
    json_release(&doc);
    return code;
}

static enum fault_code look(void *context, const struct paper *paper, int64_t who, const struct sat_answer *answers, int count,
                            struct fault *fault)
{
    struct tally *tally = context;
    tally->who = who;
    for (int i = 0; i < paper->count; i++)
        if (paper->items[i].question == tally->question)
            return count_one(tally, &paper->items[i], answer_to(answers, count, paper->items[i].number), fault);
    return FAULT_NONE;
}

static int most_first(const void *left, const void *right)
{
    const struct kind_of_answer *a = left, *b = right;
    return a->count != b->count ? b->count - a->count : strcmp(a->html, b->html);
}

/* The words of HTML that libcmark or an escaper made: without tags, its five entities read. Arena; NULL without memory. */
static const char *words_of(struct arena *arena, const char *html)
{
    static const struct { const char *entity; char is; } entities[] = {
        {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
    char *out = arena_dup(arena, html), *to = out;
    for (const char *c = html; out && *c; c++) {
        if (*c == '<') {
            c += strcspn(c, ">");
            if (!*c)
                break;
            continue;
        }
        *to = *c;
        for (size_t i = 0; *c == '&' && i < sizeof entities / sizeof *entities; i++) {
            size_t size = strlen(entities[i].entity);
            if (strncmp(c, entities[i].entity, size) == 0) {
                *to = entities[i].is;
                c += size - 1;
                break;
            }
        }
        to++;
    }
    while (out && to > out && to[-1] == '\n')
        to--;
    if (out)
        *to = '\0';
    return out;
}

static void add_row(const struct tally *tally, struct view *view, cJSON *list, const char *html, int count, bool right)
{
    cJSON *row = view_object(view, list, NULL);
    view_string(view, row, "answer", words_of(tally->arena, html));
    view_html(view, row, "answer_html", html);
    view_integer(view, row, "count", count);
    view_ratio(view, row, "percent", 100LL * count, tally->attempts, 1);
    view_bool(view, row, "right", right);
}

static void add_rows(struct tally *tally, struct view *view, cJSON *into)
{
    bool own_words = tally->question->option_count == 0;
    int others = 0;
    cJSON *list = view_array(view, into, "answers");
    if (tally->count > 1)
        qsort(tally->kinds, (size_t)tally->count, sizeof *tally->kinds, most_first);
    for (int i = 0; i < tally->count; i++) {
        const struct kind_of_answer *kind = &tally->kinds[i];
        if (own_words && !kind->several && !kind->right)
            others += kind->count;
        else
            add_row(tally, view, list, kind->html, kind->count, kind->right);
    }
    if (others)
        add_row(tally, view, list, "Other answers", others, false);
    if (tally->dont_know)
        add_row(tally, view, list, "“I don’t know”", tally->dont_know, false);
    if (tally->unanswered)
        add_row(tally, view, list, "No answer", tally->unanswered, false);
}

enum fault_code analysis_answers(struct db *db, const struct bank *bank, const char *quiz, const struct question *question,
                                 enum attempts_taken taken, struct arena *arena, struct view *view, cJSON *into,
                                 struct fault *fault)
{
    struct tally tally = {.bank = bank, .question = question, .arena = arena};
    enum fault_code code = papers_each(db, bank, quiz, taken, look, &tally, fault);
    if (code == FAULT_NONE && tally.crowd.count >= ANALYSIS_LEAST)
        add_rows(&tally, view, into);
    free(tally.kinds);
    return code;
}
