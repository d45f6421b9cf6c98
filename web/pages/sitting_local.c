/*
 * sitting_local.c - the sections that Schools add behind the Quiz's questions: shown beside them, counted apart (sitting.h).
 */
#include "signpost/completion.h"
#include "sitting.h"

cJSON *sitting_section(const struct sitting *sitting, int index, struct view *view, cJSON *list)
{
    const struct local_section *section = sitting->paper.items[index].section;
    cJSON *into = view_object(view, list, NULL);
    view_string(view, into, "school", section->school);
    view_string(view, into, "title", section->title);
    view_string(view, into, "introduction", section->introduction);
    view_commonmark(view, into, "introduction_html", section->introduction ? section->introduction : "");
    return into;
}

/* Nothing is marked again here; who reads what was right then is told that it no longer is. */
static bool mended_since(const struct request *request, const struct sitting *sitting, const struct question *question)
{
    const struct question *now = sitting_is_open(sitting) ? NULL : bank_find_question(request->bank, question->id);
    return now && question_alike(question, now) && !question_key_alike(question, now);
}

/* The questions of the section that begins at *INDEX, which ends behind them. */
static enum fault_code add_section(struct request *request, const struct sitting *sitting, int *index, struct view *view,
                                   cJSON *list, struct fault *fault)
{
    const struct paper_item *items = sitting->paper.items;
    const struct local_section *section = items[*index].section;
    cJSON *into = sitting_section(sitting, *index, view, list), *questions = view_array(view, into, "questions");
    int64_t score = 0, max = 0;
    enum fault_code code = FAULT_NONE;
    for (; code == FAULT_NONE && *index < sitting_total(sitting) && items[*index].section == section; ++*index) {
        struct response response;
        int mark = 0;
        cJSON *question = view_object(view, questions, NULL);
        code = sitting_question(request, sitting, *index, view, question, fault);
        if (mended_since(request, sitting, items[*index].question))
            view_bool(view, question, "key_mended", true);
        if (code == FAULT_NONE)
            code = mark_stored(&items[*index], sitting->answers[*index].response, &response, &mark, fault);
        score += mark;
        max += MARK_UNIT;
    }
    if (sitting_is_open(sitting))
        return code;
    view_ratio(view, into, "score", score, MARK_UNIT, 2);
    view_integer(view, into, "max_score", max / MARK_UNIT);
    view_page_string(view, into, "marks_words", page_marks(request->arena, score, max, MARK_UNIT));
    return code;
}

enum fault_code sitting_local(struct request *request, const struct sitting *sitting, struct view *view, struct fault *fault)
{
    enum fault_code code = FAULT_NONE;
    if (!sitting->paper.local_count)
        return FAULT_NONE;
    cJSON *list = view_array(view, view->root, "local");
    for (int index = sitting->paper.count; code == FAULT_NONE && index < sitting_total(sitting);)
        code = add_section(request, sitting, &index, view, list, fault);
    return code;
}
