/*
 * proofs_check.c - do the proofs of this record hold? Each signs the document without proofs, in its suite's canonical form,
 * which is made once however many there are.
 *
 * eddsa-jcs-2022 is checked on any document. eddsa-rdfc-2022 is checked on records of our own shape, whose RDF we know; on
 * another it is passed over, like a suite that we do not know, and then the others decide. Every proof that is checked must
 * hold, and one of them must be the issuer's own under a trusted key.
 */
#include <string.h>
#include "record/record_shape.h"

#define PROOFS_MAX 16 /* each costs a signature's verification */

struct checking {
    cJSON *document;              /* without its proofs */
    const cJSON *contexts;        /* the document's */
    struct claims claims;
    bool ours;                    /* the document is of our shape: CLAIMS are all it says */
    struct buf jcs, rdfc;         /* canonical forms; empty until wanted */
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

static cJSON *context_reference(const cJSON *context)
{
    return cJSON_IsArray(context) ? cJSON_CreateArrayReference(context->child)
                                  : cJSON_CreateStringReference(context->valuestring);
}

/* The document under the proof's contexts, when they are not all of its own. */
static enum fault_code canonical_under(struct checking *checking, const cJSON *contexts, struct buf *out,
                                       struct fault *fault)
{
    cJSON *own = cJSON_DetachItemFromObjectCaseSensitive(checking->document, "@context");
    cJSON *reference = context_reference(contexts);
    enum fault_code code = FAULT_MEMORY;

    if (reference && cJSON_AddItemToObjectCS(checking->document, "@context", reference)) {
        code = json_canonical(checking->document, out, fault);
        cJSON_DeleteItemFromObjectCaseSensitive(checking->document, "@context");
    } else {
        cJSON_Delete(reference);
        fault_memory(fault);
    }
    cJSON_AddItemToObjectCS(checking->document, "@context", own); /* takes no memory */
    return code;
}

static enum fault_code jcs_make(struct checking *checking, struct fault *fault)
{
    return checking->jcs.size ? FAULT_NONE : json_canonical(checking->document, &checking->jcs, fault);
}

static enum fault_code rdfc_make(struct checking *checking, struct fault *fault)
{
    struct quads quads;

    if (checking->rdfc.size)
        return FAULT_NONE;
    claims_quads(&checking->claims, &quads);
    return nquads_canonical(&quads, &checking->rdfc, fault);
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

/* A member that we do not know could be a condition (expires, domain, previousProof): refused. KEY: in PROOF. */
static enum fault_code proof_read(const cJSON *proof, const cJSON *contexts, const char **key, struct fault *fault)
{
    static const char *const names[] = {"@context", "created", "cryptosuite", "id", "proofPurpose",
                                        "proofValue", "type", "verificationMethod", NULL};
    const cJSON *unknown = json_unknown_member(proof, names), *own = json_member(proof, "@context");
    const char *purpose = json_string(proof, "proofPurpose"), *method = json_string(proof, "verificationMethod");
    const char *created = json_string(proof, "created"), *hash = method ? strrchr(method, '#') : NULL;
    unsigned char bytes[PUBLIC_SIZE];
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
    if (!hash || !iri_is_plain(method) || !multikey_public_read(hash + 1, bytes))
        return fault_field(fault, FAULT_PROOF, "verificationMethod",
                           "The proof does not name an Ed25519 key (…#z6Mk…).");
    if (own && !contexts_start_with(contexts, own))
        return fault_field(fault, FAULT_PROOF, "@context", "The record's contexts do not start with the proof's.");
    *key = hash + 1;
    return FAULT_NONE;
}

static enum fault_code jcs_hold(struct checking *checking, cJSON *proof, const char *key, struct fault *fault)
{
    const cJSON *own = json_member(proof, "@context");
    cJSON *value = cJSON_DetachItemFromObjectCaseSensitive(proof, "proofValue");
    bool same = contexts_are_the_same(checking->contexts, own);
    struct buf config, narrow;
    enum fault_code code;

    buf_init(&config, 0);
    buf_init(&narrow, 0);
    code = same ? jcs_make(checking, fault) : canonical_under(checking, own, &narrow, fault);
    if (code == FAULT_NONE)
        code = json_canonical(proof, &config, fault);
    if (code == FAULT_NONE) {
        const struct buf *document = same ? &checking->jcs : &narrow;

        code = proof_verify(key, document->bytes, document->size, config.bytes, config.size,
                            cJSON_IsString(value) ? value->valuestring : NULL, fault);
    }
    cJSON_Delete(value);
    buf_release(&config);
    buf_release(&narrow);
    return code;
}

static enum fault_code rdfc_hold(struct checking *checking, const cJSON *proof, const char *key, struct fault *fault)
{
    struct proof_terms terms = {json_string(proof, "created"), json_string(proof, "verificationMethod")};
    struct quads quads;
    struct buf config;
    enum fault_code code = rdfc_make(checking, fault);

    buf_init(&config, 0);
    proof_quads(&terms, &quads);
    if (code == FAULT_NONE)
        code = nquads_canonical(&quads, &config, fault);
    if (code == FAULT_NONE)
        code = proof_verify(key, checking->rdfc.bytes, checking->rdfc.size, config.bytes, config.size,
                            json_string(proof, "proofValue"), fault);
    buf_release(&config);
    return code;
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
static enum fault_code proof_check(struct checking *checking, cJSON *proof, const char *const *trusted, bool *held,
                                   struct fault *fault)
{
    struct credential_check *out = checking->out;
    bool jcs = suite_is(proof, SUITE_JCS), rdfc = suite_is(proof, SUITE_RDFC) && proof_is_plain(checking, proof);
    enum proof_result *result = jcs ? &out->jcs : &out->rdfc;
    const char *key = NULL;
    enum fault_code code;

    if (!jcs && !rdfc)
        return FAULT_NONE;
    code = proof_read(proof, checking->contexts, &key, fault);
    if (code == FAULT_NONE)
        code = jcs ? jcs_hold(checking, proof, key, fault) : rdfc_hold(checking, proof, key, fault);
    if (code != FAULT_NONE) {
        *result = PROOF_BROKEN;
        return code;
    }
    if (*result == PROOF_NONE)
        *result = PROOF_HELD;
    *held = true;
    if (!out->key_trusted) {
        out->key_trusted = key_is_trusted(proof, out->issuer, key, trusted);
        strncpy(out->signed_by, key, sizeof out->signed_by - 1);
    }
    return FAULT_NONE;
}

/* ---- all of them ---- */

/* Goes on after one that does not hold, so that OUT says of each suite how it stands; the first fault is the answer. */
static enum fault_code each_proof(struct checking *checking, cJSON *proofs, const char *const *trusted, bool *held,
                                  struct fault *fault)
{
    cJSON *proof = cJSON_IsArray(proofs) ? proofs->child : proofs;
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

enum fault_code proofs_check(cJSON *document, cJSON *proofs, const char *const *trusted, struct credential_check *out,
                             struct fault *fault)
{
    struct checking checking = {.document = document, .contexts = json_member(document, "@context"), .out = out};
    bool held = false;
    enum fault_code code = form_check(proofs, fault);

    if (code != FAULT_NONE)
        return code;
    buf_init(&checking.jcs, 0);
    buf_init(&checking.rdfc, 0);
    checking.ours = claims_read(document, &checking.claims);
    code = each_proof(&checking, proofs, trusted, &held, fault);
    buf_release(&checking.jcs);
    buf_release(&checking.rdfc);
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
