/*
 * standing.c - how things stand with the witnesses: who is trusted, who saw what last, and whether that agrees with the events.
 */
#include <string.h>
#include "signpost/witness.h"

#define DAY_MS INT64_C(86400000)

static const struct cosignature_row *last_of(const struct cosignature_row *rows, int count, int64_t witness)
{
    for (int i = 0; i < count; i++)
        if (rows[i].witness == witness)
            return &rows[i];
    return NULL;
}

/* What comes before the first plus is the name (signed-note). */
static enum fault_code add(struct witness_standing *out, struct arena *arena, const char *vkey, const struct cosignature_row *last,
                           struct fault *fault)
{
    const char *name = arena_dup_bytes(arena, vkey, strcspn(vkey, "+"));
    out->list[out->count++] = (struct witness_seen){name, vkey, last};
    return name ? FAULT_NONE : fault_memory(fault);
}

enum fault_code witness_standing(struct db *db, struct arena *arena, struct instant now, struct witness_standing *out,
                                 struct fault *fault)
{
    struct witness_row *witnesses = NULL;
    struct cosignature_row *last = NULL;
    int known = 0, heard = 0;
    *out = (struct witness_standing){.kind = STANDING_NONE};
    enum fault_code code = witness_list(db, arena, &witnesses, &known, fault);
    if (code == FAULT_NONE)
        code = cosignature_latest(db, arena, &last, &heard, fault);
    if (code != FAULT_NONE)
        return code;
    out->list = arena_alloc(arena, (size_t)(known + 1) * sizeof *out->list);
    if (!out->list)
        return fault_memory(fault);
    for (int i = 0; code == FAULT_NONE && i < heard; i++)
        code = add(out, arena, last[i].vkey, &last[i], fault);
    for (int i = 0; code == FAULT_NONE && i < known; i++)
        if (!witnesses[i].ended && !last_of(last, heard, witnesses[i].seq))
            code = add(out, arena, witnesses[i].vkey, NULL, fault);
    if (heard > 0)
        out->kind = now.ms - last[0].at.ms > LIMIT_WITNESS_DAYS * DAY_MS ? STANDING_OLD : STANDING_FRESH;
    else if (out->count > 0)
        out->kind = STANDING_SILENT;
    return code;
}

const char *witness_standing_words(const struct witness_standing *standing, struct arena *arena, struct instant now)
{
    char age[SINCE_TEXT], events[COUNT_TEXT];
    switch (standing->kind) {
    case STANDING_NONE: return "No witness watches the log: an older or rewritten database could go unnoticed.";
    case STANDING_SILENT: return "No witness has looked at the log yet.";
    default: break;
    }
    const struct witness_seen *last = &standing->list[0];
    since_words(last->last->at, now, age);
    count_words(last->last->size, events);
    return arena_printf(arena, "The log was last seen by its witness %s %s ago, covering %s events.", last->name, age, events);
}

/* ---- against the events as they are ---- */

static enum fault_code check_one(struct db *db, struct arena *arena, const struct witness_seen *seen, struct instant now,
                                 struct findings *findings, struct fault *fault)
{
    struct cosignature_row *rows = NULL;
    struct fault why = {0};
    char day[INSTANT_TEXT];
    int count = 0;
    enum fault_code code = cosignature_check(db, arena, seen->last->note, strlen(seen->last->note), now, &rows, &count, &why);
    bool same = false;
    for (int i = 0; code == FAULT_NONE && i < count; i++)
        same |= rows[i].witness == seen->last->witness && rows[i].size == seen->last->size && rows[i].at.ms == seen->last->at.ms &&
                memcmp(rows[i].root.bytes, seen->last->root.bytes, sizeof rows[i].root.bytes) == 0;
    if (same)
        return FAULT_NONE;
    if (code == FAULT_MEMORY || code == FAULT_STORAGE || code == FAULT_BUSY) {
        if (fault)
            *fault = why;
        return code;
    }
    instant_text(seen->last->at, day);
    findings_add(findings, "", 0, "What the witness %s signed on %s does not hold here. %s", seen->name, day,
                 code == FAULT_NONE ? "It is not what the table cosignature says." : why.message);
    return FAULT_NONE;
}

enum fault_code witness_standing_check(struct db *db, struct arena *arena, struct findings *findings, struct fault *fault)
{
    struct witness_standing standing;
    /* A stored cosignature was in time when it came; a clock that was set back since is not its fault. */
    struct instant end_of_time = {INT64_MAX / 2};
    enum fault_code code = witness_standing(db, arena, end_of_time, &standing, fault);
    for (int i = 0; code == FAULT_NONE && i < standing.count; i++)
        if (standing.list[i].last)
            code = check_one(db, arena, &standing.list[i], end_of_time, findings, fault);
    return code;
}
