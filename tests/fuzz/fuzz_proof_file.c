/* fuzz_proof_file.c - a tlog-proof file from outside: what is read is written the same, byte for byte, and proves nothing under a key
 * that never signed. */
#include <string.h>
#include "fuzz.h"
#include "signpost/log.h"

#define STRANGER "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct log_hash leaf;
    struct log_proof_file file;
    struct log_vkey stranger;
    struct buf again;
    if (log_proof_file_read((const char *)data, size, &file, NULL) != FAULT_NONE)
        return 0;
    HOLDS(log_vkey_read(STRANGER, &stranger, NULL) == FAULT_NONE);
    HOLDS(log_proof_file_holds(&file, &leaf, &stranger, 1, NULL, NULL) == FAULT_PROOF);
    buf_init(&again, 0);
    HOLDS(log_proof_file_write(&file, &again, NULL) == FAULT_NONE);
    HOLDS(again.size == size && memcmp(again.bytes, data, size) == 0);
    buf_release(&again);
    log_proof_file_release(&file);
    return 0;
}
