/* fuzz_credential.c - a credential from outside: whatever the bytes, nothing holds under a key that never signed. */
#include "fuzz.h"
#include "signpost/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* a well-formed key that signed nothing in the corpus */
    static const char *const stranger[] = {"z6MkeXATEjyXENzBXBxgC5EHk2JE5aqd7qMGGtDpLUH1e2Sj", NULL};
    static const char *const nobody[] = {NULL};
    /* of the records with two proofs in the corpus */
    static const char *const signer[] = {"z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2", NULL};
    struct credential_check check = {0};
    struct fault fault;
    enum fault_code code = credential_check((const char *)data, size, stranger, (struct instant){1780000000000}, &check, &fault);
    HOLDS(code != FAULT_NONE && !check.key_trusted);
    credential_check_email(&check, "t@middlemarch.example");
    credential_check_release(&check);
    code = credential_check((const char *)data, size, nobody, (struct instant){1780000000000}, &check, &fault);
    HOLDS(code != FAULT_NONE);
    credential_check_release(&check);
    code = credential_check((const char *)data, size, signer, (struct instant){1780000000000}, &check, &fault);
    HOLDS((code == FAULT_NONE) == (check.signature_holds && check.key_trusted));
    HOLDS(code != FAULT_NONE || (check.jcs != PROOF_BROKEN && check.rdfc != PROOF_BROKEN));
    HOLDS(code != FAULT_NONE || check.jcs == PROOF_HELD || check.rdfc == PROOF_HELD);
    credential_check_release(&check);
    return 0;
}
