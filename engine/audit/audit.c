/*
 * audit.c - an audit from beginning to end: its parts in order, each timed, what they find kept by part.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include "audit/audit_internal.h"

static const struct part {
    const char *name, *words;
    enum fault_code (*run)(struct audit *audit);
} parts[AUDIT_PARTS] = {
    [AUDIT_FILE] = {"file", "the database file and its schema", audit_file},
    [AUDIT_EVENTS] = {"events", "events and their leaves", audit_events},
    [AUDIT_LOG] = {"log", "the log, its checkpoint and its witnesses", audit_log},
    [AUDIT_KEYS] = {"keys", "the key file", audit_keys},
    [AUDIT_TABLES] = {"tables", "the tables that pages read", audit_tables},
    [AUDIT_RECORDS] = {"records", "people, records and attempts", audit_records},
    [AUDIT_FIGURES] = {"figures", "figures and tutors' states", audit_figures},
};

const char *audit_part_name(enum audit_part part)
{
    return parts[part].name;
}

const char *audit_part_words(enum audit_part part)
{
    return parts[part].words;
}

/* ---- what was found ---- */

void audit_found(struct audit *audit, enum audit_part part, const char *where, const char *format, ...)
{
    char words[1000];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(words, sizeof words, format, arguments);
    va_end(arguments);
    findings_add(&audit->out->part[part].findings, where, 0, "%s", words);
}

void audit_found_row(struct audit *audit, enum audit_part part, const char *table, int64_t row, const char *format, ...)
{
    char words[1000], where[120];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(words, sizeof words, format, arguments);
    va_end(arguments);
    snprintf(where, sizeof where, "table %.60s, row %lld", table, (long long)row);
    findings_add(&audit->out->part[part].findings, where, 0, "%s", words);
}

int64_t audit_findings(const struct audit_result *result)
{
    int64_t total = 0;
    for (int i = 0; i < AUDIT_PARTS; i++)
        total += (int64_t)result->part[i].findings.total;
    return total;
}

void audit_result_release(struct audit_result *result)
{
    for (int i = 0; i < AUDIT_PARTS; i++)
        findings_release(&result->part[i].findings);
}

void audit_progress(struct audit *audit, enum audit_part part, int64_t done, int64_t of)
{
    if (audit->options->progress)
        audit->options->progress(audit->options->context, part, done, of);
}

/* ---- the file ---- */

enum fault_code audit_file(struct audit *audit)
{
    struct findings damage;
    findings_init(&damage);
    audit_progress(audit, AUDIT_FILE, 0, 0);
    enum fault_code code = store_integrity(audit->db, &damage, audit->fault);
    for (size_t i = 0; i < damage.count; i++)
        audit_found(audit, AUDIT_FILE, "the database file", "%s", damage.items[i].text);
    findings_release(&damage);
    return code == FAULT_NONE ? schema_check(audit->db, &audit->out->part[AUDIT_FILE].findings, audit->fault) : code;
}

/* ---- the tables ---- */

static enum fault_code row_differs(void *context, const char *table, int64_t row, const char *words, struct fault *fault)
{
    (void)fault;
    audit_found_row(context, AUDIT_TABLES, table, row, "%s.", words);
    return FAULT_NONE;
}

static enum fault_code event_refused(void *context, int64_t seq, const char *words, struct fault *fault)
{
    (void)fault;
    audit_found_row(context, AUDIT_TABLES, "event", seq, "it cannot be applied to the tables: %s", words);
    return FAULT_NONE;
}

enum fault_code audit_tables(struct audit *audit)
{
    audit_progress(audit, AUDIT_TABLES, 0, audit->expected);
    return projections_check(audit->db, row_differs, event_refused, audit, audit->fault);
}

/* ---- the run ---- */

static int64_t milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* A part that could not be finished is itself something found: the database is not what a database of ours can be. */
static enum fault_code run_part(struct audit *audit, enum audit_part part, struct fault *why)
{
    struct fault fault = {0};
    int64_t began = milliseconds();
    audit->fault = &fault;
    enum fault_code code = parts[part].run(audit);
    audit->out->part[part].milliseconds = milliseconds() - began;
    bool damaged = db_found_damage(audit->db);
    if (code == FAULT_NONE)
        return code;
    if (code == FAULT_MEMORY || code == FAULT_BUSY || (code == FAULT_STORAGE && !damaged)) {
        *why = fault; /* not the database's fault but the machine's */
        return code;
    }
    audit_found(audit, part, parts[part].words, "they could not be looked at to the end: %s", fault.message);
    return FAULT_NONE;
}

/* Days are days of the institution's zone, as the events have it: the table could have been changed. */
static enum fault_code settle_day(struct audit *audit, struct fault *fault)
{
    const char *zone = NULL;
    enum fault_code code = zone_recorded(audit->db, audit->arena, &zone, fault);
    if (code == FAULT_NONE && zone)
        code = date_set_zone(zone, fault);
    audit->today = clock_today();
    audit->as_of = audit->options->as_of;
    if (date_compare(audit->as_of, DATE_MIN) == 0)
        audit->as_of = audit->today;
    audit->out->as_of = audit->as_of;
    return code;
}

/* What every part but the file's own begins with. *BEGUN: it could be read. */
static enum fault_code begin(struct audit *audit, bool *begun, struct fault *fault)
{
    enum fault_code code = settle_day(audit, fault);
    if (code == FAULT_NONE)
        code = event_count(audit->db, &audit->expected, fault);
    if (code == FAULT_NONE)
        code = notes_prepare(audit, fault);
    *begun = code == FAULT_NONE;
    if (code != FAULT_STORAGE || !db_found_damage(audit->db))
        return code;
    audit_found(audit, AUDIT_FILE, "the database file",
                "it is damaged where the audit begins, so nothing else could be looked at: %s", fault->message);
    return FAULT_NONE;
}

/* The file first: anything else may lie on a damaged page. */
static enum fault_code run(struct audit *audit, struct fault *fault)
{
    bool begun = false;
    enum fault_code code = run_part(audit, AUDIT_FILE, fault);
    if (code == FAULT_NONE)
        code = begin(audit, &begun, fault);
    for (enum audit_part part = AUDIT_FILE + 1; part < AUDIT_PARTS && begun && code == FAULT_NONE; part++)
        code = run_part(audit, part, fault);
    for (int i = 0; i < AUDIT_PARTS && code == FAULT_NONE; i++)
        if (audit->out->part[i].findings.failed)
            code = FAULT_MEMORY;
    return code == FAULT_MEMORY ? fault_memory(fault) : code;
}

enum fault_code audit_run(struct store *store, const struct audit_options *options, struct audit_result *out,
                          struct fault *fault)
{
    struct audit audit = {.options = options, .out = out};
    memset(out, 0, sizeof *out);
    for (int i = 0; i < AUDIT_PARTS; i++)
        findings_init(&out->part[i].findings);
    history_init(&audit.history);
    recount_init(&audit.recount);
    audit.arena = arena_new();
    enum fault_code code = audit.arena ? store_read(store, &audit.db, fault) : fault_memory(fault);
    if (code == FAULT_NONE)
        code = run(&audit, fault);
    if (audit.db)
        store_done(store, audit.db);
    notes_release(&audit);
    history_release(&audit.history);
    recount_release(&audit.recount);
    if (audit.arena)
        arena_free(audit.arena);
    return code;
}
