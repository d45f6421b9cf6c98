/*
 * witness_fixture.h - a log in memory that can be made to lie, and a witness who looks at it.
 */
#ifndef WITNESS_FIXTURE_H
#define WITNESS_FIXTURE_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sodium.h>
#include <cmocka.h>
#include "signpost/witness.h"

#define ORIGIN "quiz.middlemarch.example"
#define URL "https://" ORIGIN
#define NAME "deans-office"
#define NOON ((struct instant){INT64_C(1780315200000)}) /* 1 June 2026, 12:00 UTC */

/* ---- a key that signs notes ---- */
struct signer { struct log_vkey vkey; unsigned char secret[64]; };

static inline struct signer signer_make(const char *name, enum log_key_kind kind, unsigned char seed_byte)
{
    struct signer signer;
    unsigned char seed[32], key[32];
    memset(seed, seed_byte, sizeof seed);
    assert_int_equal(crypto_sign_seed_keypair(key, signer.secret, seed), 0);
    assert_int_equal(log_vkey_make(name, kind, key, &signer.vkey, NULL), FAULT_NONE);
    return signer;
}

/* ---- a log: leaf I is that of I, or from FORK on that of another history ---- */
struct fake_log {
    int64_t size;
    struct log_hash *level[3];
    struct log_hash root;
    int tamper_level; int64_t tamper_number; int tamper_byte; /* level -1: nothing */
    int reads, tampered_reads;
};

static inline void fake_leaf(int64_t i, bool other, struct log_hash *out)
{
    char text[32];
    int size = snprintf(text, sizeof text, "%s%lld", other ? "other " : "", (long long)i);
    log_leaf_hash(text, (size_t)size, out);
}

static inline struct log_hash fake_root(const struct fake_log *log, int64_t size)
{
    struct log_frontier frontier;
    struct log_hash root;
    log_frontier_init(&frontier);
    for (int64_t i = 0; i < size; i++)
        log_frontier_add(&frontier, &log->level[0][i]);
    log_frontier_root(&frontier, &root);
    return root;
}

static inline struct fake_log fake_log_new(int64_t size, int64_t fork)
{
    struct fake_log log = {.size = size, .tamper_level = -1};
    int64_t entries = size;
    log.level[0] = calloc((size_t)size + 1, sizeof **log.level);
    for (int64_t i = 0; i < size; i++)
        fake_leaf(i, i >= fork, &log.level[0][i]);
    for (int level = 1; level < 3; level++) {
        entries /= LOG_TILE;
        log.level[level] = calloc((size_t)entries + 1, sizeof **log.level);
        for (int64_t i = 0; i < entries; i++) {
            struct log_frontier frontier;
            log_frontier_init(&frontier);
            for (int64_t j = 0; j < LOG_TILE; j++)
                log_frontier_add(&frontier, &log.level[level - 1][i * LOG_TILE + j]);
            log_frontier_root(&frontier, &log.level[level][i]);
        }
    }
    log.root = fake_root(&log, size);
    return log;
}

static inline void fake_log_free(struct fake_log *log)
{
    for (int level = 0; level < 3; level++)
        free(log->level[level]);
}

static inline enum fault_code fake_tile(void *context, int level, int64_t number, int width, struct log_hash *out, struct fault *fault)
{
    struct fake_log *log = context;
    int64_t entries = log->size >> (8 * level), there = entries - number * LOG_TILE;
    log->reads++;
    assert_true(level < 3 && there > 0);
    assert_int_equal(width, there > LOG_TILE ? LOG_TILE : there); /* what C2SP allows to be asked for, and no more */
    memcpy(out, &log->level[level][number * LOG_TILE], (size_t)width * sizeof *out);
    if (level == log->tamper_level && number == log->tamper_number) {
        out[log->tamper_byte / 32].bytes[log->tamper_byte % 32] ^= 1;
        log->tampered_reads++;
    }
    (void)fault;
    return FAULT_NONE;
}

static inline struct log_tree fake_tree(struct fake_log *log)
{
    return (struct log_tree){fake_tile, log};
}

/* A signed checkpoint; the caller frees it. */
static inline char *note_of(const char *origin, int64_t size, const struct log_hash *root, const struct signer *signers, int count)
{
    struct log_checkpoint checkpoint = {.size = size, .root = *root};
    struct buf out, body;
    snprintf(checkpoint.origin, sizeof checkpoint.origin, "%s", origin);
    buf_init(&out, 0);
    buf_init(&body, 0);
    log_checkpoint_body(&checkpoint, &body);
    buf_append(&out, body.bytes, body.size);
    buf_char(&out, '\n');
    for (int i = 0; i < count; i++)
        assert_int_equal(log_sign_line(body.bytes, body.size, &signers[i].vkey, signers[i].secret, NOON, &out, NULL), FAULT_NONE);
    buf_release(&body);
    char *note = buf_take(&out);
    assert_non_null(note);
    return note;
}

static inline char *fake_note(const struct fake_log *log, const struct signer *signer)
{
    return note_of(ORIGIN, log->size, &log->root, signer, 1);
}

/* ---- a witness ---- */
static inline struct witness *witness_made(const struct signer *log)
{
    struct witness *witness = NULL;
    assert_int_equal(witness_new(NAME, URL, &witness, NULL), FAULT_NONE);
    assert_int_equal(witness_trust_key(witness, &log->vkey, NULL), FAULT_NONE);
    return witness;
}

/* Looks at the log; cosigns when it is well. */
static inline enum fault_code look(struct witness *witness, struct fake_log *log, const char *note, enum witness_finding *finding,
                                   struct fault *fault)
{
    struct log_checkpoint checkpoint;
    struct log_tree tree = fake_tree(log);
    enum fault_code code = witness_judge(witness, note, strlen(note), &tree, finding, &checkpoint, fault);
    if (code == FAULT_NONE)
        assert_int_equal(witness_cosign(witness, note, strlen(note), NOON, fault), FAULT_NONE);
    return code;
}
#endif
