/*
 * issuer.c - what stands at the addresses that credentials name: the issuer (Open Badges 3.0 Profile and W3C controlled
 * identifier document in one), the same keys as a did:web document, and achievements.
 *
 * Every credential key that ever signed is published for ever: what it signed must go on being verified. The context of DID
 * Core comes first: verifiers that process JSON-LD know it without fetching anything, and its terms are those of Controlled
 * Identifiers 1.0, which names it as an equal of its own.
 */
#include <stdio.h>
#include <string.h>
#include "record/record_shape.h"
#include "signpost/limits.h"

#define CONTEXT_DID "https://www.w3.org/ns/did/v1"
#define CONTEXT_MULTIKEY "https://w3id.org/security/multikey/v1"
#define DOCUMENT_MAX (256 * 1024)

/* ---- did:web ---- */

/* Is the host a name, as did:web asks, rather than an address of IP? The last label of a name does not begin with a digit. */
static bool host_is_name(const char *host, size_t size)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.";
    size_t last = size;

    while (last > 0 && host[last - 1] != '.')
        last--;
    return size > 0 && size <= 253 && strspn(host, allowed) >= size && last < size && (host[last] < '0' || host[last] > '9');
}

/* The host in lower case; the colon before a port is written %3A, and slashes of the path become colons. */
bool issuer_did(const char *url, char out[ISSUER_DID_TEXT])
{
    static const char in_path[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._/";
    const char *host = url && strncmp(url, "https://", 8) == 0 ? url + 8 : "";
    size_t name = strcspn(host, ":/"), port = host[name] == ':' ? strspn(host + name + 1, "0123456789") : 0;
    const char *path = host + name + (host[name] == ':' ? 1 + port : 0);
    int used;

    if (!host_is_name(host, name) || (host[name] == ':' && port == 0) || (*path && *path != '/') ||
        strspn(path, in_path) != strlen(path) || strlen(url) > LIMIT_URL)
        return false;
    used = snprintf(out, ISSUER_DID_TEXT, "did:web:%.*s%s%.*s%s", (int)name, host, port ? "%3A" : "", (int)port, host + name + 1, path);
    for (int i = 0; i < used; i++) {
        if (out[i] >= 'A' && out[i] <= 'Z' && i < 8 + (int)name)
            out[i] = (char)(out[i] - 'A' + 'a');
        else if (out[i] == '/')
            out[i] = ':';
    }
    return true;
}

/* ---- documents ---- */

static void write_id(struct json_out *json, const char *controller, const char *key)
{
    char id[ISSUER_DID_TEXT + MULTIKEY_TEXT + 8];

    snprintf(id, sizeof id, "%s#%s", controller, key);
    json_out_string(json, id);
}

static void write_assertions(struct json_out *json, const char *controller, const char *const *keys)
{
    json_out_key(json, "assertionMethod");
    json_out_array(json);
    for (; *keys; keys++)
        write_id(json, controller, *keys);
    json_out_end(json);
}

static void write_methods(struct json_out *json, const char *controller, const char *const *keys)
{
    json_out_key(json, "verificationMethod");
    json_out_array(json);
    for (; *keys; keys++) {
        json_out_object(json);
        json_out_member(json, "controller", controller);
        json_out_key(json, "id");
        write_id(json, controller, *keys);
        json_out_member(json, "publicKeyMultibase", *keys);
        json_out_member(json, "type", "Multikey");
        json_out_end(json);
    }
    json_out_end(json);
}

static void write_one(struct json_out *json, const char *name, const char *text)
{
    json_out_key(json, name);
    json_out_array(json);
    json_out_string(json, text);
    json_out_end(json);
}

static void write_contexts(struct json_out *json, const char *const *contexts)
{
    json_out_key(json, "@context");
    json_out_array(json);
    for (; *contexts; contexts++)
        json_out_string(json, *contexts);
    json_out_end(json);
}

static enum fault_code document_end(struct json_out *json, struct buf *whole, struct buf *out, struct fault *fault)
{
    json_out_end(json);
    if (json_out_ok(json))
        buf_append(out, whole->bytes, whole->size);
    bool done = json_out_ok(json) && buf_ok(out);
    buf_release(whole);
    return done ? FAULT_NONE : fault_memory(fault);
}

enum fault_code issuer_document(const struct issuer_facts *facts, struct buf *out, struct fault *fault)
{
    static const char *const contexts[] = {CONTEXT_DID, CONTEXT_MULTIKEY, CONTEXT_BADGES, NULL};
    char id[LIMIT_URL + 16], did[ISSUER_DID_TEXT];
    struct json_out json;
    struct buf whole;

    if (snprintf(id, sizeof id, "%s/issuer", facts->url) >= (int)sizeof id)
        return fault_set(fault, FAULT_INTERNAL, "The institution's address is too long.");
    buf_init(&whole, DOCUMENT_MAX);
    json_out_init(&json, &whole);
    json_out_object(&json);
    write_contexts(&json, contexts);
    if (issuer_did(facts->url, did))
        write_one(&json, "alsoKnownAs", did);
    write_assertions(&json, id, facts->keys);
    json_out_member(&json, "id", id);
    json_out_member(&json, "name", facts->name);
    write_one(&json, "type", "Profile");
    json_out_member(&json, "url", facts->url);
    write_methods(&json, id, facts->keys);
    return document_end(&json, &whole, out, fault);
}

enum fault_code issuer_did_document(const struct issuer_facts *facts, struct buf *out, struct fault *fault)
{
    static const char *const contexts[] = {CONTEXT_DID, CONTEXT_MULTIKEY, NULL};
    char issuer[LIMIT_URL + 16], did[ISSUER_DID_TEXT];
    struct json_out json;
    struct buf whole;

    if (!issuer_did(facts->url, did) || snprintf(issuer, sizeof issuer, "%s/issuer", facts->url) >= (int)sizeof issuer)
        return fault_set(fault, FAULT_ABSENT, "There is no did:web here: it needs an address that begins with https and names a host.");
    buf_init(&whole, DOCUMENT_MAX);
    json_out_init(&json, &whole);
    json_out_object(&json);
    write_contexts(&json, contexts);
    write_one(&json, "alsoKnownAs", issuer);
    write_assertions(&json, did, facts->keys);
    json_out_member(&json, "id", did);
    write_methods(&json, did, facts->keys);
    return document_end(&json, &whole, out, fault);
}
