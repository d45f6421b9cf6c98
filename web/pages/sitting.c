/*
 * sitting.c - one attempt with its paper and answers, and the view of it that CONTRACT names (sitting.h).
 */
#include "sitting.h"
#include <stdlib.h>
#include <string.h>
#include "signpost/json.h"

static void release_bank(void *bank)
{
    bank_release(bank);
}

enum fault_code sitting_find(struct request *request, struct db *db, const char *id, struct sitting *out, struct fault *fault)
{
    memset(out, 0, sizeof *out);
    enum fault_code code = attempt_get_own(db, id, request->actor.person, &out->attempt, fault);
    if (code == FAULT_NONE)
        code = site_bank_version(request->site, db, request->arena, out->attempt.bank, &out->bank, fault);
    if (code != FAULT_NONE)
        return code;
    return arena_defer(request->arena, release_bank, out->bank) ? fault_memory(fault) : FAULT_NONE;
}

static void move_subjects(struct attempt *attempt, const struct bank *bank, const struct regrade_row *rows, int count)
{
    int64_t before = attempt->first_score;
    for (int i = 0; i < count; i++) {
        const struct question *question = bank_find_question(bank, rows[i].question);
        if (question)
            attempt->subject[question->subject - 'a'].score += rows[i].score - before;
        before = rows[i].score;
    }
}

enum fault_code sitting_regrades(struct request *request, struct db *db, const struct bank *bank, struct attempt *attempt,
                                 struct regrade_row **rows, int *count, struct fault *fault)
{
    enum fault_code code = regrade_list(db, request->arena, attempt->completion, rows, count, fault);
    if (code == FAULT_NONE)
        move_subjects(attempt, bank, *rows, *count);
    return code;
}

enum fault_code sitting_subjects(struct request *request, struct db *db, struct attempt *attempt, struct fault *fault)
{
    struct regrade_row *rows = NULL;
    struct bank *bank = NULL;
    int count = 0;
    enum fault_code code = regrade_list(db, request->arena, attempt->completion, &rows, &count, fault);
    if (code == FAULT_NONE && count)
        code = site_bank_version(request->site, db, request->arena, attempt->bank, &bank, fault);
    if (code == FAULT_NONE)
        move_subjects(attempt, bank, rows, count);
    bank_release(bank);
    return code;
}

struct finding_bank { struct request *request; struct db *db; };

static enum fault_code find_bank(void *context, const char *hash, const struct bank **out, struct fault *fault)
{
    const struct finding_bank *finding = context;
    struct request *request = finding->request;
    struct bank *bank = NULL;
    enum fault_code code = site_bank_version(request->site, finding->db, request->arena, hash, &bank, fault);
    if (code == FAULT_NONE && arena_defer(request->arena, release_bank, bank))
        code = fault_memory(fault);
    *out = bank;
    return code;
}

/* What became of a submitted attempt since: withdrawn, regraded. */
static enum fault_code follow_up(struct request *request, struct db *db, struct sitting *sitting, struct fault *fault)
{
    struct finding_bank finding = {request, db};
    const struct paper *paper = &sitting->paper;
    enum fault_code code = completion_get(db, request->arena, sitting->attempt.completion, &sitting->completion, fault);
    if (code == FAULT_NONE)
        code = sitting_regrades(request, db, sitting->bank, &sitting->attempt, &sitting->regrades, &sitting->regrade_count, fault);
    sitting->marked = arena_alloc(request->arena, ((size_t)sitting_total(sitting) + 1) * sizeof *sitting->marked);
    if (code == FAULT_NONE && !sitting->marked)
        code = fault_memory(fault);
    for (int i = 0; code == FAULT_NONE && i < sitting_total(sitting); i++)
        code = regrade_item(&paper->items[i], sitting->regrades, sitting->regrade_count, find_bank, &finding, &sitting->marked[i],
                            fault);
    return code;
}

enum fault_code sitting_get(struct request *request, struct db *db, const char *id, bool with_answers,
                            struct sitting *out, struct fault *fault)
{
    enum fault_code code = sitting_find(request, db, id, out, fault);
    if (code != FAULT_NONE)
        return code;
    const struct quiz *quiz = bank_find_quiz(out->bank, out->attempt.quiz);
    if (!quiz)
        return fault_set(fault, FAULT_INTERNAL, "The bank of attempt %s has no quiz \"%s\".", id, out->attempt.quiz);
    code = paper_draw(out->bank, quiz, out->attempt.seed, request->arena, &out->paper, fault);
    if (code == FAULT_NONE)
        code = paper_draw_local(out->attempt.schools, out->attempt.seed, request->arena, &out->paper, fault);
    if (code == FAULT_NONE && with_answers)
        code = answers_get(db, request->arena, id, sitting_total(out), &out->answers, fault);
    if (code == FAULT_NONE && !sitting_is_open(out))
        code = follow_up(request, db, out, fault);
    return code;
}

int sitting_total(const struct sitting *sitting)
{
    return sitting->paper.count + sitting->paper.local_count;
}

bool sitting_is_open(const struct sitting *sitting)
{
    return !sitting->attempt.submitted_at.ms;
}

int sitting_index(const struct sitting *sitting, const char *number)
{
    size_t size = strlen(number);
    if (!size || size > 4 || *number == '0' || strspn(number, "0123456789") != size)
        return -1;
    long value = strtol(number, NULL, 10);
    return value <= sitting_total(sitting) ? (int)value - 1 : -1;
}

enum fault_code sitting_first_open(const struct sitting *sitting, int *number, struct fault *fault)
{
    enum fault_code code = FAULT_NONE;
    char words[RESPONSE_WORDS];
    bool whole = true;
    for (*number = 0; code == FAULT_NONE && whole && *number < sitting_total(sitting); ++*number)
        code = sitting_words(sitting, *number, words, &whole, fault);
    *number += whole; /* past the one that ended the search, or past them all */
    return code;
}

const char *sitting_path(struct request *request, const struct sitting *sitting)
{
    const char *path = arena_printf(request->arena, "/attempts/%s", sitting->attempt.id);
    return path ? path : "/";
}

void sitting_show(const struct sitting *sitting, int index, const cJSON *response, struct view *view, cJSON *into)
{
    const struct paper_item *item = &sitting->paper.items[index];
    char handle[65]; /* the bank's own ids may hint at the key: an open attempt shows only this */
    sha256_hex(item->question->id, strlen(item->question->id), handle);
    view_printf(view, into, "id", "q-%.16s", handle);
    if (!sitting_is_open(sitting))
        view_string(view, into, "question", item->question->id);
    question_present(sitting->bank, item, response, view, into);
    view_integer(view, into, "version", sitting->answers[index].version);
    view_bool(view, into, "flagged", sitting->answers[index].flagged);
    if (!sitting_is_open(sitting))
        question_explain(sitting->bank, sitting->marked ? &sitting->marked[index] : item, response, view, into);
}

/* Its key was mended after the attempt: when, and that the mark is the mended key's. */
static void add_mending(struct request *request, const struct sitting *sitting, const char *question, struct view *view, cJSON *into)
{
    for (int i = sitting->regrade_count - 1; i >= 0; i--) {
        if (strcmp(sitting->regrades[i].question, question) != 0)
            continue;
        view_instant(view, into, "regraded_at", sitting->regrades[i].at);
        view_page_string(view, into, "mended_words",
                         page_date_words(request->arena, date_of_instant(sitting->regrades[i].at)));
        return;
    }
}

enum fault_code sitting_question(struct request *request, const struct sitting *sitting, int index, struct view *view,
                                 cJSON *into, struct fault *fault)
{
    const cJSON *response = NULL;
    enum fault_code code = page_json_text(request, sitting->answers[index].response, &response, fault);
    if (code == FAULT_NONE)
        sitting_show(sitting, index, response, view, into);
    if (code == FAULT_NONE && !sitting_is_open(sitting))
        add_mending(request, sitting, sitting->paper.items[index].question->id, view, into);
    return code;
}

enum fault_code sitting_words(const struct sitting *sitting, int index, char words[RESPONSE_WORDS],
                              bool *whole, struct fault *fault)
{
    const struct paper_item *item = &sitting->paper.items[index];
    struct json_doc doc;
    struct response response;
    enum fault_code code = response_stored(item, sitting->answers[index].response, &doc, &response, fault);
    json_release(&doc);
    if (code == FAULT_NONE)
        response_words(item, &response, words, whole);
    return code;
}

void sitting_first_score(struct request *request, const struct attempt *attempt, struct view *view, cJSON *into)
{
    if (attempt->first_score == attempt->score)
        return;
    view_ratio(view, into, "first_score", attempt->first_score, MARK_UNIT, 2);
    view_page_string(view, into, "first_score_words", page_marks(request->arena, attempt->first_score, attempt->max, MARK_UNIT));
}

void sitting_scores(struct request *request, const struct attempt *attempt, const struct bank *bank, struct view *view)
{
    view_ratio(view, view->root, "score", attempt->score, MARK_UNIT, 2);
    view_integer(view, view->root, "max_score", attempt->max / MARK_UNIT);
    view_page_string(view, view->root, "score_words",
                     page_marks(request->arena, attempt->score, attempt->max, MARK_UNIT));
    view_page_string(view, view->root, "percent_words", page_percent(request->arena, attempt->score, attempt->max));
    sitting_first_score(request, attempt, view, view->root);
    view_page_string(view, view->root, "submitted_words", page_instant_words(request->arena, attempt->submitted_at));
    cJSON *subjects = view_array(view, view->root, "subjects");
    for (int i = 0; i < SUBJECTS; i++) {
        if (!attempt->subject[i].max)
            continue;
        cJSON *subject = view_object(view, subjects, NULL);
        view_printf(view, subject, "id", "%c", 'a' + i);
        view_ratio(view, subject, "score", attempt->subject[i].score, MARK_UNIT, 2);
        view_integer(view, subject, "max_score", attempt->subject[i].max / MARK_UNIT);
        view_page_string(view, subject, "subject_title", bank_institution(bank)->subject[i]);
        view_page_string(view, subject, "marks_words",
                         page_marks(request->arena, attempt->subject[i].score, attempt->subject[i].max, MARK_UNIT));
    }
}

enum fault_code sitting_view(struct request *request, const struct sitting *sitting, struct view *view,
                             struct fault *fault)
{
    const struct attempt *attempt = &sitting->attempt;
    bool open = sitting_is_open(sitting);
    view_string(view, view->root, "id", attempt->id);
    view_string(view, view->root, "quiz", attempt->quiz);
    view_string(view, view->root, "state", open ? "open" : "submitted");
    view_string(view, view->root, "bank", attempt->bank);
    view_instant(view, view->root, "started_at", attempt->started_at);
    view_page_string(view, view->root, "quiz_title", sitting->paper.quiz->title);
    view_page_string(view, view->root, "attempt_path", sitting_path(request, sitting));
    if (!open) {
        view_instant(view, view->root, "submitted_at", attempt->submitted_at);
        sitting_scores(request, attempt, sitting->bank, view);
        view_string(view, view->root, "record", arena_printf(request->arena, "/records/%s", attempt->record));
        view_string(view, view->root, "withdrawn", sitting->completion.withdrawn);
        view_page_string(view, view->root, "withdrawn_words", page_withdrawn(request->arena, &sitting->completion));
    }
    cJSON *questions = view_array(view, view->root, "questions");
    enum fault_code code = FAULT_NONE;
    for (int i = 0; i < sitting->paper.count && code == FAULT_NONE; i++)
        code = sitting_question(request, sitting, i, view, view_object(view, questions, NULL), fault);
    return code == FAULT_NONE ? sitting_local(request, sitting, view, fault) : code;
}
