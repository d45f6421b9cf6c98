/*
 * nquads.c - a small dataset, hashed as canonical N-Quads: RDF Dataset Canonicalization (RDFC-1.0) as far as our shape needs it.
 *
 * A blank node's first-degree hash (4.6) is that of the quads it stands in, itself called _:a and every other blank node
 * _:z. Where all hashes differ, the nodes are numbered in the order of their hashes (4.4, step 4) and that is all. Only
 * nodes of equal hash would need the rest of the algorithm. In our shape none are: each blank node stands in a quad, its
 * type or its narrative, whose like no other blank node has, so that equal hashes would be a collision of SHA-256.
 */
#include <string.h>
#include "base/sha256.h"
#include "record/record_shape.h"
#include "signpost/text.h"

#define TYPICAL 3000 /* bytes of a record's terms */

bool iri_is_plain(const char *text)
{
    static const char *const schemes[] = {"https://", "http://", "did:", "urn:"}; /* none is a term of our contexts */
    static const bool refused[128] = {['<'] = true, ['>'] = true, ['"'] = true, ['{'] = true, ['}'] = true,
                                      ['|'] = true, ['^'] = true, ['`'] = true, ['\\'] = true, [0x7F] = true};
    bool plain = false;

    for (size_t i = 0; i < sizeof schemes / sizeof *schemes && !plain; i++)
        plain = strncmp(text, schemes[i], strlen(schemes[i])) == 0;
    for (const unsigned char *c = (const unsigned char *)text; *c && plain; c++)
        plain = *c > ' ' && *c < sizeof refused && !refused[*c];
    return plain;
}

/* ---- terms and quads ---- */

void quads_init(struct quads *quads)
{
    quads->count = quads->blanks = 0;
    buf_init(&quads->text, 0);
    buf_init(&quads->lines, 0);
    buf_reserve(&quads->text, TYPICAL); /* a failure shows when they are used */
    buf_reserve(&quads->lines, 2 * TYPICAL);
}

void quads_release(struct quads *quads)
{
    buf_release(&quads->text);
    buf_release(&quads->lines);
}

static void write_escaped(const char *text, struct buf *out)
{
    static const char names[] = "btnfr\"\\", values[] = "\b\t\n\f\r\"\\";
    size_t size = strlen(text), from = 0;

    for (size_t at = 0; (at += text_plain(text + at, size - at)) < size; at++) {
        unsigned char byte = (unsigned char)text[at];
        const char *found;

        if (byte >= 0x20 && byte != 0x7F && byte != '"' && byte != '\\')
            continue;
        found = strchr(values, byte);
        buf_append(out, text + from, at - from);
        from = at + 1;
        if (found)
            buf_printf(out, "\\%c", names[found - values]);
        else
            buf_printf(out, "\\u%04X", byte);
    }
    buf_append(out, text + from, size - from);
}

static struct term term_since(const struct quads *quads, size_t offset)
{
    return (struct term){.offset = offset, .size = quads->text.size - offset, .blank = -1};
}

struct term quads_iri(struct quads *quads, const char *iri)
{
    size_t offset = quads->text.size;

    buf_char(&quads->text, '<');
    buf_text(&quads->text, iri);
    buf_char(&quads->text, '>');
    return term_since(quads, offset);
}

struct term quads_literal(struct quads *quads, const char *text, const char *datatype)
{
    size_t offset = quads->text.size;

    buf_char(&quads->text, '"');
    write_escaped(text, &quads->text);
    buf_char(&quads->text, '"');
    if (datatype) {
        buf_text(&quads->text, "^^<");
        buf_text(&quads->text, datatype);
        buf_char(&quads->text, '>');
    }
    return term_since(quads, offset);
}

struct term quads_blank(struct quads *quads)
{
    return (struct term){.blank = quads->blanks++};
}

void quads_add(struct quads *quads, struct term subject, struct term predicate, struct term object)
{
    quads->quad[quads->count++] = (struct quad){subject, predicate, object};
}

/* ---- lines in order ---- */

struct line { size_t offset, size; };
struct lines {
    int count;
    struct line line[QUADS_MAX];
    const char *bytes; /* of all of them */
};

static struct line_part { const char *bytes; size_t size; } part_of(const struct quads *quads, const struct term *term,
                                                                  const char *const *labels)
{
    if (term->blank >= 0)
        return (struct line_part){labels[term->blank], strlen(labels[term->blank])};
    return (struct line_part){term->bytes ? term->bytes : quads->text.bytes + term->offset, term->size};
}

/* One quad as a line, at the end of OUT. */
static void write_line(const struct quads *quads, const struct quad *quad, const char *const *labels, struct buf *out)
{
    const struct line_part parts[] = {part_of(quads, &quad->subject, labels), part_of(quads, &quad->predicate, labels),
                                      part_of(quads, &quad->object, labels), {" .\n", 3}};
    size_t size = 0;

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        size += parts[i].size;
    if (!buf_reserve(out, size))
        return;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        memcpy(out->bytes + out->size, parts[i].bytes, parts[i].size);
        out->size += parts[i].size;
    }
}

static int compare(const struct lines *lines, const struct line *a, const struct line *b)
{
    int order = memcmp(lines->bytes + a->offset, lines->bytes + b->offset, a->size < b->size ? a->size : b->size);

    return order ? order : (a->size > b->size) - (a->size < b->size);
}

/* By insertion: the quads come nearly in order. A dataset is a set, so a line stands once. */
static void insert(struct lines *lines, struct line line)
{
    int place = lines->count, order = 1;

    while (place > 0 && (order = compare(lines, &line, &lines->line[place - 1])) < 0)
        place--;
    if (place > 0 && order == 0)
        return;
    memmove(&lines->line[place + 1], &lines->line[place], (size_t)(lines->count - place) * sizeof line);
    lines->line[place] = line;
    lines->count++;
}

static bool mentions(const struct quad *quad, int blank)
{
    return blank < 0 || quad->subject.blank == blank || quad->object.blank == blank;
}

/*
 * Hashes the lines of the quads that mention BLANK (-1: of all), in order of their bytes, which is that of their code points.
 * False: memory ran out.
 */
static bool hash_lines(struct quads *quads, int blank, const char *const *labels, unsigned char out[HASH_SIZE])
{
    struct buf *text = &quads->lines;
    struct line line[QUADS_MAX];
    struct sha256 hash_state;
    struct lines lines = {.count = 0};
    int count = 0;

    if (!buf_ok(&quads->text))
        return false;
    buf_clear(text);
    for (int i = 0; i < quads->count; i++) {
        const struct quad *quad = &quads->quad[i];
        size_t start = text->size;

        if (!mentions(quad, blank))
            continue;
        write_line(quads, quad, labels, text);
        line[count++] = (struct line){start, text->size - start};
    }
    if (!buf_ok(text))
        return false;
    lines.bytes = text->bytes;
    for (int i = 0; i < count; i++)
        insert(&lines, line[i]);
    sha256_begin(&hash_state);
    for (int i = 0; i < lines.count; i++)
        sha256_add(&hash_state, lines.bytes + lines.line[i].offset, lines.line[i].size);
    sha256_end(&hash_state, out);
    return true;
}

/* ---- blank nodes ---- */

static bool hash_first_degree(struct quads *quads, int blank, unsigned char out[HASH_SIZE])
{
    const char *labels[BLANKS_MAX];

    for (int i = 0; i < BLANKS_MAX; i++)
        labels[i] = i == blank ? "_:a" : "_:z";
    return hash_lines(quads, blank, labels, out);
}

/* LABELS[i] becomes the canonical label of blank node i: its place among the hashes. */
static enum fault_code label_blanks(struct quads *quads, const char *labels[BLANKS_MAX], struct fault *fault)
{
    static const char *const names[BLANKS_MAX] = {"_:c14n0", "_:c14n1", "_:c14n2", "_:c14n3"};
    unsigned char hash[BLANKS_MAX][HASH_SIZE];

    labels[0] = names[0];
    if (quads->blanks == 1)
        return FAULT_NONE;
    for (int i = 0; i < quads->blanks; i++) {
        if (!hash_first_degree(quads, i, hash[i]))
            return fault_memory(fault);
    }
    for (int i = 0; i < quads->blanks; i++) {
        int before = 0;

        for (int j = 0; j < quads->blanks; j++) {
            int order = memcmp(hash[j], hash[i], HASH_SIZE);

            if (j != i && order == 0)
                return fault_set(fault, FAULT_INTERNAL, "Two unnamed parts of a record cannot be told apart.");
            before += order < 0;
        }
        labels[i] = names[before];
    }
    return FAULT_NONE;
}

enum fault_code nquads_hash(struct quads *quads, unsigned char out[HASH_SIZE], struct fault *fault)
{
    const char *labels[BLANKS_MAX];
    enum fault_code code = label_blanks(quads, labels, fault);

    if (code == FAULT_NONE && !hash_lines(quads, -1, labels, out))
        code = fault_memory(fault);
    return code;
}
