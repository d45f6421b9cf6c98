/*
 * page_bank.c - GET /bank: the questions with their keys, feedback and sources, for the training lead to read and print; edits
 * are made in the files. Every look is noted.
 */
#include <string.h>
#include "figure.h"
#include "leading.h"
#include "signpost/paper.h"

struct filter { const char *subject, *type, *pool; };

static const char *const pools[] = {"quiz", "practice"};

static bool wanted(const struct filter *filter, const struct question *question)
{
    const char *subject = filter->subject, *type = filter->type, *pool = filter->pool;
    return (!subject || !*subject || (subject[0] == question->subject && !subject[1])) &&
           (!type || !*type || !strcmp(type, question_kind_name(question->kind))) &&
           (!pool || !*pool || !strcmp(pool, pools[question->pool]));
}

/* ---- one question ---- */

static void add_question(struct request *request, struct view *view, cJSON *list, const struct question *question)
{
    cJSON *item = view_object(view, list, NULL);
    view_string(view, item, "id", question->id);
    view_printf(view, item, "subject", "%c", question->subject);
    view_string(view, item, "pool", pools[question->pool]);
    question_reveal(request->bank, question, view, item);
    view_page_string(view, item, "pool_words", question->pool == POOL_QUIZ ? "Quiz" : "Practice");
}

/* ---- the page ---- */

static void add_filters(struct request *request, struct view *view, const struct filter *filter)
{
    const struct institution *words = bank_institution(request->bank);
    cJSON *subjects = figure_list(view, view->root, "subject_options"), *types = figure_list(view, view->root, "type_options"),
          *options = figure_list(view, view->root, "pool_options");
    figure_option(view, subjects, "", "Every subject", !filter->subject || !*filter->subject);
    for (int i = 0; i < SUBJECTS; i++) {
        char id[2] = {(char)('a' + i), '\0'};
        figure_option(view, subjects, id, words->subject[i], filter->subject && !strcmp(filter->subject, id));
    }
    figure_option(view, types, "", "Every type", !filter->type || !*filter->type);
    for (int i = 0; i < QUESTION_KINDS; i++) {
        const char *name = question_kind_name((enum question_kind)i);
        figure_option(view, types, name, question_kind_words((enum question_kind)i), filter->type && !strcmp(filter->type, name));
    }
    figure_option(view, options, "", "Quiz and practice", !filter->pool || !*filter->pool);
    figure_option(view, options, "quiz", "Quiz only", filter->pool && !strcmp(filter->pool, "quiz"));
    figure_option(view, options, "practice", "Practice only", filter->pool && !strcmp(filter->pool, "practice"));
}

static enum fault_code build(struct request *request, struct db *db, struct view *view, const char **title, struct fault *fault)
{
    struct filter filter = {request_query(request, "subject"), request_query(request, "type"), request_query(request, "pool")};
    const struct institution *words = bank_institution(request->bank);
    int shown = 0, all = bank_question_count(request->bank);
    (void)db;
    (void)title;
    (void)fault;
    view_string(view, view->root, "bank", bank_hash(request->bank));
    cJSON *groups = view_array(view, view->root, "subjects");
    for (int s = 0; s < SUBJECTS; s++) {
        int before = shown;
        cJSON *group = view_object(view, groups, NULL);
        view_printf(view, group, "id", "%c", 'a' + s);
        view_string(view, group, "title", words->subject[s]);
        cJSON *questions = view_array(view, group, "questions");
        for (int i = 0; i < all; i++) {
            const struct question *question = bank_question(request->bank, i);
            if (question->subject != 'a' + s || !wanted(&filter, question))
                continue;
            add_question(request, view, questions, question);
            shown++;
        }
        view_page_string(view, group, "group_words", arena_printf(request->arena, "%d", shown - before));
        view_page_bool(view, group, "any", shown > before);
    }
    add_filters(request, view, &filter);
    view_page_string(view, view->root, "shown_words", arena_printf(request->arena, "%d of %d questions", shown, all));
    view_page_string(view, view->root, "version_words", arena_printf(request->arena, "%.12s", bank_hash(request->bank)));
    return FAULT_NONE;
}

struct reply *page_bank(struct request *request)
{
    struct fault fault;
    if (leading_look(request, 0, NULL, "keys", &fault) != FAULT_NONE)
        return page_fault(request, &fault);
    return page_of(request, "bank", "Question bank", build);
}
