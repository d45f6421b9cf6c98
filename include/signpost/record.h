/*
 * record.h - completion records: Open Badges 3.0 credentials with two proofs, keys, verification.
 *
 * Sources: 1EdTech Open Badges 3.0; W3C Verifiable Credentials 2.0; W3C vc-di-eddsa 3.2 and 3.3; W3C RDFC-1.0; RFC 8785;
 * RFC 8032. A completion record says what was completed and when, never a score or a name; a score record is another
 * credential of the same completion. Its bytes are built by the canonical writer (json.h) and are the stored form: a
 * credential is its JCS. `proof` is a set, [eddsa-rdfc-2022, eddsa-jcs-2022], both over the same document by the same key;
 * records that are older than the set have the second alone. Our shape's RDF is known, so no JSON-LD processor is needed.
 */
#ifndef SIGNPOST_RECORD_H
#define SIGNPOST_RECORD_H
#include <stdbool.h>
#include <stdint.h>
#include "signpost/buf.h"
#include "signpost/date.h"
#include "signpost/fault.h"

#define MULTIKEY_TEXT 64     /* "z6Mk…" and its NUL, with room */
#define RECORD_ID_TEXT 37    /* a UUID and its NUL */
#define RECORD_SALT_TEXT 33  /* hex salt of the identity hash, and its NUL */
#define RECORD_COMMITMENT_SALT 32

enum record_kind { RECORD_COMPLETION, RECORD_SCORE }; /* of one completion: that it was completed; how well, kept apart */

/*
 * The keys that sign credentials and those that sign the log, each a list in the order in which they were added; in guarded
 * memory, read-only after loading, zeroed after use. At any instant the last whose `since` has come is in force (before the
 * first: the first). A key is never taken away: what it signed is to be verified for ever.
 */
struct keys;
enum key_purpose { KEY_CREDENTIAL, KEY_LOG, KEY_PURPOSES };
const char *key_purpose_name(enum key_purpose purpose); /* "credential", "log": as in key.added */
/* Creates FILE (0600, fsync'd, its folder too); CONFLICT when it exists. */
enum fault_code keys_create(const char *file, struct fault *fault) MUST_USE;
/* Loads it; refuses a file that group or others may read. */
enum fault_code keys_load(const char *file, struct keys **out, struct fault *fault) MUST_USE;
/*
 * Adds a new key to FILE, which is replaced as a whole and on disk when this returns: either the old file stands or the new
 * one, which holds every key of the old. It signs from SINCE (whole seconds) on. OUT gets its public half.
 */
enum fault_code keys_add(const char *file, enum key_purpose purpose, struct instant since, char out[MULTIKEY_TEXT],
    struct fault *fault) MUST_USE;
/* Those of KEYS whose public half is in KNOWN (NULL-terminated Multikeys). ABSENT when of a purpose none is left. */
enum fault_code keys_select(const struct keys *keys, const char *const *known, struct keys **out, struct fault *fault) MUST_USE;
void keys_free(struct keys *keys);
/* Multikey text of the key in force AT; borrowed */
const char *keys_credential_public(const struct keys *keys, struct instant at);
const char *keys_log_public(const struct keys *keys, struct instant at);
int keys_count(const struct keys *keys, enum key_purpose purpose);
struct key_entry { const char *public; struct instant since; /* borrowed */ };
struct key_entry keys_get(const struct keys *keys, enum key_purpose purpose, int number); /* from 0, in order of adding */

/* The 32 bytes of a public key's Multikey; false when TEXT is none. */
bool multikey_public_read(const char *text, unsigned char out[32]);
/* And can they be somebody's key: a point of the curve? Of mistyped keys that could still be read about half cannot. Slow. */
bool multikey_public_possible(const char *text);

struct credential_facts {
    const char *record_id;        /* UUID; the credential's id is <url>/records/<uuid> or urn:uuid:<uuid> */
    const char *url;              /* the institution's public URL without trailing slash, or NULL: did:key issuer */
    const char *institution;      /* issuer's name */
    const char *kind;             /* "quiz" or "training" */
    const char *item, *title;     /* id and title of the quiz or module */
    const char *email;            /* hashed with identity_salt, never written */
    const char *identity_salt;    /* random text, one for each credential */
    struct date completed_on;     /* awardedDate: the first instant of that day in the zone; validUntil by rule 2 */
    int valid_years;
    enum record_kind record;      /* a score record also says score ÷ unit of max ÷ unit; else those are not looked at */
    int64_t score, max, unit;
    struct instant issued_at;     /* validFrom and the proof's created; the key in force then signs */
};
/* Appends the signed credential (canonical JSON). Nothing is appended on a fault. */
enum fault_code credential_issue(const struct keys *keys, const struct credential_facts *facts, struct buf *out,
    struct fault *fault) MUST_USE;
/* ---- what stands at the addresses that credentials name ---- */
struct issuer_facts {
    const char *url, *name;          /* of the institution; without trailing slash */
    const char *const *keys;         /* Multikeys of every credential key ever, NULL-terminated */
};
/* <url>/issuer: an Open Badges 3.0 Profile and a controlled identifier document in one; canonical JSON, appended. */
enum fault_code issuer_document(const struct issuer_facts *facts, struct buf *out, struct fault *fault) MUST_USE;
#define ISSUER_DID_TEXT 2080
/* The did:web of this URL; false where there can be none: it asks for https and for a host's name. */
bool issuer_did(const char *url, char out[ISSUER_DID_TEXT]) MUST_USE;
/* The same keys under that DID. ABSENT where there can be none. */
enum fault_code issuer_did_document(const struct issuer_facts *facts, struct buf *out, struct fault *fault) MUST_USE;
/* The achievement as credentials embed it, with its contexts; canonical JSON, appended. Of FACTS url, institution, kind, item,
 * title and valid_years are looked at. */
enum fault_code achievement_document(const struct credential_facts *facts, struct buf *out, struct fault *fault) MUST_USE;

/* A random salt for a commitment; kept with the credential, erasable with it. */
void commitment_salt_new(unsigned char out[RECORD_COMMITMENT_SALT]);
/* SHA-256(salt ‖ credential) as 64 hex characters and a NUL. */
void credential_commitment(const unsigned char salt[RECORD_COMMITMENT_SALT], const char *credential, size_t size,
    char out[65]);
void sha256_hex(const void *bytes, size_t size, char out[65]);

enum proof_result { PROOF_NONE, PROOF_HELD, PROOF_BROKEN }; /* of one suite: none that we can check, all hold, one does not */
/* What a credential says of itself, and whether its proofs hold. Strings are owned: credential_check_release. */
struct credential_check {
    char *id, *issuer, *issuer_name, *achievement, *awarded_on, *valid_from, *valid_until, *identity_hash,
    *identity_salt, *description, *criteria;
    char *score;                     /* a score record: the result's value as written; NULL for a completion record */
    enum proof_result jcs, rdfc;     /* eddsa-jcs-2022, eddsa-rdfc-2022 */
    char signed_by[MULTIKEY_TEXT];   /* the key whose signature held */
    bool signature_holds, key_trusted, expired;
};
/*
 * Checks BYTES offline. TRUSTED: NULL-terminated Multikeys. eddsa-jcs-2022 is checked on any credential, eddsa-rdfc-2022 on
 * those of exactly the shape that we issue (elsewhere it is passed over, as suites are that we do not know). Every proof that
 * is checked must hold, and one of them under a trusted key of its issuer: else PROOF. MALFORMED when it is no credential. An
 * expired credential whose proofs hold is FAULT_NONE with expired set as at NOW. OUT is filled as far as it could be read.
 */
enum fault_code credential_check(const char *bytes, size_t size, const char *const *trusted, struct instant now,
                                 struct credential_check *out, struct fault *fault) MUST_USE;
void credential_check_release(struct credential_check *check);
/* Does this e-mail address match the credential's identity hash? */
bool credential_check_email(const struct credential_check *check, const char *email);

/* What both suites do with canonical bytes, for any document: used by the above and by tests with the published vectors.
 * DOCUMENT is the canonical form without proof, CONFIG that of the proof configuration: JSON of one suite, N-Quads of the
 * other. proofValue ("z…") into OUT. */
#define PROOF_VALUE_TEXT 100
enum fault_code proof_sign(const char *secret_multikey, const char *document, size_t document_size, const char *config,
                           size_t config_size, char out[PROOF_VALUE_TEXT], struct fault *fault) MUST_USE;
enum fault_code proof_verify(const char *public_multikey, const char *document, size_t document_size,
    const char *config,
                             size_t config_size, const char *proof_value, struct fault *fault) MUST_USE;
#endif
