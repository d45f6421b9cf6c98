/*
 * sha256.c - see sha256.h.
 */
#include "base/sha256.h"

void sha256_begin(struct sha256 *hash)
{
    nettle_sha256_init(&hash->nettle);
}

void sha256_add(struct sha256 *hash, const void *bytes, size_t size)
{
    if (size) /* an empty text may be NULL */
        nettle_sha256_update(&hash->nettle, size, bytes);
}

void sha256_end(struct sha256 *hash, unsigned char out[SHA256_DIGEST_SIZE])
{
    nettle_sha256_digest(&hash->nettle, SHA256_DIGEST_SIZE, out);
}

void sha256_of(const void *bytes, size_t size, unsigned char out[SHA256_DIGEST_SIZE])
{
    struct sha256 hash;
    sha256_begin(&hash);
    sha256_add(&hash, bytes, size);
    sha256_end(&hash, out);
}
