/*
 * utf8.c - stepping through UTF-8, strictly: no overlong forms, no surrogates, nothing above U+10FFFF.
 */
#include <string.h>
#include "base/base_internal.h"

/* How many bytes the sequence led by LEAD has, and the range its second byte must be in (Unicode, table 3-7). */
static size_t sequence(unsigned char lead, unsigned char *low, unsigned char *high)
{
    *low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    *high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF)
        return 3;
    if (lead >= 0xF0 && lead <= 0xF4)
        return 4;
    return 0;
}

size_t utf8_step(const unsigned char *bytes, size_t size, uint32_t *codepoint)
{
    unsigned char low, high;
    uint32_t value;
    size_t length;

    if (size == 0)
        return 0;
    if (bytes[0] < 0x80) {
        if (codepoint)
            *codepoint = bytes[0];
        return 1;
    }
    length = sequence(bytes[0], &low, &high);
    if (length == 0 || length > size || bytes[1] < low || bytes[1] > high)
        return 0;
    value = bytes[0] & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (bytes[i] & 0x3Fu);
    }
    if (codepoint)
        *codepoint = value;
    return length;
}

void utf8_scrub(char *text)
{
    unsigned char *bytes = (unsigned char *)text;
    size_t size = strlen(text);

    for (size_t at = 0; at < size;) {
        uint32_t codepoint = 0;
        size_t step = utf8_step(bytes + at, size - at, &codepoint);

        if (step == 0) {
            unsigned char low, high;

            if (sequence(bytes[at], &low, &high) > size - at) { /* the tail of a text that was cut to fit */
                bytes[at] = 0;
                return;
            }
            bytes[at++] = '?';
            continue;
        }
        if (codepoint < 0x20 || (codepoint >= 0x7F && codepoint < 0xA0))
            memset(bytes + at, '?', step);
        at += step;
    }
}
