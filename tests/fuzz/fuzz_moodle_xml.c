/* fuzz_moodle_xml.c - Moodle XML: whatever the file, what is read of it is within bounds. */
#include "fuzz_formats.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_format(FORMAT_MOODLE_XML, data, size);
    return 0;
}
