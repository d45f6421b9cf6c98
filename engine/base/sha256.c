/*
 * sha256.c - whole blocks by the processor's SHA instructions (Intel SHA extensions), the rest by libsodium.
 *
 * Only the compression of blocks (FIPS 180-4, 6.2.2) and the padding of the last (5.1.1) are here; every other machine is
 * libsodium's. Before they are first used, the instructions must give what libsodium gives; otherwise libsodium does it all.
 */
#include "base/sha256.h"
#include <pthread.h>
#include <stdbool.h>
#include <string.h>

#define BLOCK 64

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01,
    0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc,
    0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
    0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08,
    0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

/*
 * The instructions hold the eight words as ABEF and CDGH and do two rounds at a time; four message words make a vector. Vector i
 * of the schedule comes from the four before it, so that four are kept, in a ring.
 */
__attribute__((target("sha,sse4.1,ssse3"))) static void compress(uint32_t state[8], const unsigned char *bytes,
                                                                 size_t blocks)
{
    const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
    __m128i low = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(const void *)&state[0]), 0xB1);  /* CDAB */
    __m128i high = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(const void *)&state[4]), 0x1B); /* EFGH */
    __m128i abef = _mm_alignr_epi8(low, high, 8), cdgh = _mm_blend_epi16(high, low, 0xF0);

    for (; blocks > 0; blocks--, bytes += BLOCK) {
        const __m128i abef_before = abef, cdgh_before = cdgh;
        __m128i ring[4];

#pragma GCC unroll 16
        for (int i = 0; i < 16; i++) {
            __m128i words, sum;

            if (i < 4) {
                words = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)(bytes + 16 * i)), big_endian);
            } else {
                words = _mm_sha256msg1_epu32(ring[i % 4], ring[(i + 1) % 4]);
                words = _mm_add_epi32(words, _mm_alignr_epi8(ring[(i + 3) % 4], ring[(i + 2) % 4], 4));
                words = _mm_sha256msg2_epu32(words, ring[(i + 3) % 4]);
            }
            ring[i % 4] = words;
            sum = _mm_add_epi32(words, _mm_loadu_si128((const __m128i *)(const void *)&constants[4 * i]));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0E));
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    low = _mm_shuffle_epi32(abef, 0x1B);  /* FEBA */
    high = _mm_shuffle_epi32(cdgh, 0xB1); /* DCHG */
    _mm_storeu_si128((__m128i *)(void *)&state[0], _mm_blend_epi16(low, high, 0xF0));
    _mm_storeu_si128((__m128i *)(void *)&state[4], _mm_alignr_epi8(high, low, 8));
}

static bool processor_has_it(void)
{
    unsigned a, b, c, d;

    return __get_cpuid(1, &a, &b, &c, &d) && (c & bit_SSSE3) && (c & bit_SSE4_1) && __get_cpuid_count(7, 0, &a, &b, &c, &d) &&
           (b & 1u << 29); /* leaf 7, EBX: SHA */
}
#else
static void compress(uint32_t state[8], const unsigned char *bytes, size_t blocks)
{
    (void)state;
    (void)bytes;
    (void)blocks;
}

static bool processor_has_it(void)
{
    return false;
}
#endif

static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool trusted; /* the instructions are there and agree with libsodium */

static void prove(void)
{
    unsigned char bytes[3 * BLOCK];
    crypto_hash_sha256_state theirs;
    uint32_t ours[8];

    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i * 37 + 11);
    crypto_hash_sha256_init(&theirs);
    memcpy(ours, theirs.state, sizeof ours);
    crypto_hash_sha256_update(&theirs, bytes, sizeof bytes);
    if (!processor_has_it())
        return;
    compress(ours, bytes, sizeof bytes / BLOCK);
    trusted = memcmp(ours, theirs.state, sizeof ours) == 0;
}

void sha256_update(crypto_hash_sha256_state *state, const void *bytes, size_t size)
{
    const unsigned char *from = bytes;
    size_t held = (size_t)(state->count >> 3) % BLOCK, blocks;

    pthread_once(&once, prove);
    if (!trusted) {
        crypto_hash_sha256_update(state, from, size);
        return;
    }
    if (held + size < BLOCK) {
        if (size)
            memcpy(state->buf + held, from, size);
        state->count += (uint64_t)size << 3;
        return;
    }
    if (held) { /* fills libsodium's own block first */
        memcpy(state->buf + held, from, BLOCK - held);
        compress(state->state, state->buf, 1);
        state->count += (uint64_t)(BLOCK - held) << 3;
        from += BLOCK - held;
        size -= BLOCK - held;
    }
    blocks = size / BLOCK;
    compress(state->state, from, blocks);
    state->count += (uint64_t)blocks * BLOCK << 3;
    size %= BLOCK;
    if (size)
        memcpy(state->buf, from + blocks * BLOCK, size);
    state->count += (uint64_t)size << 3;
}

void sha256_final(crypto_hash_sha256_state *state, unsigned char out[crypto_hash_sha256_BYTES])
{
    unsigned char tail[2 * BLOCK] = {0};
    size_t held = (size_t)(state->count >> 3) % BLOCK, size = held < BLOCK - 8 ? BLOCK : 2 * BLOCK;

    pthread_once(&once, prove);
    if (!trusted) {
        crypto_hash_sha256_final(state, out);
        return;
    }
    memcpy(tail, state->buf, held);
    tail[held] = 0x80;
    for (size_t i = 0; i < 8; i++)
        tail[size - 1 - i] = (unsigned char)(state->count >> 8 * i);
    compress(state->state, tail, size / BLOCK);
    for (size_t i = 0; i < crypto_hash_sha256_BYTES; i++)
        out[i] = (unsigned char)(state->state[i / 4] >> (24 - 8 * (i % 4)));
    sodium_memzero(state, sizeof *state);
    sodium_memzero(tail, sizeof tail);
}

void sha256_of(const void *bytes, size_t size, unsigned char out[crypto_hash_sha256_BYTES])
{
    crypto_hash_sha256_state state;

    crypto_hash_sha256_init(&state);
    sha256_update(&state, bytes, size);
    sha256_final(&state, out);
}
