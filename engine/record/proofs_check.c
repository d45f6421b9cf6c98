/*
 * proofs_check.c - do the proofs of this record hold? Each signs the document without proofs, in its suite's canonical form,
 * which is made once however many there are.
 *
 * eddsa-jcs-2022 is checked on any document. eddsa-rdfc-2022 is checked on records of our own shape, whose RDF we know; on
 * another it is passed over, like a suite that we do not know, and then the others decide. Every proof that is checked must
 * hold, and one of them must be the issuer's own under a trusted key.
 */
#include <stdlib.h>
#include <string.h>
#include "base/sha256.h"
#include "record/record_shape.h"

#define TYPICAL_RECORD 3000 /* bytes */
#define PROOFS_MAX 16 /* each costs a signature's verification */

struct checking {
    const cJSON *record;
    const cJSON *contexts;        /* the record's */
    struct claims claims;
    bool ours;                    /* it is of our shape: CLAIMS are all it says */
    struct canonical { bool made; unsigned char hash[HASH_SIZE]; } jcs, rdfc; /* of the document; made when wanted */
    struct buf text;              /* room for canonical JSON */
    struct quads quads;
    struct credential_check *out;
};

/* ---- contexts ---- */

/* eddsa-jcs-2022: DOCUMENT's contexts start with those of the proof, in order. */
static bool contexts_start_with(const cJSON *document, const cJSON *proof)
{
    int count = cJSON_IsArray(proof) ? cJSON_GetArraySize(proof) : 1;

    for (int i = 0; i < count; i++) {
        const cJSON *theirs = cJSON_IsArray(proof) ? cJSON_GetArrayItem(proof, i) : proof;
        const cJSON *ours = cJSON_GetArrayItem(document, i);

        if (!ours || !theirs || !cJSON_Compare(ours, theirs, true))
            return false;
    }
    return true;
}

static bool contexts_are_the_same(const cJSON *document, const cJSON *proof)
{
    return !proof || (cJSON_IsArray(proof) && cJSON_GetArraySize(proof) == cJSON_GetArraySize(document) &&
                      contexts_start_with(document, proof));
}

/* ---- canonical forms ---- */

/* SHA-256 of the canonical JSON of OBJECT without its member NAME. */
static enum fault_code hash_without(struct checking *checking, const cJSON *object, const char *name,
                                    unsigned char out[HASH_SIZE], struct fault *fault)
{
    enum fault_code code;

    buf_clear(&checking->text);
    code = json_canonical_without(object, name, &checking->text, fault);
    if (code == FAULT_NONE)
        sha256_of(checking->text.bytes, checking->text.size, out);
    return code;
}

/* The document under the proof's contexts, when they are not all of its own. */
static enum fault_code hash_under(struct checking *checking, const cJSON *contexts, unsigned char out[HASH_SIZE],
                                  struct fault *fault)
{
    size_t count = (size_t)cJSON_GetArraySize(checking->record), at = 0;
    cJSON *members = calloc(count + 1, sizeof *members), other = *checking->record;
    const cJSON *member;
    enum fault_code code;

    if (!members)
        return fault_memory(fault);
    cJSON_ArrayForEach(member, checking->record) {
        members[at] = strcmp(member->string, "@context") == 0 ? *contexts : *member;
        members[at].string = member->string;
        members[at].next = at + 1 < count ? &members[at + 1] : NULL;
        at++;
    }
    other.child = members;
    code = hash_without(checking, &other, "proof", out, fault);
    free(members);
    return code;
}

static enum fault_code jcs_make(struct checking *checking, struct fault *fault)
{
    enum fault_code code = FAULT_NONE;

    if (!checking->jcs.made)
        code = hash_without(checking, checking->record, "proof", checking->jcs.hash, fault);
    checking->jcs.made = code == FAULT_NONE;
    return code;
}

static enum fault_code rdfc_make(struct checking *checking, struct fault *fault)
{
    enum fault_code code = FAULT_NONE;

    if (!checking->rdfc.made) {
        claims_quads(&checking->claims, &checking->quads);
        code = nquads_hash(&checking->quads, checking->rdfc.hash, fault);
    }
    checking->rdfc.made = code == FAULT_NONE;
    return code;
}

/* ---- one proof ---- */

static bool suite_is(const cJSON *proof, const char *suite)
{
    const char *type = json_string(proof, "type"), *own = json_string(proof, "cryptosuite");

    return type && own && strcmp(type, PROOF_TYPE) == 0 && strcmp(own, suite) == 0;
}

/* Is the proof's RDF the one we write? An id of its own would stand in it, other contexts could make anything of it. */
static bool proof_is_plain(const struct checking *checking, const cJSON *proof)
{
    return checking->ours && !json_member(proof, "id") &&
           contexts_are_the_same(checking->contexts, json_member(proof, "@context"));
}

struct proof_key {
    const char *text; /* within the proof */
    unsigned char bytes[PUBLIC_SIZE];
};

/* A member that we do not know could be a condition (expires, domain, previousProof): refused. */
static enum fault_code proof_read(const cJSON *proof, const cJSON *contexts, struct proof_key *key, struct fault *fault)
{
    static const char *const names[] = {"@context", "created", "cryptosuite", "id", "proofPurpose",
                                        "proofValue", "type", "verificationMethod", NULL};
    const cJSON *unknown = json_unknown_member(proof, names), *own = json_member(proof, "@context");
    const char *purpose = json_string(proof, "proofPurpose"), *method = json_string(proof, "verificationMethod");
    const char *created = json_string(proof, "created"), *hash = method ? strrchr(method, '#') : NULL;
    struct instant at;

    if (unknown)
        return fault_field(fault, FAULT_PROOF, unknown->string,
                           "The proof has a condition that Signpost does not know: %.60s.", unknown->string);
    if (!purpose || strcmp(purpose, PROOF_PURPOSE) != 0)
        return fault_field(fault, FAULT_PROOF, "proofPurpose",
                           "The proof was not made to assert anything (assertionMethod).");
    if (!created || instant_parse(created, &at, NULL) != FAULT_NONE)
        return fault_field(fault, FAULT_PROOF, "created",
                           "The proof does not say when it was made, as 2026-04-30T12:00:00Z.");
    if (!hash || !iri_is_plain(method) || !multikey_public_read(hash + 1, key->bytes))
        return fault_field(fault, FAULT_PROOF, "verificationMethod",
                           "The proof does not name an Ed25519 key (…#z6Mk…).");
    if (own && !contexts_start_with(contexts, own))
        return fault_field(fault, FAULT_PROOF, "@context", "The record's contexts do not start with the proof's.");
    key->text = hash + 1;
    return FAULT_NONE;
}

static enum fault_code jcs_hold(struct checking *checking, const cJSON *proof, const unsigned char *key,
                                struct fault *fault)
{
    const cJSON *own = json_member(proof, "@context");
    struct proof_hash hash;
    enum fault_code code;

    if (contexts_are_the_same(checking->contexts, own)) {
        code = jcs_make(checking, fault);
        memcpy(hash.document, checking->jcs.hash, HASH_SIZE);
    } else {
        code = hash_under(checking, own, hash.document, fault);
    }
    if (code == FAULT_NONE)
        code = hash_without(checking, proof, "proofValue", hash.config, fault);
    return code == FAULT_NONE ? proof_verify_hash(key, &hash, json_string(proof, "proofValue"), fault) : code;
}

static enum fault_code rdfc_hold(struct checking *checking, const cJSON *proof, const unsigned char *key,
                                 struct fault *fault)
{
    struct proof_terms terms = {json_string(proof, "created"), json_string(proof, "verificationMethod")};
    struct proof_hash hash;
    enum fault_code code = rdfc_make(checking, fault);

    if (code != FAULT_NONE)
        return code;
    memcpy(hash.document, checking->rdfc.hash, HASH_SIZE);
    proof_quads(&terms, &checking->quads);
    code = nquads_hash(&checking->quads, hash.config, fault);
    return code == FAULT_NONE ? proof_verify_hash(key, &hash, json_string(proof, "proofValue"), fault) : code;
}

/* The method must be the issuer's own: <issuer id>#<key>. */
static bool key_is_trusted(const cJSON *proof, const char *issuer, const char *key, const char *const *trusted)
{
    const char *method = json_string(proof, "verificationMethod");
    size_t size = strlen(issuer);

    if (strncmp(method, issuer, size) != 0 || method + size + 1 != key)
        return false;
    for (; trusted && *trusted; trusted++) {
        if (strcmp(*trusted, key) == 0)
            return true;
    }
    return false;
}

/* NONE when it holds or is passed over; *HELD tells which. */
static enum fault_code proof_check(struct checking *checking, const cJSON *proof, const char *const *trusted, bool *held,
                                   struct fault *fault)
{
    struct credential_check *out = checking->out;
    bool jcs = suite_is(proof, SUITE_JCS), rdfc = suite_is(proof, SUITE_RDFC) && proof_is_plain(checking, proof);
    enum proof_result *result = jcs ? &out->jcs : &out->rdfc;
    struct proof_key key;
    enum fault_code code;

    if (!jcs && !rdfc)
        return FAULT_NONE;
    code = proof_read(proof, checking->contexts, &key, fault);
    if (code == FAULT_NONE)
        code = jcs ? jcs_hold(checking, proof, key.bytes, fault) : rdfc_hold(checking, proof, key.bytes, fault);
    if (code != FAULT_NONE) {
        *result = PROOF_BROKEN;
        return code;
    }
    if (*result == PROOF_NONE)
        *result = PROOF_HELD;
    *held = true;
    if (!out->key_trusted) {
        out->key_trusted = key_is_trusted(proof, out->issuer, key.text, trusted);
        strncpy(out->signed_by, key.text, sizeof out->signed_by - 1);
    }
    return FAULT_NONE;
}

/* ---- all of them ---- */

/* Goes on after one that does not hold, so that OUT says of each suite how it stands; the first fault is the answer. */
static enum fault_code each_proof(struct checking *checking, const cJSON *proofs, const char *const *trusted, bool *held,
                                  struct fault *fault)
{
    const cJSON *proof = cJSON_IsArray(proofs) ? proofs->child : proofs;
    enum fault_code first = FAULT_NONE;

    for (; proof; proof = cJSON_IsArray(proofs) ? proof->next : NULL) {
        enum fault_code code = proof_check(checking, proof, trusted, held, first == FAULT_NONE ? fault : NULL);

        if (code == FAULT_MEMORY)
            return fault_memory(fault);
        if (first == FAULT_NONE)
            first = code;
    }
    return first;
}

/* One that does not say what it is must not pass for one that we do not know. */
static enum fault_code proof_form_check(const cJSON *proof, struct fault *fault)
{
    const char *type = cJSON_IsObject(proof) ? json_string(proof, "type") : NULL;

    if (!cJSON_IsObject(proof))
        return fault_field(fault, FAULT_MALFORMED, "proof", "A proof of the record is not an object.");
    if (!type || (strcmp(type, PROOF_TYPE) == 0 && !json_string(proof, "cryptosuite")))
        return fault_field(fault, FAULT_MALFORMED, "proof", "A proof of the record does not say of which suite it is.");
    return FAULT_NONE;
}

static enum fault_code form_check(const cJSON *proofs, struct fault *fault)
{
    const cJSON *proof;

    if (cJSON_IsObject(proofs))
        return proof_form_check(proofs, fault);
    if (!cJSON_IsArray(proofs))
        return fault_field(fault, FAULT_MALFORMED, "proof", "The record has no proof.");
    if (cJSON_GetArraySize(proofs) > PROOFS_MAX)
        return fault_field(fault, FAULT_MALFORMED, "proof", "The record has more than %d proofs.", PROOFS_MAX);
    cJSON_ArrayForEach(proof, proofs) {
        enum fault_code code = proof_form_check(proof, fault);

        if (code != FAULT_NONE)
            return code;
    }
    return FAULT_NONE;
}

enum fault_code proofs_check(const cJSON *record, const char *const *trusted, struct credential_check *out,
                             struct fault *fault)
{
    const cJSON *proofs = json_member(record, "proof");
    struct checking checking;
    bool held = false;
    enum fault_code code = form_check(proofs, fault);

    if (code != FAULT_NONE)
        return code;
    checking.record = record;
    checking.contexts = json_member(record, "@context");
    checking.ours = claims_read(record, &checking.claims);
    checking.jcs.made = checking.rdfc.made = false;
    checking.out = out;
    buf_init(&checking.text, 0);
    buf_reserve(&checking.text, TYPICAL_RECORD); /* a failure shows when it is written to */
    quads_init(&checking.quads);
    code = each_proof(&checking, proofs, trusted, &held, fault);
    buf_release(&checking.text);
    quads_release(&checking.quads);
    out->signature_holds = held && code == FAULT_NONE;
    if (code != FAULT_NONE)
        return code;
    if (!held)
        return fault_field(fault, FAULT_PROOF, "proof",
                           "The record has no proof that Signpost can check: eddsa-jcs-2022, or eddsa-rdfc-2022 on a record "
                           "of the shape that Signpost issues.");
    if (!out->key_trusted)
        return fault_field(fault, FAULT_PROOF, "verificationMethod",
                           "The signature holds, but under a key that is not a trusted one of this issuer: %s.",
                           out->signed_by);
    return FAULT_NONE;
}
