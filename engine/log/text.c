/*
 * text.c - reading the log's texts strictly: spans, decimals, base64 and names. One value has one spelling, so that nothing
 * can be altered and still be read the same.
 */
#include <sodium.h>
#include <string.h>
#include "log/log_internal.h"
#include "signpost/text.h"

bool span_is(struct span span, const char *text)
{
    return span.size == strlen(text) && memcmp(span.bytes, text, span.size) == 0;
}

bool span_line(struct span *rest, struct span *line)
{
    const char *end = rest->size > 0 ? memchr(rest->bytes, '\n', rest->size) : NULL;

    if (!end)
        return false;
    line->bytes = rest->bytes;
    line->size = (size_t)(end - rest->bytes);
    rest->bytes = end + 1;
    rest->size -= line->size + 1;
    return true;
}

bool span_after(struct span *span, const char *prefix)
{
    size_t size = strlen(prefix);

    if (span->size < size || memcmp(span->bytes, prefix, size) != 0)
        return false;
    span->bytes += size;
    span->size -= size;
    return true;
}

bool decimal_read(struct span text, int64_t *out)
{
    int64_t value = 0;

    if (text.size == 0 || (text.bytes[0] == '0' && text.size > 1))
        return false;
    for (size_t i = 0; i < text.size; i++) {
        if (text.bytes[i] < '0' || text.bytes[i] > '9' || __builtin_mul_overflow(value, 10, &value) ||
            __builtin_add_overflow(value, text.bytes[i] - '0', &value))
            return false;
    }
    *out = value;
    return true;
}

/* libsodium 1.0.18 takes some bytes above 0x7F for digits. */
static bool is_ascii(struct span text)
{
    for (size_t i = 0; i < text.size; i++) {
        if ((unsigned char)text.bytes[i] >= 0x80)
            return false;
    }
    return true;
}

bool base64_read_some(struct span text, void *out, size_t room, size_t *size)
{
    return text.size > 0 && is_ascii(text) &&
           sodium_base642bin(out, room, text.bytes, text.size, NULL, size, NULL, sodium_base64_VARIANT_ORIGINAL) == 0 &&
           *size > 0;
}

bool base64_read(struct span text, void *out, size_t size)
{
    size_t got = 0;

    return base64_read_some(text, out, size, &got) && got == size;
}

void base64_append(struct buf *out, const void *bytes, size_t size)
{
    const unsigned char *from = bytes;
    char text[sodium_base64_ENCODED_LEN(48, sodium_base64_VARIANT_ORIGINAL)];

    while (size > 0) { /* pieces of whole groups of three, so that padding comes at the end alone */
        size_t piece = size < 48 ? size : 48;

        sodium_bin2base64(text, sizeof text, from, piece, sodium_base64_VARIANT_ORIGINAL);
        buf_text(out, text);
        from += piece;
        size -= piece;
    }
}

/* Does a Unicode space (White_Space) begin here? The bytes are UTF-8. */
static bool space_begins(const unsigned char *at, size_t size)
{
    if (at[0] <= 0x20)
        return true; /* and every control character */
    if (size >= 2 && at[0] == 0xC2)
        return at[1] == 0x85 || at[1] == 0xA0;
    if (size < 3)
        return false;
    if (at[0] == 0xE1)
        return at[1] == 0x9A && at[2] == 0x80;
    if (at[0] == 0xE2 && at[1] == 0x80)
        return at[2] <= 0x8A || at[2] == 0xA8 || at[2] == 0xA9 || at[2] == 0xAF;
    return (at[0] == 0xE2 && at[1] == 0x81 && at[2] == 0x9F) || (at[0] == 0xE3 && at[1] == 0x80 && at[2] == 0x80);
}

bool name_is_good(struct span name)
{
    const unsigned char *bytes = (const unsigned char *)name.bytes;

    if (name.size == 0 || name.size >= LOG_NAME_TEXT || !text_is_utf8(name.bytes, name.size))
        return false;
    for (size_t i = 0; i < name.size; i++) {
        if (bytes[i] == '+' || space_begins(bytes + i, name.size - i))
            return false;
    }
    return true;
}
