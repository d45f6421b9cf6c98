/*
 * verification_proof.c - a record's proof file opened: the entry it shows commits to exactly this record, the entry is a leaf of the
 * log, and the log's state was signed by its key, and by a witness where one is asked for.
 *
 * The proof's extra data is {"event":canonical bytes of the event,"event_salt":hex,"record_salt":hex}: with the salts the entry and the
 * commitment can be computed again, and without them they tell nothing.
 */
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include "record/verification_internal.h"
#include "signpost/event.h"
#include "signpost/json.h"

struct extra {
    struct json_doc doc, event;
    const char *bytes;                            /* of the event */
    unsigned char event_salt[EVENT_SALT], record_salt[RECORD_COMMITMENT_SALT];
    int64_t seq;
    const char *commitment, *score_commitment;    /* of its payload; NULL: none */
};

static bool hex_read(const char *text, unsigned char *out, size_t size)
{
    size_t got = 0;
    return text && strlen(text) == 2 * size && sodium_hex2bin(out, size, text, 2 * size, NULL, &got, NULL) == 0 && got == size;
}

static enum fault_code no_proof(struct fault *fault, const char *why)
{
    return fault_set(fault, FAULT_PROOF, "%s", why);
}

/* The event is recorded whole or refused: its bytes must be the canonical ones, or two readers could take it for two things. */
static enum fault_code event_read(struct extra *extra, struct fault *fault)
{
    struct buf canonical;
    enum fault_code code = json_read(extra->bytes, strlen(extra->bytes), "event", &extra->event, fault);
    if (code != FAULT_NONE)
        return code;
    buf_init(&canonical, 0);
    code = json_canonical(extra->event.root, &canonical, fault);
    if (code == FAULT_NONE && strcmp(buf_string(&canonical), extra->bytes) != 0)
        code = no_proof(fault, "The entry that the proof shows is not written as entries are.");
    buf_release(&canonical);
    const cJSON *payload = json_object(extra->event.root, "payload");
    const char *kind = json_string(extra->event.root, "kind");
    if (code == FAULT_NONE && (!payload || !kind || !json_integer(extra->event.root, "seq", &extra->seq)))
        code = no_proof(fault, "The entry that the proof shows is not one of this log.");
    if (code != FAULT_NONE)
        return code;
    bool issued = strcmp(kind, "record.issued") == 0;
    if (!issued && strcmp(kind, "completion.recorded") != 0)
        return no_proof(fault, "The entry that the proof shows issues no record.");
    extra->commitment = json_string(payload, "commitment");
    extra->score_commitment = issued ? json_string(payload, "score_commitment") : NULL;
    return FAULT_NONE;
}

static enum fault_code extra_read(const struct log_proof_file *file, struct extra *out, struct fault *fault)
{
    if (!file->extra)
        return no_proof(fault, "The proof does not show which entry it is for.");
    enum fault_code code = json_read(file->extra, file->extra_size, "proof", &out->doc, fault);
    if (code != FAULT_NONE)
        return code;
    out->bytes = json_string(out->doc.root, "event");
    if (!out->bytes || !hex_read(json_string(out->doc.root, "event_salt"), out->event_salt, sizeof out->event_salt) ||
        !hex_read(json_string(out->doc.root, "record_salt"), out->record_salt, sizeof out->record_salt))
        return no_proof(fault, "The proof does not show its entry and both salts.");
    return event_read(out, fault);
}

static void extra_release(struct extra *extra)
{
    json_release(&extra->doc);
    json_release(&extra->event);
}

static void leaf_of(const struct extra *extra, struct log_hash *out)
{
    unsigned char entry[EVENT_HASH];
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, extra->event_salt, sizeof extra->event_salt);
    crypto_hash_sha256_update(&state, (const unsigned char *)extra->bytes, strlen(extra->bytes));
    crypto_hash_sha256_final(&state, entry);
    log_leaf_hash(entry, sizeof entry, out);
}

static bool commits_to(const struct extra *extra, const char *document, size_t size)
{
    char commitment[65];
    credential_commitment(extra->record_salt, document, size, commitment);
    return (extra->commitment && strcmp(extra->commitment, commitment) == 0) ||
           (extra->score_commitment && strcmp(extra->score_commitment, commitment) == 0);
}

static void answer(enum verification_result result, const char *why, enum verification_result *out, char text[VERIFICATION_WHY])
{
    *out = result;
    snprintf(text, VERIFICATION_WHY, "%s", why);
}

/* ---- the log ---- */

static enum fault_code log_check(const struct verification_input *input, const struct log_proof_file *file, const struct extra *extra,
                                 struct opening *out, struct fault *fault)
{
    struct log_checkpoint checkpoint;
    struct log_hash leaf;
    struct fault why = {.code = FAULT_NONE};
    if (!input->log_key_count) {
        answer(VERIFICATION_NOT_CHECKED, "No key of a log was given: an entry in a log that nobody signed proves nothing.",
               &out->in_log, out->why_log);
        return FAULT_NONE;
    }
    leaf_of(extra, &leaf);
    enum fault_code code = log_proof_file_holds(file, &leaf, input->log_keys, input->log_key_count, &checkpoint, &why);
    if (code == FAULT_MEMORY)
        return fault_memory(fault);
    answer(code == FAULT_NONE ? VERIFICATION_YES : VERIFICATION_NO, why.message, &out->in_log, out->why_log);
    if (code == FAULT_NONE)
        snprintf(out->why_log, sizeof out->why_log, "Entry %lld of the %lld in the log %s.", (long long)file->index,
                 (long long)checkpoint.size, checkpoint.origin);
    return FAULT_NONE;
}

static enum fault_code witness_check(const struct verification_input *input, const struct log_proof_file *file, struct opening *out,
                                     struct fault *fault)
{
    char when[64];
    if (!input->witness_count)
        return FAULT_NONE;
    answer(VERIFICATION_NO, "The proof bears no signature of a witness whose key was given.", &out->witnessed, out->why_witness);
    for (int i = 0; i < input->witness_count && out->witnessed == VERIFICATION_NO; i++) {
        struct instant at = {0};
        struct fault why;
        enum fault_code code = log_note_verify(file->note, file->note_size, &input->witnesses[i], &at, &why);
        if (code == FAULT_MEMORY)
            return fault_memory(fault);
        if (code != FAULT_NONE)
            continue;
        instant_words(at, when, sizeof when);
        out->witnessed = VERIFICATION_YES;
        snprintf(out->why_witness, sizeof out->why_witness, "%.200s, on %s.", input->witnesses[i].name, when);
    }
    return FAULT_NONE;
}

static enum fault_code file_check(const struct verification_input *input, const struct log_proof_file *file, const char *document,
                                  size_t size, struct opening *out, struct fault *fault)
{
    struct extra extra = {.bytes = NULL};
    struct fault why;
    enum fault_code code = extra_read(file, &extra, &why);
    if (code == FAULT_NONE && extra.seq != file->index)
        code = no_proof(&why, "The proof shows one entry and leads to another.");
    if (code == FAULT_NONE && !commits_to(&extra, document, size))
        code = no_proof(&why, "The proof is of another record.");
    if (code == FAULT_NONE) {
        answer(VERIFICATION_YES, "", &out->of_record, out->why_record);
        out->issued = extra.seq;
        code = log_check(input, file, &extra, out, fault);
        if (code == FAULT_NONE)
            code = witness_check(input, file, out, fault);
    } else if (code != FAULT_MEMORY) {
        answer(VERIFICATION_NO, why.message, &out->of_record, out->why_record);
        answer(VERIFICATION_NOT_CHECKED, "The proof is not of this record.", &out->in_log, out->why_log);
        answer(VERIFICATION_NOT_CHECKED, "The proof is not of this record.", &out->witnessed, out->why_witness);
        code = FAULT_NONE;
    }
    extra_release(&extra);
    return code == FAULT_MEMORY ? fault_memory(fault) : code;
}

enum fault_code opening_check(const struct verification_input *input, const char *proof, size_t proof_size, const char *document,
                              size_t size, struct opening *out, struct fault *fault)
{
    struct log_proof_file file = {0};
    struct fault why;
    *out = (struct opening){.issued = -1};
    enum fault_code code = log_proof_file_read(proof, proof_size, &file, &why);
    if (code == FAULT_MEMORY)
        return fault_memory(fault);
    if (code == FAULT_NONE) {
        code = file_check(input, &file, document, size, out, fault);
    } else {
        answer(VERIFICATION_NO, why.message, &out->of_record, out->why_record);
        answer(VERIFICATION_NOT_CHECKED, "The proof file cannot be read.", &out->in_log, out->why_log);
        answer(VERIFICATION_NOT_CHECKED, "The proof file cannot be read.", &out->witnessed, out->why_witness);
        code = FAULT_NONE;
    }
    log_proof_file_release(&file);
    return code;
}
