/*
 * people/completions_import.c - completions.csv (CONTRACT): prior completions as audited events, all or nothing. A row
 * that is there already, in the database or earlier in the file, is skipped and counted, so that a file can be imported again.
 */
#include "people/lookup.h"
#include "people/score_read.h"
#include "people/staff_import.h"
#include "signpost/csv.h"
#include "signpost/text.h"
#include <stdlib.h>
#include <string.h>

static const char *const header[] =
    {"staff_id", "kind", "item", "completed_on", "score", "max_score", "evidence", NULL};
enum { STAFF_ID, KIND, ITEM, COMPLETED_ON, SCORE, MAX_SCORE, EVIDENCE };

struct done_row {
    int line;
    const char *staff_id, *item, *evidence;
    bool quiz;
    struct date completed_on;
    int64_t score, max, unit;
};

struct completions_job {
    const char *file;
    bool (*known_item)(void *context, const char *kind, const char *item);
    void *context;
    int64_t by;
    struct arena *memory;
    struct findings *findings;
    struct date today;
    struct done_row *rows;
    int count, capacity;
    struct lookup staff, seen;
    struct identity *identities;
    struct completions_import_result *out;
};

/* A finding in three pieces, what it is about in the middle, when something is WRONG. */
static bool find(struct completions_job *job, int line, bool wrong, const char *before, const char *about,
                 const char *after)
{
    if (wrong)
        findings_add(job->findings, job->file, line, "%s%.100s%s", before, about, after);
    return wrong;
}

static bool check_item(struct completions_job *job, const struct csv_row *row)
{
    const char *kind = row->field[KIND], *item = row->field[ITEM];
    bool quiz = strcmp(kind, "quiz") == 0;
    if (find(job, row->line, !quiz && strcmp(kind, "training") != 0, "\"", kind,
             "\" is no kind: use quiz or training."))
        return false;
    if (find(job, row->line, !text_is_id(item), "\"", item, "\" is no item: give the id of the quiz or module."))
        return false;
    return !find(job, row->line, job->known_item && !job->known_item(job->context, kind, item),
                 quiz ? "There is no quiz \"" : "There is no module \"", item,
                 "\": give the id of one in the questions folder.");
}

static bool check_date(struct completions_job *job, const struct csv_row *row, struct date *out)
{
    struct fault fault = {0};
    if (date_parse(row->field[COMPLETED_ON], out, &fault) != FAULT_NONE) {
        findings_add(job->findings, job->file, row->line, "The completed_on date: %s", fault.message);
        return false;
    }
    return !find(job, row->line, date_compare(*out, job->today) > 0,
                 "", row->field[COMPLETED_ON], " is in the future: a completion is dated when it happened.");
}

static bool check_score(struct completions_job *job, const struct csv_row *row, struct done_row *out)
{
    const char *score = row->field[SCORE], *max = row->field[MAX_SCORE];
    out->score = out->max = out->unit = -1;
    if (!*score && !*max)
        return true;
    if (find(job, row->line, !out->quiz, "Only a quiz has a score: leave score and max_score empty.", "", ""))
        return false;
    if (find(job, row->line, !*score || !*max, "Give score and max_score together, or neither.", "", ""))
        return false;
    const char *wrong = score_read(score, max, &out->score, &out->max, &out->unit);
    return !find(job, row->line, wrong != NULL, "The score is not usable: ", wrong ? wrong : "", ".");
}

static enum fault_code read_row(void *context, const struct csv_row *row, struct fault *fault)
{
    struct completions_job *job = context;
    struct done_row read = {.line = row->line, .quiz = strcmp(row->field[KIND], "quiz") == 0};
    bool staff = !find(job, row->line, !*row->field[STAFF_ID], "The staff_id is missing.", "", "");
    bool item = check_item(job, row), date = check_date(job, row, &read.completed_on);
    bool score = check_score(job, row, &read);
    bool evidence =
        !find(job, row->line, strlen(row->field[EVIDENCE]) > LIMIT_CSV_FIELD / 2, "The evidence is too long.", "", "");
    if (!staff || !item || !date || !score || !evidence)
        return FAULT_NONE;
    read.staff_id = arena_dup(job->memory, row->field[STAFF_ID]);
    read.item = arena_dup(job->memory, row->field[ITEM]);
    read.evidence = *row->field[EVIDENCE] ? arena_dup(job->memory, row->field[EVIDENCE]) : "";
    struct done_row *rows = import_grow(job->rows, job->count, &job->capacity, sizeof *rows);
    if (rows)
        job->rows = rows;
    if (!rows || !read.staff_id || !read.item || !read.evidence)
        return fault_memory(fault);
    rows[job->count++] = read;
    return FAULT_NONE;
}

static enum fault_code load_staff(struct completions_job *job, struct db *db, struct fault *fault)
{
    int count = 0;
    enum fault_code code = identity_list(db, job->memory, &job->identities, &count, fault);
    for (int i = 0; i < count && code == FAULT_NONE; i++)
        if (job->identities[i].staff_id && lookup_put(&job->staff, job->identities[i].staff_id, i) != 0)
            code = fault_memory(fault);
    for (int i = 0; i < job->count && code == FAULT_NONE; i++)
        find(job, job->rows[i].line, lookup_get(&job->staff, job->rows[i].staff_id) < 0,
             "Nobody has the staff_id ", job->rows[i].staff_id, ": import staff first.");
    return code;
}

/* Is it there already? Remembers the row for the rest of the file. */
static enum fault_code is_there(struct completions_job *job, struct db *db, const struct completion_new *row, bool *out,
                                struct fault *fault)
{
    char *key = arena_printf(job->memory, "%lld %s %s %d %lld %lld %lld", (long long)row->person, row->kind, row->item,
                             row->completed_on.day, (long long)row->score, (long long)row->max, (long long)row->unit);
    if (!key)
        return fault_memory(fault);
    *out = lookup_get(&job->seen, key) >= 0;
    if (*out)
        return FAULT_NONE;
    if (lookup_put(&job->seen, key, 0) != 0)
        return fault_memory(fault);
    return completion_exists(db, row, out, fault);
}

static enum fault_code take_row(struct completions_job *job, struct db *db, struct tx *tx, const struct done_row *row,
                                struct fault *fault)
{
    int64_t person = job->identities[lookup_get(&job->staff, row->staff_id)].person, seq = 0;
    struct completion_new completion = {.by = job->by, .person = person, .kind = row->quiz ? "quiz" : "training",
                                        .item = row->item, .source = "import", .completed_on = row->completed_on,
                                        .score = row->score, .max = row->max, .unit = row->unit};
    bool there = false;
    enum fault_code code = is_there(job, db, &completion, &there, fault);
    if (code != FAULT_NONE)
        return code;
    job->out->skipped += there;
    job->out->imported += !there;
    if (there || !tx)
        return FAULT_NONE;
    code = completion_add(tx, &completion, &seq, fault);
    if (code == FAULT_NONE && *row->evidence)
        code = evidence_add(tx, seq, row->evidence, fault);
    return code;
}

/* TX is NULL for a dry run. */
static enum fault_code take_rows(struct completions_job *job, struct db *db, struct tx *tx, struct fault *fault)
{
    enum fault_code code = load_staff(job, db, fault);
    if (code != FAULT_NONE)
        return code;
    import_sort_findings(job->findings);
    code = findings_verdict(job->findings, fault);
    for (int i = 0; i < job->count && code == FAULT_NONE; i++)
        code = take_row(job, db, tx, &job->rows[i], fault);
    return code;
}

static enum fault_code run(struct tx *tx, void *context, struct fault *fault)
{
    return take_rows(context, tx_db(tx), tx, fault);
}

static enum fault_code look(struct store *store, struct completions_job *job, struct fault *fault)
{
    struct db *db = NULL;
    enum fault_code code = store_read(store, &db, fault);
    if (code != FAULT_NONE)
        return code;
    code = take_rows(job, db, NULL, fault);
    store_done(store, db);
    return code;
}

enum fault_code completions_import(struct store *store, const char *csv, size_t size, const char *file, bool dry_run,
                                   bool (*known_item)(void *context, const char *kind, const char *item), void *context,
                                   int64_t by, struct arena *arena, struct findings *findings,
                                   struct completions_import_result *out, struct fault *fault)
{
    struct completions_job job =
        {.file = file, .known_item = known_item, .context = context, .by = by, .findings = findings,
                                  .today = clock_today(), .memory = arena_new(), .out = out};
    (void)arena; /* the result holds no text */
    *out = (struct completions_import_result){0};
    enum fault_code code = job.memory ? csv_read(csv, size, file, header, read_row, &job, findings, fault)
        : fault_memory(fault);
    out->rows = job.count;
    if (code == FAULT_NONE && (dry_run || findings->total))
        code = look(store, &job, fault);
    else if (code == FAULT_NONE)
        code = store_write(store, run, &job, fault);
    if (code != FAULT_NONE)
        out->imported = out->skipped = 0;
    lookup_release(&job.staff);
    lookup_release(&job.seen);
    free(job.rows);
    arena_free(job.memory);
    return code;
}
