/*
 * nquads.c - a small dataset as canonical N-Quads: RDF Dataset Canonicalization (RDFC-1.0) as far as our shape needs it.
 *
 * A blank node's first-degree hash (4.6) is that of the quads it stands in, itself called _:a and every other blank node
 * _:z. Where all hashes differ, the nodes are numbered in the order of their hashes (4.4, step 4) and that is all. Only
 * nodes of equal hash would need the rest of the algorithm. In our shape none are: each blank node stands in a quad, its
 * type or its narrative, whose like no other blank node has, so that equal hashes would be a collision of SHA-256.
 */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include "record/record_shape.h"

#define HASH_SIZE crypto_hash_sha256_BYTES

bool iri_is_plain(const char *text)
{
    static const char *const schemes[] = {"https://", "http://", "did:", "urn:"}; /* none is a term of our contexts */
    bool known = false;

    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        known = known || strncmp(text, schemes[i], strlen(schemes[i])) == 0;
    for (const char *c = text; *c && known; c++)
        known = (unsigned char)*c > ' ' && (unsigned char)*c < 0x7F && !strchr("<>\"{}|^`\\", *c);
    return known;
}

/* ---- one line ---- */

static void write_literal(const struct term *term, struct buf *out)
{
    static const char names[] = "btnfr\"\\", values[] = "\b\t\n\f\r\"\\";
    const char *from = term->text, *c = from;

    buf_char(out, '"');
    for (; *c; c++) {
        unsigned char byte = (unsigned char)*c;
        const char *found;

        if (byte >= 0x20 && byte != 0x7F && byte != '"' && byte != '\\')
            continue;
        found = strchr(values, byte);
        buf_append(out, from, (size_t)(c - from));
        from = c + 1;
        if (found)
            buf_printf(out, "\\%c", names[found - values]);
        else
            buf_printf(out, "\\u%04X", byte);
    }
    buf_append(out, from, (size_t)(c - from));
    buf_char(out, '"');
    if (term->datatype) {
        buf_text(out, "^^<");
        buf_text(out, term->datatype);
        buf_char(out, '>');
    }
}

static void write_term(const struct term *term, const char *const *labels, struct buf *out)
{
    if (term->kind == TERM_LITERAL) {
        write_literal(term, out);
    } else if (term->kind == TERM_BLANK) {
        buf_text(out, labels[term->blank]);
    } else {
        buf_char(out, '<');
        buf_text(out, term->text);
        buf_char(out, '>');
    }
    buf_char(out, ' ');
}

static void write_quad(const struct quad *quad, const char *const *labels, struct buf *out)
{
    write_term(&quad->subject, labels, out);
    buf_char(out, '<');
    buf_text(out, quad->predicate);
    buf_text(out, "> ");
    write_term(&quad->object, labels, out);
    buf_text(out, ".\n");
}

/* ---- lines in order ---- */

struct line { const char *bytes; size_t size; };
struct lines { int count; struct line line[QUADS_MAX]; };

static int compare_lines(const void *left, const void *right)
{
    const struct line *a = left, *b = right;
    int order = memcmp(a->bytes, b->bytes, a->size < b->size ? a->size : b->size);

    return order ? order : (a->size > b->size) - (a->size < b->size);
}

static bool mentions(const struct quad *quad, int blank)
{
    return (quad->subject.kind == TERM_BLANK && quad->subject.blank == blank) ||
           (quad->object.kind == TERM_BLANK && quad->object.blank == blank);
}

/*
 * The lines of the quads that mention BLANK (-1: of all), in order of their bytes, which is that of their code points; a
 * dataset is a set, so a line stands once. They are borrowed from SCRATCH. False: memory ran out.
 */
static bool lines_sort(const struct quads *quads, int blank, const char *const *labels, struct buf *scratch,
                       struct lines *out)
{
    size_t start[QUADS_MAX + 1];
    int kept = 0;

    buf_clear(scratch);
    out->count = 0;
    for (int i = 0; i < quads->count; i++) {
        if (blank >= 0 && !mentions(&quads->quad[i], blank))
            continue;
        start[out->count++] = scratch->size;
        write_quad(&quads->quad[i], labels, scratch);
    }
    if (!buf_ok(scratch))
        return false;
    start[out->count] = scratch->size;
    for (int i = 0; i < out->count; i++)
        out->line[i] = (struct line){scratch->bytes + start[i], start[i + 1] - start[i]};
    qsort(out->line, (size_t)out->count, sizeof *out->line, compare_lines);
    for (int i = 0; i < out->count; i++) {
        if (kept == 0 || compare_lines(&out->line[kept - 1], &out->line[i]) != 0)
            out->line[kept++] = out->line[i];
    }
    out->count = kept;
    return true;
}

/* ---- blank nodes ---- */

static bool hash_first_degree(const struct quads *quads, int blank, struct buf *scratch, unsigned char out[HASH_SIZE])
{
    const char *labels[BLANKS_MAX];
    crypto_hash_sha256_state state;
    struct lines lines;

    for (int i = 0; i < BLANKS_MAX; i++)
        labels[i] = i == blank ? "_:a" : "_:z";
    if (!lines_sort(quads, blank, labels, scratch, &lines))
        return false;
    crypto_hash_sha256_init(&state);
    for (int i = 0; i < lines.count; i++)
        crypto_hash_sha256_update(&state, (const unsigned char *)lines.line[i].bytes, lines.line[i].size);
    crypto_hash_sha256_final(&state, out);
    return true;
}

/* LABELS[i] becomes the canonical label of blank node i: its place among the hashes. */
static enum fault_code label_blanks(const struct quads *quads, struct buf *scratch, const char *labels[BLANKS_MAX],
                                    struct fault *fault)
{
    static const char *const names[BLANKS_MAX] = {"_:c14n0", "_:c14n1", "_:c14n2", "_:c14n3"};
    unsigned char hash[BLANKS_MAX][HASH_SIZE];

    for (int i = 0; i < quads->blanks; i++) {
        if (!hash_first_degree(quads, i, scratch, hash[i]))
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

enum fault_code nquads_canonical(const struct quads *quads, struct buf *out, struct fault *fault)
{
    const char *labels[BLANKS_MAX];
    struct lines lines;
    struct buf scratch;
    enum fault_code code;

    buf_init(&scratch, 0);
    code = label_blanks(quads, &scratch, labels, fault);
    if (code == FAULT_NONE && !lines_sort(quads, -1, labels, &scratch, &lines))
        code = fault_memory(fault);
    for (int i = 0; code == FAULT_NONE && i < lines.count; i++)
        buf_append(out, lines.line[i].bytes, lines.line[i].size);
    if (code == FAULT_NONE && !buf_ok(out))
        code = fault_memory(fault);
    buf_release(&scratch);
    return code;
}
