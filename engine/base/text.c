/*
 * text.c - what a text may be: clean UTF-8, an id, a code, an address.
 */
#include <string.h>
#include <utf8proc.h>
#include "base/base_internal.h"
#include "signpost/limits.h"
#include "signpost/text.h"

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGIT "0123456789"

bool text_is_utf8(const char *bytes, size_t size)
{
    for (size_t at = 0; at < size;) {
        size_t step = utf8_step((const unsigned char *)bytes + at, size - at, NULL);

        if (step == 0)
            return false;
        at += step;
    }
    return true;
}

/* The top bit of each byte of WORD that is not plain; of bytes above one that is not, it may be set in vain. */
static uint64_t not_plain(uint64_t word)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
    uint64_t quote = word ^ ones * '"', backslash = word ^ ones * '\\', delete = word ^ ones * 0x7F;

    return (word | (word - ones * 0x20) | (quote - ones) | (backslash - ones) | (delete - ones)) & tops;
}

size_t text_plain(const char *text, size_t size)
{
    size_t at = 0;
    uint64_t word;

    for (; at + sizeof word <= size; at += sizeof word) {
        memcpy(&word, text + at, sizeof word);
        word = not_plain(word);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
        if (word)
            return at + (size_t)__builtin_ctzll(word) / 8; /* the first of them is no vain one */
#else
        if (word)
            break;
#endif
    }
    while (at < size && text[at] >= 0x20 && text[at] < 0x7F && text[at] != '"' && text[at] != '\\')
        at++;
    return at;
}

bool text_is_clean(const char *text)
{
    size_t size = strlen(text);

    for (size_t at = 0; at < size;) {
        uint32_t codepoint;
        size_t step = utf8_step((const unsigned char *)text + at, size - at, &codepoint);

        if (step == 0 || codepoint < 0x20 || (codepoint >= 0x7F && codepoint < 0xA0))
            return false;
        at += step;
    }
    return true;
}

static bool made_of(const char *text, const char *first, const char *rest, size_t most)
{
    size_t size = strlen(text);

    return size > 0 && size <= most && strchr(first, text[0]) && strspn(text, rest) == size;
}

/* Every choice of every question has one: too many for made_of. */
bool text_is_id(const char *text)
{
    size_t size = 0;

    for (; text[size] && size <= LIMIT_ID; size++) {
        char c = text[size];
        bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');

        if (!word && (size == 0 || (c != '.' && c != '_' && c != '-')))
            return false;
    }
    return size > 0 && size <= LIMIT_ID;
}

bool text_is_code(const char *text)
{
    return made_of(text, UPPER LOWER DIGIT, UPPER LOWER DIGIT "_.-", LIMIT_CODE);
}

bool text_is_email(const char *text)
{
    size_t size = strlen(text);
    const char *at = strchr(text, '@');

    if (size > LIMIT_EMAIL || !at || at == text || !at[1] || strchr(at + 1, '@') || !text_is_clean(text))
        return false;
    for (size_t i = 0; i < size;) {
        uint32_t codepoint = ' ';

        i += utf8_step((const unsigned char *)text + i, size - i, &codepoint);
        switch (utf8proc_category((utf8proc_int32_t)codepoint)) {
        case UTF8PROC_CATEGORY_ZS:
        case UTF8PROC_CATEGORY_ZL:
        case UTF8PROC_CATEGORY_ZP:
            return false;
        default:
            break;
        }
    }
    return true;
}
