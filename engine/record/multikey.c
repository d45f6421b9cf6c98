/*
 * multikey.c - keys and signatures as text: base58btc of W3C Controlled Identifiers 1.0, 2.4, and its Multikeys, 2.2.2.
 *
 * Reading is strict: one value has one spelling, so that no record can be altered and still be read the same.
 */
#include <sodium.h>
#include <string.h>
#include "record/record_internal.h"

#define LIMBS_MAX 16        /* 64 bytes, the longest value there is */
#define GROUP 5             /* base-58 digits that fit into a limb, taken together */
#define GROUP_VALUE 656356768u /* 58 to the fifth */
#define GROUPS_MAX 18       /* of 64 bytes: 88 digits */
#define PREFIXED_SIZE 34    /* a two-byte multicodec prefix and 32 bytes */

static const char alphabet[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
static const unsigned char prefix_public[2] = {0xed, 0x01};
static const unsigned char prefix_secret[2] = {0x80, 0x26};

/* A number in limbs of 32 bits, the lowest first. */
struct number { uint32_t limb[LIMBS_MAX]; size_t limbs; };

static void number_from(const unsigned char *bytes, size_t size, struct number *out)
{
    *out = (struct number){.limbs = (size + 3) / 4};
    for (size_t i = 0; i < size; i++)
        out->limb[i / 4] |= (uint32_t)bytes[size - 1 - i] << 8 * (i % 4);
}

/* Divides by GROUP_VALUE; the remainder. */
static uint32_t number_divide(struct number *number)
{
    uint64_t rest = 0;

    for (size_t i = number->limbs; i-- > 0;) {
        rest = rest << 32 | number->limb[i];
        number->limb[i] = (uint32_t)(rest / GROUP_VALUE);
        rest %= GROUP_VALUE;
    }
    while (number->limbs > 0 && number->limb[number->limbs - 1] == 0)
        number->limbs--;
    return (uint32_t)rest;
}

/* Multiplies by FACTOR and adds MORE; false when it no longer fits into MOST limbs. */
static bool number_multiply(struct number *number, uint32_t factor, uint32_t more, size_t most)
{
    uint64_t carry = more;

    for (size_t i = 0; i < number->limbs; i++) {
        carry += (uint64_t)number->limb[i] * factor;
        number->limb[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry && number->limbs < most) {
        number->limb[number->limbs++] = (uint32_t)carry;
        carry = 0;
    }
    return carry == 0;
}

void base58btc_write(const unsigned char *bytes, size_t size, char *out)
{
    unsigned char digits[GROUP * GROUPS_MAX]; /* least significant first */
    struct number number;
    size_t length = 0, zeros = 0;

    while (zeros < size && bytes[zeros] == 0)
        zeros++;
    number_from(bytes + zeros, size - zeros, &number);
    while (number.limbs > 0 && length + GROUP <= sizeof digits) {
        uint32_t group = number_divide(&number);

        for (int i = 0; i < GROUP; i++, group /= 58)
            digits[length++] = (unsigned char)(group % 58);
    }
    while (length > 0 && digits[length - 1] == 0)
        length--;
    *out++ = 'z';
    for (size_t i = 0; i < zeros; i++)
        *out++ = alphabet[0];
    while (length > 0)
        *out++ = alphabet[digits[--length]];
    *out = '\0';
    sodium_memzero(digits, sizeof digits);
    sodium_memzero(&number, sizeof number);
}

/* -1 for what is no digit. */
static int digit_of(char c)
{
    static const signed char digits[128] = {
        ['1'] = 1, ['2'] = 2, ['3'] = 3, ['4'] = 4, ['5'] = 5, ['6'] = 6, ['7'] = 7, ['8'] = 8, ['9'] = 9,
        ['A'] = 10, ['B'] = 11, ['C'] = 12, ['D'] = 13, ['E'] = 14, ['F'] = 15, ['G'] = 16, ['H'] = 17, ['J'] = 18, ['K'] = 19,
        ['L'] = 20, ['M'] = 21, ['N'] = 22, ['P'] = 23, ['Q'] = 24, ['R'] = 25, ['S'] = 26, ['T'] = 27, ['U'] = 28, ['V'] = 29,
        ['W'] = 30, ['X'] = 31, ['Y'] = 32, ['Z'] = 33, ['a'] = 34, ['b'] = 35, ['c'] = 36, ['d'] = 37, ['e'] = 38, ['f'] = 39,
        ['g'] = 40, ['h'] = 41, ['i'] = 42, ['j'] = 43, ['k'] = 44, ['m'] = 45, ['n'] = 46, ['o'] = 47, ['p'] = 48, ['q'] = 49,
        ['r'] = 50, ['s'] = 51, ['t'] = 52, ['u'] = 53, ['v'] = 54, ['w'] = 55, ['x'] = 56, ['y'] = 57, ['z'] = 58};

    return (unsigned char)c < sizeof digits ? digits[(unsigned char)c] - 1 : -1;
}

/* The digits of TEXT into NUMBER, of at most so many LIMBS, and how many ones lead them. */
static bool read_digits(const char *text, size_t limbs, struct number *number, size_t *ones)
{
    uint32_t group = 0, factor = 1;
    bool leading = true;

    *ones = 0;
    for (const char *c = text; *c; c++) {
        int digit = digit_of(*c);

        leading = leading && digit == 0;
        *ones += leading;
        if (digit < 0 || *ones > 4 * limbs)
            return false;
        group = group * 58 + (uint32_t)digit;
        factor *= 58;
        if (factor < GROUP_VALUE)
            continue;
        if (!number_multiply(number, factor, group, limbs))
            return false;
        group = 0;
        factor = 1;
    }
    return number_multiply(number, factor, group, limbs);
}

bool base58btc_read(const char *text, unsigned char *out, size_t size)
{
    struct number number = {.limbs = 0};
    size_t limbs = (size + 3) / 4, ones = 0, zeros = 0;
    bool fits;

    memset(out, 0, size);
    if (!text || *text != 'z')
        return false;
    fits = read_digits(text + 1, limbs, &number, &ones);
    for (size_t i = 0; i < 4 * limbs; i++) {
        unsigned char byte = (unsigned char)(number.limb[i / 4] >> 8 * (i % 4));

        if (i < size)
            out[size - 1 - i] = byte;
        else
            fits = fits && byte == 0;
    }
    while (zeros < size && out[zeros] == 0)
        zeros++;
    sodium_memzero(&number, sizeof number);
    return fits && ones == zeros; /* a shorter value would leave zeros that no leading "1" speaks of */
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

bool multikey_public_possible(const char *text)
{
    unsigned char key[PUBLIC_SIZE];
    return multikey_public_read(text, key) && crypto_core_ed25519_is_valid_point(key) == 1;
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
