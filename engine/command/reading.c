/*
 * command/reading.c - the database opened for reading, beside a running server or alone, and its figures.
 */
#include "command/command_internal.h"
#include "signpost/embedded.h"
#include <string.h>

enum fault_code reading_open(const struct command_line *line, struct reading *out, struct fault *fault)
{
    const char *file = NULL;
    *out = (struct reading){.known_at = -1};
    enum fault_code code = command_db(line, &file, fault);
    if (code != FAULT_NONE)
        return code;
    out->arena = arena_new();
    code = out->arena ? store_open_read(file, &out->store, fault) : fault_memory(fault);
    if (code == FAULT_NONE)
        code = store_read(out->store, &out->db, fault);
    if (code == FAULT_NONE)
        code = institution_get(out->db, out->arena, &out->institution, fault);
    if (code == FAULT_NONE)
        code = date_set_zone(out->institution.zone, fault);
    out->as_of = clock_today();
    return code;
}

static enum fault_code take_event(void *context, const struct event *event, struct fault *fault)
{
    return ledger_apply(context, event, fault);
}

enum fault_code ledger_read(struct db *db, struct ledger **out, struct fault *fault)
{
    const struct embedded *shipped = embedded_find("questions/requirements.json");
    struct ledger *ledger = ledger_new();
    if (!ledger || !shipped) {
        ledger_free(ledger);
        return fault_memory(fault);
    }
    enum fault_code code = ledger_default_requirements(ledger, (const char *)shipped->bytes, shipped->size, fault);
    if (code == FAULT_NONE)
        code = event_each(db, 0, -1, take_event, ledger, fault);
    if (code == FAULT_NONE)
        *out = ledger;
    else
        ledger_free(ledger);
    return code;
}

/* --known-at: a date, or a number of events. */
static enum fault_code read_known_at(const struct command_line *line, struct reading *reading, struct fault *fault)
{
    const char *text = command_value(line, "known-at");
    int64_t size = ledger_size(reading->ledger);
    struct date date;
    if (!text)
        return FAULT_NONE;
    if (strspn(text, "0123456789") == strlen(text)) {
        enum fault_code code = command_number(line, "known-at", 0, INT64_MAX, -1, &reading->known_at, fault);
        if (code == FAULT_NONE && reading->known_at > size)
            code = fault_set(fault, FAULT_USAGE, "--known-at %s: there are only %lld events.", text, (long long)size);
        return code;
    }
    enum fault_code code = command_date(line, "known-at", &date, fault);
    return code == FAULT_NONE ? event_size_on(reading->db, date, &reading->known_at, fault) : code;
}

enum fault_code reading_ledger(const struct command_line *line, struct reading *reading, struct fault *fault)
{
    enum fault_code code = command_date(line, "as-of", &reading->as_of, fault);
    if (code != FAULT_NONE)
        return code;
    code = ledger_read(reading->db, &reading->ledger, fault);
    return code == FAULT_NONE ? read_known_at(line, reading, fault) : code;
}

void reading_close(struct reading *reading)
{
    ledger_free(reading->ledger);
    if (reading->db)
        store_done(reading->store, reading->db);
    store_close(reading->store);
    if (reading->arena)
        arena_free(reading->arena);
}
