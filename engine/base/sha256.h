/*
 * sha256.h - SHA-256 (FIPS 180-4) for rooms that hash much: nettle's, which uses the processor's own SHA instructions where it has
 * them and is then several times as fast as libsodium's. That is most of the time that verifying many records or leaves takes.
 */
#ifndef SIGNPOST_BASE_SHA256_H
#define SIGNPOST_BASE_SHA256_H
#include <nettle/sha2.h>
#include <stddef.h>

struct sha256 { struct sha256_ctx nettle; };
void sha256_begin(struct sha256 *hash);
void sha256_add(struct sha256 *hash, const void *bytes, size_t size);
void sha256_end(struct sha256 *hash, unsigned char out[SHA256_DIGEST_SIZE]);
void sha256_of(const void *bytes, size_t size, unsigned char out[SHA256_DIGEST_SIZE]);
#endif
