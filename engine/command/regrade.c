/*
 * command/regrade.c - `regrade`: a key was wrong and was mended in the bank; which scores change, what the medians become, and,
 * unless it is a dry run, doing it.
 */
#include "command/command_internal.h"
#include "signpost/completion.h"
#include "signpost/text.h"
#include <string.h>

const struct command_option regrade_options[] = {
    OPTION_DB,
    {"question", "ID", "whose key was mended"},
    {"questions", "DIR", "the folder with the mended key; a running server must serve it"},
    {"dry-run", NULL, "say what would change and change nothing"},
    {"format", "text|json", "how to print the result"},
    {0},
};
static const char *const formats[] = {"text", "json", NULL};

struct regrading {
    struct store *store;
    struct marking marking;
    struct arena *arena;
    struct regrade plan;
    struct report before, after;
    struct institution_row institution;
    bool dry_run;
};

/* ---- what the medians become: the figures of a ledger that has heard of the regrade already ---- */

static enum fault_code hear(struct ledger *ledger, const struct regrade *plan, struct fault *fault)
{
    enum fault_code code = FAULT_NONE;
    for (int i = 0; i < plan->count && code == FAULT_NONE; i++) {
        const struct regrade_change *change = &plan->changes[i];
        char payload[200];
        snprintf(payload, sizeof payload, "{\"completion\":%lld,\"max\":%lld,\"score\":%lld,\"unit\":%d}",
                 (long long)change->completion, (long long)change->max, (long long)change->after, MARK_UNIT);
        const struct event event = {.seq = ledger_size(ledger), .kind = "completion.regraded", .about = change->person,
                                    .date = DATE_MIN, .payload = payload};
        code = ledger_apply(ledger, &event, fault);
    }
    return code;
}

static enum fault_code figures(struct regrading *regrading, struct db *db, struct fault *fault)
{
    struct ledger *ledger = NULL;
    struct date today = clock_today();
    enum fault_code code = ledger_read(db, &ledger, fault);
    if (code == FAULT_NONE)
        code = compliance_report(ledger, today, -1, MEDIAN_EXACT, regrading->arena, &regrading->before, fault);
    if (code == FAULT_NONE)
        code = hear(ledger, &regrading->plan, fault);
    if (code == FAULT_NONE)
        code = compliance_report(ledger, today, -1, MEDIAN_EXACT, regrading->arena, &regrading->after, fault);
    ledger_free(ledger);
    return code;
}

static enum fault_code plan(struct regrading *regrading, const char *question, struct fault *fault)
{
    struct db *db = NULL;
    enum fault_code code = store_read(regrading->store, &db, fault);
    if (code != FAULT_NONE)
        return code;
    code = institution_get(db, regrading->arena, &regrading->institution, fault);
    if (code == FAULT_NONE)
        code = regrade_plan(db, regrading->marking.bank, question, regrading->arena, &regrading->plan, fault);
    if (code == FAULT_NONE)
        code = figures(regrading, db, fault);
    store_done(regrading->store, db);
    return code;
}

/* ---- words ---- */

static bool median_moves(const struct median *before, const struct median *after)
{
    return before->present != after->present || (before->present && before->tenths != after->tenths);
}

static void say_median(struct buf *out, const char *name, const struct median *before, const struct median *after)
{
    if (median_moves(before, after))
        buf_printf(out, "  %s: %d.%d -> %d.%d\n", name, before->tenths / 10, before->tenths % 10, after->tenths / 10,
                   after->tenths % 10);
}

static void marks(char out[32], int64_t score)
{
    text_ratio(out, 32, score, MARK_UNIT, 2);
}

static void say(const struct regrading *regrading, struct buf *out)
{
    const struct regrade *plan = &regrading->plan;
    char day[DATE_WORDS], before[32], after[32];
    buf_printf(out, "By version %.*s of %s, %s.\n", SHORT_HASH, bank_hash(regrading->marking.bank), regrading->marking.folder,
               regrading->marking.why);
    const struct question *question = bank_find_question(regrading->marking.bank, plan->question);
    buf_printf(out, "%s: %d %s%s, %d %s.\n", plan->question, plan->holding, plan->holding == 1 ? "attempt holds it" : "attempts hold it",
               question->school ? " in the School’s section" : "", plan->count, plan->count == 1 ? "score changes" : "scores change");
    if (question->school)
        buf_text(out, "It is a School's own: in the School's section it counts towards no score, so there is nothing to mark again.\n");
    if (plan->unlike)
        buf_printf(out, "%d met it with other choices than it has now, and %s.\n", plan->unlike,
                   plan->unlike == 1 ? "stays as it is" : "stay as they are");
    for (int i = 0; i < plan->count; i++) {
        const struct regrade_change *change = &plan->changes[i];
        date_words(change->completed_on, day);
        marks(before, change->before);
        marks(after, change->after);
        buf_printf(out, "  %s, submitted on %s: %s -> %s of %lld\n", change->attempt, day, before, after,
                   (long long)(change->max / MARK_UNIT));
    }
    if (plan->count) {
        date_words(regrading->before.as_of, day);
        buf_printf(out, "Medians on %s:\n", day);
        size_t start = out->size;
        for (int i = 0; i < regrading->before.school_count; i++)
            say_median(out, regrading->before.schools[i].code, &regrading->before.schools[i].median, &regrading->after.schools[i].median);
        say_median(out, "University", &regrading->before.university.median, &regrading->after.university.median);
        if (out->size == start)
            buf_text(out, "  none changes\n");
    }
    buf_text(out, regrading->dry_run ? "Dry run: nothing was changed.\n"
                  : plan->count ? "Done. Both scores stay visible; each new score record takes the place of the former.\n"
                                : "Nothing to change.\n");
}

static void median_view(struct view *view, cJSON *list, const char *school, const struct median *before, const struct median *after)
{
    if (!median_moves(before, after))
        return;
    cJSON *item = view_object(view, list, NULL);
    view_string(view, item, "school", school);
    view_ratio(view, item, "before", before->tenths, 10, 1);
    view_ratio(view, item, "after", after->tenths, 10, 1);
}

static enum fault_code say_json(const struct regrading *regrading, struct buf *out, struct fault *fault)
{
    const struct regrade *plan = &regrading->plan;
    struct view view;
    view_init(&view);
    view_string(&view, view.root, "question", plan->question);
    view_string(&view, view.root, "bank", bank_hash(regrading->marking.bank));
    view_string(&view, view.root, "folder", regrading->marking.folder);
    view_bool(&view, view.root, "dry_run", regrading->dry_run);
    view_integer(&view, view.root, "holding", plan->holding);
    view_integer(&view, view.root, "local", plan->local);
    view_integer(&view, view.root, "unlike", plan->unlike);
    cJSON *changes = view_array(&view, view.root, "changes"), *medians = view_array(&view, view.root, "medians");
    for (int i = 0; i < plan->count; i++) {
        const struct regrade_change *change = &plan->changes[i];
        cJSON *item = view_object(&view, changes, NULL);
        view_string(&view, item, "attempt", change->attempt);
        view_date(&view, item, "completed_on", change->completed_on);
        view_ratio(&view, item, "before", change->before, MARK_UNIT, 2);
        view_ratio(&view, item, "after", change->after, MARK_UNIT, 2);
        view_integer(&view, item, "max_score", change->max / MARK_UNIT);
    }
    for (int i = 0; i < regrading->before.school_count; i++)
        median_view(&view, medians, regrading->before.schools[i].code, &regrading->before.schools[i].median,
                    &regrading->after.schools[i].median);
    median_view(&view, medians, NULL, &regrading->before.university.median, &regrading->after.university.median);
    enum fault_code code = view_json(&view, out, fault);
    buf_char(out, '\n');
    view_release(&view);
    return code;
}

enum fault_code regrade_job(struct store *store, const struct job_request *request, struct buf *out, struct buf *err,
                            struct fault *fault)
{
    const char *question = command_value(request->line, "question");
    struct regrading regrading = {.store = store, .arena = arena_new(), .dry_run = command_flag(request->line, "dry-run")};
    int format = 0;
    enum fault_code code = regrading.arena ? command_format(request->line, formats, &format, fault) : fault_memory(fault);
    if (code == FAULT_NONE && !question)
        code = fault_set(fault, FAULT_USAGE, "Say which question: --question ID.");
    if (code == FAULT_NONE && !regrading.dry_run && !store_keys(store))
        code = fault_set(fault, FAULT_CONFLICT, "New score records cannot be signed: the key file beside the database is missing.");
    if (code == FAULT_NONE)
        code = regrade_bank(store, request, regrading.arena, &regrading.marking, err, fault);
    if (code == FAULT_NONE)
        code = plan(&regrading, question, fault);
    const struct completion_context context = {.store = store, .keys = store_keys(store), .institution = regrading.institution.name,
                                               .url = regrading.institution.url};
    if (code == FAULT_NONE && !regrading.dry_run)
        code = regrade_apply(&context, regrading.marking.bank, &regrading.plan, 0, fault);
    if (code == FAULT_NONE && format == 1)
        code = say_json(&regrading, out, fault);
    else if (code == FAULT_NONE)
        say(&regrading, out);
    bank_release(regrading.marking.bank);
    if (regrading.arena)
        arena_free(regrading.arena);
    return code;
}
