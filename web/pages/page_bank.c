/*
 * page_bank.c - GET /bank: the questions with their keys, feedback and sources, for the training lead to read and print; edits
 * are made in the files. Every look is noted.
 */
#include "bank_filter.h"
#include <string.h>
#include "leading.h"
#include "pager.h"

/* One subject of the University's questions, or one School's own. */
struct group { char subject[2]; const char *school, *title; int first, end; /* in struct found */ };
/* Those asked for, group by group. */
struct found { const struct question **questions; int count; struct group *groups; int group_count; };

static struct group group_at(const struct bank *bank, int index)
{
    if (index < SUBJECTS)
        return (struct group){.subject = {(char)('a' + index), '\0'}, .title = bank_institution(bank)->subject[index]};
    const struct local_section *section = bank_local(bank, index - SUBJECTS);
    return (struct group){.school = section->school, .title = section->title};
}

static bool is_in(const struct group *group, const struct question *question)
{
    return group->school ? question->school && !strcmp(question->school, group->school) : question->subject == group->subject[0];
}

static enum fault_code find(struct request *request, const struct bank_filter *filter, struct found *out, struct fault *fault)
{
    int all = bank_question_count(request->bank);
    bool failed = false;
    *out = (struct found){.group_count = SUBJECTS + bank_local_count(request->bank)};
    out->questions = arena_alloc(request->arena, ((size_t)all + 1) * sizeof *out->questions);
    out->groups = arena_alloc(request->arena, (size_t)out->group_count * sizeof *out->groups);
    if (!out->questions || !out->groups)
        return fault_memory(fault);
    for (int g = 0; g < out->group_count; g++) {
        struct group *group = &out->groups[g];
        *group = group_at(request->bank, g);
        group->first = out->count;
        for (int i = 0; i < all; i++) {
            const struct question *question = bank_question(request->bank, i);
            if (is_in(group, question) && bank_filter_wants(filter, question, &failed))
                out->questions[out->count++] = question;
        }
        group->end = out->count;
    }
    return failed ? fault_memory(fault) : FAULT_NONE;
}

static void add_question(struct request *request, struct view *view, cJSON *list, const struct question *question)
{
    cJSON *item = view_object(view, list, NULL);
    view_string(view, item, "id", question->id);
    if (question->school)
        view_string(view, item, "school", question->school);
    else
        view_printf(view, item, "subject", "%c", question->subject);
    view_string(view, item, "pool", pool_name(question->pool));
    question_reveal(request->bank, question, view, item);
    bank_tags_view(question, view, item);
    view_page_string(view, item, "preview_path", arena_printf(request->arena, "/bank/%s", question->id));
    view_page_string(view, item, "pool_words", pool_words(question->pool));
}

/* A group is named with all that it has, though this page may show a part of it. */
static void add_group(struct request *request, const struct found *found, const struct group *group, const struct pager *pager,
                      struct view *view, cJSON *groups)
{
    cJSON *into = view_object(view, groups, NULL);
    int first = group->first > pager->first ? group->first : pager->first, end = group->end < pager->end ? group->end : pager->end;
    view_string(view, into, "id", group->school ? group->school : group->subject);
    view_string(view, into, "title", group->title);
    cJSON *questions = view_array(view, into, "questions");
    for (int i = first; i < end; i++)
        add_question(request, view, questions, found->questions[i]);
    view_page_string(view, into, "group_words",
                     arena_printf(request->arena, "%s %s · %d", group->school ? "School" : "Subject",
                                  group->school ? group->school : group->subject, group->end - group->first));
    view_page_bool(view, into, "any", first < end);
}

static enum fault_code build(struct request *request, struct db *db, struct view *view, const char **title, struct fault *fault)
{
    struct bank_filter filter;
    struct found found;
    (void)title;
    enum fault_code code = bank_filter_read(request, db, &filter, fault);
    if (code == FAULT_NONE)
        code = find(request, &filter, &found, fault);
    if (code != FAULT_NONE)
        return code;
    struct pager pager = pager_of(request, found.count);
    view_string(view, view->root, "bank", bank_hash(request->bank));
    view_integer(view, view->root, "total", found.count);
    cJSON *groups = view_array(view, view->root, "subjects");
    for (int g = 0; g < found.group_count; g++)
        add_group(request, &found, &found.groups[g], &pager, view, groups);
    pager_view(request, &pager, "Questions", view);
    view_page_string(view, view->root, "shown_words",
                     arena_printf(request->arena, "%d of %d questions", found.count, bank_question_count(request->bank)));
    view_page_string(view, view->root, "version_words", arena_printf(request->arena, "%.12s", bank_hash(request->bank)));
    return bank_filter_view(request, &filter, view, fault);
}

struct reply *page_bank(struct request *request)
{
    struct fault fault;
    if (leading_look(request, 0, NULL, "keys", &fault) != FAULT_NONE)
        return page_fault(request, &fault);
    return page_of(request, "bank", "Question bank", build);
}
