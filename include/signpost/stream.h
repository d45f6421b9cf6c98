/*
 * stream.h - numbers drawn from a seed: the same seed gives the same numbers for ever, on every machine.
 *
 * The bytes are ChaCha20's key stream (key: the seed, nonce: zero), read as little-endian 32-bit words. Not for keys or
 * tokens: those come from text_random_hex and libsodium.
 */
#ifndef SIGNPOST_STREAM_H
#define SIGNPOST_STREAM_H
#include <stddef.h>
#include <stdint.h>

#define STREAM_SEED 32   /* bytes */
#define STREAM_BLOCK 256 /* bytes made at a time */

struct stream {
    unsigned char seed[STREAM_SEED];
    unsigned char block[STREAM_BLOCK];
    size_t used;    /* bytes of the block already read */
    uint64_t next;  /* the ChaCha20 block (64 bytes each) to go on with */
};

void stream_init(struct stream *stream, const unsigned char seed[STREAM_SEED]);
/* Uniform over 0 .. n-1, by rejection; 0 for n of 0 or 1 (and then nothing is read). */
uint32_t stream_below(struct stream *stream, uint32_t n);
#endif
