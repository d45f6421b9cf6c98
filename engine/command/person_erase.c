/*
 * command/person_erase.c - `person erase`: who somebody is, what they answered and what was issued to them is forgotten for
 * good. Their number stays in the events, so every figure and everybody else's proof stays what it was; so do posts, which
 * go on counting until they end.
 */
#include "command/command_internal.h"
#include <string.h>

const struct command_option erase_options[] = {
    OPTION_DB,
    {"dry-run", NULL, "say what would go and what would stay, and change nothing"},
    {"end-posts", NULL, "end the posts they hold: today is the last day"},
    {"force", NULL, "also the last administrator"},
    {0},
};

struct erase_job {
    const struct command_line *line; /* its arguments are staff ids */
    const char *staff_id;            /* the one whose turn it is */
    bool dry_run, end_posts, force;
    struct date today;
    struct arena *arena;
    struct buf *out;
};

static bool in_force(const struct post *post, struct date today)
{
    return date_compare(post->start, today) <= 0 && date_compare(post->end, today) >= 0;
}

static bool named(const struct erase_job *job, const char *staff_id)
{
    for (int i = 0; i < job->line->argument_count; i++)
        if (strcmp(job->line->argument[i], staff_id) == 0)
            return true;
    return false;
}

/* Without an administrator nobody could hand out sign-in links on the pages any more. */
static enum fault_code refuse_last_administrator(struct db *db, const struct erase_job *job, int64_t person, struct fault *fault)
{
    struct post *posts = NULL;
    struct identity other;
    int count = 0;
    bool is_one = false, another = false;
    enum fault_code code = posts_all(db, job->arena, &posts, &count, fault);
    for (int i = 0; code == FAULT_NONE && i < count; i++) {
        if (posts[i].role != ROLE_ADMINISTRATOR || !in_force(&posts[i], job->today))
            continue;
        is_one = is_one || posts[i].person == person;
        another = another || (posts[i].person != person &&
                              identity_by_person(db, job->arena, posts[i].person, &other, NULL) == FAULT_NONE &&
                              !named(job, other.staff_id));
    }
    if (code == FAULT_NONE && is_one && !another && !job->force)
        code = fault_set(fault, FAULT_CONFLICT, "%.64s is the last administrator: make somebody else one first, or repeat with --force.",
                         job->staff_id);
    return code;
}

/* ---- in words ---- */

static void count_of(struct buf *out, const char **comma, int count, const char *one, const char *more)
{
    if (!count)
        return;
    buf_printf(out, "%s%d %s", *comma, count, count == 1 ? one : more);
    *comma = ", ";
}

static void say_held(const struct erase_job *job, const struct identity *person, const struct person_held *held)
{
    const char *comma = ", ";
    struct buf *out = job->out;
    buf_printf(out, "%s %s (%s).\n", job->dry_run ? "Would erase" : "Erased", person->name, person->staff_id);
    buf_printf(out, "  %s for good: name, e-mail address, staff id, %s", job->dry_run ? "Goes" : "Gone",
               "password and failed tries to sign in");
    count_of(out, &comma, held->attempts, "attempt with its answers", "attempts with their answers");
    count_of(out, &comma, held->records, "record", "records");
    count_of(out, &comma, held->shared, "shared page", "shared pages");
    count_of(out, &comma, held->evidence, "note of evidence", "notes of evidence");
    count_of(out, &comma, held->modules, "module begun", "modules begun");
    count_of(out, &comma, held->remarks, "remark on a question", "remarks on questions");
    count_of(out, &comma, held->sessions, "session", "sessions");
    count_of(out, &comma, held->tokens, "token", "tokens");
    count_of(out, &comma, held->links, "unused sign-in link", "unused sign-in links");
    buf_printf(out, ".\n  %s: %d events about a number that nothing leads back from, so no figure of any date changes.\n",
               job->dry_run ? "Stays" : "Stayed", held->events);
}

static void say_post(const struct erase_job *job, const struct post *post)
{
    bool open = date_compare(post->end, DATE_MAX) == 0;
    char end[DATE_WORDS];
    date_words(post->end, end);
    buf_printf(job->out, "  %s: %s%s%s%s%s", job->dry_run ? "Stays" : "Stayed", role_name(post->role), *post->school ? " at " : "",
               post->school, open ? "" : " until ", open ? "" : end);
    if (job->end_posts)
        buf_printf(job->out, ", which %s today.\n", job->dry_run ? "would end" : "ends");
    else
        buf_printf(job->out, ", which goes on%s %s%s.\n", post->role == ROLE_TUTOR ? " counting" : "", open ? "for ever" : "until then",
                   job->dry_run ? " (--end-posts would end it today)" : "");
}

/* ---- doing it ---- */

/* Those that are not over. */
static enum fault_code settle_posts(struct tx *tx, const struct erase_job *job, int64_t person, struct fault *fault)
{
    struct post *posts = NULL;
    int count = 0;
    enum fault_code code = posts_of(tx_db(tx), job->arena, person, &posts, &count, fault);
    for (int i = 0; code == FAULT_NONE && i < count; i++) {
        if (date_compare(posts[i].end, job->today) <= 0)
            continue;
        say_post(job, &posts[i]);
        if (job->dry_run || !job->end_posts)
            continue;
        posts[i].end = date_compare(posts[i].start, job->today) > 0 ? posts[i].start : job->today;
        code = post_correct(tx, 0, &posts[i], fault);
    }
    return code;
}

static enum fault_code erase_one(struct tx *tx, struct erase_job *job, struct fault *fault)
{
    struct identity person;
    struct person_held held;
    enum fault_code code = identity_by_staff_id(tx_db(tx), job->arena, job->staff_id, &person, fault);
    if (code == FAULT_ABSENT)
        return fault_set(fault, code, "Nobody has the staff id %.64s.", job->staff_id);
    if (code == FAULT_NONE)
        code = refuse_last_administrator(tx_db(tx), job, person.person, fault);
    if (code == FAULT_NONE)
        code = person_held(tx_db(tx), person.person, &held, fault);
    if (code != FAULT_NONE)
        return code;
    say_held(job, &person, &held);
    code = settle_posts(tx, job, person.person, fault);
    return code == FAULT_NONE && !job->dry_run ? person_erase(tx, 0, person.person, fault) : code;
}

/* All of them or nobody. */
static enum fault_code run(struct tx *tx, void *context, struct fault *fault)
{
    struct erase_job *job = context;
    enum fault_code code = FAULT_NONE;
    for (int i = 0; code == FAULT_NONE && i < job->line->argument_count; i++) {
        job->staff_id = job->line->argument[i];
        code = erase_one(tx, job, fault);
    }
    return code;
}

enum fault_code erase_job(struct store *store, const struct job_request *request, struct buf *out, struct buf *err,
                          struct fault *fault)
{
    struct erase_job job = {.line = request->line, .dry_run = command_flag(request->line, "dry-run"),
                            .end_posts = command_flag(request->line, "end-posts"), .force = command_flag(request->line, "force"),
                            .today = clock_today(), .out = out};
    job.arena = arena_new();
    if (!job.arena)
        return fault_memory(fault);
    enum fault_code code = store_write(store, run, &job, fault);
    arena_free(job.arena);
    if (code != FAULT_NONE) {
        buf_clear(out);
        return code;
    }
    if (job.dry_run) {
        buf_text(out, "Dry run: nothing was changed.\n");
        return FAULT_NONE;
    }
    buf_text(out, "Backups that were made before still hold them: delete those in time, and erase again after restoring one.\n");
    forget_erased(store, err);
    return FAULT_NONE;
}
