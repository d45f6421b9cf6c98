/*
 * record_internal.h - what the files of the record room share: keys in binary, base58btc, the suite on a loaded key.
 */
#ifndef SIGNPOST_RECORD_INTERNAL_H
#define SIGNPOST_RECORD_INTERNAL_H
#include <stdbool.h>
#include <stddef.h>
#include "signpost/record.h"

#define SEED_SIZE 32 /* an Ed25519 private key as RFC 8032 has it */
#define PUBLIC_SIZE 32
#define SECRET_SIZE 64 /* libsodium's form: seed and public key */
#define SIGNATURE_SIZE 64
#define HASH_SIZE 32 /* SHA-256 */
#define IDENTITY_HASH_TEXT 72 /* "sha256$", 64 hex characters and a NUL */

#define KEY_FILE_MAX 16384
#define KEY_FILE_NOUN "key file" /* in messages */
#define KEY_FILE_VERSION 1

#define CONTEXT_CREDENTIALS "https://www.w3.org/ns/credentials/v2"
#define CONTEXT_BADGES "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
#define CONTEXT_BADGES_ANY "https://purl.imsglobal.org/spec/ob/v3p0/context"
#define PROOF_TYPE "DataIntegrityProof"
#define PROOF_PURPOSE "assertionMethod"

struct signing_key {
    unsigned char secret[SECRET_SIZE];
    char public[MULTIKEY_TEXT];
};
const struct signing_key *keys_credential(const struct keys *keys, struct instant at); /* the one in force; borrowed */
/* The log keys that sign a checkpoint AT: the one in force, then those that are to come. Their number, at most LIMIT_KEYS. */
int keys_log(const struct keys *keys, struct instant at, const struct signing_key **out);

/* keys.c: a key list while it is made, in guarded memory. keys_settle makes it read-only. */
struct dated_key {
    struct signing_key key;
    struct instant since;
};
struct keys {
    int count[KEY_PURPOSES];
    struct dated_key items[]; /* those for credentials, then the log's */
};
struct keys *keys_new(const int count[KEY_PURPOSES]); /* NULL when memory ran out */
struct dated_key *keys_item(const struct keys *keys, enum key_purpose purpose, int number);
enum fault_code keys_settle(struct keys *keys, struct fault *fault) MUST_USE;

/* Multibase base58btc ("z…"). Writing needs room for size * 1.38 + 3 bytes. Reading accepts one spelling of exactly
 * SIZE bytes. */
void base58btc_write(const unsigned char *bytes, size_t size, char *out);
bool base58btc_read(const char *text, unsigned char *out, size_t size);

void multikey_public_write(const unsigned char key[PUBLIC_SIZE], char out[MULTIKEY_TEXT]);
void multikey_secret_write(const unsigned char seed[SEED_SIZE], char out[MULTIKEY_TEXT]);
/* OUT holds the secret afterwards, and its public half as text. */
bool multikey_secret_read(const char *text, struct signing_key *out);

/* What a proof signs, whatever its suite: 64 bytes. */
struct proof_hash { unsigned char config[HASH_SIZE], document[HASH_SIZE]; };
void proof_sign_hash(const struct signing_key *key, const struct proof_hash *hash, char out[PROOF_VALUE_TEXT]);
enum fault_code proof_verify_hash(const unsigned char key[PUBLIC_SIZE], const struct proof_hash *hash,
                                  const char *proof_value, struct fault *fault) MUST_USE;

/* "sha256$" and the hex of SHA-256(e-mail ‖ salt), the e-mail's ASCII letters in lower case. */
void identity_hash(const char *email, const char *salt, char out[IDENTITY_HASH_TEXT]);

/* Fills OUT's texts from the record at ROOT; false when memory ran out. */
struct cJSON;
bool credential_read(const struct cJSON *root, struct credential_check *out);
/* Fills OUT's results and keys. */
enum fault_code proofs_check(const struct cJSON *record, const char *const *trusted, struct credential_check *out,
                             struct fault *fault) MUST_USE;
#endif
