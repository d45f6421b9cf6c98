/*
 * credential_check.c - does this record hold? Offline, from its own bytes and a list of trusted keys.
 *
 * Reading is strict, canonicalising is ours: a pretty-printed copy of a record holds as well as the record. What it must say
 * to be a credential at all stands here, its proofs in proofs_check.c.
 */
#include <string.h>
#include "record/record_internal.h"
#include "signpost/json.h"
#include "signpost/limits.h"

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

static enum fault_code check_in(struct arena *arena, const char *bytes, size_t size, const char *const *trusted,
                                struct instant now, struct credential_check *out, struct fault *fault)
{
    const cJSON *root = NULL;
    enum fault_code code = json_read_in(bytes, size, "record", arena, &root, fault);

    if (code != FAULT_NONE)
        return code;
    if (!cJSON_IsObject(root))
        return fault_set(fault, FAULT_MALFORMED, "This is no completion record: it is not a JSON object.");
    if (!credential_read(root, out))
        return fault_memory(fault);
    code = shape_check(root, now, out, fault);
    return code == FAULT_NONE ? proofs_check(root, trusted, out, fault) : code;
}

enum fault_code credential_check(const char *bytes, size_t size, const char *const *trusted, struct instant now,
                                 struct credential_check *out, struct fault *fault)
{
    struct arena *arena = NULL;
    enum fault_code code;

    memset(out, 0, sizeof *out);
    if (size > LIMIT_BODY_UPLOAD)
        return fault_set(fault, FAULT_LARGE, "This is no completion record: it is over %d bytes.", LIMIT_BODY_UPLOAD);
    arena = arena_new();
    code = arena ? check_in(arena, bytes, size, trusted, now, out, fault) : fault_memory(fault);
    if (!out->signature_holds) { /* one of the set held, another did not */
        out->key_trusted = false;
        out->signed_by[0] = '\0';
    }
    arena_free(arena);
    return code;
}
