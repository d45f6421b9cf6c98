/*
 * sha256.h - SHA-256 for rooms that hash much: libsodium's, with the processor's own SHA instructions where it has them. They
 * are several times as fast, which is most of the time that verifying many records or leaves takes.
 */
#ifndef SIGNPOST_BASE_SHA256_H
#define SIGNPOST_BASE_SHA256_H
#include <sodium.h>

/* As crypto_hash_sha256_update and _final, on the same state: begin with crypto_hash_sha256_init. */
void sha256_update(crypto_hash_sha256_state *state, const void *bytes, size_t size);
void sha256_final(crypto_hash_sha256_state *state, unsigned char out[crypto_hash_sha256_BYTES]);
void sha256_of(const void *bytes, size_t size, unsigned char out[crypto_hash_sha256_BYTES]);
#endif
