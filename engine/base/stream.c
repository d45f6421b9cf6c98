/*
 * stream.c - numbers drawn from a seed (see stream.h). Papers are redrawn from their stored seed, so what this file
 * gives for a seed may never change.
 */
#include "signpost/stream.h"
#include <sodium.h>
#include <string.h>

_Static_assert(STREAM_SEED == crypto_stream_chacha20_KEYBYTES, "the seed is the key");

void stream_init(struct stream *stream, const unsigned char seed[STREAM_SEED])
{
    memset(stream, 0, sizeof *stream);
    memcpy(stream->seed, seed, STREAM_SEED);
    stream->used = STREAM_BLOCK;
}

static uint32_t stream_word(struct stream *stream)
{
    if (stream->used == STREAM_BLOCK) {
        static const unsigned char nonce[crypto_stream_chacha20_NONCEBYTES];
        memset(stream->block, 0, STREAM_BLOCK);
        crypto_stream_chacha20_xor_ic(stream->block, stream->block, STREAM_BLOCK, nonce, stream->next, stream->seed);
        stream->next += STREAM_BLOCK / 64;
        stream->used = 0;
    }
    const unsigned char *at = stream->block + stream->used;
    stream->used += 4;
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

uint32_t stream_below(struct stream *stream, uint32_t n)
{
    if (n < 2)
        return 0;
    /* Words from the last, incomplete run of n are drawn again, so that every remainder is equally likely. */
    uint32_t spare = (uint32_t)((UINT64_C(1) << 32) % n);
    for (;;) {
        uint32_t word = stream_word(stream);
        if (word <= UINT32_MAX - spare)
            return word % n;
    }
}
