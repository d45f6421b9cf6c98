/*
 * bare_submit.c DATABASE - the least that a submission can be on the same parts: read a form of about 1 KB, mark twenty letters,
 * sign 1 KB with Ed25519, and hand it to one writer that commits whatever has queued in one transaction (WAL, synchronous=FULL).
 * The reply is sent when the row is on disk. No HTTP checks, no sign-in, no JSON: the ceiling to hold ours against.
 */
#include <pthread.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include "bare.h"

#define QUESTIONS 20
#define RECORD 1024
#define BODY_MAX 4096

struct submission {
    struct submission *next;
    char body[BODY_MAX + 1];
    size_t size;
    int person, score;
    char record[RECORD];
    unsigned char signature[crypto_sign_BYTES];
    int stored;               /* under done_lock: 1 on disk, -1 not */
};

static unsigned char public_key[crypto_sign_PUBLICKEYBYTES], secret_key[crypto_sign_SECRETKEYBYTES];
static pthread_mutex_t queue_lock = PTHREAD_MUTEX_INITIALIZER, done_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t queue_filled = PTHREAD_COND_INITIALIZER, some_done = PTHREAD_COND_INITIALIZER;
static struct submission *queue;

/* ---- the writer ---- */

static struct submission *take_all(void)
{
    pthread_mutex_lock(&queue_lock);
    while (!queue)
        pthread_cond_wait(&queue_filled, &queue_lock);
    struct submission *all = queue;
    queue = NULL;
    pthread_mutex_unlock(&queue_lock);
    return all;
}

static int step(sqlite3_stmt *statement)
{
    int code = sqlite3_step(statement);
    sqlite3_reset(statement);
    return code == SQLITE_DONE;
}

static int insert(sqlite3_stmt *statement, const struct submission *one)
{
    sqlite3_bind_int(statement, 1, one->person);
    sqlite3_bind_int(statement, 2, one->score);
    sqlite3_bind_text(statement, 3, one->record, RECORD, SQLITE_STATIC);
    sqlite3_bind_blob(statement, 4, one->signature, sizeof one->signature, SQLITE_STATIC);
    return step(statement);
}

static void *write_all(void *context)
{
    sqlite3_stmt *begin = NULL, *commit = NULL, *row = NULL;
    sqlite3_prepare_v2(context, "BEGIN IMMEDIATE", -1, &begin, NULL);
    sqlite3_prepare_v2(context, "COMMIT", -1, &commit, NULL);
    sqlite3_prepare_v2(context, "INSERT INTO submission(person, score, record, signature) VALUES(?, ?, ?, ?)", -1, &row, NULL);
    for (;;) {
        struct submission *all = take_all();
        int ok = step(begin);
        for (const struct submission *one = all; one && ok; one = one->next)
            ok = insert(row, one);
        ok = ok && step(commit);
        pthread_mutex_lock(&done_lock);
        while (all) {
            struct submission *next = all->next; /* its owner may free it as soon as the lock is released */
            all->stored = ok ? 1 : -1;
            all = next;
        }
        pthread_cond_broadcast(&some_done);
        pthread_mutex_unlock(&done_lock);
    }
    return NULL;
}

static int store(struct submission *one)
{
    pthread_mutex_lock(&queue_lock);
    one->next = queue;
    queue = one;
    pthread_cond_signal(&queue_filled);
    pthread_mutex_unlock(&queue_lock);
    pthread_mutex_lock(&done_lock);
    while (!one->stored)
        pthread_cond_wait(&some_done, &done_lock);
    pthread_mutex_unlock(&done_lock);
    return one->stored > 0;
}

/* ---- one submission ---- */

static const char *field(const char *body, const char *name)
{
    size_t size = strlen(name);
    for (const char *at = body; at; at = strchr(at, '&')) {
        at += *at == '&';
        if (!strncmp(at, name, size) && at[size] == '=')
            return at + size + 1;
    }
    return NULL;
}

static int mark_and_sign(struct submission *one)
{
    const char *person = field(one->body, "person");
    char name[8], given[QUESTIONS + 1] = {0};
    if (!person)
        return 0;
    one->person = (int)strtol(person, NULL, 10);
    for (int i = 0; i < QUESTIONS; i++) {
        snprintf(name, sizeof name, "a%d", i + 1);
        const char *answer = field(one->body, name);
        given[i] = answer ? *answer : '-';
        one->score += given[i] == "ABCD"[i % 4];
    }
    memset(one->record, '.', RECORD);
    snprintf(one->record, RECORD, "{\"person\":%d,\"score\":%d,\"answers\":\"%s\"}", one->person, one->score, given);
    return !crypto_sign_detached(one->signature, NULL, (const unsigned char *)one->record, RECORD, secret_key);
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *data, size_t *size, void **slot)
{
    struct submission *one = *slot;
    char hex[2 * crypto_sign_BYTES + 1];
    (void)context, (void)url, (void)method, (void)version;
    if (!one) {
        *slot = calloc(1, sizeof *one);
        return *slot ? MHD_YES : MHD_NO;
    }
    if (*size) {
        if (one->size + *size > BODY_MAX)
            return MHD_NO;
        memcpy(one->body + one->size, data, *size);
        one->size += *size;
        *size = 0;
        return MHD_YES;
    }
    if (!mark_and_sign(one))
        return bare_reply(connection, 400, "bad\n", 4, MHD_RESPMEM_PERSISTENT);
    if (!store(one))
        return bare_reply(connection, 503, "not stored\n", 11, MHD_RESPMEM_PERSISTENT);
    sodium_bin2hex(hex, sizeof hex, one->signature, sizeof one->signature);
    return bare_reply(connection, 200, hex, strlen(hex), MHD_RESPMEM_MUST_COPY);
}

static void completed(void *context, struct MHD_Connection *connection, void **slot, enum MHD_RequestTerminationCode why)
{
    (void)context, (void)connection, (void)why;
    free(*slot);
    *slot = NULL;
}

int main(int argc, char **argv)
{
    sqlite3 *db = NULL;
    pthread_t writer;
    if (argc != 2 || sodium_init() < 0 || sqlite3_open(argv[1], &db) != SQLITE_OK)
        return 1;
    crypto_sign_keypair(public_key, secret_key);
    if (sqlite3_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE submission(id INTEGER PRIMARY KEY, "
                         "person INT, score INT, record TEXT, signature BLOB) STRICT", NULL, NULL, NULL) != SQLITE_OK)
        return 1;
    bare_block_signals();
    pthread_create(&writer, NULL, write_all, db);
    return bare_serve(handle, completed);
}
