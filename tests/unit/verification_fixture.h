/*
 * verification_fixture.h - a record, a log of five entries in which the fourth issued it, and the proof file that says so; every part
 * can be changed before the proof is made, so that each rule can be broken alone.
 */
#ifndef VERIFICATION_FIXTURE_H
#define VERIFICATION_FIXTURE_H
#include <sodium.h>
#include <stdint.h>
#include <string.h>
#include "record_fixture.h"
#include "signpost/event.h"
#include "signpost/json.h"
#include "signpost/log.h"
#include "signpost/text.h"
#include "signpost/verification.h"

#define LOG_NAME "quiz.example.org"
#define LOG_SIZE 5
#define ENTRY 3
#define RECORD "0197c1de-5b1a-7c33-8a01-5b6d2f1c9e42"

struct signer { struct log_vkey vkey; unsigned char secret[64]; };

static inline struct signer signer_of(const char *name, enum log_key_kind kind, unsigned char byte)
{
    struct signer signer;
    unsigned char seed[32], key[32];
    memset(seed, byte, sizeof seed);
    assert_int_equal(crypto_sign_seed_keypair(key, signer.secret, seed), 0);
    assert_int_equal(log_vkey_make(name, kind, key, &signer.vkey, NULL), FAULT_NONE);
    return signer;
}

struct scene {
    struct buf record, proof;
    unsigned char record_salt[RECORD_COMMITMENT_SALT], event_salt[EVENT_SALT];
    const char *kind;              /* of the event that the proof shows */
    bool score_member;             /* its commitment stands under score_commitment */
    int64_t seq, index;            /* that the event says, that the proof names */
    struct signer log, witness;
    bool cosigned;
    struct log_hash leaves[LOG_SIZE];
    const char *keys[2];
    struct verification_input input;
    struct verification result;
};

static inline enum fault_code scene_tile(void *context, int level, int64_t number, int width, struct log_hash *out, struct fault *fault)
{
    const struct scene *scene = context;
    (void)fault;
    assert_true(level == 0 && number == 0 && width <= LOG_SIZE);
    memcpy(out, scene->leaves, (size_t)width * sizeof *out);
    return FAULT_NONE;
}

static inline void scene_event(const struct scene *scene, struct buf *out)
{
    char commitment[65], payload[400];
    struct event event = {.seq = scene->seq, .kind = scene->kind, .recorded_at = {FIXTURE_ISSUED}, .date = DATE_MIN, .payload = payload};
    credential_commitment(scene->record_salt, scene->record.bytes, scene->record.size, commitment);
    if (strcmp(scene->kind, "record.issued") == 0)
        snprintf(payload, sizeof payload, "{\"answers\":null,\"commitment\":%s%s%s,\"completion\":1,\"score_commitment\":%s%s%s}",
                 scene->score_member ? "" : "\"", scene->score_member ? "null" : commitment, scene->score_member ? "" : "\"",
                 scene->score_member ? "\"" : "", scene->score_member ? commitment : "null", scene->score_member ? "\"" : "");
    else
        snprintf(payload, sizeof payload, "{\"commitment\":\"%s\"}", commitment);
    assert_int_equal(event_canonical(&event, out, NULL), FAULT_NONE);
}

/* The proof file over the scene as it is. */
static inline void scene_prove(struct scene *scene)
{
    struct buf event, note, extra;
    char event_hex[2 * EVENT_SALT + 1], record_hex[2 * RECORD_COMMITMENT_SALT + 1];
    unsigned char entry[EVENT_HASH];
    crypto_hash_sha256_state state;
    struct log_checkpoint checkpoint = {.origin = LOG_NAME, .size = LOG_SIZE};
    struct log_proof_file file = {.index = scene->index};
    struct log_tree tree = {scene_tile, scene};
    buf_init(&event, 0);
    buf_init(&note, 0);
    buf_init(&extra, 0);
    scene_event(scene, &event);
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, scene->event_salt, EVENT_SALT);
    crypto_hash_sha256_update(&state, (const unsigned char *)event.bytes, event.size);
    crypto_hash_sha256_final(&state, entry);
    log_leaf_hash(entry, sizeof entry, &scene->leaves[ENTRY]);
    assert_int_equal(log_root(&tree, LOG_SIZE, &checkpoint.root, NULL), FAULT_NONE);
    assert_int_equal(log_inclusion(&tree, scene->index, LOG_SIZE, &file.proof, NULL), FAULT_NONE);
    log_checkpoint_body(&checkpoint, &note);
    size_t body = note.size;
    struct buf lines;
    buf_init(&lines, 0);
    assert_int_equal(log_sign_line(note.bytes, body, &scene->log.vkey, scene->log.secret, (struct instant){0}, &lines, NULL), FAULT_NONE);
    if (scene->cosigned)
        assert_int_equal(log_sign_line(note.bytes, body, &scene->witness.vkey, scene->witness.secret, (struct instant){FIXTURE_ISSUED},
                                       &lines, NULL), FAULT_NONE);
    buf_char(&note, '\n');
    buf_append(&note, lines.bytes, lines.size);
    text_hex(event_hex, scene->event_salt, EVENT_SALT);
    text_hex(record_hex, scene->record_salt, RECORD_COMMITMENT_SALT);
    struct json_out json;
    json_out_init(&json, &extra);
    json_out_object(&json);
    json_out_member(&json, "event", event.bytes);
    json_out_member(&json, "event_salt", event_hex);
    json_out_member(&json, "record_salt", record_hex);
    json_out_end(&json);
    assert_true(json_out_ok(&json));
    file.extra = extra.bytes;
    file.extra_size = extra.size;
    file.note = note.bytes;
    file.note_size = note.size;
    buf_clear(&scene->proof);
    assert_int_equal(log_proof_file_write(&file, &scene->proof, NULL), FAULT_NONE);
    scene->input.proof = scene->proof.bytes;
    scene->input.proof_size = scene->proof.size;
    buf_release(&event);
    buf_release(&note);
    buf_release(&extra);
    buf_release(&lines);
}

static inline void scene_record(struct scene *scene, const char *record_id)
{
    struct keys *keys = fixture_keys(FIXTURE_SECRET);
    struct credential_facts facts = fixture_facts();
    assert_non_null(keys);
    facts.record_id = record_id;
    buf_clear(&scene->record);
    assert_int_equal(credential_issue(keys, &facts, &scene->record, NULL), FAULT_NONE);
    keys_free(keys);
    scene->input.record = scene->record.bytes;
    scene->input.size = scene->record.size;
}

static inline struct scene *scene_new(void)
{
    struct scene *scene = calloc(1, sizeof *scene);
    assert_non_null(scene);
    assert_int_equal(date_set_zone("Europe/London", NULL), FAULT_NONE);
    buf_init(&scene->record, 0);
    buf_init(&scene->proof, 0);
    memset(scene->record_salt, 7, sizeof scene->record_salt);
    memset(scene->event_salt, 9, sizeof scene->event_salt);
    for (int i = 0; i < LOG_SIZE; i++)
        log_leaf_hash(&i, sizeof i, &scene->leaves[i]);
    scene->kind = "record.issued";
    scene->seq = scene->index = ENTRY;
    scene->log = signer_of(LOG_NAME, LOG_KEY_NOTE, 1);
    scene->witness = signer_of("witness.example.org", LOG_KEY_COSIGNATURE, 2);
    scene->keys[0] = FIXTURE_PUBLIC;
    scene->input = (struct verification_input){
        .keys = scene->keys, .now = {FIXTURE_ISSUED}, .log_keys = &scene->log.vkey, .log_key_count = 1};
    scene_record(scene, RECORD);
    return scene;
}

static inline void scene_free(struct scene *scene)
{
    buf_release(&scene->record);
    buf_release(&scene->proof);
    verification_release(&scene->result);
    free(scene);
}

static inline const struct verification_check *scene_check(const struct scene *scene, const char *id)
{
    for (int i = 0; i < scene->result.count; i++)
        if (strcmp(scene->result.check[i].id, id) == 0)
            return &scene->result.check[i];
    return NULL;
}
#endif
