/*
 * people/secret.c - random secrets for links, sessions and tokens. Only their hash is ever stored: a copy of the
 * database opens no session.
 */
#include "signpost/people.h"
#include "signpost/record.h"
#include "signpost/text.h"
#include <string.h>

void secret_new(char out[SECRET_TEXT])
{
    text_random_hex(out, (SECRET_TEXT - 1) / 2);
}

static unsigned char nibble(char c)
{
    return (unsigned char)(c <= '9' ? c - '0' : c - 'a' + 10);
}

void secret_hash(const char *secret, unsigned char out[32])
{
    char hex[65];
    sha256_hex(secret, strlen(secret), hex);
    for (int i = 0; i < 32; i++)
        out[i] = (unsigned char)(nibble(hex[2 * i]) << 4 | nibble(hex[2 * i + 1]));
}
