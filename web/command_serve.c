/*
 * command_serve.c - `serve` on a real database, and `demo`: the same on a synthetic University made for the occasion.
 */
#include "command_serve.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "serve.h"
#include "signpost/demo.h"
#include "signpost/limits.h"
#include "web.h"

#define DEFAULT_LISTEN "127.0.0.1:8080"

static const struct command_option serve_options[] = {
    OPTION_DB,
    {"listen", "HOST:PORT", "where to listen, or unix:PATH (" DEFAULT_LISTEN "; port 0 picks a free one)"},
    {"questions", "DIR", "the folder of the question bank (the installed one)"},
    {0},
};
static const struct command_option demo_options[] = {
    {"db", "FILE", "keep the demonstration in this new file (a throw-away one)"},
    {"listen", "HOST:PORT", "where to listen (" DEFAULT_LISTEN "; port 0 picks a free one)"},
    {"questions", "DIR", "the folder of the question bank (the installed one)"},
    {"people", "N", "Personal Tutors in post today (600)"},
    {"schools", "N", "Schools (12)"},
    {"years", "N", "years of history (6)"},
    {"seed", "N", "another seed makes another University (1)"},
    {0},
};

static const char *listen_on(const struct command_line *line)
{
    const char *listen = command_value(line, "listen"), *named = getenv("SIGNPOST_LISTEN");
    return listen ? listen : named && *named ? named : DEFAULT_LISTEN;
}

static enum fault_code serve_run(const struct command_line *line, struct fault *fault)
{
    struct serve_options options = {.listen = listen_on(line), .questions = command_value(line, "questions")};
    enum fault_code code = command_db(line, &options.db, fault);
    if (code != FAULT_NONE)
        return code;
    if (access(options.db, F_OK) != 0)
        return fault_at(fault, FAULT_ABSENT, options.db, 0,
                        "There is no such database. Make one with signpost init --db FILE --name NAME.");
    return serve(&options, fault);
}

/* ---- demo ---- */

#define ROLES_SHOWN 6
struct demo {
    struct demo_options options;
    struct demo_cast cast;
    char folder[64];            /* "" when --db named a file to keep */
    char *file;
    struct { const char *role; int64_t person; char secret[SECRET_TEXT]; } shown[ROLES_SHOWN];
};

static void show_progress(void *context, int done, int of)
{
    (void)context;
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\rMaking a University: %d%% ", of ? 100 * done / of : 100);
}

static enum fault_code links_job(struct tx *tx, void *context, struct fault *fault)
{
    struct demo *demo = context;
    struct instant expires;
    enum fault_code code = FAULT_NONE;
    for (int i = 0; i < ROLES_SHOWN && code == FAULT_NONE; i++)
        code = sign_in_link_make(tx, demo->shown[i].person, demo->shown[i].secret, &expires, fault);
    return code;
}

static void name_the_cast(struct demo *demo, const struct institution *words)
{
    const struct { const char *role; int64_t person; } cast[ROLES_SHOWN] = {
        {words->tutor, demo->cast.tutor}, {words->senior_tutor, demo->cast.senior_tutor},
        {words->head_of_school, demo->cast.head_of_school}, {words->dean, demo->cast.dean},
        {words->training_lead, demo->cast.training_lead}, {words->administrator, demo->cast.administrator},
    };
    for (int i = 0; i < ROLES_SHOWN; i++) {
        demo->shown[i].role = cast[i].role;
        demo->shown[i].person = cast[i].person;
    }
}

static enum fault_code fill_with(struct demo *demo, struct store *store, const struct bank *bank, struct fault *fault)
{
    enum fault_code code = date_set_zone(bank_institution(bank)->time_zone, fault);
    if (code == FAULT_NONE)
        code = demo_fill(store, store_keys(store), bank, &demo->options, show_progress, NULL, &demo->cast, fault);
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r                              \r");
    if (code != FAULT_NONE)
        return code;
    name_the_cast(demo, bank_institution(bank));
    return store_write(store, links_job, demo, fault);
}

static enum fault_code make_university(struct demo *demo, const char *questions, struct fault *fault)
{
    struct store *store = NULL;
    struct keys *keys = NULL;
    struct bank *bank = NULL;
    struct findings findings;
    char keys_file[1024];
    snprintf(keys_file, sizeof keys_file, "%s.keys", demo->file);
    findings_init(&findings);
    enum fault_code code = bank_load(questions, &findings, &bank, fault);
    site_print_findings(&findings);
    if (code == FAULT_INPUT)
        code = findings_counted(&findings, questions ? questions : "the questions folder", fault);
    findings_release(&findings);
    if (code == FAULT_NONE)
        code = store_create(demo->file, fault);
    if (code == FAULT_NONE)
        code = keys_create(keys_file, fault);
    if (code == FAULT_NONE)
        code = store_open(demo->file, &store, fault);
    if (code == FAULT_NONE)
        code = keys_load(keys_file, &keys, fault);
    if (code == FAULT_NONE)
        code = store_keys_use(store, keys, fault);
    if (code == FAULT_NONE)
        code = fill_with(demo, store, bank, fault);
    store_close(store);
    for (int i = 0; i < ROLES_SHOWN; i++) /* the words live in the bank: keep those that are printed */
        demo->shown[i].role = code == FAULT_NONE ? strdup(demo->shown[i].role) : NULL;
    bank_release(bank);
    return code;
}

static void print_links(void *context, const char *where)
{
    const struct demo *demo = context;
    printf("\nA demonstration University: %d tutors, %d Schools, %d years of history. Sign in with one of these links "
           "(each works once):\n\n", demo->options.people, demo->options.schools, demo->options.years);
    for (int i = 0; i < ROLES_SHOWN; i++)
        printf("%-28s %s/sign-in?token=%s\n", demo->shown[i].role ? demo->shown[i].role : "", where, demo->shown[i].secret);
    printf("\nStop with Ctrl-C.%s\n", demo->folder[0] ? " Everything made here is then thrown away." : "");
}

static void remove_files(const struct demo *demo)
{
    static const char *const endings[] = {"", "-wal", "-shm", ".keys", ".lock", ".sock"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        char path[1024];
        snprintf(path, sizeof path, "%s%s", demo->file, endings[i]);
        unlink(path);
    }
    rmdir(demo->folder);
}

static enum fault_code choose_file(struct demo *demo, const char *file, struct fault *fault)
{
    if (!file) {
        snprintf(demo->folder, sizeof demo->folder, "/tmp/signpost-demo-XXXXXX");
        if (!mkdtemp(demo->folder))
            return fault_set(fault, FAULT_STORAGE, "Cannot make a folder in /tmp; name a new file with --db FILE.");
        return asprintf(&demo->file, "%s/university.db", demo->folder) < 0 ? fault_memory(fault) : FAULT_NONE;
    }
    demo->file = strdup(file);
    return demo->file ? FAULT_NONE : fault_memory(fault);
}

static enum fault_code demo_run(const struct command_line *line, struct fault *fault)
{
    struct demo demo = {0};
    int64_t people = 0, schools = 0, years = 0, seed = 0;
    enum fault_code code = command_number(line, "people", 20, 100000, 600, &people, fault);
    if (code == FAULT_NONE)
        code = command_number(line, "schools", 1, 24, 12, &schools, fault);
    if (code == FAULT_NONE)
        code = command_number(line, "years", 1, 20, 6, &years, fault);
    if (code == FAULT_NONE)
        code = command_number(line, "seed", 0, INT64_C(1) << 53, 1, &seed, fault);
    if (code == FAULT_NONE)
        code = choose_file(&demo, command_value(line, "db"), fault);
    if (code != FAULT_NONE)
        return code;
    /* Ctrl-C while the University is made waits until its files can be removed. */
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    demo.options = (struct demo_options){(int)people, (int)schools, (int)years, (uint64_t)seed};
    const char *questions = command_value(line, "questions");
    code = make_university(&demo, questions, fault);
    struct serve_options options = {.db = demo.file, .listen = listen_on(line), .questions = questions, .demo = true,
                                    .ready = print_links, .context = &demo};
    if (code == FAULT_NONE)
        code = serve(&options, fault);
    if (demo.folder[0])
        remove_files(&demo);
    for (int i = 0; i < ROLES_SHOWN; i++)
        free((void *)(uintptr_t)demo.shown[i].role);
    free(demo.file);
    return code;
}

const struct command serve_commands[] = {
    {.name = "serve", .arguments = "", .help = "serve a database until told to stop (SIGTERM); SIGHUP reloads the questions",
     .options = serve_options, .run = serve_run},
    {.name = "demo", .arguments = "", .help = "serve a synthetic University with years of history, and print a sign-in link for each role",
     .options = demo_options, .run = demo_run},
    {0},
};
