/* fuzz_qti.c - QTI, items and packages: whatever the file, what is read of it is within bounds. */
#include "fuzz_formats.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_format(FORMAT_QTI, data, size);
    return 0;
}
