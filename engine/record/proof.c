/*
 * proof.c - what both proof suites do with bytes that are canonical already (W3C vc-di-eddsa 3.2.4, 3.3.4): Ed25519 over
 * the hashes of configuration and document. How the bytes became canonical is the suite's name: eddsa-jcs-2022 or
 * eddsa-rdfc-2022.
 */
#include <sodium.h>
#include <string.h>
#include "base/sha256.h"
#include "record/record_internal.h"

/* The configuration's hash first, then the document's: the order is the suite's. */
static void signed_bytes(const struct proof_hash *hash, unsigned char out[2 * HASH_SIZE])
{
    memcpy(out, hash->config, HASH_SIZE);
    memcpy(out + HASH_SIZE, hash->document, HASH_SIZE);
}

void proof_sign_hash(const struct signing_key *key, const struct proof_hash *hash, char out[PROOF_VALUE_TEXT])
{
    unsigned char bytes[2 * HASH_SIZE], signature[SIGNATURE_SIZE];

    signed_bytes(hash, bytes);
    crypto_sign_detached(signature, NULL, bytes, sizeof bytes, key->secret);
    base58btc_write(signature, sizeof signature, out);
}

enum fault_code proof_verify_hash(const unsigned char key[PUBLIC_SIZE], const struct proof_hash *hash,
                                  const char *proof_value, struct fault *fault)
{
    unsigned char bytes[2 * HASH_SIZE], signature[SIGNATURE_SIZE];

    if (!base58btc_read(proof_value, signature, sizeof signature))
        return fault_set(fault, FAULT_PROOF,
                         "The proof value is not a signature: 64 bytes in base58btc, beginning with z.");
    signed_bytes(hash, bytes);
    /* libsodium refuses what RFC 8032 leaves open: S not below the group's order, and keys or R of small order. */
    if (crypto_sign_verify_detached(signature, bytes, sizeof bytes, key) != 0)
        return fault_set(fault, FAULT_PROOF,
                         "The signature does not hold: the record is not as it was when it was signed.");
    return FAULT_NONE;
}

static struct proof_hash hash_of(const char *document, size_t document_size, const char *config, size_t config_size)
{
    struct proof_hash hash;

    sha256_of(document, document_size, hash.document);
    sha256_of(config, config_size, hash.config);
    return hash;
}

enum fault_code proof_sign(const char *secret_multikey, const char *document, size_t document_size, const char *config,
                           size_t config_size, char out[PROOF_VALUE_TEXT], struct fault *fault)
{
    struct proof_hash hash = hash_of(document, document_size, config, config_size);
    struct signing_key key;
    enum fault_code code = FAULT_NONE;

    if (multikey_secret_read(secret_multikey, &key))
        proof_sign_hash(&key, &hash, out);
    else
        code = fault_set(fault, FAULT_MALFORMED, "The signing key is not an Ed25519 secret Multikey (z3u2…).");
    sodium_memzero(&key, sizeof key);
    return code;
}

enum fault_code proof_verify(const char *public_multikey, const char *document, size_t document_size,
                             const char *config, size_t config_size, const char *proof_value, struct fault *fault)
{
    struct proof_hash hash = hash_of(document, document_size, config, config_size);
    unsigned char key[PUBLIC_SIZE];

    if (!multikey_public_read(public_multikey, key))
        return fault_set(fault, FAULT_MALFORMED, "The key is not an Ed25519 public Multikey (z6Mk…).");
    return proof_verify_hash(key, &hash, proof_value, fault);
}
