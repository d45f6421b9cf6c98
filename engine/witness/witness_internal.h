/*
 * witness_internal.h - what the files of the witness room share.
 */
#ifndef WITNESS_INTERNAL_H
#define WITNESS_INTERNAL_H
#include "signpost/witness.h"

#define SEED_SIZE 32
#define WITNESS_NOUN "state file"

struct witness_secret { unsigned char bytes[64]; }; /* libsodium's form: seed and public key */

/* An empty witness; SEED NULL: a new key. */
enum fault_code witness_make(const char *name, const char *url, const unsigned char *seed, struct witness **out,
                             struct fault *fault) MUST_USE;
/* Takes a copy of NOTE as the checkpoint seen last, once it is signed by one of the log's keys and by the witness. */
enum fault_code witness_note_set(struct witness *witness, const char *note, size_t size, struct fault *fault) MUST_USE;
/* PROOF unless one of the log's keys that WITNESS trusts signed NOTE. */
enum fault_code witness_log_signed(const struct witness *witness, const char *note, size_t size, struct fault *fault) MUST_USE;
#endif
