/*
 * people/sign_in_link.c - makes a single-use sign-in link's secret. Only its hash is stored.
 */
#include "signpost/people.h"
#include "signpost/store.h"

enum fault_code sign_in_link_make(struct tx *tx, int64_t person, char secret[SECRET_TEXT], struct instant *expires,
                                  struct fault *fault)
{
    unsigned char hash[32];
    secret_new(secret);
    secret_hash(secret, hash);
    expires->ms = clock_now().ms + (int64_t)LIMIT_SIGN_IN_LINK_SECONDS * 1000;
    return sign_in_link_add(tx, person, hash, *expires, fault);
}
