/*
 * serve.c - from a database file to a listening server and back: open, load, listen, wait for signals, drain, close.
 */
#include "serve.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "signpost/command.h"
#include "signpost/limits.h"
#include "signpost/store_keys.h"
#include "site_analysis.h"
#include "static_files.h"
#include "web.h"

struct running {
    struct site site;
    struct arena *arena;
    struct server *server;
    struct socket_serve *socket;
    struct institution_row institution;
};

/* After a commit: a ledger that cannot follow must not go on answering with old figures. */
static void follow(void *context, const struct event *event)
{
    struct fault fault;
    if (ledger_apply(context, event, &fault) == FAULT_NONE)
        return;
    fprintf(stderr, "signpost: the figures cannot follow the events (%s). Stopping; start the server again.\n", fault.message);
    abort();
}

/* An older copy of the key file lacks the key that should sign: records hold all the same, but somebody should know. */
static enum fault_code warn_of_old_keys(struct running *running, struct db *db, struct fault *fault)
{
    struct key_row *rows = NULL;
    int count = 0;
    const struct keys *keys = store_keys(running->site.store);
    enum fault_code code = key_list(db, running->arena, &rows, &count, fault);
    if (code != FAULT_NONE)
        return code;
    const struct key_row *credential = key_in_force(rows, count, KEY_CREDENTIAL, clock_now());
    const struct key_row *log = key_in_force(rows, count, KEY_LOG, clock_now());
    if (credential && log && (strcmp(credential->public, keys_credential_public(keys, clock_now())) != 0 ||
                              strcmp(log->public, keys_log_public(keys, clock_now())) != 0))
        fprintf(stderr, "signpost: the key file is older than the log: a former key signs. Put its newest copy in its place; "
                        "signpost doctor says which keys are missing.\n");
    return FAULT_NONE;
}

static enum fault_code read_database(struct running *running, struct fault *fault)
{
    struct db *db = NULL;
    struct site *site = &running->site;
    enum fault_code code = store_read(site->store, &db, fault);
    if (code != FAULT_NONE)
        return code;
    code = institution_get(db, running->arena, &running->institution, fault);
    if (code == FAULT_NONE)
        code = date_set_zone(running->institution.zone, fault);
    if (code == FAULT_NONE)
        code = ledger_read(db, &site->ledger, fault);
    if (code == FAULT_NONE)
        code = warn_of_old_keys(running, db, fault);
    store_done(site->store, db);
    site->institution = running->institution.name;
    site->url = running->institution.url;
    if (code == FAULT_NONE)
        store_on_event(site->store, follow, site->ledger);
    return code;
}

static enum fault_code prepare(struct running *running, const struct serve_options *options, struct fault *fault)
{
    struct site *site = &running->site;
    struct keys *keys = NULL;
    char keys_file[1024];
    snprintf(keys_file, sizeof keys_file, "%s.keys", options->db);
    enum fault_code code = store_open(options->db, &site->store, fault);
    if (code == FAULT_NONE)
        code = keys_load(keys_file, &keys, fault);
    if (code == FAULT_NONE)
        code = store_keys_use(site->store, keys, fault);
    if (code == FAULT_NONE)
        code = read_database(running, fault);
    if (code == FAULT_NONE)
        code = site_reload(site, fault);
    if (code == FAULT_NONE)
        code = templates_compile(&site->templates, fault);
    if (code != FAULT_NONE)
        return code;
    const char *words = bank_institution(site->bank)->name;
    if (words && strcmp(words, site->institution) != 0)
        fprintf(stderr, "signpost: institution.json says \"%s\"; pages and records say \"%s\", as the database was made for.\n", words,
                site->institution);
    static_files_prepare();
    site->hashers = hash_pool_new(LIMIT_HASHERS, LIMIT_HASH_QUEUE);
    return site->hashers ? FAULT_NONE : fault_memory(fault);
}

static void reload(struct site *site)
{
    struct fault fault;
    char text[900];
    if (site_reload(site, &fault) == FAULT_NONE) {
        struct bank *bank = site_bank(site);
        fprintf(stderr, "signpost: questions reloaded: %d questions, version %.12s.\n", bank_question_count(bank), bank_hash(bank));
        bank_release(bank);
        return;
    }
    fault_text(&fault, text, sizeof text);
    fprintf(stderr, "signpost: the questions were not reloaded; the former version stays in use. %s\n", text);
}

/* Blocks until told to stop. STORAGE when the database can no longer be trusted with a write. */
static enum fault_code wait_for_signals(struct site *site, const sigset_t *signals, struct fault *fault)
{
    for (;;) {
        int signal = sigtimedwait(signals, NULL, &(struct timespec){.tv_sec = 1});
        if (signal == SIGHUP)
            reload(site);
        else if (signal == SIGTERM || signal == SIGINT)
            return FAULT_NONE;
        if (store_failed(site->store))
            return fault_set(fault, FAULT_STORAGE,
                             "The disk failed while writing. What was acknowledged is safe; check the disk, then start again.");
    }
}

static void close_all(struct running *running)
{
    struct site *site = &running->site;
    socket_serve_stop(running->socket);
    server_stop(running->server);
    hash_pool_free(site->hashers);
    store_close(site->store);
    site_analyses_free(site);
    bank_release(site->bank);
    for (size_t i = 0; i < sizeof site->old_banks / sizeof *site->old_banks; i++)
        bank_release(site->old_banks[i]);
    templates_free(site->templates);
    ledger_free(site->ledger);
    pthread_mutex_destroy(&site->analysis_lock);
    pthread_mutex_destroy(&site->bank_lock);
    if (running->arena)
        arena_free(running->arena);
}

enum fault_code serve(const struct serve_options *options, struct fault *fault)
{
    struct running running = {.site = {.demo = options->demo, .started = clock_now()}, .arena = arena_new()};
    char where[256], *usual = NULL;
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    signal(SIGPIPE, SIG_IGN);
    pthread_mutex_init(&running.site.bank_lock, NULL);
    pthread_mutex_init(&running.site.analysis_lock, NULL);
    running.site.questions = options->questions ? options->questions : (usual = bank_default_dir());
    enum fault_code code = running.arena && running.site.questions ? prepare(&running, options, fault) : fault_memory(fault);
    if (code == FAULT_NONE)
        code = socket_serve_start(running.site.store, options->db, running.site.questions, &running.socket, fault);
    if (code == FAULT_NONE)
        code = server_start(&running.site, options->listen, &running.server, where, sizeof where, fault);
    if (code == FAULT_NONE) {
        printf("listening on %s\n", where);
        if (options->ready)
            options->ready(options->context, where);
        fflush(stdout);
        code = wait_for_signals(&running.site, &signals, fault);
    }
    close_all(&running);
    free(usual);
    return code;
}
