/*
 * draw_local.c - the Schools' sections behind the Quiz's questions. Each has a stream of its own, made of the paper's seed and
 * the School's code, so that what one School adds changes nothing for another, and nothing of the Quiz.
 */
#include <stdlib.h>
#include <string.h>
#include "bank/type.h"
#include "signpost/record.h"

static int hex_digit(char c)
{
    return c <= '9' ? c - '0' : c - 'a' + 10;
}

void paper_seed(const void *bytes, size_t size, unsigned char seed[PAPER_SEED])
{
    char hex[2 * PAPER_SEED + 1];
    sha256_hex(bytes, size, hex);
    for (int i = 0; i < PAPER_SEED; i++)
        seed[i] = (unsigned char)(hex_digit(hex[2 * i]) * 16 + hex_digit(hex[2 * i + 1]));
}

static void local_seed(const unsigned char seed[PAPER_SEED], const char *school, unsigned char out[PAPER_SEED])
{
    unsigned char bytes[PAPER_SEED + LIMIT_CODE];
    size_t size = strnlen(school, LIMIT_CODE);
    memcpy(bytes, seed, PAPER_SEED);
    memcpy(bytes + PAPER_SEED, school, size);
    paper_seed(bytes, PAPER_SEED + size, out);
}

static enum fault_code draw_section(const struct local_section *section, const unsigned char seed[PAPER_SEED],
                                    struct arena *arena, struct paper *paper, struct fault *fault)
{
    const struct question **pool = arena_alloc(arena, (size_t)section->question_count * sizeof *pool);
    unsigned char own[PAPER_SEED];
    struct stream stream;
    if (!pool)
        return fault_memory(fault);
    memcpy(pool, section->questions, (size_t)section->question_count * sizeof *pool);
    local_seed(seed, section->school, own);
    stream_init(&stream, own);
    draw_choose(&stream, pool, section->question_count, section->draw);
    for (int i = 0; i < section->draw; i++) {
        int place = paper->count + paper->local_count++;
        draw_item(&stream, pool[i], place + 1, &paper->items[place]);
        paper->items[place].section = section;
    }
    return FAULT_NONE;
}

/* The section of the code at TEXT, which ends at a space; *NEXT is behind it. NULL: the bank has none that draws. */
static const struct local_section *section_at(const struct bank *bank, const char *text, const char **next)
{
    char code[LIMIT_CODE + 1];
    size_t size = strcspn(text, " ");
    *next = text + size + strspn(text + size, " ");
    if (!size || size > LIMIT_CODE)
        return NULL;
    memcpy(code, text, size);
    code[size] = '\0';
    const struct local_section *section = bank_find_local(bank, code);
    return section && section->draw ? section : NULL;
}

enum fault_code paper_draw_local(const char *schools, const unsigned char seed[PAPER_SEED], struct arena *arena,
                                 struct paper *paper, struct fault *fault)
{
    int more = 0;
    const char *next;
    for (const char *at = schools; *at; at = next) {
        const struct local_section *section = section_at(paper->bank, at, &next);
        more += section ? section->draw : 0;
    }
    if (!more)
        return FAULT_NONE;
    struct paper_item *items = arena_alloc(arena, (size_t)(paper->count + more) * sizeof *items);
    if (!items)
        return fault_memory(fault);
    memcpy(items, paper->items, (size_t)paper->count * sizeof *items);
    paper->items = items;
    enum fault_code code = FAULT_NONE;
    for (const char *at = schools; *at && code == FAULT_NONE; at = next) {
        const struct local_section *section = section_at(paper->bank, at, &next);
        if (section)
            code = draw_section(section, seed, arena, paper, fault);
    }
    return code;
}

static int by_code(const void *a, const void *b)
{
    const char *const *left = a, *const *right = b;
    return strcmp(*left, *right);
}

void paper_schools(const struct bank *bank, const char *const *schools, int count, char out[LIMIT_ATTEMPT_SCHOOLS])
{
    const char *found[LIMIT_LOCAL_SCHOOLS];
    int kept = 0;
    size_t size = 0;
    for (int i = 0; i < count && kept < LIMIT_LOCAL_SCHOOLS; i++) {
        const struct local_section *section = bank_find_local(bank, schools[i]);
        bool known = !section || !section->draw;
        for (int k = 0; k < kept && !known; k++)
            known = strcmp(found[k], schools[i]) == 0;
        if (!known)
            found[kept++] = schools[i];
    }
    qsort(found, (size_t)kept, sizeof *found, by_code);
    for (int i = 0; i < kept; i++) {
        size_t length = strlen(found[i]);
        if (i)
            out[size++] = ' ';
        memcpy(out + size, found[i], length);
        size += length;
    }
    out[size] = '\0';
}
