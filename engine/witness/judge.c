/*
 * judge.c - does a checkpoint continue what was seen? Every refusal says in plain words what was seen and what it means.
 */
#include <stdio.h>
#include <string.h>
#include "witness/witness_internal.h"

const char *witness_finding_name(enum witness_finding finding)
{
    static const char *const names[] = {
        [WITNESS_FIRST] = "first", [WITNESS_SAME] = "same", [WITNESS_GROWN] = "grown", [WITNESS_UNSIGNED] = "unsigned",
        [WITNESS_OTHER_LOG] = "other_log", [WITNESS_WENT_BACK] = "went_back", [WITNESS_OTHER_EVENTS] = "other_events",
        [WITNESS_REWRITTEN] = "rewritten", [WITNESS_BROKEN_TILES] = "broken_tiles"};
    return names[finding];
}

struct judgement {
    const struct witness *witness;
    const struct log_checkpoint *now;
    struct fault *fault;
    char seen_at[INSTANT_TEXT], seen_count[COUNT_TEXT], now_count[COUNT_TEXT];
};

static void words_init(struct judgement *judgement)
{
    instant_text(judgement->witness->seen_at, judgement->seen_at);
    count_words(judgement->witness->seen.size, judgement->seen_count);
    count_words(judgement->now->size, judgement->now_count);
}

static enum fault_code went_back(const struct judgement *judgement)
{
    return fault_set(judgement->fault, FAULT_PROOF,
                     "The log went back: it shows %s events, and this witness saw %s on %s. A log only grows, so what was recorded "
                     "after that is missing: an older copy of the database was put in place, or events were taken out.",
                     judgement->now_count, judgement->seen_count, judgement->seen_at);
}

static enum fault_code other_events(const struct judgement *judgement)
{
    return fault_set(judgement->fault, FAULT_PROOF,
                     "The log shows %s events, as many as this witness saw on %s, but not the same ones. What was recorded has been "
                     "changed, or the University shows different people different histories.",
                     judgement->now_count, judgement->seen_at);
}

static enum fault_code rewritten(const struct judgement *judgement)
{
    return fault_set(judgement->fault, FAULT_PROOF,
                     "The log was rewritten: it shows %s events, but the first %s are not those that this witness saw on %s. What was "
                     "recorded has been changed, or an older copy of the database was put in place and then added to.",
                     judgement->now_count, judgement->seen_count, judgement->seen_at);
}

static enum fault_code broken_tiles(const struct judgement *judgement)
{
    char why[256] = "";
    if (judgement->fault)
        snprintf(why, sizeof why, "%.250s", judgement->fault->message); /* which is about to be written over */
    return fault_set(judgement->fault, FAULT_PROOF,
                     "The server cannot show what its checkpoint says. %s They were altered on the way, or the database is damaged or "
                     "was changed.", why);
}

/* The tree is larger than what was seen, or is seen for the first time: its tiles must make its root, and lead to what was seen. */
static enum fault_code judge_growth(const struct judgement *judgement, const struct log_tree *tiles, enum witness_finding *finding)
{
    const struct log_checkpoint *seen = &judgement->witness->seen, *now = judgement->now;
    struct checked_tiles *checked = NULL;
    struct log_proof proof;
    bool first = !judgement->witness->note;
    enum fault_code code = checked_tiles_new(tiles, now->size, &now->root, &checked, judgement->fault);
    if (code == FAULT_NONE && !first) {
        struct log_tree tree = checked_tiles_tree(checked);
        code = log_consistency(&tree, seen->size, now->size, &proof, judgement->fault);
    }
    checked_tiles_free(checked);
    if (code == FAULT_PROOF) {
        *finding = WITNESS_BROKEN_TILES;
        return broken_tiles(judgement);
    }
    if (code != FAULT_NONE)
        return code;
    *finding = first ? WITNESS_FIRST : WITNESS_GROWN;
    if (first || log_consistency_holds(seen->size, &seen->root, now->size, &now->root, &proof))
        return FAULT_NONE;
    *finding = WITNESS_REWRITTEN;
    return rewritten(judgement);
}

static enum fault_code judge_signature(const struct judgement *judgement, const char *note, size_t size, enum witness_finding *finding)
{
    const struct witness *witness = judgement->witness;
    enum fault_code code = witness_log_signed(witness, note, size, judgement->fault);
    if (code == FAULT_PROOF) {
        *finding = WITNESS_UNSIGNED;
        return fault_set(judgement->fault, code,
                         "The checkpoint is not signed with a key of the log that this witness trusts. Either this is not the "
                         "University's server, or its log has a new key: then ask for it and give it with --log-key.");
    }
    if (code == FAULT_NONE && strcmp(judgement->now->origin, witness->log_key[0].name) != 0) {
        *finding = WITNESS_OTHER_LOG;
        code = fault_set(judgement->fault, FAULT_PROOF, "This is another log: it calls itself %.120s, and this witness watches %.120s.",
                         judgement->now->origin, witness->log_key[0].name);
    }
    return code;
}

enum fault_code witness_judge(const struct witness *witness, const char *note, size_t size, const struct log_tree *tiles,
                              enum witness_finding *finding, struct log_checkpoint *out, struct fault *fault)
{
    struct judgement judgement = {.witness = witness, .now = out, .fault = fault};
    const struct log_checkpoint *seen = &witness->seen;
    enum fault_code code = log_checkpoint_read(note, size, out, fault);
    if (code == FAULT_NONE)
        code = judge_signature(&judgement, note, size, finding);
    if (code != FAULT_NONE)
        return code;
    words_init(&judgement);
    if (witness->note && out->size < seen->size) {
        *finding = WITNESS_WENT_BACK;
        return went_back(&judgement);
    }
    if (!witness->note || out->size > seen->size)
        return judge_growth(&judgement, tiles, finding);
    *finding = memcmp(out->root.bytes, seen->root.bytes, sizeof seen->root.bytes) == 0 ? WITNESS_SAME : WITNESS_OTHER_EVENTS;
    return *finding == WITNESS_SAME ? FAULT_NONE : other_events(&judgement);
}

void witness_evidence(const struct witness *witness, const char *note, const char *words, struct instant at, struct buf *out)
{
    char now[INSTANT_TEXT], seen_at[INSTANT_TEXT], vkey[LOG_VKEY_TEXT];
    instant_text(at, now);
    instant_text(witness->seen_at, seen_at);
    log_vkey_text(&witness->vkey, vkey);
    buf_printf(out, "What the witness %s refused on %s.\n\n%s\n\nThe log is at %s; its keys, as this witness trusts them:\n", vkey, now,
               words, witness->url);
    for (int i = 0; i < witness->log_keys; i++) {
        log_vkey_text(&witness->log_key[i], vkey);
        buf_printf(out, "%s\n", vkey);
    }
    if (witness->note)
        buf_printf(out, "\n---- seen on %s, and cosigned ----\n%s", seen_at, witness->note);
    buf_printf(out, "\n---- served on %s ----\n%s", now, note);
}
