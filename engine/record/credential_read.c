/*
 * credential_read.c - what a credential says of itself, true or not, as far as it can be read.
 */
#include <stdlib.h>
#include <string.h>
#include "record/record_internal.h"
#include "signpost/json.h"
#include "signpost/limits.h"

static bool take_text(const cJSON *object, const char *name, char **out)
{
    const char *text = json_string(object, name);

    *out = text ? strdup(text) : NULL;
    return !text || *out;
}

bool credential_read(const cJSON *root, struct credential_check *out)
{
    const cJSON *issuer = json_object(root, "issuer"), *subject = json_object(root, "credentialSubject");
    const cJSON *achievement = subject ? json_object(subject, "achievement") : NULL;
    const cJSON *criteria = achievement ? json_object(achievement, "criteria") : NULL;
    const cJSON *result = subject ? cJSON_GetArrayItem(json_array(subject, "result"), 0) : NULL;
    const cJSON *identity = subject ? cJSON_GetArrayItem(json_array(subject, "identifier"), 0) : NULL;

    return take_text(root, "id", &out->id) && take_text(root, "awardedDate", &out->awarded_on) &&
           take_text(root, "validFrom", &out->valid_from) && take_text(root, "validUntil", &out->valid_until) &&
           (!issuer || (take_text(issuer, "id", &out->issuer) && take_text(issuer, "name", &out->issuer_name))) &&
           take_text(root, "description", &out->description) &&
           (!achievement || take_text(achievement, "name", &out->achievement)) &&
           (!criteria || take_text(criteria, "narrative", &out->criteria)) &&
           (!cJSON_IsObject(result) || take_text(result, "value", &out->score)) &&
           (!cJSON_IsObject(identity) || (take_text(identity, "identityHash", &out->identity_hash) &&
                                          take_text(identity, "salt", &out->identity_salt)));
}

void credential_check_release(struct credential_check *check)
{
    free(check->id);
    free(check->issuer);
    free(check->issuer_name);
    free(check->achievement);
    free(check->awarded_on);
    free(check->valid_from);
    free(check->valid_until);
    free(check->identity_hash);
    free(check->identity_salt);
    free(check->description);
    free(check->criteria);
    free(check->score);
    memset(check, 0, sizeof *check);
}

/* As it is copied from somewhere, with space around it. */
bool credential_check_email(const struct credential_check *check, const char *email)
{
    static const char space[] = " \t\r\n";
    char hash[IDENTITY_HASH_TEXT], address[LIMIT_EMAIL + 1];
    size_t size;

    if (!check->identity_hash || !email)
        return false;
    email += strspn(email, space);
    size = strlen(email);
    while (size > 0 && strchr(space, email[size - 1]))
        size--;
    if (size >= sizeof address)
        return false;
    memcpy(address, email, size);
    address[size] = '\0';
    identity_hash(address, check->identity_salt ? check->identity_salt : "", hash);
    return strcmp(hash, check->identity_hash) == 0;
}
