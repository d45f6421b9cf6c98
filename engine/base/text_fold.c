/*
 * text_fold.c - comparing what people type: the key that "Naïve,  Tutor." and "naive tutor" share, and near misses. Keyboards,
 * telephones and word processors write apostrophes and dashes in many ways, and people leave them out: an apostrophe counts
 * for nothing, a dash inside for a space, and so "Students’ Union" is "students union", "drop–in" is "drop-in" is "drop in".
 */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#include "base/base_internal.h"
#include "signpost/limits.h"
#include "signpost/text.h"

enum kind { KIND_WORD, KIND_SPACE, KIND_PUNCTUATION };

static enum kind kind_of(uint32_t codepoint)
{
    if ((codepoint >= 0x09 && codepoint <= 0x0D) || codepoint == 0x85)
        return KIND_SPACE;
    switch (utf8proc_category((utf8proc_int32_t)codepoint)) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return KIND_SPACE;
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
        return KIND_PUNCTUATION;
    default:
        return KIND_WORD;
    }
}

/* In place: from the first to the last character that is a word's, each run of white space between one space. */
static void trim(char *text)
{
    size_t size = strlen(text), written = 0, end = 0;
    bool begun = false, space = false;

    for (size_t at = 0; at < size;) {
        uint32_t codepoint = ' ';
        size_t step = utf8_step((unsigned char *)text + at, size - at, &codepoint);
        enum kind kind = kind_of(codepoint);

        step = step ? step : 1;
        begun = begun || kind == KIND_WORD;
        if (begun && kind == KIND_SPACE) {
            space = true;
        } else if (begun) {
            if (space)
                text[written++] = ' ';
            space = false;
            memmove(text + written, text + at, step);
            written += step;
            if (kind == KIND_WORD)
                end = written;
        }
        at += step;
    }
    text[end] = 0;
}

/* Before anything is decomposed: a lone acute accent, for one, would become a space and a mark. */
static utf8proc_int32_t plain_mark(utf8proc_int32_t codepoint, void *unused)
{
    (void)unused;
    switch (codepoint) {
    case '\'': case '`': case 0xB4: case 0x2B9: case 0x2BB: case 0x2BC: case 0x2BD: case 0x2C8: case 0x2018: case 0x2019:
    case 0x201A: case 0x201B: case 0x2032: case 0x2035: case 0xFF07: case 0xFF40:
        return 0xAD; /* a soft hyphen: ignored */
    case '-': case 0x2212:
        return ' ';
    default:
        return utf8proc_category(codepoint) == UTF8PROC_CATEGORY_PD ? ' ' : codepoint;
    }
}

char *text_fold(const char *text)
{
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_ssize_t size = utf8proc_map_custom((const utf8proc_uint8_t *)text, 0, &mapped,
                                                UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                                                    UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE,
                                                plain_mark, NULL);

    if (size == UTF8PROC_ERROR_NOMEM)
        return NULL;
    if (size < 0)
        return strdup(text); /* bytes that are no UTF-8 are equal to themselves only */
    trim((char *)mapped);
    return (char *)mapped;
}

/* Levenshtein's distance between two short names. */
static size_t distance(const char *a, size_t a_size, const char *b, size_t b_size)
{
    size_t row[LIMIT_ID + 1];

    for (size_t j = 0; j <= b_size; j++)
        row[j] = j;
    for (size_t i = 1; i <= a_size; i++) {
        size_t diagonal = row[0];

        row[0] = i;
        for (size_t j = 1; j <= b_size; j++) {
            size_t least = diagonal + (a[i - 1] != b[j - 1]);

            diagonal = row[j];
            if (row[j] + 1 < least)
                least = row[j] + 1;
            if (row[j - 1] + 1 < least)
                least = row[j - 1] + 1;
            row[j] = least;
        }
    }
    return row[b_size];
}

const char *text_nearest(const char *text, const char *const *names)
{
    size_t size = strlen(text), best = size / 3 + 1; /* one slip for each three characters, and one more */
    const char *nearest = NULL;

    if (size == 0 || size > LIMIT_ID)
        return NULL;
    for (; *names; names++) {
        size_t name_size = strlen(*names), found;

        if (name_size > LIMIT_ID)
            continue;
        found = distance(text, size, *names, name_size);
        if (found < best + !nearest && found < name_size) {
            best = found;
            nearest = *names;
        }
    }
    return nearest;
}
