/*
 * page_bank.c - GET /bank: the questions with their keys, feedback and sources, for the training lead to read and print; edits
 * are made in the files. Every look is noted.
 */
#include <stdlib.h>
#include <string.h>
#include "figure.h"
#include "leading.h"
#include "signpost/analysis.h"
#include "signpost/paper.h"
#include "signpost/text.h"

/* What was asked for; "" and NULL ask for everything. */
struct filter {
    const char *subject, *type, *pool, *point, *health;
    char *words;                    /* folded, or NULL */
    struct quiz_analysis analysis;  /* where HEALTH is asked for */
};

static const char *const pools[] = {"quiz", "practice", "local"}, *const pool_words[] = {"Quiz", "Practice", "School"};

static bool given(const char *text)
{
    return text && *text;
}

/* Do the words stand in it, without regard to capitals and accents? FAILED when memory ran out. */
static bool holds(const char *text, const char *words, bool *failed)
{
    char *folded = text ? text_fold(text) : NULL;
    bool found = folded && strstr(folded, words);
    *failed |= text && !folded;
    free(folded);
    return found;
}

static bool says(const struct question *question, const char *words, bool *failed)
{
    if (holds(question->id, words, failed) || holds(question->stem, words, failed) || holds(question->right, words, failed) ||
        holds(question->wrong, words, failed) || holds(question->source_point, words, failed))
        return true;
    for (int i = 0; i < question->option_count; i++)
        if (holds(question->options[i].text, words, failed))
            return true;
    for (int i = 0; i < question->target_count; i++)
        if (holds(question->targets[i].text, words, failed))
            return true;
    for (int i = 0; i < question->accepted_count; i++)
        if (holds(question->accepted[i], words, failed))
            return true;
    for (int i = 0; i < question->part_count; i++)
        if (says(&question->parts[i], words, failed))
            return true;
    return false;
}

static enum item_health health_of(const struct filter *filter, const struct question *question)
{
    for (int i = 0; i < filter->analysis.count; i++)
        if (filter->analysis.questions[i].question == question)
            return filter->analysis.questions[i].health;
    return HEALTH_UNKNOWN;
}

static bool wanted(const struct filter *filter, const struct question *question, bool *failed)
{
    const char own[2] = {question->subject, '\0'}, *subject = question->school ? question->school : own;
    return (!given(filter->subject) || !strcmp(filter->subject, subject)) &&
           (!given(filter->type) || !strcmp(filter->type, question_kind_name(question->kind))) &&
           (!given(filter->pool) || !strcmp(filter->pool, pools[question->pool])) &&
           (!given(filter->point) || !strcmp(filter->point, question->source_point)) &&
           (!given(filter->health) || !strcmp(filter->health, health_name(health_of(filter, question)))) &&
           (!filter->words || says(question, filter->words, failed));
}

static void free_text(void *text)
{
    free(text);
}

static enum fault_code filter_read(struct request *request, struct db *db, struct filter *out, struct fault *fault)
{
    const char *q = request_query(request, "q");
    *out = (struct filter){.subject = request_query(request, "subject"), .type = request_query(request, "type"),
                           .pool = request_query(request, "pool"), .point = request_query(request, "point"),
                           .health = request_query(request, "health")};
    if (given(q)) {
        out->words = text_fold(q);
        if (!out->words || arena_defer(request->arena, free_text, out->words))
            return fault_memory(fault);
    }
    if (!given(out->health))
        return FAULT_NONE;
    return analysis_of_quiz(db, request->bank, bank_quiz(request->bank, 0)->id, ATTEMPTS_FIRST, request->arena, &out->analysis, fault);
}

/* ---- one question ---- */

static void add_question(struct request *request, struct view *view, cJSON *list, const struct question *question)
{
    cJSON *item = view_object(view, list, NULL);
    view_string(view, item, "id", question->id);
    if (question->school)
        view_string(view, item, "school", question->school);
    else
        view_printf(view, item, "subject", "%c", question->subject);
    view_string(view, item, "pool", pools[question->pool]);
    question_reveal(request->bank, question, view, item);
    view_page_string(view, item, "preview_path", arena_printf(request->arena, "/bank/%s", question->id));
    view_page_string(view, item, "pool_words", pool_words[question->pool]);
}

/* ---- the page ---- */

static void add_points(struct request *request, struct view *view, const char *chosen)
{
    cJSON *list = figure_list(view, view->root, "point_options");
    figure_option(view, list, "", "Every point", !given(chosen));
    for (int i = 0; i < bank_question_count(request->bank); i++) {
        const char *point = bank_question(request->bank, i)->source_point;
        bool met = false;
        for (int before = 0; before < i && !met; before++)
            met = !strcmp(bank_question(request->bank, before)->source_point, point);
        if (!met)
            figure_option(view, list, point, point, given(chosen) && !strcmp(chosen, point));
    }
}

static void add_filters(struct request *request, struct view *view, const struct filter *filter)
{
    const struct institution *words = bank_institution(request->bank);
    cJSON *subjects = figure_list(view, view->root, "subject_options"), *types = figure_list(view, view->root, "type_options"),
          *options = figure_list(view, view->root, "pool_options"), *healths = figure_list(view, view->root, "health_options");
    figure_option(view, subjects, "", "Every subject", !given(filter->subject));
    for (int i = 0; i < SUBJECTS; i++) {
        char id[2] = {(char)('a' + i), '\0'};
        figure_option(view, subjects, id, words->subject[i], given(filter->subject) && !strcmp(filter->subject, id));
    }
    for (int i = 0; i < bank_local_count(request->bank); i++) {
        const struct local_section *section = bank_local(request->bank, i);
        figure_option(view, subjects, section->school, section->title, given(filter->subject) && !strcmp(filter->subject, section->school));
    }
    figure_option(view, types, "", "Every type", !given(filter->type));
    for (int i = 0; i < QUESTION_KINDS; i++) {
        const char *name = question_kind_name((enum question_kind)i);
        figure_option(view, types, name, question_kind_words((enum question_kind)i), given(filter->type) && !strcmp(filter->type, name));
    }
    figure_option(view, options, "", "Every pool", !given(filter->pool));
    figure_option(view, options, "quiz", "Quiz only", given(filter->pool) && !strcmp(filter->pool, "quiz"));
    figure_option(view, options, "practice", "Practice only", given(filter->pool) && !strcmp(filter->pool, "practice"));
    figure_option(view, options, "local", "Schools’ sections only", given(filter->pool) && !strcmp(filter->pool, "local"));
    figure_option(view, healths, "", "Any", !given(filter->health));
    for (int i = 0; i < HEALTHS; i++)
        figure_option(view, healths, health_name((enum item_health)i), health_words((enum item_health)i),
                      given(filter->health) && !strcmp(filter->health, health_name((enum item_health)i)));
    add_points(request, view, filter->point);
    view_page_string(view, view->root, "q", request_query(request, "q") ? request_query(request, "q") : "");
}

/* One subject of the University's questions, or one School's own; those of it that are wanted. */
static int add_group(struct request *request, const struct filter *filter, char subject, const char *school, const char *title,
                     struct view *view, cJSON *groups, bool *failed)
{
    cJSON *group = view_object(view, groups, NULL);
    int shown = 0;
    const char id[2] = {subject, '\0'};
    view_string(view, group, "id", school ? school : id);
    view_string(view, group, "title", title);
    cJSON *questions = view_array(view, group, "questions");
    for (int i = 0; i < bank_question_count(request->bank); i++) {
        const struct question *question = bank_question(request->bank, i);
        bool here = school ? question->school && !strcmp(question->school, school) : question->subject == subject;
        if (!here || !wanted(filter, question, failed))
            continue;
        add_question(request, view, questions, question);
        shown++;
    }
    view_page_string(view, group, "group_words", school ? arena_printf(request->arena, "School %s · %d", school, shown)
                                                        : arena_printf(request->arena, "Subject %s · %d", id, shown));
    view_page_bool(view, group, "any", shown > 0);
    return shown;
}

static enum fault_code build(struct request *request, struct db *db, struct view *view, const char **title, struct fault *fault)
{
    struct filter filter;
    const struct institution *words = bank_institution(request->bank);
    int shown = 0, all = bank_question_count(request->bank);
    bool failed = false;
    (void)title;
    enum fault_code code = filter_read(request, db, &filter, fault);
    if (code != FAULT_NONE)
        return code;
    view_string(view, view->root, "bank", bank_hash(request->bank));
    cJSON *groups = view_array(view, view->root, "subjects");
    for (int s = 0; s < SUBJECTS; s++)
        shown += add_group(request, &filter, (char)('a' + s), NULL, words->subject[s], view, groups, &failed);
    for (int i = 0; i < bank_local_count(request->bank); i++) {
        const struct local_section *section = bank_local(request->bank, i);
        shown += add_group(request, &filter, '\0', section->school, section->title, view, groups, &failed);
    }
    add_filters(request, view, &filter);
    view_page_string(view, view->root, "shown_words", arena_printf(request->arena, "%d of %d questions", shown, all));
    view_page_string(view, view->root, "version_words", arena_printf(request->arena, "%.12s", bank_hash(request->bank)));
    return failed ? fault_memory(fault) : FAULT_NONE;
}

struct reply *page_bank(struct request *request)
{
    struct fault fault;
    if (leading_look(request, 0, NULL, "keys", &fault) != FAULT_NONE)
        return page_fault(request, &fault);
    return page_of(request, "bank", "Question bank", build);
}
