/*
 * multikey.c - keys and signatures as text: base58btc of W3C Controlled Identifiers 1.0, 2.4, and its Multikeys, 2.2.2.
 *
 * Reading is strict: one value has one spelling, so that no record can be altered and still be read the same.
 */
#include <sodium.h>
#include <string.h>
#include "record/record_internal.h"

#define DIGITS_MAX 96    /* base-58 digits of the longest value we write: 64 bytes make 88 */
#define PREFIXED_SIZE 34 /* a two-byte multicodec prefix and 32 bytes */

static const char alphabet[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
static const unsigned char prefix_public[2] = {0xed, 0x01};
static const unsigned char prefix_secret[2] = {0x80, 0x26};

void base58btc_write(const unsigned char *bytes, size_t size, char *out)
{
    unsigned char digits[DIGITS_MAX] = {0}; /* least significant first */
    size_t length = 0, zeros = 0;

    while (zeros < size && bytes[zeros] == 0)
        zeros++;
    for (size_t i = zeros; i < size; i++) {
        unsigned carry = bytes[i];
        for (size_t j = 0; j < length; j++) {
            carry += (unsigned)digits[j] << 8;
            digits[j] = (unsigned char)(carry % 58);
            carry /= 58;
        }
        for (; carry > 0 && length < DIGITS_MAX; carry /= 58)
            digits[length++] = (unsigned char)(carry % 58);
    }
    *out++ = 'z';
    for (size_t i = 0; i < zeros; i++)
        *out++ = alphabet[0];
    while (length > 0)
        *out++ = alphabet[digits[--length]];
    *out = '\0';
    sodium_memzero(digits, sizeof digits);
}

/* Multiplies the big-endian number BYTES by 58 and adds DIGIT; false when it no longer fits. */
static bool add_digit(unsigned char *bytes, size_t size, unsigned digit)
{
    unsigned carry = digit;

    for (size_t i = size; i-- > 0;) {
        carry += (unsigned)bytes[i] * 58;
        bytes[i] = (unsigned char)(carry & 0xff);
        carry >>= 8;
    }
    return carry == 0;
}

bool base58btc_read(const char *text, unsigned char *out, size_t size)
{
    size_t ones = 0, zeros = 0;
    bool leading = true;

    memset(out, 0, size);
    if (!text || *text != 'z')
        return false;
    for (const char *c = text + 1; *c; c++) {
        const char *place = strchr(alphabet, *c);
        if (!place)
            return false;
        leading = leading && place == alphabet;
        if (leading && ++ones > size)
            return false;
        if (!add_digit(out, size, (unsigned)(place - alphabet)))
            return false;
    }
    while (zeros < size && out[zeros] == 0)
        zeros++;
    return ones == zeros; /* a shorter value would leave zeros that no leading "1" speaks of */
}

static void multikey_write(const unsigned char prefix[2], const unsigned char key[32], char out[MULTIKEY_TEXT])
{
    unsigned char bytes[PREFIXED_SIZE];

    memcpy(bytes, prefix, 2);
    memcpy(bytes + 2, key, 32);
    base58btc_write(bytes, sizeof bytes, out);
    sodium_memzero(bytes, sizeof bytes);
}

static bool multikey_read(const char *text, const unsigned char prefix[2], unsigned char out[32])
{
    unsigned char bytes[PREFIXED_SIZE];
    bool known = base58btc_read(text, bytes, sizeof bytes) && memcmp(bytes, prefix, 2) == 0;

    if (known)
        memcpy(out, bytes + 2, 32);
    sodium_memzero(bytes, sizeof bytes);
    return known;
}

void multikey_public_write(const unsigned char key[PUBLIC_SIZE], char out[MULTIKEY_TEXT])
{
    multikey_write(prefix_public, key, out);
}

void multikey_secret_write(const unsigned char seed[SEED_SIZE], char out[MULTIKEY_TEXT])
{
    multikey_write(prefix_secret, seed, out);
}

bool multikey_public_read(const char *text, unsigned char out[PUBLIC_SIZE])
{
    return multikey_read(text, prefix_public, out);
}

bool multikey_secret_read(const char *text, struct signing_key *out)
{
    unsigned char seed[SEED_SIZE], key[PUBLIC_SIZE];
    bool known = multikey_read(text, prefix_secret, seed);

    if (known && crypto_sign_seed_keypair(key, out->secret, seed) == 0)
        multikey_public_write(key, out->public);
    else
        known = false;
    sodium_memzero(seed, sizeof seed);
    return known;
}
