/*
 * claims.c - the shape of our credentials as JSON: written, and read back from any copy that says the same.
 *
 * Reading takes nothing for granted: one member more or less, a list of another length or a text where another kind of
 * value should be, and it is another shape. So what was read says all that the document says.
 */
#include <string.h>
#include "record/record_shape.h"

/* ---- writing ---- */

static void write_texts(struct json_out *json, const char *name, const char *first, const char *second)
{
    json_out_key(json, name);
    json_out_array(json);
    json_out_string(json, first);
    if (second)
        json_out_string(json, second);
    json_out_end(json);
}

/* What the score is out of: in the achievement of a score record. */
static void write_scale(const struct claims *claims, struct json_out *json)
{
    json_out_key(json, "resultDescription");
    json_out_array(json);
    json_out_object(json);
    json_out_member(json, "id", claims->result.id);
    json_out_member(json, "name", claims->result.name);
    json_out_member(json, "resultType", claims->result.type);
    write_texts(json, "type", "ResultDescription", NULL);
    json_out_member(json, "valueMax", claims->result.max);
    json_out_member(json, "valueMin", claims->result.min);
    json_out_end(json);
    json_out_end(json);
}

static void write_achievement(const struct claims *claims, bool alone, struct json_out *json)
{
    json_out_object(json);
    if (alone)
        write_texts(json, "@context", CONTEXT_CREDENTIALS, CONTEXT_BADGES);
    json_out_member(json, "achievementType", claims->achievement.type);
    json_out_key(json, "criteria");
    json_out_object(json);
    json_out_member(json, "narrative", claims->achievement.criteria);
    json_out_end(json);
    json_out_member(json, "description", claims->achievement.description);
    json_out_member(json, "id", claims->achievement.id);
    json_out_member(json, "name", claims->achievement.name);
    if (claims->result.id)
        write_scale(claims, json);
    write_texts(json, "type", "Achievement", NULL);
    json_out_end(json);
}

void claims_write_achievement(const struct claims *claims, struct json_out *json)
{
    write_achievement(claims, true, json);
}

static void write_identity(const struct claims *claims, struct json_out *json)
{
    json_out_key(json, "identifier");
    json_out_array(json);
    json_out_object(json);
    json_out_key(json, "hashed");
    json_out_bool(json, true);
    json_out_member(json, "identityHash", claims->identity_hash);
    json_out_member(json, "identityType", claims->identity_type);
    json_out_member(json, "salt", claims->salt);
    json_out_member(json, "type", "IdentityObject");
    json_out_end(json);
    json_out_end(json);
}

static void write_result(const struct claims *claims, struct json_out *json)
{
    json_out_key(json, "result");
    json_out_array(json);
    json_out_object(json);
    json_out_member(json, "resultDescription", claims->result.id);
    write_texts(json, "type", "Result", NULL);
    json_out_member(json, "value", claims->result.score);
    json_out_end(json);
    json_out_end(json);
}

void claims_write(const struct claims *claims, const char *proofs, struct json_out *json)
{
    json_out_object(json);
    write_texts(json, "@context", CONTEXT_CREDENTIALS, CONTEXT_BADGES);
    json_out_member(json, "awardedDate", claims->awarded);
    json_out_key(json, "credentialSubject");
    json_out_object(json);
    json_out_key(json, "achievement");
    write_achievement(claims, false, json);
    write_identity(claims, json);
    if (claims->result.id)
        write_result(claims, json);
    write_texts(json, "type", "AchievementSubject", NULL);
    json_out_end(json);
    json_out_member(json, "description", claims->description);
    json_out_member(json, "id", claims->id);
    json_out_key(json, "issuer");
    json_out_object(json);
    json_out_member(json, "id", claims->issuer);
    json_out_member(json, "name", claims->issuer_name);
    write_texts(json, "type", "Profile", NULL);
    json_out_end(json);
    json_out_member(json, "name", claims->name);
    if (proofs) {
        json_out_key(json, "proof");
        json_out_canonical(json, proofs);
    }
    write_texts(json, "type", "VerifiableCredential", "OpenBadgeCredential");
    json_out_member(json, "validFrom", claims->valid_from);
    json_out_member(json, "validUntil", claims->valid_until);
    json_out_end(json);
}

/* Each suite's own way with contexts: eddsa-jcs-2022 signs them within the proof, to eddsa-rdfc-2022 they are the document's. */
void proof_write(const char *suite, const struct proof_terms *terms, const char *value, struct json_out *json)
{
    json_out_object(json);
    if (strcmp(suite, SUITE_JCS) == 0)
        write_texts(json, "@context", CONTEXT_CREDENTIALS, CONTEXT_BADGES);
    json_out_member(json, "created", terms->created);
    json_out_member(json, "cryptosuite", suite);
    json_out_member(json, "proofPurpose", PROOF_PURPOSE);
    if (value)
        json_out_member(json, "proofValue", value);
    json_out_member(json, "type", PROOF_TYPE);
    json_out_member(json, "verificationMethod", terms->method);
    json_out_end(json);
}

/* ---- reading ---- */

/* Takes the members of an object one by one; each that is taken is as it must be, and none may be left. */
struct taking {
    const cJSON *object;
    const cJSON *next; /* most often the one that is wanted: records are printed in canonical order */
    int left;
    bool right;
};

static struct taking take_from(const cJSON *object)
{
    bool right = cJSON_IsObject(object);

    return (struct taking){object, right ? object->child : NULL, cJSON_GetArraySize(object), right};
}

static const cJSON *take(struct taking *taking, const char *name)
{
    const cJSON *item = taking->right ? taking->next : NULL;

    if (item && strcmp(item->string, name) == 0)
        taking->next = item->next;
    else
        item = taking->right ? json_member(taking->object, name) : NULL;
    taking->left--;
    taking->right = item != NULL;
    return item;
}

static const char *take_text(struct taking *taking, const char *name)
{
    const cJSON *item = take(taking, name);

    taking->right = taking->right && cJSON_IsString(item);
    return taking->right ? item->valuestring : NULL;
}

static const char *take_iri(struct taking *taking, const char *name)
{
    const char *text = take_text(taking, name);

    taking->right = taking->right && iri_is_plain(text);
    return text;
}

/* A list of exactly these texts. */
static void take_texts(struct taking *taking, const char *name, const char *first, const char *second)
{
    const cJSON *list = take(taking, name), *item = cJSON_IsArray(list) ? list->child : NULL;

    taking->right = item && cJSON_IsString(item) && strcmp(item->valuestring, first) == 0;
    if (taking->right && second) {
        item = item->next;
        taking->right = item && cJSON_IsString(item) && strcmp(item->valuestring, second) == 0;
    }
    taking->right = taking->right && !item->next;
}

/* The one object of a list. */
static struct taking take_only(struct taking *taking, const char *name)
{
    const cJSON *list = take(taking, name);

    taking->right = cJSON_IsArray(list) && list->child && !list->child->next;
    return take_from(taking->right ? list->child : NULL);
}

static bool took_all(const struct taking *taking)
{
    return taking->right && taking->left == 0;
}

static bool read_scale(struct taking *achievement, struct claims *out)
{
    struct taking scale = take_only(achievement, "resultDescription");

    out->result.id = take_iri(&scale, "id");
    out->result.name = take_text(&scale, "name");
    out->result.type = take_text(&scale, "resultType");
    take_texts(&scale, "type", "ResultDescription", NULL);
    out->result.max = take_text(&scale, "valueMax");
    out->result.min = take_text(&scale, "valueMin");
    return took_all(&scale);
}

static bool read_achievement(const cJSON *object, bool scored, struct claims *out)
{
    struct taking achievement = take_from(object), criteria;

    out->achievement.type = take_text(&achievement, "achievementType");
    criteria = take_from(take(&achievement, "criteria"));
    out->achievement.criteria = take_text(&criteria, "narrative");
    out->achievement.description = take_text(&achievement, "description");
    out->achievement.id = take_iri(&achievement, "id");
    out->achievement.name = take_text(&achievement, "name");
    if (!took_all(&criteria) || (scored && !read_scale(&achievement, out)))
        return false;
    take_texts(&achievement, "type", "Achievement", NULL);
    return took_all(&achievement);
}

static bool read_identity(struct taking *subject, struct claims *out)
{
    struct taking identity = take_only(subject, "identifier");
    const cJSON *hashed = take(&identity, "hashed");
    const char *type;

    out->identity_hash = take_text(&identity, "identityHash");
    out->identity_type = take_text(&identity, "identityType");
    out->salt = take_text(&identity, "salt");
    type = take_text(&identity, "type");
    return took_all(&identity) && cJSON_IsTrue(hashed) && strcmp(type, "IdentityObject") == 0;
}

/* The result names the scale that its achievement describes. */
static bool read_result(struct taking *subject, struct claims *out)
{
    struct taking result = take_only(subject, "result");
    const char *scale = take_text(&result, "resultDescription");

    take_texts(&result, "type", "Result", NULL);
    out->result.score = take_text(&result, "value");
    return took_all(&result) && strcmp(scale, out->result.id) == 0;
}

static bool read_subject(const cJSON *object, struct claims *out)
{
    struct taking subject = take_from(object);
    bool scored = cJSON_IsObject(object) && json_member(object, "result");

    return read_achievement(take(&subject, "achievement"), scored, out) && read_identity(&subject, out) &&
           (!scored || read_result(&subject, out)) &&
           (take_texts(&subject, "type", "AchievementSubject", NULL), took_all(&subject));
}

bool claims_read(const cJSON *record, struct claims *out)
{
    struct taking whole = take_from(record), issuer;
    const cJSON *subject;

    *out = (struct claims){.id = NULL};
    take_texts(&whole, "@context", CONTEXT_CREDENTIALS, CONTEXT_BADGES);
    out->awarded = take_text(&whole, "awardedDate");
    subject = take(&whole, "credentialSubject");
    out->description = take_text(&whole, "description");
    out->id = take_iri(&whole, "id");
    issuer = take_from(take(&whole, "issuer"));
    out->issuer = take_iri(&issuer, "id");
    out->issuer_name = take_text(&issuer, "name");
    take_texts(&issuer, "type", "Profile", NULL);
    out->name = take_text(&whole, "name");
    take(&whole, "proof");
    take_texts(&whole, "type", "VerifiableCredential", "OpenBadgeCredential");
    out->valid_from = take_text(&whole, "validFrom");
    out->valid_until = take_text(&whole, "validUntil");
    return took_all(&whole) && took_all(&issuer) && read_subject(subject, out);
}
