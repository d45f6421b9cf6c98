/* fuzz_badge.c - a picture from outside: whatever the bytes, what comes out of it can be baked and comes out the same again. */
#include <string.h>
#include "fuzz.h"
#include "signpost/badge.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf inside, again, picture;
    struct fault fault;
    buf_init(&inside, 0);
    buf_init(&again, 0);
    buf_init(&picture, 0);
    badge_looks_like((const char *)data, size);
    /* a carriage return, which canonical JSON never holds, would be read back as a line feed */
    if (badge_read((const char *)data, size, &inside, &fault) == FAULT_NONE && !strchr(buf_string(&inside), '\r')) {
        struct badge badge = {"A title", "A line", "A University", buf_string(&inside), inside.size};
        HOLDS(badge_write(&badge, &picture, &fault) == FAULT_NONE);
        HOLDS(badge_read(picture.bytes, picture.size, &again, &fault) == FAULT_NONE);
        HOLDS(again.size == inside.size && !memcmp(buf_string(&again), buf_string(&inside), inside.size));
    }
    buf_release(&inside);
    buf_release(&again);
    buf_release(&picture);
    return 0;
}
