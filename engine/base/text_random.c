/*
 * text_random.c - names nobody can guess, from the operating system's randomness.
 */
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include "signpost/date.h"
#include "signpost/text.h"

static pthread_once_t once = PTHREAD_ONCE_INIT;

/* A failure to prepare is not fatal here: randombytes_buf asks the system by itself, only slower. */
static void prepare(void)
{
    if (sodium_init() < 0)
        randombytes_stir();
}

static void random_bytes(unsigned char *out, size_t size)
{
    pthread_once(&once, prepare);
    randombytes_buf(out, size);
}

void text_hex(char *out, const unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        out[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
        out[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
    }
    out[2 * size] = 0;
}

void text_random_hex(char *out, size_t bytes)
{
    unsigned char piece[32];

    out[0] = 0;
    while (bytes > 0) {
        size_t size = bytes < sizeof piece ? bytes : sizeof piece;

        random_bytes(piece, size);
        text_hex(out, piece, size);
        out += 2 * size;
        bytes -= size;
    }
    sodium_memzero(piece, sizeof piece);
}

void text_uuid(char out[37])
{
    uint64_t ms = (uint64_t)clock_now().ms;
    unsigned char bytes[16];
    char digits[33];

    random_bytes(bytes, sizeof bytes);
    for (int i = 0; i < 6; i++)
        bytes[i] = (unsigned char)(ms >> (8 * (5 - i)));
    bytes[6] = (unsigned char)(0x70 | (bytes[6] & 0x0F)); /* version 7 */
    bytes[8] = (unsigned char)(0x80 | (bytes[8] & 0x3F)); /* the variant of RFC 9562 */
    text_hex(digits, bytes, sizeof bytes);
    snprintf(out, 37, "%.8s-%.4s-%.4s-%.4s-%.12s", digits, digits + 8, digits + 12, digits + 16, digits + 20);
}
