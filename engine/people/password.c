/*
 * people/password.c - passwords: Argon2id with libsodium's interactive limits.
 *
 * An unknown account costs the same 60 ms as a known one: a dummy hash is verified in its place.
 */
#include "signpost/people.h"
#include <sodium.h>
#include <string.h>

_Static_assert(PASSWORD_HASH_TEXT >= crypto_pwhash_STRBYTES, "a hash fits");

/* Of a random password that nobody kept. */
static const char dummy[] =
    "$argon2id$v=19$m=65536,t=2,p=1$1Y0PIFxKvV7JeCrpyPqMwA$daSrhRL3FOmciuG28sMBEQNzPVxolvmXNAGSKLkO0xI";

/* Characters, not bytes: a long word in another script is not shorter. */
static size_t characters(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xc0) != 0x80;
    return count;
}

enum fault_code password_hash(const char *password, char out[PASSWORD_HASH_TEXT], struct fault *fault)
{
    if (characters(password) < LIMIT_PASSWORD_MIN)
        return fault_field(fault, FAULT_INPUT, "password", "Choose a password of at least %d characters.",
                           LIMIT_PASSWORD_MIN);
    if (strlen(password) > LIMIT_PASSWORD_MAX)
        return fault_field(fault, FAULT_INPUT, "password", "Choose a password of at most %d bytes.",
                           LIMIT_PASSWORD_MAX);
    if (sodium_init() < 0)
        return fault_set(fault, FAULT_INTERNAL, "The cryptographic library did not start.");
    if (crypto_pwhash_str(out, password, strlen(password), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        return fault_memory(fault);
    return FAULT_NONE;
}

bool password_verify(const char *hash, const char *password)
{
    if (sodium_init() < 0)
        return false;
    size_t size = strlen(password);
    bool possible = hash && size <= LIMIT_PASSWORD_MAX;
    int held = crypto_pwhash_str_verify(possible ? hash : dummy, password, size <= LIMIT_PASSWORD_MAX ? size : 0);
    return possible && held == 0;
}
