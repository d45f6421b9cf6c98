/*
 * prove.c DATABASE COUNT - what the log costs: CPU time of a proof of a random leaf, written as a file and checked again; and of a
 * commit group of one event and of 64, signed and not (in a database of its own, beside the given one).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "cost.h"
#include "signpost/store.h"
#include "signpost/stream.h"

#define GROUPS 400

/* ---- proofs ---- */

struct cost { int64_t proof, check, worst; };

static void prove_one(struct db *db, const struct log_vkey *vkey, int64_t index, struct cost *cost)
{
    struct fault fault;
    struct log_proof_file file;
    struct event event;
    struct log_hash leaf;
    struct buf out;
    struct arena *arena = arena_new();
    buf_init(&out, 0);
    int64_t begin = cpu_ns();
    must(log_proof_get(db, arena, index, NULL, 0, &out, &fault), &fault);
    int64_t proved = cpu_ns();
    must(event_get(db, arena, index, &event, &fault), &fault);
    memcpy(leaf.bytes, event.leaf, sizeof leaf.bytes);
    int64_t checking = cpu_ns();
    must(log_proof_file_read(out.bytes, out.size, &file, &fault), &fault);
    must(log_proof_file_holds(&file, &leaf, vkey, 1, NULL, &fault), &fault);
    cost->check += cpu_ns() - checking;
    cost->proof += proved - begin;
    if (proved - begin > cost->worst)
        cost->worst = proved - begin;
    log_proof_file_release(&file);
    buf_release(&out);
    arena_free(arena);
}

static void prove_many(const char *file, int count)
{
    static const unsigned char seed[STREAM_SEED] = {7};
    struct fault fault;
    struct stream stream;
    struct store *store = NULL;
    struct db *db = NULL;
    struct checkpoint_row checkpoint;
    struct log_vkey vkey;
    struct cost cost = {0};
    const char **vkeys;
    struct arena *arena = arena_new();
    stream_init(&stream, seed);
    must(store_open_read(file, &store, &fault), &fault);
    must(store_read(store, &db, &fault), &fault);
    must(checkpoint_get(db, arena, &checkpoint, &fault), &fault);
    must(log_vkeys(db, arena, &vkeys, &fault), &fault);
    must(log_vkey_read(vkeys[0], &vkey, &fault), &fault);
    for (int i = 0; i < count; i++)
        prove_one(db, &vkey, (int64_t)stream_below(&stream, (uint32_t)checkpoint.size), &cost);
    printf("  a proof of one of %-16lld %.3f ms of CPU, at worst %.3f ms (aim: under 1)\n", (long long)checkpoint.size,
           (double)cost.proof / count / 1e6, (double)cost.worst / 1e6);
    printf("  checking it, signature and all    %.3f ms of CPU\n", (double)cost.check / count / 1e6);
    store_done(store, db);
    store_close(store);
    arena_free(arena);
}

/* ---- commit groups ---- */

static enum fault_code events_job(struct tx *tx, void *context, struct fault *fault)
{
    enum fault_code code = FAULT_NONE;
    for (int i = 0; i < *(const int *)context && code == FAULT_NONE; i++) {
        struct event event = {.kind = "school.named", .school = "BIO", .date = DATE_MIN, .payload = "{\"name\":\"Biology\"}"};
        code = event_append(tx, &event, fault);
    }
    return code;
}

static int64_t group_cost(struct store *store, int events)
{
    struct fault fault;
    int64_t begin = cpu_ns();
    for (int i = 0; i < GROUPS; i++)
        must(store_write(store, events_job, &events, &fault), &fault);
    return (cpu_ns() - begin) / GROUPS;
}

static void say_groups(struct store *store, const char *how)
{
    int64_t one = group_cost(store, 1), many = group_cost(store, 64);
    printf("  a commit group, %-17s %.3f ms of CPU with one event, %.3f ms with 64\n", how, (double)one / 1e6, (double)many / 1e6);
}

static enum fault_code found_job(struct tx *tx, void *context, struct fault *fault)
{
    char payload[160];
    struct event named = {.kind = "institution.named", .date = DATE_MIN,
                          .payload = "{\"name\":\"Middlemarch\",\"url\":null,\"zone\":\"Europe/London\"}"};
    struct event key = {.kind = "key.added", .date = DATE_MIN, .payload = payload};
    enum fault_code code = event_append(tx, &named, fault);
    for (enum key_purpose p = KEY_CREDENTIAL; p < KEY_PURPOSES && code == FAULT_NONE; p++) {
        snprintf(payload, sizeof payload, "{\"public\":\"%s\",\"purpose\":\"%s\"}", keys_get(context, p, 0).public, key_purpose_name(p));
        code = event_append(tx, &key, fault);
    }
    return code;
}

static void time_groups(const char *beside)
{
    static const char *const endings[] = {"", "-wal", "-shm", ".lock", ".keys"};
    struct fault fault;
    struct store *store = NULL;
    struct keys *keys = NULL;
    char file[900], keys_file[1000];
    snprintf(file, sizeof file, "%s.groups", beside);
    snprintf(keys_file, sizeof keys_file, "%s.keys", file);
    must(store_create(file, &fault), &fault);
    must(store_open(file, &store, &fault), &fault);
    must(keys_create(keys_file, &fault), &fault);
    must(keys_load(keys_file, &keys, &fault), &fault);
    must(store_write(store, found_job, keys, &fault), &fault);
    say_groups(store, "not signed:");
    must(store_keys_use(store, keys, &fault), &fault);
    say_groups(store, "signed:");
    store_close(store);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        snprintf(keys_file, sizeof keys_file, "%s%s", file, endings[i]);
        unlink(keys_file);
    }
}

int main(int argc, char **argv)
{
    int count = argc == 3 ? (int)strtol(argv[2], NULL, 10) : 0;
    if (count < 1 || date_set_zone("Europe/London", NULL) != FAULT_NONE)
        return 2;
    prove_many(argv[1], count);
    time_groups(argv[1]);
    return 0;
}
