/*
 * credential_check.c - does this record hold? Offline, from its own bytes and a list of trusted keys.
 *
 * Reading is strict, canonicalising is ours: a pretty-printed copy of a record holds as well as the record. Proofs of
 * other suites are passed over; every eddsa-jcs-2022 proof of the set must hold, and one of them must be its issuer's
 * under a trusted key.
 */
#include <string.h>
#include "record/record_internal.h"
#include "signpost/json.h"
#include "signpost/limits.h"

#define PROOFS_MAX 16 /* each costs a pass over the document */

/* ---- is it a credential ---- */

static bool array_has(const cJSON *array, const char *text)
{
    const cJSON *item;

    cJSON_ArrayForEach(item, array) {
        if (cJSON_IsString(item) && strcmp(item->valuestring, text) == 0)
            return true;
    }
    return false;
}

static bool contexts_are_known(const cJSON *contexts)
{
    const cJSON *first = cJSON_GetArrayItem(contexts, 0), *second = cJSON_GetArrayItem(contexts, 1);

    return cJSON_IsString(first) && strcmp(first->valuestring, CONTEXT_CREDENTIALS) == 0 && cJSON_IsString(second) &&
           strncmp(second->valuestring, CONTEXT_BADGES_ANY, strlen(CONTEXT_BADGES_ANY)) == 0;
}

static bool instant_is_well_formed(const char *text, bool required, struct instant *out)
{
    return text ? instant_parse(text, out, NULL) == FAULT_NONE : !required;
}

static enum fault_code shape_check(const cJSON *root, struct instant now, struct credential_check *out,
                                   struct fault *fault)
{
    const cJSON *types = json_array(root, "type"), *issuer = json_object(root, "issuer");
    const cJSON *subject = json_object(root, "credentialSubject");
    struct instant from, awarded, until = {INT64_MAX};

    if (!contexts_are_known(json_array(root, "@context")))
        return fault_field(fault, FAULT_MALFORMED, "@context",
                           "This is no Open Badges 3.0 credential: its contexts are others.");
    if (!array_has(types, "VerifiableCredential") ||
        (!array_has(types, "OpenBadgeCredential") && !array_has(types, "AchievementCredential")))
        return fault_field(fault, FAULT_MALFORMED, "type",
                           "This is no Open Badges 3.0 credential: its types are others.");
    if (!out->id || !out->id[0])
        return fault_field(fault, FAULT_MALFORMED, "id", "The record has no id.");
    if (!issuer || !out->issuer || !out->issuer[0] || !out->issuer_name ||
        !array_has(json_array(issuer, "type"), "Profile"))
        return fault_field(fault, FAULT_MALFORMED, "issuer",
                           "The record does not say who issued it: a Profile with id and name.");
    if (!subject || !out->achievement || !array_has(json_array(subject, "type"), "AchievementSubject"))
        return fault_field(fault, FAULT_MALFORMED, "credentialSubject", "The record does not say what was achieved.");
    if (!instant_is_well_formed(out->valid_from, true, &from) ||
        !instant_is_well_formed(out->awarded_on, false, &awarded) ||
        !instant_is_well_formed(out->valid_until, false, &until))
        return fault_field(fault, FAULT_MALFORMED, "validFrom",
                           "A date of the record is not one in UTC, as 2026-04-30T12:00:00Z.");
    out->expired = now.ms >= until.ms;
    return FAULT_NONE;
}

/* ---- its proofs ---- */

/* The suite's rule: DOCUMENT's contexts start with those of the proof, in order. */
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

static bool proof_is_ours(const cJSON *proof)
{
    const char *type = json_string(proof, "type"), *suite = json_string(proof, "cryptosuite");

    return type && suite && strcmp(type, PROOF_TYPE) == 0 && strcmp(suite, PROOF_SUITE) == 0;
}

/* A member that we do not know could be a condition (expires, domain, previousProof): refused. KEY: in PROOF. */
static enum fault_code proof_read(const cJSON *proof, const cJSON *contexts, const char **key, struct fault *fault)
{
    static const char *const names[] = {"@context", "created", "cryptosuite", "id", "proofPurpose",
                                        "proofValue", "type", "verificationMethod", NULL};
    const cJSON *unknown = json_unknown_member(proof, names), *own = json_member(proof, "@context");
    const char *purpose = json_string(proof, "proofPurpose"), *method = json_string(proof, "verificationMethod");
    const char *hash = method ? strrchr(method, '#') : NULL;
    unsigned char bytes[PUBLIC_SIZE];
    struct instant created;

    if (unknown)
        return fault_field(fault, FAULT_PROOF, unknown->string,
                           "The proof has a condition that Signpost does not know: %.60s.", unknown->string);
    if (!purpose || strcmp(purpose, PROOF_PURPOSE) != 0)
        return fault_field(fault, FAULT_PROOF, "proofPurpose",
                           "The proof was not made to assert anything (assertionMethod).");
    if (!instant_is_well_formed(json_string(proof, "created"), true, &created))
        return fault_field(fault, FAULT_PROOF, "created",
                           "The proof does not say when it was made, as 2026-04-30T12:00:00Z.");
    if (!hash || !multikey_public_read(hash + 1, bytes))
        return fault_field(fault, FAULT_PROOF, "verificationMethod",
                           "The proof does not name an Ed25519 key (…#z6Mk…).");
    if (own && !contexts_start_with(contexts, own))
        return fault_field(fault, FAULT_PROOF, "@context", "The record's contexts do not start with the proof's.");
    *key = hash + 1;
    return FAULT_NONE;
}

static cJSON *context_reference(const cJSON *context)
{
    return cJSON_IsArray(context) ? cJSON_CreateArrayReference(context->child)
                                  : cJSON_CreateStringReference(context->valuestring);
}

/* Canonicalises ROOT under the proof's own contexts, and the proof without its value, and verifies. */
static enum fault_code proof_hold(cJSON *root, const cJSON *contexts, cJSON *proof, const char *key,
                                  struct fault *fault)
{
    const cJSON *own = json_member(proof, "@context");
    cJSON *reference = context_reference(own ? own : contexts);
    cJSON *value = cJSON_DetachItemFromObjectCaseSensitive(proof, "proofValue");
    struct buf document, config;
    enum fault_code code;

    buf_init(&document, 0);
    buf_init(&config, 0);
    if (!reference || !cJSON_AddItemToObjectCS(root, "@context", reference)) {
        cJSON_Delete(reference);
        code = fault_memory(fault);
        goto done;
    }
    code = json_canonical(root, &document, fault);
    cJSON_DeleteItemFromObjectCaseSensitive(root, "@context");
    if (code == FAULT_NONE)
        code = json_canonical(proof, &config, fault);
    if (code == FAULT_NONE)
        code = proof_verify(key, document.bytes, document.size, config.bytes, config.size,
                            cJSON_IsString(value) ? value->valuestring : NULL, fault);
done:
    cJSON_Delete(value);
    buf_release(&document);
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

/* ROOT is the record without proof and contexts, which are handed in beside it. */
static enum fault_code proofs_check(cJSON *root, const cJSON *contexts, cJSON *proofs, const char *const *trusted,
                                    struct credential_check *out, struct fault *fault)
{
    int count = cJSON_IsArray(proofs) ? cJSON_GetArraySize(proofs) : 1;

    if (!cJSON_IsArray(proofs) && !cJSON_IsObject(proofs))
        return fault_field(fault, FAULT_MALFORMED, "proof", "The record has no proof.");
    if (count > PROOFS_MAX)
        return fault_field(fault, FAULT_MALFORMED, "proof", "The record has more than %d proofs.", PROOFS_MAX);
    for (int i = 0; i < count; i++) {
        cJSON *proof = cJSON_IsArray(proofs) ? cJSON_GetArrayItem(proofs, i) : proofs;
        const char *key = NULL;
        enum fault_code code;

        if (!cJSON_IsObject(proof))
            return fault_field(fault, FAULT_MALFORMED, "proof", "A proof of the record is not an object.");
        if (!proof_is_ours(proof))
            continue;
        out->signature_holds = false;
        out->jcs = PROOF_BROKEN;
        code = proof_read(proof, contexts, &key, fault);
        if (code == FAULT_NONE)
            code = proof_hold(root, contexts, proof, key, fault);
        if (code != FAULT_NONE)
            return code;
        out->signature_holds = true;
        out->jcs = PROOF_HELD;
        if (out->key_trusted)
            continue;
        out->key_trusted = key_is_trusted(proof, out->issuer, key, trusted);
        strncpy(out->signed_by, key, sizeof out->signed_by - 1);
    }
    if (!out->signature_holds)
        return fault_field(fault, FAULT_PROOF, "proof",
                           "The record has no proof that Signpost understands (eddsa-jcs-2022).");
    if (!out->key_trusted)
        return fault_field(fault, FAULT_PROOF, "verificationMethod",
                           "The signature holds, but under a key that is not a trusted one of this issuer: %s.",
                           out->signed_by);
    return FAULT_NONE;
}

enum fault_code credential_check(const char *bytes, size_t size, const char *const *trusted, struct instant now,
                                 struct credential_check *out, struct fault *fault)
{
    struct json_doc doc = {0};
    cJSON *proofs = NULL, *contexts = NULL;
    enum fault_code code;

    memset(out, 0, sizeof *out);
    if (size > LIMIT_BODY_UPLOAD)
        return fault_set(fault, FAULT_LARGE, "This is no completion record: it is over %d bytes.", LIMIT_BODY_UPLOAD);
    code = json_read(bytes, size, "record", &doc, fault);
    if (code != FAULT_NONE)
        return code;
    if (!cJSON_IsObject(doc.root)) {
        code = fault_set(fault, FAULT_MALFORMED, "This is no completion record: it is not a JSON object.");
        goto done;
    }
    if (!credential_read(doc.root, out)) {
        code = fault_memory(fault);
        goto done;
    }
    code = shape_check(doc.root, now, out, fault);
    if (code != FAULT_NONE)
        goto done;
    proofs = cJSON_DetachItemFromObjectCaseSensitive(doc.root, "proof");
    contexts = cJSON_DetachItemFromObjectCaseSensitive(doc.root, "@context");
    code = proofs_check(doc.root, contexts, proofs, trusted, out, fault);
done:
    if (!out->signature_holds) { /* one of the set held, a later one did not */
        out->key_trusted = false;
        out->signed_by[0] = '\0';
    }
    cJSON_Delete(proofs);
    cJSON_Delete(contexts);
    json_release(&doc);
    return code;
}
