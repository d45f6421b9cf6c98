/* fuzz_witness_state.c - a witness's state from anywhere: what is accepted is written again the same, and signed by itself. */
#include <string.h>
#include "fuzz.h"
#include "signpost/witness.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct witness *witness = NULL, *again = NULL;
    struct buf once, twice;
    if (witness_read((const char *)data, size, "state", &witness, NULL) != FAULT_NONE)
        return 0;
    HOLDS(witness->log_keys > 0 && witness->seen.size >= 0);
    HOLDS(log_note_verify(witness->note, strlen(witness->note), &witness->vkey, NULL, NULL) == FAULT_NONE);
    buf_init(&once, 0);
    buf_init(&twice, 0);
    HOLDS(witness_write(witness, &once, NULL) == FAULT_NONE);
    HOLDS(witness_read(once.bytes, once.size, "state", &again, NULL) == FAULT_NONE);
    HOLDS(witness_write(again, &twice, NULL) == FAULT_NONE);
    HOLDS(once.size == twice.size && memcmp(once.bytes, twice.bytes, once.size) == 0);
    buf_release(&once);
    buf_release(&twice);
    witness_free(again);
    witness_free(witness);
    return 0;
}
