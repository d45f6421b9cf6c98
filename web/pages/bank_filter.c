/*
 * bank_filter.c - see bank_filter.h.
 */
#include "bank_filter.h"
#include <stdlib.h>
#include <string.h>
#include "figure.h"
#include "signpost/text.h"
#include "site_analysis.h"

const char *pool_name(enum pool pool)
{
    static const char *const names[] = {[POOL_QUIZ] = "quiz", [POOL_PRACTICE] = "practice", [POOL_LOCAL] = "local"};
    return names[pool];
}

const char *pool_words(enum pool pool)
{
    static const char *const words[] = {[POOL_QUIZ] = "Quiz", [POOL_PRACTICE] = "Practice", [POOL_LOCAL] = "School"};
    return words[pool];
}

/* ---- which questions ---- */

/* Do the words stand in it, without regard to capitals and accents? */
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
    for (int i = 0; i < question->tag_count; i++)
        if (holds(question->tags[i], words, failed))
            return true;
    for (int i = 0; i < question->part_count; i++)
        if (says(&question->parts[i], words, failed))
            return true;
    return false;
}

static enum item_health health_of(const struct bank_filter *filter, const struct question *question)
{
    for (int i = 0; i < filter->analysis.count; i++)
        if (strcmp(filter->analysis.questions[i].question->id, question->id) == 0)
            return filter->analysis.questions[i].health;
    return HEALTH_UNKNOWN;
}

/* Nothing asked for is anything. */
static bool fits(const char *asked, const char *value)
{
    return !asked || !*asked || strcmp(asked, value) == 0;
}

bool bank_filter_wants(const struct bank_filter *filter, const struct question *question, bool *failed)
{
    const char subject[] = {question->subject, '\0'};
    return fits(filter->subject, question->school ? question->school : subject) && fits(filter->type, question_kind_name(question->kind)) &&
           fits(filter->pool, pool_name(question->pool)) && fits(filter->point, question->source_point) &&
           (!filter->tag || !*filter->tag || question_has_tag(question, filter->tag)) &&
           fits(filter->health, health_name(health_of(filter, question))) &&
           (!filter->words || says(question, filter->words, failed));
}

static void free_text(void *text)
{
    free(text);
}

enum fault_code bank_filter_read(struct request *request, struct db *db, struct bank_filter *out, struct fault *fault)
{
    const char *q = request_query(request, "q");
    *out = (struct bank_filter){.subject = request_query(request, "subject"), .type = request_query(request, "type"),
                                .pool = request_query(request, "pool"), .point = request_query(request, "point"),
                                .tag = request_query(request, "tag"),
                                .health = request_query(request, "health")};
    if (q && *q) {
        out->words = text_fold(q);
        if (!out->words || arena_defer(request->arena, free_text, out->words))
            return fault_memory(fault);
    }
    if (!out->health || !*out->health)
        return FAULT_NONE;
    return site_analysis(request->site, db, request->bank, bank_quiz(request->bank, 0)->id, ATTEMPTS_FIRST, request->arena,
                         &out->analysis, fault);
}

/* ---- the form ---- */

/* The choices of one filter: WHOLE asks for everything. */
struct choices { struct view *view; cJSON *list; const char *chosen; };

static void offer(const struct choices *choices, const char *value, const char *label)
{
    figure_option(choices->view, choices->list, value, label, !strcmp(choices->chosen ? choices->chosen : "", value));
}

static struct choices choices_of(struct view *view, cJSON *list, const char *chosen, const char *whole)
{
    struct choices choices = {view, list, chosen};
    offer(&choices, "", whole);
    return choices;
}

static void offer_points(const struct choices *choices, const struct bank *bank)
{
    for (int i = 0; i < bank_question_count(bank); i++) {
        const char *point = bank_question(bank, i)->source_point;
        bool met = false;
        for (int before = 0; before < i && !met; before++)
            met = !strcmp(bank_question(bank, before)->source_point, point);
        if (!met)
            offer(choices, point, point);
    }
}

/* The vocabulary, as far as questions carry it. */
static enum fault_code offer_tags(const struct choices *choices, struct request *request, struct fault *fault)
{
    struct tag *tags = NULL;
    int count = 0;
    enum fault_code code = bank_tags(request->bank, request->arena, &tags, &count, fault);
    for (int i = 0; code == FAULT_NONE && i < count; i++)
        if (tags[i].quiz + tags[i].practice)
            offer(choices, tags[i].id, tags[i].framework ? arena_printf(request->arena, "%s: %s", tags[i].id, tags[i].title)
                                                         : tags[i].title);
    return code;
}

enum fault_code bank_filter_view(struct request *request, const struct bank_filter *filter, struct view *view,
                                 struct fault *fault)
{
    const struct bank *bank = request->bank;
    const char *q = request_query(request, "q");
    struct choices subjects = choices_of(view, figure_list(view, view->root, "subject_options"), filter->subject, "Every subject"),
                   types = choices_of(view, figure_list(view, view->root, "type_options"), filter->type, "Every type"),
                   pools = choices_of(view, figure_list(view, view->root, "pool_options"), filter->pool, "Every pool"),
                   points = choices_of(view, figure_list(view, view->root, "point_options"), filter->point, "Every point"),
                   tags = choices_of(view, figure_list(view, view->root, "tag_options"), filter->tag, "Any"),
                   healths = choices_of(view, figure_list(view, view->root, "health_options"), filter->health, "Any");
    for (int i = 0; i < SUBJECTS; i++)
        offer(&subjects, (const char[]){(char)('a' + i), '\0'}, bank_institution(bank)->subject[i]);
    for (int i = 0; i < bank_local_count(bank); i++)
        offer(&subjects, bank_local(bank, i)->school, bank_local(bank, i)->title);
    for (int i = 0; i < QUESTION_KINDS; i++)
        offer(&types, question_kind_name((enum question_kind)i), question_kind_words((enum question_kind)i));
    offer(&pools, pool_name(POOL_QUIZ), "Quiz only");
    offer(&pools, pool_name(POOL_PRACTICE), "Practice only");
    offer(&pools, pool_name(POOL_LOCAL), "Schools’ sections only");
    offer_points(&points, bank);
    for (int i = 0; i < HEALTHS; i++)
        offer(&healths, health_name((enum item_health)i), health_words((enum item_health)i));
    view_page_string(view, view->root, "q", q ? q : "");
    return offer_tags(&tags, request, fault);
}

void bank_tags_view(const struct question *question, struct view *view, cJSON *into)
{
    struct buf words;
    cJSON *tags = view_array(view, into, "tags");
    buf_init(&words, 0);
    for (int i = 0; i < question->tag_count; i++) {
        view_string(view, tags, NULL, question->tags[i]);
        buf_printf(&words, "%s%s", i ? ", " : "", question->tags[i]);
    }
    view_page_string(view, into, "tag_words", question->tag_count && buf_ok(&words) ? buf_string(&words) : NULL);
    view->failed |= !buf_ok(&words);
    buf_release(&words);
}
