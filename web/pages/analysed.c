/*
 * analysed.c - see analysed.h.
 */
#include "analysed.h"
#include <math.h>
#include <string.h>
#include "site_analysis.h"

static void release_bank(void *bank)
{
    bank_release(bank);
}

static bool is_version(const struct analysed *asked, const char *hash)
{
    for (int i = 0; i < asked->use_count; i++)
        if (strcmp(asked->uses[i].bank, hash) == 0)
            return true;
    return false;
}

enum fault_code analysed_read(struct request *request, struct db *db, struct analysed *out, struct fault *fault)
{
    const char *quiz = request_query(request, "quiz"), *version = request_query(request, "version");
    const char *taken = request_query(request, "attempts");
    *out = (struct analysed){.quiz = quiz ? bank_find_quiz(request->bank, quiz) : bank_quiz(request->bank, 0)};
    out->taken = taken && !strcmp(taken, "all") ? ATTEMPTS_ALL : ATTEMPTS_FIRST;
    if (!out->quiz)
        return fault_set(fault, FAULT_ABSENT, "There is no such quiz.");
    enum fault_code code = bank_uses(db, request->arena, out->quiz->id, &out->uses, &out->use_count, fault);
    if (code != FAULT_NONE || !out->use_count)
        return code;
    out->version = version && *version ? version : out->uses[0].bank;
    if (!is_version(out, out->version))
        return fault_set(fault, FAULT_ABSENT, "No attempt was drawn from that version.");
    code = site_bank_version(request->site, db, request->arena, out->version, &out->bank, fault);
    if (code == FAULT_NONE && arena_defer(request->arena, release_bank, out->bank) != 0)
        code = fault_memory(fault);
    if (code == FAULT_NONE)
        code = site_analysis(request->site, db, out->bank, out->quiz->id, out->taken, request->arena, &out->analysis, fault);
    return code;
}

/* ---- words ---- */

const char *analysed_figure(struct arena *arena, struct figure figure, const char *unit)
{
    if (!figure.present)
        return "–";
    return arena_printf(arena, "%s%.1f%s", figure.value < -0.05 ? "−" : "", fabs(figure.value), unit);
}

const char *analysed_question_path(struct request *request, const struct analysed *asked, const char *id)
{
    return arena_printf(request->arena, "/analysis/%s?quiz=%s&version=%s%s", id, asked->quiz->id, asked->version,
                        asked->taken == ATTEMPTS_ALL ? "&attempts=all" : "");
}

const char *analysed_list_path(struct request *request, const struct analysed *asked)
{
    return arena_printf(request->arena, "/analysis?quiz=%s&version=%s%s", asked->quiz->id, asked->version ? asked->version : "",
                        asked->taken == ATTEMPTS_ALL ? "&attempts=all" : "");
}

void analysed_figures(struct request *request, const struct question_analysis *row, struct view *view, cJSON *into)
{
    struct arena *arena = request->arena;
    const struct item_figures *figures = &row->figures;
    view_page_string(view, into, "attempts_words", arena_printf(arena, "%d", figures->attempts));
    view_page_string(view, into, "facility_words", analysed_figure(arena, figures->facility, "%"));
    view_page_string(view, into, "deviation_words", analysed_figure(arena, figures->deviation, "%"));
    view_page_string(view, into, "discrimination_words", analysed_figure(arena, figures->discrimination, ""));
    view_page_string(view, into, "efficiency_words", analysed_figure(arena, figures->efficiency, ""));
    view_page_string(view, into, "intended_words", analysed_figure(arena, figures->intended, "%"));
    view_page_string(view, into, "effective_words", analysed_figure(arena, figures->effective, "%"));
    view_page_string(view, into, "dont_know_words",
                     question_counts_told(row) ? arena_printf(arena, "%d", row->dont_know) : "–");
    view_page_string(view, into, "health_words", health_words(row->health));
    view_page_string(view, into, "health_advice", health_advice(row->health));
    view_page_string(view, into, "health_class", health_name(row->health));
}

void analysed_head(struct request *request, const struct analysed *asked, struct view *view)
{
    view_string(view, view->root, "quiz", asked->quiz->id);
    view_string(view, view->root, "bank", asked->version);
    view_string(view, view->root, "attempts_taken", asked->taken == ATTEMPTS_ALL ? "all" : "first");
    view_page_string(view, view->root, "quiz_title", asked->quiz->title);
    view_page_string(view, view->root, "version_words", asked->version ? arena_printf(request->arena, "%.12s", asked->version) : "");
    view_page_string(view, view->root, "list_path", analysed_list_path(request, asked));
}
