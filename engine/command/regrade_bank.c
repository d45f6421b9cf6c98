/*
 * command/regrade_bank.c - by which version of the question bank `regrade` marks: what the running server serves, a folder that was
 * named, or the usual one where it is what was served last. A wrong guess would change people's scores, so none is made.
 */
#include <stdlib.h>
#include <string.h>
#include "command/command_internal.h"
#include "signpost/store_bank.h"

/* The version that a server took over last; "" where none ever did. */
static enum fault_code served_last(struct db *db, struct arena *arena, char hash[BANK_HASH_TEXT], struct fault *fault)
{
    struct bank_version *versions = NULL;
    int count = 0;
    enum fault_code code = bank_version_list(db, arena, &versions, &count, fault);
    *hash = '\0';
    for (int i = 0; code == FAULT_NONE && i < count; i++)
        if (versions[i].current)
            memcpy(hash, versions[i].hash, BANK_HASH_TEXT);
    return code;
}

static enum fault_code kept(struct db *db, struct arena *arena, const char *hash, struct bank **out, struct fault *fault)
{
    const char *document = NULL;
    size_t size = 0;
    enum fault_code code = bank_version_get(db, arena, hash, &document, &size, fault);
    return code == FAULT_NONE ? bank_from_document(document, size, out, fault) : code;
}

static enum fault_code load(const char *folder, struct bank **out, struct buf *err, struct fault *fault)
{
    struct findings findings;
    findings_init(&findings);
    enum fault_code code = bank_load(folder, &findings, out, fault);
    if (code != FAULT_NONE)
        findings_text(&findings, err);
    findings_release(&findings);
    return code;
}

/* The server's folder may have been mended since it was taken over: somebody who waits for that to count is told. */
static void tell_waiting(const struct marking *marking, struct buf *err)
{
    struct fault unreadable;
    struct bank *waiting = NULL;
    struct buf unsaid;
    buf_init(&unsaid, 0);
    if (load(marking->folder, &waiting, &unsaid, &unreadable) != FAULT_NONE)
        buf_printf(err, "%s cannot be taken over as it is now (signpost check says why): the version that is served was used.\n",
                   marking->folder);
    else if (strcmp(bank_hash(waiting), bank_hash(marking->bank)) != 0)
        buf_printf(err, "%s holds version %.*s by now, which the server does not serve yet: to mark by that, send SIGHUP first.\n",
                   marking->folder, SHORT_HASH, bank_hash(waiting));
    bank_release(waiting);
    buf_release(&unsaid);
}

/* In a server: what it serves, and a folder that was named must hold just that. */
static enum fault_code by_server(struct db *db, const char *serving, const char *named, struct arena *arena, struct marking *out,
                                 struct buf *err, struct fault *fault)
{
    struct bank *bank = NULL;
    char *real = realpath(serving, NULL);
    out->folder = arena_dup(arena, real ? real : serving);
    free(real);
    out->why = "which the server serves";
    if (!out->folder)
        return fault_memory(fault);
    enum fault_code code = kept(db, arena, out->served, &out->bank, fault);
    if (code != FAULT_NONE || !named) {
        if (code == FAULT_NONE)
            tell_waiting(out, err);
        return code;
    }
    code = load(named, &bank, err, fault);
    if (code == FAULT_NONE && strcmp(bank_hash(bank), out->served) != 0)
        code = fault_set(fault, FAULT_CONFLICT, "%.100s holds version %.*s, but the server serves version %.*s of %.100s, so nothing was "
                         "marked. If the folder it serves was mended, send SIGHUP first; else leave --questions (or "
                         "SIGNPOST_QUESTIONS) out.", named, SHORT_HASH, bank_hash(bank), SHORT_HASH, out->served, out->folder);
    bank_release(bank);
    return code;
}

/* Without one: a folder that was named is meant; the usual one only where it is what was served last. */
static enum fault_code by_folder(const char *named, struct arena *arena, struct marking *out, struct buf *err, struct fault *fault)
{
    char *usual = named ? NULL : bank_default_dir(), *real = realpath(named ? named : usual ? usual : "", NULL);
    char last[80] = "no version was served yet";
    out->folder = arena_dup(arena, real ? real : named ? named : usual ? usual : "");
    out->why = named ? "which was named; no server runs" : "which was served last; no server runs";
    free(usual);
    free(real);
    if (!out->folder)
        return fault_memory(fault);
    enum fault_code code = load(out->folder, &out->bank, err, fault);
    if (code != FAULT_NONE || named || strcmp(bank_hash(out->bank), out->served) == 0)
        return code;
    if (*out->served)
        snprintf(last, sizeof last, "version %.*s was served last", SHORT_HASH, out->served);
    return fault_set(fault, FAULT_USAGE, "Say by which folder to mark: --questions DIR. No server runs, and the usual folder, %.200s, "
                     "holds version %.*s, but %s.", out->folder, SHORT_HASH, bank_hash(out->bank), last);
}

enum fault_code regrade_bank(struct store *store, const struct job_request *request, struct arena *arena, struct marking *out,
                             struct buf *err, struct fault *fault)
{
    const char *named = command_value(request->line, "questions");
    struct db *db = NULL;
    *out = (struct marking){.bank = NULL};
    if (!named)
        named = request->questions;
    enum fault_code code = store_read(store, &db, fault);
    if (code != FAULT_NONE)
        return code;
    code = served_last(db, arena, out->served, fault);
    if (code == FAULT_NONE && request->serving)
        code = by_server(db, request->serving, named, arena, out, err, fault);
    else if (code == FAULT_NONE)
        code = by_folder(named, arena, out, err, fault);
    store_done(store, db);
    return code;
}
